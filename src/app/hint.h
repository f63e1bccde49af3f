// The line below the sliders: what the selected or hovered one is, and what it can be.
//
// Who may call whom: frame → hint → document.
#ifndef RAVINE_APP_HINT_H
#define RAVINE_APP_HINT_H

#include "app/document.h"
#include "canvas/canvas.h"

// How much of the panel's height it takes, units.
float hint_height(const struct rect *panel);

// What a param is ("step size along the gradient") and what it can be ("from 10⁻⁶ to 10, usually
// 0.1"); either may be empty.
void hint_text(const struct param *param, char help[256], char range[256]);

struct hint_place {
    struct rect box;   // of that height, below the sliders
    struct rect panel; // the sliders: what the box has no room for reaches up over them
    struct rect row;   // the slider's, which stays free; without height: it is not shown
};

// Nothing in a lab without sliders. Nothing is cut: what is longer than its line goes on below.
void hint_draw(struct canvas *canvas, const struct theme *theme, const struct document *document,
               size_t slider, const struct hint_place *place);

#endif
