// Measured time.
#ifndef RAVINE_SIM_CLOCK_H
#define RAVINE_SIM_CLOCK_H

#include <stdbool.h>

// Something to measure work by. All zero: the machine's best, as clock_of_work() gives it.
struct clock {
    double (*seconds)(void *user); // from some moment on, never going back; of the calling thread
    void *user;
    bool counts_pauses; // also runs while the thread waits for the machine
};

// The processor time of the calling thread, which a pause of the machine does not touch; where
// there is none, clock_seconds.
struct clock clock_of_work(void);

// What a setup's clock stands for: itself, or clock_of_work() where it is all zero.
struct clock clock_or_standard(const struct clock *clock);

static inline double clock_read(const struct clock *clock)
{
    return clock->seconds(clock->user);
}

// Seconds from some moment on, never going back.
double clock_seconds(void);

// Sleeps for about so many seconds.
void clock_sleep(double seconds);

#endif
