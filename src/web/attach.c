// PDF files, which carry their scenes, are not written in a page (web/cairo.c says so before).
#include "export/attach.h"

bool attach_scene(FILE *file, const char *pdf, size_t count, const struct vector_options *options,
                  struct error *error)
{
    (void)file, (void)pdf, (void)count, (void)options, (void)error;
    return false;
}
