#include "data/spacing.h"

#include "data/date.h"
#include "data/when.h"

static const int64_t seconds_of[] = {
    [SPACING_SECOND] = 1, [SPACING_MINUTE] = 60, [SPACING_HOUR] = 3600, [SPACING_DAY] = 86400};

enum { DAY = 86400 };

static int64_t divisor(int64_t a, int64_t b)
{
    while (b) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

// Months since the year 0, and what is left: the day and the seconds of the day.
static int64_t month_of(int64_t time, int *day, long *rest)
{
    const struct date date = date_of(when_day(time, rest));
    *day = date.day;
    return (int64_t)date.year * 12 + date.month - 1;
}

// The day that begins the month after the one of `time`, less its own: 1 at the end of a month.
static bool is_month_end(int64_t time)
{
    return date_of(when_day(time, 0) + 1).day == 1;
}

// Whether all are on the same day of a month, or all at its end, or one is in nearly every month:
// on its last day of business.
static bool are_months(const int64_t time[], size_t count, struct spacing *spacing)
{
    int first_day, day;
    long first_rest, rest;
    int64_t before = month_of(time[0], &first_day, &first_rest), months = 0;
    bool is_end = is_month_end(time[0]), is_same = true;
    size_t next = 0;
    for (size_t i = 1; i < count; i++) {
        const int64_t month = month_of(time[i], &day, &rest);
        is_same = is_same && day == first_day;
        is_end = is_end && is_month_end(time[i]);
        if (month == before || rest != first_rest)
            return false;
        next += month == before + 1;
        months = divisor(months, month - before);
        before = month;
    }
    const bool is_exact = is_same || is_end;
    if (count < 2 || (!is_exact && (count < 6 || 10 * next < 9 * (count - 1))))
        return false;
    const bool is_year = months % 12 == 0;
    *spacing = (struct spacing){.unit = is_year ? SPACING_YEAR : SPACING_MONTH,
                                .count = (long)(is_year ? months / 12 : months)};
    return true;
}

// The distance that is there most often, by counting the first of each size (Misra & Gries 1982,
// with one counter: it is told only where it is more than half of them).
static int64_t usual_distance(const int64_t time[], size_t count)
{
    int64_t usual = 0;
    size_t votes = 0, there = 0;
    for (size_t i = 1; i < count; i++) {
        const int64_t distance = time[i] - time[i - 1];
        if (votes == 0)
            usual = distance;
        votes = distance == usual ? votes + 1 : votes - 1;
    }
    for (size_t i = 1; i < count; i++)
        there += time[i] - time[i - 1] == usual;
    return 2 * there > count - 1 ? usual : 0;
}

static struct spacing in_units(int64_t seconds)
{
    enum spacing_unit unit = SPACING_DAY;
    while (unit > SPACING_SECOND && seconds % seconds_of[unit] != 0)
        unit--;
    return (struct spacing){.unit = unit, .count = (long)(seconds / seconds_of[unit])};
}

// How many are at no multiple of the distance; SIZE_MAX where two would go to the same.
static size_t count_beside(const int64_t time[], size_t count, int64_t distance)
{
    size_t beside = 0;
    int64_t before = -1;
    for (size_t i = 0; i < count; i++) {
        const int64_t place = (time[i] - time[0] + distance / 2) / distance;
        if (place == before)
            return SIZE_MAX;
        before = place;
        beside += (time[i] - time[0]) % distance != 0;
    }
    return beside;
}

struct spacing spacing_find(const int64_t time[], size_t count)
{
    struct spacing spacing = {.unit = SPACING_DAY, .count = 1};
    int64_t common = 0;
    if (count < 2 || are_months(time, count, &spacing))
        return spacing;
    for (size_t i = 1; i < count; i++)
        common = divisor(common, time[i] - time[i - 1]);
    const int64_t usual = usual_distance(time, count);
    if (usual > common && count >= 10) { // a few rows that slipped
        const size_t beside = count_beside(time, count, usual);
        if (10 * beside <= count) {
            spacing = in_units(usual);
            spacing.beside = beside;
            return spacing;
        }
    }
    // Days between which nothing was measured are gaps; a second a reading is none.
    const double readings = (double)(time[count - 1] - time[0]) / (double)common;
    if (common % DAY != 0 && readings > 20.0 * (double)count + 100)
        return (struct spacing){.unit = SPACING_NONE};
    return in_units(common);
}

int64_t spacing_place(const struct spacing *spacing, int64_t first, int64_t time)
{
    int day;
    long rest;
    if (spacing->unit == SPACING_MONTH || spacing->unit == SPACING_YEAR) {
        const int64_t months = month_of(time, &day, &rest) - month_of(first, &day, &rest);
        return months / (spacing->count * (spacing->unit == SPACING_YEAR ? 12 : 1));
    }
    const int64_t distance = spacing->count * seconds_of[spacing->unit];
    return (time - first + distance / 2) / distance;
}

int64_t spacing_time(const struct spacing *spacing, int64_t first, int64_t place)
{
    if (spacing->unit != SPACING_MONTH && spacing->unit != SPACING_YEAR)
        return first + place * spacing->count * seconds_of[spacing->unit];
    int day;
    long rest;
    const int64_t step = spacing->count * (spacing->unit == SPACING_YEAR ? 12 : 1);
    const int64_t month = month_of(first, &day, &rest) + place * step;
    const struct date next = {(int)((month + 1) / 12), (int)((month + 1) % 12) + 1, 1};
    const struct date begin = {(int)(month / 12), (int)(month % 12) + 1, 1};
    const long days = date_day(next) - date_day(begin);
    // The 31st, and the last day of a month, are at the end of a shorter one.
    const bool is_end = is_month_end(first) || day > days;
    return (int64_t)(date_day(begin) + (is_end ? days : day) - 1) * DAY + rest;
}

const char *const resample_names[] = {"none", "hour", "day", "week", "month", NULL};

int64_t resample_begin(enum resample resample, int64_t time)
{
    long rest;
    const long day = when_day(time, &rest);
    const struct date date = date_of(day);
    switch (resample) {
    case RESAMPLE_HOUR:
        return time - rest % 3600;
    case RESAMPLE_WEEK: // 1970-01-01 was a Thursday
        return (int64_t)(day - ((day + 3) % 7 + 7) % 7) * DAY;
    case RESAMPLE_MONTH:
        return (int64_t)(day - date.day + 1) * DAY;
    case RESAMPLE_DAY:
        return (int64_t)day * DAY;
    case RESAMPLE_NONE:
        break;
    }
    return time;
}

struct spacing resample_spacing(enum resample resample)
{
    static const struct spacing spacings[] = {
        [RESAMPLE_HOUR] = {SPACING_HOUR, 1, 0},
        [RESAMPLE_DAY] = {SPACING_DAY, 1, 0},
        [RESAMPLE_WEEK] = {SPACING_DAY, 7, 0},
        [RESAMPLE_MONTH] = {SPACING_MONTH, 1, 0},
    };
    return spacings[resample];
}
