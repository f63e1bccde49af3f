#include "data/series.h"
#include "base/maths.h"

#include "base/array.h"
#include "base/random.h"
#include "base/text.h"
#include "base/words.h"
#include "data/dataset.h"
#include "data/date.h"
#include "data/series_file.h"
#include "data/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const columns[] = {"temp_max", "temp_min", "temp_mean"};
static const char *const column_titles[] = {"daily maximum temperature",
                                            "daily minimum temperature", "daily mean temperature"};
enum { COLUMNS = 3, MEAN = 2, YEARS = 4 };

// The shipped column of that name; −1 with error. NULL is the first.
static int find_column(struct series *series, const char *data, const char *column,
                       struct error *error)
{
    for (int i = 0; i < COLUMNS; i++)
        if (!column || strcmp(column, columns[i]) == 0)
            return i;
    const char *nearest = text_nearest(column, columns, COLUMNS);
    series->lacks_column = true;
    if (nearest)
        error_set(error, ERROR_INPUT, "%s has no column '%s'; did you mean %s?", data, column,
                  nearest);
    else
        error_set(error, ERROR_INPUT,
                  "%s has no column '%s'; there are temp_max, temp_min and temp_mean", data,
                  column);
    return -1;
}

// ---- London -------------------------------------------------------------------------------------

// Monthly normals of London Heathrow 1991–2020, °C (Met Office, UK climate averages): of the daily
// maximum and of the daily minimum.
static const double normal[2][12] = {
    {8.4, 9.0, 11.7, 15.0, 18.4, 21.6, 23.9, 23.4, 20.2, 15.8, 11.5, 8.8},
    {2.7, 2.8, 4.2, 6.2, 9.1, 12.0, 14.2, 14.1, 11.6, 8.8, 5.4, 3.1},
};

// The wave through the middles of the months, without what turns faster than four times a year.
enum { HARMONICS = 5 };
struct wave {
    double a[HARMONICS], b[HARMONICS]; // of cosine and sine
};

static struct wave wave_through(const double month[12])
{
    struct wave wave = {0};
    for (int harmonic = 0; harmonic < HARMONICS; harmonic++) {
        for (int m = 0; m < 12; m++) {
            const double middle = 6.283185307179586 * (m + 0.5) / 12;
            wave.a[harmonic] += month[m] * maths_cos(harmonic * middle);
            wave.b[harmonic] += month[m] * maths_sin(harmonic * middle);
        }
    }
    return wave;
}

// A normal on a day of the year.
static double normal_on(const struct wave *wave, double day_of_year)
{
    const double turn = 6.283185307179586 * day_of_year / 365.2425;
    double sum = 0;
    for (int harmonic = 0; harmonic < HARMONICS; harmonic++)
        sum += (harmonic ? 2 : 1) *
               (wave->a[harmonic] * maths_cos(harmonic * turn) +
                wave->b[harmonic] * maths_sin(harmonic * turn)) /
               12;
    return sum;
}

// Around the normals: the weather of the day before counts 0.72, as it does for daily mean
// temperatures in the south of England; the deviation from the normal is 3 °C. Maximum and minimum
// share most of it.
static void make_london(int column, double value[], long first_day, size_t days)
{
    const double persistence = 0.72, deviation = 3.0, apart = 1.1;
    const struct wave highest = wave_through(normal[0]), lowest = wave_through(normal[1]);
    struct random random;
    random_init(&random, 1991, 2020);
    double weather = random_normal(&random);
    for (size_t k = 0; k < days; k++) {
        const struct date date = date_of(first_day + (long)k);
        const long new_year = date_day((struct date){date.year, 1, 1});
        const double day = (double)(first_day + (long)k - new_year) + 0.5;
        weather =
            persistence * weather + sqrt(1 - persistence * persistence) * random_normal(&random);
        const double high =
            normal_on(&highest, day) + deviation * weather + apart * random_normal(&random);
        const double low =
            normal_on(&lowest, day) + 0.9 * deviation * weather + apart * random_normal(&random);
        const double both[] = {fmax(high, low), fmin(high, low), (high + low) / 2};
        value[k] = round(10 * both[column]) / 10;
    }
}

static bool read_london(struct series *series, const char *column, struct error *error)
{
    const int which = find_column(series, "london", column, error);
    if (which < 0)
        return false;
    series->first_day = date_day((struct date){2021, 1, 1});
    series->days = (size_t)(date_day((struct date){2021 + YEARS, 1, 1}) - series->first_day);
    series->value = array_create(series->days, sizeof *series->value, error);
    series->time = array_create(series->days, sizeof *series->time, error);
    if (!series->value || !series->time)
        return false;
    make_london(which, series->value, series->first_day, series->days);
    series->spacing = (struct spacing){.unit = SPACING_DAY, .count = 1};
    for (size_t k = 0; k < series->days; k++)
        series->time[k] = (series->first_day + (int64_t)k) * 86400;
    text_print(series->name, sizeof series->name, words("London, synthetic, %s"),
               words(column_titles[which]));
    series->unit = "°C";
    series->has_dates = true;
    series->is_synthetic = true;
    return true;
}

