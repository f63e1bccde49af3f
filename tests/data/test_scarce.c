// Readers of tables where memory runs out at each of their requests, one after the other.
#include "scarce.h"

#include "data/ahead.h"
#include "data/columns.h"
#include "data/examples.h"
#include "data/series.h"

#include "test.h"

#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TABLES SOURCE_ROOT "/tests/data/tables/"

static void sum_report(uint64_t *sum, const struct report *report)
{
    for (size_t i = 0; i < report->count; i++)
        scarce_sum_text(sum, report->line[i].text);
}

static bool look(const void *from, uint64_t *sum, struct error *error)
{
    struct columns columns;
    struct report report = {0};
    if (!columns_read(&columns, from, &report, error))
        return false;
    scarce_sum(sum, &columns.rows, sizeof columns.rows);
    for (size_t i = 0; i < columns.count; i++) {
        const struct column *column = &columns.column[i];
        scarce_sum_text(sum, column->name);
        scarce_sum(sum, &column->kind, sizeof column->kind);
        scarce_sum(sum, &column->numbers, sizeof column->numbers);
        scarce_sum(sum, &column->kinds, sizeof column->kinds);
        scarce_sum(sum, &column->mean, sizeof column->mean);
    }
    sum_report(sum, &report);
    columns_clear(&columns);
    return true;
}

static bool read_series(const void *from, uint64_t *sum, struct error *error)
{
    struct series series, copy;
    bool done = series_read(&series, from, error);
    if (done) {
        done = series_copy(&copy, &series, error);
        sum_report(sum, &series.report);
        series_clear(&series);
    }
    if (done) {
        scarce_sum(sum, copy.value, copy.days * sizeof *copy.value);
        if (copy.time)
            scarce_sum(sum, copy.time, copy.days * sizeof *copy.time);
        series_clear(&copy);
    }
    return done;
}

static void sum_examples(uint64_t *sum, const struct examples *examples)
{
    scarce_sum(sum, examples->x, examples->count * examples->inputs * sizeof *examples->x);
    for (size_t i = 0; i < examples->classes; i++)
        scarce_sum_text(sum, examples->name[i]);
    for (size_t i = 0; i < examples->inputs && examples->input; i++)
        scarce_sum_text(sum, examples->input[i]);
    if (examples->label)
        scarce_sum(sum, examples->label, examples->count * sizeof *examples->label);
    if (examples->target)
        scarce_sum(sum, examples->target, examples->count * sizeof *examples->target);
    sum_report(sum, &examples->report);
}

// Twice: what is kept of the first time is the same at the second.
static bool read_examples(const void *from, uint64_t *sum, struct error *error)
{
    struct examples_source source = *(const struct examples_source *)from;
    bool done = (source.tables = tables_create(error)) != NULL;
    for (int i = 0; done && i < 2; i++) {
        struct examples examples;
        if ((done = examples_read(&examples, &source, error))) {
            sum_examples(sum, &examples);
            examples_clear(&examples);
        }
    }
    tables_destroy(source.tables);
    return done;
}

// Of a kept table, too.
static bool read_table(const void *from, uint64_t *sum, struct error *error)
{
    static const struct table_want wants[] = {
        {.name = "Date", .kind = TABLE_DATE},
        {.name = "Kind", .kind = TABLE_WORD},
        {.name = "Size", .missing_allowed = true, .by_policy = true},
    };
    struct tables *tables = tables_create(error);
    bool done = tables != NULL;
    for (int i = 0; done && i < 2; i++) {
        struct table table;
        struct report report = {0};
        done = tables_read(tables, &table, from, wants, 3, NULL, &report, error);
        for (size_t c = 0; done && c < table.columns; c++) {
            scarce_sum(sum, table.value[c], table.rows * sizeof *table.value[c]);
            for (size_t w = 0; w < table.words[c].count; w++)
                scarce_sum_text(sum, table.words[c].word[w]);
        }
        if (done) {
            sum_report(sum, &report);
            table_clear(&table);
        }
    }
    tables_destroy(tables);
    return done;
}

static bool next(struct tables *into, size_t number)
{
    static const struct table_want wants[] = {{.name = "a"}};
    struct table table;
    if (tables_read(into, &table, "test_scarce.csv", wants, 1, NULL, NULL, NULL))
        table_clear(&table);
    return number < 1;
}

