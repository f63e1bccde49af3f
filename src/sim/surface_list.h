// The surfaces themselves: formulas, gradients, domains and minima. surface.c makes the registry
// and the objectives of them.
#ifndef RAVINE_SIM_SURFACE_LIST_H
#define RAVINE_SIM_SURFACE_LIST_H

#include "sim/surface.h"

extern const struct surface surface_ravine, surface_rosenbrock, surface_beale, surface_himmelblau,
    surface_booth, surface_three_hump_camel, surface_two_valleys, surface_saddle,
    surface_monkey_saddle, surface_plateau, surface_rastrigin, surface_ackley;

#endif
