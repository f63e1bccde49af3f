// A home folder for the tests of a file, so that nobody's own is read or written.
#ifndef RAVINE_TESTS_APP_HOME_H
#define RAVINE_TESTS_APP_HOME_H

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char home[64];

// Setup and teardown of a test: $HOME is an empty folder meanwhile.
static inline int home_begin(void **state)
{
    (void)state;
    strcpy(home, "/tmp/ravine-home-XXXXXX");
    if (!mkdtemp(home))
        return -1;
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("XDG_STATE_HOME");
    return setenv("HOME", home, 1);
}

static inline int home_end(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", home);
    return system(command);
}

// The path of a file in it; valid until the fourth call from here on.
static inline const char *home_file(const char *name)
{
    static char path[4][300];
    static int next;
    next = (next + 1) % 4;
    snprintf(path[next], sizeof path[next], "%s/%s", home, name);
    return path[next];
}

// Writes a file, with the folders above it.
static inline void home_write(const char *name, const char *text)
{
    char command[400];
    snprintf(command, sizeof command, "mkdir -p \"$(dirname '%s')\"", home_file(name));
    assert_int_equal(system(command), 0);
    FILE *file = fopen(home_file(name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

// A file's text; the caller frees. Empty where there is none.
static inline char *home_text(const char *name)
{
    char *text = calloc(1, 100000);
    FILE *file = fopen(home_file(name), "r");
    if (file) {
        (void)!fread(text, 1, 99999, file);
        fclose(file);
    }
    return text;
}

// How many files a folder has; 0 where it is not there.
static inline int home_count(const char *name)
{
    char command[400];
    snprintf(command, sizeof command, "ls -A '%s' 2>/dev/null | wc -l", home_file(name));
    FILE *pipe = popen(command, "r");
    int count = -1;
    if (!pipe || fscanf(pipe, "%d", &count) != 1)
        fail_msg("cannot count");
    pclose(pipe);
    return count;
}

#endif
