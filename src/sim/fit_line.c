#include "sim/fit_line.h"
#include "base/maths.h"

#include "base/array.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// model = p·u + q at the values of a block of lanes.
struct block {
    double u[FORMULA_LANES], other[FORMULA_LANES];
    double p[FORMULA_LANES], q[FORMULA_LANES];
};

struct line {
    const struct fit_line_of *of;
    int axis;
    const double *u;
    size_t count;
    double middle; // of u, about which parabolas are told
    struct block block;
};

static void begin(struct line *line, double other)
{
    for (int i = 0; i < FORMULA_LANES; i++) {
        line->block.u[i] = 0;
        line->block.other[i] = other;
    }
}

static void at_block(struct line *line, size_t from)
{
    const struct fit_line_of *of = line->of;
    struct block *block = &line->block;
    double slope[FORMULA_DIRECTIONS][FORMULA_LANES];
    const double *const first = line->axis == 0 ? block->u : block->other;
    const double *const second = line->axis == 0 ? block->other : block->u;
    formula_lanes(of->formula, of->uniform, (const double *[]){first, second, of->data->x + from},
                  block->q, slope);
    memcpy(block->p, slope[line->axis], sizeof block->p);
}

// ---- squares ------------------------------------------------------------------------------------

// Σ w·(p² and p·(p·at + q − y) and the squares of what is missed) at u = at.
static void sums_at(struct line *line, double at, double sum[3])
{
    const struct fit_data *data = line->of->data;
    const struct block *block = &line->block;
    double all[3][FORMULA_LANES] = {0};
    for (size_t from = 0; from < data->values; from += FORMULA_LANES) {
        at_block(line, from);
        for (size_t i = 0; i < FORMULA_LANES; i++) {
            const double weight = data->weight[from + i];
            const double miss = block->p[i] * at + block->q[i] - data->mean[from + i];
            all[0][i] += weight * block->p[i] * block->p[i];
            all[1][i] += weight * block->p[i] * miss;
            all[2][i] += weight * miss * miss;
        }
    }
    for (int k = 0; k < 3; k++) {
        sum[k] = 0;
        for (int i = 0; i < FORMULA_LANES; i++)
            sum[k] += all[k][i];
    }
}

static bool squares(struct line *line, double value[])
{
    const struct fit_data *data = line->of->data;
    const double m = (double)data->rows;
    double sum[3];
    sums_at(line, line->middle, sum);
    // At the lowest place nothing is taken away from anything.
    const double lowest = sum[0] > 0 ? line->middle - sum[1] / sum[0] : line->middle;
    sums_at(line, lowest, sum);
    for (size_t i = 0; i < line->count; i++) {
        const double by = line->u[i] - lowest;
        value[i] = (0.5 * sum[2] + by * (sum[1] + 0.5 * by * sum[0])) / m + 0.5 * data->spread;
    }
    return true;
}

// ---- abs and huber ------------------------------------------------------------------------------

enum { FEW = 4 };

// By how much the coefficients of a parabola in u − middle change at a place.
struct change {
    double by[3];
};

// The first place where p·u + q, which does not fall with them, reaches y (is_beyond: goes beyond
// it); `guess` is near.
static size_t reach(const struct line *line, double p, double q, double y, bool is_beyond,
                    double guess)
{
    size_t at = guess > 0 ? guess < (double)line->count ? (size_t)guess : line->count : 0;
    while (at > 0) {
        const double z = p * line->u[at - 1] + q;
        if (is_beyond ? z <= y : z < y)
            break;
        at--;
    }
    while (at < line->count) {
        const double z = p * line->u[at] + q;
        if (is_beyond ? z > y : z >= y)
            break;
        at++;
    }
    return at;
}

static void add(struct change *change, double constant, double linear, double square)
{
    change->by[0] += constant;
    change->by[1] += linear;
    change->by[2] += square;
}

// A row: −δ·r − ½δ², then ½r², then δ·r − ½δ², where r = p·u + q − y grows; abs without the middle.
static void add_row(const struct line *line, double p, double q, double y, struct change change[],
                    double own[])
{
    const bool is_abs = line->of->loss == FIT_ABS;
    const double delta = is_abs ? 0 : line->of->delta, rate = is_abs ? 1 : delta;
    const double step =
        line->count > 1 ? (line->u[line->count - 1] - line->u[0]) / (double)(line->count - 1) : 1;
    const double scale = p * step, origin = p * line->u[0] + q;
    const size_t inside = reach(line, p, q, y - delta, false, (y - delta - origin) / scale + 0.5);
    const size_t above = reach(line, p, q, y + delta, true, (y + delta - origin) / scale + 0.5);
    const double r = p * line->middle + q - y, off = 0.5 * rate * delta;
    add(&change[0], -rate * r - off, -rate * p, 0);
    if (is_abs) {
        add(&change[above], 2 * r, 2 * p, 0);
        return;
    }
    // A parabola of few places is steep there, and far away it were larger than all else.
    const bool is_wide = above - inside > FEW;
    const double square = is_wide ? 0.5 : 0;
    add(&change[inside], square * r * r + rate * r + off, 2 * square * r * p + rate * p,
        square * p * p);
    add(&change[above], rate * r - off - square * r * r, rate * p - 2 * square * r * p,
        -square * p * p);
    for (size_t i = inside; !is_wide && i < above; i++) {
        const double here = p * line->u[i] + q - y;
        own[i] += 0.5 * here * here;
    }
}

