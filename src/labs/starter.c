#include "labs/starter.h"
#include "base/maths.h"

#include "base/text.h"
#include "base/words.h"
#include "data/columns.h"
#include "labs/linked.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// As the labs have them: what Training can take.
enum { TRAINING_ROWS = 10, CLASSES_MAX = 64, WORDS_MAX = 50, FEW_NUMBERS = 20 };

// Whatever fails ends up here; then nothing more is written.
struct starter {
    struct scene *scene;
    const struct columns *columns;
    const struct cells *cells; // of the columns
    char parts[160];           // names of the columns of years and months; empty = there are none
    size_t parts_end;          // behind the last of them
    const char *assumed;       // about how the table is written; may be empty
    char file[256];            // the table's name without its folder
    struct error *error;
    bool failed;
};

static bool ends_in(const char *word, const char *ending)
{
    const size_t length = strlen(word), tail = strlen(ending);
    return length > tail && strcmp(word + length - tail, ending) == 0;
}

// Of files that hold tables, and of the same packed.
static const char *const endings[] = {".csv", ".tsv", ".txt", ".data", ".dat", NULL};

// How long the ending of a table's name is; 0 = it has none.
static size_t ending_of(const char *word)
{
    for (size_t i = 0; endings[i]; i++) {
        char packed[16];
        snprintf(packed, sizeof packed, "%s.gz", endings[i]);
        if (ends_in(word, endings[i]))
            return strlen(endings[i]);
        if (ends_in(word, packed))
            return strlen(packed);
    }
    return 0;
}

bool starter_is_table(const char *word)
{
    return ending_of(word) > 0;
}

// ---- writing ------------------------------------------------------------------------------------

static void put(struct starter *starter, const char *section, const char *key, const char *value)
{
    if (!starter->failed)
        starter->failed = !scene_put(starter->scene, section, key, value, starter->error);
}

// With two significant digits, as people choose numbers.
static void put_number(struct starter *starter, const char *section, const char *key, double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.1e", value);
    double rounded = value;
    text_number(text, &rounded);
    text_shortest(rounded, text, sizeof text);
    put(starter, section, key, text);
}

static void put_whole(struct starter *starter, const char *section, const char *key, size_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%zu", value);
    put(starter, section, key, text);
}

// ---- columns ------------------------------------------------------------------------------------

// Whether a text survives being written into a scene and read again.
static bool can_be_written(const char *text)
{
    const size_t length = strlen(text);
    return length > 0 && !strpbrk(text, "\r\n\t") && text[0] != ';' && text[0] != ' ' &&
           text[length - 1] != ' ' && !strstr(text, " ;") && !strstr(text, "  ") &&
           text_check(text, length, NULL);
}

// A column that a scene can name.
static bool has_name(const struct columns *columns, size_t index)
{
    return can_be_written(columns->column[index].name);
}

static bool is_number(const struct columns *columns, size_t index)
{
    return columns->column[index].kind == COLUMN_NUMBER && has_name(columns, index);
}

// A number worth averaging: not always the same, there in most rows.
static bool is_measured(const struct columns *columns, size_t index)
{
    const struct column *column = &columns->column[index];
    return is_number(columns, index) && column->kinds > 2 && 2 * column->gaps < columns->rows;
}

// For least squares: a number in most rows, and not always the same.
static bool is_predictor(const struct columns *columns, size_t index)
{
    const struct column *column = &columns->column[index];
    return is_number(columns, index) && 2 * column->gaps < columns->rows && column->kinds > 1 &&
           column->deviation > 1e-10 * fabs(column->mean);
}

// A counter of rows in front of at least two other columns of numbers is no measurement.
static size_t first_measured(const struct columns *columns,
                             bool (*fits)(const struct columns *, size_t))
{
    size_t first = columns->count, found = 0;
    for (size_t i = columns->count; i-- > 0;) {
        if (!fits(columns, i))
            continue;
        if (!(i == 0 && columns->column[i].is_count && found >= 2))
            first = i;
        found++;
    }
    return first;
}

static size_t last_of(const struct columns *columns, bool (*fits)(const struct columns *, size_t))
{
    size_t last = columns->count;
    for (size_t i = 0; i < columns->count; i++)
        if (fits(columns, i))
            last = i;
    return last;
}

static size_t count_of(const struct columns *columns, bool (*fits)(const struct columns *, size_t))
{
    size_t count = 0;
    for (size_t i = 0; i < columns->count; i++)
        count += fits(columns, i);
    return count;
}

