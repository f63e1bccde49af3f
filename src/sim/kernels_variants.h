// The variants of the kernels that exist on this kind of machine.
#ifndef RAVINE_SIM_KERNELS_VARIANTS_H
#define RAVINE_SIM_KERNELS_VARIANTS_H

#include "sim/kernels.h"

#if (defined(__x86_64__) || defined(__i386__)) && defined(__GNUC__)
#define KERNELS_X86
extern const struct kernels kernels_avx512, kernels_avx2;
#endif
extern const struct kernels kernels_portable;

#endif
