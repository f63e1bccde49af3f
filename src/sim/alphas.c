#include "sim/alphas.h"

#include "base/array.h"
#include "base/job.h"
#include "sim/rule_text.h"
#include "sim/schedule_formula.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_POWER = -14 };

struct alphas {
    struct alphas_setup setup;
    struct runner *runner; // [runner_count]
    struct schedule_change
        *change[ALPHAS_RUNNERS_MAX]; // owned copies that runner[].change point to
    float *start, *theta, *gradient;
    struct network_work work;
    double cost[ALPHAS_RUNNERS_MAX][ALPHAS_POINTS];
    // The run under way: of `seed` of `runner` at the point that comes next.
    bool is_open;
    size_t at_runner, at_seed, steps;
    struct stepper stepper;
    atomic_size_t points;
    struct job *job;
};

double alphas_alpha(size_t point)
{
    return ldexp(1, FIRST_POWER + (int)point);
}

// ---- one run ------------------------------------------------------------------------------------

static bool run_open(struct alphas *alphas, size_t point)
{
    const struct alphas_setup *setup = &alphas->setup;
    const size_t n = setup->network->parameters, m = setup->train->count;
    struct runner runner = alphas->runner[alphas->at_runner];
    runner.number[0] = alphas_alpha(point);
    alphas->steps = setup->epochs * batch_steps(m, runner.batch == 0 ? m : runner.batch);
    memcpy(alphas->theta, alphas->start + alphas->at_seed * n, n * sizeof *alphas->theta);
    const struct stepper_setup stepper = {.runner = &runner,
                                          .examples = m,
                                          .dimension = n,
                                          .seed = setup->seed + alphas->at_seed,
                                          .kernels = setup->network->kernels};
    alphas->is_open = stepper_init(&alphas->stepper, &stepper, NULL);
    return alphas->is_open;
}

static double look(void *user, const uint32_t batch[], size_t count)
{
    struct alphas *alphas = user;
    return network_gradient(alphas->setup.network, alphas->theta, alphas->setup.train, batch, count,
                            alphas->gradient, &alphas->work);
}

// Makes at most `steps` steps and returns how many. `*cost`: what the run has come to, NaN as long
// as it is not over.
static size_t run_advance(struct alphas *alphas, size_t steps, double *cost)
{
    const struct stepper_place place = {alphas->theta, alphas->gradient, look, alphas};
    size_t made = 0;
    *cost = NAN;
    while (made < steps && alphas->stepper.step < alphas->steps) {
        made++;
        if (!isfinite(stepper_next(&alphas->stepper, &place))) {
            *cost = INFINITY;
            return made;
        }
    }
    if (alphas->stepper.step < alphas->steps)
        return made;
    const double full =
        network_score(alphas->setup.network, alphas->theta, alphas->setup.train, &alphas->work)
            .cost;
    *cost = isfinite(full) ? full : INFINITY;
    return made;
}

// ---- all of them --------------------------------------------------------------------------------

// The run has come to a cost: what comes next. One that has diverged is the worst; its other seeds
// cannot change that.
static void take_cost(struct alphas *alphas, size_t point, double cost)
{
    double *worst = &alphas->cost[alphas->at_runner][point];
    stepper_clear(&alphas->stepper);
    alphas->is_open = false;
    *worst = alphas->at_seed == 0 ? cost : fmax(*worst, cost);
    if (++alphas->at_seed < alphas->setup.seeds && !isinf(cost))
        return;
    alphas->at_seed = 0;
    if (++alphas->at_runner < alphas->setup.runner_count)
        return;
    alphas->at_runner = 0;
    atomic_store_explicit(&alphas->points, point + 1, memory_order_release);
}

static bool advance(void *user, const struct job *job, size_t steps)
{
    struct alphas *alphas = user;
    while (alphas_points(alphas) < ALPHAS_POINTS && steps > 0 && !job_is_cancelled(job)) {
        const size_t point = alphas_points(alphas), some = steps < 64 ? steps : 64;
        double cost = INFINITY; // a run for which there is no memory
        if (alphas->is_open || run_open(alphas, point))
            steps -= run_advance(alphas, some, &cost);
        if (!isnan(cost) && !job_is_cancelled(job)) // what was broken off has come to nothing
            take_cost(alphas, point, cost);
    }
    return alphas_points(alphas) < ALPHAS_POINTS;
}

