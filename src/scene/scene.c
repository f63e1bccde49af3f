#include "scene/scene.h"

#include "base/array.h"
#include "base/text.h"
#include "scene/edit.h"
#include "scene/ini.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- finding ------------------------------------------------------------------------------------

static struct scene_section *find_section(const struct scene *scene, const char *name)
{
    for (size_t i = 0; i < scene->count; i++)
        if (strcmp(scene->section[i].name, name) == 0)
            return &scene->section[i];
    return NULL;
}

static struct scene_entry *find_entry(const struct scene_section *section, const char *key)
{
    for (size_t i = 0; section && i < section->count; i++)
        if (strcmp(section->entry[i].key, key) == 0)
            return &section->entry[i];
    return NULL;
}

const struct scene_section *scene_section(const struct scene *scene, const char *section)
{
    return find_section(scene, section);
}

const char *scene_text(const struct scene *scene, const char *section, const char *key)
{
    const struct scene_entry *entry = find_entry(find_section(scene, section), key);
    return entry ? entry->value : NULL;
}

double scene_number(const struct scene *scene, const char *section, const struct param *param)
{
    const char *text = scene_text(scene, section, param->key);
    double value;
    return text && param_parse(param, text, &value, NULL) ? value : param->standard;
}

// ---- changing -----------------------------------------------------------------------------------

struct scene_section *scene_add_section(struct scene *scene, const char *name, int line,
                                        struct error *error)
{
    if (!array_reserve(&scene->section, &scene->capacity, scene->count + 1, sizeof *scene->section,
                       error))
        return NULL;
    struct scene_section *section = &scene->section[scene->count];
    *section = (struct scene_section){.name = strdup(name), .line = line};
    if (!section->name) {
        error_memory(error);
        return NULL;
    }
    scene->count++;
    return section;
}

struct scene_entry *scene_add_entry(struct scene_section *section, const char *key,
                                    const char *value, int line, struct error *error)
{
    if (!array_reserve(&section->entry, &section->capacity, section->count + 1,
                       sizeof *section->entry, error))
        return NULL;
    struct scene_entry entry = {.key = strdup(key), .value = strdup(value), .line = line};
    if (!entry.key || !entry.value) {
        free(entry.key);
        free(entry.value);
        error_memory(error);
        return NULL;
    }
    section->entry[section->count] = entry;
    return &section->entry[section->count++];
}

static void remove_entry(struct scene_section *section, struct scene_entry *entry)
{
    free(entry->key);
    free(entry->value);
    const size_t at = (size_t)(entry - section->entry);
    memmove(entry, entry + 1, (section->count - at - 1) * sizeof *entry);
    section->count--;
}

// What an INI file could not hold is refused.
static bool check_section(const char *section, struct error *error)
{
    return ini_is_section(section) ||
           error_set(error, ERROR_INPUT,
                     "a section's name is one line of 1 to 49 bytes of UTF-8 text without a ]");
}

static bool check_entry(const char *key, const char *value, struct error *error)
{
    if (!ini_is_key(key))
        return error_set(error, ERROR_INPUT,
                         "a key is one line of 1 to 48 bytes of UTF-8 text without = and :");
    if (ini_is_value(value))
        return true;
    if (!text_check(value, strlen(value), NULL))
        return error_set(error, ERROR_INPUT, "%s is not UTF-8 text", key);
    return error_set(error, ERROR_INPUT, "%s must be one line without a ;", key);
}

// text[length] without the blanks around it, as a new string.
static char *trimmed(const char *text, size_t length)
{
    while (length > 0 && strchr(" \t", text[0])) {
        text++;
        length--;
    }
    while (length > 0 && strchr(" \t", text[length - 1]))
        length--;
    return strndup(text, length);
}

