// The stage of the Decay lab: paths on the contour, and a ring for how far each runner strays.
#ifndef RAVINE_LABS_RACING_RINGS_H
#define RAVINE_LABS_RACING_RINGS_H

#include "labs/racing/racing.h"
#include "sim/wandering.h"

extern const struct lab_picture decay_rings_picture, decay_relief_picture;

// The wandering of a trail over the last epochs before `step` about the nearest minimum; false
// while there are too few steps, and for one that has gone.
bool rings_measure(const struct racing *lab, const struct trail *trail, double step,
                   struct wandering *wandering, const struct minimum **minimum);

// What theory expects of a runner about a minimum: only of plain descent under a constant α on a
// noisy surface, else false.
bool rings_expect(const struct racing *lab, size_t index, const struct minimum *minimum,
                  struct wandering *wandering);

#endif
