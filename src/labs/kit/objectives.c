#include "labs/kit/objectives.h"

#include "base/array.h"
#include "base/text.h"
#include "data/dataset.h"
#include "sim/regression.h"
#include "sim/surface.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KIND_SURFACE, KIND_REGRESSION };
enum { LOG_NONE, LOG_X, LOG_Y, LOG_BOTH };

static const char *const kinds[] = {"surface", "regression", NULL};
static const char *const logs[] = {"none", "x", "y", "both", NULL};
static const char *const no_yes[] = {"no", "yes", NULL};

enum {
    PARAM_KIND,
    PARAM_SURFACE,
    PARAM_START,
    PARAM_EXAMPLES,
    PARAM_NOISE,
    PARAM_DATA,
    PARAM_X,
    PARAM_Y,
    PARAM_LOG_OF,
    PARAM_STANDARDIZE,
    PARAM_END,
};

static const struct param params[] = {
    [PARAM_KIND] = {"kind", NULL, "kind", "what is minimised: a surface or a regression over data",
                    PARAM_CHOICE, .choices = kinds},
    [PARAM_SURFACE] = {"surface", NULL, "surface", "which surface; `ravine list surfaces`",
                       PARAM_CHOICE, .choices = surface_names},
    [PARAM_START] = {"start", NULL, "start", "where all runners start: θ₁, θ₂", PARAM_PAIR,
                     .min = -1e9, .max = 1e9},
    [PARAM_EXAMPLES] = {"examples", "m", "examples",
                        "a surface's number of examples; their mean is the surface itself",
                        PARAM_INTEGER, 1, 1000000, 512},
    [PARAM_NOISE] = {"noise", "σ", "gradient noise",
                     "deviation of one example's gradient around the surface's", PARAM_LINEAR, 0,
                     100, 0},
    [PARAM_DATA] = {"data", NULL, "data", "a regression's data: a shipped set or a CSV file",
                    PARAM_TEXT},
    [PARAM_X] = {"x", NULL, "x", "the column that predicts", PARAM_TEXT},
    [PARAM_Y] = {"y", NULL, "y", "the column that is predicted", PARAM_TEXT},
    [PARAM_LOG_OF] = {"log", NULL, "log of", "take the natural logarithm of none, x, y or both",
                      PARAM_CHOICE, .choices = logs},
    [PARAM_STANDARDIZE] = {"standardize", NULL, "standardize",
                           "x to mean 0 and deviation 1, which makes the contours round",
                           PARAM_CHOICE, .choices = no_yes},
    [PARAM_END] = {0},
};

static const char section[] = "objective";

const struct param *objective_param(size_t index)
{
    if (index < PARAM_END)
        return &params[index];
    index -= PARAM_END;
    for (size_t s = 0; surfaces[s]; s++) {
        for (const struct param *param = surfaces[s]->params; param->key; param++)
            if (index-- == 0)
                return param;
    }
    return NULL;
}

static int choice(const struct scene *scene, int which)
{
    return (int)scene_number(scene, section, &params[which]);
}

double objective_noise(const struct scene *scene)
{
    return choice(scene, PARAM_KIND) == KIND_SURFACE
               ? scene_number(scene, section, &params[PARAM_NOISE])
               : 0;
}

static const struct surface *chosen_surface(const struct scene *scene)
{
    return surfaces[choice(scene, PARAM_SURFACE)];
}

const struct param *objective_slider(const struct scene *scene, size_t index)
{
    if (choice(scene, PARAM_KIND) == KIND_REGRESSION) {
        static const int sliders[] = {PARAM_LOG_OF, PARAM_STANDARDIZE};
        return index < 2 ? &params[sliders[index]] : NULL;
    }
    if (index == 0)
        return &params[PARAM_SURFACE];
    for (const struct param *param = chosen_surface(scene)->params; param->key; param++)
        if (--index == 0)
            return param;
    return index == 1 ? &params[PARAM_NOISE] : index == 2 ? &params[PARAM_EXAMPLES] : NULL;
}

// ---- making it ----------------------------------------------------------------------------------

static struct objective *make_surface(const struct scene *scene, uint64_t seed, struct error *error)
{
    const struct surface *surface = chosen_surface(scene);
    double number[SURFACE_NUMBERS_MAX] = {0};
    for (size_t i = 0; i < SURFACE_NUMBERS_MAX && surface->params[i].key; i++)
        number[i] = scene_number(scene, section, &surface->params[i]);
    return surface_objective_create(
        surface, number, (size_t)scene_number(scene, section, &params[PARAM_EXAMPLES]),
        scene_number(scene, section, &params[PARAM_NOISE]), seed, error);
}

// The columns and the file of a regression.
struct source {
    const char *x, *y;
    char path[4096];
};

static bool find_source(struct source *source, const struct scene *scene, struct error *error)
{
    const char *word = scene_text(scene, section, "data");
    if (!word)
        return error_set(error, ERROR_INPUT,
                         "%s: [objective] needs data = NAME or FILE.csv for a regression",
                         scene->source ? scene->source : "scene");
    if (!dataset_path(word, scene->source, source->path, sizeof source->path, error))
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
        error_set(error, ERROR_INPUT, "a regression over %s needs %s = COLUMN as well", word,
                  missing);
        return scene_blame(scene, section, "data", error);
    }
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
        copy[i] = take_log ? log(value[i]) : value[i];
    }
    return copy;
}

