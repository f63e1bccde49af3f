// A plane through the space of a network's parameters, for pictures of what cannot be seen whole.
#ifndef RAVINE_SIM_PLANE_H
#define RAVINE_SIM_PLANE_H

#include "sim/network.h"

struct plane {
    size_t parameters;
    float *center, *u, *v; // [parameters] θ = center + a·u + b·v
    double uu, uv, vv;     // products of the directions with each other
    double kept;           // share of the variance about the mean that lies in the plane; NaN for
                           // a plane of random directions
};

// The plane of the first two principal directions of theta[count × parameters] (unit vectors)
// through their mean. Error: memory, or points that do not differ in two directions.
bool plane_principal(struct plane *plane, const float theta[], size_t count, size_t parameters,
                     struct error *error);

// Two random directions through `center`, each unit's incoming weights scaled to the length that
// they have there (Li et al. 2018, "Visualizing the Loss Landscape of Neural Nets"); biases stand
// still.
bool plane_random(struct plane *plane, const struct network *network, const float center[],
                  uint64_t seed, struct error *error);

void plane_clear(struct plane *plane);

// The coordinates of the point of the plane nearest to θ.
void plane_project(const struct plane *plane, const float theta[], double at[2]);

#endif
