#include "sim/tune.h"
#include "base/maths.h"

#include "base/array.h"
#include "sim/clock.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    GRID = 4,          // steps from one of them to the next
    VALLEYS = 4,       // that are searched through
    SECTIONS_MAX = 40, // of one golden section
    HALVINGS = 7,      // for the ends of a range
    DIGITS_MIN = 2,
    DIGITS_MAX = 6, // of every α but the one it begins with
};
static const double usual_precision = 1e-5;
static const double as_good = 0.01; // what a round number may cost more

struct tune {
    struct tune_setup setup;
    struct tune_try tried[TUNE_TRIES_MAX];
    atomic_size_t count;
    // Every slice goes through the search from its beginning; what has been tried is remembered,
    // and seen only from where it was asked for on, so that it is always the same search.
    size_t order[TUNE_TRIES_MAX]; // the tries that this slice has seen, by α
    size_t seen;
    size_t left;     // new tries of this slice
    bool is_stopped; // the slice is used up or the job cancelled
    bool is_late;    // the seconds are used up
    bool is_over;
    double begun; // negative: not yet
    struct tune_result result;
    const struct job *turn; // of the slice under way
    struct job *job;
};

// ---- trying -------------------------------------------------------------------------------------

static double now(const struct tune *tune)
{
    return tune->setup.clock ? tune->setup.clock(tune->setup.user) : clock_seconds();
}

// Where α is, or would be, among those seen.
static size_t place_of(const struct tune *tune, double alpha)
{
    size_t at = tune->seen;
    while (at > 0 && tune->tried[tune->order[at - 1]].alpha >= alpha)
        at--;
    return at;
}

// The at-th by α.
static struct tune_try sorted(const struct tune *tune, size_t at)
{
    return tune->tried[tune->order[at]];
}

static double see(struct tune *tune, size_t index)
{
    const struct tune_try *one = &tune->tried[index];
    const size_t at = place_of(tune, one->alpha);
    if (at < tune->seen && tune->order[at] == index)
        return one->cost;
    for (size_t i = tune->seen++; i > at; i--)
        tune->order[i] = tune->order[i - 1];
    tune->order[at] = index;
    return one->cost;
}

// Whether nothing new may be tried.
static bool has_to_stop(struct tune *tune)
{
    const size_t count = tune_tries(tune);
    if (tune->setup.seconds > 0 && count > 0 && now(tune) - tune->begun > tune->setup.seconds)
        tune->is_late = true;
    if (tune->left == 0 || job_is_cancelled(tune->turn))
        tune->is_stopped = true;
    return tune->is_late || tune->is_stopped || count == TUNE_TRIES_MAX;
}

// The cost of α: remembered, or tried where that may still be; NaN where it may not. Whatever the
// answers are, who asks comes to an end.
static double ask(struct tune *tune, double alpha)
{
    const size_t count = tune_tries(tune);
    for (size_t i = 0; i < count; i++)
        if (tune->tried[i].alpha == alpha)
            return see(tune, i);
    if (has_to_stop(tune))
        return NAN;
    const double cost = tune->setup.cost(tune->setup.user, alpha, tune->turn);
    tune->left--;
    if (job_is_cancelled(tune->turn)) { // a run that was broken off says nothing
        tune->is_stopped = true;
        return NAN;
    }
    tune->tried[count] = (struct tune_try){alpha, isfinite(cost) ? cost : INFINITY};
    atomic_store_explicit(&tune->count, count + 1, memory_order_release);
    return see(tune, count);
}

// ---- the search ---------------------------------------------------------------------------------

// The least cost; of those that are alike the nearest to where the search began. False: all
// diverged.
static bool find_best(const struct tune *tune, size_t *best)
{
    bool found = false;
    for (size_t i = 0; i < tune->seen; i++) {
        const struct tune_try one = sorted(tune, i), least = sorted(tune, *best);
        const double begin = tune->setup.begin;
        const bool is_nearer =
            fabs(maths_log(one.alpha / begin)) < fabs(maths_log(least.alpha / begin));
        if (isfinite(one.cost) &&
            (!found || one.cost < least.cost || (one.cost == least.cost && is_nearer))) {
            *best = i;
            found = true;
        }
    }
    return found;
}

static double round_to(double value, int digits)
{
    char text[40];
    snprintf(text, sizeof text, "%.*e", digits - 1, value);
    return strtod(text, NULL);
}

