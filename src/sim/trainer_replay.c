#include "sim/trainer_replay.h"

#include "base/array.h"
#include "base/job.h"

#include <stdlib.h>
#include <string.h>

static const size_t standard_mark_bytes = 16 << 20, history_bytes = 32 << 20;
enum {
    MARKS_MIN = 2,
    MARK_EXAMPLES = 4096, // are looked at between two marks, as long as there is room for them
    MARK_STEPS = 256,     // at most
    SLICE_STEPS = 64,
};

// Mark j holds what step (j + 1) · spacing has left: the rule's carry, θ and the rule's state. When
// there is no room for another, every second one goes: marks lie as far apart again.
struct trainer_replay {
    const struct network *network;
    const struct network_data *train;
    const float *start;
    const struct course *course;
    struct stepper stepper;
    struct network_work work;
    bool is_free;  // the rule keeps nothing: any snapshot is a place to begin at
    float *theta;  // [parameters] after the stepper's last step
    float *before; // [parameters] and state before the step that was asked for
    float *gradient;
    size_t parameters, states; // floats of θ and of the rule's state
    unsigned char *mark;       // [mark_capacity × mark_size]
    size_t marks, mark_capacity, mark_size, spacing;
    float *history;               // [kept × parameters] step k in row k % kept; NULL where it is 1
    size_t kept, kept_from;       // rows hold the steps from here on to the stepper's last one
    double carry[RULE_CARRY_MAX]; // before the step that was asked for
    double cost;                  // of it
    size_t goal;                  // the step that was asked for; 0: none yet
    bool is_made;                 // by the job, which ends then
    size_t from;                  // where it has set out for it
    atomic_size_t reached;        // for whoever asks how far it is
    bool refuse_start;
    struct job *job; // of the goal; NULL: none yet
};

// ---- making and freeing -------------------------------------------------------------------------

static bool keeps_nothing(const struct rule *rule)
{
    for (size_t i = 0; i < RULE_CARRY_MAX; i++)
        if (rule->carry_symbol[i])
            return false;
    return rule->states == 0;
}

static size_t at_least(size_t value, size_t least)
{
    return value > least ? value : least;
}

static void plan_marks(struct trainer_replay *replay, size_t bytes)
{
    const size_t few = MARK_EXAMPLES / replay->course->batch;
    replay->spacing = few > MARK_STEPS ? MARK_STEPS : at_least(few, 4);
    replay->mark_size =
        RULE_CARRY_MAX * sizeof(double) + (replay->parameters + replay->states) * sizeof(float);
    replay->mark_capacity = at_least(bytes / replay->mark_size, MARKS_MIN);
    const size_t wanted = at_least(replay->course->steps / replay->spacing, MARKS_MIN);
    if (replay->mark_capacity > wanted)
        replay->mark_capacity = wanted;
}

static bool plan_history(struct trainer_replay *replay, size_t wanted, struct error *error)
{
    const size_t room = history_bytes / (replay->parameters * sizeof *replay->history);
    replay->kept = at_least(wanted < room ? wanted : room, 1);
    replay->kept_from = 1;
    if (replay->kept > 1)
        replay->history =
            array_create(replay->kept * replay->parameters, sizeof *replay->history, error);
    return replay->kept == 1 || replay->history;
}

static bool init(struct trainer_replay *replay, const struct trainer_replay_setup *setup,
                 struct error *error)
{
    const size_t n = setup->network->parameters, states = setup->runner->rule->states * n;
    const struct stepper_setup stepper = {.runner = setup->runner,
                                          .examples = setup->train->count,
                                          .dimension = n,
                                          .seed = setup->seed,
                                          .kernels = setup->network->kernels};
    replay->network = setup->network;
    replay->train = setup->train;
    replay->start = setup->start;
    replay->course = setup->course;
    replay->refuse_start = setup->refuse_start;
    replay->is_free = keeps_nothing(setup->runner->rule);
    replay->parameters = n;
    replay->states = states;
    plan_marks(replay, setup->mark_bytes > 0 ? setup->mark_bytes : standard_mark_bytes);
    replay->theta = array_create_lines(n, sizeof *replay->theta, error);
    replay->gradient = array_create_lines(n, sizeof *replay->gradient, error);
    replay->before = array_create(n + states, sizeof *replay->before, error);
    replay->mark = array_create(replay->mark_capacity, replay->mark_size, error);
    if (!replay->theta || !replay->gradient || !replay->before || !replay->mark ||
        !plan_history(replay, setup->history, error) ||
        !network_work_init(&replay->work, setup->network, error) ||
        !stepper_init(&replay->stepper, &stepper, error))
        return false;
    memcpy(replay->theta, replay->start, n * sizeof *replay->theta);
    return true;
}

struct trainer_replay *trainer_replay_create(const struct trainer_replay_setup *setup,
                                             struct error *error)
{
    struct trainer_replay *replay = array_create(1, sizeof *replay, error);
    if (!replay || init(replay, setup, error))
        return replay;
    trainer_replay_destroy(replay);
    return NULL;
}

