#include "sim/fit.h"
#include "base/maths.h"

#include "base/array.h"
#include "sim/fit_data.h"
#include "sim/fit_line.h"
#include "sim/fit_survey.h"
#include "sim/formula_linear.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct fit {
    struct objective head; // first, so that a struct objective * is one of these
    struct formula *formula;
    double *uniform;
    struct fit_data data;
    enum fit_loss loss;
    double delta;
    bool is_linear;                // in the unknown along which the head's `is_upright` goes
    struct fit_softplus *softplus; // of logistic
};

static const struct fit *self(const struct objective *objective)
{
    return (const struct fit *)objective;
}

// ---- the loss -----------------------------------------------------------------------------------

// ℓ(z, y), and by how much it grows with z. Of logistic, y may be the mean of many.
static double loss_of(const struct fit *fit, double z, double y, double *slope)
{
    const double miss = z - y, size = fabs(miss);
    switch (fit->loss) {
    case FIT_SQUARES:
        *slope = miss;
        return 0.5 * miss * miss;
    case FIT_ABS:
        *slope = (miss > 0) - (miss < 0);
        return size;
    case FIT_HUBER:
        *slope = size <= fit->delta ? miss : miss > 0 ? fit->delta : -fit->delta;
        return size <= fit->delta ? 0.5 * miss * miss : fit->delta * (size - 0.5 * fit->delta);
    default: {
        const double tail = maths_exp(-fabs(z));
        *slope = (z > 0 ? 1 : tail) / (1 + tail) - y;
        return maths_log1p(tail) + (z > 0 ? (1 - y) * z : -y * z);
    }
    }
}

// ---- the mean of it -----------------------------------------------------------------------------

// The model in a block of lanes, all at the same θ.
struct block {
    double theta[2][FORMULA_LANES], x[FORMULA_LANES], z[FORMULA_LANES];
    double slope[FORMULA_DIRECTIONS][FORMULA_LANES];
};

static void begin(struct block *block, const double theta[])
{
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < FORMULA_LANES; i++)
            block->theta[k][i] = theta[k];
}

static void evaluate(const struct fit *fit, struct block *block, bool with_slope)
{
    formula_lanes(fit->formula, fit->uniform,
                  (const double *[]){block->theta[0], block->theta[1], block->x}, block->z,
                  with_slope ? block->slope : NULL);
}

static void add_slope(const struct block *block, size_t lane, double by, double gradient[])
{
    for (int k = 0; by != 0 && k < 2; k++)
        gradient[k] += block->slope[k][lane] == 0 ? 0 : by * block->slope[k][lane];
}

// The same of all lanes, in their order.
static void add_slopes(const struct block *block, const double by[], double gradient[])
{
    for (int k = 0; k < 2; k++) {
        const double *slope = block->slope[k];
        double share[FORMULA_LANES];
        for (int i = 0; i < FORMULA_LANES; i++)
            share[i] = by[i] == 0 || slope[i] == 0 ? 0 : by[i] * slope[i];
        for (int i = 0; i < FORMULA_LANES; i++)
            gradient[k] += share[i];
    }
}

static double finish(const struct fit *fit, double sum, size_t count, bool is_full,
                     double gradient[])
{
    double cost = sum / (double)count;
    if (is_full && fit->loss == FIT_SQUARES)
        cost += 0.5 * fit->data.spread;
    for (int k = 0; gradient && k < 2; k++)
        gradient[k] = isnan(cost) ? cost : gradient[k] / (double)count;
    return cost;
}

// Of losses that only the mean y of an x matters to, in all lanes at once.
static void losses_of_values(const struct fit *fit, const struct block *block, size_t from,
                             double loss[], double by[])
{
    const double *y = fit->data.mean + from, *weight = fit->data.weight + from;
    for (int i = 0; fit->loss == FIT_SQUARES && i < FORMULA_LANES; i++) {
        const double miss = block->z[i] - y[i];
        loss[i] = weight[i] * (0.5 * miss * miss);
        by[i] = weight[i] * miss;
    }
    for (int i = 0; fit->loss == FIT_LOGISTIC && i < FORMULA_LANES; i++) {
        const double z = block->z[i], tail = maths_exp(-fabs(z));
        loss[i] = weight[i] * (maths_log1p(tail) + (z > 0 ? (1 - y[i]) * z : -y[i] * z));
        by[i] = weight[i] * ((z > 0 ? 1 : tail) / (1 + tail) - y[i]);
    }
}

