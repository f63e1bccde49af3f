// All labs, and the one that opens a scene.
#ifndef RAVINE_LABS_REGISTRY_H
#define RAVINE_LABS_REGISTRY_H

#include "labs/lab.h"

// NULL-terminated, in the order of Tab. In a file of its own (list.c): a program that defines its
// own list has those labs instead.
extern const struct lab_type *const lab_types[];

// NULL when there is none of that name.
const struct lab_type *lab_find(const char *name);

// The type that [scene] lab names, after lab_check, claims_check and quiz_check. NULL on failure.
const struct lab_type *lab_for(const struct scene *scene, struct error *error);

#endif
