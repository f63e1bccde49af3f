// Writing the page that is one file, in a file for each platform: what is installed makes it of the
// page that ./run web --build makes (page.c); in a page there are no files to make it of
// (web/whole.c).
#ifndef RAVINE_EXPORT_PAGE_H
#define RAVINE_EXPORT_PAGE_H

#include "export/format.h"

bool page_write(const struct format_job *job, struct error *error);

#endif
