#include "labs/racing/distance.h"

#include "base/array.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct minimum *distance_minimum(const struct objective *objective, const double theta[])
{
    const struct minimum *nearest = NULL;
    double least = INFINITY;
    for (size_t i = 0; i < objective->minimum_count; i++) {
        const struct minimum *minimum = &objective->minimum[i];
        const double away = objective_away(objective, theta, minimum);
        if (away < least) {
            least = away;
            nearest = minimum;
        }
    }
    return nearest;
}

static double away(const struct objective *objective, const double theta[])
{
    const struct minimum *minimum = distance_minimum(objective, theta);
    return minimum ? objective_away(objective, theta, minimum) : NAN;
}

// Over how many steps a runner's distance is averaged: an epoch, of 50 to 200 steps. Short races
// show every step as it is.
static size_t span_of(const struct trail *trail, size_t steps)
{
    const size_t epoch = trail->epoch_steps;
    if (steps < 200)
        return 1;
    return epoch < 50 ? 50 : epoch > 200 ? 200 : epoch;
}

void distance_follow(struct distance *distance, const struct objective *objective,
                     const struct trail *trail, size_t steps)
{
    const size_t rows = atomic_load_explicit(&trail->length, memory_order_acquire);
    if (distance->count == 0) {
        distance->span = span_of(trail, steps);
        distance->low = INFINITY;
        distance->high = -INFINITY;
        distance->has_zero = false;
    }
    distance->is_short =
        rows > distance->count &&
        (!array_reserve(&distance->value, &distance->capacity, rows, sizeof(double), NULL) ||
         !array_reserve(&distance->smooth, &distance->smooth_capacity, rows, sizeof(double), NULL));
    if (rows <= distance->count || distance->is_short)
        return;
    for (size_t k = distance->count; k < rows; k++) {
        const double value = away(objective, trail->theta + trail->dimension * k);
        distance->value[k] = value;
        const double old = k >= distance->span ? distance->value[k - distance->span] : 0;
        distance->sum += value * value - old * old;
        const size_t count = k + 1 < distance->span ? k + 1 : distance->span;
        distance->smooth[k] = sqrt(fmax(distance->sum, 0) / (double)count);
        distance->has_zero = distance->has_zero || value == 0;
        if (value > 0 && isfinite(value)) {
            distance->low = fmin(distance->low, value);
            distance->high = fmax(distance->high, value);
        }
    }
    distance->count = rows;
}

void distance_clear(struct distance *distance)
{
    free(distance->value);
    free(distance->smooth);
    memset(distance, 0, sizeof *distance);
}
