#include "sim/rule_text.h"

#include "base/random.h"
#include "sim/kernels.h"
#include "sim/replay.h"
#include "sim/rule_as_text.h"
#include "sim/rule_terms.h"
#include "sim/stepper.h"
#include "sim/surface.h"
#include "test.h"

#include "sim/typed_walker.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- runners ------------------------------------------------------------------------------------

static const struct rule *compile(const char *const lines[][2])
{
    struct rule_line line[40];
    struct error error = {0};
    size_t count = 0;
    for (; lines[count][0]; count++)
        line[count] = (struct rule_line){lines[count][0], lines[count][1]};
    const struct rule *rule = rule_compile("mine", line, count, NULL, &error);
    if (!rule)
        fail_msg("%s", error.text);
    return rule;
}

// ---- the shipped rules --------------------------------------------------------------------------

static bool next_choice(const struct rule *rule, double number[])
{
    for (int i = 0; rule->params[i].key; i++) {
        const struct param *param = &rule->params[i];
        if (param->scale != PARAM_CHOICE)
            continue;
        if (param->choices[(int)++number[i]])
            return true;
        number[i] = 0;
    }
    return false;
}

static void set_choices(struct walker *typed, struct walker *built_in)
{
    for (int i = 0; typed->rule->params[i].key; i++) {
        const int k = rule_number_index(built_in->rule, typed->rule->params[i].key);
        assert_true(k >= 0);
        assert_true(built_in->number[k] == typed->number[i]);
    }
}

static double most(const double v[N])
{
    double largest = 0;
    for (size_t i = 0; i < N; i++)
        largest = fmax(largest, fabs(v[i]));
    return largest;
}

static void compare(const struct walker *typed, const struct walker *built_in)
{
    const double size = most(built_in->theta);
    for (size_t i = 0; i < N; i++) {
        const double far = fabs(typed->theta[i] - built_in->theta[i]) / size;
        const double single =
            fabs((double)(typed->theta_single[i] - built_in->theta_single[i])) / size;
        if (!(far <= 1e-12) || !(single <= 5e-6))
            fail_msg("%s: element %zu is off by %g, in single precision by %g, at step %d",
                     built_in->rule->name, i, far, single, (int)typed->t);
    }
}

static void race_as_text(const struct rule *rule, const double number[])
{
    static struct walker typed, built_in;
    struct rule_as_text as;
    struct error error = {0};
    struct random random;
    rule_as_text(rule, number, &as);
    const struct rule *text = rule_compile("mine", as.line, as.count, NULL, &error);
    if (!text)
        fail_msg("%s: %s", rule->name, error.text);
    start(&typed, text);
    start(&built_in, rule);
    memcpy(built_in.number, number, sizeof built_in.number);
    set_choices(&typed, &built_in);
    random_init(&random, 3, 0);
    for (int k = 0; k < STEPS; k++) {
        double gradient[N];
        const double alpha = rule->params[0].standard / (1 + 0.01 * k);
        for (size_t i = 0; i < N; i++)
            gradient[i] = (double)(float)random_normal(&random) + 0.2 * built_in.theta[i];
        for (size_t i = 0; i < N; i++) // the sign of noise around 0 is no matter of a rule
            gradient[i] = (double)(float)gradient[i];
        take_step(&typed, alpha, gradient);
        take_step(&built_in, alpha, gradient);
        compare(&typed, &built_in);
    }
    rule_release(text);
}

static void every_shipped_rule_written_as_text_makes_its_steps(void **state)
{
    (void)state;
    for (size_t r = 0; rules[r]; r++) {
        double number[RULE_NUMBERS_MAX] = {0};
        for (size_t i = 0; rules[r]->params[i].key; i++)
            number[i] =
                rules[r]->params[i].scale == PARAM_CHOICE ? 0 : rules[r]->params[i].standard;
        const int decay = rule_number_index(rules[r], "weight_decay");
        if (decay > 0)
            number[decay] = 0.03;
        do
            race_as_text(rules[r], number);
        while (next_choice(rules[r], number));
    }
}

