// How far descent with a constant learning rate wanders about a minimum.
#ifndef RAVINE_SIM_WANDERING_H
#define RAVINE_SIM_WANDERING_H

#include "sim/objective.h"

#include <stdbool.h>
#include <stddef.h>

// Second moments of a path about a point of the plane.
struct wandering {
    double xx, xy, yy; // means of (x − x₀)², (x − x₀)(y − y₀), (y − y₀)²
};

// Over theta[2·first] … theta[2·last], both included. False when there is nothing, or it is not
// finite.
bool wandering_measure(const double theta[], size_t first, size_t last, const double center[2],
                       struct wandering *wandering);

// What plain descent does about a minimum in the long run when every step draws its batch
// independently: along an axis of curvature λ the variance is α s² / (λ (2 − αλ)), where s² is the
// variance of the batch gradient (Mandt, Hoffman & Blei 2017, "Stochastic Gradient Descent as
// Approximate Bayesian Inference"; exact for a quadratic). False where α is too large to settle or
// the point is no minimum.
bool wandering_expected(const struct objective *objective, const double minimum[2], double alpha,
                        double variance, struct wandering *wandering);

// The variance of the gradient of `batch` of m examples without replacement (0 = all), each with
// deviation sigma: σ²/b · (1 − (b−1)/(m−1)).
double wandering_batch_variance(double sigma, size_t batch, size_t examples);

// Root mean square distance from the point.
double wandering_radius(const struct wandering *wandering);

// The ring of that radius, stretched as the path is: points[2·count], the last equal to the first.
// Where the path wanders alike in all directions it is the circle of wandering_radius.
void wandering_ring(const struct wandering *wandering, const double center[2], size_t count,
                    double points[]);

#endif
