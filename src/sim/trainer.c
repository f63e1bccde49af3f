#include "sim/trainer.h"

#include "base/array.h"
#include "sim/batch.h"
#include "sim/clock.h"

#include <math.h>
#include <omp.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE_EXAMPLES = 64 };
static const double steps_max = 5e6;
// Once a training has taken this long, runners score their snapshots as they go.
static const double patience = 0.05;

// What one runner needs while it trains. Only the thread that runs the lane writes it.
struct lane {
    _Alignas(ARRAY_LINE) struct runner runner;
    struct schedule_change *change;
    struct course course;
    struct batcher batcher;
    float *theta, *gradient, *memory;
    double carry[RULE_CARRY_MAX];
    void (*make_step)(const struct rule_step *step, float theta[], const float gradient[],
                      float memory[], size_t n);
    size_t step;
    double seconds;
};

struct trainer {
    const struct network *network;
    const struct network_data *train, *test;
    size_t epochs, scores;
    struct lane *lane;
    size_t lane_count;
    size_t order[TRAINER_RUNNERS_MAX]; // lanes, the longest first
    struct network_work *work;         // [threads]
    int threads;
    double begun;
    pthread_t worker;
    bool has_worker;
    atomic_bool cancelled, done;
};

// ---- making and freeing -------------------------------------------------------------------------

static void course_clear(struct course *course)
{
    free(course->batch_cost);
    free(course->alpha);
    free(course->seconds);
    free(course->shot_step);
    free(course->shot_theta);
    free(course->shot_scored);
    free(course->train_cost);
    free(course->test_cost);
    free(course->test_accuracy);
}

static bool course_init(struct course *course, const struct trainer_setup *setup, size_t batch,
                        struct error *error)
{
    const size_t examples = setup->train->count;
    course->epoch_steps = batch_steps(examples, batch);
    course->batch = batch == 0 || batch > examples ? examples : batch;
    const double steps = (double)setup->epochs * (double)course->epoch_steps;
    if (steps > steps_max)
        return error_set(error, ERROR_INPUT,
                         "%zu epochs of batches of %zu are %.0f steps; at most %.0f million are "
                         "made: fewer epochs or larger batches",
                         setup->epochs, course->batch, steps, steps_max / 1e6);
    course->steps = (size_t)steps;
    const size_t rows = course->steps + 1, wanted = setup->epochs * setup->scores + 1;
    course->shot_capacity = setup->scores == 0 ? 0 : wanted < rows ? wanted : rows;
    const size_t shots = course->shot_capacity;
    course->batch_cost = array_create(rows, sizeof *course->batch_cost, error);
    course->alpha = array_create(rows, sizeof *course->alpha, error);
    course->seconds = array_create(rows, sizeof *course->seconds, error);
    course->shot_step = array_create(shots, sizeof *course->shot_step, error);
    course->shot_theta =
        array_create(shots * setup->network->parameters, sizeof *course->shot_theta, error);
    course->shot_scored = array_create(shots, sizeof *course->shot_scored, error);
    course->train_cost = array_create(shots, sizeof *course->train_cost, error);
    course->test_cost = array_create(shots, sizeof *course->test_cost, error);
    course->test_accuracy = array_create(shots, sizeof *course->test_accuracy, error);
    if (!course->batch_cost || !course->alpha || !course->seconds || !course->shot_step ||
        !course->shot_theta || !course->shot_scored || !course->train_cost || !course->test_cost ||
        !course->test_accuracy)
        return false;
    course->batch_cost[0] = course->alpha[0] = NAN;
    // Evenly over the steps, the last one among them.
    for (size_t j = 0; j < shots; j++)
        course->shot_step[j] =
            shots > 1 ? (size_t)((double)j * steps / (double)(shots - 1) + 0.5) : 0;
    return true;
}

static void lane_clear(struct lane *lane)
{
    course_clear(&lane->course);
    batcher_clear(&lane->batcher);
    free(lane->change);
    free(lane->theta);
    free(lane->gradient);
    free(lane->memory);
}

