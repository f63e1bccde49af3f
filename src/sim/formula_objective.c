#include "sim/formula_objective.h"

#include "base/array.h"
#include "sim/formula_survey.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct formula_objective {
    struct objective head; // first, so that a struct objective * is one of these
    struct formula *formula;
    double *uniform;
};

static const struct formula_objective *self(const struct objective *objective)
{
    return (const struct formula_objective *)objective;
}

static double cost(const struct objective *objective, const double theta[])
{
    return formula_value(self(objective)->formula, self(objective)->uniform, theta);
}

static double gradient(const struct objective *objective, const double theta[],
                       const uint32_t batch[], size_t count, double gradient[])
{
    (void)batch, (void)count;
    return formula_gradient(self(objective)->formula, self(objective)->uniform, theta, gradient);
}

static void costs(const struct objective *objective, const double x[], double y, size_t count,
                  double value[])
{
    double across[FORMULA_LANES], up[FORMULA_LANES], result[FORMULA_LANES];
    for (int i = 0; i < FORMULA_LANES; i++)
        up[i] = y;
    for (size_t from = 0; from < count; from += FORMULA_LANES) {
        const size_t here = count - from < FORMULA_LANES ? count - from : FORMULA_LANES;
        for (size_t i = 0; i < FORMULA_LANES; i++)
            across[i] = x[from + (i < here ? i : 0)];
        formula_lanes(self(objective)->formula, self(objective)->uniform,
                      (const double *[]){across, up}, result, NULL);
        memcpy(value + from, result, here * sizeof *value);
    }
}

static void kinks(const struct objective *objective, const double x[], double y, size_t count,
                  double *const value[])
{
    double across[FORMULA_LANES], up[FORMULA_LANES], argument[FORMULA_KINKS_MAX][FORMULA_LANES];
    for (int i = 0; i < FORMULA_LANES; i++)
        up[i] = y;
    for (size_t from = 0; from < count; from += FORMULA_LANES) {
        const size_t here = count - from < FORMULA_LANES ? count - from : FORMULA_LANES;
        for (size_t i = 0; i < FORMULA_LANES; i++)
            across[i] = x[from + (i < here ? i : 0)];
        formula_kink_lanes(self(objective)->formula, self(objective)->uniform,
                           (const double *[]){across, up}, argument);
        for (size_t k = 0; k < objective->kinks; k++)
            memcpy(value[k] + from, argument[k], here * sizeof *argument[k]);
    }
}

static void destroy(struct objective *objective)
{
    struct formula_objective *f = (struct formula_objective *)objective;
    formula_destroy(f->formula);
    free(f->uniform);
    free(f);
}

static const struct objective_type type = {.name = "formula",
                                           .cost = cost,
                                           .costs = costs,
                                           .kinks = kinks,
                                           .gradient = gradient,
                                           .destroy = destroy};

struct objective *formula_objective_create(struct formula *formula, const double number[],
                                           const struct objective *alike, struct error *error)
{
    if (!formula)
        return NULL;
    struct formula_objective *f = array_create(1, sizeof *f, error);
    double *uniform = array_create(formula_uniforms(formula) + 1, sizeof *uniform, error);
    if (!f || !uniform) {
        formula_destroy(formula);
        free(uniform);
        free(f);
        return NULL;
    }
    formula_bind(formula, number, uniform);
    f->formula = formula;
    f->uniform = uniform;
    f->head.type = &type;
    f->head.dimension = 2;
    f->head.examples = 1;
    f->head.are_minima_found = true;
    f->head.kinks = formula_kinks(formula);
    for (size_t k = 0; k < f->head.kinks; k++)
        f->head.stairs |= (uint32_t)formula_kink_is_stair(formula, k) << k;
    if (alike)
        objective_copy_plane(&f->head, alike);
    else
        formula_survey(&f->head, INFINITY);
    return &f->head;
}
