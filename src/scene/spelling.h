// Keys as papers spell them, in the place of those that scenes keep.
#ifndef RAVINE_SCENE_SPELLING_H
#define RAVINE_SCENE_SPELLING_H

#include "scene/scene.h"

// In a runner with schedule = formula: "alpha = alpha0 * …" is alpha_t, and alpha0 is alpha. Lines
// stay. A key that is there already is left for whoever checks the scene. Error: no memory.
bool scene_respell(struct scene *scene, struct error *error);

#endif
