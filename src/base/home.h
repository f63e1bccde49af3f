// The user's own folders for what the program remembers.
#ifndef RAVINE_BASE_HOME_H
#define RAVINE_BASE_HOME_H

#include "base/error.h"

#include <stddef.h>

enum home {
    HOME_CONFIG, // settings: $XDG_CONFIG_HOME/ravine, else ~/.config/ravine
    HOME_STATE,  // what was going on: $XDG_STATE_HOME/ravine, else ~/.local/state/ravine
};

// The path of a file in one of them ("" = the folder itself). False where there is neither variable
// nor HOME (then nothing is remembered), or where the path does not fit. A variable that is not an
// absolute path counts as unset (XDG Base Directory Specification 0.8).
bool home_path(enum home home, const char *name, char *path, size_t size);

// Makes the folder with those above it, for the user alone (mode 0700). One that is there is fine.
bool home_make(enum home home, struct error *error);

// The folder for what people save and that has no place of its own, as an absolute path without
// links, or "." where that cannot be told: the one that the program was started in where files can be written there; else, as for a
// program that a desktop starts in "/", that of the user.
void home_here(char *folder, size_t size);

// A path for people: "~/talk" of what lies in the user's folder.
void home_shorten(const char *path, char *text, size_t size);

#endif
