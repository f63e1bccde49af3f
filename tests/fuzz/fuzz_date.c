// Random lines as dates, numbers of a table and the formats they are told in: never a crash, no day
// that is in no calendar, and what is shown of a day is that day.
#include "data/date.h"
#include "data/number.h"
#include "data/when.h"
#include "fuzz/fuzz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const fuzz_seeds[] = {
    "2020-01-31\n2020/1/31 14:30\n31.01.2020\n31-01-20\n1/31/2020 2:30 PM\n31 Jan 2020",
    "January 31, 2020\nJan 2020\n2020-01\n2020-W05\n2020-Q1\n2021-03-26T00:00:00+01:00",
    "1990\n199001\n19900131\n1990013112\n1614556800\n1614556800000\n-1.5e300",
    "1,234.5\n1.234,5\n1 234,5\n5 %\n$ 3.20\n12 €\n−3\n.5e-3\n1e999",
    "%d/%m/%Y\ndd.mm.yyyy\nm/d/y\nepoch-ms\nyyyymmdd",
    "29.02.1900\n30 février 2020\n31 Şubat 2019\n1. Dezember 2020\n24:00\n23:59:60",
    NULL,
};

const char *const fuzz_folder = NULL;

static void check_parts(const struct when_parts *parts)
{
    char shown[32];
    long again, rest;
    if (parts->is_open ? parts->first < 1 || parts->second < 1
                       : parts->month < 0 || parts->month > 12 || parts->day < 0 || parts->day > 31)
        abort();
    if (parts->time < 0 || parts->time > 86400)
        abort();
    if (parts->is_open)
        return;
    const int64_t seconds = when_seconds(parts);
    const long day = when_day(seconds, &rest);
    when_show(seconds, shown);
    if (rest < 0 || rest >= 86400 || !*shown)
        abort();
    if (date_parse(shown, strlen(shown), &again) && again != day)
        abort();
}

static void try_date(const char *line, size_t length)
{
    struct when_parts parts;
    long day, seconds;
    for (enum when_order order = WHEN_OPEN; order <= WHEN_MDY; order++)
        if (when_split(line, length, order, &parts))
            check_parts(&parts);
    if (when_time(line, length, &seconds) && (seconds < 0 || seconds > 86400))
        abort();
    if (date_parse(line, length, &day)) {
        const struct date date = date_of(day);
        char text[16];
        long again;
        date_format(day, text);
        if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31 ||
            date_day(date) != day || !date_parse(text, strlen(text), &again) || again != day)
            abort();
    }
}

static void try_number(const char *line, size_t length)
{
    static const char decimals[] = {'.', ','};
    for (int i = 0; i < 2; i++) {
        double value;
        unsigned traits = 0;
        if (!number_parse(line, length, decimals[i], &value, &traits))
            continue;
        if (isnan(value))
            abort();
        const enum when_number as = when_number_look(value);
        int64_t seconds;
        char shown[32];
        if (as != WHEN_NO_NUMBER && when_number_seconds(value, as, &seconds))
            when_show(seconds, shown);
    }
    number_decimal(line, length);
}

static void try_format(const char *line, size_t length)
{
    char text[80];
    enum when_order order = WHEN_OPEN;
    enum when_number number = WHEN_NO_NUMBER;
    struct error error = {0};
    length = length < sizeof text ? length : sizeof text - 1;
    memcpy(text, line, length);
    text[length] = '\0';
    if (when_format_parse(text, &order, &number, &error)
            ? order == WHEN_OPEN && number == WHEN_NO_NUMBER
            : error.kind == ERROR_NONE || !*error.text)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *at = (const char *)data, *end = at + size;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const size_t length = (size_t)((stop ? stop : end) - at);
        try_date(at, length);
        try_number(at, length);
        try_format(at, length);
        at += length + 1;
    }
    return 0;
}
