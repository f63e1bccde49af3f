#include "labs/kit/objective_columns.h"
#include "base/maths.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "data/dataset.h"
#include "labs/kit/data_keys.h"
#include "labs/kit/params.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOG_NONE, LOG_X, LOG_Y, LOG_BOTH };
enum { PARAM_DATA, PARAM_X, PARAM_Y, PARAM_LOG_OF, PARAM_STANDARDIZE, PARAM_END };

static const char *const logs[] = {"none", "x", "y", "both", NULL};

static const struct param params[] = {
    [PARAM_DATA] = {"data", NULL, "data",
                    "a regression's or fit's data: a shipped set or a CSV file", PARAM_TEXT},
    [PARAM_X] = {"x", NULL, "x", "the column that predicts", PARAM_TEXT},
    [PARAM_Y] = {"y", NULL, "y", "the column that is predicted", PARAM_TEXT},
    [PARAM_LOG_OF] = {"log", NULL, "log of", "take the natural logarithm of none, x, y or both",
                      PARAM_CHOICE, .choices = logs},
    [PARAM_STANDARDIZE] = {"standardize", NULL, "standardize",
                           "x to mean 0 and deviation 1, which makes the contours round",
                           PARAM_CHOICE, .choices = kit_no_yes},
};

static const char section[] = "objective";

const struct param *objective_columns_param(size_t index)
{
    return index < PARAM_END                   ? &params[index]
           : index < PARAM_END + KIT_DATA_KEYS ? &kit_data_params[index - PARAM_END]
                                               : NULL;
}

static const struct param data_choice = {.key = "data",
                                         .label = "data",
                                         .help = "a regression's data: one of the shipped sets",
                                         .scale = PARAM_CHOICE,
                                         .choices = dataset_column_names};

const struct param *objective_columns_slider(const struct scene *scene, size_t index)
{
    if (index == PARAM_DATA)
        return kit_choice_or_text(scene, section, &data_choice, &params[PARAM_DATA]);
    return index < PARAM_END ? &params[index] : NULL;
}

bool objective_columns_applies(const struct scene *scene, const char *key, struct error *error)
{
    const char *data = scene_text(scene, section, params[PARAM_DATA].key);
    return !data || kit_data_applies(data, key, error);
}

bool objective_columns_reset(struct scene *scene, const char *key, struct error *error)
{
    const bool is_data = strcmp(key, params[PARAM_DATA].key) == 0;
    if (is_data && !(kit_data_forget(scene, section, error) &&
                     scene_put(scene, section, params[PARAM_X].key, NULL, error) &&
                     scene_put(scene, section, params[PARAM_Y].key, NULL, error) &&
                     scene_put(scene, section, params[PARAM_LOG_OF].key, NULL, error)))
        return false;
    return scene_text(scene, section, params[PARAM_DATA].key) ||
           scene_put(scene, section, params[PARAM_DATA].key, dataset_column_names[0], error);
}

static int choice(const struct scene *scene, int which)
{
    return (int)scene_number(scene, section, &params[which]);
}

static bool takes_log(const struct scene *scene, int of)
{
    const int log_of = choice(scene, PARAM_LOG_OF);
    return log_of == of || log_of == LOG_BOTH;
}

// The columns and the file of a regression.
struct source {
    const char *x, *y;
    char path[4096];
};

static bool find_source(struct source *source, struct tables *tables, const struct scene *scene,
                        const char *what, struct error *error)
{
    const char *word = scene_text(scene, section, "data");
    if (!word)
        return error_set(error, ERROR_INPUT,
                         "%s: [objective] needs data = NAME or FILE.csv for a %s",
                         scene->source ? scene->source : words("scene"), what);
    if (!tables_path(tables, word, scene->source, source->path, sizeof source->path, error))
        return scene_blame(scene, section, "data", error);
    const struct dataset *dataset = dataset_find(word);
    source->x = scene_text(scene, section, "x");
    source->y = scene_text(scene, section, "y");
    if (!source->x && dataset)
        source->x = dataset->x;
    if (!source->y && dataset)
        source->y = dataset->y;
    const char *missing = !source->x ? "x" : !source->y ? "y" : NULL;
    if (missing) {
        error_set(error, ERROR_INPUT, "a %s over %s needs %s = COLUMN as well", what, word,
                  missing);
        return scene_blame(scene, section, "data", error);
    }
    return true;
}

bool objective_columns_describe(struct tables *tables, const struct scene *scene, const char *what,
                                char *text, size_t size, struct error *error)
{
    struct source source = {0};
    if (!find_source(&source, tables, scene, what, error))
        return false;
    snprintf(text, size, "%s", source.path);
    return true;
}

