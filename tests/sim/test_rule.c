#include "test.h"

#include "sim/rule.h"
#include "sim/rule_latex.h"
#include "sim/surface.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- a runner on a surface, or on gradients of the test's own -----------------------------------

struct walker {
    const struct rule *rule;
    double number[RULE_NUMBERS_MAX], carry[RULE_CARRY_MAX];
    double theta[2], state[2 * RULE_STATES_MAX];
    float theta_single[2], state_single[2 * RULE_STATES_MAX];
    uint64_t t;
};

static struct walker walker_at(const struct rule *rule, double x, double y)
{
    struct walker walker = {.rule = rule, .theta = {x, y}};
    walker.theta_single[0] = (float)x;
    walker.theta_single[1] = (float)y;
    for (int i = 0; rule->params[i].key; i++)
        walker.number[i] = rule->params[i].standard;
    for (int i = 0; i < RULE_CARRY_MAX; i++)
        walker.carry[i] = 1;
    return walker;
}

static void set_number(struct walker *walker, const char *key, double value)
{
    const int i = rule_number_index(walker->rule, key);
    assert_true(i >= 0);
    walker->number[i] = value;
}

static struct rule_step next_step(struct walker *walker)
{
    return (struct rule_step){walker->number, walker->number[0], walker->carry, ++walker->t};
}

static void take_step(struct walker *walker, const double gradient[])
{
    const struct rule_step step = next_step(walker);
    walker->rule->step_double(&step, walker->theta, gradient, walker->state, 2);
}

static void take_step_single(struct walker *walker, const double gradient[])
{
    const struct rule_step step = next_step(walker);
    const float single[2] = {(float)gradient[0], (float)gradient[1]};
    walker->rule->step_single(&step, walker->theta_single, single, walker->state_single, 2);
}

// ½(x² + 25y²), its cost multiplied by `scale`.
static void ravine_step(struct walker *walker, double scale)
{
    const double gradient[2] = {scale * walker->theta[0], scale * 25 * walker->theta[1]};
    take_step(walker, gradient);
}

static void ravine_step_single(struct walker *walker)
{
    const double gradient[2] = {walker->theta_single[0], 25 * walker->theta_single[1]};
    take_step_single(walker, gradient);
}

// ---- the reference ------------------------------------------------------------------------------

enum {
    CASE,
    SURFACE,
    RULE,
    FORM,
    ALPHA,
    BETA1,
    BETA2,
    EPSILON,
    STEP,
    THETA_0,
    THETA_1,
    COST,
    COLUMNS
};

static void split(char *line, char *field[COLUMNS])
{
    line[strcspn(line, "\r\n")] = '\0';
    for (int i = 0; i < COLUMNS; i++) {
        field[i] = line;
        line += strcspn(line, ",");
        if (*line)
            *line++ = '\0';
    }
}

