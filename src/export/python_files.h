// The tables beside a program: its examples, in which order they come, and a network's weights at
// the start.
#ifndef RAVINE_EXPORT_PYTHON_FILES_H
#define RAVINE_EXPORT_PYTHON_FILES_H

#include "base/error.h"
#include "base/file.h"
#include "labs/program.h"

#include <stdbool.h>

// Their names without a folder: "six.examples.csv"; empty where the program needs no such table.
struct python_files {
    char examples[FILE_PATH_MAX], shuffles[FILE_PATH_MAX], start[FILE_PATH_MAX];
};

// Whether some runner looks at a part of the examples.
bool python_has_batches(const struct program *program);

// And whether it makes a difference which they are.
bool python_examples_differ(const struct program *program);

// Which tables the program at `path` needs.
void python_files_name(struct python_files *files, const struct program *program, const char *path);

// Writes them, each complete or not at all. Error: as file_writer has it, or a file of that name is
// there that is something else.
bool python_files_write(const struct python_files *files, const struct program *program,
                        const char *path, struct error *error);

#endif
