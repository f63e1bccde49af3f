// A page that is one file, in a page: its parts are the browser's, not files of the program's.
#include "export/page.h"

bool page_write(const struct format_job *job, struct error *error)
{
    (void)job;
    return error_set(error, ERROR_FAILED,
                     "a page in one file is written by the installed Ravine; here there are links");
}
