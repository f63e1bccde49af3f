// How long a rule's steps are where the slope is the same all the way: what a sensible α for it
// depends on.
#ifndef RAVINE_SIM_RULE_STRIDE_H
#define RAVINE_SIM_RULE_STRIDE_H

#include "sim/rule.h"

// The length of the last of `steps` steps from θ = 0, one number, with the learning rate alpha, the
// rule's other numbers at their standard; NaN where there is no memory to try it.
double rule_stride(const struct rule *rule, double alpha, double slope, int steps);

#endif
