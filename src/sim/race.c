#include "sim/race.h"

#include "base/array.h"
#include "base/job.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/words.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Numbers that are drawn between two looks at whether the race was cancelled, and as long as a
// runner takes for a step, about.
enum { DRAWN_AT_ONCE = 16384, DRAWN_A_STEP = 32 };

// What one runner needs while it runs. Only the thread that advances the lane writes it.
struct lane {
    _Alignas(ARRAY_LINE) struct stepper stepper;
    struct trail trail;
    const struct objective *objective;
};

struct race {
    const struct objective *objective;
    struct lane *lane;
    size_t lane_count, steps;
    uint64_t seed;
    int threads;
    struct job *job;
};

// ---- making and freeing lanes -------------------------------------------------------------------

static bool trail_init(struct trail *trail, size_t dimension, size_t rows, struct error *error)
{
    trail->dimension = dimension;
    trail->capacity = rows;
    extremes_init(&trail->cost_range);
    extremes_init(&trail->alpha_range);
    // calloc: pages of rows that are never reached cost nothing.
    trail->theta = array_create(rows * dimension, sizeof *trail->theta, error);
    trail->plane =
        dimension == 2 ? trail->theta : array_create(2 * rows, sizeof *trail->plane, error);
    // A runner that sees all examples finds the gradient of the row that comes with this row's
    // cost.
    trail->gradient = array_create((rows + 1) * dimension, sizeof *trail->gradient, error);
    trail->cost = array_create(rows, sizeof *trail->cost, error);
    trail->batch_cost = array_create(rows, sizeof *trail->batch_cost, error);
    trail->alpha = array_create(rows, sizeof *trail->alpha, error);
    return trail->theta && trail->plane && trail->gradient && trail->cost && trail->batch_cost &&
           trail->alpha;
}

static void trail_clear(struct trail *trail)
{
    if (trail->plane != trail->theta)
        free(trail->plane);
    free(trail->theta);
    free(trail->gradient);
    free(trail->cost);
    free(trail->batch_cost);
    free(trail->alpha);
}

static double least_cost_of(const struct objective *objective)
{
    double least = NAN;
    for (size_t i = 0; i < objective->minimum_count; i++)
        least = fmin(least, objective->minimum[i].cost);
    return least;
}

static void project(struct trail *trail, size_t row)
{
    const double *theta = trail->theta + row * trail->dimension;
    if (trail->plane == trail->theta)
        return;
    trail->plane[2 * row] = theta[0];
    trail->plane[2 * row + 1] = theta[trail->dimension - 1];
}

static bool lane_init(struct lane *lane, const struct race_setup *setup,
                      const struct runner *runner, struct error *error)
{
    const struct objective *objective = setup->objective;
    const size_t dimension = objective->dimension;
    const struct stepper_setup stepper = {.runner = runner,
                                          .examples = objective->examples,
                                          .dimension = dimension,
                                          .seed = setup->seed};
    lane->objective = objective;
    if (!stepper_init(&lane->stepper, &stepper, error) ||
        !trail_init(&lane->trail, dimension, setup->steps + 1, error))
        return false;
    struct trail *trail = &lane->trail;
    trail->epoch_steps = batch_steps(objective->examples, runner->batch);
    trail->least_cost = least_cost_of(objective);
    memcpy(trail->theta, setup->start, dimension * sizeof *trail->theta);
    project(trail, 0);
    trail->cost[0] = objective->type->gradient(objective, trail->theta, NULL, objective->examples,
                                               trail->gradient + dimension);
    trail->batch_cost[0] = trail->alpha[0] = NAN;
    if (isfinite(trail->cost[0])) {
        extremes_add(&trail->cost_range, trail->cost[0], trail->least_cost);
        atomic_store_explicit(&trail->length, 1, memory_order_release);
    } else {
        atomic_store(&trail->is_undefined, isnan(trail->cost[0]));
        atomic_store(&trail->diverged, true);
    }
    return true;
}

static void lane_clear(struct lane *lane)
{
    trail_clear(&lane->trail);
    stepper_clear(&lane->stepper);
}

// ---- running ------------------------------------------------------------------------------------

static bool all_finite(const double values[], size_t count)
{
    // A sum of values times zero is zero exactly when all of them are finite.
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += 0 * values[i];
    return sum == 0;
}

// The gradient that makes the next row, where the last one is.
static double look(void *user, const uint32_t batch[], size_t count)
{
    struct lane *lane = user;
    const struct trail *trail = &lane->trail;
    const size_t n = trail->dimension, row = lane->stepper.step + 1;
    if (!batch) // all examples: known since the last row, whose cost it is
        return trail->cost[row - 1];
    return lane->objective->type->gradient(lane->objective, trail->theta + (row - 1) * n, batch,
                                           count, trail->gradient + row * n);
}

