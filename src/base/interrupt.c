#include "base/interrupt.h"

#include <signal.h>
#include <stddef.h>

// Those that would end the program.
static sigset_t those(void)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct sigaction action;
        if (sigaction(ends[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&set, ends[i]);
    }
    return set;
}

void interrupt_hold(void)
{
    const sigset_t set = those();
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

bool interrupt_came(void)
{
    const sigset_t set = those();
    sigset_t pending;
    if (sigpending(&pending) != 0)
        return false;
    return (sigismember(&set, SIGINT) && sigismember(&pending, SIGINT)) ||
           (sigismember(&set, SIGTERM) && sigismember(&pending, SIGTERM)) ||
           (sigismember(&set, SIGHUP) && sigismember(&pending, SIGHUP));
}

void interrupt_release(void)
{
    const sigset_t set = those();
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}
