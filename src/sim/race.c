#include "sim/race.h"

#include "base/array.h"
#include "sim/batch.h"

#include <math.h>
#include <omp.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// What one runner needs while it runs. Only the thread that advances the lane writes it.
struct lane {
    _Alignas(ARRAY_LINE) struct runner runner;
    struct schedule_change *change; // owned copy that runner.change points to
    struct trail trail;
    struct batcher batcher;
    double *state;    // [rule->states × dimension]
    double *gradient; // [dimension] at the last row, for a runner that sees all examples
    double carry[RULE_CARRY_MAX];
    double factor; // of the schedule
    uint64_t factor_epoch;
    size_t step; // made so far
};

struct race {
    const struct objective *objective;
    struct lane *lane;
    size_t lane_count, steps;
    int threads;
    pthread_t worker;
    bool has_worker;
    atomic_bool cancelled, done;
};

// ---- making and freeing -------------------------------------------------------------------------

static bool trail_init(struct trail *trail, size_t dimension, size_t rows, struct error *error)
{
    trail->dimension = dimension;
    trail->capacity = rows;
    // calloc: pages of rows that are never reached cost nothing.
    trail->theta = array_create(rows * dimension, sizeof *trail->theta, error);
    trail->gradient = array_create(rows * dimension, sizeof *trail->gradient, error);
    trail->cost = array_create(rows, sizeof *trail->cost, error);
    trail->batch_cost = array_create(rows, sizeof *trail->batch_cost, error);
    trail->alpha = array_create(rows, sizeof *trail->alpha, error);
    return trail->theta && trail->gradient && trail->cost && trail->batch_cost && trail->alpha;
}

static void trail_clear(struct trail *trail)
{
    free(trail->theta);
    free(trail->gradient);
    free(trail->cost);
    free(trail->batch_cost);
    free(trail->alpha);
}

static bool lane_init(struct lane *lane, const struct race_setup *setup,
                      const struct runner *runner, struct error *error)
{
    const struct objective *objective = setup->objective;
    const size_t dimension = objective->dimension;
    lane->runner = *runner;
    if (!lane->runner.schedule)
        lane->runner.schedule = schedules[0];
    lane->change = array_create(runner->change_count, sizeof *lane->change, error);
    if (!lane->change)
        return false;
    if (runner->change_count > 0)
        memcpy(lane->change, runner->change, runner->change_count * sizeof *lane->change);
    lane->runner.change = lane->change;
    lane->state = array_create_lines(runner->rule->states * dimension, sizeof *lane->state, error);
    lane->gradient = array_create_lines(dimension, sizeof *lane->gradient, error);
    if (!lane->state || !lane->gradient ||
        !trail_init(&lane->trail, dimension, setup->steps + 1, error) ||
        !batcher_init(&lane->batcher, objective->examples, runner->batch, setup->seed, error))
        return false;
    for (size_t i = 0; i < RULE_CARRY_MAX; i++)
        lane->carry[i] = 1;
    struct trail *trail = &lane->trail;
    trail->epoch_steps = batch_steps(objective->examples, runner->batch);
    memcpy(trail->theta, setup->start, dimension * sizeof *trail->theta);
    trail->cost[0] = objective->type->gradient(objective, trail->theta, NULL, objective->examples,
                                               lane->gradient);
    trail->batch_cost[0] = trail->alpha[0] = NAN;
    if (isfinite(trail->cost[0]))
        atomic_store_explicit(&trail->length, 1, memory_order_release);
    else
        atomic_store(&trail->diverged, true);
    return true;
}

static void lane_clear(struct lane *lane)
{
    trail_clear(&lane->trail);
    batcher_clear(&lane->batcher);
    free(lane->state);
    free(lane->gradient);
    free(lane->change);
}

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
    return true;
}

struct race *race_create(const struct race_setup *setup, struct error *error)
{
    if (!check(setup, error))
        return NULL;
    struct race *race = array_create(1, sizeof *race, error);
    if (!race)
        return NULL;
    race->objective = setup->objective;
    race->steps = setup->steps;
    race->threads = setup->threads;
    race->lane = array_create_lines(setup->runner_count, sizeof *race->lane, error);
    bool made = race->lane != NULL;
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
    race_cancel(race);
    for (size_t i = 0; i < race->lane_count; i++)
        lane_clear(&race->lane[i]);
    free(race->lane);
    free(race);
}

// ---- running ------------------------------------------------------------------------------------

// The schedule's factor for the step that comes; asked again only when it can have changed.
static void refresh_factor(struct lane *lane)
{
    const struct runner *runner = &lane->runner;
    const uint64_t epoch = lane->batcher.epoch;
    if (!runner->decay_per_step && runner->change_count == 0 && epoch == lane->factor_epoch)
        return;
    const uint64_t step = lane->step + 1;
    const struct schedule_time time = {
        .number = runner->schedule_number,
        .time = (double)(runner->decay_per_step ? step : epoch),
        .step = step,
        .change = runner->change,
        .change_count = runner->change_count,
    };
    lane->factor = schedule_factor(runner->schedule, &time);
    lane->factor_epoch = epoch;
}

