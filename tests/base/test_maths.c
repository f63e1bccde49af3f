// base/maths.h against MPFR, which rounds right, too. RAVINE_MATHS_ARGUMENTS=1000000 tries so many
// random arguments a function; the default is what a moment allows.
#include "base/maths.h"

#include "base/maths/accurate.h"
#include "base/random.h"

#include "test.h"

#include <math.h>
#include <mpfr.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef int mpfr_one(mpfr_t, const mpfr_t, mpfr_rnd_t);
typedef int mpfr_two(mpfr_t, const mpfr_t, const mpfr_t, mpfr_rnd_t);

static const struct one {
    const char *name;
    double (*ours)(double);
    mpfr_one *theirs;
    double low, high; // where it is neither 0, infinite nor undefined, about
} ones[] = {
#define ONE(name, low, high)                                                                       \
    {                                                                                              \
#name, maths_##name, mpfr_##name, low, high                                                \
    }
    ONE(exp, -746, 710),  ONE(exp2, -1076, 1025), ONE(expm1, -40, 710), ONE(sinh, -711, 711),
    ONE(cosh, -711, 711), ONE(tanh, -20, 20),     ONE(log, 0, 20),      ONE(log1p, -1, 20),
    ONE(log2, 0, 20),     ONE(log10, 0, 2000),    ONE(sin, -20, 20),    ONE(cos, -20, 20),
    ONE(tan, -20, 20),    ONE(asin, -1, 1),       ONE(acos, -1, 1),     ONE(atan, -20, 20),
    ONE(cbrt, -100, 100),
};

static const struct two {
    const char *name;
    double (*ours)(double, double);
    mpfr_two *theirs;
} twos[] = {
    {"pow", maths_pow, mpfr_pow},
    {"hypot", maths_hypot, mpfr_hypot},
    {"atan2", maths_atan2, mpfr_atan2},
};

enum { ONES = sizeof ones / sizeof *ones, TWOS = sizeof twos / sizeof *twos };

static int set_up(void **state)
{
    (void)state;
    // The exponents of doubles, subnormal ones included.
    mpfr_set_emin(-1073);
    mpfr_set_emax(1024);
    return 0;
}

static double rounded(mpfr_t value, int ternary)
{
    ternary = mpfr_check_range(value, ternary, MPFR_RNDN);
    mpfr_subnormalize(value, ternary, MPFR_RNDN);
    const double result = mpfr_get_d(value, MPFR_RNDN);
    mpfr_clear(value);
    return result;
}

static double reference(mpfr_one *function, double x)
{
    mpfr_t argument, value;
    mpfr_init2(argument, 53);
    mpfr_init2(value, 53);
    mpfr_set_d(argument, x, MPFR_RNDN);
    const int ternary = function(value, argument, MPFR_RNDN);
    mpfr_clear(argument);
    return rounded(value, ternary);
}

static double reference_of_two(mpfr_two *function, double x, double y)
{
    mpfr_t first, second, value;
    mpfr_init2(first, 53);
    mpfr_init2(second, 53);
    mpfr_init2(value, 53);
    mpfr_set_d(first, x, MPFR_RNDN);
    mpfr_set_d(second, y, MPFR_RNDN);
    const int ternary = function(value, first, second, MPFR_RNDN);
    mpfr_clear(first);
    mpfr_clear(second);
    return rounded(value, ternary);
}

static bool is_same(double a, double b)
{
    return isnan(b) ? isnan(a) && !signbit(a) : memcmp(&a, &b, sizeof a) == 0;
}

static void check(const struct one *one, double x)
{
    const double ours = one->ours(x), theirs = reference(one->theirs, x);
    if (!is_same(ours, theirs))
        fail_msg("%s(%a) is %a, rounded right %a", one->name, x, ours, theirs);
}

static void check_two(const struct two *two, double x, double y)
{
    const double ours = two->ours(x, y), theirs = reference_of_two(two->theirs, x, y);
    if (!is_same(ours, theirs))
        fail_msg("%s(%a, %a) is %a, rounded right %a", two->name, x, y, ours, theirs);
}

static uint64_t bits64(struct random *random)
{
    return (uint64_t)random_bits(random) << 32 | random_bits(random);
}

