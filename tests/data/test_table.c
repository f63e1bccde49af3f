#include "data/table.h"

#include "base/asset.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct table_want ab[] = {{"a", false}, {"b", false}};

static bool parse(struct table *table, const char *text, const struct table_want wants[],
                  size_t count, struct error *error)
{
    *error = (struct error){0};
    return table_parse(table, text, strlen(text), "t.csv", wants, count, NULL, NULL, error);
}

static void refused(const char *text, const char *part)
{
    struct table table;
    struct error error;
    assert_false(parse(&table, text, ab, 2, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    if (!strstr(error.text, part))
        fail_msg("'%s' does not say '%s'", error.text, part);
    assert_null(table.value);
}

static void columns_are_found_by_name_in_any_order(void **state)
{
    (void)state;
    struct table table;
    struct error error;
    assert_true(parse(&table,
                      "\xEF\xBB\xBF"
                      "b,c,a\r\n1,x,2\r\n3.5,y,-4e2\r\n",
                      ab, 2, &error));
    assert_int_equal(table.rows, 2);
    assert_true(table.value[0][0] == 2 && table.value[0][1] == -400);
    assert_true(table.value[1][0] == 1 && table.value[1][1] == 3.5);
    table_clear(&table);
}

static void quotes_hide_commas_and_line_ends(void **state)
{
    (void)state;
    struct table table;
    struct error error;
    const char *text = "a,\"na,me \"\"x\"\"\nhere\",b\n1,\"two\nlines, and a \"\"\",3\n\"4\",x,5\n";
    assert_true(parse(&table, text, ab, 2, &error));
    assert_int_equal(table.rows, 2);
    assert_true(table.value[0][1] == 4 && table.value[1][1] == 5);
    table_clear(&table);
}

static void a_file_of_numbers_only_has_no_header(void **state)
{
    (void)state;
    struct table table;
    struct error error;
    const struct table_want third[] = {{"3", false}};
    assert_true(parse(&table, "1,2,3\n4,5,6", third, 1, &error));
    assert_int_equal(table.rows, 2);
    assert_true(table.value[0][0] == 3 && table.value[0][1] == 6);
    table_clear(&table);
    assert_false(parse(&table, "1,2\n3,4\n", third, 1, &error));
    assert_non_null(strstr(error.text, "1 to 2"));
}

static void numbers_are_read_to_the_last_bit(void **state)
{
    (void)state;
    static const char *const texts[] = {"0.1",
                                        "123456.789",
                                        "-0.07",
                                        "1e-7",
                                        "9007199254740993",
                                        "0.30000000000000004",
                                        "326",
                                        "4.2",
                                        "17.976931348623157"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[80];
        snprintf(text, sizeof text, "a,b\n%s,1\n", texts[i]);
        struct table table;
        struct error error;
        assert_true(parse(&table, text, ab, 2, &error));
        assert_true(table.value[0][0] == strtod(texts[i], NULL));
        table_clear(&table);
    }
}

static void what_is_missing_is_a_gap_only_where_allowed(void **state)
{
    (void)state;
    struct table table;
    struct error error;
    const struct table_want gaps[] = {{"a", true}, {"b", false}};
    assert_true(parse(&table, "a,b\n,1\nNA,2\nNaN,3\n4,4\n", gaps, 2, &error));
    assert_int_equal(table.rows, 4);
    assert_true(isnan(table.value[0][0]) && isnan(table.value[0][2]) && table.value[0][3] == 4);
    table_clear(&table);
    refused("a,b\n1,2\n,3\n", "t.csv:3: a is missing");
    refused("a,b\n1,2\nNaN,3\n", "t.csv:3: a is missing");
}

static void wrong_files_say_where_and_what(void **state)
{
    (void)state;
    refused("", "empty");
    refused("a,b\n", "no rows");
    refused("a,b\n\n\n", "no rows");
    refused("a,bee\n1,2\n", "no column 'b'");
    refused("aa,b\n1,2\n", "did you mean 'aa'");
    refused("a,b\n1,2\n3,abc\n", "t.csv:3: b is 'abc', not a number");
    refused("a,b\n1,2\n3,inf\n", "t.csv:3");
    refused("a,b\n1,2,3\n", "t.csv:2: 3 fields where line 1 has 2");
    refused("a,b\n1\n", "t.csv:2: 1 field where line 1 has 2");
    refused("a,b\n1\n", "t.csv:2");
    refused("a,\"b\n1,2\n", "never closed");
    refused("a,b\n1,\"2\n", "never closed");
    refused("a,b\n1,\x1b[31mred\n", "\\x1b[31mred");
}

static void two_hundred_thousand_columns_are_refused(void **state)
{
    (void)state;
    const size_t count = 200000;
    char *text = malloc(2 * count + 1);
    assert_non_null(text);
    for (size_t i = 0; i < count; i++) {
        text[2 * i] = 'a';
        text[2 * i + 1] = ',';
    }
    text[2 * count] = '\0';
    refused(text, "more than 100000 columns");
    free(text);
}

static void a_line_without_end_is_refused(void **state)
{
    (void)state;
    const size_t size = (size_t)17 << 20;
    char *text = malloc(size + 1);
    assert_non_null(text);
    memset(text, 'x', size);
    text[size] = '\0';
    refused(text, "t.csv:1: a line of more than 16 MB");
    free(text);
}

static void more_rows_than_there_is_room_for_are_refused(void **state)
{
    (void)state;
    const size_t rows = 10000010;
    char *text = malloc(4 * rows + 5);
    assert_non_null(text);
    memcpy(text, "a,b\n", 4);
    for (size_t i = 0; i < rows; i++)
        memcpy(text + 4 + 4 * i, "1,2\n", 4);
    text[4 + 4 * rows] = '\0';
    refused(text, "more than 10000000 rows");
    free(text);
}

static void every_number_of_threads_reads_the_same(void **state)
{
    (void)state;
    enum { ROWS = 200000 };
    // Quoted line ends and stray quotes: parts begin in the midst of them.
    char *text = malloc((size_t)ROWS * 40), *at = text;
    assert_non_null(text);
    at += sprintf(at, "a,note,b\n");
    for (int i = 0; i < ROWS; i++)
        at += sprintf(at,
                      i % 5 == 3   ? "%d,\"two\nlines, \"\"%d\",%d\n"
                      : i % 5 == 4 ? "%d,5\" of %d,%d\n"
                                   : "%d,x%d,%d\n",
                      i, i % 7, i % 1000);
    struct table table;
    struct error error;
    if (!parse(&table, text, ab, 2, &error))
        fail_msg("%s", error.text);
    assert_int_equal(table.rows, ROWS);
    for (size_t i = 0; i < ROWS; i++)
        assert_true(table.value[0][i] == (double)i && table.value[1][i] == (double)(i % 1000));
    table_clear(&table);
    free(text);
}

static void the_shipped_diamonds_are_all_there(void **state)
{
    (void)state;
    char path[4096];
    struct table table;
    struct error error = {0};
    const struct table_want wants[] = {{"carat", false}, {"price", false}};
    assert_true(asset_path("data/diamonds.csv.gz", path, sizeof path, &error));
    if (!table_read(&table, path, wants, 2, NULL, NULL, &error))
        fail_msg("%s", error.text);
    assert_int_equal(table.rows, 53940);
    double carats = 0, prices = 0;
    for (size_t i = 0; i < table.rows; i++) {
        carats += table.value[0][i];
        prices += table.value[1][i];
    }
    // R: mean(diamonds$carat) 0.7979397, mean(diamonds$price) 3932.8.
    assert_true(fabs(carats / 53940 - 0.7979397478680014) < 1e-12);
    assert_true(fabs(prices / 53940 - 3932.799721913237) < 1e-8);
    table_clear(&table);
}

static void a_gzip_cut_short_or_damaged_is_told_apart(void **state)
{
    (void)state;
    char path[4096], copy[] = "/tmp/ravine-test-XXXXXX";
    struct error error = {0};
    assert_true(asset_path("data/diamonds.csv.gz", path, sizeof path, &error));
    FILE *in = fopen(path, "rb");
    static unsigned char bytes[1 << 20];
    const size_t length = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    for (int damage = 0; damage < 2; damage++) {
        const int file = mkstemp(copy);
        assert_true(file >= 0);
        if (damage)
            memset(bytes + 5000, 0x55, 2000);
        const size_t size = damage ? length : length / 2;
        assert_int_equal(write(file, bytes, size), (ssize_t)size);
        close(file);
        struct table table;
        const struct table_want wants[] = {{"carat", false}};
        assert_false(table_read(&table, copy, wants, 1, NULL, NULL, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_non_null(strstr(error.text, damage ? "gzip data" : "ends early"));
        unlink(copy);
        strcpy(copy, "/tmp/ravine-test-XXXXXX");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_found_by_name_in_any_order),
        cmocka_unit_test(quotes_hide_commas_and_line_ends),
        cmocka_unit_test(a_file_of_numbers_only_has_no_header),
        cmocka_unit_test(numbers_are_read_to_the_last_bit),
        cmocka_unit_test(what_is_missing_is_a_gap_only_where_allowed),
        cmocka_unit_test(wrong_files_say_where_and_what),
        cmocka_unit_test(two_hundred_thousand_columns_are_refused),
        cmocka_unit_test(a_line_without_end_is_refused),
        cmocka_unit_test(more_rows_than_there_is_room_for_are_refused),
        cmocka_unit_test(every_number_of_threads_reads_the_same),
        cmocka_unit_test(the_shipped_diamonds_are_all_there),
        cmocka_unit_test(a_gzip_cut_short_or_damaged_is_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
