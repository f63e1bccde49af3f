// Cost curves: raw batch costs, their average, and the costs of the whole training set.
#ifndef RAVINE_LABS_TRAINING_COSTS_H
#define RAVINE_LABS_TRAINING_COSTS_H

#include "labs/training/state.h"

// In a box: on the stage (with dots for the full costs) or as the second plot.
void training_draw_costs(struct training_lab *lab, struct canvas *canvas, const struct rect *box,
                         const struct lab_view *view, bool is_stage);
void training_clear_curves(struct training_lab *lab);
void thin_curve_clear(struct thin_curve *thin);

#endif
