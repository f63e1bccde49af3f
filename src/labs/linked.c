#include "labs/linked.h"

#include "base/array.h"
#include "base/asset.h"
#include "base/file.h"
#include "base/home.h"
#include "base/text.h"
#include "labs/hide.h"
#include "labs/registry.h"
#include "scene/link.h"
#include "scene/shelf.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Figures of links that are kept; with one more the oldest goes.
enum { KEPT_MAX = 16 };

static const char kept_begins[] = "link-", kept_ends[] = ".svg";

// ---- tables -------------------------------------------------------------------------------------

static bool is_kept(const char *name)
{
    const size_t length = strlen(name), tail = strlen(kept_ends);
    return strncmp(name, kept_begins, strlen(kept_begins)) == 0 && length > tail &&
           strcmp(name + length - tail, kept_ends) == 0;
}

// How many there are, and the path of the oldest; 0 where there are none.
static size_t find_oldest(char oldest[FILE_PATH_MAX])
{
    char folder[FILE_PATH_MAX - 256];
    struct stat status;
    size_t count = 0;
    time_t when = 0;
    DIR *files = home_path(HOME_STATE, "", folder, sizeof folder) ? opendir(folder) : NULL;
    const struct dirent *file;
    while (files && (file = readdir(files))) {
        char path[FILE_PATH_MAX];
        snprintf(path, sizeof path, "%s/%.250s", folder, file->d_name);
        if (!is_kept(file->d_name) || stat(path, &status) != 0)
            continue;
        if (count++ == 0 || status.st_mtime < when) {
            when = status.st_mtime;
            memcpy(oldest, path, sizeof path);
        }
    }
    if (files)
        closedir(files);
    return count;
}

// Writes scene and tables as a figure that shows nothing; path[] is where: the same link, the same
// file.
static bool keep(const struct payload *payload, char path[FILE_PATH_MAX], struct error *error)
{
    static const char frame[] = "<svg xmlns=\"http://www.w3.org/2000/svg\"><metadata>%s</metadata>"
                                "</svg>\n";
    char name[64], oldest[FILE_PATH_MAX];
    char *text = payload_text_write(payload, error);
    char *figure = text ? array_create(strlen(text) + sizeof frame, 1, error) : NULL;
    bool done = figure && home_make(HOME_STATE, error);
    if (done) {
        snprintf(figure, strlen(text) + sizeof frame, frame, text);
        snprintf(name, sizeof name, "%s%08lx%s", kept_begins, text_sum(text), kept_ends);
        done = (home_path(HOME_STATE, name, path, FILE_PATH_MAX) ||
                error_set(error, ERROR_FAILED, "there is no home folder")) &&
               file_write(path, figure, error);
    }
    if (done && find_oldest(oldest) > KEPT_MAX)
        unlink(oldest);
    free(figure);
    free(text);
    return done;
}

// ---- scenes -------------------------------------------------------------------------------------

// Values that are no longer those of the lines of a file.
static void forget_lines(struct scene *scene)
{
    for (size_t s = 0; s < scene->count; s++) {
        scene->section[s].line = 0;
        for (size_t e = 0; e < scene->section[s].count; e++)
            scene->section[s].entry[e].line = 0;
    }
}

static bool put_text(char **to, const char *text, struct error *error)
{
    char *copy = text ? strdup(text) : NULL;
    free(*to);
    *to = copy;
    return !text || copy || error_memory(error);
}

// The scene of the text that a link holds. `ships` is the path of the one that it is a change of;
// NULL: of none.
static bool read_text(struct scene *scene, const struct link *link, const char *ships,
                      struct error *error)
{
    char path[FILE_PATH_MAX];
    const char *source = ships, *text = link->payload.scene;
    const char *name = link->scene ? link->scene : link->name ? link->name : "link";
    // What is wrong is said of the text: it has lines, and no file.
    if (!scene_parse(scene, text, strlen(text), "link", error))
        return false;
    if (link->payload.count > 0) {
        if (!keep(&link->payload, path, error))
            return false;
        source = path;
    }
    if (!lab_for(scene, error))
        return false;
    if (source && source == ships)
        forget_lines(scene);
    return put_text(&scene->source, source, error) && put_text(&scene->name, name, error);
}

// A stranger's link opens no files: what it names is a scene that ships, or none.
static bool unknown(const char *name, struct error *error)
{
    char **names = shelf_names(error);
    size_t count = 0;
    if (!names)
        return false;
    while (names[count])
        count++;
    const char *nearest = text_nearest(name, (const char *const *)names, count);
    if (nearest)
        error_set(error, ERROR_INPUT,
                  "the link names the scene '%s', which does not ship; did it mean %s?", name,
                  nearest);
    else
        error_set(
            error, ERROR_INPUT,
            "the link names the scene '%s', which does not ship; ravine list scenes names those "
            "that do",
            name);
    asset_list_free(names);
    return false;
}

static bool open_link(struct scene *scene, const struct link *link, struct error *error)
{
    char path[FILE_PATH_MAX];
    const bool ships = link->scene && shelf_find(link->scene, path, sizeof path, NULL);
    // One that ships no longer: its text is there all the same.
    const bool done = link->payload.scene ? read_text(scene, link, ships ? path : NULL, error)
                      : ships             ? scene_read(scene, path, error)
                                          : unknown(link->scene, error);
    return done && (!link->hide ||
                    scene_put_by(scene, "view", HIDE_KEY, link->hide, "the link's hide", error));
}

// Whether a text begins as a link does, whole or from its # on.
static bool begins_as_link(const char *text)
{
    static const char *const keys[] = {"scene=", "link=", "name=", "hide=", NULL};
    text += strspn(text, " \t\r\n");
    const char *hash = text + strcspn(text, "# \t\r\n");
    const char *scheme = strstr(text, "://");
    bool is_key = false;
    for (size_t i = 0; *hash == '#' && keys[i]; i++)
        is_key = is_key || strncmp(hash + 1, keys[i], strlen(keys[i])) == 0;
    return is_key && (hash == text || (scheme && scheme < hash));
}

static bool holds_link(const char *path)
{
    char head[1024];
    struct stat status;
    FILE *file = stat(path, &status) == 0 && S_ISREG(status.st_mode) ? fopen(path, "rb") : NULL;
    if (!file)
        return false;
    head[fread(head, 1, sizeof head - 1, file)] = '\0';
    fclose(file);
    return begins_as_link(head);
}

bool linked_is_meant(const char *word)
{
    return link_is_meant(word) || holds_link(word);
}

static bool parse(struct link *link, const char *word, struct error *error)
{
    char *bytes;
    size_t length;
    if (link_is_meant(word))
        return link_parse(link, word, strlen(word), error);
    if (!file_read(word, 2 * (size_t)LINK_UNPACKED_MAX, &bytes, &length, error))
        return false;
    const bool done = link_parse(link, bytes, length, error);
    free(bytes);
    return done;
}

bool linked_read(struct scene *scene, const char *word, struct error *error)
{
    struct link link;
    memset(scene, 0, sizeof *scene);
    if (!parse(&link, word, error))
        return false;
    const bool done = open_link(scene, &link, error);
    link_clear(&link);
    if (!done)
        scene_clear(scene);
    return done;
}
