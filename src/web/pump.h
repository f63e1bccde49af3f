// Background work where nothing runs in the background: the loop gives it a part of every frame.
#ifndef RAVINE_WEB_PUMP_H
#define RAVINE_WEB_PUMP_H

#include <stdbool.h>

// Advances the jobs that were started, one after the other, for about so many seconds. True while
// there is more to do.
bool pump_jobs(double seconds);

#endif
