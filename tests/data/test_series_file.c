// Series out of files whose dates lie in odd places: apart, in the wrong order, not all there.
#include "data/series_file.h"

#include "test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char path[] = "test_series_file.csv";
static struct series series;
static struct error error;

static bool read_as(const char *text, const struct series_source *source)
{
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
    error = (struct error){0};
    const bool done = series_read(&series, source, &error);
    unlink(path);
    return done;
}

static void assert_says(const char *named)
{
    for (size_t i = 0; i < series.report.count; i++)
        if (strstr(series.report.line[i].text, named))
            return;
    fail_msg("nobody says '%s'", named);
}

struct refusal {
    const char *text, *date, *format, *named;
    bool blames_date;
};

static void dates_that_cannot_be_read_are_named_with_their_line(void **state)
{
    (void)state;
    static const struct refusal refusals[] = {
        {"a,t\n2020-01-01,1\n2020-01-02,2\n", "b", NULL, "no column 'b'", true},
        {"a,t\n2020-01-01,1\n2020-01-02,2\n", NULL, "q/q", "date_format", true},
        {"a,t\nx,1\ny,2\nz,3\n", "a", NULL, "csv:2: a is 'x', not a date", true},
        {"a,t\n,1\n,2\n,3\n", "a", NULL, "csv:2: a is '', not a date", true},
        {"a,t\n0.5,1\n7,2\n9,3\n", "a", NULL, "a is '0.5', not a date", true},
        // Most of them are dates, and the name says that all should be.
        {"date,t\n2020-01-01,1\n2020-01-02,2\nsoon,3\n2020-01-04,4\n", NULL, NULL,
         "csv:4: date is 'soon', not a date", false},
        // One of many, which looks like dates as a whole.
        {"a,t\n2020-01-01,1\n2020-01-02,2\n2020-01-03,3\n2020-01-04,4\n2020-01-05,5\n"
         "2020-01-06,6\n2020-01-07,7\n2020-01-08,8\n2020-01-09,9\n2020-01-10,1\nnever,2\n",
         NULL, NULL, "csv:12: a is 'never', not a date", false},
        // Days beyond 12 on either side.
        {"a,t\n13/01/2020,1\n14/01/2020,2\n15/01/2020,3\n01/16/2020,4\n", "a", NULL,
         "csv:5: a is '01/16/2020'", true},
        {"a,t\n01/02/2020,1\n02/03/2020,2\n03/04/2020,3\n", NULL, NULL,
         "nothing in a tells whether '01/02/2020' has the day or the month first", true},
        {"year,month,day,t\n2020,1,1,1\n2020,1.5,1,2\n", NULL, NULL, "csv:3: month is '1.5'",
         false},
        {"year,month,day,t\n2020,1,1,1\n2020,x,1,2\n", NULL, NULL, "csv:3: month is 'x'", false},
        {"year,month,day,t\n2020,1,1,1\n2020,2,30,2\n", NULL, NULL,
         "csv:3: year, month, day is '20200230'", false},
        {"year,month,day,hour,t\n2020,1,1,0,1\n2020,1,1,25,2\n", NULL, NULL,
         "csv:3: year, month, day is", false},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *refusal = &refusals[i];
        if (read_as(refusal->text, &(struct series_source){.data = path,
                                                           .column = "t",
                                                           .date = refusal->date,
                                                           .date_format = refusal->format}))
            fail_msg("accepted %s", refusal->text);
        if (!strstr(error.text, refusal->named))
            fail_msg("'%s' does not say '%s'", error.text, refusal->named);
        assert_int_equal(error.kind, ERROR_INPUT);
        if (series.lacks_date != refusal->blames_date)
            fail_msg("the date is %sto blame for '%s'", series.lacks_date ? "" : "not ",
                     error.text);
    }
}

