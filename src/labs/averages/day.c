#include "labs/averages/day.h"

#include "base/text.h"
#include "base/words.h"
#include "data/date.h"

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
        text_print(text, 48, words("day %zu"), day + 1);
        return;
    }
    const struct date date = date_of(lab->series.first_day + (long)day);
    const int first = date_of(lab->series.first_day).year;
    const char *month = words(date_month_name(date.month));
    if (lab->series.is_synthetic)
        text_print(text, 48, words("%d %s, year %d"), date.day, month, date.year - first + 1);
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
