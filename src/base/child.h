// Another program that is fed through its standard input.
#ifndef RAVINE_BASE_CHILD_H
#define RAVINE_BASE_CHILD_H

#include "base/error.h"

#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

// A zeroed one is nobody.
struct child {
    pid_t pid;
    int input;  // its standard input
    FILE *said; // its standard error
};

// CHILD_OUTPUT is the number under which it finds the open file `output`: "/dev/fd/3".
enum { CHILD_OUTPUT = 3 };

// Starts argv[0], looked for as a shell does, with these words (NULL-terminated) and nothing on its
// standard output. Returns 0 or the reason; ENOENT: there is no such program.
int child_start(struct child *child, char *const argv[], int output);

// Hands bytes over; waits until it has taken them. False when it takes no more.
bool child_feed(struct child *child, const void *bytes, size_t length);

// Says that nothing more will come and waits for its end: true where it ended well. Else line[] is
// the last line that it said, or empty.
bool child_end(struct child *child, char *line, size_t size);

// Ends it at once. Nobody is fine.
void child_kill(struct child *child);

#endif
