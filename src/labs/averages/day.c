#include "labs/averages/day.h"

#include "base/text.h"
#include "base/words.h"
#include "data/date.h"
#include "data/when.h"
#include "labs/averages/span.h"

#include <math.h>
#include <stdio.h>

size_t averages_day(const struct averages *lab, double step)
{
    const double day = fmin(fmax(floor(step + 1e-9), 1), (double)lab->days);
    return (size_t)day - 1;
}

void averages_date(const struct averages *lab, size_t day, char text[48])
{
    if (!lab->series.has_dates) {
        averages_count(lab, day + 1, text);
        return;
    }
    long seconds;
    const struct date date = date_of(when_day(lab->series.time[day], &seconds));
    const enum spacing_unit unit = lab->series.spacing.unit;
    const int first = date_of(lab->series.first_day).year;
    const char *month = words(date_month_name(date.month));
    if (lab->series.is_synthetic)
        text_print(text, 48, words("%d %s, year %d"), date.day, month, date.year - first + 1);
    else if (unit == SPACING_YEAR)
        text_print(text, 48, "%d", date.year);
    else if (unit == SPACING_MONTH)
        text_print(text, 48, "%s %d", month, date.year);
    else if (seconds != 0 || (unit != SPACING_DAY && unit != SPACING_NONE))
        text_print(text, 48, "%d %s %d, %02ld:%02ld", date.day, month, date.year, seconds / 3600,
                   seconds / 60 % 60);
    else
        text_print(text, 48, "%d %s %d", date.day, month, date.year);
}

void averages_show(const struct averages *lab, double value, char *text, size_t size)
{
    if (isnan(value)) {
        snprintf(text, size, "–");
        return;
    }
    char number[32];
    if (fabs(value) < 1000 && *lab->series.unit)
        snprintf(number, sizeof number, "%s%.1f", value < -0.05 ? "−" : "", fabs(value));
    else
        text_show(value, 4, number, sizeof number);
    snprintf(text, size, "%s%s%s", number, *lab->series.unit ? " " : "", lab->series.unit);
}
