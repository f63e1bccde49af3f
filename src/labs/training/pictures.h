// The pictures of the Training lab: each is a file that brings one row, and a line in PICTURES.
#ifndef RAVINE_LABS_TRAINING_PICTURES_H
#define RAVINE_LABS_TRAINING_PICTURES_H

#include "labs/training/state.h"

// One row a picture, in the order of the stage: the words of `show` follow from it.
#define TRAINING_PICTURES(ROW)                                                                     \
    ROW(costs, "costs")                                                                            \
    ROW(landscape, "landscape")                                                                    \
    ROW(learned, "learned")                                                                        \
    ROW(splitting, "splitting")                                                                    \
    ROW(sweep, "batch-size")

#define TRAINING_PICTURE(picture, name)                                                            \
    extern const struct lab_picture training_##picture##_picture;
TRAINING_PICTURES(TRAINING_PICTURE)
#undef TRAINING_PICTURE

extern const struct lab_picture *const training_pictures[]; // NULL-terminated
extern const char *const training_shows[];                  // their names, for `show`

// Forgets what all of them have computed.
void training_clear_pictures(struct training_lab *lab);

#endif
