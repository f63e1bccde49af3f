// Numbers of 256 binary places in integers: what decides where doubles and pairs of them cannot.
// Every operation cuts off below the last place; no double takes part, so that the result is the
// same on every machine whatever its arithmetic.
#ifndef RAVINE_BASE_MATHS_WIDE_H
#define RAVINE_BASE_MATHS_WIDE_H

#include <stdbool.h>
#include <stdint.h>

enum { WIDE_LIMBS = 8 };

// ±0.limb[0]limb[1]… · 2^exponent with the highest bit of limb[0] set; all limbs are 0 for zero.
struct wide {
    bool negative;
    int exponent;
    uint32_t limb[WIDE_LIMBS];
};

struct wide wide_from(double x); // finite
struct wide wide_whole(int x);
struct wide wide_limbs(const uint32_t limb[WIDE_LIMBS], int exponent);
bool wide_is_zero(const struct wide *a);

struct wide wide_negated(struct wide a);
struct wide wide_scaled(struct wide a, int power); // a·2^power
struct wide wide_sum(struct wide a, struct wide b);
struct wide wide_difference(struct wide a, struct wide b);
struct wide wide_product(struct wide a, struct wide b);
struct wide wide_over(struct wide a, uint32_t b); // a / b, 0 < b
struct wide wide_quotient(struct wide a, struct wide b);
struct wide wide_root(struct wide a); // √a, 0 ≤ a

// −1, 0 or 1 as a is below, at or above b.
int wide_compare(const struct wide *a, const struct wide *b);

// The nearest double, of two as near the even one; subnormal and infinite ones, too.
double wide_rounded(const struct wide *a);

#endif
