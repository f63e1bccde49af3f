#include "base/maths/wide.h"

#include <math.h>
#include <string.h>

bool wide_is_zero(const struct wide *a)
{
    return a->limb[0] == 0;
}

// Moves the limbs by `count` places to the right, up to all of them; what falls off is lost.
static void shift_right(uint32_t limb[WIDE_LIMBS], int count)
{
    const int limbs = count / 32, bits = count % 32;
    for (int i = WIDE_LIMBS - 1; i >= 0; i--) {
        const uint64_t low = i - limbs >= 0 ? limb[i - limbs] : 0;
        const uint64_t high = i - limbs - 1 >= 0 ? limb[i - limbs - 1] : 0;
        limb[i] = (uint32_t)((high << 32 | low) >> bits);
    }
}

static struct wide normal(struct wide a)
{
    int zeros = 0;
    while (zeros < WIDE_LIMBS && a.limb[zeros] == 0)
        zeros++;
    if (zeros == WIDE_LIMBS)
        return (struct wide){0};
    int bits = 0;
    while (!(a.limb[zeros] << bits & 0x80000000u))
        bits++;
    if (zeros == 0 && bits == 0)
        return a;
    for (int i = 0; i < WIDE_LIMBS; i++) {
        const uint64_t high = i + zeros < WIDE_LIMBS ? a.limb[i + zeros] : 0;
        const uint64_t low = i + zeros + 1 < WIDE_LIMBS ? a.limb[i + zeros + 1] : 0;
        a.limb[i] = (uint32_t)((high << 32 | low) << bits >> 32);
    }
    a.exponent -= 32 * zeros + bits;
    return a;
}

struct wide wide_from(double x)
{
    int exponent;
    const uint64_t whole = (uint64_t)ldexp(frexp(fabs(x), &exponent), 64);
    return (struct wide){signbit(x) != 0, exponent, {(uint32_t)(whole >> 32), (uint32_t)whole}};
}

struct wide wide_whole(int x)
{
    return wide_from(x);
}

struct wide wide_limbs(const uint32_t limb[WIDE_LIMBS], int exponent)
{
    struct wide a = {.exponent = exponent};
    memcpy(a.limb, limb, sizeof a.limb);
    return a;
}

struct wide wide_negated(struct wide a)
{
    a.negative = !a.negative;
    return a;
}

struct wide wide_scaled(struct wide a, int power)
{
    a.exponent += power;
    return a;
}

static int compare_sizes(const struct wide *a, const struct wide *b)
{
    if (wide_is_zero(a) || wide_is_zero(b))
        return !wide_is_zero(a) - !wide_is_zero(b);
    if (a->exponent != b->exponent)
        return a->exponent > b->exponent ? 1 : -1;
    for (int i = 0; i < WIDE_LIMBS; i++)
        if (a->limb[i] != b->limb[i])
            return a->limb[i] > b->limb[i] ? 1 : -1;
    return 0;
}

int wide_compare(const struct wide *a, const struct wide *b)
{
    const bool is_below_a = a->negative && !wide_is_zero(a);
    const bool is_below_b = b->negative && !wide_is_zero(b);
    if (is_below_a != is_below_b)
        return is_below_a ? -1 : 1;
    return is_below_a ? compare_sizes(b, a) : compare_sizes(a, b);
}

struct wide wide_sum(struct wide a, struct wide b)
{
    if (compare_sizes(&a, &b) < 0) {
        const struct wide larger = b;
        b = a;
        a = larger;
    }
    if (wide_is_zero(&b) || a.exponent - b.exponent >= 32 * WIDE_LIMBS)
        return a;
    shift_right(b.limb, a.exponent - b.exponent);
    int64_t carry = 0;
    for (int i = WIDE_LIMBS - 1; i >= 0; i--) {
        carry += a.negative == b.negative ? (int64_t)a.limb[i] + b.limb[i]
                                          : (int64_t)a.limb[i] - b.limb[i];
        a.limb[i] = (uint32_t)carry;
        carry = carry < 0 ? -1 : carry >> 32;
    }
    if (carry > 0) {
        shift_right(a.limb, 1);
        a.limb[0] |= 0x80000000u;
        a.exponent++;
    }
    return normal(a);
}

