#include "base/random.h"

#include <math.h>

#if defined(__GNUC__)
// The library's header is not written for these warnings.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#endif
#include <Random123/philox.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

// The counter's upper half is the stream, its lower half counts blocks; the key is the seed.
void random_init(struct random *random, uint64_t seed, uint64_t stream)
{
    *random = (struct random){
        .key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
        .counter = {0, 0, (uint32_t)stream, (uint32_t)(stream >> 32)},
    };
}

uint32_t random_bits(struct random *random)
{
    if (random->left == 0) {
        const philox4x32_ctr_t counter = {
            {random->counter[0], random->counter[1], random->counter[2], random->counter[3]}};
        const philox4x32_key_t key = {{random->key[0], random->key[1]}};
        const philox4x32_ctr_t block = philox4x32(counter, key);
        for (int i = 0; i < 4; i++)
            random->ready[i] = block.v[i];
        random->left = 4;
        if (++random->counter[0] == 0)
            random->counter[1]++;
    }
    return random->ready[4 - random->left--];
}

// Lemire 2019, "Fast random integer generation in an interval": multiply, and reject the few low
// products that would favour some results.
uint32_t random_below(struct random *random, uint32_t n)
{
    uint64_t product = (uint64_t)random_bits(random) * n;
    if ((uint32_t)product < n) {
        const uint32_t surplus = (uint32_t)-n % n;
        while ((uint32_t)product < surplus)
            product = (uint64_t)random_bits(random) * n;
    }
    return (uint32_t)(product >> 32);
}

double random_unit(struct random *random)
{
    const uint64_t high = random_bits(random) >> 5, low = random_bits(random) >> 6;
    return (double)(high << 26 | low) * 0x1p-53;
}

double random_normal(struct random *random)
{
    const double pi = 3.14159265358979323846;
    const double radius = sqrt(-2 * log(1 - random_unit(random)));
    return radius * cos(2 * pi * random_unit(random));
}
