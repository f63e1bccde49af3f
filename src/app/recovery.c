#include "app/recovery.h"

#include "base/array.h"
#include "base/file.h"
#include "base/home.h"
#include "base/text.h"
#include "base/words.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char front[] = "unsaved-", ending[] = ".ini";
static const char head[] = "; Changed in Ravine and not saved.\n", name_mark[] = "; scene ",
                  source_mark[] = "; file ";
static const size_t file_limit = (size_t)16 << 20;

static bool is_ours(const char *name)
{
    const size_t length = strlen(name), tail = strlen(ending);
    return strncmp(name, front, strlen(front)) == 0 && length > tail &&
           strcmp(name + length - tail, ending) == 0;
}

// "…/unsaved-XXXXXX", the lock that belongs to "…/unsaved-XXXXXX.ini".
static void lock_path(const char *path, char lock[FILE_PATH_MAX])
{
    const size_t length = strlen(path) - strlen(ending);
    memcpy(lock, path, length);
    lock[length] = '\0';
}

static void remove_both(const char *path)
{
    char lock[FILE_PATH_MAX];
    lock_path(path, lock);
    unlink(path);
    unlink(lock);
}

// ---- writing ------------------------------------------------------------------------------------

static bool take_name(struct recovery *recovery, int file, const char *lock, struct error *error)
{
    const size_t size = strlen(lock) + sizeof ending;
    fcntl(file, F_SETFD, FD_CLOEXEC);
    recovery->path = malloc(size);
    if (recovery->path) {
        snprintf(recovery->path, size, "%s%s", lock, ending);
        recovery->lock = file;
        return true;
    }
    unlink(lock);
    close(file);
    return error_memory(error);
}

// A name of its own, taken by a lock that nobody else has. A lock that was removed between its
// making and its locking is no lock: then another name.
static bool begin(struct recovery *recovery, struct error *error)
{
    char folder[FILE_PATH_MAX], lock[FILE_PATH_MAX];
    if (!home_make(HOME_STATE, error) || !home_path(HOME_STATE, "", folder, sizeof folder))
        return false;
    for (int tries = 0; tries < 100; tries++) {
        struct stat status;
        if (snprintf(lock, sizeof lock, "%s/%sXXXXXX", folder, front) >= (int)sizeof lock)
            break;
        const int file = mkstemp(lock);
        if (file < 0)
            break;
        if (flock(file, LOCK_EX | LOCK_NB) == 0 && fstat(file, &status) == 0 && status.st_nlink > 0)
            return take_name(recovery, file, lock, error);
        close(file);
    }
    return error_set(error, ERROR_FAILED, "cannot keep what is not saved in %s: %s", folder,
                     strerror(errno));
}

static void end(struct recovery *recovery)
{
    if (recovery->path)
        close(recovery->lock);
    free(recovery->path);
    free(recovery->written);
    memset(recovery, 0, sizeof *recovery);
}

// A name or path can have a line end, which would end the remark.
static const char *one_line(const char *text)
{
    return text && !strpbrk(text, "\r\n") ? text : "";
}

static char *format(const struct scene *const scenes[], size_t count, struct error *error)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    bool done = out != NULL;
    if (done)
        fputs(head, out);
    for (size_t i = 0; done && i < count; i++) {
        char *scene = scene_format(scenes[i], error);
        done = scene != NULL;
        if (done)
            fprintf(out, "%s%s\n%s%s\n%s\n", name_mark, one_line(scenes[i]->name), source_mark,
                    one_line(scenes[i]->source), scene);
        free(scene);
    }
    if (out && fclose(out) == 0 && done)
        return text;
    free(text);
    error_memory(error);
    return NULL;
}

static bool write_text(const char *path, const char *text, struct error *error)
{
    struct file_writer writer;
    if (!file_writer_open(&writer, path, error))
        return false;
    fchmod(fileno(writer.stream), 0600);
    fputs(text, writer.stream);
    return file_writer_commit(&writer, error);
}

bool recovery_keep(struct recovery *recovery, const struct scene *const scenes[], size_t count,
                   struct error *error)
{
    char path[FILE_PATH_MAX];
    if (!home_path(HOME_STATE, "", path, sizeof path))
        return true;
    if (count == 0) {
        if (recovery->path)
            remove_both(recovery->path);
        end(recovery);
        return true;
    }
    char *text = format(scenes, count, error);
    if (!text)
        return false;
    bool done = recovery->written && strcmp(recovery->written, text) == 0;
    if (!done && (recovery->path || begin(recovery, error)) &&
        write_text(recovery->path, text, error)) {
        free(recovery->written);
        recovery->written = text;
        return true;
    }
    free(text);
    return done;
}

