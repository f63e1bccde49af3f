// The canvas as SVG: text that is text, with its fonts in the file.
#ifndef RAVINE_CANVAS_SVG_SVG_H
#define RAVINE_CANVAS_SVG_SVG_H

#include "canvas/vector.h"

#include <stdio.h>

// NULL on failure.
struct canvas *canvas_svg_create(const struct vector_options *options, struct error *error);

// Writes what was drawn, once. False where anything failed.
bool canvas_svg_write(struct canvas *canvas, FILE *stream, struct error *error);

#endif