// ---- what lines mean ----------------------------------------------------------------------------

#define LINES(...) ((const char *const[][2]){__VA_ARGS__, {NULL, NULL}})

// Where the walker's elements are, by both precisions.
static void check_theta(const struct walker *walker, double (*expected)(size_t i))
{
    for (size_t i = 0; i < N; i++) {
        assert_float_equal(walker->theta[i], expected(i), 1e-12 * (1 + fabs(expected(i))));
        assert_float_equal((double)walker->theta_single[i], expected(i),
                           1e-5 * (1 + fabs(expected(i))));
    }
}

static double gradient_at(int k, size_t i)
{
    return k + (double)i / 8;
}

static double two_steps_ago(size_t i)
{
    return gradient_at(3, i) + 10 * gradient_at(4, i) + 100 * gradient_at(5, i);
}

static void a_name_read_above_its_line_is_its_value_of_the_step_before(void **state)
{
    (void)state;
    // "old" keeps what "last" was before its line changes it, and hands it on below that line.
    const struct rule *rule =
        compile(LINES({"old", "last"}, {"last", "g"}, {"older", "old"},
                      {"theta", "older_too + 10*older + 100*g"}, {"older_too", "older"}));
    assert_int_equal(rule->states, 2);
    check_theta(walk(rule, 5), two_steps_ago);
    rule_release(rule);
}

static double sum_of_five(size_t i)
{
    double sum = 7;
    for (int k = 1; k <= 5; k++)
        sum += gradient_at(k, i);
    return -2 * sum;
}

static void a_name_assigned_above_is_its_new_value(void **state)
{
    (void)state;
    const struct rule *rule =
        compile(LINES({"v", "v + g"}, {"v(0)", "7"}, {"d", "2v"}, {"theta", "0 - d"}));
    assert_int_equal(rule->states, 1);
    check_theta(walk(rule, 5), sum_of_five);
    rule_release(rule);
}

static double of_the_first_gradient(size_t i)
{
    return gradient_at(1, i) * gradient_at(1, i) + sin((double)i);
}

static void a_start_value_may_come_from_the_first_gradient_and_theta(void **state)
{
    (void)state;
    const struct rule *rule = compile(LINES({"v", "v"}, {"v(0)", "g^2 + theta"}, {"θ", "v + 0·θ"}));
    check_theta(walk(rule, 4), of_the_first_gradient);
    rule_release(rule);
}

static double of_scalars(size_t i)
{
    (void)i;
    return 3 * 2 * 2 * 2 * 2 + 0.25 * 0.25 * 0.25 * 0.25 + 4 + 0.5;
}

static void a_state_that_is_the_same_for_all_elements_needs_no_vector(void **state)
{
    (void)state;
    const struct rule *rule = compile(
        LINES({"p", "2p"}, {"p(0)", "3"}, {"θ", "p + βᵗ + t + α + 0θ + 0g"}, {"β", "0.25"}));
    assert_int_equal(rule->states, 0);
    assert_string_equal(rule->carry_symbol[0], "p");
    check_theta(walk(rule, 4), of_scalars);
    rule_release(rule);
}

static double of_many_scalars(size_t i)
{
    (void)i;
    return 6 * 3;
}

static void more_such_states_than_there_is_room_for_become_vectors(void **state)
{
    (void)state;
    const struct rule *rule =
        compile(LINES({"a", "a + 1"}, {"b", "b + 1"}, {"c", "c + 1"}, {"d", "d + 1"},
                      {"e", "e + 1"}, {"f", "f + 1"}, {"theta", "a + b + c + d + e + f + 0g"}));
    assert_int_equal(rule->states, 2);
    check_theta(walk(rule, 3), of_many_scalars);
    rule_release(rule);
}

