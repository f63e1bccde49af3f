#include "labs/kit/schedule_params.h"

#include "base/text.h"
#include "labs/kit/formula_params.h"
#include "sim/schedule_formula.h"

#include <string.h>

const struct param schedule_text_param = {
    "alpha_t",
    NULL,
    "α(t)",
    "the formula of schedule = formula, of alpha0, epoch, epochs, step and steps: ravine help "
    "formula",
    PARAM_TEXT,
    .fallback = "alpha0 * min(1, epoch/3) * 0.5*(1 + cos(pi*epoch/epochs))"};

static struct formula *parse(const struct scene *scene, const char *section, const char **text,
                             struct error *error)
{
    struct error why = {0};
    *text = scene_text(scene, section, schedule_text_param.key);
    if (!*text) {
        error_set(error, ERROR_INPUT, "schedule = formula needs %s, as %s = %s",
                  schedule_text_param.key, schedule_text_param.key, schedule_text_param.fallback);
        return NULL;
    }
    struct formula *formula = formula_parse(*text, schedule_given, NULL, &why);
    if (!formula) {
        error_wrap(error, &why, "%s: %s", schedule_text_param.key, why.text);
        error_at(error, why.character);
    }
    return formula;
}

bool schedule_params_check(const char *key, const char *text, size_t *character)
{
    struct error why = {0};
    if (strcmp(key, schedule_text_param.key) != 0)
        return true;
    struct formula *formula = formula_parse(text, schedule_given, NULL, &why);
    *character = why.character;
    formula_destroy(formula);
    return formula != NULL;
}

static bool check_names(const struct formula *formula, bool (*is_taken)(const char *key),
                        const struct scene *scene, const char *section, struct error *error)
{
    for (size_t i = 0; i < formula_parameters(formula); i++)
        if (is_taken(formula_parameter(formula, i))) {
            error_set(error, ERROR_INPUT,
                      "%s: '%s' is a key of every runner already; give the name another spelling",
                      schedule_text_param.key, formula_parameter(formula, i));
            return scene_blame(scene, section, schedule_text_param.key, error);
        }
    return true;
}

static bool read_names(struct formula_params *own, double number[], const struct formula *formula,
                       const struct rule *rule, const struct scene *scene, const char *section,
                       struct error *error)
{
    for (size_t i = 0; i < formula_parameters(formula); i++) {
        const char *name = formula_parameter(formula, i);
        const struct param *of_rule = param_find(rule->params, name);
        if (of_rule)
            number[i] = scene_number(scene, section, of_rule);
        else if (!formula_params_add(own, name, scene, section, error))
            return false;
        else
            number[i] = own->value[own->count - 1];
    }
    return true;
}

const struct schedule *schedule_params_read(const struct scene *scene, const char *section,
                                            const struct rule *rule,
                                            bool (*is_taken)(const char *key), double number[],
                                            struct error *error)
{
    struct formula_params own = {0};
    double all[FORMULA_NAMES_MAX] = {0};
    const char *text;
    struct formula *formula = parse(scene, section, &text, error);
    if (!formula) {
        scene_blame(scene, section,
                    scene_text(scene, section, schedule_text_param.key) ? schedule_text_param.key
                                                                        : "schedule",
                    error);
        return NULL;
    }
    if (!check_names(formula, is_taken, scene, section, error) ||
        !read_names(&own, all, formula, rule, scene, section, error)) {
        formula_destroy(formula);
        return NULL;
    }
    memcpy(number, own.value, own.count * sizeof *number);
    const struct schedule_typed typed = {text, formula, all, own.param};
    return schedule_formula_create(&typed, error);
}

bool schedule_params_has(const struct scene *scene, const char *section, const char *key)
{
    const char *text;
    struct formula *formula = parse(scene, section, &text, NULL);
    bool has = !formula;
    for (size_t i = 0; formula && !has && i < formula_parameters(formula); i++)
        has = strcmp(formula_parameter(formula, i), key) == 0;
    formula_destroy(formula);
    return has;
}
