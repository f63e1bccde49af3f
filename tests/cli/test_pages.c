#include "cli/pages.h"

#include "app/keys.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/options.h"
#include "cli/rows.h"
#include "data/dataset.h"
#include "export/format.h"
#include "labs/registry.h"
#include "sim/rule.h"
#include "sim/schedule.h"
#include "sim/surface.h"
#include "test.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A help page in memory; the caller frees.
static char *page(const char *topic)
{
    char *bytes = NULL;
    size_t length;
    struct error error = {0};
    FILE *out = open_memstream(&bytes, &length);
    assert_non_null(out);
    if (!pages_help(topic, out, &error))
        fail_msg("%s", error.text);
    fclose(out);
    return bytes;
}

// Calls `look` with every line of every page there is.
static void look_at_lines(void (*look)(const char *topic, char *line, void *user), void *user)
{
    const char *topics[PAGES_TOPICS_MAX + 1] = {NULL}; // the overview
    const size_t count = 1 + pages_topics(topics + 1, PAGES_TOPICS_MAX);
    assert_true(count < PAGES_TOPICS_MAX);
    for (size_t i = 0; i < count; i++) {
        char *text = page(topics[i]);
        const size_t length = strlen(text);
        assert_true(length > 1 && text[length - 1] == '\n');
        for (char *line = text, *end; *line; line = end + 1) {
            end = strchr(line, '\n');
            *end = '\0';
            look(topics[i] ? topics[i] : "", line, user);
        }
        free(text);
    }
}

static void look_at_width(const char *topic, char *line, void *user)
{
    (void)user;
    const size_t length = strlen(line);
    if (text_columns(line) > ROWS_WIDTH)
        fail_msg("%s: %zu columns: %s", topic, text_columns(line), line);
    if (length > 0 && line[length - 1] == ' ')
        fail_msg("%s: blanks at the end: %s|", topic, line);
    if (strchr(line, '\t'))
        fail_msg("%s: a tab: %s", topic, line);
}

static void no_line_of_help_is_too_wide_or_ends_in_blanks(void **state)
{
    (void)state;
    look_at_lines(look_at_width, NULL);
}

struct column {
    const char *topic;
    size_t at;
};

// The last text of a line that has two blanks before it begins where that of the page's other lines
// begins.
static void look_at_columns(const char *topic, char *line, void *user)
{
    struct column *column = user;
    const char *text = NULL;
    for (const char *at = line; (at = strstr(at, "  ")); at += strspn(at, " "))
        text = at + strspn(at, " ");
    if (!text)
        return;
    char before[1000];
    snprintf(before, sizeof before, "%.*s", (int)(text - line), line);
    const size_t at = text_columns(before);
    if (at <= 2)
        return; // a name alone, or a formula
    if (!column->topic || strcmp(column->topic, topic) != 0)
        *column = (struct column){topic, at};
    if (column->at != at)
        fail_msg("%s: column %zu, not %zu: %s", topic, at, column->at, line);
}

static void columns_line_up_on_every_page(void **state)
{
    (void)state;
    struct column column = {0};
    look_at_lines(look_at_columns, &column);
    assert_non_null(column.topic);
}

// ---- what is on the pages -----------------------------------------------------------------------

static bool is_in(const struct param *param, const char *word)
{
    if (strcmp(param->key, word) == 0)
        return true;
    for (size_t i = 0; param->scale == PARAM_CHOICE && param->choices[i]; i++)
        if (strcmp(param->choices[i], word) == 0)
            return true;
    return false;
}

// True when some table has this key or this choice, or a data set that ships has this column.
static bool is_known(const char *word)
{
    for (size_t i = 0; lab_types[i]; i++)
        for (const struct lab_measure *measure = lab_types[i]->measures; measure && measure->name;
             measure++)
            if (strcmp(measure->name, word) == 0)
                return true;
    for (size_t i = 0; lab_types[i]; i++)
        for (const struct scene_rule *rule = lab_types[i]->sections; rule->section; rule++)
            for (size_t k = 0; rule->param(k); k++)
                if (is_in(rule->param(k), word))
                    return true;
    for (size_t i = 0; surfaces[i]; i++)
        for (const struct param *param = surfaces[i]->params; param->key; param++)
            if (is_in(param, word))
                return true;
    for (size_t i = 0; datasets[i]; i++)
        if (strstr(datasets[i]->what, word))
            return true;
    static const char *const others[] = {"temp_mean", // made of two columns, data/series.h
                                         "theta_1", "theta_2"}; // axes, labs/claims.h
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(word, others[i]) == 0)
            return true;
    return false;
}

