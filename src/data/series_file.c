#include "data/series_file.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "data/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- which column has the dates -----------------------------------------------------------------

enum { SAMPLE_BYTES = 1 << 17, PARTS = 4 };

// The columns that dates come from: one, or year, month, day and hour apart.
struct date_columns {
    size_t column[PARTS];
    size_t count; // 0 = there are none
    bool is_parts;
    bool has_time; // the second has the time of day
};

// A raw table of the first rows of another.
static struct raw first_rows(const struct raw *raw)
{
    struct raw sample = *raw;
    const size_t size = raw->format.end - raw->format.rows_at;
    if (size <= SAMPLE_BYTES)
        return sample;
    const char *at = raw->bytes + raw->format.rows_at + SAMPLE_BYTES;
    const char *next = memchr(at, '\n', size - SAMPLE_BYTES);
    if (next)
        sample.format.end = (size_t)(next + 1 - raw->bytes);
    return sample;
}

// Years, months and days in columns of their own.
static bool find_parts(const struct raw *raw, size_t value, struct date_columns *dates)
{
    size_t part[PARTS];
    dates_parts(raw, &part[0], &part[1], &part[2], &part[3]);
    const size_t none = raw->format.columns;
    for (int i = 0; i < PARTS; i++)
        if (part[i] == value)
            part[i] = none;
    if (part[0] == none || part[1] == none)
        return false;
    dates->is_parts = true;
    for (int i = 0; i < PARTS && part[i] != none; i++)
        dates->column[dates->count++] = part[i];
    return true;
}

// A column that has the time of day, beside one that has days only.
static void find_time(struct date_columns *dates, const struct raw *raw, const struct cells *cells,
                      const struct columns *columns, size_t value)
{
    int64_t seconds;
    if (dates->count != 1 || columns->column[dates->column[0]].way.grain != WHEN_DAY)
        return;
    for (size_t i = 0; i < columns->count; i++) {
        size_t rows = 0;
        if (i == value || i == dates->column[0] || !dates_time_name(columns->column[i].name))
            continue;
        while (rows < cells->rows && dates_time(raw, cells->value[i][rows], &seconds))
            rows++;
        if (rows < cells->rows)
            continue;
        dates->column[1] = i;
        dates->count = 2;
        dates->has_time = true;
        return;
    }
}

// The column that looks most like dates among the first rows; says which others do.
static bool find_dates(struct date_columns *dates, const struct raw *raw, size_t value,
                       const struct date_way *told, struct report *report, struct error *error)
{
    struct raw sample = first_rows(raw);
    struct columns columns;
    struct cells cells;
    if (find_parts(raw, value, dates))
        return true;
    if (!columns_look(&columns, &sample, told, 1, &cells, error))
        return false;
    int best = -1;
    for (size_t i = 0; i < columns.count; i++) {
        const struct column *column = &columns.column[i];
        // A name that says so, then a text that can be nothing else, then the first.
        const int worth = 2 * dates_name(column->name) + (column->way.number == WHEN_NO_NUMBER);
        if (i == value || column->kind != COLUMN_DATE || worth <= best)
            continue;
        best = worth;
        dates->column[0] = i;
        dates->count = 1;
    }
    // A name that says so over texts most of which are dates: it is said which is none.
    for (size_t i = 0; i < columns.count && dates->count == 0; i++) {
        const struct column *column = &columns.column[i];
        if (i == value || column->kind != COLUMN_WORD || dates_name(column->name) == 0 ||
            column->way.bad == 0 || 2 * column->way.bad >= column->words)
            continue;
        dates->column[0] = i;
        dates->count = 1;
    }
    for (size_t i = 0; i < columns.count; i++)
        if (i != value && columns.column[i].kind == COLUMN_DATE && i != dates->column[0])
            report_add(report, REPORT_FOUND, "%s looks like dates, too: date = %s takes it",
                       columns.column[i].name, columns.column[i].name);
    find_time(dates, raw, &cells, &columns, value);
    cells_clear(&cells);
    columns_clear(&columns);
    return true;
}

// ---- times --------------------------------------------------------------------------------------

