// What people call a runner that has no name of its own: made of what it is, so that the name
// follows every number.
#ifndef RAVINE_LABS_KIT_NAMES_H
#define RAVINE_LABS_KIT_NAMES_H

#include "labs/kit/runner_set.h"

// Writes the name of every runner of the set whose name is empty: its rule, or for plain descent
// the kind of batch; where two would be called alike, what tells them apart (batch size, schedule,
// numbers) is added, and where all would be called alike, that alone is the name.
// What the scene hides of a runner is in no name.
void names_make(struct runner_set *set, const struct scene *scene);

#endif
