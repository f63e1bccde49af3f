// A page that is one file, in a page: its parts are the browser's, not files of the program's.
#include "export/format.h"

static bool write_page(const struct format_job *job, struct error *error)
{
    (void)job;
    return error_set(error, ERROR_FAILED,
                     "a page in one file is written by the installed Ravine; here there are links");
}

const struct format format_page = {
    .name = "page",
    .endings = {".html"},
    .what = "the whole window in one file for a browser, which needs neither network nor server",
    .kind = FORMAT_PICTURE,
    .options = {"--step", "--epoch"},
    .is_page = true,
    .write = write_page,
};
