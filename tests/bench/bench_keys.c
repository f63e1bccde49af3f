// Every key in every lab, and changes that are slow to make again: how long from the key to the end
// of the frame that follows it. No key is to wait for a computation. The processor's time is the
// interface's own thread's; where the wall's is much longer on a machine that has nothing else to
// do, the key waits for another.
#include "app/app.h"
#include "app/commands.h"
#include "app/frame.h"
#include "app/keys.h"
#include "bench/bench.h"
#include "canvas/gl/api.h"

#include <SDL.h>
#include <stdio.h>
#include <string.h>

enum { REPEATS = 2 };

static const char *const scenes[] = {"six-runners", "temperatures", "digits",
                                     "schedules",   "landscape",    "diamonds"};

static double thread_seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

// Ends the program, or leaves something in the user's folders.
static bool is_left_out(const char *command)
{
    static const char *const names[] = {"quit", "screenshot", "save", "full-screen", "save-as"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(command, names[i]) == 0)
            return true;
    return false;
}

static SDL_Event event_of(const struct key *key)
{
    SDL_Event event = {.type = SDL_KEYDOWN};
    event.key.keysym.sym = key->code;
    event.key.keysym.mod = (Uint16)((key->modifiers & KEY_SHIFT ? KMOD_LSHIFT : 0) |
                                    (key->modifiers & KEY_CTRL ? KMOD_LCTRL : 0) |
                                    (key->modifiers & KEY_ALT ? KMOD_LALT : 0));
    return event;
}

// The least times of a key, from a scene that rests.
static bool time_key(struct app *app, const struct scene *scene, const struct key *key,
                     double *wall, double *own, struct error *error)
{
    struct frame *frame = (struct frame *)app_frame_of(app);
    *wall = *own = 1e9;
    for (int i = 0; i < REPEATS; i++) {
        frame_close_modal(frame);
        frame->is_help = frame->is_blank = frame->is_bare = false;
        if (!frame_open(frame, scene, error))
            return false;
        frame->document.is_playing = false;
        frame->document.step = 0.6 * document_last_step(&frame->document);
        for (int k = 0; k < 3; k++) {
            lab_wait(frame->document.lab, frame->document.step, 3000);
            app_frame(app, 1.0 / 60);
        }
        glFinish();
        const SDL_Event event = event_of(key);
        const double begun = bench_now(), spent = thread_seconds();
        app_event(app, &event);
        app_frame(app, 1.0 / 60);
        glFinish();
        *own = SDL_min(*own, 1e3 * (thread_seconds() - spent));
        *wall = SDL_min(*wall, 1e3 * (bench_now() - begun));
    }
    return true;
}

// What a key changes that is slow to make again: other data, another network, another surface.
struct change {
    const char *scene, *section, *key, *value;
};
static const struct change changes[] = {
    {"digits", "data", "data", "diamonds"},
    {"digits", "network", "hidden", "256,128"},
    {"digits", "network", "hidden", "32,32,32,32"},
    {"digits", "run", "epochs", "40"},
    {"landscape", "data", "data", "diamonds"},
    {"diamonds", "objective", "standardize", "yes"},
    {"diamonds", "objective", "kind", "surface"},
    {"six-runners", "objective", "kind", "regression"},
    {"six-runners", "objective", "surface", "rastrigin"},
    {"schedules", "objective", "surface", "ackley"},
};

// The change and the frame after it; then taking it back, likewise.
static bool time_change(struct app *app, const struct scene *scene, const struct change *change,
                        struct error *error)
{
    struct frame *frame = (struct frame *)app_frame_of(app);
    double wall[2] = {1e9, 1e9}, own[2] = {1e9, 1e9};
    for (int i = 0; i < REPEATS; i++) {
        if (!frame_open(frame, scene, error))
            return false;
        for (int back = 0; back < 2; back++) {
            lab_wait(frame->document.lab, frame->document.step, 3000);
            app_frame(app, 1.0 / 60);
            glFinish();
            const double begun = bench_now(), spent = thread_seconds();
            if (!(back ? document_undo(&frame->document, error)
                       : document_change(&frame->document, change->section, change->key,
                                         change->value, error)))
                return false;
            app_frame(app, 1.0 / 60);
            glFinish();
            own[back] = SDL_min(own[back], 1e3 * (thread_seconds() - spent));
            wall[back] = SDL_min(wall[back], 1e3 * (bench_now() - begun));
        }
    }
    char what[80];
    snprintf(what, sizeof what, "%s = %s", change->key, change->value);
    for (int back = 0; back < 2; back++)
        printf("%-14s %-35s %8.1f %8.1f\n", change->scene, back ? "  undone" : what, wall[back],
               own[back]);
    return true;
}

static bool time_changes(struct app *app, const struct scene *scene, const char *name,
                         struct error *error)
{
    bool done = true;
    for (size_t i = 0; done && i < sizeof changes / sizeof *changes; i++)
        if (strcmp(changes[i].scene, name) == 0)
            done = time_change(app, scene, &changes[i], error);
    return done;
}

static bool time_scene(const char *name, double least, struct error *error)
{
    struct scene scene = {0};
    struct app *app = NULL;
    const struct app_options options = {.width = 1280, .height = 720};
    if (scene_read(&scene, name, error))
        app = app_create(&scene, &options, error);
    bool done = app != NULL;
    for (const struct key *key = keys; done && key->command; key++) {
        double wall, own;
        char text[64];
        const SDL_Event event = event_of(key);
        if (is_left_out(key->command))
            continue;
        done = time_key(app, &scene, key, &wall, &own, error);
        key_name(key->code, event.key.keysym.mod, text);
        if (done && (own >= least || wall >= 4 * least))
            printf("%-14s %-14s %-20s %8.1f %8.1f\n", name, text, key->command, wall, own);
    }
    done = done && time_changes(app, &scene, name, error);
    app_destroy(app);
    scene_clear(&scene);
    return done;
}

int main(int argc, char **argv)
{
    const double least = 12; // milliseconds
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
    printf("Keys that take %g ms of their own or %g in all, with their frame\n%-14s %-14s %-20s "
           "%8s %8s\n",
           least, 4 * least, "scene", "key", "command", "wall", "own CPU");
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        struct error error = {0};
        if (argc > 1 && strcmp(argv[1], scenes[i]) != 0)
            continue;
        if (!time_scene(scenes[i], least, &error)) {
            fprintf(stderr, "%s\n", error.text);
            return 1;
        }
    }
    return 0;
}
