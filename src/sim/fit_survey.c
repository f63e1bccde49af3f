#include "sim/fit_survey.h"
#include "base/maths.h"

#include "sim/formula_survey.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { STARTS_MAX = 169, SIMPLEXES = 8, TURNS = 200, POLISH_TURNS = 30, REACH = 21 };
// REACH: so many half-axes about the best fit are looked at; farther off the simplexes have been.
// A simplex that looks for the way is at a minimum where its corners differ no more, in cost and in
// place; the best one goes on.
static const double same_cost = 1e-12, same_place = 1e-5;

// The objective in other units: θ = middle + unit·u.
struct scaled {
    struct objective head; // first
    const struct objective *of;
    double middle[2], unit[2];
};

static void place(const struct scaled *scaled, const double u[2], double theta[2])
{
    for (int k = 0; k < 2; k++)
        theta[k] = scaled->middle[k] + scaled->unit[k] * u[k];
}

static double scaled_cost(const struct objective *objective, const double u[])
{
    const struct scaled *scaled = (const struct scaled *)objective;
    double theta[2];
    place(scaled, u, theta);
    return scaled->of->type->cost(scaled->of, theta);
}

static double scaled_gradient(const struct objective *objective, const double u[],
                              const uint32_t batch[], size_t count, double gradient[])
{
    const struct scaled *scaled = (const struct scaled *)objective;
    double theta[2];
    place(scaled, u, theta);
    const double cost = scaled->of->type->gradient(scaled->of, theta, batch, count, gradient);
    for (int k = 0; k < 2; k++)
        gradient[k] *= scaled->unit[k];
    return cost;
}

static const struct objective_type scaled_type = {
    .name = "scaled", .cost = scaled_cost, .gradient = scaled_gradient};

// ---- the best fit -------------------------------------------------------------------------------

struct corner {
    double theta[2], cost;
};

static double cost_of(const struct objective *objective, const double theta[2])
{
    const double cost = objective->type->cost(objective, theta);
    return isnan(cost) ? INFINITY : cost;
}

static struct corner corner_at(const struct objective *objective, double first, double second)
{
    struct corner corner = {{first, second}, 0};
    corner.cost = cost_of(objective, corner.theta);
    return corner;
}

static void sort(struct corner corner[], size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && corner[k].cost < corner[k - 1].cost; k--) {
            const struct corner other = corner[k];
            corner[k] = corner[k - 1];
            corner[k - 1] = other;
        }
}

// The point on the line from the worst corner through the middle of the others, `by` times as far.
static struct corner across(const struct objective *objective, const struct corner corner[3],
                            double by)
{
    double at[2];
    for (int k = 0; k < 2; k++) {
        const double middle = 0.5 * (corner[0].theta[k] + corner[1].theta[k]);
        at[k] = middle + by * (middle - corner[2].theta[k]);
    }
    return corner_at(objective, at[0], at[1]);
}

static void move_corner(const struct objective *objective, struct corner corner[3])
{
    struct corner next = across(objective, corner, 1);
    if (next.cost < corner[0].cost) {
        const struct corner far = across(objective, corner, 2);
        corner[2] = far.cost < next.cost ? far : next;
        return;
    }
    if (next.cost < corner[1].cost) {
        corner[2] = next;
        return;
    }
    if (next.cost < corner[2].cost)
        corner[2] = next;
    next = across(objective, corner, -0.5);
    if (next.cost < corner[2].cost) {
        corner[2] = next;
        return;
    }
    for (int i = 1; i < 3; i++)
        corner[i] = corner_at(objective, 0.5 * (corner[0].theta[0] + corner[i].theta[0]),
                              0.5 * (corner[0].theta[1] + corner[i].theta[1]));
}

static bool is_there(const struct corner corner[3], const double step[2])
{
    if (!(corner[2].cost - corner[0].cost <= same_cost * fabs(corner[0].cost)))
        return false;
    for (int i = 1; i < 3; i++)
        for (int k = 0; k < 2; k++)
            if (!(fabs(corner[i].theta[k] - corner[0].theta[k]) <=
                  same_place * (fabs(corner[0].theta[k]) + fabs(step[k]))))
                return false;
    return true;
}

// Rough: only until it is there.
static struct corner go_down(const struct objective *objective, const struct corner *from,
                             const double step[2], int turns, bool is_rough)
{
    struct corner corner[3] = {
        *from,
        corner_at(objective, from->theta[0] + step[0], from->theta[1]),
        corner_at(objective, from->theta[0], from->theta[1] + step[1]),
    };
    for (int turn = 0; turn < turns; turn++) {
        sort(corner, 3);
        if (is_rough && is_there(corner, step))
            break;
        move_corner(objective, corner);
    }
    sort(corner, 3);
    return corner[0];
}

