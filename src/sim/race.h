// A race: an objective, a start, a seed and runners, run side by side. Each runner leaves a trail
// that can be read while it grows.
#ifndef RAVINE_SIM_RACE_H
#define RAVINE_SIM_RACE_H

#include "base/error.h"
#include "sim/extremes.h"
#include "sim/objective.h"
#include "sim/stepper.h"

#include <stdatomic.h>
#include <stdbool.h>

enum { RACE_RUNNERS_MAX = 64, RACE_STEPS_MAX = 1000000 };

struct race_setup {
    const struct objective *objective;
    const double *start; // [dimension]
    uint64_t seed;
    size_t steps; // each runner makes this many, unless it diverges
    const struct runner *runners;
    size_t runner_count;
    int threads;       // 0 = as many as the machine has to offer
    bool refuse_start; // as in struct job_setup
};

// What a runner did. Row k of every array is step k; row 0 is the start. Rows 0…length−1 are
// final once `length` (acquire) says so, and never change afterwards.
struct trail {
    atomic_size_t length;     // published rows
    atomic_bool diverged;     // left the finite numbers; the last row is the last finite one
    atomic_bool is_undefined; // it diverged because J has no value at finite parameters
    atomic_bool lacks_alpha;  // it diverged because the schedule has no α for its step
    size_t dimension, capacity;
    double *theta; // [capacity × dimension]
    double *plane; // [capacity × 2] first and last of θ, for pictures; `theta` where it has two
    double *cost;  // J(θ), the full cost
    double *batch_cost; // cost of the batch that made step k, at θ before the step; row 0 is NaN
    double *alpha;      // learning rate of step k; row 0 is NaN
    double *gradient;   // [capacity × dimension] batch gradient that made step k; row 0 is 0
    size_t epoch_steps; // steps an epoch of this runner
    double least_cost;  // lowest cost of the objective's known minima; NaN = none is known
    struct extremes cost_range, alpha_range; // read by trail_extremes
};

// The ranges of the rows published so far, in O(1). Never less than a scan of the rows up to a
// length that was read before would give; a row more while the trail grows.
struct trail_extremes {
    struct range cost;  // `lowest_above`: above the least known cost; INFINITY where none is known
    struct range alpha; // from row 1 on
};

struct race;

// Copies the setup's arrays (start, runners, their changes); the objective must outlive the race,
// unless that is retired.
// Nothing runs yet. NULL on failure (memory, a count out of range).
struct race *race_create(const struct race_setup *setup, struct error *error);

// Cancels, waits, frees. NULL is fine.
void race_destroy(struct race *race);

// Starts the race on a thread of its own and returns at once. False where no thread is to be had:
// then nothing has changed.
bool race_start(struct race *race, struct error *error);

// Stops within one step of every runner and waits for it; the trails keep what they have. A race
// that has not begun never will.
void race_cancel(struct race *race);

// Cancels it for good and lets go of everything but what its runners did: the objective may go. Its
// trails have no gradients any more.
void race_retire(struct race *race);

// Runs on the calling thread until done. For programs without a window.
void race_run(struct race *race);

// Advances every runner by at most `steps` steps on the calling thread, or draws for about as long
// the examples that batches will look at: for machines without threads. True while there is more to
// do.
bool race_advance(struct race *race, size_t steps);

// Nothing more will be published: the race has ended or was cancelled.
bool race_done(const struct race *race);

bool race_was_cancelled(const struct race *race); // before its end: what there is is a part

// Steps made of those asked for, from 0 to 1.
double race_progress(const struct race *race);

// Blocks until every runner has published step `step` (or ended), or `milliseconds` have passed.
// True when they have.
bool race_wait(struct race *race, size_t step, int milliseconds);

size_t race_runners(const struct race *race);
size_t race_steps(const struct race *race);
const struct trail *race_trail(const struct race *race, size_t runner);

// What the race was made of: for who makes its steps once more.
const struct runner *race_runner(const struct race *race, size_t runner);
const struct objective *race_objective(const struct race *race); // NULL once it is retired
uint64_t race_seed(const struct race *race);

struct trail_extremes trail_extremes(const struct trail *trail);

// The epoch whose mini-batch made step `step`: from 1; 0 for the start.
size_t trail_epoch(const struct trail *trail, size_t step);

#endif
