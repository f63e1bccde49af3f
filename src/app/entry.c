#include "app/entry.h"

#include "base/expression.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool entry_read(const struct param *param, const char *typed, double *value, struct error *error)
{
    char text[64];
    if (param->scale == PARAM_CHOICE || (param->scale == PARAM_COUNT && strcmp(typed, "all") == 0))
        return param_parse(param, typed, value, error);
    if (!expression_read(typed, value, error))
        return false;
    // 100·0.29 is a whole number for people.
    const bool is_whole = param->scale == PARAM_INTEGER || param->scale == PARAM_COUNT;
    if (is_whole && fabs(*value - round(*value)) < 1e-9 * fmax(fabs(*value), 1))
        *value = round(*value);
    text_shortest(*value, text, sizeof text);
    return param_parse(param, text, value, error);
}

int entry_stride(const struct param *param, enum param_pace pace, int repeats)
{
    static const struct {
        int repeats, steps;
    } strides[] = {{64, 8}, {32, 4}, {12, 2}};
    // Words and powers of two are few: they go one by one.
    const bool is_short =
        param->scale == PARAM_CHOICE || (param->scale == PARAM_COUNT && pace != PARAM_FINE);
    for (size_t i = 0; !is_short && i < sizeof strides / sizeof *strides; i++)
        if (repeats >= strides[i].repeats)
            return strides[i].steps;
    return 1;
}

double entry_move(const struct param *param, double value, int steps, enum param_pace pace)
{
    for (int i = abs(steps); i > 0; i--)
        value = param_nudge(param, value, steps < 0 ? -1 : 1, pace);
    return value;
}
