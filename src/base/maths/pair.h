// Numbers of about 104 binary places as the sum of two doubles, the second at most half of the
// first's last place (Dekker 1971), and the test whether such a number says how it rounds.
// Without a fused multiply-add, which not every machine has: a product is split instead.
#ifndef RAVINE_BASE_MATHS_PAIR_H
#define RAVINE_BASE_MATHS_PAIR_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

// In a page, too, which is compiled to be small.
#define INLINE static inline __attribute__((always_inline))

struct pair {
    double high, low;
};

INLINE uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

INLINE double from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

// 2^power for the normal exponents, −1022 … 1023.
INLINE double power_of_2(int power)
{
    return from_bits((uint64_t)(power + 1023) << 52);
}

// a + b without a loss, |a| ≥ |b| or a = 0.
INLINE struct pair quick_sum(double a, double b)
{
    const double sum = a + b;
    return (struct pair){sum, b - (sum - a)};
}

// The same for any two (Knuth 1969).
INLINE struct pair whole_sum(double a, double b)
{
    const double sum = a + b, part = sum - a;
    return (struct pair){sum, (a - (sum - part)) + (b - part)};
}

// The first 26 places of x and the rest (Veltkamp 1968); |x| < 2^990.
INLINE struct pair halves(double x)
{
    const double scaled = 0x1.0000002p27 * x, high = scaled - (scaled - x);
    return (struct pair){high, x - high};
}

// a·b without a loss, where nothing of it is below 2^−1022.
INLINE struct pair whole_product(double a, double b)
{
    const struct pair x = halves(a), y = halves(b);
    const double product = a * b;
    return (struct pair){product, ((x.high * y.high - product) + x.high * y.low + x.low * y.high) +
                                      x.low * y.low};
}

INLINE struct pair pair_sum(struct pair a, struct pair b)
{
    struct pair high = whole_sum(a.high, b.high);
    const struct pair low = whole_sum(a.low, b.low);
    high = quick_sum(high.high, high.low + low.high);
    return quick_sum(high.high, high.low + low.low);
}

INLINE struct pair pair_times(struct pair a, double b)
{
    const struct pair product = whole_product(a.high, b);
    return quick_sum(product.high, product.low + a.low * b);
}

INLINE struct pair pair_product(struct pair a, struct pair b)
{
    const struct pair product = whole_product(a.high, b.high);
    return quick_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

// Within 2^−100 of itself.
INLINE struct pair pair_quotient(struct pair a, struct pair b)
{
    const double first = a.high / b.high;
    const struct pair back = whole_product(first, b.high);
    const double left = ((a.high - back.high) - back.low) + (a.low - first * b.low);
    return quick_sum(first, left / b.high);
}

INLINE struct pair pair_root(struct pair a)
{
    const double first = sqrt(a.high);
    const struct pair square = whole_product(first, first);
    const double left = ((a.high - square.high) - square.low) + a.low;
    return quick_sum(first, left / (2 * first));
}

// Whether every number within `error` of a rounds to *value (Ziv 1991). |a| ≥ 2^−960.
INLINE bool pair_rounds(struct pair a, double error, double *value)
{
    *value = a.high + (a.low + error);
    return *value == a.high + (a.low - error);
}

// What several files need of each other.

// e^(x + low)·2^−*power, within 2^−68 of itself; |x| < 746 and |low| ≤ 2^−43.
struct pair maths_exponential(double x, double low, int *power);

// log x for a normal x > 0; *error bounds what it is off.
struct pair maths_logarithm(double x, double *error);

#endif
