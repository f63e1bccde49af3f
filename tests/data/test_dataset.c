#include "data/dataset.h"

#include "base/payload.h"
#include "data/bytes.h"
#include "data/table.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void every_data_set_ships_and_has_its_columns(void **state)
{
    (void)state;
    for (size_t i = 0; datasets[i]; i++) {
        char path[4096];
        struct error error = {0};
        if (!datasets[i]->file) { // made by rule
            assert_false(dataset_path(datasets[i]->name, NULL, path, sizeof path, &error));
            continue;
        }
        if (!dataset_path(datasets[i]->name, NULL, path, sizeof path, &error))
            fail_msg("%s", error.text);
        const struct table_want wants[] = {{datasets[i]->x ? datasets[i]->x : "1", true},
                                           {datasets[i]->y ? datasets[i]->y : "65", true}};
        struct table table;
        if (!table_read(&table, path, wants, 2, NULL, NULL, &error))
            fail_msg("%s", error.text);
        assert_true(table.rows > 1000);
        table_clear(&table);
    }
}

static void relative_files_lie_beside_the_scene(void **state)
{
    (void)state;
    char path[4096];
    // This very file's folder stands for the scene's.
    assert_true(
        dataset_path("test_dataset.c", SOURCE_ROOT "/tests/data/x.ini", path, sizeof path, NULL));
    assert_string_equal(path, SOURCE_ROOT "/tests/data/test_dataset.c");
    assert_true(dataset_path(SOURCE_ROOT "/run", "/elsewhere/x.ini", path, sizeof path, NULL));
}

static void an_unknown_name_finds_the_nearest(void **state)
{
    (void)state;
    char path[4096];
    struct error error = {0};
    assert_false(dataset_path("diamond", NULL, path, sizeof path, &error));
    assert_non_null(strstr(error.text, "diamonds"));
    assert_false(dataset_path("no/such.csv", NULL, path, sizeof path, &error));
    assert_non_null(strstr(error.text, "no/such.csv"));
    assert_int_equal(error.kind, ERROR_INPUT);
}

static void a_table_within_a_figure_comes_before_one_beside_it(void **state)
{
    (void)state;
    struct payload payload = {.scene = strdup("[scene]\n")};
    struct error error = {0};
    char path[4096], *bytes;
    size_t length;
    assert_true(payload_add(&payload, "first.csv", "x\n", 2, &error) &&
                payload_add(&payload, "t.csv", "a\n1\n", 4, &error));
    char *text = payload_text_write(&payload, &error);
    payload_clear(&payload);
    FILE *file = fopen("test_dataset.svg", "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    free(text);
    assert_true(dataset_path("t.csv", "test_dataset.svg", path, sizeof path, &error));
    assert_string_equal(path, "test_dataset.svg/t.csv");
    // As a scene says that was saved out of the figure.
    assert_true(dataset_path("test_dataset.svg/t.csv", NULL, path, sizeof path, &error));
    if (!bytes_read(path, &bytes, &length, &error))
        fail_msg("%s", error.text);
    assert_true(length == 4 && strcmp(bytes, "a\n1\n") == 0);
    free(bytes);
    assert_false(bytes_read("test_dataset.svg/u.csv", &bytes, &length, &error));
    assert_non_null(strstr(error.text, "cannot read test_dataset.svg/u.csv"));
    assert_false(dataset_path("u.csv", "test_dataset.svg", path, sizeof path, &error));
    char little[20];
    assert_false(dataset_path("t.csv", "test_dataset.svg", little, sizeof little, &error));
    assert_non_null(strstr(error.text, "too long"));
    file = fopen("test_dataset.svg", "w"); // a picture of somebody else's
    assert_non_null(file);
    fputs("<svg></svg>\n", file);
    fclose(file);
    assert_false(bytes_read("test_dataset.svg/t.csv", &bytes, &length, &error));
    assert_non_null(strstr(error.text, "carries no scene"));
    unlink("test_dataset.svg");
    assert_false(bytes_read("test_dataset.svg/t.csv", &bytes, &length, &error));
}

static void a_path_without_room_is_refused(void **state)
{
    (void)state;
    char path[30];
    struct error error = {0};
    assert_false(dataset_path("a-file-that-is-called-so.csv", "/some/where/x.ini", path,
                              sizeof path, &error));
    assert_non_null(strstr(error.text, "too long"));
    assert_false(dataset_path("zzzzzzzzzzzzzzzz", NULL, path, sizeof path, &error));
    assert_non_null(strstr(error.text, "ravine list data"));
}

static void the_words_of_every_choice_are_data_sets_that_can_do_it(void **state)
{
    (void)state;
    for (size_t i = 0; dataset_example_names[i]; i++)
        assert_true(dataset_find(dataset_example_names[i])->alpha > 0);
    for (size_t i = 0; dataset_column_names[i]; i++)
        assert_non_null(dataset_find(dataset_column_names[i])->x);
    for (size_t i = 0; dataset_series_names[i]; i++)
        assert_non_null(dataset_find(dataset_series_names[i]));
    size_t learned = 0, listed = 0;
    for (size_t i = 0; datasets[i]; i++)
        learned += datasets[i]->alpha > 0;
    while (dataset_example_names[listed])
        listed++;
    assert_int_equal(listed, learned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_data_set_ships_and_has_its_columns),
        cmocka_unit_test(relative_files_lie_beside_the_scene),
        cmocka_unit_test(an_unknown_name_finds_the_nearest),
        cmocka_unit_test(a_table_within_a_figure_comes_before_one_beside_it),
        cmocka_unit_test(a_path_without_room_is_refused),
        cmocka_unit_test(the_words_of_every_choice_are_data_sets_that_can_do_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
