#include "app/recent.h"

#include "base/file.h"
#include "base/home.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char file_name[] = "recent";
static const size_t file_limit = (size_t)1 << 20;

// Appends a copy of path[length], unless it is there or there is no room.
static void append(struct recent *recent, const char *path, size_t length)
{
    if (recent->count == RECENT_MAX || length == 0 || path[0] != '/')
        return;
    for (size_t i = 0; i < recent->count; i++)
        if (strncmp(recent->path[i], path, length) == 0 && !recent->path[i][length])
            return;
    char *copy = strndup(path, length);
    if (copy)
        recent->path[recent->count++] = copy;
}

// All lines, behind what is there already.
static void read_lines(struct recent *recent)
{
    char path[FILE_PATH_MAX], *text;
    size_t length;
    if (!home_path(HOME_STATE, file_name, path, sizeof path) ||
        !file_read(path, file_limit, &text, &length, NULL))
        return;
    for (const char *at = text; *at;) {
        const size_t line = strcspn(at, "\n");
        append(recent, at, line);
        at += line + (at[line] == '\n');
    }
    free(text);
}

void recent_read(struct recent *recent)
{
    struct recent all = {0};
    memset(recent, 0, sizeof *recent);
    read_lines(&all);
    for (size_t i = 0; i < all.count; i++)
        if (access(all.path[i], F_OK) == 0)
            append(recent, all.path[i], strlen(all.path[i]));
    recent_clear(&all);
}

void recent_clear(struct recent *recent)
{
    for (size_t i = 0; i < recent->count; i++)
        free(recent->path[i]);
    memset(recent, 0, sizeof *recent);
}

bool recent_add(const char *path, struct error *error)
{
    char absolute[FILE_PATH_MAX], file[FILE_PATH_MAX];
    // A file on a stick that is away stays in the list: what is not there now is not forgotten.
    if (!home_path(HOME_STATE, file_name, file, sizeof file) || !file_real_path(path, absolute) ||
        strchr(absolute, '\n'))
        return true;
    struct recent recent = {0};
    append(&recent, absolute, strlen(absolute));
    read_lines(&recent);
    struct file_writer writer;
    bool done = home_make(HOME_STATE, error) && file_writer_open(&writer, file, error);
    for (size_t i = 0; done && i < recent.count; i++)
        fprintf(writer.stream, "%s\n", recent.path[i]);
    done = done && file_writer_commit(&writer, error);
    recent_clear(&recent);
    return done;
}
