// A scene in a PDF: for people a file within the file, which viewers list and save; for Ravine a
// stream of its own.
#ifndef RAVINE_EXPORT_ATTACH_H
#define RAVINE_EXPORT_ATTACH_H

#include "base/error.h"
#include "canvas/vector.h"

#include <stdio.h>

// Writes the document pdf[count], whose catalog and cross-reference table are plain, with the
// options' scene and payload: by an update behind its end (ISO 32000-1, 7.5.6 and 7.11.4).
bool attach_scene(FILE *stream, const char *pdf, size_t count, const struct vector_options *options,
                  struct error *error);

#endif