static struct walker walker_of_row(char *field[COLUMNS])
{
    const struct rule *rule = rule_find(field[RULE]);
    assert_non_null(rule);
    struct walker walker = walker_at(rule, atof(field[THETA_0]), atof(field[THETA_1]));
    static const struct {
        const char *key;
        int column;
    } keys[] = {{"alpha", ALPHA}, {"beta1", BETA1}, {"beta2", BETA2}, {"epsilon", EPSILON}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (param_find(rule->params, keys[i].key))
            set_number(&walker, keys[i].key, atof(field[keys[i].column]));
    if (*field[FORM]) {
        double form;
        assert_true(param_parse(param_find(rule->params, "form"), field[FORM], &form, NULL));
        set_number(&walker, "form", form);
    }
    return walker;
}

static double miss(double ours, const char *theirs)
{
    const double reference = atof(theirs);
    // Where a rule swings through 0, what is left is the rounding of how far it has come.
    return ours == reference ? 0 : fabs(ours - reference) / fmax(fabs(reference), 1e-5);
}

static struct objective *surface_of(const char *name)
{
    const struct surface *surface = surface_find(name);
    assert_non_null(surface);
    double number[SURFACE_NUMBERS_MAX] = {0};
    for (int i = 0; surface->params[i].key; i++)
        number[i] = surface->params[i].standard;
    struct objective *objective = surface_objective_create(surface, number, 1, 0, 0, NULL);
    assert_non_null(objective);
    return objective;
}

static void every_row_of_the_reference_is_met_within_1e_minus_9(void **state)
{
    (void)state;
    FILE *file = fopen(SOURCE_ROOT "/tests/reference/trajectories.csv", "r");
    assert_non_null(file);
    char line[512], *field[COLUMNS];
    assert_non_null(fgets(line, sizeof line, file));
    struct walker walker = {0};
    struct objective *objective = NULL;
    int rows = 0, missed = 0;
    while (fgets(line, sizeof line, file)) {
        split(line, field);
        if (strcmp(field[STEP], "0") == 0) {
            objective_destroy(objective);
            objective = surface_of(field[SURFACE]);
            walker = walker_of_row(field);
        } else {
            double gradient[2];
            objective->type->gradient(objective, walker.theta, NULL, 1, gradient);
            take_step(&walker, gradient);
        }
        const double off =
            fmax(fmax(miss(walker.theta[0], field[THETA_0]), miss(walker.theta[1], field[THETA_1])),
                 miss(objective->type->cost(objective, walker.theta), field[COST]));
        if (!(off <= 1e-9) && missed++ < 10)
            print_message("%s on %s, step %s: off by %g\n", field[RULE], field[SURFACE],
                          field[STEP], off);
        rows++;
    }
    objective_destroy(objective);
    fclose(file);
    assert_int_equal(rows, 5808);
    assert_int_equal(missed, 0);
}

// "alpha=0.05 weight_decay=0.2": the rule's keys, the rest at their standard values.
static void read_settings(struct walker *walker, char *settings)
{
    for (char *key = strtok(settings, " "); key; key = strtok(NULL, " ")) {
        char *equals = strchr(key, '=');
        assert_non_null(equals);
        *equals = '\0';
        set_number(walker, key, atof(equals + 1));
    }
}

static void every_row_of_the_later_rules_is_met_within_1e_minus_9(void **state)
{
    (void)state;
    enum { ROW_SURFACE, ROW_RULE, ROW_SETTINGS, ROW_STEP, ROW_X, ROW_Y, ROW_COST };
    FILE *file = fopen(SOURCE_ROOT "/tests/reference/rules.csv", "r");
    assert_non_null(file);
    char line[512], *field[COLUMNS];
    assert_non_null(fgets(line, sizeof line, file));
    struct walker walker = {0};
    struct objective *objective = NULL;
    int rows = 0, missed = 0;
    while (fgets(line, sizeof line, file)) {
        split(line, field);
        if (strcmp(field[ROW_STEP], "0") == 0) {
            objective_destroy(objective);
            objective = surface_of(field[ROW_SURFACE]);
            const struct rule *rule = rule_find(field[ROW_RULE]);
            assert_non_null(rule);
            walker = walker_at(rule, atof(field[ROW_X]), atof(field[ROW_Y]));
            read_settings(&walker, field[ROW_SETTINGS]);
        } else {
            double gradient[2];
            objective->type->gradient(objective, walker.theta, NULL, 1, gradient);
            take_step(&walker, gradient);
        }
        const double off =
            fmax(miss(walker.theta[0], field[ROW_X]),
                 fmax(miss(walker.theta[1], field[ROW_Y]),
                      miss(objective->type->cost(objective, walker.theta), field[ROW_COST])));
        if (!(off <= 1e-9) && missed++ < 10)
            print_message("%s on %s, step %s: off by %g\n", walker.rule->name, field[ROW_SURFACE],
                          field[ROW_STEP], off);
        rows++;
    }
    objective_destroy(objective);
    fclose(file);
    assert_int_equal(rows, 3660);
    assert_int_equal(missed, 0);
}

// ---- all rules ----------------------------------------------------------------------------------

static void single_precision_follows_double_for_thirty_steps(void **state)
{
    (void)state;
    for (int r = 0; rules[r]; r++) {
        struct walker exact = walker_at(rules[r], -9, 1.6), single = exact;
        set_number(&exact, "alpha", 0.01);
        set_number(&single, "alpha", 0.01);
        for (int t = 0; t < 30; t++) {
            ravine_step(&exact, 1);
            ravine_step_single(&single);
        }
        assert_true(fabs(exact.theta[0] + 9) > 1e-3); // it has gone somewhere
        for (int i = 0; i < 2; i++)
            if (!(fabs(exact.theta[i] - (double)single.theta_single[i]) <
                  1e-5 * fmax(fabs(exact.theta[i]), 0.1)))
                fail_msg("%s: %g, not %g", rules[r]->name, (double)single.theta_single[i],
                         exact.theta[i]);
    }
}

static void a_gradient_of_zero_moves_only_who_decays(void **state)
{
    (void)state;
    const double zero[2] = {0, 0};
    for (int r = 0; rules[r]; r++) {
        struct walker walker = walker_at(rules[r], 3, -2), single = walker;
        for (int t = 0; t < 100; t++) {
            take_step(&walker, zero);
            take_step_single(&single, zero);
        }
        double kept = 1;
        const struct param *decay = param_find(rules[r]->params, "weight_decay");
        if (decay)
            kept = pow(1 - walker.number[0] * decay->standard, 100);
        assert_true(fabs(walker.theta[0] - 3 * kept) <= (kept < 1 ? 1e-12 : 0));
        assert_true(fabs(walker.theta[1] + 2 * kept) <= (kept < 1 ? 1e-12 : 0));
        assert_true(fabs((double)single.theta_single[0] - 3 * kept) <= (kept < 1 ? 1e-4 : 0));
    }
}

static void a_cost_a_hundred_times_larger_leaves_the_path_of_rules_that_divide_by_it(void **state)
{
    (void)state;
    static const char *const names[] = {"adagrad", "rmsprop", "adam", "amsgrad",
                                        "nadam",   "adamw",   "lion", "gd"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        struct walker once = walker_at(rule_find(names[k]), -9, 1.6);
        set_number(&once, "alpha", 0.01);
        struct walker hundredfold = once;
        for (int t = 0; t < 60; t++) {
            ravine_step(&once, 1);
            ravine_step(&hundredfold, 100);
        }
        const double apart = fmax(fabs(once.theta[0] - hundredfold.theta[0]),
                                  fabs(once.theta[1] - hundredfold.theta[1]));
        if (strcmp(names[k], "gd") == 0)
            assert_true(apart > 1);
        else
            assert_true(apart < 1e-6);
    }
}

static void runners_that_take_turns_do_not_disturb_each_other(void **state)
{
    (void)state;
    for (int r = 0; rules[r]; r++) {
        struct walker alone[2] = {walker_at(rules[r], -9, 1.6), walker_at(rules[r], 4, -0.5)};
        struct walker beside[2] = {alone[0], alone[1]};
        for (int k = 0; k < 2; k++)
            for (int t = 0; t < 50; t++)
                ravine_step(&alone[k], 1);
        for (int t = 0; t < 50; t++)
            for (int k = 0; k < 2; k++)
                ravine_step(&beside[k], 1);
        for (int k = 0; k < 2; k++) {
            assert_memory_equal(alone[k].theta, beside[k].theta, sizeof alone[k].theta);
            assert_memory_equal(alone[k].state, beside[k].state, sizeof alone[k].state);
        }
    }
}

// 37 is odd and no multiple of any vector's width.
enum { LONG = 37 };

static double long_gradient(int i, int t)
{
    return sin(0.7 * i + 0.3) * (1 + 0.1 * cos(1.3 * t + i));
}

static void each_element_of_a_long_vector_goes_its_own_way(void **state)
{
    (void)state;
    for (int r = 0; rules[r]; r++) {
        double theta[LONG + 1], vectors[LONG * RULE_STATES_MAX + 1] = {0}, gradient[LONG];
        struct walker whole = walker_at(rules[r], 0, 0), one[LONG];
        for (int i = 0; i < LONG; i++) {
            theta[i] = cos(i);
            one[i] = walker_at(rules[r], cos(i), 0);
        }
        const size_t end = LONG * rules[r]->states;
        theta[LONG] = vectors[end] = 1234.5;
        for (int t = 0; t < 20; t++) {
            for (int i = 0; i < LONG; i++) {
                const double own[2] = {long_gradient(i, t), 0};
                gradient[i] = own[0];
                take_step(&one[i], own);
            }
            const struct rule_step step = next_step(&whole);
            rules[r]->step_double(&step, theta, gradient, vectors, LONG);
        }
        for (int i = 0; i < LONG; i++)
            assert_true(fabs(theta[i] - one[i].theta[0]) <= 1e-15);
        assert_true(theta[LONG] == 1234.5 && vectors[end] == 1234.5);
    }
}

static void running_products_end_at_zero_and_not_among_the_slow_denormals(void **state)
{
    (void)state;
    for (int r = 0; rules[r]; r++) {
        struct walker walker = walker_at(rules[r], -9, 1.6);
        const double gradient[2] = {1e-3, -1e-3};
        for (int t = 0; t < 800000; t++)
            take_step(&walker, gradient);
        for (int i = 0; i < RULE_CARRY_MAX; i++)
            assert_int_not_equal(fpclassify(walker.carry[i]), FP_SUBNORMAL);
        assert_true(isfinite(walker.theta[0]) && isfinite(walker.theta[1]));
    }
}

// ---- single rules -------------------------------------------------------------------------------

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

// ---- the tables ---------------------------------------------------------------------------------

static void every_name_finds_its_rule_and_no_other(void **state)
{
    (void)state;
    int count = 0;
    for (; rules[count]; count++) {
        assert_string_equal(rule_names[count], rules[count]->name);
        assert_ptr_equal(rule_find(rules[count]->name), rules[count]);
        assert_true(*rules[count]->title && *rules[count]->formula && *rules[count]->source);
    }
    assert_int_equal(count, 16);
    assert_null(rule_names[count]);
    assert_null(rule_find("adamix"));
}

// What TeX would stop at.
static void check_latex(const char *line)
{
    int braces = 0, ends = 0;
    for (const char *at = line; *at; at++) {
        assert_true(*at >= ' ' && *at <= '~');
        braces += (*at == '{') - (*at == '}');
        assert_true(braces >= 0);
        ends += strncmp(at, "\\left", 5) == 0 && strncmp(at, "\\leftarrow", 10) != 0;
        ends -= strncmp(at, "\\right", 6) == 0;
        ends += strncmp(at, "\\begin", 6) == 0;
        ends -= strncmp(at, "\\end", 4) == 0;
    }
    assert_int_equal(braces, 0);
    assert_int_equal(ends, 0);
    assert_non_null(strchr(line, '&'));
}

static void every_rule_can_be_written_into_notes(void **state)
{
    (void)state;
    for (int r = 0; rules[r]; r++) {
        bool has_step = false;
        for (const char *const *line = rule_latex[r]; *line; line++) {
            check_latex(*line);
            has_step = has_step || strstr(*line, "\\theta &\\leftarrow") == *line;
        }
        assert_true(has_step);
    }
}

static void check_param(const struct param *param)
{
    assert_true(*param->key && *param->label && *param->help);
    if (param->scale == PARAM_CHOICE) {
        assert_non_null(param->choices);
        for (int i = 0; i <= (int)param->standard; i++)
            assert_non_null(param->choices[i]);
        return;
    }
    assert_true(param->min < param->max);
    assert_true(param->standard >= param->min && param->standard <= param->max);
    if (param->scale == PARAM_LOG)
        assert_true(param->min > 0);
    if (param->scale == PARAM_NEAR_ONE)
        assert_true(param->max < 1);
}

static void every_parameter_is_whole_and_its_range_holds_its_standard(void **state)
{
    (void)state;
    for (int r = 0; rules[r]; r++) {
        assert_string_equal(rules[r]->params[0].key, "alpha");
        int count = 0;
        for (; rules[r]->params[count].key; count++) {
            check_param(&rules[r]->params[count]);
            assert_int_equal(rule_number_index(rules[r], rules[r]->params[count].key), count);
        }
        assert_true(count <= RULE_NUMBERS_MAX);
        assert_int_equal(rule_number_index(rules[r], "gamma"), -1);
        assert_true(rules[r]->states <= RULE_STATES_MAX);
        for (size_t k = 0; k < RULE_STATES_MAX; k++)
            assert_int_equal(rules[r]->state_symbol[k] != NULL, k < rules[r]->states);
    }
}

static void a_key_means_the_same_in_every_rule(void **state)
{
    (void)state;
    for (int r = 0; rules[r]; r++)
        for (const struct param *ours = rules[r]->params; ours->key; ours++)
            for (int other = 0; other < r; other++) {
                const struct param *theirs = param_find(rules[other]->params, ours->key);
                if (!theirs)
                    continue;
                assert_string_equal(ours->label, theirs->label);
                assert_string_equal(ours->help, theirs->help);
                assert_true(ours->scale == theirs->scale && ours->choices == theirs->choices);
                assert_true(ours->min == theirs->min && ours->max == theirs->max);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_reference_is_met_within_1e_minus_9),
        cmocka_unit_test(every_row_of_the_later_rules_is_met_within_1e_minus_9),
        cmocka_unit_test(single_precision_follows_double_for_thirty_steps),
        cmocka_unit_test(a_gradient_of_zero_moves_only_who_decays),
        cmocka_unit_test(a_cost_a_hundred_times_larger_leaves_the_path_of_rules_that_divide_by_it),
        cmocka_unit_test(runners_that_take_turns_do_not_disturb_each_other),
        cmocka_unit_test(each_element_of_a_long_vector_goes_its_own_way),
        cmocka_unit_test(running_products_end_at_zero_and_not_among_the_slow_denormals),
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
        cmocka_unit_test(every_name_finds_its_rule_and_no_other),
        cmocka_unit_test(every_rule_can_be_written_into_notes),
        cmocka_unit_test(every_parameter_is_whole_and_its_range_holds_its_standard),
        cmocka_unit_test(a_key_means_the_same_in_every_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
