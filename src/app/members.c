#include "app/members.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// A section's name in a file has up to 49 bytes.
enum { NAME_MAX = 72, STEM_MAX = 44 };

// ---- who is one ---------------------------------------------------------------------------------

static bool is_member(const struct lab_type *type, const char *section)
{
    const size_t length = type->member ? strlen(type->member) : 0;
    return length > 0 && strncmp(section, type->member, length) == 0 && section[length] == '.';
}

static size_t count_members(const struct document *document)
{
    const struct scene *scene = &document->now.scene;
    size_t count = 0;
    for (size_t s = 0; s < scene->count; s++)
        count += is_member(document->lab->type, scene->section[s].name);
    return count;
}

static struct lab_group selected_group(const struct document *document)
{
    return document_group(document, document_slider(document, document->slider).group);
}

static bool is_on_member(const struct document *document)
{
    const struct lab_group group = selected_group(document);
    return is_member(document->lab->type, group.section);
}

static void select_section(struct document *document, const char *section)
{
    for (size_t g = 0; g < document->lab->type->groups(document->lab); g++) {
        const struct lab_group group = document_group(document, g);
        if (strcmp(group.section, section) == 0)
            document_select_group(document, g);
    }
}

// Nobody sees who is selected there.
static const char hidden_panel[] = "the exercise hides the panel";

const char *members_cannot_add(const struct document *document)
{
    const struct lab_type *type = document->lab->type;
    if (document_hides_panel(document))
        return hidden_panel;
    if (!type->member)
        return "this lab has nothing that could be added";
    const size_t most = type->members_max < MEMBERS_MAX ? type->members_max : MEMBERS_MAX;
    return count_members(document) < most ? NULL : "there are as many as have room";
}

const char *members_cannot_rename(const struct document *document)
{
    if (document_hides_panel(document))
        return hidden_panel;
    return is_on_member(document) ? NULL : "a runner or an average has to be selected";
}

const char *members_cannot_duplicate(const struct document *document)
{
    const char *why = members_cannot_add(document);
    return why ? why : members_cannot_rename(document);
}

const char *members_cannot_remove(const struct document *document)
{
    const char *why = members_cannot_rename(document);
    return why || count_members(document) > 1 ? why : "the last one stays: without it nothing runs";
}

const char *members_cannot_link(const struct document *document)
{
    if (document_hides_panel(document))
        return hidden_panel;
    return document->lab->type->member ? NULL : "this lab has nothing to link";
}

// ---- changing who there is ----------------------------------------------------------------------

// "plain" → "plain-2", "plain-2" → "plain-3": a section that is free.
static void find_free(const struct document *document, const char *like, char section[NAME_MAX])
{
    char stem[STEM_MAX];
    text_print(stem, sizeof stem, "%s", like);
    char *dash = strrchr(stem, '-');
    if (dash && dash[1] && strspn(dash + 1, "0123456789") == strlen(dash + 1))
        *dash = '\0';
    int number = 2;
    do
        snprintf(section, NAME_MAX, "%s-%d", stem, number++);
    while (scene_section(&document->now.scene, section));
}

// The section of the last member; NULL where there is none.
static const char *last_member(const struct document *document)
{
    const struct scene *scene = &document->now.scene;
    for (size_t s = scene->count; s-- > 0;)
        if (is_member(document->lab->type, scene->section[s].name))
            return scene->section[s].name;
    return NULL;
}

// Takes what was changed, or goes back where `is_done` is false.
static bool finish(struct document *document, struct moment *before, bool is_done,
                   struct error *error)
{
    if (is_done)
        return document_take(document, before, error);
    document_drop(document, before);
    return false;
}

// Nothing of one that was called the same once.
static void forget(struct moment *now, const char *section)
{
    drawer_forget(&now->drawer, section);
    scene_remove(&now->base, section);
}

bool members_add(struct document *document, struct error *error)
{
    char section[NAME_MAX], like[NAME_MAX];
    struct moment before;
    const struct lab_group group = selected_group(document);
    const char *behind = is_on_member(document) ? group.section : last_member(document);
    snprintf(like, sizeof like, "%s.%s", document->lab->type->member, document->lab->type->member);
    find_free(document, like, section);
    if (!document_begin(document, &before, error))
        return false;
    forget(&document->now, section);
    const bool done = scene_insert(&document->now.scene, section, behind, error) &&
                      document_follow_section(document, section, error);
    if (!finish(document, &before, done, error))
        return false;
    select_section(document, section);
    return true;
}

