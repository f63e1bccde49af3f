#include "labs/kit/runners.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/kit/formula_params.h"
#include "labs/kit/ghost.h"
#include "labs/kit/names.h"
#include "labs/kit/params.h"
#include "labs/kit/schedule_params.h"
#include "sim/rule_text.h"
#include "sim/schedule_formula.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const decay_pers[] = {"epoch", "step", NULL};

enum {
    PARAM_NAME,
    PARAM_RULE,
    PARAM_BATCH,
    PARAM_SCHEDULE,
    PARAM_DECAY_PER,
    PARAM_WARM_UP,
    PARAM_MANUAL,
    PARAM_CLIP,
    PARAM_COLOR,
    PARAM_HIDDEN,
    PARAM_END,
};

static const struct param params[] = {
    [PARAM_NAME] =
        {"name", NULL, "name",
         "what the legend calls the runner; else what tells it apart, made of its numbers",
         PARAM_TEXT},
    [PARAM_RULE] = {"rule", NULL, "rule", "how a gradient becomes a step", PARAM_CHOICE,
                    .choices = rule_names},
    [PARAM_BATCH] = {"batch", "b", "batch size", "examples a step looks at; all = batch descent",
                     PARAM_COUNT, 1, 1000000, 0},
    [PARAM_SCHEDULE] = {"schedule", NULL, "schedule", "how α changes", PARAM_CHOICE,
                        .choices = schedule_names},
    [PARAM_DECAY_PER] = {"decay_per", NULL, "decay per", "what the schedule counts", PARAM_CHOICE,
                         .choices = decay_pers},
    [PARAM_WARM_UP] = {"warm_up", NULL, "warm-up",
                       "for so many epochs α rises in equal steps; then the schedule begins",
                       PARAM_INTEGER, 0, 1000000, 0},
    [PARAM_MANUAL] =
        {"manual", NULL, "manual changes",
         "STEP:FACTOR, …: from that step on α is multiplied by the factor, under any schedule",
         PARAM_TEXT},
    [PARAM_CLIP] = {"clip", NULL, "clip",
                    "a gradient longer than this is shortened to it before the rule sees it; 0 = "
                    "none is",
                    PARAM_LINEAR, 0, 100, 0},
    [PARAM_COLOR] = {"color", NULL, "colour", "the runner's colour, marker and dash", PARAM_CHOICE,
                     .choices = look_names},
    [PARAM_HIDDEN] = {"hidden", NULL, "hidden", "runs, but is not drawn", PARAM_CHOICE,
                      .choices = kit_no_yes},
    [PARAM_END] = {0},
};

// The index-th param of all registries whose key has not come before; *index counts down.
static const struct param *new_key(const struct param *param, size_t *index)
{
    return (*index)-- == 0 ? param : NULL;
}

static bool rule_has_key_before(size_t rule, const char *key)
{
    for (size_t r = 0; r < rule && rules[r]; r++)
        if (param_find(rules[r]->params, key))
            return true;
    return false;
}

static bool schedule_has_key_before(size_t schedule, const char *key)
{
    for (size_t s = 0; s < schedule && schedules[s]; s++)
        if (param_find(schedules[s]->params, key))
            return true;
    return false;
}

const struct param *runner_param(size_t index)
{
    if (index < PARAM_END)
        return &params[index];
    index -= PARAM_END;
    if (index-- == 0)
        return &schedule_text_param;
    const struct param *found = NULL;
    for (size_t r = 0; rules[r]; r++)
        for (const struct param *param = rules[r]->params; param->key; param++)
            if (!rule_has_key_before(r, param->key) && (found = new_key(param, &index)))
                return found;
    for (size_t s = 0; schedules[s]; s++)
        for (const struct param *param = schedules[s]->params; param->key; param++)
            if (!schedule_has_key_before(s, param->key) && (found = new_key(param, &index)))
                return found;
    return NULL;
}

// Whether a table has the key with another standard value than *first, the first that had it.
static bool differs(const struct param table[], const char *key, const struct param **first)
{
    const struct param *param = param_find(table, key);
    const bool is_other = param && *first && param->standard != (*first)->standard;
    *first = *first ? *first : param;
    return is_other;
}

bool runner_param_differs(const char *key)
{
    const struct param *first = NULL;
    for (size_t r = 0; rules[r]; r++)
        if (differs(rules[r]->params, key, &first))
            return true;
    for (size_t s = 0; schedules[s]; s++)
        if (differs(schedules[s]->params, key, &first))
            return true;
    return false;
}