static void take_shot(struct lane *lane, size_t parameters)
{
    struct course *course = &lane->course;
    const size_t shot = atomic_load_explicit(&course->shots, memory_order_relaxed);
    if (shot >= course->shot_capacity || course->shot_step[shot] != lane->step)
        return;
    memcpy(course->shot_theta + shot * parameters, lane->theta, parameters * sizeof(float));
    atomic_store_explicit(&course->shots, shot + 1, memory_order_release);
}

static bool lane_init(struct lane *lane, const struct trainer_setup *setup,
                      const struct runner *runner, struct error *error)
{
    const struct network *network = setup->network;
    const size_t n = network->parameters;
    lane->runner = *runner;
    if (!lane->runner.schedule)
        lane->runner.schedule = schedules[0];
    lane->change = array_create(runner->change_count, sizeof *lane->change, error);
    lane->theta = array_create_lines(n, sizeof *lane->theta, error);
    lane->gradient = array_create_lines(n, sizeof *lane->gradient, error);
    lane->memory = array_create_lines(runner->rule->states * n, sizeof *lane->memory, error);
    if (!lane->change || !lane->theta || !lane->gradient || !lane->memory ||
        !course_init(&lane->course, setup, runner->batch, error) ||
        !batcher_init(&lane->batcher, setup->train->count, runner->batch, setup->seed, error))
        return false;
    if (runner->change_count > 0)
        memcpy(lane->change, runner->change, runner->change_count * sizeof *lane->change);
    lane->runner.change = lane->change;
    memcpy(lane->theta, setup->start, n * sizeof *lane->theta);
    for (size_t i = 0; i < RULE_CARRY_MAX; i++)
        lane->carry[i] = 1;
    size_t index = 0;
    while (rules[index] != runner->rule)
        index++;
    lane->make_step = network->kernels->step[index];
    take_shot(lane, n);
    atomic_store_explicit(&lane->course.length, 1, memory_order_release);
    return true;
}

// What a lane costs, roughly: a step takes 300 ns besides its arithmetic.
static double effort(const struct trainer *trainer, const struct lane *lane)
{
    const double step = 3e-7 + (double)lane->course.batch * trainer->network->flops / 1e11;
    return (double)lane->course.steps * step;
}

static void sort_lanes(struct trainer *trainer)
{
    for (size_t i = 0; i < trainer->lane_count; i++) {
        size_t at = i;
        for (; at > 0 && effort(trainer, &trainer->lane[i]) >
                             effort(trainer, &trainer->lane[trainer->order[at - 1]]);
             at--)
            trainer->order[at] = trainer->order[at - 1];
        trainer->order[at] = i;
    }
}

struct trainer *trainer_create(const struct trainer_setup *setup, struct error *error)
{
    if (setup->runner_count < 1 || setup->runner_count > TRAINER_RUNNERS_MAX) {
        error_set(error, ERROR_INPUT, "%zu runners; 1 to %d can train at once", setup->runner_count,
                  TRAINER_RUNNERS_MAX);
        return NULL;
    }
    struct trainer *trainer = array_create(1, sizeof *trainer, error);
    if (!trainer)
        return NULL;
    trainer->network = setup->network;
    trainer->train = setup->train;
    trainer->test = setup->test;
    trainer->epochs = setup->epochs;
    trainer->scores = setup->scores;
    trainer->threads = setup->threads > 0 ? setup->threads : omp_get_max_threads();
    trainer->lane = array_create_lines(setup->runner_count, sizeof *trainer->lane, error);
    trainer->work = array_create((size_t)trainer->threads, sizeof *trainer->work, error);
    bool done = trainer->lane && trainer->work;
    for (int i = 0; done && i < trainer->threads; i++)
        done = network_work_init(&trainer->work[i], setup->network, error);
    for (; done && trainer->lane_count < setup->runner_count; trainer->lane_count++)
        done = lane_init(&trainer->lane[trainer->lane_count], setup,
                         &setup->runners[trainer->lane_count], error);
    if (!done) {
        trainer_destroy(trainer);
        return NULL;
    }
    sort_lanes(trainer);
    return trainer;
}