// What one file is read with.
struct reading {
    struct series *series;
    const struct series_source *source;
    struct raw raw;
    struct cells cells; // the value first, then what dates come from
    struct date_columns dates;
    struct date_way told;
    int64_t *time; // [cells.rows]; NULL without dates
    struct error *error;
};

static bool refuse_date(struct reading *reading, const char *name, size_t row, double cell)
{
    char shown[64] = "", number[32];
    if (cell_is_word(cell)) {
        const struct table_field field = cell_word(&reading->raw, cell);
        fields_show(&field, shown);
    } else if (!isnan(cell)) {
        text_shortest(cell, number, sizeof number);
        snprintf(shown, sizeof shown, "%s", number);
    }
    reading->series->lacks_date = reading->source->date != NULL;
    return error_set(reading->error, ERROR_INPUT,
                     "%s:%zu: %s is '%s', not a date such as 2012-08-23", reading->raw.path,
                     cells_line(&reading->cells, &reading->raw, row), name, shown);
}

static bool refuse_open(struct reading *reading, const char *name)
{
    char shown[64] = "";
    const double *cell = reading->cells.value[1];
    for (size_t row = 0; row < reading->cells.rows && !*shown; row++)
        if (cell_is_word(cell[row])) {
            const struct table_field field = cell_word(&reading->raw, cell[row]);
            fields_show(&field, shown);
        }
    reading->series->lacks_date = true;
    return error_set(reading->error, ERROR_INPUT,
                     "%s: nothing in %s tells whether '%s' has the day or the month first; say "
                     "date_format = d/m/y or date_format = m/d/y in [series], or --set "
                     "series.date_format=d/m/y",
                     reading->raw.path, name, shown);
}

// One column of dates into seconds.
static bool read_dates(struct reading *reading)
{
    const size_t rows = reading->cells.rows;
    const double *cell = reading->cells.value[1];
    const char *name = reading->raw.name[reading->dates.column[0]];
    const struct date_way *told = reading->source->date_format ? &reading->told : NULL;
    struct date_way way;
    size_t bad = SIZE_MAX;
    if (!dates_look(&way, &reading->raw, cell, rows, reading->source->date ? "date" : name, told)) {
        bad = way.bad_row < rows ? way.bad_row : 0;
        return refuse_date(reading, name, bad, cell[bad]);
    }
    if (way.is_open && !told)
        return refuse_open(reading, name);
    if (!dates_read(&way, &reading->raw, cell, rows, reading->time, &bad))
        return refuse_date(reading, name, bad, cell[bad]);
    for (size_t row = 0; row < rows && reading->dates.has_time; row++) {
        int64_t seconds;
        if (reading->time[row] == DATES_GAP)
            continue;
        if (!dates_time(&reading->raw, reading->cells.value[2][row], &seconds))
            return refuse_date(reading, reading->raw.name[reading->dates.column[1]], row,
                               reading->cells.value[2][row]);
        reading->time[row] += seconds;
    }
    report_add(&reading->series->report, REPORT_FOUND, "dates: %s", name);
    if (way.order == WHEN_MDY && way.number == WHEN_NO_NUMBER && !told)
        report_add(&reading->series->report, REPORT_ASSUMED,
                   "%s has the month before the day, as its days beyond 12 tell", name);
    return true;
}

// Year, month, day and hour, each a number of its own.
static bool read_parts(struct reading *reading)
{
    const struct cells *cells = &reading->cells;
    for (size_t row = 0; row < cells->rows; row++) {
        double part[PARTS] = {0, 1, 1, 0};
        bool has_gap = false;
        for (size_t i = 0; i < reading->dates.count; i++) {
            part[i] = cells->value[i + 1][row];
            if (cell_is_word(part[i]) || (!isnan(part[i]) && part[i] != floor(part[i])))
                return refuse_date(reading, reading->raw.name[reading->dates.column[i]], row,
                                   part[i]);
            has_gap = has_gap || isnan(part[i]);
        }
        const double whole = 10000 * part[0] + 100 * part[1] + part[2];
        reading->time[row] = DATES_GAP;
        if (has_gap)
            continue;
        if (!when_number_seconds(whole, WHEN_YYYYMMDD, &reading->time[row]) || part[3] < 0 ||
            part[3] > 24)
            return refuse_date(reading, words("year, month, day"), row, whole);
        reading->time[row] += (int64_t)part[3] * 3600;
    }
    report_add(&reading->series->report, REPORT_FOUND, "dates: year, month and day in columns");
    return true;
}

