#include "data/table.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "data/cells.h"
#include "data/columns.h"
#include "data/date.h"
#include "data/dates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct table_hints no_hints;

// ---- one column ---------------------------------------------------------------------------------

static bool take_words(struct table *table, const struct raw *raw, struct cells *cells, size_t want,
                       struct error *error)
{
    int *place = array_create(cells->rows, sizeof *place, error);
    const bool done = place && wordlist_read(&table->words[want], raw, cells->value[want],
                                             cells->rows, SIZE_MAX, place, error);
    for (size_t row = 0; done && row < cells->rows; row++)
        cells->value[want][row] = place[row] < 0 ? NAN : (double)place[row];
    free(place);
    return done;
}

static bool refuse_date(const struct raw *raw, const struct cells *cells, const char *name,
                        size_t row, double cell, struct error *error)
{
    char shown[64] = "";
    if (cell_is_word(cell)) {
        const struct table_field field = cell_word(raw, cell);
        fields_show(&field, shown);
    }
    return error_set(error, ERROR_INPUT, "%s:%zu: %s is '%s', not a date such as 2012-08-23",
                     raw->path, cells_line(cells, raw, row), name, shown);
}

static bool take_dates(const struct raw *raw, struct cells *cells, size_t want, const char *name,
                       struct error *error)
{
    double *cell = cells->value[want];
    struct date_way way;
    size_t bad = 0;
    int64_t *time = array_create(cells->rows, sizeof *time, error);
    if (!time)
        return false;
    bool done = dates_look(&way, raw, cell, cells->rows, name, NULL) &&
                dates_read(&way, raw, cell, cells->rows, time, &bad);
    if (!done)
        refuse_date(raw, cells, name, bad, cell[bad], error);
    for (size_t row = 0; done && row < cells->rows; row++) {
        const double before = row > 0 ? cell[row - 1] : -INFINITY;
        done = time[row] != DATES_GAP;
        if (!done) {
            refuse_date(raw, cells, name, row, cell[row], error);
            break;
        }
        cell[row] = (double)when_day(time[row], NULL);
        if (!(cell[row] > before)) {
            char this[16], last[16];
            date_format((long)cell[row], this);
            date_format((long)before, last);
            done = error_set(error, ERROR_INPUT,
                             "%s:%zu: %s %s comes after %s; list the days in order, each once",
                             raw->path, cells_line(cells, raw, row), name, this, last);
        }
    }
    free(time);
    return done;
}

static bool take_column(struct table *table, const struct raw *raw, struct cells *cells,
                        size_t want, const struct table_want *wanted, const char *name,
                        struct report *report, struct error *error)
{
    struct column column;
    if (wanted->kind == TABLE_WORD)
        return take_words(table, raw, cells, want, error);
    if (wanted->kind == TABLE_DATE)
        return take_dates(raw, cells, want, name, error);
    if (!column_look(&column, raw, cells, want, name, NULL, error) ||
        !column_mend(&column, raw, cells, want, report, error))
        return false;
    column_tell(&column, report);
    return true;
}

// ---- gaps ---------------------------------------------------------------------------------------

static bool refuse_gap(const struct raw *raw, const struct cells *cells, const char *name,
                       size_t row, bool by_policy, struct error *error)
{
    return error_set(error, ERROR_INPUT,
                     by_policy ? words("%s:%zu: %s is missing; missing = drop leaves such rows out")
                               : words("%s:%zu: %s is missing; every row needs a number there"),
                     raw->path, cells_line(cells, raw, row), name);
}

static void fill_with_mean(double value[], size_t rows)
{
    double sum = 0;
    size_t count = 0;
    for (size_t row = 0; row < rows; row++)
        if (!isnan(value[row])) {
            sum += value[row];
            count++;
        }
    for (size_t row = 0; row < rows; row++)
        if (isnan(value[row]) && count > 0)
            value[row] = sum / (double)count;
}

static bool check_gaps(const struct raw *raw, const struct cells *cells,
                       const struct table_want wants[], const struct table_hints *hints,
                       struct report *report, struct error *error)
{
    for (size_t want = 0; want < cells->columns; want++) {
        double *value = cells->value[want];
        size_t gaps = 0;
        for (size_t row = 0; row < cells->rows; row++) {
            if (!isnan(value[row]))
                continue;
            gaps++;
            if (wants[want].by_policy ? hints->codes.policy == GAP_REFUSE
                                      : !wants[want].missing_allowed)
                return refuse_gap(raw, cells, wants[want].name, row, wants[want].by_policy, error);
        }
        if (gaps == 0 || !wants[want].by_policy || hints->codes.policy != GAP_MEAN)
            continue;
        fill_with_mean(value, cells->rows);
        report_add(report, REPORT_ASSUMED,
                   gaps == 1 ? words("%s: %zu gap takes the mean of the others")
                             : words("%s: %zu gaps take the mean of the others"),
                   wants[want].name, gaps);
    }
    return true;
}