static bool all_finite(const double values[], size_t count)
{
    // A sum of values times zero is zero exactly when all of them are finite.
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += 0 * values[i];
    return sum == 0;
}

// Makes one step; false when the runner has left the finite numbers.
static bool lane_step(struct lane *lane, const struct objective *objective)
{
    struct trail *trail = &lane->trail;
    const size_t n = trail->dimension, row = lane->step + 1;
    double *theta = trail->theta + row * n, *gradient = trail->gradient + row * n;
    size_t count;
    const uint32_t *batch = batcher_next(&lane->batcher, &count);
    double batch_cost;
    if (batch) {
        batch_cost = objective->type->gradient(objective, theta - n, batch, count, gradient);
    } else {
        // All examples: known since the last row, whose cost it is.
        memcpy(gradient, lane->gradient, n * sizeof *gradient);
        batch_cost = trail->cost[row - 1];
    }
    refresh_factor(lane);
    const struct rule_step step = {
        .number = lane->runner.number,
        .alpha = lane->runner.number[0] * lane->factor,
        .carry = lane->carry,
        .t = row,
    };
    memcpy(theta, theta - n, n * sizeof *theta);
    lane->runner.rule->step_double(&step, theta, gradient, lane->state, n);
    trail->cost[row] =
        batch ? objective->type->cost(objective, theta)
              : objective->type->gradient(objective, theta, NULL, count, lane->gradient);
    trail->batch_cost[row] = batch_cost;
    trail->alpha[row] = step.alpha;
    if (!isfinite(trail->cost[row]) || !all_finite(theta, n))
        return false;
    lane->step = row;
    atomic_store_explicit(&trail->length, row + 1, memory_order_release);
    return true;
}

static bool lane_ended(const struct lane *lane, size_t steps)
{
    return lane->step >= steps || atomic_load_explicit(&lane->trail.diverged, memory_order_relaxed);
}

static void lane_advance(struct race *race, struct lane *lane, size_t until)
{
    while (lane->step < until && !lane_ended(lane, race->steps)) {
        if (atomic_load_explicit(&race->cancelled, memory_order_relaxed))
            return;
        if (!lane_step(lane, race->objective))
            atomic_store(&lane->trail.diverged, true);
    }
}

void race_run(struct race *race)
{
    int threads = race->threads > 0 ? race->threads : omp_get_max_threads();
    if ((size_t)threads > race->lane_count)
        threads = (int)race->lane_count;
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1)
    for (size_t i = 0; i < race->lane_count; i++)
        lane_advance(race, &race->lane[i], race->steps);
    atomic_store(&race->done, true);
}

static void *work(void *race)
{
    race_run(race);
    return NULL;
}

bool race_start(struct race *race, struct error *error)
{
    if (race->has_worker)
        return true;
    if (pthread_create(&race->worker, NULL, work, race) != 0)
        return error_set(error, ERROR_FAILED, "no thread could be started for the race");
    race->has_worker = true;
    return true;
}

void race_cancel(struct race *race)
{
    if (!race->has_worker)
        return;
    atomic_store(&race->cancelled, true);
    pthread_join(race->worker, NULL);
    race->has_worker = false;
}

bool race_advance(struct race *race, size_t steps)
{
    bool more = false;
    for (size_t i = 0; i < race->lane_count; i++) {
        struct lane *lane = &race->lane[i];
        lane_advance(race, lane, lane->step + steps);
        more = more || !lane_ended(lane, race->steps);
    }
    if (!more)
        atomic_store(&race->done, true);
    return more;
}

bool race_done(const struct race *race)
{
    return atomic_load(&race->done);
}

// ---- reading ------------------------------------------------------------------------------------

static bool has_reached(const struct race *race, size_t step)
{
    for (size_t i = 0; i < race->lane_count; i++) {
        const struct trail *trail = &race->lane[i].trail;
        if (atomic_load_explicit(&trail->length, memory_order_acquire) <= step &&
            !atomic_load(&trail->diverged))
            return false;
    }
    return true;
}

bool race_wait(struct race *race, size_t step, int milliseconds)
{
    if (step > race->steps)
        step = race->steps;
    // Publishing takes no lock, so waiting looks again and again, 20 times a millisecond.
    const struct timespec pause = {.tv_nsec = 50000};
    for (long turn = 0; !has_reached(race, step); turn++) {
        if (!race->has_worker || race_done(race))
            return has_reached(race, step);
        if (milliseconds >= 0 && turn >= 20L * milliseconds)
            return false;
        nanosleep(&pause, NULL);
    }
    return true;
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

size_t trail_epoch(const struct trail *trail, size_t step)
{
    return step == 0 ? 0 : 1 + (step - 1) / trail->epoch_steps;
}
