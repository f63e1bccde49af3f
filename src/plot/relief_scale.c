// From values to heights, and back to round values beside them.
#include "base/text.h"
#include "base/words.h"
#include "plot/relief.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { SAMPLES = 4096 };

static const double low_share = 0.2;     // of a linear height, with half of the field below it
static const double middle_height = 0.4; // of a logarithmic one, with half of the field below it

static int compare(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

// The value that half of the finite ones lie below.
static double find_range(const float value[], size_t count, double *low, double *high)
{
    float sample[SAMPLES];
    size_t found = 0;
    const double stride = fmax((double)count / SAMPLES, 1);
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(value[i]))
            continue;
        *low = fmin(*low, (double)value[i]);
        *high = fmax(*high, (double)value[i]);
    }
    for (double i = 0; (size_t)i < count && found < SAMPLES; i += stride)
        if (isfinite(value[(size_t)i]))
            sample[found++] = value[(size_t)i];
    if (found > 0)
        qsort(sample, found, sizeof *sample, compare);
    return found > 0 ? (double)sample[found / 2] : (*low + *high) / 2;
}

// The ε with log(1 + middle/ε) = middle_height · log(1 + span/ε): the left side's share falls from
// 1 to middle/span as ε grows.
static double find_offset(double middle, double span)
{
    double low = log(1e-9 * span), high = log(span);
    for (int i = 0; i < 60; i++) {
        const double at = (low + high) / 2, offset = exp(at);
        if (log1p(middle / offset) > middle_height * log1p(span / offset))
            low = at;
        else
            high = at;
    }
    return exp(high);
}

struct relief_scale relief_scale_choose(const float value[], size_t count, enum relief_height wish)
{
    struct relief_scale scale = {.is_log = false};
    const double middle = find_range(value, count, &scale.low, &scale.high);
    const double span = scale.high - scale.low;
    if (!(span > 0) || !isfinite(span)) {
        if (!(span == 0))
            scale.low = scale.high = 0;
        return scale;
    }
    scale.is_log =
        wish == RELIEF_LOG || (wish == RELIEF_AUTO && middle - scale.low < low_share * span);
    if (!scale.is_log)
        return scale;
    const double offset = find_offset(fmax(middle - scale.low, 1e-6 * span), span);
    // Upwards to a round number: people read it, and the logarithm is of more than 0.
    const double unit = pow(10, floor(log10(offset)));
    scale.plus = ceil((offset - scale.low) / unit) * unit;
    if (!(scale.low + scale.plus > 0))
        scale.plus = offset - scale.low;
    return scale;
}

double relief_scale_height(const struct relief_scale *scale, double value)
{
    if (!isfinite(value))
        return NAN;
    if (!(scale->high > scale->low))
        return 0;
    const double inside = fmin(fmax(value, scale->low), scale->high);
    const double share = scale->is_log
                             ? log((inside + scale->plus) / (scale->low + scale->plus)) /
                                   log((scale->high + scale->plus) / (scale->low + scale->plus))
                             : (inside - scale->low) / (scale->high - scale->low);
    return fmin(fmax(share, 0), 1);
}

void relief_scale_name(const struct relief_scale *scale, const char *symbol, char *text,
                       size_t size)
{
    char number[32];
    if (!scale->is_log) {
        snprintf(text, size, "%s", symbol);
        return;
    }
    text_show(fabs(scale->plus), 12, number, sizeof number);
    if (scale->plus == 0)
        text_print(text, size, words("%s as log %s"), symbol, symbol);
    else
        text_print(text, size,
                   scale->plus > 0 ? words("%s as log(%s + %s)") : words("%s as log(%s − %s)"),
                   symbol, symbol, number);
}

// ---- ticks --------------------------------------------------------------------------------------

struct gathering {
    const struct relief_scale *scale;
    double gap;
    struct tick *ticks;
    double height[TICKS_MAX];
    size_t count;
};

static void offer(struct gathering *gathering, double value)
{
    const struct relief_scale *scale = gathering->scale;
    if (!(value >= scale->low && value <= scale->high) || gathering->count == TICKS_MAX)
        return;
    const double height = relief_scale_height(scale, value);
    for (size_t i = 0; i < gathering->count; i++)
        if (fabs(gathering->height[i] - height) < gathering->gap)
            return;
    struct tick *tick = &gathering->ticks[gathering->count];
    tick->value = value;
    text_show(value, 4, tick->text, sizeof tick->text);
    gathering->height[gathering->count++] = height;
}

// The roundest first: 0, powers of ten, then 5 and 2 of them, of both signs.
static void offer_decades(struct gathering *gathering)
{
    const double most = fmax(fabs(gathering->scale->low), fabs(gathering->scale->high));
    const int top = (int)floor(log10(most)), first = top - 8;
    static const double factors[] = {1, 5, 2};
    offer(gathering, 0);
    for (size_t f = 0; f < sizeof factors / sizeof *factors; f++)
        for (int decade = top; decade >= first; decade--) {
            offer(gathering, factors[f] * pow(10, decade));
            offer(gathering, -factors[f] * pow(10, decade));
        }
}

size_t relief_scale_ticks(const struct relief_scale *scale, double gap,
                          struct tick ticks[TICKS_MAX])
{
    if (!(scale->high > scale->low))
        return 0;
    const struct axis axis = {.low = scale->low, .high = scale->high};
    const size_t wanted = (size_t)fmax(1 / gap, 2);
    if (!scale->is_log)
        return axis_ticks(&axis, wanted, ticks);
    struct gathering gathering = {.scale = scale, .gap = gap, .ticks = ticks};
    offer_decades(&gathering);
    if (gathering.count < 3) { // less than a decade
        struct tick even[TICKS_MAX];
        const size_t count = axis_ticks(&axis, wanted, even);
        for (size_t i = 0; i < count; i++)
            offer(&gathering, even[i].value);
    }
    return gathering.count;
}
