#include "labs/averages/ticks.h"

#include "base/text.h"
#include "base/words.h"
#include "data/date.h"
#include "data/when.h"

#include <math.h>

enum { HOUR = 3600, DAY = 86400 };

// ---- between readings and times -----------------------------------------------------------------

// The time at a place on the axis, whose first reading is at 1; beyond the series as far apart as
// within.
static double time_at(const struct averages *lab, double place)
{
    const struct series *series = &lab->series;
    const double last = (double)series->days;
    const double first_time = (double)series->time[0];
    const double last_time = (double)series->time[series->days - 1];
    if (place < 1 || place >= last)
        return place < 1 ? first_time + (place - 1) * (last_time - first_time) / (last - 1)
                         : last_time + (place - last) * (last_time - first_time) / (last - 1);
    const size_t index = (size_t)place - 1;
    const double part = place - floor(place);
    const double here = (double)series->time[index];
    return here + part * ((double)series->time[index + 1] - here);
}

// The place on the axis of a time.
static double place_of(const struct averages *lab, double time)
{
    const struct series *series = &lab->series;
    const double last = (double)series->days;
    const double first_time = (double)series->time[0];
    const double last_time = (double)series->time[series->days - 1];
    if (time <= first_time || time >= last_time)
        return time <= first_time
                   ? 1 + (time - first_time) * (last - 1) / (last_time - first_time)
                   : last + (time - last_time) * (last - 1) / (last_time - first_time);
    size_t low = 0, high = series->days - 1;
    while (high - low > 1) {
        const size_t middle = (low + high) / 2;
        if ((double)series->time[middle] <= time)
            low = middle;
        else
            high = middle;
    }
    const double here = (double)series->time[low];
    return 1 + (double)low + (time - here) / ((double)series->time[high] - here);
}

// ---- what stands there --------------------------------------------------------------------------

// The first of a month, every so many months, that comes at or after `day`.
static long next_month(long day, int months)
{
    struct date date = date_of(day);
    if (date.day > 1)
        date.month++;
    while ((date.year * 12 + date.month - 1) % months != 0)
        date.month++;
    date.year += (date.month - 1) / 12;
    date.month = (date.month - 1) % 12 + 1;
    date.day = 1;
    return date_day(date);
}

static void write_month(const struct averages *lab, long day, bool is_first, int months,
                        char text[TICK_TEXT_MAX])
{
    const struct date date = date_of(day);
    const int year =
        lab->series.is_synthetic ? date.year - date_of(lab->series.first_day).year + 1 : date.year;
    const char *month = words(date_month_name(date.month));
    if (months % 12 == 0)
        text_print(text, TICK_TEXT_MAX, lab->series.is_synthetic ? words("year %d") : "%d", year);
    else if (is_first || date.month == 1)
        text_print(text, TICK_TEXT_MAX, lab->series.is_synthetic ? words("%s year %d") : "%s %d",
                   month, year);
    else
        text_print(text, TICK_TEXT_MAX, "%s", month);
}

static void write_day(long day, char text[TICK_TEXT_MAX])
{
    const struct date date = date_of(day);
    text_print(text, TICK_TEXT_MAX, "%d %s", date.day, words(date_month_name(date.month)));
}

// What an axis is to be given ticks for.
struct stretch {
    double first, last; // times
    double wanted;      // about so many ticks
    struct tick *tick;  // [TICKS_MAX]
};

// Minutes and hours; a day begins with its date.
static size_t tick_hours(const struct averages *lab, const struct stretch *stretch)
{
    static const int strides[] = {60,       300,      600,      900,       1800, HOUR,
                                  2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY};
    size_t s = 0, count = 0;
    while (s + 1 < sizeof strides / sizeof *strides &&
           (stretch->last - stretch->first) / strides[s] > stretch->wanted)
        s++;
    double time = ceil(stretch->first / strides[s]) * strides[s];
    for (; time <= stretch->last && count < TICKS_MAX; time += strides[s]) {
        long rest;
        const long day = when_day((int64_t)time, &rest);
        stretch->tick[count].value = place_of(lab, time);
        if (rest == 0)
            write_day(day, stretch->tick[count].text);
        else
            text_print(stretch->tick[count].text, TICK_TEXT_MAX, "%02ld:%02ld", rest / HOUR,
                       rest / 60 % 60);
        count++;
    }
    return count;
}

static size_t tick_days(const struct averages *lab, const struct stretch *stretch)
{
    const double span = (stretch->last - stretch->first) / DAY;
    const long each = span / stretch->wanted <= 1 ? 1 : span / stretch->wanted <= 2 ? 2 : 7;
    const long last = when_day((int64_t)stretch->last, NULL);
    size_t count = 0;
    for (long day = when_day((int64_t)stretch->first, NULL); day <= last && count < TICKS_MAX;
         day += each) {
        stretch->tick[count].value = place_of(lab, (double)day * DAY);
        write_day(day, stretch->tick[count].text);
        count++;
    }
    return count;
}

static size_t tick_months(const struct averages *lab, const struct stretch *stretch)
{
    static const int strides[] = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200};
    const double span = (stretch->last - stretch->first) / DAY;
    const long last = when_day((int64_t)stretch->last, NULL);
    size_t s = 0, count = 0;
    while (s + 1 < sizeof strides / sizeof *strides && span / 30.4 / strides[s] > stretch->wanted)
        s++;
    for (long day = next_month(when_day((int64_t)stretch->first, NULL), strides[s]);
         day <= last && count < TICKS_MAX; day = next_month(day + 1, strides[s])) {
        stretch->tick[count].value = place_of(lab, (double)day * DAY);
        write_month(lab, day, count == 0, strides[s], stretch->tick[count].text);
        count++;
    }
    return count;
}

// Returns how many ticks there are between two places on the axis.
static size_t tick_dates(const struct averages *lab, float width, double low, double high,
                         struct tick ticks[TICKS_MAX])
{
    const struct stretch stretch = {.first = time_at(lab, floor(low)),
                                    .last = time_at(lab, floor(high)),
                                    .wanted = fmax((double)width / 105, 2),
                                    .tick = ticks};
    const double span = (time_at(lab, high) - time_at(lab, low)) / DAY;
    const bool is_fine = lab->series.spacing.unit < SPACING_DAY;
    if (is_fine && span < fmin(stretch.wanted, 4))
        return tick_hours(lab, &stretch);
    return span < 45 ? tick_days(lab, &stretch) : tick_months(lab, &stretch);
}

void averages_put_ticks(const struct averages *lab, struct plot *stage,
                        struct averages_ticks *ticks)
{
    struct axis *x = &stage->x;
    struct axis_glide *glide = &x->glide;
    const float width = stage->area.width;
    x->ticks = ticks->now;
    x->tick_count = tick_dates(lab, width, glide->is_on ? glide->to_low : x->low,
                               glide->is_on ? glide->to_high : x->high, ticks->now);
    if (!glide->is_on)
        return;
    glide->from_ticks = ticks->before;
    glide->from_count = tick_dates(lab, width, glide->from_low, glide->from_high, ticks->before);
}
