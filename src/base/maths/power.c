// Powers, the cube root and the length of a vector.
#include "base/maths.h"

#include "base/maths/accurate.h"
#include "base/maths/pair.h"

enum parity { NOT_WHOLE, ODD, EVEN };

static enum parity parity_of(double y)
{
    if (fabs(y) >= 0x1p53)
        return EVEN;
    if (y != floor(y))
        return NOT_WHOLE;
    return fmod(y, 2) != 0 ? ODD : EVEN;
}

// x^y for x > 0, both finite, x not 1, y not 0.
static double raise(double x, double y)
{
    if (y == 1)
        return x;
    double error, value;
    int power, ends = x < 0x1p-1022 ? -54 : 0;
    struct pair log = maths_logarithm(ends ? x * 0x1p54 : x, &error);
    if (ends) {
        log.low += ends * 0x1.abc9e3b39803fp-56;
        const struct pair sum = whole_sum(log.high, ends * 0x1.62e42fefa39efp-1);
        log = quick_sum(sum.high, sum.low + log.low);
        error = 0x1p-46;
    }
    if (fabs(log.high) * fabs(y) > 746) // the rest cannot matter so far out
        return (log.high > 0) == (y > 0) ? INFINITY : 0;
    if (fabs(log.high) * fabs(y) < 0x1p-60)
        return 1;
    if (fabs(y) > 0x1p-900 && fabs(y) < 0x1p900) {
        const struct pair product = pair_times(log, y);
        if (fabs(product.high) < 707) {
            const struct pair e = maths_exponential(product.high, product.low, &power);
            const double off = (0x1p-68 + error * fabs(y)) * 4;
            if (off < 0x1p-54 && pair_rounds(e, off, &value)) {
                return power > 1000 ? value * 0x1p1000 * power_of_2(power - 1000)
                                    : value * power_of_2(power);
            }
        }
    }
    return maths_accurate_pow(x, y, log.high);
}

double maths_pow(double x, double y)
{
    if (y == 0 || x == 1)
        return 1;
    if (x > 0 && x < INFINITY && fabs(y) < INFINITY)
        return raise(x, y);
    if (isnan(x) || isnan(y))
        return NAN;
    const double size = fabs(x);
    if (isinf(y))
        return size == 1 ? 1 : (size > 1) == (y > 0) ? INFINITY : 0;
    const enum parity parity = parity_of(y);
    const bool is_negative = signbit(x) && parity == ODD;
    double value;
    if (x == 0 || isinf(x))
        value = (x == 0) == (y > 0) ? 0 : INFINITY;
    else if (x < 0 && parity == NOT_WHOLE)
        return NAN;
    else
        value = size == 1 ? 1 : raise(size, y);
    return is_negative ? -value : value;
}

double maths_cbrt(double x)
{
    if (x == 0 || !isfinite(x))
        return isnan(x) ? NAN : x;
    // x = m·8^third with m from 1/8 to 1.
    int exponent;
    double m = frexp(fabs(x), &exponent), value;
    const int third = (exponent + (exponent > 0 ? 2 : 0)) / 3;
    m = ldexp(m, exponent - 3 * third);
    // A parabola through the ends and the middle, then Newton's way.
    double root = 0.3811 + m * (1.0405 - 0.4216 * m);
    for (int i = 0; i < 4; i++)
        root += (m / (root * root) - root) / 3;
    const struct pair square = whole_product(root, root), cube = pair_times(square, root);
    const struct pair close = quick_sum(root, ((m - cube.high) - cube.low) / (3 * square.high));
    if (!pair_rounds(close, 0x1p-90, &value))
        value = maths_accurate_cbrt(m, value);
    return copysign(ldexp(value, third), x);
}

double maths_hypot(double x, double y)
{
    if (isinf(x) || isinf(y))
        return INFINITY;
    if (isnan(x) || isnan(y))
        return NAN;
    double a = fabs(x), b = fabs(y), value;
    if (a < b) {
        const double larger = b;
        b = a;
        a = larger;
    }
    if (b == 0 || a * 0x1p-54 > b)
        return a;
    if (a > 0x1p400)
        return maths_hypot(a * 0x1p-700, b * 0x1p-700) * 0x1p700;
    if (b < 0x1p-400)
        return maths_accurate_hypot(a, b);
    const struct pair first = whole_product(a, a), second = whole_product(b, b);
    const struct pair root = pair_root(pair_sum(first, second));
    return pair_rounds(root, root.high * 0x1p-92, &value) ? value : maths_accurate_hypot(a, b);
}
