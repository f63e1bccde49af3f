// How far apart the readings of a series are.
#ifndef RAVINE_DATA_SPACING_H
#define RAVINE_DATA_SPACING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum spacing_unit {
    SPACING_NONE, // no dates, or rows at no regular distance: readings come one after the other
    SPACING_SECOND,
    SPACING_MINUTE,
    SPACING_HOUR,
    SPACING_DAY,
    SPACING_MONTH,
    SPACING_YEAR,
};

// A reading every `count` units: 7 days is a week.
struct spacing {
    enum spacing_unit unit;
    long count;
    size_t beside; // rows that are not at a multiple of it and go to the nearest
};

// The spacing of time[count], in seconds, each later than the one before.
struct spacing spacing_find(const int64_t time[], size_t count);

// Which reading a time is, counted from 0 at `first`.
int64_t spacing_place(const struct spacing *spacing, int64_t first, int64_t time);
// The time of that reading.
int64_t spacing_time(const struct spacing *spacing, int64_t first, int64_t place);

// What readings are averaged over.
enum resample { RESAMPLE_NONE, RESAMPLE_HOUR, RESAMPLE_DAY, RESAMPLE_WEEK, RESAMPLE_MONTH };
extern const char *const resample_names[]; // "none", "hour" …, NULL

// The beginning of the stretch that holds a time; weeks begin on Monday.
int64_t resample_begin(enum resample resample, int64_t time);
struct spacing resample_spacing(enum resample resample);

#endif