static void greek_letters_are_their_names(void **state)
{
    (void)state;
    const struct rule *rule = compile(
        LINES({"v̂", "β₁ v̂ + (1 − beta1) g"}, {"θ", "θ − α v̂ / (√ε + β1·μ)"}, {"β1", "0.8"}));
    const char *const keys[] = {"alpha", "beta1", "epsilon", "mu"};
    const char *const symbols[] = {"α", "β₁", "ε", "μ"};
    for (int i = 0; i < 4; i++) {
        assert_string_equal(rule->params[i].key, keys[i]);
        assert_string_equal(rule->params[i].symbol, symbols[i]);
    }
    assert_null(rule->params[4].key);
    assert_string_equal(rule->state_symbol[0], "v̂");
    rule_release(rule);
}

static void a_number_says_where_a_slider_begins_and_ends(void **state)
{
    (void)state;
    const struct rule *rule = compile(LINES(
        {"theta", "theta - alpha*(a + b + c + d + e2 + beta)*g"}, {"alpha", "0.05"},
        {"a", "2 in 1..3"}, {"b", "0.99"}, {"c", "1e-8"}, {"d", "0.1 in 1e-3..10"}, {"e2", "-7"}));
    const struct {
        enum param_scale scale;
        double min, max, standard;
    } expected[] = {{PARAM_LOG, 1e-6, 1e4, 0.05},       {PARAM_LINEAR, 1, 3, 2},
                    {PARAM_NEAR_ONE, 0, 0.99999, 0.99}, {PARAM_LOG, 1e-12, 1, 1e-8},
                    {PARAM_LOG, 1e-3, 10, 0.1},         {PARAM_LINEAR, -10, 10, -7},
                    {PARAM_NEAR_ONE, 0, 0.99999, 0.9}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const struct param *param = &rule->params[i];
        assert_int_equal(param->scale, expected[i].scale);
        assert_true(param->min == expected[i].min && param->standard == expected[i].standard);
        assert_float_equal(param->max, expected[i].max, 1e-15);
    }
    rule_release(rule);
}

static void what_a_rule_of_ones_own_is_like_is_found_by_asking_it(void **state)
{
    (void)state;
    const struct rule *plain = compile(LINES({"theta", "theta - alpha*g"}));
    const struct rule *sum =
        compile(LINES({"v", "b*v + g"}, {"theta", "theta - alpha*v"}, {"b", "0.9"}));
    const struct rule *sign = compile(LINES({"theta", "theta - alpha*sign(g)"}));
    assert_true(plain->reach == 0 && !plain->is_sum);
    assert_true(sum->reach == 0 && sum->is_sum);
    assert_true(sign->reach > 0 && !sign->is_sum);
    rule_release(plain);
    rule_release(sum);
    rule_release(sign);
}

// ---- lines under the hood -----------------------------------------------------------------------

static void lines_show_the_numbers_that_the_step_was_made_of(void **state)
{
    (void)state;
    const struct rule *rule = compile(LINES(
        {"v", "beta*v + (1-beta)*g"}, {"s", "gamma*s + (1-gamma)*g^2"}, {"v_hat", "v/(1-beta^t)"},
        {"theta", "theta - alpha*v_hat/(sqrt(s/(1-gamma^t)) + eps)"}, {"eps", "1"}));
    static const struct {
        const char *symbol, *formula, *shown;
        enum term_kind kind;
    } expected[] = {
        {"g", "g", "0.5", TERM_GRADIENT},
        {"v", "βv + (1 − β)g", "0.9·0.12 + 0.1·0.5 = 0.158", TERM_AVERAGE},
        {"s", "γs + (1 − γ)g²", "0.75·0.36 + 0.25·0.5² = 0.333", TERM_SQUARES},
        {"v̂", "v / (1 − βᵗ)", "0.158 / 0.19 = 0.832", TERM_AVERAGE},
        {"r", "√(s / (1 − γᵗ)) + eps", "√(0.333 / 0.438) + 1 = 1.87", TERM_DIVISOR},
        {"η", "α / r", "0.1 / 1.87 = 0.0534", TERM_RATE},
        {"Δθ", "−αv̂ / r", "−0.1·0.832 / 1.87 = −0.0444", TERM_STEP},
    };
    double number[RULE_NUMBERS_MAX], carry[RULE_CARRY_MAX] = {1, 1, 1, 1};
    double theta = 3, gradient = 0.5, memory[2] = {0.12, 0.36};
    for (size_t i = 0; rule->params[i].key; i++)
        number[i] = rule->params[i].standard;
    number[rule_number_index(rule, "gamma")] = 0.75;
    const struct rule_moment moment = {rule, number, 0.1, carry, 2, 1, &theta, &gradient, memory};
    const struct rule_term *term[RULE_TERMS_MAX];
    double value[RULE_TERMS_MAX];
    const size_t count = rule_terms(rule, number, term);
    assert_int_equal(count, sizeof expected / sizeof *expected);
    rule_terms_values(&moment, 0, value);
    for (size_t k = 0; k < count; k++) {
        char shown[200];
        assert_string_equal(term[k]->symbol, expected[k].symbol);
        assert_string_equal(term[k]->formula, expected[k].formula);
        assert_int_equal(term[k]->kind, expected[k].kind);
        assert_true(rule_terms_show(&moment, 0, k, 3, shown, sizeof shown));
        assert_string_equal(shown, expected[k].shown);
        assert_false(rule_terms_show(&moment, 0, k, 3, shown, 3));
    }
    const struct rule_step step = {number, 0.1, carry, 2, rule};
    rule->step_double(&step, &theta, &gradient, memory, 1);
    assert_float_equal(theta, 3 + value[count - 1], 1e-15);
    assert_float_equal(memory[0], value[1], 0);
    assert_float_equal(memory[1], value[2], 0);
    rule_release(rule);
}