void trainer_replay_destroy(struct trainer_replay *replay)
{
    if (!replay)
        return;
    job_destroy(replay->job);
    stepper_clear(&replay->stepper);
    network_work_clear(&replay->work);
    free(replay->theta);
    free(replay->before);
    free(replay->gradient);
    free(replay->history);
    free(replay->mark);
    free(replay);
}

// ---- places that are known ----------------------------------------------------------------------

static unsigned char *mark_at(const struct trainer_replay *replay, size_t j)
{
    return replay->mark + j * replay->mark_size;
}

static void thin_out(struct trainer_replay *replay)
{
    for (size_t j = 1; j < replay->marks; j += 2)
        memcpy(mark_at(replay, j / 2), mark_at(replay, j), replay->mark_size);
    replay->marks /= 2;
    replay->spacing *= 2;
}

// Marks the place after the stepper's last step, if one belongs there and is the next one.
static void mark(struct trainer_replay *replay)
{
    const struct stepper *stepper = &replay->stepper;
    if (replay->is_free || stepper->step != (replay->marks + 1) * replay->spacing)
        return;
    if (replay->marks == replay->mark_capacity)
        thin_out(replay);
    if (stepper->step != (replay->marks + 1) * replay->spacing)
        return;
    unsigned char *at = mark_at(replay, replay->marks++);
    memcpy(at, stepper->carry, sizeof stepper->carry);
    at += sizeof stepper->carry;
    memcpy(at, replay->theta, replay->parameters * sizeof(float));
    memcpy(at + replay->parameters * sizeof(float), stepper->state, stepper_state_size(stepper));
}

// Under a rule that keeps nothing: to the last snapshot up to a step, where that is beyond the
// stepper's place or that is beyond the step.
static void approach_by_shots(struct trainer_replay *replay, size_t step)
{
    const struct course *course = replay->course;
    static const double carry[RULE_CARRY_MAX] = {1, 1, 1, 1};
    size_t shot = atomic_load_explicit(&course->shots, memory_order_acquire);
    while (shot > 0 && course->shot_step[shot - 1] > step)
        shot--;
    const size_t from = shot > 0 ? course->shot_step[shot - 1] : 0;
    if (replay->stepper.step >= from && replay->stepper.step <= step)
        return;
    stepper_seek(&replay->stepper, from, replay->stepper.state, carry);
    memcpy(replay->theta,
           shot > 0 ? course->shot_theta + (shot - 1) * replay->parameters : replay->start,
           replay->parameters * sizeof(float));
}

// Goes to the nearest place at or before the end of step `step` that is known: where it stands, a
// mark, a snapshot, or the start.
static void approach(struct trainer_replay *replay, size_t step)
{
    if (replay->is_free) {
        approach_by_shots(replay, step);
        return;
    }
    const size_t wanted = step / replay->spacing;
    const size_t known = wanted < replay->marks ? wanted : replay->marks;
    const size_t from = known * replay->spacing;
    if (replay->stepper.step >= from && replay->stepper.step <= step)
        return;
    if (known == 0) {
        stepper_rewind(&replay->stepper);
        memcpy(replay->theta, replay->start, replay->parameters * sizeof(float));
        return;
    }
    double carry[RULE_CARRY_MAX];
    const unsigned char *at = mark_at(replay, known - 1);
    memcpy(carry, at, sizeof carry);
    at += sizeof carry;
    memcpy(replay->theta, at, replay->parameters * sizeof(float));
    stepper_seek(&replay->stepper, from, at + replay->parameters * sizeof(float), carry);
}

// The first step whose gradient is known when a step has been made.
static size_t first_kept(const struct trainer_replay *replay, size_t step)
{
    return step > replay->kept ? step - replay->kept + 1 : 1;
}

// To where on the way to a step all gradients come by that are to be kept.
static void set_out(struct trainer_replay *replay, size_t step)
{
    const size_t first = first_kept(replay, step), at = replay->stepper.step;
    if (at < step && at + 1 >= first && replay->kept_from <= first)
        return;
    approach(replay, first - 1);
    if (replay->stepper.step != at)
        replay->kept_from = replay->stepper.step + 1;
}

// ---- the work -----------------------------------------------------------------------------------

static double look(void *user, const uint32_t batch[], size_t count)
{
    struct trainer_replay *replay = user;
    return network_gradient(replay->network, replay->theta, replay->train, batch, count,
                            replay->gradient, &replay->work);
}

static double advance(struct trainer_replay *replay)
{
    const struct stepper_place place = {replay->theta, replay->gradient, look, replay};
    const double cost = stepper_next(&replay->stepper, &place);
    if (replay->history)
        memcpy(replay->history + replay->stepper.step % replay->kept * replay->parameters,
               replay->gradient, replay->parameters * sizeof(float));
    mark(replay);
    atomic_store_explicit(&replay->reached, replay->stepper.step, memory_order_relaxed);
    return cost;
}

