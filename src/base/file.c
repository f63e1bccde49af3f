#define _XOPEN_SOURCE 700 // realpath

#include "base/file.h"

#include "base/words.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_read(const char *path, size_t limit, char **bytes, size_t *length, struct error *error)
{
    *bytes = NULL;
    *length = 0;
    struct stat status = {0};
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return error_set(error, ERROR_INPUT, "%s is a folder, not a file", path);
    FILE *file = fopen(path, "rb");
    if (!file)
        return error_set(error, ERROR_INPUT, "cannot read %s: %s", path,
                         errno == ENOENT ? words("there is no such file") : strerror(errno));
    size_t capacity = 0, used = 0;
    char *text = NULL;
    bool done = false;
    // What its folder says of its size is room at once; a pipe grows.
    const size_t told = status.st_size > 0 && (uintmax_t)status.st_size <= limit
                            ? (size_t)status.st_size + 2
                            : 65536;
    for (;;) {
        if (used + 1 >= capacity) {
            capacity = capacity ? 2 * capacity : told;
            char *grown = realloc(text, capacity);
            if (!grown) {
                error_memory(error);
                break;
            }
            text = grown;
        }
        const size_t got = fread(text + used, 1, capacity - used - 1, file);
        used += got;
        if (used > limit) {
            error_set(error, ERROR_INPUT, "%s is larger than %zu bytes, the most that is read",
                      path, limit);
            break;
        }
        if (got == 0) {
            done = !ferror(file) ||
                   error_set(error, ERROR_FAILED, "cannot read %s: %s", path, strerror(errno));
            break;
        }
    }
    fclose(file);
    if (!done) {
        free(text);
        return false;
    }
    text[used] = '\0';
    *bytes = text;
    *length = used;
    return true;
}

bool file_real_path(const char *path, char real[FILE_PATH_MAX])
{
    char *found = realpath(path, NULL);
    const bool has_room = found && strlen(found) < FILE_PATH_MAX;
    if (has_room)
        strcpy(real, found);
    free(found);
    return has_room;
}

static void forget(struct file_writer *writer)
{
    free(writer->target);
    free(writer->temporary);
    memset(writer, 0, sizeof *writer);
}

static bool cannot_write(const char *target, int why, struct error *error)
{
    const char *slash = strrchr(target, '/');
    if (why == ENOENT && slash)
        return error_set(error, ERROR_FAILED, "cannot write %s: the folder %.*s does not exist",
                         target, (int)(slash - target), target);
    return error_set(error, ERROR_FAILED, "cannot write %s: %s", target, strerror(why));
}

// The permissions that a new file would get, or those of the file that is replaced.
static mode_t permissions(const struct stat *old)
{
    if (old)
        return old->st_mode & 0777;
    const mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

// ".a.png.XXXXXX" in the folder of "figs/a.png".
static char *temporary_name(const char *target)
{
    const char *slash = strrchr(target, '/');
    const char *name = slash ? slash + 1 : target;
    const size_t size = strlen(target) + 16;
    char *text = malloc(size);
    if (text)
        snprintf(text, size, "%.*s.%s.XXXXXX", (int)(name - target), target, name);
    return text;
}

bool file_writer_open(struct file_writer *writer, const char *target, struct error *error)
{
    memset(writer, 0, sizeof *writer);
    struct stat status;
    const bool exists = stat(target, &status) == 0;
    if (exists && S_ISDIR(status.st_mode))
        return error_set(error, ERROR_FAILED, "cannot write %s: it is a folder", target);
    writer->target = strdup(target);
    if (!writer->target)
        return error_memory(error);
    // Devices and pipes are written to, not replaced.
    if (exists && !S_ISREG(status.st_mode)) {
        writer->stream = fopen(target, "wb");
    } else {
        writer->temporary = temporary_name(target);
        const int file = writer->temporary ? mkstemp(writer->temporary) : -1;
        if (file >= 0) {
            fchmod(file, permissions(exists ? &status : NULL));
            writer->stream = fdopen(file, "wb");
        }
    }
    if (writer->stream)
        return true;
    cannot_write(target, errno, error);
    forget(writer);
    return false;
}

bool file_writer_commit(struct file_writer *writer, struct error *error)
{
    // A write that failed before has taken its reason with it; trying again brings it back.
    bool done = fflush(writer->stream) == 0 && !ferror(writer->stream);
    int why = done ? 0 : errno ? errno : EIO;
    if (done && writer->temporary) {
        done = fsync(fileno(writer->stream)) == 0;
        why = done ? 0 : errno;
    }
    if (fclose(writer->stream) != 0 && done) {
        done = false;
        why = errno;
    }
    writer->stream = NULL;
    if (done && writer->temporary && rename(writer->temporary, writer->target) != 0) {
        done = false;
        why = errno;
    }
    if (!done) {
        if (writer->temporary)
            unlink(writer->temporary);
        cannot_write(writer->target, why ? why : EIO, error);
    }
    forget(writer);
    return done;
}

void file_writer_abort(struct file_writer *writer)
{
    if (writer->stream) {
        fclose(writer->stream);
        if (writer->temporary)
            unlink(writer->temporary);
    }
    forget(writer);
}

bool file_write(const char *path, const char *text, struct error *error)
{
    struct file_writer writer;
    if (!file_writer_open(&writer, path, error))
        return false;
    fputs(text, writer.stream);
    return file_writer_commit(&writer, error);
}
