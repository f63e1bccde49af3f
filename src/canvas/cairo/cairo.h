// The canvas on Cairo: PDF.
#ifndef RAVINE_CANVAS_CAIRO_CAIRO_H
#define RAVINE_CANVAS_CAIRO_CAIRO_H

#include "canvas/vector.h"

#include <stdio.h>

// A PDF that goes to `stream` as it is drawn: its first page, of the size of the options. NULL on
// failure.
struct canvas *canvas_cairo_create(const struct vector_options *options, FILE *stream,
                                   struct error *error);

// What follows is on a further page.
void canvas_cairo_turn(struct canvas *canvas);

// A bookmark that leads to a page, counted from 1.
void canvas_cairo_bookmark(struct canvas *canvas, const char *title, size_t page);

// What follows is a figure of its own: the canvas's units are `points` long, and it begins at the
// rectangle's corner and is as wide and high as that. NULL: it is the page again.
void canvas_cairo_inset(struct canvas *canvas, const struct rect *rect, double points);

// Ends the document; to be called before it is destroyed. False where anything failed: a stream
// that takes no more, a mesh that could not be drawn.
bool canvas_cairo_finish(struct canvas *canvas, struct error *error);

#endif