static void rows_without_a_date_are_left_out_and_counted(void **state)
{
    (void)state;
    assert_true(read_as("year,month,day,t\n2020,1,1,1\n2020,,2,8\n2020,1,3,3\n",
                        &(struct series_source){.data = path, .column = "t"}));
    assert_int_equal(series.days, 2);
    assert_true(series.value[0] == 1 && series.value[1] == 3 && series.spacing.count == 2);
    assert_says("1 row without a date");
    series_clear(&series);
    assert_true(read_as("day,t\n2020-01-01,1\n,8\n,9\n2020-01-02,3\n2020-01-03,4\n",
                        &(struct series_source){.data = path, .column = "t", .date = "day"}));
    assert_true(series.days == 3 && series.value[1] == 3);
    assert_says("2 rows without a date");
    series_clear(&series);
}

static void hours_in_a_column_of_their_own_belong_to_the_date(void **state)
{
    (void)state;
    assert_true(read_as("date,hour,t\n2020-01-01,22,1\n2020-01-01,23,2\n2020-01-02,0,3\n",
                        &(struct series_source){.data = path, .column = "t"}));
    assert_int_equal(series.spacing.unit, SPACING_HOUR);
    assert_int_equal(series.days, 3);
    assert_int_equal(series.time[2] - series.time[0], 7200);
    series_clear(&series);
    assert_true(read_as("year,month,day,hour,t\n2020,1,31,23,1\n2020,2,1,0,2\n2020,2,1,1,4\n",
                        &(struct series_source){.data = path, .column = "t"}));
    assert_int_equal(series.spacing.unit, SPACING_HOUR);
    assert_true(series.days == 3 && series.value[2] == 4);
    series_clear(&series);
    assert_true(read_as("date,hour,t\n2020-01-01,22,1\n,23,2\n2020-01-02,0,3\n",
                        &(struct series_source){.data = path, .column = "t"}));
    assert_int_equal(series.days, 2); // an hour of no day is none
    series_clear(&series);
    // 25 is no hour: then that column is not the time of day, and each day stands twice.
    assert_false(read_as("date,hour,t\n2020-01-01,22,1\n2020-01-01,25,2\n",
                         &(struct series_source){.data = path, .column = "t"}));
    assert_non_null(strstr(error.text, "stands twice"));
    assert_false(read_as("date,time,t\n2020-01-01,22:00,1\n2020-01-01,noon,2\n",
                         &(struct series_source){.data = path, .column = "t"}));
    assert_non_null(strstr(error.text, "stands twice"));
}

// The month is the value, not a part of the date.
static void the_column_that_is_read_is_no_part_of_the_date(void **state)
{
    (void)state;
    assert_true(read_as("date,year,month\n2020-01-01,1,5\n2020-01-02,2,6\n",
                        &(struct series_source){.data = path, .column = "month"}));
    assert_true(series.has_dates && series.days == 2 && series.value[1] == 6);
    series_clear(&series);
}

static void what_was_found_in_the_dates_is_said(void **state)
{
    (void)state;
    const struct series_source source = {.data = path, .column = "t"};
    assert_true(
        read_as("date,other,t\n2020-01-01,2019-01-01,1\n2020-01-02,2019-01-02,2\n", &source));
    assert_says("other looks like dates, too");
    series_clear(&series);
    assert_true(read_as("date,t\n2020-01-03,1\n2020-01-01,2\n2020-01-02,3\n", &source));
    assert_true(series.value[0] == 2 && series.value[2] == 1);
    assert_says("sorted");
    series_clear(&series);
    assert_true(read_as("date,t\n01/13/2020,1\n01/14/2020,2\n01/15/2020,3\n", &source));
    assert_says("the month before the day");
    series_clear(&series);
    assert_true(read_as("date,t\n2020-01-01,1\n2020-01-08,2\n2020-01-15,3\n", &source));
    assert_says("every week");
    series_clear(&series);
    static const struct {
        const char *text, *said;
    } distances[] = {
        {"date,t\n2020-01-01 00:00,1\n2020-01-01 00:10,2\n2020-01-01 00:20,3\n",
         "a reading every 10 minutes"},
        {"date,t\n2020-01-01,1\n2020-04-01,2\n2020-07-01,3\n", "a reading every 3 months"}};
    for (int i = 0; i < 2; i++) {
        assert_true(read_as(distances[i].text, &source));
        assert_says(distances[i].said);
        series_clear(&series);
    }
    assert_true(read_as("date,t\n2020-01-01,1\n2020-01-02,2\n2020-01-03,3\n",
                        &(struct series_source){.data = path, .column = "t", .date = "none"}));
    assert_false(series.has_dates);
    assert_says("no dates");
    series_clear(&series);
}