// Of the others, which every row matters to; loss_of without its branches.
static void losses_of_rows(const struct fit *fit, const struct block *block, size_t from,
                           double loss[], double by[])
{
    const struct fit_data *data = &fit->data;
    const double delta = fit->delta;
    for (size_t i = 0; i < FORMULA_LANES; i++) {
        const size_t value = from + i;
        const size_t begin = value < data->values ? data->first[value] : 0;
        const size_t end = value < data->values ? data->first[value + 1] : 0;
        const double z = block->z[i];
        double sum = 0, slope = 0;
        for (size_t k = begin; fit->loss == FIT_ABS && k < end; k++) {
            const double miss = z - data->y[k];
            sum += fabs(miss);
            slope += (miss > 0) - (miss < 0);
        }
        for (size_t k = begin; fit->loss == FIT_HUBER && k < end; k++) {
            const double miss = z - data->y[k], size = fabs(miss);
            const double square = 0.5 * miss * miss, line = delta * (size - 0.5 * delta);
            const double side = copysign(delta, miss);
            sum += size <= delta ? square : line;
            slope += size <= delta ? miss : side;
        }
        loss[i] = sum;
        by[i] = slope;
    }
}

static double full(const struct fit *fit, const double theta[], double gradient[])
{
    const struct fit_data *data = &fit->data;
    struct block block;
    double sum = 0, loss[FORMULA_LANES], by[FORMULA_LANES];
    begin(&block, theta);
    for (size_t from = 0; from < data->values; from += FORMULA_LANES) {
        memcpy(block.x, data->x + from, sizeof block.x);
        evaluate(fit, &block, gradient != NULL);
        if (fit->loss == FIT_SQUARES || fit->loss == FIT_LOGISTIC)
            losses_of_values(fit, &block, from, loss, by);
        else
            losses_of_rows(fit, &block, from, loss, by);
        for (int i = 0; i < FORMULA_LANES; i++)
            sum += loss[i];
        if (gradient)
            add_slopes(&block, by, gradient);
    }
    return finish(fit, sum, data->rows, true, gradient);
}

static double cost(const struct objective *objective, const double theta[])
{
    return full(self(objective), theta, NULL);
}

static double gradient(const struct objective *objective, const double theta[],
                       const uint32_t batch[], size_t count, double gradient[])
{
    const struct fit *fit = self(objective);
    const struct fit_data *data = &fit->data;
    struct block block;
    double sum = 0, by;
    gradient[0] = gradient[1] = 0;
    if (!batch)
        return full(fit, theta, gradient);
    begin(&block, theta);
    for (size_t from = 0; from < count; from += FORMULA_LANES) {
        const size_t here = count - from < FORMULA_LANES ? count - from : FORMULA_LANES;
        for (size_t i = 0; i < FORMULA_LANES; i++)
            block.x[i] = data->row_x[batch[from + (i < here ? i : 0)]];
        evaluate(fit, &block, true);
        for (size_t i = 0; i < here; i++) {
            sum += loss_of(fit, block.z[i], data->row_y[batch[from + i]], &by);
            add_slope(&block, i, by, gradient);
        }
    }
    return finish(fit, sum, count, false, gradient);
}

static void costs(const struct objective *objective, const double u[], double other, size_t count,
                  double value[])
{
    const struct fit *fit = self(objective);
    const int axis = objective->is_upright;
    const struct fit_line_of of = {.formula = fit->formula,
                                   .uniform = fit->uniform,
                                   .data = &fit->data,
                                   .softplus = fit->softplus,
                                   .loss = fit->loss,
                                   .delta = fit->delta};
    if (fit->is_linear && fit_line(&of, axis, u, other, count, value))
        return;
    for (size_t i = 0; i < count; i++) {
        double theta[2];
        theta[axis] = u[i];
        theta[!axis] = other;
        value[i] = full(fit, theta, NULL);
    }
}

static void destroy(struct objective *objective)
{
    struct fit *fit = (struct fit *)objective;
    fit_softplus_destroy(fit->softplus);
    formula_destroy(fit->formula);
    fit_data_clear(&fit->data);
    free(fit->uniform);
    free(fit);
}

static const struct objective_type type = {
    .name = "fit", .cost = cost, .costs = costs, .gradient = gradient, .destroy = destroy};

// ---- making it ----------------------------------------------------------------------------------

static bool check_labels(const struct fit_setup *setup, struct error *error)
{
    size_t ones = 0;
    for (size_t i = 0; i < setup->rows; i++) {
        if (setup->y[i] != 0 && setup->y[i] != 1)
            return error_set(error, ERROR_INPUT,
                             "loss = logistic needs a y of 0 and 1, but it is %g in data row %zu; "
                             "above = NUMBER makes 1 of what lies above it, and 0 of the rest",
                             setup->y[i], i + 1);
        ones += setup->y[i] == 1;
    }
    return (ones > 0 && ones < setup->rows) ||
           error_set(error, ERROR_INPUT,
                     "loss = logistic needs a y of 0 and 1, but it is %d in every row", ones > 0);
}

