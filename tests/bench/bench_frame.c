// The window: time of a frame with everything moving, the rest when nothing does, start and memory.
//
// bench_frame [PART …]: only these parts: bare, start, race, relief, rest, or a scene's name.
// `bare` is a window that shows nothing, of this machine's own OpenGL: what start and memory cannot
// go below. Other work on the machine makes the wall's times longer: the processor's time beside
// them says what the program itself needs.
#include "app/app.h"
#include "bench/bench.h"
#include "canvas/gl/api.h"

#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FRAMES = 120 };

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

// Frames while `change` is called before each: the median, 95 % and the processor's time a frame.
static void time_frames(struct app *app, const char *what, double goal,
                        void (*change)(struct app *, int))
{
    static double times[FRAMES];
    const double cpu = processor_seconds();
    for (int i = 0; i < FRAMES; i++) {
        change(app, i);
        glFinish();
        const double start = bench_now();
        app_frame(app, 1.0 / 60);
        glFinish();
        times[i] = 1e3 * (bench_now() - start);
    }
    const double processor = 1e3 * (processor_seconds() - cpu) / FRAMES;
    report(what, bench_quantile(times, FRAMES, 0.5), goal);
    printf("%-58s %8.2f ms   %8.2f ms of processors\n", "  one in twenty takes longer than",
           bench_quantile(times, FRAMES, 0.95), processor);
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

// ---- parts --------------------------------------------------------------------------------------

// A window that shows a shipped scene with so many steps, 0 for its own; NULL on failure, which is
// told.
static struct app *open_window(const char *name, int steps)
{
    struct scene scene = {0};
    struct error error = {0};
    struct app *app = NULL;
    const struct app_options options = {.width = 1280, .height = 720};
    char text[16];
    snprintf(text, sizeof text, "%d", steps);
    if (scene_read(&scene, name, &error) &&
        (steps == 0 || scene_put(&scene, "run", "steps", text, &error))) {
        scene_remove(&scene, "predict"); // Space plays, and asks nothing
        app = app_create(&scene, &options, &error);
    }
    scene_clear(&scene);
    if (!app)
        fprintf(stderr, "%s\n", error.text);
    return app;
}

static double resident_mb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

// Of what is resident now, what files hold: libraries, the driver's compiler above all. 0 where the
// system does not tell.
static double resident_files_mb(void)
{
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    double kilobytes = 0;
    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, "RssFile:", 8) == 0)
            kilobytes = atof(line + 8);
    if (status)
        fclose(status);
    return kilobytes / 1024;
}

static void open_bare(void)
{
    const double start = bench_now(), cpu = processor_seconds(), memory = resident_mb();
    SDL_Init(SDL_INIT_VIDEO);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_Window *window = SDL_CreateWindow("bare", 0, 0, 1280, 720, SDL_WINDOW_OPENGL);
    if (!window || !SDL_GL_CreateContext(window))
        return;
    glClear(GL_COLOR_BUFFER_BIT);
    glFinish();
    printf("%-58s %8.2f ms   %8.2f ms of processors, %.1f MB (%.1f before)\n",
           "a bare window of this OpenGL", 1e3 * (bench_now() - start),
           1e3 * (processor_seconds() - cpu), resident_mb(), memory);
    fflush(stdout);
}

// In a process of its own, which leaves nothing that is loaded already.
static bool time_bare(const char *name)
{
    (void)name;
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        open_bare();
        _exit(0);
    }
    return child > 0 && waitpid(child, NULL, 0) == child;
}

static bool time_start(const char *name)
{
    const double start = bench_now(), cpu = processor_seconds();
    struct app *app = open_window(name, 0);
    if (!app)
        return false;
    app_frame(app, 0);
    glFinish();
    report("start to first frame", 1e3 * (bench_now() - start), 100);
    printf("%-58s %8.2f ms of processors, %.1f MB\n", "", 1e3 * (processor_seconds() - cpu),
           resident_mb());
    app_destroy(app);
    return true;
}

