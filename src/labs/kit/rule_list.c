#include "labs/kit/rule_list.h"

#include "base/array.h"
#include "base/text.h"
#include "sim/rule_text.h"

#include <stdlib.h>
#include <string.h>

static const char kind[] = "rule.";
enum { KIND = sizeof kind - 1, SECTION_MAX = 72 };

const char *rule_list_name(const char *section)
{
    return strncmp(section, kind, KIND) == 0 && section[KIND] ? section + KIND : NULL;
}

static const struct scene_section *find(const struct scene *scene, const char *name)
{
    char section[SECTION_MAX];
    return text_print(section, sizeof section, "%s%s", kind, name) ? scene_section(scene, section)
                                                                   : NULL;
}

const struct scene_section *rule_list_lines(const struct scene *scene, const char *name)
{
    return find(scene, name);
}

bool rule_list_has(const struct scene *scene, const char *name)
{
    return name && find(scene, name);
}

bool rule_list_has_any(const struct scene *scene)
{
    for (size_t s = 0; s < scene->count; s++)
        if (rule_list_name(scene->section[s].name))
            return true;
    return false;
}

void rule_list_names(const struct scene *scene, const char *names[RULE_NAMES_MAX + 1])
{
    size_t count = 0;
    for (size_t r = 0; rules[r] && count < RULE_NAMES_MAX; r++)
        names[count++] = rules[r]->name;
    for (size_t s = 0; s < scene->count && count < RULE_NAMES_MAX; s++) {
        names[count] = rule_list_name(scene->section[s].name);
        count += names[count] != NULL;
    }
    names[count] = NULL;
}

// ---- one rule -----------------------------------------------------------------------------------

// The lines of a section as a rule. On failure *wrong is the key of the line, NULL where it is none
// of them.
static const struct rule *compile(const struct scene_section *section, const char **wrong,
                                  struct error *error)
{
    const size_t count = section->count;
    struct rule_line *line = array_create(count ? count : 1, sizeof *line, error);
    struct rule_fault fault = {.line = count};
    struct error why = {0};
    *wrong = NULL;
    if (!line)
        return NULL;
    for (size_t i = 0; i < count; i++)
        line[i] =
            (struct rule_line){.name = section->entry[i].key, .text = section->entry[i].value};
    const struct rule *rule =
        rule_compile(rule_list_name(section->name), line, count, &fault, &why);
    if (!rule && fault.line < count)
        *wrong = section->entry[fault.line].key;
    if (!rule)
        error_wrap(error, &why, "%s", why.text);
    if (*wrong)
        error_at(error, fault.character ? fault.character : ERROR_AT_NAME);
    free(line);
    return rule;
}

// Whose parameters are called as something else is, is let go. *wrong as above.
static const struct rule *refuse_taken(const struct rule *rule, rule_list_taken *is_taken,
                                       const char **wrong, struct error *error)
{
    for (const struct param *param = rule->params; is_taken && param->key; param++) {
        if (!is_taken(param->key))
            continue;
        error_set(error, ERROR_INPUT,
                  "'%s' is a key of [runner.NAME] already; give the name another spelling",
                  param->key);
        *wrong = NULL;
        rule_release(rule);
        return NULL;
    }
    return rule;
}

static const struct rule *make(const struct scene_section *section, rule_list_taken *is_taken,
                               const char **wrong, struct error *error)
{
    const char *name = rule_list_name(section->name);
    *wrong = NULL;
    if (rule_find(name)) {
        error_set(error, ERROR_INPUT, "there is a rule %s already; give yours another name", name);
        return NULL;
    }
    const struct rule *rule = compile(section, wrong, error);
    return rule ? refuse_taken(rule, is_taken, wrong, error) : NULL;
}

const struct rule *rule_list_hold(const struct scene *scene, const char *name)
{
    const struct rule *shipped = rule_find(name);
    const struct scene_section *section = shipped ? NULL : find(scene, name);
    const char *wrong;
    return section ? make(section, NULL, &wrong, NULL) : shipped;
}

// ---- all of them --------------------------------------------------------------------------------

static void add(struct rule_list *list, const struct rule *rule)
{
    list->rule[list->count] = rule;
    list->name[list->count++] = rule->name;
}

static bool blame(const struct scene *scene, const struct scene_section *section, const char *wrong,
                  struct error *error)
{
    if (wrong)
        return scene_blame(scene, section->name, wrong, error);
    if (error && section->line > 0 && scene->source)
        return error_wrap(error, error, "%s:%d: %s", scene->source, section->line, error->text);
    return error && error_wrap(error, error, "[%s]: %s", section->name, error->text);
}

static bool add_own(struct rule_list *list, const struct scene *scene, rule_list_taken *is_taken,
                    struct error *error)
{
    for (size_t s = 0; s < scene->count; s++) {
        const char *wrong;
        const struct scene_section *section = &scene->section[s];
        const struct rule *rule = NULL;
        if (!rule_list_name(section->name))
            continue;
        rule = make(section, is_taken, &wrong, error);
        if (!rule)
            return blame(scene, section, wrong, error);
        add(list, rule);
    }
    return true;
}

bool rule_list_read(struct rule_list *list, const struct scene *scene, rule_list_taken *is_taken,
                    struct error *error)
{
    size_t size = 1;
    memset(list, 0, sizeof *list);
    for (size_t r = 0; rules[r]; r++)
        size++;
    for (size_t s = 0; s < scene->count; s++)
        size += rule_list_name(scene->section[s].name) != NULL;
    list->rule = array_create(size, sizeof *list->rule, error);
    list->name = array_create(size, sizeof *list->name, error);
    if (list->rule && list->name) {
        for (size_t r = 0; rules[r]; r++)
            add(list, rules[r]);
        list->shipped = list->count;
        if (add_own(list, scene, is_taken, error))
            return true;
    }
    rule_list_clear(list);
    return false;
}

void rule_list_clear(struct rule_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        rule_release(list->rule[i]);
    free(list->rule);
    free(list->name);
    memset(list, 0, sizeof *list);
}
