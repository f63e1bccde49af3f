// A typed model over two columns of a table, as a kind of objective.
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "data/dataset.h"
#include "labs/hide.h"
#include "labs/kit/formula_params.h"
#include "labs/kit/objective_columns.h"
#include "labs/kit/objective_kind.h"
#include "labs/kit/survey.h"
#include "sim/fit.h"

#include <stdlib.h>
#include <string.h>

enum { PARAM_MODEL, PARAM_UNKNOWNS, PARAM_LOSS, PARAM_DELTA, PARAM_ABOVE, PARAM_END };

static const char *const losses[] = {[FIT_SQUARES] = "squares",
                                     [FIT_ABS] = "abs",
                                     [FIT_HUBER] = "huber",
                                     [FIT_LOGISTIC] = "logistic",
                                     NULL};

static const struct param params[] = {
    [PARAM_MODEL] = {"model", NULL, "model",
                     "what is fitted, as w*x + b: x is the column, two names are the unknowns",
                     PARAM_TEXT, .fallback = "w*x + b"},
    [PARAM_UNKNOWNS] = {"unknowns", NULL, "unknowns",
                        "the two names of the model that are looked for: its first two where not "
                        "given",
                        PARAM_TEXT},
    [PARAM_LOSS] = {"loss", NULL, "loss",
                    "squares ½(model − y)², abs |model − y|, huber, or logistic for a y of 0 and 1",
                    PARAM_CHOICE, .choices = losses},
    [PARAM_DELTA] = {"delta", "δ", "δ", "up to where huber is a square", PARAM_LOG, 1e-3, 1e3, 1},
    [PARAM_ABOVE] = {"above", NULL, "above",
                     "y becomes 1 where the column lies above this number, else 0", PARAM_TEXT},
};

static const char section[] = OBJECTIVE_SECTION, what[] = "fit";

static const struct param *param(size_t index)
{
    return index < PARAM_END ? &params[index] : objective_columns_param(index - PARAM_END);
}

static enum fit_loss loss_of(const struct scene *scene)
{
    return (enum fit_loss)scene_number(scene, section, &params[PARAM_LOSS]);
}

static const char *text_of(const struct scene *scene, int which)
{
    const char *text = scene_text(scene, section, params[which].key);
    return text ? text : params[which].fallback;
}

// ---- the unknowns -------------------------------------------------------------------------------

struct unknowns {
    char name[2][FORMULA_NAME];
};

// "a, b" as two names.
static bool read_pair(const char *text, struct unknowns *unknowns)
{
    const char *comma = strchr(text, ',');
    if (!comma || strchr(comma + 1, ','))
        return false;
    const char *from[] = {text, comma + 1}, *to[] = {comma, text + strlen(text)};
    for (int k = 0; k < 2; k++) {
        while (from[k] < to[k] && *from[k] == ' ')
            from[k]++;
        while (to[k] > from[k] && to[k][-1] == ' ')
            to[k]--;
        if (from[k] == to[k] || to[k] - from[k] >= FORMULA_NAME)
            return false;
        text_print(unknowns->name[k], FORMULA_NAME, "%.*s", (int)(to[k] - from[k]), from[k]);
    }
    return strcmp(unknowns->name[0], unknowns->name[1]) != 0 &&
           strcmp(unknowns->name[0], "x") != 0 && strcmp(unknowns->name[1], "x") != 0;
}

// The first two free names of a model.
static bool find_pair(const char *model, struct unknowns *unknowns, size_t *character,
                      struct error *error)
{
    static const char *const variables[] = {"x", NULL};
    struct formula *formula = formula_parse(model, variables, character, error);
    if (!formula)
        return false;
    const size_t count = formula_parameters(formula);
    for (size_t k = 0; k < 2 && k < count; k++)
        text_print(unknowns->name[k], FORMULA_NAME, "%s", formula_parameter(formula, k));
    formula_destroy(formula);
    if (count == 0)
        return error_set(error, ERROR_INPUT, "it has no unknown; name two, as w and b in w*x + b");
    return count > 1 ||
           error_set(error, ERROR_INPUT, "its only unknown is %s; name two, as w and b in w*x + b",
                     unknowns->name[0]);
}

