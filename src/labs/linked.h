// Scenes out of links (scene/link.h).
#ifndef RAVINE_LABS_LINKED_H
#define RAVINE_LABS_LINKED_H

#include "scene/scene.h"

// Whether a word means a link: it is one (link_is_meant), or a file that holds one and nothing
// else, for links that are longer than a command line takes.
bool linked_is_meant(const char *word);

// The scene that a link, or a file's, is of. One that is a scene that ships, changed, has that
// one's file as its source; one with tables in it a figure that is kept in the user's state folder,
// since a link is no file; any other none. Errors: those of link_parse, and what is wrong with the
// scene, with the line in its text. On failure *scene is empty.
bool linked_read(struct scene *scene, const char *word, struct error *error);

#endif
