// What `ravine check` prints: what scenes claim, and whether their numbers say so.
#ifndef RAVINE_CLI_CHECK_H
#define RAVINE_CLI_CHECK_H

#include "base/error.h"

#include <stddef.h>
#include <stdio.h>

struct check_setup {
    const char *const *set; // [set_count] as --set has them
    size_t set_count;
    size_t seeds; // 0 = 1
    int threads;  // 0 = as many as the machine has to offer
};

// What has come of it so far; zeroed before the first word.
struct check {
    size_t scenes, claims, failed, elsewhere; // elsewhere: not here, but the clock may be why
    size_t unread;                            // scenes that could not be read
    enum error_kind bad;                      // why not, of the first of them
};

// Every claim of a scene, or of all scenes of a folder or lecture: its name, its words, what is
// measured and the verdict. A scene of a folder that is wrong is named, and the others follow.
// Error: a word that is neither, a scene that is wrong.
bool check_word(struct check *check, const struct check_setup *setup, const char *word, FILE *out,
                struct error *error);

// How many hold. False with ERROR_FAILED where a claim fails, with ERROR_INPUT where a scene was
// wrong.
bool check_end(const struct check *check, FILE *out, struct error *error);

#endif
