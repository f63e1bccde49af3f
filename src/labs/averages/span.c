#include "labs/averages/span.h"
#include "base/maths.h"

#include "base/text.h"
#include "base/words.h"

#include <math.h>
#include <string.h>

static const char *const one[] = {
    [SPACING_NONE] = "%s reading", [SPACING_SECOND] = "%s second", [SPACING_MINUTE] = "%s minute",
    [SPACING_HOUR] = "%s hour",    [SPACING_DAY] = "%s day",       [SPACING_MONTH] = "%s month",
    [SPACING_YEAR] = "%s year",
};
static const char *const many[] = {
    [SPACING_NONE] = "%s readings",  [SPACING_SECOND] = "%s seconds",
    [SPACING_MINUTE] = "%s minutes", [SPACING_HOUR] = "%s hours",
    [SPACING_DAY] = "%s days",       [SPACING_MONTH] = "%s months",
    [SPACING_YEAR] = "%s years",
};

bool averages_is_daily(const struct averages *lab)
{
    return lab->series.spacing.unit == SPACING_DAY && lab->series.spacing.count == 1;
}

static void write(double amount, enum spacing_unit unit, int digits, char text[64])
{
    char number[32];
    text_show(amount, digits, number, sizeof number);
    text_print(text, 64, words(strcmp(number, "1") == 0 ? one[unit] : many[unit]), number);
}

void averages_span(const struct averages *lab, double readings, int digits, char text[64])
{
    const struct spacing *spacing = &lab->series.spacing;
    char counted[64], measured[64];
    if (spacing->unit == SPACING_NONE || spacing->count == 1) {
        write(readings, spacing->unit, digits, text);
        return;
    }
    write(readings, SPACING_NONE, digits, counted);
    write(readings * (double)spacing->count, spacing->unit, digits, measured);
    text_print(text, 64, "%s = %s", counted, measured);
}

void averages_count(const struct averages *lab, size_t reading, char text[48])
{
    text_print(text, 48, averages_is_daily(lab) ? words("day %zu") : words("reading %zu"), reading);
}

size_t averages_back(const struct averages *lab, size_t from, size_t to)
{
    return lab->gaps_age ? to - from : lab->measured[to] - lab->measured[from];
}

double averages_weight_sum(const struct averages *lab, const struct averaged *entry, size_t day)
{
    return lab->gaps_age ? average_aged_sum(&entry->average, lab->series.value, day)
                         : average_weight_sum(&entry->average, lab->measured[day]);
}

void averages_half_life(const struct averages *lab, double beta, char text[96])
{
    char half[64], span[32];
    const struct spacing *spacing = &lab->series.spacing;
    const double readings = beta > 0 ? maths_log(0.5) / maths_log(beta) : 0;
    const bool is_apart = spacing->unit != SPACING_NONE;
    write(readings * (is_apart ? (double)spacing->count : 1), spacing->unit, 3, half);
    text_show((1 + beta) / (1 - beta), 3, span, sizeof span);
    text_print(text, 96, words("half-life %s, span %s"), half, span);
}
