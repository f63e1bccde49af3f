// A scene as the fragment of an address, the part behind the # that no server gets to see:
//
//     #scene=six-runners                       a scene that ships, as it ships
//     #scene=six-runners&link=A4xs…            that scene, changed
//     #name=my-scene&link=A4xs…                a scene that does not ship
//     #scene=ravine&hide=alpha,panel           an exercise: what is not to be moved or shown
//
// What `link` holds: a letter for the version of what follows; then, in the letters of base 64 that
// addresses know (RFC 4648, 5), a checksum of all that follows (CRC-32), how many bytes follow, and
// the scene's whole text with its tables, compressed (base/payload.h). The whole text, since what
// ships changes from version to version, and a link in lecture notes outlives them.
//
// Reading forgives what mail programs and pages do to an address: line breaks and blanks in it, <>
// and quotes around it, a full stop behind it, percent signs and &amp; in it.
#ifndef RAVINE_SCENE_LINK_H
#define RAVINE_SCENE_LINK_H

#include "base/payload.h"

#include <stdbool.h>
#include <stddef.h>

// A zeroed one is empty.
struct link {
    char *scene;            // name of the scene that ships; NULL = none
    char *name;             // of one that does not; NULL = none is known
    char *hide;             // "alpha,panel"; NULL = nothing
    struct payload payload; // its scene is NULL where the one that ships is meant as it is
};

enum {
    LINK_TABLES_MAX = 1 << 20,            // bytes of all tables, not compressed
    LINK_UNPACKED_MAX = (2 << 20) + 4096, // with the scene
};

// Whether a word is a link, whole or its fragment alone, and not a name or a path.
bool link_is_meant(const char *word);

// Reads a link, or its fragment with or without the #, into an empty one. Errors (ERROR_INPUT):
// no scene in it, cut, altered, of another version, too large, no UTF-8; names that it may not
// have. On failure *link is empty. Whether there is a scene of that name, and whether its text is
// one, is not looked at.
bool link_parse(struct link *link, const char *text, size_t length, struct error *error);

// The fragment, without the #. The caller frees; NULL on failure, or (ERROR_INPUT) where the tables
// take more than LINK_TABLES_MAX.
char *link_format(const struct link *link, struct error *error);

void link_clear(struct link *link);

#endif
