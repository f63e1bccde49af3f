// A scene as a link (scene/link.h).
#ifndef RAVINE_EXPORT_SHARE_H
#define RAVINE_EXPORT_SHARE_H

#include "base/error.h"
#include "scene/scene.h"

#include <stdbool.h>
#include <stddef.h>

enum share_tables {
    SHARE_NAMED,   // tables that do not ship are named as the scene names them
    SHARE_INSIDE,  // they are in the link; an error where they are too large for it
    SHARE_AS_FITS, // in the link where they have room there, else named
};

enum { SHARE_NOTE_MAX = 200 };

// The fragment of the scene, without the #: the name of one that ships as it ships; else all of it.
// note[SHARE_NOTE_MAX] says what whoever gets it should know: that a table is only named; empty
// else. The caller frees; NULL on failure.
char *share_fragment(const struct scene *scene, enum share_tables tables, char *note,
                     struct error *error);

// The whole address: the fragment behind `page`, where that is shown (NULL: what RAVINE_PAGE of the
// environment says, else where ./run web shows it). The caller frees; NULL on failure.
char *share_address(const char *page, const char *fragment, struct error *error);

#endif
