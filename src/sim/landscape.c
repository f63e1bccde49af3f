#include "sim/landscape.h"

#include "base/array.h"
#include "base/job.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/words.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static const size_t sides[LANDSCAPE_LEVELS] = {16, 32, 64, 128};

// The scores of the first layer are linear in θ, so over a plane they are a sum of three matrices
// that are computed once: what the first layer costs, most of a network's arithmetic, is not paid
// at every point of the grid.
struct landscape {
    struct network network;
    const struct network_data *data;
    struct plane plane;
    double low[2], high[2];
    int threads;
    size_t units; // of the first layer, padded
    // [chunks × units × NETWORK_ROWS] first-layer scores of the three vectors, an example a column
    float *center, *u, *v;
    float *grid[LANDSCAPE_LEVELS];
    struct network_work *work; // [threads]
    float **theta;             // [threads][parameters]
    size_t scored;             // chunks of rows whose first-layer scores are there
    atomic_size_t points;      // that are known, of all levels
    atomic_int level;          // complete ones
    struct job *job;
};

// ---- computing ----------------------------------------------------------------------------------

static size_t row_chunks(const struct landscape *landscape)
{
    return (landscape->data->count + NETWORK_ROWS - 1) / NETWORK_ROWS;
}

// First-layer scores of some rows: chunk c of the center, then of u, then of v.
static void first_scores(void *user, size_t index, int thread)
{
    const struct landscape *landscape = user;
    const struct network *network = &landscape->network;
    const struct network_data *data = landscape->data;
    const struct plane *plane = &landscape->plane;
    struct network_work *work = &landscape->work[thread];
    const size_t units = landscape->units, chunks = row_chunks(landscape);
    const float *const theta[] = {plane->center, plane->u, plane->v};
    float *const scores[] = {landscape->center, landscape->u, landscape->v};
    const size_t vector = index / chunks, chunk = index % chunks, first = chunk * NETWORK_ROWS;
    const size_t left = data->count - first, rows = left < NETWORK_ROWS ? left : NETWORK_ROWS;
    network->kernels->product(work->a[0], work->stride[0],
                              (struct kernel_view){data->x + first * data->stride, data->stride, 1},
                              theta[vector], units, rows, network->layer[0].in + 1, units, false);
    network->kernels->turn(scores[vector] + chunk * units * NETWORK_ROWS, NETWORK_ROWS, work->a[0],
                           work->stride[0], NETWORK_ROWS, units, 1);
    network_count(work, 2 * (double)rows * (double)data->stride * (double)units);
}

// What a point of the grid takes: the layers behind the first, and the sum that stands for that.
static double point_flops(const struct landscape *landscape)
{
    const double first = 2 * (double)landscape->data->stride * (double)landscape->units -
                         6 * (double)landscape->units;
    return (double)landscape->data->count * fmax(landscape->network.forward_flops - first, 1);
}

// The cost at center + a·u + b·v.
static double cost_at(const struct landscape *landscape, double a, double b, float theta[],
                      struct network_work *work)
{
    const struct network *network = &landscape->network;
    const struct network_data *data = landscape->data;
    const struct plane *plane = &landscape->plane;
    const float fa = (float)a, fb = (float)b;
    const size_t area = landscape->units * NETWORK_ROWS;
    const double share = point_flops(landscape) / (double)row_chunks(landscape);
    // What the first layer holds is in the scores already; a penalty asks for all of it.
    const size_t from = network->layers > 1 && network->spec.l2 == 0 ? network->layer[1].offset : 0;
    network->kernels->combine(theta + from, plane->center + from, plane->u + from, fa,
                              plane->v + from, fb, network->parameters - from);
    double sum = 0;
    for (size_t first = 0; first < data->count && !job_is_cancelled(landscape->job);
         first += NETWORK_ROWS) {
        const size_t left = data->count - first, rows = left < NETWORK_ROWS ? left : NETWORK_ROWS;
        const size_t at = first / NETWORK_ROWS * area;
        network->kernels->combine(work->column[0], landscape->center + at, landscape->u + at, fa,
                                  landscape->v + at, fb, area);
        sum += network_finish(network, theta, data, first, rows, work);
        network_count(work, share);
    }
    return sum / (double)data->count + network_penalty(network, theta);
}

