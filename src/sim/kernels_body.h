// The kernels themselves, written once. Each variant includes this file after defining
//
//   vector, integers   LANES floats or ints
//   loose              a vector in memory, not aligned
//   TILE_ROWS          rows of a product that are worked on at once, 2 vectors wide
//   MULTIPLY_ADD       a·b + c, fused where the processor can
//   ROUND              to the nearest whole number, for |x| < 2²²
//   SUM_OF, MAX_OF     of all lanes
//   SUMS_OF            the sums of LANES vectors, each added up in the order of SUM_OF
//   KERNELS            with KERNELS_NAME and IS_SUPPORTED

#include "sim/rule_program.h"
#include "sim/rule_scalars.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

// Four floats, on every processor.
typedef float quad __attribute__((vector_size(16)));
typedef float loose_quad __attribute__((vector_size(16), aligned(4), may_alias));
typedef int quad_places __attribute__((vector_size(16)));

// The lanes of a (0 to 3) and b (4 to 7) that are named.
#if defined(__clang__)
#define SHUFFLE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define SHUFFLE(a, b, ...) __builtin_shuffle(a, b, (quad_places){__VA_ARGS__})
#endif

INLINE vector load(const float *at)
{
    return *(const loose *)at;
}

INLINE void store(float *at, vector value)
{
    *(loose *)at = value;
}

INLINE quad load_quad(const float *at)
{
    return *(const loose_quad *)at;
}

INLINE void store_quad(float *at, quad value)
{
    *(loose_quad *)at = value;
}

INLINE vector spread(float value)
{
    return value - (vector){0};
}

// Halves are added to halves.
INLINE float sum_of(vector v)
{
    float part[LANES];
    memcpy(part, &v, sizeof part);
    for (int half = LANES / 2; half > 0; half /= 2)
        for (int i = 0; i < half; i++)
            part[i] += part[i + half];
    return part[0];
}

INLINE float max_of(vector v)
{
    float part[LANES];
    memcpy(part, &v, sizeof part);
    for (int half = LANES / 2; half > 0; half /= 2)
        for (int i = 0; i < half; i++)
            part[i] = part[i] > part[i + half] ? part[i] : part[i + half];
    return part[0];
}

enum { TILE_MOST = 13 }; // of all variants
enum picked { PICKED_NONE, PICKED_ROWS, PICKED_COLUMNS };

// ---- products -----------------------------------------------------------------------------------

// One tile: `rows` × (`wide` vectors), with rows, wide and what is picked known where it is
// inlined.
INLINE void tile(float *c, size_t ldc, struct kernel_view a, const float *b, size_t ldb, int rows,
                 int wide, size_t inner, bool add, enum picked picked)
{
    vector sum[TILE_MOST][2];
    const float *left_row[TILE_MOST];
    UNROLL(16)
    for (int r = 0; r < rows; r++)
        left_row[r] = picked == PICKED_ROWS ? a.at + a.rows[r] * a.row : a.at + (size_t)r * a.row;
    UNROLL(16)
    for (int r = 0; r < rows; r++) {
        UNROLL(2)
        for (int v = 0; v < wide; v++)
            sum[r][v] = add ? load(c + (size_t)r * ldc + v * LANES) : (vector){0};
    }
    for (size_t k = 0; k < inner; k++) {
        const float *row = b + k * ldb;
        const float *at = a.at + (picked == PICKED_COLUMNS ? a.columns[k] : k) * a.column;
        vector right[2];
        UNROLL(2)
        for (int v = 0; v < wide; v++)
            right[v] = load(row + v * LANES);
        UNROLL(16)
        for (int r = 0; r < rows; r++) {
            const vector left =
                spread(picked == PICKED_ROWS ? left_row[r][k] : at[(size_t)r * a.row]);
            UNROLL(2)
            for (int v = 0; v < wide; v++)
                sum[r][v] = MULTIPLY_ADD(left, right[v], sum[r][v]);
        }
    }
    UNROLL(16)
    for (int r = 0; r < rows; r++) {
        UNROLL(2)
        for (int v = 0; v < wide; v++)
            store(c + (size_t)r * ldc + v * LANES, sum[r][v]);
    }
}

