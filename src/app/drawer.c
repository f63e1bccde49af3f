#include "app/drawer.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

static void free_entry(struct drawer_entry *entry)
{
    free(entry->section);
    free(entry->entry.key);
    free(entry->entry.value);
}

static void forget(struct drawer *drawer, size_t index)
{
    free_entry(&drawer->entry[index]);
    drawer->count--;
    memmove(&drawer->entry[index], &drawer->entry[index + 1],
            (drawer->count - index) * sizeof *drawer->entry);
}

static bool add(struct drawer *drawer, const char *section, const struct scene_entry *entry,
                size_t at, struct error *error)
{
    if (!array_reserve(&drawer->entry, &drawer->capacity, drawer->count + 1, sizeof *drawer->entry,
                       error))
        return false;
    struct drawer_entry kept = {
        .section = strdup(section),
        .entry = {.key = strdup(entry->key), .value = strdup(entry->value), .line = entry->line},
        .at = at,
    };
    if (!kept.section || !kept.entry.key || !kept.entry.value) {
        free_entry(&kept);
        return error_memory(error);
    }
    drawer->entry[drawer->count++] = kept;
    return true;
}

// What a drawer is settled for.
struct settling {
    const struct lab_type *type;
    struct scene *scene;
    const struct scene *opened;
};

// Title, caption and what to try that the scene came with tell of what it came with; those written
// since are kept.
static bool is_told_of_another(const struct settling *now, const char *section, const char *key,
                               const char *value)
{
    static const char *const told[] = {"title", "caption", "try", NULL};
    size_t i = 0;
    while (told[i] && strcmp(key, told[i]) != 0)
        i++;
    if (strcmp(section, "scene") != 0 || !told[i])
        return false;
    const char *opened = scene_text(now->opened, section, key);
    return opened && strcmp(opened, value) == 0 &&
           !lab_is_same_subject(now->type, now->scene, now->opened);
}

static bool applies(const struct settling *now, const char *section,
                    const struct scene_entry *entry)
{
    const struct lab_type *type = now->type;
    return !is_told_of_another(now, section, entry->key, entry->value) &&
           (!type->applies || type->applies(now->scene, section, entry->key, NULL));
}

// One key without effect may be what gave another its effect: until none is left.
static bool take_out(struct drawer *drawer, const struct settling *now, struct error *error)
{
    struct scene *scene = now->scene;
    for (bool is_settled = false; !is_settled;) {
        is_settled = true;
        for (size_t s = 0; s < scene->count; s++) {
            const struct scene_section *section = &scene->section[s];
            for (size_t e = 0; e < section->count;) {
                const struct scene_entry *entry = &section->entry[e];
                if (applies(now, section->name, entry)) {
                    e++;
                    continue;
                }
                if (!add(drawer, section->name, entry, e, error) ||
                    !scene_put(scene, section->name, entry->key, NULL, error))
                    return false;
                is_settled = false;
            }
        }
    }
    return true;
}

// Moves the section's last entry to its old place.
static void put_in_place(const struct scene *scene, const struct drawer_entry *kept)
{
    const struct scene_section *section = scene_section(scene, kept->section);
    const size_t last = section->count - 1;
    struct scene_entry entry = section->entry[last];
    entry.line = kept->entry.line;
    const size_t at = kept->at < last ? kept->at : last;
    memmove(&section->entry[at + 1], &section->entry[at], (last - at) * sizeof entry);
    section->entry[at] = entry;
}

static bool bring_back(struct drawer *drawer, const struct settling *now, struct error *error)
{
    struct scene *scene = now->scene;
    for (bool is_settled = false; !is_settled;) {
        is_settled = true;
        for (size_t i = drawer->count; i-- > 0;) {
            const struct drawer_entry *kept = &drawer->entry[i];
            if (!scene_section(scene, kept->section) || !applies(now, kept->section, &kept->entry))
                continue;
            if (!scene_put(scene, kept->section, kept->entry.key, kept->entry.value, error))
                return false;
            put_in_place(scene, kept);
            forget(drawer, i);
            is_settled = false;
        }
    }
    return true;
}

bool drawer_settle(struct drawer *drawer, const struct lab_type *type, struct scene *scene,
                   const struct scene *opened, struct error *error)
{
    const struct settling now = {type, scene, opened};
    for (size_t i = drawer->count; i-- > 0;)
        if (scene_text(scene, drawer->entry[i].section, drawer->entry[i].entry.key))
            forget(drawer, i);
    // What comes back may take the effect of what was there; then that goes and nothing follows.
    return take_out(drawer, &now, error) && bring_back(drawer, &now, error) &&
           take_out(drawer, &now, error);
}

void drawer_forget(struct drawer *drawer, const char *section)
{
    for (size_t i = drawer->count; i-- > 0;)
        if (strcmp(drawer->entry[i].section, section) == 0)
            forget(drawer, i);
}

bool drawer_copy(struct drawer *to, const struct drawer *from, struct error *error)
{
    struct drawer copy = {0};
    for (size_t i = 0; i < from->count; i++) {
        const struct drawer_entry *entry = &from->entry[i];
        if (!add(&copy, entry->section, &entry->entry, entry->at, error)) {
            drawer_clear(&copy);
            return false;
        }
    }
    *to = copy;
    return true;
}

void drawer_clear(struct drawer *drawer)
{
    for (size_t i = 0; i < drawer->count; i++)
        free_entry(&drawer->entry[i]);
    free(drawer->entry);
    memset(drawer, 0, sizeof *drawer);
}
