#include "labs/assign.h"

#include "base/far.h"
#include "base/file.h"
#include "base/param.h"
#include "base/text.h"
#include "labs/registry.h"

#include <string.h>

enum { NAMES_MAX = 64 };

// Whether a file that an assignment names lies beside the scene.
static bool is_beside(const struct scene *scene, const char *value, char folder[FILE_PATH_MAX])
{
    char path[FILE_PATH_MAX], real[FILE_PATH_MAX];
    const char *slash = scene->source ? strrchr(scene->source, '/') : NULL;
    text_print(folder, FILE_PATH_MAX, "%.*s", slash ? (int)(slash - scene->source) : 1,
               slash ? scene->source : ".");
    return text_print(path, sizeof path, "%s/%s", *value == '/' ? "" : folder, value) &&
           file_real_path(path, real);
}

// A file that is named here counts from where the program was called. Where it is not there, it may
// lie beside the scene, as what the scene itself names does.
static bool find_file(struct scene *scene, const char *assignment, struct error *error)
{
    char name[FILE_PATH_MAX], path[FILE_PATH_MAX], here[FILE_PATH_MAX], folder[FILE_PATH_MAX];
    const char *equals = strchr(assignment, '=');
    text_print(name, sizeof name, "%.*s", (int)(equals - assignment), assignment);
    char *key = strrchr(name, '.');
    const char *value = equals + 1 + strspn(equals + 1, " ");
    // What ships has a name without an ending, and an address is no file.
    if (!key || strcmp(key, ".data") != 0 || !strpbrk(value, "./") || far_is_address(value))
        return true;
    if (file_real_path(value, path)) {
        *key = '\0';
        return scene_put(scene, name, key + 1, path, error);
    }
    if (is_beside(scene, value, folder))
        return true;
    if (*value == '/' || !file_real_path(".", here) || !file_real_path(folder, path) ||
        strcmp(here, path) == 0)
        return error_set(error, ERROR_INPUT, "--set %s: cannot read %.300s: there is no such file",
                         name, value);
    return error_set(error, ERROR_INPUT,
                     "--set %s: there is no file %.120s in %.120s, where the program was called, "
                     "nor beside the scene in %.120s",
                     name, value, here, path);
}

static bool put_all(struct scene *scene, const char *const assignment[], size_t count,
                    struct error *error)
{
    for (size_t i = 0; i < count; i++)
        if (!scene_assign(scene, assignment[i], error) || !find_file(scene, assignment[i], error))
            return false;
    return true;
}

static const struct scene_rule *rule_of(const struct lab_type *type, const char *section)
{
    for (const struct scene_rule *rule = type->sections; rule->section; rule++) {
        const size_t length = strlen(rule->section);
        if (rule->named ? strncmp(section, rule->section, length) == 0 && section[length] == '.'
                        : strcmp(section, rule->section) == 0)
            return rule;
    }
    return NULL;
}

// A new one that was not asked for: "runner.adm.alpha=1".
static bool refuse_new(const struct scene *file, const struct scene_section *section,
                       const struct scene_rule *rule, struct error *error)
{
    const char *names[NAMES_MAX];
    const size_t kind = strlen(rule->section) + 1;
    size_t count = 0;
    for (size_t i = 0; i < file->count && count < NAMES_MAX; i++)
        if (strncmp(file->section[i].name, section->name, kind) == 0)
            names[count++] = file->section[i].name + kind;
    const char *nearest = text_nearest(section->name + kind, names, count);
    if (nearest)
        return error_set(error, ERROR_INPUT,
                         "--set %s.%s: the scene has no %s; did you mean %.*s%s?", section->name,
                         section->entry[0].key, section->name, (int)kind, section->name, nearest);
    return error_set(error, ERROR_INPUT,
                     "--set %s.%s: the scene has no %s; a new one needs --set %s.%s=… as well",
                     section->name, section->entry[0].key, section->name, section->name,
                     rule->essence);
}

// Of a named section that the file lacks, as "runner.adm.alpha=1" has it, nobody knows whether one
// more is meant unless what makes it one is given as well.
static bool check_new(const struct lab_type *type, const struct scene *file,
                      const struct scene *scene, struct error *error)
{
    for (size_t s = 0; s < scene->count; s++) {
        const struct scene_section *section = &scene->section[s];
        const struct scene_rule *rule = rule_of(type, section->name);
        if (rule && rule->essence && section->count > 0 && !scene_section(file, section->name) &&
            !scene_text(scene, section->name, rule->essence))
            return refuse_new(file, section, rule, error);
    }
    return true;
}

