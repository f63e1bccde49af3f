// Growing arrays.
#ifndef RAVINE_BASE_ARRAY_H
#define RAVINE_BASE_ARRAY_H

#include "base/error.h"

#include <stddef.h>

// Makes room for `count` items of `size` bytes in *items, growing *capacity (in items) by at least
// half. On failure the old items stay. `items` is a pointer to the caller's pointer.
bool array_reserve(void *items, size_t *capacity, size_t count, size_t size, struct error *error);

enum { ARRAY_LINE = 64 };

// As array_create, beginning and ending with whole cache lines: what one thread writes there shares
// none with another's.
void *array_create_lines(size_t count, size_t size, struct error *error);
// The same with nothing in it yet: memory that is not touched takes no time.
void *array_reserve_lines(size_t count, size_t size, struct error *error);

// calloc with overflow check and error; NULL on failure.
void *array_create(size_t count, size_t size, struct error *error);

#endif
