#include "sim/sweep.h"

#include "base/array.h"
#include "base/job.h"
#include "sim/rule_text.h"
#include "sim/schedule_formula.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    LOOKS = 4,       // at the full cost, an epoch
    REPEATS_MAX = 8, // of one batch size
    REPEATS_AROUND = 40
};
// Neighbours differ by less than powers of two do.
static const double agreement = 1.05, agreement_around = 1.01;

// One batch size under way. The first run finds out how many steps it takes to the target, looking
// at the full cost every `stride` steps; the others make the same steps to be timed.
struct trial {
    bool is_open;
    struct stepper stepper;
    size_t steps, stride; // of a run
    size_t runs;          // that have ended
    double seconds;       // of the run under way
    double total;         // of all runs
    double fastest, second;
};

struct sweep {
    struct sweep_setup setup;
    struct schedule_change *change; // owned copy that setup.runner.change points to
    float *start, *theta, *gradient;
    struct network_work work;
    struct sweep_point point[SWEEP_POINTS_MAX];
    size_t total;
    atomic_size_t points;
    struct trial trial;
    struct sweep_step last;
    struct job *job;
};

static double scaled_alpha(const struct sweep_setup *setup, size_t batch)
{
    const size_t m = setup->train->count;
    const size_t tuned = setup->runner.batch == 0 ? m : setup->runner.batch;
    const double ratio = (double)batch / (double)tuned;
    return setup->runner.number[0] * (setup->alpha == SWEEP_ALPHA_ROOT     ? sqrt(ratio)
                                      : setup->alpha == SWEEP_ALPHA_LINEAR ? ratio
                                                                           : 1);
}

// What a step comes back to: θ, its gradient and what the rule keeps of it, and the rows of a chunk
// with what the network makes of them, which lie where those of the chunk before lay. The examples
// themselves are read once a step and gain nothing from a cache, so that from NETWORK_ROWS on a
// larger batch works on no more than a smaller one.
double sweep_working_set(const struct network *network, const struct rule *rule, size_t batch)
{
    const double rows = (double)(batch < NETWORK_ROWS ? batch : NETWORK_ROWS);
    const double vectors = 2 + (double)rule->states;
    double row = (double)network_stride(network->spec.inputs);
    for (size_t l = 0; l < network->layers; l++)
        row += 2 * (double)network->layer[l].padded;
    return sizeof(float) * (row * rows + vectors * (double)network->parameters);
}

// Rows of inputs as they lie, padded, and what is to be said of each.
double sweep_batch_bytes(const struct network_data *data, size_t batch)
{
    const size_t answer = data->label ? sizeof *data->label : sizeof *data->target;
    return (double)(batch * (data->stride * sizeof *data->x + answer));
}

// ---- one batch size -----------------------------------------------------------------------------

static bool trial_open(struct sweep *sweep, struct sweep_point *point)
{
    const struct sweep_setup *setup = &sweep->setup;
    const size_t m = setup->train->count, epoch_steps = batch_steps(m, point->batch);
    struct runner runner = setup->runner;
    struct trial *trial = &sweep->trial;
    runner.number[0] = point->alpha = scaled_alpha(setup, point->batch);
    runner.batch = point->batch;
    point->target_seconds = NAN;
    point->best_cost = INFINITY;
    point->batch_bytes = sweep_batch_bytes(setup->train, point->batch);
    point->working_set = sweep_working_set(setup->network, runner.rule, point->batch);
    *trial = (struct trial){.is_open = true,
                            .steps = setup->epochs * epoch_steps,
                            .stride = epoch_steps / LOOKS > 1 ? epoch_steps / LOOKS : 1,
                            .fastest = INFINITY,
                            .second = INFINITY};
    memcpy(sweep->theta, sweep->start, setup->network->parameters * sizeof *sweep->theta);
    const struct stepper_setup stepper = {.runner = &runner,
                                          .examples = m,
                                          .dimension = setup->network->parameters,
                                          .seed = setup->seed,
                                          .kernels = setup->network->kernels};
    return stepper_init(&trial->stepper, &stepper, NULL);
}

static void trial_close(struct trial *trial)
{
    stepper_clear(&trial->stepper);
    *trial = (struct trial){0};
}