// ---- order --------------------------------------------------------------------------------------

struct entry {
    int64_t time;
    size_t row;
};

static int compare(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    if (left->time != right->time)
        return left->time < right->time ? -1 : 1;
    return left->row < right->row ? -1 : 1;
}

// Takes rows without a date out; says how the others lay.
static struct entry *take_entries(struct reading *reading, size_t *count)
{
    const size_t rows = reading->cells.rows;
    struct entry *entry = array_create(rows, sizeof *entry, reading->error);
    struct report *report = &reading->series->report;
    size_t up = 0, down = 0;
    *count = 0;
    for (size_t row = 0; entry && row < rows; row++) {
        if (reading->time[row] == DATES_GAP)
            continue;
        if (*count > 0) {
            up += reading->time[row] > entry[*count - 1].time;
            down += reading->time[row] < entry[*count - 1].time;
        }
        entry[(*count)++] = (struct entry){reading->time[row], row};
    }
    if (!entry)
        return NULL;
    if (*count < rows)
        report_add(report, REPORT_ASSUMED,
                   rows - *count == 1 ? words("%zu row without a date left out")
                                      : words("%zu rows without a date left out"),
                   rows - *count);
    if (down > 0 && up == 0)
        report_add(report, REPORT_ASSUMED, "the newest row came first: turned round");
    else if (down > 0)
        report_add(report, REPORT_ASSUMED, "the rows were not in the order of their dates: sorted");
    if (down > 0)
        qsort(entry, *count, sizeof *entry, compare);
    return entry;
}

// A time that stands twice, which only averaging makes one.
static bool check_twins(struct reading *reading, const struct entry entry[], size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (entry[i].time != entry[i - 1].time)
            continue;
        char text[32];
        when_show(entry[i].time, text);
        const size_t first = entry[i - 1].row < entry[i].row ? entry[i - 1].row : entry[i].row;
        const size_t second = entry[i - 1].row + entry[i].row - first;
        return error_set(reading->error, ERROR_INPUT,
                         "%s:%zu: %s stands twice, first in line %zu; list each once, or let "
                         "resample = day average them",
                         reading->raw.path, cells_line(&reading->cells, &reading->raw, second),
                         text, cells_line(&reading->cells, &reading->raw, first));
    }
    return true;
}

// Means over hours, days, weeks or months; returns how many stretches there are.
static size_t resample(const struct entry entry[], size_t count, const double value[],
                       enum resample by, int64_t time[], double mean[])
{
    size_t stretches = 0;
    for (size_t i = 0; i < count;) {
        const int64_t begin = resample_begin(by, entry[i].time);
        double sum = 0;
        size_t there = 0;
        for (; i < count && resample_begin(by, entry[i].time) == begin; i++) {
            const double x = value[entry[i].row];
            sum += isnan(x) ? 0 : x;
            there += isnan(x) ? 0 : 1;
        }
        time[stretches] = begin;
        mean[stretches++] = there > 0 ? sum / (double)there : NAN;
    }
    return stretches;
}

bool series_average(struct series *series, enum resample by, const char *path, struct error *error)
{
    const size_t count = series->days;
    struct entry *entry = array_create(count, sizeof *entry, error);
    int64_t *time = array_create(count, sizeof *time, error);
    double *mean = array_create(count, sizeof *mean, error);
    bool done = entry && time && mean;
    for (size_t i = 0; done && i < count; i++)
        entry[i] = (struct entry){series->time[i], i};
    if (done) {
        const size_t stretches = resample(entry, count, series->value, by, time, mean);
        free(series->value);
        free(series->time);
        series->value = NULL;
        series->time = NULL;
        series->spacing = resample_spacing(by);
        done = series_spread(series, time, mean, stretches, path, error);
    }
    free(entry);
    free(time);
    free(mean);
    return done;
}

