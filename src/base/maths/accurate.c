#include "base/maths/accurate.h"

#include "base/maths/tables.h"
#include "base/maths/wide.h"

#include <math.h>
#include <string.h>

static struct wide log_of_2(void)
{
    return wide_limbs(maths_wide_log2, 0);
}

static struct wide half_pi(void)
{
    return wide_limbs(maths_wide_pi, 1);
}

static struct wide one(void)
{
    return wide_whole(1);
}

// ---- exponentials -------------------------------------------------------------------------------

// e^x by the series of e^(r/2^16), squared 16 times, where x = n·log 2 + r.
static struct wide exponential(struct wide x)
{
    enum { HALVINGS = 16 };
    const int power = (int)floor(wide_rounded(&x) * 1.4426950408889634 + 0.5);
    struct wide r = wide_difference(x, wide_product(wide_whole(power), log_of_2()));
    r = wide_scaled(r, -HALVINGS);
    struct wide sum = one(), term = one();
    for (uint32_t k = 1; !wide_is_zero(&term) && term.exponent > -32 * WIDE_LIMBS; k++) {
        term = wide_over(wide_product(term, r), k);
        sum = wide_sum(sum, term);
    }
    for (int i = 0; i < HALVINGS; i++)
        sum = wide_product(sum, sum);
    return wide_scaled(sum, power);
}

double maths_accurate_exp(double x)
{
    const struct wide e = exponential(wide_from(x));
    return wide_rounded(&e);
}

double maths_accurate_exp2(double x)
{
    const struct wide e = exponential(wide_product(wide_from(x), log_of_2()));
    return wide_rounded(&e);
}

double maths_accurate_expm1(double x)
{
    const struct wide e = wide_difference(exponential(wide_from(x)), one());
    return wide_rounded(&e);
}

double maths_accurate_sinh(double x)
{
    const struct wide e = exponential(wide_from(x));
    const struct wide twice = wide_difference(e, wide_quotient(one(), e));
    const struct wide value = wide_scaled(twice, -1);
    return wide_rounded(&value);
}

double maths_accurate_cosh(double x)
{
    const struct wide e = exponential(wide_from(x));
    const struct wide value = wide_scaled(wide_sum(e, wide_quotient(one(), e)), -1);
    return wide_rounded(&value);
}

double maths_accurate_tanh(double x)
{
    const struct wide e = exponential(wide_from(2 * x));
    const struct wide value = wide_quotient(wide_difference(e, one()), wide_sum(e, one()));
    return wide_rounded(&value);
}

// ---- logarithms ---------------------------------------------------------------------------------

// log x = c + log(1 + d) with d = x·e^−c − 1, which is small where c is close.
static struct wide logarithm(struct wide x, double close)
{
    const struct wide c = wide_from(close);
    const struct wide d = wide_difference(wide_product(x, exponential(wide_negated(c))), one());
    struct wide sum = c, power = d;
    for (uint32_t k = 1; k < 8 && !wide_is_zero(&power); k++) {
        const struct wide term = wide_over(power, k);
        sum = k % 2 ? wide_sum(sum, term) : wide_difference(sum, term);
        power = wide_product(power, d);
    }
    return sum;
}

double maths_accurate_log(double x, double close)
{
    const struct wide value = logarithm(wide_from(x), close);
    return wide_rounded(&value);
}

double maths_accurate_log1p(double x, double close)
{
    const struct wide value = logarithm(wide_sum(one(), wide_from(x)), close);
    return wide_rounded(&value);
}

double maths_accurate_log2(double x, double close)
{
    const struct wide log = logarithm(wide_from(x), close * 0.69314718055994531);
    const struct wide value = wide_quotient(log, log_of_2());
    return wide_rounded(&value);
}

double maths_accurate_log10(double x, double close)
{
    const struct wide log = logarithm(wide_from(x), close * 2.3025850929940457);
    const struct wide value = wide_quotient(log, wide_limbs(maths_wide_log10, 2));
    return wide_rounded(&value);
}

// ---- the circle ---------------------------------------------------------------------------------

// Taylor's series for |r| ≤ 1.
static void series(struct wide r, struct wide *sine, struct wide *cosine)
{
    const struct wide square = wide_negated(wide_product(r, r));
    struct wide term[2] = {one(), r}, sum[2] = {one(), r};
    for (uint32_t k = 1; term[0].exponent > -32 * WIDE_LIMBS && !wide_is_zero(&term[0]); k += 2) {
        term[0] = wide_over(wide_product(term[0], square), k * (k + 1));
        term[1] = wide_over(wide_product(term[1], square), (k + 1) * (k + 2));
        sum[0] = wide_sum(sum[0], term[0]);
        sum[1] = wide_sum(sum[1], term[1]);
    }
    *cosine = sum[0];
    *sine = sum[1];
}