static bool is_named(const struct document *document, const char *name)
{
    const struct scene *scene = &document->now.scene;
    for (size_t s = 0; s < scene->count; s++) {
        const char *other = scene_text(scene, scene->section[s].name, "name");
        if (other && strcmp(other, name) == 0)
            return true;
    }
    return false;
}

// "Adam 2" → "Adam", where there is an "Adam": a copy of a copy gets the next number, not a second
// one.
static void copy_stem(const struct document *document, const char *name, char stem[NAME_MAX])
{
    text_print(stem, NAME_MAX, "%s", name);
    char *blank = strrchr(stem, ' ');
    if (!blank || !blank[1] || strspn(blank + 1, "0123456789") < strlen(blank + 1))
        return;
    *blank = '\0';
    if (!is_named(document, stem))
        *blank = ' ';
}

// What a copy does not have of what it was copied from: its look, and that it is hidden. A name
// that was given gets a number.
static bool make_its_own(struct document *document, const char *section, struct error *error)
{
    static const char *const own[] = {"color", "hidden"};
    struct scene *scenes[] = {&document->now.scene, &document->now.base};
    const char *given = scene_text(scenes[0], section, "name");
    char name[NAME_MAX], stem[NAME_MAX];
    if (given)
        copy_stem(document, given, stem);
    for (int number = 2; given; number++) {
        text_print(name, sizeof name - 8, "%s", stem);
        text_append(name, sizeof name, " %d", number);
        if (!is_named(document, name))
            break;
    }
    for (int i = 0; i < 2; i++) {
        for (size_t k = 0; k < sizeof own / sizeof *own; k++)
            if (!scene_put(scenes[i], section, own[k], NULL, error))
                return false;
        if (given && !scene_put(scenes[i], section, "name", name, error))
            return false;
        given = scene_text(scenes[0], section, "name");
    }
    return true;
}

bool members_duplicate(struct document *document, struct error *error)
{
    char section[NAME_MAX];
    struct moment before;
    const struct lab_group group = selected_group(document);
    find_free(document, group.section, section);
    if (!document_begin(document, &before, error))
        return false;
    struct moment *now = &document->now;
    forget(now, section);
    const bool done = scene_duplicate(&now->scene, group.section, section, error) &&
                      (!scene_section(&now->base, group.section) ||
                       scene_duplicate(&now->base, group.section, section, error)) &&
                      make_its_own(document, section, error);
    if (!finish(document, &before, done, error))
        return false;
    select_section(document, section);
    return true;
}

const char *members_name(const struct document *document)
{
    const struct lab_group group = selected_group(document);
    return scene_text(&document->now.scene, group.section, "name");
}

bool members_rename(struct document *document, const char *name, struct error *error)
{
    const struct lab_group group = selected_group(document);
    return document_change(document, group.section, "name", *name ? name : NULL, error);
}

bool members_remove(struct document *document, struct error *error)
{
    struct moment before;
    const size_t index = document_slider(document, document->slider).group;
    const struct lab_group group = document_group(document, index);
    if (!document_begin(document, &before, error))
        return false;
    forget(&document->now, group.section);
    scene_remove(&document->now.scene, group.section);
    if (!document_take(document, &before, error))
        return false;
    // The one that took its place; behind the last member, the one before.
    document_select_group(document, index);
    if (index > 0 && !is_on_member(document))
        document_select_group(document, index - 1);
    return true;
}

// ---- all at once --------------------------------------------------------------------------------

// The slider of a group with this key, or NULL.
static const struct param *find_slider(const struct document *document, size_t group,
                                       const char *key)
{
    const struct lab *lab = document->lab;
    const struct param *param;
    for (size_t i = 0; (param = lab->type->slider(lab, group, i)); i++)
        if (strcmp(param->key, key) == 0)
            return param;
    return NULL;
}

bool members_links(const struct document *document, size_t index)
{
    const struct lab_slider slider = document_slider(document, index);
    if (!document->is_linked || !slider.param || !param_has_slider(slider.param))
        return false;
    const struct lab_group own = document_group(document, slider.group);
    if (!is_member(document->lab->type, own.section))
        return false;
    for (size_t g = 0; g < document->lab->type->groups(document->lab); g++) {
        const struct lab_group group = document_group(document, g);
        if (g != slider.group && is_member(document->lab->type, group.section) &&
            find_slider(document, g, slider.param->key))
            return true;
    }
    return false;
}

