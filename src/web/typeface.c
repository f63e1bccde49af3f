// A page knows no typefaces but its own.
#include "export/typeface.h"

bool typeface_find(const char *word, struct font_files *files, struct error *error)
{
    (void)files;
    return error_set(error, ERROR_INPUT, "no typeface '%.40s' here: a page has only its own", word);
}
