// The pictures of the Training lab: each is a file that brings one row, and a line in PICTURES.
#ifndef RAVINE_LABS_TRAINING_PICTURES_H
#define RAVINE_LABS_TRAINING_PICTURES_H

#include "labs/kit/pictures.h"
#include "labs/training/state.h"

// One row a picture, in the order of the stage: the words of `show` follow from it.
#define TRAINING_PICTURES(ROW)                                                                     \
    ROW(training_costs_picture, "costs")                                                           \
    ROW(training_landscape_picture, "landscape")                                                   \
    ROW(training_relief_picture, KIT_RELIEF)                                                       \
    ROW(training_learned_picture, "learned")                                                       \
    ROW(training_splitting_picture, "splitting")                                                   \
    ROW(training_strip_picture, "strip")                                                           \
    ROW(training_sweep_picture, "batch-size")                                                      \
    ROW(training_alphas_picture, "alpha-sweep")

#define TRAINING_PICTURE(picture, name) extern const struct lab_picture picture;
TRAINING_PICTURES(TRAINING_PICTURE)
#undef TRAINING_PICTURE

extern const struct lab_picture *const training_pictures[]; // NULL-terminated
extern const struct param training_show_param;              // `show` of [view]

// Share of the variance of all paths that the plane of the landscape keeps; NaN where there is
// none.
double training_plane_keeps(struct training_lab *lab);

// Cost of the training set at the point of that plane that is nearest to a runner's end; NaN where
// there is none.
double training_plane_cost(struct training_lab *lab, size_t runner);

// The sweep over the batch sizes, once it has been made; NULL where it cannot be.
const struct sweep *training_sweep_wait(struct training_lab *lab);

// The sweep over the learning rates, likewise; a width is that at the scene's target.
const struct alphas *training_alphas_wait(struct training_lab *lab);
struct alphas_width training_alphas_width(const struct training_lab *lab, size_t runner);

// Forgets what all of them have computed.
void training_clear_pictures(struct training_lab *lab);

#endif
