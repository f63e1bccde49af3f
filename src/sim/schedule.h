// Schedules: how the learning rate α changes. A registry of the same shape as the rules.
#ifndef RAVINE_SIM_SCHEDULE_H
#define RAVINE_SIM_SCHEDULE_H

#include "base/param.h"

#include <stddef.h>
#include <stdint.h>

enum { SCHEDULE_NUMBERS_MAX = 24 };

struct schedule;

// From step `step` on (1 is the first), α is multiplied by `factor`, on top of earlier changes.
struct schedule_change {
    uint64_t step;
    double factor;
};

struct schedule_time {
    const double *number; // in the order of the schedule's params
    double time;          // the epoch (or, with decay_per = step, the step), counted from 1
    uint64_t step;        // counted from 1
    double warm_up;       // for so many epochs (or steps) α rises to where the schedule begins
    const struct schedule_change *change; // manual list, ascending by step
    size_t change_count;
    // For schedules that are typed:
    bool per_step;        // decay_per = step: `time` counts steps
    uint64_t epoch_steps; // steps an epoch
    uint64_t steps;       // of the whole run; 0 = not known
    // What the functions below fill in for the schedule's own:
    const struct schedule *schedule;
    double alpha; // α₀
};

struct schedule {
    const char *name;           // "inverse-time"
    const char *title;          // "inverse time"
    const char *formula;        // "α = α₀ / (1 + decay_rate·epoch)"
    const char *latex;          // its right side, with the standard choices; NULL: what is typed
    const struct param *params; // ends with a NULL key
    // α / α₀, warm-up and manual changes aside: without them, time 1 is the schedule's beginning.
    double (*factor)(const struct schedule_time *time);
    // The right side of the formula with this time's numbers; `alpha` stands for α₀.
    void (*show)(const struct schedule_time *time, const char *alpha, char *text, size_t size);
    // In place of `factor`: α itself. NULL but where it is typed (schedule_formula.h).
    double (*value)(const struct schedule_time *time);
    bool counts_steps; // changes from step to step whatever the time counts
};

// The product of the manual changes up to this step. They act under every schedule; `manual` is
// the one that has nothing else.
double schedule_changes(const struct schedule_time *time);

// α / α₀ with warm-up and manual changes, of one that is not typed. During a warm-up of n epochs,
// epoch k has k/(n + 1) of what the schedule begins with in epoch n + 1.
double schedule_factor(const struct schedule *schedule, const struct schedule_time *time);

// α itself for α₀ = alpha. One that is typed may come out below 0, or as no number.
double schedule_alpha(const struct schedule *schedule, const struct schedule_time *time,
                      double alpha);

// "α = 0.2 / (1 + 1·3) = 0.05" for α₀ = alpha.
void schedule_show(const struct schedule *schedule, const struct schedule_time *time, double alpha,
                   char *text, size_t size);

// NULL-terminated; the first is `constant`, the last stands for all that are typed and does nothing
// of its own. A key means the same in every schedule that has it.
extern const struct schedule *const schedules[];
extern const char *const schedule_names[]; // in the same order, for a PARAM_CHOICE

const struct schedule *schedule_find(const char *name);

// Reads "step:factor, step:factor, …" into changes[max]; ascending steps ≥ 1, factors > 0.
// Returns false with what is wrong ("manual: step 40 comes after step 80: …").
bool schedule_parse_changes(const char *text, struct schedule_change changes[], size_t max,
                            size_t *count, struct error *error);

#endif