// Ten days and more, of which one row lies some hours beside the others.
static void readings_beside_the_usual_distance_go_to_the_nearest(void **state)
{
    (void)state;
    char text[2000] = "date,t\n";
    for (int day = 1; day <= 20; day++)
        sprintf(text + strlen(text), "2020-01-%02d %02d:00,%d\n", day, day == 7 ? 5 : 0, day);
    assert_true(read_as(text, &(struct series_source){.data = path, .column = "t"}));
    assert_int_equal(series.days, 20);
    assert_true(series.value[6] == 7);
    assert_says("1 row lies beside");
    series_clear(&series);
    strcpy(text, "date,t\n");
    for (int day = 1; day <= 28; day++)
        sprintf(text + strlen(text), "2020-01-%02d %02d:00,%d\n", day, day % 14 == 7 ? 5 : 0, day);
    assert_true(read_as(text, &(struct series_source){.data = path, .column = "t"}));
    assert_says("2 rows lie beside");
    series_clear(&series);
    // At no distance at all.
    assert_true(read_as("date,t\n2020-01-01 00:00:01,1\n2020-02-02 10:07:13,2\n"
                        "2021-01-02 03:00:00,3\n2024-11-05 23:59:59,5\n",
                        &(struct series_source){.data = path, .column = "t"}));
    assert_int_equal(series.days, 4);
    assert_says("at no regular distance");
    series_clear(&series);
}

static void stretches_are_averaged_and_empty_ones_are_gaps(void **state)
{
    (void)state;
    // The newest first, and twice the same time.
    assert_true(
        read_as("date,t\n2020-01-03,1\n2020-01-02,2\n2020-01-02,4\n2020-01-01,5\n",
                &(struct series_source){.data = path, .column = "t", .resample = RESAMPLE_DAY}));
    assert_true(series.days == 3 && series.value[1] == 3 && series.value[0] == 5);
    series_clear(&series);
    assert_true(
        read_as("date,t\n2020-01-01 06:00,1\n2020-01-01 18:00,3\n2020-01-02 06:00,\n"
                "2020-01-03 06:00,8\n2020-01-03 06:00,10\n",
                &(struct series_source){.data = path, .column = "t", .resample = RESAMPLE_DAY}));
    assert_int_equal(series.days, 3);
    assert_true(series.value[0] == 2 && isnan(series.value[1]) && series.value[2] == 9);
    assert_says("5 readings averaged to 3: by day");
    series_clear(&series);
    assert_false(
        read_as("a,t\n1,1\n2,2\n",
                &(struct series_source){.data = path, .column = "t", .resample = RESAMPLE_DAY}));
    assert_non_null(strstr(error.text, "resample needs a column of dates"));
}

static void a_shipped_series_is_averaged_by_month_and_copied(void **state)
{
    (void)state;
    struct series daily, copy;
    assert_true(series_read(&daily, &(struct series_source){.data = "london"}, &error));
    assert_true(series_read(
        &series, &(struct series_source){.data = "london", .resample = RESAMPLE_MONTH}, &error));
    assert_int_equal(series.spacing.unit, SPACING_MONTH);
    assert_int_equal(series.days, 48);
    double sum = 0;
    for (int day = 0; day < 31; day++)
        sum += daily.value[day] / 31;
    assert_float_equal(series.value[0], sum, 1e-12);
    assert_true(series_copy(&copy, &series, &error));
    assert_ptr_not_equal(copy.value, series.value);
    assert_memory_equal(copy.value, series.value, series.days * sizeof *series.value);
    assert_memory_equal(copy.time, series.time, series.days * sizeof *series.time);
    series_clear(&copy);
    series_clear(&series);
    series_clear(&daily);
}

