// Least squares over the columns of a table, as a kind of objective.
#include "base/text.h"
#include "labs/kit/objective_columns.h"
#include "labs/kit/objective_kind.h"
#include "sim/regression.h"

static const char what[] = "regression";

static const struct param *slider(const struct objective_cache *cache, const struct scene *scene,
                                  size_t index)
{
    (void)cache;
    return objective_columns_slider(scene, index);
}

static bool describe(struct tables *tables, const struct scene *scene, char *text, size_t size,
                     struct error *error)
{
    return objective_columns_describe(tables, scene, what, text, size, error);
}

static struct objective *make(const struct objective_cache *cache, struct objective_cache *fresh,
                              const struct scene *scene, struct error *error)
{
    struct objective_columns columns;
    if (!objective_columns_read(&columns, cache, fresh, scene, what, error))
        return NULL;
    struct objective *objective = regression_create(columns.x, columns.y, columns.rows,
                                                    objective_columns_standardize(scene), error);
    objective_columns_clear(&columns);
    if (!objective)
        scene_blame(scene, OBJECTIVE_SECTION, "data", error);
    return objective;
}

static void direction(const struct scene *scene, size_t index, char name[LAB_AXIS_NAME])
{
    (void)scene;
    text_print(name, LAB_AXIS_NAME, "%s", index == 0 ? "w" : "b");
}

// What it becomes once people type over it.
static const char *formula(const struct scene *scene)
{
    (void)scene;
    return "w*x + b";
}

static void program(const struct objective_cache *cache, const struct scene *scene,
                    const struct objective *plain, struct program_objective *program)
{
    (void)cache, (void)scene;
    program->kind = PROGRAM_LINE;
    program->x = regression_examples(plain);
    program->y = program->x + 1;
    program->stride = 2;
}

const struct objective_kind objective_kind_regression = {
    .name = "regression",
    .what = "least squares of one column of a table against another",
    .is_of_data = true,
    .direction = direction,
    .param = objective_columns_param,
    .applies = objective_columns_applies,
    .slider = slider,
    .formula = formula,
    .typed = &objective_fit_typed,
    .reset = objective_columns_reset,
    .describe = describe,
    .make = make,
    .program = program,
    .title = objective_columns_title,
};
