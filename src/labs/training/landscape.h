// The network's landscape, for the pictures that show it: flat and as a relief.
#ifndef RAVINE_LABS_TRAINING_LANDSCAPE_H
#define RAVINE_LABS_TRAINING_LANDSCAPE_H

#include "labs/training/state.h"

// What such a row of pictures has in common.
void training_landscape_begin(struct lab *lab);
bool training_landscape_busy(const struct lab *lab);
double training_landscape_share(const struct lab *lab);
void training_landscape_stop(struct lab *lab); // unless one of them is shown and wants it still
void training_landscape_clear(struct lab *lab);

// Follows what is computed and draws the heading over the plot, or why there is nothing yet. True
// when there is a contour; the plot then has its axes and its area.
bool training_landscape_show(struct training_lab *lab, struct canvas *canvas,
                             const struct lab_layout *layout, const struct lab_view *view,
                             struct plot *plot);

// The visible runners in drawing order, the selected one last; returns how many.
size_t training_landscape_order(const struct training_lab *lab, const struct lab_view *view,
                                size_t order[RUNNERS_SHOWN_MAX]);

// A runner's path over the plane; false where there is none.
bool training_landscape_path(const struct training_lab *lab, size_t runner,
                             const struct lab_view *view, struct curve *curve);

#endif
