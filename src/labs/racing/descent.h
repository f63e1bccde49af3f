// The Descent lab: runners race down the contours of a two-parameter objective.
#ifndef RAVINE_LABS_RACING_DESCENT_H
#define RAVINE_LABS_RACING_DESCENT_H

#include "labs/lab.h"

extern const struct lab_type lab_descent;

#endif
