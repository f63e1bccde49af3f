// Surfaces as a kind of objective: the shipped ones, and formulas.
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/kit/formula_params.h"
#include "labs/kit/objective_kind.h"
#include "labs/kit/survey.h"
#include "sim/formula_objective.h"
#include "sim/surface.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct param surface_param = {"surface",       NULL,         "surface",
                                           "which surface", PARAM_CHOICE, .choices = surface_words};

// NULL where it is a formula.
static const struct surface *chosen(const struct scene *scene)
{
    return surfaces[(int)scene_number(scene, OBJECTIVE_SECTION, &surface_param)];
}

static bool has_key_before(size_t count, const char *key)
{
    for (size_t s = 0; s < count; s++)
        if (param_find(surfaces[s]->params, key))
            return true;
    return false;
}

// `surface`, `f`, then every key of every surface once.
static const struct param *param(size_t index)
{
    if (index == 0)
        return &surface_param;
    if (--index == 0)
        return &formula_text_param;
    for (size_t s = 0; surfaces[s]; s++)
        for (const struct param *own = surfaces[s]->params; own->key; own++)
            if (!has_key_before(s, own->key) && --index == 0)
                return own;
    return NULL;
}

static bool applies(const struct scene *scene, const char *key, struct error *error)
{
    const struct surface *surface = chosen(scene);
    const bool is_text = strcmp(key, formula_text_param.key) == 0;
    if (strcmp(key, surface_param.key) == 0 ||
        (surface ? param_find(surface->params, key) != NULL : is_text))
        return true;
    const char *name = surface ? surface->name : SURFACE_FORMULA;
    if (is_text)
        return error_set(error, ERROR_INPUT, "%s has no effect on %s; it belongs to %s", key, name,
                         SURFACE_FORMULA);
    char owners[200] = "";
    for (size_t s = 0; surfaces[s]; s++)
        if (param_find(surfaces[s]->params, key))
            text_append(owners, sizeof owners, "%s%s", *owners ? ", " : "", surfaces[s]->name);
    return error_set(error, ERROR_INPUT, "%s has no effect on %s; it belongs to %s", key, name,
                     owners);
}

static bool is_name(const struct scene *scene, const char *key)
{
    return !chosen(scene) && formula_params_has(scene, key);
}

static const struct param *formula_slider(const struct objective_cache *cache, size_t index)
{
    if (index == 1)
        return &formula_text_param;
    return cache->names && index - 2 < cache->names->count ? &cache->names->param[index - 2] : NULL;
}

static const struct param *slider(const struct objective_cache *cache, const struct scene *scene,
                                  size_t index)
{
    if (index == 0)
        return &surface_param;
    if (!chosen(scene))
        return formula_slider(cache, index);
    for (const struct param *own = chosen(scene)->params; own->key; own++)
        if (--index == 0)
            return own;
    return NULL;
}

// A formula has a text to begin with.
static bool reset(struct scene *scene, const char *key, struct error *error)
{
    (void)key;
    if (chosen(scene))
        return scene_put(scene, OBJECTIVE_SECTION, formula_text_param.key, NULL, error);
    return scene_text(scene, OBJECTIVE_SECTION, formula_text_param.key) ||
           (scene_put(scene, OBJECTIVE_SECTION, formula_text_param.key, formula_text_param.fallback,
                      error) &&
            scene_put(scene, OBJECTIVE_SECTION, "b", "20 in 0..100", error));
}

static const char *formula_text(const struct scene *scene)
{
    const char *text = scene_text(scene, OBJECTIVE_SECTION, formula_text_param.key);
    return text ? text : formula_text_param.fallback;
}

static void describe_function(FILE *out, const void *source)
{
    const struct scene *scene = source;
    fprintf(out, "f %s", formula_text(scene));
}

static struct objective *make_formula(const struct objective_cache *cache,
                                      struct objective_cache *fresh, const struct scene *scene,
                                      struct error *error)
{
    struct formula *parsed;
    struct kit_survey survey;
    fresh->names = array_create(1, sizeof *fresh->names, error);
    if (!fresh->names || !formula_params_read(fresh->names, &parsed, scene, error))
        return NULL;
    const struct kit_surveyed of = {describe_function, scene, fresh->names};
    const struct objective *alike = kit_survey_find(&survey, cache->tables, &of);
    struct objective *objective =
        formula_objective_create(parsed, fresh->names->value, alike, error);
    kit_survey_end(&survey, cache->tables, objective);
    return objective;
}

static void read_numbers(const struct scene *scene, const struct surface *surface, double number[])
{
    for (size_t i = 0; i < SURFACE_NUMBERS_MAX && surface->params[i].key; i++)
        number[i] = scene_number(scene, OBJECTIVE_SECTION, &surface->params[i]);
}