static bool by_rows(struct line *line, double value[])
{
    const struct fit_data *data = line->of->data;
    const struct block *block = &line->block;
    struct change change[FIT_LINE_MAX + 1] = {0}, now = {0};
    memset(value, 0, line->count * sizeof *value);
    for (size_t from = 0; from < data->values; from += FORMULA_LANES) {
        at_block(line, from);
        for (size_t i = 0; i < FORMULA_LANES && from + i < data->values; i++) {
            // |−r| is |r|: it grows with u so.
            const double sign = block->p[i] < 0 ? -1 : 1;
            if (!isfinite(block->p[i]) || !isfinite(block->q[i]))
                return false;
            for (size_t k = data->first[from + i]; k < data->first[from + i + 1]; k++)
                add_row(line, sign * block->p[i], sign * block->q[i], sign * data->y[k], change,
                        value);
        }
    }
    for (size_t i = 0; i < line->count; i++) {
        const double by = line->u[i] - line->middle;
        add(&now, change[i].by[0], change[i].by[1], change[i].by[2]);
        value[i] += now.by[0] + by * (now.by[1] + by * now.by[2]);
        value[i] = fmax(value[i], 0) / (double)data->rows;
    }
    return true;
}

// ---- logistic -----------------------------------------------------------------------------------

enum { CELLS_A_UNIT = 64, UNITS = 40, CELLS = CELLS_A_UNIT * UNITS };

// log(1 + e^−s) for s from 0 on: cubics with its value and slope at both ends of a cell.
struct fit_softplus {
    double cubic[CELLS + 1][4]; // of the share of the cell; the last one is 0
};

struct fit_softplus *fit_softplus_create(struct error *error)
{
    struct fit_softplus *softplus = array_create(1, sizeof *softplus, error);
    for (int i = 0; softplus && i < CELLS; i++) {
        double end[2], slope[2];
        for (int k = 0; k < 2; k++) {
            const double tail = maths_exp(-(double)(i + k) / CELLS_A_UNIT);
            end[k] = maths_log1p(tail);
            slope[k] = -tail / (1 + tail) / CELLS_A_UNIT;
        }
        double *cubic = softplus->cubic[i];
        cubic[0] = end[0];
        cubic[1] = slope[0];
        cubic[2] = 3 * (end[1] - end[0]) - 2 * slope[0] - slope[1];
        cubic[3] = 2 * (end[0] - end[1]) + slope[0] + slope[1];
    }
    return softplus;
}

void fit_softplus_destroy(struct fit_softplus *softplus)
{
    free(softplus);
}

static bool logistic(struct line *line, double value[])
{
    const struct fit_data *data = line->of->data;
    const struct fit_softplus *softplus = line->of->softplus;
    const struct block *block = &line->block;
    memset(value, 0, line->count * sizeof *value);
    for (size_t from = 0; from < data->values; from += FORMULA_LANES) {
        at_block(line, from);
        for (size_t k = 0; k < FORMULA_LANES && from + k < data->values; k++) {
            const double p = block->p[k], q = block->q[k], y = data->mean[from + k],
                         weight = data->weight[from + k];
            if (!isfinite(p) || !isfinite(q))
                return false;
            for (size_t i = 0; i < line->count; i++) {
                const double z = p * line->u[i] + q;
                const double size = fmin(fabs(z) * CELLS_A_UNIT, CELLS);
                const int cell = (int)size;
                const double share = size - cell, *cubic = softplus->cubic[cell];
                value[i] += weight *
                            (cubic[0] + share * (cubic[1] + share * (cubic[2] + share * cubic[3])) +
                             fmax((1 - y) * z, -y * z));
            }
        }
    }
    for (size_t i = 0; i < line->count; i++)
        value[i] /= (double)data->rows;
    return true;
}

// ---- all ----------------------------------------------------------------------------------------

bool fit_line(const struct fit_line_of *of, int axis, const double u[], double other, size_t count,
              double value[])
{
    if (count == 0 || count > FIT_LINE_MAX)
        return count == 0;
    struct line line = {.of = of, .axis = axis, .u = u, .count = count, .middle = u[count / 2]};
    begin(&line, other);
    const bool done = of->loss == FIT_SQUARES    ? squares(&line, value)
                      : of->loss == FIT_LOGISTIC ? logistic(&line, value)
                                                 : by_rows(&line, value);
    for (size_t i = 0; done && i < count; i++)
        if (!isfinite(value[i]))
            return false;
    return done;
}