// value[m], logarithms taken where asked for; NULL on failure.
static double *transformed(const double value[], size_t m, bool take_log, const char *column,
                           struct error *error)
{
    double *copy = array_create(m, sizeof *copy, error);
    if (!copy)
        return NULL;
    for (size_t i = 0; i < m; i++) {
        if (take_log && !(value[i] > 0)) {
            error_set(error, ERROR_INPUT,
                      "log needs positive numbers, but %s is %g in data row %zu; leave its log out",
                      column, value[i], i + 1);
            free(copy);
            return NULL;
        }
        copy[i] = take_log ? maths_log(value[i]) : value[i];
    }
    return copy;
}

static const struct table *read_table(const struct objective_cache *cache,
                                      struct objective_cache *fresh, const struct scene *scene,
                                      const struct source *source, struct error *error)
{
    char key[6000];
    struct table_hints hints;
    if (!kit_data_hints(scene, section, &hints, error))
        return NULL;
    snprintf(key, sizeof key, "%s\n%s\n%s", source->path, source->x, source->y);
    kit_data_describe(scene, section, key, sizeof key);
    if (cache->table_key && strcmp(cache->table_key, key) == 0)
        return &cache->table;
    const struct table_want wants[] = {{.name = source->x, .by_policy = true},
                                       {.name = source->y, .by_policy = true}};
    if (!tables_read(cache->tables, &fresh->table, source->path, wants, 2, &hints, &fresh->report,
                     error)) {
        // The file names its line; which of the two is wrong, and where, is the scene's to say.
        const char *wrong = fresh->table.lacking == 0 ? "x" : "y";
        if (fresh->table.lacks_column && scene_text(scene, section, wrong))
            scene_blame(scene, section, wrong, error);
        return NULL;
    }
    fresh->table_key = strdup(key);
    if (!fresh->table_key) {
        error_memory(error);
        return NULL;
    }
    return &fresh->table;
}

bool objective_columns_standardize(const struct scene *scene)
{
    return choice(scene, PARAM_STANDARDIZE) == 1;
}

bool objective_columns_read(struct objective_columns *columns, const struct objective_cache *cache,
                            struct objective_cache *fresh, const struct scene *scene,
                            const char *what, struct error *error)
{
    struct source source = {0};
    memset(columns, 0, sizeof *columns);
    if (!find_source(&source, cache->tables, scene, what, error))
        return false;
    const struct table *table = read_table(cache, fresh, scene, &source, error);
    if (!table)
        return false;
    columns->rows = table->rows;
    columns->x =
        transformed(table->value[0], table->rows, takes_log(scene, LOG_X), source.x, error);
    columns->y = columns->x ? transformed(table->value[1], table->rows, takes_log(scene, LOG_Y),
                                          source.y, error)
                            : NULL;
    if (columns->y)
        return true;
    objective_columns_clear(columns);
    return scene_blame(scene, section, "log", error);
}

void objective_columns_clear(struct objective_columns *columns)
{
    free(columns->x);
    free(columns->y);
    memset(columns, 0, sizeof *columns);
}

// ---- names --------------------------------------------------------------------------------------

static const char *column(const struct scene *scene, int which)
{
    const char *data = scene_text(scene, section, "data");
    const struct dataset *dataset = data ? dataset_find(data) : NULL;
    const char *name = scene_text(scene, section, params[which].key);
    if (!name && dataset)
        name = which == PARAM_X ? dataset->x : dataset->y;
    return name ? name : params[which].key;
}

void objective_columns_names(const struct scene *scene, char x[OBJECTIVE_COLUMN_NAME],
                             char y[OBJECTIVE_COLUMN_NAME])
{
    text_print(x, OBJECTIVE_COLUMN_NAME, takes_log(scene, LOG_X) ? words("log %s") : "%s",
               column(scene, PARAM_X));
    text_print(y, OBJECTIVE_COLUMN_NAME, takes_log(scene, LOG_Y) ? words("log %s") : "%s",
               column(scene, PARAM_Y));
}

void objective_columns_title(const struct scene *scene, bool is_shown, char *text, size_t size)
{
    (void)is_shown;
    // By which logarithms are taken.
    static const char *const titles[] = {
        [LOG_NONE] = "%s against %s",
        [LOG_X] = "%s against log %s",
        [LOG_Y] = "log %s against %s",
        [LOG_BOTH] = "log %s against log %s",
    };
    text_print(text, size, words(titles[choice(scene, PARAM_LOG_OF)]), column(scene, PARAM_Y),
               column(scene, PARAM_X));
}
