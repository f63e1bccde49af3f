// A measured sequence, one value a day.
#ifndef RAVINE_DATA_SERIES_H
#define RAVINE_DATA_SERIES_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { SERIES_DAYS_MAX = 1000000 };

struct series {
    char name[160];   // for people: "Seattle, daily maximum temperature"
    const char *unit; // "°C"; empty where nobody knows
    bool is_synthetic;
    bool has_dates;
    long first_day; // of value[0], days since 1970-01-01
    size_t days;
    double *value;     // [days]; NaN where a day is missing
    bool lacks_column; // after a failure: there is no such column
};

// Reads a column of `data`: a shipped series (seattle, london) or a CSV file, relative paths
// relative to `beside`. A CSV file may have a column `date`; days that are not in it are gaps,
// as are empty fields. `column` NULL means temp_max of a shipped series. Errors name file and line:
// what table_read says, a column without a single number, one day only, dates out of order or too
// far apart.
bool series_read(struct series *series, const char *data, const char *beside, const char *column,
                 struct error *error);

void series_clear(struct series *series);

#endif
