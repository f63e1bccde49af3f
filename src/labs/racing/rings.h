// The stage of the Decay lab: paths on the contour, and a ring for how far each runner strays.
#ifndef RAVINE_LABS_RACING_RINGS_H
#define RAVINE_LABS_RACING_RINGS_H

#include "labs/racing/racing.h"
#include "sim/wandering.h"

extern const struct lab_picture decay_rings_picture, decay_relief_picture;

// The steps up to `step` that the ring of a trail is measured over: five epochs or a hundred steps,
// half of its way at most, and of those the ones with the last α that was held for an epoch. Where
// none was, as where α changes with every step, all of them. False while there are too few.
struct rings_span {
    size_t first, last;
};
bool rings_span(const struct trail *trail, double step, struct rings_span *span);

// The wandering of a trail over these steps about the nearest minimum; false while there are too
// few, and for one that has gone.
bool rings_measure(const struct racing *lab, const struct trail *trail, double step,
                   struct wandering *wandering, const struct minimum **minimum);

// What theory expects of a runner about a minimum: only of plain descent under a constant α on a
// noisy surface, else false.
bool rings_expect(const struct racing *lab, size_t index, const struct minimum *minimum,
                  struct wandering *wandering);

#endif
