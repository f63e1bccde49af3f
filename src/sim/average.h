// Averages of a series: exponentially weighted, and the plain window that they approximate.
#ifndef RAVINE_SIM_AVERAGE_H
#define RAVINE_SIM_AVERAGE_H

#include <stdbool.h>
#include <stddef.h>

enum average_kind { AVERAGE_EWA, AVERAGE_WINDOW };

struct average {
    enum average_kind kind;
    double beta; // 0 ≤ β < 1
    bool bias_correction;
    bool ages; // a missing day is as long as any other: weights fade over it
};

// Days that an average looks back over: round(1 / (1 − β)), at least 1. So far back the weight of
// an EWA has fallen to β^(1/(1−β)) ≈ 1/e of today's.
size_t average_days(double beta);

// out[k] is the average after value[k], k < n. NaN is a missing day: the average carries over;
// where it ages, the weights of the days before fade by β as well (pandas' ewm with ignore_na =
// False), and a window is of the last days, measured or not. AVERAGE_EWA: v ← βv + (1−β)θ from v =
// 0, divided by 1 − βᵗ after t measured days where bias is corrected. AVERAGE_WINDOW: the mean of
// the last average_days(β) measured days; before there are as many, their sum over the days there
// are (corrected) or over the whole window. NaN before the first measured day.
void average_run(const struct average *average, const double value[], size_t n, double out[]);

// The weight that the average gives to the measured day k days back (0 = today), before the
// correction: (1−β)βᵏ, or one over the window.
double average_weight(const struct average *average, size_t k);

// How many numbers it keeps from one day to the next: v, and βᵗ where bias is corrected; the
// window.
size_t average_memory(const struct average *average);

// How old the days are that it averages, in days and by their weights: Σ k·weight(k) over all k,
// which is β/(1−β), or (n−1)/2 for a window of n. A straight line is followed as late as that.
double average_age(const struct average *average);

// The sum of all weights after t measured days: 1 − βᵗ, or min(t, window) / window.
double average_weight_sum(const struct average *average, size_t t);

// The same on day `at` of a series whose gaps age: the weights of the measured days up to it.
double average_aged_sum(const struct average *average, const double value[], size_t at);

// How many days the average comes behind the series: the shift at which it correlates best with
// the series smoothed over as many days to both sides alike, which does not come late. Of a series
// of seasons that is the lag of their phase, which is shorter than the mean age of what is
// averaged: an EWA of β = 0.98 comes 40 days behind a year, and the days in it are 49 old. A series
// that is nearly a straight line correlates at any shift; there the shift counts at which they
// differ least. Days before the weights sum to 0.9 do not count. NaN when the series is too short
// to tell.
double average_lag(const struct average *average, const double value[], const double averaged[],
                   size_t n);

// The root mean square of the average's change from one day to the next, over the same days. NaN
// when there are none.
double average_roughness(const struct average *average, const double value[],
                         const double averaged[], size_t n);

#endif
