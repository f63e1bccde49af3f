// A race: an objective, a start, a seed and runners, run side by side under OpenMP. Each runner
// leaves a trail that can be read while it grows.
#ifndef RAVINE_SIM_RACE_H
#define RAVINE_SIM_RACE_H

#include "base/error.h"
#include "sim/objective.h"
#include "sim/rule.h"
#include "sim/schedule.h"

#include <stdatomic.h>
#include <stdbool.h>

enum { RACE_RUNNERS_MAX = 64, RACE_STEPS_MAX = 1000000 };

// One competitor.
struct runner {
    const struct rule *rule;
    double number[RULE_NUMBERS_MAX]; // in the order of rule->params; number[0] is α₀
    size_t batch;                    // examples a step looks at; 0 = all
    const struct schedule *schedule; // NULL = constant
    double schedule_number[SCHEDULE_NUMBERS_MAX];
    bool decay_per_step; // the schedule counts steps, not epochs
    const struct schedule_change *change;
    size_t change_count;
};

struct race_setup {
    const struct objective *objective;
    const double *start; // [dimension]
    uint64_t seed;
    size_t steps; // each runner makes this many, unless it diverges
    const struct runner *runners;
    size_t runner_count;
    int threads; // 0 = as OpenMP likes
};

// What a runner did. Row k of every array is step k; row 0 is the start. Rows 0…length−1 are
// final once `length` (acquire) says so, and never change afterwards.
struct trail {
    atomic_size_t length; // published rows
    atomic_bool diverged; // left the finite numbers; the last row is the last finite one
    size_t dimension, capacity;
    double *theta;      // [capacity × dimension]
    double *cost;       // J(θ), the full cost
    double *batch_cost; // cost of the batch that made step k, at θ before the step; row 0 is NaN
    double *alpha;      // learning rate of step k; row 0 is NaN
    double *gradient;   // [capacity × dimension] batch gradient that made step k; row 0 is 0
    size_t epoch_steps; // steps an epoch of this runner
};

struct race;

// Copies the setup's arrays (start, runners, changes); the objective must outlive the race.
// Nothing runs yet. NULL on failure (memory, a count out of range).
struct race *race_create(const struct race_setup *setup, struct error *error);

// Cancels, waits, frees. NULL is fine.
void race_destroy(struct race *race);

// Starts the race on a thread of its own and returns at once.
bool race_start(struct race *race, struct error *error);

// Stops within one step of every runner and waits for it; the trails keep what they have.
void race_cancel(struct race *race);

// Runs on the calling thread until done. For programs without a window.
void race_run(struct race *race);

// Advances every runner by at most `steps` steps on the calling thread: for machines without
// threads. True while there is more to do.
bool race_advance(struct race *race, size_t steps);

bool race_done(const struct race *race);

// Blocks until every runner has published step `step` (or ended), or `milliseconds` have passed.
// True when they have.
bool race_wait(struct race *race, size_t step, int milliseconds);

size_t race_runners(const struct race *race);
size_t race_steps(const struct race *race);
const struct trail *race_trail(const struct race *race, size_t runner);

// The epoch whose mini-batch made step `step`: from 1; 0 for the start.
size_t trail_epoch(const struct trail *trail, size_t step);

#endif
