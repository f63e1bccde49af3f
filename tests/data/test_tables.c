#include "data/tables.h"

#include "base/payload.h"
#include "data/ahead.h"
#include "data/dataset.h"
#include "data/examples.h"
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char path[] = "test_tables.csv";
static const struct table_want wants[] = {{.name = "a"}, {.name = "w", .kind = TABLE_WORD}};
static struct tables *tables;

static void put(const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

// Puts another text of the same length there and makes it look as old as the one before.
static void put_unseen(const char *text)
{
    struct stat before;
    assert_int_equal(stat(path, &before), 0);
    put(text);
    const struct timespec times[2] = {before.st_atim, before.st_mtim};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

// The first number of the table and its first word.
static double read_first(size_t count, char word[16])
{
    struct table table;
    struct error error = {0};
    if (!tables_read(tables, &table, path, wants, count, NULL, NULL, &error))
        fail_msg("%s", error.text);
    assert_int_equal(table.columns, count);
    const double value = table.value[0][0];
    if (count > 1)
        strcpy(word, table.words[1].word[(size_t)table.value[1][0]]);
    table_clear(&table);
    return value;
}

static int set_up(void **state)
{
    (void)state;
    tables = tables_create(NULL);
    return tables ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    tables_destroy(tables);
    unlink(path);
    return 0;
}

static void what_has_been_read_is_not_read_again(void **state)
{
    (void)state;
    char word[16];
    put("a,w\n1,one\n2,two\n");
    assert_true(read_first(2, word) == 1);
    put_unseen("a,w\n7,six\n2,two\n");
    assert_true(read_first(2, word) == 1);
    assert_string_equal(word, "one");
    assert_true(read_first(2, word) == 1);
}

static void other_columns_of_it_are_read(void **state)
{
    (void)state;
    char word[16];
    put("a,w\n1,one\n2,two\n");
    assert_true(read_first(2, word) == 1);
    put_unseen("a,w\n7,six\n2,two\n");
    assert_true(read_first(1, word) == 7);
}

// In how many rows `a` is there with what is said, and what was said of the file.
static size_t rows_of(const struct table_hints *hints, struct report *report)
{
    static const struct table_want want = {.name = "a", .by_policy = true};
    struct table table;
    struct error error = {0};
    if (!tables_read(tables, &table, path, &want, 1, hints, report, &error))
        fail_msg("%s", error.text);
    const size_t rows = table.rows;
    table_clear(&table);
    return rows;
}

static void what_is_said_of_it_is_another_table(void **state)
{
    (void)state;
    struct table_hints none = {0}, coded = {0}, other = {0};
    struct error error = {0};
    assert_true(codes_parse(&coded.codes, "-9", &error) && codes_parse(&other.codes, "2", &error));
    put("a,w\n1,one\n2,two\n-9,three\n2,four\n");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(rows_of(&none, NULL), 4);
        assert_int_equal(rows_of(&coded, NULL), 3);
        assert_int_equal(rows_of(&other, NULL), 2);
        put_unseen("a,w\n0,one\n-9,tw\n-9,three\n2,four\n"); // of no use to those that are kept
    }
}

static void what_was_found_is_told_each_time(void **state)
{
    (void)state;
    struct report *report = calloc(2, sizeof *report);
    struct table_hints hints = {0};
    assert_non_null(report);
    put("a;w\n1;one\n;two\n3;three\n");
    assert_int_equal(rows_of(&hints, &report[0]), 2);
    put_unseen("a;w\n1;one\n7;tw\n3;three\n");
    assert_int_equal(rows_of(&hints, &report[1]), 2);
    assert_true(report[0].count > 1);
    assert_memory_equal(&report[0], &report[1], sizeof *report);
    free(report);
}

// How many inputs predict w, and from how many rows.
static size_t learn(const struct examples_source *source, size_t *rows)
{
    struct examples examples;
    struct error error = {0};
    if (!examples_read(&examples, source, &error))
        fail_msg("%s", error.text);
    const size_t inputs = examples.inputs;
    *rows = examples.count;
    assert_string_equal(examples.name[1], "no");
    assert_true(examples.x[0] == 3);
    examples_clear(&examples);
    return inputs;
}

static void examples_of_ones_own_are_kept_by_what_is_said_of_them(void **state)
{
    (void)state;
    char text[1000] = "a,b,w\n";
    size_t rows, at = strlen(text);
    for (int i = 0; i < 20; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%d,%d,%s\n", 3 + i * i % 7, 2 + i % 5,
                               i % 3 ? "no " : "yes");
    struct examples_source all = {.data = path, .label = "w", .tables = tables}, one = all,
                           coded = all;
    one.without = "b";
    coded.hints.codes = (struct codes){.number = {4}, .numbers = 1};
    put(text);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(learn(&all, &rows), 2);
        assert_int_equal(rows, 20);
        assert_int_equal(learn(&one, &rows), 1);
        assert_int_equal(learn(&coded, &rows), 2);
        assert_true(rows < 20);
        text[strlen("a,b,w\n")] = '9'; // of no use to those that are kept
        put_unseen(text);
    }
}

