#include "sim/regression.h"

#include "base/array.h"

#include <math.h>
#include <stdlib.h>

// The examples, and the second moments about the means from which the full cost follows.
struct regression {
    struct objective head; // first, so that a struct objective * is one of these
    double *xy;            // x₀ y₀ x₁ y₁ …, so that a gathered example is one cache line
    double mean_x, mean_y, variance_x, variance_y, covariance; // divisor m
};

static const struct regression *self(const struct objective *objective)
{
    return (const struct regression *)objective;
}

// J(w, b) = ½ [w²·var(x) − 2w·cov(x, y) + var(y) + (w·x̄ + b − ȳ)²]
static double cost(const struct objective *objective, const double theta[])
{
    const struct regression *r = self(objective);
    const double w = theta[0], miss = w * r->mean_x + theta[1] - r->mean_y;
    return 0.5 * (w * (w * r->variance_x - 2 * r->covariance) + r->variance_y + miss * miss);
}

static double full_gradient(const struct regression *r, const double theta[], double gradient[])
{
    const double w = theta[0], miss = w * r->mean_x + theta[1] - r->mean_y;
    gradient[0] = w * r->variance_x - r->covariance + miss * r->mean_x;
    gradient[1] = miss;
    return cost(&r->head, theta);
}

static double gradient(const struct objective *objective, const double theta[],
                       const uint32_t batch[], size_t count, double gradient[])
{
    const struct regression *r = self(objective);
    if (!batch)
        return full_gradient(r, theta, gradient);
    const double w = theta[0], b = theta[1];
    double sum = 0, sum_w = 0, sum_b = 0;
    for (size_t i = 0; i < count; i++) {
        const double *example = r->xy + 2 * (size_t)batch[i];
        const double miss = w * example[0] + b - example[1];
        sum += miss * miss;
        sum_w += miss * example[0];
        sum_b += miss;
    }
    const double share = 1 / (double)count;
    gradient[0] = sum_w * share;
    gradient[1] = sum_b * share;
    return 0.5 * sum * share;
}

static void destroy(struct objective *objective)
{
    struct regression *r = (struct regression *)objective;
    free(r->xy);
    free(r);
}

static const struct objective_type type = {
    .name = "regression", .cost = cost, .gradient = gradient, .destroy = destroy};

static void take_moments(struct regression *r)
{
    const size_t m = r->head.examples;
    double sum_x = 0, sum_y = 0;
    for (size_t i = 0; i < m; i++) {
        sum_x += r->xy[2 * i];
        sum_y += r->xy[2 * i + 1];
    }
    r->mean_x = sum_x / (double)m;
    r->mean_y = sum_y / (double)m;
    double xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < m; i++) {
        const double x = r->xy[2 * i] - r->mean_x, y = r->xy[2 * i + 1] - r->mean_y;
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    r->variance_x = xx / (double)m;
    r->variance_y = yy / (double)m;
    r->covariance = xy / (double)m;
}

// The least squares line, and a frame around it: the ellipse of a third of the start's cost,
// widened to hold the start. Its half-axes along w and b are √(2ΔJ·(H⁻¹)ᵢᵢ), with the Hessian
// H = [[E x², x̄], [x̄, 1]], whose determinant is var(x).
static void find_minimum(struct regression *r)
{
    struct objective *head = &r->head;
    struct minimum *minimum = &head->minimum[0];
    minimum->theta[0] = r->covariance / r->variance_x;
    minimum->theta[1] = r->mean_y - minimum->theta[0] * r->mean_x;
    minimum->cost = cost(head, minimum->theta);
    minimum->is_global = 1;
    head->minimum_count = 1;
    head->start[0] = head->start[1] = 0;
    // Half of what plain descent bears, 2/λ, with the larger eigenvalue λ of H.
    const double half_trace = (r->variance_x + r->mean_x * r->mean_x + 1) / 2;
    head->alpha = 1 / (half_trace + sqrt(fmax(half_trace * half_trace - r->variance_x, 0)));

    const double drop = fmax(cost(head, head->start) - minimum->cost, 1e-12);
    const double inverse[2] = {1 / r->variance_x,
                               (r->variance_x + r->mean_x * r->mean_x) / r->variance_x};
    for (int axis = 0; axis < 2; axis++) {
        const double half = sqrt(2 * drop / 3 * inverse[axis]);
        head->low[axis] = fmin(minimum->theta[axis] - half, head->start[axis] - 0.1 * half);
        head->high[axis] = fmax(minimum->theta[axis] + half, head->start[axis] + 0.1 * half);
    }
}

// Numbers whose squares leave the range of the machine's have no cost, and so no picture.
static bool is_in_range(const struct regression *r)
{
    const struct objective *head = &r->head;
    bool is_finite = isfinite(cost(head, head->start)) && isfinite(head->minimum[0].cost);
    for (int axis = 0; axis < 2; axis++)
        is_finite = is_finite && isfinite(head->low[axis]) && isfinite(head->high[axis]) &&
                    isfinite(head->high[axis] - head->low[axis]) &&
                    isfinite(head->minimum[0].theta[axis]) && head->low[axis] < head->high[axis];
    return is_finite && head->alpha > 0;
}

struct objective *regression_create(const double x[], const double y[], size_t m, bool standardize,
                                    struct error *error)
{
    if (m < 2) {
        error_set(error, ERROR_INPUT, "a regression needs at least 2 rows, not %zu", m);
        return NULL;
    }
    struct regression *r = array_create(1, sizeof *r, error);
    if (!r)
        return NULL;
    r->head.type = &type;
    r->head.dimension = 2;
    r->head.examples = m;
    r->head.work = 2; // w·x + b, then the miss times x; the rest are additions
    r->xy = array_create(m, 2 * sizeof *r->xy, error);
    if (!r->xy) {
        free(r);
        return NULL;
    }
    for (size_t i = 0; i < m; i++) {
        r->xy[2 * i] = x[i];
        r->xy[2 * i + 1] = y[i];
    }
    take_moments(r);
    // Constant up to rounding: deviations of the size of the mean's last digits.
    if (isfinite(r->variance_x) && !(r->variance_x > 1e-24 * r->mean_x * r->mean_x)) {
        error_set(error, ERROR_INPUT, "x is %g in every row: no slope can be found", r->mean_x);
        destroy(&r->head);
        return NULL;
    }
    if (standardize) {
        const double mean = r->mean_x, deviation = sqrt(r->variance_x);
        for (size_t i = 0; i < m; i++)
            r->xy[2 * i] = (r->xy[2 * i] - mean) / deviation;
        take_moments(r);
    }
    find_minimum(r);
    if (!is_in_range(r)) {
        error_set(
            error, ERROR_INPUT,
            "numbers of this size cannot be computed with: their squares are too large or too "
            "small; scale the columns");
        destroy(&r->head);
        return NULL;
    }
    return &r->head;
}

const double *regression_examples(const struct objective *objective)
{
    return objective->type == &type ? self(objective)->xy : NULL;
}
