// Logarithms.
#include "base/maths.h"

#include "base/maths/accurate.h"
#include "base/maths/pair.h"
#include "base/maths/tables.h"

// log(1 + r) with |r| < 2^−7.9 as r − r²/2 + …, the square exact but for what is below 2^−95.
// base + r + low is log's value: the sum with what stands for the exponent and the table.
INLINE struct pair with_series(struct pair base, double r, double low)
{
    const double a = (r + 0x1.8p18) - 0x1.8p18, b = r - a; // a² is exact
    const double square = r * r;
    const double odd = 1.0 / 3 + square * (1.0 / 5 + square * (1.0 / 7 + square * (1.0 / 9)));
    const double even = -1.0 / 4 + square * (-1.0 / 6 + square * (-1.0 / 8));
    const double rest = square * r * (odd + r * even);
    // Where base is not 0, the sum is at least 2^−9.1: no nearer to 1 is a number of another row
    // than the two whose base is 0. So it is the larger one, and a quick sum of it is whole.
    const struct pair sum = quick_sum(base.high, r), all = quick_sum(sum.high, -0.5 * a * a);
    const double small = low - (0.5 * b * (r + a) + r * low * (1 - r));
    return (struct pair){all.high, (sum.low + all.low) + (base.low + (small + rest))};
}

INLINE struct pair logarithm(double x, double low, double *error)
{
    const uint64_t bits = bits_of(x);
    const int i = (int)(bits >> 44 & 255), halved = i >= 106;
    const int exponent = (int)(bits >> 52) - 1023 + halved;
    const double m = from_bits((bits & 0xFFFFFFFFFFFFFu) | (uint64_t)(1023 - halved) << 52);
    const double *row = maths_logs[i], c = row[0];
    const double first = from_bits(bits_of(m) & ~(uint64_t)0x1FFFFF);
    const double r = (first * c - 1) + (m - first) * c; // m·c − 1, exact
    const struct pair base = {exponent * maths_log_of_2_parts[0] + row[1],
                              exponent * maths_log_of_2_parts[1] + row[2]};
    *error = base.high == 0 ? fabs(r) * 0x1p-67 : 0x1p-75;
    return with_series(base, r, low == 0 ? 0 : low * power_of_2(-exponent) * c);
}

struct pair maths_logarithm(double x, double *error)
{
    const struct pair log = logarithm(x, 0, error);
    return quick_sum(log.high, log.low);
}

// Brings subnormal numbers up; the exponent is given back in *power.
INLINE double made_normal(double x, int *power)
{
    *power = x < 0x1p-1022 ? -54 : 0;
    return x < 0x1p-1022 ? x * 0x1p54 : x;
}

INLINE double no_logarithm(double x) // of x ≤ 0, ∞ and NaN
{
    return x == 0 ? -INFINITY : x > 0 ? x : NAN;
}

double maths_log(double x)
{
    // Everything but the normal numbers above 0, in one comparison.
    if (bits_of(x) - ((uint64_t)1 << 52) >= (uint64_t)2046 << 52) {
        if (!(x > 0 && x < 1))
            return no_logarithm(x);
        const double close = maths_log(x * 0x1p54) - 54 * maths_log_of_2[0];
        return maths_accurate_log(x, close);
    }
    double error, value;
    const struct pair log = logarithm(x, 0, &error);
    return pair_rounds(log, error, &value) ? value : maths_accurate_log(x, value);
}

double maths_log1p(double x)
{
    if (!(x > -1 && x < INFINITY))
        return x == -1 ? -INFINITY : x > 0 ? x : NAN;
    if (fabs(x) < 0x1p-54)
        return x;
    double error, value;
    struct pair log;
    if (fabs(x) < 0x1p-8) {
        log = with_series((struct pair){0, 0}, x, 0);
        error = fabs(x) * 0x1p-67;
    } else {
        const struct pair sum = whole_sum(1, x);
        log = logarithm(sum.high, x < 0x1p100 ? sum.low : 0, &error);
    }
    return pair_rounds(log, error, &value) ? value : maths_accurate_log1p(x, value);
}

// log x / log base, where `exact` values are only those of whole powers of the base.
INLINE bool other_base(double x, const double per[2], double *value)
{
    int power;
    double error;
    const double normal = made_normal(x, &power);
    struct pair log = maths_logarithm(normal, &error);
    if (power != 0)
        log = pair_sum(log, pair_times((struct pair){maths_log_of_2[0], maths_log_of_2[1]}, power));
    log = pair_product(log, (struct pair){per[0], per[1]});
    return pair_rounds(log, 2 * error + 0x1p-90 * fabs(log.high), value);
}

double maths_log2(double x)
{
    if (!(x > 0 && x < INFINITY))
        return no_logarithm(x);
    int exponent;
    double value;
    if (frexp(x, &exponent) == 0.5)
        return exponent - 1;
    return other_base(x, maths_per_log2, &value) ? value : maths_accurate_log2(x, value);
}

double maths_log10(double x)
{
    if (!(x > 0 && x < INFINITY))
        return no_logarithm(x);
    double value, power = 1;
    for (int i = 0; i <= 22 && power <= x; i++, power *= 10) // exact as doubles
        if (x == power)
            return i;
    return other_base(x, maths_per_log10, &value) ? value : maths_accurate_log10(x, value);
}