static bool time_race(const char *name)
{
    struct app *app = open_window(name, 1000);
    if (!app)
        return false;
    time_frames(app, "a frame while six paths of 1,000 steps play", 10, play);
    press(app, SDLK_END);
    time_frames(app, "a frame while a slider moves (race, contour kept)", 12, slide);
    time_frames(app, "  while they play beside the run before the last change", 10, play);
    press(app, SDLK_g);
    time_frames(app, "  the same without the run before", 10, play);
    press(app, SDLK_g);
    time_frames(app, "a frame while the wheel zooms (contour anew)", 10, zoom);
    app_destroy(app);
    return true;
}

// The same frames flat and as a relief, with the scene's own steps and with long noisy paths.
static bool time_reliefs(const char *name)
{
    for (int steps = 0; steps <= 1000; steps += 1000) {
        struct app *app = open_window(name, steps);
        if (!app)
            return false;
        printf("%s\n", steps ? "Six paths of 1,000 steps" : "Six paths of the scene's steps");
        press(app, SDLK_END);
        time_frames(app, "  a frame while the contour is dragged", 20, orbit);
        let_go(app);
        press(app, SDLK_f);
        press(app, SDLK_e);
        time_frames(app, "  a frame while the relief is turned", 20, orbit);
        let_go(app);
        time_frames(app, "  while the paths play on it", 20, play);
        app_destroy(app);
    }
    return true;
}

static bool time_rest(const char *name)
{
    struct app *app = open_window(name, 0);
    if (!app)
        return false;
    SDL_Event event;
    while (!isinf(app_frame(app, 10))) { // messages fade
        while (SDL_PollEvent(&event))    // that the window is there is an event, too
            app_event(app, &event);
        glFinish(); // frames in the making take memory of their own
    }
    // A driver that has nothing to wait on, as this one, asks for events every millisecond: that
    // alone takes what is said here where no frame is drawn. A window of X sleeps until one comes.
    const double cpu = processor_seconds(), wall = bench_now();
    int frames = 0;
    while (bench_now() - wall < 2) {
        if (!SDL_WaitEventTimeout(&event, 500))
            continue;
        app_event(app, &event);
        frames++; // as the window's loop: a turn an event
        app_frame(app, 0);
    }
    printf("%-58s %8d frames in 2 s, 0 aimed at; %.2f %% of one processor\n", "at rest", frames,
           100 * (processor_seconds() - cpu) / (bench_now() - wall));
    printf("%-58s %8.1f MB   %5.2f of the 120 MB aimed at; %.1f MB are files of libraries\n",
           "largest resident memory", resident_mb(), resident_mb() / 120, resident_files_mb());
    app_destroy(app);
    return true;
}

static bool time_scene(const char *name)
{
    struct app *app = open_window(name, 0);
    if (!app)
        return false;
    printf("%s\n", name);
    press(app, SDLK_END);
    time_frames(app, "  a frame while a slider moves", 16, slide);
    time_frames(app, "  while they play", 10, play);
    app_destroy(app);
    return true;
}

// One window after the other: each has the graphics card to itself.
static const struct {
    const char *name, *scene;
    bool (*run)(const char *scene);
} parts[] = {
    {"bare", NULL, time_bare},
    {"start", "six-runners", time_start},
    {"race", "six-runners", time_race},
    {"relief", "six-runners", time_reliefs},
    {"rest", "six-runners", time_rest},
    {"digits", "digits", time_scene},
    {"temperatures", "temperatures", time_scene},
    {"schedules", "schedules", time_scene},
};

static bool is_asked_for(const char *part, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], part) == 0)
            return true;
    return argc < 2;
}

int main(int argc, char **argv)
{
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
    printf("Frames of 1280 × 720\n");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (is_asked_for(parts[i].name, argc, argv) && !parts[i].run(parts[i].scene))
            return 1;
    return 0;
}