// Makes one step; false when the runner has left the finite numbers.
static bool lane_step(struct lane *lane)
{
    const struct objective *objective = lane->objective;
    struct trail *trail = &lane->trail;
    const size_t n = trail->dimension, row = lane->stepper.step + 1;
    double *theta = trail->theta + row * n;
    if (n == 2) // both at once, as the rules read them
        memcpy(theta, theta - 2, 2 * sizeof *theta);
    else
        memcpy(theta, theta - n, n * sizeof *theta);
    const struct stepper_place place = {theta, trail->gradient + row * n, look, lane};
    trail->batch_cost[row] = stepper_next(&lane->stepper, &place);
    trail->cost[row] = lane->stepper.batcher.order
                           ? objective->type->cost(objective, theta)
                           : objective->type->gradient(objective, theta, NULL, objective->examples,
                                                       trail->gradient + (row + 1) * n);
    trail->alpha[row] = lane->stepper.alpha;
    project(trail, row);
    if (!isfinite(trail->cost[row]) || !all_finite(theta, n)) {
        atomic_store(&trail->is_undefined, isnan(trail->cost[row]) && all_finite(theta, n));
        atomic_store(&trail->lacks_alpha, isnan(trail->alpha[row]));
        return false;
    }
    extremes_add(&trail->cost_range, trail->cost[row], trail->least_cost);
    if (trail->alpha[row] != trail->alpha[row - 1]) // row 0 is NaN
        extremes_add(&trail->alpha_range, trail->alpha[row], 0);
    atomic_store_explicit(&trail->length, row + 1, memory_order_release);
    return true;
}

static bool lane_ended(const struct lane *lane, size_t steps)
{
    return lane->stepper.step >= steps ||
           atomic_load_explicit(&lane->trail.diverged, memory_order_relaxed);
}

static void lane_advance(const struct race *race, struct lane *lane, size_t until,
                         const struct job *job)
{
    while (lane->stepper.step < until && !lane_ended(lane, race->steps)) {
        if (job_is_cancelled(job))
            return;
        if (!lane_step(lane))
            atomic_store(&lane->trail.diverged, true);
    }
}

static void run_lane(void *user, size_t index, int thread)
{
    struct race *race = user;
    (void)thread;
    lane_advance(race, &race->lane[index], race->steps, race->job);
}

// What batches look at, before the first of them: true while there is more of it.
static bool draw(const struct race *race, size_t amount)
{
    bool sees_batches = false;
    for (size_t i = 0; i < race->lane_count; i++)
        sees_batches = sees_batches || race->lane[i].stepper.batcher.order;
    return sees_batches && objective_draw(race->objective, amount);
}

static void race_work(void *user, const struct job *job)
{
    struct race *race = user;
    while (!job_is_cancelled(job) && draw(race, DRAWN_AT_ONCE))
        ;
    parallel_for(race->lane_count, race->threads, 1, run_lane, race);
}

static bool race_slice(void *user, const struct job *job, size_t steps)
{
    struct race *race = user;
    const size_t numbers = DRAWN_A_STEP * race->lane_count;
    if (draw(race, steps < SIZE_MAX / numbers ? steps * numbers : SIZE_MAX))
        return true;
    bool more = false;
    for (size_t i = 0; i < race->lane_count; i++) {
        struct lane *lane = &race->lane[i];
        const size_t left = race->steps - lane->stepper.step;
        lane_advance(race, lane, lane->stepper.step + (steps < left ? steps : left), job);
        more = more || !lane_ended(lane, race->steps);
    }
    return more;
}

static double race_share(const void *user)
{
    const struct race *race = user;
    double made = 0;
    for (size_t i = 0; i < race->lane_count; i++) {
        const struct trail *trail = &race->lane[i].trail;
        const size_t length = atomic_load_explicit(&trail->length, memory_order_relaxed);
        made += atomic_load(&trail->diverged) || length == 0
                    ? 1
                    : (double)(length - 1) / (double)race->steps;
    }
    return made / (double)race->lane_count;
}

// ---- the race -----------------------------------------------------------------------------------