void recovery_clear(struct recovery *recovery)
{
    // Of a file that was never written the lock is all there is.
    if (recovery->path && !recovery->written)
        remove_both(recovery->path);
    end(recovery);
}

// ---- taking -------------------------------------------------------------------------------------

// What follows a mark at the beginning of a line, as a new string; NULL for nothing.
static char *after(const char *line, const char *mark)
{
    const size_t length = strlen(mark);
    if (strncmp(line, mark, length) != 0)
        return NULL;
    const size_t rest = strcspn(line + length, "\n");
    return rest > 0 ? strndup(line + length, rest) : NULL;
}

static const char *next_line(const char *at)
{
    const char *end = strchr(at, '\n');
    return end ? end + 1 : at + strlen(at);
}

// The scene whose remarks begin at `at` and whose text ends at `end`.
static bool take_scene(struct recovered *recovered, const char *at, const char *end,
                       const char *path, struct error *error)
{
    struct scene scene;
    if (!array_reserve(&recovered->scene, &recovered->capacity, recovered->count + 1,
                       sizeof *recovered->scene, error) ||
        !scene_parse(&scene, at, (size_t)(end - at), path, error))
        return false;
    free(scene.source);
    scene.name = after(at, name_mark);
    scene.source = after(next_line(at), source_mark);
    // Lines of that file mean nothing to anybody.
    for (size_t s = 0; s < scene.count; s++)
        for (size_t e = 0; e < scene.section[s].count; e++)
            scene.section[s].entry[e].line = 0;
    recovered->scene[recovered->count++] = scene;
    return true;
}

static bool take_scenes(struct recovered *recovered, const char *text, const char *path,
                        struct error *error)
{
    const size_t before = recovered->count;
    const char *at = strncmp(text, head, strlen(head)) == 0 ? text + strlen(head) : "";
    bool done = strncmp(at, name_mark, strlen(name_mark)) == 0 ||
                error_set(error, ERROR_INPUT, "%s is no recovery file", path);
    while (done && *at) {
        char mark[32];
        snprintf(mark, sizeof mark, "\n%s", name_mark);
        const char *next = strstr(at, mark);
        const char *end = next ? next + 1 : at + strlen(at);
        done = take_scene(recovered, at, end, path, error);
        at = end;
    }
    while (!done && recovered->count > before)
        scene_clear(&recovered->scene[--recovered->count]);
    return done;
}

// The lock of a process that has ended; −1 while it runs.
static int take_lock(const char *path)
{
    char lock[FILE_PATH_MAX];
    lock_path(path, lock);
    const int file = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0)
        return file;
    if (file >= 0)
        close(file);
    return -1;
}

static void take_file(struct recovered *recovered, const char *path, char message[512])
{
    struct error why = {0};
    const int lock = take_lock(path);
    if (lock < 0)
        return;
    char *text = NULL, *copy = strdup(path);
    size_t length;
    const bool has_room =
        copy && array_reserve(&recovered->left, &recovered->left_capacity,
                              recovered->left_count + 1, sizeof *recovered->left, NULL);
    const bool is_there = access(path, F_OK) == 0;
    if (has_room && is_there && file_read(path, file_limit, &text, &length, &why) &&
        take_scenes(recovered, text, path, &why)) {
        recovered->left[recovered->left_count++] = (struct recovery_left){copy, lock};
        free(text);
        return;
    }
    free(text);
    free(copy);
    if (has_room) {
        if (is_there)
            snprintf(message, 512,
                     words("What was not saved could not be read and was removed: %.400s"),
                     why.text);
        remove_both(path);
    }
    close(lock);
}

void recovered_take(struct recovered *recovered, char message[512])
{
    char folder[FILE_PATH_MAX], path[FILE_PATH_MAX];
    memset(recovered, 0, sizeof *recovered);
    message[0] = '\0';
    DIR *directory = home_path(HOME_STATE, "", folder, sizeof folder) ? opendir(folder) : NULL;
    const struct dirent *entry;
    while (directory && (entry = readdir(directory))) {
        const char *name = entry->d_name;
        if (is_ours(name) && snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path)
            take_file(recovered, path, message);
    }
    if (directory)
        closedir(directory);
}

void recovered_forget(struct recovered *recovered)
{
    for (size_t i = 0; i < recovered->left_count; i++)
        remove_both(recovered->left[i].path);
}

void recovered_clear(struct recovered *recovered)
{
    for (size_t i = 0; i < recovered->count; i++)
        scene_clear(&recovered->scene[i]);
    for (size_t i = 0; i < recovered->left_count; i++) {
        close(recovered->left[i].lock);
        free(recovered->left[i].path);
    }
    free(recovered->scene);
    free(recovered->left);
    memset(recovered, 0, sizeof *recovered);
}
