// The labs there are, in the order of Tab: a lab is its folder and a row here.
#ifndef RAVINE_LABS_LIST_H
#define RAVINE_LABS_LIST_H

#include "labs/lab.h"

// ROW(descent) is `const struct lab_type lab_descent`.
#define LABS(ROW) ROW(descent) ROW(training) ROW(averages) ROW(decay)

#define LAB_DECLARE(name) extern const struct lab_type lab_##name;
LABS(LAB_DECLARE)
#undef LAB_DECLARE

#define LAB_ADDRESS(name) &lab_##name,

#endif
