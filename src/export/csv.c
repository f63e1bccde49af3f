// CSV files: a lab's table.
#include "export/format.h"

static bool write_csv(const struct format_job *job, struct error *error)
{
    return job->lab->type->table(job->lab, job->file->stream, error);
}

const struct format format_csv = {
    .name = "csv",
    .endings = {".csv"},
    .what = "the numbers as a table; 17 digits, so that they read back exactly",
    .kind = FORMAT_NUMBERS,
    .write = write_csv,
};
