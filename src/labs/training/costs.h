// Cost curves: raw batch costs, their average, and the costs of the whole training set.
#ifndef RAVINE_LABS_TRAINING_COSTS_H
#define RAVINE_LABS_TRAINING_COSTS_H

#include "labs/training/state.h"

// Where they are drawn in a box, and the part of them that is shown.
struct plot training_costs_plot(struct training_lab *lab, const struct rect *box, bool is_stage);
// Where a runner is on the stage of the layout; false where it is not to be seen.
bool training_costs_place(struct lab *lab, const struct lab_layout *layout, size_t group,
                          double step, struct point *at);
// In a box: on the stage (with dots for the full costs) or as the second plot.
void training_draw_costs(struct training_lab *lab, struct canvas *canvas, const struct rect *box,
                         const struct lab_view *view, bool is_stage);

#endif
