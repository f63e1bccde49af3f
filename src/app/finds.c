#include "app/finds.h"

#include "app/ask.h"
#include "app/commands.h"
#include "app/gallery.h"
#include "app/keys.h"
#include "app/value.h"
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/registry.h"

#include <stdlib.h>
#include <string.h>

void finds_clear(struct finds *finds)
{
    list_clear(&finds->list);
    free(finds->find);
    *finds = (struct finds){0};
}

static bool add(struct finds *finds, const struct find *find, const struct list_row *row,
                struct error *error)
{
    if (!array_reserve(&finds->find, &finds->capacity, finds->count + 1, sizeof *finds->find,
                       error) ||
        !list_add(&finds->list, row, error))
        return false;
    finds->find[finds->count++] = *find;
    return true;
}

// ---- scenes -------------------------------------------------------------------------------------

static bool add_scenes(struct finds *finds, struct frame *frame, struct error *error)
{
    const struct gallery *gallery = frame_gallery(frame, error);
    const char *open = frame->document.now.scene.name;
    bool done = gallery != NULL;
    for (size_t i = 0; done && i < gallery->count; i++) {
        const struct card *card = &gallery->card[i];
        char also[256];
        text_print(also, sizeof also, "%s %s %s", card->name, words(card->lab), words("scene"));
        const struct list_row row = {.heading = words("Scenes"),
                                     .name = card->title,
                                     .also = also,
                                     .value = open && strcmp(open, card->name) == 0 ? words("open")
                                                                                    : card->name,
                                     .why = card->why};
        done = add(finds, &(struct find){.kind = FIND_SCENE, .name = card->name}, &row, error);
    }
    return done;
}

// ---- commands -----------------------------------------------------------------------------------

// Whether an earlier key does the same.
static bool is_before(const struct key *key)
{
    for (const struct key *before = keys; before < key; before++)
        if (before->argument == key->argument && strcmp(before->command, key->command) == 0)
            return true;
    return false;
}

static bool add_command(struct finds *finds, const struct frame *frame, const char *name,
                        const struct key *key, struct error *error)
{
    char why[256], pressed[64] = "", also[128];
    const char *group, *lab;
    const int argument = key ? key->argument : 0;
    const char *what = command_what(name, &group, &lab);
    const bool is_none = command_is_unavailable(frame, name, argument, why);
    if (key)
        key_name(key->code,
                 (uint16_t)((key->modifiers & KEY_CTRL ? KMOD_LCTRL : 0) |
                            (key->modifiers & KEY_SHIFT ? KMOD_LSHIFT : 0)),
                 pressed);
    text_print(also, sizeof also, "%s %s", name, words(group));
    const struct list_row row = {.heading = words("Commands"),
                                 .name = what ? words(what) : name,
                                 .also = also,
                                 .key = pressed,
                                 .why = is_none ? why : NULL};
    return add(finds, &(struct find){.kind = FIND_COMMAND, .name = name, .argument = argument},
               &row, error);
}

// One command with each of its arguments that a key has; those of several that would do nothing are
// left away.
static bool add_arguments(struct finds *finds, const struct frame *frame, const char *name,
                          struct error *error)
{
    size_t count = 0;
    bool done = true;
    for (const struct key *key = keys; key->command && done; key++) {
        char why[256];
        if (strcmp(key->command, name) != 0 || is_before(key))
            continue;
        if (count++ == 0 || !command_is_unavailable(frame, name, key->argument, why))
            done = add_command(finds, frame, name, key, error);
    }
    return done && (count > 0 || add_command(finds, frame, name, NULL, error));
}

// Whether a lab before this one has a command of that name, or the window has.
static bool is_known(size_t lab, const char *name)
{
    for (size_t i = 0; i < lab; i++)
        if (lab_command(lab_types[i], name))
            return true;
    return command_find(name) != NULL;
}

static bool add_commands(struct finds *finds, const struct frame *frame, struct error *error)
{
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)); i++)
        if (!add_arguments(finds, frame, command->name, error))
            return false;
    for (size_t i = 0; lab_types[i]; i++)
        for (const struct lab_command *own = lab_types[i]->commands; own->name; own++)
            if (!is_known(i, own->name) && !add_arguments(finds, frame, own->name, error))
                return false;
    return true;
}

// ---- sliders ------------------------------------------------------------------------------------

static bool add_sliders(struct finds *finds, const struct frame *frame, struct error *error)
{
    const struct document *document = &frame->document;
    const size_t count = document_hides_panel(document) ? 0 : lab_sliders(document->lab);
    bool done = true;
    for (size_t i = 0; i < count && done; i++) {
        const struct lab_slider slider = document_slider(document, i);
        const struct lab_group group = document_group(document, slider.group);
        const struct param *param = slider.param;
        const char *symbol = param->symbol ? param->symbol : "";
        char name[200], also[200], value[64] = "";
        text_print(name, sizeof name, words("%s: %s"), group.name, words(param->label));
        if (*symbol)
            text_append(name, sizeof name, " %s", symbol);
        text_print(also, sizeof also, "%s %s %s", param->key, group.section, words("slider"));
        if (param_has_slider(param))
            param_show(param, scene_number(&document->now.scene, group.section, param), value,
                       sizeof value);
        else
            text_print(value, sizeof value, "%s",
                       value_given(&document->now.scene, group.section, param));
        const struct list_row row = {
            .heading = words("Sliders"), .name = name, .also = also, .value = value};
        done = add(finds, &(struct find){.kind = FIND_SLIDER, .slider = i}, &row, error);
    }
    return done;
}