static const struct param *param_of(const struct lab_type *type, const char *section,
                                    const char *key)
{
    const struct scene_rule *rule = rule_of(type, section);
    for (size_t i = 0; rule && rule->param(i); i++)
        if (strcmp(rule->param(i)->key, key) == 0)
            return rule->param(i);
    return NULL;
}

// Whether an entry of the scene is another choice than the file's of what runs.
static bool is_choice(const struct lab_type *type, const struct scene *file,
                      const struct scene_section *section, const struct scene_entry *entry)
{
    const struct param *param = param_of(type, section->name, entry->key);
    const char *before = scene_text(file, section->name, entry->key);
    return scene_section(file, section->name) && strcmp(section->name, "view") != 0 &&
           strcmp(section->name, "scene") != 0 && param &&
           (param->scale == PARAM_CHOICE || param->scale == PARAM_TEXT) &&
           !(before && strcmp(before, entry->value) == 0);
}

// Takes the file's keys out that have lost their effect; one may be what gave another its own.
static bool take_out(const struct lab_type *type, struct scene *scene, struct error *error)
{
    for (bool is_settled = false; !is_settled;) {
        is_settled = true;
        for (size_t s = 0; s < scene->count; s++) {
            const struct scene_section *section = &scene->section[s];
            for (size_t e = 0; type->applies && e < section->count;) {
                const struct scene_entry *entry = &section->entry[e];
                if (entry->line == 0 || type->applies(scene, section->name, entry->key, NULL)) {
                    e++;
                    continue;
                }
                if (!scene_put(scene, section->name, entry->key, NULL, error))
                    return false;
                is_settled = false;
            }
        }
    }
    return true;
}

// Everything that follows from the choices among what was set; `wanted` is the file's scene with
// all assignments in it, `scene` becomes that with what follows.
static bool follow_all(const struct lab_type *type, const struct scene *file,
                       const struct scene *wanted, struct scene *scene, struct error *error)
{
    struct lab *lab = lab_create(type, file, 0, NULL);
    struct scene base = {0};
    // Of a file that does not open by itself nothing follows: what is set may be what it lacks.
    if (!lab)
        return true;
    bool done = scene_copy(&base, file, error);
    for (size_t s = 0; done && s < wanted->count; s++)
        for (size_t e = 0; done && e < wanted->section[s].count; e++) {
            const struct scene_entry *entry = &wanted->section[s].entry[e];
            const struct lab_change change = {
                .section = wanted->section[s].name,
                .key = entry->key,
                .opened = file,
                .base = &base,
                .asked = wanted,
            };
            if (is_choice(type, file, &wanted->section[s], entry))
                done = type->follow(lab, scene, &change, error);
        }
    scene_clear(&base);
    lab_destroy(lab);
    return done;
}

static bool has_choice(const struct lab_type *type, const struct scene *file,
                       const struct scene *scene)
{
    for (size_t s = 0; s < scene->count; s++)
        for (size_t e = 0; e < scene->section[s].count; e++)
            if (is_choice(type, file, &scene->section[s], &scene->section[s].entry[e]))
                return true;
    return false;
}

// Takes the file's words out that tell of what it was.
static bool forget_words(struct scene *scene, const struct scene *file, const struct scene *wanted,
                         struct error *error)
{
    static const char *const keys[] = {"title", "caption", NULL};
    for (size_t i = 0; keys[i]; i++) {
        const char *now = scene_text(wanted, "scene", keys[i]);
        const char *told = scene_text(file, "scene", keys[i]);
        if (now && told && strcmp(now, told) == 0 &&
            !scene_put(scene, "scene", keys[i], NULL, error))
            return false;
    }
    return true;
}

bool assign_all(struct scene *scene, const char *const assignment[], size_t count,
                struct error *error)
{
    struct scene file = {0}, wanted = {0};
    if (count == 0)
        return true;
    const bool is_copied = scene_copy(&file, scene, error);
    bool done = is_copied && put_all(scene, assignment, count, error);
    // What is wrong already, or now, is for whoever checks the scene to say.
    const struct lab_type *type = done ? lab_for(&file, NULL) : NULL;
    done = done && (!type || check_new(type, &file, scene, error));
    if (done && type && scene_check(scene, type->sections, NULL) &&
        has_choice(type, &file, scene)) {
        done = scene_copy(&wanted, scene, error) && take_out(type, scene, error) &&
               (!type->follow || follow_all(type, &file, &wanted, scene, error)) &&
               put_all(scene, assignment, count, error) && take_out(type, scene, error);
        done = done && (lab_is_same_subject(type, scene, &file) ||
                        forget_words(scene, &file, &wanted, error));
    }
    scene_clear(&wanted);
    scene_clear(&file);
    return done;
}
