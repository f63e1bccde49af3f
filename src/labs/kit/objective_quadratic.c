// A quadratic of several parameters, as a kind of objective.
#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/kit/objective_kind.h"
#include "sim/quadratic.h"

enum { PARAM_PARAMETERS, PARAM_CONDITION, PARAM_END };

static const struct param params[] = {
    [PARAM_PARAMETERS] = {"parameters", "n", "parameters", "a quadratic's number of parameters",
                          PARAM_INTEGER, 2, OBJECTIVE_PLANE_MAX, 12},
    [PARAM_CONDITION] = {"condition", "κ", "condition", "steepest curvature over flattest",
                         PARAM_LOG, 1, 1000, 25},
};

static const struct param *param(size_t index)
{
    return index < PARAM_END ? &params[index] : NULL;
}

static const struct param *slider(const struct objective_cache *cache, const struct scene *scene,
                                  size_t index)
{
    (void)cache;
    (void)scene;
    return param(index);
}

static double number(const struct scene *scene, int which)
{
    return scene_number(scene, OBJECTIVE_SECTION, &params[which]);
}

static size_t dimension(const struct scene *scene)
{
    return (size_t)number(scene, PARAM_PARAMETERS);
}

static void direction(const struct scene *scene, size_t index, char name[LAB_AXIS_NAME])
{
    (void)scene;
    static const char *const names[OBJECTIVE_PLANE_MAX] = {"θ₁",  "θ₂",  "θ₃",  "θ₄",  "θ₅",  "θ₆",
                                                           "θ₇",  "θ₈",  "θ₉",  "θ₁₀", "θ₁₁", "θ₁₂",
                                                           "θ₁₃", "θ₁₄", "θ₁₅", "θ₁₆"};
    text_print(name, LAB_AXIS_NAME, "%s", names[index]);
}

static struct objective *make(const struct objective_cache *cache, struct objective_cache *fresh,
                              const struct scene *scene, struct error *error)
{
    (void)cache, (void)fresh;
    return quadratic_create(dimension(scene), number(scene, PARAM_CONDITION), error);
}

static bool hides(const struct scene *scene, int which)
{
    return hide_slider(scene, OBJECTIVE_SECTION, params[which].key);
}

static void title(const struct scene *scene, bool is_shown, char *text, size_t size)
{
    if (is_shown && hide_choice(scene, OBJECTIVE_SECTION, params[PARAM_PARAMETERS].key)) {
        text_print(text, size, "%s", words("Quadratic"));
        return;
    }
    text_print(text, size, words("Quadratic of %zu parameters"), dimension(scene));
}

static void summary(const struct scene *scene, char *text, size_t size)
{
    char condition[32];
    param_show(&params[PARAM_CONDITION], number(scene, PARAM_CONDITION), condition,
               sizeof condition);
    if (!hides(scene, PARAM_PARAMETERS))
        text_append(text, size, "n = %zu, ", dimension(scene));
    if (!hides(scene, PARAM_CONDITION))
        text_append(text, size, "κ = %s, ", condition);
}

static void program(const struct objective_cache *cache, const struct scene *scene,
                    const struct objective *plain, struct program_objective *program)
{
    (void)cache, (void)plain;
    program->kind = PROGRAM_QUADRATIC;
    program->condition = number(scene, PARAM_CONDITION);
}

const struct objective_kind objective_kind_quadratic = {
    .name = "quadratic",
    .what = "½ Σ κᵢθᵢ² of several parameters, from flat to steep",
    .is_exact = true,
    .dimension = dimension,
    .direction = direction,
    .param = param,
    .slider = slider,
    .make = make,
    .program = program,
    .title = title,
    .summary = summary,
};