static bool lay_out(struct reading *reading)
{
    size_t count;
    struct series *series = reading->series;
    const double *value = reading->cells.value[0];
    const enum resample by = reading->source->resample;
    struct entry *entry = take_entries(reading, &count);
    int64_t *time = array_create(count, sizeof *time, reading->error);
    double *taken = array_create(count, sizeof *taken, reading->error);
    bool done = entry && time && taken;
    if (done && by == RESAMPLE_NONE) {
        done = check_twins(reading, entry, count);
        for (size_t i = 0; i < count; i++) {
            time[i] = entry[i].time;
            taken[i] = value[entry[i].row];
        }
    } else if (done) {
        const size_t stretches = resample(entry, count, value, by, time, taken);
        report_add(&series->report, REPORT_ASSUMED, "%zu readings averaged to %zu: by %s", count,
                   stretches, words(resample_names[by]));
        count = stretches;
        series->spacing = resample_spacing(by);
    }
    done = done && series_spread(series, time, taken, count, reading->raw.path, reading->error);
    free(entry);
    free(time);
    free(taken);
    return done;
}

// ---- all ----------------------------------------------------------------------------------------

static bool choose_dates(struct reading *reading, size_t value)
{
    const struct series_source *source = reading->source;
    enum when_order *order = &reading->told.order;
    if (source->date_format &&
        !when_format_parse(source->date_format, order, &reading->told.number, reading->error)) {
        reading->series->lacks_date = true;
        return false;
    }
    if (!source->date)
        return find_dates(&reading->dates, &reading->raw, value,
                          source->date_format ? &reading->told : NULL, &reading->series->report,
                          reading->error);
    if (strcmp(source->date, "none") == 0)
        return true;
    reading->dates.count = 1;
    reading->series->lacks_date = !raw_find(&reading->raw, source->date, &reading->dates.column[0],
                                            &reading->series->report, reading->error);
    return !reading->series->lacks_date;
}

static bool read_cells(struct reading *reading, size_t value)
{
    size_t wanted[1 + PARTS] = {value};
    struct column column;
    for (size_t i = 0; i < reading->dates.count; i++)
        wanted[1 + i] = reading->dates.column[i];
    const struct cells_setup setup = {wanted, 1 + reading->dates.count, 0};
    const char *name = reading->raw.name[value];
    struct report *report = &reading->series->report;
    if (!cells_read(&reading->cells, &reading->raw, &setup, reading->error) ||
        !column_look(&column, &reading->raw, &reading->cells, 0, name, NULL, reading->error))
        return false;
    if (column.numbers == 0 && column.words == 0)
        return error_set(reading->error, ERROR_INPUT, "%s: %s has not a single number",
                         reading->raw.path, name);
    if (!column_mend(&column, &reading->raw, &reading->cells, 0, report, reading->error))
        return false;
    column_tell(&column, report);
    return true;
}

static bool read_all(struct reading *reading, const char *path)
{
    const struct series_source *source = reading->source;
    struct series *series = reading->series;
    size_t value;
    if (!raw_open(&reading->raw, path, &source->hints, &series->report, reading->error))
        return false;
    if (!raw_find(&reading->raw, source->column, &value, &series->report, reading->error)) {
        series->lacks_column = true;
        return false;
    }
    if (!choose_dates(reading, value) || !read_cells(reading, value))
        return false;
    if (reading->dates.count == 0)
        return (source->resample == RESAMPLE_NONE ||
                error_set(reading->error, ERROR_INPUT,
                          "%s: resample needs a column of dates; date = COLUMN names one", path)) &&
               series_spread(series, NULL, reading->cells.value[0], reading->cells.rows, path,
                             reading->error);
    reading->time = array_create(reading->cells.rows, sizeof *reading->time, reading->error);
    return reading->time && (reading->dates.is_parts ? read_parts(reading) : read_dates(reading)) &&
           lay_out(reading);
}

