// Judging a scene by the parameter tables.
#include "base/caret.h"
#include "base/text.h"
#include "scene/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 96 };

static bool is_of_line(const struct scene_entry *entry)
{
    return entry && entry->line > 0;
}

// The line of an entry with a caret, where the character is known: of its file, else of its value.
static void point(const struct scene *scene, const struct scene_entry *entry, struct error *error,
                  const struct error *why)
{
    struct scene_place place;
    const char *source = scene->source ? scene->source : "scene";
    if (scene_find_place(scene, entry, why->character, &place)) {
        error_wrap(error, why, "%s:%d:%zu: %s", source, place.line, place.column, why->text);
        caret_set(error, place.text, place.length, place.at);
        free(place.file);
        return;
    }
    if (is_of_line(entry))
        error_wrap(error, why, "%s:%d: %s", source, entry->line, why->text);
    if (why->character != ERROR_AT_NAME)
        caret_set(error, entry->value, strlen(entry->value),
                  caret_byte(entry->value, why->character));
}

// Whether no line of a file says anything of the scene: it was made for a table, or is a link's.
static bool is_made(const struct scene *scene)
{
    for (size_t s = 0; s < scene->count; s++)
        for (size_t e = 0; e < scene->section[s].count; e++)
            if (is_of_line(&scene->section[s].entry[e]))
                return false;
    return true;
}

// What has no line was set by a word of the command line, named as it was typed, or by a link.
static void name_word(const struct scene *scene, const char *section, const char *key,
                      const struct scene_entry *entry, struct error *error, const struct error *why)
{
    if (entry && entry->by)
        error_wrap(error, why, "%s: %s", entry->by, why->text);
    else if (is_made(scene) && scene->source &&
             strncmp(why->text, scene->source, strlen(scene->source)) == 0)
        error_pass(error, why); // what the data say, and nobody has typed
    else
        error_wrap(error, why, "--set %s.%s: %s", section, key, why->text);
}

// Where a thing of the scene stands: "FILE:LINE: ", "FILE:LINE:COLUMN: ", "--set SECTION.KEY: "
// or what set it else.
// entry: NULL where it is none.
static bool blame(const struct scene *scene, const char *section, const char *key, int line,
                  const struct scene_entry *entry, struct error *error)
{
    if (!error)
        return false;
    const struct error why = *error;
    if (line > 0)
        error_wrap(error, &why, "%s:%d: %s", scene->source ? scene->source : "scene", line,
                   why.text);
    else
        name_word(scene, section, key, entry, error, &why);
    if (entry && why.character > 0)
        point(scene, entry, error, &why);
    return false;
}

bool scene_blame(const struct scene *scene, const char *section, const char *key,
                 struct error *error)
{
    const struct scene_section *found = scene_section(scene, section);
    for (size_t i = 0; found && i < found->count; i++)
        if (strcmp(found->entry[i].key, key) == 0)
            return blame(scene, section, key, found->entry[i].line, &found->entry[i], error);
    // Not given: the section, or the file, is what can be named.
    if (error)
        error_wrap(error, error, "%s: %s", scene->source ? scene->source : section, error->text);
    return false;
}

// The rule for a section, or NULL. "runner.adam" fits the named rule "runner".
static const struct scene_rule *rule_for(const struct scene_rule rules[], const char *name)
{
    for (; rules->section; rules++) {
        const size_t length = strlen(rules->section);
        if (rules->named ? strncmp(name, rules->section, length) == 0 && name[length] == '.' &&
                               name[length + 1]
                         : strcmp(name, rules->section) == 0)
            return rules;
    }
    return NULL;
}

// Whose help page lists the keys.
static const char *lab_of(const struct scene *scene)
{
    const char *lab = scene_text(scene, "scene", "lab");
    return lab && *lab ? lab : "LAB";
}

static bool refuse_section(const struct scene *scene, const struct scene_section *section,
                           const struct scene_rule rules[], struct error *error)
{
    const char *words[WORDS_MAX];
    size_t count = 0;
    char kind[72];
    const char *dot = strchr(section->name, '.');
    snprintf(kind, sizeof kind, "%.*s", dot ? (int)(dot - section->name) : 71, section->name);
    for (; rules[count].section && count < WORDS_MAX; count++)
        words[count] = rules[count].section;
    const char *nearest = text_nearest(kind, words, count);
    const struct scene_rule *rule = NULL;
    for (size_t i = 0; nearest && i < count; i++)
        if (words[i] == nearest)
            rule = &rules[i];
    if (rule)
        error_set(error, ERROR_INPUT, "no section [%s]; did you mean [%s%s%s]?", section->name,
                  nearest, rule->named ? "." : "",
                  !rule->named    ? ""
                  : dot && dot[1] ? dot + 1
                                  : "NAME");
    else
        error_set(error, ERROR_INPUT, "no section [%s] in this lab; ravine help %s lists them",
                  section->name, lab_of(scene));
    const char *key = section->count ? section->entry[0].key : "";
    return blame(scene, section->name, key, section->line, NULL, error);
}

static bool refuse_key(const struct scene *scene, const struct scene_section *section,
                       const char *key, const struct scene_rule *rule, struct error *error)
{
    const char *words[WORDS_MAX];
    size_t count = 0;
    const struct param *param;
    while (count < WORDS_MAX && (param = rule->param(count)))
        words[count++] = param->key;
    const char *nearest = text_nearest(key, words, count);
    if (nearest)
        return error_set(error, ERROR_INPUT, "no key '%s' in [%s]; did you mean %s?", key,
                         section->name, nearest);
    return error_set(error, ERROR_INPUT, "no key '%s' in [%s]; ravine help %s lists them", key,
                     section->name, lab_of(scene));
}

static bool check_entry(const struct scene *scene, const struct scene_section *section,
                        const struct scene_entry *entry, const struct scene_rule *rule,
                        struct error *error)
{
    const struct param *param = NULL;
    if (rule->is_free && rule->is_free(scene, section->name, entry->key))
        return true;
    for (size_t i = 0; (param = rule->param(i)); i++)
        if (strcmp(param->key, entry->key) == 0)
            break;
    if (!param && rule->free)
        return true;
    if (!param) {
        refuse_key(scene, section, entry->key, rule, error);
        return error_at(error, ERROR_AT_NAME);
    }
    double value[2];
    if (param->scale == PARAM_TEXT)
        return true;
    return (param->scale == PARAM_PAIR ? param_parse_pair(param, entry->value, value, error)
                                       : param_parse(param, entry->value, value, error)) ||
           error_at(error, 1);
}

bool scene_check(const struct scene *scene, const struct scene_rule rules[], struct error *error)
{
    for (size_t s = 0; s < scene->count; s++) {
        const struct scene_section *section = &scene->section[s];
        const struct scene_rule *rule = rule_for(rules, section->name);
        if (!rule)
            return refuse_section(scene, section, rules, error);
        for (size_t e = 0; e < section->count; e++) {
            const struct scene_entry *entry = &section->entry[e];
            if (!check_entry(scene, section, entry, rule, error))
                return blame(scene, section->name, entry->key, entry->line, entry, error);
        }
    }
    return true;
}
