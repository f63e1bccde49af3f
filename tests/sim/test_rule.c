#include "test.h"

#include "sim/rule_latex.h"
#include "sim/surface.h"
#include "sim/walker.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- the reference ------------------------------------------------------------------------------

enum { COLUMNS = 12 };

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

// A table of steps made elsewhere: which columns say what, and how a row's rule is set.
struct reference {
    const char *path;
    int surface, rule, step, x, y, cost;
    void (*set)(struct walker *walker, char *field[COLUMNS]);
    int rows;
};

static double miss_of_row(const struct walker *walker, const struct objective *objective,
                          const struct reference *reference, char *field[COLUMNS])
{
    const double cost = objective->type->cost(objective, walker->theta);
    return fmax(
        miss(walker->theta[0], field[reference->x]),
        fmax(miss(walker->theta[1], field[reference->y]), miss(cost, field[reference->cost])));
}

static void meet(const struct reference *reference)
{
    FILE *file = fopen(reference->path, "r");
    assert_non_null(file);
    char line[512], *field[COLUMNS];
    assert_non_null(fgets(line, sizeof line, file));
    struct walker walker = {0};
    struct objective *objective = NULL;
    int rows = 0, missed = 0;
    while (fgets(line, sizeof line, file)) {
        split(line, field);
        if (strcmp(field[reference->step], "0") == 0) {
            objective_destroy(objective);
            objective = surface_of(field[reference->surface]);
            const struct rule *rule = rule_find(field[reference->rule]);
            assert_non_null(rule);
            walker = walker_at(rule, atof(field[reference->x]), atof(field[reference->y]));
            reference->set(&walker, field);
        } else {
            double gradient[2];
            objective->type->gradient(objective, walker.theta, NULL, 1, gradient);
            take_step(&walker, gradient);
        }
        const double off = miss_of_row(&walker, objective, reference, field);
        if (!(off <= 1e-9) && missed++ < 10)
            print_message("%s on %s, step %s: off by %g\n", field[reference->rule],
                          field[reference->surface], field[reference->step], off);
        rows++;
    }
    objective_destroy(objective);
    fclose(file);
    assert_int_equal(rows, reference->rows);
    assert_int_equal(missed, 0);
}

// case,surface,rule,form,alpha,beta1,beta2,epsilon,step,theta_0,theta_1,cost
static void set_columns(struct walker *walker, char *field[COLUMNS])
{
    static const struct {
        const char *key;
        int column;
    } keys[] = {{"alpha", 4}, {"beta1", 5}, {"beta2", 6}, {"epsilon", 7}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (param_find(walker->rule->params, keys[i].key))
            set_number(walker, keys[i].key, atof(field[keys[i].column]));
    double form;
    if (!*field[3])
        return;
    assert_true(param_parse(param_find(walker->rule->params, "form"), field[3], &form, NULL));
    set_number(walker, "form", form);
}

static void every_row_of_the_reference_is_met_within_1e_minus_9(void **state)
{
    (void)state;
    meet(&(struct reference){SOURCE_ROOT "/tests/reference/trajectories.csv", 1, 2, 8, 9, 10, 11,
                             set_columns, 5808});
}

// "alpha=0.05 weight_decay=0.2": the rule's keys, the rest at their standard values.
static void set_listed(struct walker *walker, char *field[COLUMNS])
{
    for (char *key = strtok(field[2], " "); key; key = strtok(NULL, " ")) {
        char *equals = strchr(key, '=');
        assert_non_null(equals);
        *equals = '\0';
        set_number(walker, key, atof(equals + 1));
    }
}

static void every_row_of_the_later_rules_is_met_within_1e_minus_9(void **state)
{
    (void)state;
    meet(&(struct reference){SOURCE_ROOT "/tests/reference/rules.csv", 0, 1, 3, 4, 5, 6, set_listed,
                             3660});
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
        cmocka_unit_test(every_name_finds_its_rule_and_no_other),
        cmocka_unit_test(every_rule_can_be_written_into_notes),
        cmocka_unit_test(every_parameter_is_whole_and_its_range_holds_its_standard),
        cmocka_unit_test(a_key_means_the_same_in_every_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