struct wide wide_difference(struct wide a, struct wide b)
{
    return wide_sum(a, wide_negated(b));
}

struct wide wide_product(struct wide a, struct wide b)
{
    uint32_t all[2 * WIDE_LIMBS] = {0};
    for (int i = WIDE_LIMBS - 1; i >= 0; i--) {
        uint64_t carry = 0;
        for (int k = WIDE_LIMBS - 1; k >= 0; k--) {
            carry += (uint64_t)a.limb[i] * b.limb[k] + all[i + k + 1];
            all[i + k + 1] = (uint32_t)carry;
            carry >>= 32;
        }
        all[i] = (uint32_t)carry;
    }
    struct wide c = {a.negative != b.negative, a.exponent + b.exponent, {0}};
    // The highest bit may be missing, and comes from the limb below.
    const int bits = all[0] & 0x80000000u ? 0 : 1;
    for (int i = 0; i < WIDE_LIMBS; i++)
        c.limb[i] = (uint32_t)(((uint64_t)all[i] << 32 | all[i + 1]) << bits >> 32);
    c.exponent -= bits;
    return wide_is_zero(&a) || wide_is_zero(&b) ? (struct wide){0} : c;
}

struct wide wide_over(struct wide a, uint32_t b)
{
    uint64_t left = 0;
    // One limb more keeps the places that normal() brings up.
    uint32_t limb[WIDE_LIMBS + 1];
    for (int i = 0; i <= WIDE_LIMBS; i++) {
        left = left << 32 | (i < WIDE_LIMBS ? a.limb[i] : 0);
        limb[i] = (uint32_t)(left / b);
        left %= b;
    }
    if (limb[0] == 0) {
        memmove(limb, limb + 1, WIDE_LIMBS * sizeof *limb);
        a.exponent -= 32;
    }
    memcpy(a.limb, limb, sizeof a.limb);
    return normal(a);
}

// Newton's way to 1/b from a double: each step doubles the places that are right.
struct wide wide_quotient(struct wide a, struct wide b)
{
    if (wide_is_zero(&a))
        return a;
    struct wide part = b;
    part.exponent = 1;
    part.negative = false;
    struct wide inverse = wide_from(1 / wide_rounded(&part));
    for (int i = 0; i < 3; i++) {
        const struct wide rest = wide_difference(wide_whole(1), wide_product(part, inverse));
        inverse = wide_sum(inverse, wide_product(inverse, rest));
    }
    inverse.exponent -= b.exponent - 1;
    inverse.negative = b.negative;
    // What is left of a makes the quotient right in its last places, and exact where it is short.
    const struct wide q = wide_product(a, inverse);
    return wide_sum(q, wide_product(wide_difference(a, wide_product(q, b)), inverse));
}

struct wide wide_root(struct wide a)
{
    if (wide_is_zero(&a))
        return a;
    const int half = (a.exponent - (a.exponent & 1)) / 2;
    a.exponent -= 2 * half;
    struct wide root = wide_from(sqrt(wide_rounded(&a)));
    for (int i = 0; i < 3; i++)
        root = wide_scaled(wide_sum(root, wide_quotient(a, root)), -1);
    root.exponent += half;
    return root;
}

double wide_rounded(const struct wide *a)
{
    if (wide_is_zero(a))
        return a->negative ? -0.0 : 0.0;
    if (a->exponent > 1024)
        return a->negative ? -INFINITY : INFINITY;
    // Subnormal numbers have fewer places.
    const int places = a->exponent < -1021 ? 1074 + a->exponent : 53;
    if (places < 0)
        return a->negative ? -0.0 : 0.0;
    const uint64_t high = (uint64_t)a->limb[0] << 32 | a->limb[1];
    uint64_t whole = places == 0 ? 0 : high >> (64 - places);
    const uint64_t left = places == 0 ? high : high << places, half = (uint64_t)1 << 63;
    bool is_more = (left & (half - 1)) != 0;
    for (int i = 2; i < WIDE_LIMBS; i++)
        is_more |= a->limb[i] != 0;
    if (left & half && (is_more || whole & 1))
        whole++;
    const double size = ldexp((double)whole, a->exponent - places);
    return a->negative ? -size : size;
}
