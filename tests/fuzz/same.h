// Whether two scenes say the same: sections, keys and values, in the same order.
#ifndef RAVINE_TESTS_FUZZ_SAME_H
#define RAVINE_TESTS_FUZZ_SAME_H

#include "scene/scene.h"

#include <string.h>

static bool is_same_scene(const struct scene *a, const struct scene *b)
{
    if (a->count != b->count)
        return false;
    for (size_t s = 0; s < a->count; s++) {
        const struct scene_section *one = &a->section[s], *other = &b->section[s];
        if (strcmp(one->name, other->name) != 0 || one->count != other->count)
            return false;
        for (size_t i = 0; i < one->count; i++)
            if (strcmp(one->entry[i].key, other->entry[i].key) != 0 ||
                strcmp(one->entry[i].value, other->entry[i].value) != 0)
                return false;
    }
    return true;
}

#endif
