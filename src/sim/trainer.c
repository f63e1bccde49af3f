#include "sim/trainer.h"

#include "base/array.h"
#include "base/job.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/words.h"
#include "sim/course.h"
#include "sim/rule_scalars.h"
#include "sim/trainer_start.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Reading the clock takes as long as a step on a few examples.
enum { SLICE_EXAMPLES = 512 };
// Turns in which a lane is run where there are several threads.
enum { LANE_TURNS = 32 };
// Once a training has taken this long, runners score their snapshots as they go.
static const double patience = 0.05;

// What one runner needs while it trains. Only the thread that has taken the lane writes it.
struct lane {
    _Alignas(ARRAY_LINE) struct stepper stepper;
    struct course course;
    float *theta, *gradient;
    double seconds;
    bool is_stochastic;
    atomic_bool is_taken;
};

struct trainer {
    const struct network *network;
    const struct network_data *train, *test;
    struct lane *lane;
    size_t lane_count;
    size_t shots;              // most of a lane
    struct network_work *work; // [threads]
    int threads;
    struct trainer_start start;
    struct clock clock;
    double begun;       // by clock_seconds; 0 = not yet
    double look, score; // flops: of a step, an example; of a snapshot's scores
    struct job *job;
};

// ---- making and freeing lanes -------------------------------------------------------------------

static void lane_clear(struct lane *lane)
{
    course_clear(&lane->course);
    stepper_clear(&lane->stepper);
    free(lane->theta);
    free(lane->gradient);
}

static void take_shot(struct lane *lane, size_t parameters)
{
    struct course *course = &lane->course;
    const size_t shot = atomic_load_explicit(&course->shots, memory_order_relaxed);
    if (shot >= course->shot_capacity || course->shot_step[shot] != lane->stepper.step)
        return;
    memcpy(course->shot_theta + shot * parameters, lane->theta, parameters * sizeof(float));
    atomic_store_explicit(&course->shots, shot + 1, memory_order_release);
}

// Stochastic gradient descent: a step takes no longer than its gradient would take to be written.
static bool is_stochastic(const struct network *network, const struct runner *runner)
{
    return runner->batch == 1 && runner->rule == rule_find("gd") &&
           runner->number[GD_WEIGHT_DECAY] == 0 && runner->clip == 0 && network->spec.l2 == 0;
}

// From θ on. Of many parameters it is memory that takes the time; one that is cancelled meanwhile
// never begins.
static void lane_begin(struct lane *lane, const float start[], size_t parameters,
                       const struct job *job)
{
    memcpy(lane->theta, start, parameters * sizeof *lane->theta);
    if (job_is_cancelled(job))
        return;
    memset(lane->gradient, 0, parameters * sizeof *lane->gradient);
    if (job_is_cancelled(job))
        return;
    stepper_rewind(&lane->stepper);
    take_shot(lane, parameters);
}

// The same for who makes the start (sim/trainer_start.h).
static bool begin_lane(void *user, size_t lane)
{
    struct trainer *trainer = user;
    if (!job_is_cancelled(trainer->job) && lane < trainer->lane_count)
        lane_begin(&trainer->lane[lane], trainer->start.theta, trainer->network->parameters,
                   trainer->job);
    return !job_is_cancelled(trainer->job);
}

static bool lane_init(struct lane *lane, const struct trainer_setup *setup,
                      const struct runner *runner, const struct job *job, struct error *error)
{
    const struct network *network = setup->network;
    const size_t n = network->parameters;
    const struct stepper_setup stepper = {.runner = runner,
                                          .examples = setup->train->count,
                                          .dimension = n,
                                          .seed = setup->seed,
                                          .kernels = network->kernels,
                                          .is_late = true};
    lane->theta = array_reserve_lines(n, sizeof *lane->theta, error);
    lane->gradient = array_reserve_lines(n, sizeof *lane->gradient, error);
    if (!lane->theta || !lane->gradient ||
        !course_init(&lane->course, setup, runner->batch, error) ||
        !stepper_init(&lane->stepper, &stepper, error))
        return false;
    lane->is_stochastic = lane->stepper.batcher.order && is_stochastic(network, runner);
    if (!setup->drawn)
        lane_begin(lane, setup->start, n, job);
    atomic_store_explicit(&lane->course.length, 1, memory_order_release);
    return true;
}

// ---- steps --------------------------------------------------------------------------------------

