#include "sim/noise.h"

#include "base/array.h"
#include "base/lock.h"
#include "base/random.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

// The stream of the seed that the noise is drawn from. The shuffles use stream e in epoch e, far
// below.
static const uint64_t noise_stream = UINT64_C(1) << 63;

// aᵢ after aᵢ₋₁, [m × dimension]. They are drawn when somebody looks at them, mostly by the thread
// that runs and not by the one that shows it: of many examples they take longer than a frame.
struct pulls {
    atomic_bool is_drawn;
    struct lock lock; // of who draws: what stands below
    struct random random;
    double *at;
    size_t drawn, standardized; // numbers, then axes
};

struct noise {
    struct objective head; // first, so that a struct objective * is one of these
    struct objective *inner;
    double sigma;
    struct pulls *pulls; // NULL without noise
};

static const struct noise *self(const struct objective *objective)
{
    return (const struct noise *)objective;
}

static double cost(const struct objective *objective, const double theta[])
{
    const struct objective *inner = self(objective)->inner;
    return inner->type->cost(inner, theta);
}

// Shifts one axis of the pulls to mean 0 and scales it to variance 1 (divisor m).
static void standardize(double pull[], size_t m, size_t d, size_t axis)
{
    double sum = 0;
    for (size_t i = 0; i < m; i++)
        sum += pull[d * i + axis];
    const double mean = sum / (double)m;
    double squares = 0;
    for (size_t i = 0; i < m; i++) {
        pull[d * i + axis] -= mean;
        squares += pull[d * i + axis] * pull[d * i + axis];
    }
    const double deviation = sqrt(squares / (double)m);
    for (size_t i = 0; deviation > 0 && i < m; i++)
        pull[d * i + axis] /= deviation;
}

static void destroy_pulls(struct pulls *pulls)
{
    if (!pulls)
        return;
    free(pulls->at);
    free(pulls);
}

// There is room for all of them, so that only this can fail.
static struct pulls *create_pulls(const struct objective *head, uint64_t seed, struct error *error)
{
    struct pulls *pulls = array_create(1, sizeof *pulls, error);
    if (!pulls)
        return NULL;
    random_init(&pulls->random, seed, noise_stream);
    pulls->at = array_create(head->examples, head->dimension * sizeof *pulls->at, error);
    if (pulls->at)
        return pulls;
    destroy_pulls(pulls);
    return NULL;
}

// Some of what is left, under the lock. An axis is standardized in one go.
static void draw_some(const struct noise *n, size_t amount)
{
    const size_t m = n->head.examples, d = n->head.dimension;
    struct pulls *pulls = n->pulls;
    const size_t left = m * d - pulls->drawn, some = amount < left ? amount : left;
    for (size_t i = 0; i < some; i++)
        pulls->at[pulls->drawn++] = random_normal(&pulls->random);
    if (pulls->drawn < m * d)
        return;
    standardize(pulls->at, m, d, pulls->standardized++);
    if (pulls->standardized == d)
        atomic_store_explicit(&pulls->is_drawn, true, memory_order_release);
}

static bool draw(const struct objective *objective, size_t amount)
{
    struct pulls *pulls = self(objective)->pulls;
    if (!pulls || atomic_load_explicit(&pulls->is_drawn, memory_order_acquire))
        return false;
    lock_take(&pulls->lock);
    if (!atomic_load_explicit(&pulls->is_drawn, memory_order_relaxed))
        draw_some(self(objective), amount);
    const bool more = !atomic_load_explicit(&pulls->is_drawn, memory_order_relaxed);
    lock_leave(&pulls->lock);
    return more;
}

static const double *drawn_pulls(const struct noise *n)
{
    while (draw(&n->head, SIZE_MAX))
        ;
    return n->pulls->at;
}

// The pulls of a batch, added up along each axis.
static void add_pulls(const struct noise *n, const uint32_t batch[], size_t count, double sum[])
{
    const size_t d = n->head.dimension;
    const double *pull = drawn_pulls(n);
    if (d == 2) { // both sums in registers
        double along_x = 0, along_y = 0;
        for (size_t i = 0; i < count; i++) {
            const double *a = pull + 2 * (size_t)batch[i];
            along_x += a[0];
            along_y += a[1];
        }
        sum[0] = along_x;
        sum[1] = along_y;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const double *a = pull + d * (size_t)batch[i];
        for (size_t axis = 0; axis < d; axis++)
            sum[axis] += a[axis];
    }
}

