// Tables as people have them, of many makers: each is found to be written as it is.
#include "data/columns.h"
#include "data/examples.h"
#include "data/series.h"

#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TABLES SOURCE_ROOT "/tests/data/tables/"

struct shape {
    const char *file;
    char separator, decimal;
    bool has_header;
    size_t rows;
    const char *kinds; // a letter a column: n number, d date, w word, e empty
    const char *name;  // of the second column
};

static const struct shape shapes[] = {
    {"dwd-daily.txt", ';', '.', true, 40, "ndnnnnnnnw", "MESS_DATUM"},
    {"dwd-hourly.txt", ';', '.', true, 72, "ndnnnw", "MESS_DATUM"},
    {"noaa-daily.csv", ',', '.', true, 35, "wwdnnn", "NAME"},
    {"noaa-glance.csv", ',', '.', true, 31, "dnn", "Value"},
    {"noaa-comments.csv", ',', '.', true, 70, "dn", "Anomaly"},
    {"co2-mlo.csv", ',', '.', true, 60, "dnnnnnnn", "month"},
    {"co2-mlo.txt", ' ', '.', true, 40, "dnn", "mean"},
    {"gistemp-full.csv", ',', '.', true, 34, "dnnnnnn", "Jan"},
    {"meteostat.csv", ',', '.', false, 45, "dnnnnennene", "2"},
    {"iris.data", ',', '.', false, 45, "nnnnw", "2"},
    {"winequality-red.csv", ';', '.', true, 60, "nnnn", "volatile acidity"},
    {"kaggle-housing.csv", ',', '.', true, 40, "nnnwwnn", "MSSubClass"},
    {"titanic.csv", ',', '.', true, 48, "nnnwwnnnwnww", "Survived"},
    {"adult.data", ',', '.', false, 60, "nwnwnw", "2"},
    {"auto-mpg.data", ' ', '.', false, 40, "nnnnnnnnw", "2"},
    {"housing.data", ' ', '.', false, 50, "nnnnnnnn", "2"},
    {"yahoo.csv", ',', '.', true, 30, "dnnnnnn", "Open"},
    {"investing.csv", ',', '.', true, 40, "dnnnnwn", "Price"},
    {"owid.csv", ',', '.', true, 60, "wwdn", "Code"},
    {"eurostat.tsv", '\t', '.', true, 8, "wnnen", "2015"},
    {"worldbank.csv", ',', '.', true, 6, "wwwwnnene", "Country Code"},
    {"excel-deutsch.csv", ';', ',', true, 30, "dnnn", "Temperatur (°C)"},
    {"excel-utf16.txt", '\t', ',', true, 30, "dn", "Wert"},
    {"excel-sep.csv", ';', '.', true, 12, "dn", "Sales"},
    {"agency.csv", ';', '.', true, 30, "dnnn", "Temp"},
    {"open-meteo.csv", ',', '.', true, 96, "dnn", "temperature_2m (°C)"},
    {"iem.csv", ',', '.', true, 60, "wdnn", "valid"},
    {"usgs.rdb", '\t', '.', true, 40, "wndnw", "site_no"},
    {"us-times.csv", ',', '.', true, 80, "dn", "Value"},
    {"open-order.csv", ',', '.', true, 36, "dn", "x"},
    {"monate.csv", ';', ',', true, 24, "dn", "Mittel"},
    {"ymd-columns.csv", ',', '.', true, 40, "nnnn", "mo"},
    {"epoch.csv", ',', '.', true, 100, "dn", "value"},
    {"quarters.csv", ',', '.', true, 30, "dn", "gdp"},
    {"r-rownames.txt", ' ', '.', true, 30, "wnnn", "mpg"},
    {"pandas-index.csv", ',', '.', true, 30, "nnnn", "0"},
    {"bars.txt", '|', '.', true, 30, "nwn", "name"},
    {"one-column.csv", ';', ',', true, 30, "n", NULL},
    {"blank-thousands.csv", ';', '.', true, 30, "dn", "population"},
    {"words-header.csv", ',', '.', true, 30, "www", "shape"},
    {"mushroom.data", ',', '.', false, 60, "wwwwwwww", "2"},
    {"zones.csv", ',', '.', true, 99, "dn", "load"},
    {"date-and-time.csv", ';', ',', true, 72, "dwn", "Uhrzeit"},
    {"trailing.csv", ',', '.', true, 20, "nnn", "b"},
    {"old-mac.csv", ',', '.', true, 20, "nn", "y"},
    {"title.csv", ',', '.', true, 5, "wnnn", "2019"},
    {"month-names.csv", ',', '.', true, 8, "wnnn", "Jan 2020"},
    {"wide-names.txt", ' ', '.', true, 30, "dnn", "Mean Temp"},
    {"agency-deutsch.csv", ';', ',', true, 40, "dnn", "Temp °C"},
    {"one-column-gaps.csv", ',', '.', true, 20, "n", NULL},
    {"date-capital.csv", ',', '.', true, 37, "dn", "Temp"},
    {"date-dmy-dot.csv", ',', '.', true, 40, "dn", "temp"},
    {"gistemp.csv", ',', '.', true, 36, "dnnn", "Jan"},
    {"semicolon-comma.csv", ';', ',', true, 12, "nn", "rent"},
    {"missing-row.csv", ',', '.', true, 12, "nn", "rent"},
    {"one-mark-makes-words.csv", ',', '.', true, 90, "nnw", "size"},
    {"words-no-header.csv", ',', '.', false, 90, "nnw", "2"},
    {"dup-column.csv", ',', '.', true, 40, "nnn", "a.2"},
};

