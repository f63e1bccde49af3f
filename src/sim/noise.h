// Per-example noise for any objective on the plane: one cost function becomes the honest mean of m
// examples, so that mini-batches disagree.
#ifndef RAVINE_SIM_NOISE_H
#define RAVINE_SIM_NOISE_H

#include "base/error.h"
#include "sim/objective.h"

// The objective 1/m Σ [f(θ) + σ⟨aᵢ, θ⟩] with f the full cost of `inner` (any examples of its own
// are not told apart any more) and m = examples: a₁…a_m are drawn from N(0, I) by `seed`, then
// centred to sum to zero and scaled to unit variance (divisor m) on each axis. So the mean of all
// examples is f, and a mini-batch's gradient has variance σ²/b · (1 − (b−1)/(m−1)) around ∇f.
// Domain, start and minima are those of `inner`. One example, or σ = 0, is f itself. Takes `inner`
// over, on failure too. Error (NULL): an inner objective that is not of two parameters, examples or
// σ out of range, memory. `inner` NULL is a failure that has been told already.
struct objective *noise_create(struct objective *inner, size_t examples, double sigma,
                               uint64_t seed, struct error *error);

// What makes its examples differ: aᵢ after aᵢ₋₁, [m × dimension], and σ. NULL where they do not, or
// the objective is none of these.
const double *noise_tilts(const struct objective *objective, double *sigma);

// The objective under the noise; itself where it is none of these.
const struct objective *noise_inner(const struct objective *objective);

#endif
