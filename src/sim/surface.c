#include "sim/surface.h"

#include "base/array.h"
#include "sim/noise.h"
#include "sim/surface_list.h"

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
const char *const surface_words[] = {REGISTRY(NAME) SURFACE_FORMULA, NULL};

const struct surface *surface_find(const char *name)
{
    for (size_t i = 0; surfaces[i]; i++)
        if (strcmp(surfaces[i]->name, name) == 0)
            return surfaces[i];
    return NULL;
}

// ---- a surface as an objective ------------------------------------------------------------------

struct surface_objective {
    struct objective head; // first, so that a struct objective * is one of these
    double (*cost)(const double number[], const double theta[]);
    double (*gradient)(const double number[], const double theta[], double gradient[]);
    double number[SURFACE_NUMBERS_MAX];
};

static const struct surface_objective *self(const struct objective *objective)
{
    return (const struct surface_objective *)objective;
}

static double cost(const struct objective *objective, const double theta[])
{
    return self(objective)->cost(self(objective)->number, theta);
}

static double gradient(const struct objective *objective, const double theta[],
                       const uint32_t batch[], size_t count, double gradient[])
{
    (void)batch, (void)count; // the one example, however often
    return self(objective)->gradient(self(objective)->number, theta, gradient);
}

static void destroy(struct objective *objective)
{
    free(objective);
}

static const struct objective_type type = {
    .name = "surface", .cost = cost, .gradient = gradient, .destroy = destroy};

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
    s->head.alpha = surface->alpha;
    if (surface->minima)
        surface->minima(s->number, &s->head);
}

static struct objective *create_plain(const struct surface *surface, const double number[],
                                      struct error *error)
{
    struct surface_objective *s = array_create(1, sizeof *s, error);
    if (!s)
        return NULL;
    s->head.type = &type;
    s->head.dimension = 2;
    s->head.examples = 1;
    s->cost = surface->cost;
    s->gradient = surface->gradient;
    take_numbers(s, surface, number);
    return &s->head;
}

struct objective *surface_objective_create(const struct surface *surface, const double number[],
                                           size_t examples, double sigma, uint64_t seed,
                                           struct error *error)
{
    return noise_create(create_plain(surface, number, error), examples, sigma, seed, error);
}
