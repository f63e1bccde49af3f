#include "sim/surface.h"

#include "base/array.h"
#include "base/random.h"
#include "sim/surface_list.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// ---- the registry -------------------------------------------------------------------------------

// One row a surface, in the order people should see them.
#define REGISTRY(ROW)                                                                              \
    ROW(ravine, "ravine")                                                                          \
    ROW(rosenbrock, "rosenbrock")                                                                  \
    ROW(beale, "beale")                                                                            \
    ROW(himmelblau, "himmelblau")                                                                  \
    ROW(booth, "booth")                                                                            \
    ROW(three_hump_camel, "three-hump-camel")                                                      \
    ROW(two_valleys, "two-valleys")                                                                \
    ROW(saddle, "saddle")                                                                          \
    ROW(monkey_saddle, "monkey-saddle")                                                            \
    ROW(plateau, "plateau")                                                                        \
    ROW(rastrigin, "rastrigin")                                                                    \
    ROW(ackley, "ackley")

#define ADDRESS(surface, name) &surface_##surface,
#define NAME(surface, name)    name,

const struct surface *const surfaces[] = {REGISTRY(ADDRESS) NULL};
const char *const surface_names[] = {REGISTRY(NAME) NULL};

const struct surface *surface_find(const char *name)
{
    for (size_t i = 0; surfaces[i]; i++)
        if (strcmp(surfaces[i]->name, name) == 0)
            return surfaces[i];
    return NULL;
}

// ---- a surface as an objective ------------------------------------------------------------------

// The stream of the seed that the noise is drawn from. The shuffles use stream e in epoch e, far
// below.
static const uint64_t noise_stream = UINT64_C(1) << 63;

struct surface_objective {
    struct objective head; // first, so that a struct objective * is one of these
    double (*cost)(const double number[], const double theta[]);
    double (*gradient)(const double number[], const double theta[], double gradient[]);
    double number[SURFACE_NUMBERS_MAX];
    double sigma;
    double *noise; // a₁x a₁y a₂x a₂y …, [2m]; NULL without noise
};

static const struct surface_objective *self(const struct objective *objective)
{
    return (const struct surface_objective *)objective;
}

static double cost(const struct objective *objective, const double theta[])
{
    return self(objective)->cost(self(objective)->number, theta);
}

// Over a batch: ∇f + σ·ā and f + σ⟨ā, θ⟩, with ā the mean of the batch's aᵢ. The mean of all aᵢ is
// 0, so all examples give f itself, without the rounding error of the sum.
static double gradient(const struct objective *objective, const double theta[],
                       const uint32_t batch[], size_t count, double gradient[])
{
    const struct surface_objective *s = self(objective);
    const double value = s->gradient(s->number, theta, gradient);
    if (!batch || !s->noise || count == s->head.examples)
        return value;
    double sum_x = 0, sum_y = 0;
    for (size_t i = 0; i < count; i++) {
        const double *a = s->noise + 2 * (size_t)batch[i];
        sum_x += a[0];
        sum_y += a[1];
    }
    const double share = s->sigma / (double)count;
    gradient[0] += share * sum_x;
    gradient[1] += share * sum_y;
    return value + share * (sum_x * theta[0] + sum_y * theta[1]);
}

static void destroy(struct objective *objective)
{
    struct surface_objective *s = (struct surface_objective *)objective;
    free(s->noise);
    free(s);
}

static const struct objective_type type = {
    .name = "surface", .cost = cost, .gradient = gradient, .destroy = destroy};

// Shifts one axis of the noise to mean 0 and scales it to variance 1 (divisor m).
static void standardize(double noise[], size_t m, int axis)
{
    double sum = 0;
    for (size_t i = 0; i < m; i++)
        sum += noise[2 * i + axis];
    const double mean = sum / (double)m;
    double squares = 0;
    for (size_t i = 0; i < m; i++) {
        noise[2 * i + axis] -= mean;
        squares += noise[2 * i + axis] * noise[2 * i + axis];
    }
    const double deviation = sqrt(squares / (double)m);
    for (size_t i = 0; deviation > 0 && i < m; i++)
        noise[2 * i + axis] /= deviation;
}

static bool draw_noise(struct surface_objective *s, uint64_t seed, struct error *error)
{
    const size_t m = s->head.examples;
    s->noise = array_create(m, 2 * sizeof *s->noise, error);
    if (!s->noise)
        return false;
    struct random random;
    random_init(&random, seed, noise_stream);
    for (size_t i = 0; i < 2 * m; i++)
        s->noise[i] = random_normal(&random);
    for (int axis = 0; axis < 2; axis++)
        standardize(s->noise, m, axis);
    return true;
}

static void take_numbers(struct surface_objective *s, const struct surface *surface,
                         const double number[])
{
    for (size_t i = 0; surface->params[i].key; i++)
        s->number[i] = number[i];
    for (int axis = 0; axis < 2; axis++) {
        s->head.low[axis] = surface->low[axis];
        s->head.high[axis] = surface->high[axis];
        s->head.start[axis] = surface->start[axis];
    }
    if (surface->minima)
        surface->minima(s->number, &s->head);
}

struct objective *surface_objective_create(const struct surface *surface, const double number[],
                                           size_t examples, double sigma, uint64_t seed,
                                           struct error *error)
{
    if (examples < 1 || examples > UINT32_MAX) { // batches number them in 32 bits
        error_set(error, ERROR_INPUT, "a surface has 1 to %lu examples, not %zu",
                  (unsigned long)UINT32_MAX, examples);
        return NULL;
    }
    if (!(sigma >= 0 && isfinite(sigma))) {
        error_set(error, ERROR_INPUT, "noise must be a number from 0, not %g", sigma);
        return NULL;
    }
    struct surface_objective *s = array_create(1, sizeof *s, error);
    if (!s)
        return NULL;
    s->head.type = &type;
    s->head.dimension = 2;
    s->head.examples = examples;
    s->cost = surface->cost;
    s->gradient = surface->gradient;
    s->sigma = sigma;
    take_numbers(s, surface, number);
    // One example is the surface itself; without noise all of them are.
    if (examples > 1 && sigma > 0 && !draw_noise(s, seed, error)) {
        destroy(&s->head);
        return NULL;
    }
    return &s->head;
}
