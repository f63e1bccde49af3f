#include "sim/wandering.h"

#include "sim/race.h"
#include "sim/surface.h"
#include "test.h"

#include <math.h>
#include <string.h>

static struct objective *make_ravine(double condition, double rotation, size_t examples,
                                     double sigma)
{
    const struct surface *surface = surface_find("ravine");
    double number[SURFACE_NUMBERS_MAX] = {0};
    for (size_t i = 0; surface->params[i].key; i++) {
        number[i] = surface->params[i].standard;
        if (strcmp(surface->params[i].key, "condition") == 0)
            number[i] = condition;
        if (strcmp(surface->params[i].key, "angle") == 0)
            number[i] = rotation;
    }
    struct objective *objective =
        surface_objective_create(surface, number, examples, sigma, 3, NULL);
    assert_non_null(objective);
    return objective;
}

// Runs plain descent from the minimum on and measures it after it has forgotten the start.
static struct wandering run(const struct objective *objective, double alpha, size_t batch,
                            size_t steps)
{
    const double start[2] = {0, 0};
    struct runner runner = {.rule = rule_find("gd"), .number = {alpha}, .batch = batch};
    const struct race_setup setup = {.objective = objective,
                                     .start = start,
                                     .seed = 1,
                                     .steps = steps,
                                     .runners = &runner,
                                     .runner_count = 1,
                                     .threads = 1};
    struct race *race = race_create(&setup, NULL);
    assert_non_null(race);
    race_run(race);
    struct wandering wandering;
    assert_true(
        wandering_measure(race_trail(race, 0)->theta, steps / 50, steps, start, &wandering));
    race_destroy(race);
    return wandering;
}

static void assert_share(double actual, double expected, double share)
{
    if (!(fabs(actual - expected) <= share * fabs(expected)))
        fail_msg("%g is not within %g of %g", actual, share, expected);
}

static void stochastic_descent_wanders_as_far_as_theory_says(void **state)
{
    (void)state;
    // The memory 1/(αλ) is 20 and 2 steps, an epoch 20,000.
    const double alpha = 0.05, sigma = 3, zero[2] = {0, 0};
    struct objective *objective = make_ravine(10, 0, 20000, sigma);
    const struct wandering measured = run(objective, alpha, 1, 400000);
    assert_share(measured.xx, alpha * sigma * sigma / (1 * (2 - alpha * 1)), 0.1);
    assert_share(measured.yy, alpha * sigma * sigma / (10 * (2 - alpha * 10)), 0.1);
    struct wandering expected;
    assert_true(wandering_expected(objective, zero, alpha, sigma * sigma, &expected));
    assert_share(expected.xx, alpha * sigma * sigma / (2 - alpha), 1e-6);
    assert_share(expected.yy, alpha * sigma * sigma / (10 * (2 - 10 * alpha)), 1e-6);
    objective_destroy(objective);
}

static void a_turned_ravine_has_a_turned_ring(void **state)
{
    (void)state;
    const double zero[2] = {0, 0};
    struct objective *objective = make_ravine(10, 45, 20000, 3);
    struct wandering expected;
    assert_true(wandering_expected(objective, zero, 0.05, 9, &expected));
    const struct wandering measured = run(objective, 0.05, 1, 400000);
    assert_share(measured.xx, expected.xx, 0.1);
    assert_share(measured.yy, expected.yy, 0.1);
    assert_share(measured.xy, expected.xy, 0.1);
    assert_true(fabs(expected.xy) > 0.3 * expected.xx);
    objective_destroy(objective);
}

static void shuffling_without_replacement_keeps_long_memories_tighter(void **state)
{
    (void)state;
    // 8 steps an epoch, a memory of 100 steps along the flat axis.
    const double zero[2] = {0, 0};
    struct objective *objective = make_ravine(10, 0, 512, 3);
    const struct wandering measured = run(objective, 0.01, 64, 100000);
    struct wandering expected;
    assert_true(
        wandering_expected(objective, zero, 0.01, wandering_batch_variance(3, 64, 512), &expected));
    assert_true(measured.xx < 0.3 * expected.xx);
    objective_destroy(objective);
}

static void where_alpha_is_too_large_nothing_settles(void **state)
{
    (void)state;
    const double zero[2] = {0, 0};
    struct objective *objective = make_ravine(10, 0, 512, 3);
    struct wandering expected;
    assert_false(wandering_expected(objective, zero, 0.2, 1, &expected));
    objective_destroy(objective);
}

static void a_batch_of_all_has_no_variance_and_of_one_has_all(void **state)
{
    (void)state;
    assert_true(wandering_batch_variance(2, 0, 512) == 0);
    assert_true(wandering_batch_variance(2, 512, 512) == 0);
    assert_true(wandering_batch_variance(2, 1, 512) == 4);
    assert_share(wandering_batch_variance(2, 64, 512), 4.0 / 64 * (1 - 63.0 / 511), 1e-12);
}

static void an_even_wandering_has_a_round_ring_of_its_radius(void **state)
{
    (void)state;
    const struct wandering even = {2, 0, 2};
    const double center[2] = {1, -1};
    double points[2 * 33];
    wandering_ring(&even, center, 33, points);
    for (int i = 0; i < 33; i++)
        assert_share(hypot(points[2 * i] - 1, points[2 * i + 1] + 1), wandering_radius(&even),
                     1e-12);
    assert_share(points[0], points[64], 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stochastic_descent_wanders_as_far_as_theory_says),
        cmocka_unit_test(a_turned_ravine_has_a_turned_ring),
        cmocka_unit_test(shuffling_without_replacement_keeps_long_memories_tighter),
        cmocka_unit_test(where_alpha_is_too_large_nothing_settles),
        cmocka_unit_test(a_batch_of_all_has_no_variance_and_of_one_has_all),
        cmocka_unit_test(an_even_wandering_has_a_round_ring_of_its_radius),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
