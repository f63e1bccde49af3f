// A canvas within another: a page that is drawn somewhere on a screen, larger or smaller, and is
// otherwise as it would be alone.
#ifndef RAVINE_CANVAS_INSET_H
#define RAVINE_CANVAS_INSET_H

#include "canvas/canvas.h"

struct inset {
    struct canvas head; // first, so that a struct inset * is a canvas
    struct canvas *on;
    struct point at; // of its upper left corner, in units of `on`
    float factor;    // units of `on` a unit of its own
    struct point *points;
    size_t capacity;
};

// Fills the rectangle of `on` with so many units across. What leaves it is not cut.
void inset_init(struct inset *inset, struct canvas *on, const struct rect *rect, float units);
void inset_clear(struct inset *inset);

#endif
