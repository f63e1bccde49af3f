#include "labs/kit/objectives.h"
#include "base/maths.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/kit/formula_params.h"
#include "labs/kit/objective_kind.h"
#include "sim/noise.h"
#include "sim/surface.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARAM_KIND, PARAM_START, PARAM_EXAMPLES, PARAM_NOISE, PARAM_END };

// What every kind has, and what decorates the exact ones.
static const struct param params[] = {
    [PARAM_KIND] =
        {"kind", NULL, "kind",
         "what is minimised: a surface, a regression over data, a quadratic, or a model that is "
         "fitted to data",
         PARAM_CHOICE, .choices = objective_kind_names},
    [PARAM_START] = {"start", NULL, "start",
                     "where all runners start: θ₁, θ₂; of more parameters the first and the last",
                     PARAM_PAIR, .min = -1e9, .max = 1e9},
    [PARAM_EXAMPLES] = {"examples", "m", "examples",
                        "a surface's number of examples; their mean is the surface itself",
                        PARAM_INTEGER, 1, 1000000, 512},
    [PARAM_NOISE] = {"noise", "σ", "gradient noise",
                     "deviation of one example's gradient around the surface's", PARAM_LINEAR, 0,
                     100, 0},
};

static const char section[] = OBJECTIVE_SECTION;

static const struct objective_kind *kind_of(const struct scene *scene)
{
    return objective_kinds[(int)scene_number(scene, section, &params[PARAM_KIND])];
}

static double number(const struct scene *scene, int which)
{
    return scene_number(scene, section, &params[which]);
}

// ---- keys ---------------------------------------------------------------------------------------

static const struct param *find_in(const struct objective_kind *kind, const char *key)
{
    const struct param *param;
    for (size_t i = 0; (param = kind->param(i)); i++)
        if (strcmp(param->key, key) == 0)
            return param;
    return NULL;
}

static bool has_key_before(size_t count, const char *key)
{
    for (size_t k = 0; k < count; k++)
        if (find_in(objective_kinds[k], key))
            return true;
    return false;
}

const struct param *objective_param(size_t index)
{
    if (index < PARAM_END)
        return &params[index];
    index -= PARAM_END;
    for (size_t k = 0; objective_kinds[k]; k++) {
        const struct param *param;
        for (size_t i = 0; (param = objective_kinds[k]->param(i)); i++)
            if (!has_key_before(k, param->key) && index-- == 0)
                return param;
    }
    return NULL;
}

static bool refuse_key(const struct scene *scene, const char *key, struct error *error)
{
    enum { KEYS_MAX = 64 };
    const char *keys[KEYS_MAX], *lab = scene_text(scene, "scene", "lab");
    size_t count = 0;
    const struct param *param;
    while (count < KEYS_MAX && (param = objective_param(count)))
        keys[count++] = param->key;
    const char *nearest = text_nearest(key, keys, count);
    if (nearest)
        return error_set(error, ERROR_INPUT, "no key '%s' in [%s]; did you mean %s?", key, section,
                         nearest);
    return error_set(error, ERROR_INPUT, "no key '%s' in [%s]; ravine help %s lists them", key,
                     section, lab ? lab : "LAB");
}

bool objective_applies(const struct scene *scene, const char *key, struct error *error)
{
    const struct objective_kind *kind = kind_of(scene);
    if (find_in(kind, key))
        return !kind->applies || kind->applies(scene, key, error);
    for (int i = 0; i < PARAM_END; i++) {
        if (strcmp(params[i].key, key) != 0)
            continue;
        return i < PARAM_EXAMPLES || kind->is_exact ||
               error_set(error, ERROR_INPUT,
                         "%s has no effect on a %s, whose examples are the rows of its data", key,
                         kind->name);
    }
    for (size_t k = 0; objective_kinds[k]; k++)
        if (find_in(objective_kinds[k], key))
            return error_set(error, ERROR_INPUT, "%s has no effect on a %s; a %s has it", key,
                             kind->name, objective_kinds[k]->name);
    if (kind->is_unknown && kind->is_unknown(scene, key))
        return error_set(error, ERROR_INPUT,
                         "%s is an unknown of the model; start = NUMBER, NUMBER says where the two "
                         "begin",
                         key);
    // A free name of a formula, or of nothing.
    return kind->names && kind->names(scene, key) ? true : refuse_key(scene, key, error);
}