static void a_table_within_a_figure_is_kept_until_the_figure_changes(void **state)
{
    (void)state;
    static const char figure[] = "test_tables.svg";
    static const char *const text[] = {"a,w\n1,one\n2,two\n", "a,w\n30,three\n2,two\n"};
    for (int i = 0; i < 2; i++) {
        struct payload payload = {.scene = strdup("[scene]\n")};
        struct table table;
        struct error error = {0};
        assert_true(payload_add(&payload, "t.csv", text[i], strlen(text[i]), &error));
        char *carried = payload_text_write(&payload, &error);
        assert_non_null(carried);
        FILE *file = fopen(figure, "w");
        assert_non_null(file);
        fprintf(file, "<svg><metadata>%s</metadata></svg>\n", carried);
        fclose(file);
        for (int k = 0; k < 2; k++) {
            if (!tables_read(tables, &table, "test_tables.svg/t.csv", wants, 2, NULL, NULL, &error))
                fail_msg("%s", error.text);
            assert_true(table.value[0][0] == (i == 0 ? 1 : 30));
            table_clear(&table);
        }
        free(carried);
        payload_clear(&payload);
    }
    unlink(figure);
}

static void a_file_that_has_changed_is_read_again(void **state)
{
    (void)state;
    char word[16];
    put("a,w\n1,one\n2,two\n");
    assert_true(read_first(2, word) == 1);
    put("a,w\n30,three\n2,two\n");
    assert_true(read_first(2, word) == 30);
    assert_string_equal(word, "three");
}

static void what_cannot_be_read_is_an_error_each_time(void **state)
{
    (void)state;
    struct table table;
    for (int i = 0; i < 2; i++) {
        struct error error = {0};
        put(i == 0 ? "a,w\nx,one\n" : "b,w\n1,one\n");
        assert_false(tables_read(tables, &table, path, wants, 2, NULL, NULL, &error));
        assert_non_null(strstr(error.text, path));
    }
    unlink(path);
    struct error error = {0};
    assert_false(tables_read(tables, &table, path, wants, 2, NULL, NULL, &error));
}

// Reads the table in a way of its own.
static void read_otherwise(int way)
{
    struct table table;
    struct table_hints hints = {.codes = {.number = {way}, .numbers = 1, .words = 1}};
    const struct table_want want = {.name = "a", .missing_allowed = true};
    snprintf(hints.codes.word[0], sizeof hints.codes.word[0], "w%d", way);
    assert_true(tables_read(tables, &table, path, &want, 1, &hints, NULL, NULL));
    table_clear(&table);
}

static void only_so_many_tables_are_kept_the_last_wanted_among_them(void **state)
{
    (void)state;
    char word[16];
    put("a,w\n1,one\n2,two\n");
    assert_true(read_first(2, word) == 1);
    for (int i = 0; i < 63; i++) // as many others as there is room for
        read_otherwise(i);
    put_unseen("a,w\n7,six\n2,two\n");
    assert_true(read_first(2, word) == 1);
    for (int i = 0; i < 64; i++)
        read_otherwise(i);
    put_unseen("a,w\n7,six\n2,two\n");
    assert_true(read_first(2, word) == 7); // it was forgotten, and is read again
    put_unseen("a,w\n8,six\n2,two\n");
    assert_true(read_first(2, word) == 7); // and kept
}

static bool reads(double *first, struct report *report, struct error *error)
{
    struct table table;
    memset(error, 0, sizeof *error);
    const bool done = tables_read(tables, &table, path, wants, 2, NULL, report, error);
    *first = done ? table.value[0][0] : 0;
    if (done)
        table_clear(&table);
    return done;
}

