#include "sim/stepper.h"

#include "base/array.h"
#include "sim/rule_text.h"
#include "sim/schedule_formula.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t real_size(const struct stepper *stepper)
{
    return stepper->step_double ? sizeof(double) : sizeof(float);
}

static size_t rule_index(const struct rule *rule)
{
    size_t index = 0;
    while (rules[index] != rule)
        index++;
    return index;
}

bool stepper_init(struct stepper *stepper, const struct stepper_setup *setup, struct error *error)
{
    const struct runner *runner = setup->runner;
    *stepper = (struct stepper){.runner = *runner, .dimension = setup->dimension};
    rule_hold(runner->rule);
    if (!runner->schedule)
        stepper->runner.schedule = schedules[0];
    schedule_hold(stepper->runner.schedule);
    // The first schedule is the constant one; another may be as steady between manual changes.
    stepper->is_steady =
        stepper->runner.schedule->factor == schedules[0]->factor && runner->warm_up == 0;
    stepper->asks_each_step = runner->decay_per_step || stepper->runner.schedule->counts_steps;
    stepper->steps = runner->run_steps > 0
                         ? runner->run_steps
                         : runner->run_epochs * batch_steps(setup->examples, runner->batch);
    if (setup->kernels)
        stepper->step_single = rule_is_typed(runner->rule)
                                   ? setup->kernels->step_typed
                                   : setup->kernels->step[rule_index(runner->rule)];
    else
        stepper->step_double = runner->rule->step_double;
    stepper->change = array_create(runner->change_count, sizeof *stepper->change, error);
    stepper->state =
        array_reserve_lines(runner->rule->states * setup->dimension, real_size(stepper), error);
    stepper->runner.change = stepper->change;
    if (!stepper->change || !stepper->state ||
        !batcher_init(&stepper->batcher, setup->examples, runner->batch, setup->seed, error))
        return false;
    if (runner->change_count > 0)
        memcpy(stepper->change, runner->change, runner->change_count * sizeof *stepper->change);
    if (!setup->is_late)
        stepper_rewind(stepper);
    return true;
}

void stepper_clear(struct stepper *stepper)
{
    batcher_clear(&stepper->batcher);
    schedule_release(stepper->runner.schedule);
    free(stepper->change);
    free(stepper->state);
    rule_release(stepper->runner.rule);
    memset(stepper, 0, sizeof *stepper);
}

double stepper_ask_schedule(struct stepper *stepper)
{
    const struct runner *runner = &stepper->runner;
    const uint64_t t = stepper->step + 1, epoch = stepper->batcher.epoch;
    const struct schedule_time time = {
        .number = runner->schedule_number,
        .time = (double)(runner->decay_per_step ? t : epoch),
        .step = t,
        .warm_up = runner->warm_up,
        .change = runner->change,
        .change_count = runner->change_count,
        .per_step = runner->decay_per_step,
        .epoch_steps = batch_steps(stepper->batcher.examples, runner->batch),
        .steps = stepper->steps,
    };
    const double alpha = schedule_alpha(runner->schedule, &time, runner->number[0]);
    stepper->asked_epoch = epoch;
    stepper->scheduled = !runner->schedule->value || (alpha >= 0 && isfinite(alpha)) ? alpha : NAN;
    return stepper->scheduled;
}

// ---- clipping -----------------------------------------------------------------------------------

// The factor that makes the gradient as long as `clip`, or 1. Sizes are taken by the largest, whose
// square could be more than a number can hold.
static double clip_factor(double largest, double sum_of_shares, double clip)
{
    const double norm = largest * sqrt(sum_of_shares);
    return norm > clip ? clip / norm : 1;
}

// Elements of either precision, as doubles.
static double element(const struct stepper *stepper, const void *gradient, size_t i)
{
    return stepper->step_double ? ((const double *)gradient)[i]
                                : (double)((const float *)gradient)[i];
}

void stepper_clip(const struct stepper *stepper, void *gradient)
{
    double largest = 0, sum = 0;
    for (size_t i = 0; i < stepper->dimension; i++)
        largest = fmax(largest, fabs(element(stepper, gradient, i)));
    if (largest == 0)
        return;
    for (size_t i = 0; i < stepper->dimension; i++) {
        const double share = element(stepper, gradient, i) / largest;
        sum += share * share;
    }
    const double factor = clip_factor(largest, sum, stepper->runner.clip);
    for (size_t i = 0; factor != 1 && i < stepper->dimension; i++) {
        if (stepper->step_double)
            ((double *)gradient)[i] *= factor;
        else
            ((float *)gradient)[i] = (float)(factor * (double)((float *)gradient)[i]);
    }
}

// ---- going elsewhere ----------------------------------------------------------------------------

size_t stepper_state_size(const struct stepper *stepper)
{
    return stepper->runner.rule->states * stepper->dimension * real_size(stepper);
}

void stepper_rewind(struct stepper *stepper)
{
    batcher_seek(&stepper->batcher, 0);
    memset(stepper->state, 0, stepper_state_size(stepper));
    for (size_t i = 0; i < RULE_CARRY_MAX; i++)
        stepper->carry[i] = 1;
    stepper->step = 0;
}

void stepper_seek(struct stepper *stepper, size_t step, const void *state,
                  const double carry[RULE_CARRY_MAX])
{
    batcher_seek(&stepper->batcher, step);
    memcpy(stepper->state, state, stepper_state_size(stepper));
    memcpy(stepper->carry, carry, sizeof stepper->carry);
    stepper->step = step;
}