const struct param *objective_slider(const struct objective_cache *cache, const struct scene *scene,
                                     size_t index)
{
    const struct objective_kind *kind = kind_of(scene);
    size_t own = 0;
    if (index-- == 0)
        return &params[PARAM_KIND];
    while (kind->slider(cache, scene, own))
        own++;
    if (index < own)
        return kind->slider(cache, scene, index);
    static const int decoration[] = {PARAM_NOISE, PARAM_EXAMPLES};
    return kind->is_exact && index - own < 2 ? &params[decoration[index - own]] : NULL;
}

bool objective_keep_range(const struct objective_cache *cache, struct scene *scene,
                          const char *changed, const char *key, struct error *error)
{
    const struct param *param =
        key && strcmp(changed, section) == 0 ? formula_params_find(cache->names, key) : NULL;
    return formula_params_keep(param, scene, section, error);
}

bool objective_formula(const struct scene *scene, struct lab_formula *formula)
{
    const struct objective_kind *kind = kind_of(scene);
    const struct objective_typed *typed = kind->typed;
    if (!typed)
        return false;
    *formula = (struct lab_formula){
        .label = typed->text->label,
        .hint = typed->hint,
        .section = section,
        .key = typed->text->key,
        .text = kind->formula(scene),
        .choice = typed->choice,
        .check = typed->check,
    };
    if (kind->numbers)
        kind->numbers(scene, formula);
    return true;
}

// ---- another one --------------------------------------------------------------------------------

static bool is_same_text(const struct scene *a, const struct scene *b, const char *key)
{
    const char *first = scene_text(a, section, key), *second = scene_text(b, section, key);
    return first && second ? strcmp(first, second) == 0 : first == second;
}

bool objective_is_same(const struct scene *a, const struct scene *b)
{
    char names[2][200];
    static const char *const keys[] = {"data", "f", "model", "unknowns", "loss", NULL};
    for (size_t i = 0; keys[i]; i++)
        if (!is_same_text(a, b, keys[i]))
            return false;
    if (kind_of(a) != kind_of(b))
        return false;
    objective_name(a, false, names[0], sizeof names[0]);
    objective_name(b, false, names[1], sizeof names[1]);
    return strcmp(names[0], names[1]) == 0;
}

struct follow_scale objective_scale(const struct objective *objective)
{
    const double width = objective->high[0] - objective->low[0],
                 height = objective->high[1] - objective->low[1];
    double start[OBJECTIVE_PLANE_MAX], gradient[OBJECTIVE_PLANE_MAX];
    objective_spread(objective, objective->start, start);
    objective->type->gradient(objective, start, NULL, 0, gradient);
    double slope = maths_hypot(gradient[0], gradient[1]);
    for (size_t i = 2; i < objective->dimension; i++)
        slope = maths_hypot(slope, gradient[i]);
    return (struct follow_scale){
        .alpha = objective->alpha, .size = fmax(width, height), .slope = slope};
}

bool objective_follow_noise(const struct follow *follow, struct error *error)
{
    const struct param *param = &params[PARAM_NOISE];
    const double noise = scene_number(follow->change->base, section, param);
    char text[64];
    if (!kind_of(follow->scene)->is_exact || !kind_of(follow->before)->is_exact)
        return true;
    if (follow->is_as_opened)
        return follow_take(follow, section, param->key,
                           scene_text(follow->change->opened, section, param->key), error);
    if (noise == 0 || !(follow->old.slope > 0 && follow->now.slope > 0))
        return true;
    follow_format(param, noise * (follow->now.slope / follow->old.slope), text);
    return follow_take(follow, section, param->key, text, error);
}

static bool is_key(const char *key)
{
    const struct param *param;
    for (size_t i = 0; (param = objective_param(i)); i++)
        if (strcmp(param->key, key) == 0)
            return true;
    return false;
}

// Names of another formula.
static bool forget_names(struct scene *scene, struct error *error)
{
    const struct objective_kind *kind = kind_of(scene);
    const struct scene_section *given = scene_section(scene, section);
    for (size_t i = 0; given && i < given->count;) {
        const char *key = given->entry[i].key;
        if (is_key(key) || (kind->names && kind->names(scene, key)))
            i++;
        else if (!scene_put(scene, section, key, NULL, error))
            return false;
    }
    return true;
}

