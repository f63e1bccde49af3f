// Exponential and hyperbolic functions.
#include "base/maths.h"

#include "base/maths/accurate.h"
#include "base/maths/pair.h"
#include "base/maths/tables.h"

// 1.5·2^52: what is added to it is rounded to a whole number.
static const double ROUNDER = 0x1.8p52;

// 2^(n/256)·e^(r + low) with |r| < 2^−9.5, by the table and e^r's series.
//
// T = 2^(n/256) is t + u with 26 places in t, and r is a + b with 26 places or fewer in a, so that
// t·a is exact. What is added to t + t·a is at most 2^−18 and rounded there.
INLINE struct pair raised(int64_t n, double r, double low)
{
    const double *row = maths_powers[n & 255], t = row[0], u = row[1];
    const double tail =
        r * r * (0.5 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720)))));
    const double rest = tail + low * (1 + (r + tail));
    const double a = (r + 0x1.8p17) - 0x1.8p17, b = r - a;
    const struct pair sum = quick_sum(t, t * a);
    return (struct pair){sum.high, sum.low + (u + ((t * b + u * r) + (t + u) * rest))};
}

struct pair maths_exponential(double x, double low, int *power)
{
    const double per = 0x1.71547652b82fep8; // 256/log 2
    const double rounded = x * per + ROUNDER, n = rounded - ROUNDER;
    const double first = x - n * maths_log_of_2_256th[0]; // exact
    const struct pair r = whole_sum(first, -(n * maths_log_of_2_256th[1]));
    const int64_t whole = (int64_t)n;
    *power = (int)(whole >> 8);
    return raised(whole, r.high, r.low + low);
}

// a·2^power where that is a normal number.
INLINE double scaled(double a, int power)
{
    return power > 1000 ? a * 0x1p1000 * power_of_2(power - 1000) : a * power_of_2(power);
}

double maths_exp(double x)
{
    if (!(fabs(x) < 708)) {
        if (isnan(x))
            return NAN;
        if (x > 709.79)
            return INFINITY;
        return x < -745.14 ? 0 : maths_accurate_exp(x);
    }
    int power;
    double value;
    const struct pair e = maths_exponential(x, 0, &power);
    return pair_rounds(e, 0x1p-67, &value) ? scaled(value, power) : maths_accurate_exp(x);
}

double maths_exp2(double x)
{
    if (!(fabs(x) < 1022)) {
        if (isnan(x))
            return NAN;
        if (x >= 1024)
            return INFINITY;
        if (x < -1075)
            return 0;
        return x == floor(x) ? ldexp(1, (int)x) : maths_accurate_exp2(x);
    }
    const double n = (x * 256 + ROUNDER) - ROUNDER;
    const double left = x - n / 256; // exact
    const struct pair r = pair_times((struct pair){maths_log_of_2[0], maths_log_of_2[1]}, left);
    const int64_t whole = (int64_t)n;
    if (left == 0 && (whole & 255) == 0)
        return power_of_2((int)(whole >> 8));
    double value;
    const struct pair e = raised(whole, r.high, r.low);
    return pair_rounds(e, 0x1p-67, &value) ? scaled(value, (int)(whole >> 8))
                                           : maths_accurate_exp2(x);
}

// e^x − 1 for |x| < 700, within 2^−67 of itself.
static struct pair less_1(double x)
{
    if (fabs(x) < 0x1p-4) { // Taylor, its first three terms in pairs
        const struct pair square = whole_product(x, x);
        const struct pair cube = pair_times(square, x);
        const struct pair sixth = pair_times(cube, 0x1.5555555555555p-3);
        const double x4 = square.high * square.high;
        const double rest =
            x4 *
            (1.0 / 24 +
             x * (1.0 / 120 +
                  x * (1.0 / 720 +
                       x * (1.0 / 5040 +
                            x * (1.0 / 40320 + x * (1.0 / 362880 + x * (1.0 / 3628800 +
                                                                        x * (1.0 / 39916800))))))));
        const struct pair half = {0.5 * square.high, 0.5 * square.low};
        struct pair sum = quick_sum(sixth.high, sixth.low + cube.high * 0x1.5555555555555p-57);
        sum = pair_sum(half, quick_sum(sum.high, sum.low + rest));
        const struct pair all = quick_sum(x, sum.high);
        return quick_sum(all.high, all.low + sum.low);
    }
    int power;
    struct pair e = maths_exponential(x, 0, &power);
    const double factor = power_of_2(power < -1000 ? -1000 : power);
    e.high *= factor;
    e.low *= factor;
    const struct pair sum = whole_sum(e.high, -1);
    return quick_sum(sum.high, sum.low + e.low);
}

double maths_expm1(double x)
{
    if (!(fabs(x) < 700)) {
        if (isnan(x))
            return NAN;
        if (x > 709.79)
            return INFINITY;
        return x < 0 ? -1 : maths_accurate_expm1(x);
    }
    if (fabs(x) < 0x1p-54)
        return x;
    if (x < -40)
        return -1;
    double value;
    const struct pair e = less_1(x);
    return pair_rounds(e, (fabs(e.high) + 0x1p-4) * 0x1p-66, &value) ? value
                                                                     : maths_accurate_expm1(x);
}

double maths_sinh(double x)
{
    const double size = fabs(x);
    if (isnan(x))
        return NAN;
    if (size < 0x1p-27 || isinf(x))
        return x;
    if (size > 710.48)
        return copysign(INFINITY, x);
    double value;
    if (size < 700) { // (e + e/(e + 1))/2 with e = e^x − 1
        const struct pair e = less_1(size);
        const struct pair above = pair_sum(e, (struct pair){1, 0});
        const struct pair sum = pair_sum(e, pair_quotient(e, above));
        if (pair_rounds((struct pair){sum.high / 2, sum.low / 2}, sum.high * 0x1p-65, &value))
            return copysign(value, x);
    }
    return maths_accurate_sinh(x);
}

double maths_cosh(double x)
{
    const double size = fabs(x);
    if (isnan(x))
        return NAN;
    if (size > 710.48)
        return INFINITY;
    double value;
    if (size < 700) {
        int power;
        struct pair e = maths_exponential(size, 0, &power);
        const double factor = power_of_2(power);
        e = quick_sum(e.high * factor, e.low * factor);
        const struct pair sum = pair_sum(e, pair_quotient((struct pair){1, 0}, e));
        if (pair_rounds((struct pair){sum.high / 2, sum.low / 2}, sum.high * 0x1p-66, &value))
            return value;
    }
    return maths_accurate_cosh(x);
}

double maths_tanh(double x)
{
    const double size = fabs(x);
    if (isnan(x))
        return NAN;
    if (size < 0x1p-27)
        return x;
    if (size > 20)
        return copysign(1, x);
    double value;
    const struct pair e = less_1(2 * size); // e/(e + 2)
    const struct pair t = pair_quotient(e, pair_sum(e, (struct pair){2, 0}));
    if (pair_rounds(t, t.high * 0x1p-64, &value))
        return copysign(value, x);
    return maths_accurate_tanh(x);
}