static struct objective *make_regression(const struct objective_cache *cache,
                                         struct objective_cache *fresh, const struct scene *scene,
                                         const struct source *source, struct error *error)
{
    char table_key[4600];
    snprintf(table_key, sizeof table_key, "%s\n%s\n%s", source->path, source->x, source->y);
    const struct table *table = &cache->table;
    if (!cache->table_key || strcmp(cache->table_key, table_key) != 0) {
        const struct table_want wants[] = {{source->x, false}, {source->y, false}};
        if (!table_read(&fresh->table, source->path, wants, 2, error))
            return NULL;
        fresh->table_key = strdup(table_key);
        if (!fresh->table_key) {
            error_memory(error);
            return NULL;
        }
        table = &fresh->table;
    }
    const int log_of = choice(scene, PARAM_LOG_OF);
    double *x = transformed(table->value[0], table->rows, log_of == LOG_X || log_of == LOG_BOTH,
                            source->x, error);
    double *y = x ? transformed(table->value[1], table->rows, log_of == LOG_Y || log_of == LOG_BOTH,
                                source->y, error)
                  : NULL;
    if (!y) {
        free(x);
        scene_blame(scene, section, "log", error);
        return NULL;
    }
    struct objective *objective =
        regression_create(x, y, table->rows, choice(scene, PARAM_STANDARDIZE) == 1, error);
    free(x);
    free(y);
    if (!objective)
        scene_blame(scene, section, "data", error);
    return objective;
}

// Everything that the objective depends on, as text.
static void describe(char *key, size_t size, const struct scene *scene, const char *path,
                     uint64_t seed)
{
    key[0] = '\0';
    const struct scene_section *given = scene_section(scene, section);
    for (size_t i = 0; given && i < given->count; i++)
        if (strcmp(given->entry[i].key, "start") != 0)
            text_append(key, size, "%s=%s\n", given->entry[i].key, given->entry[i].value);
    text_append(key, size, "%s\n", path);
    // A regression and a surface without noise are the same for every seed.
    if (choice(scene, PARAM_KIND) == KIND_SURFACE &&
        scene_number(scene, section, &params[PARAM_NOISE]) > 0)
        text_append(key, size, "%llu", (unsigned long long)seed);
}

bool objective_prepare(const struct objective_cache *cache, struct objective_cache *fresh,
                       const struct scene *scene, uint64_t seed, struct error *error)
{
    memset(fresh, 0, sizeof *fresh);
    const bool is_regression = choice(scene, PARAM_KIND) == KIND_REGRESSION;
    struct source source = {0};
    if (is_regression && !find_source(&source, scene, error))
        return false;
    char key[16384];
    describe(key, sizeof key, scene, source.path, seed);
    if (cache->key && strcmp(cache->key, key) == 0)
        return true;
    fresh->key = strdup(key);
    if (!fresh->key)
        return error_memory(error);
    fresh->objective = is_regression ? make_regression(cache, fresh, scene, &source, error)
                                     : make_surface(scene, seed, error);
    if (fresh->objective)
        return true;
    objective_cache_clear(fresh);
    return false;
}

void objective_cache_take(struct objective_cache *cache, struct objective_cache *fresh)
{
    if (fresh->objective) {
        objective_destroy(cache->objective);
        free(cache->key);
        cache->objective = fresh->objective;
        cache->key = fresh->key;
    }
    if (fresh->table_key) {
        table_clear(&cache->table);
        free(cache->table_key);
        cache->table = fresh->table;
        cache->table_key = fresh->table_key;
    }
    memset(fresh, 0, sizeof *fresh);
}

void objective_cache_clear(struct objective_cache *cache)
{
    objective_destroy(cache->objective);
    free(cache->key);
    table_clear(&cache->table);
    free(cache->table_key);
    memset(cache, 0, sizeof *cache);
}

// ---- about it -----------------------------------------------------------------------------------

bool objective_start(const struct scene *scene, const struct objective *objective, double start[2],
                     struct error *error)
{
    const char *text = scene_text(scene, section, "start");
    if (!text) {
        memcpy(start, objective->start, 2 * sizeof *start);
        return true;
    }
    return param_parse_pair(&params[PARAM_START], text, start, error) ||
           scene_blame(scene, section, "start", error);
}

void objective_summary(const struct scene *scene, const struct objective *objective, char *text,
                       size_t size)
{
    text[0] = '\0';
    char number[32];
    if (choice(scene, PARAM_KIND) == KIND_SURFACE) {
        const struct surface *surface = chosen_surface(scene);
        for (const struct param *param = surface->params; param->key; param++) {
            const double value = scene_number(scene, section, param);
            if (value == 0)
                continue;
            param_show(param, value, number, sizeof number);
            text_append(text, size, "%s = %s, ", param->symbol ? param->symbol : param->label,
                        number);
        }
        const double noise = scene_number(scene, section, &params[PARAM_NOISE]);
        if (noise == 0) {
            text_append(text, size, "no noise");
            return;
        }
        text_show(noise, 4, number, sizeof number);
        text_append(text, size, "σ = %s, ", number);
    }
    text_append(text, size, "m = %zu", objective->examples);
}

void objective_name(const struct scene *scene, char *text, size_t size)
{
    if (choice(scene, PARAM_KIND) == KIND_SURFACE) {
        snprintf(text, size, "%s", chosen_surface(scene)->title);
        return;
    }
    const char *data = scene_text(scene, section, "data");
    const struct dataset *dataset = data ? dataset_find(data) : NULL;
    const char *x = scene_text(scene, section, "x");
    const char *y = scene_text(scene, section, "y");
    if (!x)
        x = dataset ? dataset->x : "x";
    if (!y)
        y = dataset ? dataset->y : "y";
    const int log_of = choice(scene, PARAM_LOG_OF);
    snprintf(text, size, "%s%s against %s%s", log_of == LOG_Y || log_of == LOG_BOTH ? "log " : "",
             y, log_of == LOG_X || log_of == LOG_BOTH ? "log " : "", x);
}
