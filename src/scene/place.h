// Where in its file a value stands.
#ifndef RAVINE_SCENE_PLACE_H
#define RAVINE_SCENE_PLACE_H

#include "scene/scene.h"

struct scene_place {
    int line;
    size_t column;     // in characters, from 1
    char *text;        // of the line
    size_t length, at; // its bytes, and the one that is meant
    char *file;        // owned: what `text` is a part of
};

// Where the character of an entry's value stands, or its key (ERROR_AT_NAME). Reads the file once
// more. False where it is none of lines, or has changed. The caller frees place->file.
bool scene_find_place(const struct scene *scene, const struct scene_entry *entry, size_t character,
                      struct scene_place *place);

#endif