static bool make_slice(void *user, const struct job *job, size_t amount)
{
    struct trainer_replay *replay = user;
    struct stepper *stepper = &replay->stepper;
    for (; stepper->step + 1 < replay->goal; amount--) {
        if (amount == 0 || job_is_cancelled(job))
            return true;
        advance(replay);
    }
    const size_t n = replay->parameters;
    memcpy(replay->before, replay->theta, n * sizeof(float));
    memcpy(replay->before + n, stepper->state, stepper_state_size(stepper));
    memcpy(replay->carry, stepper->carry, sizeof replay->carry);
    replay->cost = advance(replay);
    replay->is_made = true;
    return false;
}

static void make(void *user, const struct job *job)
{
    while (!job_is_cancelled(job) && make_slice(user, job, SLICE_STEPS))
        ;
}

// A fresh job for a step; the one before has stopped. True where there is nothing left to do, too:
// then there is no job to start.
static bool prepare(struct trainer_replay *replay, size_t step, struct error *error)
{
    const size_t length = atomic_load_explicit(&replay->course->length, memory_order_acquire);
    if (step < 1 || step >= length)
        return error_set(error, ERROR_INPUT, "step %zu is not among the %zu that were made", step,
                         length > 0 ? length - 1 : 0);
    if (replay->job)
        job_cancel(replay->job);
    if (replay->is_made && replay->goal == step)
        return true;
    const struct job_setup setup = {.name = "step",
                                    .user = replay,
                                    .slice = make_slice,
                                    .run = make,
                                    .refuse_start = replay->refuse_start};
    struct job *job = job_create(&setup, error);
    if (!job)
        return false;
    job_destroy(replay->job);
    replay->job = job;
    replay->goal = step;
    replay->is_made = false;
    set_out(replay, step);
    replay->from = replay->stepper.step;
    atomic_store_explicit(&replay->reached, replay->from, memory_order_relaxed);
    return true;
}

// ---- for the owner ------------------------------------------------------------------------------

bool trainer_replay_begin(struct trainer_replay *replay, size_t step, struct error *error)
{
    if (replay->goal == step && trainer_replay_busy(replay))
        return true;
    if (!prepare(replay, step, error))
        return false;
    const bool is_under_way = job_start(replay->job, error);
    if (!is_under_way)
        job_cancel(replay->job);
    return is_under_way;
}

bool trainer_replay_run(struct trainer_replay *replay, size_t step, struct error *error)
{
    if (replay->goal != step || !trainer_replay_busy(replay))
        if (!prepare(replay, step, error))
            return false;
    job_run(replay->job);
    return true;
}

void trainer_replay_cancel(struct trainer_replay *replay)
{
    if (replay->job)
        job_cancel(replay->job);
}

bool trainer_replay_busy(const struct trainer_replay *replay)
{
    return replay->job && !job_done(replay->job);
}

bool trainer_replay_wait(struct trainer_replay *replay, int milliseconds)
{
    return !replay->job || job_wait(replay->job, milliseconds, NULL, NULL);
}

double trainer_replay_progress(const struct trainer_replay *replay)
{
    const size_t reached = atomic_load_explicit(&replay->reached, memory_order_relaxed);
    return replay->goal > replay->from
               ? (double)(reached - replay->from) / (double)(replay->goal - replay->from)
               : 1;
}

bool trainer_replay_made(const struct trainer_replay *replay, struct trainer_replay_step *made)
{
    const struct stepper *stepper = &replay->stepper;
    if (trainer_replay_busy(replay) || !replay->is_made)
        return false;
    *made = (struct trainer_replay_step){
        .runner = &stepper->runner,
        .step = replay->goal,
        .cost = replay->cost,
        .alpha = stepper->alpha,
        .theta = replay->before,
        .theta_after = replay->theta,
        .gradient = replay->gradient,
        .state = replay->before + replay->parameters,
        .state_after = stepper->state,
    };
    memcpy(made->carry, replay->carry, sizeof made->carry);
    memcpy(made->carry_after, stepper->carry, sizeof made->carry_after);
    return true;
}

size_t trainer_replay_history(const struct trainer_replay *replay, size_t place, double gradient[],
                              size_t most)
{
    const size_t last = replay->goal, n = replay->parameters;
    if (trainer_replay_busy(replay) || !replay->is_made || most == 0)
        return 0;
    size_t first = first_kept(replay, last);
    first = replay->kept_from > first ? replay->kept_from : first;
    first = last - first + 1 > most ? last - most + 1 : first;
    for (size_t k = first; replay->history && k <= last; k++)
        gradient[k - first] = (double)replay->history[k % replay->kept * n + place];
    if (!replay->history)
        gradient[last - first] = (double)replay->gradient[place];
    return last - first + 1;
}
