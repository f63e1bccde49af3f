// Makes the steps of one runner, wherever it runs: on a surface, on a network, in a sweep or in a
// replay. Nothing else in the tree turns a gradient into a step.
#ifndef RAVINE_SIM_STEPPER_H
#define RAVINE_SIM_STEPPER_H

#include "sim/batch.h"
#include "sim/kernels.h"
#include "sim/rule.h"
#include "sim/schedule.h"

#include <stdbool.h>

// One competitor.
struct runner {
    const struct rule *rule;
    double number[RULE_NUMBERS_MAX]; // in the order of rule->params; number[0] is α₀
    size_t batch;                    // examples a step looks at; 0 = all
    const struct schedule *schedule; // NULL = constant
    double schedule_number[SCHEDULE_NUMBERS_MAX];
    bool decay_per_step; // the schedule counts steps, not epochs
    double warm_up;      // for so many of them α rises; 0 = none
    const struct schedule_change *change;
    size_t change_count;
    double clip; // a gradient longer than this is shortened to it; 0 = none is
    // How long the run is, by whichever of them is known; the other is 0. For typed schedules.
    size_t run_steps, run_epochs;
};

struct stepper_setup {
    const struct runner *runner; // copied, its changes too; its rule is held
    size_t examples, dimension;
    uint64_t seed;                 // names the shuffles
    const struct kernels *kernels; // NULL: vectors of doubles; else of floats, stepped by these
    bool is_late; // the owner calls stepper_rewind before anything else, from whatever thread
};

// What a step moves and how it finds its gradient. The vectors are of doubles or floats, as the
// stepper was set up, and do not overlap.
struct stepper_place {
    void *theta;    // [dimension] before the step, and after it
    void *gradient; // [dimension] that `look` fills; clipped, what the step was made with
    // Mean cost at θ over the examples batch[count] (NULL: all of them), and its gradient.
    double (*look)(void *user, const uint32_t batch[], size_t count);
    void *user;
    // Moves θ in the rule's stead, where `look` left no gradient; NULL: the rule does.
    void (*move)(void *user, const struct rule_step *step);
};

// A runner under way. Read it freely; only the functions below change it.
struct stepper {
    double carry[RULE_CARRY_MAX];
    size_t dimension, step; // steps made so far
    double alpha;           // learning rate of the last one
    double scheduled;       // α by the schedule, in the epoch below
    uint64_t asked_epoch;   // 0: not asked for yet
    bool is_steady;         // neither schedule nor warm-up ever changes α
    bool asks_each_step;    // α may change within an epoch
    size_t steps;           // of the whole run; 0 = not known
    void *state;            // owned: [rule->states × dimension], of doubles or floats
    // The one of the runner's rule, in the stepper's precision; the other is NULL.
    void (*step_double)(const struct rule_step *step, double theta[], const double gradient[],
                        double state[], size_t n);
    void (*step_single)(const struct rule_step *step, float theta[], const float gradient[],
                        float state[], size_t n);
    struct batcher batcher;
    struct runner runner;           // a copy
    struct schedule_change *change; // owned copy that runner.change points to
};

// At the start, no step made. False on failure (memory); stepper_clear is fine then too.
bool stepper_init(struct stepper *stepper, const struct stepper_setup *setup, struct error *error);
void stepper_clear(struct stepper *stepper);

// Back to the start: the same steps will follow once more.
void stepper_rewind(struct stepper *stepper);

// Bytes of `state`.
size_t stepper_state_size(const struct stepper *stepper);

// Puts it right after step `step`, where state and carry were these.
void stepper_seek(struct stepper *stepper, size_t step, const void *state,
                  const double carry[RULE_CARRY_MAX]);

// The schedule's α for the step that comes, in the epoch that the batcher is in; NaN where what is
// typed is no learning rate.
double stepper_ask_schedule(struct stepper *stepper);

// Shortens gradient[dimension] to the norm `clip` of the runner where it is longer (Pascanu,
// Mikolov & Bengio 2013, algorithm 1).
void stepper_clip(const struct stepper *stepper, void *gradient);

// Makes the next step: takes the next mini-batch, looks, clips, asks the schedule, moves θ. Returns
// the cost of the batch, at θ before the step. Here so that the compiler can put `look` in its
// place: a step on a surface takes no longer than some calls.
static inline double stepper_next(struct stepper *stepper, const struct stepper_place *place)
{
    size_t count;
    const uint32_t *batch = batcher_next(&stepper->batcher, &count);
    const double cost = place->look(place->user, batch, count);
    // The schedule is asked again only when its α can have changed.
    const struct runner *runner = &stepper->runner;
    if (runner->clip > 0)
        stepper_clip(stepper, place->gradient);
    const bool is_known = runner->change_count == 0 && stepper->asked_epoch != 0 &&
                          (stepper->is_steady || (!stepper->asks_each_step &&
                                                  stepper->batcher.epoch == stepper->asked_epoch));
    const struct rule_step step = {
        .number = runner->number,
        .alpha = is_known ? stepper->scheduled : stepper_ask_schedule(stepper),
        .carry = stepper->carry,
        .t = stepper->step + 1,
        .rule = runner->rule,
    };
    if (place->move)
        place->move(place->user, &step);
    else if (stepper->step_double)
        stepper->step_double(&step, place->theta, place->gradient, stepper->state,
                             stepper->dimension);
    else
        stepper->step_single(&step, place->theta, place->gradient, stepper->state,
                             stepper->dimension);
    stepper->alpha = step.alpha;
    stepper->step = step.t;
    return cost;
}

#endif
