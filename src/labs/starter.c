#include "labs/starter.h"

#include "base/text.h"
#include "base/words.h"
#include "data/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// As the labs have them: what Training can take.
enum { TRAINING_ROWS = 10, CLASSES_MAX = 64, WORDS_MAX = 32, FEW_NUMBERS = 20 };

// Whatever fails ends up here; then nothing more is written.
struct starter {
    struct scene *scene;
    const struct columns *columns;
    char file[256]; // the table's name without its folder
    struct error *error;
    bool failed;
};

static bool ends_in(const char *word, const char *ending)
{
    const size_t length = strlen(word), tail = strlen(ending);
    return length > tail && strcmp(word + length - tail, ending) == 0;
}

bool starter_is_table(const char *word)
{
    return ends_in(word, ".csv") || ends_in(word, ".csv.gz");
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

// A column that a scene can name: the first of its name.
static bool has_name(const struct columns *columns, size_t index)
{
    if (!can_be_written(columns->column[index].name))
        return false;
    for (size_t i = 0; i < index; i++)
        if (strcmp(columns->column[i].name, columns->column[index].name) == 0)
            return false;
    return true;
}

static bool is_number(const struct columns *columns, size_t index)
{
    return columns->column[index].kind == COLUMN_NUMBER && has_name(columns, index);
}

// For least squares: a number in every row, and not always the same.
static bool is_predictor(const struct columns *columns, size_t index)
{
    const struct column *column = &columns->column[index];
    return is_number(columns, index) && column->gaps == 0 && column->kinds > 1 &&
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
    if (!has_name(columns, index) || column->gaps > 0 || column->kinds < 2 ||
        3 * column->kinds > columns->rows)
        return false;
    if (column->kind == COLUMN_WORD)
        return column->kinds <= CLASSES_MAX;
    return column->kind == COLUMN_NUMBER && column->is_whole && column->kinds <= FEW_NUMBERS &&
           column->high - column->low + 1 == (double)column->kinds;
}

// Whether the columns beside the label are all such that a network can learn from them, two of
// them numbers.
static bool can_learn(const struct columns *columns, size_t label)
{
    size_t numbers = 0;
    if (columns->rows < TRAINING_ROWS || columns->count > 1000)
        return false;
    for (size_t i = 0; i < columns->count; i++) {
        const struct column *column = &columns->column[i];
        if (i == label)
            continue;
        if (column->gaps > 0 || column->kinds < 2 ||
            (column->kind != COLUMN_NUMBER && column->kinds > WORDS_MAX))
            return false;
        numbers += column->kind == COLUMN_NUMBER;
    }
    return numbers >= 2;
}

// The column of classes, or columns->count.
static size_t find_label(const struct columns *columns)
{
    const size_t last = columns->count - 1;
    if (is_label(columns, last) && can_learn(columns, last))
        return last;
    return is_label(columns, 0) && can_learn(columns, 0) ? 0 : columns->count;
}

// The Averages lab reads days from a column of this very name.
static bool is_dated(const struct columns *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->column[i].kind == COLUMN_DATE && strcmp(columns->column[i].name, "date") == 0)
            return true;
    return false;
}

static bool has_dates(const struct columns *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->column[i].kind == COLUMN_DATE)
            return true;
    return false;
}

// ---- scenes -------------------------------------------------------------------------------------

static void begin(struct starter *starter, const char *lab, const char *caption)
{
    put(starter, "scene", "lab", lab);
    put(starter, "scene", "title", starter->file);
    put(starter, "scene", "caption", caption);
}

static void make_averages(struct starter *starter)
{
    static const struct {
        const char *section, *beta;
    } averages[] = {{"average.red", "0.9"}, {"average.green", "0.98"}, {"average.amber", "0.5"}};
    const struct columns *columns = starter->columns;
    const char *name = columns->column[first_measured(columns, is_number)].name;
    char caption[400];
    if (is_dated(columns))
        text_print(caption, sizeof caption,
                   words("From %s: dates with numbers: averages of %s, day by day."), starter->file,
                   name);
    else if (has_dates(columns))
        text_print(caption, sizeof caption,
                   words("From %s: dates with numbers: averages of %s, row by row; call the column "
                         "of dates \"date\" to see them."),
                   starter->file, name);
    else
        text_print(caption, sizeof caption,
                   words("From %s: one column of numbers: averages of %s, row by row."),
                   starter->file, name);
    begin(starter, "averages", caption);
    put(starter, "series", "data", starter->file);
    put(starter, "series", "column", name);
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
               starter->file, columns->count - 1, column->name, column->kinds);
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
    const double away = fmax(hypot(y->mean, y->deviation), 1e-9);
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
    if (numbers == 0)
        return error_set(starter->error, ERROR_INPUT,
                         "%s: no column of numbers with a name; a scene needs one, with commas "
                         "between the columns and a point before the decimals",
                         path);
    if (columns->rows < 2)
        return error_set(starter->error, ERROR_INPUT,
                         "%s: one row only; a scene needs at least two", path);
    const size_t label = find_label(columns);
    if (has_dates(columns) || (numbers == 1 && label == columns->count))
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
    size_t length = strlen(file);
    length -= ends_in(file, ".gz") ? 3 : 0;
    return strndup(file, length - 4);
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
    struct columns columns;
    if (!columns_read(&columns, path, NULL, error))
        return false;
    starter.columns = &columns;
    const bool done = make(&starter, path);
    columns_clear(&columns);
    if (!done)
        return false;
    scene->name = name_of(file);
    scene->source = strdup(path);
    return (scene->name && scene->source) || error_memory(error);
}

bool starter_read(struct scene *scene, const char *word, struct error *error)
{
    if (!starter_is_table(word))
        return scene_read(scene, word, error);
    memset(scene, 0, sizeof *scene);
    if (make_for(scene, word, error))
        return true;
    scene_clear(scene);
    return false;
}