const struct rule *runner_rule(const struct scene *scene, const char *section)
{
    const char *name = scene_text(scene, section, params[PARAM_RULE].key);
    const struct rule *rule = name ? rule_list_hold(scene, name) : NULL;
    return rule ? rule : rules[0];
}

const char *runner_rule_title(const struct scene *scene, const char *section)
{
    const char *name = scene_text(scene, section, params[PARAM_RULE].key);
    const struct rule *shipped = name ? rule_find(name) : rules[0];
    return shipped ? words(shipped->title) : name;
}

size_t runner_batch(const struct scene *scene, const char *section)
{
    return (size_t)scene_number(scene, section, &params[PARAM_BATCH]);
}

const struct schedule *runner_schedule(const struct scene *scene, const char *section)
{
    return schedules[(int)scene_number(scene, section, &params[PARAM_SCHEDULE])];
}

static bool is_typed(const struct scene *scene, const char *section)
{
    return strcmp(runner_schedule(scene, section)->name, "formula") == 0;
}

const struct param *runner_slider(const struct runner_set *set, size_t index_of, size_t index)
{
    const struct runner *runner = &set->runner[index_of];
    const struct param *own[] = {&set->batch_param, &params[PARAM_CLIP], &params[PARAM_SCHEDULE],
                                 &params[PARAM_WARM_UP]};
    enum { OWN = sizeof own / sizeof *own };
    if (index-- == 0)
        return &set->rule_param;
    for (const struct param *param = runner->rule->params; param->key; param++)
        if (param_has_slider(param) && index-- == 0)
            return param;
    if (index < OWN)
        return own[index];
    index -= OWN;
    if (schedule_text(runner->schedule) && index-- == 0)
        return &schedule_text_param;
    for (const struct param *param = runner->schedule->params; param->key; param++)
        if (param_has_slider(param) && index-- == 0)
            return param;
    // What a schedule counts matters only where there is one, and changes by hand only where they
    // are there or wanted.
    if ((schedule_counts(runner->schedule) || runner->warm_up > 0) && index-- == 0)
        return &params[PARAM_DECAY_PER];
    const bool has_manual =
        runner->change_count > 0 || strcmp(runner->schedule->name, "manual") == 0;
    return has_manual && index == 0 ? &params[PARAM_MANUAL] : NULL;
}

void runner_summary(const struct runner *runner, const struct scene *scene, const char *section,
                    char *text, size_t size)
{
    const bool hides = hide_any(scene); // is asked in every frame
    text[0] = '\0';
    char number[32];
    for (size_t i = 0; runner->rule->params[i].key; i++) {
        const struct param *param = &runner->rule->params[i];
        // The numbers that tell runners apart; ε at its standard value does not, nor no weight
        // decay.
        const bool is_quiet = param->standard == 0 || strcmp(param->key, "epsilon") == 0;
        if (!param->symbol || (hides && hide_slider(scene, section, param->key)) ||
            (i > 0 && is_quiet && runner->number[i] == param->standard))
            continue;
        param_show(param, runner->number[i], number, sizeof number);
        text_append(text, size, "%s%s = %s", *text ? ", " : "", words(param->symbol), number);
    }
    if (hides && hide_slider(scene, section, params[PARAM_BATCH].key))
        return;
    param_show(&params[PARAM_BATCH], (double)runner->batch, number, sizeof number);
    text_append(text, size, "%s%s = %s", *text ? ", " : "", words(params[PARAM_BATCH].symbol),
                number);
}

// ---- looks --------------------------------------------------------------------------------------

// The lecture's colours. The first row that fits a runner gives its look.
static const struct {
    const char *rule;
    bool any_batch;
    size_t batch_from, batch_to; // 0 = all
    enum look look;
} lecture_looks[] = {
    {"gd", false, 0, 0, LOOK_BLUE},         {"gd", false, 1, 1, LOOK_PURPLE},
    {"gd", false, 2, SIZE_MAX, LOOK_GREEN}, {"momentum", true, 0, 0, LOOK_VERMILION},
    {"rmsprop", true, 0, 0, LOOK_AMBER},    {"adam", true, 0, 0, LOOK_INK},
};

static int wished_look(const struct runner *runner)
{
    for (size_t i = 0; i < sizeof lecture_looks / sizeof *lecture_looks; i++)
        if (strcmp(runner->rule->name, lecture_looks[i].rule) == 0 &&
            (lecture_looks[i].any_batch || (runner->batch >= lecture_looks[i].batch_from &&
                                            runner->batch <= lecture_looks[i].batch_to)))
            return lecture_looks[i].look;
    return LOOK_SKY;
}