// One row: a chain of additions would wait for itself, so four of them share the work.
INLINE void single_row(float *c, struct kernel_view a, const float *b, size_t ldb, int wide,
                       size_t inner, bool add)
{
    vector sum[4][2];
    UNROLL(4)
    for (int part = 0; part < 4; part++) {
        UNROLL(2)
        for (int v = 0; v < wide; v++)
            sum[part][v] = add && part == 0 ? load(c + v * LANES) : (vector){0};
    }
    size_t k = 0;
    for (; k + 4 <= inner; k += 4) {
        UNROLL(4)
        for (int part = 0; part < 4; part++) {
            const vector left = spread(a.at[(k + (size_t)part) * a.column]);
            UNROLL(2)
            for (int v = 0; v < wide; v++)
                sum[part][v] = MULTIPLY_ADD(left, load(b + (k + (size_t)part) * ldb + v * LANES),
                                            sum[part][v]);
        }
    }
    for (; k < inner; k++) {
        const vector left = spread(a.at[k * a.column]);
        UNROLL(2)
        for (int v = 0; v < wide; v++)
            sum[0][v] = MULTIPLY_ADD(left, load(b + k * ldb + v * LANES), sum[0][v]);
    }
    UNROLL(2)
    for (int v = 0; v < wide; v++)
        store(c + v * LANES, (sum[0][v] + sum[1][v]) + (sum[2][v] + sum[3][v]));
}

// All rows of a strip `wide` vectors wide.
INLINE void strip(float *c, size_t ldc, struct kernel_view a, const float *b, size_t ldb,
                  size_t rows, int wide, size_t inner, bool add, enum picked picked)
{
    if (rows == 1 && picked != PICKED_COLUMNS) {
        if (picked == PICKED_ROWS)
            a.at += a.rows[0] * a.row;
        single_row(c, a, b, ldb, wide, inner, add);
        return;
    }
    size_t r = 0;
    for (; r + TILE_ROWS <= rows; r += TILE_ROWS) {
        tile(c + r * ldc, ldc, a, b, ldb, TILE_ROWS, wide, inner, add, picked);
        if (picked == PICKED_ROWS)
            a.rows += TILE_ROWS;
        else
            a.at += TILE_ROWS * a.row;
    }
    // What is left is one smaller tile: one after the other, few rows would wait for themselves.
#define SMALLER(count)                                                                             \
    case count:                                                                                    \
        if (count < TILE_ROWS)                                                                     \
            tile(c + r * ldc, ldc, a, b, ldb, count, wide, inner, add, picked);                    \
        return;
    switch (rows - r) {
        SMALLER(1)
        SMALLER(2)
        SMALLER(3)
        SMALLER(4)
        SMALLER(5)
        SMALLER(6)
        SMALLER(7)
        SMALLER(8)
        SMALLER(9)
        SMALLER(10)
        SMALLER(11)
        SMALLER(12)
    }
#undef SMALLER
}

static void product(float *c, size_t ldc, struct kernel_view a, const float *b, size_t ldb,
                    size_t rows, size_t inner, size_t n, bool add)
{
#define STRIPS(picked)                                                                             \
    do {                                                                                           \
        size_t j = 0;                                                                              \
        for (; j + 2 * LANES <= n; j += 2 * LANES)                                                 \
            strip(c + j, ldc, a, b + j, ldb, rows, 2, inner, add, picked);                         \
        for (; j < n; j += LANES)                                                                  \
            strip(c + j, ldc, a, b + j, ldb, rows, 1, inner, add, picked);                         \
    } while (0)
    if (a.rows)
        STRIPS(PICKED_ROWS);
    else if (a.columns)
        STRIPS(PICKED_COLUMNS);
    else
        STRIPS(PICKED_NONE);
#undef STRIPS
}

// All d·wₖ of a row of w, as one vector whose lanes are to be added up.
INLINE vector products_of(const float *left, const float *row, size_t inner)
{
    vector sum = load(left) * load(row);
    for (size_t j = LANES; j < inner; j += LANES)
        sum = MULTIPLY_ADD(load(left + j), load(row + j), sum);
    return sum;
}

