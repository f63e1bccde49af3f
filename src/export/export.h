// A scene's picture or numbers into a file. Needs no window and no display. A file is complete or
// not there at all; an old one survives a failure.
#ifndef RAVINE_EXPORT_EXPORT_H
#define RAVINE_EXPORT_EXPORT_H

#include "base/error.h"
#include "export/figure.h"
#include "scene/scene.h"

// Draws the scene into a file; its ending says how (export/format.h).
bool export_picture(const struct scene *scene, const char *path,
                    const struct figure_options *options, struct error *error);

// Computes the scene and writes its numbers into a file, or to standard output when path is NULL.
// An ending that no format has is CSV.
// `report` (may be NULL) gets what was found in the scene's data.
bool export_numbers(const struct scene *scene, const char *path, int threads, struct report *report,
                    struct error *error);

#endif
