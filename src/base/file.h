// Whole files in; files out that are either complete or absent.
#ifndef RAVINE_BASE_FILE_H
#define RAVINE_BASE_FILE_H

#include "base/error.h"

#include <stddef.h>
#include <stdio.h>

// Reads a whole file of at most `limit` bytes. *bytes is the caller's to free and has a 0 byte
// after its end, which `length` does not count. Errors name the path and the reason (missing,
// directory, not permitted, too large).
bool file_read(const char *path, size_t limit, char **bytes, size_t *length, struct error *error);

enum { FILE_PATH_MAX = 4096 };

// The absolute path of a file or folder that is there, links resolved. False when it is not there
// or the path does not fit.
bool file_real_path(const char *path, char real[FILE_PATH_MAX]);

// A file that is being written beside its target.
struct file_writer {
    FILE *stream;    // write here; NULL when not open. May be read from as well, by its descriptor
    char *target;    // links resolved
    char *temporary; // the name that it has until then; NULL: none
    bool is_unnamed; // it has none: however the program ends, nothing of it stays
};

// Opens a file in the target's folder, "-" being standard output, that takes its place at commit:
// one without a name where the system has such files, else one that the next writer of the same
// target clears away should it be left behind. Links are followed, whether anything is there or
// not. Devices, pipes and what lies in /proc are opened themselves; /dev/stdout, /dev/fd/3 and the
// like go on where that file is.
bool file_writer_open(struct file_writer *writer, const char *target, struct error *error);

// The same as on a system without files that have no name.
bool file_writer_open_named(struct file_writer *writer, const char *target, struct error *error);

// Whether nothing can be seen of what is written until commit: it is no device or pipe.
bool file_writer_replaces(const struct file_writer *writer);

// Flushes, syncs, and puts the file in the target's place. On any failure (a full disk shows here
// at the latest) the temporary file is removed, the old target stays, and `error` says why.
bool file_writer_commit(struct file_writer *writer, struct error *error);

// After a failure: where the stream took no more, that is what `error` says. Returns false.
bool file_writer_blame(const struct file_writer *writer, struct error *error);

// Whether two paths, links followed, are one file that is there.
bool file_is_same(const char *a, const char *b);

// A whole text at once, by such a writer.
bool file_write(const char *path, const char *text, struct error *error);

// Removes the temporary file; the old target stays. Harmless when nothing is open.
void file_writer_abort(struct file_writer *writer);

#endif
