#include "app/entry.h"

#include "test.h"

#include <string.h>

static const char *const choices[] = {"first", "second", "third", NULL};
static const struct param alpha = {"alpha", "α", "learning rate", "", PARAM_LOG, 1e-6, 10, 0.1};
static const struct param steps = {"steps", NULL, "steps", "", PARAM_INTEGER, 1, 100000, 120};
static const struct param batch = {"batch", "b", "batch", "", PARAM_COUNT, 1, 512, 0};
static const struct param word = {"word", NULL, "word", "", PARAM_CHOICE, .choices = choices};

static double typed(const struct param *param, const char *text)
{
    struct error error = {0};
    double value = -1;
    if (!entry_read(param, text, &value, &error))
        fail_msg("%s", error.text);
    return value;
}

static const char *refused(const struct param *param, const char *text)
{
    static struct error error;
    double value;
    memset(&error, 0, sizeof error);
    assert_false(entry_read(param, text, &value, &error));
    return error.text;
}

static void numbers_may_be_computed_and_words_are_words(void **state)
{
    (void)state;
    assert_true(typed(&alpha, "1/25") == 0.04);
    assert_true(typed(&alpha, "1e-3") == 1e-3);
    assert_true(typed(&steps, "12*10") == 120);
    assert_true(typed(&steps, "100*0.29*100") == 2900); // 2899.9999999999995
    assert_true(typed(&batch, "all") == 0);
    assert_true(typed(&batch, "2^5") == 32);
    assert_true(typed(&word, "second") == 1);
}

static void what_is_out_of_range_says_the_range(void **state)
{
    (void)state;
    assert_non_null(strstr(refused(&alpha, "100*1"), "from 1e-06 to 10, not '100'"));
    assert_non_null(strstr(refused(&steps, "1/3"), "whole number"));
    assert_non_null(strstr(refused(&alpha, "0,5"), "the decimal sign is a point"));
    assert_non_null(strstr(refused(&word, "fifth"), "word"));
    assert_non_null(strstr(refused(&alpha, "all"), "'all'"));
}

static void a_key_that_is_held_goes_faster_in_steps(void **state)
{
    (void)state;
    assert_int_equal(entry_stride(&alpha, PARAM_NORMAL, 0), 1);
    int before = 1, changes = 0;
    for (int repeats = 0; repeats < 200; repeats++) {
        const int now = entry_stride(&alpha, PARAM_NORMAL, repeats);
        assert_true(now >= before);
        changes += now > before;
        before = now;
    }
    assert_int_equal(changes, 3);
    assert_int_equal(before, 8);
}

static void words_and_powers_of_two_go_one_by_one(void **state)
{
    (void)state;
    assert_int_equal(entry_stride(&word, PARAM_NORMAL, 1000), 1);
    assert_int_equal(entry_stride(&batch, PARAM_NORMAL, 1000), 1);
    assert_true(entry_stride(&batch, PARAM_FINE, 1000) > 1);
}

static void several_steps_are_as_many_single_ones(void **state)
{
    (void)state;
    double one_by_one = 0.074;
    for (int i = 0; i < 5; i++)
        one_by_one = param_nudge(&alpha, one_by_one, 1, PARAM_NORMAL);
    assert_true(entry_move(&alpha, 0.074, 5, PARAM_NORMAL) == one_by_one);
    assert_true(entry_move(&steps, 120, -8, PARAM_FINE) == 112);
    assert_true(entry_move(&steps, 3, -8, PARAM_FINE) == 1); // the range ends it
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_may_be_computed_and_words_are_words),
        cmocka_unit_test(what_is_out_of_range_says_the_range),
        cmocka_unit_test(a_key_that_is_held_goes_faster_in_steps),
        cmocka_unit_test(words_and_powers_of_two_go_one_by_one),
        cmocka_unit_test(several_steps_are_as_many_single_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
