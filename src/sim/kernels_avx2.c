// Kernels for processors with AVX2 and FMA.
#include "sim/kernels_variants.h"

#ifdef KERNELS_X86
#include <immintrin.h>
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC target("avx2,fma")
#endif

typedef float vector __attribute__((vector_size(32)));
typedef float loose __attribute__((vector_size(32), aligned(4), may_alias));
typedef int integers __attribute__((vector_size(32)));

// Of two vectors at once halves are added to halves, then quarters, then neighbours. Which rows
// meet at which level makes the last sums come in order.
static inline vector sums_of_eight(const vector v[8])
{
    __m256 half[4], quarter[2];
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
        const __m256 a = (__m256)v[i], b = (__m256)v[i + 4];
        half[i] =
            _mm256_add_ps(_mm256_permute2f128_ps(a, b, 0x20), _mm256_permute2f128_ps(a, b, 0x31));
    }
#pragma GCC unroll 2
    for (int i = 0; i < 2; i++) {
        const __m256d a = _mm256_castps_pd(half[2 * i]), b = _mm256_castps_pd(half[2 * i + 1]);
        quarter[i] = _mm256_add_ps(_mm256_castpd_ps(_mm256_unpacklo_pd(a, b)),
                                   _mm256_castpd_ps(_mm256_unpackhi_pd(a, b)));
    }
    return (vector)_mm256_add_ps(_mm256_shuffle_ps(quarter[0], quarter[1], 0x88),
                                 _mm256_shuffle_ps(quarter[0], quarter[1], 0xdd));
}

enum { LANES = 8, TILE_ROWS = 6 };
#define MULTIPLY_ADD(a, b, c) ((vector)_mm256_fmadd_ps((__m256)(a), (__m256)(b), (__m256)(c)))
#define ROUND(x)              (((x) + 12582912.0f) - 12582912.0f)
#define SUM_OF(v)             sum_of(v)
#define SUMS_OF(v)            sums_of_eight(v)
#define MAX_OF(v)             max_of(v)
#define KERNELS               kernels_avx2
#define KERNELS_NAME          "avx2"
#define IS_SUPPORTED          (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
#include "sim/kernels_body.h"

#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
