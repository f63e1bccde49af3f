#include "base/param.h"

#include "sim/rule.h"
#include "sim/schedule.h"
#include "sim/surface.h"
#include "test.h"

#include <math.h>
#include <string.h>

static const char *const fruits[] = {"apple", "pear", "plum", NULL};

static const struct param table[] = {
    {"alpha", "α", "learning rate", "h", PARAM_LOG, 1e-6, 1e4, 0.01},
    {"beta1", "β₁", "average", "h", PARAM_NEAR_ONE, 0, 0.9999, 0.9},
    {"noise", "σ", "noise", "h", PARAM_LINEAR, 0, 100, 0},
    {"angle", "φ", "angle", "h", PARAM_LINEAR, -90, 90, 0},
    {"steps", NULL, "steps", "h", PARAM_INTEGER, 1, 100000, 120},
    {"every", NULL, "every", "h", PARAM_INTEGER, 1, 1000, 10},
    {"batch", "b", "batch", "h", PARAM_COUNT, 1, 1000000, 0},
    {"fruit", NULL, "fruit", "h", PARAM_CHOICE, .choices = fruits},
    {0},
};

static double parsed(const char *key, const char *text)
{
    double value = NAN;
    struct error error = {0};
    if (!param_parse(param_find(table, key), text, &value, &error))
        fail_msg("%s", error.text);
    return value;
}

static const char *refusal(const char *key, const char *text, struct error *error)
{
    double value = 42;
    *error = (struct error){0};
    assert_false(param_parse(param_find(table, key), text, &value, error));
    assert_int_equal(error->kind, ERROR_INPUT);
    assert_true(value == 42);
    return error->text;
}

static void numbers_are_read_as_people_write_them(void **state)
{
    (void)state;
    assert_true(parsed("alpha", "0.07") == 0.07);
    assert_true(parsed("alpha", " .5 ") == 0.5);
    assert_true(parsed("alpha", "1e-3") == 1e-3);
    assert_true(parsed("batch", "all") == 0);
    assert_true(parsed("batch", "64") == 64);
    assert_true(parsed("fruit", "plum") == 2);
}

static void what_cannot_be_says_what_would_be_right(void **state)
{
    (void)state;
    struct error error;
    assert_non_null(strstr(refusal("alpha", "fast", &error), "from 1e-06 to 10000"));
    assert_non_null(strstr(refusal("alpha", "0,5", &error), "point"));
    refusal("alpha", "nan", &error);
    refusal("alpha", "inf", &error);
    refusal("alpha", "0x10", &error);
    refusal("alpha", "", &error);
    refusal("alpha", "0", &error);
    refusal("alpha", "1e999", &error);
    assert_non_null(strstr(refusal("beta1", "1", &error), "0.9999"));
    refusal("steps", "2.5", &error);
    refusal("batch", "0", &error);
    assert_non_null(strstr(refusal("fruit", "pera", &error), "pear"));
    assert_non_null(strstr(refusal("fruit", "stone", &error), "apple, pear or plum"));
}

static void pairs_are_two_numbers_in_range(void **state)
{
    (void)state;
    const struct param pair = {"start", .scale = PARAM_PAIR, .min = -10, .max = 10};
    double value[2] = {7, 7};
    assert_true(param_parse_pair(&pair, "-9, 1.6", value, NULL));
    assert_true(value[0] == -9 && value[1] == 1.6);
    static const char *const wrong[] = {"", "1", "1,", ",1", "1,2,3", "a, b", "11, 0", "nan, 0"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(param_parse_pair(&pair, wrong[i], value, NULL));
        assert_true(value[0] == -9 && value[1] == 1.6);
    }
}

static void a_value_written_reads_back_the_same(void **state)
{
    (void)state;
    const double values[] = {0.1, 0.07, 1.0 / 3, 1e-6, 1234.5678901234567, 9999.999};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char text[32];
        param_format(&table[0], values[i], text, sizeof text);
        assert_true(parsed("alpha", text) == values[i]);
    }
    char text[32];
    param_format(&table[0], 0.07, text, sizeof text);
    assert_string_equal(text, "0.07");
    param_format(param_find(table, "batch"), 0, text, sizeof text);
    assert_string_equal(text, "all");
}

