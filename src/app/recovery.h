// What was changed and not saved, in a file of the user's state folder (base/home.h) for as long as
// it is not, so that it is still there after the program has ended in whatever way.
//
// A process has one file, unsaved-XXXXXX.ini with mode 0600, and beside it one that it keeps locked
// (flock): whoever can lock it knows that the process has ended. Scenes follow each other in the
// file, each under two remarks that say its name and its file.
//
// Calls nothing of app.
#ifndef RAVINE_APP_RECOVERY_H
#define RAVINE_APP_RECOVERY_H

#include "base/error.h"
#include "scene/scene.h"

#include <stddef.h>

// This process's own file. Zeroed is none.
struct recovery {
    char *path;    // NULL: none
    int lock;      // an open file
    char *written; // what is in it
};

// Makes the file hold these scenes and no others; without any it is removed. Does nothing where it
// holds them already, or without a home.
bool recovery_keep(struct recovery *recovery, const struct scene *const scenes[], size_t count,
                   struct error *error);

// Lets go of the file, which stays for the next start.
void recovery_clear(struct recovery *recovery);

// A file of a process that has ended: nobody else takes it while its lock is open.
struct recovery_left {
    char *path;
    int lock;
};

// What processes that have ended left behind. Zeroed is nothing.
struct recovered {
    struct scene *scene; // scene[count], with their names and sources
    size_t count, capacity;
    struct recovery_left *left; // left[left_count]
    size_t left_count, left_capacity;
};

// Takes all that is left. A file that cannot be read as scenes is removed, and message[512] says
// so; it is empty otherwise.
void recovered_take(struct recovered *recovered, char message[512]);

// Removes the files that were taken: once what was in them is open or not wanted.
void recovered_forget(struct recovered *recovered);

// Frees; files that are still there are left for the next start.
void recovered_clear(struct recovered *recovered);

#endif
