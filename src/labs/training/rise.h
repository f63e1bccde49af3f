// What is said beside curves of costs: that one rises, or has left the numbers.
#ifndef RAVINE_LABS_TRAINING_RISE_H
#define RAVINE_LABS_TRAINING_RISE_H

#include "labs/training/state.h"
#include "labs/training/thin.h"
#include "plot/label.h"

// Keeps what stands near `at` off the lines of the costs.
void training_keep_clear(const struct training_lab *lab, struct label_space *space,
                         const struct plot *plot, double step, struct point at);

// Of a runner at a place on the timeline, in its colour, where no curve of the costs runs and no
// box of `taken`, to which the words' own box is added. Draws nothing where there is nothing to
// say.
void training_draw_outcome(const struct training_lab *lab, struct canvas *canvas,
                           const struct theme *theme, const struct plot *plot, size_t runner,
                           double step, struct label_space *taken);

#endif