// Words that come again, or few whole numbers without gaps between them.
static bool is_label(const struct columns *columns, size_t index)
{
    const struct column *column = &columns->column[index];
    if (!has_name(columns, index) || 2 * column->gaps > columns->rows || column->kinds < 2 ||
        3 * column->kinds > columns->rows)
        return false;
    if (column->kind == COLUMN_WORD)
        return column->kinds <= CLASSES_MAX;
    return column->kind == COLUMN_NUMBER && column->is_whole && column->kinds <= FEW_NUMBERS &&
           column->high - column->low + 1 == (double)column->kinds;
}

// Whether a network learns from a column, as data/examples.h has it.
static bool is_input(const struct columns *columns, size_t index)
{
    const struct column *column = &columns->column[index];
    if (2 * column->gaps > columns->rows || column->kinds < 2 || column->is_identifier)
        return false;
    return column->kind == COLUMN_NUMBER ||
           (column->kind == COLUMN_WORD && column->kinds <= WORDS_MAX) ||
           (column->kind == COLUMN_DATE && column->way.number != WHEN_NO_NUMBER);
}

static bool is_gap(const struct starter *starter, size_t column, size_t row)
{
    const double cell = starter->cells->value[column][row];
    return cell_is_gap(cell) ||
           (cell_is_word(cell) && starter->columns->column[column].kind == COLUMN_NUMBER);
}

// Whether a network can learn from the columns beside the label, two or more, in rows enough that
// have all of them.
static bool can_learn(const struct starter *starter, size_t label)
{
    const struct columns *columns = starter->columns;
    size_t inputs = 0, rows = 0;
    if (columns->all > COLUMNS_LOOKED_AT)
        return false;
    for (size_t i = 0; i < columns->count; i++)
        inputs += i != label && is_input(columns, i);
    for (size_t row = 0; row < columns->rows && rows < TRAINING_ROWS; row++) {
        bool has_gap = is_gap(starter, label, row);
        for (size_t i = 0; i < columns->count && !has_gap; i++)
            has_gap = i != label && is_input(columns, i) && is_gap(starter, i, row);
        rows += !has_gap;
    }
    return inputs >= 2 && rows >= TRAINING_ROWS;
}

// The column of classes, or columns->count.
static size_t find_label(const struct starter *starter)
{
    const struct columns *columns = starter->columns;
    const size_t last = columns->count - 1;
    if (is_label(columns, last) && can_learn(starter, last))
        return last;
    return is_label(columns, 0) && can_learn(starter, 0) ? 0 : columns->count;
}

// The column whose dates a series has: the first without two rows of one time; columns->count.
static size_t find_dates(const struct columns *columns)
{
    size_t found = columns->count;
    int best = -1;
    for (size_t i = 0; i < columns->count; i++) {
        const struct column *column = &columns->column[i];
        const int worth = 2 * dates_name(column->name) + (column->way.number == WHEN_NO_NUMBER);
        if (column->kind != COLUMN_DATE || column->has_twins || !has_name(columns, i) ||
            worth <= best)
            continue;
        best = worth;
        found = i;
    }
    return found;
}

// ---- scenes -------------------------------------------------------------------------------------

static void begin(struct starter *starter, const char *lab, const char *caption)
{
    put(starter, "scene", "lab", lab);
    put(starter, "scene", "title", starter->file);
    char whole[1200];
    text_print(whole, sizeof whole, "%s", caption);
    if (*starter->assumed)
        text_append(whole, sizeof whole, words(" Assumed: %s."), starter->assumed);
    put(starter, "scene", "caption", whole);
}

static void make_averages(struct starter *starter)
{
    static const struct {
        const char *section, *beta;
    } averages[] = {{"average.middle", "0.9"}, {"average.slow", "0.98"}, {"average.fast", "0.5"}};
    const struct columns *columns = starter->columns;
    size_t measured = first_measured(columns, is_measured);
    for (size_t i = columns->count; *starter->parts && i-- > starter->parts_end;)
        if (is_measured(columns, i) && dates_name(columns->column[i].name) == 0)
            measured = i; // no part of the date, and not the date once more
    const size_t at = measured < columns->count ? measured : first_measured(columns, is_number);
    const size_t dates = find_dates(columns);
    const char *name = columns->column[at].name;
    char caption[700];
    const bool has_dates = *starter->parts || dates < columns->count;
    if (has_dates)
        text_print(caption, sizeof caption,
                   words("From %s: dates (%s) with numbers: averages of %s."), starter->file,
                   *starter->parts ? starter->parts : columns->column[dates].name, name);
    else
        text_print(caption, sizeof caption, words("From %s: averages of %s, row by row."),
                   starter->file, name);
    begin(starter, "averages", caption);
    put(starter, "series", "data", starter->file);
    put(starter, "series", "column", name);
    if (!*starter->parts)
        put(starter, "series", "date", has_dates ? columns->column[dates].name : "none");
    for (size_t i = 0; i < sizeof averages / sizeof *averages; i++)
        put(starter, averages[i].section, "beta", averages[i].beta);
}

