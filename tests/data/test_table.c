#include "data/table.h"

#include "base/asset.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

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

static bool read_by_policy(struct table *table, const char *text, enum gap_policy policy,
                           struct report *report, struct error *error)
{
    static const struct table_want wants[] = {{.name = "a", .by_policy = true},
                                              {.name = "b", .by_policy = true}};
    const struct table_hints hints = {.codes.policy = policy};
    *error = (struct error){0};
    return table_parse(table, text, strlen(text), "t.csv", wants, 2, &hints, report, error);
}

static void rows_with_a_gap_become_what_is_said_of_them(void **state)
{
    (void)state;
    static const char text[] = "a,b\n1,2\n,4\n5,6\n,8\n";
    struct table table;
    struct report report = {0};
    struct error error;
    assert_true(read_by_policy(&table, text, GAP_DROP, &report, &error));
    assert_true(table.rows == 2 && table.all_rows == 4 && table.value[1][1] == 6);
    table_clear(&table);
    assert_false(read_by_policy(&table, text, GAP_REFUSE, &report, &error));
    assert_non_null(strstr(error.text, "t.csv:3: a is missing; missing = drop"));
    report = (struct report){0};
    assert_true(read_by_policy(&table, text, GAP_MEAN, &report, &error));
    assert_true(table.rows == 4 && table.value[0][1] == 3 && table.value[0][3] == 3);
    assert_string_equal(report.line[report.count - 1].text,
                        "a: 2 gaps take the mean of the others");
    table_clear(&table);
    assert_true(read_by_policy(&table, "a,b\n1,2\n,4\n", GAP_MEAN, &report, &error));
    assert_string_equal(report.line[report.count - 1].text,
                        "a: 1 gap takes the mean of the others");
    table_clear(&table);
    assert_false(read_by_policy(&table, "a,b\n1,\n,4\n", GAP_DROP, &report, &error));
    assert_non_null(strstr(error.text, "not one of 2 rows has a value in each"));
}

static void days_come_in_order_and_each_of_them_is_there(void **state)
{
    (void)state;
    static const struct table_want day[] = {{.name = "a", .kind = TABLE_DATE}};
    struct table table;
    struct error error;
    assert_true(parse(&table, "a\n2020-01-01\n2020-01-03\n", day, 1, &error));
    assert_true(table.value[0][1] - table.value[0][0] == 2);
    table_clear(&table);
    assert_false(parse(&table, "a,b\n2020-01-01,1\n,2\n2020-01-03,3\n", day, 1, &error));
    assert_non_null(strstr(error.text, "t.csv:3: a is ''"));
    assert_false(parse(&table, "a,b\n2020-01-01,1\n2020-01-01,2\n", day, 1, &error));
    assert_non_null(strstr(error.text, "t.csv:3: a 2020-01-01 comes after 2020-01-01"));
    assert_false(parse(&table, "a,b\nx,1\ny,2\n", day, 1, &error));
    assert_non_null(strstr(error.text, "a is 'x'"));
}

static void a_column_that_is_not_there_is_named_with_what_is(void **state)
{
    (void)state;
    static const struct table_want wants[] = {{"  a ", false}}, other[] = {{"5.2", false}},
                                   third[] = {{"temperature", false}};
    struct table table;
    struct error error;
    assert_true(parse(&table, "a,b\n1,2\n", wants, 1, &error)); // blanks around it aside
    table_clear(&table);
    assert_false(parse(&table, "a,5.1\n1,2\nx,3\n", other, 1, &error));
    assert_non_null(strstr(error.text, "no column '5.2'; there are a, 5.1")); // nobody means 5.1
    char text[4000] = "";
    for (int i = 0; i < 60; i++)
        sprintf(text + strlen(text), "%scolumn number %d", i ? "," : "", i);
    strcat(text, "\n");
    for (int i = 0; i < 60; i++)
        sprintf(text + strlen(text), "%s%d", i ? "," : "", i);
    strcat(text, "\n");
    assert_false(parse(&table, text, third, 1, &error));
    assert_non_null(strstr(error.text, "there are column number 0, column number 1"));
    assert_true(strlen(error.text) < 400);
}

// So many lines within quotes that a part of a file begins in the midst of them wherever it does.
static void quoted_lines_are_read_whichever_way_the_file_is_divided(void **state)
{
    (void)state;
    enum { ROWS = 6000, LINES = 150 };
    char *text = malloc((size_t)ROWS * (4 * LINES + 40)), *at = text;
    struct table table;
    struct error error;
    assert_non_null(text);
    at += sprintf(at, "a,note,b\n");
    for (int i = 0; i < ROWS; i++) {
        at += sprintf(at, "%d,\"", i);
        for (int line = 0; i > 4000 && line < LINES; line++)
            at += sprintf(at, "x,1\n");
        at += sprintf(at, "\",%d\n", 2 * i);
    }
    if (!parse(&table, text, ab, 2, &error))
        fail_msg("%s", error.text);
    assert_int_equal(table.rows, ROWS);
    for (int i = 0; i < ROWS; i++)
        assert_true(table.value[0][i] == i && table.value[1][i] == 2 * i);
    table_clear(&table);
    strcpy(at - 3, "9\n3,\"open\n"); // and a fault has its line
    assert_false(parse(&table, text, ab, 2, &error));
    assert_non_null(strstr(error.text, "a quote is opened and never closed"));
    free(text);
}

