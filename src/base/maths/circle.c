// Sine, cosine and tangent.
#include "base/maths.h"

#include "base/maths/accurate.h"
#include "base/maths/pair.h"
#include "base/maths/tables.h"

// sin(n·π/512 + r + low) with |r| < 2^−8.3, by the table at n and a quarter on, and the series of
// sin r − r and cos r − 1. As in exp.c, cos(n·π/512)·r is exact in its high parts.
INLINE struct pair turned(int64_t n, double r, double low)
{
    const double *s = maths_sines[n & 511], *c = maths_sines[(n & 511) + 256];
    const double sign = n & 512 ? -1 : 1;
    const double st = s[0], su = s[1], ct = c[0], cu = c[1];
    const double square = r * r;
    const double sine_rest =
        r * square * (-1.0 / 6 + square * (1.0 / 120 + square * (-1.0 / 5040))) + low;
    const double cosine_rest =
        square * (-0.5 + square * (1.0 / 24 + square * (-1.0 / 720))) - r * low;
    const double a = from_bits(bits_of(r) & ~(uint64_t)0x7FFFFFF), b = r - a;
    const struct pair sum = whole_sum(st, ct * a);
    const double rest =
        su + ((ct * b + cu * r) + ((st + su) * cosine_rest + (ct + cu) * sine_rest));
    return (struct pair){sign * sum.high, sign * (sum.low + rest)};
}

enum { LARGEST = 6000 }; // n below 2^20

// x = n·π/512 + r, to within 2^−104.
INLINE int64_t reduced(double x, struct pair *r)
{
    const double per = 0x1.45f306dc9c883p7; // 512/π
    const double n = (x * per + 0x1.8p52) - 0x1.8p52;
    const double first = x - n * maths_pi_512th[0]; // exact
    const struct pair second = whole_sum(first, -(n * maths_pi_512th[1]));
    *r = quick_sum(second.high, second.low - n * maths_pi_512th[2]);
    return (int64_t)n;
}

INLINE double error_of(struct pair a)
{
    return fabs(a.high) * 0x1p-66 + 0x1p-102;
}

double maths_sin(double x)
{
    if (!(fabs(x) < LARGEST))
        return isfinite(x) ? maths_accurate_sin(x) : NAN;
    if (fabs(x) < 0x1p-27)
        return x;
    struct pair r;
    double value;
    const int64_t n = reduced(x, &r);
    const struct pair sine = turned(n, r.high, r.low);
    return pair_rounds(sine, error_of(sine), &value) ? value : maths_accurate_sin(x);
}

double maths_cos(double x)
{
    if (!(fabs(x) < LARGEST))
        return isfinite(x) ? maths_accurate_cos(x) : NAN;
    struct pair r;
    double value;
    const int64_t n = reduced(x, &r);
    const struct pair cosine = turned(n + 256, r.high, r.low);
    return pair_rounds(cosine, error_of(cosine), &value) ? value : maths_accurate_cos(x);
}

double maths_tan(double x)
{
    if (!(fabs(x) < LARGEST))
        return isfinite(x) ? maths_accurate_tan(x) : NAN;
    if (fabs(x) < 0x1p-27)
        return x;
    struct pair r;
    double value;
    const int64_t n = reduced(x, &r);
    const struct pair s = turned(n, r.high, r.low), c = turned(n + 256, r.high, r.low);
    const struct pair sine = quick_sum(s.high, s.low), cosine = quick_sum(c.high, c.low);
    const struct pair tangent = pair_quotient(sine, cosine);
    const double part = error_of(sine) / fabs(sine.high) + error_of(cosine) / fabs(cosine.high);
    if (pair_rounds(tangent, fabs(tangent.high) * (part + 0x1p-98), &value))
        return value;
    return maths_accurate_tan(x);
}
