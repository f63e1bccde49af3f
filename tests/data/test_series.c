#include "data/series.h"

#include "test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct series series;
static struct error error;

static bool read_text(const char *text, const char *column)
{
    FILE *out = fopen("test_series.csv", "w");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
    error = (struct error){0};
    const bool done = series_read(
        &series, &(struct series_source){.data = "test_series.csv", .column = column}, &error);
    unlink("test_series.csv");
    return done;
}

static void assert_refused(const char *text, const char *column, const char *named)
{
    if (read_text(text, column))
        fail_msg("accepted %s", text);
    assert_int_equal(error.kind, ERROR_INPUT);
    if (!strstr(error.text, named))
        fail_msg("'%s' does not say '%s'", error.text, named);
}

static void seattle_has_its_first_and_last_day(void **state)
{
    (void)state;
    assert_true(
        series_read(&series, &(struct series_source){.data = "seattle", .column = NULL}, &error));
    assert_int_equal(series.days, 1461);
    assert_int_equal(series.first_day, 15340); // 2012-01-01
    assert_true(series.value[0] == 12.8 && series.has_dates && !series.is_synthetic);
    series_clear(&series);
    assert_true(series_read(
        &series, &(struct series_source){.data = "seattle", .column = "temp_mean"}, &error));
    assert_true(fabs(series.value[0] - 8.9) < 1e-12);
    series_clear(&series);
}

static void london_is_synthetic_says_so_and_keeps_its_normals(void **state)
{
    (void)state;
    // July and January of the daily maximum.
    static const struct {
        size_t from, to;
        double normal;
    } month[] = {{181, 212, 23.9}, {0, 31, 8.4}};
    assert_true(series_read(
        &series, &(struct series_source){.data = "london", .column = "temp_max"}, &error));
    assert_true(series.is_synthetic);
    assert_non_null(strstr(series.name, "synthetic"));
    for (int m = 0; m < 2; m++) {
        double sum = 0;
        int count = 0;
        for (size_t year = 0; year < 4; year++)
            for (size_t day = month[m].from; day < month[m].to; day++, count++)
                sum += series.value[365 * year + day];
        assert_true(fabs(sum / count - month[m].normal) < 1.5);
    }
    series_clear(&series);
}

static void londons_weather_lasts_from_day_to_day(void **state)
{
    (void)state;
    assert_true(series_read(
        &series, &(struct series_source){.data = "london", .column = "temp_mean"}, &error));
    // Differences of neighbours are much smaller than those of days a fortnight apart.
    double near = 0, far = 0;
    for (size_t k = 14; k < series.days; k++) {
        near += pow(series.value[k] - series.value[k - 1], 2);
        far += pow(series.value[k] - series.value[k - 14], 2);
    }
    assert_true(near < 0.5 * far && near > 0.1 * far);
    series_clear(&series);
}

static void days_that_are_not_in_the_file_are_gaps(void **state)
{
    (void)state;
    assert_true(read_text("date,t\n2020-02-27,1\n2020-02-28,\n2020-03-02,4\n", "t"));
    assert_int_equal(series.days, 5);
    assert_true(series.value[0] == 1 && series.value[4] == 4);
    for (int k = 1; k < 4; k++)
        assert_true(isnan(series.value[k]));
    series_clear(&series);
}

static void a_file_without_dates_counts_rows(void **state)
{
    (void)state;
    assert_true(read_text("a,t\n0,1\n0,NA\n0,3\n", "t"));
    assert_int_equal(series.days, 3);
    assert_false(series.has_dates);
    assert_true(isnan(series.value[1]) && series.value[2] == 3);
    series_clear(&series);
}

static void wrong_files_are_told_where_and_what(void **state)
{
    (void)state;
    assert_refused("date,t\n2020-01-02,1\n2020-01-02,2\n", "t", "each once");
    assert_refused("date,t\n2020-01-01,warm\n", "t", "'warm', not a number");
    assert_refused("date,t\n2020-01-01,\n2020-01-02,NA\n", "t", "not a single number");
    assert_refused("date,t\n2020-01-01,5\n", "t", "one reading only");
    assert_refused("date,t\n2020-01-01,5\n2020-01-02,5\n", "u", "no column 'u'");
    assert_refused("date,t\n0001-01-01,5\n0001-01-02,5\n9999-01-01,5\n", "t", "at most");
    assert_refused("date,t\n2020-01-01,5\n", NULL, "column");
}

static void a_shipped_series_knows_its_columns(void **state)
{
    (void)state;
    error = (struct error){0};
    assert_false(series_read(
        &series, &(struct series_source){.data = "london", .column = "temp_mxa"}, &error));
    assert_non_null(strstr(error.text, "temp_max"));
    assert_false(
        series_read(&series, &(struct series_source){.data = "seattle", .column = "wind"}, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seattle_has_its_first_and_last_day),
        cmocka_unit_test(london_is_synthetic_says_so_and_keeps_its_normals),
        cmocka_unit_test(londons_weather_lasts_from_day_to_day),
        cmocka_unit_test(days_that_are_not_in_the_file_are_gaps),
        cmocka_unit_test(a_file_without_dates_counts_rows),
        cmocka_unit_test(wrong_files_are_told_where_and_what),
        cmocka_unit_test(a_shipped_series_knows_its_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