static void check(const struct shape *shape)
{
    static const char letters[] = {
        [COLUMN_NUMBER] = 'n', [COLUMN_DATE] = 'd', [COLUMN_WORD] = 'w', [COLUMN_EMPTY] = 'e'};
    char path[512], kinds[64] = "";
    struct raw raw;
    struct columns columns;
    struct error error = {0};
    const struct table_hints hints = {0};
    snprintf(path, sizeof path, TABLES "%s", shape->file);
    if (!raw_open(&raw, path, &hints, NULL, &error) ||
        !columns_look(&columns, &raw, NULL, 1, NULL, &error))
        fail_msg("%s", error.text);
    for (size_t i = 0; i < columns.count; i++)
        kinds[i] = letters[columns.column[i].kind];
    if (raw.format.separator != shape->separator || raw.format.decimal != shape->decimal ||
        raw.format.has_header != shape->has_header || columns.rows != shape->rows ||
        strcmp(kinds, shape->kinds) != 0 || (shape->name && strcmp(raw.name[1], shape->name) != 0))
        fail_msg("%s: separator '%c', decimal '%c', header %d, %zu rows, kinds %s, second '%s'",
                 shape->file, raw.format.separator, raw.format.decimal, raw.format.has_header,
                 columns.rows, kinds, raw.name[raw.format.columns > 1]);
    columns_clear(&columns);
    raw_clear(&raw);
}

static void every_shape_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        check(&shapes[i]);
}

// ---- series -------------------------------------------------------------------------------------

struct spaced {
    const char *file, *column;
    size_t readings, gaps;
    enum spacing_unit unit;
    long count;
    const char *first, *last; // times
    double last_value;
    const char *said; // part of what is said; NULL = nothing in particular
};