// ---- files --------------------------------------------------------------------------------------

static bool read_seattle(struct series *series, const char *path, const char *column,
                         struct error *error)
{
    static const struct table_hints hints = {
        .separator = ',', .decimal = '.', .header = HEADER_YES};
    const int which = find_column(series, "seattle", column, error);
    if (which < 0)
        return false;
    const struct table_want wants[] = {
        {.name = "date", .kind = TABLE_DATE},
        {.name = columns[which == MEAN ? 0 : which], .missing_allowed = true},
        {.name = columns[which == MEAN ? 1 : which], .missing_allowed = true},
    };
    struct table table;
    if (!table_read(&table, path, wants, 3, &hints, NULL, error))
        return false;
    for (size_t row = 0; row < table.rows; row++)
        table.value[1][row] = (table.value[1][row] + table.value[2][row]) / 2;
    int64_t *time = array_create(table.rows, sizeof *time, error);
    for (size_t row = 0; time && row < table.rows; row++)
        time[row] = (int64_t)table.value[0][row] * 86400;
    const bool done = time && series_spread(series, time, table.value[1], table.rows, path, error);
    free(time);
    table_clear(&table);
    memset(&series->report, 0, sizeof series->report); // what ships is as one expects
    text_print(series->name, sizeof series->name, words("Seattle, %s"),
               words(column_titles[which]));
    series->unit = "°C";
    return done;
}

static bool copy_kept(void *to, const void *from, struct error *error)
{
    return series_copy(to, from, error);
}

static void clear_kept(void *item)
{
    series_clear(item);
}

static size_t kept_bytes(const void *item)
{
    const struct series *series = item;
    return sizeof *series + series->days * (sizeof *series->value + sizeof *series->time);
}

static const struct tables_kind kept_kind = {
    .size = sizeof(struct series), .copy = copy_kept, .clear = clear_kept, .bytes = kept_bytes};

static void describe_source(FILE *out, const void *user)
{
    const struct series_source *source = user;
    const char *const text[] = {source->column, source->date, source->date_format};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        fprintf(out, "%d%s%c", text[i] != NULL, text[i] ? text[i] : "", '\0');
    fprintf(out, "%d ", (int)source->resample);
    tables_describe_hints(out, &source->hints);
}

static bool read_kept(void *item, const char *path, const void *source, struct error *error)
{
    return series_read_file(item, path, source, error);
}

static struct report *report_of(void *item)
{
    return &((struct series *)item)->report;
}

static const struct tables_way way = {&kept_kind, describe_source, read_kept, report_of};

bool series_read(struct series *series, const struct series_source *source, struct error *error)
{
    memset(series, 0, sizeof *series);
    series->unit = "";
    char path[4096];
    bool done = false;
    if (strcmp(source->data, "london") == 0)
        done = read_london(series, source->column, error);
    else if (!tables_path(source->tables, source->data, source->beside, path, sizeof path, error))
        return false;
    else if (strcmp(source->data, "seattle") == 0)
        done = read_seattle(series, path, source->column, error);
    else if (!source->column)
        return error_set(error, ERROR_INPUT, "%s needs column = NAME as well", source->data);
    else
        done = tables_have(source->tables, &way, path, source, series, error);
    if (done && dataset_find(source->data) && source->resample != RESAMPLE_NONE)
        done = series_average(series, source->resample, source->data, error);
    if (!done) {
        const bool lacks_column = series->lacks_column, lacks_date = series->lacks_date;
        series_clear(series);
        series->lacks_column = lacks_column;
        series->lacks_date = lacks_date;
    }
    return done;
}

bool series_copy(struct series *to, const struct series *from, struct error *error)
{
    *to = *from;
    to->value = array_create(from->days, sizeof *to->value, error);
    to->time = from->time ? array_create(from->days, sizeof *to->time, error) : NULL;
    if (!to->value || (from->time && !to->time)) {
        series_clear(to);
        return false;
    }
    memcpy(to->value, from->value, from->days * sizeof *to->value);
    if (from->time)
        memcpy(to->time, from->time, from->days * sizeof *to->time);
    return true;
}

void series_clear(struct series *series)
{
    free(series->value);
    free(series->time);
    memset(series, 0, sizeof *series);
    series->unit = "";
}
