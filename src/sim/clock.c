#include "sim/clock.h"

#include <stddef.h>
#include <time.h>

static double seconds_of(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double clock_seconds(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

static double wall_seconds(void *user)
{
    (void)user;
    return clock_seconds();
}

#ifdef CLOCK_THREAD_CPUTIME_ID
static double thread_seconds(void *user)
{
    (void)user;
    return seconds_of(CLOCK_THREAD_CPUTIME_ID);
}
#endif

struct clock clock_of_work(void)
{
#ifdef CLOCK_THREAD_CPUTIME_ID
    struct timespec now;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) == 0)
        return (struct clock){.seconds = thread_seconds};
#endif
    return (struct clock){.seconds = wall_seconds, .counts_pauses = true};
}

struct clock clock_or_standard(const struct clock *clock)
{
    return clock->seconds ? *clock : clock_of_work();
}

void clock_sleep(double seconds)
{
    const struct timespec pause = {(time_t)seconds,
                                   (long)(1e9 * (seconds - (double)(time_t)seconds))};
    nanosleep(&pause, NULL);
}
