// Scenes out of links (scene/link.h).
#ifndef RAVINE_LABS_LINKED_H
#define RAVINE_LABS_LINKED_H

#include "scene/scene.h"

// The scene that a link is of. One that is a scene that ships, changed, has that one's file as its
// source; one with tables in it a figure that is kept in the user's state folder, since a link is
// no file; any other none. Errors: those of link_parse, and what is wrong with the scene, with the
// line in its text. On failure *scene is empty.
bool linked_read(struct scene *scene, const char *word, struct error *error);

#endif
