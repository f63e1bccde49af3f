#include "labs/kit/names.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/kit/looks.h"
#include "sim/schedule_formula.h"

#include <stdio.h>
#include <string.h>

enum { FEATURE_MAX = 64 };

// One thing that may tell two runners apart, as words: "b = 64", "α = 0.1". Empty where a runner
// has no such thing.
typedef void feature(const struct runner *runner, size_t index, char text[FEATURE_MAX]);

static void show_param(const struct param *param, double value, char text[FEATURE_MAX])
{
    char number[32];
    param_show(param, value, number, sizeof number);
    if (param->scale == PARAM_CHOICE)
        text_print(text, FEATURE_MAX, "%s %s", words(param->label), words(number));
    else
        text_print(text, FEATURE_MAX, "%s = %s",
                   words(param->symbol ? param->symbol : param->label), number);
}

static void batch_feature(const struct runner *runner, size_t index, char text[FEATURE_MAX])
{
    (void)index;
    if (runner->batch == 0)
        text_print(text, FEATURE_MAX, words("b = all"));
    else
        text_print(text, FEATURE_MAX, words("b = %zu"), runner->batch);
}

static void schedule_feature(const struct runner *runner, size_t index, char text[FEATURE_MAX])
{
    (void)index;
    text_print(text, FEATURE_MAX, "%s", runner->schedule->name);
}

static void show_rule(const struct runner *runner, size_t index, bool is_choice,
                      char text[FEATURE_MAX])
{
    for (size_t i = 0; runner->rule->params[i].key; i++)
        if (i == index && (runner->rule->params[i].scale == PARAM_CHOICE) == is_choice)
            show_param(&runner->rule->params[i], runner->number[i], text);
}

// Which form of the rule it is, before its numbers: these mean something else in each.
static void form_feature(const struct runner *runner, size_t index, char text[FEATURE_MAX])
{
    show_rule(runner, index, true, text);
}

static void rule_feature(const struct runner *runner, size_t index, char text[FEATURE_MAX])
{
    show_rule(runner, index, false, text);
}

static void schedule_number_feature(const struct runner *runner, size_t index,
                                    char text[FEATURE_MAX])
{
    for (size_t i = 0; runner->schedule->params[i].key; i++)
        if (i == index)
            show_param(&runner->schedule->params[i], runner->schedule_number[i], text);
}

static void decay_per_feature(const struct runner *runner, size_t index, char text[FEATURE_MAX])
{
    (void)index;
    if (schedule_counts(runner->schedule) || runner->warm_up > 0)
        text_print(text, FEATURE_MAX, "%s",
                   runner->decay_per_step ? words("per step") : words("per epoch"));
}

static void warm_up_feature(const struct runner *runner, size_t index, char text[FEATURE_MAX])
{
    (void)index;
    if (runner->warm_up > 0)
        text_print(text, FEATURE_MAX, words("warm-up %.0f"), runner->warm_up);
}

static void clip_feature(const struct runner *runner, size_t index, char text[FEATURE_MAX])
{
    (void)index;
    char number[32];
    text_show(runner->clip, 4, number, sizeof number);
    if (runner->clip > 0)
        text_print(text, FEATURE_MAX, words("clip %s"), number);
}

static void changes_feature(const struct runner *runner, size_t index, char text[FEATURE_MAX])
{
    (void)index;
    if (runner->change_count == 0)
        return;
    text_print(text, FEATURE_MAX,
               runner->change_count == 1 ? words("%zu change") : words("%zu changes"),
               runner->change_count);
}

// In the order in which they are tried; `count` of each with an index.
static const struct {
    feature *show;
    size_t count;
} features[] = {
    {batch_feature, 1},
    {schedule_feature, 1},
    {form_feature, RULE_NUMBERS_MAX},
    {rule_feature, RULE_NUMBERS_MAX},
    {schedule_number_feature, SCHEDULE_NUMBERS_MAX},
    {warm_up_feature, 1},
    {decay_per_feature, 1},
    {changes_feature, 1},
    {clip_feature, 1},
};

struct naming {
    const struct runner_set *set;
    const struct scene *scene; // that hides something; NULL = nothing is hidden
    bool batches_matter;
    char base[RUNNERS_SHOWN_MAX][72];
    char more[RUNNERS_SHOWN_MAX][400];     // what tells apart
    bool is_mini_batch[RUNNERS_SHOWN_MAX]; // by its base
    size_t batch_end[RUNNERS_SHOWN_MAX];   // of the batch size at the beginning of `more`; 0: none
};

static void call(const struct runner_set *set, size_t i, char name[48])
{
    looks_call(set->entry[i].section, set->entry[i].look, i, name);
}

static void write_base(struct naming *naming, size_t i)
{
    char own[48];
    const struct runner *runner = &naming->set->runner[i];
    const char *base;
    naming->is_mini_batch[i] = false;
    call(naming->set, i, own);
    if (naming->scene && hide_choice(naming->scene, naming->set->entry[i].section, "rule"))
        base = own;
    else if (strcmp(runner->rule->name, "gd") != 0 || !naming->batches_matter)
        base = words(runner->rule->title);
    else if (runner->batch == 0)
        base = words("batch");
    else if (runner->batch == 1)
        base = words("stochastic");
    else {
        base = words("mini-batch");
        naming->is_mini_batch[i] = true;
    }
    text_print(naming->base[i], sizeof naming->base[i], "%s", base);
}

