// Kernels for any processor: vectors of four, as SSE2 and NEON have them.
#include "sim/kernels_variants.h"

typedef float vector __attribute__((vector_size(16)));
typedef float loose __attribute__((vector_size(16), aligned(4), may_alias));
typedef int integers __attribute__((vector_size(16)));

enum { LANES = 4, TILE_ROWS = 4 };
#define MULTIPLY_ADD(a, b, c) ((a) * (b) + (c))
#define ROUND(x)              (((x) + 12582912.0f) - 12582912.0f)
#define SUM_OF(v)             sum_of(v)
#define SUMS_OF(v)            four_sums((v)[0], (v)[1], (v)[2], (v)[3])
#define MAX_OF(v)             max_of(v)
#define KERNELS               kernels_portable
#define KERNELS_NAME          "portable"
#define IS_SUPPORTED          true
#include "sim/kernels_body.h"
