#include "export/page.h"

const struct format format_page = {
    .name = "page",
    .endings = {".html"},
    .what = "the whole window in one file for a browser, which needs neither network nor server",
    .kind = FORMAT_PICTURE,
    .options = {"--step", "--epoch"},
    .is_page = true,
    .write = page_write,
};