// The sums of four vectors of four lanes.
INLINE quad four_sums(quad a, quad b, quad c, quad d)
{
    const quad ab = SHUFFLE(a, b, 0, 1, 4, 5) + SHUFFLE(a, b, 2, 3, 6, 7);
    const quad cd = SHUFFLE(c, d, 0, 1, 4, 5) + SHUFFLE(c, d, 2, 3, 6, 7);
    return SHUFFLE(ab, cd, 0, 2, 4, 6) + SHUFFLE(ab, cd, 1, 3, 5, 7);
}

static void product_turned(float *c, size_t ldc, const float *d, size_t ldd, const float *w,
                           size_t ldw, size_t rows, size_t inner, size_t n)
{
    for (size_t r = 0; r < rows; r++) {
        const float *left = d + r * ldd;
        size_t k = 0;
        for (; k + LANES <= n; k += LANES) {
            vector sum[LANES];
            UNROLL(16)
            for (size_t i = 0; i < LANES; i++)
                sum[i] = products_of(left, w + (k + i) * ldw, inner);
            store(c + r * ldc + k, SUMS_OF(sum));
        }
        for (; k < n; k++)
            c[r * ldc + k] = SUM_OF(products_of(left, w + k * ldw, inner));
    }
}

static void turn(float *to, size_t ldto, const float *from, size_t ldfrom, size_t rows,
                 size_t columns, float factor)
{
    for (size_t r = 0; r < rows; r += 4) {
        for (size_t k = 0; k < columns; k += 4) {
            const float *at = from + r * ldfrom + k;
            const quad a = load_quad(at), b = load_quad(at + ldfrom);
            const quad c = load_quad(at + 2 * ldfrom), d = load_quad(at + 3 * ldfrom);
            const quad low_ac = SHUFFLE(a, c, 0, 4, 1, 5), high_ac = SHUFFLE(a, c, 2, 6, 3, 7);
            const quad low_bd = SHUFFLE(b, d, 0, 4, 1, 5), high_bd = SHUFFLE(b, d, 2, 6, 3, 7);
            float *there = to + k * ldto + r;
            store_quad(there, factor * SHUFFLE(low_ac, low_bd, 0, 4, 1, 5));
            store_quad(there + ldto, factor * SHUFFLE(low_ac, low_bd, 2, 6, 3, 7));
            store_quad(there + 2 * ldto, factor * SHUFFLE(high_ac, high_bd, 0, 4, 1, 5));
            store_quad(there + 3 * ldto, factor * SHUFFLE(high_ac, high_bd, 2, 6, 3, 7));
        }
    }
}

static void combine(float *to, const float *center, const float *u, float a, const float *v,
                    float b, size_t count)
{
    for (size_t i = 0; i < count; i += LANES)
        store(to + i, load(center + i) + a * load(u + i) + b * load(v + i));
}

// One row of it; where sum[] is asked for, next · w joins it.
INLINE void descend_row(float *w, float a, const vector right[], int wide, float alpha, float next,
                        vector sum[])
{
    const vector left = spread(a), ahead = spread(next);
    UNROLL(4)
    for (int v = 0; v < wide; v++) {
        const vector moved = load(w + v * LANES) - alpha * (left * right[v]);
        store(w + v * LANES, moved);
        if (sum)
            sum[v] = MULTIPLY_ADD(ahead, moved, sum[v]);
    }
}

// All rows of a strip `wide` vectors wide.
INLINE void descend_strip(float *w, const float *a, const float *d, size_t rows, size_t n, int wide,
                          float alpha)
{
    vector right[4];
    UNROLL(4)
    for (int v = 0; v < wide; v++)
        right[v] = load(d + v * LANES);
    for (size_t r = 0; r < rows; r++)
        descend_row(w + r * n, a[r], right, wide, alpha, 0, NULL);
}

