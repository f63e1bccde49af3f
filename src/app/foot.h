// Lines at the foot of the window: what to try, the keys that help most, the place in the lecture.
// They draw what they are given.
//
// Who may call whom: frame → foot → lines.
#ifndef RAVINE_APP_FOOT_H
#define RAVINE_APP_FOOT_H

#include "canvas/canvas.h"
#include "plot/theme.h"

// Units that the line of what to try takes, from margin to margin of the canvas; 0 for NULL and "".
// One line where it has the room.
float foot_try_height(struct canvas *canvas, const char *text);

// Draws it with its lower edge at `bottom`.
void foot_draw_try(struct canvas *canvas, const struct theme *theme, const char *text,
                   float bottom);

// The quiet texts at the canvas's lower edge, from the left and from the right; the left one gives
// way.
void foot_draw_edge(struct canvas *canvas, const struct theme *theme, const char *left,
                    const char *right);

#endif