bool scene_put(struct scene *scene, const char *section, const char *key, const char *value,
               struct error *error)
{
    struct scene_section *found = find_section(scene, section);
    struct scene_entry *entry = find_entry(found, key);
    if (!value) {
        if (entry)
            remove_entry(found, entry);
        return true;
    }
    // As it is read again from a file.
    char *copy = trimmed(value, strlen(value));
    if (!copy)
        return error_memory(error);
    if (!check_section(section, error) || !check_entry(key, copy, error)) {
        free(copy);
        return false;
    }
    if (entry) {
        free(entry->value);
        entry->value = copy;
        entry->line = 0;
        entry->by = NULL;
        return true;
    }
    if (!found)
        found = scene_add_section(scene, section, 0, error);
    const bool done = found && scene_add_entry(found, key, copy, 0, error);
    free(copy);
    return done;
}

bool scene_put_by(struct scene *scene, const char *section, const char *key, const char *value,
                  const char *by, struct error *error)
{
    if (!scene_put(scene, section, key, value, error))
        return false;
    struct scene_entry *entry = find_entry(find_section(scene, section), key);
    if (entry)
        entry->by = by;
    return true;
}

bool scene_assign(struct scene *scene, const char *assignment, struct error *error)
{
    const char *equals = strchr(assignment, '=');
    const char *dot = NULL;
    for (const char *at = assignment; equals && at < equals; at++)
        if (*at == '.')
            dot = at;
    if (!dot || dot == assignment || dot + 1 == equals)
        return error_set(error, ERROR_INPUT,
                         "--set %s: must be SECTION.KEY=VALUE, such as runner.momentum.beta1=0.5",
                         assignment);
    char *section = trimmed(assignment, (size_t)(dot - assignment));
    char *key = trimmed(dot + 1, (size_t)(equals - dot - 1));
    char *value = trimmed(equals + 1, strlen(equals + 1));
    struct error why = {0};
    bool done = section && key && value;
    if (!done) {
        error_memory(error);
    } else {
        done = scene_put(scene, section, key, value, &why);
        if (error_is_memory(&why))
            error_pass(error, &why);
        else if (!done)
            error_wrap(error, &why, "--set %s.%s: %s", section, key, why.text);
    }
    free(section);
    free(key);
    free(value);
    return done;
}

bool scene_is_ordered(const char *section)
{
    return strncmp(section, "rule.", 5) == 0;
}

bool scene_keys_are_alike(const struct scene_section *a, const struct scene_section *b)
{
    bool are_alike = !scene_is_ordered(a->name) || a->count == b->count;
    for (size_t e = 0; are_alike && scene_is_ordered(a->name) && e < a->count; e++)
        are_alike = strcmp(a->entry[e].key, b->entry[e].key) == 0;
    return are_alike;
}

// True when a has a value that b has not.
static bool has_more(const struct scene *a, const struct scene *b, const char *apart,
                     const char *section_apart, const char *key_apart)
{
    for (size_t s = 0; s < a->count; s++) {
        const struct scene_section *section = &a->section[s];
        if (apart && strcmp(section->name, apart) == 0)
            continue;
        // An empty section says nothing, but for a member: "[runner.plain]".
        const struct scene_section *same = scene_section(b, section->name);
        if (same ? !scene_keys_are_alike(section, same) : strchr(section->name, '.') != NULL)
            return true;
        for (size_t e = 0; e < section->count; e++) {
            const char *key = section->entry[e].key, *other = scene_text(b, section->name, key);
            if (section_apart && strcmp(section->name, section_apart) == 0 &&
                strcmp(key, key_apart) == 0)
                continue;
            if (!other || strcmp(other, section->entry[e].value) != 0)
                return true;
        }
    }
    return false;
}

bool scene_differs(const struct scene *a, const struct scene *b, const char *apart)
{
    return has_more(a, b, apart, NULL, NULL) || has_more(b, a, apart, NULL, NULL);
}

bool scene_differs_beyond(const struct scene *a, const struct scene *b, const char *apart,
                          const char *section, const char *key)
{
    return has_more(a, b, apart, section, key) || has_more(b, a, apart, section, key);
}

static void free_section(struct scene_section *section)
{
    for (size_t e = 0; e < section->count; e++) {
        free(section->entry[e].key);
        free(section->entry[e].value);
    }
    free(section->entry);
    free(section->name);
}