// A runner of one line: beta1 and beta2 as texts, NULL where its rule has none.
struct runner {
    const char *section, *rule, *form, *beta1, *beta2;
    double alpha;
    size_t batch; // 0 = all
};

static void put_runner(struct starter *starter, const struct runner *runner)
{
    put(starter, runner->section, "rule", runner->rule);
    if (runner->form)
        put(starter, runner->section, "form", runner->form);
    put_number(starter, runner->section, "alpha", runner->alpha);
    if (runner->beta1)
        put(starter, runner->section, "beta1", runner->beta1);
    if (runner->beta2)
        put(starter, runner->section, "beta2", runner->beta2);
    if (runner->batch)
        put_whole(starter, runner->section, "batch", runner->batch);
    else
        put(starter, runner->section, "batch", "all");
}

// A power of two that leaves several batches an epoch, 64 at most.
static size_t batch_of(size_t rows)
{
    size_t batch = 1;
    while (batch < 64 && 8 * batch <= rows)
        batch *= 2;
    return batch;
}

static void make_training(struct starter *starter, size_t label)
{
    const struct columns *columns = starter->columns;
    const struct column *column = &columns->column[label];
    const size_t batch = batch_of(columns->rows);
    size_t inputs = 0;
    for (size_t i = 0; i < columns->count; i++)
        inputs += i != label && is_input(columns, i);
    const struct runner runners[] = {
        {"runner.batch", "gd", NULL, NULL, NULL, 0.3, 0},
        {"runner.mini-batch", "gd", NULL, NULL, NULL, 0.1, batch},
        {"runner.momentum", "momentum", "ewa", "0.9", NULL, 0.2, batch},
        {"runner.adam", "adam", NULL, "0.9", "0.999", 0.01, batch},
    };
    char caption[400];
    text_print(caption, sizeof caption,
               words("From %s: %zu columns beside %s, which names %zu classes: a network learns to "
                     "tell them apart."),
               starter->file, inputs, column->name, column->kinds);
    begin(starter, "training", caption);
    put(starter, "network", "hidden", "16");
    put(starter, "data", "data", starter->file);
    put(starter, "data", "label", column->name);
    // Some three hundred steps, however few rows an epoch has.
    const double epochs = ceil(300 * (double)batch / (double)columns->rows);
    put_whole(starter, "run", "epochs", (size_t)fmin(fmax(epochs, 5), 100));
    put(starter, "run", "seed", "1");
    for (size_t i = 0; i < sizeof runners / sizeof *runners; i++)
        put_runner(starter, &runners[i]);
}

// With x standardized the contours are circles, J's curvature is 1 along both axes, and α means the
// same for every table; what a rule that divides by the gradient's size walks does depend on how
// far away the minimum is.
static void make_regression(struct starter *starter)
{
    const struct columns *columns = starter->columns;
    const struct column *x = &columns->column[first_measured(columns, is_predictor)];
    const struct column *y = &columns->column[last_of(columns, is_predictor)];
    const double away = fmax(maths_hypot(y->mean, y->deviation), 1e-9);
    const double reach = fmax(x->high - x->mean, x->mean - x->low) / x->deviation;
    const size_t batch = batch_of(columns->rows);
    const struct runner runners[] = {
        {"runner.batch", "gd", NULL, NULL, NULL, 0.3, 0},
        // One example's curvature is at most 1 + max x².
        {"runner.stochastic", "gd", NULL, NULL, NULL, 0.3 / (1 + reach * reach), 1},
        {"runner.mini-batch", "gd", NULL, NULL, NULL, 0.2, batch},
        {"runner.momentum", "momentum", "ewa", "0.8", NULL, 0.5, 0},
        {"runner.rmsprop", "rmsprop", NULL, NULL, "0.9", away / 20, batch},
        {"runner.adam", "adam", NULL, "0.8", "0.99", away / 12, batch},
    };
    char caption[400];
    text_print(caption, sizeof caption,
               words("From %s: %zu columns of numbers: least squares of %s on %s, standardized."),
               starter->file, count_of(columns, is_number), y->name, x->name);
    begin(starter, "descent", caption);
    put(starter, "objective", "kind", "regression");
    put(starter, "objective", "data", starter->file);
    put(starter, "objective", "x", x->name);
    put(starter, "objective", "y", y->name);
    put(starter, "objective", "standardize", "yes");
    put(starter, "run", "steps", "120");
    put(starter, "run", "seed", "1");
    for (size_t i = 0; i < sizeof runners / sizeof *runners; i++)
        if (runners[i].alpha >= 1e-6 && runners[i].alpha <= 1e4) // what a scene may say
            put_runner(starter, &runners[i]);
}

