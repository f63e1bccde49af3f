#include "test.h"

#include "sim/schedule.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void standard_numbers(const struct schedule *schedule, double number[SCHEDULE_NUMBERS_MAX])
{
    for (size_t i = 0; schedule->params[i].key; i++)
        number[i] = schedule->params[i].standard;
}

// With the first two numbers given and the others at their standard values.
static double factor_at(const char *name, double time, double first, double second)
{
    const struct schedule *schedule = schedule_find(name);
    assert_non_null(schedule);
    double number[SCHEDULE_NUMBERS_MAX] = {0};
    standard_numbers(schedule, number);
    number[0] = first;
    number[1] = second;
    const struct schedule_time at = {.number = number, .time = time, .step = (uint64_t)time};
    return schedule->factor(&at);
}

// What "period=20 warm_up=5" says, the rest at its standard value.
static struct schedule_time time_of(const struct schedule *schedule, char *settings,
                                    double number[SCHEDULE_NUMBERS_MAX])
{
    struct schedule_time time = {.number = number, .step = 1};
    standard_numbers(schedule, number);
    for (char *key = strtok(settings, " "); key; key = strtok(NULL, " ")) {
        char *equals = strchr(key, '=');
        assert_non_null(equals);
        *equals = '\0';
        if (strcmp(key, "warm_up") == 0) {
            time.warm_up = atof(equals + 1);
            continue;
        }
        const struct param *param = param_find(schedule->params, key);
        assert_non_null(param);
        number[param - schedule->params] = atof(equals + 1);
    }
    return time;
}

static void every_row_of_the_reference_is_met(void **state)
{
    (void)state;
    FILE *file = fopen(SOURCE_ROOT "/tests/reference/schedules.csv", "r");
    assert_non_null(file);
    char line[256];
    int rows = 0;
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        char name[32], settings[128];
        double epoch, factor, number[SCHEDULE_NUMBERS_MAX] = {0};
        assert_int_equal(sscanf(line, "%31[^,],%127[^,],%lf,%lf", name, settings, &epoch, &factor),
                         4);
        const struct schedule *schedule = schedule_find(name);
        assert_non_null(schedule);
        struct schedule_time time = time_of(schedule, settings, number);
        time.time = epoch;
        if (!(fabs(schedule_factor(schedule, &time) - factor) <= 1e-13))
            fail_msg("%s: %.17g, not %.17g", line, schedule_factor(schedule, &time), factor);
        rows++;
    }
    fclose(file);
    assert_int_equal(rows, 337);
}

static void inverse_time_gives_the_lectures_table(void **state)
{
    (void)state;
    static const double table[] = {0.1, 0.0667, 0.05, 0.04};
    for (int epoch = 1; epoch <= 4; epoch++)
        assert_true(fabs(0.2 * factor_at("inverse-time", epoch, 1, 1) - table[epoch - 1]) < 5e-5);
    assert_true(fabs(factor_at("inverse-time", 3, 0.5, 1) - 1 / 2.5) < 1e-15);
}

// α₀ / (1 + rate·⌊epoch / 5⌋), worked out apart.
static void inverse_time_by_intervals_changes_only_at_their_beginning(void **state)
{
    (void)state;
    for (int epoch = 1; epoch <= 12; epoch++) {
        const double expected = epoch < 5 ? 0.1 : epoch < 10 ? 0.05 : 0.1 / 3;
        assert_true(fabs(0.1 * factor_at("inverse-time", epoch, 1, 5) - expected) < 1e-16);
    }
}

static void a_first_epoch_of_0_begins_with_alpha_itself(void **state)
{
    (void)state;
    static const char *const names[] = {"inverse-time", "exponential"};
    for (size_t i = 0; i < 2; i++) {
        const struct schedule *schedule = schedule_find(names[i]);
        double from_0[SCHEDULE_NUMBERS_MAX], from_1[SCHEDULE_NUMBERS_MAX];
        char zero[] = "first_epoch=0", one[] = "first_epoch=1";
        struct schedule_time later = time_of(schedule, zero, from_0);
        struct schedule_time at = time_of(schedule, one, from_1);
        for (int epoch = 1; epoch <= 9; epoch++) {
            at.time = epoch;
            later.time = epoch + 1;
            assert_true(schedule_factor(schedule, &later) == schedule_factor(schedule, &at));
        }
        later.time = 1;
        assert_true(schedule_factor(schedule, &later) == 1);
    }
}

static void after_its_period_alpha_stays_at_the_end_unless_it_restarts(void **state)
{
    (void)state;
    static const char *const names[] = {"linear", "polynomial", "cosine"};
    for (size_t i = 0; i < 3; i++)
        for (double epoch = 21; epoch < 1e9; epoch *= 3)
            assert_true(factor_at(names[i], epoch, 20, 0.125) == 0.125);
    const struct schedule *cosine = schedule_find("cosine");
    double number[SCHEDULE_NUMBERS_MAX];
    char again[] = "period=3 restarts=1 growth=10";
    struct schedule_time time = time_of(cosine, again, number);
    static const double restarts[] = {1, 4, 34, 334, 3334};
    for (size_t i = 0; i < 5; i++) {
        time.time = restarts[i];
        assert_true(schedule_factor(cosine, &time) == 1);
        time.time = restarts[i] + 1;
        assert_true(schedule_factor(cosine, &time) < 1);
    }
    time.time = 9007199254740992.0; // ends
    assert_true(schedule_factor(cosine, &time) <= 1);
}

