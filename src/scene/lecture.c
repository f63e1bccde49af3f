#include "scene/lecture.h"

#include "base/array.h"
#include "base/asset.h"
#include "base/file.h"
#include "scene/scene.h"
#include "scene/shelf.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

// The folder of a word: itself where it is one, else that of a shipped lecture.
static bool find_folder(const char *word, char *path, size_t size, struct error *error)
{
    char asset[300];
    if (is_folder(word)) {
        size_t length = strlen(word);
        while (length > 1 && word[length - 1] == '/')
            length--;
        if (length < size) {
            memcpy(path, word, length);
            path[length] = '\0';
            return true;
        }
        return error_set(error, ERROR_INPUT, "the path %.60s… is too long", word);
    }
    if (strlen(word) < 200 && !strchr(word, '/')) {
        snprintf(asset, sizeof asset, "lectures/%s", word);
        if (!asset_path(asset, path, size, error))
            return false;
        if (is_folder(path))
            return true;
    }
    return error_set(error, ERROR_INPUT, "no folder and no lecture '%.60s'", word);
}

bool lecture_exists(const char *word)
{
    char path[4096];
    return find_folder(word, path, sizeof path, NULL);
}

bool lecture_is_meant(const char *word)
{
    char path[4096];
    return *word && !shelf_find(word, path, sizeof path, NULL) && lecture_exists(word);
}

// ---- reading ------------------------------------------------------------------------------------

static int compare(const void *a, const void *b)
{
    const struct lecture_entry *x = a, *y = b;
    return shelf_compare(strrchr(x->path, '/'), strrchr(y->path, '/'));
}

static bool is_scene_file(const char *name)
{
    const size_t length = strlen(name);
    return length > 4 && name[0] != '.' && strcmp(name + length - 4, ".ini") == 0;
}

static bool list_files(struct lecture *lecture, struct error *error)
{
    DIR *directory = opendir(lecture->folder);
    if (!directory)
        return error_set(error, ERROR_INPUT, "cannot read the folder %s: %s", lecture->folder,
                         strerror(errno));
    size_t capacity = 0;
    bool done = true;
    const struct dirent *file;
    while (done && (file = readdir(directory))) {
        if (!is_scene_file(file->d_name))
            continue;
        char path[4400], name[256];
        snprintf(path, sizeof path, "%s/%s", lecture->folder, file->d_name);
        shelf_scene_name(file->d_name, name, sizeof name);
        done = array_reserve(&lecture->entry, &capacity, lecture->count + 1, sizeof *lecture->entry,
                             error);
        if (!done)
            break;
        struct lecture_entry *entry = &lecture->entry[lecture->count++];
        *entry = (struct lecture_entry){.name = strdup(name), .path = strdup(path)};
        done = (entry->name && entry->path) || error_memory(error);
    }
    closedir(directory);
    return done;
}

// Its title, or what is wrong with it. False when memory is out.
static bool read_entry(struct lecture_entry *entry, struct error *error)
{
    struct scene scene = {0};
    struct error why = {0};
    if (scene_read(&scene, entry->path, &why)) {
        const char *title = scene_text(&scene, "scene", "title");
        entry->title = strdup(title ? title : entry->name);
        scene_clear(&scene);
        return entry->title || error_memory(error);
    }
    if (error_is_memory(&why))
        return error_pass(error, &why);
    entry->why = strdup(why.text);
    return entry->why || error_memory(error);
}

static bool read_all(struct lecture *lecture, struct error *error)
{
    if (!list_files(lecture, error))
        return false;
    if (lecture->count == 0)
        return error_set(error, ERROR_INPUT,
                         "%s holds no scene; a lecture is a folder of .ini files in the order of "
                         "their names",
                         lecture->folder);
    qsort(lecture->entry, lecture->count, sizeof *lecture->entry, compare);
    size_t readable = 0;
    for (size_t i = 0; i < lecture->count; i++) {
        if (!read_entry(&lecture->entry[i], error))
            return false;
        readable += lecture->entry[i].title != NULL;
    }
    return readable > 0 || error_set(error, ERROR_INPUT, "%s", lecture->entry[0].why);
}

bool lecture_read(struct lecture *lecture, const char *word, struct error *error)
{
    char folder[4096];
    char **shipped = NULL;
    memset(lecture, 0, sizeof *lecture);
    if (!word) {
        shipped = shelf_lectures(error);
        if (!shipped)
            return false;
        if (!shipped[0]) {
            asset_list_free(shipped);
            return error_set(error, ERROR_FAILED, "no lecture ships with this installation");
        }
    }
    bool done = find_folder(word ? word : shipped[0], folder, sizeof folder, error);
    asset_list_free(shipped);
    if (!done)
        return false;
    // "." and "x/.." are names of no folder.
    char real[FILE_PATH_MAX];
    const char *named = file_real_path(folder, real) ? real : folder;
    const char *slash = strrchr(named, '/');
    lecture->folder = strdup(folder);
    lecture->name = strdup(slash && slash[1] ? slash + 1 : named);
    done = ((lecture->folder && lecture->name) || error_memory(error)) && read_all(lecture, error);
    if (!done)
        lecture_clear(lecture);
    return done;
}

void lecture_clear(struct lecture *lecture)
{
    for (size_t i = 0; i < lecture->count; i++) {
        free(lecture->entry[i].name);
        free(lecture->entry[i].path);
        free(lecture->entry[i].title);
        free(lecture->entry[i].why);
    }
    free(lecture->entry);
    free(lecture->name);
    free(lecture->folder);
    memset(lecture, 0, sizeof *lecture);
}

long lecture_find(const struct lecture *lecture, const char *path)
{
    for (size_t i = 0; path && i < lecture->count; i++)
        if (strcmp(lecture->entry[i].path, path) == 0)
            return (long)i;
    return -1;
}
