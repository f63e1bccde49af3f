// The Decay lab: the same runner under several learning-rate schedules.
#ifndef RAVINE_LABS_RACING_DECAY_H
#define RAVINE_LABS_RACING_DECAY_H

#include "labs/lab.h"

extern const struct lab_type lab_decay;

#endif
