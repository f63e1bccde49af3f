// How far runners are from the nearest known minimum, kept as their trails grow.
#ifndef RAVINE_LABS_RACING_DISTANCE_H
#define RAVINE_LABS_RACING_DISTANCE_H

#include "sim/race.h"

#include <stdbool.h>

// Of one runner; zeroed is empty.
struct distance {
    double *value;  // [count] of every row; NaN where no minimum is known
    double *smooth; // [count] root mean square over the last `span` rows
    size_t count, capacity, smooth_capacity;
    size_t span;
    double sum;       // of the squares of the last `span` values
    double low, high; // of the finite values above 0; low > high: there is none
    bool has_zero;
    bool is_short; // memory was out: rows are missing
};

// The known minimum nearest to a place; NULL when none is known.
const struct minimum *distance_minimum(const struct objective *objective, const double theta[]);

// Looks at the rows that have been published since the last time. `steps` is the race's length.
// Memory that cannot be had leaves it as it was.
void distance_follow(struct distance *distance, const struct objective *objective,
                     const struct trail *trail, size_t steps);

void distance_clear(struct distance *distance);

#endif
