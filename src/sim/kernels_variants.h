// The variants of the kernels that exist on this kind of machine.
#ifndef RAVINE_SIM_KERNELS_VARIANTS_H
#define RAVINE_SIM_KERNELS_VARIANTS_H

#include "sim/kernels.h"

// Before a loop of so many turns at most, which is written out, so that what it fills stays in
// registers.
#if defined(__clang__)
#define UNROLL(count) _Pragma("clang loop unroll(full)")
#else
#define UNROLL(count)    UNROLL_AS(GCC unroll count)
#define UNROLL_AS(words) _Pragma(#words)
#endif

#if (defined(__x86_64__) || defined(__i386__)) && defined(__GNUC__)
#define KERNELS_X86
extern const struct kernels kernels_avx512, kernels_avx2;
#endif
extern const struct kernels kernels_portable;

#endif
