// What the benchmarks share: a clock and medians.
#ifndef RAVINE_TESTS_BENCH_BENCH_H
#define RAVINE_TESTS_BENCH_BENCH_H

#include <stddef.h>
#include <stdlib.h>
#include <time.h>

static inline double bench_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static int bench_compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// Sorts the times; share 0.5 is the median.
static inline double bench_quantile(double times[], size_t count, double share)
{
    qsort(times, count, sizeof *times, bench_compare);
    return times[(size_t)(share * (double)(count - 1))];
}

#endif
