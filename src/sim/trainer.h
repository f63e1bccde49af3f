// Training a network by several runners at once, from one start, over the same shuffled examples.
#ifndef RAVINE_SIM_TRAINER_H
#define RAVINE_SIM_TRAINER_H

#include "sim/clock.h"
#include "sim/extremes.h"
#include "sim/network.h"
#include "sim/stepper.h"

#include <stdatomic.h>

enum { TRAINER_RUNNERS_MAX = 24 };

struct trainer_setup {
    const struct network *network;
    const struct network_data *train, *test; // must outlive the training
    const float *start;                      // θ [parameters]
    // In place of it, for a network of many parameters: zeros [parameters], into which the threads
    // that train draw the start by `seed` before their first step, unless it is that of zeros.
    // Nobody reads it before trainer_has_start; it outlives the training.
    float *drawn;
    bool is_zero;
    uint64_t seed; // names the shuffles
    size_t epochs;
    size_t scores; // snapshots an epoch of which the full costs are found; 0 = none at all
    const struct runner *runners;
    size_t runner_count;
    int threads;        // 0 = as many as the machine has to offer
    struct clock clock; // what `seconds` is measured by; read by the threads that train
    bool refuse_start;  // as in struct job_setup
};

// What a runner did. Index k of the arrays is step k; 0 is the start. Entries below `length`
// (acquire) are final.
struct course {
    atomic_size_t length;
    // The batch cost left the finite numbers, or α is none (NaN); it is the last entry's.
    atomic_bool diverged;
    size_t steps, epoch_steps, batch; // batch: examples a step looks at, m for all
    size_t examples;                  // m
    double *batch_cost;               // of the batch that made step k, at θ before it; [0] is NaN
    double *alpha;                    // [0] is NaN
    double *seconds;                  // spent on steps alone, measured here
    bool is_disturbed;                // seconds may hold pauses of the machine
    struct extremes batch_cost_range, alpha_range; // read by course_extremes
    // Snapshot j was taken after step shot_step[j]; those below `shots` (acquire) are final.
    atomic_size_t shots;
    size_t shot_capacity;
    size_t *shot_step;
    float *shot_theta; // [shot × parameters]
    // Valid where shot_scored[j] (acquire) is not 0.
    atomic_uchar *shot_scored;
    double *train_cost, *test_cost, *test_accuracy; // accuracy NaN where a number is predicted
};

// The ranges of the entries from 1 on that are published, in O(1). Never less than a scan up to a
// length that was read before would give; a little more while the course grows.
struct course_extremes {
    struct range batch_cost; // the finite ones; measured from 0, the least there can be
    struct range alpha;
};

struct trainer;

// Copies the setup's arrays, data aside. Error: memory, or more steps than 5 million a runner.
struct trainer *trainer_create(const struct trainer_setup *setup, struct error *error);
void trainer_destroy(struct trainer *training); // cancels first; NULL is fine

// On a thread of its own; trainer_run on this one. False where no thread is to be had: then nothing
// has changed. Steps come first; while they run, nothing else shares their thread. Full costs
// follow, or come between when training takes long.
bool trainer_start(struct trainer *training, struct error *error);
void trainer_cancel(struct trainer *training); // one that has not begun never will
void trainer_run(struct trainer *training);
bool trainer_done(const struct trainer *training);
bool trainer_was_cancelled(const struct trainer *training); // before its end

// Cancels it for good and lets go of everything but the courses: network and data may go.
void trainer_retire(struct trainer *training);

// Whether the start is there: without one every course has its entry 0 alone, and no snapshot.
bool trainer_has_start(const struct trainer *training);
// Blocks until it is; false: it was cancelled before.
bool trainer_wait_start(struct trainer *training);

// Advances every runner by at most `steps` steps on the calling thread, then, when all steps are
// made, scores one snapshot a call: for machines without threads. True while there is more to do.
bool trainer_advance(struct trainer *training, size_t steps);

// Steps made of those asked for, from 0 to 1.
double trainer_progress(const struct trainer *training);

// Blocks until all is done or `milliseconds` (−1 = for ever) have passed; true when done.
bool trainer_wait(struct trainer *training, int milliseconds);

size_t trainer_runners(const struct trainer *training);
const struct course *trainer_course(const struct trainer *training, size_t runner);

struct course_extremes course_extremes(const struct course *course);

// The step of a course at so many epochs, as a fraction.
double course_step(const struct course *course, double epochs);

// The last scored snapshot at or before a step; −1 when there is none.
long course_score(const struct course *course, double step);

#endif
