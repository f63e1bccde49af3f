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

static inline __m128 four_of_sixteen(__m512 v)
{
    const __m256 eight = _mm256_add_ps(_mm512_castps512_ps256(v), _mm512_extractf32x8_ps(v, 1));
    return _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
}

enum { LANES = 16, TILE_ROWS = 13 };
#define MULTIPLY_ADD(a, b, c) ((vector)_mm512_fmadd_ps((__m512)(a), (__m512)(b), (__m512)(c)))
#define ROUND(x)              (((x) + 12582912.0f) - 12582912.0f)
#define SUM_OF(v)             _mm512_reduce_add_ps((__m512)(v))
#define QUAD_OF(v)            four_of_sixteen((__m512)(v))
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
