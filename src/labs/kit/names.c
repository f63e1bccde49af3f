#include "labs/kit/names.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

// One thing that may tell two runners apart, as words: "b = 64", "α = 0.1". Empty where a runner
// has no such thing.
typedef void feature(const struct runner *runner, size_t index, char text[40]);

static void show_param(const struct param *param, double value, char text[40])
{
    char number[32];
    param_show(param, value, number, sizeof number);
    if (param->scale == PARAM_CHOICE)
        snprintf(text, 40, "%.20s %.18s", param->label, number);
    else
        snprintf(text, 40, "%.20s = %.16s", param->symbol ? param->symbol : param->label, number);
}

static void batch_feature(const struct runner *runner, size_t index, char text[40])
{
    (void)index;
    if (runner->batch == 0)
        snprintf(text, 40, "b = all");
    else
        snprintf(text, 40, "b = %zu", runner->batch);
}

static void schedule_feature(const struct runner *runner, size_t index, char text[40])
{
    (void)index;
    snprintf(text, 40, "%.39s", runner->schedule->name);
}

static void rule_feature(const struct runner *runner, size_t index, char text[40])
{
    for (size_t i = 0; runner->rule->params[i].key; i++)
        if (i == index)
            show_param(&runner->rule->params[i], runner->number[i], text);
}

static void schedule_number_feature(const struct runner *runner, size_t index, char text[40])
{
    for (size_t i = 0; runner->schedule->params[i].key; i++)
        if (i == index)
            show_param(&runner->schedule->params[i], runner->schedule_number[i], text);
}

static void decay_per_feature(const struct runner *runner, size_t index, char text[40])
{
    (void)index;
    if (runner->schedule->params->key)
        snprintf(text, 40, "per %s", runner->decay_per_step ? "step" : "epoch");
}

static void changes_feature(const struct runner *runner, size_t index, char text[40])
{
    (void)index;
    snprintf(text, 40, "%zu change%s", runner->change_count, runner->change_count == 1 ? "" : "s");
}

// In the order in which they are tried; `count` of each with an index.
static const struct {
    feature *show;
    size_t count;
} features[] = {
    {batch_feature, 1},
    {schedule_feature, 1},
    {rule_feature, RULE_NUMBERS_MAX},
    {schedule_number_feature, SCHEDULE_NUMBERS_MAX},
    {decay_per_feature, 1},
    {changes_feature, 1},
};

struct naming {
    const struct runner_set *set;
    bool batches_matter;
    char base[RUNNERS_SHOWN_MAX][72];
    char more[RUNNERS_SHOWN_MAX][400]; // what tells apart
};

static void write_base(const struct naming *naming, const struct runner *runner, char name[72])
{
    if (strcmp(runner->rule->name, "gd") != 0 || !naming->batches_matter)
        snprintf(name, 72, "%s", runner->rule->title);
    else if (runner->batch == 0)
        snprintf(name, 72, "batch");
    else if (runner->batch == 1)
        snprintf(name, 72, "stochastic");
    else
        snprintf(name, 72, "mini-batch");
}

static bool is_alike(const struct naming *naming, size_t a, size_t b)
{
    return strcmp(naming->base[a], naming->base[b]) == 0 &&
           strcmp(naming->more[a], naming->more[b]) == 0;
}

// Adds a feature to those runners that are called alike and differ in it.
static void tell_apart(struct naming *naming, feature *show, size_t index)
{
    const struct runner_set *set = naming->set;
    char text[RUNNERS_SHOWN_MAX][40] = {{0}};
    bool wanted[RUNNERS_SHOWN_MAX] = {false};
    for (size_t i = 0; i < set->count; i++)
        show(&set->runner[i], index, text[i]);
    for (size_t i = 0; i < set->count; i++)
        for (size_t k = 0; k < set->count; k++)
            if (k != i && is_alike(naming, i, k) && strcmp(text[i], text[k]) != 0)
                wanted[i] = true;
    for (size_t i = 0; i < set->count; i++)
        if (wanted[i] && *text[i])
            text_append(naming->more[i], sizeof naming->more[i], "%s%s",
                        *naming->more[i] ? ", " : "", text[i]);
}

// Cuts to at most `length` bytes, at a whole UTF-8 character.
static void cut(char *text, size_t length)
{
    if (strlen(text) <= length)
        return;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
        length--;
    text[length] = '\0';
}

// "mini-batch 64" in place of "mini-batch, b = 64".
static void write_name(const struct naming *naming, size_t i, bool is_base_shared, char name[72])
{
    const char *base = naming->base[i], *more = naming->more[i];
    const bool is_batch = strcmp(base, "mini-batch") == 0 && strncmp(more, "b = ", 4) == 0;
    char whole[sizeof naming->base[i] + sizeof naming->more[i] + 2];
    if (!*more)
        snprintf(whole, sizeof whole, "%s", base);
    else if (is_batch)
        snprintf(whole, sizeof whole, "%s %s", base, more + 4);
    else if (is_base_shared)
        snprintf(whole, sizeof whole, "%s", more);
    else
        snprintf(whole, sizeof whole, "%s, %s", base, more);
    cut(whole, 71);
    memcpy(name, whole, strlen(whole) + 1);
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
        char section[48];
        if (!is_twin[i])
            continue;
        snprintf(section, sizeof section, " (%.40s)", strchr(entry->section, '.') + 1);
        cut(entry->name, sizeof entry->name - 1 - strlen(section));
        text_append(entry->name, sizeof entry->name, "%s", section);
    }
}

void names_make(struct runner_set *set)
{
    struct naming naming = {.set = set};
    bool is_made[RUNNERS_SHOWN_MAX] = {false};
    for (size_t i = 0; i < set->count; i++)
        naming.batches_matter = naming.batches_matter || set->runner[i].batch > 0;
    bool is_base_shared = set->count > 1;
    for (size_t i = 0; i < set->count; i++) {
        write_base(&naming, &set->runner[i], naming.base[i]);
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