bool scene_insert(struct scene *scene, const char *section, const char *behind, struct error *error)
{
    if (find_section(scene, section))
        return error_set(error, ERROR_INPUT, "there is a section [%s] already", section);
    if (!check_section(section, error))
        return false;
    const struct scene_section *before = behind ? find_section(scene, behind) : NULL;
    const size_t at = before ? (size_t)(before - scene->section) + 1 : scene->count;
    if (!scene_add_section(scene, section, 0, error))
        return false;
    const struct scene_section added = scene->section[scene->count - 1];
    memmove(&scene->section[at + 1], &scene->section[at],
            (scene->count - 1 - at) * sizeof *scene->section);
    scene->section[at] = added;
    return true;
}

bool scene_duplicate(struct scene *scene, const char *section, const char *as, struct error *error)
{
    if (!find_section(scene, section))
        return error_set(error, ERROR_INPUT, "there is no section [%s]", section);
    if (!scene_insert(scene, as, section, error))
        return false;
    const struct scene_section *from = find_section(scene, section);
    struct scene_section *to = find_section(scene, as);
    for (size_t e = 0; e < from->count; e++) {
        if (!scene_add_entry(to, from->entry[e].key, from->entry[e].value, 0, error)) {
            scene_remove(scene, as);
            return false;
        }
    }
    return true;
}

void scene_remove(struct scene *scene, const char *section)
{
    struct scene_section *found = find_section(scene, section);
    if (!found)
        return;
    free_section(found);
    const size_t at = (size_t)(found - scene->section);
    memmove(found, found + 1, (scene->count - at - 1) * sizeof *found);
    scene->count--;
}

bool scene_copy(struct scene *to, const struct scene *from, struct error *error)
{
    struct scene copy = {0};
    copy.name = from->name ? strdup(from->name) : NULL;
    copy.source = from->source ? strdup(from->source) : NULL;
    bool done = (!from->name || copy.name) && (!from->source || copy.source);
    if (!done)
        error_memory(error);
    for (size_t s = 0; done && s < from->count; s++) {
        const struct scene_section *old = &from->section[s];
        struct scene_section *section = scene_add_section(&copy, old->name, old->line, error);
        done = section != NULL;
        for (size_t e = 0; done && e < old->count; e++) {
            const struct scene_entry *entry = &old->entry[e];
            struct scene_entry *added =
                scene_add_entry(section, entry->key, entry->value, entry->line, error);
            done = added != NULL;
            if (done)
                added->by = entry->by;
        }
    }
    if (!done) {
        scene_clear(&copy);
        return false;
    }
    *to = copy;
    return true;
}

void scene_clear(struct scene *scene)
{
    for (size_t s = 0; s < scene->count; s++)
        free_section(&scene->section[s]);
    free(scene->section);
    free(scene->name);
    free(scene->source);
    memset(scene, 0, sizeof *scene);
}

// ---- text ---------------------------------------------------------------------------------------

// "key = value"; a long value goes on in indented lines, broken at blanks.
static void write_entry(FILE *out, const struct scene_entry *entry)
{
    size_t room = INI_LINE_ROOM - strlen(entry->key);
    const char *at = entry->value;
    fprintf(out, "%s =", entry->key);
    do {
        const size_t length = ini_fold(at, room);
        fprintf(out, "%s %.*s\n", at == entry->value ? "" : "   ", (int)length, at);
        at += length + (at[length] == ' ');
        room = INI_LINE_ROOM;
    } while (*at);
}

char *scene_format(const struct scene *scene, struct error *error)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (!out) {
        error_memory(error);
        return NULL;
    }
    for (size_t s = 0; s < scene->count; s++) {
        const struct scene_section *section = &scene->section[s];
        fprintf(out, "%s[%s]\n", s ? "\n" : "", section->name);
        for (size_t e = 0; e < section->count; e++)
            write_entry(out, &section->entry[e]);
    }
    if (fclose(out) != 0)
        error_memory(error);
    else if (length > SCENE_BYTES_MAX)
        error_set(error, ERROR_INPUT, "a scene has at most %d bytes", SCENE_BYTES_MAX);
    else
        return text;
    free(text);
    return NULL;
}
