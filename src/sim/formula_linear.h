// In which of its variables a formula is a straight line.
#ifndef RAVINE_SIM_FORMULA_LINEAR_H
#define RAVINE_SIM_FORMULA_LINEAR_H

#include "sim/formula.h"

// Whether the formula is p·v + q, where p and q depend on the other variables at most, as its
// operations show: v is added, subtracted, negated, taken times or divided by what it is not in,
// and nothing else. False where that cannot be seen.
bool formula_is_linear(const struct formula *formula, size_t variable);

#endif