static bool check(const struct race_setup *setup, struct error *error)
{
    if (setup->runner_count < 1 || setup->runner_count > RACE_RUNNERS_MAX)
        return error_set(error, ERROR_INPUT, "a race has 1 to %d runners, not %zu",
                         RACE_RUNNERS_MAX, setup->runner_count);
    if (setup->steps < 1 || setup->steps > RACE_STEPS_MAX)
        return error_set(error, ERROR_INPUT, "a race has 1 to %d steps, not %zu", RACE_STEPS_MAX,
                         setup->steps);
    for (size_t i = 0; i < setup->objective->dimension; i++)
        if (!isfinite(setup->start[i]))
            return error_set(error, ERROR_INPUT, "the start is not a finite number");
    // What the trails hold at their ends.
    const double row = (double)(2 * setup->objective->dimension + 5) * sizeof(double);
    return memory_check(words("the race"), (double)setup->runner_count * (double)setup->steps * row,
                        error);
}

struct race *race_create(const struct race_setup *setup, struct error *error)
{
    if (!check(setup, error))
        return NULL;
    struct race *race = array_create(1, sizeof *race, error);
    if (!race)
        return NULL;
    const struct job_setup job = {.name = "race",
                                  .user = race,
                                  .slice = race_slice,
                                  .run = race_work,
                                  .progress = race_share,
                                  .refuse_start = setup->refuse_start};
    race->objective = setup->objective;
    race->steps = setup->steps;
    race->seed = setup->seed;
    race->threads = setup->threads;
    race->job = job_create(&job, error);
    race->lane = array_create_lines(setup->runner_count, sizeof *race->lane, error);
    bool made = race->job && race->lane;
    for (size_t i = 0; made && i < setup->runner_count; i++) {
        race->lane_count++;
        made = lane_init(&race->lane[i], setup, &setup->runners[i], error);
    }
    if (made)
        return race;
    race_destroy(race);
    return NULL;
}

void race_destroy(struct race *race)
{
    if (!race)
        return;
    job_destroy(race->job);
    for (size_t i = 0; i < race->lane_count; i++)
        lane_clear(&race->lane[i]);
    free(race->lane);
    free(race);
}

void race_run(struct race *race)
{
    job_run(race->job);
}

bool race_start(struct race *race, struct error *error)
{
    return job_start(race->job, error);
}

void race_cancel(struct race *race)
{
    job_cancel(race->job);
}

void race_retire(struct race *race)
{
    race_cancel(race);
    race->objective = NULL;
    for (size_t i = 0; i < race->lane_count; i++) {
        struct lane *lane = &race->lane[i];
        lane->objective = NULL;
        free(lane->trail.gradient);
        lane->trail.gradient = NULL;
    }
}

bool race_advance(struct race *race, size_t steps)
{
    return job_advance(race->job, steps);
}

bool race_done(const struct race *race)
{
    return job_done(race->job);
}

bool race_was_cancelled(const struct race *race)
{
    // Its last step may have been made when it was cancelled: then it is whole.
    bool is_part = false;
    for (size_t i = 0; i < race->lane_count && job_is_cancelled(race->job); i++)
        is_part = is_part || !lane_ended(&race->lane[i], race->steps);
    return is_part;
}

double race_progress(const struct race *race)
{
    return job_progress(race->job);
}

// ---- reading ------------------------------------------------------------------------------------

struct goal {
    const struct race *race;
    size_t step;
};

static bool has_reached(const void *user)
{
    const struct goal *goal = user;
    for (size_t i = 0; i < goal->race->lane_count; i++) {
        const struct trail *trail = &goal->race->lane[i].trail;
        if (atomic_load_explicit(&trail->length, memory_order_acquire) <= goal->step &&
            !atomic_load(&trail->diverged))
            return false;
    }
    return true;
}

bool race_wait(struct race *race, size_t step, int milliseconds)
{
    const struct goal goal = {race, step < race->steps ? step : race->steps};
    return job_wait(race->job, milliseconds, has_reached, &goal);
}

size_t race_runners(const struct race *race)
{
    return race->lane_count;
}

size_t race_steps(const struct race *race)
{
    return race->steps;
}

const struct trail *race_trail(const struct race *race, size_t runner)
{
    return &race->lane[runner].trail;
}

const struct runner *race_runner(const struct race *race, size_t runner)
{
    return &race->lane[runner].stepper.runner;
}

const struct objective *race_objective(const struct race *race)
{
    return race->objective;
}

uint64_t race_seed(const struct race *race)
{
    return race->seed;
}

struct trail_extremes trail_extremes(const struct trail *trail)
{
    return (struct trail_extremes){extremes_read(&trail->cost_range),
                                   extremes_read(&trail->alpha_range)};
}

size_t trail_epoch(const struct trail *trail, size_t step)
{
    return step == 0 ? 0 : 1 + (step - 1) / trail->epoch_steps;
}