void trainer_destroy(struct trainer *trainer)
{
    if (!trainer)
        return;
    trainer_cancel(trainer);
    for (size_t i = 0; i < trainer->lane_count; i++)
        lane_clear(&trainer->lane[i]);
    for (int i = 0; trainer->work && i < trainer->threads; i++)
        network_work_clear(&trainer->work[i]);
    free(trainer->lane);
    free(trainer->work);
    free(trainer);
}

// ---- steps --------------------------------------------------------------------------------------

// Makes one step; false when the runner has left the finite numbers.
static bool make_step(const struct trainer *trainer, struct lane *lane, struct network_work *work)
{
    struct course *course = &lane->course;
    const struct runner *runner = &lane->runner;
    const size_t t = lane->step + 1;
    size_t count;
    const uint32_t *batch = batcher_next(&lane->batcher, &count);
    const double cost = network_gradient(trainer->network, lane->theta, trainer->train, batch,
                                         count, lane->gradient, work);
    const struct schedule_time time = {
        .number = runner->schedule_number,
        .time = (double)(runner->decay_per_step ? t : lane->batcher.epoch),
        .step = t,
        .change = runner->change,
        .change_count = runner->change_count,
    };
    const struct rule_step step = {
        .number = runner->number,
        .alpha = runner->number[0] * schedule_factor(runner->schedule, &time),
        .carry = lane->carry,
        .t = t,
    };
    lane->make_step(&step, lane->theta, lane->gradient, lane->memory, trainer->network->parameters);
    course->batch_cost[t] = cost;
    course->alpha[t] = step.alpha;
    lane->step = t;
    return isfinite(cost);
}

// The next moment at which a lane looks up: a snapshot, or some steps on.
static size_t slice_end(const struct lane *lane)
{
    const struct course *course = &lane->course;
    const size_t shot = atomic_load_explicit(&course->shots, memory_order_relaxed);
    const size_t few = SLICE_EXAMPLES / course->batch > 1 ? SLICE_EXAMPLES / course->batch : 1;
    const size_t end = lane->step + few < course->steps ? lane->step + few : course->steps;
    return shot < course->shot_capacity && course->shot_step[shot] < end ? course->shot_step[shot]
                                                                         : end;
}

static bool is_cancelled(const struct trainer *trainer)
{
    return atomic_load_explicit(&trainer->cancelled, memory_order_relaxed);
}

// The clock is read once a slice; within one, steps take alike.
static void run_slice(const struct trainer *trainer, struct lane *lane, struct network_work *work)
{
    struct course *course = &lane->course;
    const size_t first = lane->step, end = slice_end(lane);
    const double begun = clock_seconds();
    bool is_finite = true;
    while (lane->step < end && is_finite && !is_cancelled(trainer))
        is_finite = make_step(trainer, lane, work);
    const double spent = clock_seconds() - begun;
    for (size_t k = first + 1; k <= lane->step; k++)
        course->seconds[k] =
            lane->seconds + spent * (double)(k - first) / (double)(lane->step - first);
    lane->seconds += spent;
    atomic_store_explicit(&course->length, lane->step + 1, memory_order_release);
    if (!is_finite)
        atomic_store(&course->diverged, true);
}

static void score_shot(const struct trainer *trainer, struct lane *lane, size_t shot,
                       struct network_work *work)
{
    enum { TAKEN = 2, SCORED = 1 };
    struct course *course = &lane->course;
    if (shot >= atomic_load_explicit(&course->shots, memory_order_acquire))
        return;
    unsigned char free_to_take = 0;
    // Marked while it is worked on, so that no other thread does the same.
    if (!atomic_compare_exchange_strong(&course->shot_scored[shot], &free_to_take, TAKEN))
        return;
    const float *theta = course->shot_theta + shot * trainer->network->parameters;
    const struct network_score train = network_score(trainer->network, theta, trainer->train, work);
    const struct network_score test = network_score(trainer->network, theta, trainer->test, work);
    course->train_cost[shot] = train.cost;
    course->test_cost[shot] = test.cost;
    course->test_accuracy[shot] = trainer->network->spec.loss == LOSS_CLASSES
                                      ? (double)test.right / (double)trainer->test->count
                                      : NAN;
    atomic_store_explicit(&course->shot_scored[shot], SCORED, memory_order_release);
}

