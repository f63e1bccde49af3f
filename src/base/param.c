#include "base/param.h"
#include "base/expression.h"
#include "base/maths.h"

#include "base/text.h"
#include "base/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool param_has_slider(const struct param *param)
{
    return param->scale != PARAM_TEXT && param->scale != PARAM_PAIR;
}

const struct param *param_find(const struct param table[], const char *key)
{
    for (; table->key; table++)
        if (strcmp(table->key, key) == 0)
            return table;
    return NULL;
}

static size_t choice_count(const struct param *param)
{
    size_t count = 0;
    while (param->choices[count])
        count++;
    return count;
}

static double highest(const struct param *param)
{
    return param->scale == PARAM_CHOICE ? (double)choice_count(param) - 1 : param->max;
}

static double lowest(const struct param *param)
{
    return param->scale == PARAM_CHOICE ? 0 : param->min;
}

static double clamped(const struct param *param, double value)
{
    return fmin(fmax(value, lowest(param)), highest(param));
}

static bool is_whole(enum param_scale scale)
{
    return scale == PARAM_INTEGER || scale == PARAM_COUNT;
}

// ---- text ---------------------------------------------------------------------------------------

static bool refuse_choice(const struct param *param, const char *text, struct error *error)
{
    const size_t count = choice_count(param);
    const char *nearest = text_nearest(text, param->choices, count);
    if (nearest)
        return error_set(error, ERROR_INPUT, "no %s '%.40s'; did you mean %s?", param->key, text,
                         nearest);
    char list[256] = "";
    for (size_t i = 0; i < count; i++)
        text_append(list, sizeof list, "%s%s",
                    i == 0           ? ""
                    : i + 1 == count ? words(" or ")
                                     : ", ",
                    param->choices[i]);
    return error_set(error, ERROR_INPUT, "%s must be %s, not '%.40s'", param->key, list, text);
}

static bool refuse_number(const struct param *param, const char *text, struct error *error)
{
    char low[32], high[32], hint[160];
    expression_hint(text, hint);
    param_format(param, param->min, low, sizeof low);
    param_format(param, param->max, high, sizeof high);
    return error_set(error, ERROR_INPUT, "%s must be a %s from %s to %s%s, not '%.40s'%s",
                     param->key, is_whole(param->scale) ? words("whole number") : words("number"),
                     low, high, param->scale == PARAM_COUNT ? words(", or all") : "", text,
                     strchr(text, ',') ? words("; the decimal sign is a point") : hint);
}

bool param_parse(const struct param *param, const char *text, double *value, struct error *error)
{
    if (param->scale == PARAM_CHOICE) {
        for (size_t i = 0; param->choices[i]; i++) {
            if (strcmp(text, param->choices[i]) == 0) {
                *value = (double)i;
                return true;
            }
        }
        return refuse_choice(param, text, error);
    }
    if (param->scale == PARAM_COUNT && strcmp(text, "all") == 0) {
        *value = 0;
        return true;
    }
    double number;
    char plain[64];
    const char *range = param->is_ranged ? strstr(text, " in ") : NULL;
    if (range && text_print(plain, sizeof plain, "%.*s", (int)(range - text), text))
        text = plain;
    if (!text_number(text, &number) || number < param->min || number > param->max ||
        (is_whole(param->scale) && number != floor(number)))
        return refuse_number(param, text, error);
    *value = number;
    return true;
}

bool param_parse_pair(const struct param *param, const char *text, double value[2],
                      struct error *error)
{
    const char *comma = strchr(text, ',');
    char first[64] = "", hint[160] = "";
    if (comma && (size_t)(comma - text) < sizeof first) {
        memcpy(first, text, (size_t)(comma - text));
        first[comma - text] = '\0';
        double pair[2];
        bool fits = text_number(first, &pair[0]) && text_number(comma + 1, &pair[1]);
        for (int i = 0; fits && i < 2; i++)
            fits = pair[i] >= param->min && pair[i] <= param->max;
        if (fits) {
            memcpy(value, pair, sizeof pair);
            return true;
        }
    }
    if (*first)
        expression_hint(first, hint);
    if (*first && !*hint)
        expression_hint(comma + 1 + strspn(comma + 1, " "), hint);
    return error_set(error, ERROR_INPUT, "%s must be two numbers such as -9, 1.6, not '%.40s'%s",
                     param->key, text, hint);
}

