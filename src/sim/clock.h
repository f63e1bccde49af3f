// Measured time.
#ifndef RAVINE_SIM_CLOCK_H
#define RAVINE_SIM_CLOCK_H

// Seconds from some moment on, never going back.
double clock_seconds(void);

// Sleeps for about so many seconds.
void clock_sleep(double seconds);

#endif
