#include "cli/data.h"

#include "base/text.h"
#include "base/words.h"
#include "cli/progress.h"
#include "cli/rows.h"
#include "data/columns.h"
#include "data/dataset.h"
#include "data/spacing.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { TOLD_COLUMN = 16, KIND_COLUMN = 30, COLUMNS_TOLD = 60, TEXT = 400 };

// ---- columns ------------------------------------------------------------------------------------

static void tell_gaps(const struct column *column, char text[TEXT])
{
    if (column->gaps > 0)
        text_append(text, TEXT,
                    column->gaps == 1 ? words("; %zu field missing")
                                      : words("; %zu fields missing"),
                    column->gaps);
}

static void tell_number(const struct column *column, char text[TEXT])
{
    char low[32], high[32];
    text_show(column->low, 7, low, sizeof low);
    text_show(column->high, 7, high, sizeof high);
    text_print(text, TEXT,
               column->is_whole ? words("whole numbers, %s to %s") : words("numbers, %s to %s"),
               low, high);
    if (column->is_count)
        text_append(text, TEXT, "%s", words("; counts the rows"));
    else if (column->kinds == 1)
        text_append(text, TEXT, "%s", words("; always the same"));
    else if (column->is_whole && column->kinds <= 20)
        text_append(text, TEXT, words("; %zu different"), column->kinds);
    tell_gaps(column, text);
}

static void tell_dates(const struct column *column, char text[TEXT])
{
    char first[32], last[32];
    if (column->way.is_open) {
        text_print(text, TEXT, "%s",
                   words("dates; day or month first? date_format = d/m/y or m/d/y says"));
    } else if (column->first > column->last) {
        text_print(text, TEXT, "%s", words("dates, nearly all of them"));
    } else {
        when_show(column->first, first);
        when_show(column->last, last);
        text_print(text, TEXT, words("dates, %s to %s"), first, last);
    }
    if (column->falls)
        text_append(text, TEXT, "%s", words("; the newest first"));
    tell_gaps(column, text);
}

static void tell_words(const struct column *column, char text[TEXT])
{
    if (column->is_identifier)
        text_print(text, TEXT, "%s", words("words, another in every row"));
    else
        text_print(text, TEXT, words("words, %zu different"), column->kinds);
    if (column->numbers > 0)
        text_append(text, TEXT,
                    column->numbers == 1 ? words("; %zu number among them")
                                         : words("; %zu numbers among them"),
                    column->numbers);
    tell_gaps(column, text);
}

static void print_column(FILE *out, const struct column *column)
{
    char text[TEXT] = "", name[160];
    text_escape(column->name, name, sizeof name);
    if (column->kind == COLUMN_NUMBER)
        tell_number(column, text);
    else if (column->kind == COLUMN_DATE)
        tell_dates(column, text);
    else if (column->kind == COLUMN_WORD)
        tell_words(column, text);
    else
        text_print(text, sizeof text, "%s", words("empty"));
    rows_print(out, KIND_COLUMN, name, text);
}

// Words among numbers, with the line of the first.
static void tell_odd(const struct raw *raw, const struct cells *cells,
                     const struct columns *columns, struct report *report)
{
    for (size_t i = 0; i < columns->count; i++) {
        const struct column *column = &columns->column[i];
        char shown[64] = "";
        column_tell(column, report);
        if (column->kind != COLUMN_NUMBER || column->odd == 0)
            continue;
        const struct table_field field = cell_word(raw, cells->value[i][column->odd_row]);
        fields_show(&field, shown);
        report_add(report, REPORT_DOUBT,
                   column->odd == 1 ? words("%s: '%s' in line %zu is no number (%zu such field)")
                                    : words("%s: '%s' in line %zu is no number (%zu such fields)"),
                   column->name, shown, cells_line(cells, raw, column->odd_row), column->odd);
    }
}

// ---- all ----------------------------------------------------------------------------------------

static void print_report(FILE *out, const struct report *report)
{
    for (size_t i = 0; i < report->count; i++)
        rows_print(out, TOLD_COLUMN,
                   report->line[i].kind == REPORT_DOUBT ? words("look at")
                   : i == 0                             ? words("found")
                                                        : "",
                   report->line[i].text);
    if (report->more > 0)
        rows_say(out, TOLD_COLUMN, "… and %zu more", report->more);
}

static void print_columns(FILE *out, const struct columns *columns)
{
    rows_say(out, 0, "\ncolumns");
    for (size_t i = 0; i < columns->count && i < COLUMNS_TOLD; i++)
        print_column(out, &columns->column[i]);
    if (columns->all > COLUMNS_TOLD)
        rows_say(out, 2, "… and %zu more", columns->all - COLUMNS_TOLD);
}

static void print_keys(FILE *out)
{
    static const char *const keys[][2] = {
        {"separator", "comma, semicolon, tab, blanks or bar"},
        {"decimal", "point or comma"},
        {"header", "yes or no"},
        {"missing", "codes for gaps, as -999, 9999; and drop, refuse or mean"},
        {"date, date_format", "of [series]: the column of dates; d/m/y, m/d/y, y-m-d, epoch"},
        {"resample, gaps", "of [series]: hour, day, week or month; carry or age"},
        {"inputs, without", "of [data]: the columns that are learned from, or are not"},
    };
    rows_say(
        out, 0,
        "\nkeys of a scene's [series], [objective] or [data] that change it (ravine help data)");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        rows_print(out, KIND_COLUMN, keys[i][0], keys[i][1]);
}

static void print_all(const struct raw *raw, const struct columns *columns,
                      const struct report *report, FILE *out)
{
    char name[TEXT];
    text_escape(raw->path, name, sizeof name);
    rows_say(out, 0,
             columns->rows == 1 ? words("%s: %zu row of %zu columns")
                                : words("%s: %zu rows of %zu columns"),
             name, columns->rows, columns->all);
    print_report(out, report);
    print_columns(out, columns);
    print_keys(out);
}

// Any thread may be here: the others go on.
struct told {
    struct progress progress;
    atomic_flag is_taken;
};

static void tell_progress(void *user, double share)
{
    struct told *told = user;
    if (atomic_flag_test_and_set_explicit(&told->is_taken, memory_order_acquire))
        return;
    progress_await(&told->progress, share);
    atomic_flag_clear_explicit(&told->is_taken, memory_order_release);
}

// The line about how far it is goes before anything is printed.
static bool look(const struct raw *raw, struct report *report, struct progress *progress,
                 int threads, FILE *out, struct error *error)
{
    struct columns columns;
    struct cells cells;
    const bool done = columns_look(&columns, raw, NULL, threads, &cells, error);
    progress_end(progress);
    if (!done)
        return false;
    tell_odd(raw, &cells, &columns, report);
    print_all(raw, &columns, report, out);
    cells_clear(&cells);
    columns_clear(&columns);
    return true;
}

bool data_print(const char *word, int threads, FILE *out, struct error *error)
{
    char path[4096];
    struct raw raw;
    const struct table_hints hints = {0};
    struct report *report = calloc(1, sizeof *report);
    if (!report)
        return error_memory(error);
    struct told told = {.is_taken = ATOMIC_FLAG_INIT};
    progress_begin(&told.progress);
    const struct raw_watch watch = {told.progress.out ? tell_progress : NULL, &told};
    bool done = dataset_path(word, NULL, path, sizeof path, error) &&
                raw_open_watched(&raw, path, &hints, &watch, report, error);
    if (!done) {
        progress_end(&told.progress);
    } else {
        done = look(&raw, report, &told.progress, threads, out, error);
        raw_clear(&raw);
    }
    free(report);
    return done;
}
