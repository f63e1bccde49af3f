// What is wrong with a typed rule, and what has no end.
#include "sim/rule_text.h"

#include "test.h"

#include "sim/typed_walker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void what_is_wrong_is_said_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *lines[4][2];
        size_t line, character;
        const char *says;
    } rows[] = {
        {{{"v", "g"}}, 1, 0, "needs a line for theta"},
        {{{"v", "v + grad"}, {"theta", "theta - v"}}, 2, 0, "no line depends on g"},
        {{{"theta", "theta - sqr(g)"}}, 0, 9, "sqrt"},
        {{{"theta", "theta - ("}}, 0, 10, "theta: character 10"},
        {{{"v", "g"}, {"v", "g"}, {"theta", "v"}}, 1, 0, "v is assigned twice"},
        {{{"theta", "g"}, {"θ", "g"}}, 1, 0, "assigned twice"},
        {{{"v(0)", "g"}, {"v", "v"}, {"v (0)", "g"}, {"theta", "v"}}, 2, 0, "assigned twice"},
        {{{"g", "g + theta"}, {"theta", "g"}}, 0, 0, "g is given"},
        {{{"t", "1"}, {"theta", "g"}}, 0, 0, "t is given"},
        {{{"theta(0)", "1"}, {"theta", "g"}}, 0, 0, "theta is given"},
        {{{"alpha", "2*g"}, {"theta", "g"}}, 0, 1, "alpha is the scheduled learning rate"},
        {{{"theta", "theta - g"}, {"beta", "0.9"}}, 1, 0, "no line uses beta"},
        {{{"theta", "beta*g"}, {"beta", "0.9 in 1..0"}}, 1, 1, "1 in 0..5"},
        {{{"theta", "beta*g"}, {"beta", "9 in 0..1"}}, 1, 1, "from 0 to 1"},
        {{{"v", "v + g"}, {"v(0)", "s"}, {"s", "s + v"}, {"theta", "s"}}, 1, 1, "not of s"},
        {{{"v", "v + g"}, {"v(0)", "v"}, {"theta", "v"}}, 1, 1, "not of v"},
        {{{"v", "g"}, {"v(0)", "1"}, {"theta", "v"}}, 1, 0, "nothing reads v before"},
        {{{"v(0)", "1"}, {"theta", "g"}}, 0, 0, "no line that says how it goes on"},
        {{{"v(1)", "1"}, {"theta", "g"}}, 0, 0, "v(0)"},
        {{{"", "1"}, {"theta", "g"}}, 0, 0, "no name"},
        {{{"two words", "1"}, {"theta", "g"}}, 0, 0, "no name"},
        {{{"sqrt", "1"}, {"theta", "g"}}, 0, 0, "is a function"},
        {{{"theta", ""}}, 0, 1, "missing"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rule_line line[4];
        struct rule_fault fault = {9, 9};
        struct error error = {0};
        size_t count = 0;
        for (; count < 4 && rows[i].lines[count][0]; count++)
            line[count] = (struct rule_line){rows[i].lines[count][0], rows[i].lines[count][1]};
        assert_null(rule_compile("mine", line, count, &fault, &error));
        if (!strstr(error.text, rows[i].says))
            fail_msg("'%s' does not say '%s'", error.text, rows[i].says);
        if (fault.line != rows[i].line || fault.character != rows[i].character)
            fail_msg("'%s' is placed at %zu, %zu", error.text, fault.line, fault.character);
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_null(strchr(error.text, '\n'));
    }
}

static char *repeat(const char *first, const char *piece, size_t count, const char *last)
{
    const size_t length = strlen(piece);
    char *text = malloc(strlen(first) + count * length + strlen(last) + 1);
    assert_non_null(text);
    strcpy(text, first);
    for (size_t i = 0; i < count; i++)
        memcpy(text + strlen(first) + i * length, piece, length);
    strcpy(text + strlen(first) + count * length, last);
    return text;
}

static void no_more_names_than_there_is_room_for_are_taken(void **state)
{
    (void)state;
    static char name[30][8];
    struct rule_line line[31] = {{"theta", "theta - g"}};
    struct error error = {0};
    for (size_t i = 0; i < 30; i++) {
        snprintf(name[i], sizeof name[i], "c%zu", i);
        line[1 + i] = (struct rule_line){name[i], "1/3"};
    }
    assert_null(rule_compile("mine", line, 31, NULL, &error));
    assert_non_null(strstr(error.text, "at most 24 names"));
    const struct rule *rule = rule_compile("mine", line, 21, NULL, &error);
    assert_non_null(rule);
    rule_release(rule);
}

static void what_is_endless_is_computed_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *first, *piece, *last;
        size_t count;
    } rows[] = {
        {"", "(", "g", 10000},       {"g", "+g", "", 100000},
        {"g", "*g", "", 100000},     {"", "-", "g", 100000},
        {"", "√", "g", 100000},      {"g", "^g", "", 10000},
        {"", "x", "", 10000},        {"theta - g", "+1*x", "", 100000},
        {"", "|", "g", 10000},       {"g", "/0", "", 1000},
        {"g", "²", "", 10000},       {"1", "0", "*g", 10000},
        {"", "sin ", "g", 10000},    {"g", "+x*g*theta", "", 400},
        {"", "if(g>0,", "g", 10000}, {"g", "ᵗ", "", 10000},
        {"", "sum(i,1,9,", "g", 50},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = repeat(rows[i].first, rows[i].piece, rows[i].count, rows[i].last);
        const struct rule_line line[] = {{"theta", text}, {text, "g"}};
        for (size_t count = 1; count <= 2; count++) {
            struct error error = {0};
            const struct rule *rule = rule_compile("mine", line, count, NULL, &error);
            if (rule)
                walk(rule, 2);
            assert_true(rule || (error.kind == ERROR_INPUT && *error.text));
            rule_release(rule);
        }
        free(text);
    }
    static char names[RULE_NUMBERS_MAX * 6][8];
    struct rule_line many[RULE_NUMBERS_MAX * 6 + 1];
    for (size_t i = 0; i < RULE_NUMBERS_MAX * 6; i++) {
        snprintf(names[i], sizeof names[i], "n%zu", i);
        many[i] = (struct rule_line){names[i], "n0 + g"};
    }
    for (size_t i = 0; i < RULE_NUMBERS_MAX * 6; i++) {
        struct error error = {0};
        many[i] = (struct rule_line){"theta", "theta - n0"};
        const struct rule *rule = rule_compile("mine", many, i + 1, NULL, &error);
        assert_true(rule || (error.kind == ERROR_INPUT && *error.text));
        rule_release(rule);
        many[i] = (struct rule_line){names[i], "n0 + g"};
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wrong_is_said_with_its_place),
        cmocka_unit_test(no_more_names_than_there_is_room_for_are_taken),
        cmocka_unit_test(what_is_endless_is_computed_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