// The same with the scores of the next example: four sums share its rows as in single_row.
INLINE void descend_ahead(float *w, const float *a, const float *d, size_t rows, size_t n, int wide,
                          float alpha, const float *next, float *z)
{
    vector right[2], sum[4][2] = {{{0}}};
    UNROLL(2)
    for (int v = 0; v < wide; v++)
        right[v] = load(d + v * LANES);
    size_t r = 0;
    for (; r + 4 <= rows; r += 4) {
        UNROLL(4)
        for (size_t part = 0; part < 4; part++)
            descend_row(w + (r + part) * n, a[r + part], right, wide, alpha, next[r + part],
                        sum[part]);
    }
    for (; r < rows; r++)
        descend_row(w + r * n, a[r], right, wide, alpha, next[r], sum[0]);
    UNROLL(2)
    for (int v = 0; v < wide; v++)
        store(z + v * LANES, (sum[0][v] + sum[1][v]) + (sum[2][v] + sum[3][v]));
}

static void descend(float *w, const float *a, const float *d, size_t rows, size_t n, float alpha,
                    const float *next, float *z)
{
    size_t j = 0;
    for (; next && j + 2 * LANES <= n; j += 2 * LANES)
        descend_ahead(w + j, a, d + j, rows, n, 2, alpha, next, z + j);
    for (; next && j < n; j += LANES)
        descend_ahead(w + j, a, d + j, rows, n, 1, alpha, next, z + j);
    for (; j + 4 * LANES <= n; j += 4 * LANES)
        descend_strip(w + j, a, d + j, rows, n, 4, alpha);
    for (; j + 2 * LANES <= n; j += 2 * LANES)
        descend_strip(w + j, a, d + j, rows, n, 2, alpha);
    for (; j < n; j += LANES)
        descend_strip(w + j, a, d + j, rows, n, 1, alpha);
}

// ---- activations --------------------------------------------------------------------------------

INLINE vector choose(integers mask, vector yes, vector no)
{
    return (vector)((mask & (integers)yes) | (~mask & (integers)no));
}

// eˣ for x ≤ 88: 2ⁿ·eʳ with |r| ≤ ½ ln 2 and a polynomial for eʳ (Cody & Waite 1980); below −87 it
// is 0 in effect. Relative error under 2e-7. NaN stays NaN.
INLINE vector exponential(vector x)
{
    x = choose(x < -87.0f, spread(-87), x);
    const vector n = ROUND(x * 1.44269504f);
    vector r = MULTIPLY_ADD(n, spread(-0.693359375f), x);
    r = MULTIPLY_ADD(n, spread(2.12194440e-4f), r);
    vector p = spread(1.98756915e-4f);
    p = MULTIPLY_ADD(p, r, spread(1.39819995e-3f));
    p = MULTIPLY_ADD(p, r, spread(8.33345191e-3f));
    p = MULTIPLY_ADD(p, r, spread(4.16657960e-2f));
    p = MULTIPLY_ADD(p, r, spread(1.66666655e-1f));
    p = MULTIPLY_ADD(p, r, spread(5.00000012e-1f));
    p = MULTIPLY_ADD(p, r * r, r + 1.0f);
    const integers power = (__builtin_convertvector(n, integers) + 127) << 23;
    return p * (vector)power;
}

INLINE vector hyperbolic_tangent(vector x)
{
    // tanh |x| = (1 − e^(−2|x|)) / (1 + e^(−2|x|)); near 0, where that cancels, its series.
    const vector size = choose(x < 0.0f, -x, x);
    const vector e = exponential(-2.0f * size);
    const vector far = (1.0f - e) / (1.0f + e);
    const vector x2 = size * size;
    const vector near =
        size * (1.0f + x2 * (-0.333333343f + x2 * (0.133333337f - 0.0539682545f * x2)));
    const vector y = choose(size < 0.15f, near, far);
    return choose(x < 0.0f, -y, y);
}

// 1 / (1 + e^−x), by e^−|x|, which never leaves the numbers.
INLINE vector logistic(vector x)
{
    const vector e = exponential(choose(x < 0.0f, x, -x));
    return choose(x < 0.0f, e, spread(1)) / (1.0f + e);
}

