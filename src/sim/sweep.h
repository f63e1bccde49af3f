// Which batch size: the same runner with batches of 1, 2, 4 … m, or of all sizes around one, and
// how long each takes.
#ifndef RAVINE_SIM_SWEEP_H
#define RAVINE_SIM_SWEEP_H

#include "sim/trainer.h"

enum {
    SWEEP_POINTS_MAX = 40,
    SWEEP_REACH = 4 // sizes on either side of the one that is looked around
};

enum sweep_alpha { SWEEP_ALPHA_SAME, SWEEP_ALPHA_ROOT, SWEEP_ALPHA_LINEAR };

// The runner keeps its schedule at every batch size. Manual changes count steps, as everywhere: at
// a batch size that makes fewer steps an epoch, the same step comes later in what has been seen.
struct sweep_setup {
    const struct network *network;
    const struct network_data *train; // must outlive the sweep
    const float *start;
    uint64_t seed;
    struct runner runner;   // its batch is the one that its α was tuned for; changes are copied
    double target;          // cost of the whole training set
    size_t epochs;          // at most
    double seconds;         // at most, for each batch size, repeats and all
    enum sweep_alpha alpha; // how α grows with b: not at all, with its root, in proportion
    size_t around;          // the batch size around which to look; 0: powers of two, and m
    struct clock clock;     // what seconds are measured by
    bool refuse_start;      // as in struct job_setup
};

// One batch size. Valid once sweep_points counts it. Once the steps are known that it takes, they
// are made again until two measurements agree within 5 %, around one size within 1 %, or the
// seconds are used up; the fastest one counts.
struct sweep_point {
    size_t batch;
    double alpha;          // α₀
    double epoch_seconds;  // of one epoch, measured
    double target_seconds; // until the cost was reached; NaN = not within the bounds
    size_t target_steps;
    double best_cost;   // reached
    bool is_disturbed;  // no two measurements agree, and the clock counts pauses of the machine
    double batch_bytes; // of X{t} and Y{t}, as they lie in memory
    // Bytes that a step comes back to: a chunk of the batch with its activations, θ, its gradient,
    // what the rule keeps.
    double working_set;
};

struct sweep;

struct sweep *sweep_create(const struct sweep_setup *setup, struct error *error);
void sweep_destroy(struct sweep *sweep); // cancels first; NULL is fine
bool sweep_start(struct sweep *sweep, struct error *error);
void sweep_run(struct sweep *sweep);
void sweep_cancel(struct sweep *sweep); // keeps the points there are; one not begun never will
bool sweep_done(const struct sweep *sweep);

// Makes at most `steps` steps on the calling thread: for machines without threads. True while there
// is more to do.
bool sweep_advance(struct sweep *sweep, size_t steps);

// Batch sizes finished of those asked for, from 0 to 1.
double sweep_progress(const struct sweep *sweep);

// The last step that was made, counted from 1 in every run of a batch size, and its α. For whoever
// advances the sweep; while a thread of its own does, nobody may ask.
struct sweep_step {
    size_t batch, step;
    double alpha;
};
struct sweep_step sweep_last(const struct sweep *sweep);

size_t sweep_total(const struct sweep *sweep);  // batch sizes asked for
size_t sweep_points(const struct sweep *sweep); // that are there, in order of b
const struct sweep_point *sweep_point(const struct sweep *sweep, size_t index);

// Bytes of a batch of so many examples, inputs and answers, as they lie in memory.
double sweep_batch_bytes(const struct network_data *data, size_t batch);

// Bytes that a step of a batch comes back to, as in struct sweep_point.
double sweep_working_set(const struct network *network, const struct rule *rule, size_t batch);

// Bytes of this machine's second-level and last-level cache; 0 where it does not say.
void sweep_caches(double *second, double *last);

#endif