void param_format(const struct param *param, double value, char *text, size_t size)
{
    if (param->scale == PARAM_CHOICE)
        snprintf(text, size, "%s", param->choices[(size_t)clamped(param, value)]);
    else if (param->scale == PARAM_COUNT && value == 0)
        snprintf(text, size, "all");
    else
        text_shortest(value, text, size);
}

void param_show(const struct param *param, double value, char *text, size_t size)
{
    if (param->scale == PARAM_CHOICE || param->scale == PARAM_COUNT ||
        param->scale == PARAM_INTEGER) {
        param_format(param, value, text, size);
        return;
    }
    // 0.99995 is not 1: a number near one shows every digit that tells it from one.
    int digits = 4;
    if (param->scale == PARAM_NEAR_ONE && value < 1 && value > 0.9)
        digits = (int)fmin(1 - floor(maths_log10(1 - value)), 12);
    if (param->scale == PARAM_NEAR_ONE && digits < 4)
        digits = 4;
    text_show(value, digits, text, size);
}

// ---- ladders ------------------------------------------------------------------------------------
//
// A slider's round values form a ladder: within each decade the rungs below, in every decade the
// same. Numbers are decimal texts, so that 0.3 is 0.3 and not 0.30000000000000004.

static const int coarse_rungs[] = {10, 20, 50};
static const int normal_rungs[] = {10, 11, 12, 14, 16, 18, 20, 22, 25, 28,
                                   32, 36, 40, 45, 50, 56, 63, 71, 80, 90};

// The double nearest to mantissa · 10^power, by way of its decimal text.
static double decimal(long long mantissa, int power)
{
    char text[64];
    double value = 0;
    snprintf(text, sizeof text, "%llde%d", mantissa, power);
    text_number(text, &value);
    return value;
}

// The rung of a decade ladder (mantissas of two digits) next to `value` > 0 in a direction.
static double next_rung(double value, int direction, const int rungs[], int count)
{
    const int power = (int)floor(maths_log10(value)) - 1;
    const double tolerance = 1e-9 * value;
    double best = 0;
    for (int p = power - 1; p <= power + 1; p++) {
        for (int i = 0; i < count; i++) {
            const double rung = decimal(rungs[i], p);
            if (direction > 0 && rung > value + tolerance && (best == 0 || rung < best))
                best = rung;
            if (direction < 0 && rung < value - tolerance && rung > best)
                best = rung;
        }
    }
    return best;
}

// One unit in the second significant digit, the third where the first is a 1.
static double next_fine(double value, int direction)
{
    int power = (int)floor(maths_log10(value * (1 + 1e-12))) - 1;
    const double leading = value / maths_pow(10, power + 1);
    // Stepping down from 2.0 or from 10 enters the finer stretch below.
    if (leading < 2 - 1e-9 || (direction < 0 && leading < 2 + 1e-9))
        power--;
    const double unit = maths_pow(10, power);
    const double steps = value / unit;
    const double nearest = round(steps);
    const bool is_round = fabs(steps - nearest) < 1e-6;
    const double next = is_round ? nearest + direction : direction > 0 ? ceil(steps) : floor(steps);
    return decimal((long long)next, power);
}

static double nudge_log(double value, int direction, enum param_pace pace)
{
    switch (pace) {
    case PARAM_FINE:
        return next_fine(value, direction);
    case PARAM_COARSE:
        return next_rung(value, direction, coarse_rungs,
                         sizeof coarse_rungs / sizeof *coarse_rungs);
    default:
        return next_rung(value, direction, normal_rungs,
                         sizeof normal_rungs / sizeof *normal_rungs);
    }
}

