// Labs of scenes that stand in a test as text. Include after test.h.
#ifndef RAVINE_TESTS_LABS_PARSED_H
#define RAVINE_TESTS_LABS_PARSED_H

#include "labs/registry.h"

#include <string.h>

// False with what is wrong: no scene, one of no lab, one that its lab refuses. The caller clears
// the scene in any case, and destroys the lab where there is one.
static inline bool open_parsed(const char *text, struct scene *scene, struct lab **lab,
                               struct error *error)
{
    *lab = NULL;
    if (!scene_parse(scene, text, strlen(text), "test.ini", error))
        return false;
    const struct lab_type *type = lab_for(scene, error);
    *lab = type ? lab_create(type, scene, 1, error) : NULL;
    return *lab != NULL;
}

#endif
