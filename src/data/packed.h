// Columns in fewer bytes: where few of a column's numbers are different, each of those once, and
// for each row its place among them. What is read back is the same to the last bit.
#ifndef RAVINE_DATA_PACKED_H
#define RAVINE_DATA_PACKED_H

#include "base/error.h"

#include <stddef.h>

// A zeroed one is empty.
struct packed {
    size_t rows;
    size_t width;   // bytes of a place: 1, 2; 0 where the numbers themselves take as few
    double *number; // [count] those that are different; with a width of 0 [rows] all of them
    size_t count;
    void *place; // [rows] of bytes, or of uint16_t
};

// On failure, which is one of memory, *packed is empty.
bool packed_make(struct packed *packed, const double value[], size_t rows, struct error *error);
void packed_read(const struct packed *packed, double value[]); // [rows]
size_t packed_bytes(const struct packed *packed);
void packed_clear(struct packed *packed);

#endif
