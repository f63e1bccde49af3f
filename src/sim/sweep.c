#include "sim/sweep.h"

#include "base/array.h"
#include "sim/batch.h"
#include "sim/clock.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LOOKS = 4 }; // at the full cost, an epoch

struct sweep {
    struct sweep_setup setup;
    float *start, *theta, *gradient, *memory;
    struct network_work work;
    struct sweep_point point[SWEEP_POINTS_MAX];
    size_t total;
    atomic_size_t points;
    pthread_t worker;
    bool has_worker;
    atomic_bool cancelled, done;
};

struct sweep *sweep_create(const struct sweep_setup *setup, struct error *error)
{
    struct sweep *sweep = array_create(1, sizeof *sweep, error);
    if (!sweep)
        return NULL;
    const size_t n = setup->network->parameters, m = setup->train->count;
    sweep->setup = *setup;
    sweep->start = array_create(n, sizeof *sweep->start, error);
    sweep->theta = array_create(n, sizeof *sweep->theta, error);
    sweep->gradient = array_create(n, sizeof *sweep->gradient, error);
    sweep->memory = array_create(n * RULE_STATES_MAX, sizeof *sweep->memory, error);
    if (!sweep->start || !sweep->theta || !sweep->gradient || !sweep->memory ||
        !network_work_init(&sweep->work, setup->network, error)) {
        sweep_destroy(sweep);
        return NULL;
    }
    memcpy(sweep->start, setup->start, n * sizeof *sweep->start);
    // Powers of two below m, then m itself.
    for (size_t b = 1; b < m && sweep->total + 1 < SWEEP_POINTS_MAX; b *= 2)
        sweep->point[sweep->total++].batch = b;
    sweep->point[sweep->total++].batch = m;
    return sweep;
}

void sweep_destroy(struct sweep *sweep)
{
    if (!sweep)
        return;
    sweep_cancel(sweep);
    network_work_clear(&sweep->work);
    free(sweep->start);
    free(sweep->theta);
    free(sweep->gradient);
    free(sweep->memory);
    free(sweep);
}

static bool is_cancelled(const struct sweep *sweep)
{
    return atomic_load_explicit(&sweep->cancelled, memory_order_relaxed);
}

static double scaled_alpha(const struct sweep_setup *setup, size_t batch)
{
    const size_t m = setup->train->count;
    const size_t tuned = setup->runner.batch == 0 ? m : setup->runner.batch;
    const double ratio = (double)batch / (double)tuned;
    return setup->runner.number[0] * (setup->alpha == SWEEP_ALPHA_ROOT     ? sqrt(ratio)
                                      : setup->alpha == SWEEP_ALPHA_LINEAR ? ratio
                                                                           : 1);
}

static double touched_bytes(const struct network *network, size_t batch)
{
    double floats = (double)network_stride(network->spec.inputs);
    for (size_t l = 0; l < network->layers; l++)
        floats += 2 * (double)network->layer[l].padded;
    return sizeof(float) * (floats * (double)batch + 3 * (double)network->parameters);
}

// Trains with one batch size until the target, the epochs or the seconds are reached. Looking at
// the full cost is not timed.
static void run_point(struct sweep *sweep, struct sweep_point *point)
{
    const struct sweep_setup *setup = &sweep->setup;
    const struct network *network = setup->network;
    const size_t n = network->parameters, m = setup->train->count;
    const size_t epoch_steps = batch_steps(m, point->batch);
    const size_t steps = setup->epochs * epoch_steps;
    const size_t stride = epoch_steps / LOOKS > 1 ? epoch_steps / LOOKS : 1;
    size_t rule = 0;
    while (rules[rule] != setup->runner.rule)
        rule++;
    struct runner runner = setup->runner;
    runner.number[0] = point->alpha = scaled_alpha(setup, point->batch);
    double carry[RULE_CARRY_MAX] = {1, 1, 1, 1}, spent = 0;
    struct batcher batcher;
    point->target_seconds = NAN;
    point->best_cost = INFINITY;
    point->working_set = touched_bytes(network, point->batch);
    memcpy(sweep->theta, sweep->start, n * sizeof *sweep->theta);
    memset(sweep->memory, 0, n * RULE_STATES_MAX * sizeof *sweep->memory);
    if (!batcher_init(&batcher, m, point->batch, setup->seed, NULL))
        return;
    for (size_t t = 0; t < steps && spent < setup->seconds && !is_cancelled(sweep);) {
        const double begun = clock_seconds();
        double cost = 0;
        for (size_t end = t + stride < steps ? t + stride : steps; t < end;) {
            size_t count;
            const uint32_t *batch = batcher_next(&batcher, &count);
            cost = network_gradient(network, sweep->theta, setup->train, batch, count,
                                    sweep->gradient, &sweep->work);
            t++;
            const struct schedule_time time = {runner.schedule_number, (double)batcher.epoch, t,
                                               NULL, 0};
            const struct rule_step step = {
                runner.number, runner.number[0] * schedule_factor(runner.schedule, &time), carry,
                t};
            network->kernels->step[rule](&step, sweep->theta, sweep->gradient, sweep->memory, n);
        }
        spent += clock_seconds() - begun;
        point->epoch_seconds = spent * (double)epoch_steps / (double)t;
        const double full = network_score(network, sweep->theta, setup->train, &sweep->work).cost;
        point->best_cost = fmin(point->best_cost, full);
        if (!isfinite(cost) || !isfinite(full))
            break;
        if (full <= setup->target) {
            point->target_seconds = spent;
            point->target_steps = t;
            break;
        }
    }
    batcher_clear(&batcher);
}

void sweep_run(struct sweep *sweep)
{
    for (size_t i = 0; i < sweep->total && !is_cancelled(sweep); i++) {
        run_point(sweep, &sweep->point[i]);
        if (!is_cancelled(sweep))
            atomic_store_explicit(&sweep->points, i + 1, memory_order_release);
    }
    atomic_store(&sweep->done, true);
}

static void *work_on(void *sweep)
{
    sweep_run(sweep);
    return NULL;
}

bool sweep_start(struct sweep *sweep, struct error *error)
{
    if (pthread_create(&sweep->worker, NULL, work_on, sweep) != 0)
        return error_set(error, ERROR_FAILED, "no thread could be started for the sweep");
    sweep->has_worker = true;
    return true;
}

void sweep_cancel(struct sweep *sweep)
{
    if (!sweep->has_worker)
        return;
    atomic_store(&sweep->cancelled, true);
    pthread_join(sweep->worker, NULL);
    sweep->has_worker = false;
}

bool sweep_done(const struct sweep *sweep)
{
    return atomic_load(&sweep->done);
}

size_t sweep_total(const struct sweep *sweep)
{
    return sweep->total;
}

size_t sweep_points(const struct sweep *sweep)
{
    return atomic_load_explicit(&sweep->points, memory_order_acquire);
}

const struct sweep_point *sweep_point(const struct sweep *sweep, size_t index)
{
    return &sweep->point[index];
}

void sweep_caches(double *second, double *last)
{
    *second = *last = 0;
#ifdef _SC_LEVEL2_CACHE_SIZE
    const long l2 = sysconf(_SC_LEVEL2_CACHE_SIZE), l3 = sysconf(_SC_LEVEL3_CACHE_SIZE);
    *second = l2 > 0 ? (double)l2 : 0;
    *last = l3 > 0 ? (double)l3 : *second;
#endif
}
