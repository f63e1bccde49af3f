// The angles that belong to a sine, a cosine, a tangent or a place.
#include "base/maths.h"

#include "base/maths/accurate.h"
#include "base/maths/pair.h"
#include "base/maths/tables.h"

INLINE struct pair negated(struct pair a)
{
    return (struct pair){-a.high, -a.low};
}

// atan(y/x) = atan c + atan t with c = i/128 near y/x and t = (y − c·x)/(x + c·y), |t| ≤ 1/250;
// where y > x, what x/y misses of a quarter turn. y ≥ 0, x ≥ 0, not both 0 and neither far
// from 1; within 2^−67 of itself.
static struct pair arc(struct pair y, struct pair x)
{
    const bool is_steep = y.high > x.high;
    const struct pair up = is_steep ? x : y, along = is_steep ? y : x;
    const double c = floor(up.high / along.high * 128 + 0.5);
    struct pair t;
    if (c == 0) {
        t = pair_quotient(up, along);
    } else {
        const struct pair over = pair_sum(up, pair_times(along, -c / 128));
        t = pair_quotient(over, pair_sum(along, pair_times(up, c / 128)));
    }
    const double square = t.high * t.high;
    const double rest = t.high * square *
                        (-1.0 / 3 + square * (1.0 / 5 + square * (-1.0 / 7 + square * (1.0 / 9))));
    const double *row = maths_arcs[(int)c];
    const struct pair base = quick_sum(row[0], t.high);
    const struct pair angle = quick_sum(base.high, base.low + (row[1] + (t.low + rest)));
    if (!is_steep)
        return angle;
    return pair_sum((struct pair){maths_half_pi[0], maths_half_pi[1]}, negated(angle));
}

double maths_atan(double x)
{
    const double size = fabs(x);
    if (isnan(x))
        return NAN;
    if (size < 0x1p-27)
        return x;
    if (size > 0x1p60)
        return copysign(maths_half_pi[0], x);
    double value;
    const struct pair angle = arc((struct pair){size, 0}, (struct pair){1, 0});
    if (pair_rounds(angle, angle.high * 0x1p-65, &value))
        return copysign(value, x);
    return copysign(maths_accurate_atan2(size, 1, value), x);
}

double maths_asin(double x)
{
    const double size = fabs(x);
    if (!(size <= 1))
        return NAN;
    if (size < 0x1p-27)
        return x;
    if (size == 1)
        return copysign(maths_half_pi[0], x);
    double value;
    const struct pair other = pair_root(pair_product(whole_sum(1, -size), whole_sum(1, size)));
    const struct pair angle = arc((struct pair){size, 0}, other);
    if (pair_rounds(angle, angle.high * 0x1p-65, &value))
        return copysign(value, x);
    return copysign(maths_accurate_asin(size, value), x);
}

double maths_acos(double x)
{
    const double size = fabs(x);
    if (!(size <= 1))
        return NAN;
    if (size == 1)
        return x > 0 ? 0 : maths_pi[0];
    double value;
    const struct pair other = pair_root(pair_product(whole_sum(1, -size), whole_sum(1, size)));
    struct pair angle = arc(other, (struct pair){size, 0});
    if (x < 0)
        angle = pair_sum((struct pair){maths_pi[0], maths_pi[1]}, negated(angle));
    if (pair_rounds(angle, angle.high * 0x1p-65, &value))
        return value;
    return maths_accurate_acos(x, value);
}

double maths_atan2(double y, double x)
{
    if (isnan(x) || isnan(y))
        return NAN;
    double up = fabs(y), along = fabs(x), value;
    if (isinf(up) && isinf(along))
        return copysign(maths_accurate_atan2(1, x > 0 ? 1 : -1, x > 0 ? 0.78 : 2.35), y);
    if (up == 0 || isinf(along))
        return copysign(signbit(x) ? maths_pi[0] : 0, y);
    if (along == 0 || isinf(up))
        return copysign(maths_half_pi[0], y);
    int exponent_up, exponent_along;
    frexp(up, &exponent_up);
    frexp(along, &exponent_along);
    const int apart = exponent_up - exponent_along;
    if (apart > 62)
        return copysign(maths_half_pi[0], y);
    if (apart < -62)
        return copysign(x < 0 ? maths_pi[0] : maths_accurate_atan2(up, along, 0), y);
    up = ldexp(up, -exponent_along);
    along = ldexp(along, -exponent_along);
    struct pair angle = arc((struct pair){up, 0}, (struct pair){along, 0});
    if (x < 0)
        angle = pair_sum((struct pair){maths_pi[0], maths_pi[1]}, negated(angle));
    if (pair_rounds(angle, angle.high * 0x1p-65, &value))
        return copysign(value, y);
    return copysign(maths_accurate_atan2(up, x < 0 ? -along : along, value), y);
}