// What could not be read ahead is read when it is wanted.
static bool read_ahead(const void *from, uint64_t *sum, struct error *error)
{
    static const struct table_want wants[] = {{.name = "a"}};
    struct tables *tables = tables_create(error);
    struct table table;
    if (!tables)
        return false;
    tables_read_ahead(tables, next);
    tables_wait(tables);
    const bool done = tables_read(tables, &table, from, wants, 1, NULL, NULL, error);
    if (done) {
        scarce_sum(sum, table.value[0], table.rows * sizeof *table.value[0]);
        table_clear(&table);
    }
    tables_destroy(tables);
    return done;
}

static void what_cannot_be_read_ahead_is_read_when_it_is_wanted(void **state)
{
    (void)state;
    FILE *file = fopen("test_scarce.csv", "w");
    assert_non_null(file);
    fputs("a,b\n1,2\n3,4\n", file);
    fclose(file);
    scarce_try("ahead", read_ahead, "test_scarce.csv", 1);
    unlink("test_scarce.csv");
}

static void tables_are_looked_at_whole_or_not_at_all(void **state)
{
    (void)state;
    static const char *const files[] = {
        TABLES "titanic.csv",      TABLES "excel-utf16.txt", TABLES "excel-deutsch.csv",
        TABLES "dwd-hourly.txt",   TABLES "usgs.rdb",        TABLES "co2-mlo.csv",
        TABLES "words-header.csv", TABLES "dup-column.csv",  TABLES "one-column.csv"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        scarce_try(files[i], look, files[i], 1);
    // Sixteen bits a sign, more of them than room was made for at first.
    static const char path[] = "test_scarce.txt";
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite("\xFE\xFF\0a\0\n", 1, 6, file);
    for (int i = 0; i < 300; i++)
        fwrite(i % 7 == 6 ? "\0\n" : "\x96\xEA", 1, 2, file);
    fclose(file);
    scarce_try(path, look, path, 1);
    unlink(path);
}

static void series_are_read_whole_or_not_at_all(void **state)
{
    (void)state;
    static const struct series_source sources[] = {
        {.data = TABLES "date-and-time.csv", .column = "Wert"},
        {.data = TABLES "ymd-columns.csv", .column = "T2M"},
        {.data = TABLES "yahoo.csv", .column = "Open", .resample = RESAMPLE_WEEK},
        {.data = TABLES "one-column.csv", .column = "1"},
        {.data = "london", .column = "temp_max", .resample = RESAMPLE_MONTH},
        {.data = "seattle"},
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        scarce_try(sources[i].data, read_series, &sources[i], 1);
}

static void examples_are_read_whole_or_not_at_all(void **state)
{
    (void)state;
    static const struct examples_source sources[] = {
        {.data = TABLES "titanic.csv", .label = "Survived", .without = "Name, Ticket"},
        {.data = TABLES "iris.data", .label = "5", .inputs = "1, 2"},
        {.data = TABLES "kaggle-housing.csv", .label = "SalePrice"},
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        scarce_try(sources[i].data, read_examples, &sources[i], 1);
    // What takes long takes fewer.
    scarce_try("digits", read_examples, &(struct examples_source){.data = "digits"}, 41);
}

static bool parse(const void *from, uint64_t *sum, struct error *error)
{
    static const struct table_want wants[] = {{.name = "a"}};
    struct table table;
    if (!table_parse(&table, from, strlen(from), "t.csv", wants, 1, NULL, NULL, error))
        return false;
    scarce_sum(sum, table.value[0], table.rows * sizeof *table.value[0]);
    table_clear(&table);
    return true;
}

static void tables_are_read_whole_or_not_at_all(void **state)
{
    (void)state;
    static const char path[] = "test_scarce.csv";
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("Date,Kind,Size,More\n2020-01-01,a,1,2\n2020-01-02,b,,2\n2020-01-04,a,3,2\n"
          "2020-01-05,\"c\"\"d\",4,2\n",
          file);
    fclose(file);
    scarce_try(path, read_table, path, 1);
    unlink(path);
    scarce_try("bytes", parse, "a,b\n1,2\n3,4\n", 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_read_ahead_is_read_when_it_is_wanted),
        cmocka_unit_test(tables_are_looked_at_whole_or_not_at_all),
        cmocka_unit_test(series_are_read_whole_or_not_at_all),
        cmocka_unit_test(examples_are_read_whole_or_not_at_all),
        cmocka_unit_test(tables_are_read_whole_or_not_at_all),
    };
    omp_set_num_threads(1); // what each thread asks for is counted in one order
    return cmocka_run_group_tests(tests, NULL, NULL);
}