static void what_is_gone_is_recalled_as_it_was_and_says_so(void **state)
{
    (void)state;
    double first;
    struct error error;
    struct report report;
    char found[4096];
    // Gone, or another that cannot be read.
    for (int way = 0; way < 2; way++) {
        put(way == 0 ? "a,w\n11,one\n2,two\n" : "a,w\n12,one\n2,two\n");
        assert_true(reads(&first, &report, &error));
        assert_int_equal(report_count(&report, REPORT_DOUBT), 0);
        unlink(path);
        if (way == 1)
            put("b,v\n1,2\n");
        assert_int_equal(tables_path(tables, path, NULL, found, sizeof found, &error), true);
        assert_string_equal(found, path);
        assert_false(reads(&first, &report, &error));
        tables_recall(tables, TABLES_LOST);
        assert_true(reads(&first, &report, &error));
        assert_int_equal(error.kind, ERROR_NONE);
        assert_true(first == 11 + way);
        assert_int_equal(report_count(&report, REPORT_DOUBT), 1);
        assert_non_null(strstr(report.line[report.count - 1].text, path));
        assert_true(reads(&first, NULL, &error)); // it stays
        tables_recall(tables, TABLES_NOW);
        assert_false(reads(&first, &report, &error));
    }
    // There again, it is read, and what was before can still be had.
    put("a,w\n13,one\n2,two\n");
    for (int past = TABLES_LOST; past <= TABLES_PAST; past++) {
        tables_recall(tables, (enum tables_past)past);
        assert_true(reads(&first, &report, &error));
        assert_true(first == (past == TABLES_LOST ? 13 : 12));
        assert_int_equal(report_count(&report, REPORT_DOUBT), past == TABLES_PAST);
    }
    // Until it is read without a look back.
    tables_recall(tables, TABLES_NOW);
    assert_true(reads(&first, &report, &error));
    tables_recall(tables, TABLES_PAST);
    assert_true(reads(&first, &report, &error));
    assert_true(first == 13);
    assert_int_equal(report_count(&report, REPORT_DOUBT), 0);
    tables_recall(tables, TABLES_NOW);
    assert_false(tables_path(tables, "never-read.csv", NULL, found, sizeof found, &error));
    assert_non_null(strstr(error.text, "never-read.csv"));
    tables_recall(NULL, TABLES_PAST); // nothing
}

static void what_cannot_be_read_ahead_is_told_to_who_wants_it(void **state)
{
    (void)state;
    double first;
    struct error error;
    struct report report;
    put("b,v\n1,2\n");
    tables_prepare(tables, path, wants, 2, NULL);
    assert_false(reads(&first, &report, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
}

static size_t ahead_calls;

static bool read_this(struct tables *into, size_t number)
{
    struct table table;
    ahead_calls++;
    if (tables_read(into, &table, path, wants, 2, NULL, NULL, NULL))
        table_clear(&table);
    return number < 2;
}

static void what_was_read_ahead_is_there(void **state)
{
    (void)state;
    char word[16];
    put("a,w\n1,one\n2,two\n");
    ahead_calls = 0;
    tables_read_ahead(tables, read_this);
    tables_wait(tables);
    assert_int_equal(ahead_calls, 3);
    put_unseen("a,w\n7,six\n2,two\n");
    assert_true(read_first(2, word) == 1);
}

static void what_was_read_ahead_and_in_the_meantime_is_kept_once(void **state)
{
    (void)state;
    char word[16];
    put("a,w\n1,one\n2,two\n");
    assert_true(read_first(2, word) == 1);
    tables_read_ahead(tables, read_this);
    tables_wait(tables);
    tables_read_ahead(tables, read_this); // under way: nothing begins
    put_unseen("a,w\n7,six\n2,two\n");
    assert_true(read_first(2, word) == 1);
    assert_string_equal(word, "one");
}

static void what_a_network_learns_is_there_after_reading_ahead(void **state)
{
    (void)state;
    for (size_t i = 0; ahead_next(tables, i); i++)
        ;
    // Read once more from there, it is the same as from the file.
    for (size_t i = 0; dataset_example_names[i]; i++) {
        struct examples kept, fresh;
        const char *name = dataset_example_names[i];
        assert_true(
            examples_read(&kept, &(struct examples_source){.data = name, .tables = tables}, NULL));
        assert_true(examples_read(&fresh, &(struct examples_source){.data = name}, NULL));
        assert_int_equal(kept.count, fresh.count);
        assert_memory_equal(kept.x, fresh.x, kept.count * kept.inputs * sizeof *kept.x);
        examples_clear(&kept);
        examples_clear(&fresh);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_has_been_read_is_not_read_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_columns_of_it_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_said_of_it_is_another_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_found_is_told_each_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(examples_of_ones_own_are_kept_by_what_is_said_of_them,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_table_within_a_figure_is_kept_until_the_figure_changes,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_has_changed_is_read_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_an_error_each_time, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_ahead_is_told_to_who_wants_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_gone_is_recalled_as_it_was_and_says_so, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(only_so_many_tables_are_kept_the_last_wanted_among_them,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_read_ahead_is_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_read_ahead_and_in_the_meantime_is_kept_once,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_a_network_learns_is_there_after_reading_ahead, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
