// What is particular to single rules.
#include "test.h"

#include "sim/walker.h"

#include <math.h>
#include <string.h>

static void momentum_without_memory_is_gradient_descent(void **state)
{
    (void)state;
    static const char *const names[] = {"momentum", "momentum", "nesterov"};
    for (int k = 0; k < 3; k++) {
        struct walker plain = walker_at(rule_find("gd"), -9, 1.6);
        struct walker other = walker_at(rule_find(names[k]), -9, 1.6);
        set_number(&other, "beta1", 0);
        if (k < 2)
            set_number(&other, "form", k);
        for (int t = 0; t < 50; t++) {
            ravine_step(&plain, 1);
            ravine_step(&other, 1);
        }
        assert_memory_equal(plain.theta, other.theta, sizeof plain.theta);
    }
}

static void classic_momentum_is_the_average_with_a_larger_alpha(void **state)
{
    (void)state;
    struct walker ewa = walker_at(rule_find("momentum"), -9, 1.6), classic = ewa;
    set_number(&ewa, "alpha", 0.05);
    set_number(&classic, "alpha", 0.05 * (1 - 0.9));
    set_number(&classic, "form", 1);
    for (int t = 0; t < 50; t++) {
        ravine_step(&ewa, 1);
        ravine_step(&classic, 1);
    }
    assert_true(fabs(ewa.theta[0] - classic.theta[0]) < 1e-12);
    assert_true(fabs(ewa.theta[1] - classic.theta[1]) < 1e-12);
}

static void bias_correction_makes_momentums_first_step_that_of_gradient_descent(void **state)
{
    (void)state;
    struct walker walker = walker_at(rule_find("momentum"), -9, 1.6);
    set_number(&walker, "bias_correction", 1);
    ravine_step(&walker, 1);
    assert_true(fabs(walker.theta[0] - (-9 + 0.01 * 9)) < 1e-14);
    assert_true(fabs(walker.theta[1] - (1.6 - 0.01 * 40)) < 1e-14);
    // The weights of two gradients, (1−β)β and 1−β, over 1−β².
    const double before = walker.theta[0], expected = (0.1 * 0.9 * -9 + 0.1 * before) / (1 - 0.81);
    ravine_step(&walker, 1);
    assert_true(fabs(walker.theta[0] - (before - 0.01 * expected)) < 1e-14);
}

static void adam_begins_too_fast_without_bias_correction(void **state)
{
    (void)state;
    static const char *const names[] = {"adam", "amsgrad", "adamw"};
    for (int k = 0; k < 3; k++) {
        struct walker with = walker_at(rule_find(names[k]), -9, 1.6), without = with;
        set_number(&without, "bias_correction", 0);
        const double shrunk = param_find(with.rule->params, "weight_decay") ? -9 * (1 - 1e-5) : -9;
        ravine_step(&with, 1);
        ravine_step(&without, 1);
        // α·g/|g|, and α·(1−β₁)g / (√(1−β₂)·|g|).
        assert_true(fabs(with.theta[0] - (shrunk + 0.001)) < 1e-11);
        assert_true(fabs(without.theta[0] - (shrunk + 0.001 * 0.1 / sqrt(0.001))) < 1e-9);
    }
}

static void amsgrads_divisor_never_shrinks(void **state)
{
    (void)state;
    struct walker walker = walker_at(rule_find("amsgrad"), 0, 0);
    set_number(&walker, "beta2", 0.5);
    double last = 0;
    for (int t = 0; t < 50; t++) {
        const double gradient[2] = {t < 5 ? 10 : 0.1, 1};
        take_step(&walker, gradient);
        assert_true(walker.state[4] >= last && walker.state[4] >= walker.state[2]);
        last = walker.state[4];
    }
    assert_true(last > 90);
}

// Numbers of the formula worked out apart: ½(x² + 4y²) from (2, 1).
static void nadam_looks_one_factor_ahead_and_counts_none_twice(void **state)
{
    (void)state;
    struct walker walker = walker_at(rule_find("nadam"), 2, 1);
    set_number(&walker, "alpha", 0.05);
    static const double expected[][2] = {[1] = {1.9471774113463436, 0.9471774112142871},
                                         [5] = {1.80077107634725, 0.8042298131470744}};
    for (int t = 1; t <= 5; t++) {
        const double gradient[2] = {walker.theta[0], 4 * walker.theta[1]};
        take_step(&walker, gradient);
        for (int i = 0; i < 2 && expected[t][0] != 0; i++)
            assert_true(fabs(walker.theta[i] - expected[t][i]) < 1e-13);
    }
}

