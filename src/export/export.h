// A scene's picture or numbers into a file. Needs no window and no display. A file is complete or
// not there at all; an old one survives a failure.
#ifndef RAVINE_EXPORT_EXPORT_H
#define RAVINE_EXPORT_EXPORT_H

#include "base/error.h"
#include "export/figure.h"
#include "export/records.h"
#include "scene/scene.h"

// Draws the scene into a file; its ending says how (export/format.h).
bool export_picture(const struct scene *scene, const char *path,
                    const struct figure_options *options, struct error *error);

// Computes the scene and writes its numbers into a file, or to standard output when path is NULL.
// An ending that no format has is CSV. NULL options: the whole table.
bool export_numbers(const struct scene *scene, const char *path,
                    const struct numbers_options *options, struct error *error);

// Refuses a path that is the font, the scene's file, or a table of it.
bool export_check_target(const struct scene *scene, const char *path,
                         const struct figure_options *options, struct error *error);

// The figure of a lab that is open and has computed what it shows into a file, with a scene that
// reopens it. Nothing in the options is left open.
bool export_figure(struct lab *lab, const struct scene *scene, const char *path,
                   const struct figure_options *options, struct error *error);

#endif
