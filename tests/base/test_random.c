#include "base/random.h"

#include "test.h"

#include <math.h>

// Random123's known answers for philox4x32 with 10 rounds (kat_vectors).
static void the_generator_gives_its_published_numbers(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 0, 0);
    const uint32_t zeros[] = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
    for (int i = 0; i < 4; i++)
        assert_int_equal(random_bits(&random), zeros[i]);
    random_init(&random, UINT64_MAX, UINT64_MAX);
    random.block = UINT64_MAX;
    const uint32_t ones[] = {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd};
    for (int i = 0; i < 4; i++)
        assert_int_equal(random_bits(&random), ones[i]);
}

static void numbers_made_ready_in_advance_are_those_made_one_block_at_a_time(void **state)
{
    (void)state;
    struct random ahead, single;
    random_init(&ahead, 7, 9);
    for (uint64_t i = 0; i < 1000; i++) {
        // A generator that stands at block i / 4 gives the first of it whatever came before.
        random_init(&single, 7, 9);
        single.block = i / 4;
        for (uint64_t k = 0; k < i % 4; k++)
            random_bits(&single);
        assert_int_equal(random_bits(&ahead), random_bits(&single));
    }
}

static void streams_and_seeds_are_independent(void **state)
{
    (void)state;
    struct random a, b, c;
    random_init(&a, 1, 1);
    random_init(&b, 1, 2);
    random_init(&c, 2, 1);
    double ab = 0, ac = 0;
    const int count = 100000;
    for (int i = 0; i < count; i++) {
        const double x = random_normal(&a), y = random_normal(&b), z = random_normal(&c);
        ab += x * y / count;
        ac += x * z / count;
    }
    // Four deviations of a correlation of nothing.
    assert_true(fabs(ab) < 4 / sqrt(count) && fabs(ac) < 4 / sqrt(count));
}

static void moments_are_those_of_the_distributions(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 3, 0);
    const int count = 400000;
    double unit = 0, unit2 = 0, normal = 0, normal2 = 0, normal4 = 0;
    for (int i = 0; i < count; i++) {
        const double u = random_unit(&random), n = random_normal(&random);
        assert_true(u >= 0 && u < 1 && isfinite(n));
        unit += u / count;
        unit2 += u * u / count;
        normal += n / count;
        normal2 += n * n / count;
        normal4 += n * n * n * n / count;
    }
    assert_true(fabs(unit - 0.5) < 0.002 && fabs(unit2 - 1.0 / 3) < 0.002);
    assert_true(fabs(normal) < 0.007 && fabs(normal2 - 1) < 0.01 && fabs(normal4 - 3) < 0.08);
}

static void every_number_below_n_is_as_likely(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 5, 0);
    static const uint32_t sizes[] = {1, 2, 3, 7, 100};
    for (int s = 0; s < 5; s++) {
        int seen[100] = {0};
        const int count = 100000;
        for (int i = 0; i < count; i++) {
            const uint32_t k = random_below(&random, sizes[s]);
            assert_true(k < sizes[s]);
            seen[k]++;
        }
        double chi = 0;
        const double wanted = (double)count / sizes[s];
        for (uint32_t k = 0; k < sizes[s]; k++)
            chi += (seen[k] - wanted) * (seen[k] - wanted) / wanted;
        // Its mean is n − 1, its deviation √(2(n − 1)).
        assert_true(chi < sizes[s] + 5 * sqrt(2.0 * sizes[s]));
    }
    // A bound near 2³²: without rejection, half the numbers would be twice as likely.
    double mean = 0;
    for (int i = 0; i < 100000; i++)
        mean += random_below(&random, 3000000000u) / 100000.0;
    assert_true(fabs(mean / 1.5e9 - 1) < 0.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_generator_gives_its_published_numbers),
        cmocka_unit_test(numbers_made_ready_in_advance_are_those_made_one_block_at_a_time),
        cmocka_unit_test(streams_and_seeds_are_independent),
        cmocka_unit_test(moments_are_those_of_the_distributions),
        cmocka_unit_test(every_number_below_n_is_as_likely),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
