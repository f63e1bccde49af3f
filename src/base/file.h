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
    FILE *stream; // write here; NULL when not open
    char *target;
    char *temporary;
};

// Opens a temporary file in the target's directory.
bool file_writer_open(struct file_writer *writer, const char *target, struct error *error);

// Flushes, syncs, and renames over the target. On any failure (a full disk shows here at the
// latest) the temporary file is removed, the old target stays, and `error` says why.
bool file_writer_commit(struct file_writer *writer, struct error *error);

// A whole text at once, by such a writer.
bool file_write(const char *path, const char *text, struct error *error);

// Removes the temporary file; the old target stays. Harmless when nothing is open.
void file_writer_abort(struct file_writer *writer);

#endif
