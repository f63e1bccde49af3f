#include "data/columns.h"

#include "base/array.h"
#include "base/text.h"
#include "data/date.h"
#include "data/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_missing(const char *word)
{
    static const char *const words[] = {"", "NA", "N/A", "NaN", "nan", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

// number[words] becomes what the different fields mean, NaN what is missing; false where one is no
// number, or none is there.
static bool read_numbers(const struct table_words *words, double number[])
{
    bool has_number = false;
    for (size_t w = 0; w < words->count; w++) {
        number[w] = NAN;
        if (is_missing(words->word[w]))
            continue;
        if (!text_number(words->word[w], &number[w]))
            return false;
        has_number = true;
    }
    return has_number;
}

static bool read_dates(const struct table_words *words, double number[])
{
    for (size_t w = 0; w < words->count; w++) {
        long day;
        if (!date_parse(words->word[w], strlen(words->word[w]), &day))
            return false;
        number[w] = (double)day;
    }
    return true;
}

static bool is_ascending(const double value[], const double number[], size_t rows)
{
    for (size_t row = 1; row < rows; row++)
        if (!(number[(size_t)value[row]] > number[(size_t)value[row - 1]]))
            return false;
    return true;
}

static void measure(struct column *column, const double value[], const double number[], size_t rows)
{
    double sum = 0, squares = 0;
    size_t count = 0;
    column->is_whole = true;
    column->is_count = rows > 1;
    column->low = INFINITY;
    column->high = -INFINITY;
    for (size_t row = 0; row < rows; row++) {
        const double x = number[(size_t)value[row]];
        if (row > 0 && !(x == number[(size_t)value[row - 1]] + 1))
            column->is_count = false;
        if (isnan(x))
            continue;
        sum += x;
        count++;
        column->is_whole = column->is_whole && x == floor(x);
        column->low = fmin(column->low, x);
        column->high = fmax(column->high, x);
    }
    column->mean = sum / (double)count;
    for (size_t row = 0; row < rows; row++) {
        const double away = number[(size_t)value[row]] - column->mean;
        squares += isnan(away) ? 0 : away * away;
    }
    column->deviation = sqrt(squares / (double)count);
}

static bool look_at(struct column *column, const double value[], const struct table_words *words,
                    size_t rows, struct error *error)
{
    double *number = array_create(words->count, sizeof *number, error);
    if (!number)
        return false;
    column->kind = COLUMN_WORD;
    column->kinds = words->count;
    for (size_t w = 0; w < words->count; w++)
        column->has_gaps = column->has_gaps || is_missing(words->word[w]);
    if (read_numbers(words, number)) {
        column->kind = COLUMN_NUMBER;
        measure(column, value, number, rows);
    } else if (read_dates(words, number) && is_ascending(value, number, rows)) {
        column->kind = COLUMN_DATE;
    }
    free(number);
    return true;
}

static bool look_at_all(struct columns *columns, char *const names[], size_t count,
                        const char *path, struct error *error)
{
    struct table table;
    struct table_want *wants = array_create(count, sizeof *wants, error);
    columns->column = array_create(count, sizeof *columns->column, error);
    columns->count = count;
    for (size_t i = 0; wants && i < count; i++)
        wants[i] = (struct table_want){.name = names[i], .kind = TABLE_WORD};
    bool done = wants && columns->column && table_read(&table, path, wants, count, error);
    if (done) {
        columns->rows = table.rows;
        for (size_t i = 0; done && i < count; i++) {
            snprintf(columns->column[i].name, sizeof columns->column[i].name, "%s", names[i]);
            done = look_at(&columns->column[i], table.value[i], &table.words[i], table.rows, error);
        }
        table_clear(&table);
    }
    free(wants);
    return done;
}

bool columns_read(struct columns *columns, const char *path, struct error *error)
{
    memset(columns, 0, sizeof *columns);
    char **names = table_names(path, error);
    if (!names)
        return false;
    size_t count = 0;
    while (names[count] && count < COLUMNS_LOOKED_AT)
        count++;
    const bool done = look_at_all(columns, names, count, path, error);
    table_names_free(names);
    if (!done)
        columns_clear(columns);
    return done;
}

void columns_clear(struct columns *columns)
{
    free(columns->column);
    memset(columns, 0, sizeof *columns);
}