static double along(const struct landscape *landscape, int axis, size_t k, size_t side)
{
    return landscape->low[axis] +
           (landscape->high[axis] - landscape->low[axis]) * (double)k / (double)(side - 1);
}

static void find_point(void *user, size_t p, int thread)
{
    struct landscape *landscape = user;
    const int level = atomic_load_explicit(&landscape->level, memory_order_relaxed);
    const size_t side = sides[level];
    if (job_is_cancelled(landscape->job))
        return;
    const double cost =
        cost_at(landscape, along(landscape, 0, p % side, side), along(landscape, 1, p / side, side),
                landscape->theta[thread], &landscape->work[thread]);
    if (job_is_cancelled(landscape->job))
        return; // it may be that of a part of the examples
    landscape->grid[level][p] = (float)cost;
    atomic_fetch_add_explicit(&landscape->points, 1, memory_order_relaxed);
}

// A last level that would take long is left out: 64 × 64 points show what there is.
static int levels_worth(const struct landscape *landscape)
{
    const double point = (double)landscape->data->count * landscape->network.forward_flops;
    return point * 128 * 128 < 2e11 ? LANDSCAPE_LEVELS : LANDSCAPE_LEVELS - 1;
}

// Points of the levels below this one.
static size_t points_below(int level)
{
    size_t points = 0;
    for (int i = 0; i < level; i++)
        points += sides[i] * sides[i];
    return points;
}

// Those of the level in hand that are known, and how many it has.
static size_t points_known(const struct landscape *landscape, size_t *total)
{
    const int level = atomic_load_explicit(&landscape->level, memory_order_relaxed);
    *total = sides[level] * sides[level];
    return atomic_load_explicit(&landscape->points, memory_order_relaxed) - points_below(level);
}

static void end_level(struct landscape *landscape)
{
    const int level = atomic_load_explicit(&landscape->level, memory_order_relaxed);
    atomic_store_explicit(&landscape->level, level + 1, memory_order_release);
}

static bool has_more(const struct landscape *landscape)
{
    return atomic_load_explicit(&landscape->level, memory_order_relaxed) < levels_worth(landscape);
}

// What slices have not done yet, on all threads.
struct rest {
    struct landscape *landscape;
    size_t first;
    void (*body)(void *user, size_t index, int thread);
};

static void do_rest(void *user, size_t index, int thread)
{
    const struct rest *rest = user;
    rest->body(rest->landscape, rest->first + index, thread);
}

static void find_all(void *user, const struct job *job)
{
    struct landscape *landscape = user;
    const size_t chunks = 3 * row_chunks(landscape);
    struct rest scores = {landscape, landscape->scored, first_scores};
    parallel_for(chunks - landscape->scored, landscape->threads, 1, do_rest, &scores);
    landscape->scored = chunks;
    while (has_more(landscape) && !job_is_cancelled(job)) {
        size_t total;
        struct rest points = {landscape, points_known(landscape, &total), find_point};
        parallel_for(total - points.first, landscape->threads, 4, do_rest, &points);
        if (!job_is_cancelled(job))
            end_level(landscape);
    }
}

// A chunk of first-layer scores counts as a point.
static bool find_some(void *user, const struct job *job, size_t points)
{
    struct landscape *landscape = user;
    for (; points > 0 && has_more(landscape) && !job_is_cancelled(job); points--) {
        if (landscape->scored < 3 * row_chunks(landscape)) {
            first_scores(landscape, landscape->scored++, 0);
            continue;
        }
        size_t total;
        find_point(landscape, points_known(landscape, &total), 0);
        if (points_known(landscape, &total) == total)
            end_level(landscape);
    }
    return has_more(landscape);
}

static double found_share(const void *user)
{
    const struct landscape *landscape = user;
    const double scores = 6 * (double)landscape->data->count * (double)landscape->data->stride *
                          (double)landscape->units;
    const double points = (double)points_below(levels_worth(landscape));
    double made = 0;
    for (int i = 0; i < landscape->threads; i++)
        made += atomic_load_explicit(&landscape->work[i].flops, memory_order_relaxed);
    return fmin(made / (scores + points * point_flops(landscape)), 1);
}

// ---- the landscape ------------------------------------------------------------------------------

