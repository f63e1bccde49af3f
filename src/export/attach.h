// A scene attached to a PDF: a file within the file, which viewers list and save.
#ifndef RAVINE_EXPORT_ATTACH_H
#define RAVINE_EXPORT_ATTACH_H

#include "base/error.h"

#include <stddef.h>
#include <stdio.h>

// Writes the document pdf[count], whose catalog and cross-reference table are plain, with the scene
// attached: by an update behind its end (ISO 32000-1, 7.5.6 and 7.11.4).
bool attach_scene(FILE *stream, const char *pdf, size_t count, const char *scene,
                  struct error *error);

#endif
