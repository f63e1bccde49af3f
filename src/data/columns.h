// What the columns of a table are, found by looking at all of it.
#ifndef RAVINE_DATA_COLUMNS_H
#define RAVINE_DATA_COLUMNS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum column_kind {
    COLUMN_NUMBER, // every field that is not missing is a number, and there is one
    COLUMN_DATE,   // every field is a date; no day is earlier than the one above it, or the same
    COLUMN_WORD,   // anything else
};

struct column {
    char name[128]; // of the header, or its place from 1 where there is none
    enum column_kind kind;
    bool has_gaps; // some field is missing
    size_t kinds;  // how many different fields there are
    // Of numbers:
    bool is_whole, is_count; // all are whole; they go up by one from row to row
    double low, high, mean, deviation;
};

struct columns {
    struct column *column; // [count]
    size_t count, rows;
};

enum { COLUMNS_LOOKED_AT = 1024 };

// Looks at the first COLUMNS_LOOKED_AT columns of a CSV file. Errors are those of table_read.
bool columns_read(struct columns *columns, const char *path, struct error *error);
void columns_clear(struct columns *columns);

#endif
