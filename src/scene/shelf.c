#include "scene/shelf.h"

#include "base/array.h"
#include "base/asset.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- names --------------------------------------------------------------------------------------

void shelf_scene_name(const char *file, char *text, size_t size)
{
    const char *dot = strrchr(file, '.'), *from = file;
    const char *end = dot && dot > file ? dot : file + strlen(file);
    while (isdigit((unsigned char)*from))
        from++;
    if (from > file && from + 1 < end && strchr("-_. ", *from))
        from++;
    else
        from = file; // the number is part of the name
    snprintf(text, size, "%.*s", (int)(end - from), from);
}

int shelf_compare(const char *a, const char *b)
{
    while (*a && *b) {
        if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
            char *a_end, *b_end;
            const unsigned long long x = strtoull(a, &a_end, 10), y = strtoull(b, &b_end, 10);
            if (x != y)
                return x < y ? -1 : 1;
            a = a_end;
            b = b_end;
            continue;
        }
        if (*a != *b)
            break;
        a++;
        b++;
    }
    return (int)(unsigned char)*a - (int)(unsigned char)*b;
}

static int compare(const void *a, const void *b)
{
    return shelf_compare(*(char *const *)a, *(char *const *)b);
}

// ---- the shelf ----------------------------------------------------------------------------------

struct names {
    char **name; // NULL-terminated
    size_t count, capacity;
};

static bool add(struct names *names, const char *name, struct error *error)
{
    if (!array_reserve(&names->name, &names->capacity, names->count + 2, sizeof *names->name,
                       error))
        return false;
    names->name[names->count] = strdup(name);
    if (!names->name[names->count])
        return error_memory(error);
    names->name[++names->count] = NULL;
    return true;
}

// The files of a folder of assets, in the order of a lecture; calls take(user, file) for each until
// that returns false.
static bool walk(const char *folder, bool (*take)(void *user, const char *folder, const char *file),
                 void *user, struct error *error)
{
    char **files = asset_list(folder, ".ini", error);
    if (!files)
        return false;
    size_t count = 0;
    while (files[count])
        count++;
    qsort(files, count, sizeof *files, compare);
    bool goes_on = true;
    for (size_t i = 0; i < count && goes_on; i++)
        goes_on = take(user, folder, files[i]);
    asset_list_free(files);
    return goes_on;
}

// All shipped scenes, the lectures' first.
static bool walk_all(bool (*take)(void *user, const char *folder, const char *file), void *user,
                     struct error *error)
{
    char **lectures = shelf_lectures(error);
    bool goes_on = lectures != NULL;
    for (size_t i = 0; goes_on && lectures[i]; i++) {
        char folder[300];
        snprintf(folder, sizeof folder, "lectures/%.255s", lectures[i]);
        goes_on = walk(folder, take, user, error);
    }
    asset_list_free(lectures);
    return goes_on && walk("scenes", take, user, error);
}

char **shelf_lectures(struct error *error)
{
    return asset_list("lectures", "", error);
}

struct collecting {
    struct names names;
    struct error *error;
};

static bool collect(void *user, const char *folder, const char *file)
{
    struct collecting *collecting = user;
    char name[256];
    (void)folder;
    shelf_scene_name(file, name, sizeof name);
    return add(&collecting->names, name, collecting->error);
}

char **shelf_names(struct error *error)
{
    struct collecting collecting = {.error = error};
    if (walk_all(collect, &collecting, error) && collecting.names.count > 0)
        return collecting.names.name;
    asset_list_free(collecting.names.name);
    return NULL;
}

struct finding {
    const char *name;
    char *path;
    size_t size;
    bool found;
    struct error *error;
};

static bool match(void *user, const char *folder, const char *file)
{
    struct finding *finding = user;
    char name[256], asset[600];
    shelf_scene_name(file, name, sizeof name);
    if (strcmp(name, finding->name) != 0)
        return true;
    snprintf(asset, sizeof asset, "%s/%.255s.ini", folder, file);
    finding->found = asset_path(asset, finding->path, finding->size, finding->error);
    return false;
}

bool shelf_find(const char *name, char *path, size_t size, struct error *error)
{
    struct error why = {0};
    struct finding finding = {name, path, size, false, &why};
    walk_all(match, &finding, &why);
    if (error)
        *error = why;
    return finding.found;
}