static bool make(struct starter *starter, const char *path)
{
    const struct columns *columns = starter->columns;
    const size_t numbers = count_of(columns, is_number);
    const size_t label = find_label(starter);
    if (numbers == 0 && label == columns->count)
        return error_set(starter->error, ERROR_INPUT,
                         "%s: no column of numbers with a name; a scene needs one; ravine data "
                         "tells what the columns are",
                         path);
    if (columns->rows < 2)
        return error_set(starter->error, ERROR_INPUT,
                         "%s: one row only; a scene needs at least two", path);
    if (*starter->parts || find_dates(columns) < columns->count ||
        (numbers == 1 && label == columns->count))
        make_averages(starter);
    else if (label < columns->count)
        make_training(starter, label);
    else if (count_of(columns, is_predictor) >= 2)
        make_regression(starter);
    else
        make_averages(starter);
    return !starter->failed;
}

// ---- all ----------------------------------------------------------------------------------------

// "sales" of "sales.csv.gz".
static char *name_of(const char *file)
{
    return strndup(file, strlen(file) - ending_of(file));
}

// Years, months and days that stand in columns of their own: data/dates.h.
static void find_parts(struct starter *starter, const struct raw *raw)
{
    size_t year, month, day, hour;
    dates_parts(raw, &year, &month, &day, &hour);
    if (year == raw->format.columns || month == raw->format.columns)
        return;
    text_print(starter->parts, sizeof starter->parts, "%.50s, %.50s", raw->name[year],
               raw->name[month]);
    if (day < raw->format.columns)
        text_append(starter->parts, sizeof starter->parts, ", %.50s", raw->name[day]);
    const size_t last = day < raw->format.columns && day > month ? day : month;
    starter->parts_end = (last > year ? last : year) + 1;
}

// Makes the scene of what is found in the table.
static bool look(struct starter *starter, const char *path)
{
    struct raw raw;
    struct columns columns;
    struct cells cells;
    const struct table_hints hints = {0};
    char assumed[300];
    struct report *report = calloc(1, sizeof *report);
    if (!report)
        return error_memory(starter->error);
    bool done = raw_open(&raw, path, &hints, report, starter->error);
    if (done) {
        done = columns_look(&columns, &raw, NULL, 0, &cells, starter->error);
        if (done) {
            report_join(report, REPORT_ASSUMED, assumed, sizeof assumed);
            starter->columns = &columns;
            starter->cells = &cells;
            starter->assumed = assumed;
            find_parts(starter, &raw);
            done = make(starter, path);
            cells_clear(&cells);
            columns_clear(&columns);
        }
        raw_clear(&raw);
    }
    free(report);
    return done;
}

static bool make_for(struct scene *scene, const char *path, struct error *error)
{
    const char *slash = strrchr(path, '/');
    struct starter starter = {.scene = scene, .error = error};
    const char *file = slash ? slash + 1 : path;
    if (strlen(file) >= sizeof starter.file || !can_be_written(file))
        return error_set(error, ERROR_INPUT,
                         "%s: a scene cannot name this file; rename it without ; and control "
                         "characters",
                         path);
    strcpy(starter.file, file);
    const bool done = look(&starter, path);
    if (!done)
        return false;
    scene->name = name_of(file);
    scene->source = strdup(path);
    return (scene->name && scene->source) || error_memory(error);
}

bool starter_read(struct scene *scene, const char *word, struct error *error)
{
    if (linked_is_meant(word))
        return linked_read(scene, word, error);
    if (!starter_is_table(word))
        return scene_read(scene, word, error);
    memset(scene, 0, sizeof *scene);
    if (make_for(scene, word, error))
        return true;
    scene_clear(scene);
    return false;
}
