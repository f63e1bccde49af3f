// A measured sequence: readings at one distance from each other, or simply one after the other.
#ifndef RAVINE_DATA_SERIES_H
#define RAVINE_DATA_SERIES_H

#include "base/error.h"
#include "data/report.h"
#include "data/sniff.h"
#include "data/spacing.h"
#include "data/tables.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SERIES_DAYS_MAX = 1000000 };

struct series {
    char name[160];   // for people: "Seattle, daily maximum temperature"
    const char *unit; // "°C"; empty where nobody knows
    bool is_synthetic;
    bool has_dates;
    long first_day;         // of value[0], days since 1970-01-01
    struct spacing spacing; // of one reading from the next
    size_t days;            // readings, missing ones included
    double *value;          // [days]; NaN where a reading is missing
    int64_t *time;          // [days] seconds since 1970-01-01; NULL without dates
    bool lacks_column;      // after a failure: there is no such column
    bool lacks_date;        // after a failure: `date` or `date_format` is to blame
    struct report report;   // what was found, left out and turned round
};

// Where a series comes from: texts of a scene; NULL where it says nothing.
struct series_source {
    const char *data;   // a shipped series (seattle, london) or a file
    const char *beside; // the file that a relative path counts from
    const char *column; // NULL: temp_max of a shipped series
    const char *date;   // NULL: found; "none": rows come one after the other
    const char *date_format;
    enum resample resample;
    struct table_hints hints;
    struct tables *tables; // keep what is read of a file; NULL: it is read each time
};

// Reads a column. Where the file has a column of dates, under whatever name, the readings lie at
// their distance, and those that are not in it are gaps, as are empty fields; rows may come in any
// order. Errors name file and line: what cells_read says, a column without a single number, one
// reading only, a time that stands twice, dates that can be read in two ways, too many.
bool series_read(struct series *series, const struct series_source *source, struct error *error);

bool series_copy(struct series *to, const struct series *from, struct error *error);
void series_clear(struct series *series);

#endif