// More than what is looked at to find the dates.
static void a_long_file_has_its_dates_found_in_its_first_rows(void **state)
{
    (void)state;
    static char text[400000];
    size_t used = (size_t)sprintf(text, "date,t\n");
    for (int i = 0; used < 200000; i++)
        used += (size_t)sprintf(text + used, "%04d-%02d-%02d,%d\n", 1900 + i / 336, i / 28 % 12 + 1,
                                i % 28 + 1, i);
    assert_true(read_as(text, &(struct series_source){.data = path, .column = "t"}));
    assert_true(series.has_dates && series.days > 10000);
    series_clear(&series);
    // So are hours; what comes later may be none.
    used = (size_t)sprintf(text, "date,hour,t\n");
    for (int i = 0; used < 200000; i++)
        used += (size_t)sprintf(text + used, "%04d-%02d-%02d,12,%d\n", 1900 + i / 336,
                                i / 28 % 12 + 1, i % 28 + 1, i);
    sprintf(text + used, "2020-01-01,late,1\n");
    assert_false(read_as(text, &(struct series_source){.data = path, .column = "t"}));
    assert_non_null(strstr(error.text, "hour is 'late'"));
}

static void a_column_of_words_or_of_nothing_is_no_series(void **state)
{
    (void)state;
    const struct series_source source = {.data = path, .column = "t"};
    assert_false(read_as("date,t\n2020-01-01,\n2020-01-02,\n", &source));
    assert_non_null(strstr(error.text, "not a single number"));
    assert_false(read_as("date,t\n2020-01-01,warm\n2020-01-02,cold\n", &source));
    assert_non_null(strstr(error.text, "'warm', not a number"));
    assert_false(series_read(&series, &(struct series_source){.data = "nowhere"}, &error));
}

static void a_series_whose_file_is_gone_is_recalled_and_says_so(void **state)
{
    (void)state;
    static const char good[] = "day,t\n2024-01-01,3\n2024-01-02,5\n2024-01-03,4\n";
    struct tables *tables = tables_create(&error);
    const struct series_source source = {.data = path, .column = "t", .tables = tables};
    assert_non_null(tables);
    assert_true(read_as(good, &source)); // and gone
    series_clear(&series);
    assert_false(series_read(&series, &source, &error));
    tables_recall(tables, TABLES_LOST);
    assert_true(series_read(&series, &source, &error));
    assert_int_equal(series.days, 3);
    assert_true(series.value[1] == 5);
    assert_says("is not as it was");
    series_clear(&series);
    assert_true(read_as("day\nnothing\n", &source)); // another, which cannot be read
    assert_int_equal(series.days, 3);
    assert_says("is not as it was");
    series_clear(&series);
    tables_recall(tables, TABLES_PAST); // whatever has become of it
    assert_true(read_as("day,t\n2024-01-01,7\n2024-01-02,8\n", &source));
    assert_true(series.value[1] == 5);
    assert_says("is not as it was");
    series_clear(&series);
    tables_recall(tables, TABLES_NOW);
    assert_false(read_as("day\nnothing\n", &source));
    tables_destroy(tables);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_that_cannot_be_read_are_named_with_their_line),
        cmocka_unit_test(a_series_whose_file_is_gone_is_recalled_and_says_so),
        cmocka_unit_test(rows_without_a_date_are_left_out_and_counted),
        cmocka_unit_test(hours_in_a_column_of_their_own_belong_to_the_date),
        cmocka_unit_test(the_column_that_is_read_is_no_part_of_the_date),
        cmocka_unit_test(what_was_found_in_the_dates_is_said),
        cmocka_unit_test(readings_beside_the_usual_distance_go_to_the_nearest),
        cmocka_unit_test(stretches_are_averaged_and_empty_ones_are_gaps),
        cmocka_unit_test(a_shipped_series_is_averaged_by_month_and_copied),
        cmocka_unit_test(a_long_file_has_its_dates_found_in_its_first_rows),
        cmocka_unit_test(a_column_of_words_or_of_nothing_is_no_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
