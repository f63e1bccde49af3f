#include "data/date.h"

#include <stdio.h>

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

// Days from 0001-01-01 to the first of January of a year.
static long days_before_year(long year)
{
    const long past = year - 1;
    return 365 * past + past / 4 - past / 100 + past / 400;
}

static const long epoch = 719162; // 1970-01-01, from 0001-01-01

long date_day(struct date date)
{
    long day = days_before_year(date.year) + date.day - 1;
    for (int month = 1; month < date.month; month++)
        day += days_in_month(date.year, month);
    return day - epoch;
}

struct date date_of(long day)
{
    day += epoch;
    struct date date = {(int)(day / 366) + 1, 1, 1};
    while (days_before_year(date.year + 1) <= day)
        date.year++;
    day -= days_before_year(date.year);
    for (; day >= days_in_month(date.year, date.month); date.month++)
        day -= days_in_month(date.year, date.month);
    date.day = (int)day + 1;
    return date;
}

static bool read_digits(const char *text, int count, int *value)
{
    *value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *value = 10 * *value + (text[i] - '0');
    }
    return true;
}

bool date_parse(const char *text, size_t length, long *day)
{
    struct date date;
    if (length < 10 || (length > 10 && text[10] != 'T' && text[10] != ' '))
        return false;
    if ((text[4] != '-' && text[4] != '/') || text[7] != text[4] ||
        !read_digits(text, 4, &date.year) || !read_digits(text + 5, 2, &date.month) ||
        !read_digits(text + 8, 2, &date.day))
        return false;
    if (date.year < 1 || date.month < 1 || date.month > 12 || date.day < 1 ||
        date.day > days_in_month(date.year, date.month))
        return false;
    *day = date_day(date);
    return true;
}

void date_format(long day, char text[16])
{
    const struct date date = date_of(day);
    snprintf(text, 16, "%04d-%02d-%02d", date.year % 10000, date.month % 100, date.day % 100);
}

const char *date_month_name(int month)
{
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return names[(month - 1) % 12];
}