static double rounded(double value, int digits)
{
    char text[64];
    double number = value;
    snprintf(text, sizeof text, "%.*g", digits, value);
    text_number(text, &number);
    return number;
}

// Where `value` goes when another of the same kind goes from `from` to `to`.
static double moved(const struct param *param, double value, double from, double to)
{
    const double most = param->max;
    double next = value;
    switch (param->scale) {
    case PARAM_LOG:
        next = rounded(value * (to / from), 4);
        break;
    case PARAM_NEAR_ONE:
        next = 1 - rounded((1 - value) * ((1 - to) / (1 - from)), 4);
        next = rounded(next, 12);
        break;
    case PARAM_COUNT:
        next =
            round((value == 0 ? most : value) * (to == 0 ? most : to) / (from == 0 ? most : from));
        return next >= most ? 0 : fmax(next, param->min);
    case PARAM_CHOICE:
        return to;
    default:
        next = rounded(value + (to - from), 12);
        break;
    }
    return fmin(fmax(next, param->min), most);
}

// The changes of all members, in the order of their groups.
struct linked {
    struct {
        char section[NAME_MAX], value[64];
        bool is_removed; // no value
    } row[MEMBERS_MAX * 4];
    size_t count;
};

static void list_linked(const struct document *document, const char *key, double from, double to,
                        struct linked *linked)
{
    linked->count = 0;
    const size_t most = sizeof linked->row / sizeof *linked->row;
    for (size_t g = 0; g < document->lab->type->groups(document->lab); g++) {
        const struct lab_group group = document_group(document, g);
        const struct param *param = find_slider(document, g, key);
        if (!param || !is_member(document->lab->type, group.section) || linked->count == most)
            continue;
        const double value = scene_number(&document->now.scene, group.section, param);
        memcpy(linked->row[linked->count].section, group.section, NAME_MAX);
        linked->row[linked->count].is_removed = false;
        param_format(param, moved(param, value, from, to), linked->row[linked->count].value,
                     sizeof linked->row->value);
        linked->count++;
    }
}

static bool set_linked(struct document *document, const char *key, const struct linked *linked,
                       struct error *error)
{
    struct moment before;
    bool done = document_begin(document, &before, error);
    if (!done)
        return false;
    for (size_t i = 0; done && i < linked->count; i++)
        done = document_set(document, linked->row[i].section, key,
                            linked->row[i].is_removed ? NULL : linked->row[i].value, error);
    return finish(document, &before, done, error);
}

bool members_change(struct document *document, const char *value, struct error *error)
{
    const struct lab_slider slider = document_slider(document, document->slider);
    const struct lab_group group = document_group(document, slider.group);
    char key[64];
    double to;
    if (!slider.param)
        return true;
    text_print(key, sizeof key, "%s", slider.param->key);
    if (!members_links(document, document->slider))
        return document_change(document, group.section, key, value, error);
    if (!param_parse(slider.param, value, &to, error))
        return false;
    struct linked linked;
    list_linked(document, key, scene_number(&document->now.scene, group.section, slider.param), to,
                &linked);
    // The one that was moved goes exactly there.
    for (size_t i = 0; i < linked.count; i++)
        if (strcmp(linked.row[i].section, group.section) == 0)
            text_print(linked.row[i].value, sizeof linked.row[i].value, "%s", value);
    return set_linked(document, key, &linked, error);
}

bool members_reset(struct document *document, struct error *error)
{
    const struct lab_slider slider = document_slider(document, document->slider);
    const struct lab_group group = document_group(document, slider.group);
    char key[64];
    if (!slider.param)
        return true;
    text_print(key, sizeof key, "%s", slider.param->key);
    const struct scene *base = &document->now.base;
    if (!members_links(document, document->slider)) {
        char value[4096] = "";
        const char *text = scene_text(base, group.section, key);
        text_print(value, sizeof value, "%s", text ? text : "");
        return document_change(document, group.section, key, text ? value : NULL, error);
    }
    struct linked linked;
    list_linked(document, key, 1, 1, &linked);
    for (size_t i = 0; i < linked.count; i++) {
        const char *text = scene_text(base, linked.row[i].section, key);
        linked.row[i].is_removed = !text;
        text_print(linked.row[i].value, sizeof linked.row[i].value, "%s", text ? text : "");
    }
    return set_linked(document, key, &linked, error);
}
