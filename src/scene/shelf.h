// The scenes that ship, by name: those of the lectures and those beside them.
#ifndef RAVINE_SCENE_SHELF_H
#define RAVINE_SCENE_SHELF_H

#include "base/error.h"

#include <stddef.h>

// The names of all of them: the lectures' in the order of the lectures, then the others by name.
// NULL-terminated; free with asset_list_free. NULL on failure.
char **shelf_names(struct error *error);

// The path of the scene of that name. False, with an empty error, when there is none of it; with a
// filled one when the program's own files cannot be found.
bool shelf_find(const char *name, char *path, size_t size, struct error *error);

// The names of the lectures that ship, sorted: folders under assets/lectures.
char **shelf_lectures(struct error *error);

// What a lecture's file is called without the number that puts it in its place and without its
// ending: "momentum" of "09-momentum.ini". Writes text[size].
void shelf_scene_name(const char *file, char *text, size_t size);

// The order of files in a lecture: by name, numbers in it by their value ("2-b" before "10-a").
int shelf_compare(const char *a, const char *b);

#endif
