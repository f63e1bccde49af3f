#include "test.h"

#include "sim/schedule.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static double factor_at(const char *name, double time, double first, double second)
{
    const struct schedule *schedule = schedule_find(name);
    assert_non_null(schedule);
    const double number[SCHEDULE_NUMBERS_MAX] = {first, second};
    const struct schedule_time at = {.number = number, .time = time, .step = (uint64_t)time};
    return schedule->factor(&at);
}

static void inverse_time_gives_the_lectures_table(void **state)
{
    (void)state;
    static const double table[] = {0.1, 0.0667, 0.05, 0.04};
    for (int epoch = 1; epoch <= 4; epoch++)
        assert_true(fabs(0.2 * factor_at("inverse-time", epoch, 1, 0) - table[epoch - 1]) < 5e-5);
    assert_true(fabs(factor_at("inverse-time", 3, 0.5, 0) - 1 / 2.5) < 1e-15);
}

static void constant_stays(void **state)
{
    (void)state;
    assert_true(factor_at("constant", 1, 0, 0) == 1);
    assert_true(factor_at("constant", 1e6, 0, 0) == 1);
}

static void exponential_multiplies_by_its_base_in_every_epoch(void **state)
{
    (void)state;
    assert_true(fabs(factor_at("exponential", 1, 0.95, 0) - 0.95) < 1e-15);
    assert_true(fabs(factor_at("exponential", 3, 0.95, 0) - 0.857375) < 1e-14);
}

static void inverse_sqrt_is_k_in_the_first_epoch_and_half_of_it_in_the_fourth(void **state)
{
    (void)state;
    assert_true(factor_at("inverse-sqrt", 1, 3, 0) == 3);
    assert_true(factor_at("inverse-sqrt", 4, 3, 0) == 1.5);
}

static void staircase_keeps_alpha_for_the_first_stair_and_drops_after_it(void **state)
{
    (void)state;
    for (int epoch = 1; epoch <= 40; epoch++)
        assert_true(fabs(factor_at("staircase", epoch, 0.5, 10) - (epoch <= 10   ? 1
                                                                   : epoch <= 20 ? 0.5
                                                                   : epoch <= 30 ? 0.25
                                                                                 : 0.125)) < 1e-15);
}

static double manual_at(uint64_t step, const struct schedule_change changes[], size_t count)
{
    const struct schedule_time at = {
        .time = 1, .step = step, .change = changes, .change_count = count};
    return schedule_factor(schedule_find("manual"), &at);
}

static void manual_changes_multiply_from_their_step_on(void **state)
{
    (void)state;
    const struct schedule_change changes[] = {{40, 0.5}, {80, 0.5}, {100, 8}};
    static const struct {
        uint64_t step;
        double factor;
    } rows[] = {{1, 1}, {39, 1}, {40, 0.5}, {79, 0.5}, {80, 0.25}, {99, 0.25}, {100, 2}, {999, 2}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_true(manual_at(rows[i].step, changes, 3) == rows[i].factor);
    assert_true(manual_at(5, NULL, 0) == 1);
}

static void changes_act_under_every_schedule(void **state)
{
    (void)state;
    const struct schedule_change changes[] = {{10, 0.5}, {20, 4}};
    for (size_t s = 0; schedules[s]; s++) {
        double number[SCHEDULE_NUMBERS_MAX] = {0};
        for (size_t i = 0; schedules[s]->params[i].key; i++)
            number[i] = schedules[s]->params[i].standard;
        struct schedule_time time = {.number = number, .time = 3, .step = 9};
        const double plain = schedule_factor(schedules[s], &time);
        time.change = changes;
        time.change_count = 2;
        assert_true(schedule_factor(schedules[s], &time) == plain);
        time.step = 10;
        assert_true(schedule_factor(schedules[s], &time) == 0.5 * plain);
        time.step = 25;
        assert_true(schedule_factor(schedules[s], &time) == 2 * plain);
    }
}

static void the_formula_is_shown_with_its_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double number[2], time;
        const char *text;
    } rows[] = {
        {"inverse-time", {1}, 3, "α = 0.2 / (1 + 1·3) = 0.05"},
        {"constant", {0}, 3, "α = 0.2"},
        {"exponential", {0.5}, 2, "α = 0.2 · 0.5^2 = 0.05"},
        {"inverse-sqrt", {1}, 4, "α = 0.2 · 1 / √4 = 0.1"},
        {"staircase", {0.5, 10}, 11, "α = 0.2 · 0.5^⌊10 / 10⌋ = 0.1"},
        {"manual", {0}, 3, "α = 0.2"},
    };
    char text[200];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct schedule_time time = {
            .number = rows[i].number, .time = rows[i].time, .step = 1};
        schedule_show(schedule_find(rows[i].name), &time, 0.2, text, sizeof text);
        assert_string_equal(text, rows[i].text);
    }
    const struct schedule_change change = {1, 0.25};
    const struct schedule_time time = {.step = 1, .change = &change, .change_count = 1};
    schedule_show(schedule_find("manual"), &time, 0.2, text, sizeof text);
    assert_string_equal(text, "α = 0.2 · 0.25 = 0.05");
}

// ---- reading a manual list ----------------------------------------------------------------------

