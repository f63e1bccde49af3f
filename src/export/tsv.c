// Tables with tabs, which pgfplots and gnuplot read as they are: the same cells as CSV, nan where
// there is nothing.
#include "export/format.h"

static bool write_tsv(const struct format_job *job, struct error *error)
{
    struct records records = {0};
    const bool done = records_read(&records, job->lab, job->numbers, error);
    if (done)
        records_write(&records, job->file->stream, '\t', "nan");
    records_clear(&records);
    return done;
}

const struct format format_tsv = {
    .name = "tsv",
    .endings = {".tsv"},
    .what = "the same with tabs between, and nan where nothing is",
    .kind = FORMAT_NUMBERS,
    .options = {FORMAT_NUMBERS_OPTIONS},
    .write = write_tsv,
};