static const struct spaced series_of[] = {
    {"dwd-daily.txt", "TMK", 40, 0, SPACING_DAY, 1, "2021-03-01", "2021-04-09", NAN, NULL},
    {"dwd-hourly.txt", "TT_TU", 72, 0, SPACING_HOUR, 1, "2021-03-01", "2021-03-03 23:00", NAN,
     "every hour"},
    {"noaa-glance.csv", "Value", 31, 0, SPACING_YEAR, 1, "1990-01-01", "2020-01-01", NAN, "year"},
    {"co2-mlo.csv", "average", 60, 0, SPACING_MONTH, 1, "1958-03-01", "1963-02-01", 319.92,
     "month"},
    {"gistemp-full.csv", "J-D", 34, 1, SPACING_YEAR, 1, "1990-01-01", "2023-01-01", NAN, "line 1"},
    {"meteostat.csv", "2", 45, 0, SPACING_DAY, 1, "2021-03-01", "2021-04-14", NAN, "no header"},
    {"yahoo.csv", "Close", 40, 11, SPACING_DAY, 1, "2021-03-01", "2021-04-09", NAN, NULL},
    {"investing.csv", "Price", 40, 0, SPACING_DAY, 1, "2021-03-01", "2021-04-09", 1239.95,
     "newest row came first"},
    {"excel-deutsch.csv", "Temperatur (°C)", 30, 0, SPACING_DAY, 1, "2021-03-01", "2021-03-30", NAN,
     "Latin-1"},
    {"excel-utf16.txt", "Wert", 30, 0, SPACING_DAY, 1, "2021-03-01", "2021-03-30", NAN, "comma"},
    {"excel-sep.csv", "Sales", 12, 0, SPACING_MONTH, 1, "2020-01-01", "2020-12-01", 177, "month"},
    {"agency.csv", "Temp", 30, 0, SPACING_DAY, 1, "2021-03-01", "2021-03-30", NAN, "units"},
    {"iem.csv", "tmpf", 60, 2, SPACING_HOUR, 1, "2021-03-01 00:53", "2021-03-03 11:53", NAN,
     "'M' in line 9"},
    {"usgs.rdb", "00060_mean", 40, 0, SPACING_DAY, 1, "2021-03-01", "2021-04-09", 6443, NULL},
    {"us-times.csv", "Value", 80, 0, SPACING_HOUR, 6, "2021-03-01", "2021-03-20 18:00", NAN,
     "6 hours"},
    {"monate.csv", "Mittel", 24, 0, SPACING_MONTH, 1, "2019-01-01", "2020-12-01", NAN, "month"},
    {"ymd-columns.csv", "T2M", 40, 0, SPACING_DAY, 1, "2021-03-01", "2021-04-09", NAN, NULL},
    {"epoch.csv", "value", 100, 0, SPACING_MINUTE, 10, "2021-03-01", "2021-03-01 16:30", NAN,
     "10 minutes"},
    {"quarters.csv", "gdp", 30, 0, SPACING_MONTH, 3, "2010-01-01", "2017-04-01", 129, "3 months"},
    {"zones.csv", "load", 99, 0, SPACING_HOUR, 1, "2021-03-26", "2021-03-30 02:00", 599, "hour"},
    {"date-and-time.csv", "Wert", 72, 0, SPACING_HOUR, 1, "2021-03-01", "2021-03-03 23:00", NAN,
     "hour"},
    {"date-capital.csv", "Temp", 40, 3, SPACING_DAY, 1, "2023-12-20", "2024-01-28", 4, NULL},
    {"date-lower.csv", "Temp", 40, 3, SPACING_DAY, 1, "2023-12-20", "2024-01-28", 4, NULL},
    {"date-dmy-dot.csv", "temp", 40, 0, SPACING_DAY, 1, "2023-12-20", "2024-01-28", 4, NULL},
    {"gistemp.csv", "J-D", 36, 1, SPACING_YEAR, 1, "1990-01-01", "2025-01-01", NAN, "title"},
    {"sentinel.csv", "TAVG", 40, 0, SPACING_DAY, 1, "2023-12-20", "2024-01-28", 4,
     "missing = -9999"},
    {"weekly.csv", "level", 80, 0, SPACING_DAY, 7, "2022-01-03", "2023-07-10", 49.73, "week"},
};

static void check_series(const struct spaced *of)
{
    char path[512], first[32], last[32], said[4000];
    struct series series;
    struct error error = {0};
    snprintf(path, sizeof path, TABLES "%s", of->file);
    const struct series_source source = {.data = path, .column = of->column};
    if (!series_read(&series, &source, &error))
        fail_msg("%s", error.text);
    size_t gaps = 0;
    for (size_t i = 0; i < series.days; i++)
        gaps += isnan(series.value[i]) ? 1 : 0;
    when_show(series.time[0], first);
    when_show(series.time[series.days - 1], last);
    report_join(&series.report, REPORT_ASSUMED, said, sizeof said);
    if (series.days != of->readings || gaps != of->gaps || series.spacing.unit != of->unit ||
        series.spacing.count != of->count || strcmp(first, of->first) != 0 ||
        strcmp(last, of->last) != 0 || (of->said && !strstr(said, of->said)))
        fail_msg("%s: %zu readings, %zu gaps, every %ld of unit %d, %s to %s; said: %s", of->file,
                 series.days, gaps, series.spacing.count, (int)series.spacing.unit, first, last,
                 said);
    if (!isnan(of->last_value))
        assert_true(fabs(series.value[series.days - 1] - of->last_value) < 1e-9);
    series_clear(&series);
}

static void every_series_has_its_readings_at_their_times(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof series_of / sizeof *series_of; i++)
        check_series(&series_of[i]);
}

static void what_stands_twice_is_refused_or_averaged(void **state)
{
    (void)state;
    struct series series;
    struct error error = {0};
    struct series_source source = {.data = TABLES "twice.csv", .column = "v"};
    assert_false(series_read(&series, &source, &error));
    assert_non_null(strstr(error.text, "twice.csv:3: 2021-01-01 stands twice, first in line 2"));
    assert_non_null(strstr(error.text, "resample"));
    source.resample = RESAMPLE_DAY;
    assert_true(series_read(&series, &source, &error));
    assert_int_equal(series.days, 40);
    series_clear(&series);
    source.resample = RESAMPLE_MONTH;
    assert_true(series_read(&series, &source, &error));
    assert_int_equal(series.days, 2);
    assert_true(series.spacing.unit == SPACING_MONTH && series.spacing.count == 1);
    series_clear(&series);
}

