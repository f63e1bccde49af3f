// How the first layer weighs the inputs, as bars by name.
#ifndef RAVINE_LABS_TRAINING_INPUTS_H
#define RAVINE_LABS_TRAINING_INPUTS_H

#include "labs/kit/tip.h"
#include "labs/training/state.h"

// A bar an input, the largest mean of |w| first: its positive weights to the right, the negative
// ones to the left. What has no room is counted in the last line.
void inputs_draw(const struct training_lab *lab, struct canvas *canvas, const struct theme *theme,
                 const struct rect *box);

// The input whose bar is at a point; NULL where there is none.
const struct lesson_input *inputs_at(const struct training_lab *lab, const struct rect *box,
                                     struct point at);

// What is known of it; nothing where there is none.
void inputs_tell(const struct training_lab *lab, const struct rect *box, struct point at,
                 struct kit_tip *tip);

#endif
