#include "scene/spelling.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

// In this order: the first makes room for the second.
static const struct {
    const char *key, *becomes;
    bool is_text; // where what it says is no number
} spellings[] = {{"alpha", "alpha_t", true}, {"alpha0", "alpha", false}};

static struct scene_entry *find(const struct scene_section *section, const char *key)
{
    for (size_t i = 0; i < section->count; i++)
        if (strcmp(section->entry[i].key, key) == 0)
            return &section->entry[i];
    return NULL;
}

static bool respell(const struct scene_section *section, struct error *error)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        struct scene_entry *entry = find(section, spellings[i].key);
        double number;
        if (!entry || find(section, spellings[i].becomes) ||
            (spellings[i].is_text && text_number(entry->value, &number)))
            continue;
        char *key = strdup(spellings[i].becomes);
        if (!key)
            return error_memory(error);
        free(entry->key);
        entry->key = key;
    }
    return true;
}

bool scene_respell(struct scene *scene, struct error *error)
{
    for (size_t i = 0; i < scene->count; i++) {
        const struct scene_section *section = &scene->section[i];
        const struct scene_entry *schedule = find(section, "schedule");
        if (strncmp(section->name, "runner.", 7) == 0 && schedule &&
            strcmp(schedule->value, "formula") == 0 && !respell(section, error))
            return false;
    }
    return true;
}