enum { MAX = 4 };

static void a_manual_list_is_read_as_it_is_written(void **state)
{
    (void)state;
    struct schedule_change changes[MAX];
    size_t count;
    assert_true(schedule_parse_changes(" 40:0.5,80 : 2e-1 ,\t120:2", changes, MAX, &count, NULL));
    assert_int_equal(count, 3);
    assert_true(changes[0].step == 40 && changes[0].factor == 0.5);
    assert_true(changes[1].step == 80 && changes[1].factor == 0.2);
    assert_true(changes[2].step == 120 && changes[2].factor == 2);
    assert_true(schedule_parse_changes("", changes, MAX, &count, NULL) && count == 0);
    assert_true(schedule_parse_changes("  ", changes, MAX, &count, NULL) && count == 0);
}

static void a_bad_manual_list_says_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *text, *complaint;
    } rows[] = {
        {"80:0.5, 40:0.5", "manual: step 40 comes after step 80; list the steps in order"},
        {"80:0.5, 80:0.5", "step 80 comes twice"},
        {"80", "not '80'"},
        {"80:0.5,", "such as 80:0.5"},
        {",", "such as 80:0.5"},
        {"0:0.5", "whole number from 1, not '0'"},
        {"-3:0.5", "whole number from 1, not '-3'"},
        {"2.5:0.5", "whole number from 1, not '2.5'"},
        {"1e30:0.5", "whole number from 1, not '1e30'"},
        {"nan:0.5", "whole number from 1, not 'nan'"},
        {"30:1e308, 40:1e308", "up to step 40 the factors multiply to more than a number can hold"},
        {"40:0", "factor of step 40 must be a number above 0, not '0'"},
        {"40:-1", "not '-1'"},
        {"40:half", "not 'half'"},
        {"40:inf", "not 'inf'"},
        {"40:nan", "not 'nan'"},
        {"40:0.5:2", "not '0.5:2'"},
        {"1:1, 2:1, 3:1, 4:1, 5:1", "more than 4 changes"},
        {"1000000000000000000000000000000000000000000000000000000000000000000:1", "too long"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct schedule_change changes[MAX];
        size_t count;
        struct error error = {0};
        assert_false(schedule_parse_changes(rows[i].text, changes, MAX, &count, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_non_null(strstr(error.text, rows[i].complaint));
    }
}

// ---- the tables ---------------------------------------------------------------------------------

static void every_name_finds_its_schedule_and_no_other(void **state)
{
    (void)state;
    int count = 0;
    for (; schedules[count]; count++) {
        assert_string_equal(schedule_names[count], schedules[count]->name);
        assert_ptr_equal(schedule_find(schedules[count]->name), schedules[count]);
        assert_true(*schedules[count]->title && *schedules[count]->formula);
    }
    assert_int_equal(count, 6);
    assert_null(schedule_names[count]);
    assert_null(schedule_find("cosine"));
    assert_string_equal(schedules[0]->name, "constant");
}

static void with_standard_numbers_no_schedule_ever_raises_alpha(void **state)
{
    (void)state;
    for (int s = 0; schedules[s]; s++) {
        double number[SCHEDULE_NUMBERS_MAX] = {0}, last = INFINITY;
        int count = 0;
        for (; schedules[s]->params[count].key; count++) {
            const struct param *param = &schedules[s]->params[count];
            assert_true(*param->label && *param->help && param->min < param->max);
            assert_true(param->standard >= param->min && param->standard <= param->max);
            number[count] = param->standard;
        }
        assert_true(count <= SCHEDULE_NUMBERS_MAX);
        for (int epoch = 1; epoch <= 200; epoch++) {
            const struct schedule_time at = {.number = number, .time = epoch, .step = 1};
            const double factor = schedules[s]->factor(&at);
            assert_true(factor > 0 && factor <= last);
            last = factor;
        }
    }
}

// A scene's runner has all keys of all schedules in one section.
static void no_two_schedules_share_a_key(void **state)
{
    (void)state;
    for (int s = 0; schedules[s]; s++)
        for (const struct param *param = schedules[s]->params; param->key; param++)
            for (int other = 0; other < s; other++)
                assert_null(param_find(schedules[other]->params, param->key));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inverse_time_gives_the_lectures_table),
        cmocka_unit_test(constant_stays),
        cmocka_unit_test(exponential_multiplies_by_its_base_in_every_epoch),
        cmocka_unit_test(inverse_sqrt_is_k_in_the_first_epoch_and_half_of_it_in_the_fourth),
        cmocka_unit_test(staircase_keeps_alpha_for_the_first_stair_and_drops_after_it),
        cmocka_unit_test(manual_changes_multiply_from_their_step_on),
        cmocka_unit_test(changes_act_under_every_schedule),
        cmocka_unit_test(the_formula_is_shown_with_its_numbers),
        cmocka_unit_test(a_manual_list_is_read_as_it_is_written),
        cmocka_unit_test(a_bad_manual_list_says_what_is_wrong),
        cmocka_unit_test(every_name_finds_its_schedule_and_no_other),
        cmocka_unit_test(with_standard_numbers_no_schedule_ever_raises_alpha),
        cmocka_unit_test(no_two_schedules_share_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
