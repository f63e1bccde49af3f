// Counter-based random numbers (Philox4x32-10: Salmon et al. 2011, "Parallel random numbers: as
// easy as 1, 2, 3"). A stream is named by a seed and a stream number; streams are independent, so
// any thread can draw any stream and the numbers do not depend on who drew them.
#ifndef RAVINE_BASE_RANDOM_H
#define RAVINE_BASE_RANDOM_H

#include <stdint.h>

enum { RANDOM_BLOCKS = 8 }; // of four numbers, made at once

struct random {
    uint32_t key[2];
    uint32_t stream[2];
    uint64_t block;                    // the next one
    uint32_t ready[4 * RANDOM_BLOCKS]; // from `next` to `end` they are unused
    int next, end;
};

void random_init(struct random *random, uint64_t seed, uint64_t stream);

void random_make_ready(struct random *random); // when none is left

// 32 uniform bits.
static inline uint32_t random_bits(struct random *random)
{
    if (random->next == random->end)
        random_make_ready(random);
    return random->ready[random->next++];
}

// Uniform in [0, n), n ≥ 1, without bias (Lemire 2019, "Fast random integer generation in an
// interval"): multiply, and reject the few low products that would favour some results.
static inline uint32_t random_below(struct random *random, uint32_t n)
{
    uint64_t product = (uint64_t)random_bits(random) * n;
    if ((uint32_t)product < n) {
        const uint32_t surplus = (uint32_t)-n % n;
        while ((uint32_t)product < surplus)
            product = (uint64_t)random_bits(random) * n;
    }
    return (uint32_t)(product >> 32);
}

// Uniform in [0, 1) with 53 bits.
double random_unit(struct random *random);

// Standard normal (Box & Muller 1958).
double random_normal(struct random *random);

#endif
