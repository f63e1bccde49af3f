#include "data/columns.h"

#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[64];

static int make_file(void **state)
{
    (void)state;
    strcpy(path, "/tmp/ravine-columns-XXXXXX");
    const int file = mkstemp(path);
    return file < 0 ? -1 : close(file);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static void look(struct columns *columns, const char *text)
{
    struct error error = {0};
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    if (!columns_read(columns, path, NULL, &error))
        fail_msg("%s", error.text);
}

static void numbers_words_and_dates_are_told_apart(void **state)
{
    (void)state;
    struct columns columns;
    look(&columns, "day,\"a, b\",city,gaps,late\n2020-01-01,1,Ulm,,2020-02-01\n"
                   "2020-01-02,2,Ulm,2.5,2020-01-01\n2020-01-04,6,Bonn,NA,2020-01-03\n");
    assert_int_equal(columns.count, 5);
    assert_int_equal(columns.rows, 3);
    assert_string_equal(columns.column[1].name, "a, b");
    assert_int_equal(columns.column[0].kind, COLUMN_DATE);
    assert_int_equal(columns.column[1].kind, COLUMN_NUMBER);
    assert_int_equal(columns.column[2].kind, COLUMN_WORD);
    assert_int_equal(columns.column[2].kinds, 2);
    assert_int_equal(columns.column[3].kind, COLUMN_NUMBER);
    assert_true(columns.column[3].gaps == 2 && columns.column[1].gaps == 0);
    assert_int_equal(columns.column[4].kind, COLUMN_DATE); // in whatever order
    columns_clear(&columns);
}

static void numbers_are_measured(void **state)
{
    (void)state;
    struct columns columns;
    look(&columns, "n,x\n1,1\n2,2.5\n3,\n4,4\n");
    assert_true(columns.column[0].is_count && columns.column[0].is_whole);
    assert_true(!columns.column[1].is_count && !columns.column[1].is_whole);
    assert_true(columns.column[1].low == 1 && columns.column[1].high == 4);
    assert_true(columns.column[1].mean == 2.5);
    assert_true(fabs(columns.column[1].deviation - sqrt(1.5)) < 1e-12);
    columns_clear(&columns);
}

static void a_table_without_a_header_has_numbers_for_names(void **state)
{
    (void)state;
    struct columns columns;
    look(&columns, "1,2\n3,4\n");
    assert_int_equal(columns.rows, 2);
    assert_string_equal(columns.column[1].name, "2");
    columns_clear(&columns);
}

static void names_may_stand_behind_the_mark_of_a_remark(void **state)
{
    (void)state;
    static const char *const text[] = {
        "# city,mood\nUlm,good\nBonn,bad\nUlm,bad\nBonn,good\n", "# x y\n1 2\n3 4\n5 7\n",
        "# place,2001,2002,2003\nkm,mm,mm,mm\n1.5,1,2,3\n2.5,4,5,6\n"};
    static const char *const names[][2] = {{"city", "mood"}, {"x", "y"}, {"place", "2001"}};
    for (int i = 0; i < 3; i++) {
        struct columns columns;
        look(&columns, text[i]);
        assert_string_equal(columns.column[0].name, names[i][0]);
        assert_string_equal(columns.column[1].name, names[i][1]);
        columns_clear(&columns);
    }
}

static void sums_at_the_foot_are_left_out_and_counted(void **state)
{
    (void)state;
    static const char *const text[] = {"city,n\nUlm,1\nBonn,2\nTotal,3\n",
                                       "city,n\nUlm,1\nBonn,2\nMean,1.5\nTotal,3\n"};
    static const char *const said[] = {"1 row at the foot left out", "2 rows at the foot left out"};
    for (int i = 0; i < 2; i++) {
        struct raw raw;
        struct report report = {0};
        struct error error = {0};
        char all[1000];
        assert_true(raw_parse(&raw, text[i], strlen(text[i]), "t.csv", &(struct table_hints){0},
                              &report, &error));
        report_join(&report, REPORT_ASSUMED, all, sizeof all);
        if (!strstr(all, said[i]))
            fail_msg("'%s' does not say '%s'", all, said[i]);
        raw_clear(&raw);
    }
}

static void note_most(void *user, double share)
{
    double *most = user;
    *most = fmax(*most, share);
}

static void who_reads_is_told_how_far_it_is(void **state)
{
    (void)state;
    double most = 0;
    const struct raw_watch watch = {note_most, &most};
    struct columns columns;
    struct raw raw;
    struct error error = {0};
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("a,b\n1,2\n3,4\n", file);
    fclose(file);
    assert_true(raw_open_watched(&raw, path, &(struct table_hints){0}, &watch, NULL, &error));
    assert_true(most < 1);
    assert_true(columns_look(&columns, &raw, NULL, 1, NULL, &error));
    assert_true(fabs(most - 1) < 1e-9);
    columns_clear(&columns);
    raw_clear(&raw);
}

static void a_table_that_cannot_be_read_says_why(void **state)
{
    (void)state;
    struct columns columns;
    struct error error = {0};
    assert_false(columns_read(&columns, "/nowhere/x.csv", NULL, &error));
    assert_non_null(strstr(error.text, "/nowhere/x.csv"));
    assert_null(columns.column);
}

#define FILE_TEST(name) cmocka_unit_test_setup_teardown(name, make_file, remove_file)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILE_TEST(numbers_words_and_dates_are_told_apart),
        FILE_TEST(numbers_are_measured),
        FILE_TEST(a_table_without_a_header_has_numbers_for_names),
        FILE_TEST(names_may_stand_behind_the_mark_of_a_remark),
        cmocka_unit_test(sums_at_the_foot_are_left_out_and_counted),
        FILE_TEST(who_reads_is_told_how_far_it_is),
        FILE_TEST(a_table_that_cannot_be_read_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