static void look_at_names(const char *topic, char *line, void *user)
{
    (void)user;
    for (char *at = line; *at;) {
        size_t length = 0;
        while (isalnum((unsigned char)at[length]) || at[length] == '_')
            length++;
        char word[200];
        snprintf(word, sizeof word, "%.*s", (int)length, at);
        const bool is_code = strchr(word, '_') && islower((unsigned char)word[0]);
        if (is_code && !is_known(word))
            fail_msg("%s: '%s' is no key: %s", topic, word, line);
        at += length ? length : 1;
    }
}

static void help_names_keys_and_never_the_program_s_own_words(void **state)
{
    (void)state;
    look_at_lines(look_at_names, NULL);
    assert_true(is_known("bias_correction"));
    assert_false(is_known("training_shows"));
}

// β₂ is 0.9 for one rule and 0.999 for another.
static void a_lab_states_no_default_where_its_rules_have_several(void **state)
{
    (void)state;
    static const char *const topics[] = {"training", "descent", "decay"};
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
        char *text = page(topics[i]);
        char *beta2 = strstr(text, "\n  beta2 ");
        assert_non_null(beta2);
        const char *range = strstr(beta2, "where not given");
        assert_non_null(range);
        assert_memory_equal(range - strlen("; of each rule "), "; of each rule ", 15);
        free(text);
    }
    char *text = page("adam");
    assert_non_null(strstr(text, "0.999 where not given"));
    free(text);
}

// The column at which `what` begins in the row of `left`, at least where the line holds it.
static size_t row_column(const char *text, const char *left, const char *what)
{
    char start[200], begins[40], before[300];
    snprintf(start, sizeof start, "\n  %s  ", left);
    snprintf(begins, sizeof begins, "%.20s", what);
    const char *row = strstr(text, start);
    // A picture and a command may share a name.
    while (row) {
        const char *line_end = strchr(row + 1, '\n');
        const char *there = strstr(row, begins);
        const char *next = strstr(row + 1, start);
        if ((there && there < line_end) || !next)
            break;
        row = next;
    }
    const char *end = row ? strchr(row + 1, '\n') : NULL;
    const char *found = row ? strstr(row, begins) : NULL;
    if (!found || found > end)
        fail_msg("no row '%s  %s' in:\n%s", left, what, text);
    snprintf(before, sizeof before, "%.*s", (int)(found - row - 1), row + 1);
    return text_columns(before);
}

static void every_key_of_the_window_lines_up(void **state)
{
    (void)state;
    struct help_row rows[HELP_MAX];
    const size_t count = key_help(rows, HELP_MAX);
    char *text = page("keys");
    const size_t column = row_column(text, rows[0].keys, rows[0].what);
    for (size_t i = 1; i < count; i++)
        assert_int_equal(row_column(text, rows[i].keys, rows[i].what), column);
    free(text);
}

static void a_lab_s_page_lists_its_pictures_and_commands(void **state)
{
    (void)state;
    for (size_t i = 0; lab_types[i]; i++) {
        char *text = page(lab_types[i]->name);
        for (size_t p = 0; lab_types[i]->pictures[p]; p++)
            (void)row_column(text, lab_types[i]->pictures[p]->name,
                             lab_types[i]->pictures[p]->what);
        for (const struct lab_command *c = lab_types[i]->commands; c && c->name; c++)
            (void)row_column(text, c->name, c->what);
        free(text);
    }
}