// What it holds: what the first layer makes of all examples at the center and along both sides, the
// plane, and a network a thread with the room to look at it.
static bool check_memory(const struct network *network, const struct network_data *data,
                         int threads, struct error *error)
{
    const double scores = (double)(data->count + NETWORK_ROWS) * (double)network->layer[0].padded;
    const double thetas = (double)(parallel_threads(threads) + 3) * (double)network->parameters;
    const double works = (double)parallel_threads(threads) * network_work_bytes(network);
    return memory_check(words("the landscape"), (3 * scores + thetas) * sizeof(float) + works,
                        error);
}

struct landscape *landscape_create(const struct network *network, const struct network_data *data,
                                   struct plane *plane, const double low[2], const double high[2],
                                   int threads, struct error *error)
{
    struct landscape *landscape = check_memory(network, data, threads, error)
                                      ? array_create(1, sizeof *landscape, error)
                                      : NULL;
    if (!landscape)
        return NULL;
    const struct job_setup job = {.name = "landscape",
                                  .user = landscape,
                                  .slice = find_some,
                                  .run = find_all,
                                  .progress = found_share};
    landscape->network = *network;
    landscape->data = data;
    landscape->threads = parallel_threads(threads);
    landscape->job = job_create(&job, error);
    memcpy(landscape->low, low, sizeof landscape->low);
    memcpy(landscape->high, high, sizeof landscape->high);
    landscape->units = network->layer[0].padded;
    const size_t scores = row_chunks(landscape) * NETWORK_ROWS * landscape->units;
    landscape->center = array_create(scores, sizeof *landscape->center, error);
    landscape->u = array_create(scores, sizeof *landscape->u, error);
    landscape->v = array_create(scores, sizeof *landscape->v, error);
    const size_t count = (size_t)landscape->threads;
    landscape->work = array_create(count, sizeof *landscape->work, error);
    landscape->theta = array_create(count, sizeof *landscape->theta, error);
    bool done = landscape->job && landscape->center && landscape->u && landscape->v &&
                landscape->work && landscape->theta;
    for (size_t i = 0; done && i < count; i++) {
        landscape->theta[i] = array_create(network->parameters, sizeof(float), error);
        done = landscape->theta[i] && network_work_init(&landscape->work[i], network, error);
    }
    for (size_t i = 0; done && i < LANDSCAPE_LEVELS; i++) {
        landscape->grid[i] = array_create(sides[i] * sides[i], sizeof(float), error);
        done = landscape->grid[i] != NULL;
    }
    if (!done) {
        landscape_destroy(landscape);
        return NULL;
    }
    landscape->plane = *plane;
    memset(plane, 0, sizeof *plane);
    return landscape;
}

void landscape_destroy(struct landscape *landscape)
{
    if (!landscape)
        return;
    job_destroy(landscape->job);
    for (int i = 0; i < landscape->threads; i++) {
        if (landscape->theta)
            free(landscape->theta[i]);
        if (landscape->work)
            network_work_clear(&landscape->work[i]);
    }
    for (size_t i = 0; i < LANDSCAPE_LEVELS; i++)
        free(landscape->grid[i]);
    free(landscape->theta);
    free(landscape->work);
    free(landscape->center);
    free(landscape->u);
    free(landscape->v);
    plane_clear(&landscape->plane);
    free(landscape);
}

void landscape_run(struct landscape *landscape)
{
    job_run(landscape->job);
}

bool landscape_start(struct landscape *landscape, struct error *error)
{
    return job_start(landscape->job, error);
}

void landscape_cancel(struct landscape *landscape)
{
    job_cancel(landscape->job);
}

bool landscape_done(const struct landscape *landscape)
{
    return job_done(landscape->job);
}

bool landscape_advance(struct landscape *landscape, size_t points)
{
    return job_advance(landscape->job, points);
}

double landscape_progress(const struct landscape *landscape)
{
    return job_progress(landscape->job);
}

const float *landscape_grid(const struct landscape *landscape, size_t *side)
{
    const int level = atomic_load_explicit(&landscape->level, memory_order_acquire);
    if (level == 0)
        return NULL;
    *side = sides[level - 1];
    return landscape->grid[level - 1];
}

const struct plane *landscape_plane(const struct landscape *landscape)
{
    return &landscape->plane;
}

void landscape_range(const struct landscape *landscape, double low[2], double high[2])
{
    memcpy(low, landscape->low, sizeof landscape->low);
    memcpy(high, landscape->high, sizeof landscape->high);
}
