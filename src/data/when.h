// Points in time as tables have them: days, hours, months, in the ways people write them.
#ifndef RAVINE_DATA_WHEN_H
#define RAVINE_DATA_WHEN_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Which of three numbers is what.
enum when_order {
    WHEN_OPEN, // nobody has decided: 03/04/2020 is not read
    WHEN_YMD,
    WHEN_DMY,
    WHEN_MDY,
};

// How fine a text is.
enum when_grain { WHEN_YEAR, WHEN_MONTH, WHEN_DAY, WHEN_TIME };

// A text taken apart. Months stand as numbers; what is not there is 0.
struct when_parts {
    int first, second; // of two numbers before a year whose order is open; else 0
    int year, month, day;
    char mark;    // between the numbers of an open one
    bool is_open; // first and second are set instead of month and day
    long time;    // seconds of the day
    bool has_zone;
    long zone; // seconds ahead of UTC
    enum when_grain grain;
};

// Takes text[length] apart: 2020-01-31, 2020/1/31, 31.01.2020, 31-01-20, 1/31/2020, 31 Jan 2020,
// January 31, 2020, Jan 2020, 2020-01, 2020-W05, 2020-Q1, each with a time of day behind it, and a
// zone. `order` decides about numbers alone; WHEN_OPEN leaves them in first and second where both
// readings are possible. Months have their English, German, French or Turkish names. False where
// the text is nothing of it.
bool when_split(const char *text, size_t length, enum when_order order, struct when_parts *parts);

// A time of day by itself: 14:30, 14:30:05, 2:30 PM. Seconds since midnight.
bool when_time(const char *text, size_t length, long *seconds);

// Seconds since 1970-01-01 of what is taken apart, by the clock that is written there.
int64_t when_seconds(const struct when_parts *parts);

// Numbers that are dates.
enum when_number {
    WHEN_NO_NUMBER,
    WHEN_YYYY,       // 1990
    WHEN_YYYYMM,     // 199001
    WHEN_YYYYMMDD,   // 19900131
    WHEN_YYYYMMDDHH, // 1990013112
    WHEN_YYYYMMDDHHMM,
    WHEN_YYYYMMDDHHMMSS,
    WHEN_EPOCH,    // seconds since 1970-01-01
    WHEN_EPOCH_MS, // thousandths of them
};

// What a number looks like; several may fit, the most likely is told.
enum when_number when_number_look(double value);
bool when_number_seconds(double value, enum when_number as, int64_t *seconds);
enum when_grain when_number_grain(enum when_number as);

// "%d/%m/%Y", "dd.mm.yyyy", "m/d/y": in which order day, month and year come. "epoch", "epoch-ms"
// and "yyyymmdd" name numbers. Error: none of these.
bool when_format_parse(const char *text, enum when_order *order, enum when_number *number,
                       struct error *error);

// "2012-08-23", "2012-08-23 06:00" where there is a time of day.
void when_show(int64_t seconds, char text[32]);

// The day, counted from 1970-01-01, and the seconds since its midnight (may be NULL).
long when_day(int64_t seconds, long *rest);

#endif
