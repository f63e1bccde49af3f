// The canvas as SVG: text that is text, with its fonts in the file.
#ifndef RAVINE_CANVAS_SVG_SVG_H
#define RAVINE_CANVAS_SVG_SVG_H

#include "canvas/vector.h"

#include <stdio.h>

// NULL on failure.
struct canvas *canvas_svg_create(const struct vector_options *options, struct error *error);

// On a canvas of options that say is_moving: ends a drawing, the next of which begins.
bool canvas_svg_turn(struct canvas *canvas, struct error *error);

// Writes such drawings, once, as one that moves: each is seen for 1/fps seconds, the last for
// `held` times that more. False where anything failed.
bool canvas_svg_write_film(struct canvas *canvas, double fps, size_t held, FILE *stream,
                           struct error *error);

// Writes what was drawn, once. False where anything failed.
bool canvas_svg_write(struct canvas *canvas, FILE *stream, struct error *error);

#endif