// A model with its unknowns and x as variables. NULL on failure.
static struct formula *parse_model(const char *model, const struct unknowns *unknowns,
                                   size_t *character, struct error *error)
{
    const char *const variables[] = {unknowns->name[0], unknowns->name[1], "x", NULL};
    struct formula *formula = formula_parse(model, variables, character, error);
    const char *missing = !formula                    ? NULL
                          : !formula_uses(formula, 0) ? unknowns->name[0]
                          : !formula_uses(formula, 1) ? unknowns->name[1]
                                                      : NULL;
    if (formula && !missing && formula_uses(formula, 2))
        return formula;
    if (missing)
        error_set(error, ERROR_INPUT, "the unknown %s makes no difference in it", missing);
    else if (formula)
        error_set(error, ERROR_INPUT, "nothing in it depends on x; write w*x for w times x");
    formula_destroy(formula);
    return NULL;
}

// The scene's. NULL on failure, told with file and line.
static struct formula *parse(const struct scene *scene, struct unknowns *unknowns,
                             struct error *error)
{
    const char *model = text_of(scene, PARAM_MODEL), *pair = text_of(scene, PARAM_UNKNOWNS);
    struct error why = {0};
    if (pair && !read_pair(pair, unknowns)) {
        error_set(error, ERROR_INPUT,
                  "unknowns must be two names of the model, as w, b, not '%.60s'", pair);
        scene_blame(scene, section, params[PARAM_UNKNOWNS].key, error);
        return NULL;
    }
    struct formula *formula = pair || find_pair(model, unknowns, NULL, &why)
                                  ? parse_model(model, unknowns, NULL, &why)
                                  : NULL;
    if (!formula) {
        error_wrap(error, &why, "model: %s", why.text);
        error_at(error, why.character);
        scene_blame(scene, section, params[PARAM_MODEL].key, error);
    }
    return formula;
}

static bool check(const char *text, size_t *character, struct error *error)
{
    struct unknowns unknowns;
    *character = 0;
    struct formula *formula = find_pair(text, &unknowns, character, error)
                                  ? parse_model(text, &unknowns, character, error)
                                  : NULL;
    formula_destroy(formula);
    return formula != NULL;
}

static void direction(const struct scene *scene, size_t index, char name[LAB_AXIS_NAME])
{
    struct unknowns unknowns;
    struct formula *formula = parse(scene, &unknowns, NULL);
    text_print(name, LAB_AXIS_NAME, "%s",
               formula      ? unknowns.name[index]
               : index == 0 ? "θ₁"
                            : "θ₂");
    formula_destroy(formula);
}

static bool is_unknown(const struct scene *scene, const char *key)
{
    struct unknowns unknowns;
    struct formula *formula = parse(scene, &unknowns, NULL);
    const bool is =
        formula && (strcmp(key, unknowns.name[0]) == 0 || strcmp(key, unknowns.name[1]) == 0);
    formula_destroy(formula);
    return is;
}

static bool is_name(const struct scene *scene, const char *key)
{
    struct unknowns unknowns;
    struct formula *formula = parse(scene, &unknowns, NULL);
    bool is = !formula;
    for (size_t i = 0; formula && !is && i < formula_parameters(formula); i++)
        is = strcmp(formula_parameter(formula, i), key) == 0;
    formula_destroy(formula);
    return is;
}

// ---- keys ---------------------------------------------------------------------------------------

static bool applies(const struct scene *scene, const char *key, struct error *error)
{
    const enum fit_loss loss = loss_of(scene);
    if (strcmp(key, params[PARAM_DELTA].key) == 0 && loss != FIT_HUBER)
        return error_set(error, ERROR_INPUT, "%s has no effect on loss = %s; it belongs to %s", key,
                         losses[loss], losses[FIT_HUBER]);
    return objective_columns_applies(scene, key, error);
}

static const struct param *slider(const struct objective_cache *cache, const struct scene *scene,
                                  size_t index)
{
    static const int own[] = {PARAM_MODEL, PARAM_UNKNOWNS, PARAM_LOSS, PARAM_DELTA, PARAM_ABOVE};
    for (size_t i = 0; i < PARAM_END; i++) {
        const bool is_here = (own[i] != PARAM_DELTA || loss_of(scene) == FIT_HUBER) &&
                             (own[i] != PARAM_UNKNOWNS || text_of(scene, PARAM_UNKNOWNS));
        if (is_here && index-- == 0)
            return &params[own[i]];
    }
    const struct param *column;
    size_t columns = 0;
    while ((column = objective_columns_slider(scene, columns))) {
        if (columns++ == index)
            return column;
    }
    index -= columns;
    return cache->names && index < cache->names->count ? &cache->names->param[index] : NULL;
}

