// One step of a training once more, with what the runner's rule kept before and after it: for
// whoever looks under the hood of a step. A course keeps θ now and then, and never a gradient or
// the state of a rule, so the steps are made again in the background, from the nearest place that
// is known; marks on the way make the next question cheap.
#ifndef RAVINE_SIM_TRAINER_REPLAY_H
#define RAVINE_SIM_TRAINER_REPLAY_H

#include "sim/trainer.h"

struct trainer_replay;

// What a course was made from. All but the runner must outlive the replay; the course may grow.
struct trainer_replay_setup {
    const struct network *network;
    const struct network_data *train;
    const float *start; // θ [parameters]
    uint64_t seed;
    const struct runner *runner; // copied
    const struct course *course;
    size_t mark_bytes; // that marks may take; 0 = 16 MiB. Two of them always have room
    size_t history;    // gradients of so many steps up to the one that is asked for are kept, as
                       // far as 32 MiB have room for them; 0 = 1, its own
    bool refuse_start; // as in struct job_setup
};

// What made step k of a course. Vectors have the network's parameters, padding included; they stay
// until another step is begun.
struct trainer_replay_step {
    const struct runner *runner;
    size_t step;                      // k, from 1
    double cost, alpha;               // of the batch, at θ before the step; learning rate
    const float *theta, *theta_after; // [parameters]
    const float *gradient;            // [parameters], of the batch that made the step
    const float *state,
        *state_after; // [rule->states × parameters], vector i at state + i·parameters
    double carry[RULE_CARRY_MAX], carry_after[RULE_CARRY_MAX];
};

struct trainer_replay *trainer_replay_create(const struct trainer_replay_setup *setup,
                                             struct error *error);
void trainer_replay_destroy(struct trainer_replay *replay); // cancels first; NULL is fine

// Begins to make step `step` on a thread of its own; one that is under way to another step is given
// up, and what it has made stays. Nothing begins where the step is there or on its way. False when
// the course has no such step (yet), or no thread is to be had.
bool trainer_replay_begin(struct trainer_replay *replay, size_t step, struct error *error);
// The same on the calling thread, to the end.
bool trainer_replay_run(struct trainer_replay *replay, size_t step, struct error *error);

void trainer_replay_cancel(struct trainer_replay *replay);
bool trainer_replay_busy(const struct trainer_replay *replay);
// Blocks until it is no longer busy or `milliseconds` (−1 = for ever) have passed; true when it is
// not.
bool trainer_replay_wait(struct trainer_replay *replay, int milliseconds);
double trainer_replay_progress(const struct trainer_replay *replay); // 0 … 1 while busy

// The step that was begun last, when it has been made; false before, and when it was cancelled.
bool trainer_replay_made(const struct trainer_replay *replay, struct trainer_replay_step *made);

// The gradients of the parameter at `place`, of the steps up to the one that was made, the oldest
// first: as many as are kept, at most `most`. Returns how many; 0 where trainer_replay_made is
// false.
size_t trainer_replay_history(const struct trainer_replay *replay, size_t place, double gradient[],
                              size_t most);

#endif
