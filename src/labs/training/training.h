// The Training lab: a real small network, retrained while sliders move.
#ifndef RAVINE_LABS_TRAINING_TRAINING_H
#define RAVINE_LABS_TRAINING_TRAINING_H

#include "labs/lab.h"

extern const struct lab_type lab_training;

#endif
