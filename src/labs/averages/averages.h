// The Averages lab: a noisy series and its exponentially weighted averages.
#ifndef RAVINE_LABS_AVERAGES_AVERAGES_H
#define RAVINE_LABS_AVERAGES_AVERAGES_H

#include "labs/lab.h"

extern const struct lab_type lab_averages;

#endif