static double look(void *user, const uint32_t batch[], size_t count)
{
    struct sweep *sweep = user;
    return network_gradient(sweep->setup.network, sweep->theta, sweep->setup.train, batch, count,
                            sweep->gradient, &sweep->work);
}

// Makes so many steps and times them; returns the cost of the last batch.
static double make_steps(struct sweep *sweep, size_t count)
{
    struct trial *trial = &sweep->trial;
    const struct stepper_place place = {sweep->theta, sweep->gradient, look, sweep};
    double cost = 0;
    const double begun = clock_read(&sweep->setup.clock);
    for (size_t i = 0; i < count; i++)
        cost = stepper_next(&trial->stepper, &place);
    const double spent = clock_read(&sweep->setup.clock) - begun;
    trial->seconds += spent;
    trial->total += spent;
    sweep->last =
        (struct sweep_step){trial->stepper.batcher.size, trial->stepper.step, trial->stepper.alpha};
    return cost;
}

// Looking at the full cost is not timed. True when the first run ends here.
static bool ends_here(struct sweep *sweep, struct sweep_point *point, double batch_cost)
{
    const struct sweep_setup *setup = &sweep->setup;
    const struct trial *trial = &sweep->trial;
    const double full =
        network_score(setup->network, sweep->theta, setup->train, &sweep->work).cost;
    point->best_cost = fmin(point->best_cost, full);
    if (isfinite(batch_cost) && full <= setup->target)
        point->target_steps = trial->stepper.step;
    return !isfinite(batch_cost) || !isfinite(full) || full <= setup->target ||
           trial->seconds >= setup->seconds;
}

// A run of `trial->steps` has ended. True when the measurements are good enough, or no other one
// would fit into the seconds.
static bool take_measure(struct sweep *sweep, struct sweep_point *point)
{
    struct trial *trial = &sweep->trial;
    const double m = (double)sweep->setup.train->count, steps = (double)trial->steps;
    trial->runs++;
    if (trial->seconds < trial->fastest) {
        trial->second = trial->fastest;
        trial->fastest = trial->seconds;
    } else {
        trial->second = fmin(trial->second, trial->seconds);
    }
    const bool is_around = sweep->setup.around > 0;
    const double within = is_around ? agreement_around : agreement;
    const bool agree = trial->second <= within * trial->fastest;
    point->epoch_seconds = trial->fastest * ceil(m / (double)point->batch) / steps;
    if (point->target_steps > 0)
        point->target_seconds = trial->fastest;
    point->is_disturbed = !agree && sweep->setup.clock.counts_pauses;
    return agree || trial->runs == (is_around ? REPEATS_AROUND : REPEATS_MAX) ||
           trial->total + trial->fastest > sweep->setup.seconds;
}

// Makes steps up to the next look, at most `steps`; returns how many. `*is_over`: of this batch
// size.
static size_t trial_advance(struct sweep *sweep, struct sweep_point *point, size_t steps,
                            bool *is_over)
{
    struct trial *trial = &sweep->trial;
    const size_t t = trial->stepper.step, next = (t / trial->stride + 1) * trial->stride;
    const size_t stop = next < trial->steps ? next : trial->steps;
    const size_t count = steps < stop - t ? steps : stop - t;
    const double cost = make_steps(sweep, count);
    *is_over = false;
    if (t + count < stop)
        return count;
    if (trial->runs == 0 && ends_here(sweep, point, cost))
        trial->steps = trial->stepper.step;
    if (trial->stepper.step < trial->steps)
        return count;
    *is_over = take_measure(sweep, point);
    trial->seconds = 0;
    stepper_rewind(&trial->stepper);
    memcpy(sweep->theta, sweep->start, sweep->setup.network->parameters * sizeof *sweep->theta);
    return count;
}

// ---- all of them --------------------------------------------------------------------------------

