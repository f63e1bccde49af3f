#include "base/interrupt.h"

#include "base/array.h"
#include "base/job.h"

#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

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

// ---- no longer than a moment --------------------------------------------------------------------

struct interrupt {
    struct job *job;
    void (*leave)(void *user);
    void *user;
};

// Looks every few milliseconds; who asks in time (interrupt_came) ends in order before it does.
static void watch(void *user, const struct job *job)
{
    enum { LOOKS = 12 };
    const struct interrupt *guard = user;
    const struct timespec pause = {.tv_nsec = 5000000};
    for (int came = 0; !job_is_cancelled(job) && came < LOOKS;) {
        nanosleep(&pause, NULL);
        came += interrupt_came();
    }
    if (job_is_cancelled(job))
        return;
    if (guard->leave)
        guard->leave(guard->user);
    interrupt_release();
}

struct interrupt *interrupt_guard(void (*leave)(void *user), void *user)
{
    interrupt_hold();
    struct interrupt *guard = array_create(1, sizeof *guard, NULL);
    if (!guard)
        return NULL;
    const struct job_setup setup = {.name = "interrupt", .user = guard, .run = watch};
    *guard = (struct interrupt){job_create(&setup, NULL), leave, user};
    if (guard->job && job_start(guard->job, NULL))
        return guard;
    interrupt_unguard(guard);
    return NULL;
}

void interrupt_unguard(struct interrupt *guard)
{
    if (guard)
        job_destroy(guard->job);
    free(guard);
}
