// The files that were opened or saved last, across starts: a path a line in the user's state folder
// (base/home.h).
//
// Calls nothing of app.
#ifndef RAVINE_APP_RECENT_H
#define RAVINE_APP_RECENT_H

#include "base/error.h"

#include <stddef.h>

enum { RECENT_MAX = 20 };

// Zeroed is none.
struct recent {
    char *path[RECENT_MAX]; // path[count], absolute, the last one first
    size_t count;
};

// Those that are still there. No file and no home are no mistakes; lines that are no absolute paths
// are left out.
void recent_read(struct recent *recent);
void recent_clear(struct recent *recent);

// Puts a file at the head. Without a home nothing happens.
bool recent_add(const char *path, struct error *error);

#endif