static double share(const void *user)
{
    return (double)alphas_points(user) / ALPHAS_POINTS;
}

static bool copy_runners(struct alphas *alphas, struct error *error)
{
    const struct alphas_setup *setup = &alphas->setup;
    alphas->runner = array_create(setup->runner_count, sizeof *alphas->runner, error);
    for (size_t r = 0; alphas->runner && r < setup->runner_count; r++) {
        struct runner *runner = &alphas->runner[r];
        *runner = setup->runners[r];
        rule_hold(runner->rule);
        runner->run_epochs = setup->epochs;
        schedule_hold(runner->schedule);
        alphas->change[r] = array_create(runner->change_count, sizeof *alphas->change[r], error);
        if (!alphas->change[r])
            return false;
        if (runner->change_count > 0)
            memcpy(alphas->change[r], runner->change,
                   runner->change_count * sizeof *runner->change);
        runner->change = alphas->change[r];
    }
    return alphas->runner != NULL;
}

struct alphas *alphas_create(const struct alphas_setup *setup, struct error *error)
{
    struct alphas *alphas = array_create(1, sizeof *alphas, error);
    if (!alphas)
        return NULL;
    const struct job_setup job = {.name = "sweep",
                                  .user = alphas,
                                  .slice = advance,
                                  .progress = share,
                                  .refuse_start = setup->refuse_start};
    const size_t n = setup->network->parameters;
    alphas->setup = *setup;
    alphas->job = job_create(&job, error);
    alphas->start = array_create(setup->seeds * n, sizeof *alphas->start, error);
    alphas->theta = array_create_lines(n, sizeof *alphas->theta, error);
    alphas->gradient = array_create_lines(n, sizeof *alphas->gradient, error);
    if (!alphas->job || !alphas->start || !alphas->theta || !alphas->gradient ||
        !copy_runners(alphas, error) || !network_work_init(&alphas->work, setup->network, error)) {
        alphas_destroy(alphas);
        return NULL;
    }
    alphas->work.job = alphas->job;
    memcpy(alphas->start, setup->start, setup->seeds * n * sizeof *alphas->start);
    return alphas;
}

void alphas_destroy(struct alphas *alphas)
{
    if (!alphas)
        return;
    job_destroy(alphas->job);
    stepper_clear(&alphas->stepper);
    network_work_clear(&alphas->work);
    for (size_t r = 0; alphas->runner && r < alphas->setup.runner_count; r++)
        schedule_release(alphas->runner[r].schedule);
    for (size_t r = 0; r < ALPHAS_RUNNERS_MAX; r++)
        free(alphas->change[r]);
    for (size_t r = 0; alphas->runner && r < alphas->setup.runner_count; r++)
        rule_release(alphas->runner[r].rule);
    free(alphas->runner);
    free(alphas->start);
    free(alphas->theta);
    free(alphas->gradient);
    free(alphas);
}

bool alphas_start(struct alphas *alphas, struct error *error)
{
    return job_start(alphas->job, error);
}

void alphas_run(struct alphas *alphas)
{
    job_run(alphas->job);
}

void alphas_cancel(struct alphas *alphas)
{
    job_cancel(alphas->job);
}

bool alphas_done(const struct alphas *alphas)
{
    return job_done(alphas->job);
}

bool alphas_advance(struct alphas *alphas, size_t steps)
{
    return job_advance(alphas->job, steps);
}

double alphas_progress(const struct alphas *alphas)
{
    return job_progress(alphas->job);
}

// ---- what was found -----------------------------------------------------------------------------

size_t alphas_points(const struct alphas *alphas)
{
    return atomic_load_explicit(&alphas->points, memory_order_acquire);
}

double alphas_cost(const struct alphas *alphas, size_t runner, size_t point)
{
    return alphas->cost[runner][point];
}

struct alphas_width alphas_width(const struct alphas *alphas, size_t runner, double target)
{
    const double *cost = alphas->cost[runner];
    const size_t count = alphas_points(alphas);
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        best = cost[i] < cost[best] ? i : best;
    if (count == 0 || !(cost[best] <= target))
        return (struct alphas_width){0};
    size_t low = best, high = best;
    while (low > 0 && cost[low - 1] <= target)
        low--;
    while (high + 1 < count && cost[high + 1] <= target)
        high++;
    return (struct alphas_width){true, alphas_alpha(low), alphas_alpha(high)};
}