static bool give_looks(struct runner_set *set, const struct scene *scene, struct error *error)
{
    struct look_wish wish[RUNNERS_SHOWN_MAX];
    int look[RUNNERS_SHOWN_MAX];
    for (size_t i = 0; i < set->count; i++) {
        const char *section = set->entry[i].section;
        wish[i] = (struct look_wish){
            .section = section,
            .given = scene_text(scene, section, "color")
                         ? (int)scene_number(scene, section, &params[PARAM_COLOR])
                         : -1,
            .wish = wished_look(&set->runner[i]),
        };
    }
    if (!looks_keep(&set->looks, wish, set->count, look, error))
        return false;
    for (size_t i = 0; i < set->count; i++)
        set->entry[i].look = look[i];
    return true;
}

struct stroke runner_stroke(const struct runner_entry *entry, const struct theme *theme,
                            float width)
{
    const struct look_style look = look_style(theme, entry->look);
    struct stroke stroke = {
        .color = look.color, .width = width, .gap = color_mix(look.color, theme->paper, 0.45f)};
    memcpy(stroke.dash, look.dash, sizeof stroke.dash);
    return stroke;
}

struct stroke runner_ghost_stroke(const struct runner_entry *entry, const struct theme *theme)
{
    return kit_ghost_stroke(look_style(theme, entry->look).color, theme);
}

// ---- keys that have no effect -------------------------------------------------------------------

bool runner_is_own(const char *key)
{
    for (size_t i = 0; i < PARAM_END; i++)
        if (strcmp(params[i].key, key) == 0)
            return true;
    return false;
}

// Keys that no parameter of a rule may have.
static bool is_taken(const char *key)
{
    return runner_is_own(key) || strcmp(key, schedule_text_param.key) == 0 ||
           schedule_has_key_before(SIZE_MAX, key);
}

// A key that others have: other rules or other schedules than `of`.
static bool refuse_other(const char *key, const char *of, struct error *error)
{
    char owners[400] = "";
    for (size_t i = 0; rules[i]; i++)
        if (param_find(rules[i]->params, key))
            text_append(owners, sizeof owners, "%s%s", *owners ? ", " : "", rules[i]->name);
    for (size_t i = 0; schedules[i]; i++)
        if (param_find(schedules[i]->params, key))
            text_append(owners, sizeof owners, "%s%s", *owners ? ", " : "", schedules[i]->name);
    return error_set(error, ERROR_INPUT, "%s has no effect under %s; it belongs to %s", key, of,
                     owners);
}

// What a schedule counts matters only where it has numbers, or a warm-up goes before it.
static bool decay_per_applies(const struct scene *scene, const char *section, struct error *error)
{
    const struct schedule *schedule = runner_schedule(scene, section);
    char owners[400] = "";
    if (schedule->params->key || is_typed(scene, section) ||
        scene_number(scene, section, &params[PARAM_WARM_UP]) > 0)
        return true;
    for (size_t i = 0; schedules[i]; i++)
        if (schedules[i]->params->key)
            text_append(owners, sizeof owners, "%s%s", *owners ? ", " : "", schedules[i]->name);
    return error_set(error, ERROR_INPUT, "%s has no effect under %s; it belongs to %s and %s",
                     params[PARAM_DECAY_PER].key, schedule->name, owners,
                     params[PARAM_WARM_UP].key);
}

// A key of nothing, or of a rule of the scene's own that this runner does not have.
static bool refuse_key(const struct scene *scene, const char *section, const char *key,
                       const struct rule *rule, struct error *error)
{
    enum { KEYS_MAX = 128 };
    const char *keys[KEYS_MAX], *lab = scene_text(scene, "scene", "lab");
    size_t count = 0;
    const struct param *param;
    for (param = rule->params; param->key; param++)
        keys[count++] = param->key;
    for (size_t i = 0; count < KEYS_MAX && (param = runner_param(i)); i++)
        keys[count++] = param->key;
    const char *nearest = text_nearest(key, keys, count);
    if (nearest)
        return error_set(error, ERROR_INPUT, "no key '%s' in [%s]; did you mean %s?", key, section,
                         nearest);
    return error_set(error, ERROR_INPUT, "no key '%s' in [%s]; ravine help %s lists them", key,
                     section, lab ? lab : "LAB");
}

