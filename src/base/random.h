// Counter-based random numbers (Philox4x32-10: Salmon et al. 2011, "Parallel random numbers: as
// easy as 1, 2, 3"). A stream is named by a seed and a stream number; streams are independent, so
// any thread can draw any stream and the numbers do not depend on who drew them.
#ifndef RAVINE_BASE_RANDOM_H
#define RAVINE_BASE_RANDOM_H

#include <stdint.h>

struct random {
    uint32_t key[2];
    uint32_t counter[4];
    uint32_t ready[4];
    int left; // how many of `ready` are unused
};

void random_init(struct random *random, uint64_t seed, uint64_t stream);

// 32 uniform bits.
uint32_t random_bits(struct random *random);

// Uniform in [0, n), n ≥ 1, without bias.
uint32_t random_below(struct random *random, uint32_t n);

// Uniform in [0, 1) with 53 bits.
double random_unit(struct random *random);

// Standard normal (Box & Muller 1958).
double random_normal(struct random *random);

#endif
