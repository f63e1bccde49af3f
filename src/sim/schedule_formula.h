// A schedule that is typed: α(t) = "alpha0 * min(1, epoch/3) * 0.5*(1 + cos(pi*epoch/epochs))".
//
// Given are alpha0 (also α₀, α, alpha), epoch and epochs, step (also t) and steps, all counted from
// 1: in the last epoch of the run epoch is epochs. With decay_per = step, epoch is the step and
// epochs are the steps. A warm-up goes before: what is counted begins behind it. Any other name is
// free.
#ifndef RAVINE_SIM_SCHEDULE_FORMULA_H
#define RAVINE_SIM_SCHEDULE_FORMULA_H

#include "sim/formula.h"
#include "sim/schedule.h"

// The given names, for formula_parse; NULL-terminated.
extern const char *const schedule_given[];

struct schedule_typed {
    const char *text;
    struct formula *formula; // of `text`; taken, on failure too
    const double *number;    // [formula_parameters(formula)]
    // Those of its free names that are the schedule's own numbers, each copied with its key, which
    // is its symbol: at most SCHEDULE_NUMBERS_MAX and a NULL key.
    const struct param *params;
};

// Counted: it lasts until as many have released it as made it or hold it. NULL on failure (memory).
const struct schedule *schedule_formula_create(const struct schedule_typed *typed,
                                               struct error *error);

// For whoever keeps a schedule longer than whoever it was given by. Any schedule, and NULL, will
// do; those of the table last for ever. On any thread.
void schedule_hold(const struct schedule *schedule);
void schedule_release(const struct schedule *schedule);

// The text of one that is typed; else NULL.
const char *schedule_text(const struct schedule *schedule);

// Whether `time` makes a difference, and with it what decay_per says.
bool schedule_counts(const struct schedule *schedule);

#endif
