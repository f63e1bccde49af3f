#include "sim/formula_survey.h"
#include "base/maths.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

enum { SIDE = 33, SCALES = 5, POINTS_MAX = 200, SEEDS_MAX = 300, NEWTON_STEPS = 60 };

// Half the sides of the grids. They are odd numbers, so that no grid hits every whole number.
static const double scales[SCALES] = {2.03, 5.07, 20.3, 101, 1007};

struct found {
    double theta[2], cost;
    bool is_minimum;
};

struct survey {
    const struct objective *objective;
    struct found point[POINTS_MAX]; // places without slope, and minima at kinks
    size_t count;
    size_t seeds;
    double least; // of all grids
};

static double gradient_at(const struct survey *survey, const double theta[2], double gradient[2])
{
    return survey->objective->type->gradient(survey->objective, theta, NULL, 0, gradient);
}

static double cost_at(const struct survey *survey, const double theta[2])
{
    return survey->objective->type->cost(survey->objective, theta);
}

// ---- places without slope -----------------------------------------------------------------------

// Second derivatives by differences of the exact gradient: xx, xy, yy.
static void curvatures(const struct survey *survey, const double theta[2], double second[3])
{
    double up[2], down[2], columns[2][2];
    for (int axis = 0; axis < 2; axis++) {
        const double h = 1e-5 * fmax(1, fabs(theta[axis]));
        double at[2] = {theta[0], theta[1]};
        at[axis] = theta[axis] + h;
        gradient_at(survey, at, up);
        at[axis] = theta[axis] - h;
        gradient_at(survey, at, down);
        for (int k = 0; k < 2; k++)
            columns[axis][k] = (up[k] - down[k]) / (2 * h);
    }
    second[0] = columns[0][0];
    second[1] = 0.5 * (columns[0][1] + columns[1][0]);
    second[2] = columns[1][1];
}

// Newton's method for ∇f = 0, its steps halved until the slope falls. True where it arrives.
static bool refine(const struct survey *survey, double theta[2])
{
    double gradient[2], next[2], slope[2];
    gradient_at(survey, theta, gradient);
    for (int turn = 0; turn < NEWTON_STEPS; turn++) {
        double second[3];
        curvatures(survey, theta, second);
        const double determinant = second[0] * second[2] - second[1] * second[1];
        const double step[2] = {(second[2] * gradient[0] - second[1] * gradient[1]) / determinant,
                                (second[0] * gradient[1] - second[1] * gradient[0]) / determinant};
        const double now = maths_hypot(gradient[0], gradient[1]);
        const double size = 1 + maths_hypot(theta[0], theta[1]);
        if (now == 0)
            return true;
        if (!isfinite(step[0]) || !isfinite(step[1]))
            return false;
        double share = 1;
        for (int halving = 0; halving < 12; halving++, share /= 2) {
            for (int axis = 0; axis < 2; axis++)
                next[axis] = theta[axis] - share * step[axis];
            gradient_at(survey, next, slope);
            if (maths_hypot(slope[0], slope[1]) < now)
                break;
        }
        const bool is_there = maths_hypot(step[0], step[1]) < 1e-10 * size;
        if (!(maths_hypot(slope[0], slope[1]) < now))
            return is_there;
        for (int axis = 0; axis < 2; axis++) {
            theta[axis] = next[axis];
            gradient[axis] = slope[axis];
        }
        if (is_there)
            return true;
    }
    return false;
}

// Whether nothing around a place lies below it: rings of several sizes, so that neither a flat
// bottom nor a kink deceives.
static bool is_least(const struct survey *survey, const double theta[2], double cost)
{
    enum { DIRECTIONS = 24 };
    static const double radii[] = {1e-5, 1e-4, 1e-3};
    const double size = 1 + maths_hypot(theta[0], theta[1]);
    const double precision = 1e-14 * (1 + fabs(cost));
    double highest[3] = {0};
    for (size_t r = 0; r < 3; r++)
        for (int k = 0; k < DIRECTIONS; k++) {
            const double angle = 0.1 + 6.283185307179586 * k / DIRECTIONS;
            const double at[2] = {theta[0] + radii[r] * size * maths_cos(angle),
                                  theta[1] + radii[r] * size * maths_sin(angle)};
            const double rise = cost_at(survey, at) - cost;
            if (rise < -precision)
                return false;
            highest[r] = fmax(highest[r], rise);
        }
    // A plain is none; nor is a pole, or a jump, from which all around is as far.
    return highest[2] > precision && highest[0] < 0.5 * highest[2];
}

static bool is_known(const struct survey *survey, const double theta[2])
{
    const double near = 1e-5 * (1 + maths_hypot(theta[0], theta[1]));
    for (size_t i = 0; i < survey->count; i++)
        if (maths_hypot(theta[0] - survey->point[i].theta[0],
                        theta[1] - survey->point[i].theta[1]) < near)
            return true;
    return false;
}

