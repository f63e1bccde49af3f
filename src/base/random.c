#include "base/random.h"
#include "base/maths.h"

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
    random->key[0] = (uint32_t)seed;
    random->key[1] = (uint32_t)(seed >> 32);
    random->stream[0] = (uint32_t)stream;
    random->stream[1] = (uint32_t)(stream >> 32);
    random->block = 0;
    random->next = random->end = 0;
}

// One block first, for who wants no more; then several, which do not wait for each other.
void random_make_ready(struct random *random)
{
    const int count = random->block == 0 ? 1 : RANDOM_BLOCKS;
    const philox4x32_key_t key = {{random->key[0], random->key[1]}};
    for (int b = 0; b < count; b++) {
        const uint64_t number = random->block + (uint64_t)b;
        const philox4x32_ctr_t counter = {
            {(uint32_t)number, (uint32_t)(number >> 32), random->stream[0], random->stream[1]}};
        const philox4x32_ctr_t block = philox4x32(counter, key);
        for (int i = 0; i < 4; i++)
            random->ready[4 * b + i] = block.v[i];
    }
    random->block += (uint64_t)count;
    random->next = 0;
    random->end = 4 * count;
}

double random_unit(struct random *random)
{
    const uint64_t high = random_bits(random) >> 5, low = random_bits(random) >> 6;
    return (double)(high << 26 | low) * 0x1p-53;
}

double random_normal(struct random *random)
{
    const double pi = 3.14159265358979323846;
    const double radius = sqrt(-2 * maths_log(1 - random_unit(random)));
    return radius * maths_cos(2 * pi * random_unit(random));
}