// Of all kinds: in the range, any double at all, small, short fractions.
static double argument(struct random *random, double low, double high)
{
    double x;
    const uint64_t bits = bits64(random);
    switch (random_bits(random) % 4) {
    case 0:
        return low + (high - low) * random_unit(random);
    case 1:
        memcpy(&x, &bits, sizeof x);
        return x;
    case 2:
        return ldexp(2 * random_unit(random) - 1, -(int)(bits % 60));
    default:
        return ((double)(bits % 20001) - 10000) / (double)(1 + random_bits(random) % 64);
    }
}

static long arguments(void)
{
    const char *wanted = getenv("RAVINE_MATHS_ARGUMENTS");
    return wanted ? atol(wanted) : 2000;
}

static void functions_of_one_argument_round_right(void **state)
{
    (void)state;
    for (size_t f = 0; f < ONES; f++) {
        struct random random;
        random_init(&random, 1, f);
        for (long i = 0; i < arguments(); i++)
            check(&ones[f], argument(&random, ones[f].low, ones[f].high));
    }
}

static void functions_of_two_arguments_round_right(void **state)
{
    (void)state;
    for (size_t f = 0; f < TWOS; f++) {
        struct random random;
        random_init(&random, 2, f);
        for (long i = 0; i < 2 * arguments(); i++) {
            const double x = argument(&random, -2, 2), y = argument(&random, -30, 30);
            check_two(&twos[f], i % 3 ? x : fabs(x), i % 7 ? y : floor(y));
        }
    }
}

// Where functions change their way, end, or are whole.
static const double special[] = {
    0.0,
    0x1p-1074,
    0x1p-1073,
    0x1.8p-1073,
    0x1.fffffffffffffp-1023,
    0x1p-1022,
    0x1p-600,
    0x1p-60,
    0x1.fffffffffffffp-55,
    0x1p-54,
    0x1.8p-54,
    0x1p-53,
    0x1.8p-53,
    0x1p-52,
    0x1.fffffffffffffp-28,
    0x1p-27,
    0x1p-26,
    0x1.fffffffffffffp-9,
    0x1p-8,
    0x1p-4,
    0x1.999999999999ap-4,
    0.25,
    1.0 / 3,
    0.5,
    0x1.fffffffffffffp-1,
    1,
    0x1.0000000000001p0,
    1.5,
    2,
    2.5,
    3,
    4,
    5,
    10,
    12,
    27,
    100,
    1000,
    6000,
    0x1p20,
    0x1p53,
    0x1.0000000000001p53,
    0x1p60,
    1e22,
    0x1p100,
    0x1p600,
    707.5,
    0x1.62e42fefa39efp9, // log of the largest
    0x1.62e42fefa39fp9,  // too much
    0x1.74910d52d3051p9, // −log of half of the smallest
    0x1.74910d52d3052p9,
    0x1.6232bdd7abcd2p9, // −log of the smallest normal
    0x1.633ce8fb9f87dp9, // the last that sinh can do
    0x1.633ce8fb9f87ep9,
    1023,
    0x1.ffp9,
    1024,
    1074,
    1075,
    0x1.0cc0000000001p10,
    0x1.921fb54442d18p0, // π/2
    0x1.921fb54442d18p1,
    0x1.6ac5b262ca1ffp849, // nearest of all to a multiple of π/2 (Kahan)
    0x1.fffffffffffffp1023,
    INFINITY};
enum { SPECIALS = sizeof special / sizeof *special };

static void special_values_are_those_of_annex_f(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * SPECIALS + 1; i++) {
        const double x = i == 2 * SPECIALS ? NAN : i % 2 ? -special[i / 2] : special[i / 2];
        for (size_t f = 0; f < ONES; f++)
            check(&ones[f], x);
        for (size_t k = 0; k < 2 * SPECIALS + 1; k++) {
            const double y = k == 2 * SPECIALS ? NAN : k % 2 ? -special[k / 2] : special[k / 2];
            for (size_t f = 0; f < TWOS; f++)
                check_two(&twos[f], x, y);
        }
    }
}

static double nearest_cube(uint64_t odd) // of a middle between two doubles
{
    const double root = (double)(odd >> 1);
    return root * root * root + 1.5 * root * root;
}

