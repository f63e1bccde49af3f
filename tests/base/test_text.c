#include "base/text.h"

#include "test.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static void typing_errors_find_the_word_that_was_meant(void **state)
{
    (void)state;
    static const char *const words[] = {"gd", "momentum", "rmsprop", "adam", "adamw", "lion"};
    static const struct {
        const char *typed, *meant;
    } cases[] = {{"adma", "adam"},        {"Adam", "adam"},    {"momentun", "momentum"},
                 {"rmspropp", "rmsprop"}, {"mom", "momentum"}, {"lino", "lion"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(text_nearest(cases[i].typed, words, 6), cases[i].meant);
    assert_null(text_nearest("zebra-crossing", words, 6));
    assert_null(text_nearest("xy", words, 6));
    char longest[300];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_null(text_nearest(longest, words, 6));
}

static void what_other_programs_call_it_is_near_and_nothing_else_is_made_up(void **state)
{
    (void)state;
    static const char *const keys[] = {"alpha_t", "alpha", "l2", "rule", "beta1"};
    static const char *const theirs[] = {"lr", "LR", "learning_rate", "alpha_0", "eta"};
    for (size_t i = 0; i < sizeof theirs / sizeof *theirs; i++)
        assert_string_equal(text_nearest(theirs[i], keys, 5), "alpha");
    static const char *const rules[] = {"gd", "adagrad", "signum"};
    assert_string_equal(text_nearest("SGD", rules, 3), "gd");
    static const char *const options[] = {"-o", "--set", "--base", "--size"};
    assert_string_equal(text_nearest("--out", options, 4), "-o");
    assert_string_equal(text_nearest("--siz", options, 4), "--size");
    assert_null(text_nearest("--verbose", options, 4));
    static const char *const endings[] = {".csv", ".py"};
    assert_null(text_nearest(".gz", endings, 2));
    assert_string_equal(text_nearest(".cvs", endings, 2), ".csv");
}

static void only_plain_finite_numbers_are_numbers(void **state)
{
    (void)state;
    double value;
    static const char *const good[] = {"0", "-1.5", "+2", ".5", "5.", "1e3", " 7 ", "1E-300"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(text_number(good[i], &value));
    static const char *const bad[] = {"",   " ",   "nan",   "inf",   "0x1p3", "1,5", "1 2",
                                      "1e", "--1", "1.2.3", "1e999", "²",     "e5"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(text_number(bad[i], &value));
}

static void the_shortest_text_reads_back_as_the_same_number(void **state)
{
    (void)state;
    static const double values[] = {
        0.1, 1.0 / 3, 1e-300, 123456789.125, 5e-324, -0.07, 1.7976931348623157e308, 53940, 2.5e-9};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char text[40];
        double back;
        text_shortest(values[i], text, sizeof text);
        assert_true(text_number(text, &back));
        assert_true(back == values[i]);
    }
    char text[40];
    text_shortest(0.07, text, sizeof text);
    assert_string_equal(text, "0.07");
    text_shortest(53940, text, sizeof text);
    assert_string_equal(text, "53940");
    text_shortest(-0.0, text, sizeof text);
    assert_string_equal(text, "0");
}

static void people_see_few_digits_and_real_signs(void **state)
{
    (void)state;
    static const struct {
        double value;
        int digits;
        const char *text;
    } cases[] = {{0.07, 4, "0.07"},
                 {-2, 3, "−2"},
                 {12345, 3, "12300"},
                 {3.1e-7, 3, "3.1×10⁻⁷"},
                 {-4e-12, 2, "−4×10⁻¹²"},
                 {2.5e9, 3, "2.5×10⁹"},
                 {0, 3, "0"},
                 {-0.0, 3, "0"},
                 {1e6, 3, "1×10⁶"},
                 {0.000123, 2, "0.00012"},
                 {NAN, 3, "–"},
                 {INFINITY, 3, "∞"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64];
        text_show(cases[i].value, cases[i].digits, text, sizeof text);
        assert_string_equal(text, cases[i].text);
    }
}

static void another_locale_changes_nothing(void **state)
{
    (void)state;
    // Where the locale is not installed this proves nothing, and harms nothing.
    setlocale(LC_NUMERIC, "de_DE.UTF-8");
    double value = 0;
    char text[40];
    assert_true(text_number("0.5", &value));
    assert_true(value == 0.5);
    assert_false(text_number("0,5", &value));
    text_shortest(0.25, text, sizeof text);
    assert_string_equal(text, "0.25");
    text_show(1.5, 3, text, sizeof text);
    assert_string_equal(text, "1.5");
    setlocale(LC_NUMERIC, "C");
}

static void a_text_without_room_ends_in_a_whole_character(void **state)
{
    (void)state;
    static const struct {
        size_t size;
        const char *left;
    } cuts[] = {{12, "aâ…𝛼b"}, {11, "aâ…𝛼"}, {10, "aâ…"}, {7, "aâ…"}, {6, "aâ"},
                {5, "aâ"},     {4, "aâ"},    {3, "a"},    {2, "a"},   {1, ""}};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        char text[16] = "";
        assert_true(text_print(text, cuts[i].size, "%s", "aâ…𝛼b") == (cuts[i].size == 12));
        assert_string_equal(text, cuts[i].left);
        text[0] = '\0';
        assert_true(text_append(text, cuts[i].size, "%s", "aâ…𝛼b") == (cuts[i].size == 12));
        assert_string_equal(text, cuts[i].left);
    }
}

static void appending_never_writes_past_the_end(void **state)
{
    (void)state;
    char text[8] = "ab";
    assert_true(text_append(text, sizeof text, "%s", "cd"));
    assert_false(text_append(text, sizeof text, "%s", "efghij"));
    assert_string_equal(text, "abcdefg");
}

static void columns_are_what_a_terminal_shows(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t columns;
    } cases[] = {{"", 0},
                 {"abc", 3},
                 {"β₁", 2},
                 {"↑ ↓", 3},
                 {"e\u0301", 1}, // e and a combining acute accent
                 {"x\u0302y", 2},
                 {"学习", 4},
                 {"∇J(θ) → 0", 9},
                 {"a\xff"
                  "b",
                  3},
                 {"\xe2\x82", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (text_columns(cases[i].text) != cases[i].columns)
            fail_msg("%s: %zu", cases[i].text, text_columns(cases[i].text));
}

static void an_excerpt_ends_after_a_whole_character(void **state)
{
    (void)state;
    char excerpt[12];
    text_excerpt("ab\ncd", excerpt, sizeof excerpt);
    assert_string_equal(excerpt, "ab cd");
    text_excerpt("0123456789a", excerpt, sizeof excerpt);
    assert_string_equal(excerpt, "0123456789a");
    text_excerpt("0123456789ab", excerpt, sizeof excerpt);
    assert_string_equal(excerpt, "01234567…");
    text_excerpt("012345678θθθ", excerpt, sizeof excerpt);
    assert_string_equal(excerpt, "01234567…");
    text_excerpt("0123456θθθθ", excerpt, sizeof excerpt);
    assert_string_equal(excerpt, "0123456…");
}

static void only_utf8_without_control_bytes_is_text(void **state)
{
    (void)state;
    int line = 0;
    assert_true(text_check("a\tθ\r\n∇", strlen("a\tθ\r\n∇"), &line));
    static const char *const bad[] = {"a\n\xff",     "a\n\xc0\xaf",     "a\nθ\x01",
                                      "a\n\xe2\x82", "a\n\xed\xa0\x80", "a\n\xf4\x90\x80\x80"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(text_check(bad[i], strlen(bad[i]), &line));
        assert_int_equal(line, 2);
    }
}

static void what_a_terminal_would_obey_is_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown;
    } texts[] = {
        {"plain, é, 😀", "plain, é, 😀"},
        {"\x1b[31mred", "\\x1b[31mred"},
        {"a\nb\tc", "a\\x0ab\\x09c"},
        {"\xff\x7f", "\\xff\\x7f"},
        {"\xc2\x9b"
         "5m",
         "\\xc2\\x9b5m"}, // U+009B begins a sequence, too
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char out[64];
        text_escape(texts[i].text, out, sizeof out);
        assert_string_equal(out, texts[i].shown);
    }
    char small[6];
    text_escape("abc\x1b", small, sizeof small); // not half of it
    assert_string_equal(small, "abc");
    struct error error = {0};
    error_set(&error, ERROR_INPUT, "cannot read %s", "x\x1b[2J.csv");
    assert_string_equal(error.text, "cannot read x\\x1b[2J.csv");
}

static void a_line_does_not_end_beside_a_sign_of_its_own(void **state)
{
    (void)state;
    static const char text[] = "at J = 0.01, x ≤ 2 or a=b == c";
    char broken[sizeof text];
    for (size_t i = 0; i < sizeof text; i++)
        broken[i] = text[i] == ' ' && text_may_break(text, i) ? '|' : text[i];
    assert_string_equal(broken, "at|J = 0.01,|x ≤ 2|or|a=b|==|c");
    assert_true(text_may_break(text, strlen(text)));
    assert_false(text_may_break("J = ", 3));
}

// FNV-1a of 32 bits, as its authors tabulate it.
static void texts_have_the_sums_that_are_known(void **state)
{
    (void)state;
    assert_true(text_sum("") == 0x811c9dc5);
    assert_true(text_sum("a") == 0xe40c292c);
    assert_true(text_sum("foobar") == 0xbf9cf968);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typing_errors_find_the_word_that_was_meant),
        cmocka_unit_test(texts_have_the_sums_that_are_known),
        cmocka_unit_test(what_other_programs_call_it_is_near_and_nothing_else_is_made_up),
        cmocka_unit_test(only_plain_finite_numbers_are_numbers),
        cmocka_unit_test(the_shortest_text_reads_back_as_the_same_number),
        cmocka_unit_test(people_see_few_digits_and_real_signs),
        cmocka_unit_test(another_locale_changes_nothing),
        cmocka_unit_test(a_text_without_room_ends_in_a_whole_character),
        cmocka_unit_test(appending_never_writes_past_the_end),
        cmocka_unit_test(columns_are_what_a_terminal_shows),
        cmocka_unit_test(an_excerpt_ends_after_a_whole_character),
        cmocka_unit_test(only_utf8_without_control_bytes_is_text),
        cmocka_unit_test(what_a_terminal_would_obey_is_escaped),
        cmocka_unit_test(a_line_does_not_end_beside_a_sign_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
