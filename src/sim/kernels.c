#include "sim/kernels.h"

#include "sim/kernels_variants.h"

#include <stdlib.h>
#include <string.h>

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
    const char *wanted = getenv("RAVINE_KERNELS");
    size_t best = 0;
    while (kernels_all[best + 1] && !kernels_all[best]->supported())
        best++;
    for (size_t i = best; wanted && kernels_all[i]; i++)
        if (strcmp(kernels_all[i]->name, wanted) == 0 && kernels_all[i]->supported())
            return kernels_all[i];
    return kernels_all[best];
}
