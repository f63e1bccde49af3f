// A frame while a slider moves, in every lab: how long it takes and which part of it how long.
// Other work on the machine makes the wall's times longer: the least of them and the processor's
// time say what the program itself needs.
#include "app/app.h"
#include "app/frame.h"
#include "bench/bench.h"
#include "canvas/gl/api.h"

#include <SDL.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

enum { FRAMES = 120, PARTS = 6 };

static const char *const part_name[PARTS] = {"change", "begin", "panel", "edges", "lab", "show"};

// Scenes of the labs, and how long a frame of each may take.
static const struct {
    const char *scene;
    double goal; // milliseconds
} rows[] = {{"six-runners", 12}, {"temperatures", 12}, {"digits", 16}, {"schedules", 16}};

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

static void slide(struct app *app, int frame)
{
    press(app, frame / 10 % 2 ? SDLK_LEFT : SDLK_RIGHT);
}

// Adds what has passed since *mark to a part's times.
static void end_part(double times[PARTS][FRAMES], size_t part, int frame, double *mark)
{
    glFinish();
    const double now = bench_now();
    times[part][frame] = 1e3 * (now - *mark);
    *mark = now;
}

// The frame in its parts, as frame_draw has them, each of them drawn to its end.
static void time_parts(struct app *app, double times[PARTS][FRAMES], int i)
{
    struct frame *frame = (struct frame *)app_frame_of(app); // it is its own here
    struct canvas *canvas = frame->window.canvas;
    double mark = bench_now();
    slide(app, i);
    frame_advance(frame, 1.0 / 60);
    end_part(times, 0, i, &mark);
    window_begin(&frame->window, frame->theme->background);
    const struct lab_layout layout = frame_layout(frame);
    const struct lab_view view = frame_view(frame);
    end_part(times, 1, i, &mark);
    frame_draw_panel(frame, &layout);
    canvas_clip(canvas, NULL); // sends what is gathered
    end_part(times, 2, i, &mark);
    frame_draw_edges(frame);
    canvas_clip(canvas, NULL);
    end_part(times, 3, i, &mark);
    lab_draw(frame->document.lab, canvas, &layout, &view);
    window_end(&frame->window);
    end_part(times, 4, i, &mark);
    window_show(&frame->window);
    end_part(times, 5, i, &mark);
}

// One row a scene: the whole frame, then its parts.
static bool time_scene(const char *name, double goal, struct error *error)
{
    static double whole[FRAMES], parts[PARTS][FRAMES];
    struct scene scene = {0};
    const struct app_options options = {.width = 1280, .height = 720};
    struct app *app = NULL;
    if (scene_read(&scene, name, error))
        app = app_create(&scene, &options, error);
    if (!app)
        return false;
    press(app, SDLK_END);
    for (int i = 0; i < 20; i++) { // textures, glyphs, the first run before
        slide(app, i);
        app_frame(app, 1.0 / 60);
    }
    const double cpu = processor_seconds();
    for (int i = 0; i < FRAMES; i++) {
        glFinish();
        const double start = bench_now();
        slide(app, i);
        app_frame(app, 1.0 / 60);
        glFinish();
        whole[i] = 1e3 * (bench_now() - start);
    }
    const double processor = 1e3 * (processor_seconds() - cpu) / FRAMES;
    const double least = bench_quantile(whole, FRAMES, 0);
    printf("%-14s %7.2f %7.2f %7.2f %7.2f %6g ", name, least, bench_quantile(whole, FRAMES, 0.5),
           bench_quantile(whole, FRAMES, 0.95), processor, goal);
    for (int i = 0; i < FRAMES; i++)
        time_parts(app, parts, i);
    for (int i = 0; i < PARTS; i++)
        printf(" %6.2f", bench_quantile(parts[i], FRAMES, 0.25));
    putchar('\n');
    app_destroy(app);
    scene_clear(&scene);
    return true;
}

int main(int argc, char **argv)
{
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
    printf("Milliseconds of a frame at 1280 × 720 while a slider moves\n%-14s %7s %7s %7s %7s %6s ",
           "", "least", "median", "95 %", "CPU", "goal");
    for (int i = 0; i < PARTS; i++)
        printf(" %6s", part_name[i]);
    printf("   (parts: lower quartile)\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        if (argc > 1 && strcmp(argv[1], rows[i].scene) != 0)
            continue;
        if (!time_scene(rows[i].scene, rows[i].goal, &error)) {
            fprintf(stderr, "%s\n", error.text);
            return 1;
        }
    }
    return 0;
}