// Sizes that an unknown may have: those of 1, x, y, 1/x and y/x, to both sides.
static size_t sizes(const struct fit_data *data, double size[13])
{
    double x = 0, y = 0;
    for (size_t i = 0; i < data->rows; i++) {
        x += fabs(data->row_x[i]) / (double)data->rows;
        y += fabs(data->row_y[i]) / (double)data->rows;
    }
    const double all[] = {1, x, y, 1 / x, y / x, 0.1};
    size_t count = 0;
    size[count++] = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i] > 0 && isfinite(all[i])) {
            size[count++] = all[i];
            size[count++] = -all[i];
        }
    return count;
}

static bool is_same(const struct corner *a, const struct corner *b)
{
    for (int k = 0; k < 2; k++)
        if (!(fabs(a->theta[k] - b->theta[k]) <= 1e-3 * fabs(b->theta[k])))
            return false;
    return fabs(a->cost - b->cost) <= 1e-6 * fabs(b->cost);
}

static struct corner best_fit(const struct objective *objective, const struct fit_data *data)
{
    struct corner start[STARTS_MAX], best = {.cost = INFINITY};
    double size[13];
    const size_t sides = sizes(data, size);
    size_t count = 0;
    for (size_t i = 0; i < sides; i++)
        for (size_t k = 0; k < sides; k++)
            start[count++] = corner_at(objective, size[i], size[k]);
    sort(start, count);
    for (size_t i = 0; i < SIMPLEXES && i < count && isfinite(start[i].cost); i++) {
        double step[2];
        for (int k = 0; k < 2; k++)
            step[k] = start[i].theta[k] != 0 ? 0.3 * start[i].theta[k] : 0.3;
        struct corner end = go_down(objective, &start[i], step, TURNS, true);
        if (is_same(&end, &best))
            continue;
        for (int k = 0; k < 2; k++) // a simplex may have collapsed on its way
            step[k] = end.theta[k] != 0 ? 0.1 * end.theta[k] : 0.1;
        end = go_down(objective, &end, step, TURNS, true);
        if (end.cost < best.cost)
            best = end;
    }
    double step[2]; // the plane is measured from there, and its borders are round
    for (int k = 0; k < 2; k++)
        step[k] = best.theta[k] != 0 ? 0.1 * best.theta[k] : 0.1;
    return isfinite(best.cost) ? go_down(objective, &best, step, TURNS, false) : best;
}

// ---- its surroundings ---------------------------------------------------------------------------

// The mean loss of the best constant, beside which a model has to show what it is worth.
static double constant_cost(const struct fit_survey_of *of)
{
    const struct fit_data *data = of->x;
    const double m = (double)data->rows;
    double mean = 0, variance = 0;
    for (size_t i = 0; i < data->rows; i++)
        mean += data->row_y[i] / m;
    for (size_t i = 0; i < data->rows; i++)
        variance += (data->row_y[i] - mean) * (data->row_y[i] - mean) / m;
    if (of->is_logistic)
        return mean > 0 && mean < 1 ? -mean * maths_log(mean) - (1 - mean) * maths_log(1 - mean)
                                    : 0.5;
    return variance;
}

// How far along an axis the cost rises by `rise`, the nearer of both sides.
static double width_along(const struct objective *objective, const struct corner *best, int axis,
                          double rise)
{
    const double size = fmax(fabs(best->theta[axis]), 1e-6);
    for (double width = 1e-9 * size; width < 1e12 * size; width *= 1.25)
        for (int side = -1; side <= 1; side += 2) {
            double at[2] = {best->theta[0], best->theta[1]};
            at[axis] += side * width;
            if (!(cost_of(objective, at) < best->cost + rise))
                return width;
        }
    return size;
}

// The half-axes along θ₁ and θ₂ of the ellipse on which the cost has risen so far, its curvatures
// taken over that distance, so that kinks do not matter.
static void measure(const struct objective *objective, const struct corner *best, double rise,
                    double unit[2])
{
    double second[2], mixed = 0;
    for (int k = 0; k < 2; k++)
        unit[k] = width_along(objective, best, k, rise);
    for (int k = 0; k < 2; k++) {
        double at[2] = {best->theta[0], best->theta[1]};
        at[k] += unit[k];
        second[k] = cost_of(objective, at);
        at[k] -= 2 * unit[k];
        second[k] += cost_of(objective, at) - 2 * best->cost;
    }
    for (int a = -1; a <= 1; a += 2)
        for (int b = -1; b <= 1; b += 2) {
            const double at[2] = {best->theta[0] + 0.5 * a * unit[0],
                                  best->theta[1] + 0.5 * b * unit[1]};
            mixed += a * b * cost_of(objective, at);
        }
    // How much longer the axes of an oblique valley are than a cut through its middle.
    const double lean = mixed * mixed / (second[0] * second[1]);
    const double longer = lean < 1 ? fmin(1 / sqrt(1 - lean), 6) : lean >= 1 ? 6 : 1;
    for (int k = 0; k < 2; k++)
        unit[k] *= longer;
}

