#include "sim/formula_range.h"
#include "base/maths.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

// "0..5".
static bool read_ends(const char *text, double *low, double *high)
{
    char first[64];
    const char *dots = strstr(text, "..");
    return dots && text_print(first, sizeof first, "%.*s", (int)(dots - text), text) &&
           text_number(first, low) && text_number(dots + 2, high) && *low < *high;
}

bool formula_range_read(const char *text, struct formula_range *range)
{
    const char *in = strstr(text, " in ");
    char number[64];
    text_print(number, sizeof number, "%.*s", in ? (int)(in - text) : 63, text);
    range->is_said = in != NULL;
    return text_number(number, &range->value) &&
           (!in || read_ends(in + 4, &range->low, &range->high));
}

void formula_range_guess(struct formula_range *range)
{
    const double value = range->value, size = fabs(value);
    const double reach = size > 0 ? maths_pow(10, floor(maths_log10(size))) : 1;
    const double half = size > 5 * reach ? 10 * reach : 5 * reach;
    range->low = value >= 10 ? 0 : -half;
    range->high = value <= -10 ? 0 : half;
}