static void add(struct survey *survey, const double theta[2], bool is_slope_free)
{
    const double cost = cost_at(survey, theta);
    if (!isfinite(cost) || survey->count == POINTS_MAX || is_known(survey, theta))
        return;
    struct found found = {{theta[0], theta[1]}, cost, is_least(survey, theta, cost)};
    if (!found.is_minimum && !is_slope_free)
        return;
    for (int axis = 0; axis < 2; axis++)
        if (fabs(found.theta[axis]) < 1e-12)
            found.theta[axis] = 0;
    survey->point[survey->count++] = found;
}

// Down to where no step of a compass goes on, for minima without curvature.
static void descend(const struct survey *survey, double theta[2], double step)
{
    static const int compass[8][2] = {{1, 0}, {-1, 0}, {0, 1},  {0, -1},
                                      {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};
    double cost = cost_at(survey, theta);
    for (int turn = 0; turn < 400 && step > 1e-12; turn++) {
        double best[2] = {theta[0], theta[1]}, least = cost;
        for (int k = 0; k < 8; k++) {
            const double at[2] = {theta[0] + step * compass[k][0], theta[1] + step * compass[k][1]};
            const double there = cost_at(survey, at);
            if (there < least) {
                least = there;
                best[0] = at[0];
                best[1] = at[1];
            }
        }
        if (!(least < cost)) {
            step /= 2;
            continue;
        }
        cost = least;
        theta[0] = best[0];
        theta[1] = best[1];
    }
}

static bool arrives_near(const struct survey *survey, double theta[2], const double from[2],
                         double step)
{
    return refine(survey, theta) &&
           maths_hypot(theta[0] - from[0], theta[1] - from[1]) < 6 * step + 1e-3;
}

static void try_seed(struct survey *survey, const double seed[2], double step, bool is_low)
{
    double theta[2] = {seed[0], seed[1]};
    if (survey->seeds++ >= SEEDS_MAX)
        return;
    if (arrives_near(survey, theta, seed, step)) {
        add(survey, theta, true);
        if (!is_low || is_least(survey, theta, cost_at(survey, theta)))
            return;
    }
    if (!is_low)
        return;
    double low[2] = {seed[0], seed[1]};
    descend(survey, low, step);
    theta[0] = low[0];
    theta[1] = low[1];
    if (arrives_near(survey, theta, low, step))
        add(survey, theta, true);
    else
        add(survey, low, false);
}

// Whether value[] at a place of a grid is less than at the four beside it.
static bool is_dip(const double value[], int at)
{
    return value[at] < value[at - 1] && value[at] <= value[at + 1] &&
           value[at] < value[at - SIDE] && value[at] <= value[at + SIDE];
}

static void search(struct survey *survey, double scale)
{
    double cost[SIDE * SIDE], slope[SIDE * SIDE];
    const double step = 2 * scale / (SIDE - 1);
    for (int i = 0; i < SIDE * SIDE; i++) {
        const double at[2] = {-scale + step * (i % SIDE), -scale + step * (i / SIDE)};
        double gradient[2];
        const double here = gradient_at(survey, at, gradient);
        cost[i] = isfinite(here) ? here : INFINITY;
        slope[i] = isfinite(here) ? maths_hypot(gradient[0], gradient[1]) : INFINITY;
        survey->least = fmin(survey->least, here);
    }
    for (int row = 1; row < SIDE - 1; row++)
        for (int column = 1; column < SIDE - 1; column++) {
            const int i = row * SIDE + column;
            const double at[2] = {-scale + step * column, -scale + step * row};
            const bool is_low = is_dip(cost, i);
            if (is_low || is_dip(slope, i))
                try_seed(survey, at, step, is_low);
        }
}

// ---- what to look at ----------------------------------------------------------------------------

// The half side of the least grid on which there is something: a minimum, or else any place without
// slope. 0 where there is nothing.
static double reach_of(const struct survey *survey)
{
    for (int wanted = 1; wanted >= 0; wanted--)
        for (int s = 0; s < SCALES; s++)
            for (size_t i = 0; i < survey->count; i++) {
                const struct found *point = &survey->point[i];
                if (point->is_minimum >= wanted && fabs(point->theta[0]) <= scales[s] &&
                    fabs(point->theta[1]) <= scales[s])
                    return scales[s];
            }
    return 0;
}

// A border that is round but for what a search is off by stays.
static void round_outward(double *low, double *high)
{
    const double step = maths_pow(10, floor(maths_log10(*high - *low))) / 4;
    *low = step * floor(*low / step + 1e-4);
    *high = step * ceil(*high / step - 1e-4);
}

static void frame(const struct survey *survey, struct objective *objective)
{
    static const double shape = 1.45; // width over height of most stages
    const double reach = reach_of(survey);
    double *low = objective->low, *high = objective->high, middle[2], half[2];
    for (int axis = 0; axis < 2; axis++) {
        low[axis] = INFINITY;
        high[axis] = -INFINITY;
        for (size_t i = 0; i < survey->count; i++) {
            const double at = survey->point[i].theta[axis];
            if (fmax(fabs(survey->point[i].theta[0]), fabs(survey->point[i].theta[1])) > reach)
                continue;
            low[axis] = fmin(low[axis], at);
            high[axis] = fmax(high[axis], at);
        }
        if (!(low[axis] <= high[axis]))
            low[axis] = high[axis] = 0;
    }
    const double extent = fmax(high[0] - low[0], high[1] - low[1]);
    for (int axis = 0; axis < 2; axis++) {
        middle[axis] = 0.5 * (low[axis] + high[axis]);
        half[axis] = 0.5 * (high[axis] - low[axis]) +
                     fmax(fmax(0.25 * extent, 1.5 - 0.25 * extent), 0.3 * fabs(middle[axis]));
    }
    half[0] = fmax(half[0], shape * half[1]);
    half[1] = fmax(half[1], half[0] / shape);
    for (int axis = 0; axis < 2; axis++) {
        low[axis] = middle[axis] - half[axis];
        high[axis] = middle[axis] + half[axis];
        round_outward(&low[axis], &high[axis]);
    }
}

static void choose_start(const struct survey *survey, struct objective *objective)
{
    // Shares of the domain, the first with a slope is taken.
    static const double shares[][2] = {{0.13, 0.81}, {0.13, 0.21}, {0.87, 0.81}, {0.87, 0.21},
                                       {0.31, 0.87}, {0.69, 0.13}, {0.31, 0.41}, {0.69, 0.61}};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        double gradient[2];
        for (int axis = 0; axis < 2; axis++) {
            const double width = objective->high[axis] - objective->low[axis];
            const double unit = maths_pow(10, floor(maths_log10(width)) - 1);
            objective->start[axis] =
                unit * round((objective->low[axis] + shares[i][axis] * width) / unit);
        }
        const double cost = gradient_at(survey, objective->start, gradient);
        const double slope = maths_hypot(gradient[0], gradient[1]);
        if (isfinite(cost) && isfinite(slope) && slope > 0)
            return;
    }
}

