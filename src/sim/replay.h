// One step of a race once more, with what the runner's rule kept before and after it: for whoever
// looks under the hood of a step. The steps are made again from the start, with the gradients that
// the trail recorded; marks on the way make the next question cheap.
#ifndef RAVINE_SIM_REPLAY_H
#define RAVINE_SIM_REPLAY_H

#include "sim/race.h"

struct replay;

// What made step k of a trail. Vectors have the trail's dimension n and doubles; they stay until
// the replay's next step.
struct replay_step {
    const struct runner *runner;
    size_t step;                       // k, from 1
    double alpha;                      // learning rate of the step
    const double *theta, *theta_after; // [n]
    const double *gradient;            // [n], of the batch that made the step
    const double *state, *state_after; // [rule->states × n], vector i at state + i·n
    double carry[RULE_CARRY_MAX], carry_after[RULE_CARRY_MAX];
};

// Of one runner of a race, which may be running. The race must outlive it. NULL on failure
// (memory).
struct replay *replay_create(const struct race *race, size_t runner, struct error *error);
void replay_destroy(struct replay *replay); // NULL is fine

// Makes step `step`. At most some hundred steps where it has been before or near it, `step` steps
// otherwise. False when the trail has no such step (yet).
bool replay_make(struct replay *replay, size_t step, struct replay_step *made, struct error *error);

#endif
