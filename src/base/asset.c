#include "base/asset.h"

#include "base/array.h"
#include "base/far.h"
#include "base/words.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

enum { LEVELS_UP = 4 };

static bool is_folder(const char *root, const char *name)
{
    char path[PATH_MAX];
    struct stat status;
    return snprintf(path, sizeof path, "%s/%s", root, name) < (int)sizeof path &&
           stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

// A root holds both folders: one of them alone is somebody else's.
static bool is_root(const char *root)
{
    return is_folder(root, "assets/scenes") && is_folder(root, "shaders");
}

// The folder of the running program, links resolved.
static bool program_folder(char folder[PATH_MAX])
{
#if defined(__APPLE__)
    char raw[PATH_MAX];
    uint32_t size = sizeof raw;
    if (_NSGetExecutablePath(raw, &size) != 0 || !realpath(raw, folder))
        return false;
#else
    const ssize_t length = readlink("/proc/self/exe", folder, PATH_MAX - 1);
    if (length <= 0)
        return false;
    folder[length] = '\0';
#endif
    char *slash = strrchr(folder, '/');
    if (!slash)
        return false;
    *slash = '\0';
    return true;
}

static bool find_root(char root[PATH_MAX], struct error *error)
{
    const char *told = getenv("RAVINE_ASSETS");
    if (told && *told) {
        if (strlen(told) < PATH_MAX && is_root(told)) {
            strcpy(root, told);
            return true;
        }
        return error_set(error, ERROR_FAILED,
                         "RAVINE_ASSETS is %s, which does not hold assets/ and shaders/", told);
    }
    char folder[PATH_MAX];
    if (program_folder(folder)) {
        if (snprintf(root, PATH_MAX, "%s/../share/ravine", folder) < PATH_MAX && is_root(root))
            return true;
        char *up = folder;
        for (int level = 0; level <= LEVELS_UP && *up; level++) {
            if (is_root(up)) {
                memmove(root, up, strlen(up) + 1);
                return true;
            }
            char *slash = strrchr(up, '/');
            if (!slash)
                break;
            *slash = '\0';
        }
    }
    if (is_root(RAVINE_INSTALLED_SHARE)) {
        strcpy(root, RAVINE_INSTALLED_SHARE);
        return true;
    }
    return error_set(error, ERROR_FAILED,
                     "Ravine's own files are missing: neither ../share/ravine beside the program, "
                     "nor a folder above it, nor %s holds assets/ and shaders/; set RAVINE_ASSETS",
                     RAVINE_INSTALLED_SHARE);
}

bool asset_path(const char *name, char *path, size_t size, struct error *error)
{
    char root[PATH_MAX];
    if (!find_root(root, error))
        return false;
    const char *folder = strncmp(name, "shaders/", 8) == 0 ? "" : "assets/";
    if (snprintf(path, size, "%s/%s%s", root, folder, name) >= (int)size)
        return error_set(error, ERROR_FAILED, "the path of %s is too long", name);
    return true;
}

bool asset_file(const char *name, char *path, size_t size, struct error *error)
{
    if (!asset_path(name, path, size, error) || !far_ask(path, error))
        return false;
    return access(path, R_OK) == 0 ||
           error_set(error, ERROR_FAILED, "%s, one of Ravine's own files, cannot be read: %s", path,
                     errno == ENOENT ? words("there is no such file") : strerror(errno));
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// Appends a copy of name[length]; the list stays NULL-terminated.
static bool append(char ***names, size_t *count, size_t *capacity, const char *name, size_t length,
                   struct error *error)
{
    if (!array_reserve(names, capacity, *count + 2, sizeof **names, error))
        return false;
    char *copy = malloc(length + 1);
    if (!copy)
        return error_memory(error);
    memcpy(copy, name, length);
    copy[length] = '\0';
    (*names)[(*count)++] = copy;
    (*names)[*count] = NULL;
    return true;
}

char **asset_list(const char *folder, const char *suffix, struct error *error)
{
    char path[PATH_MAX];
    if (!asset_path(folder, path, sizeof path, error))
        return NULL;
    DIR *directory = opendir(path);
    if (!directory) {
        error_set(error, ERROR_FAILED, "cannot read the folder %s: %s", path, strerror(errno));
        return NULL;
    }
    size_t count = 0, capacity = 8;
    char **names = array_create(capacity, sizeof *names, error);
    bool done = names != NULL;
    const struct dirent *entry;
    while (done && (entry = readdir(directory))) {
        const size_t length = strlen(entry->d_name), tail = strlen(suffix);
        if (length > tail && entry->d_name[0] != '.' &&
            strcmp(entry->d_name + length - tail, suffix) == 0)
            done = append(&names, &count, &capacity, entry->d_name, length - tail, error);
    }
    closedir(directory);
    if (!done) {
        asset_list_free(names);
        return NULL;
    }
    qsort(names, count, sizeof *names, compare);
    return names;
}

void asset_list_free(char **names)
{
    for (size_t i = 0; names && names[i]; i++)
        free(names[i]);
    free(names);
}