static void a_warm_up_rises_in_equal_steps_to_where_any_schedule_begins(void **state)
{
    (void)state;
    for (size_t s = 0; schedules[s]; s++) {
        double number[SCHEDULE_NUMBERS_MAX] = {0};
        standard_numbers(schedules[s], number);
        struct schedule_time plain = {.number = number, .time = 1, .step = 1};
        struct schedule_time warm = {.number = number, .step = 1, .warm_up = 4};
        const double beginning = schedule_factor(schedules[s], &plain);
        for (int epoch = 1; epoch <= 4; epoch++) {
            warm.time = epoch;
            assert_true(fabs(schedule_factor(schedules[s], &warm) - beginning * epoch / 5) < 1e-15);
        }
        for (int epoch = 1; epoch <= 150; epoch++) {
            plain.time = epoch;
            warm.time = epoch + 4;
            assert_true(schedule_factor(schedules[s], &warm) ==
                        schedule_factor(schedules[s], &plain));
        }
    }
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
    assert_true(fabs(factor_at("exponential", 1, 0.95, 1) - 0.95) < 1e-15);
    assert_true(fabs(factor_at("exponential", 3, 0.95, 1) - 0.857375) < 1e-14);
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
        const char *name, *settings;
        double time;
        const char *text;
    } rows[] = {
        {"inverse-time", "decay_rate=1", 3, "α = 0.2 / (1 + 1·3) = 0.05"},
        {"inverse-time", "every=5", 9, "α = 0.2 / (1 + 1·⌊9 / 5⌋) = 0.1"},
        {"inverse-time", "first_epoch=0", 4, "α = 0.2 / (1 + 1·3) = 0.05"},
        {"constant", "", 3, "α = 0.2"},
        {"exponential", "base=0.5", 2, "α = 0.2 · 0.5^2 = 0.05"},
        {"inverse-sqrt", "", 4, "α = 0.2 · 1 / √4 = 0.1"},
        {"staircase", "", 11, "α = 0.2 · 0.5^⌊10 / 10⌋ = 0.1"},
        {"linear", "period=10", 6, "α = 0.2 · (1 − 5 / 10) = 0.1"},
        {"linear", "period=10", 99, "α = 0.2 · (1 − 10 / 10) = 0"},
        {"linear", "period=10 end_factor=0.5", 6, "α = 0.2 · (0.5 + 0.5·(1 − 5 / 10)) = 0.15"},
        {"polynomial", "period=10", 6, "α = 0.2 · (1 − 5 / 10)^2 = 0.05"},
        {"cosine", "period=10", 6, "α = 0.2 · ½(1 + cos(π·5 / 10)) = 0.1"},
        {"cosine", "period=4 restarts=1 growth=2", 9, "α = 0.2 · ½(1 + cos(π·4 / 8)) = 0.1"},
        {"constant", "warm_up=3", 2, "α = 0.2 · 2 / 4 = 0.1"},
        {"constant", "warm_up=3", 4, "α = 0.2"},
        {"inverse-time", "warm_up=3", 6, "α = 0.2 / (1 + 1·3) = 0.05"},
        {"manual", "", 3, "α = 0.2"},
    };
    char text[200], settings[64];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double number[SCHEDULE_NUMBERS_MAX] = {0};
        snprintf(settings, sizeof settings, "%s", rows[i].settings);
        struct schedule_time time = time_of(schedule_find(rows[i].name), settings, number);
        time.time = rows[i].time;
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
    assert_int_equal(count, 10);
    assert_null(schedule_names[count]);
    assert_null(schedule_find("cosines"));
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
            assert_true(*param->label && *param->help);
            assert_true(param->scale == PARAM_CHOICE || param->min < param->max);
            assert_true(param->scale == PARAM_CHOICE ||
                        (param->standard >= param->min && param->standard <= param->max));
            number[count] = param->standard;
        }
        assert_true(count <= SCHEDULE_NUMBERS_MAX);
        for (int epoch = 1; epoch <= 200; epoch++) {
            const struct schedule_time at = {.number = number, .time = epoch, .step = 1};
            const double factor = schedules[s]->factor(&at);
            assert_true(factor >= 0 && factor <= last);
            last = factor;
        }
    }
}

// A scene's runner has all keys of all schedules in one section.
static void a_key_means_the_same_in_every_schedule(void **state)
{
    (void)state;
    for (int s = 0; schedules[s]; s++)
        for (const struct param *ours = schedules[s]->params; ours->key; ours++)
            for (int other = 0; other < s; other++) {
                const struct param *theirs = param_find(schedules[other]->params, ours->key);
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
        cmocka_unit_test(inverse_time_gives_the_lectures_table),
        cmocka_unit_test(every_row_of_the_reference_is_met),
        cmocka_unit_test(inverse_time_by_intervals_changes_only_at_their_beginning),
        cmocka_unit_test(a_first_epoch_of_0_begins_with_alpha_itself),
        cmocka_unit_test(after_its_period_alpha_stays_at_the_end_unless_it_restarts),
        cmocka_unit_test(a_warm_up_rises_in_equal_steps_to_where_any_schedule_begins),
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
        cmocka_unit_test(a_key_means_the_same_in_every_schedule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