// A free name of a typed schedule that is no number of the rule.
static bool is_schedule_name(const struct scene *scene, const char *section, const char *key)
{
    if (!is_typed(scene, section) || runner_is_own(key))
        return false;
    const struct rule *rule = runner_rule(scene, section);
    const bool is_of_rule = param_find(rule->params, key) != NULL;
    rule_release(rule);
    return !is_of_rule && schedule_params_has(scene, section, key);
}

bool runner_is_free(const struct scene *scene, const char *section, const char *key)
{
    const char *rule = scene_text(scene, section, params[PARAM_RULE].key);
    if (strcmp(key, params[PARAM_RULE].key) == 0)
        return rule_list_has_any(scene);
    return is_schedule_name(scene, section, key) ||
           (rule_list_has(scene, rule) && !rule_find(rule) && !is_taken(key));
}

static bool rule_applies(const struct scene *scene, const char *section, const char *key,
                         const struct rule *rule, struct error *error)
{
    if (param_find(rule->params, key))
        return true;
    const bool has_rule = rule_has_key_before(SIZE_MAX, key);
    if (!has_rule && !schedule_has_key_before(SIZE_MAX, key))
        return refuse_key(scene, section, key, rule, error);
    return refuse_other(key, has_rule ? rule->name : runner_schedule(scene, section)->name, error);
}

bool runner_applies(const struct scene *scene, const char *section, const char *key,
                    struct error *error)
{
    if (strcmp(key, params[PARAM_DECAY_PER].key) == 0)
        return decay_per_applies(scene, section, error);
    // Every rule has the first.
    if (runner_is_own(key) || strcmp(key, rules[0]->params[0].key) == 0 ||
        param_find(runner_schedule(scene, section)->params, key))
        return true;
    if (strcmp(key, schedule_text_param.key) == 0)
        return is_typed(scene, section) ||
               error_set(error, ERROR_INPUT, "%s has no effect under %s; it belongs to %s", key,
                         runner_schedule(scene, section)->name, "formula");
    if (is_schedule_name(scene, section, key))
        return true;
    const char *name = scene_text(scene, section, params[PARAM_RULE].key);
    const struct rule *rule = name ? rule_list_hold(scene, name) : rules[0];
    // Of a rule that is none, or whose lines are wrong, nobody knows what it has: that is told when
    // it is read.
    const bool applies = !rule || rule_applies(scene, section, key, rule, error);
    rule_release(rule);
    return applies;
}

// ---- reading ------------------------------------------------------------------------------------

static bool read_schedule(struct runner *runner, const struct scene *scene, const char *section,
                          struct error *error)
{
    if (is_typed(scene, section)) {
        runner->schedule = schedule_params_read(scene, section, runner->rule, runner_is_own,
                                                runner->schedule_number, error);
        return runner->schedule != NULL;
    }
    runner->schedule = runner_schedule(scene, section);
    for (size_t i = 0; i < SCHEDULE_NUMBERS_MAX && runner->schedule->params[i].key; i++)
        runner->schedule_number[i] = scene_number(scene, section, &runner->schedule->params[i]);
    return true;
}

// The rule, one that ships or one of the scene's own, and its numbers.
static bool read_rule(struct runner *runner, const struct rule_list *list,
                      const struct scene *scene, const char *section, struct error *error)
{
    struct param param = params[PARAM_RULE];
    const char *name = scene_text(scene, section, param.key);
    double which = 0;
    param.choices = list->name;
    if (name && !param_parse(&param, name, &which, error) && !error_at(error, 1))
        return scene_blame(scene, section, param.key, error);
    runner->rule = list->rule[(size_t)which];
    for (size_t i = 0; i < RULE_NUMBERS_MAX && runner->rule->params[i].key; i++) {
        const struct param *number = &runner->rule->params[i];
        const char *text = scene_text(scene, section, number->key);
        runner->number[i] = number->standard;
        if (text && !param_parse(number, text, &runner->number[i], error) && !error_at(error, 1))
            return scene_blame(scene, section, number->key, error);
    }
    return true;
}

static bool read_runner(struct runner *runner, struct runner_entry *entry,
                        const struct rule_list *list, const struct scene *scene, size_t examples,
                        struct error *error)
{
    const char *section = entry->section;
    const char *name = scene_text(scene, section, "name");
    text_print(entry->name, sizeof entry->name, "%s", name ? name : "");
    entry->hidden = scene_number(scene, section, &params[PARAM_HIDDEN]) == 1;

