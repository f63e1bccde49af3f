// What a sensible α of a rule depends on (sim/rule.h, reach). Of a rule of the scene's own nobody
// has said it: it is seen from how it steps.
#ifndef RAVINE_LABS_KIT_REACH_H
#define RAVINE_LABS_KIT_REACH_H

#include "scene/scene.h"
#include "sim/rule.h"

struct reach {
    double share; // as rule.reach: 0 on the curvature, above 0 on the size, below 0 on neither
    double gain;  // how much longer than αg its steps become where all gradients are g
};

// Of what ships, what it says of itself; its gain is 1.
struct reach reach_of(const struct scene *scene, const struct rule *rule);

#endif
