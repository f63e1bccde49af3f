#include "base/array.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool array_reserve(void *items, size_t *capacity, size_t count, size_t size, struct error *error)
{
    if (count <= *capacity)
        return true;
    size_t wanted = *capacity + *capacity / 2;
    if (wanted < count)
        wanted = count;
    if (wanted < 8)
        wanted = 8;
    if (wanted > SIZE_MAX / size)
        return memory_refused((double)wanted * (double)size, error);
    // `items` points to a pointer of the caller's own type: moved as bytes, whatever the type.
    void *old;
    memcpy(&old, items, sizeof old);
    void *grown = realloc(old, wanted * size);
    if (!grown)
        return memory_refused((double)wanted * (double)size, error);
    memcpy(items, &grown, sizeof grown);
    *capacity = wanted;
    return true;
}

void *array_create(size_t count, size_t size, struct error *error)
{
    void *items = calloc(count ? count : 1, size);
    if (!items)
        memory_refused((double)count * (double)size, error);
    return items;
}

void *array_reserve_lines(size_t count, size_t size, struct error *error)
{
    if (size > 0 && count > SIZE_MAX / 2 / size) {
        memory_refused((double)count * (double)size, error);
        return NULL;
    }
    const size_t used = count * size, bytes = (used / ARRAY_LINE + 1) * ARRAY_LINE;
    unsigned char *memory = aligned_alloc(ARRAY_LINE, bytes);
    if (memory)
        memset(memory + used, 0, bytes - used);
    else
        memory_refused((double)bytes, error);
    return memory;
}

void *array_create_lines(size_t count, size_t size, struct error *error)
{
    void *memory = array_reserve_lines(count, size, error);
    if (memory)
        memset(memory, 0, count * size);
    return memory;
}
