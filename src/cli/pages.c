#include "cli/pages.h"

#include "app/keys.h"
#include "base/asset.h"
#include "base/text.h"
#include "cli/options.h"
#include "data/dataset.h"
#include "labs/registry.h"
#include "scene/scene.h"
#include "sim/rule.h"
#include "sim/schedule.h"
#include "sim/surface.h"

#include <stdlib.h>
#include <string.h>

// ---- lists --------------------------------------------------------------------------------------

static bool list_scenes(FILE *out, struct error *error)
{
    char **names = asset_list("scenes", ".ini", error);
    if (!names)
        return false;
    bool done = true;
    for (size_t i = 0; names[i] && done; i++) {
        struct scene scene = {0};
        done = scene_read(&scene, names[i], error);
        const char *title = done ? scene_text(&scene, "scene", "title") : NULL;
        if (done)
            fprintf(out, "  %-20s %s\n", names[i], title ? title : "");
        scene_clear(&scene);
    }
    asset_list_free(names);
    return done;
}

static bool list_surfaces(FILE *out, struct error *error)
{
    (void)error;
    for (size_t i = 0; surfaces[i]; i++)
        fprintf(out, "  %-20s %s\n", surfaces[i]->name, surfaces[i]->formula);
    return true;
}

static bool list_rules(FILE *out, struct error *error)
{
    (void)error;
    for (size_t i = 0; rules[i]; i++)
        fprintf(out, "  %-20s %s\n", rules[i]->name, rules[i]->formula);
    return true;
}

static bool list_schedules(FILE *out, struct error *error)
{
    (void)error;
    for (size_t i = 0; schedules[i]; i++)
        fprintf(out, "  %-20s %s\n", schedules[i]->name, schedules[i]->formula);
    return true;
}

static bool list_data(FILE *out, struct error *error)
{
    (void)error;
    for (size_t i = 0; datasets[i]; i++)
        fprintf(out, "  %-20s %s\n", datasets[i]->name, datasets[i]->what);
    return true;
}

static const struct {
    const char *what;
    bool (*print)(FILE *out, struct error *error);
} lists[] = {
    {"scenes", list_scenes},       {"surfaces", list_surfaces}, {"rules", list_rules},
    {"schedules", list_schedules}, {"data", list_data},
};
enum { LISTS = sizeof lists / sizeof *lists };

bool pages_list(const char *what, FILE *out, struct error *error)
{
    const char *names[LISTS];
    bool found = false, done = true;
    for (size_t i = 0; i < LISTS && done; i++) {
        names[i] = lists[i].what;
        if (what && strcmp(what, lists[i].what) != 0)
            continue;
        fprintf(out, "%s%s\n", found ? "\n" : "", lists[i].what);
        found = true;
        done = lists[i].print(out, error);
    }
    if (!done || found)
        return done;
    const char *nearest = text_nearest(what, names, LISTS);
    return error_set(error, ERROR_INPUT, "no list '%s'; %s%s", what, nearest ? "did you mean " : "",
                     nearest ? nearest : "there are scenes, surfaces, rules, schedules and data");
}

// ---- one thing in full --------------------------------------------------------------------------

static void print_param(FILE *out, const struct param *param)
{
    char low[32], high[32], standard[32];
    fprintf(out, "  %-16s %-4s %s\n", param->key, param->symbol ? param->symbol : "", param->help);
    if (param->scale == PARAM_TEXT || param->scale == PARAM_PAIR)
        return;
    param_format(param, param->standard, standard, sizeof standard);
    fprintf(out, "  %-16s      ", "");
    if (param->scale == PARAM_CHOICE) {
        for (size_t i = 0; param->choices[i]; i++)
            fprintf(out, "%s%s", i ? " | " : "", param->choices[i]);
    } else {
        param_format(param, param->min, low, sizeof low);
        param_format(param, param->max, high, sizeof high);
        fprintf(out, "%s … %s%s", low, high, param->scale == PARAM_COUNT ? ", or all" : "");
    }
    fprintf(out, "; %s where not given\n", standard);
}

static void print_params(FILE *out, const struct param params[])
{
    for (; params->key; params++)
        print_param(out, params);
}

static void help_rule(FILE *out, const struct rule *rule)
{
    fprintf(out, "%s (rule = %s)\n\n  %s\n  %s\n\n", rule->title, rule->name, rule->formula,
            rule->source);
    print_params(out, rule->params);
}

static void help_surface(FILE *out, const struct surface *surface)
{
    fprintf(out, "%s (surface = %s)\n\n  f(x, y) = %s\n  %s\n  %s\n\n", surface->title,
            surface->name, surface->formula, surface->hint, surface->source);
    print_params(out, surface->params);
}

static void help_schedule(FILE *out, const struct schedule *schedule)
{
    fprintf(out, "%s (schedule = %s)\n\n  %s\n\n", schedule->title, schedule->name,
            schedule->formula);
    print_params(out, schedule->params);
}

