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

// ---- landscape_points.c -------------------------------------------------------------------------

// The snapshots of a runner's path up to `last`, each in the colour that its own cost has among the
// surface's: where it differs from what lies around, the path is off the plane. Those that would
// lie on each other, and those whose cost is not known yet, are left out.
void training_landscape_points(const struct training_lab *lab, struct canvas *canvas,
                               const struct theme *theme, const struct plot *plot, size_t runner,
                               size_t last);

// The cost of the landscape at a place of the plane, between its grid's points; NaN outside.
double training_landscape_cost(const struct training_lab *lab, const double at[2]);

#endif
