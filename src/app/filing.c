#include "app/filing.h"

#include "base/asset.h"
#include "base/home.h"
#include "base/payload.h"
#include "base/text.h"
#include "data/dataset.h"
#include "labs/starter.h"
#include "scene/keep.h"
#include "scene/shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const size_t scene_limit = (size_t)1 << 20;

static bool ends_in(const char *word, const char *ending)
{
    const size_t length = strlen(word), tail = strlen(ending);
    return length > tail && strcmp(word + length - tail, ending) == 0;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

// The folder of a path, which need not be there; "." where it names none.
static void folder_of(const char *path, char folder[FILE_PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        snprintf(folder, FILE_PATH_MAX, ".");
    else
        snprintf(folder, FILE_PATH_MAX, "%.*s", slash > path ? (int)(slash - path) : 1, path);
}

// ---- where it is --------------------------------------------------------------------------------

bool filing_is_shipped(const char *path)
{
    char assets[FILE_PATH_MAX], own[FILE_PATH_MAX], folder[FILE_PATH_MAX], real[FILE_PATH_MAX];
    folder_of(path, folder);
    if (!asset_path("", assets, sizeof assets, NULL) || !file_real_path(assets, own) ||
        !file_real_path(folder, real))
        return false;
    const size_t length = strlen(own);
    return strncmp(real, own, length) == 0 && (!real[length] || real[length] == '/');
}

bool filing_own(const struct document *document, char path[FILE_PATH_MAX])
{
    const char *source = document->now.scene.source;
    return source && ends_in(source, ".ini") && access(source, F_OK) == 0 &&
           !filing_is_shipped(source) &&
           snprintf(path, FILE_PATH_MAX, "%s", source) < FILE_PATH_MAX;
}

bool filing_is_stale(const struct document *document)
{
    char path[FILE_PATH_MAX];
    struct scene file;
    if (!filing_own(document, path) || !scene_read(&file, path, NULL))
        return false; // a file that has gone, or broken, is no work of anybody's
    const bool is_stale = scene_differs(&file, &document->opened, "view");
    scene_clear(&file);
    return is_stale;
}

void filing_folder(const struct document *document, const char *last, char folder[FILE_PATH_MAX])
{
    const char *source = document->now.scene.source;
    char wished[FILE_PATH_MAX];
    if (source && strchr(source, '.') && !filing_is_shipped(source)) {
        folder_of(source, wished);
        if (file_real_path(wished, folder))
            return;
    }
    if (last && is_folder(last) && file_real_path(last, folder))
        return;
    home_here(folder, FILE_PATH_MAX);
}

void filing_name(const struct document *document, char name[256])
{
    const char *of = document->now.scene.name;
    text_print(name, 256, "%.240s.ini", of && *of ? of : "scene");
}

// ---- where it goes ------------------------------------------------------------------------------

static bool is_other_kind(const char *name)
{
    static const char *const endings[] = {".png", ".gz", ".pdf", ".svg"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_in(name, endings[i]))
            return true;
    return starter_is_table(name);
}

bool filing_join(const char *folder, const char *typed, char path[FILE_PATH_MAX])
{
    const char *home = getenv("HOME");
    size_t length = strlen(typed);
    while (length > 0 && typed[length - 1] == ' ')
        length--;
    while (length > 0 && *typed == ' ') {
        typed++;
        length--;
    }
    const bool of_home = home && typed[0] == '~' && typed[1] == '/';
    const char *front = of_home ? home : *typed == '/' ? "" : folder;
    const char *slash = of_home || *typed == '/' ? "" : "/";
    return snprintf(path, FILE_PATH_MAX, "%s%s%.*s", front, slash, (int)(length - of_home),
                    typed + of_home) < FILE_PATH_MAX;
}

bool filing_target(const char *folder, const char *typed, char path[FILE_PATH_MAX],
                   struct error *error)
{
    char above[FILE_PATH_MAX];
    if (strspn(typed, " ") == strlen(typed))
        return error_set(error, ERROR_INPUT, "a file needs a name");
    if (!filing_join(folder, typed, path) || strlen(path) + sizeof ".ini" > FILE_PATH_MAX)
        return error_set(error, ERROR_INPUT, "this path is too long");
    if (is_folder(path))
        return error_set(error, ERROR_INPUT, "%s is a folder; add a name", path);
    const char *name = strrchr(path, '/') + 1;
    if (!*name)
        return error_set(error, ERROR_INPUT, "there is no folder %s", path);
    if (is_other_kind(name))
        return error_set(error, ERROR_INPUT, "%s: scenes are saved as .ini", name);
    if (!ends_in(name, ".ini"))
        strcat(path, ".ini");
    if (strlen(name) > 240)
        return error_set(error, ERROR_INPUT, "this name is too long");
    folder_of(path, above);
    if (!is_folder(above))
        return error_set(error, ERROR_INPUT, "there is no folder %s", above);
    if (is_folder(path))
        return error_set(error, ERROR_INPUT, "%s is a folder; choose another name", path);
    if (filing_is_shipped(path))
        return error_set(error, ERROR_INPUT,
                         "%s holds the program's own files; choose another folder", above);
    return true;
}

bool filing_replaces(const struct document *document, const char *path)
{
    char own[FILE_PATH_MAX], real[FILE_PATH_MAX], target[FILE_PATH_MAX];
    if (access(path, F_OK) != 0)
        return false;
    return !(filing_own(document, own) && file_real_path(own, real) &&
             file_real_path(path, target) && strcmp(real, target) == 0);
}

// ---- names of tables ----------------------------------------------------------------------------

// As file_real_path, also of a table that a figure carries.
static bool real_table(const char *path, char real[FILE_PATH_MAX])
{
    char figure[FILE_PATH_MAX], whole[FILE_PATH_MAX];
    const char *name;
    if (!payload_split(path, figure, &name))
        return file_real_path(path, real);
    return file_real_path(figure, whole) &&
           snprintf(real, FILE_PATH_MAX, "%s/%s", whole, name) < FILE_PATH_MAX;
}

// A table beside `old` as it is named in a scene in another folder: absolute, or below that folder.
// False where the name stays: a set that ships, an absolute path, a file that is not there.
static bool rename_table(const char *word, const char *old, const char *folder,
                         char name[FILE_PATH_MAX])
{
    char path[FILE_PATH_MAX], real[FILE_PATH_MAX], base[FILE_PATH_MAX];
    if (!*word || *word == '/' || dataset_find(word) ||
        !dataset_path(word, old, path, sizeof path, NULL) || !real_table(path, real) ||
        !file_real_path(folder, base))
        return false;
    const size_t length = strlen(base);
    const bool is_below = strncmp(real, base, length) == 0 && real[length] == '/';
    snprintf(name, FILE_PATH_MAX, "%s", is_below ? real + length + 1 : real);
    return true;
}

static bool replace(char **text, const char *by, struct error *error)
{
    char *copy = strdup(by);
    if (!copy)
        return error_memory(error);
    free(*text);
    *text = copy;
    return true;
}

// Every key that names a table is called `data`.
static bool move_entry(struct scene_entry *entry, const char *old, const char *folder,
                       struct error *error)
{
    char name[FILE_PATH_MAX];
    return strcmp(entry->key, "data") != 0 || !rename_table(entry->value, old, folder, name) ||
           replace(&entry->value, name, error);
}

// The scene as one of that file; nothing else about it changes.
static bool move_scene(struct scene *scene, const char *path, struct error *error)
{
    char folder[FILE_PATH_MAX], name[256];
    const char *slash = strrchr(path, '/');
    folder_of(path, folder);
    for (size_t s = 0; s < scene->count; s++)
        for (size_t e = 0; e < scene->section[s].count; e++)
            if (!move_entry(&scene->section[s].entry[e], scene->source, folder, error))
                return false;
    shelf_scene_name(slash ? slash + 1 : path, name, sizeof name);
    return replace(&scene->name, name, error) && replace(&scene->source, path, error);
}

static bool move_moment(struct moment *moment, const char *path, struct error *error)
{
    char folder[FILE_PATH_MAX];
    folder_of(path, folder);
    for (size_t i = 0; i < moment->drawer.count; i++)
        if (!move_entry(&moment->drawer.entry[i].entry, moment->scene.source, folder, error))
            return false;
    return move_scene(&moment->scene, path, error);
}

// ---- saving -------------------------------------------------------------------------------------

// The text for the path: what the document's own .ini says beside its keys is kept.
static char *text_of(const struct document *document, const struct scene *scene,
                     struct error *error)
{
    const char *source = document->now.scene.source;
    char *old = NULL;
    size_t length;
    if (!source || !ends_in(source, ".ini") || !file_read(source, scene_limit, &old, &length, NULL))
        return scene_format(scene, error);
    char *text = scene_format_over(scene, old, length, error);
    free(old);
    return text;
}

// Looks that were chosen for runners belong to the scene once they are in its file.
static bool take_looks(struct scene *scene, const struct scene *saved, struct error *error)
{
    for (size_t s = 0; s < saved->count; s++) {
        const struct scene_section *section = &saved->section[s];
        for (size_t e = 0; strcmp(section->name, "view") != 0 && e < section->count; e++) {
            const struct scene_entry *entry = &section->entry[e];
            if (!scene_text(scene, section->name, entry->key) &&
                !scene_put(scene, section->name, entry->key, entry->value, error))
                return false;
        }
    }
    return true;
}

// What was written is what the document was opened as.
static bool settle(struct document *document, const struct scene *saved, const char *path,
                   struct error *error)
{
    struct history *history = &document->history;
    struct scene opened;
    for (size_t i = 0; i < history->count; i++)
        if (!move_moment(&history->moment[i], path, error))
            return false;
    if (!move_moment(&document->now, path, error) ||
        !take_looks(&document->now.scene, saved, error) ||
        !scene_copy(&opened, &document->now.scene, error))
        return false;
    scene_clear(&document->opened);
    document->opened = opened;
    document->changes++; // of what is not saved there is less
    return true;
}

bool filing_save(struct document *document, const char *path, const char *theme,
                 struct error *error)
{
    char target[FILE_PATH_MAX];
    struct scene scene;
    // Through links, so that they stay links.
    if (!file_real_path(path, target))
        snprintf(target, sizeof target, "%s", path);
    if (!document_snapshot(document, theme, &scene, error))
        return false;
    char *text = move_scene(&scene, target, error) ? text_of(document, &scene, error) : NULL;
    const bool done =
        text && file_write(target, text, error) && settle(document, &scene, path, error);
    free(text);
    scene_clear(&scene);
    return done;
}
