#include "base/expression.h"

#include "test.h"

#include <math.h>
#include <string.h>

static struct error error;

// The value of a text that must have one.
static double value_of(const char *text)
{
    double value = NAN;
    memset(&error, 0, sizeof error);
    if (!expression_read(text, &value, &error))
        fail_msg("%s", error.text);
    return value;
}

// Why a text has none.
static const char *trouble_with(const char *text)
{
    double value = 0;
    memset(&error, 0, sizeof error);
    if (expression_read(text, &value, &error))
        fail_msg("'%s' is %g", text, value);
    assert_int_equal(error.kind, ERROR_INPUT);
    return error.text;
}

static void numbers_are_what_they_say(void **state)
{
    (void)state;
    assert_true(value_of("0.07") == 0.07);
    assert_true(value_of("1e-3") == 1e-3);
    assert_true(value_of("  .5 ") == 0.5);
    assert_true(value_of("5.") == 5);
    assert_true(value_of("1E+2") == 100);
    assert_true(value_of("-3") == -3);
    assert_true(value_of("−3") == -3);
    assert_false(signbit(value_of("-0")));
}

static void what_people_type_into_a_calculator_is_computed(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        double value;
    } cases[] = {
        {"1/25", 0.04},
        {"2*pi", 2 * 3.14159265358979323846},
        {"2·π", 6.2831853071795864769},
        {"1 - 0.9", 1 - 0.9},
        {"8/4/2", 1},
        {"2 - 3 - 4", -5},
        {"2 + 3 × 4", 14},
        {"(2+3)*4", 20},
        {"10 ÷ 4", 2.5},
        {"--2", 2},
        {"3*-2", -6},
        {"1e-3*2", 2e-3},
        {"2*(1+(3-1))", 6},
        {"exp(0)", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_true(value_of(cases[i].typed) == cases[i].value);
    assert_true(fabs(value_of("0.9^2") - 0.81) < 1e-15);
    assert_true(fabs(value_of("sqrt(0.1)") - sqrt(0.1)) < 1e-15);
    assert_true(fabs(value_of("√0.1") - sqrt(0.1)) < 1e-15);
    assert_true(fabs(value_of("ln(exp(2))") - 2) < 1e-14);
}

static void powers_bind_tightest_and_to_the_right(void **state)
{
    (void)state;
    assert_true(value_of("-2^2") == -4);
    assert_true(value_of("2^3^2") == 512);
    assert_true(value_of("2**3") == 8);
    assert_true(value_of("10^-3") == pow(10, -3));
    assert_true(value_of("2*3^2") == 18);
}

static void an_error_points_at_the_character(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *says;
    } cases[] = {
        {"", "a number is missing at character 1"},
        {"abx", "a number is missing at character 1"},
        {"1+", "a number is missing at character 3"},
        {"2*×3", "a number is missing at character 3"},
        {"π × x", "a number is missing at character 5"},
        {"2pi", "an operator is missing at character 2"},
        {"1 2", "an operator is missing at character 3"},
        {"2e", "an operator is missing at character 2"},
        {"(1+2", "a ) is missing at character 5"},
        {"1)", "an operator is missing at character 2"},
        {"sqrt 2", "a ( is missing at character 6"},
        {"sqrtx(2)", "a number is missing at character 1"},
        {"1.2.3", "a number is missing at character 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!strstr(trouble_with(cases[i].typed), cases[i].says))
            fail_msg("'%s': %s", cases[i].typed, error.text);
}

static void what_is_no_finite_number_is_refused(void **state)
{
    (void)state;
    assert_non_null(strstr(trouble_with("1/0"), "no finite number comes of character 2"));
    assert_non_null(strstr(trouble_with("2 + 0/0"), "no finite number comes of character 6"));
    assert_non_null(strstr(trouble_with("sqrt(-1)"), "no finite number comes of character 1"));
    assert_non_null(strstr(trouble_with("1 + √-1"), "a number is missing at character 6"));
    assert_non_null(strstr(trouble_with("ln(0)"), "no finite number"));
    trouble_with("10^999");
    trouble_with("1e999");
    trouble_with("nan");
    trouble_with("inf");
    trouble_with("0x10");
}

static void a_decimal_comma_is_refused_with_the_hint(void **state)
{
    (void)state;
    assert_non_null(strstr(trouble_with("0,5"), "the decimal sign is a point"));
    assert_non_null(strstr(trouble_with("0,5"), "at character 2"));
    assert_null(strstr(trouble_with("0;5"), "decimal"));
}

static void no_depth_exhausts_the_stack(void **state)
{
    (void)state;
    static char text[200001];
    static const char *const pieces[] = {"(", "2^", "-", "√", "sqrt("};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        text[0] = '\0';
        const size_t length = strlen(pieces[i]);
        for (size_t at = 0; at + length < sizeof text; at += length)
            memcpy(text + at, pieces[i], length + 1);
        trouble_with(text);
    }
    assert_non_null(strstr(error.text, "nested too deeply"));
    assert_true(value_of("((((((((((((((((((((1))))))))))))))))))))") == 1);
}

// ---- with names ---------------------------------------------------------------------------------

static const char *arguments(void *context, const char *name, struct error *why)
{
    (void)context;
    if (strcmp(name, "length") == 0)
        return "w?n";
    if (strcmp(name, "never") == 0)
        return "";
    error_set(why, ERROR_INPUT, "no name '%s'", name);
    return NULL;
}

// The bytes of the word and the number; `never` is infinite.
static bool named(void *context, const char *name, const struct expression_argument argument[],
                  size_t count, double *value, struct error *why)
{
    (void)context;
    *value = strcmp(name, "never") == 0
                 ? INFINITY
                 : (double)strlen(argument[0].word) + (count > 1 ? argument[1].number : 0);
    return strcmp(argument[0].word, "bad") != 0 || error_set(why, ERROR_INPUT, "no such thing");
}

static const struct expression_names names = {NULL, arguments, named};

static void no_depth_of_names_exhausts_the_stack(void **state)
{
    (void)state;
    static char text[200001];
    static const char piece[] = "length(x, ";
    for (size_t begin = 0; begin < 3; begin++) { // the depth ends at a name, or at what it holds
        const char *at = text;
        double value;
        memset(text, '(', begin);
        for (size_t used = begin; used + sizeof piece < sizeof text; used += sizeof piece - 1)
            memcpy(text + used, piece, sizeof piece);
        assert_false(expression_part(text, &at, &names, &value, &error));
        assert_non_null(strstr(error.text, "nested too deeply"));
    }
}

static void names_stand_for_values_and_words_for_things(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        double value;
        const char *rest;
    } cases[] = {
        {"2*length(mini-batch) < 3", 20, "< 3"}, {"length( two words ,1+1)", 11, ""},
        {"length(\"a, b\", length(x))", 5, ""},  {"never", INFINITY, ""},
        {"-never() and", -INFINITY, "and"},      {"pi^0 : words", 1, ": words"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *at = cases[i].typed;
        double value;
        if (!expression_part(cases[i].typed, &at, &names, &value, &error))
            fail_msg("%s", error.text);
        assert_true(value == cases[i].value);
        assert_string_equal(at, cases[i].rest);
    }
}

static void an_error_of_a_name_says_where_it_stands(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *says;
    } cases[] = {
        {"1 + lenght(x)", "at character 5: no name 'lenght'"},
        {"length(bad)", "at character 1: no such thing"},
        {"length(a, 1, 2)", "a ) is missing at character 12"},
        {"length()", "a name is missing at character 8"},
        {"length(\"a)", "a \" is missing at character 11"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *at = cases[i].typed;
        double value;
        assert_false(expression_part(cases[i].typed, &at, &names, &value, &error));
        if (!strstr(error.text, cases[i].says))
            fail_msg("'%s': %s", cases[i].typed, error.text);
    }
}

static void what_computes_a_number_is_told_as_one_where_numbers_are_written_out(void **state)
{
    (void)state;
    char hint[160];
    expression_hint("1/25", hint);
    assert_string_equal(hint, "; 1/25 is 0.04: write 0.04");
    expression_hint("2^6", hint);
    assert_string_equal(hint, "; 2^6 is 64: write 64");
    static const char *const none[] = {"0.04", "5e9", "abc", "1/0", "", "0,5"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        expression_hint(none[i], hint);
        assert_string_equal(hint, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_what_they_say),
        cmocka_unit_test(what_people_type_into_a_calculator_is_computed),
        cmocka_unit_test(powers_bind_tightest_and_to_the_right),
        cmocka_unit_test(an_error_points_at_the_character),
        cmocka_unit_test(what_is_no_finite_number_is_refused),
        cmocka_unit_test(a_decimal_comma_is_refused_with_the_hint),
        cmocka_unit_test(no_depth_exhausts_the_stack),
        cmocka_unit_test(no_depth_of_names_exhausts_the_stack),
        cmocka_unit_test(names_stand_for_values_and_words_for_things),
        cmocka_unit_test(an_error_of_a_name_says_where_it_stands),
        cmocka_unit_test(what_computes_a_number_is_told_as_one_where_numbers_are_written_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
