// A runner's batch costs, made into what a picture of them can show: every step where steps can be
// told apart, else their band, and the average of them.
#ifndef RAVINE_LABS_TRAINING_THIN_H
#define RAVINE_LABS_TRAINING_THIN_H

#include "labs/training/state.h"

// Brings the curves of all runners and their ghosts up to date, for an axis that ends at `end`.
void thin_refresh(struct training_lab *lab, double end);

// What of them can be told apart on a plot: sets raw_end and is_mean. After thin_refresh.
void thin_decide(struct training_lab *lab, const struct plot *plot);

// The strong line of a runner: the average of its batch costs, or where the batch is all, which has
// no noise to average away, the costs themselves.
struct thin_line {
    const double *x, *y;
    size_t count;
};

struct thin_line thin_strong_line(const struct course *course, const struct thin_curve *thin);

// Whether any of it is drawn as a band.
bool thin_is_band(const struct thin_curve *thin);

// The batch is the whole training set.
bool thin_sees_all(const struct course *course);

void training_clear_curves(struct training_lab *lab);
void thin_curve_clear(struct thin_curve *thin);

#endif
