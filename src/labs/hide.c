#include "labs/hide.h"

#include "base/text.h"

#include <string.h>

enum { NAME_MAX = 128 };

bool hide_any(const struct scene *scene)
{
    return scene_text(scene, "view", HIDE_KEY) != NULL;
}

bool hide_each(const struct scene *scene, bool (*take)(void *user, const char *name), void *user)
{
    const char *at = scene_text(scene, "view", HIDE_KEY);
    while (at && *at) {
        char name[NAME_MAX];
        const size_t length = strcspn(at, ", \t");
        text_print(name, sizeof name, "%.*s", (int)length, at);
        if (length > 0 && !take(user, name))
            return false;
        at += length + strspn(at + length, ", \t");
    }
    return true;
}

// A slider that is looked for, or the panel.
struct wanted {
    const char *section, *key;
    bool is_choice; // that is hidden by its own name alone
    bool is_found;
};

static bool match(void *user, const char *name)
{
    struct wanted *wanted = user;
    const size_t section = wanted->section ? strlen(wanted->section) : 0;
    const bool is_own = section > 0 && strncmp(name, wanted->section, section) == 0 &&
                        name[section] == '.' && strcmp(name + section + 1, wanted->key) == 0;
    wanted->is_found = is_own || strcmp(name, wanted->key) == 0 ||
                       (!wanted->is_choice && strcmp(name, HIDE_SLIDERS) == 0);
    return !wanted->is_found;
}

// Whether a key is about how something looks and has no slider: those are not meant.
static bool is_aside(const char *section, const char *key)
{
    static const char *const sections[] = {"view", "scene", "figure", "claim", "predict", NULL};
    static const char *const looks[] = {"name", "color", "hidden", NULL}; // of a member
    for (size_t i = 0; sections[i]; i++)
        if (strcmp(section, sections[i]) == 0)
            return true;
    for (size_t i = 0; strchr(section, '.') && looks[i]; i++)
        if (strcmp(key, looks[i]) == 0)
            return true;
    return false;
}

static bool hides(const struct scene *scene, struct wanted wanted)
{
    if (!hide_any(scene) || (wanted.section && is_aside(wanted.section, wanted.key)))
        return false;
    hide_each(scene, match, &wanted);
    return wanted.is_found;
}

bool hide_slider(const struct scene *scene, const char *section, const char *key)
{
    return hides(scene, (struct wanted){.section = section, .key = key});
}

bool hide_choice(const struct scene *scene, const char *section, const char *key)
{
    return hides(scene, (struct wanted){.section = section, .key = key, .is_choice = true});
}

static bool match_panel(void *user, const char *name)
{
    (void)user;
    return strcmp(name, HIDE_PANEL) != 0;
}

bool hide_panel(const struct scene *scene)
{
    return !hide_each(scene, match_panel, NULL);
}

static bool is_plain(void *user, const char *name)
{
    (void)user;
    return !strchr(name, '.');
}

bool hide_has_sections(const struct scene *scene)
{
    return !hide_each(scene, is_plain, NULL);
}

static bool differs(const struct scene *hiding, const struct scene *a, const struct scene *b)
{
    for (size_t s = 0; s < a->count; s++) {
        const struct scene_section *section = &a->section[s];
        if (!scene_section(b, section->name))
            continue; // a member that has come or gone
        for (size_t e = 0; e < section->count; e++) {
            const char *key = section->entry[e].key;
            const char *other = scene_text(b, section->name, key);
            if ((!other || strcmp(other, section->entry[e].value) != 0) &&
                hide_slider(hiding, section->name, key))
                return true;
        }
    }
    return false;
}

bool hide_differs(const struct scene *scene, const struct scene *other)
{
    return hide_any(scene) && (differs(scene, scene, other) || differs(scene, other, scene));
}