// Columns that a text takes: its characters.
static int columns(const char *utf8)
{
    int count = 0;
    for (; *utf8; utf8++)
        count += ((unsigned char)*utf8 & 0xC0) != 0x80;
    return count;
}

static void help_keys(FILE *out)
{
    fputs("Keys in the window\n", out);
    const char *group = "";
    struct help_row rows[HELP_MAX];
    const size_t count = key_help(rows, HELP_MAX);
    for (size_t i = 0; i < count && i < HELP_MAX; i++) {
        if (strcmp(group, rows[i].group) != 0) {
            group = rows[i].group;
            fprintf(out, "\n%s\n", group);
        }
        fprintf(out, "  %s%*s %s\n", rows[i].keys, 12 - columns(rows[i].keys), "", rows[i].what);
    }
}

static void help_lab(FILE *out, const struct lab_type *lab)
{
    fprintf(out, "%s lab ([scene] lab = %s): %s\n", lab->title, lab->name, lab->what);
    for (const struct scene_rule *rule = lab->sections; rule->section; rule++) {
        fprintf(out, "\n[%s%s]\n", rule->section, rule->named ? ".NAME" : "");
        for (size_t i = 0; rule->param(i); i++)
            print_param(out, rule->param(i));
    }
}

static void help_scene(FILE *out)
{
    fputs("A scene is an INI file: [SECTION], then KEY = VALUE lines; ; begins a comment.\n"
          "`--set SECTION.KEY=VALUE` changes a scene from the command line.\n"
          "`[scene] lab = NAME` says which lab opens it; `ravine help NAME` prints its keys.\n\n",
          out);
    for (size_t i = 0; lab_types[i]; i++)
        fprintf(out, "  %-20s %s\n", lab_types[i]->name, lab_types[i]->what);
}

static void help_overview(FILE *out)
{
    fputs("Ravine shows how optimizers walk downhill.\n\n"
          "  ravine [SCENE]                 open the window\n"
          "  ravine render SCENE -o FILE    draw without a window: .png\n"
          "  ravine run SCENE [-o FILE]     compute without drawing: CSV\n"
          "  ravine list [WHAT]             scenes, surfaces, rules, schedules, data\n"
          "  ravine help [TOPIC]            keys, scene, or the name of a lab, rule, surface, "
          "schedule\n"
          "  ravine --version\n\n",
          out);
    for (const struct option_row *row = option_rows; row->name; row++) {
        char left[64];
        snprintf(left, sizeof left, "%s %s", row->name, row->value ? row->value : "");
        fprintf(out, "  %-30s %s\n", left, row->what);
    }
    fputs("\nSCENE is a shipped scene's name, an .ini file, or a .png that Ravine wrote.\n"
          "Exit status: 0 done, 1 failed, 2 bad usage or input.\n\n"
          "Start with:  ravine            then F1 for the keys\n"
          "             ravine diamonds   the same on 53,940 real rows\n"
          "             ravine digits     a network, trained while you watch\n",
          out);
}

static bool unknown_topic(const char *topic, struct error *error)
{
    const char *names[128] = {"keys", "scene"};
    size_t count = 2;
    for (size_t i = 0; i < LISTS; i++)
        names[count++] = lists[i].what;
    for (size_t i = 0; rule_names[i] && count < 128; i++)
        names[count++] = rule_names[i];
    for (size_t i = 0; surface_names[i] && count < 128; i++)
        names[count++] = surface_names[i];
    for (size_t i = 0; lab_types[i] && count < 128; i++)
        names[count++] = lab_types[i]->name;
    for (size_t i = 0; schedule_names[i] && count < 128; i++)
        names[count++] = schedule_names[i];
    const char *nearest = text_nearest(topic, names, count);
    return nearest
               ? error_set(error, ERROR_INPUT, "no help on '%s'; did you mean %s?", topic, nearest)
               : error_set(error, ERROR_INPUT,
                           "no help on '%s'; try keys, scene, or a name from ravine list", topic);
}

bool pages_help(const char *topic, FILE *out, struct error *error)
{
    if (!topic) {
        help_overview(out);
        return true;
    }
    for (size_t i = 0; i < LISTS; i++)
        if (strcmp(topic, lists[i].what) == 0)
            return pages_list(topic, out, error);
    if (strcmp(topic, "keys") == 0)
        help_keys(out);
    else if (strcmp(topic, "scene") == 0)
        help_scene(out);
    else if (lab_find(topic))
        help_lab(out, lab_find(topic));
    else if (rule_find(topic))
        help_rule(out, rule_find(topic));
    else if (surface_find(topic))
        help_surface(out, surface_find(topic));
    else if (schedule_find(topic))
        help_schedule(out, schedule_find(topic));
    else
        return unknown_topic(topic, error);
    return true;
}
