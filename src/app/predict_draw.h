// A question over its scene, the path that is drawn for it, and what came of the answer.
//
// Who may call whom: frame, asking → predict_draw → predict, field, lines.
#ifndef RAVINE_APP_PREDICT_DRAW_H
#define RAVINE_APP_PREDICT_DRAW_H

#include "app/predict.h"
#include "canvas/canvas.h"
#include "plot/theme.h"

// The question that stands, at the top of the canvas: units that it takes, and drawing it.
float predict_card_height(const struct predict *predict, const struct document *document,
                          struct canvas *canvas);
void predict_card_draw(const struct predict *predict, const struct document *document,
                       struct canvas *canvas, const struct theme *theme);

// The answer of a choice at a place; false where there is none.
bool predict_card_find(const struct predict *predict, const struct document *document,
                       struct canvas *canvas, struct point at, size_t *answer);

// The path that was drawn, on its stage: dashed, with a name.
void predict_path_draw(const struct prediction *now, struct canvas *canvas,
                       const struct theme *theme, const struct plot *stage);

// What was said and what is so: units that it takes, and drawing it with its lower edge at
// `bottom`.
float predict_result_height(const struct prediction *now, struct canvas *canvas);
void predict_result_draw(const struct prediction *now, struct canvas *canvas,
                         const struct theme *theme, float bottom);

// The line before it is asked, in the same place: that a question comes.
float predict_announcement_height(void);
void predict_announcement_draw(struct canvas *canvas, const struct theme *theme, float bottom);

#endif