// ---- minima -------------------------------------------------------------------------------------

// Newton's method over all rows, in units of the plane, as long as the slope falls and the cost,
// rounding aside, does not rise.
static void polish(const struct scaled *scaled, double u[2])
{
    const struct objective *head = &scaled->head;
    double now = scaled_cost(head, u), slope[2], up[2], down[2], second[2][2];
    for (int turn = 0; turn < POLISH_TURNS; turn++) {
        const double h = 1e-4;
        scaled_gradient(head, u, NULL, 0, slope);
        for (int k = 0; k < 2; k++) {
            double at[2] = {u[0], u[1]};
            at[k] = u[k] + h;
            scaled_gradient(head, at, NULL, 0, up);
            at[k] = u[k] - h;
            scaled_gradient(head, at, NULL, 0, down);
            for (int j = 0; j < 2; j++)
                second[k][j] = (up[j] - down[j]) / (2 * h);
        }
        const double mixed = 0.5 * (second[0][1] + second[1][0]);
        const double determinant = second[0][0] * second[1][1] - mixed * mixed;
        const double next[2] = {u[0] - (second[1][1] * slope[0] - mixed * slope[1]) / determinant,
                                u[1] - (second[0][0] * slope[1] - mixed * slope[0]) / determinant};
        const double there = scaled_gradient(head, next, NULL, 0, up);
        if (!(determinant > 0) || !(there <= now + 1e-13 * fabs(now)) ||
            !(maths_hypot(up[0], up[1]) < maths_hypot(slope[0], slope[1])))
            return;
        now = there;
        memcpy(u, next, sizeof next);
    }
}

// Over all rows by a simplex: a minimum of few rows is near one of all.
static void settle(const struct scaled *scaled, double u[2])
{
    const struct corner from = corner_at(&scaled->head, u[0], u[1]);
    const struct corner end =
        go_down(&scaled->head, &from, (const double[]){0.02, 0.02}, 60, false);
    memcpy(u, end.theta, sizeof end.theta);
    polish(scaled, u);
}

static bool is_known(const struct objective *objective, const struct scaled *scaled,
                     const double theta[2])
{
    for (size_t i = 0; i < objective->minimum_count; i++) {
        const double *other = objective->minimum[i].theta;
        if (maths_hypot((theta[0] - other[0]) / scaled->unit[0],
                        (theta[1] - other[1]) / scaled->unit[1]) < 1e-3)
            return true;
    }
    return false;
}

static void take_minima(struct objective *objective, struct scaled *scaled)
{
    const struct objective *few = &scaled->head;
    double least = INFINITY;
    scaled->of = objective;
    for (size_t i = 0; i < few->minimum_count; i++) {
        double u[2] = {few->minimum[i].theta[0], few->minimum[i].theta[1]};
        struct minimum *minimum = &objective->minimum[objective->minimum_count];
        settle(scaled, u);
        place(scaled, u, minimum->theta);
        if (is_known(objective, scaled, minimum->theta))
            continue;
        minimum->cost = objective->type->cost(objective, minimum->theta);
        least = fmin(least, minimum->cost);
        objective->minimum_count++;
    }
    size_t global = 0;
    for (size_t i = 0; i < objective->minimum_count; i++) {
        struct minimum *minimum = &objective->minimum[i];
        minimum->is_global = minimum->cost <= least + 1e-9 * (1 + fabs(least));
        if (!minimum->is_global)
            continue;
        const struct minimum own = *minimum;
        *minimum = objective->minimum[global];
        objective->minimum[global++] = own;
    }
}

// ---- all ----------------------------------------------------------------------------------------

static void frame(struct objective *objective, const struct scaled *scaled)
{
    place(scaled, scaled->head.low, objective->low);
    place(scaled, scaled->head.high, objective->high);
}

void fit_survey(struct objective *objective, const struct fit_survey_of *of)
{
    struct scaled scaled = {.head = {.type = &scaled_type, .dimension = 2, .examples = 1},
                            .of = of->thin,
                            .unit = {1, 1}};
    const struct corner best = best_fit(of->thin, of->x);
    if (isfinite(best.cost)) {
        const double gain = constant_cost(of) - best.cost;
        const double rise = fmax(gain, 0.25 * fabs(best.cost));
        double unit[2];
        measure(of->thin, &best, rise > 0 ? rise : 1, unit);
        for (int k = 0; k < 2; k++)
            if (isfinite(best.theta[k]) && isfinite(unit[k]) && unit[k] > 0) {
                scaled.middle[k] = best.theta[k];
                scaled.unit[k] = unit[k];
            }
    }
    formula_survey(&scaled.head, REACH);
    frame(objective, &scaled);
    take_minima(objective, &scaled);
    formula_survey_start(objective);
}
