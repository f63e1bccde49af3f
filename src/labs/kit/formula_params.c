#include "labs/kit/formula_params.h"

#include "base/expression.h"
#include "base/text.h"
#include "labs/hide.h"
#include "sim/formula_range.h"

#include <string.h>

const struct param formula_text_param = {
    "f",        NULL,
    "f(x, y)",  "the formula of surface = formula: ravine help formula",
    PARAM_TEXT, .fallback = "(a - x)^2 + b*(y - x^2)^2"};

const char *const formula_plane[] = {"x", "y", NULL};

static const char section[] = "objective";

// ---- numbers ------------------------------------------------------------------------------------

static bool read_number(const struct scene *scene, const char *of, struct param *param,
                        double *value, struct error *error)
{
    const char *text = scene_text(scene, of, param->key);
    struct formula_range range = {.value = 1};
    char hint[160];
    if (text && !formula_range_read(text, &range)) {
        expression_hint(text, hint);
        return error_set(error, ERROR_INPUT,
                         "%s must be a number such as 1, or with its range such as 1 in 0..5, "
                         "not '%.40s'%s",
                         param->key, text, hint);
    }
    if (!range.is_said)
        formula_range_guess(&range);
    *value = range.value;
    param->standard = 1;
    param->min = range.low;
    param->max = range.high;
    return param_parse(param, text ? text : "1", value, error);
}

// ---- names --------------------------------------------------------------------------------------

bool formula_params_add(struct formula_params *params, const char *name, const struct scene *scene,
                        const char *of, struct error *error)
{
    const size_t i = params->count;
    text_print(params->name[i], FORMULA_NAME, "%s", name);
    params->param[i] = (struct param){.key = params->name[i],
                                      .symbol = params->name[i],
                                      .label = "of the formula",
                                      .help = "a free name of the formula",
                                      .scale = PARAM_LINEAR,
                                      .is_ranged = true};
    if (!read_number(scene, of, &params->param[i], &params->value[i], error) && !error_at(error, 1))
        return scene_blame(scene, of, name, error);
    params->count++;
    return true;
}

// The variable that a name of other surfaces' axes stands for; NULL: it is none of theirs.
static const char *meant_by(const char *name)
{
    static const char *const letters[] = {"theta_", "theta", "θ_", "θ"};
    static const char *const axes[] = {"1", "2", "₁", "₂"};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        const size_t length = strlen(letters[i]);
        for (size_t k = 0; k < 4 && strncmp(name, letters[i], length) == 0; k++)
            if (strcmp(name + length, axes[k]) == 0)
                return formula_plane[k % 2];
    }
    return NULL;
}

static bool check_variables(const struct formula *formula, struct error *error)
{
    for (size_t i = 0; i < formula_parameters(formula); i++) {
        const char *name = formula_parameter(formula, i);
        if (meant_by(name))
            return error_set(error, ERROR_INPUT, "%s is called %s here", name, meant_by(name));
    }
    return formula_uses(formula, 0) || formula_uses(formula, 1) ||
           error_set(error, ERROR_INPUT, "nothing in it depends on x or y");
}

struct formula *formula_params_parse(const char *text, size_t *character, struct error *error)
{
    struct formula *formula = formula_parse(text, formula_plane, character, error);
    if (!formula || check_variables(formula, error))
        return formula;
    formula_destroy(formula);
    return NULL;
}

static struct formula *parse(const struct scene *scene, struct error *error)
{
    struct error why = {0};
    const char *text = scene_text(scene, section, formula_text_param.key);
    if (!text) {
        error_set(error, ERROR_INPUT, "surface = formula needs f, as f = %s",
                  formula_text_param.fallback);
        return NULL;
    }
    struct formula *formula = formula_params_parse(text, NULL, &why);
    if (!formula) {
        error_wrap(error, &why, "f: %s", why.text);
        error_at(error, why.character);
    }
    return formula;
}

bool formula_params_fill(struct formula_params *params, const struct formula *formula,
                         const struct scene *scene, struct error *error)
{
    memset(params, 0, sizeof *params);
    for (size_t i = 0; i < formula_parameters(formula); i++)
        if (!formula_params_add(params, formula_parameter(formula, i), scene, section, error))
            return false;
    return true;
}

bool formula_params_read(struct formula_params *params, struct formula **formula,
                         const struct scene *scene, struct error *error)
{
    memset(params, 0, sizeof *params);
    *formula = parse(scene, error);
    if (!*formula)
        return scene_blame(
            scene, section,
            scene_text(scene, section, formula_text_param.key) ? formula_text_param.key : "surface",
            error);
    if (formula_params_fill(params, *formula, scene, error))
        return true;
    formula_destroy(*formula);
    *formula = NULL;
    return false;
}

void formula_params_tell(const struct formula_params *params, const struct scene *scene, char *text,
                         size_t size)
{
    char number[32];
    for (size_t i = 0; i < params->count; i++) {
        if (hide_slider(scene, section, params->name[i]))
            continue;
        param_show(&params->param[i], params->value[i], number, sizeof number);
        text_append(text, size, "%s = %s, ", params->name[i], number);
    }
}

bool formula_params_keep(const struct param *param, struct scene *scene, const char *of,
                         struct error *error)
{
    const char *text = param ? scene_text(scene, of, param->key) : NULL;
    double value;
    char whole[160], low[32], high[32];
    if (!text || !param->is_ranged || strstr(text, " in ") ||
        !param_parse(param, text, &value, NULL))
        return true;
    text_shortest(param->min, low, sizeof low);
    text_shortest(param->max, high, sizeof high);
    text_print(whole, sizeof whole, "%s in %s..%s", text, low, high);
    return scene_put(scene, of, param->key, whole, error);
}

bool formula_params_has(const struct scene *scene, const char *key)
{
    struct formula *formula = parse(scene, NULL);
    bool has = !formula;
    for (size_t i = 0; formula && !has && i < formula_parameters(formula); i++)
        has = strcmp(formula_parameter(formula, i), key) == 0;
    formula_destroy(formula);
    return has;
}

const struct param *formula_params_find(const struct formula_params *params, const char *key)
{
    return params ? param_find(params->param, key) : NULL;
}