// 1 − gap as a round decimal.
static double one_minus(double gap)
{
    char text[32];
    double value;
    snprintf(text, sizeof text, "%.9f", 1 - gap);
    return text_number(text, &value) ? value : 1 - gap;
}

// β: below 0.5 in steps of tenths, above it the gap to one goes down a ladder: 0.5, 0.6, 0.7,
// 0.8, 0.9, 0.92, …
static double nudge_near_one(double value, int direction, enum param_pace pace)
{
    static const int gap_rungs[] = {10, 12, 15, 20, 25, 30, 40, 50, 60, 70, 80};
    const double gap = 1 - value;
    if (pace == PARAM_FINE) {
        // A hundredth below 0.9, and a twentieth of the gap's decade above.
        const int power =
            gap > 0.1 + 1e-9 || (direction < 0 && gap > 0.1 - 1e-9)
                ? -2
                : (int)floor(maths_log10(gap * (direction > 0 ? 1 - 1e-9 : 1 + 1e-9))) - 1;
        const double steps = value / maths_pow(10, power);
        const double nearest = round(steps);
        const double next = fabs(steps - nearest) < 1e-6 ? nearest + direction
                            : direction > 0              ? ceil(steps)
                                                         : floor(steps);
        return decimal((long long)next, power);
    }
    const double step = pace == PARAM_COARSE ? 0.5 : 0.1;
    if (gap > 0.5 + 1e-9 || (gap > 0.5 - 1e-9 && direction < 0)) {
        const double steps = value / step;
        const double nearest = round(steps);
        const double next = fabs(steps - nearest) < 1e-6 ? nearest + direction
                            : direction > 0              ? ceil(steps)
                                                         : floor(steps);
        return one_minus(1 - next * step);
    }
    return one_minus(pace == PARAM_COARSE ? next_rung(gap, -direction, coarse_rungs, 3)
                                          : next_rung(gap, -direction, gap_rungs,
                                                      (int)(sizeof gap_rungs / sizeof *gap_rungs)));
}

static double nudge_linear(const struct param *param, double value, int direction,
                           enum param_pace pace)
{
    // A hundredth of the range, made round.
    double step = maths_pow(10, floor(maths_log10((param->max - param->min) / 100)));
    const double ratio = (param->max - param->min) / 100 / step;
    int power = (int)lround(maths_log10(step));
    long long unit = ratio >= 4.99 ? 5 : ratio >= 1.99 ? 2 : 1;
    if (pace == PARAM_FINE)
        power--;
    if (pace == PARAM_COARSE)
        power++;
    step = (double)unit * maths_pow(10, power);
    const double steps = value / step;
    const double nearest = round(steps);
    const double next = fabs(steps - nearest) < 1e-6 ? nearest + direction
                        : direction > 0              ? ceil(steps)
                                                     : floor(steps);
    return decimal((long long)next * unit, power);
}

// Whole numbers over a wide range go up a ladder, over a narrow one by ones.
static double nudge_integer(const struct param *param, double value, int direction,
                            enum param_pace pace)
{
    if (pace == PARAM_FINE)
        return value + direction;
    if (param->max - param->min <= 1000)
        return value + direction * (pace == PARAM_COARSE ? 10 : 1);
    if (value < 1 || (value == 1 && direction < 0))
        return value + direction;
    if (pace == PARAM_NORMAL && (value < 10 || (value == 10 && direction < 0)))
        return value + direction;
    const double next = nudge_log(value, direction, pace);
    return direction > 0 ? ceil(next) : floor(next);
}

// 1, 2, 4, 8 … below max, then all. 0 is `all`, which max would be as well.
static double nudge_count(const struct param *param, double value, int direction,
                          enum param_pace pace)
{
    const int jump = pace == PARAM_COARSE ? 3 : 1;
    double next;
    if (value == 0 && direction > 0)
        return 0;
    if (pace == PARAM_FINE)
        next = (value == 0 ? param->max : value) + direction;
    else if (value == 0)
        next = maths_exp2(ceil(maths_log2(param->max) - 1e-9) - 1);
    else if (direction > 0)
        next = maths_exp2(floor(maths_log2(value) + 1e-9) + jump);
    else
        next = maths_exp2(ceil(maths_log2(value) - 1e-9) - jump);
    next = fmax(next, param->min);
    return next >= param->max ? 0 : next;
}