// A lane's turn on a thread, in the room of that thread.
struct turn {
    const struct trainer *trainer;
    struct lane *lane;
    struct network_work *work;
    size_t example, next; // that look_at_one looked at, and what the descent has prepared for
};

static double look(void *user, const uint32_t batch[], size_t count)
{
    const struct turn *turn = user;
    const struct trainer *trainer = turn->trainer;
    return network_gradient(trainer->network, turn->lane->theta, trainer->train, batch, count,
                            turn->lane->gradient, turn->work);
}

static double look_at_one(void *user, const uint32_t batch[], size_t count)
{
    struct turn *turn = user;
    const struct trainer *trainer = turn->trainer;
    (void)count;
    turn->example = batch[0];
    return network_look(trainer->network, turn->lane->theta, trainer->train, turn->example,
                        turn->next == turn->example, turn->work);
}

static void descend(void *user, const struct rule_step *step)
{
    struct turn *turn = user;
    const struct trainer *trainer = turn->trainer;
    turn->next = batcher_peek(&turn->lane->stepper.batcher);
    network_descend(trainer->network, turn->lane->theta, trainer->train, turn->example,
                    (float)step->alpha, turn->next, turn->work);
}

// Makes one step; false when the runner has left the finite numbers, or the step was broken off.
static bool make_step(struct turn *turn)
{
    const struct trainer *trainer = turn->trainer;
    struct lane *lane = turn->lane;
    struct course *course = &lane->course;
    const bool is_whole = !lane->is_stochastic;
    const struct stepper_place place = {lane->theta, lane->gradient, is_whole ? look : look_at_one,
                                        turn, is_whole ? NULL : descend};
    const double cost = stepper_next(&lane->stepper, &place);
    if (job_is_cancelled(trainer->job))
        return false; // its gradient may be that of a part of the batch
    const size_t t = lane->stepper.step;
    course->batch_cost[t] = cost;
    course->alpha[t] = lane->stepper.alpha;
    if (isnan(course->alpha[t]))
        return false;
    if (course->alpha[t] != course->alpha[t - 1]) // entry 0 is NaN
        extremes_add(&course->alpha_range, course->alpha[t], 0);
    if (!isfinite(cost))
        return false;
    extremes_add(&course->batch_cost_range, cost, 0);
    return true;
}

// The next moment at which a lane looks up: a snapshot, or some steps on, `until` at the latest.
static size_t slice_end(const struct lane *lane, size_t until)
{
    const struct course *course = &lane->course;
    const size_t shot = atomic_load_explicit(&course->shots, memory_order_relaxed);
    const size_t few = SLICE_EXAMPLES / course->batch > 1 ? SLICE_EXAMPLES / course->batch : 1;
    const size_t end = lane->stepper.step + few < until ? lane->stepper.step + few : until;
    return shot < course->shot_capacity && course->shot_step[shot] < end ? course->shot_step[shot]
                                                                         : end;
}

// The clock is read once a slice; within one, steps take alike.
static void run_slice(const struct trainer *trainer, struct lane *lane, struct network_work *work,
                      size_t until)
{
    struct course *course = &lane->course;
    struct turn turn = {trainer, lane, work, .next = SIZE_MAX};
    const size_t first = lane->stepper.step, end = slice_end(lane, until);
    const double begun = clock_read(&trainer->clock);
    bool is_finite = true;
    while (lane->stepper.step < end && is_finite && !job_is_cancelled(trainer->job))
        is_finite = make_step(&turn);
    if (job_is_cancelled(trainer->job))
        return; // the steps of this slice are lost, whether the last of them is whole or not
    const double spent = clock_read(&trainer->clock) - begun;
    const size_t last = lane->stepper.step;
    if (lane->is_stochastic)
        network_count(work, (double)(last - first) * trainer->look);
    for (size_t k = first + 1; k <= last; k++)
        course->seconds[k] = lane->seconds + spent * (double)(k - first) / (double)(last - first);
    lane->seconds += spent;
    atomic_store_explicit(&course->length, last + 1, memory_order_release);
    if (!is_finite)
        atomic_store(&course->diverged, true);
}

// What a snapshot is to the threads that score; 0: nobody has begun.
enum { SHOT_SCORED = 1, SHOT_TAKEN = 2 };

