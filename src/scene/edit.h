// What the files of this folder share: building a scene piece by piece.
#ifndef RAVINE_SCENE_EDIT_H
#define RAVINE_SCENE_EDIT_H

#include "scene/scene.h"

// Append; NULL on failure. Nothing is checked.
struct scene_section *scene_add_section(struct scene *scene, const char *name, int line,
                                        struct error *error);
struct scene_entry *scene_add_entry(struct scene_section *section, const char *key,
                                    const char *value, int line, struct error *error);

// Whether two sections of one name have their keys in the same order; where that does not count
// (scene_is_ordered), always.
bool scene_keys_are_alike(const struct scene_section *a, const struct scene_section *b);

#endif