// Φ(x), the normal distribution: 1 − ½ e^(−x²/2)·p(t) for x ≥ 0, within 1e-7 (Abramowitz & Stegun
// 1964, 7.1.26). *density gets e^(−x²/2).
INLINE vector normal(vector x, vector *density)
{
    const vector size = choose(x < 0.0f, -x, x);
    const vector t = 1.0f / (1.0f + 0.231641888f * size); // 0.3275911/√2
    vector p = spread(1.061405429f);
    p = MULTIPLY_ADD(p, t, spread(-1.453152027f));
    p = MULTIPLY_ADD(p, t, spread(1.421413741f));
    p = MULTIPLY_ADD(p, t, spread(-0.284496736f));
    p = MULTIPLY_ADD(p, t, spread(0.254829592f));
    // e^(−x²/2) is 0 in effect from |x| = 13 on, where x² may be more than a float can hold.
    const vector near = choose(size > 13.0f, spread(13), size);
    *density = exponential(-0.5f * near * near);
    const vector tail = 0.5f * *density * p * t;
    return choose(x < 0.0f, tail, 1.0f - tail);
}

INLINE vector activated(vector x, enum activation activation)
{
    vector density;
    switch (activation) {
    case ACTIVATION_RELU:
        return choose(x < 0.0f, (vector){0}, x); // NaN passes
    case ACTIVATION_TANH:
        return hyperbolic_tangent(x);
    case ACTIVATION_SIGMOID:
        return logistic(x);
    case ACTIVATION_LEAKY_RELU: // Maas, Hannun & Ng 2013
        return choose(x < 0.0f, 0.01f * x, x);
    case ACTIVATION_GELU: // Hendrycks & Gimpel 2016
        // Far down −∞·0 would be no number.
        return choose(x < -13.0f, (vector){0}, x * normal(x, &density));
    }
    return x;
}

// By the value y; for gelu by what it was given.
INLINE vector slope_at(vector y, enum activation activation)
{
    vector density, share;
    switch (activation) {
    case ACTIVATION_RELU:
        return choose(y > 0.0f, spread(1), (vector){0});
    case ACTIVATION_TANH:
        return 1.0f - y * y;
    case ACTIVATION_SIGMOID:
        return y * (1.0f - y);
    case ACTIVATION_LEAKY_RELU:
        return choose(y > 0.0f, spread(1), spread(0.01f));
    case ACTIVATION_GELU: // Φ(z) + zφ(z)
        share = normal(y, &density);
        return share + choose(y * y < 169.0f, y * density * 0.398942280f, (vector){0});
    }
    return spread(1);
}

static void activate(float *a, size_t count, enum activation activation)
{
#define ACTIVATE(kind)                                                                             \
    case kind:                                                                                     \
        for (size_t i = 0; i < count; i += LANES)                                                  \
            store(a + i, activated(load(a + i), kind));                                            \
        return;
    switch (activation) {
        ACTIVATE(ACTIVATION_RELU)
        ACTIVATE(ACTIVATION_TANH)
        ACTIVATE(ACTIVATION_SIGMOID)
        ACTIVATE(ACTIVATION_LEAKY_RELU)
        ACTIVATE(ACTIVATION_GELU)
    }
#undef ACTIVATE
}

static void slope(float *d, const float *a, size_t lda, size_t rows, size_t count,
                  enum activation activation)
{
    if (activation == ACTIVATION_RELU) { // ∞ · 0 is 0 here
        for (size_t r = 0; r < rows; r++, d += count, a += lda)
            for (size_t i = 0; i < count; i += LANES)
                store(d + i, choose(load(a + i) > 0.0f, load(d + i), (vector){0}));
        return;
    }
#define SLOPE(kind)                                                                                \
    case kind:                                                                                     \
        for (size_t r = 0; r < rows; r++, d += count, a += lda)                                    \
            for (size_t i = 0; i < count; i += LANES)                                              \
                store(d + i, load(d + i) * slope_at(load(a + i), kind));                           \
        return;
    switch (activation) {
        SLOPE(ACTIVATION_RELU)
        SLOPE(ACTIVATION_TANH)
        SLOPE(ACTIVATION_SIGMOID)
        SLOPE(ACTIVATION_LEAKY_RELU)
        SLOPE(ACTIVATION_GELU)
    }
#undef SLOPE
}

