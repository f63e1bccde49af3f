// The range of a sequence that grows, kept as it grows, so that nobody walks through all of it to
// lay out a picture.
#ifndef RAVINE_SIM_EXTREMES_H
#define RAVINE_SIM_EXTREMES_H

#include <math.h>
#include <stdatomic.h>

// The range of the values so far; NaN and infinite ones do not count. Where there is none, the
// lowest are INFINITY and the highest is −INFINITY.
struct range {
    double lowest, highest;
    double lowest_positive; // above 0: for a logarithmic axis
    double lowest_above;    // above the level that the sequence is measured from
};

// One thread adds; any may read meanwhile. Who reads a length that was published (released) after
// an addition, and acquires it, sees that addition, and perhaps later ones.
struct extremes {
    _Atomic double lowest, highest, lowest_positive, lowest_above;
};

static inline void extremes_init(struct extremes *extremes)
{
    atomic_init(&extremes->lowest, INFINITY);
    atomic_init(&extremes->highest, -INFINITY);
    atomic_init(&extremes->lowest_positive, INFINITY);
    atomic_init(&extremes->lowest_above, INFINITY);
}

static inline void extremes_lower(_Atomic double *lowest, double value)
{
    if (value < atomic_load_explicit(lowest, memory_order_relaxed))
        atomic_store_explicit(lowest, value, memory_order_relaxed);
}

static inline void extremes_add(struct extremes *extremes, double value, double level)
{
    if (!isfinite(value))
        return;
    extremes_lower(&extremes->lowest, value);
    if (value > atomic_load_explicit(&extremes->highest, memory_order_relaxed))
        atomic_store_explicit(&extremes->highest, value, memory_order_relaxed);
    if (value > 0)
        extremes_lower(&extremes->lowest_positive, value);
    if (value > level)
        extremes_lower(&extremes->lowest_above, value);
}

static inline struct range extremes_read(const struct extremes *extremes)
{
    return (struct range){
        .lowest = atomic_load_explicit(&extremes->lowest, memory_order_relaxed),
        .highest = atomic_load_explicit(&extremes->highest, memory_order_relaxed),
        .lowest_positive = atomic_load_explicit(&extremes->lowest_positive, memory_order_relaxed),
        .lowest_above = atomic_load_explicit(&extremes->lowest_above, memory_order_relaxed),
    };
}

#endif
