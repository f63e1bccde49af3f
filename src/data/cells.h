// The fields of a table's columns as numbers: words are kept as places in its text.
#ifndef RAVINE_DATA_CELLS_H
#define RAVINE_DATA_CELLS_H

#include "data/raw.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

// At most so many rows are read, and so many cells.
enum { CELLS_ROWS_MAX = 10000000, CELLS_MAX = 150000000 };

struct cells {
    size_t rows, columns; // of those that were asked for
    double **value;       // [columns][rows] a number, NaN for a gap, or a word
    unsigned *traits;     // [columns] bits of number.h
    uint32_t *row_at;     // [rows] where each row begins in the text
};

// Reads the columns of a raw table on `threads` threads (0 = as many as there are). The same bytes
// give the same cells, whatever the threads. raw->watch is told how far it is. Errors name file
// and line: a row with too few or too many fields, a quote that is never closed, no rows, too many.
struct cells_setup {
    const size_t *column; // [count]
    size_t count;
    int threads;
};
bool cells_read(struct cells *cells, const struct raw *raw, const struct cells_setup *setup,
                struct error *error);
void cells_clear(struct cells *cells);

// A cell is one of three. Both a gap and a word are NaN, told apart by their bits.
static inline uint64_t cell_bits(double cell)
{
    uint64_t bits;
    memcpy(&bits, &cell, sizeof bits);
    return bits;
}
static inline bool cell_is_word(double cell)
{
    return cell_bits(cell) >> 51 == 0x1FFF; // a quiet NaN with its sign set
}
static inline bool cell_is_gap(double cell)
{
    return isnan(cell) && !cell_is_word(cell);
}

// The text of a word.
struct table_field cell_word(const struct raw *raw, double cell);

// The line of a row in the file.
size_t cells_line(const struct cells *cells, const struct raw *raw, size_t row);

#endif