static bool check(const struct fit_setup *setup, struct error *error)
{
    if (setup->rows < 2)
        return error_set(error, ERROR_INPUT, "a fit needs at least 2 rows, not %zu", setup->rows);
    if (!formula_uses(setup->formula, 2))
        return error_set(error, ERROR_INPUT,
                         "model: nothing in it depends on x; write w*x for w times x");
    for (size_t k = 0; k < 2; k++)
        if (!formula_uses(setup->formula, k))
            return error_set(error, ERROR_INPUT, "model: its unknowns make no difference");
    return setup->loss != FIT_LOGISTIC || check_labels(setup, error);
}

// x or (x − mean)/deviation; NULL on failure.
static double *prepare_x(const struct fit_setup *setup, struct error *error)
{
    double *x = array_create(setup->rows, sizeof *x, error);
    if (!x)
        return NULL;
    memcpy(x, setup->x, setup->rows * sizeof *x);
    if (!setup->standardize)
        return x;
    const double m = (double)setup->rows;
    double mean = 0, variance = 0;
    for (size_t i = 0; i < setup->rows; i++)
        mean += x[i];
    mean /= m;
    for (size_t i = 0; i < setup->rows; i++)
        variance += (x[i] - mean) * (x[i] - mean);
    variance /= m;
    if (!(variance > 1e-24 * mean * mean)) { // constant up to rounding
        error_set(error, ERROR_INPUT, "x is %g in every row: it cannot be standardized", mean);
        free(x);
        return NULL;
    }
    for (size_t i = 0; i < setup->rows; i++)
        x[i] = (x[i] - mean) / sqrt(variance);
    return x;
}

static bool take_data(struct fit *fit, const struct fit_setup *setup, struct error *error)
{
    double *x = prepare_x(setup, error);
    const bool done = x && fit_data_create(&fit->data, x, setup->y, setup->rows, error);
    free(x);
    return done &&
           (fit->data.values <= FIT_VALUES_MAX ||
            error_set(error, ERROR_INPUT,
                      "x has %zu different values; a fit takes at most %d: round the column, "
                      "or take fewer rows",
                      fit->data.values, FIT_VALUES_MAX));
}

static bool survey(struct fit *fit, struct error *error)
{
    struct fit thin = *fit; // shares the formula
    if (!fit_data_thin(&thin.data, &fit->data, FIT_SURVEY_ROWS, error))
        return false;
    const struct fit_survey_of of = {
        .thin = &thin.head,
        .x = &thin.data,
        .is_logistic = fit->loss == FIT_LOGISTIC,
    };
    fit_survey(&fit->head, &of);
    fit_data_clear(&thin.data);
    return true;
}

struct objective *fit_create(const struct fit_setup *setup, struct error *error)
{
    struct fit *fit = check(setup, error) ? array_create(1, sizeof *fit, error) : NULL;
    if (!fit) {
        formula_destroy(setup->formula);
        return NULL;
    }
    fit->formula = setup->formula;
    fit->loss = setup->loss;
    fit->delta = setup->delta;
    fit->head.type = &type;
    fit->head.dimension = 2;
    fit->head.examples = setup->rows;
    fit->head.are_minima_found = true;
    fit->head.is_slow = true;
    fit->head.is_upright =
        !formula_is_linear(fit->formula, 0) && formula_is_linear(fit->formula, 1);
    fit->is_linear = formula_is_linear(fit->formula, fit->head.is_upright);
    if (fit->is_linear && fit->loss == FIT_LOGISTIC &&
        !(fit->softplus = fit_softplus_create(error))) {
        destroy(&fit->head);
        return NULL;
    }
    fit->uniform = array_create(formula_uniforms(fit->formula) + 1, sizeof(double), error);
    if (fit->uniform)
        formula_bind(fit->formula, setup->number, fit->uniform);
    if (setup->alike)
        objective_copy_plane(&fit->head, setup->alike);
    if (fit->uniform && take_data(fit, setup, error) && (setup->alike || survey(fit, error)))
        return &fit->head;
    destroy(&fit->head);
    return NULL;
}

void fit_examples(const struct objective *objective, const double **x, const double **y)
{
    *x = self(objective)->data.row_x;
    *y = self(objective)->data.row_y;
}