static void score_shot(const struct trainer *trainer, struct lane *lane, size_t shot,
                       struct network_work *work)
{
    struct course *course = &lane->course;
    if (shot >= atomic_load_explicit(&course->shots, memory_order_acquire))
        return;
    unsigned char free_to_take = 0;
    // Marked while it is worked on, so that no other thread does the same.
    if (!atomic_compare_exchange_strong(&course->shot_scored[shot], &free_to_take, SHOT_TAKEN))
        return;
    const float *theta = course->shot_theta + shot * trainer->network->parameters;
    const struct network_score train = network_score(trainer->network, theta, trainer->train, work);
    const struct network_score test = network_score(trainer->network, theta, trainer->test, work);
    if (job_is_cancelled(trainer->job)) {
        atomic_store_explicit(&course->shot_scored[shot], 0, memory_order_release);
        return;
    }
    course->train_cost[shot] = train.cost;
    course->test_cost[shot] = test.cost;
    course->test_accuracy[shot] = trainer->network->spec.loss == LOSS_CLASSES
                                      ? (double)test.right / (double)trainer->test->count
                                      : NAN;
    atomic_store_explicit(&course->shot_scored[shot], SHOT_SCORED, memory_order_release);
}

static bool lane_ended(const struct lane *lane)
{
    return lane->stepper.step >= lane->course.steps ||
           atomic_load_explicit(&lane->course.diverged, memory_order_relaxed);
}

static bool is_whole(const struct lane *lane)
{
    const struct course *course = &lane->course;
    const size_t shots = atomic_load_explicit(&course->shots, memory_order_relaxed);
    size_t scored = 0;
    while (scored < shots &&
           atomic_load_explicit(&course->shot_scored[scored], memory_order_relaxed) == SHOT_SCORED)
        scored++;
    return lane_ended(lane) && scored == shots;
}

bool trainer_was_cancelled(const struct trainer *trainer)
{
    // All may have been done when it was cancelled: then it is whole.
    bool is_part = !trainer_has_start(trainer) && job_is_cancelled(trainer->job);
    for (size_t i = 0; i < trainer->lane_count && job_is_cancelled(trainer->job); i++)
        is_part = is_part || !is_whole(&trainer->lane[i]);
    return is_part;
}

static void advance_lane(struct trainer *trainer, struct lane *lane, struct network_work *work,
                         size_t until)
{
    struct course *course = &lane->course;
    while (lane->stepper.step < until && !lane_ended(lane) && !job_is_cancelled(trainer->job)) {
        run_slice(trainer, lane, work, until);
        if (job_is_cancelled(trainer->job))
            return;
        const size_t before = atomic_load_explicit(&course->shots, memory_order_relaxed);
        take_shot(lane, trainer->network->parameters);
        const size_t now = atomic_load_explicit(&course->shots, memory_order_relaxed);
        if (now > before && clock_seconds() - trainer->begun > patience)
            for (size_t shot = 0; shot < now && !job_is_cancelled(trainer->job); shot++)
                score_shot(trainer, lane, shot, work);
    }
}

// Where snapshots stand in line: the first one of every lane, then the second ones, and so on.
static void score_in_line(struct trainer *trainer, size_t place, struct network_work *work)
{
    if (!job_is_cancelled(trainer->job))
        score_shot(trainer, &trainer->lane[place % trainer->lane_count],
                   place / trainer->lane_count, work);
}

// What a lane has before it, roughly: a step takes 300 ns besides its arithmetic.
static double effort_left(const struct trainer *trainer, const struct lane *lane)
{
    const struct course *course = &lane->course;
    const double step = 3e-7 + (double)course->batch * trainer->network->flops / 1e11;
    const size_t length = atomic_load_explicit(&course->length, memory_order_relaxed);
    return atomic_load(&course->diverged) ? 0 : (double)(course->steps + 1 - length) * step;
}

// The lane that nobody is at and that has most before it; NULL: there is none.
static struct lane *take_lane(struct trainer *trainer)
{
    for (;;) {
        struct lane *longest = NULL;
        double most = 0;
        for (size_t i = 0; i < trainer->lane_count; i++) {
            struct lane *lane = &trainer->lane[i];
            const double left = effort_left(trainer, lane);
            if (left > most && !atomic_load_explicit(&lane->is_taken, memory_order_relaxed)) {
                longest = lane;
                most = left;
            }
        }
        bool is_free = false;
        if (!longest || atomic_compare_exchange_strong(&longest->is_taken, &is_free, true))
            return longest;
    }
}