static void lines_begin_where_the_first_step_does(void **state)
{
    (void)state;
    const struct rule *rule = compile(LINES({"v", "v + g"}, {"v(0)", "10g"}, {"p", "p*b"},
                                            {"p(0)", "b"}, {"theta", "theta - v*p"}, {"b", "0.5"}));
    double number[RULE_NUMBERS_MAX] = {1, 0.5}, carry[RULE_CARRY_MAX] = {1, 1, 1, 1};
    double theta = 0, gradient = 2, memory = 0, value[RULE_TERMS_MAX];
    const struct rule_moment moment = {rule, number, 0.1, carry, 1, 1, &theta, &gradient, &memory};
    rule_terms_values(&moment, 0, value);
    assert_float_equal(value[1], 22, 0);
    assert_float_equal(value[2], 0.25, 0);
    assert_float_equal(value[3], -5.5, 0);
    rule_release(rule);
}

// ---- processors and threads ---------------------------------------------------------------------

static void all_kernels_make_the_same_single_steps(void **state)
{
    (void)state;
    struct rule_as_text as;
    static struct walker one, other;
    for (size_t r = 0; rules[r]; r++) {
        double number[RULE_NUMBERS_MAX];
        for (size_t i = 0; rules[r]->params[i].key; i++)
            number[i] = rules[r]->params[i].standard;
        rule_as_text(rules[r], number, &as);
        const struct rule *rule = rule_compile("mine", as.line, as.count, NULL, NULL);
        for (size_t v = 0; kernels_all[v]; v++) {
            start(&one, rule);
            start(&other, rule);
            for (uint64_t t = 1; kernels_all[v]->supported() && t <= 20; t++) {
                float gradient[N];
                for (size_t i = 0; i < N; i++)
                    gradient[i] = sinf((float)(t * i));
                const struct rule_step step = {one.number, 0.01, one.carry, t, rule};
                const struct rule_step again = {one.number, 0.01, other.carry, t, rule};
                rule->step_single(&step, one.theta_single, gradient, one.state_single, N);
                kernels_all[v]->step_typed(&again, other.theta_single, gradient, other.state_single,
                                           N);
            }
            assert_memory_equal(one.theta_single, other.theta_single, sizeof one.theta_single);
        }
        rule_release(rule);
    }
}

