// Long texts as lines that fit.
//
// Calls nothing; overlay and foot draw what it breaks.
#ifndef RAVINE_APP_LINES_H
#define RAVINE_APP_LINES_H

#include "canvas/canvas.h"

#include <stddef.h>

enum { LINE_MAX_BYTES = 256 };

// Lines of `size` that are at most `width` wide; returns how many. What is beyond `max` lines is
// not there.
size_t lines_wrap(struct canvas *canvas, const char *text, float size, float width, size_t max,
                  char lines[][LINE_MAX_BYTES]);

#endif
