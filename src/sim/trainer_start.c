#include "sim/trainer_start.h"

#include "base/parallel.h"

// What a part takes, roughly.
static const double part_flops = 4e7;

void trainer_start_init(struct trainer_start *start, const struct trainer_setup *setup,
                        bool (*begin_lane)(void *user, size_t lane), void *user)
{
    start->network = setup->network;
    start->seed = setup->seed;
    start->theta = setup->drawn;
    start->pieces = setup->drawn && !setup->is_zero ? network_start_pieces(setup->network) : 0;
    start->lanes = setup->drawn ? setup->runner_count : 0;
    start->begin_lane = begin_lane;
    start->user = user;
    atomic_init(&start->made, 0);
    atomic_init(&start->is_there, !setup->drawn);
}

// `from` is the first part of those that count from 0 here.
struct making {
    struct trainer_start *start;
    size_t from;
    atomic_bool is_cancelled;
};

static void make_part(void *user, size_t index, int thread)
{
    struct making *making = user;
    struct trainer_start *start = making->start;
    const size_t part = making->from + index;
    (void)thread;
    // A lane that is none only says whether to go on.
    if (!start->begin_lane(start->user, part < start->pieces ? SIZE_MAX : part - start->pieces)) {
        atomic_store(&making->is_cancelled, true);
        return;
    }
    if (part < start->pieces)
        network_start_piece(start->network, start->seed, part, start->theta);
    atomic_fetch_add_explicit(&start->made, 1, memory_order_relaxed);
}

bool trainer_start_make(struct trainer_start *start, size_t amount, int threads)
{
    const size_t ends[] = {start->pieces, start->pieces + start->lanes};
    for (int i = 0; i < 2 && !atomic_load(&start->is_there); i++) {
        struct making making = {.start = start, .from = atomic_load(&start->made)};
        const size_t left = making.from < ends[i] ? ends[i] - making.from : 0;
        const size_t now = left < amount ? left : amount;
        parallel_for(now, threads, 1, make_part, &making);
        if (atomic_load(&making.is_cancelled) || now < left)
            return false;
        amount -= now;
    }
    atomic_store_explicit(&start->is_there, true, memory_order_release);
    return true;
}

double trainer_start_flops(const struct trainer_start *start, bool all)
{
    return part_flops * (double)(all ? start->pieces + start->lanes : atomic_load(&start->made));
}
