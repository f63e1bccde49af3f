// The window: time of a frame with everything moving, the rest when nothing does, start and memory.
#include "app/app.h"
#include "bench/bench.h"
#include "canvas/gl/api.h"

#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

enum { FRAMES = 300 };

static double processor_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static void press(struct app *app, SDL_Keycode key)
{
    SDL_Event event = {.type = SDL_KEYDOWN};
    event.key.keysym.sym = key;
    app_event(app, &event);
}

static void report(const char *what, double milliseconds, double goal)
{
    printf("%-58s %8.2f ms   %5.2f of the %g ms aimed at\n", what, milliseconds,
           milliseconds / goal, goal);
}

// Frames while `change` is called before each.
static void time_frames(struct app *app, const char *what, void (*change)(struct app *, int))
{
    static double times[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
        change(app, i);
        glFinish();
        const double start = bench_now();
        app_frame(app, 1.0 / 60);
        glFinish();
        times[i] = 1e3 * (bench_now() - start);
    }
    report(what, bench_quantile(times, FRAMES, 0.5), 10);
    printf("%-58s %8.2f ms\n", "  one in twenty takes longer than",
           bench_quantile(times, FRAMES, 0.95));
}

static void play(struct app *app, int frame)
{
    if (frame == 0)
        press(app, SDLK_r);
    if (!app_is_playing(app)) // at the end of the paths, where there is most to draw
        press(app, SDLK_END);
}

static void slide(struct app *app, int frame)
{
    press(app, frame / 10 % 2 ? SDLK_LEFT : SDLK_RIGHT);
}

static void zoom(struct app *app, int frame)
{
    SDL_Event event = {.type = SDL_MOUSEMOTION};
    event.motion.x = 500;
    event.motion.y = 350;
    app_event(app, &event);
    event = (SDL_Event){.type = SDL_MOUSEWHEEL};
    event.wheel.preciseY = frame / 15 % 2 ? -0.5f : 0.5f;
    app_event(app, &event);
}

static void move_mouse(struct app *app, int x, int y)
{
    SDL_Event event = {.type = SDL_MOUSEMOTION};
    event.motion.x = x;
    event.motion.y = y;
    app_event(app, &event);
}

// The mouse holds the stage and goes round.
static void orbit(struct app *app, int frame)
{
    if (frame == 0) {
        move_mouse(app, 450, 350);
        SDL_Event event = {.type = SDL_MOUSEBUTTONDOWN};
        event.button = (SDL_MouseButtonEvent){.type = SDL_MOUSEBUTTONDOWN,
                                              .button = SDL_BUTTON_LEFT,
                                              .clicks = 1,
                                              .x = 450,
                                              .y = 350};
        app_event(app, &event);
    }
    move_mouse(app, 450 + 2 * frame, 350 + (int)(40 * sin(0.1 * frame)));
}

static void let_go(struct app *app)
{
    SDL_Event event = {.type = SDL_MOUSEBUTTONUP};
    event.button = (SDL_MouseButtonEvent){
        .type = SDL_MOUSEBUTTONUP, .button = SDL_BUTTON_LEFT, .x = 450, .y = 350};
    app_event(app, &event);
}

// The same frames flat and as a relief.
static void time_reliefs(struct app *app)
{
    press(app, SDLK_END);
    time_frames(app, "a frame while the contour is dragged", orbit);
    let_go(app);
    press(app, SDLK_f);
    press(app, SDLK_e);
    time_frames(app, "a frame while the relief is turned", orbit);
    let_go(app);
    time_frames(app, "  while the paths play on it", play);
    press(app, SDLK_e);
}

int main(void)
{
    const double start = bench_now();
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
    struct scene scene = {0};
    struct error error = {0};
    const struct app_options options = {.width = 1280, .height = 720};
    struct app *app = NULL;
    if (scene_read(&scene, "six-runners", &error)) {
        scene_remove(&scene, "predict"); // Space plays, and asks nothing
        app = app_create(&scene, &options, &error);
    }
    if (!app) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    app_frame(app, 0);
    glFinish();
    printf("Renderer: %s, 1280 × 720\n", (const char *)glGetString(GL_RENDERER));
    report("start to first frame", 1e3 * (bench_now() - start), 300);
    app_destroy(app);

    scene_put(&scene, "run", "steps", "1000", &error);
    app = app_create(&scene, &options, &error);
    if (!app) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    time_frames(app, "a frame while six paths of 1,000 steps play", play);
    press(app, SDLK_END);
    time_frames(app, "a frame while a slider moves (race, contour kept)", slide);
    time_frames(app, "  while they play beside the run before the last change", play);
    press(app, SDLK_g);
    time_frames(app, "  the same without the run before", play);
    press(app, SDLK_g);
    time_frames(app, "a frame while the wheel zooms (contour anew)", zoom);

    time_reliefs(app);

    press(app, SDLK_END);
    while (!isinf(app_frame(app, 10))) // messages fade
        ;
    const double cpu = processor_seconds(), wall = bench_now();
    SDL_Event event;
    while (bench_now() - wall < 2)
        if (SDL_WaitEventTimeout(&event, 500))
            app_event(app, &event);
    printf("%-58s %8.2f %%    of one processor, at most 2 %% aimed at\n", "at rest",
           100 * (processor_seconds() - cpu) / (bench_now() - wall));
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%-58s %8.1f MB    at most 200 MB aimed at\n", "largest resident memory",
           (double)usage.ru_maxrss / 1024);
    app_destroy(app);

    // One window after the other: each has the graphics card to itself.
    static const struct {
        const char *scene, *moving, *playing;
    } others[] = {
        {"digits", "a frame while a slider retrains six networks", "  while their curves play"},
        {"temperatures", "a frame while β moves", "  while the year plays"},
        {"schedules", "a frame while α moves under six schedules", "  while they play"},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct scene other = {0};
        struct app *second = NULL;
        if (scene_read(&other, others[i].scene, &error)) {
            scene_remove(&other, "predict");
            second = app_create(&other, &options, &error);
        }
        if (!second) {
            fprintf(stderr, "%s\n", error.text);
            return 1;
        }
        press(second, SDLK_END);
        time_frames(second, others[i].moving, slide);
        time_frames(second, others[i].playing, play);
        app_destroy(second);
        scene_clear(&other);
    }
    scene_clear(&scene);
    return 0;
}
