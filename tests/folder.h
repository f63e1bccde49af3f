// A folder of its own for a test, empty at its beginning and gone after it. Include after test.h.
#ifndef RAVINE_TESTS_FOLDER_H
#define RAVINE_TESTS_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[64];

// Setup and teardown of a test.
static inline int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/ravine-test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static inline int remove_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

// The path of a file in it; valid until the next call.
static inline const char *path_of(const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

// A file in it, open to be written.
static inline FILE *open_in_folder(const char *name)
{
    FILE *file = fopen(path_of(name), "w");
    assert_non_null(file);
    return file;
}

static inline void write_in_folder(const char *name, const char *text)
{
    FILE *file = open_in_folder(name);
    fputs(text, file);
    fclose(file);
}

#endif