// Every table that has sliders.
static size_t all_params(const struct param *list[], size_t max)
{
    size_t count = 0;
    for (const struct param *p = table; p->key && count < max; p++)
        list[count++] = p;
    for (size_t r = 0; rules[r]; r++)
        for (const struct param *p = rules[r]->params; p->key && count < max; p++)
            list[count++] = p;
    for (size_t s = 0; schedules[s]; s++)
        for (const struct param *p = schedules[s]->params; p->key && count < max; p++)
            list[count++] = p;
    for (size_t s = 0; surfaces[s]; s++)
        for (const struct param *p = surfaces[s]->params; p->key && count < max; p++)
            list[count++] = p;
    return count;
}

static double highest(const struct param *param)
{
    if (param->scale != PARAM_CHOICE)
        return param->max;
    size_t count = 0;
    while (param->choices[count])
        count++;
    return (double)count - 1;
}

static void every_press_moves_and_the_whole_range_can_be_reached(void **state)
{
    (void)state;
    const struct param *list[200];
    const size_t count = all_params(list, 200);
    for (size_t i = 0; i < count; i++) {
        const struct param *param = list[i];
        for (int pace = PARAM_NORMAL; pace <= PARAM_COARSE; pace++) {
            double value = param->standard;
            int presses = 0;
            const double top = param->scale == PARAM_COUNT ? 0 : highest(param);
            while (value != top && presses++ < 3000) {
                const double next = param_nudge(param, value, 1, pace);
                assert_true(next > value || (param->scale == PARAM_COUNT && next == 0));
                assert_true(next <= highest(param));
                value = next;
            }
            assert_true(presses < 3000);
            const double bottom = param->scale == PARAM_CHOICE ? 0 : param->min;
            for (presses = 0; value != bottom && presses < 3000; presses++) {
                const double next = param_nudge(param, value, -1, pace);
                assert_true(next < value || (param->scale == PARAM_COUNT && value == 0));
                value = next;
            }
            assert_true(presses < 3000);
        }
    }
}

static void presses_up_and_down_return_to_a_round_start(void **state)
{
    (void)state;
    const struct {
        const char *key;
        double start;
    } cases[] = {{"alpha", 0.1}, {"alpha", 0.02}, {"beta1", 0.9}, {"beta1", 0.5},
                 {"noise", 4},   {"angle", 0},    {"steps", 200}, {"batch", 64}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct param *param = param_find(table, cases[i].key);
        for (int pace = PARAM_FINE; pace <= PARAM_NORMAL; pace++) {
            double value = cases[i].start;
            for (int k = 0; k < 7; k++)
                value = param_nudge(param, value, 1, pace);
            for (int k = 0; k < 7; k++)
                value = param_nudge(param, value, -1, pace);
            if (fabs(value - cases[i].start) > 1e-12)
                fail_msg("%s at pace %d: %g came back as %.17g", cases[i].key, pace, cases[i].start,
                         value);
        }
    }
}

static void presses_give_round_numbers(void **state)
{
    (void)state;
    const struct param *list[200];
    const size_t count = all_params(list, 200);
    for (size_t i = 0; i < count; i++) {
        double value = list[i]->standard;
        for (int k = 0; k < 60; k++) {
            value = param_nudge(list[i], value, k % 3 ? 1 : -1, PARAM_NORMAL);
            char text[40];
            param_format(list[i], value, text, sizeof text);
            // 0.30000000000000004 would need seventeen.
            if (list[i]->scale != PARAM_CHOICE && strlen(text) > 9)
                fail_msg("%s became %s", list[i]->key, text);
        }
    }
}