// Lane i is place k + i.
INLINE integers places_from(size_t k)
{
    static const int count[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    integers lane;
    memcpy(&lane, count, sizeof lane);
    return lane + (int)k;
}

// All ones where lane k + i is one of `classes`. Writing the padding instead would make the loads
// that follow wait for those stores.
INLINE integers is_class(size_t k, size_t classes)
{
    return places_from(k) < (int)classes;
}

INLINE integers is_place(size_t k, size_t place)
{
    return places_from(k) == (int)place;
}

static float softmax(float *z, size_t classes, size_t label, size_t *best, bool leaves_delta)
{
    const vector nothing = spread(-FLT_MAX);
    vector top = choose(is_class(0, classes), load(z), nothing);
    for (size_t k = LANES; k < classes; k += LANES) {
        const vector next = choose(is_class(k, classes), load(z + k), nothing);
        top = choose(next > top, next, top);
    }
    const float highest = MAX_OF(top), wanted = z[label] - highest;
    if (best) {
        size_t at = 0;
        while (at + 1 < classes && z[at] != highest)
            at++;
        *best = at;
    }
    const size_t padded = (classes + KERNEL_PAD - 1) / KERNEL_PAD * KERNEL_PAD;
    vector sum = {0};
    for (size_t k = 0; k < padded; k += LANES) {
        const vector e = exponential(load(z + k) - highest);
        const vector kept = choose(is_class(k, classes), e, (vector){0});
        store(z + k, kept);
        sum += kept;
    }
    const float total = SUM_OF(sum);
    const vector share = spread(1 / total);
    // Whoever reads the vector next need not wait for a number that was written into it.
    const vector one = leaves_delta ? spread(1) : (vector){0};
    for (size_t k = 0; k < classes; k += LANES)
        store(z + k, load(z + k) * share - choose(is_place(k, label), one, (vector){0}));
    return logf(total) - wanted;
}

// A vector of examples, each in a lane. The shares are added up in the order in which SUM_OF adds
// those of a row, so both find the same bits.
INLINE void softmax_lanes(float *z, size_t ldz, size_t classes, const int label[], float cost[],
                          int best[], bool leaves_shares)
{
    vector top = spread(-FLT_MAX);
    for (size_t k = 0; k < classes; k++) {
        const vector score = load(z + k * ldz);
        top = choose(score > top, score, top);
    }
    integers wanted_class;
    memcpy(&wanted_class, label, sizeof wanted_class);
    integers highest = (integers){0} + ((int)classes - 1);
    vector wanted = {0}, part[LANES] = {{0}};
    for (size_t k = classes; k-- > 0;) {
        const vector score = load(z + k * ldz) - top, e = exponential(score);
        const integers here = (integers){0} + (int)k;
        wanted = choose(wanted_class == here, score, wanted);
        highest = (integers)choose(score == 0.0f, (vector)here, (vector)highest);
        store(z + k * ldz, e);
    }
    for (size_t k = 0; k < classes; k++)
        part[k % LANES] += load(z + k * ldz);
    for (int half = LANES / 2; half > 0; half /= 2)
        for (int i = 0; i < half; i++)
            part[i] += part[i + half];
    const vector share = 1.0f / part[0];
    for (size_t k = 0; leaves_shares && k < classes; k++)
        store(z + k * ldz, load(z + k * ldz) * share);
    for (int i = 0; i < LANES; i++)
        cost[i] = logf(part[0][i]) - wanted[i];
    if (best)
        memcpy(best, &highest, sizeof highest);
}

static void softmax_columns(float *z, size_t ldz, size_t classes, size_t count, const int label[],
                            float cost[], int best[], bool leaves_shares)
{
    for (size_t i = 0; i < count; i += LANES)
        softmax_lanes(z + i, ldz, classes, label + i, cost + i, best ? best + i : NULL,
                      leaves_shares);
}

// ---- rules --------------------------------------------------------------------------------------

#define IS_SINGLE 1
#include "sim/precision.h"
#include "sim/rule_lanes.h"
#include "sim/rule_steps.h"

static bool is_supported(void)
{
    return IS_SUPPORTED;
}

#define SINGLE(name) name##_single,

const struct kernels KERNELS = {
    .name = KERNELS_NAME,
    .supported = is_supported,
    .product = product,
    .product_turned = product_turned,
    .activate = activate,
    .slope = slope,
    .softmax = softmax,
    .softmax_columns = softmax_columns,
    .turn = turn,
    .combine = combine,
    .descend = descend,
    .step = {RULES(SINGLE)},
    .step_typed = typed_single,
};
