#include "data/columns.h"

#include "base/array.h"
#include "base/parallel.h"
#include "base/text.h"
#include "base/words.h"
#include "data/number.h"
#include "data/wordlist.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

// ---- how many different numbers -----------------------------------------------------------------

enum { SLOTS = 4096 }; // more than twice COLUMN_KINDS_MAX

static size_t count_kinds(const double value[], size_t rows)
{
    double slot[SLOTS];
    bool is_used[SLOTS] = {false};
    size_t kinds = 0;
    for (size_t row = 0; row < rows; row++) {
        const double x = value[row] == 0 ? 0 : value[row]; // −0 is 0
        if (isnan(x))
            continue;
        size_t at = (size_t)((cell_bits(x) * 0x9E3779B97F4A7C15u) >> 52);
        while (is_used[at] && slot[at] != x)
            at = (at + 1) % SLOTS;
        if (is_used[at])
            continue;
        is_used[at] = true;
        slot[at] = x;
        if (++kinds == COLUMN_KINDS_MAX)
            break;
    }
    return kinds;
}

// ---- values that may be no values ---------------------------------------------------------------

// The two least and the two largest different values, and how often the outer ones are there.
struct ends {
    double low, low_next, high, high_next;
    size_t low_count, high_count;
};

static struct ends find_ends(const double value[], size_t rows)
{
    struct ends ends = {INFINITY, INFINITY, -INFINITY, -INFINITY, 0, 0};
    for (size_t row = 0; row < rows; row++) {
        const double x = value[row];
        if (isnan(x))
            continue;
        if (x < ends.low) {
            ends.low_next = ends.low;
            ends.low = x;
            ends.low_count = 1;
        } else if (x == ends.low) {
            ends.low_count++;
        } else if (x < ends.low_next) {
            ends.low_next = x;
        }
        if (x > ends.high) {
            ends.high_next = ends.high;
            ends.high = x;
            ends.high_count = 1;
        } else if (x == ends.high) {
            ends.high_count++;
        } else if (x > ends.high_next) {
            ends.high_next = x;
        }
    }
    return ends;
}

// -9999, 99.9, -888, -32768, 1e20: what agencies write for nothing.
static bool is_usual_code(double value)
{
    char text[64];
    if (value == -32768 || value == 32767 || fabs(value) >= 1e19)
        return true;
    text_shortest(fabs(value), text, sizeof text);
    size_t digits = 0;
    char first = '\0';
    for (const char *at = text; *at; at++) {
        if (*at == '.')
            continue;
        if (first && *at != first)
            return false;
        first = *at;
        digits++;
    }
    return (first == '9' && digits >= 2) || ((first == '8' || first == '7') && digits >= 3);
}

// A value beyond all others by more than they are apart: at once where it is a usual code, ten
// times as far where it only comes again.
static bool is_far(double value, size_t count, double gap, double range, bool is_many)
{
    if (!(range > 0) || !(gap > 0))
        return false;
    return is_usual_code(value) ? gap > range : is_many && count >= 2 && gap > 10 * range;
}

static void find_far(struct column *column, const double value[], size_t rows)
{
    const struct ends ends = find_ends(value, rows);
    const bool is_many = column->kinds >= 5;
    column->far = NAN;
    if (column->kinds < 3)
        return;
    if (is_far(ends.low, ends.low_count, ends.low_next - ends.low,
               (is_usual_code(ends.high) ? ends.high_next : ends.high) - ends.low_next, is_many)) {
        column->far = ends.low;
        column->far_count = ends.low_count;
    } else if (is_far(ends.high, ends.high_count, ends.high - ends.high_next,
                      ends.high_next - ends.low, is_many)) {
        column->far = ends.high;
        column->far_count = ends.high_count;
    }
}

// As x == floor(x), at once.
static bool is_whole(double x)
{
    return fabs(x) < 9e15 ? x == (double)(int64_t)x : true;
}

// ---- numbers ------------------------------------------------------------------------------------

static void measure(struct column *column, const double value[], size_t rows)
{
    double sum = 0, squares = 0, last = NAN;
    size_t count = 0;
    column->is_whole = true;
    column->is_count = rows > 1;
    column->low = INFINITY;
    column->high = -INFINITY;
    for (size_t row = 0; row < rows; row++) {
        const double x = value[row];
        if (row > 0 && !(x == last + 1))
            column->is_count = false;
        last = x;
        if (isnan(x))
            continue;
        sum += x;
        count++;
        column->is_whole = column->is_whole && is_whole(x);
        column->low = x < column->low ? x : column->low;
        column->high = x > column->high ? x : column->high;
    }
    column->is_count = column->is_count && column->is_whole;
    column->mean = sum / (double)count;
    for (size_t row = 0; row < rows; row++) {
        const double away = value[row] - column->mean;
        squares += isnan(away) ? 0 : away * away;
    }
    column->deviation = sqrt(squares / (double)count);
    column->kinds = count_kinds(value, rows);
    column->is_identifier = column->is_count && rows >= 3 && (column->low == 0 || column->low == 1);
    find_far(column, value, rows);
}

