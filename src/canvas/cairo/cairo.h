// The canvas on Cairo: PDF.
#ifndef RAVINE_CANVAS_CAIRO_CAIRO_H
#define RAVINE_CANVAS_CAIRO_CAIRO_H

#include "canvas/vector.h"

#include <stdio.h>

// A PDF of one page that goes to `stream` as it is drawn. NULL on failure.
struct canvas *canvas_cairo_create(const struct vector_options *options, FILE *stream,
                                   struct error *error);

// Ends the document; to be called before it is destroyed. False where anything failed: a stream
// that takes no more, a mesh that could not be drawn.
bool canvas_cairo_finish(struct canvas *canvas, struct error *error);

#endif