static bool reset(struct scene *scene, const char *key, struct error *error)
{
    const bool is_model = strcmp(key, params[PARAM_MODEL].key) == 0;
    const bool is_other = strcmp(key, "data") == 0 || strcmp(key, "y") == 0;
    if (is_model && !scene_put(scene, section, params[PARAM_UNKNOWNS].key, NULL, error))
        return false;
    if (is_other && !scene_put(scene, section, params[PARAM_ABOVE].key, NULL, error))
        return false;
    if (loss_of(scene) != FIT_HUBER &&
        !scene_put(scene, section, params[PARAM_DELTA].key, NULL, error))
        return false;
    return objective_columns_reset(scene, key, error) &&
           (scene_text(scene, section, params[PARAM_MODEL].key) ||
            scene_put(scene, section, params[PARAM_MODEL].key, params[PARAM_MODEL].fallback,
                      error));
}

static bool describe(struct tables *tables, const struct scene *scene, char *text, size_t size,
                     struct error *error)
{
    return objective_columns_describe(tables, scene, what, text, size, error);
}

// ---- making it ----------------------------------------------------------------------------------

static bool put_labels(struct objective_columns *columns, const struct scene *scene,
                       struct error *error)
{
    const char *text = text_of(scene, PARAM_ABOVE);
    double above;
    if (!text)
        return true;
    if (!text_number(text, &above)) {
        error_set(error, ERROR_INPUT, "above must be a number, not '%.40s'", text);
        return scene_blame(scene, section, params[PARAM_ABOVE].key, error);
    }
    for (size_t i = 0; i < columns->rows; i++)
        columns->y[i] = columns->y[i] > above;
    return true;
}

struct fitted {
    const struct fit_setup *setup;
    const struct unknowns *unknowns;
    const char *model;
};

// Mixes numbers into one, in their order (Fowler, Noll & Vo's, with words for bytes).
static uint64_t sum_of(const double value[], size_t count)
{
    uint64_t sum = 14695981039346656037u;
    for (size_t i = 0; i < count; i++) {
        uint64_t bits;
        memcpy(&bits, &value[i], sizeof bits);
        sum = (sum ^ bits ^ bits >> 32) * 1099511628211u;
        sum ^= sum >> 29;
    }
    return sum;
}

static void describe_fit(FILE *out, const void *source)
{
    const struct fitted *fitted = source;
    const struct fit_setup *setup = fitted->setup;
    fprintf(out, "fit %s, %s: %s", fitted->unknowns->name[0], fitted->unknowns->name[1],
            fitted->model);
    fprintf(out, " %d %.17g %d %zu %llx %llx", (int)setup->loss, setup->delta, setup->standardize,
            setup->rows, (unsigned long long)sum_of(setup->x, setup->rows),
            (unsigned long long)sum_of(setup->y, setup->rows));
}

static struct objective *fit(struct tables *tables, struct objective_cache *fresh,
                             const struct scene *scene, const struct objective_columns *columns,
                             struct error *error)
{
    struct unknowns unknowns;
    struct kit_survey survey;
    struct formula *formula = parse(scene, &unknowns, error);
    fresh->names = formula ? array_create(1, sizeof *fresh->names, error) : NULL;
    if (!fresh->names || !formula_params_fill(fresh->names, formula, scene, error)) {
        formula_destroy(formula);
        return NULL;
    }
    struct fit_setup setup = {
        .formula = formula,
        .number = fresh->names->value,
        .x = columns->x,
        .y = columns->y,
        .rows = columns->rows,
        .loss = loss_of(scene),
        .delta = scene_number(scene, section, &params[PARAM_DELTA]),
        .standardize = objective_columns_standardize(scene),
    };
    const struct fitted fitted = {&setup, &unknowns, text_of(scene, PARAM_MODEL)};
    const struct kit_surveyed of = {describe_fit, &fitted, fresh->names};
    setup.alike = kit_survey_find(&survey, tables, &of);
    struct objective *objective = fit_create(&setup, error);
    kit_survey_end(&survey, tables, objective);
    if (!objective)
        scene_blame(scene, section, setup.loss == FIT_LOGISTIC ? params[PARAM_LOSS].key : "data",
                    error);
    return objective;
}

