// Which batch size: the same runner with batches of 1, 2, 4 … m, and how long each takes.
#ifndef RAVINE_SIM_SWEEP_H
#define RAVINE_SIM_SWEEP_H

#include "sim/trainer.h"

enum { SWEEP_POINTS_MAX = 40 };

enum sweep_alpha { SWEEP_ALPHA_SAME, SWEEP_ALPHA_ROOT, SWEEP_ALPHA_LINEAR };

struct sweep_setup {
    const struct network *network;
    const struct network_data *train; // must outlive the sweep
    const float *start;
    uint64_t seed;
    struct runner runner;   // its batch is the one that its α was tuned for
    double target;          // cost of the whole training set
    size_t epochs;          // at most
    double seconds;         // at most, for each batch size
    enum sweep_alpha alpha; // how α grows with b: not at all, with its root, in proportion
};

// One batch size. Valid once sweep_points counts it.
struct sweep_point {
    size_t batch;
    double alpha;
    double epoch_seconds;  // of one epoch, measured
    double target_seconds; // until the cost was reached; NaN = not within the bounds
    size_t target_steps;
    double best_cost;   // reached
    double working_set; // bytes that a step touches: a batch, its activations, θ and its gradient
};

struct sweep;

struct sweep *sweep_create(const struct sweep_setup *setup, struct error *error);
void sweep_destroy(struct sweep *sweep); // cancels first; NULL is fine
bool sweep_start(struct sweep *sweep, struct error *error);
void sweep_run(struct sweep *sweep);
void sweep_cancel(struct sweep *sweep); // keeps the points there are
bool sweep_done(const struct sweep *sweep);

size_t sweep_total(const struct sweep *sweep);  // batch sizes asked for
size_t sweep_points(const struct sweep *sweep); // that are there, in order of b
const struct sweep_point *sweep_point(const struct sweep *sweep, size_t index);

// Bytes of this machine's second-level and last-level cache; 0 where it does not say.
void sweep_caches(double *second, double *last);

#endif
