// What the test part says: accuracy, or the cost of a number.
#ifndef RAVINE_LABS_TRAINING_SCORES_H
#define RAVINE_LABS_TRAINING_SCORES_H

#include "labs/training/state.h"

void training_draw_scores(struct training_lab *lab, struct canvas *canvas, const struct rect *box,
                          const struct lab_view *view);

#endif
