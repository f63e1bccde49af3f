#include "sim/batch.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

enum { SETTLED_AHEAD = 16 };

// Streams of the seed: epoch e is stream e. The surfaces' noise uses streams far above.

bool batcher_init(struct batcher *batcher, size_t examples, size_t size, uint64_t seed,
                  struct error *error)
{
    if (size == 0 || size > examples)
        size = examples;
    *batcher = (struct batcher){.examples = examples, .size = size, .seed = seed, .next = examples};
    if (size == examples)
        return true;
    if (examples > UINT32_MAX)
        return error_set(error, ERROR_INPUT, "more than %u examples", UINT32_MAX);
    batcher->order = array_create(examples, sizeof *batcher->order, error);
    return batcher->order != NULL;
}

void batcher_clear(struct batcher *batcher)
{
    free(batcher->order);
    memset(batcher, 0, sizeof *batcher);
}

static void begin_epoch(struct batcher *batcher)
{
    batcher->epoch++;
    batcher->next = 0;
    batcher->settled = 0;
    random_init(&batcher->random, batcher->seed, batcher->epoch);
    for (size_t i = 0; i < batcher->examples; i++)
        batcher->order[i] = (uint32_t)i;
}

// The forward shuffle (Fisher & Yates 1938, in Durstenfeld's form of 1964): place i takes one of
// the examples that no earlier place has. So a prefix of the order costs only its length.
static void settle(struct batcher *batcher, size_t end)
{
    uint32_t *order = batcher->order;
    for (size_t i = batcher->settled; i < end; i++) {
        const size_t k = i + random_below(&batcher->random, (uint32_t)(batcher->examples - i));
        const uint32_t taken = order[k];
        order[k] = order[i];
        order[i] = taken;
    }
    batcher->settled = end;
}

const uint32_t *batcher_next_few(struct batcher *batcher, size_t *count)
{
    if (batcher->next >= batcher->examples)
        begin_epoch(batcher);
    const size_t left = batcher->examples - batcher->next;
    *count = batcher->size < left ? batcher->size : left;
    // A few more than needed at once: so the next one is known while a step is made.
    const size_t end = batcher->next + *count, few = end + SETTLED_AHEAD;
    if (batcher->settled <= end && batcher->settled < batcher->examples)
        settle(batcher, few < batcher->examples ? few : batcher->examples);
    const uint32_t *batch = batcher->order + batcher->next;
    batcher->next += *count;
    return batch;
}

void batcher_seek(struct batcher *batcher, uint64_t steps)
{
    const uint64_t epoch_steps = batch_steps(batcher->examples, batcher->size);
    const uint64_t within = steps % epoch_steps;
    batcher->epoch = steps / epoch_steps;
    batcher->next = batcher->examples; // the next one begins an epoch
    if (within == 0)
        return;
    begin_epoch(batcher);
    batcher->next = within * batcher->size;
    settle(batcher, batcher->next);
}

size_t batch_steps(size_t examples, size_t size)
{
    if (size == 0 || size >= examples)
        return 1;
    return (examples + size - 1) / size;
}
