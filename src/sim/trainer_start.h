// The start of a training whose network has so many parameters that making it takes longer than a
// frame: the threads that train draw it in pieces, and then copy it for every lane.
#ifndef RAVINE_SIM_TRAINER_START_H
#define RAVINE_SIM_TRAINER_START_H

#include "sim/trainer.h"

struct trainer_start {
    const struct network *network;
    uint64_t seed;
    float *theta;         // [parameters]; NULL: it was there from the beginning
    size_t pieces, lanes; // that are drawn; that begin with all of them
    atomic_size_t made;   // of both, in this order
    atomic_bool is_there; // seen as true (acquire): theta and what the lanes begin with are final
    // Copies it for a lane; false once all of it is cancelled, where it may do nothing.
    bool (*begin_lane)(void *user, size_t lane);
    void *user;
};

void trainer_start_init(struct trainer_start *start, const struct trainer_setup *setup,
                        bool (*begin_lane)(void *user, size_t lane), void *user);

// Makes at most `amount` of its parts on so many threads; true when it is there. False for good
// once it is cancelled.
bool trainer_start_make(struct trainer_start *start, size_t amount, int threads);

// What has been made, or all of it, in flops that take as long.
double trainer_start_flops(const struct trainer_start *start, bool all);

#endif