static void the_formats_are_listed_with_their_command_and_options(void **state)
{
    (void)state;
    char *text = page("formats"), *overview = page(NULL);
    for (size_t i = 0; formats[i]; i++) {
        char what[64];
        snprintf(what, sizeof what, "ravine %s: ", format_command(formats[i]->kind));
        (void)row_column(text, formats[i]->endings[0], what);
        for (size_t o = 0; formats[i]->options[o]; o++)
            assert_non_null(strstr(text, formats[i]->options[o]));
        assert_non_null(strstr(overview, formats[i]->endings[0]));
    }
    free(text);
    free(overview);
}

static void every_option_is_in_the_overview(void **state)
{
    (void)state;
    char *text = page(NULL);
    for (const struct option_row *row = option_rows; row->name; row++) {
        char left[100];
        snprintf(left, sizeof left, "%s%s%s", row->name, row->value ? " " : "",
                 row->value ? row->value : "");
        (void)row_column(text, left, row->what);
    }
    free(text);
}

// ---- the README ---------------------------------------------------------------------------------

static char *read_me(void)
{
    struct error error = {0};
    char *bytes;
    size_t length;
    if (!file_read(SOURCE_ROOT "/README.md", 1 << 20, &bytes, &length, &error))
        fail_msg("%s", error.text);
    return bytes;
}

// Compares the first cells "| `…`" of the README's table under a head line with texts[count].
static void expect_table(const char *head, char (*texts)[64], size_t count)
{
    char *text = read_me();
    const char *line = strstr(text, head);
    assert_non_null(line);
    line = strchr(strchr(line, '\n') + 1, '\n') + 1; // below head and rule
    size_t rows = 0;
    for (; *line == '|'; line = strchr(line, '\n') + 1, rows++) {
        bool found = false;
        for (size_t i = 0; i < count; i++)
            found = found || strncmp(line, texts[i], strlen(texts[i])) == 0;
        if (!found)
            fail_msg("the README knows more: %.60s", line);
    }
    for (size_t i = 0; i < count; i++)
        if (!strstr(text, texts[i]))
            fail_msg("the README lacks %s", texts[i]);
    assert_int_equal(rows, count);
    free(text);
}

static void the_readme_has_every_option_and_no_other(void **state)
{
    (void)state;
    char texts[64][64];
    size_t count = 0;
    for (; option_rows[count].name; count++) {
        // A bar within a table's cell is written \|.
        char value[40] = "";
        for (const char *c = option_rows[count].value; c && *c; c++)
            text_append(value, sizeof value, "%s%c", *c == '|' ? "\\" : "", *c);
        snprintf(texts[count], sizeof texts[count], "| `%s%s%s` |", option_rows[count].name,
                 *value ? " " : "", value);
    }
    expect_table("| option |", texts, count);
}

static void the_readme_has_every_format_and_no_other(void **state)
{
    (void)state;
    char texts[64][64];
    size_t count = 0;
    for (; formats[count]; count++)
        snprintf(texts[count], sizeof texts[count], "| `%s` | `%s` |", formats[count]->endings[0],
                 format_command(formats[count]->kind));
    expect_table("| ending |", texts, count);
}

static void what_there_is_no_help_on_is_named_with_the_nearest(void **state)
{
    (void)state;
    struct error error = {0};
    assert_false(pages_help("formts", stdout, &error));
    assert_non_null(strstr(error.text, "formats"));
    assert_false(pages_list("everything", stdout, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "scenes, lectures, surfaces"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_of_help_is_too_wide_or_ends_in_blanks),
        cmocka_unit_test(columns_line_up_on_every_page),
        cmocka_unit_test(every_key_of_the_window_lines_up),
        cmocka_unit_test(a_lab_states_no_default_where_its_rules_have_several),
        cmocka_unit_test(help_names_keys_and_never_the_program_s_own_words),
        cmocka_unit_test(a_lab_s_page_lists_its_pictures_and_commands),
        cmocka_unit_test(the_formats_are_listed_with_their_command_and_options),
        cmocka_unit_test(every_option_is_in_the_overview),
        cmocka_unit_test(the_readme_has_every_option_and_no_other),
        cmocka_unit_test(the_readme_has_every_format_and_no_other),
        cmocka_unit_test(what_there_is_no_help_on_is_named_with_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
