#include "sim/kernels.h"

#include "sim/kernels_variants.h"

const char *const activation_names[] = {
    [ACTIVATION_RELU] = "relu",       [ACTIVATION_TANH] = "tanh",
    [ACTIVATION_SIGMOID] = "sigmoid", [ACTIVATION_LEAKY_RELU] = "leaky-relu",
    [ACTIVATION_GELU] = "gelu",       [ACTIVATIONS] = NULL,
};

const struct kernels *const kernels_all[] = {
#ifdef KERNELS_X86
    &kernels_avx512,
    &kernels_avx2,
#endif
    &kernels_portable,
    NULL,
};

const struct kernels *kernels_best(void)
{
    size_t i = 0;
    while (kernels_all[i + 1] && !kernels_all[i]->supported())
        i++;
    return kernels_all[i];
}