// The quarter turns in x, of which four and more do not count, and what is left in `rest`. Only
// those places of 2/π are multiplied that matter (Payne & Hanek 1983): 53 before the point and
// enough behind it, though x may come as near to a multiple of π/2 as 2^−62.
static int quarters(double x, struct wide *rest)
{
    enum { TAKEN = WIDE_LIMBS + 4, ALL = TAKEN + 2 };
    int exponent;
    const uint64_t whole = (uint64_t)ldexp(frexp(fabs(x), &exponent), 53);
    exponent -= 53; // |x| = whole · 2^exponent
    // Limbs of 2/π before this one make multiples of 4.
    const int first = exponent > 32 ? (exponent - 2) / 32 : 0;
    uint32_t product[ALL] = {0};
    uint64_t carry = 0;
    for (int part = 0; part < 2; part++, carry = 0) {
        const uint32_t factor = (uint32_t)(part == 0 ? whole : whole >> 32);
        for (int i = TAKEN - 1; i >= 0; i--) {
            uint32_t *into = &product[i + 2 - part];
            carry += (uint64_t)factor * maths_two_over_pi[first + i] + *into;
            *into = (uint32_t)carry;
            carry >>= 32;
        }
        product[1 - part] = (uint32_t)carry;
    }
    // product[2] is worth 2^(−32 (first + 1)) as a whole; the point is `before` places in.
    const int before = 64 + exponent - 32 * first;
    int quarter = 0;
    for (int i = 0; i < before; i++)
        quarter = 2 * quarter + (int)(product[i / 32] >> (31 - i % 32) & 1), quarter &= 3;
    uint32_t fraction[WIDE_LIMBS + 3] = {0};
    for (int i = 0; i < WIDE_LIMBS + 3; i++) {
        const int at = before / 32 + i;
        const uint64_t high = at < ALL ? product[at] : 0;
        const uint64_t low = at + 1 < ALL ? product[at + 1] : 0;
        fraction[i] = (uint32_t)((high << 32 | low) << before % 32 >> 32);
    }
    // More than half a quarter is less than nothing of the next.
    const bool is_over = fraction[0] >> 31;
    for (int i = 0; is_over && i < WIDE_LIMBS + 3; i++)
        fraction[i] = ~fraction[i];
    int zeros = 0, bits = 0;
    while (zeros < 2 && fraction[zeros] == 0)
        zeros++;
    while (bits < 31 && !(fraction[zeros] << bits & 0x80000000u))
        bits++;
    struct wide f = {is_over != (x < 0), -32 * zeros - bits, {0}};
    for (int i = 0; i < WIDE_LIMBS; i++) {
        const uint64_t high = fraction[zeros + i], low = fraction[zeros + i + 1];
        f.limb[i] = (uint32_t)((high << 32 | low) << bits >> 32);
    }
    *rest = wide_product(f, half_pi());
    quarter = (quarter + is_over) & 3;
    return x < 0 ? (4 - quarter) & 3 : quarter;
}

static void circle(double x, struct wide *sine, struct wide *cosine)
{
    struct wide r = wide_from(x), s, c;
    const int quarter = fabs(x) < 0.78 ? 0 : quarters(x, &r);
    series(r, &s, &c);
    *sine = quarter % 2 ? c : s;
    *cosine = quarter % 2 ? s : c;
    sine->negative ^= quarter >= 2;
    cosine->negative ^= quarter == 1 || quarter == 2;
}

double maths_accurate_sin(double x)
{
    struct wide sine, cosine;
    circle(x, &sine, &cosine);
    return wide_rounded(&sine);
}

double maths_accurate_cos(double x)
{
    struct wide sine, cosine;
    circle(x, &sine, &cosine);
    return wide_rounded(&cosine);
}

double maths_accurate_tan(double x)
{
    struct wide sine, cosine;
    circle(x, &sine, &cosine);
    const struct wide value = wide_quotient(sine, cosine);
    return wide_rounded(&value);
}

