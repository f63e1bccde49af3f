// Three clouds of examples and a network that tells them apart, for tests of what trains one.
// Include it in one file of a test.
#ifndef RAVINE_TESTS_SIM_CLASSES_H
#define RAVINE_TESTS_SIM_CLASSES_H

#include "base/random.h"
#include "sim/network.h"

#include <stdlib.h>

enum { EXAMPLES = 200, INPUTS = 5, STRIDE = 16 };

static float x[EXAMPLES * STRIDE];
static uint16_t label[EXAMPLES];
static struct network_data data = {EXAMPLES, STRIDE, x, label, NULL};
static struct network network; // of the last classes_make
static float *start;           // [network.parameters]

// For the setup of a test: the spec has INPUTS inputs and 3 outputs.
static int classes_make(const struct network_spec *spec)
{
    struct random random;
    random_init(&random, 9, 0);
    for (size_t i = 0; i < EXAMPLES; i++) {
        label[i] = (uint16_t)(i % 3);
        for (size_t k = 0; k < INPUTS; k++)
            x[i * STRIDE + k] = (float)(random_normal(&random) + 2 * (k % 3 == label[i]));
        x[i * STRIDE + INPUTS] = 1;
    }
    if (!network_init(&network, spec, NULL, NULL))
        return -1;
    start = calloc(network.parameters, sizeof *start);
    if (!start)
        return -1;
    network_start(&network, 1, start);
    return 0;
}

static int free_data(void **state)
{
    (void)state;
    free(start);
    return 0;
}

#endif