// Runs lanes by turns until none is left that nobody is at: so all end at nearly the same time,
// and no thread has nothing to do while another has a whole lane before it.
static void run_lanes(struct trainer *trainer, struct network_work *work)
{
    const size_t turns = trainer->threads > 1 ? LANE_TURNS : 1;
    struct lane *lane;
    while (!job_is_cancelled(trainer->job) && (lane = take_lane(trainer))) {
        const size_t steps = lane->course.steps, turn = (steps + turns - 1) / turns;
        const size_t left = steps - lane->stepper.step;
        advance_lane(trainer, lane, work, lane->stepper.step + (turn < left ? turn : left));
        atomic_store_explicit(&lane->is_taken, false, memory_order_release);
    }
}

// Lanes, then snapshots: whoever has no lane left scores what is there.
static void run_lanes_or_score(void *user, size_t index, int thread)
{
    struct trainer *trainer = user;
    const size_t threads = (size_t)trainer->threads;
    if (index < threads)
        run_lanes(trainer, &trainer->work[thread]);
    else
        score_in_line(trainer, index - threads, &trainer->work[thread]);
}

static void score(void *user, size_t index, int thread)
{
    struct trainer *trainer = user;
    score_in_line(trainer, index, &trainer->work[thread]);
}

static void begin(struct trainer *trainer)
{
    if (trainer->begun == 0)
        trainer->begun = clock_seconds();
}

static void train(void *user, const struct job *job)
{
    struct trainer *trainer = user;
    const size_t shots = trainer->shots * trainer->lane_count;
    (void)job;
    if (!trainer_start_make(&trainer->start, SIZE_MAX, trainer->threads))
        return;
    begin(trainer);
    parallel_for((size_t)trainer->threads + shots, trainer->threads, 1, run_lanes_or_score,
                 trainer);
    // The rest, now that all lanes have ended.
    parallel_for(shots, trainer->threads, 1, score, trainer);
}

// Scores one snapshot that nobody has scored; false when there is none.
static bool score_next(struct trainer *trainer)
{
    for (size_t place = 0; place < trainer->shots * trainer->lane_count; place++) {
        const struct course *course = &trainer->lane[place % trainer->lane_count].course;
        const size_t shot = place / trainer->lane_count;
        if (shot < atomic_load_explicit(&course->shots, memory_order_relaxed) &&
            atomic_load_explicit(&course->shot_scored[shot], memory_order_relaxed) == 0) {
            score_in_line(trainer, place, &trainer->work[0]);
            return true;
        }
    }
    return false;
}

static bool train_slice(void *user, const struct job *job, size_t steps)
{
    struct trainer *trainer = user;
    bool more = false;
    (void)job;
    if (!trainer_has_start(trainer)) {
        trainer_start_make(&trainer->start, steps, 1);
        return true;
    }
    begin(trainer);
    for (size_t i = 0; i < trainer->lane_count; i++) {
        struct lane *lane = &trainer->lane[i];
        const size_t left = lane->course.steps - lane->stepper.step;
        if (lane_ended(lane))
            continue;
        advance_lane(trainer, lane, &trainer->work[0],
                     lane->stepper.step + (steps < left ? steps : left));
        more = true;
    }
    return more || score_next(trainer);
}

// What a lane takes in all: its steps, then the scores of its snapshots. One that has diverged ends
// with what it has.
static double lane_flops(const struct trainer *trainer, const struct lane *lane)
{
    const struct course *course = &lane->course;
    const bool is_over = atomic_load(&course->diverged);
    const size_t length = atomic_load_explicit(&course->length, memory_order_relaxed);
    const double steps = (double)(is_over ? length - 1 : course->steps);
    const double shots =
        (double)(is_over ? atomic_load_explicit(&course->shots, memory_order_relaxed)
                         : course->shot_capacity);
    const double epochs = steps / (double)course->epoch_steps;
    return epochs * (double)course->examples * trainer->look + shots * trainer->score;
}

// By its arithmetic, so that it is known long before the first step of a large batch has been made.
static double train_share(const void *user)
{
    const struct trainer *trainer = user;
    double made = 0, total = 0;
    for (int i = 0; i < trainer->threads; i++)
        made += atomic_load_explicit(&trainer->work[i].flops, memory_order_relaxed);
    for (size_t i = 0; i < trainer->lane_count; i++)
        total += lane_flops(trainer, &trainer->lane[i]);
    made += trainer_start_flops(&trainer->start, false);
    total += trainer_start_flops(&trainer->start, true);
    return total > 0 ? fmin(made / total, 1) : 1;
}

// ---- the training -------------------------------------------------------------------------------

