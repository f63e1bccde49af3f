// The learning rate at which a run ends best: a search over α on a log axis, for any cost of α.
//
// The whole range in steps of √2, a finer grid between the neighbours of the best of them, a
// golden section (Kiefer 1953) in each of the deepest valleys of what has been tried; then the
// roundest number that is as good, how wide the range of good ones is, and where divergence begins.
#ifndef RAVINE_SIM_TUNE_H
#define RAVINE_SIM_TUNE_H

#include "base/error.h"
#include "base/job.h"

#include <stdbool.h>
#include <stddef.h>

enum { TUNE_TRIES_MAX = 256, TUNE_TRIES_USUAL = 180 };

struct tune_setup {
    // What comes of α: less is better, INFINITY or NaN where it diverges. The same at every call.
    // Called on the thread that searches; once `job` is cancelled its answer does not matter.
    double (*cost)(void *user, double alpha, const struct job *job);
    void *user;
    double begin;     // the α that is there
    double low, high; // 0 < low ≤ begin ≤ high
    double precision; // how finely α is told apart, as a part of it; 0 = 1e-5
    double seconds;   // after so many nothing more is tried; 0 = no bound
    // What `seconds` are measured by; NULL: clock_seconds.
    double (*clock)(void *user);
    bool refuse_start; // as in struct job_setup
};

struct tune_try {
    double alpha, cost; // INFINITY where it diverged
};

struct tune_result {
    bool is_found; // false: every α that was tried diverges, or the search was stopped before
    bool is_whole; // false: the seconds were used up; what follows is as far as it came
    double alpha, cost;
    bool is_at_bound; // the best is the least or the largest α there is to try: more is not known
    double before;    // cost at `begin`
    // α around the best whose cost is at most twice its own: where the cost is below zero, at most
    // half as far down again. NaN where not found out.
    double low, high;
    bool is_low_open, is_high_open; // good up to the bound
    double edge;                    // the least α above it that diverges; INFINITY: none was found
};

struct tune;

struct tune *tune_create(const struct tune_setup *setup, struct error *error);
void tune_destroy(struct tune *tune); // cancels first; NULL is fine
bool tune_start(struct tune *tune, struct error *error);
void tune_run(struct tune *tune); // on the calling thread
void tune_cancel(struct tune *tune);
bool tune_done(const struct tune *tune);
double tune_progress(const struct tune *tune); // from 0 to 1, roughly

// At most so many tries on the calling thread, for machines without threads; true while there is
// more to do. However it is cut up, the same is tried.
bool tune_advance(struct tune *tune, size_t tries);

// What has been tried so far, in the order it was.
size_t tune_tries(const struct tune *tune);
struct tune_try tune_try(const struct tune *tune, size_t index);

// Once it is done.
struct tune_result tune_result(const struct tune *tune);

#endif