    if (!read_rule(runner, list, scene, section, error))
        return false;
    runner->batch = runner_batch(scene, section);
    if (runner->batch >= examples)
        runner->batch = 0;
    if (!read_schedule(runner, scene, section, error))
        return false;
    runner->decay_per_step = scene_number(scene, section, &params[PARAM_DECAY_PER]) == 1;
    runner->warm_up = scene_number(scene, section, &params[PARAM_WARM_UP]);
    runner->clip = scene_number(scene, section, &params[PARAM_CLIP]);
    const char *manual = scene_text(scene, section, "manual");
    if (manual && !schedule_parse_changes(manual, entry->change, RUNNER_CHANGES_MAX,
                                          &runner->change_count, error))
        return scene_blame(scene, section, "manual", error);
    runner->change = entry->change;
    return true;
}

// All [runner.NAME] sections of the scene.
static bool read_runners(struct runner_set *set, const struct scene *scene, size_t examples,
                         struct error *error)
{
    const char *place = scene->source ? scene->source : words("scene");
    for (size_t i = 0; i < scene->count; i++) {
        const struct scene_section *section = &scene->section[i];
        if (strncmp(section->name, "runner.", 7) != 0)
            continue;
        if (set->count == RUNNERS_SHOWN_MAX)
            return error_set(error, ERROR_INPUT, "%s:%d: more than %d runners", place,
                             section->line, RUNNERS_SHOWN_MAX);
        struct runner_entry *entry = &set->entry[set->count];
        snprintf(entry->section, sizeof entry->section, "%s", section->name);
        if (!read_runner(&set->runner[set->count], entry, &set->rules, scene, examples, error))
            return false;
        set->count++;
    }
    return set->count > 0 ||
           error_set(error, ERROR_INPUT,
                     "%s: no runners; add a section such as [runner.plain] with rule = gd", place);
}

void runner_group(const struct runner_set *set, const struct scene *scene, size_t runner,
                  struct lab_group *group)
{
    const struct runner_entry *entry = &set->entry[runner];
    snprintf(group->section, sizeof group->section, "%s", entry->section);
    snprintf(group->name, sizeof group->name, "%s", entry->name);
    group->is_runner = true;
    group->hidden = entry->hidden;
    group->look = entry->look;
    runner_summary(&set->runner[runner], scene, entry->section, group->summary,
                   sizeof group->summary);
}

bool runner_set_init(struct runner_set *set, const struct runner_set *before,
                     const struct scene *scene, size_t examples, struct error *error)
{
    memset(set, 0, sizeof *set);
    set->entry = array_create(RUNNERS_SHOWN_MAX, sizeof *set->entry, error);
    if (!set->entry || !looks_copy(&set->looks, &before->looks, error) ||
        !rule_list_read(&set->rules, scene, is_taken, error) ||
        !read_runners(set, scene, examples, error) || !give_looks(set, scene, error)) {
        runner_set_clear(set);
        return false;
    }
    set->batch_param = params[PARAM_BATCH];
    set->batch_param.max = (double)examples;
    set->rule_param = params[PARAM_RULE];
    set->rule_param.choices = set->rules.name;
    names_make(set, scene);
    return true;
}

void runner_set_length(struct runner_set *set, size_t steps, size_t epochs)
{
    for (size_t i = 0; i < set->count; i++) {
        set->runner[i].run_steps = steps;
        set->runner[i].run_epochs = epochs;
    }
}

// Where the same stroke sets one it is that.
static bool begin_formula(struct scene *scene, const struct lab_change *change, struct error *error)
{
    const char *section = change->section, *key = schedule_text_param.key;
    if (strncmp(section, "runner.", 7) != 0 || scene_text(scene, section, key) ||
        !is_typed(scene, section))
        return true;
    const char *asked = change->asked ? scene_text(change->asked, section, key) : NULL;
    return scene_put(scene, section, key, asked ? asked : schedule_text_param.fallback, error);
}

bool runner_set_follow(const struct runner_set *set, struct scene *scene,
                       const struct lab_change *change, struct error *error)
{
    const char *section = change->section, *key = change->key;
    if (key && strcmp(key, params[PARAM_SCHEDULE].key) == 0 && !begin_formula(scene, change, error))
        return false;
    for (size_t i = 0; key && i < set->count; i++)
        if (strcmp(set->entry[i].section, section) == 0)
            return formula_params_keep(param_find(set->runner[i].schedule->params, key), scene,
                                       section, error);
    return true;
}

void runner_set_clear(struct runner_set *set)
{
    for (size_t i = 0; i < RUNNERS_SHOWN_MAX; i++)
        schedule_release(set->runner[i].schedule);
    free(set->entry);
    looks_clear(&set->looks);
    rule_list_clear(&set->rules);
    memset(set, 0, sizeof *set);
}
