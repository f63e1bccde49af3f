// CSV files: a lab's table, or what a figure shows.
#include "export/format.h"

static bool write_csv(const struct format_job *job, struct error *error)
{
    if (records_are_table(job->numbers))
        return job->lab->type->table(job->lab, job->file->stream, error);
    struct records records = {0};
    const bool done = records_read(&records, job->lab, job->numbers, error);
    if (done)
        records_write(&records, job->file->stream, ',', job->numbers->is_figure ? "nan" : "");
    records_clear(&records);
    return done;
}

const struct format format_csv = {
    .name = "csv",
    .endings = {".csv"},
    .what = "the numbers as a table; 17 digits, so that they read back exactly",
    .kind = FORMAT_NUMBERS,
    .options = {FORMAT_NUMBERS_OPTIONS},
    .write = write_csv,
};
