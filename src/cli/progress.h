// How far something has come and how long it will still take, on one line of a terminal.
#ifndef RAVINE_CLI_PROGRESS_H
#define RAVINE_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct progress {
    FILE *out;                  // NULL: no terminal, nothing is said
    double begun, framed, said; // framed: when the frames of a film began
};

// Says something on standard error where that is a terminal.
void progress_begin(struct progress *progress);

// Takes a struct progress, as figure_options.follow does; always true.
bool progress_follow(void *progress, size_t done, size_t all);

// Once something takes more than a second: which share of it is there (NaN: nobody knows) and how
// long the rest may take. Takes a struct progress, as figure_options.await does.
void progress_await(void *progress, double share);

// The same for things that have names, before each of them.
void progress_name(void *progress, size_t done, size_t all, const char *name);

// Takes the line away again.
void progress_end(struct progress *progress);

#endif