static bool make_lanes(struct trainer *trainer, const struct trainer_setup *setup,
                       struct error *error)
{
    trainer->lane = array_create_lines(setup->runner_count, sizeof *trainer->lane, error);
    trainer->work = array_create((size_t)trainer->threads, sizeof *trainer->work, error);
    bool done = trainer->lane && trainer->work;
    for (int i = 0; done && i < trainer->threads; i++)
        done = network_work_init(&trainer->work[i], setup->network, error);
    for (int i = 0; done && i < trainer->threads; i++)
        trainer->work[i].job = trainer->job;
    for (size_t i = 0; done && i < setup->runner_count; i++) {
        struct lane *lane = &trainer->lane[trainer->lane_count++];
        done = lane_init(lane, setup, &setup->runners[i], trainer->job, error);
        lane->course.is_disturbed = trainer->clock.counts_pauses;
        if (lane->course.shot_capacity > trainer->shots)
            trainer->shots = lane->course.shot_capacity;
    }
    return done;
}

struct trainer *trainer_create(const struct trainer_setup *setup, struct error *error)
{
    if (setup->runner_count < 1 || setup->runner_count > TRAINER_RUNNERS_MAX) {
        error_set(error, ERROR_INPUT, "%zu runners; 1 to %d can train at once", setup->runner_count,
                  TRAINER_RUNNERS_MAX);
        return NULL;
    }
    struct trainer *trainer =
        course_check_memory(setup, error) ? array_create(1, sizeof *trainer, error) : NULL;
    if (!trainer)
        return NULL;
    const struct job_setup job = {.name = "training",
                                  .user = trainer,
                                  .slice = train_slice,
                                  .run = train,
                                  .progress = train_share,
                                  .refuse_start = setup->refuse_start};
    trainer->network = setup->network;
    trainer->train = setup->train;
    trainer->test = setup->test;
    trainer->look = setup->network->flops;
    trainer->score =
        (double)(setup->train->count + setup->test->count) * setup->network->forward_flops;
    trainer->threads = parallel_threads(setup->threads);
    trainer->clock = clock_or_standard(&setup->clock);
    trainer->job = job_create(&job, error);
    trainer_start_init(&trainer->start, setup, begin_lane, trainer);
    if (!trainer->job || !make_lanes(trainer, setup, error)) {
        trainer_destroy(trainer);
        return NULL;
    }
    return trainer;
}

void trainer_destroy(struct trainer *trainer)
{
    if (!trainer)
        return;
    job_destroy(trainer->job);
    for (size_t i = 0; i < trainer->lane_count; i++)
        lane_clear(&trainer->lane[i]);
    for (int i = 0; trainer->work && i < trainer->threads; i++)
        network_work_clear(&trainer->work[i]);
    free(trainer->lane);
    free(trainer->work);
    free(trainer);
}

void trainer_run(struct trainer *trainer)
{
    job_run(trainer->job);
}

bool trainer_start(struct trainer *trainer, struct error *error)
{
    return job_start(trainer->job, error);
}

void trainer_cancel(struct trainer *trainer)
{
    job_cancel(trainer->job);
}

void trainer_retire(struct trainer *trainer)
{
    trainer_cancel(trainer);
    trainer->network = NULL;
    trainer->train = trainer->test = NULL;
    for (size_t i = 0; i < trainer->lane_count; i++) {
        struct lane *lane = &trainer->lane[i];
        free(lane->theta);
        free(lane->gradient);
        lane->theta = lane->gradient = NULL;
    }
}

bool trainer_has_start(const struct trainer *trainer)
{
    return atomic_load_explicit(&trainer->start.is_there, memory_order_acquire);
}

static bool has_start(const void *user)
{
    return trainer_has_start(user);
}

bool trainer_wait_start(struct trainer *trainer)
{
    job_wait(trainer->job, -1, has_start, trainer);
    return trainer_has_start(trainer);
}

bool trainer_done(const struct trainer *trainer)
{
    return job_done(trainer->job);
}

bool trainer_advance(struct trainer *trainer, size_t steps)
{
    return job_advance(trainer->job, steps);
}

bool trainer_wait(struct trainer *trainer, int milliseconds)
{
    return job_wait(trainer->job, milliseconds, NULL, NULL);
}

double trainer_progress(const struct trainer *trainer)
{
    return job_progress(trainer->job);
}

size_t trainer_runners(const struct trainer *trainer)
{
    return trainer->lane_count;
}

const struct course *trainer_course(const struct trainer *trainer, size_t runner)
{
    return &trainer->lane[runner].course;
}