bool objective_reset(struct scene *scene, const char *key, struct error *error)
{
    const struct objective_kind *kind = kind_of(scene);
    return scene_put(scene, section, params[PARAM_START].key, NULL, error) &&
           (!kind->reset || kind->reset(scene, key, error)) && forget_names(scene, error);
}

// ---- making it ----------------------------------------------------------------------------------

// Everything that the objective depends on, as text. The caller frees; NULL on failure.
static char *describe(struct tables *tables, const struct scene *scene, uint64_t seed,
                      struct error *error)
{
    const struct objective_kind *kind = kind_of(scene);
    const struct scene_section *given = scene_section(scene, section);
    char more[4096] = "";
    if (kind->describe && !kind->describe(tables, scene, more, sizeof more, error))
        return NULL;
    size_t size = strlen(more) + 32;
    for (size_t i = 0; given && i < given->count; i++)
        size += strlen(given->entry[i].key) + strlen(given->entry[i].value) + 2;
    char *key = array_create(size, 1, error);
    if (!key)
        return NULL;
    size_t length = 0;
    for (size_t i = 0; given && i < given->count; i++)
        if (strcmp(given->entry[i].key, "start") != 0)
            length += (size_t)snprintf(key + length, size - length, "%s=%s\n", given->entry[i].key,
                                       given->entry[i].value);
    text_append(key, size, "%s\n", more);
    // Without noise an objective is the same for every seed.
    if (objective_noise(scene) > 0)
        text_append(key, size, "%llu", (unsigned long long)seed);
    return key;
}

// A free name must not be what something else is called; nor may the one whose number could not be
// read, which is said in place of that.
static bool check_names(const struct formula_params *names, const struct scene *scene,
                        struct error *error)
{
    for (size_t i = 0; names && i <= names->count && i < FORMULA_NAMES_MAX; i++)
        if (is_key(names->name[i])) {
            const char *text = kind_of(scene)->typed->text->key;
            error_set(error, ERROR_INPUT,
                      "%s: '%s' is a key of [objective] already; give the name another spelling",
                      text, names->name[i]);
            return scene_blame(scene, section, text, error);
        }
    return true;
}

static struct objective *make(const struct objective_cache *cache, struct objective_cache *fresh,
                              const struct scene *scene, uint64_t seed, struct error *error)
{
    const struct objective_kind *kind = kind_of(scene);
    struct objective *objective = kind->make(cache, fresh, scene, error);
    if (!check_names(fresh->names, scene, error) || !objective) {
        objective_destroy(objective);
        return NULL;
    }
    return kind->is_exact ? noise_create(objective, (size_t)number(scene, PARAM_EXAMPLES),
                                         number(scene, PARAM_NOISE), seed, error)
                          : objective;
}

bool objective_prepare(const struct objective_cache *cache, struct objective_cache *fresh,
                       const struct scene *scene, uint64_t seed, struct error *error)
{
    memset(fresh, 0, sizeof *fresh);
    char *key = describe(cache->tables, scene, seed, error);
    if (!key)
        return false;
    if (cache->key && strcmp(cache->key, key) == 0) {
        free(key);
        return true;
    }
    if (cache->ahead && cache->ahead->key && strcmp(cache->ahead->key, key) == 0) {
        free(key);
        *fresh = *cache->ahead;
        memset(cache->ahead, 0, sizeof *cache->ahead);
        return true;
    }
    fresh->key = key;
    fresh->objective = make(cache, fresh, scene, seed, error);
    if (fresh->objective)
        return true;
    objective_cache_clear(fresh);
    return false;
}

// ---- about it -----------------------------------------------------------------------------------

bool objective_is_noisy(const struct scene *scene)
{
    return !kind_of(scene)->is_exact || number(scene, PARAM_NOISE) > 0;
}

double objective_noise(const struct scene *scene)
{
    return kind_of(scene)->is_exact ? number(scene, PARAM_NOISE) : 0;
}

void objective_plane(const struct scene *scene, char *text, size_t size)
{
    const struct objective_kind *kind = kind_of(scene);
    const struct param *param;
    text_append(text, size, "%s\n", kind->name);
    for (size_t i = 0; (param = kind->param(i)); i++) {
        const char *word = scene_text(scene, section, param->key);
        if (param->scale == PARAM_CHOICE)
            text_append(text, size, "%s=%s\n", param->key,
                        param->choices[(int)scene_number(scene, section, param)]);
        else if (param->scale == PARAM_TEXT)
            text_append(text, size, "%s=%s\n", param->key, word ? word : "");
    }
}

