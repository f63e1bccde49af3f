// What the columns of a table are, found by looking at all of it.
#ifndef RAVINE_DATA_COLUMNS_H
#define RAVINE_DATA_COLUMNS_H

#include "data/cells.h"
#include "data/dates.h"

enum column_kind {
    COLUMN_NUMBER, // nearly every field that is not a gap is a number
    COLUMN_DATE,
    COLUMN_WORD,
    COLUMN_EMPTY, // gaps only
};

struct column {
    char name[RAW_NAME_BYTES];
    enum column_kind kind;
    size_t gaps, numbers, words; // fields of each sort
    size_t odd;         // of a number column: words that are no number; of dates: what is none
    size_t odd_row;     // the first of them
    size_t kinds;       // how many different values there are, up to COLUMN_KINDS_MAX
    bool is_identifier; // all words are different, or whole numbers that count the rows
    // Of numbers:
    bool is_whole, is_count; // all are whole; they go up by one from row to row
    double low, high, mean, deviation;
    unsigned traits; // what was left out of them (data/number.h)
    double far;      // a value far from all others that may stand for a gap; NaN = none
    size_t far_count;
    // Of dates:
    struct date_way way;
    int64_t first, last; // the earliest and the latest
    bool falls;          // the newest comes first
    bool has_twins;      // a time stands in more than one row
};

enum { COLUMN_KINDS_MAX = 1000 };

// Looks at one column of cells[index].
bool column_look(struct column *column, const struct raw *raw, const struct cells *cells,
                 size_t index, const char *name, const struct date_way *told, struct error *error);

// Makes a column of numbers out of it: words that look like marks become gaps, which is said, where
// they are few. False with an error that names the line of a field that is no number.
bool column_mend(const struct column *column, const struct raw *raw, struct cells *cells,
                 size_t index, struct report *report, struct error *error);

// Says what was left out of the numbers, and which value may be no value.
void column_tell(const struct column *column, struct report *report);

struct columns {
    struct column *column; // [count]
    size_t count, rows;
    size_t all; // columns of the table, of which the first `count` were looked at
};

enum { COLUMNS_LOOKED_AT = 1024 };

// Looks at the first COLUMNS_LOOKED_AT columns of an open table. Their cells become the caller's
// where `cells` is not NULL.
bool columns_look(struct columns *columns, const struct raw *raw, const struct date_way *told,
                  int threads, struct cells *cells, struct error *error);
// The same of a file, as it is found to be.
bool columns_read(struct columns *columns, const char *path, struct report *report,
                  struct error *error);
void columns_clear(struct columns *columns);

#endif
