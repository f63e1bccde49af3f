// A page starts no other programs.
#include "base/child.h"

#include <errno.h>

int child_start(struct child *child, char *const argv[], int output)
{
    (void)argv, (void)output;
    *child = (struct child){0};
    return ENOENT;
}

bool child_feed(struct child *child, const void *bytes, size_t length)
{
    (void)child, (void)bytes, (void)length;
    return false;
}

bool child_end(struct child *child, char *line, size_t size)
{
    (void)child;
    if (size > 0)
        line[0] = '\0';
    return false;
}

void child_kill(struct child *child)
{
    *child = (struct child){0};
}
