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

#include "sim/kernels_scores.h"

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
