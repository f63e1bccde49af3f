// Mini-batches: a fresh shuffle each epoch, consecutive mini-batches X{t}, a short last one.
#ifndef RAVINE_SIM_BATCH_H
#define RAVINE_SIM_BATCH_H

#include "base/error.h"
#include "base/random.h"

#include <stddef.h>
#include <stdint.h>

// Walks through the epochs of one runner. The order of the examples in epoch e is a pure function
// of (seed, e, m): every runner of a race sees the same order. It is found lazily (the forward
// Fisher–Yates shuffle only as far as it is read), so a step costs O(b), not O(m).
struct batcher {
    size_t examples, size; // m, b
    uint64_t seed;
    uint64_t epoch;  // of the last batch handed out; from 1, 0 before the first
    size_t next;     // place in the epoch where the next batch begins
    size_t settled;  // order[0…settled) is final
    uint32_t *order; // [m]
    struct random random;
};

// size 0, or ≥ m, means all examples: then nothing is allocated.
bool batcher_init(struct batcher *batcher, size_t examples, size_t size, uint64_t seed,
                  struct error *error);
void batcher_clear(struct batcher *batcher);

// The next mini-batch: example numbers [*count], valid until the next call; NULL means all m. Here
// because that takes no call, then.
const uint32_t *batcher_next_few(struct batcher *batcher, size_t *count); // where there are some

static inline const uint32_t *batcher_next(struct batcher *batcher, size_t *count)
{
    if (batcher->order)
        return batcher_next_few(batcher, count);
    batcher->epoch++;
    *count = batcher->examples;
    return NULL;
}

// The first example of the batch that comes next; SIZE_MAX where that is not known yet, or it is
// all.
static inline size_t batcher_peek(const struct batcher *batcher)
{
    return batcher->next < batcher->settled ? batcher->order[batcher->next] : SIZE_MAX;
}

// To where it stands after `steps` mini-batches from the start: O(m).
void batcher_seek(struct batcher *batcher, uint64_t steps);

// Steps in one epoch: ⌈m/b⌉, 1 for all.
size_t batch_steps(size_t examples, size_t size);

#endif
