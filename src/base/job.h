// One computation in the background: run on a thread of its own or advanced in pieces, asked,
// waited for, cancelled. Only it and what does its work (base/worker.h) know what a thread is.
//
// One thread owns a job and calls the functions of the first group; the work itself calls those of
// the second. Whoever reads job_done as true sees everything that the work has written.
#ifndef RAVINE_BASE_JOB_H
#define RAVINE_BASE_JOB_H

#include "base/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

// What the work sees of its job.
struct job {
    atomic_bool cancelled;
};

struct job_setup {
    const char *name; // "race": what the message says no thread could be started for
    void *user;
    // Advances the work by at most `amount` of its own units on the calling thread; true while
    // there is more to do. Ends early when the job is cancelled.
    bool (*slice)(void *user, const struct job *job, size_t amount);
    // Does all that is left, on as many threads as it likes. NULL: one slice without bound.
    void (*run)(void *user, const struct job *job);
    // How much is done, from 0 to 1; asked while the work goes on. NULL: unknown until the end.
    double (*progress)(const void *user);
    // Starts fail as where the machine has no thread left: for tests of what happens then.
    bool refuse_start;
};

// ---- for the owner ------------------------------------------------------------------------------

// Nothing runs yet. NULL on failure (memory).
struct job *job_create(const struct job_setup *setup, struct error *error);

// Cancels, waits, frees. NULL is fine.
void job_destroy(struct job *job);

// Does what is left on a thread of its own and returns at once. A job that runs or has ended stays
// as it is: true. After a failure nothing has changed; another start may succeed.
bool job_start(struct job *job, struct error *error);

// Does what is left on the calling thread; where a thread is at it already, waits for that.
void job_run(struct job *job);

// Does at most `amount` of it on the calling thread, for a machine without threads: true while
// there is more to do. Where a thread is at it already, it only says so.
bool job_advance(struct job *job, size_t amount);

// Asks the work to end and waits for it. A job that has not begun never will.
void job_cancel(struct job *job);

// Nothing more will happen: the work has ended, or was cancelled and has stopped.
bool job_done(const struct job *job);

// Blocks until the job is done, `milliseconds` (−1 = for ever) have passed, or `is_reached` (may be
// NULL) says that the work has come far enough. True in the first and the last case. A job without
// a thread does not move while its owner waits: then it does not block.
bool job_wait(struct job *job, int milliseconds, bool (*is_reached)(const void *user),
              const void *user);

// From 0 to 1; 1 when all is done. A cancelled job keeps what it had.
double job_progress(const struct job *job);

// ---- for the work -------------------------------------------------------------------------------

// Whether to stop: it was cancelled before its end. Cheap enough for every step; any thread may
// ask, and the owner, afterwards, whether the work is whole.
static inline bool job_is_cancelled(const struct job *job)
{
    return atomic_load_explicit(&job->cancelled, memory_order_relaxed);
}

#endif
