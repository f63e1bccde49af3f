#include "data/examples.h"

#include "data/examples_build.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct examples examples;
static struct error error;

static bool read_text(const char *text, const char *label)
{
    FILE *out = fopen("test_examples.csv", "w");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
    error = (struct error){0};
    const bool done = examples_read(
        &examples, &(struct examples_source){.data = "test_examples.csv", .label = label}, &error);
    unlink("test_examples.csv");
    return done;
}

// `rows` lines made by a format of the row's number.
static const char *table(const char *header, const char *format, int rows)
{
    static char text[100000];
    size_t used = (size_t)snprintf(text, sizeof text, "%s\n", header);
    for (int i = 0; i < rows; i++) {
        used += (size_t)snprintf(text + used, sizeof text - used, format, i, i % 3, i * i);
        used += (size_t)snprintf(text + used, sizeof text - used, "\n");
    }
    return text;
}

static void assert_refused(const char *text, const char *label, const char *named)
{
    if (read_text(text, label))
        fail_msg("accepted, though it should say %s", named);
    assert_int_equal(error.kind, ERROR_INPUT);
    if (!strstr(error.text, named))
        fail_msg("'%s' does not say '%s'", error.text, named);
}

static void digits_are_ten_classes_of_images(void **state)
{
    (void)state;
    assert_true(examples_read(&examples, &(struct examples_source){.data = "digits"}, &error));
    assert_int_equal(examples.count, 1797);
    assert_int_equal(examples.inputs, 64);
    assert_true(examples.is_classes && examples.classes == 10 && examples.image == 8);
    assert_int_equal(examples.label[0], 0);
    assert_true(examples.x[2] == 5); // its third pixel
    examples_clear(&examples);
}

static void diamonds_have_ranks_and_a_log_price(void **state)
{
    (void)state;
    assert_true(examples_read(&examples, &(struct examples_source){.data = "diamonds"}, &error));
    assert_int_equal(examples.count, 53940);
    assert_int_equal(examples.inputs, 9);
    // The first: 0.23 carat, Ideal, E, SI2, 326 $.
    assert_true(examples.x[0] == 0.23 && examples.x[1] == 4 && examples.x[2] == 5 &&
                examples.x[3] == 1);
    assert_true(fabs(examples.target[0] - log(326)) < 1e-12);
    assert_string_equal(examples.input[8], "z");
    examples_clear(&examples);
}

static void words_make_classes_and_columns(void **state)
{
    (void)state;
    assert_true(read_text("size,colour,kind\n3,red,a\n2,blue,b\n1,red,a\n4,green,b\n5,red,a\n"
                          "6,blue,b\n7,red,a\n8,red,b\n9,blue,a\n10,green,b\n",
                          "kind"));
    assert_true(examples.is_classes && examples.classes == 2);
    assert_string_equal(examples.name[1], "b");
    assert_int_equal(examples.inputs, 4); // size, red, blue, green
    const double second[] = {2, 0, 1, 0};
    assert_memory_equal(examples.x + 4, second, sizeof second);
    assert_string_equal(examples.input[0], "size");
    assert_string_equal(examples.input[2], "colour = blue");
    assert_non_null(strstr(examples.found, "2 classes"));
    examples_clear(&examples);
}

static void few_whole_numbers_are_classes_and_others_are_numbers(void **state)
{
    (void)state;
    assert_true(read_text(table("x,y,z", "%d,%d,%d", 40), "y"));
    assert_true(examples.is_classes && examples.classes == 3);
    examples_clear(&examples);
    assert_true(read_text(table("x,y,z", "%d,%d,%d", 40), "z"));
    assert_false(examples.is_classes);
    assert_true(examples.target[39] == 39 * 39);
    examples_clear(&examples);
    assert_true(read_text(table("x,y", "%d,%d.5", 12), "y"));
    assert_false(examples.is_classes);
    examples_clear(&examples);
}

static void a_file_without_a_header_has_numbered_columns(void **state)
{
    (void)state;
    assert_true(read_text(table("0,1,2", "%d,%d,%d", 30), "2"));
    assert_int_equal(examples.count, 31);
    assert_int_equal(examples.inputs, 2);
    examples_clear(&examples);
}

