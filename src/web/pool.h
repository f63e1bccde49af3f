// The threads of a page that may have some: a few that are started once, and a queue of what they
// are to do. They come up only after the page has gone on for a moment, so nobody waits for what
// none of them has begun: it is taken back and done by who wants it.
#ifndef RAVINE_WEB_POOL_H
#define RAVINE_WEB_POOL_H

#include <stdatomic.h>
#include <stdbool.h>

// The caller's; from pool_add until it is taken back or done, it stays where it is.
struct task {
    void (*run)(void *user);
    void *user;
    struct task *next;
    atomic_bool is_done;
};

// How many tasks can be done at a time; at least 1.
int pool_threads(void);

// False where no thread could be started. Tasks are begun in the order of their coming.
bool pool_add(struct task *task);

// Whether nobody has begun it and, from here on, nobody will.
bool pool_take_back(struct task *task);

// Whether at least one thread has come up.
bool pool_is_up(void);

// Lets a moment pass, in which others can do what the page itself has to do for them.
void pool_pause(void);

#endif
