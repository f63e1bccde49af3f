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

static inline __m128 four_of_eight(__m256 v)
{
    return _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
}

enum { LANES = 8, TILE_ROWS = 6 };
#define MULTIPLY_ADD(a, b, c) ((vector)_mm256_fmadd_ps((__m256)(a), (__m256)(b), (__m256)(c)))
#define ROUND(x)              (((x) + 12582912.0f) - 12582912.0f)
#define SUM_OF(v)             sum_of(v)
#define QUAD_OF(v)            four_of_eight((__m256)(v))
#define MAX_OF(v)             max_of(v)
#define KERNELS               kernels_avx2
#define KERNELS_NAME          "avx2"
#define IS_SUPPORTED          (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
#include "sim/kernels_body.h"

#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