static void coupled_decay_is_descent_on_a_cost_with_l2(void **state)
{
    (void)state;
    static const char *const names[] = {"gd", "momentum"};
    for (int k = 0; k < 2; k++) {
        struct walker decayed = walker_at(rule_find(names[k]), -9, 1.6), plain = decayed;
        set_number(&decayed, "weight_decay", 0.3);
        for (int t = 0; t < 50; t++) {
            const double own[2] = {decayed.theta[0], 25 * decayed.theta[1]};
            const double with_l2[2] = {1.3 * plain.theta[0], 25.3 * plain.theta[1]};
            take_step(&decayed, own);
            take_step(&plain, with_l2);
        }
        for (int i = 0; i < 2; i++)
            assert_true(fabs(decayed.theta[i] - plain.theta[i]) < 1e-13);
    }
}

static void an_epsilon_inside_the_root_holds_a_divisor_of_its_own_root(void **state)
{
    (void)state;
    static const char *const names[] = {"rmsprop", "adam", "adamw"};
    const double tiny[2] = {1e-12, 1e-12};
    for (int k = 0; k < 3; k++) {
        struct walker outside = walker_at(rule_find(names[k]), 0, 0);
        set_number(&outside, "epsilon", 1e-8);
        struct walker inside = outside;
        set_number(&inside, "epsilon_place", 1);
        take_step(&outside, tiny);
        take_step(&inside, tiny);
        assert_true(fabs(outside.theta[0] / inside.theta[0] - 1e4) < 10);
    }
}

static void a_heavy_ball_keeps_rolling_where_momentum_slows_down_with_alpha(void **state)
{
    (void)state;
    struct walker ball = walker_at(rule_find("heavyball"), 0, 0);
    struct walker momentum = walker_at(rule_find("momentum"), 0, 0);
    set_number(&momentum, "form", 1);
    const double pull[2] = {1, 1}, none[2] = {0, 0};
    take_step(&ball, pull);
    take_step(&momentum, pull);
    assert_true(ball.theta[0] == momentum.theta[0]);
    const double before = ball.theta[0];
    ball.number[0] = momentum.number[0] = 1e-6;
    take_step(&ball, none);
    take_step(&momentum, none);
    assert_true(fabs(ball.theta[0] - before) > 0.008);
    assert_true(fabs(momentum.theta[0] - before) < 1e-6);
}

static void radam_is_corrected_momentum_until_the_variance_is_known(void **state)
{
    (void)state;
    struct walker radam = walker_at(rule_find("radam"), -9, 1.6);
    struct walker momentum = walker_at(rule_find("momentum"), -9, 1.6);
    set_number(&momentum, "alpha", radam.number[0]);
    set_number(&momentum, "bias_correction", 1);
    for (int t = 1; t <= 6; t++) {
        ravine_step(&radam, 1);
        ravine_step(&momentum, 1);
        const double apart = fabs(radam.theta[1] - momentum.theta[1]);
        assert_true(t <= 5 ? apart < 1e-12 : apart > 1e-3);
    }
    struct walker never = walker_at(rule_find("radam"), -9, 1.6);
    set_number(&never, "beta2", 0.6); // ρ∞ is 4: the divisors of q would be 0
    for (int t = 0; t < 50; t++)
        ravine_step(&never, 1);
    assert_true(isfinite(never.theta[0]) && fabs(never.theta[0] + 9) > 0.1);
}

static void rprop_goes_by_signs_alone_and_a_schedule_acts_on_it(void **state)
{
    (void)state;
    struct walker once = walker_at(rule_find("rprop"), -9, 1.6), thousandfold = once;
    for (int t = 0; t < 30; t++) {
        ravine_step(&once, 1);
        ravine_step(&thousandfold, 1024);
    }
    assert_memory_equal(once.theta, thousandfold.theta, sizeof once.theta);
    struct walker slow = once;
    slow.number[0] /= 2;
    const double before = once.theta[0];
    ravine_step(&once, 1);
    ravine_step(&slow, 1);
    assert_true(fabs(slow.theta[0] - before) < 0.51 * fabs(once.theta[0] - before));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(momentum_without_memory_is_gradient_descent),
        cmocka_unit_test(classic_momentum_is_the_average_with_a_larger_alpha),
        cmocka_unit_test(bias_correction_makes_momentums_first_step_that_of_gradient_descent),
        cmocka_unit_test(adam_begins_too_fast_without_bias_correction),
        cmocka_unit_test(amsgrads_divisor_never_shrinks),
        cmocka_unit_test(nadam_looks_one_factor_ahead_and_counts_none_twice),
        cmocka_unit_test(coupled_decay_is_descent_on_a_cost_with_l2),
        cmocka_unit_test(an_epsilon_inside_the_root_holds_a_divisor_of_its_own_root),
        cmocka_unit_test(a_heavy_ball_keeps_rolling_where_momentum_slows_down_with_alpha),
        cmocka_unit_test(radam_is_corrected_momentum_until_the_variance_is_known),
        cmocka_unit_test(rprop_goes_by_signs_alone_and_a_schedule_acts_on_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
