#include "export/share.h"

#include "base/array.h"
#include "base/far.h"
#include "base/file.h"
#include "base/text.h"
#include "base/words.h"
#include "data/dataset.h"
#include "export/carry.h"
#include "labs/hide.h"
#include "scene/link.h"
#include "scene/shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usual_page[] = "http://localhost:8000/";

// The scene that ships under the name of this one, if this one is it, changed or not.
static bool read_shipped(const struct scene *scene, struct scene *shipped)
{
    char path[FILE_PATH_MAX];
    memset(shipped, 0, sizeof *shipped);
    return scene->name && scene->source && shelf_find(scene->name, path, sizeof path, NULL) &&
           file_is_same(path, scene->source) && scene_read(shipped, path, NULL);
}

// A table that the scene names, that does not ship and that not everybody can fetch; NULL where
// there is none.
static const char *find_table(const struct scene *scene)
{
    for (size_t s = 0; s < scene->count; s++) {
        const char *value = scene_text(scene, scene->section[s].name, "data");
        if (value && !dataset_find(value) && !far_is_address(value))
            return value;
    }
    return NULL;
}

static size_t sum_tables(const struct payload *payload)
{
    size_t sum = 0;
    for (size_t i = 0; i < payload->count; i++)
        sum += payload->file[i].length;
    return sum;
}

// Fills the payload: the scene's text, its tables where they are wanted and have room.
static bool pack(struct link *link, const struct scene *scene, enum share_tables tables, char *note,
                 struct error *error)
{
    char carried[FILE_PATH_MAX];
    const char *table = find_table(scene);
    if (table && tables != SHARE_NAMED) {
        if (!carry_pack(&link->payload, scene, carried, sizeof carried, error))
            return false;
        const size_t sum = sum_tables(&link->payload);
        const bool has_room = !*carried && sum <= LINK_TABLES_MAX;
        if (sum > 0 && has_room)
            return true;
        if (tables == SHARE_INSIDE && *carried)
            return error_set(error, ERROR_INPUT, "a link holds tables of %d kB at most",
                             LINK_TABLES_MAX >> 10);
        if (tables == SHARE_INSIDE && sum > 0)
            return true; // writing it says how large they are
        payload_clear(&link->payload);
    }
    if (table && tables == SHARE_INSIDE)
        return error_set(error, ERROR_INPUT, "%.200s cannot be read, so it cannot be in the link",
                         table);
    if (table)
        text_print(note, SHARE_NOTE_MAX, words("%s is only named in the link, not in it"), table);
    link->payload.scene = scene_format(scene, error);
    return link->payload.scene;
}

static bool fill(struct link *link, struct scene *scene, enum share_tables tables, char *note,
                 struct error *error)
{
    struct scene shipped;
    const char *hide = scene_text(scene, "view", HIDE_KEY);
    const bool ships = read_shipped(scene, &shipped);
    const char *name = scene->name;
    char **to = ships ? &link->scene : &link->name;
    bool done = true;
    if (hide && *hide) {
        link->hide = strdup(hide);
        done = link->hide ? scene_put(scene, "view", HIDE_KEY, NULL, error) : error_memory(error);
    }
    if (done && name) {
        *to = strdup(name);
        done = *to || error_memory(error);
    }
    if (done && (!ships || scene_differs(scene, &shipped, NULL)))
        done = pack(link, scene, tables, note, error);
    scene_clear(&shipped);
    return done;
}

char *share_fragment(const struct scene *scene, enum share_tables tables, char *note,
                     struct error *error)
{
    struct scene copy;
    struct link link = {0};
    note[0] = '\0';
    if (!scene_copy(&copy, scene, error))
        return NULL;
    char *fragment = fill(&link, &copy, tables, note, error) ? link_format(&link, error) : NULL;
    link_clear(&link);
    scene_clear(&copy);
    return fragment;
}

char *share_address(const char *page, const char *fragment, struct error *error)
{
    const char *told = getenv("RAVINE_PAGE");
    if (!page)
        page = told && *told ? told : usual_page;
    const size_t length = strcspn(page, "#"), size = length + strlen(fragment) + 2;
    char *address = array_create(size, 1, error);
    if (address)
        snprintf(address, size, "%.*s#%s", (int)length, page, fragment);
    return address;
}