static void wrong_files_are_told_what_is_wrong(void **state)
{
    (void)state;
    assert_refused(table("size,y", "%d,%d", 40), "sise", "did you mean 'size'");
    assert_refused(table("x,y", "%d,same", 40), "y", "the same in every row");
    assert_refused("x,y\n1,2\n3,4\n", "y", "2 rows");
    assert_refused("x,y\n1,a\n2,b\n,a\n4,b\n5,a\n6,b\n7,a\n8,b\n9,a\n10,b\n", "y",
                   "9 rows without a gap");
    assert_refused("x,y\nNaN,a\n2,b\n3,a\n4,b\n5,a\n6,b\n7,a\n8,b\n9,a\n10,b\n", "y",
                   "9 rows without a gap");
    assert_refused(table("x,y", "w%d,%d", 50), "y", "no column is left");
    assert_refused(table("x,y", "%d,k%d%d%d", 100), "y", "classes; at most 64");
    assert_refused("x\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n", "x", "no column is left");
    error = (struct error){0};
    assert_false(examples_read(
        &examples, &(struct examples_source){.data = "nowhere.csv", .label = "y"}, &error));
    assert_false(examples_read(&examples, &(struct examples_source){.data = "seattle"}, &error));
    assert_non_null(strstr(error.text, "label"));
}

static void inputs_are_those_that_are_listed(void **state)
{
    (void)state;
    FILE *out = fopen("test_examples.csv", "w");
    assert_non_null(out);
    fputs(table("x,y,z", "%d,%d,%d", 24), out);
    fclose(out);
    struct examples_source source = {.data = "test_examples.csv", .label = "y", .inputs = "z,, x,"};
    assert_true(examples_read(&examples, &source, &error));
    assert_int_equal(examples.inputs, 2);
    examples_clear(&examples);
    source.without = "z";
    assert_true(examples_read(&examples, &source, &error));
    assert_int_equal(examples.inputs, 1);
    assert_string_equal(examples.input[0], "x");
    examples_clear(&examples);
    source.inputs = "x, w";
    assert_false(examples_read(&examples, &source, &error));
    assert_non_null(strstr(error.text, "no column 'w'"));
    unlink("test_examples.csv");
}

static const char *const code_texts[] = {"-999, NA,, ", "drop", "mean", "refuse"};

static bool read_with_codes(const char *text, const char *codes)
{
    struct examples_source source = {.data = "test_examples.csv", .label = "y"};
    FILE *out = fopen("test_examples.csv", "w");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
    error = (struct error){0};
    const bool done = codes_parse(&source.hints.codes, codes, &error) &&
                      examples_read(&examples, &source, &error);
    unlink("test_examples.csv");
    return done;
}

static void rows_with_a_gap_are_left_out_filled_or_refused(void **state)
{
    (void)state;
    static char text[2000];
    strcpy(text, table("x,y,z", "%d,%d,%d", 24));
    strcat(text, "-999,1,5\n,2,7\n");
    static const size_t rows[] = {24, 25, 26, 0};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(read_with_codes(text, code_texts[i]), rows[i] > 0);
        if (rows[i] > 0)
            assert_int_equal(examples.count, rows[i]);
        else
            assert_non_null(strstr(error.text, "csv:27: x is missing; missing = drop"));
        examples_clear(&examples);
    }
    assert_false(read_with_codes(text, "a word that is much too long to be a code"));
    assert_non_null(strstr(error.text, "missing must be"));
}

static void columns_that_say_nothing_are_left_out_and_named(void **state)
{
    (void)state;
    assert_true(read_text(table("x,nothing,day,w,y", "%d,,2020-01-01,same,%d", 28), "y"));
    assert_int_equal(examples.inputs, 1);
    char said[1000];
    report_join(&examples.report, REPORT_FOUND, said, sizeof said);
    assert_non_null(strstr(said, "nothing"));
    assert_non_null(strstr(said, "day"));
    examples_clear(&examples);
    // One word among numbers is no number.
    static char text[2000];
    strcpy(text, table("x,y", "%d,%d", 60));
    strcat(text, "huge,1\n");
    assert_refused(text, "y", "csv:62: x is 'huge', not a number");
}

static void more_classes_or_inputs_than_there_is_room_for_are_refused(void **state)
{
    (void)state;
    assert_refused(table("x,y", "%d,k%d%d%d", 1100), "y", "more than 1000 classes");
    // A hundred columns of fifty words each.
    enum { COLUMNS = 100, ROWS = 120 };
    char *text = malloc((size_t)(COLUMNS + 1) * (ROWS + 1) * 8), *at = text;
    assert_non_null(text);
    for (int c = 0; c < COLUMNS; c++)
        at += sprintf(at, "c%d,", c);
    at += sprintf(at, "y\n");
    for (int row = 0; row < ROWS; row++) {
        for (int c = 0; c < COLUMNS; c++)
            at += sprintf(at, "w%d,", row % 50);
        at += sprintf(at, "%d\n", row % 2);
    }
    assert_refused(text, "y", "makes 5000 inputs; at most 4096");
    free(text);
}

