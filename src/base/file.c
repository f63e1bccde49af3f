#ifndef _GNU_SOURCE // some libraries ask for it, too
#define _GNU_SOURCE // realpath, flock, files without a name
#endif

#include "base/file.h"

#include "base/memory.h"
#include "base/words.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool too_large(const char *path, size_t limit, struct error *error)
{
    return error_set(error, ERROR_INPUT, "%s is larger than %zu bytes, the most that is read", path,
                     limit);
}

bool file_read(const char *path, size_t limit, char **bytes, size_t *length, struct error *error)
{
    *bytes = NULL;
    *length = 0;
    struct stat status = {0};
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return error_set(error, ERROR_INPUT, "%s is a folder, not a file", path);
    // What its folder says of its size is known before a byte of it is read.
    if (S_ISREG(status.st_mode) && (uintmax_t)status.st_size > limit)
        return too_large(path, limit, error);
    if (S_ISREG(status.st_mode) && !memory_check(path, (double)status.st_size, error))
        return false;
    FILE *file = fopen(path, "rb");
    if (!file)
        return error_set(error, ERROR_INPUT, "cannot read %s: %s", path,
                         errno == ENOENT ? words("there is no such file") : strerror(errno));
    size_t capacity = 0, used = 0;
    char *text = NULL;
    bool done = false;
    // That is room at once; a pipe grows.
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
            too_large(path, limit, error);
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

bool file_is_same(const char *a, const char *b)
{
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
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

// The folder of the target with its slash: "figs/"; empty where that is the current one.
static int folder_length(const char *target)
{
    const char *slash = strrchr(target, '/');
    return slash ? (int)(slash - target) + 1 : 0;
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

// ---- beside the target --------------------------------------------------------------------------

enum { BESIDE_NAME = sizeof ".ravine-01234567" };

// ".ravine-" and a number that belongs to the target's name: short, however long that is, and found
// again by whoever writes the same file next.
static void name_beside(const char *target, char name[BESIDE_NAME])
{
    const char *slash = strrchr(target, '/');
    uint32_t hash = 2166136261u; // FNV-1a
    for (const char *c = slash ? slash + 1 : target; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 16777619u;
    snprintf(name, BESIDE_NAME, ".ravine-%08x", (unsigned)hash);
}

// "figs/.ravine-01234567" and what comes after it; the caller frees. NULL: no memory.
static char *path_beside(const char *target, const char *after)
{
    char name[BESIDE_NAME];
    const size_t size = strlen(target) + sizeof name + strlen(after) + 1;
    char *path = malloc(size);
    name_beside(target, name);
    if (path)
        snprintf(path, size, "%.*s%s%s", folder_length(target), target, name, after);
    return path;
}

// Takes away what writers of this target have left that were killed: nobody holds their locks.
static void clear_beside(const char *target)
{
    char folder[FILE_PATH_MAX], name[BESIDE_NAME];
    const int length = folder_length(target);
    if (snprintf(folder, sizeof folder, "%.*s", length, target) >= (int)sizeof folder)
        return;
    DIR *entries = opendir(length > 0 ? folder : ".");
    name_beside(target, name);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        if (strncmp(entry->d_name, name, sizeof name - 1) != 0)
            continue;
        const int left = openat(dirfd(entries), entry->d_name, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
        if (left >= 0 && flock(left, LOCK_EX | LOCK_NB) == 0)
            unlinkat(dirfd(entries), entry->d_name, 0);
        if (left >= 0)
            close(left);
    }
    if (entries)
        closedir(entries);
}

// A file in the target's folder that has no name and is gone when the program is. −1 where the
// system has none.
static int open_unnamed(const char *target)
{
#ifdef O_TMPFILE
    char folder[FILE_PATH_MAX];
    const int length = folder_length(target);
    if (snprintf(folder, sizeof folder, "%.*s", length, target) < (int)sizeof folder &&
        access("/proc/self/fd", X_OK) == 0)
        return open(length > 0 ? folder : ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
#else
    (void)target;
#endif
    return -1;
}

// Gives it a name: the target's where that is free, else one beside and then, in one go, the
// target's. Returns 0 or the reason.
static int name_unnamed(int file, const char *target)
{
    char self[64];
    snprintf(self, sizeof self, "/proc/self/fd/%d", file);
    if (linkat(AT_FDCWD, self, AT_FDCWD, target, AT_SYMLINK_FOLLOW) == 0)
        return 0;
    char *beside = errno == EEXIST ? path_beside(target, "") : NULL;
    if (!beside)
        return errno;
    // Somebody who writes the same file may be at the same place: then it is done again.
    int why = 0;
    for (int tries = 0; tries < 10; tries++) {
        unlink(beside);
        why = 0;
        if (linkat(AT_FDCWD, self, AT_FDCWD, beside, AT_SYMLINK_FOLLOW) == 0 &&
            rename(beside, target) == 0)
            break;
        why = errno;
        if (why != EEXIST && why != ENOENT)
            break;
    }
    if (why)
        unlink(beside);
    free(beside);
    return why;
}

// A file beside the target, locked for as long as it is written. −1 with errno.
static int open_named(struct file_writer *writer)
{
    clear_beside(writer->target);
    writer->temporary = path_beside(writer->target, ".XXXXXX");
    const int file = writer->temporary ? mkstemp(writer->temporary) : -1;
    if (file >= 0) {
        flock(file, LOCK_EX | LOCK_NB);
        fcntl(file, F_SETFD, FD_CLOEXEC);
    }
    return file;
}

// ---- writing ------------------------------------------------------------------------------------

enum { LINKS_MAX = 40 };

// The number of the program's own open file that a path stands for; −1: for none.
static int open_file(const char *path)
{
    static const char *const folders[] = {"/proc/self/fd/", "/dev/fd/"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        const char *digits = path + strlen(folders[i]);
        if (strncmp(path, folders[i], strlen(folders[i])) == 0 && *digits && strlen(digits) < 6 &&
            digits[strspn(digits, "0123456789")] == '\0')
            return atoi(digits);
    }
    return -1;
}

// What a link says, as a path from here; the caller frees. NULL with errno.
static char *follow_link(const char *path)
{
    char said[FILE_PATH_MAX];
    const ssize_t length = readlink(path, said, sizeof said - 1);
    if (length < 0)
        return NULL;
    said[length] = '\0';
    const int folder = said[0] == '/' ? 0 : folder_length(path);
    const size_t size = (size_t)folder + (size_t)length + 1;
    char *next = malloc(size);
    if (next)
        snprintf(next, size, "%.*s%s", folder, path, said);
    return next;
}

// A link stays a link to the file that is written, be that there or not. NULL with errno.
static char *target_of(const char *path)
{
    struct stat status;
    char *target = strdup(path);
    for (int links = 0;
         target && open_file(target) < 0 && lstat(target, &status) == 0 && S_ISLNK(status.st_mode);
         links++) {
        errno = ELOOP;
        char *next = links < LINKS_MAX ? follow_link(target) : NULL;
        free(target);
        target = next;
    }
    return target;
}

// What is no file in a folder is written to where it is.
static bool is_in_place(const char *target, const struct stat *status)
{
    return open_file(target) >= 0 || strncmp(target, "/proc/", 6) == 0 ||
           (status && !S_ISREG(status->st_mode));
}

static FILE *open_in_place(const char *target)
{
    const int own = open_file(target);
    const int copy = own >= 0 ? dup(own) : -1;
    return own < 0 ? fopen(target, "wb") : copy >= 0 ? fdopen(copy, "wb") : NULL;
}

static bool open_writer(struct file_writer *writer, const char *path, bool may_be_unnamed,
                        struct error *error)
{
    memset(writer, 0, sizeof *writer);
    struct stat status;
    if (strcmp(path, "-") == 0)
        path = "/dev/fd/1";
    const bool exists = stat(path, &status) == 0;
    if (exists && S_ISDIR(status.st_mode))
        return error_set(error, ERROR_FAILED, "cannot write %s: it is a folder", path);
    writer->target = target_of(path);
    if (!writer->target)
        return errno == ENOMEM ? error_memory(error) : cannot_write(path, errno, error);
    if (is_in_place(writer->target, exists ? &status : NULL)) {
        writer->stream = open_in_place(writer->target);
    } else {
        int file = may_be_unnamed ? open_unnamed(writer->target) : -1;
        writer->is_unnamed = file >= 0;
        if (file < 0)
            file = open_named(writer);
        if (file >= 0) {
            fchmod(file, permissions(exists ? &status : NULL));
            writer->stream = fdopen(file, "wb");
        }
    }
    if (writer->stream)
        return true;
    cannot_write(writer->target, errno, error);
    forget(writer);
    return false;
}

bool file_writer_open(struct file_writer *writer, const char *target, struct error *error)
{
    return open_writer(writer, target, true, error);
}

bool file_writer_open_named(struct file_writer *writer, const char *target, struct error *error)
{
    return open_writer(writer, target, false, error);
}

bool file_writer_replaces(const struct file_writer *writer)
{
    return writer->is_unnamed || writer->temporary;
}

bool file_writer_blame(const struct file_writer *writer, struct error *error)
{
    if (!ferror(writer->stream))
        return false;
    // Trying once more brings the reason back.
    errno = 0;
    const bool is_full = fputc(0, writer->stream) == EOF || fflush(writer->stream) != 0;
    const int why = is_full && errno ? errno : EIO;
    return cannot_write(writer->target, why, error);
}

bool file_writer_commit(struct file_writer *writer, struct error *error)
{
    // A write that failed before has taken its reason with it; trying again brings it back.
    bool done = fflush(writer->stream) == 0 && !ferror(writer->stream);
    int why = done ? 0 : errno ? errno : EIO;
    if (done && file_writer_replaces(writer)) {
        done = fsync(fileno(writer->stream)) == 0;
        why = done ? 0 : errno;
    }
    if (done && writer->is_unnamed) {
        why = name_unnamed(fileno(writer->stream), writer->target);
        done = why == 0;
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
