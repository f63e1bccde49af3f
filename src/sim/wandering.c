#include "sim/wandering.h"
#include "base/maths.h"

#include <math.h>

bool wandering_measure(const double theta[], size_t first, size_t last, const double center[2],
                       struct wandering *wandering)
{
    struct wandering sum = {0};
    if (last < first)
        return false;
    for (size_t k = first; k <= last; k++) {
        const double x = theta[2 * k] - center[0], y = theta[2 * k + 1] - center[1];
        sum.xx += x * x;
        sum.xy += x * y;
        sum.yy += y * y;
    }
    const double count = (double)(last - first + 1);
    *wandering = (struct wandering){sum.xx / count, sum.xy / count, sum.yy / count};
    return isfinite(sum.xx + sum.yy);
}

// The curvatures λ₁ ≥ λ₂ and the direction (c, s) of the first, of a symmetric matrix.
static void turn_to_axes(double xx, double xy, double yy, double lambda[2], double *c, double *s)
{
    const double mean = (xx + yy) / 2, half = (xx - yy) / 2, reach = maths_hypot(half, xy);
    const double angle = 0.5 * maths_atan2(xy, half);
    lambda[0] = mean + reach;
    lambda[1] = mean - reach;
    *c = maths_cos(angle);
    *s = maths_sin(angle);
}

bool wandering_expected(const struct objective *objective, const double minimum[2], double alpha,
                        double variance, struct wandering *wandering)
{
    // Differences of gradients: exact for a quadratic but for rounding.
    double hessian[2][2];
    for (int axis = 0; axis < 2; axis++) {
        double up[2], down[2];
        const double h = 1e-4 * fmax(1, fabs(minimum[axis]));
        double at[2] = {minimum[0], minimum[1]};
        at[axis] = minimum[axis] + h;
        objective->type->gradient(objective, at, NULL, objective->examples, up);
        at[axis] = minimum[axis] - h;
        objective->type->gradient(objective, at, NULL, objective->examples, down);
        for (int i = 0; i < 2; i++)
            hessian[i][axis] = (up[i] - down[i]) / (2 * h);
    }
    double lambda[2], c, s, along[2];
    turn_to_axes(hessian[0][0], (hessian[0][1] + hessian[1][0]) / 2, hessian[1][1], lambda, &c, &s);
    for (int i = 0; i < 2; i++) {
        if (!(lambda[i] > 0) || !(alpha * lambda[i] < 2))
            return false;
        along[i] = alpha * variance / (lambda[i] * (2 - alpha * lambda[i]));
    }
    *wandering = (struct wandering){
        .xx = c * c * along[0] + s * s * along[1],
        .xy = c * s * (along[0] - along[1]),
        .yy = s * s * along[0] + c * c * along[1],
    };
    return isfinite(along[0] + along[1]);
}

double wandering_batch_variance(double sigma, size_t batch, size_t examples)
{
    if (batch == 0 || batch >= examples)
        return 0;
    const double b = (double)batch, m = (double)examples;
    return sigma * sigma / b * (1 - (b - 1) / (m - 1));
}

double wandering_radius(const struct wandering *wandering)
{
    return sqrt(fmax(wandering->xx + wandering->yy, 0));
}

void wandering_ring(const struct wandering *wandering, const double center[2], size_t count,
                    double points[])
{
    double moment[2], c, s;
    turn_to_axes(wandering->xx, wandering->xy, wandering->yy, moment, &c, &s);
    const double a = sqrt(2 * fmax(moment[0], 0)), b = sqrt(2 * fmax(moment[1], 0));
    for (size_t i = 0; i < count; i++) {
        const double turn = 6.283185307179586 * (double)i / (double)(count - 1);
        const double u = a * maths_cos(turn), v = b * maths_sin(turn);
        points[2 * i] = center[0] + c * u - s * v;
        points[2 * i + 1] = center[1] + s * u + c * v;
    }
}
