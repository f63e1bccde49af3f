// A quadratic of several parameters, each with a curvature of its own.
#ifndef RAVINE_SIM_QUADRATIC_H
#define RAVINE_SIM_QUADRATIC_H

#include "base/error.h"
#include "sim/objective.h"

// J(θ) = ½ Σ κᵢθᵢ², i = 1 … n, with κᵢ = κ^((i−1)/(n−1)): from 1 to κ in equal ratios, the steepest
// last. One example; its minimum is 0 at θ = 0, its start is 1 in each direction. NULL on failure
// (memory, n not in 2 … OBJECTIVE_PLANE_MAX, κ not above 0).
struct objective *quadratic_create(size_t n, double condition, struct error *error);

#endif