// Whether the words among numbers are few enough to be slips, or marks that somebody made up.
static bool is_mostly_numbers(const struct column *column, const struct raw *raw,
                              const double value[], size_t rows)
{
    const size_t all = column->numbers + column->words;
    if (10 * column->words <= all)
        return true;
    if (5 * column->words > all)
        return false;
    for (size_t row = 0; row < rows; row++) {
        if (!cell_is_word(value[row]))
            continue;
        const struct table_field field = cell_word(raw, value[row]);
        if (!marks_looks_missing(field.text, field.length))
            return false;
    }
    return true;
}

// ---- dates and words ----------------------------------------------------------------------------

static int compare_times(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

// Whether a time is there twice; puts them in order for that.
static bool has_twins(int64_t time[], size_t count)
{
    qsort(time, count, sizeof *time, compare_times);
    for (size_t i = 1; i < count; i++)
        if (time[i] == time[i - 1] && time[i] != DATES_GAP)
            return true;
    return false;
}

static bool measure_dates(struct column *column, const struct raw *raw, const double value[],
                          size_t rows, struct error *error)
{
    int64_t *seconds = array_create(rows, sizeof *seconds, error);
    size_t bad = 0;
    if (!seconds)
        return false;
    column->kind = COLUMN_DATE;
    column->first = INT64_MAX;
    column->last = INT64_MIN;
    column->odd = column->way.bad;
    column->odd_row = column->way.bad_row;
    if (dates_read(&column->way, raw, value, rows, seconds, &bad)) {
        size_t up = 0, down = 0;
        int64_t before = DATES_GAP;
        for (size_t row = 0; row < rows; row++) {
            if (seconds[row] == DATES_GAP)
                continue;
            column->first = seconds[row] < column->first ? seconds[row] : column->first;
            column->last = seconds[row] > column->last ? seconds[row] : column->last;
            up += before != DATES_GAP && seconds[row] > before;
            down += before != DATES_GAP && seconds[row] < before;
            before = seconds[row];
        }
        column->falls = down > 0 && up == 0;
        const size_t steps = (up > down ? up : down) + 1;
        column->has_twins =
            (steps < rows - column->gaps || (up > 0 && down > 0)) && has_twins(seconds, rows);
    }
    free(seconds);
    return true;
}

static bool measure_words(struct column *column, const struct raw *raw, const double value[],
                          size_t rows, struct error *error)
{
    struct wordlist list;
    if (!wordlist_read(&list, raw, value, rows, COLUMN_KINDS_MAX, NULL, error))
        return false;
    column->kind = COLUMN_WORD;
    column->kinds = list.count;
    column->is_identifier = list.is_cut || (list.count == rows && rows >= 3);
    wordlist_clear(&list);
    return true;
}

// ---- one column ---------------------------------------------------------------------------------

bool column_look(struct column *column, const struct raw *raw, const struct cells *cells,
                 size_t index, const char *name, const struct date_way *told, struct error *error)
{
    const double *value = cells->value[index];
    memset(column, 0, sizeof *column);
    snprintf(column->name, sizeof column->name, "%s", name);
    column->far = NAN;
    column->traits = cells->traits[index];
    column->odd_row = SIZE_MAX;
    for (size_t row = 0; row < cells->rows; row++) {
        if (cell_is_word(value[row])) {
            column->words++;
            column->odd_row = column->odd_row == SIZE_MAX ? row : column->odd_row;
        } else if (isnan(value[row])) {
            column->gaps++;
        } else {
            column->numbers++;
        }
    }
    if (column->numbers + column->words == 0) {
        column->kind = COLUMN_EMPTY;
        return true;
    }
    if (dates_look(&column->way, raw, value, cells->rows, name, told)) {
        if (column->way.number != WHEN_NO_NUMBER)
            measure(column, value, cells->rows);
        return measure_dates(column, raw, value, cells->rows, error);
    }
    if (column->numbers > 0 && is_mostly_numbers(column, raw, value, cells->rows)) {
        column->kind = COLUMN_NUMBER;
        column->odd = column->words;
        measure(column, value, cells->rows);
        return true;
    }
    return measure_words(column, raw, value, cells->rows, error);
}

bool column_mend(const struct column *column, const struct raw *raw, struct cells *cells,
                 size_t index, struct report *report, struct error *error)
{
    double *value = cells->value[index];
    const bool are_few = 5 * column->words <= column->words + column->numbers;
    char first[64] = "";
    size_t marks = 0, line = 0;
    for (size_t row = 0; row < cells->rows; row++) {
        char shown[64];
        if (!cell_is_word(value[row]))
            continue;
        const struct table_field field = cell_word(raw, value[row]);
        fields_show(&field, shown);
        if (!are_few || !marks_looks_missing(field.text, field.length))
            return error_set(error, ERROR_INPUT, "%s:%zu: %s is '%s', not a number", raw->path,
                             cells_line(cells, raw, row), column->name, shown);
        if (marks++ == 0) {
            strcpy(first, shown);
            line = cells_line(cells, raw, row);
        }
        value[row] = NAN;
    }
    if (marks > 0)
        report_add(report, REPORT_ASSUMED,
                   marks == 1 ? words("%s: '%s' in line %zu is taken for a gap (%zu field)")
                              : words("%s: '%s' in line %zu is taken for a gap (%zu fields)"),
                   column->name, first, line, marks);
    return true;
}

void column_tell(const struct column *column, struct report *report)
{
    char number[32];
    if (column->kind != COLUMN_NUMBER)
        return;
    if (column->traits & NUMBER_GROUPED)
        report_add(report, REPORT_ASSUMED, "%s: marks between thousands are left out",
                   column->name);
    if (column->traits & NUMBER_PERCENT)
        report_add(report, REPORT_ASSUMED, "%s: signs of per cent are left out", column->name);
    if (column->traits & NUMBER_MONEY)
        report_add(report, REPORT_ASSUMED, "%s: signs of money are left out", column->name);
    if (isnan(column->far))
        return;
    text_shortest(column->far, number, sizeof number);
    report_add(
        report, REPORT_DOUBT,
        column->far_count == 1
            ? words("%s: %s is far from all other values (%zu time); if it stands for a gap, "
                    "say missing = %s")
            : words("%s: %s is far from all other values (%zu times); if it stands for a "
                    "gap, say missing = %s"),
        column->name, number, column->far_count, number);
}

// ---- all columns --------------------------------------------------------------------------------

struct look_job {
    struct columns *columns;
    const struct raw *raw;
    const struct cells *cells;
    const struct date_way *told;
    struct error *errors; // [count]
    atomic_size_t done;
};

static void look_at(void *user, size_t index, int thread)
{
    struct look_job *job = user;
    (void)thread;
    column_look(&job->columns->column[index], job->raw, job->cells, index, job->raw->name[index],
                job->told, &job->errors[index]);
    const size_t done = atomic_fetch_add(&job->done, 1) + 1;
    raw_tell(job->raw, RAW_LOOKS, (double)done / (double)job->columns->count);
}

static bool look_at_all(struct columns *columns, const struct raw *raw, const struct cells *cells,
                        const struct date_way *told, int threads, struct error *error)
{
    struct look_job job = {columns, raw, cells, told, NULL, 0};
    job.errors = array_create(columns->count, sizeof *job.errors, error);
    columns->column = array_create(columns->count, sizeof *columns->column, error);
    bool done = job.errors && columns->column;
    if (done)
        parallel_for(columns->count, threads, 1, look_at, &job);
    for (size_t i = 0; done && i < columns->count; i++)
        if (job.errors[i].kind != ERROR_NONE) {
            *error = job.errors[i];
            done = false;
        }
    free(job.errors);
    return done;
}

bool columns_look(struct columns *columns, const struct raw *raw, const struct date_way *told,
                  int threads, struct cells *kept, struct error *error)
{
    struct cells cells = {0};
    memset(columns, 0, sizeof *columns);
    columns->all = raw->format.columns;
    columns->count = columns->all < COLUMNS_LOOKED_AT ? columns->all : COLUMNS_LOOKED_AT;
    size_t *wanted = array_create(columns->count, sizeof *wanted, error);
    for (size_t i = 0; wanted && i < columns->count; i++)
        wanted[i] = i;
    const struct cells_setup setup = {wanted, columns->count, threads};
    bool done = wanted && cells_read(&cells, raw, &setup, error);
    columns->rows = cells.rows;
    done = done && look_at_all(columns, raw, &cells, told, threads, error);
    if (done && kept)
        *kept = cells;
    else
        cells_clear(&cells);
    free(wanted);
    if (!done)
        columns_clear(columns);
    return done;
}

bool columns_read(struct columns *columns, const char *path, struct report *report,
                  struct error *error)
{
    struct raw raw;
    const struct table_hints hints = {0};
    memset(columns, 0, sizeof *columns);
    if (!raw_open(&raw, path, &hints, report, error))
        return false;
    const bool done = columns_look(columns, &raw, NULL, 0, NULL, error);
    raw_clear(&raw);
    return done;
}

void columns_clear(struct columns *columns)
{
    free(columns->column);
    memset(columns, 0, sizeof *columns);
}