static void dates_of_which_both_orders_are_possible_are_refused(void **state)
{
    (void)state;
    struct series series;
    struct error error = {0};
    struct series_source source = {.data = TABLES "open-order.csv", .column = "x"};
    assert_false(series_read(&series, &source, &error));
    assert_non_null(strstr(error.text, "date_format"));
    static const struct {
        const char *format;
        double second; // what was read on 2 January
    } formats[] = {{"d/m/y", 1}, {"m/d/y", 9}, {"%d/%m/%Y", 1}};
    for (size_t i = 0; i < 3; i++) {
        source.date_format = formats[i].format;
        if (!series_read(&series, &source, &error))
            fail_msg("%s", error.text);
        assert_true(series.value[1] == formats[i].second);
        series_clear(&series);
    }
}

// ---- training -----------------------------------------------------------------------------------

struct taught {
    const char *file, *label;
    bool is_classes;
    size_t rows, inputs, classes;
    const char *said;
};

static const struct taught examples_of[] = {
    {"iris.data", "5", true, 45, 4, 3, "no header"},
    {"words-no-header.csv", "3", true, 90, 2, 3, "no header"},
    {"winequality-red.csv", "quality", true, 60, 3, 6, "semicolon"},
    {"kaggle-housing.csv", "SalePrice", false, 34, 3, 0, "6 of 40 rows left out"},
    {"titanic.csv", "Survived", true, 40, 9, 2, "PassengerId counts the rows"},
    {"adult.data", "6", true, 60, 3, 2, "no header"},
    {"auto-mpg.data", "1", true, 39, 6, 15, "1 of 40 rows"},
    {"mnist-like.csv", "label", true, 30, 53, 10, "10 columns are the same in every row"},
    {"one-mark-makes-words.csv", "kind", true, 88, 2, 2, "2 of 90 rows"},
    {"dup-column.csv", "y", true, 40, 2, 2, "two columns are called a"},
    {"mushroom.data", "2", true, 60, 42, 5, "no header"},
};

static void check_examples(const struct taught *of)
{
    char path[512], said[4000];
    struct examples examples;
    struct error error = {0};
    snprintf(path, sizeof path, TABLES "%s", of->file);
    const struct examples_source source = {.data = path, .label = of->label};
    if (!examples_read(&examples, &source, &error))
        fail_msg("%s", error.text);
    report_join(&examples.report, REPORT_ASSUMED, said, sizeof said);
    if (examples.is_classes != of->is_classes || examples.count != of->rows ||
        examples.inputs != of->inputs || examples.classes != of->classes || !strstr(said, of->said))
        fail_msg("%s: %zu rows, %zu inputs, %zu classes; said: %s", of->file, examples.count,
                 examples.inputs, examples.classes, said);
    examples_clear(&examples);
}

static void every_table_is_learned_from_what_it_has(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples_of / sizeof *examples_of; i++)
        check_examples(&examples_of[i]);
}

static void the_second_of_two_columns_of_one_name_is_read_as_itself(void **state)
{
    (void)state;
    struct examples examples;
    struct error error = {0};
    const struct examples_source source = {.data = TABLES "dup-column.csv", .label = "y"};
    assert_true(examples_read(&examples, &source, &error));
    assert_string_equal(examples.input[1], "a.2");
    for (size_t i = 0; i < examples.count; i++)
        assert_true(examples.x[2 * i + 1] == examples.label[i]);
    examples_clear(&examples);
}

static void inputs_are_chosen_and_left_out_by_name(void **state)
{
    (void)state;
    struct examples examples;
    struct error error = {0};
    struct examples_source source = {
        .data = TABLES "kaggle-housing.csv", .label = "SalePrice", .inputs = "LotArea, Id"};
    assert_true(examples_read(&examples, &source, &error));
    assert_int_equal(examples.inputs, 2); // what is named is taken, though it counts the rows
    assert_int_equal(examples.count, 40);
    examples_clear(&examples);
    source = (struct examples_source){
        .data = TABLES "kaggle-housing.csv", .label = "SalePrice", .without = "LotFrontage"};
    assert_true(examples_read(&examples, &source, &error));
    assert_int_equal(examples.inputs, 2);
    assert_int_equal(examples.count, 40);
    examples_clear(&examples);
    source.without = "LotFrontag";
    assert_false(examples_read(&examples, &source, &error));
    assert_string_equal(examples.blame, "without");
    assert_non_null(strstr(error.text, "LotFrontage"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shape_is_found),
        cmocka_unit_test(every_series_has_its_readings_at_their_times),
        cmocka_unit_test(what_stands_twice_is_refused_or_averaged),
        cmocka_unit_test(dates_of_which_both_orders_are_possible_are_refused),
        cmocka_unit_test(every_table_is_learned_from_what_it_has),
        cmocka_unit_test(the_second_of_two_columns_of_one_name_is_read_as_itself),
        cmocka_unit_test(inputs_are_chosen_and_left_out_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
