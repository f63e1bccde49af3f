// Least squares over real data: J(w, b) = 1/2m Σ (w·xᵢ + b − yᵢ)². θ = (w, b).
#ifndef RAVINE_SIM_REGRESSION_H
#define RAVINE_SIM_REGRESSION_H

#include "base/error.h"
#include "sim/objective.h"

#include <stdbool.h>

// Copies x[m] and y[m]. With `standardize`, x becomes (x − mean)/deviation, which makes the
// contours round; y stays. The full cost and gradient come from second moments, in O(1); batches
// are summed. The minimum is the closed form; low/high frame it and the start.
// Error: m < 2, or x constant (no slope can be found).
struct objective *regression_create(const double x[], const double y[], size_t m, bool standardize,
                                    struct error *error);

// x₀ y₀ x₁ y₁ … as it computes with them, [m × 2]; NULL where the objective is no such regression.
const double *regression_examples(const struct objective *objective);

#endif