// The angle of (x, y) is c and that of the point turned back by c, which is small: atan d.
static double angle(struct wide y, struct wide x, double close)
{
    struct wide s, c;
    series(wide_from(close / 4), &s, &c);
    for (int i = 0; i < 2; i++) { // twice the angle, twice
        const struct wide product = wide_product(s, c);
        c = wide_difference(wide_product(c, c), wide_product(s, s));
        s = wide_scaled(product, 1);
    }
    const struct wide d = wide_quotient(wide_difference(wide_product(y, c), wide_product(x, s)),
                                        wide_sum(wide_product(x, c), wide_product(y, s)));
    const struct wide square = wide_negated(wide_product(d, d));
    struct wide sum = wide_sum(wide_from(close), d), power = d;
    for (uint32_t k = 3; k < 8 && !wide_is_zero(&d); k += 2) {
        power = wide_product(power, square);
        sum = wide_sum(sum, wide_over(power, k));
    }
    return wide_rounded(&sum);
}

double maths_accurate_atan2(double y, double x, double close)
{
    if (x > 0 && fabs(y / x) < 0x1p-60) {
        // y/x less a third of its cube: less than the last place of a quotient, but not nothing.
        struct wide value = wide_quotient(wide_from(y), wide_from(x));
        value = wide_difference(value, wide_scaled(value, -200));
        return wide_rounded(&value);
    }
    return angle(wide_from(y), wide_from(x), close);
}

static struct wide other_side(struct wide x) // √(1 − x²)
{
    return wide_root(wide_product(wide_difference(one(), x), wide_sum(one(), x)));
}

double maths_accurate_asin(double x, double close)
{
    return angle(wide_from(x), other_side(wide_from(x)), close);
}

double maths_accurate_acos(double x, double close)
{
    return angle(other_side(wide_from(x)), wide_from(x), close);
}

// ---- powers and roots ---------------------------------------------------------------------------

// Whether x^y ends within 64 binary places, and its value. Let y = n/2^k with n odd or k = 0: x has
// to be a square k times over, and n small.
static bool exact_power(double x, double y, struct wide *value)
{
    int exponent;
    uint64_t odd = (uint64_t)ldexp(frexp(x, &exponent), 53);
    exponent -= 53;
    while (odd % 2 == 0)
        odd /= 2, exponent++;
    for (; y != floor(y); y *= 2) {
        const uint64_t root = (uint64_t)sqrt((double)odd);
        if (exponent % 2 != 0 || root * root != odd)
            return false;
        odd = root, exponent /= 2;
    }
    if (odd == 1) {
        *value = wide_whole(1);
        value->exponent += (int)(fabs(exponent * y) < 4000 ? exponent * y : 4000);
        return fabs(exponent * y) < 4000;
    }
    if (y < 0 || y > 40)
        return false;
    uint64_t power = 1;
    for (int i = 0; i < (int)y; i++) {
        if (power > UINT64_MAX / odd)
            return false;
        power *= odd;
    }
    *value = wide_scaled(wide_from((double)(power >> 32)), 32);
    *value = wide_sum(*value, wide_from((double)(power & 0xFFFFFFFFu)));
    *value = wide_scaled(*value, exponent * (int)y);
    return true;
}

double maths_accurate_pow(double x, double y, double close_log)
{
    struct wide value;
    if (!exact_power(x, y, &value)) {
        const struct wide log = logarithm(wide_from(x), close_log);
        value = exponential(wide_product(wide_from(y), log));
    }
    return wide_rounded(&value);
}

// The double that is nearest to the root of `power`, degree 2 or 3, from one next to it: middles
// between doubles are raised and compared.
static double nearest_root(const struct wide *power, int degree, double close)
{
    for (;;) {
        bool moved = false;
        for (int side = 0; side < 2; side++) {
            const double next = nextafter(close, side ? INFINITY : 0);
            const struct wide middle = wide_scaled(wide_sum(wide_from(close), wide_from(next)), -1);
            struct wide raised = wide_product(middle, middle);
            if (degree == 3)
                raised = wide_product(raised, middle);
            const int order = wide_compare(power, &raised);
            uint64_t bits;
            memcpy(&bits, &close, sizeof bits);
            if (order == (side ? 1 : -1) || (order == 0 && bits % 2 == 1)) {
                close = next;
                moved = true;
                break;
            }
        }
        if (!moved)
            return close;
    }
}

double maths_accurate_cbrt(double x, double close)
{
    const struct wide power = wide_from(fabs(x));
    return copysign(nearest_root(&power, 3, fabs(close)), x);
}

double maths_accurate_hypot(double x, double y)
{
    const struct wide a = wide_from(x), b = wide_from(y);
    const struct wide power = wide_sum(wide_product(a, a), wide_product(b, b));
    const struct wide root = wide_root(power);
    const double close = wide_rounded(&root);
    return nearest_root(&power, 2, close);
}
