// The bytes of a data file, unzipped when it is a gzip.
#ifndef RAVINE_DATA_BYTES_H
#define RAVINE_DATA_BYTES_H

#include "base/error.h"

#include <stddef.h>

// Reads a plain or gzipped file (found by its first two bytes), or one that a figure carries
// (base/payload.h). *bytes is the caller's to free.
// Error: unreadable, a gzip that ends early or is damaged, larger than a gigabyte.
bool bytes_read(const char *path, char **bytes, size_t *length, struct error *error);

// Is told how much of a gzip has been unzipped, 0…1.
struct bytes_watch {
    void (*tell)(void *user, double share);
    void *user;
};

bool bytes_read_watched(const char *path, const struct bytes_watch *watch, char **bytes,
                        size_t *length, struct error *error);

#endif
