// Lives of the window, one after another.
#include "bench/bench.h"
#include "soak/soak.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Drivers keep a little of every window they had, and may open a file late.
static const double growth_max = 3e6;
enum { FILES_MORE = 4 };
enum { LIVES_EARLY = 3, CRASH = 200 }; // after which event of a life the window is gone at once

static const char *const scenes[] = {
    "six-runners",     "digits",
    "temperatures",    "manual-decay",
    "schedules",       "wandering",
    "landscape",       "splitting",
    "learned",         "ravine",
    "diamonds",        "bias-correction",
    "rosenbrock",      "batch-sizes",
    "weights",         "zeros",
    "too-large-alpha", "window-or-ewa",
    "beale",           "cost-curves",
    "plateau",         "choosing-batch-size",
};

// `life` −1: the one before has crashed, and what was changed is offered.
static void begin_life(struct soak *soak, long life)
{
    struct scene scene = {0};
    struct error error = {0};
    if (life >= 0)
        place_fill(soak);
    const char *name = scenes[(size_t)(life + 1) % (sizeof scenes / sizeof *scenes)];
    const struct app_options options = {.width = 640, .height = 400, .remembers = true};
    if (scene_read(&scene, name, &error))
        soak->app = app_create(&scene, &options, &error);
    scene_clear(&scene);
    if (!soak->app)
        soak_fail(soak, "%s does not open: %s", name, error.text);
    soak->frame = (struct frame *)app_frame_of(soak->app);
    soak->has_typed_nan = false;
    SDL_SetWindowMinimumSize(soak->frame->window.window, 1, 1);
    judge_canvas(soak);
    soak->is_drawn = true;
    judge_frame(soak);
}

static void end_life(struct soak *soak, bool crashes)
{
    if (!crashes)
        app_leave(soak->app);
    app_destroy(soak->app);
    judge_forget(soak);
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
    soak->app = NULL;
    soak->frame = NULL;
}

static void check_leftovers(struct soak *soak, long lives)
{
    struct soak_shared *shared = soak->shared;
    shared->memory = judge_memory();
    shared->files = judge_files();
    if (lives <= LIVES_EARLY) {
        shared->memory_early = shared->memory;
        shared->files_early = shared->files;
    }
    if (shared->memory > shared->memory_early + growth_max)
        soak_fail(soak, "memory has grown from %.0f to %.0f bytes, with all windows closed",
                  shared->memory_early, shared->memory);
    if (shared->files > shared->files_early + FILES_MORE)
        soak_fail(soak, "%d files are open where %d were, with all windows closed", shared->files,
                  shared->files_early);
}

static void do_event(struct soak *soak, long number)
{
    hands_do(soak, number);
    judge_event(soak);
    judge_frame(soak);
    judge_event(soak);
    if (number % CHECK_EVENTS == CHECK_EVENTS - 1)
        judge_history(soak);
    soak->shared->events++;
}

void life_run(struct soak *soak, const struct soak_plan *plan)
{
    const double start = bench_now();
    long life = -1, lives = 0;
    for (size_t i = 0; plan->number ? i < plan->count : bench_now() - start < plan->seconds; i++) {
        const long number = plan->number ? plan->number[i] : (long)i;
        if (soak->app && (number / LIFE_EVENTS != life || app_is_over(soak->app))) {
            end_life(soak, false);
            check_leftovers(soak, ++lives);
        }
        life = number / LIFE_EVENTS;
        if (!soak->app)
            begin_life(soak, life);
        do_event(soak, number);
        if (number % LIFE_EVENTS == CRASH && !app_is_over(soak->app)) {
            end_life(soak, true);
            begin_life(soak, -1);
        }
    }
    if (soak->app)
        end_life(soak, false);
}