static struct objective *make(const struct objective_cache *cache, struct objective_cache *fresh,
                              const struct scene *scene, struct error *error)
{
    struct objective_columns columns;
    if (!objective_columns_read(&columns, cache, fresh, scene, what, error))
        return NULL;
    struct objective *objective = put_labels(&columns, scene, error)
                                      ? fit(cache->tables, fresh, scene, &columns, error)
                                      : NULL;
    objective_columns_clear(&columns);
    return objective;
}

// ---- about it -----------------------------------------------------------------------------------

static const char *formula(const struct scene *scene)
{
    return text_of(scene, PARAM_MODEL);
}

static bool hides(const struct scene *scene, int which)
{
    return hide_slider(scene, section, params[which].key);
}

static void title(const struct scene *scene, bool is_shown, char *text, size_t size)
{
    char x[OBJECTIVE_COLUMN_NAME], y[OBJECTIVE_COLUMN_NAME], label[2 * OBJECTIVE_COLUMN_NAME],
        model[80];
    const char *above = text_of(scene, PARAM_ABOVE);
    objective_columns_names(scene, x, y);
    const bool hides_above = is_shown && hides(scene, PARAM_ABOVE);
    text_print(label, sizeof label, above ? "%s > %s" : "%s", y, hides_above ? "…" : above);
    text_excerpt(is_shown && hide_choice(scene, section, params[PARAM_MODEL].key)
                     ? "…"
                     : text_of(scene, PARAM_MODEL),
                 model, sizeof model);
    text_print(text, size,
               loss_of(scene) == FIT_LOGISTIC ? words("log-odds of %s: %s, x = %s")
                                              : words("%s ≈ %s, x = %s"),
               label, model, x);
}

static void summary(const struct scene *scene, char *text, size_t size)
{
    struct unknowns unknowns;
    struct formula_params own;
    struct formula *formula = parse(scene, &unknowns, NULL);
    char delta[32];
    if (!hides(scene, PARAM_LOSS))
        text_append(text, size, "%s, ", losses[loss_of(scene)]);
    if (loss_of(scene) == FIT_HUBER && !hides(scene, PARAM_DELTA)) {
        param_show(&params[PARAM_DELTA], scene_number(scene, section, &params[PARAM_DELTA]), delta,
                   sizeof delta);
        text_append(text, size, "δ = %s, ", delta);
    }
    if (formula && formula_params_fill(&own, formula, scene, NULL))
        formula_params_tell(&own, scene, text, size);
    formula_destroy(formula);
}

static const char *note(const struct scene *scene)
{
    return objective_columns_standardize(scene) ? words("x standardized") : NULL;
}

static void program(const struct objective_cache *cache, const struct scene *scene,
                    const struct objective *plain, struct program_objective *program)
{
    struct unknowns unknowns;
    formula_destroy(parse(scene, &unknowns, NULL)); // it could be, or there were no objective
    program->kind = PROGRAM_FIT;
    program->formula = formula(scene);
    fit_examples(plain, &program->x, &program->y);
    program->stride = 1;
    program->loss = loss_of(scene);
    program->delta = scene_number(scene, section, &params[PARAM_DELTA]);
    memcpy(program->unknown, unknowns.name, sizeof program->unknown);
    for (size_t i = 0; cache->names && i < cache->names->count; i++)
        program->number[program->numbers++] =
            (struct program_number){cache->names->name[i], cache->names->value[i]};
}

const struct objective_typed objective_fit_typed = {
    .text = &params[PARAM_MODEL],
    .hint = "x is the column; the first two other names are looked for, further ones become "
            "sliders; Enter keeps it, Esc goes back",
    .choice = {{"kind", "fit"}},
    .check = check,
};

const struct objective_kind objective_kind_fit = {
    .name = what,
    .what = "a model of two unknowns, fitted to one column of a table by another",
    .is_of_data = true,
    .direction = direction,
    .note = note,
    .param = param,
    .applies = applies,
    .slider = slider,
    .formula = formula,
    .typed = &objective_fit_typed,
    .names = is_name,
    .is_unknown = is_unknown,
    .reset = reset,
    .describe = describe,
    .make = make,
    .program = program,
    .title = title,
    .summary = summary,
};
