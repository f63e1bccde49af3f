#include "data/number.h"

#include "data/marks.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

static void numbers_are_read_with_either_mark(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        char decimal;
        double value;
        unsigned traits;
    } numbers[] = {
        {"5.25", '.', 5.25, 0},
        {"5,25", ',', 5.25, 0},
        {"-.5", '.', -0.5, 0},
        {"+3", '.', 3, 0},
        {"−3", '.', -3, 0},
        {"1e-3", '.', 1e-3, 0},
        {"1,5E+03", ',', 1500, 0},
        {"1,234.5", '.', 1234.5, NUMBER_GROUPED},
        {"1.234,5", ',', 1234.5, NUMBER_GROUPED},
        {"1 234 567", '.', 1234567, NUMBER_GROUPED},
        {"1'234'567.5", '.', 1234567.5, NUMBER_GROUPED},
        {"1\xC2\xA0"
         "234,5",
         ',', 1234.5, NUMBER_GROUPED},
        {"12.5 %", '.', 12.5, NUMBER_PERCENT},
        {"$1,200.50", '.', 1200.5, NUMBER_MONEY | NUMBER_GROUPED},
        {"7,50 €", ',', 7.5, NUMBER_MONEY},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        double value;
        unsigned traits = 0;
        if (!number_parse(numbers[i].text, strlen(numbers[i].text), numbers[i].decimal, &value,
                          &traits) ||
            value != numbers[i].value || traits != numbers[i].traits)
            fail_msg("'%s' is not %g", numbers[i].text, numbers[i].value);
    }
}

static void what_is_no_number_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {"",      "-",    ".",          "abc",   "1,23,4", "12,34",
                                        "1.2.3", "0x10", "inf",        "nan",   "1e999",  "--5",
                                        "5 mm",  "1 2",  "2020-01-01", "12:30", "5-"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double value;
        unsigned traits = 0;
        if (number_parse(texts[i], strlen(texts[i]), '.', &value, &traits))
            fail_msg("'%s' is taken for %g", texts[i], value);
    }
}

static void every_digit_counts(void **state)
{
    (void)state;
    static const char *const texts[] = {"0.1",
                                        "123456.789012345",
                                        "9007199254740993",
                                        "0.30000000000000004",
                                        "17.976931348623157",
                                        "1e-300"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double value;
        unsigned traits = 0;
        assert_true(number_parse(texts[i], strlen(texts[i]), '.', &value, &traits));
        assert_true(value == strtod(texts[i], NULL));
    }
}

static void the_mark_before_decimals_is_told_where_only_one_can_be(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        char mark;
    } marks[] = {{"5,25", ','},     {"5.25", '.'},    {"0,125", ','},   {"1,234", ';'},
                 {"1.234", ':'},    {"1.234,5", ','}, {"1,234.5", '.'}, {"12", 0},
                 {"01.02.2020", 0}, {"a,b", 0}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (number_decimal(marks[i].text, strlen(marks[i].text)) != marks[i].mark)
            fail_msg("'%s'", marks[i].text);
}

static void one_list_tells_what_is_missing(void **state)
{
    (void)state;
    static const char *const gaps[] = {"",     "NA", "na", "N/A", "NaN", "nan", "null", "NULL",
                                       "none", "-",  "?",  ".",   "***", ":",   "#N/A", "–"};
    static const char *const others[] = {"0", "no", "nano", "A", "-5", "missing value", "1"};
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
        assert_true(marks_is_missing(gaps[i], strlen(gaps[i])));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(marks_is_missing(others[i], strlen(others[i])));
    assert_true(marks_looks_missing("M", 1) && marks_looks_missing("n.b.", 4));
    assert_false(marks_looks_missing("warm", 4) || marks_looks_missing("1O.5", 4) ||
                 marks_looks_missing("inf", 3));
}

static void codes_and_what_becomes_of_gaps_stand_in_one_list(void **state)
{
    (void)state;
    struct codes codes;
    struct error error = {0};
    assert_true(codes_parse(&codes, "-999, 9999 , mean, oops", &error));
    assert_true(codes_have_number(&codes, -999) && codes_have_number(&codes, 9999.0));
    assert_false(codes_have_number(&codes, 999));
    assert_true(codes_have_word(&codes, "oops", 4) && codes.policy == GAP_MEAN);
    assert_true(codes_parse(&codes, NULL, &error) && codes.policy == GAP_DROP);
    assert_false(codes_parse(&codes, "a word that is much too long for a code", &error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_with_either_mark),
        cmocka_unit_test(what_is_no_number_is_none),
        cmocka_unit_test(every_digit_counts),
        cmocka_unit_test(the_mark_before_decimals_is_told_where_only_one_can_be),
        cmocka_unit_test(one_list_tells_what_is_missing),
        cmocka_unit_test(codes_and_what_becomes_of_gaps_stand_in_one_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