static void more_values_than_there_is_room_for_are_refused(void **state)
{
    (void)state;
    enum { WANTS = 200, ROWS = 800000 };
    static struct table_want wants[WANTS];
    struct table table;
    struct error error = {0};
    char *text = malloc(4 * ROWS + 5);
    assert_non_null(text);
    for (int i = 0; i < WANTS; i++)
        wants[i].name = "a";
    memcpy(text, "a,b\n", 4);
    for (size_t i = 0; i < ROWS; i++)
        memcpy(text + 4 + 4 * i, "1,2\n", 4);
    assert_false(
        table_parse(&table, text, 4 + 4 * ROWS, "t.csv", wants, WANTS, NULL, NULL, &error));
    assert_non_null(strstr(error.text, "rows of 200 columns are more than"));
    free(text);
}

static void what_is_left_out_of_numbers_is_said(void **state)
{
    (void)state;
    static const char text[] = "a,b\n10%,1\n20%,2\n30%,3\n12%,4\n15%,5\n18%,6\n11%,7\n13%,8\n"
                               "14%,9\n16%,10\n17%,11\n19%,-999\n";
    struct table table;
    struct report report = {0};
    struct error error = {0};
    assert_true(table_parse(&table, text, strlen(text), "t.csv", ab, 2, NULL, &report, &error));
    char said[1000];
    report_join(&report, REPORT_ASSUMED, said, sizeof said);
    assert_non_null(strstr(said, "a: signs of per cent are left out"));
    assert_non_null(strstr(said, "b: -999 is far from all other values (1 time)"));
    table_clear(&table);
    report = (struct report){0};
    static const char twice[] = "a,b\n1,1\n2,-999\n3,3\n4,4\n5,5\n6,6\n7,7\n8,8\n9,-999\n1,9\n";
    assert_true(table_parse(&table, twice, strlen(twice), "t.csv", ab, 2, NULL, &report, &error));
    report_join(&report, REPORT_DOUBT, said, sizeof said);
    assert_non_null(strstr(said, "b: -999 is far from all other values (2 times)"));
    table_clear(&table);
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

static void a_gzip_that_says_it_is_too_large_is_refused_before_it_is_unpacked(void **state)
{
    (void)state;
    enum { SIZE = 1250000 };
    static char bytes[SIZE] = "\x1f\x8b\x08";
    char copy[] = "/tmp/ravine-test-XXXXXX";
    const struct table_want wants[] = {{"carat", false}};
    struct table table;
    struct error error = {0};
    memcpy(bytes + SIZE - 4, "\0\0\0\x50", 4); // 1.3 GB, little end first
    const int file = mkstemp(copy);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, SIZE), SIZE);
    close(file);
    assert_false(table_read(&table, copy, wants, 1, NULL, NULL, &error));
    assert_non_null(strstr(error.text, "unzips to more than a gigabyte"));
    unlink(copy);
}

// As tapes and some tools leave them: several, and zeros behind each.
static void gzips_one_behind_the_other_are_one_file(void **state)
{
    (void)state;
    // gzip of "a,b\n1,2\n" and of "3,4\n", written by hand: stored blocks (RFC 1951, 3.2.4).
    static const char first[] = "\x1f\x8b\x08\0\0\0\0\0\0\x03\x01\x08\0\xf7\xff"
                                "a,b\n1,2\n",
                      second[] = "\x1f\x8b\x08\0\0\0\0\0\0\x03\x01\x04\0\xfb\xff"
                                 "3,4\n";
    char copy[] = "/tmp/ravine-test-XXXXXX";
    const int descriptor = mkstemp(copy);
    assert_true(descriptor >= 0);
    FILE *file = fdopen(descriptor, "wb");
    static const char *const parts[] = {first, second};
    static const size_t sizes[] = {sizeof first - 1, sizeof second - 1}, text[] = {8, 4};
    for (int i = 0; i < 2; i++) {
        const unsigned long check =
            crc32(0, (const unsigned char *)parts[i] + sizes[i] - text[i], (unsigned)text[i]);
        fwrite(parts[i], 1, sizes[i], file);
        for (int byte = 0; byte < 4; byte++)
            fputc((int)(check >> 8 * byte & 255), file);
        fputc((int)text[i], file);
        fwrite("\0\0\0\0\0\0", 1, 6, file); // the length's other bytes, and three more
    }
    fclose(file);
    struct table table;
    struct error error = {0};
    if (!table_read(&table, copy, ab, 2, NULL, NULL, &error))
        fail_msg("%s", error.text);
    assert_true(table.rows == 2 && table.value[0][0] == 1 && table.value[1][1] == 4);
    table_clear(&table);
    unlink(copy);
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
        cmocka_unit_test(rows_with_a_gap_become_what_is_said_of_them),
        cmocka_unit_test(days_come_in_order_and_each_of_them_is_there),
        cmocka_unit_test(a_column_that_is_not_there_is_named_with_what_is),
        cmocka_unit_test(quoted_lines_are_read_whichever_way_the_file_is_divided),
        cmocka_unit_test(more_values_than_there_is_room_for_are_refused),
        cmocka_unit_test(what_is_left_out_of_numbers_is_said),
        cmocka_unit_test(two_hundred_thousand_columns_are_refused),
        cmocka_unit_test(a_line_without_end_is_refused),
        cmocka_unit_test(more_rows_than_there_is_room_for_are_refused),
        cmocka_unit_test(every_number_of_threads_reads_the_same),
        cmocka_unit_test(the_shipped_diamonds_are_all_there),
        cmocka_unit_test(a_gzip_that_says_it_is_too_large_is_refused_before_it_is_unpacked),
        cmocka_unit_test(gzips_one_behind_the_other_are_one_file),
        cmocka_unit_test(a_gzip_cut_short_or_damaged_is_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
