// Files that are not on this machine and are brought when they are asked for, in a file for each
// platform: what is installed has all of its own from the beginning, and asks no network; a page
// (web/far.c) has the large ones where it comes from, and fetches what scenes name. Nobody waits
// for a file: whoever wants it is told with ERROR_COMING that it is on its way, and asks again when
// nothing is any more (far_is_coming). What cannot be had says why to the next who asks, and is
// tried anew after that.
#ifndef RAVINE_BASE_FAR_H
#define RAVINE_BASE_FAR_H

#include "base/error.h"

#include <stddef.h>

// Whether one of our own files can be opened. Without an `error` nothing is brought.
bool far_ask(const char *path, struct error *error);

// Whether a word is an address: "https://…".
bool far_is_address(const char *word);

// Where the table lies that a word means: an address, or a name that no file here has. Without an
// `error` nothing is brought. False with an empty one: there is none of that name.
bool far_fetch(const char *word, char *path, size_t size, struct error *error);

// Whether one of our own files ("data/…") is here, so that it may be read before somebody wants it.
bool far_is_here(const char *name);

// Whether one is on its way.
bool far_is_coming(void);

#endif