static void a_stepper_keeps_the_rule_that_its_owner_lets_go(void **state)
{
    (void)state;
    const struct rule *rule = compile(LINES({"theta", "theta - alpha*g"}));
    const struct runner runner = {.rule = rule, .number = {0.5}};
    struct stepper_setup setup = {.runner = &runner, .examples = 1, .dimension = 1};
    struct stepper stepper, single;
    assert_true(stepper_init(&stepper, &setup, NULL));
    setup.kernels = kernels_best();
    assert_true(stepper_init(&single, &setup, NULL));
    assert_ptr_equal(single.step_single, kernels_best()->step_typed);
    stepper_clear(&single);
    assert_true(rule_is_typed(rule));
    rule_release(rule);
    double theta = 1, gradient = 1;
    const struct rule_step step = {stepper.runner.number, 0.5, stepper.carry, 1,
                                   stepper.runner.rule};
    stepper.step_double(&step, &theta, &gradient, stepper.state, 1);
    assert_true(theta == 0.5);
    stepper_clear(&stepper);
    assert_ptr_equal(rule_hold(rules[0]), rules[0]);
    rule_release(rules[0]);
    rule_release(NULL);
    assert_false(rule_is_typed(rules[0]));
}

// ---- races --------------------------------------------------------------------------------------

static void a_typed_rule_races_as_the_shipped_one_does_and_is_made_again(void **state)
{
    (void)state;
    static const double number[SURFACE_NUMBERS_MAX] = {25, 0}, from[] = {-9, 1.6};
    struct objective *ravine =
        surface_objective_create(surface_find("ravine"), number, 50, 1, 1, NULL);
    struct runner runner[2] = {{.rule = rule_find("nadam"), .batch = 7}};
    for (size_t i = 0; runner[0].rule->params[i].key; i++)
        runner[0].number[i] = runner[0].rule->params[i].standard;
    struct rule_as_text as;
    rule_as_text(runner[0].rule, runner[0].number, &as);
    const struct rule *typed = rule_compile("mine", as.line, as.count, NULL, NULL);
    runner[1] = runner[0];
    runner[1].rule = typed;
    const struct race_setup setup = {.objective = ravine,
                                     .start = from,
                                     .seed = 4,
                                     .steps = 600,
                                     .runners = runner,
                                     .runner_count = 2,
                                     .threads = 1};
    struct race *race = race_create(&setup, NULL);
    rule_release(typed); // the race has its own hold of it
    race_run(race);
    struct replay *replay = replay_create(race, 1, NULL);
    const struct trail *shipped = race_trail(race, 0), *own = race_trail(race, 1);
    assert_int_equal(own->length, 601);
    for (size_t i = 0; i < 2 * own->length; i++)
        assert_float_equal(own->theta[i], shipped->theta[i], 1e-11);
    static const size_t places[] = {1, 2, 600, 300, 1, 257};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct replay_step made;
        assert_true(replay_make(replay, places[i], &made, NULL));
        assert_memory_equal(made.theta_after, own->theta + 2 * places[i], 2 * sizeof(double));
    }
    replay_destroy(replay);
    race_destroy(race);
    objective_destroy(ravine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shipped_rule_written_as_text_makes_its_steps),
        cmocka_unit_test(a_name_read_above_its_line_is_its_value_of_the_step_before),
        cmocka_unit_test(a_name_assigned_above_is_its_new_value),
        cmocka_unit_test(a_start_value_may_come_from_the_first_gradient_and_theta),
        cmocka_unit_test(a_state_that_is_the_same_for_all_elements_needs_no_vector),
        cmocka_unit_test(more_such_states_than_there_is_room_for_become_vectors),
        cmocka_unit_test(greek_letters_are_their_names),
        cmocka_unit_test(a_number_says_where_a_slider_begins_and_ends),
        cmocka_unit_test(what_a_rule_of_ones_own_is_like_is_found_by_asking_it),
        cmocka_unit_test(lines_show_the_numbers_that_the_step_was_made_of),
        cmocka_unit_test(lines_begin_where_the_first_step_does),
        cmocka_unit_test(all_kernels_make_the_same_single_steps),
        cmocka_unit_test(a_stepper_keeps_the_rule_that_its_owner_lets_go),
        cmocka_unit_test(a_typed_rule_races_as_the_shipped_one_does_and_is_made_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