static void run_lane(struct trainer *trainer, struct lane *lane, struct network_work *work)
{
    struct course *course = &lane->course;
    while (lane->step < course->steps && !is_cancelled(trainer) &&
           !atomic_load_explicit(&course->diverged, memory_order_relaxed)) {
        run_slice(trainer, lane, work);
        const size_t before = atomic_load_explicit(&course->shots, memory_order_relaxed);
        take_shot(lane, trainer->network->parameters);
        const size_t now = atomic_load_explicit(&course->shots, memory_order_relaxed);
        if (now > before && clock_seconds() - trainer->begun > patience)
            for (size_t shot = 0; shot < now && !is_cancelled(trainer); shot++)
                score_shot(trainer, lane, shot, work);
    }
}

void trainer_run(struct trainer *trainer)
{
    trainer->begun = clock_seconds();
    size_t shots = 0;
    for (size_t i = 0; i < trainer->lane_count; i++) {
        const size_t capacity = trainer->lane[i].course.shot_capacity;
        shots = capacity > shots ? capacity : shots;
    }
    const size_t count = trainer->lane_count;
#pragma omp parallel num_threads(trainer->threads)
    {
        struct network_work *work = &trainer->work[omp_get_thread_num()];
#pragma omp for schedule(dynamic, 1) nowait
        for (size_t i = 0; i < count; i++)
            run_lane(trainer, &trainer->lane[trainer->order[i]], work);
            // Whoever has no lane left scores what is there; the rest when all lanes have ended.
#pragma omp for schedule(dynamic, 1)
        for (size_t i = 0; i < shots * count; i++)
            if (!is_cancelled(trainer))
                score_shot(trainer, &trainer->lane[i % count], i / count, work);
#pragma omp for schedule(dynamic, 1)
        for (size_t i = 0; i < shots * count; i++)
            if (!is_cancelled(trainer))
                score_shot(trainer, &trainer->lane[i % count], i / count, work);
    }
    atomic_store(&trainer->done, true);
}

// ---- the thread ---------------------------------------------------------------------------------

static void *work_on(void *trainer)
{
    trainer_run(trainer);
    return NULL;
}

bool trainer_start(struct trainer *trainer, struct error *error)
{
    if (trainer->has_worker)
        return true;
    if (pthread_create(&trainer->worker, NULL, work_on, trainer) != 0)
        return error_set(error, ERROR_FAILED, "no thread could be started for the training");
    trainer->has_worker = true;
    return true;
}

void trainer_cancel(struct trainer *trainer)
{
    if (!trainer->has_worker)
        return;
    atomic_store(&trainer->cancelled, true);
    pthread_join(trainer->worker, NULL);
    trainer->has_worker = false;
}

bool trainer_done(const struct trainer *trainer)
{
    return atomic_load(&trainer->done);
}

bool trainer_wait(struct trainer *trainer, int milliseconds)
{
    const double begun = clock_seconds();
    while (!trainer_done(trainer) && trainer->has_worker) {
        if (milliseconds >= 0 && clock_seconds() - begun > 1e-3 * milliseconds)
            return false;
        clock_sleep(5e-5);
    }
    return trainer_done(trainer);
}

size_t trainer_runners(const struct trainer *trainer)
{
    return trainer->lane_count;
}

const struct course *trainer_course(const struct trainer *trainer, size_t runner)
{
    return &trainer->lane[runner].course;
}

double course_step(const struct course *course, double epochs)
{
    return fmin(fmax(epochs, 0) * (double)course->epoch_steps, (double)course->steps);
}

long course_score(const struct course *course, double step)
{
    const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
    for (size_t j = shots; j-- > 0;)
        if ((double)course->shot_step[j] <= step + 1e-9 &&
            atomic_load_explicit(&course->shot_scored[j], memory_order_acquire) == 1)
            return (long)j;
    return -1;
}