static void finer_presses_are_finer(void **state)
{
    (void)state;
    static const char *const keys[] = {"alpha", "beta1", "noise", "steps"};
    static const double at[] = {0.2, 0.9, 10, 500};
    for (size_t i = 0; i < 4; i++) {
        const struct param *param = param_find(table, keys[i]);
        const double fine = param_nudge(param, at[i], 1, PARAM_FINE) - at[i];
        const double normal = param_nudge(param, at[i], 1, PARAM_NORMAL) - at[i];
        const double coarse = param_nudge(param, at[i], 1, PARAM_COARSE) - at[i];
        assert_true(fine > 0 && fine < normal && normal < coarse);
    }
}

static void the_track_runs_from_end_to_end_and_back(void **state)
{
    (void)state;
    const struct param *list[200];
    const size_t count = all_params(list, 200);
    for (size_t i = 0; i < count; i++) {
        const struct param *param = list[i];
        const double bottom = param->scale == PARAM_CHOICE ? 0 : param->min;
        assert_true(param_position(param, bottom) == 0);
        const double top = param->scale == PARAM_COUNT ? 0 : highest(param);
        if (highest(param) > bottom)
            assert_true(fabs(param_position(param, top) - 1) < 1e-9);
        double last = -INFINITY;
        for (int k = 0; k <= 40; k++) {
            const double value = param_at(param, k / 40.0);
            const double ranked = param->scale == PARAM_COUNT && value == 0 ? 1e300 : value;
            if (ranked < last)
                fail_msg("%s goes back to %g at %d/40", param->key, value, k);
            last = ranked;
            // A place on the track is found again, up to rounding.
            assert_true(fabs(param_position(param, value) - k / 40.0) < 0.51);
        }
    }
    assert_true(param_at(param_find(table, "batch"), 1) == 0);
    assert_true(fabs(param_at(param_find(table, "alpha"), 0.5) - 0.1) < 0.01);
}

static void the_end_of_the_track_is_the_largest_value_however_it_is_rounded(void **state)
{
    (void)state;
    static const struct param odd = {
        "odd", NULL, "odd", "h", PARAM_LINEAR, 0.88, 9.6800000000000015, 1};
    assert_true(param_at(&odd, 1) == 9.6800000000000015);
}

static void texts_and_pairs_have_no_track_and_no_step(void **state)
{
    (void)state;
    static const char *const one[] = {"only", NULL};
    static const struct param title = {"title", NULL, "title", "h", PARAM_TEXT},
                              start = {"start", NULL, "start", "h", PARAM_PAIR, -10, 10},
                              single = {"kind", NULL, "kind", "h", PARAM_CHOICE, .choices = one};
    assert_true(param_nudge(&title, 3, 1, PARAM_NORMAL) == 3);
    assert_true(param_nudge(&start, 3, -1, PARAM_NORMAL) == 3);
    assert_true(param_position(&single, 0) == 0); // where there is one place only
    assert_true(param_at(&single, 0.7) == 0);
}

static void a_beta_near_one_is_never_shown_as_one(void **state)
{
    (void)state;
    char text[40];
    const struct param *beta = param_find(table, "beta1");
    static const double values[] = {0.9, 0.99, 0.999, 0.9999, 0.99985};
    for (size_t i = 0; i < 5; i++) {
        param_show(beta, values[i], text, sizeof text);
        assert_string_not_equal(text, "1");
        assert_true(strncmp(text, "0.9", 3) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_people_write_them),
        cmocka_unit_test(what_cannot_be_says_what_would_be_right),
        cmocka_unit_test(pairs_are_two_numbers_in_range),
        cmocka_unit_test(a_value_written_reads_back_the_same),
        cmocka_unit_test(every_press_moves_and_the_whole_range_can_be_reached),
        cmocka_unit_test(presses_up_and_down_return_to_a_round_start),
        cmocka_unit_test(presses_give_round_numbers),
        cmocka_unit_test(finer_presses_are_finer),
        cmocka_unit_test(the_track_runs_from_end_to_end_and_back),
        cmocka_unit_test(the_end_of_the_track_is_the_largest_value_however_it_is_rounded),
        cmocka_unit_test(texts_and_pairs_have_no_track_and_no_step),
        cmocka_unit_test(a_beta_near_one_is_never_shown_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
