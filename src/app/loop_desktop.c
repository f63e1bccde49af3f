// The loop of systems whose programs may wait.
#include "app/loop.h"

#include <SDL.h>
#include <math.h>

// Where the display does not hold frames back, sixty a second are enough.
static const double least_turn = 1.0 / 60;

void loop_run(loop_turn *turn, void *user)
{
    const double tick = 1 / (double)SDL_GetPerformanceFrequency();
    uint64_t last = SDL_GetPerformanceCounter();
    for (;;) {
        const uint64_t now = SDL_GetPerformanceCounter();
        const double due = turn(user, (double)(now - last) * tick);
        last = now;
        if (due < 0)
            return;
        const double spent = (double)(SDL_GetPerformanceCounter() - now) * tick;
        const double wait = fmin(fmax(due, least_turn - spent), 1e6);
        // The event stays where it is: the turn takes it.
        if (isinf(due))
            SDL_WaitEvent(NULL);
        else
            SDL_WaitEventTimeout(NULL, (int)ceil(wait * 1000));
    }
}