// Results that are, or nearly are, the middle between two doubles.
static void ties_and_near_ties_round_right(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 3, 0);
    for (int i = 0; i < 500; i++) {
        // e^x, 1 + x and so on, half a place beside 1 but for x²/2.
        const double x = ldexp((double)(2 * (random_bits(&random) % 1000) + 1), -53 - i % 2);
        for (size_t f = 0; f < ONES; f++)
            check(&ones[f], i % 4 < 2 ? x : -x), check(&ones[f], 1 + x);
        // Multiples of π/2, where sine and cosine lose all their places.
        const double turn = (double)(random_bits(&random) >> i % 32) * 0x1.921fb54442d18p0;
        for (size_t f = 0; f < ONES; f++)
            check(&ones[f], turn);
        // m² + n² is an odd number of 54 places: a right triangle whose long side is a tie.
        const double m = (double)((1u << 26) + random_bits(&random) % (1u << 25));
        const double n = (double)(random_bits(&random) % (1u << 26));
        check_two(&twos[1], (m - n) * (m + n), 2 * m * n);
        check_two(&twos[1], 3 * m, 4 * m);
        // Powers that are short or end at a tie, and what is beside them.
        const double small = 1 + random_bits(&random) % 2000, power = random_bits(&random) % 12;
        check_two(&twos[0], small, power);
        check_two(&twos[0], small * small * small * small, power / 4);
        check_two(&twos[0], nextafter(small * small, 0), 0.5);
        check_two(&twos[0], (double)((1u << 26) + 2 * (random_bits(&random) % (1u << 24)) + 1), 2);
        check_two(&twos[0], 0x1p-537 * small, 2);
        check_two(&twos[0], 4, -power / 2);
        const uint64_t odd = bits64(&random) >> 46 | 1;
        check(&ones[ONES - 1], nearest_cube(odd));
        check(&ones[ONES - 1], nearest_cube(bits64(&random) >> 10 | 1));
        check(&ones[ONES - 1], ldexp(small * small * small, (int)(odd % 600) - 300));
    }
}

// What a quick way decides is seldom left to the accurate one: it is asked by itself.
static void the_accurate_way_alone_rounds_right(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 4, 0);
    for (long i = 0; i < 20 + arguments() / 100; i++) {
        const double x = 20 * random_unit(&random) - 10, y = 300 * random_unit(&random);
        const double unit = random_unit(&random);
        const double pairs[][2] = {
            {maths_accurate_exp(x), reference(mpfr_exp, x)},
            {maths_accurate_exp2(x), reference(mpfr_exp2, x)},
            {maths_accurate_expm1(x), reference(mpfr_expm1, x)},
            {maths_accurate_sinh(x), reference(mpfr_sinh, x)},
            {maths_accurate_cosh(x), reference(mpfr_cosh, x)},
            {maths_accurate_tanh(x), reference(mpfr_tanh, x)},
            {maths_accurate_log(y, maths_log(y)), reference(mpfr_log, y)},
            {maths_accurate_log1p(y, maths_log1p(y)), reference(mpfr_log1p, y)},
            {maths_accurate_log2(y, maths_log2(y)), reference(mpfr_log2, y)},
            {maths_accurate_log10(y, maths_log10(y)), reference(mpfr_log10, y)},
            {maths_accurate_sin(x), reference(mpfr_sin, x)},
            {maths_accurate_cos(x), reference(mpfr_cos, x)},
            {maths_accurate_tan(x), reference(mpfr_tan, x)},
            {maths_accurate_atan2(x, y, maths_atan2(x, y)), reference_of_two(mpfr_atan2, x, y)},
            {maths_accurate_asin(unit, maths_asin(unit)), reference(mpfr_asin, unit)},
            {maths_accurate_acos(unit, maths_acos(unit)), reference(mpfr_acos, unit)},
            {maths_accurate_pow(y, x, maths_log(y)), reference_of_two(mpfr_pow, y, x)},
            {maths_accurate_cbrt(x, maths_cbrt(x)), reference(mpfr_cbrt, x)},
            {maths_accurate_hypot(x, y), reference_of_two(mpfr_hypot, x, y)},
        };
        for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
            if (!is_same(pairs[k][0], pairs[k][1]))
                fail_msg("function %zu of %a, %a, %a: %a, rounded right %a", k, x, y, unit,
                         pairs[k][0], pairs[k][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_of_one_argument_round_right),
        cmocka_unit_test(functions_of_two_arguments_round_right),
        cmocka_unit_test(special_values_are_those_of_annex_f),
        cmocka_unit_test(ties_and_near_ties_round_right),
        cmocka_unit_test(the_accurate_way_alone_rounds_right),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