static size_t dimension_of(const struct scene *scene)
{
    const struct objective_kind *kind = kind_of(scene);
    return kind->dimension ? kind->dimension(scene) : 2;
}

bool objective_direction(const struct scene *scene, size_t index, char name[LAB_AXIS_NAME])
{
    if (index >= dimension_of(scene))
        return false;
    kind_of(scene)->direction(scene, index, name);
    return true;
}

void objective_axis(const struct scene *scene, int axis, char name[LAB_AXIS_NAME])
{
    objective_direction(scene, axis == 0 ? 0 : dimension_of(scene) - 1, name);
}

void objective_caption(const struct scene *scene, int axis, char *text, size_t size)
{
    const struct objective_kind *kind = kind_of(scene);
    const char *note = kind->note ? kind->note(scene) : NULL;
    char name[LAB_AXIS_NAME];
    objective_axis(scene, axis, name);
    text_print(text, size, note ? "%s (%s)" : "%s", name, note);
}

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

bool objective_program(const struct objective_cache *cache, const struct scene *scene,
                       const double start[2], struct program_objective *program,
                       struct error *error)
{
    const struct objective_kind *kind = kind_of(scene);
    const struct objective *objective = cache->objective;
    if (!kind->program)
        return error_set(error, ERROR_INPUT, "a %s cannot be written as a program", kind->name);
    kind->title(scene, false, program->name, sizeof program->name);
    program->dimension = objective->dimension;
    program->examples = objective->examples;
    objective_spread(objective, start, program->start);
    if (!isfinite(objective->type->cost(objective, program->start)))
        return error_set(error, ERROR_INPUT,
                         "J has no value at the start: there is no race to write as a program");
    program->tilt = noise_tilts(objective, &program->noise);
    kind->program(cache, scene, noise_inner(objective), program);
    return true;
}

static bool hides(const struct scene *scene, int which)
{
    return hide_slider(scene, section, params[which].key);
}

static void append_noise(const struct scene *scene, const struct objective_kind *kind, char *text,
                         size_t size)
{
    char shown[32];
    if (!kind->is_exact || hides(scene, PARAM_NOISE))
        return;
    text_show(number(scene, PARAM_NOISE), 4, shown, sizeof shown);
    if (number(scene, PARAM_NOISE) == 0)
        text_append(text, size, "%s", words("no noise"));
    else
        text_append(text, size, words("σ = %s, "), shown);
}

void objective_summary(const struct scene *scene, const struct objective *objective, char *text,
                       size_t size)
{
    const struct objective_kind *kind = kind_of(scene);
    text[0] = '\0';
    if (kind->summary)
        kind->summary(scene, text, size);
    if (objective->are_minima_found)
        text_append(text, size,
                    objective->minimum_count == 1 ? words("%zu minimum found, ")
                                                  : words("%zu minima found, "),
                    objective->minimum_count);
    append_noise(scene, kind, text, size);
    const bool has_noise =
        !kind->is_exact || hides(scene, PARAM_NOISE) || number(scene, PARAM_NOISE) != 0;
    if (has_noise && !(kind->is_exact && hides(scene, PARAM_EXAMPLES)))
        text_append(text, size, words("m = %zu"), objective->examples);
    const size_t length = strlen(text);
    if (length >= 2 && strcmp(text + length - 2, ", ") == 0)
        text[length - 2] = '\0';
}

bool objective_hides(const struct scene *scene, const struct objective_cache *cache)
{
    const struct objective_kind *kind = kind_of(scene);
    const struct param *own;
    for (size_t i = 0; hide_any(scene) && (own = kind->slider(cache, scene, i)); i++)
        if (hide_slider(scene, section, own->key))
            return true;
    return false;
}

const struct report *objective_report(const struct scene *scene,
                                      const struct objective_cache *cache)
{
    return kind_of(scene)->is_of_data ? &cache->report : NULL;
}

void objective_name(const struct scene *scene, bool is_shown, char *text, size_t size)
{
    kind_of(scene)->title(scene, is_shown, text, size);
}