static bool is_within(const struct tune *tune, double alpha)
{
    return alpha >= tune->setup.low && alpha <= tune->setup.high;
}

// The whole range in steps of √2, from where the search begins.
static void try_range(struct tune *tune)
{
    const struct tune_setup *setup = &tune->setup;
    ask(tune, setup->begin);
    for (int k = 1; is_within(tune, setup->begin * maths_exp2(0.5 * k)); k++)
        ask(tune, round_to(setup->begin * maths_exp2(0.5 * k), DIGITS_MAX));
    for (int k = 1; is_within(tune, setup->begin * maths_exp2(-0.5 * k)); k++)
        ask(tune, round_to(setup->begin * maths_exp2(-0.5 * k), DIGITS_MAX));
    ask(tune, setup->low);
    ask(tune, setup->high);
}

// Between the neighbours of the best, where there may be more than one valley.
static void try_grid(struct tune *tune)
{
    size_t best = 0;
    if (!find_best(tune, &best))
        return;
    const double alpha = sorted(tune, best).alpha;
    for (int i = 1 - GRID; i < GRID; i++)
        if (is_within(tune, alpha * maths_exp2(0.5 * i / GRID)))
            ask(tune, round_to(alpha * maths_exp2(0.5 * i / GRID), DIGITS_MAX));
}

static double cost_at(const struct tune *tune, size_t at)
{
    return at < tune->seen ? sorted(tune, at).cost : INFINITY;
}

// Tries that no neighbour is below, the deepest first: as the α before and after each. Returns how
// many.
static size_t find_valleys(const struct tune *tune, double low[VALLEYS], double high[VALLEYS])
{
    double depth[VALLEYS];
    size_t count = 0;
    const size_t tries = tune->seen;
    for (size_t i = 0; i < tries; i++) {
        const double cost = cost_at(tune, i);
        const bool is_below = isfinite(cost) && cost <= cost_at(tune, i + 1) &&
                              (i == 0 || cost < cost_at(tune, i - 1));
        if (!is_below || (count == VALLEYS && cost >= depth[VALLEYS - 1]))
            continue;
        size_t at = count < VALLEYS ? count++ : VALLEYS - 1;
        for (; at > 0 && depth[at - 1] > cost; at--) {
            depth[at] = depth[at - 1];
            low[at] = low[at - 1];
            high[at] = high[at - 1];
        }
        depth[at] = cost;
        low[at] = i > 0 ? sorted(tune, i - 1).alpha : sorted(tune, i).alpha;
        high[at] = i + 1 < tries ? sorted(tune, i + 1).alpha : sorted(tune, i).alpha;
    }
    return count;
}

// Kiefer (1953), on the logarithm of α.
static void search_valley(struct tune *tune, double low, double high)
{
    static const double share = 0.6180339887498949;
    const double precision = tune->setup.precision > 0 ? tune->setup.precision : usual_precision;
    double a = maths_log(low), b = maths_log(high);
    for (int i = 0; i < SECTIONS_MAX && b - a > precision; i++) {
        const double c = b - share * (b - a), d = a + share * (b - a);
        const double left = ask(tune, round_to(maths_exp(c), DIGITS_MAX)),
                     right = ask(tune, round_to(maths_exp(d), DIGITS_MAX));
        if (left <= right || isinf(right))
            b = d;
        else
            a = c;
    }
}

// The number with the fewest digits that is as good.
static void choose_round(struct tune *tune, struct tune_result *result)
{
    const double best = result->alpha, most = result->cost + as_good * fabs(result->cost);
    for (int digits = DIGITS_MIN; digits < DIGITS_MAX; digits++) {
        const double alpha = round_to(best, digits);
        const double cost = is_within(tune, alpha) ? ask(tune, alpha) : NAN;
        if (!(cost <= most))
            continue;
        result->alpha = alpha;
        result->cost = cost;
        return;
    }
}

// ---- the range of good ones ---------------------------------------------------------------------

// Between an α whose cost is at most `most` and one whose cost is not: the last that is.
static double find_end(struct tune *tune, double good, double bad, double most)
{
    for (int i = 0; i < HALVINGS; i++) {
        const double middle = sqrt(good * bad);
        if (ask(tune, middle) <= most)
            good = middle;
        else
            bad = middle;
    }
    return good;
}

