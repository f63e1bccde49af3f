// The box that the right button draws over a stage, to zoom to.
//
// Who may call whom: frame, events → box. Knows no document.
#ifndef RAVINE_APP_BOX_H
#define RAVINE_APP_BOX_H

#include "canvas/canvas.h"
#include "labs/lab.h"
#include "plot/theme.h"

struct zoom_box {
    struct point from, to; // canvas units
    bool is_single;        // one axis only: the one along which it is longer
};

enum lab_axes zoom_box_axes(const struct zoom_box *box);

// What lies in it within the area; an axis that it is not about as a whole. False where it is too
// small to be meant.
bool zoom_box_rect(const struct zoom_box *box, const struct rect *area, struct rect *rect);

void zoom_box_draw(const struct zoom_box *box, struct canvas *canvas, const struct theme *theme,
                   const struct rect *area);

#endif
