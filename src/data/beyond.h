// Tables that are not on this machine: a page fetches them from where its scene says, in a file for
// each platform (here_only.c, web/beyond.c).
#ifndef RAVINE_DATA_BEYOND_H
#define RAVINE_DATA_BEYOND_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

// Whether a word is the address of a table: "https://…".
bool beyond_is_address(const char *word);

// Brings the table that a word means, an address or a name that no file here has, and says where it
// lies now. False with an empty error: nothing is fetched here; else it could not be.
bool beyond_fetch(const char *word, char *path, size_t size, struct error *error);

#endif