// Leaves out the rows that have a gap where the policy says so.
static bool drop_rows(const struct raw *raw, struct cells *cells, const struct table_want wants[],
                      struct report *report, struct error *error)
{
    size_t kept = 0;
    const size_t rows = cells->rows;
    for (size_t row = 0; row < rows; row++) {
        bool has_gap = false;
        for (size_t want = 0; want < cells->columns; want++)
            has_gap = has_gap || (wants[want].by_policy && isnan(cells->value[want][row]));
        if (has_gap)
            continue;
        for (size_t want = 0; want < cells->columns; want++)
            cells->value[want][kept] = cells->value[want][row];
        kept++;
    }
    cells->rows = kept;
    if (kept < rows)
        report_add(report, REPORT_ASSUMED, "%zu of %zu rows left out: a value is missing",
                   rows - kept, rows);
    return kept > 0 || error_set(error, ERROR_INPUT,
                                 "%s: not one of %zu rows has a value in each of these columns",
                                 raw->path, rows);
}

// ---- all ----------------------------------------------------------------------------------------

static bool take_columns(struct table *table, const struct raw *raw, struct cells *cells,
                         const struct table_want wants[], const size_t column[],
                         struct report *report, struct error *error)
{
    table->words = array_create(cells->columns, sizeof *table->words, error);
    if (!table->words)
        return false;
    table->columns = cells->columns;
    for (size_t want = 0; want < cells->columns; want++)
        if (!take_column(table, raw, cells, want, &wants[want], raw->name[column[want]], report,
                         error))
            return false;
    table->all_rows = cells->rows;
    if (!check_gaps(raw, cells, wants, &raw->hints, report, error) ||
        !drop_rows(raw, cells, wants, report, error))
        return false;
    table->rows = cells->rows;
    table->value = cells->value;
    cells->value = NULL;
    return true;
}

static bool read_wants(struct table *table, struct raw *raw, const struct table_want wants[],
                       size_t count, struct report *report, struct error *error)
{
    size_t *column = array_create(count, sizeof *column, error);
    bool done = column != NULL;
    for (size_t want = 0; done && want < count; want++) {
        done = raw_find(raw, wants[want].name, &column[want], report, error);
        table->lacks_column = !done;
        table->lacking = want;
    }
    const struct cells_setup setup = {column, count, 0};
    struct cells cells = {0};
    done = done && cells_read(&cells, raw, &setup, error) &&
           take_columns(table, raw, &cells, wants, column, report, error);
    cells_clear(&cells);
    free(column);
    return done;
}

static bool finish(struct table *table, struct raw *raw, bool done)
{
    const bool lacks_column = table->lacks_column;
    const size_t lacking = table->lacking;
    raw_clear(raw);
    if (!done) {
        table_clear(table);
        table->lacks_column = lacks_column;
        table->lacking = lacking;
    }
    return done;
}

bool table_parse(struct table *table, const char *bytes, size_t length, const char *name,
                 const struct table_want wants[], size_t count, const struct table_hints *hints,
                 struct report *report, struct error *error)
{
    struct raw raw;
    memset(table, 0, sizeof *table);
    return raw_parse(&raw, bytes, length, name, hints ? hints : &no_hints, report, error) &&
           finish(table, &raw, read_wants(table, &raw, wants, count, report, error));
}

bool table_read(struct table *table, const char *path, const struct table_want wants[],
                size_t count, const struct table_hints *hints, struct report *report,
                struct error *error)
{
    struct raw raw;
    memset(table, 0, sizeof *table);
    return raw_open(&raw, path, hints ? hints : &no_hints, report, error) &&
           finish(table, &raw, read_wants(table, &raw, wants, count, report, error));
}

bool table_copy(struct table *copy, const struct table *table, struct error *error)
{
    memset(copy, 0, sizeof *copy);
    copy->value = array_create(table->columns, sizeof *copy->value, error);
    copy->words = array_create(table->columns, sizeof *copy->words, error);
    bool done = copy->value && copy->words;
    copy->rows = table->rows;
    copy->all_rows = table->all_rows;
    copy->columns = done ? table->columns : 0;
    for (size_t c = 0; done && c < table->columns; c++) {
        if (table->value && table->value[c]) {
            copy->value[c] = array_create(table->rows, sizeof **copy->value, error);
            done = copy->value[c] != NULL;
        }
        if (done && copy->value[c])
            memcpy(copy->value[c], table->value[c], table->rows * sizeof **copy->value);
        if (done && table->words)
            done = wordlist_copy(&copy->words[c], &table->words[c], error);
    }
    if (!done)
        table_clear(copy);
    return done;
}

void table_clear(struct table *table)
{
    for (size_t w = 0; w < table->columns; w++) {
        if (table->value)
            free(table->value[w]);
        if (table->words)
            wordlist_clear(&table->words[w]);
    }
    free(table->words);
    free(table->value);
    memset(table, 0, sizeof *table);
}
