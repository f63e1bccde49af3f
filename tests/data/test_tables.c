#include "data/tables.h"

#include "data/ahead.h"
#include "data/dataset.h"
#include "data/examples.h"
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
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
    if (!tables_read(tables, &table, path, wants, count, &error))
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
        assert_false(tables_read(tables, &table, path, wants, 2, &error));
        assert_non_null(strstr(error.text, path));
    }
    unlink(path);
    struct error error = {0};
    assert_false(tables_read(tables, &table, path, wants, 2, &error));
}

static size_t ahead_calls;

static bool read_this(struct tables *into, size_t number)
{
    struct table table;
    ahead_calls++;
    if (tables_read(into, &table, path, wants, 2, NULL))
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

static void what_a_network_learns_is_there_after_reading_ahead(void **state)
{
    (void)state;
    for (size_t i = 0; ahead_next(tables, i); i++)
        ;
    // Read once more from there, it is the same as from the file.
    for (size_t i = 0; dataset_example_names[i]; i++) {
        struct examples kept, fresh;
        const char *name = dataset_example_names[i];
        assert_true(examples_read(&kept, tables, name, NULL, NULL, NULL));
        assert_true(examples_read(&fresh, NULL, name, NULL, NULL, NULL));
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
        cmocka_unit_test_setup_teardown(a_file_that_has_changed_is_read_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_an_error_each_time, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_was_read_ahead_is_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_a_network_learns_is_there_after_reading_ahead, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
