// Kernels for processors with AVX-512.
#include "sim/kernels_variants.h"

#ifdef KERNELS_X86
#include <immintrin.h>
#if defined(__clang__)
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
#else
#pragma GCC target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma,prefer-vector-width=512")
#endif

typedef float vector __attribute__((vector_size(64)));
typedef float loose __attribute__((vector_size(64), aligned(4), may_alias));
typedef int integers __attribute__((vector_size(64)));

// Of two vectors at once halves are added to halves, then quarters, eighths and neighbours. Which
// rows meet at which level makes the last sums come in order.
static inline vector sums_of_sixteen(const vector v[16])
{
    __m512 half[8], quarter[4], eighth[2];
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) {
        const int row = (i & 3) + 8 * (i >> 2);
        const __m512 a = (__m512)v[row], b = (__m512)v[row + 4];
        half[i] = _mm512_add_ps(_mm512_shuffle_f32x4(a, b, 0x44), _mm512_shuffle_f32x4(a, b, 0xee));
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
        quarter[i] = _mm512_add_ps(_mm512_shuffle_f32x4(half[i], half[i + 4], 0x88),
                                   _mm512_shuffle_f32x4(half[i], half[i + 4], 0xdd));
#pragma GCC unroll 2
    for (int i = 0; i < 2; i++) {
        const __m512d a = _mm512_castps_pd(quarter[2 * i]),
                      b = _mm512_castps_pd(quarter[2 * i + 1]);
        eighth[i] = _mm512_add_ps(_mm512_castpd_ps(_mm512_unpacklo_pd(a, b)),
                                  _mm512_castpd_ps(_mm512_unpackhi_pd(a, b)));
    }
    return (vector)_mm512_add_ps(_mm512_shuffle_ps(eighth[0], eighth[1], 0x88),
                                 _mm512_shuffle_ps(eighth[0], eighth[1], 0xdd));
}

enum { LANES = 16, TILE_ROWS = 13 };
#define MULTIPLY_ADD(a, b, c) ((vector)_mm512_fmadd_ps((__m512)(a), (__m512)(b), (__m512)(c)))
#define ROUND(x)              (((x) + 12582912.0f) - 12582912.0f)
#define SUM_OF(v)             _mm512_reduce_add_ps((__m512)(v))
#define SUMS_OF(v)            sums_of_sixteen(v)
#define MAX_OF(v)             _mm512_reduce_max_ps((__m512)(v))
#define KERNELS               kernels_avx512
#define KERNELS_NAME          "avx512"
#define IS_SUPPORTED                                                                               \
    (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&                    \
     __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
#include "sim/kernels_body.h"

#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