// ---- choices ------------------------------------------------------------------------------------

// Whether a section that is there belongs to the rule.
static bool is_of(const struct scene_rule *rule, const char *section)
{
    const size_t length = strlen(rule->section);
    return strncmp(section, rule->section, length) == 0 &&
           section[length] == (rule->named ? '.' : '\0');
}

// The section that a choice would be made in: that of the selected slider where it is one of the
// rule's, else the first there is, else the one of that name. False where there is none.
static bool section_of(const struct document *document, const struct scene_rule *rule,
                       struct lab_group *group)
{
    const size_t selected = document_slider(document, document->slider).group;
    *group = document_group(document, selected);
    if (is_of(rule, group->section))
        return true;
    for (size_t i = 0; i < document->lab->type->groups(document->lab); i++) {
        *group = document_group(document, i);
        if (is_of(rule, group->section))
            return true;
    }
    *group = (struct lab_group){0};
    text_print(group->section, sizeof group->section, "%s", rule->section);
    text_print(group->name, sizeof group->name, "%s", rule->section);
    return !rule->named;
}

// "Adam: only in Descent": the labs that know the param.
static void say_where(const char *section, const char *key, char *why, size_t size)
{
    char labs[160] = "";
    for (size_t i = 0; lab_types[i]; i++) {
        for (const struct scene_rule *rule = lab_types[i]->sections; rule->section; rule++) {
            const struct param *param;
            for (size_t k = 0; strcmp(rule->section, section) == 0 && (param = rule->param(k)); k++)
                if (strcmp(param->key, key) == 0)
                    text_append(labs, sizeof labs, "%s%s", *labs ? ", " : "",
                                words(lab_types[i]->title));
        }
    }
    text_print(why, size, words("only in %s"), labs);
}

static bool add_choice(struct finds *finds, const struct find *find, const struct lab_group *group,
                       const char *now, const char *why, struct error *error)
{
    const struct param *param = find->param;
    char name[160], also[240];
    text_print(name, sizeof name, words("%s: %s"), words(param->label), find->name);
    text_print(also, sizeof also, "%s %s %s", param->key, find->section, group ? group->name : "");
    const struct list_row row = {.heading = words("Choices"),
                                 .name = name,
                                 .also = also,
                                 .value = strcmp(now, find->name) == 0 ? words("now")
                                          : group                      ? group->name
                                                                       : NULL,
                                 .why = why};
    return add(finds, find, &row, error);
}

// Whether a param's words are choices of the scene. The theme is the window's: it has a command.
static bool offers(const struct param *param)
{
    return param->choices && strcmp(param->key, "theme") != 0;
}

// The slider of a key, which may have more words than the row of the table: those of the scene's
// own.
static const struct param *offered_in(const struct document *document, const char *section,
                                      const struct param *param)
{
    const size_t count = lab_sliders(document->lab);
    for (size_t i = 0; i < count; i++) {
        const struct lab_slider slider = document_slider(document, i);
        if (strcmp(slider.param->key, param->key) == 0 && slider.param->choices &&
            strcmp(document_group(document, slider.group).section, section) == 0)
            return slider.param;
    }
    return param;
}

// All words of a param of the open lab.
static bool add_own(struct finds *finds, const struct document *document,
                    const struct scene_rule *rule, const struct param *param, struct error *error)
{
    struct error unfit = {0};
    struct lab_group group;
    char now[256] = "", none[128] = "";
    const struct scene *scene = &document->now.scene;
    const struct lab_type *type = document->lab->type;
    if (!section_of(document, rule, &group))
        text_print(none, sizeof none, words("this scene has no %s"), rule->section);
    else if (document_hides(document, group.section, param->key))
        text_print(none, sizeof none, "%s", words("the exercise keeps it as it is"));
    else if (type->applies && !type->applies(scene, group.section, param->key, &unfit))
        text_print(none, sizeof none, "%s", unfit.text);
    const char *given = scene_text(scene, group.section, param->key);
    param = offered_in(document, group.section, param);
    if (param_has_slider(param))
        param_format(param, scene_number(scene, group.section, param), now, sizeof now);
    else
        text_print(now, sizeof now, "%s", given ? given : param->fallback ? param->fallback : "");
    struct find find = {.kind = FIND_CHOICE, .param = param};
    text_print(find.section, sizeof find.section, "%s", group.section);
    for (size_t i = 0; param->choices[i]; i++) {
        find.name = param->choices[i];
        if (!add_choice(finds, &find, &group, now, *none ? none : NULL, error))
            return false;
    }
    return true;
}

