// What stands above the cost curves: what they show.
#ifndef RAVINE_LABS_TRAINING_COSTS_HEADING_H
#define RAVINE_LABS_TRAINING_COSTS_HEADING_H

#include "labs/training/state.h"

// In fewer words where there is less room; after a cancellation it says how far the training came.
// After training_costs_plot.
void costs_draw_heading(const struct training_lab *lab, struct canvas *canvas,
                        const struct theme *theme, const struct rect *box);

#endif
