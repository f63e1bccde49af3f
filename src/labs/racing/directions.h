// What a step of a rule is in every direction: what it is divided by, the learning rate that is
// left, and how far it goes.
#ifndef RAVINE_LABS_RACING_DIRECTIONS_H
#define RAVINE_LABS_RACING_DIRECTIONS_H

#include "labs/racing/hood.h"

struct directions {
    size_t n;
    bool is_divided;                       // the rule divides; else `divisor` is |g|
    const struct rule_term *divisor_term;  // "r = √s + ε"; NULL where it does not
    double divisor[OBJECTIVE_PLANE_MAX];   // √s + ε
    bool is_hidden;                        // it divides within its lines: the rate is |Δθ / g|
    double rate[OBJECTIVE_PLANE_MAX];      // α over it; α itself where it does not divide
    double curvature[OBJECTIVE_PLANE_MAX]; // of the cost where the step begins
};

void directions_read(const struct racing *lab, const struct racing_look *look,
                     struct directions *directions);

// |Δθ| of a step of a runner; NaN where it has not made it.
double directions_step(const struct racing *lab, size_t runner, size_t step, size_t direction);

extern const struct lab_picture descent_directions_picture;

#endif