static struct objective *make(const struct objective_cache *cache, struct objective_cache *fresh,
                              const struct scene *scene, struct error *error)
{
    const struct surface *surface = chosen(scene);
    double number[SURFACE_NUMBERS_MAX] = {0};
    if (!surface)
        return make_formula(cache, fresh, scene, error);
    read_numbers(scene, surface, number);
    return surface_objective_create(surface, number, 1, 0, 0, error);
}

static const char *formula(const struct scene *scene)
{
    const struct surface *surface = chosen(scene);
    double number[SURFACE_NUMBERS_MAX] = {0};
    if (!surface)
        return formula_text(scene);
    read_numbers(scene, surface, number);
    return surface->written ? surface->written(number) : surface->formula;
}

static void numbers(const struct scene *scene, struct lab_formula *given)
{
    const struct surface *surface = chosen(scene);
    size_t count = 0;
    for (size_t i = 0; surface && surface->params[i].key && count < LAB_FORMULA_NUMBERS; i++) {
        const struct param *own = &surface->params[i];
        if (!own->symbol || !strstr(given->text, own->symbol))
            continue;
        text_print(given->number[count].key, sizeof given->number[count].key, "%s", own->symbol);
        text_shortest(scene_number(scene, OBJECTIVE_SECTION, own), given->number[count].value,
                      sizeof given->number[count].value);
        count++;
    }
}

static void title(const struct scene *scene, bool is_shown, char *text, size_t size)
{
    if (is_shown &&
        (hide_choice(scene, OBJECTIVE_SECTION, surface_param.key) ||
         (!chosen(scene) && hide_choice(scene, OBJECTIVE_SECTION, formula_text_param.key)))) {
        text_print(text, size, "%s", words("a hidden surface"));
        return;
    }
    if (chosen(scene)) {
        text_print(text, size, "%s", words(chosen(scene)->title));
        return;
    }
    char shown[80];
    text_excerpt(formula(scene), shown, sizeof shown);
    text_print(text, size, "f = %s", shown);
}

static void formula_summary(const struct scene *scene, char *text, size_t size)
{
    struct formula_params params;
    struct formula *parsed;
    if (!formula_params_read(&params, &parsed, scene, NULL))
        return;
    formula_params_tell(&params, scene, text, size);
    formula_destroy(parsed);
}

static void summary(const struct scene *scene, char *text, size_t size)
{
    char number[32];
    if (!chosen(scene)) {
        formula_summary(scene, text, size);
        return;
    }
    for (const struct param *own = chosen(scene)->params; own->key; own++) {
        const double value = scene_number(scene, OBJECTIVE_SECTION, own);
        if (value == 0 || hide_slider(scene, OBJECTIVE_SECTION, own->key))
            continue;
        param_show(own, value, number, sizeof number);
        text_append(text, size, "%s = %s, ", words(own->symbol ? own->symbol : own->label), number);
    }
}

static void direction(const struct scene *scene, size_t index, char name[LAB_AXIS_NAME])
{
    const char *own = !chosen(scene) ? formula_plane[index] : index == 0 ? "θ₁" : "θ₂";
    text_print(name, LAB_AXIS_NAME, "%s", own);
}

static void add_number(struct program_objective *program, const char *name, double value)
{
    program->number[program->numbers++] = (struct program_number){name, value};
}

// The names of a typed function are its own; those of a surface are the symbols of its numbers.
static void program(const struct objective_cache *cache, const struct scene *scene,
                    const struct objective *plain, struct program_objective *program)
{
    const struct surface *surface = chosen(scene);
    (void)plain;
    program->kind = PROGRAM_FORMULA;
    program->formula = formula(scene);
    for (size_t i = 0; !surface && cache->names && i < cache->names->count; i++)
        add_number(program, cache->names->name[i], cache->names->value[i]);
    for (size_t i = 0; surface && surface->params[i].key; i++) {
        const struct param *own = &surface->params[i];
        add_number(program, own->symbol, scene_number(scene, OBJECTIVE_SECTION, own));
    }
}

static bool check(const char *text, size_t *character, struct error *error)
{
    struct formula *parsed = formula_params_parse(text, character, error);
    formula_destroy(parsed);
    return parsed != NULL;
}

static const struct objective_typed typed = {
    .text = &formula_text_param,
    .hint = "x² or x^2, 2x y, |x|, sin, exp, if(x > 0, …, …); other names become sliders; Enter "
            "keeps it, Esc goes back",
    .choice = {{"kind", "surface"}, {"surface", SURFACE_FORMULA}},
    .check = check,
};

const struct objective_kind objective_kind_surface = {
    .name = "surface",
    .what = "a cost function of two parameters",
    .is_exact = true,
    .direction = direction,
    .param = param,
    .applies = applies,
    .slider = slider,
    .formula = formula,
    .numbers = numbers,
    .typed = &typed,
    .names = is_name,
    .reset = reset,
    .make = make,
    .program = program,
    .title = title,
    .summary = summary,
};