static double pull(const struct noise *n, const double theta[], const uint32_t batch[],
                   size_t count, double gradient[])
{
    double sum[OBJECTIVE_PLANE_MAX] = {0}, pulled = 0;
    add_pulls(n, batch, count, sum);
    const double share = n->sigma / (double)count;
    for (size_t axis = 0; axis < n->head.dimension; axis++) {
        gradient[axis] += share * sum[axis];
        pulled += sum[axis] * theta[axis];
    }
    return share * pulled;
}

// Over a batch: ∇f + σ·ā and f + σ⟨ā, θ⟩, with ā the mean of the batch's aᵢ. The mean of all aᵢ is
// 0, so all examples give f itself, without the rounding error of the sum.
static double gradient(const struct objective *objective, const double theta[],
                       const uint32_t batch[], size_t count, double gradient[])
{
    const struct noise *n = self(objective);
    const struct objective *inner = n->inner;
    if (!n->pulls || !batch || count == n->head.examples)
        return inner->type->gradient(inner, theta, NULL, inner->examples, gradient);
    const double value = inner->type->gradient(inner, theta, NULL, inner->examples, gradient);
    return value + pull(n, theta, batch, count, gradient);
}

static void costs(const struct objective *objective, const double x[], double y, size_t count,
                  double value[])
{
    objective_plane_costs(self(objective)->inner, x, y, count, value);
}

static void kinks(const struct objective *objective, const double x[], double y, size_t count,
                  double *const value[])
{
    const struct objective *inner = self(objective)->inner;
    inner->type->kinks(inner, x, y, count, value);
}

static void destroy(struct objective *objective)
{
    struct noise *n = (struct noise *)objective;
    objective_destroy(n->inner);
    destroy_pulls(n->pulls);
    free(n);
}

static const struct objective_type type = {.name = "noise",
                                           .cost = cost,
                                           .costs = costs,
                                           .kinks = kinks,
                                           .gradient = gradient,
                                           .destroy = destroy,
                                           .draw = draw};

static bool check(const struct objective *inner, size_t examples, double sigma, struct error *error)
{
    if (inner->dimension > OBJECTIVE_PLANE_MAX)
        return error_set(error, ERROR_INPUT, "noise is for up to %d parameters, not %zu",
                         (int)OBJECTIVE_PLANE_MAX, inner->dimension);
    if (examples < 1 || examples > UINT32_MAX) // batches number them in 32 bits
        return error_set(error, ERROR_INPUT, "an objective has 1 to %lu examples, not %zu",
                         (unsigned long)UINT32_MAX, examples);
    if (!(sigma >= 0 && isfinite(sigma)))
        return error_set(error, ERROR_INPUT, "noise must be a number from 0, not %g", sigma);
    return true;
}

struct objective *noise_create(struct objective *inner, size_t examples, double sigma,
                               uint64_t seed, struct error *error)
{
    if (!inner)
        return NULL;
    struct noise *n =
        check(inner, examples, sigma, error) ? array_create(1, sizeof *n, error) : NULL;
    if (!n) {
        objective_destroy(inner);
        return NULL;
    }
    n->head = *inner;
    n->head.type = &type;
    n->head.examples = examples;
    n->inner = inner;
    n->sigma = sigma;
    // One example is f itself; without noise all of them are.
    const bool is_noisy = examples > 1 && sigma > 0;
    n->pulls = is_noisy ? create_pulls(&n->head, seed, error) : NULL;
    if (is_noisy && !n->pulls) {
        destroy(&n->head);
        return NULL;
    }
    return &n->head;
}

const double *noise_tilts(const struct objective *objective, double *sigma)
{
    const bool is_noisy = objective->type == &type && self(objective)->pulls;
    *sigma = is_noisy ? self(objective)->sigma : 0;
    return is_noisy ? drawn_pulls(self(objective)) : NULL;
}

const struct objective *noise_inner(const struct objective *objective)
{
    return objective->type == &type ? self(objective)->inner : objective;
}