bool series_read_file(struct series *series, const char *path, const struct series_source *source,
                      struct error *error)
{
    struct reading reading = {.series = series, .source = source, .error = error};
    const bool done = read_all(&reading, path);
    const char *slash = strrchr(path, '/');
    char of[61], file[81], shown[256];
    text_excerpt(source->column, of, sizeof of);
    text_escape(slash ? slash + 1 : path, shown, sizeof shown);
    text_excerpt(shown, file, sizeof file);
    text_print(series->name, sizeof series->name, words("%s of %s"), of, file);
    cells_clear(&reading.cells);
    raw_clear(&reading.raw);
    free(reading.time);
    return done;
}

static void tell_spacing(struct series *series)
{
    static const char *const units[][2] = {
        [SPACING_SECOND] = {"a reading every second", "a reading every %ld seconds"},
        [SPACING_MINUTE] = {"a reading every minute", "a reading every %ld minutes"},
        [SPACING_HOUR] = {"a reading every hour", "a reading every %ld hours"},
        [SPACING_DAY] = {"a reading every day", "a reading every %ld days"},
        [SPACING_MONTH] = {"a reading every month", "a reading every %ld months"},
        [SPACING_YEAR] = {"a reading every year", "a reading every %ld years"},
    };
    const struct spacing *spacing = &series->spacing;
    struct report *report = &series->report;
    size_t gaps = 0;
    for (size_t i = 0; i < series->days; i++)
        gaps += isnan(series->value[i]) ? 1 : 0;
    if (spacing->unit == SPACING_NONE)
        report_add(report, series->has_dates ? REPORT_ASSUMED : REPORT_FOUND,
                   series->has_dates
                       ? words("the dates are at no regular distance: readings are taken one after "
                               "the other; resample = day averages them")
                       : words("no dates: readings are taken one after the other"));
    else if (spacing->count == 7 && spacing->unit == SPACING_DAY)
        report_add(report, REPORT_ASSUMED, "a reading every week");
    else if (spacing->count == 1)
        report_add(report, spacing->unit == SPACING_DAY ? REPORT_FOUND : REPORT_ASSUMED,
                   words(units[spacing->unit][0]), spacing->count);
    else
        report_add(report, REPORT_ASSUMED, words(units[spacing->unit][1]), spacing->count);
    if (spacing->beside > 0)
        report_add(report, REPORT_ASSUMED,
                   spacing->beside == 1
                       ? words("%zu row lies beside that and goes to the nearest reading")
                       : words("%zu rows lie beside that and go to the nearest reading"),
                   spacing->beside);
    report_add(report, REPORT_FOUND, "%zu readings, %zu of them missing", series->days, gaps);
}

bool series_spread(struct series *series, const int64_t time[], const double value[], size_t rows,
                   const char *path, struct error *error)
{
    if (rows < 2)
        return error_set(error, ERROR_INPUT, "%s: one reading only; an average needs more", path);
    struct spacing *spacing = &series->spacing;
    if (time && spacing->count == 0)
        *spacing = spacing_find(time, rows);
    const bool is_spread = time && spacing->unit != SPACING_NONE;
    const double span =
        is_spread ? (double)spacing_place(spacing, time[0], time[rows - 1]) + 1 : (double)rows;
    if (span > SERIES_DAYS_MAX)
        return error_set(error, ERROR_INPUT,
                         "%s: %.0f readings from the first to the last; at most %d; resample = "
                         "month averages them",
                         path, span, SERIES_DAYS_MAX);
    series->days = (size_t)span;
    series->has_dates = time != NULL;
    series->first_day = time ? when_day(time[0], NULL) : 0;
    series->value = array_create(series->days, sizeof *series->value, error);
    series->time = time ? array_create(series->days, sizeof *series->time, error) : NULL;
    if (!series->value || (time && !series->time))
        return false;
    for (size_t k = 0; k < series->days; k++) {
        series->value[k] = NAN;
        if (time)
            series->time[k] = is_spread ? spacing_time(spacing, time[0], (int64_t)k) : time[k];
    }
    for (size_t row = 0; row < rows; row++)
        series->value[is_spread ? (size_t)spacing_place(spacing, time[0], time[row]) : row] =
            value[row];
    tell_spacing(series);
    return true;
}