// The readers of what ships, with files that are not as those are.
static void a_damaged_table_of_what_ships_is_refused_with_its_line(void **state)
{
    (void)state;
    static const char path[] = "test_examples.csv";
    static const char head[] = "carat,cut,color,clarity,depth,table,x,y,z,price\n";
    static const struct {
        const char *row, *named;
    } diamonds[] = {{"1,Ideal,E,SI2,1,1,1,1,1,0", "csv:3: price is 0"},
                    {"1,Fine,E,SI2,1,1,1,1,1,5", "'Fine' is no rank"},
                    {"1,Ideal,Q,SI2,1,1,1,1,1,5", "'Q' is no rank"},
                    {"1,Ideal,E,VVS9,1,1,1,1,1,5", "'VVS9' is no rank"},
                    {"1,Ideal,E,SI2,1,1,1,1,1", "9 fields"}};
    for (size_t i = 0; i < sizeof diamonds / sizeof *diamonds; i++) {
        FILE *out = fopen(path, "w");
        fprintf(out, "%s1,Ideal,E,SI2,1,1,1,1,1,5\n%s\n", head, diamonds[i].row);
        fclose(out);
        examples = (struct examples){0};
        assert_false(examples_read_diamonds(&examples, NULL, path, &error));
        if (!strstr(error.text, diamonds[i].named))
            fail_msg("'%s' does not say '%s'", error.text, diamonds[i].named);
        examples_clear(&examples);
    }
    static const char *const labels[] = {"10", "-1", "2.5"};
    for (size_t i = 0; i < 3; i++) {
        FILE *out = fopen(path, "w");
        for (int row = 0; row < 3; row++) {
            for (int c = 0; c < 64; c++)
                fprintf(out, "%d,", c % 17);
            fprintf(out, "%s\n", row == 1 ? labels[i] : "3");
        }
        fclose(out);
        examples = (struct examples){0};
        assert_false(examples_read_digits(&examples, NULL, path, &error));
        assert_non_null(strstr(error.text, "csv:2: column 65 is"));
        examples_clear(&examples);
    }
    unlink(path);
}

static void examples_whose_file_is_gone_are_recalled_and_say_so(void **state)
{
    (void)state;
    struct tables *tables = tables_create(&error);
    const struct examples_source source = {
        .data = "test_examples.csv", .label = "y", .tables = tables};
    assert_non_null(tables);
    static const char *const texts[] = {"good", "another", NULL}; // NULL: gone
    for (int i = 0; i < 3; i++) {
        if (texts[i]) {
            FILE *out = fopen("test_examples.csv", "w");
            assert_non_null(out);
            fputs(i == 0 ? table("x,z,y", "%d,%d,%d.5", 40) : "a,b\n1,2\n", out);
            fclose(out);
        }
        const bool is_there = examples_read(&examples, &source, &error);
        assert_int_equal(is_there, i == 0);
        tables_recall(tables, TABLES_LOST);
        assert_true(is_there || examples_read(&examples, &source, &error));
        tables_recall(tables, TABLES_NOW);
        assert_int_equal(report_count(&examples.report, REPORT_DOUBT) > 0, i > 0);
        assert_int_equal(examples.inputs, 1); // x numbers the rows
        examples_clear(&examples);
        unlink("test_examples.csv");
    }
    FILE *out = fopen("test_examples.csv", "w");
    assert_non_null(out);
    fputs(table("x,z,y", "%d,%d,%d", 30), out);
    fclose(out);
    tables_recall(tables, TABLES_PAST); // whatever has become of it
    assert_true(examples_read(&examples, &source, &error));
    assert_true(report_count(&examples.report, REPORT_DOUBT) > 0);
    examples_clear(&examples);
    unlink("test_examples.csv");
    tables_recall(tables, TABLES_NOW);
    examples_prepare("nowhere", tables); // nothing
    tables_destroy(tables);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_ten_classes_of_images),
        cmocka_unit_test(examples_whose_file_is_gone_are_recalled_and_say_so),
        cmocka_unit_test(diamonds_have_ranks_and_a_log_price),
        cmocka_unit_test(words_make_classes_and_columns),
        cmocka_unit_test(few_whole_numbers_are_classes_and_others_are_numbers),
        cmocka_unit_test(a_file_without_a_header_has_numbered_columns),
        cmocka_unit_test(inputs_are_those_that_are_listed),
        cmocka_unit_test(rows_with_a_gap_are_left_out_filled_or_refused),
        cmocka_unit_test(columns_that_say_nothing_are_left_out_and_named),
        cmocka_unit_test(more_classes_or_inputs_than_there_is_room_for_are_refused),
        cmocka_unit_test(a_damaged_table_of_what_ships_is_refused_with_its_line),
        cmocka_unit_test(wrong_files_are_told_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
