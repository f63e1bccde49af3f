// PDF files, which carry their scenes, are not written in a page.
#include "export/attach.h"

bool attach_scene(FILE *file, const char *pdf, size_t count, const struct vector_options *options,
                  struct error *error)
{
    (void)file, (void)pdf, (void)count, (void)options;
    return error_set(error, ERROR_FAILED,
                     "PDF is written by the installed Ravine; here there are SVG and PNG");
}
