// Screenshots: the frame as a PNG that carries its scene.
//
// Who may call whom: commands, record → shot → window.
#ifndef RAVINE_APP_SHOT_H
#define RAVINE_APP_SHOT_H

#include "app/window.h"
#include "scene/scene.h"

enum { SHOT_PATH_MAX = 4300, SHOT_NOTE_MAX = 256 };

// Saves the frame in the back buffer with this scene, under a name of its own in the folder of
// pictures. path[] is where; note[] is what is to be said of it beside that, empty: nothing.
bool shot_take(const struct window *window, const struct scene *scene, char path[SHOT_PATH_MAX],
               char note[SHOT_NOTE_MAX], struct error *error);

// ravine-six-runners-001.png in the folder of pictures, or the first number after it that is free;
// false where none is.
bool shot_name(const char *scene, const char *ending, char path[SHOT_PATH_MAX]);

#endif
