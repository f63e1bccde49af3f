// The loop of a page: the browser calls it before every frame that it shows.
#include "app/loop.h"

#include "base/far.h"
#include "hands.h"
#include "pump.h"

#include <SDL.h>
#include <emscripten.h>
#include <math.h>

// What of a frame goes to work in the background, so that a key is answered in the next one.
static const double slice = 0.008;

struct page {
    loop_turn *turn;
    void *user;
    double last;  // seconds, of the turn before
    double until; // seconds, when the next one is due
    bool awaits;  // a file, as of the turn before
};

extern void far_begin(void); // far.js

static void show(void *user)
{
    struct page *page = user;
    const bool works = pump_jobs(slice);
    const double now = emscripten_get_now() / 1e3;
    SDL_PumpEvents();
    const bool awaits = far_is_coming();
    if (now < page->until && !works && awaits == page->awaits &&
        !SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT))
        return;
    page->awaits = awaits;
    const double due = page->turn(page->user, now - page->last);
    page->last = now;
    page->until = due < 0 ? INFINITY : now + due;
    hands_follow(due);
    if (due < 0)
        emscripten_cancel_main_loop();
}

// Never returns: the browser goes on with the page, which stays as it is.
void loop_run(loop_turn *turn, void *user)
{
    static struct page page;
    page = (struct page){.turn = turn, .user = user, .last = emscripten_get_now() / 1e3};
    far_begin();
    emscripten_set_main_loop_arg(show, &page, 0, 1);
}
