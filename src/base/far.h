// Files of our own that are brought when they are asked for, in a file for each platform: what is
// installed has all of them from the beginning.
#ifndef RAVINE_BASE_FAR_H
#define RAVINE_BASE_FAR_H

#include "base/error.h"

// Whether nothing is to be waited for before the file is opened. One that can be brought is on its
// way afterwards. Error: it is being brought, or could not be; then the next call tries again.
bool far_ask(const char *path, struct error *error);

// Whether one of our own files ("data/…") is here, so that it may be read before somebody wants it.
bool far_is_here(const char *name);

// Whether one is on its way.
bool far_is_coming(void);

#endif
