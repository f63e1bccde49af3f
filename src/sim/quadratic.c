#include "sim/quadratic.h"
#include "base/maths.h"

#include "base/array.h"

#include <math.h>
#include <stdlib.h>

struct quadratic {
    struct objective head; // first, so that a struct objective * is one of these
    double curvature[OBJECTIVE_PLANE_MAX];
};

static const struct quadratic *self(const struct objective *objective)
{
    return (const struct quadratic *)objective;
}

static double cost(const struct objective *objective, const double theta[])
{
    const struct quadratic *q = self(objective);
    double sum = 0;
    for (size_t i = 0; i < objective->dimension; i++)
        sum += q->curvature[i] * theta[i] * theta[i];
    return 0.5 * sum;
}

static double gradient(const struct objective *objective, const double theta[],
                       const uint32_t batch[], size_t count, double gradient[])
{
    const struct quadratic *q = self(objective);
    (void)batch, (void)count;
    for (size_t i = 0; i < objective->dimension; i++)
        gradient[i] = q->curvature[i] * theta[i];
    return cost(objective, theta);
}

static void destroy(struct objective *objective)
{
    free(objective);
}

static const struct objective_type type = {
    .name = "quadratic", .cost = cost, .gradient = gradient, .destroy = destroy};

struct objective *quadratic_create(size_t n, double condition, struct error *error)
{
    if (n < 2 || n > OBJECTIVE_PLANE_MAX || !(condition > 0 && isfinite(condition))) {
        error_set(error, ERROR_INPUT,
                  "a quadratic has 2 to %d parameters and a condition above 0, not %zu and %g",
                  (int)OBJECTIVE_PLANE_MAX, n, condition);
        return NULL;
    }
    struct quadratic *q = array_create(1, sizeof *q, error);
    if (!q)
        return NULL;
    for (size_t i = 0; i < n; i++)
        q->curvature[i] = maths_pow(condition, (double)i / (double)(n - 1));
    struct objective *head = &q->head;
    head->type = &type;
    head->dimension = n;
    head->examples = 1;
    for (int axis = 0; axis < 2; axis++) {
        head->low[axis] = -1.2;
        head->high[axis] = 1.2;
        head->start[axis] = 1;
    }
    head->alpha = 1.85 / fmax(condition, 1); // plain descent bears 2/κ
    head->minimum_count = 1;
    head->minimum[0].is_global = 1;
    return head;
}