// Whether plain descent goes down at every step, by a fair part of what its slope promises in the
// first one.
static bool behaves(const struct survey *survey, const double start[2], double alpha)
{
    double theta[2] = {start[0], start[1]}, gradient[2];
    double cost = gradient_at(survey, theta, gradient);
    const double slope = gradient[0] * gradient[0] + gradient[1] * gradient[1];
    for (int step = 0; step < 120; step++) {
        for (int axis = 0; axis < 2; axis++)
            theta[axis] -= alpha * gradient[axis];
        const double next = gradient_at(survey, theta, gradient);
        const double fall = step == 0 ? 0.25 * alpha * slope : 0;
        if (!(next <= cost - fall + 1e-12 * (1 + fabs(cost))))
            return false;
        cost = next;
    }
    return true;
}

static void choose_alpha(const struct survey *survey, struct objective *objective)
{
    static const double digits[] = {5, 2, 1};
    for (int power = 1; power >= -8; power--)
        for (int i = 0; i < 3; i++) {
            const double alpha = digits[i] * maths_pow(10, power);
            if (behaves(survey, objective->start, alpha)) {
                objective->alpha = alpha;
                return;
            }
        }
}

static void take_minima(const struct survey *survey, struct objective *objective)
{
    double least = survey->least;
    for (size_t i = 0; i < survey->count; i++)
        if (survey->point[i].is_minimum)
            least = fmin(least, survey->point[i].cost);
    const double bound = least + 1e-9 * (1 + fabs(least));
    for (int global = 1; global >= 0; global--)
        for (size_t i = 0; i < survey->count; i++) {
            const struct found *point = &survey->point[i];
            if (!point->is_minimum || (point->cost <= bound) != global ||
                objective->minimum_count == OBJECTIVE_MINIMA_MAX)
                continue;
            objective->minimum[objective->minimum_count++] =
                (struct minimum){.theta = {point->theta[0], point->theta[1]},
                                 .cost = point->cost,
                                 .is_global = global};
        }
}

static int compare(const void *a, const void *b)
{
    const struct found *first = a, *second = b;
    const double x = maths_hypot(first->theta[0], first->theta[1]),
                 y = maths_hypot(second->theta[0], second->theta[1]);
    return (x > y) - (x < y);
}

void formula_survey(struct objective *objective, double reach)
{
    struct survey survey = {.objective = objective, .least = INFINITY};
    for (int s = 0; s < SCALES && scales[s] <= reach; s++)
        search(&survey, scales[s]);
    qsort(survey.point, survey.count, sizeof *survey.point, compare); // the nearest are kept
    frame(&survey, objective);
    choose_start(&survey, objective);
    choose_alpha(&survey, objective);
    take_minima(&survey, objective);
}

void formula_survey_start(struct objective *objective)
{
    const struct survey survey = {.objective = objective};
    choose_start(&survey, objective);
    choose_alpha(&survey, objective);
}