// Whether the rows of a lab have a param of that name in sections of that name.
static bool has(const struct lab_type *type, const char *section, const char *key)
{
    const struct param *param;
    for (const struct scene_rule *rule = type->sections; rule->section; rule++)
        for (size_t i = 0; strcmp(rule->section, section) == 0 && (param = rule->param(i)); i++)
            if (strcmp(param->key, key) == 0)
                return true;
    return false;
}

// Whether the rule of a section that is there lists the words of a key.
static bool has_words(const struct lab_type *type, const char *section, const char *key)
{
    const struct param *param;
    for (const struct scene_rule *rule = type->sections; rule->section; rule++)
        for (size_t i = 0; is_of(rule, section) && (param = rule->param(i)); i++)
            if (param->choices && strcmp(param->key, key) == 0)
                return true;
    return false;
}

// A param that only other labs have: what it can be, and where.
static bool add_foreign(struct finds *finds, const struct frame *frame, size_t lab,
                        const char *section, const struct param *param, struct error *error)
{
    char why[256];
    for (size_t i = 0; i < lab; i++)
        if (has(lab_types[i], section, param->key))
            return true;
    if (has(frame->document.lab->type, section, param->key))
        return true;
    say_where(section, param->key, why, sizeof why);
    struct find find = {.kind = FIND_CHOICE, .param = param};
    text_print(find.section, sizeof find.section, "%s", section);
    for (size_t i = 0; param->choices[i]; i++) {
        find.name = param->choices[i];
        if (!add_choice(finds, &find, NULL, "", why, error))
            return false;
    }
    return true;
}

// Words that a slider offers for a key which may be any text in a file.
static bool add_offered(struct finds *finds, const struct document *document, struct error *error)
{
    const size_t count = lab_sliders(document->lab);
    bool done = true;
    for (size_t i = 0; i < count && done; i++) {
        const struct lab_slider slider = document_slider(document, i);
        const struct lab_group group = document_group(document, slider.group);
        const struct param *param = slider.param;
        if (!offers(param) || has_words(document->lab->type, group.section, param->key))
            continue;
        const char *now = scene_text(&document->now.scene, group.section, param->key);
        struct find find = {.kind = FIND_CHOICE, .param = param};
        text_print(find.section, sizeof find.section, "%s", group.section);
        for (size_t k = 0; param->choices[k] && done; k++) {
            find.name = param->choices[k];
            done = add_choice(finds, &find, &group, now ? now : "", NULL, error);
        }
    }
    return done;
}

// The open lab's first.
static bool add_choices(struct finds *finds, const struct frame *frame, struct error *error)
{
    const struct param *param;
    const struct lab_type *type = frame->document.lab->type;
    for (const struct scene_rule *rule = type->sections; rule->section; rule++)
        for (size_t i = 0; (param = rule->param(i)); i++)
            if (offers(param) && !add_own(finds, &frame->document, rule, param, error))
                return false;
    if (!add_offered(finds, &frame->document, error))
        return false;
    for (size_t lab = 0; lab_types[lab]; lab++)
        for (const struct scene_rule *rule = lab_types[lab]->sections; rule->section; rule++)
            for (size_t i = 0; (param = rule->param(i)); i++)
                if (offers(param) && !add_foreign(finds, frame, lab, rule->section, param, error))
                    return false;
    return true;
}

// ---- all ----------------------------------------------------------------------------------------

bool finds_fill(struct finds *finds, struct frame *frame, struct error *error)
{
    return add_scenes(finds, frame, error) && add_commands(finds, frame, error) &&
           add_sliders(finds, frame, error) && add_choices(finds, frame, error);
}

// Whether the scene says so already, by itself or by what holds where it says nothing.
static bool is_now(const struct scene *scene, const struct find *find)
{
    char now[256];
    if (param_has_slider(find->param))
        param_format(find->param, scene_number(scene, find->section, find->param), now, sizeof now);
    else
        text_print(now, sizeof now, "%s", value_given(scene, find->section, find->param));
    return strcmp(now, find->name) == 0;
}

// A number is then changed by its keys; a text has none but those that type it.
static bool take_slider(struct frame *frame, size_t slider, struct error *error)
{
    frame->document.slider = slider;
    frame->panel.follow = true;
    return param_has_slider(document_slider(&frame->document, slider).param) ||
           ask_value(frame, error);
}

bool find_do(struct frame *frame, const struct find *find, struct error *error)
{
    switch (find->kind) {
    case FIND_SCENE:
        return frame_open_name(frame, find->name, error);
    case FIND_COMMAND:
        return command_run(frame, find->name, find->argument, error);
    case FIND_SLIDER:
        return take_slider(frame, find->slider, error);
    default:
        if (is_now(&frame->document.now.scene, find))
            return true; // it is that already
        return document_change(&frame->document, find->section, find->param->key, find->name,
                               error);
    }
}
