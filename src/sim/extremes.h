// The range of a sequence that grows, kept as it grows, so that nobody walks through all of it to
// lay out a picture.
#ifndef RAVINE_SIM_EXTREMES_H
#define RAVINE_SIM_EXTREMES_H

#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>

// The range of the values so far. Where there is none, the lowest are INFINITY and the highest is
// −INFINITY.
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

static inline double extremes_get(const _Atomic double *extreme)
{
    return atomic_load_explicit(extreme, memory_order_relaxed);
}

static inline void extremes_set(_Atomic double *extreme, double value)
{
    atomic_store_explicit(extreme, value, memory_order_relaxed);
}

// A finite value. What is lower than all before it is so among those above 0 or the level, too:
// most values of a runner that learns take that path.
static inline void extremes_add(struct extremes *extremes, double value, double level)
{
    const bool is_lowest = value < extremes_get(&extremes->lowest);
    if (is_lowest)
        extremes_set(&extremes->lowest, value);
    if (value > extremes_get(&extremes->highest))
        extremes_set(&extremes->highest, value);
    if (value > 0 && (is_lowest || value < extremes_get(&extremes->lowest_positive)))
        extremes_set(&extremes->lowest_positive, value);
    if (value > level && (is_lowest || value < extremes_get(&extremes->lowest_above)))
        extremes_set(&extremes->lowest_above, value);
}

static inline struct range extremes_read(const struct extremes *extremes)
{
    return (struct range){
        .lowest = extremes_get(&extremes->lowest),
        .highest = extremes_get(&extremes->highest),
        .lowest_positive = extremes_get(&extremes->lowest_positive),
        .lowest_above = extremes_get(&extremes->lowest_above),
    };
}

#endif
