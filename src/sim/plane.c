#include "sim/plane.h"
#include "base/maths.h"

#include "base/array.h"
#include "base/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TURNS = 200, RANDOM_STREAM = 0x1a9d };

static double dot(const float a[], const float b[], size_t n)
{
    // Four sums, so that additions do not wait for each other.
    double sum[4] = {0};
    size_t i = 0;
    for (; i + 4 <= n; i += 4)
        for (size_t k = 0; k < 4; k++)
            sum[k] += (double)a[i + k] * (double)b[i + k];
    for (; i < n; i++)
        sum[0] += (double)a[i] * (double)b[i];
    return sum[0] + sum[1] + sum[2] + sum[3];
}

static bool plane_init(struct plane *plane, size_t parameters, struct error *error)
{
    memset(plane, 0, sizeof *plane);
    plane->parameters = parameters;
    plane->center = array_create(parameters, sizeof *plane->center, error);
    plane->u = array_create(parameters, sizeof *plane->u, error);
    plane->v = array_create(parameters, sizeof *plane->v, error);
    if (plane->center && plane->u && plane->v)
        return true;
    plane_clear(plane);
    return false;
}

void plane_clear(struct plane *plane)
{
    free(plane->center);
    free(plane->u);
    free(plane->v);
    memset(plane, 0, sizeof *plane);
}

static void measure(struct plane *plane)
{
    plane->uu = dot(plane->u, plane->u, plane->parameters);
    plane->uv = dot(plane->u, plane->v, plane->parameters);
    plane->vv = dot(plane->v, plane->v, plane->parameters);
}

// ---- principal directions -----------------------------------------------------------------------

// The largest eigenvalue of gram[count²] and its vector, by powers of the matrix, away from `other`
// (NULL = from none).
static double top_vector(const double gram[], size_t count, const double other[], double vector[],
                         double scratch[])
{
    double value = 0;
    for (size_t i = 0; i < count; i++)
        vector[i] = 1 + 0.37 * maths_sin(1.7 * (double)i + (other ? 2 : 0));
    for (int turn = 0; turn < TURNS; turn++) {
        double along = 0, length = 0;
        for (size_t i = 0; other && i < count; i++)
            along += vector[i] * other[i];
        double left = 0;
        for (size_t i = 0; i < count; i++) {
            vector[i] -= other ? along * other[i] : 0;
            left += vector[i] * vector[i];
        }
        // What the matrix makes of the rest lies along `other`: only rounding is left.
        if (!(left > 1e-12))
            return 0;
        for (size_t i = 0; i < count; i++) {
            double sum = 0;
            for (size_t k = 0; k < count; k++)
                sum += gram[i * count + k] * vector[k];
            scratch[i] = sum;
            length += sum * sum;
        }
        length = sqrt(length);
        if (!(length > 0))
            return 0;
        double size = 0;
        for (size_t i = 0; i < count; i++)
            size += vector[i] * vector[i];
        value = length / sqrt(size);
        for (size_t i = 0; i < count; i++)
            vector[i] = scratch[i] / length;
    }
    return value;
}

// direction = Σ wᵢ (θᵢ − mean), scaled to length 1.
static void combine(const struct plane *plane, const float theta[], size_t count,
                    const double weight[], float direction[])
{
    const size_t n = plane->parameters;
    memset(direction, 0, n * sizeof *direction);
    for (size_t i = 0; i < count; i++) {
        const float w = (float)weight[i];
        for (size_t k = 0; k < n; k++)
            direction[k] += w * (theta[i * n + k] - plane->center[k]);
    }
    const float scale = (float)(1 / sqrt(dot(direction, direction, n)));
    for (size_t k = 0; k < n; k++)
        direction[k] *= scale;
}

bool plane_principal(struct plane *plane, const float theta[], size_t count, size_t parameters,
                     struct error *error)
{
    if (!plane_init(plane, parameters, error))
        return false;
    const size_t n = parameters;
    double *gram = array_create(count * count, sizeof *gram, error);
    double *vectors = array_create(3 * count, sizeof *vectors, error);
    float *away = array_create(count * n, sizeof *away, error);
    bool done = gram && vectors && away;
    if (done) {
        for (size_t k = 0; k < n; k++) {
            double sum = 0;
            for (size_t i = 0; i < count; i++)
                sum += (double)theta[i * n + k];
            plane->center[k] = (float)(sum / (double)count);
        }
        for (size_t i = 0; i < count; i++)
            for (size_t k = 0; k < n; k++)
                away[i * n + k] = theta[i * n + k] - plane->center[k];
        double trace = 0;
        for (size_t i = 0; i < count; i++) {
            for (size_t k = 0; k <= i; k++)
                gram[i * count + k] = gram[k * count + i] = dot(away + i * n, away + k * n, n);
            trace += gram[i * count + i];
        }
        double *first = vectors, *second = vectors + count, *scratch = vectors + 2 * count;
        const double a = top_vector(gram, count, NULL, first, scratch);
        const double b = a > 0 ? top_vector(gram, count, first, second, scratch) : 0;
        done = b > 1e-9 * a && isfinite(trace);
        if (done) {
            combine(plane, theta, count, first, plane->u);
            combine(plane, theta, count, second, plane->v);
            plane->kept = (a + b) / trace;
            measure(plane);
        } else {
            error_set(error, ERROR_FAILED, "the paths do not span a plane");
        }
    }
    free(gram);
    free(vectors);
    free(away);
    if (!done)
        plane_clear(plane);
    return done;
}

// ---- random directions --------------------------------------------------------------------------

static void random_direction(const struct network *network, const float center[],
                             struct random *random, float direction[])
{
    memset(direction, 0, network->parameters * sizeof *direction);
    for (size_t l = 0; l < network->layers; l++) {
        const size_t in = l > 0 ? network->layer[l - 1].units : network->spec.inputs;
        for (size_t unit = 0; unit < network->layer[l].units; unit++) {
            double length = 0, wanted = 0;
            for (size_t i = 0; i < in; i++) {
                const size_t k = network_place(network, l, i, unit);
                direction[k] = (float)random_normal(random);
                length += (double)direction[k] * (double)direction[k];
                wanted += (double)center[k] * (double)center[k];
            }
            const float scale = (float)sqrt(wanted / length);
            for (size_t i = 0; i < in; i++)
                direction[network_place(network, l, i, unit)] *= scale;
        }
    }
}

bool plane_random(struct plane *plane, const struct network *network, const float center[],
                  uint64_t seed, struct error *error)
{
    if (!plane_init(plane, network->parameters, error))
        return false;
    struct random random;
    random_init(&random, seed, RANDOM_STREAM);
    memcpy(plane->center, center, network->parameters * sizeof *center);
    random_direction(network, center, &random, plane->u);
    random_direction(network, center, &random, plane->v);
    plane->kept = NAN;
    measure(plane);
    if (plane->uu > 0 && plane->vv > 0 && isfinite(plane->uu + plane->vv))
        return true;
    plane_clear(plane);
    return error_set(error, ERROR_FAILED, "all weights are 0: directions have no length there");
}

void plane_project(const struct plane *plane, const float theta[], double at[2])
{
    double a = 0, b = 0;
    for (size_t k = 0; k < plane->parameters; k++) {
        const double away = (double)theta[k] - (double)plane->center[k];
        a += away * (double)plane->u[k];
        b += away * (double)plane->v[k];
    }
    // Least squares: the directions need not be at right angles.
    const double det = plane->uu * plane->vv - plane->uv * plane->uv;
    at[0] = (a * plane->vv - b * plane->uv) / det;
    at[1] = (b * plane->uu - a * plane->uv) / det;
}