static bool advance(void *user, const struct job *job, size_t steps)
{
    struct sweep *sweep = user;
    size_t i = sweep_points(sweep);
    while (i < sweep->total && steps > 0 && !job_is_cancelled(job)) {
        struct sweep_point *point = &sweep->point[i];
        bool is_over = !sweep->trial.is_open && !trial_open(sweep, point);
        if (!is_over)
            steps -= trial_advance(sweep, point, steps, &is_over);
        if (!is_over || job_is_cancelled(job))
            continue; // what was broken off has measured nothing
        trial_close(&sweep->trial);
        atomic_store_explicit(&sweep->points, ++i, memory_order_release);
    }
    return i < sweep->total;
}

static double share(const void *user)
{
    const struct sweep *sweep = user;
    return (double)sweep_points(sweep) / (double)sweep->total;
}

static bool copy_changes(struct sweep *sweep, struct error *error)
{
    struct runner *runner = &sweep->setup.runner;
    sweep->change = array_create(runner->change_count, sizeof *sweep->change, error);
    if (sweep->change && runner->change_count > 0)
        memcpy(sweep->change, runner->change, runner->change_count * sizeof *sweep->change);
    runner->change = sweep->change;
    runner->run_epochs = sweep->setup.epochs;
    return sweep->change != NULL;
}

// All sizes around one; or powers of two below m, then m itself.
static void choose_sizes(struct sweep *sweep)
{
    const size_t m = sweep->setup.train->count, around = sweep->setup.around;
    for (size_t b = around > SWEEP_REACH ? around - SWEEP_REACH : 1;
         around > 0 && b <= around + SWEEP_REACH && b <= m; b++)
        sweep->point[sweep->total++].batch = b;
    for (size_t b = 1; around == 0 && b < m && sweep->total + 1 < SWEEP_POINTS_MAX; b *= 2)
        sweep->point[sweep->total++].batch = b;
    if (sweep->total == 0 || around == 0)
        sweep->point[sweep->total++].batch = m;
}

struct sweep *sweep_create(const struct sweep_setup *setup, struct error *error)
{
    struct sweep *sweep = array_create(1, sizeof *sweep, error);
    if (!sweep)
        return NULL;
    const struct job_setup job = {.name = "sweep",
                                  .user = sweep,
                                  .slice = advance,
                                  .progress = share,
                                  .refuse_start = setup->refuse_start};
    const size_t n = setup->network->parameters;
    sweep->setup = *setup;
    rule_hold(setup->runner.rule);
    schedule_hold(setup->runner.schedule);
    sweep->setup.clock = clock_or_standard(&setup->clock);
    sweep->job = job_create(&job, error);
    sweep->start = array_create(n, sizeof *sweep->start, error);
    sweep->theta = array_create_lines(n, sizeof *sweep->theta, error);
    sweep->gradient = array_create_lines(n, sizeof *sweep->gradient, error);
    if (!sweep->job || !sweep->start || !sweep->theta || !sweep->gradient ||
        !copy_changes(sweep, error) || !network_work_init(&sweep->work, setup->network, error)) {
        sweep_destroy(sweep);
        return NULL;
    }
    sweep->work.job = sweep->job;
    memcpy(sweep->start, setup->start, n * sizeof *sweep->start);
    choose_sizes(sweep);
    return sweep;
}

void sweep_destroy(struct sweep *sweep)
{
    if (!sweep)
        return;
    job_destroy(sweep->job);
    stepper_clear(&sweep->trial.stepper);
    network_work_clear(&sweep->work);
    rule_release(sweep->setup.runner.rule);
    schedule_release(sweep->setup.runner.schedule);
    free(sweep->change);
    free(sweep->start);
    free(sweep->theta);
    free(sweep->gradient);
    free(sweep);
}

void sweep_run(struct sweep *sweep)
{
    job_run(sweep->job);
}

bool sweep_start(struct sweep *sweep, struct error *error)
{
    return job_start(sweep->job, error);
}

void sweep_cancel(struct sweep *sweep)
{
    job_cancel(sweep->job);
}

bool sweep_done(const struct sweep *sweep)
{
    return job_done(sweep->job);
}

bool sweep_advance(struct sweep *sweep, size_t steps)
{
    return job_advance(sweep->job, steps);
}

double sweep_progress(const struct sweep *sweep)
{
    return job_progress(sweep->job);
}

struct sweep_step sweep_last(const struct sweep *sweep)
{
    return sweep->last;
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
