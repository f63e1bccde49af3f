// The canvas as commands of pgf for LaTeX, which sets the text in the document's own type.
#ifndef RAVINE_CANVAS_PGF_PGF_H
#define RAVINE_CANVAS_PGF_PGF_H

#include "canvas/vector.h"

#include <stdio.h>

// Images are files beside `target` ("a/FIGURE.pgf": a/FIGURE-field.png, a/FIGURE-field-2.png …).
// NULL on failure.
struct canvas *canvas_pgf_create(const struct vector_options *options, const char *target,
                                 struct error *error);

// Writes what was drawn, once, and the images beside it. False where anything failed.
bool canvas_pgf_write(struct canvas *canvas, FILE *stream, struct error *error);

#endif
