#include "app/browse.h"

#include "app/chooser.h"
#include "app/filing.h"
#include "base/array.h"
#include "base/file.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/starter.h"
#include "scene/link.h"
#include "scene/shelf.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct entry {
    char *path;
    bool is_folder;
};

// What the rows of the list stand for.
struct browsing {
    struct entry *entry; // entry[count]
    size_t count, capacity;
    browse_take *take;
    char folder[FILE_PATH_MAX];
};

bool browse_shows(const char *name)
{
    static const char *const endings[] = {".ini", ".png", ".svg", ".pdf"};
    const size_t length = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const size_t tail = strlen(endings[i]);
        if (length > tail && strcmp(name + length - tail, endings[i]) == 0)
            return true;
    }
    return starter_is_table(name);
}

static void free_browsing(void *user)
{
    struct browsing *browsing = user;
    for (size_t i = 0; i < browsing->count; i++)
        free(browsing->entry[i].path);
    free(browsing->entry);
    free(browsing);
}

static bool add_entry(struct browsing *browsing, const char *path, bool is_folder,
                      struct error *error)
{
    if (!array_reserve(&browsing->entry, &browsing->capacity, browsing->count + 1,
                       sizeof *browsing->entry, error))
        return false;
    char *copy = strdup(path);
    if (!copy)
        return error_memory(error);
    browsing->entry[browsing->count++] = (struct entry){copy, is_folder};
    return true;
}

// ---- reading ------------------------------------------------------------------------------------

static int compare(const void *a, const void *b)
{
    const struct entry *one = a, *other = b;
    if (one->is_folder != other->is_folder)
        return one->is_folder ? -1 : 1;
    return shelf_compare(one->path, other->path);
}

static bool add_files(struct browsing *browsing, const char *folder, struct error *error)
{
    DIR *directory = opendir(folder);
    if (!directory)
        return error_set(error, ERROR_INPUT, "cannot read the folder %s: %s", folder,
                         strerror(errno));
    const size_t first = browsing->count;
    const char *slash = folder[strlen(folder) - 1] == '/' ? "" : "/";
    const struct dirent *found;
    bool done = true;
    while (done && (found = readdir(directory))) {
        char path[FILE_PATH_MAX];
        struct stat status;
        if (found->d_name[0] == '.' ||
            snprintf(path, sizeof path, "%s%s%s", folder, slash, found->d_name) >=
                (int)sizeof path ||
            stat(path, &status) != 0)
            continue;
        const bool is_folder = S_ISDIR(status.st_mode);
        if (is_folder || (S_ISREG(status.st_mode) && browse_shows(found->d_name)))
            done = add_entry(browsing, path, is_folder, error);
    }
    closedir(directory);
    if (done)
        qsort(browsing->entry + first, browsing->count - first, sizeof *browsing->entry, compare);
    return done;
}

// "/home" of "/home/ada", "/" of "/home"; false for "/".
static bool above(const char *folder, char path[FILE_PATH_MAX])
{
    const char *slash = strrchr(folder, '/');
    if (!slash || !slash[1])
        return false;
    snprintf(path, FILE_PATH_MAX, "%.*s", slash > folder ? (int)(slash - folder) : 1, folder);
    return true;
}

// ---- the list -----------------------------------------------------------------------------------

// `where` is what the row says of its folder, or NULL.
static bool add_row(struct list *list, const struct entry *entry, const char *heading,
                    const char *where, struct error *error)
{
    char name[FILE_PATH_MAX];
    const char *slash = strrchr(entry->path, '/');
    snprintf(name, sizeof name, "%s%s", slash + 1, entry->is_folder ? "/" : "");
    const struct list_row row = {.heading = heading, .name = name, .also = where, .value = where};
    return list_add(list, &row, error);
}

static bool add_recent(struct browsing *browsing, struct list *list, const struct recent *recent,
                       struct error *error)
{
    for (size_t i = 0; i < recent->count; i++) {
        char folder[FILE_PATH_MAX];
        if (!above(recent->path[i], folder))
            continue;
        if (!add_entry(browsing, recent->path[i], false, error) ||
            !add_row(list, &browsing->entry[browsing->count - 1], words("Recent files"), folder,
                     error))
            return false;
    }
    return true;
}

static bool add_folder(struct browsing *browsing, struct list *list, const char *folder,
                       struct error *error)
{
    char path[FILE_PATH_MAX];
    if (above(folder, path)) {
        const struct list_row up = {.heading = folder, .name = "..", .value = path};
        if (!add_entry(browsing, path, true, error) || !list_add(list, &up, error))
            return false;
    }
    const size_t first = browsing->count;
    if (!add_files(browsing, folder, error))
        return false;
    for (size_t i = first; i < browsing->count; i++)
        if (!add_row(list, &browsing->entry[i], folder, NULL, error))
            return false;
    return true;
}

static bool take(struct frame *frame, void *user, size_t index, struct error *error)
{
    const struct browsing *browsing = user;
    const struct entry *entry = &browsing->entry[index];
    if (!entry->is_folder)
        return browsing->take(frame, entry->path, error);
    return browse_open(frame, entry->path, &(struct recent){0}, browsing->take, error);
}

// A path, in the folder that is shown.
static bool take_typed(struct frame *frame, void *user, const char *text, struct error *error)
{
    const struct browsing *browsing = user;
    char path[FILE_PATH_MAX];
    struct stat status;
    if (link_is_meant(text))
        return browsing->take(frame, text, error);
    if (!filing_join(browsing->folder, text, path) || stat(path, &status) != 0)
        return error_set(error, ERROR_INPUT, "there is no file '%s'", text);
    if (!S_ISDIR(status.st_mode))
        return browsing->take(frame, path, error);
    return browse_open(frame, path, &(struct recent){0}, browsing->take, error);
}

bool browse_open(struct frame *frame, const char *folder, const struct recent *recent,
                 browse_take *take_file, struct error *error)
{
    struct list list = {0};
    struct browsing *browsing = array_create(1, sizeof *browsing, error);
    if (!browsing)
        return false;
    browsing->take = take_file;
    snprintf(browsing->folder, sizeof browsing->folder, "%s", folder);
    if (!add_recent(browsing, &list, recent, error) ||
        !add_folder(browsing, &list, folder, error)) {
        list_clear(&list);
        free_browsing(browsing);
        return false;
    }
    // The first file that is not shown, where there is one: Enter opens it.
    size_t first = 0;
    while (first < browsing->count &&
           (browsing->entry[first].is_folder ||
            session_shows(&frame->document, browsing->entry[first].path)))
        first++;
    const struct chooser_options options = {.title = words("Open"),
                                            .hint = words("parts of a name, or a path"),
                                            .list = &list,
                                            .selected = first < browsing->count ? first : 0,
                                            .user = browsing,
                                            .take = take,
                                            .take_typed = take_typed,
                                            .is_whole = link_is_meant,
                                            .free = free_browsing};
    return chooser_open(frame, &options, error);
}