double param_nudge(const struct param *param, double value, int direction, enum param_pace pace)
{
    switch (param->scale) {
    case PARAM_LINEAR:
        return clamped(param, nudge_linear(param, value, direction, pace));
    case PARAM_LOG:
        return clamped(param, nudge_log(clamped(param, value), direction, pace));
    case PARAM_NEAR_ONE:
        return clamped(param, nudge_near_one(value, direction, pace));
    case PARAM_INTEGER:
        return clamped(param, nudge_integer(param, value, direction, pace));
    case PARAM_COUNT:
        return nudge_count(param, value, direction, pace);
    case PARAM_CHOICE:
        return clamped(param, value + direction);
    case PARAM_TEXT:
    case PARAM_PAIR:
        break;
    }
    return value;
}

// ---- the track ----------------------------------------------------------------------------------

// A monotone scale on which the track is even.
static double on_scale(const struct param *param, double value)
{
    switch (param->scale) {
    case PARAM_LOG:
        return maths_log10(fmax(value, param->min));
    case PARAM_NEAR_ONE:
        return -maths_log10(fmax(1 - value, 1e-15));
    case PARAM_COUNT:
        return maths_log2(fmax(value, 1));
    case PARAM_INTEGER:
        return param->max - param->min > 1000 ? maths_log10(value - param->min + 1) : value;
    default:
        return value;
    }
}

static double off_scale(const struct param *param, double place)
{
    switch (param->scale) {
    case PARAM_LOG:
        return maths_pow(10, place);
    case PARAM_NEAR_ONE:
        return 1 - maths_pow(10, -place);
    case PARAM_COUNT:
        return maths_exp2(place);
    case PARAM_INTEGER:
        return param->max - param->min > 1000 ? maths_pow(10, place) - 1 + param->min : place;
    default:
        return place;
    }
}

static const double count_top = 0.94; // where the largest count lies; `all` is at 1

double param_position(const struct param *param, double value)
{
    if (param->scale == PARAM_COUNT && value == 0)
        return 1;
    const double low = on_scale(param, lowest(param)), high = on_scale(param, highest(param));
    if (!(high > low))
        return 0;
    const double position = (on_scale(param, clamped(param, value)) - low) / (high - low);
    return param->scale == PARAM_COUNT ? position * count_top : position;
}

double param_at(const struct param *param, double position)
{
    position = fmin(fmax(position, 0), 1);
    if (param->scale == PARAM_COUNT) {
        if (position > (1 + count_top) / 2)
            return 0;
        position = fmin(position / count_top, 1);
    }
    const double low = on_scale(param, lowest(param)), high = on_scale(param, highest(param));
    const double value = off_scale(param, low + position * (high - low));
    if (param->scale == PARAM_COUNT) {
        const double rung = maths_exp2(round(maths_log2(value)));
        return rung >= param->max ? 0 : fmax(rung, param->min);
    }
    if (param->scale == PARAM_INTEGER && param->max - param->min > 1000 && value >= 100) {
        const double unit = maths_pow(10, floor(maths_log10(value)) - 1);
        return clamped(param, round(value / unit) * unit);
    }
    if (param->scale == PARAM_CHOICE || param->scale == PARAM_INTEGER)
        return clamped(param, round(value));
    // Round to the nearer of the fine rungs around it.
    const double fine = param->scale == PARAM_LOG ? fmax(value, param->min) : value;
    const double below = param_nudge(param, fine, -1, PARAM_FINE);
    const double above = param_nudge(param, below, 1, PARAM_FINE);
    const double next = param_nudge(param, above, 1, PARAM_FINE);
    double best = below;
    if (fabs(above - value) < fabs(best - value))
        best = above;
    if (fabs(next - value) < fabs(best - value))
        best = next;
    return clamped(param, best);
}
