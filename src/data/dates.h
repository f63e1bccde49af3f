// Columns of dates: in which of the many ways, found by the whole column.
#ifndef RAVINE_DATA_DATES_H
#define RAVINE_DATA_DATES_H

#include "data/cells.h"
#include "data/when.h"

// How a column writes dates.
struct date_way {
    enum when_order order;   // of numbers alone
    enum when_number number; // for columns of numbers
    enum when_grain grain;   // the finest that is there
    bool is_open;            // day or month first: both are possible throughout
    bool has_zones;          // and not always the same one
    bool is_hourly;          // the times of day are not always the same
    size_t bad_row;          // the first that is none; SIZE_MAX = all are
    size_t bad;              // how many are none
};

// Whether cell[rows] are dates, nearly all of them, gaps aside. `told` (may be NULL) is what a
// date_format said. A number is a date only where `name` says so or it has eight digits or more.
bool dates_look(struct date_way *way, const struct raw *raw, const double cell[], size_t rows,
                const char *name, const struct date_way *told);

// Whether a name is one that columns of dates have: 2 for the usual ones, 1 for others, 0.
int dates_name(const char *name);

// Whether a name is that of a time of day beside a date.
bool dates_time_name(const char *name);

// The seconds of the day in a cell: 14:30, or a whole number of hours. False where it is neither.
bool dates_time(const struct raw *raw, double cell, int64_t *seconds);

// Seconds since 1970-01-01 of every row; DATES_GAP where there is none. False with the row that is
// no date.
#define DATES_GAP INT64_MIN
bool dates_read(const struct date_way *way, const struct raw *raw, const double cell[], size_t rows,
                int64_t seconds[], size_t *bad_row);

// Which columns are a year, a month and a day, by their names; `count` where one is not there.
void dates_parts(const struct raw *raw, size_t *year, size_t *month, size_t *day, size_t *hour);

#endif
