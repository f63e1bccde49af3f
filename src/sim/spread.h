// How far a noisy sequence spreads: the 10 and 90 % quantiles and the mean over a moving window,
// found once as it grows.
#ifndef RAVINE_SIM_SPREAD_H
#define RAVINE_SIM_SPREAD_H

#include <stdbool.h>
#include <stddef.h>

enum { SPREAD_WINDOWS = 20 };

#define SPREAD_LOW  0.1
#define SPREAD_HIGH 0.9

// Zeroed is empty. Row i tells of the last `window` values up to and with the one at step[i], fewer
// where there are not as many, and of the finite ones among them alone: NaN where there is none.
struct spread {
    size_t window;             // of the rows that are there; another one begins anew
    size_t seen;               // values that rows tell of
    double *step;              // [count] ascending
    double *low, *high, *mean; // [count]
    size_t count;
    size_t capacity[4], work_capacity;
    double *work; // [window] what is being sorted
};

// The window for a sequence of so many values: a twentieth of it, at least 8.
size_t spread_window(size_t values);

// Looks at the values that have come since the last time: rows at every eighth of a window, and
// closer near the beginning, where a logarithmic axis shows single steps; the last one at value
// total − 1, once that is there. O(1) for each new value, whatever the window. False for want of
// memory: what there was is still there.
bool spread_follow(struct spread *spread, const double value[], size_t count, size_t total,
                   size_t window);

// The fractional row of a step, −1 before the first; and what a column of the rows has there.
double spread_index(const struct spread *spread, double step);
double spread_at(const struct spread *spread, const double column[], double step);

void spread_clear(struct spread *spread);

// The share-quantile of value[count > 0], by linear interpolation between neighbours in order
// (Hyndman & Fan 1996, type 7). Reorders value[]. O(count).
double spread_quantile(double value[], size_t count, double share);

#endif
