#include "sim/replay.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

enum { MARK_EVERY = 256 };

// Mark j holds what the runner's rule kept after step (j + 1) · MARK_EVERY: its carry, then its
// state.
struct replay {
    const struct trail *trail;
    struct stepper stepper;
    double *theta;  // [n] after the stepper's last step
    double *before; // [states × n], before the step that was asked for
    double *mark;   // [marks × mark_size]
    size_t marks, mark_capacity, mark_size;
    double *gradient; // [n]
};

struct replay *replay_create(const struct race *race, size_t runner, struct error *error)
{
    struct replay *replay = array_create(1, sizeof *replay, error);
    if (!replay)
        return NULL;
    replay->trail = race_trail(race, runner);
    const size_t n = replay->trail->dimension;
    const struct stepper_setup stepper = {.runner = race_runner(race, runner),
                                          .examples = race_objective(race)->examples,
                                          .dimension = n,
                                          .seed = race_seed(race)};
    const size_t states = stepper.runner->rule->states * n;
    replay->mark_size = RULE_CARRY_MAX + states;
    replay->theta = array_create_lines(n, sizeof *replay->theta, error);
    replay->gradient = array_create_lines(n, sizeof *replay->gradient, error);
    replay->before = array_create(states, sizeof *replay->before, error);
    if (replay->theta && replay->gradient && replay->before &&
        stepper_init(&replay->stepper, &stepper, error)) {
        memcpy(replay->theta, replay->trail->theta, n * sizeof *replay->theta);
        replay->stepper.runner.clip = 0; // what the trail recorded is clipped already
        return replay;
    }
    replay_destroy(replay);
    return NULL;
}

void replay_destroy(struct replay *replay)
{
    if (!replay)
        return;
    stepper_clear(&replay->stepper);
    free(replay->theta);
    free(replay->gradient);
    free(replay->before);
    free(replay->mark);
    free(replay);
}

// The gradient that the trail recorded, and the cost.
static double look(void *user, const uint32_t batch[], size_t count)
{
    struct replay *replay = user;
    const size_t n = replay->trail->dimension, row = replay->stepper.step + 1;
    (void)batch, (void)count;
    memcpy(replay->gradient, replay->trail->gradient + row * n, n * sizeof *replay->gradient);
    return replay->trail->batch_cost[row];
}

// Marks the place after the stepper's last step, if one belongs there and is the next one. Short of
// memory it is left out: what follows takes longer.
static void mark(struct replay *replay)
{
    const struct stepper *stepper = &replay->stepper;
    if (stepper->step != (replay->marks + 1) * MARK_EVERY)
        return;
    if (!array_reserve(&replay->mark, &replay->mark_capacity,
                       (replay->marks + 1) * replay->mark_size, sizeof *replay->mark, NULL))
        return;
    double *at = replay->mark + replay->marks * replay->mark_size;
    memcpy(at, stepper->carry, sizeof stepper->carry);
    memcpy(at + RULE_CARRY_MAX, stepper->state, stepper_state_size(stepper));
    replay->marks++;
}

static void advance(struct replay *replay)
{
    const struct stepper_place place = {replay->theta, replay->gradient, look, replay};
    stepper_next(&replay->stepper, &place);
    mark(replay);
}

// Goes to the nearest place at or before the end of step `step` that is known: where it stands, a
// mark, or the start.
static void approach(struct replay *replay, size_t step)
{
    const size_t n = replay->trail->dimension;
    const size_t known = step / MARK_EVERY < replay->marks ? step / MARK_EVERY : replay->marks;
    const size_t from = known * MARK_EVERY;
    if (replay->stepper.step >= from && replay->stepper.step <= step)
        return;
    if (known > 0) {
        const double *at = replay->mark + (known - 1) * replay->mark_size;
        stepper_seek(&replay->stepper, from, at + RULE_CARRY_MAX, at);
    } else {
        stepper_rewind(&replay->stepper);
    }
    memcpy(replay->theta, replay->trail->theta + from * n, n * sizeof *replay->theta);
}

bool replay_make(struct replay *replay, size_t step, struct replay_step *made, struct error *error)
{
    const struct trail *trail = replay->trail;
    struct stepper *stepper = &replay->stepper;
    const size_t length = atomic_load_explicit(&trail->length, memory_order_acquire);
    if (step < 1 || step >= length)
        return error_set(error, ERROR_INPUT, "step %zu is not among the %zu that were made", step,
                         length > 0 ? length - 1 : 0);
    approach(replay, step - 1);
    while (stepper->step + 1 < step)
        advance(replay);
    memcpy(replay->before, stepper->state, stepper_state_size(stepper));
    *made = (struct replay_step){
        .runner = &stepper->runner,
        .step = step,
        .theta = trail->theta + (step - 1) * trail->dimension,
        .theta_after = replay->theta,
        .gradient = replay->gradient,
        .state = replay->before,
        .state_after = stepper->state,
    };
    memcpy(made->carry, stepper->carry, sizeof made->carry);
    advance(replay);
    made->alpha = stepper->alpha;
    memcpy(made->carry_after, stepper->carry, sizeof made->carry_after);
    return true;
}
