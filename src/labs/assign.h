// `--set` for scenes: what follows from another choice follows as it does in the window.
#ifndef RAVINE_LABS_ASSIGN_H
#define RAVINE_LABS_ASSIGN_H

#include "scene/scene.h"

// scene_assign for each of the assignments. Where one makes another choice (another rule, surface,
// kind, data), the lab's `follow` sees to what depends on it, keys of the file that no longer have
// an effect go, and so does a caption that tells of something else. What the assignments say
// themselves stays: whoever checks the scene refuses what does not fit.
// A file of data is looked for where the program was called before it is beside the scene.
// An assignment that would add a member of nearly the name of one that is there is refused.
bool assign_all(struct scene *scene, const char *const assignment[], size_t count,
                struct error *error);

#endif