// From the best one up (+1) or down (−1) to the last good one.
static double good_end(struct tune *tune, const struct tune_result *result, double most,
                       int direction, bool *is_open)
{
    size_t at = place_of(tune, result->alpha);
    const size_t last = direction > 0 ? tune->seen - 1 : 0;
    while (at != last && cost_at(tune, at + (size_t)direction) <= most)
        at += (size_t)direction;
    *is_open = at == last;
    const double good = sorted(tune, at).alpha;
    return *is_open ? good : find_end(tune, good, sorted(tune, at + (size_t)direction).alpha, most);
}

static double find_edge(struct tune *tune, const struct tune_result *result)
{
    size_t at = place_of(tune, result->alpha);
    while (at < tune->seen && isfinite(cost_at(tune, at)))
        at++;
    if (at == tune->seen)
        return INFINITY;
    double good = sorted(tune, at - 1).alpha, bad = sorted(tune, at).alpha;
    for (int i = 0; i < HALVINGS; i++) {
        const double middle = sqrt(good * bad);
        if (isfinite(ask(tune, middle)))
            good = middle;
        else
            bad = middle;
    }
    return bad;
}

// ---- the whole ----------------------------------------------------------------------------------

static struct tune_result search(struct tune *tune)
{
    struct tune_result result = {.low = NAN, .high = NAN, .edge = INFINITY};
    try_range(tune);
    try_grid(tune);
    double low[VALLEYS], high[VALLEYS];
    const size_t valleys = find_valleys(tune, low, high);
    for (size_t i = 0; i < valleys; i++)
        search_valley(tune, low[i], high[i]);
    size_t best = 0;
    result.before = ask(tune, tune->setup.begin);
    result.is_found = find_best(tune, &best);
    if (!result.is_found)
        return result;
    result.alpha = sorted(tune, best).alpha;
    result.cost = sorted(tune, best).cost;
    choose_round(tune, &result);
    result.is_at_bound = result.alpha <= tune->setup.low || result.alpha >= tune->setup.high;
    if (tune->is_stopped || tune->is_late)
        return result;
    const double most = result.cost + fabs(result.cost);
    result.low = good_end(tune, &result, most, -1, &result.is_low_open);
    result.high = good_end(tune, &result, most, 1, &result.is_high_open);
    result.edge = find_edge(tune, &result);
    result.is_whole = !tune->is_late;
    return result;
}

static bool advance(void *user, const struct job *job, size_t tries)
{
    struct tune *tune = user;
    if (tune->is_over)
        return false;
    if (tune->begun < 0)
        tune->begun = now(tune);
    tune->turn = job;
    tune->left = tries;
    tune->seen = 0;
    tune->is_stopped = false;
    const struct tune_result result = search(tune);
    if (tune->is_stopped)
        return true;
    tune->result = result;
    tune->is_over = true;
    return false;
}

static double share_done(const void *user)
{
    return fmin((double)tune_tries(user) / TUNE_TRIES_USUAL, 0.99);
}

struct tune *tune_create(const struct tune_setup *setup, struct error *error)
{
    struct tune *tune = array_create(1, sizeof *tune, error);
    if (!tune)
        return NULL;
    const struct job_setup job = {.name = "search",
                                  .user = tune,
                                  .slice = advance,
                                  .progress = share_done,
                                  .refuse_start = setup->refuse_start};
    tune->setup = *setup;
    tune->begun = -1;
    tune->job = job_create(&job, error);
    if (tune->job)
        return tune;
    tune_destroy(tune);
    return NULL;
}

void tune_destroy(struct tune *tune)
{
    if (!tune)
        return;
    job_destroy(tune->job);
    free(tune);
}

bool tune_start(struct tune *tune, struct error *error)
{
    return job_start(tune->job, error);
}

void tune_run(struct tune *tune)
{
    job_run(tune->job);
}

bool tune_advance(struct tune *tune, size_t tries)
{
    return job_advance(tune->job, tries);
}

void tune_cancel(struct tune *tune)
{
    job_cancel(tune->job);
}

bool tune_done(const struct tune *tune)
{
    return job_done(tune->job);
}

double tune_progress(const struct tune *tune)
{
    return job_progress(tune->job);
}

size_t tune_tries(const struct tune *tune)
{
    return atomic_load_explicit(&tune->count, memory_order_acquire);
}

struct tune_try tune_try(const struct tune *tune, size_t index)
{
    return tune->tried[index];
}

struct tune_result tune_result(const struct tune *tune)
{
    return tune->result;
}
