#include "sim/noise.h"

#include "base/array.h"
#include "base/random.h"

#include <math.h>
#include <stdlib.h>

// The stream of the seed that the noise is drawn from. The shuffles use stream e in epoch e, far
// below.
static const uint64_t noise_stream = UINT64_C(1) << 63;

struct noise {
    struct objective head; // first, so that a struct objective * is one of these
    struct objective *inner;
    double sigma;
    double *pull; // aᵢ after aᵢ₋₁, [m × dimension]; NULL without noise
};

static const struct noise *self(const struct objective *objective)
{
    return (const struct noise *)objective;
}

static double cost(const struct objective *objective, const double theta[])
{
    const struct objective *inner = self(objective)->inner;
    return inner->type->cost(inner, theta);
}

// The pulls of a batch, added up along each axis.
static void add_pulls(const struct noise *n, const uint32_t batch[], size_t count, double sum[])
{
    const size_t d = n->head.dimension;
    if (d == 2) { // both sums in registers
        double along_x = 0, along_y = 0;
        for (size_t i = 0; i < count; i++) {
            const double *a = n->pull + 2 * (size_t)batch[i];
            along_x += a[0];
            along_y += a[1];
        }
        sum[0] = along_x;
        sum[1] = along_y;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const double *a = n->pull + d * (size_t)batch[i];
        for (size_t axis = 0; axis < d; axis++)
            sum[axis] += a[axis];
    }
}

static double pull(const struct noise *n, const double theta[], const uint32_t batch[],
                   size_t count, double gradient[])
{
    double sum[OBJECTIVE_PLANE_MAX] = {0}, pulled = 0;
    add_pulls(n, batch, count, sum);
    const double share = n->sigma / (double)count;
    for (size_t axis = 0; axis < n->head.dimension; axis++) {
        gradient[axis] += share * sum[axis];
        pulled += sum[axis] * theta[axis];
    }
    return share * pulled;
}

// Over a batch: ∇f + σ·ā and f + σ⟨ā, θ⟩, with ā the mean of the batch's aᵢ. The mean of all aᵢ is
// 0, so all examples give f itself, without the rounding error of the sum.
static double gradient(const struct objective *objective, const double theta[],
                       const uint32_t batch[], size_t count, double gradient[])
{
    const struct noise *n = self(objective);
    const struct objective *inner = n->inner;
    if (!n->pull || !batch || count == n->head.examples)
        return inner->type->gradient(inner, theta, NULL, inner->examples, gradient);
    const double value = inner->type->gradient(inner, theta, NULL, inner->examples, gradient);
    return value + pull(n, theta, batch, count, gradient);
}

static void costs(const struct objective *objective, const double x[], double y, size_t count,
                  double value[])
{
    objective_plane_costs(self(objective)->inner, x, y, count, value);
}

static void kinks(const struct objective *objective, const double x[], double y, size_t count,
                  double *const value[])
{
    const struct objective *inner = self(objective)->inner;
    inner->type->kinks(inner, x, y, count, value);
}

static void destroy(struct objective *objective)
{
    struct noise *n = (struct noise *)objective;
    objective_destroy(n->inner);
    free(n->pull);
    free(n);
}

static const struct objective_type type = {.name = "noise",
                                           .cost = cost,
                                           .costs = costs,
                                           .kinks = kinks,
                                           .gradient = gradient,
                                           .destroy = destroy};

// Shifts one axis of the pulls to mean 0 and scales it to variance 1 (divisor m).
static void standardize(double pull[], size_t m, size_t d, size_t axis)
{
    double sum = 0;
    for (size_t i = 0; i < m; i++)
        sum += pull[d * i + axis];
    const double mean = sum / (double)m;
    double squares = 0;
    for (size_t i = 0; i < m; i++) {
        pull[d * i + axis] -= mean;
        squares += pull[d * i + axis] * pull[d * i + axis];
    }
    const double deviation = sqrt(squares / (double)m);
    for (size_t i = 0; deviation > 0 && i < m; i++)
        pull[d * i + axis] /= deviation;
}

static bool draw_pulls(struct noise *n, uint64_t seed, struct error *error)
{
    const size_t m = n->head.examples, d = n->head.dimension;
    n->pull = array_create(m, d * sizeof *n->pull, error);
    if (!n->pull)
        return false;
    struct random random;
    random_init(&random, seed, noise_stream);
    for (size_t i = 0; i < d * m; i++)
        n->pull[i] = random_normal(&random);
    for (size_t axis = 0; axis < d; axis++)
        standardize(n->pull, m, d, axis);
    return true;
}

static bool check(const struct objective *inner, size_t examples, double sigma, struct error *error)
{
    if (inner->dimension > OBJECTIVE_PLANE_MAX)
        return error_set(error, ERROR_INPUT, "noise is for up to %d parameters, not %zu",
                         (int)OBJECTIVE_PLANE_MAX, inner->dimension);
    if (examples < 1 || examples > UINT32_MAX) // batches number them in 32 bits
        return error_set(error, ERROR_INPUT, "an objective has 1 to %lu examples, not %zu",
                         (unsigned long)UINT32_MAX, examples);
    if (!(sigma >= 0 && isfinite(sigma)))
        return error_set(error, ERROR_INPUT, "noise must be a number from 0, not %g", sigma);
    return true;
}

struct objective *noise_create(struct objective *inner, size_t examples, double sigma,
                               uint64_t seed, struct error *error)
{
    if (!inner)
        return NULL;
    struct noise *n =
        check(inner, examples, sigma, error) ? array_create(1, sizeof *n, error) : NULL;
    if (!n) {
        objective_destroy(inner);
        return NULL;
    }
    n->head = *inner;
    n->head.type = &type;
    n->head.examples = examples;
    n->inner = inner;
    n->sigma = sigma;
    // One example is f itself; without noise all of them are.
    if (examples > 1 && sigma > 0 && !draw_pulls(n, seed, error)) {
        destroy(&n->head);
        return NULL;
    }
    return &n->head;
}

const double *noise_tilts(const struct objective *objective, double *sigma)
{
    const bool is_noisy = objective->type == &type && self(objective)->pull;
    *sigma = is_noisy ? self(objective)->sigma : 0;
    return is_noisy ? self(objective)->pull : NULL;
}

const struct objective *noise_inner(const struct objective *objective)
{
    return objective->type == &type ? self(objective)->inner : objective;
}
