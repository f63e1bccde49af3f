// A page gets no signals: it is closed with all that it has, and nothing is there to be put off.
#include "base/interrupt.h"

#include <stddef.h>

void interrupt_hold(void)
{
}

bool interrupt_came(void)
{
    return false;
}

struct interrupt *interrupt_guard(void (*leave)(void *user), void *user)
{
    (void)leave, (void)user;
    return NULL;
}

void interrupt_unguard(struct interrupt *guard)
{
    (void)guard;
}

void interrupt_release(void)
{
}
