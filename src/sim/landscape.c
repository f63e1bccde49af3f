#include "sim/landscape.h"

#include "base/array.h"

#include <math.h>
#include <omp.h>
#include <pthread.h>
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
    size_t units;          // of the first layer, padded
    float *center, *u, *v; // [data->count × units] first-layer scores of the three vectors
    float *grid[LANDSCAPE_LEVELS];
    struct network_work *work; // [threads]
    float **theta;             // [threads][parameters]
    pthread_t worker;
    bool has_worker;
    atomic_bool cancelled, done;
    atomic_size_t points; // of the level in hand
    atomic_int level;     // complete ones
};

struct landscape *landscape_create(const struct network *network, const struct network_data *data,
                                   struct plane *plane, const double low[2], const double high[2],
                                   int threads, struct error *error)
{
    struct landscape *landscape = array_create(1, sizeof *landscape, error);
    if (!landscape)
        return NULL;
    landscape->network = *network;
    landscape->data = data;
    landscape->threads = threads > 0 ? threads : omp_get_max_threads();
    memcpy(landscape->low, low, sizeof landscape->low);
    memcpy(landscape->high, high, sizeof landscape->high);
    landscape->units = network->layer[0].padded;
    const size_t scores = data->count * landscape->units;
    landscape->center = array_create(scores, sizeof *landscape->center, error);
    landscape->u = array_create(scores, sizeof *landscape->u, error);
    landscape->v = array_create(scores, sizeof *landscape->v, error);
    const size_t count = (size_t)landscape->threads;
    landscape->work = array_create(count, sizeof *landscape->work, error);
    landscape->theta = array_create(count, sizeof *landscape->theta, error);
    bool done =
        landscape->center && landscape->u && landscape->v && landscape->work && landscape->theta;
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
    landscape_cancel(landscape);
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

// ---- computing ----------------------------------------------------------------------------------

static bool is_cancelled(const struct landscape *landscape)
{
    return atomic_load_explicit(&landscape->cancelled, memory_order_relaxed);
}

static void first_scores(const struct landscape *landscape, const float theta[], float scores[])
{
    const struct network *network = &landscape->network;
    const struct network_data *data = landscape->data;
    const size_t units = landscape->units, chunks = (data->count + NETWORK_ROWS - 1) / NETWORK_ROWS;
#pragma omp parallel for num_threads(landscape->threads) schedule(static)
    for (size_t chunk = 0; chunk < chunks; chunk++) {
        const size_t first = chunk * NETWORK_ROWS, left = data->count - first;
        network->kernels->product(
            scores + first * units, units,
            (struct kernel_view){data->x + first * data->stride, data->stride, 1}, theta, units,
            left < NETWORK_ROWS ? left : NETWORK_ROWS, network->layer[0].in + 1, units, false);
    }
}

// The cost at center + a·u + b·v.
static double cost_at(const struct landscape *landscape, double a, double b, float theta[],
                      struct network_work *work)
{
    const struct network *network = &landscape->network;
    const struct network_data *data = landscape->data;
    const struct plane *plane = &landscape->plane;
    const float fa = (float)a, fb = (float)b;
    const size_t units = landscape->units;
    for (size_t k = 0; k < network->parameters; k++)
        theta[k] = plane->center[k] + fa * plane->u[k] + fb * plane->v[k];
    double sum = 0;
    for (size_t first = 0; first < data->count; first += NETWORK_ROWS) {
        const size_t left = data->count - first, rows = left < NETWORK_ROWS ? left : NETWORK_ROWS;
        for (size_t r = 0; r < rows; r++) {
            const size_t from = (first + r) * units;
            const float *c = landscape->center + from, *u = landscape->u + from;
            const float *v = landscape->v + from;
            float *at = work->a[0] + r * work->stride[0];
            for (size_t i = 0; i < units; i++)
                at[i] = c[i] + fa * u[i] + fb * v[i];
            if (network->layers > 1)
                network->kernels->activate(at, units, network->spec.activation);
        }
        network_finish(network, theta, rows, work);
        sum += network_judge(network, data, first, rows, work).cost;
    }
    return sum / (double)data->count + network_penalty(network, theta);
}

static double along(const struct landscape *landscape, int axis, size_t k, size_t side)
{
    return landscape->low[axis] +
           (landscape->high[axis] - landscape->low[axis]) * (double)k / (double)(side - 1);
}

static void run_level(struct landscape *landscape, int level)
{
    const size_t side = sides[level];
    atomic_store(&landscape->points, 0);
#pragma omp parallel for num_threads(landscape->threads) schedule(dynamic, 4)
    for (size_t p = 0; p < side * side; p++) {
        if (is_cancelled(landscape))
            continue;
        const int me = omp_get_thread_num();
        landscape->grid[level][p] = (float)cost_at(landscape, along(landscape, 0, p % side, side),
                                                   along(landscape, 1, p / side, side),
                                                   landscape->theta[me], &landscape->work[me]);
        atomic_fetch_add_explicit(&landscape->points, 1, memory_order_relaxed);
    }
    if (!is_cancelled(landscape))
        atomic_store_explicit(&landscape->level, level + 1, memory_order_release);
}

// A last level that would take long is left out: 64 × 64 points show what there is.
static int levels_worth(const struct landscape *landscape)
{
    const double point = (double)landscape->data->count * landscape->network.forward_flops;
    return point * 128 * 128 < 2e11 ? LANDSCAPE_LEVELS : LANDSCAPE_LEVELS - 1;
}

void landscape_run(struct landscape *landscape)
{
    const struct plane *plane = &landscape->plane;
    first_scores(landscape, plane->center, landscape->center);
    first_scores(landscape, plane->u, landscape->u);
    first_scores(landscape, plane->v, landscape->v);
    for (int level = 0; level < levels_worth(landscape) && !is_cancelled(landscape); level++)
        run_level(landscape, level);
    atomic_store(&landscape->done, true);
}

// ---- the thread ---------------------------------------------------------------------------------

static void *work_on(void *landscape)
{
    landscape_run(landscape);
    return NULL;
}

bool landscape_start(struct landscape *landscape, struct error *error)
{
    if (pthread_create(&landscape->worker, NULL, work_on, landscape) != 0)
        return error_set(error, ERROR_FAILED, "no thread could be started for the landscape");
    landscape->has_worker = true;
    return true;
}

void landscape_cancel(struct landscape *landscape)
{
    if (!landscape->has_worker)
        return;
    atomic_store(&landscape->cancelled, true);
    pthread_join(landscape->worker, NULL);
    landscape->has_worker = false;
}

bool landscape_done(const struct landscape *landscape)
{
    return atomic_load(&landscape->done);
}

double landscape_progress(const struct landscape *landscape)
{
    const int level = atomic_load_explicit(&landscape->level, memory_order_acquire);
    const int levels = levels_worth(landscape);
    double total = 0, known = 0;
    for (int i = 0; i < levels; i++) {
        const double points = (double)(sides[i] * sides[i]);
        total += points;
        known += i < level ? points : i == level ? (double)atomic_load(&landscape->points) : 0;
    }
    return level >= levels ? 1 : fmin(known / total, 1);
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
