#include "base/caret.h"

#include "base/text.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What is printed for a place in a line.
static char *shown(const char *line, size_t at)
{
    struct error error = {0};
    char *text;
    size_t size;
    error_set(&error, ERROR_INPUT, "wrong");
    caret_set(&error, line, strlen(line), at);
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    caret_print(out, &error);
    fclose(out);
    return text;
}

static void the_caret_stands_under_the_character(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        size_t at;
        const char *shown;
    } rows[] = {
        {"f = x + )", 8, "  f = x + )\n          ^\n"},
        {"f = x +", 7, "  f = x +\n         ^\n"}, // behind the end
        {"f = ½y² )", 10, "  f = ½y² )\n          ^\n"},
        {"f = 日本 )", 11, "  f = 日本 )\n           ^\n"},   // two columns each
        {"f = e\u0301 )", 8, "  f = e\u0301 )\n        ^\n"}, // none
        {"f\t= )", 4, "  f = )\n      ^\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = shown(rows[i].line, rows[i].at);
        assert_string_equal(text, rows[i].shown);
        free(text);
    }
}

static void of_a_long_line_what_lies_around_is_shown(void **state)
{
    (void)state;
    char line[4001];
    for (size_t i = 0; i < 4000; i++)
        line[i] = (char)('a' + i % 26);
    line[4000] = '\0';
    for (size_t at = 0; at <= 4000; at += 40) {
        char *text = shown(line, at);
        const size_t length = strcspn(text, "\n");
        const size_t caret = strlen(text) - length - 3; // a ^ and two line ends
        text[length] = '\0';
        assert_true(text_columns(text) <= 110);
        // What stands above the caret is the character that was meant.
        const char *above = text;
        for (size_t column = 0; column < caret && *above; column++)
            above += strncmp(above, "…", 3) == 0 ? 3 : 1;
        assert_int_equal(*above, line[at]);
        free(text);
    }
}

static void nothing_of_it_reaches_the_terminal_as_an_order(void **state)
{
    (void)state;
    char *text = shown("f = \x1b[31m )", 10);
    assert_null(strchr(text, '\x1b'));
    free(text);
}

static void another_message_forgets_the_place_and_passing_on_keeps_it(void **state)
{
    (void)state;
    struct error error = {0}, other = {0};
    error_set(&error, ERROR_INPUT, "wrong");
    error_at(&error, 3);
    caret_set(&error, "abc", 3, 2);
    error_pass(&other, &error);
    assert_true(other.character == 3 && *other.line);
    error_set(&error, ERROR_INPUT, "something else: %s", error.text);
    assert_true(error.character == 0 && !*error.line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_caret_stands_under_the_character),
        cmocka_unit_test(of_a_long_line_what_lies_around_is_shown),
        cmocka_unit_test(nothing_of_it_reaches_the_terminal_as_an_order),
        cmocka_unit_test(another_message_forgets_the_place_and_passing_on_keeps_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
