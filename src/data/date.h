// Days of the (proleptic) Gregorian calendar, counted from 1970-01-01.
#ifndef RAVINE_DATA_DATE_H
#define RAVINE_DATA_DATE_H

#include <stdbool.h>
#include <stddef.h>

struct date {
    int year, month, day; // month 1…12, day 1…31
};

// text[length] as YYYY-MM-DD (or with slashes), years 1…9999. A time of day may follow after a T
// or a blank and is ignored.
bool date_parse(const char *text, size_t length, long *day);

// "2012-08-23".
void date_format(long day, char text[16]);

struct date date_of(long day);
long date_day(struct date date);

// "Aug".
const char *date_month_name(int month);

#endif