// For people: whom they could not tell apart by what is written.
static bool is_alike(const struct naming *naming, size_t a, size_t b)
{
    return strcmp(naming->base[a], naming->base[b]) == 0 &&
           strcmp(naming->more[a], naming->more[b]) == 0;
}

static const char *key_at(const struct param *params, size_t index)
{
    for (size_t i = 0; params[i].key; i++)
        if (i == index)
            return params[i].key;
    return NULL;
}

// Whether the scene hides what a feature of a runner shows.
static bool is_hidden(const struct naming *naming, size_t i, feature *show, size_t index)
{
    const struct runner *runner = &naming->set->runner[i];
    if (!naming->scene)
        return false;
    const char *key = show == batch_feature             ? "batch"
                      : show == schedule_feature        ? "schedule"
                      : show == warm_up_feature         ? "warm_up"
                      : show == decay_per_feature       ? "decay_per"
                      : show == changes_feature         ? "manual"
                      : show == clip_feature            ? "clip"
                      : show == schedule_number_feature ? key_at(runner->schedule->params, index)
                                                        : key_at(runner->rule->params, index);
    return key && hide_slider(naming->scene, naming->set->entry[i].section, key);
}

// Adds a feature to those runners that are called alike and differ in it.
static void tell_apart(struct naming *naming, feature *show, size_t index)
{
    const struct runner_set *set = naming->set;
    char text[RUNNERS_SHOWN_MAX][FEATURE_MAX] = {{0}};
    bool wanted[RUNNERS_SHOWN_MAX] = {false};
    for (size_t i = 0; i < set->count; i++) {
        if (is_hidden(naming, i, show, index))
            continue;
        show(&set->runner[i], index, text[i]);
        // What is typed is too long for a name; whoever typed it has called the section something.
        if (show == schedule_feature && schedule_text(set->runner[i].schedule))
            call(set, i, text[i]);
    }
    for (size_t i = 0; i < set->count; i++)
        for (size_t k = 0; k < set->count; k++)
            if (k != i && is_alike(naming, i, k) && strcmp(text[i], text[k]) != 0)
                wanted[i] = true;
    for (size_t i = 0; i < set->count; i++) {
        if (!wanted[i] || !*text[i])
            continue;
        text_append(naming->more[i], sizeof naming->more[i], "%s%s", *naming->more[i] ? ", " : "",
                    text[i]);
        if (show == batch_feature)
            naming->batch_end[i] = strlen(naming->more[i]);
    }
}

// "mini-batch 64" in place of "mini-batch, b = 64".
static void write_name(const struct naming *naming, size_t i, bool is_base_shared, char name[72])
{
    const char *base = naming->base[i], *more = naming->more[i];
    if (!*more)
        text_print(name, 72, "%s", base);
    else if (naming->is_mini_batch[i] && naming->batch_end[i] > 0) {
        text_print(name, 72, words("mini-batch %zu"), naming->set->runner[i].batch);
        text_append(name, 72, "%s", more + naming->batch_end[i]);
    } else if (is_base_shared)
        text_print(name, 72, "%s", more);
    else
        text_print(name, 72, "%s, %s", base, more);
}

// Twins, and whoever is called what somebody else was given as a name: the section is all that is
// left.
static void name_by_section(struct runner_set *set, const bool is_made[])
{
    bool is_twin[RUNNERS_SHOWN_MAX] = {false};
    for (size_t i = 0; i < set->count; i++)
        for (size_t k = 0; k < set->count; k++)
            if (is_made[i] && k != i && strcmp(set->entry[i].name, set->entry[k].name) == 0)
                is_twin[i] = true;
    for (size_t i = 0; i < set->count; i++) {
        struct runner_entry *entry = &set->entry[i];
        char made[sizeof entry->name], section[56], own[48];
        if (!is_twin[i])
            continue;
        memcpy(made, entry->name, sizeof made);
        call(set, i, own);
        snprintf(section, sizeof section, " (%s)", own);
        text_print(entry->name, sizeof entry->name - strlen(section), "%s", made);
        text_append(entry->name, sizeof entry->name, "%s", section);
    }
}

void names_make(struct runner_set *set, const struct scene *scene)
{
    struct naming naming = {.set = set, .scene = hide_any(scene) ? scene : NULL};
    bool is_made[RUNNERS_SHOWN_MAX] = {false};
    for (size_t i = 0; i < set->count; i++)
        naming.batches_matter =
            naming.batches_matter ||
            (set->runner[i].batch > 0 && !hide_slider(scene, set->entry[i].section, "batch"));
    bool is_base_shared = set->count > 1;
    for (size_t i = 0; i < set->count; i++) {
        write_base(&naming, i);
        is_base_shared = is_base_shared && strcmp(naming.base[i], naming.base[0]) == 0;
    }
    for (size_t f = 0; f < sizeof features / sizeof *features; f++)
        for (size_t index = 0; index < features[f].count; index++)
            tell_apart(&naming, features[f].show, index);
    for (size_t i = 0; i < set->count; i++) {
        is_made[i] = !*set->entry[i].name;
        if (is_made[i])
            write_name(&naming, i, is_base_shared, set->entry[i].name);
    }
    name_by_section(set, is_made);
}
