#include "app/state.h"

#include "base/array.h"
#include "base/asset.h"
#include "base/text.h"
#include "canvas/gl/gl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- the scene ----------------------------------------------------------------------------------

void app_say(struct app *app, bool is_error, const char *text)
{
    snprintf(app->toast.text, sizeof app->toast.text, "%s", text);
    app->toast.left = TOAST_SECONDS;
    app->toast.is_error = is_error;
}

double app_last_step(const struct app *app)
{
    return (double)app->lab->type->steps(app->lab);
}

// What a change leaves as it was: the place on the timeline, the selected slider, as far as they
// still are.
static void settle(struct app *app)
{
    const size_t sliders = lab_sliders(app->lab);
    if (app->slider >= sliders)
        app->slider = sliders - 1;
    app->step = fmin(app->step, app_last_step(app));
    // Most races are over by now: then the picture goes from old to new without a jump.
    lab_wait(app->lab, app->step, 8);
}

// Remembers the scene before a change; of a drag only what was before it.
static void keep(struct app *app, struct scene *before)
{
    if (app->is_dragging_on)
        scene_clear(before);
    else
        history_push(&app->history, before);
    app->is_dragging_on = app->drag != APP_DRAG_NONE;
}

bool app_reopen(struct app *app, struct scene *before)
{
    struct error error = {0};
    const bool was_at_end = app->step >= app_last_step(app);
    if (lab_check(app->lab->type, &app->scene, &error) &&
        app->lab->type->open(app->lab, &app->scene, &error)) {
        keep(app, before);
        if (was_at_end && !app->is_playing)
            app->step = app_last_step(app);
        settle(app);
        return true;
    }
    // The message speaks of a file or of --set where a slider was moved: only its end matters.
    const char *text = strncmp(error.text, "--set ", 6) == 0 ? strstr(error.text, ": ") : NULL;
    app_say(app, true, text ? text + 2 : error.text);
    scene_clear(&app->scene);
    app->scene = *before;
    memset(before, 0, sizeof *before);
    return false;
}

// Opens a scene out of the history in place of the one shown, which comes back in *scene.
static bool exchange(struct app *app, struct scene *scene)
{
    const struct scene now = app->scene;
    struct error error = {0};
    if (!app->lab->type->open(app->lab, scene, &error)) {
        app_say(app, true, error.text);
        return false;
    }
    app->scene = *scene;
    *scene = now;
    settle(app);
    return true;
}

void app_undo(struct app *app)
{
    struct scene *scene = history_back(&app->history);
    if (!scene)
        app_say(app, false, "nothing to undo");
    else if (!exchange(app, scene))
        history_on(&app->history);
}

void app_redo(struct app *app)
{
    struct scene *scene = history_on(&app->history);
    if (!scene)
        app_say(app, false, "nothing to redo");
    else if (!exchange(app, scene))
        history_back(&app->history);
}

bool app_change(struct app *app, const char *section, const char *key, const char *value)
{
    struct scene before = {0};
    struct error error = {0};
    if (!scene_copy(&before, &app->scene, &error) ||
        !scene_put(&app->scene, section, key, value, &error)) {
        scene_clear(&before);
        app_say(app, true, error.text);
        return false;
    }
    return app_reopen(app, &before);
}

static void show_title(struct app *app)
{
    const char *title = scene_text(&app->scene, "scene", "title");
    char text[300];
    snprintf(text, sizeof text, "%s – Ravine", title ? title : app->lab->type->title);
    if (app->window)
        SDL_SetWindowTitle(app->window, text);
}

bool app_open(struct app *app, const struct scene *scene, struct error *error)
{
    const struct lab_type *type = lab_for(scene, error);
    struct scene now = {0}, opened = {0};
    struct lab *lab = type && scene_copy(&now, scene, error) && scene_copy(&opened, scene, error)
                          ? lab_create(type, scene, app->threads, error)
                          : NULL;
    if (!lab) {
        scene_clear(&now);
        scene_clear(&opened);
        return false;
    }
    if (app->lab)
        lab_destroy(app->lab);
    scene_clear(&app->scene);
    scene_clear(&app->opened);
    history_clear(&app->history);
    app->lab = lab;
    app->scene = now;
    app->opened = opened;
    app->slider = 0;
    app->scroll = 0;
    app->drag = APP_DRAG_NONE;
    app->is_typing = false;
    // A scene that names its place is shown there; others begin to play.
    const char *step = scene_text(scene, "view", "step");
    app->is_playing = !(step && text_number(step, &app->step));
    if (app->is_playing)
        app->step = 0;
    settle(app);
    show_title(app);
    return true;
}

// ---- the window ---------------------------------------------------------------------------------

static bool open_window(struct app *app, const struct app_options *options, struct error *error)
{
    // Lectures are not interrupted by a screen saver, and closing is the window manager's.
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return error_set(error, ERROR_FAILED,
                         "no display to open a window on (%s); ravine render SCENE -o FILE.png "
                         "draws without one",
                         SDL_GetError());
    app->has_video = true;
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    app->window = SDL_CreateWindow(
        "Ravine", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
        options->width > 0 ? options->width : 1280, options->height > 0 ? options->height : 720,
        SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (app->window)
        app->context = SDL_GL_CreateContext(app->window);
    if (!app->context)
        return error_set(error, ERROR_FAILED, "no OpenGL 3.3 for a window here: %s",
                         SDL_GetError());
    SDL_SetWindowMinimumSize(app->window, 480, 320);
    SDL_GL_SetSwapInterval(1);
    SDL_StopTextInput();
    app->canvas = canvas_gl_create(error);
    return app->canvas != NULL;
}

struct app *app_create(const struct scene *scene, const struct app_options *options,
                       struct error *error)
{
    struct app *app = array_create(1, sizeof *app, error);
    if (!app)
        return NULL;
    app->threads = options->threads;
    app->text_size = 1;
    app->speed = 1;
    const char *theme = options->theme ? options->theme : scene_text(scene, "view", "theme");
    app->theme = theme ? theme_find(theme) : NULL;
    if (!app->theme)
        app->theme = &theme_light;
    // The scene first: what is wrong with it is said before a window flashes up.
    app->names = asset_list("scenes", ".ini", error);
    if (app->names && app_open(app, scene, error) && open_window(app, options, error)) {
        show_title(app);
        return app;
    }
    app_destroy(app);
    return NULL;
}

void app_destroy(struct app *app)
{
    if (!app)
        return;
    if (app->lab)
        lab_destroy(app->lab);
    canvas_destroy(app->canvas);
    if (app->context)
        SDL_GL_DeleteContext(app->context);
    if (app->window)
        SDL_DestroyWindow(app->window);
    if (app->has_video)
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    asset_list_free(app->names);
    scene_clear(&app->scene);
    scene_clear(&app->opened);
    history_clear(&app->history);
    free(app);
}

// ---- drawing ------------------------------------------------------------------------------------

struct lab_layout app_layout(const struct app *app)
{
    return lab_layout(app->canvas->width, app->canvas->height, TIMELINE_HEIGHT);
}

// Text grows with the window beyond 720 lines, and by the user's wish.
float app_scale(const struct app *app, int width, int height)
{
    int points_wide, points_high;
    SDL_GetWindowSize(app->window, &points_wide, &points_high);
    const float density = points_wide > 0 ? (float)width / (float)points_wide : 1;
    const float fit = fminf((float)width / density / 1280, (float)height / density / 720);
    return density * fmaxf(fit, 1) * app->text_size;
}

struct lab_view app_view(const struct app *app)
{
    struct lab_slider slider;
    lab_slider(app->lab, app->slider, &slider);
    return (struct lab_view){
        .theme = app->theme,
        .step = app->step,
        .has_pointer = app->has_pointer && !app->is_help && app->drag == APP_DRAG_NONE,
        .pointer = app->pointer,
        .is_selected = true,
        .selected = slider.group,
    };
}

void app_draw(struct app *app)
{
    int width, height;
    SDL_GL_GetDrawableSize(app->window, &width, &height);
    canvas_gl_begin(app->canvas, width, height, app_scale(app, width, height),
                    app->theme->background);
    const struct lab_layout layout = app_layout(app);
    const struct lab_view view = app_view(app);
    lab_draw(app->lab, app->canvas, &layout, &view);
    panel_draw(app, &layout.panel);
    timeline_draw(app);
    if (app->is_help)
        overlay_draw_help(app);
    overlay_draw_toast(app);
    canvas_gl_end(app->canvas);
}

double app_frame(struct app *app, double seconds)
{
    timeline_advance(app, seconds);
    app->toast.left = fmax(app->toast.left - seconds, 0);
    app_draw(app);
    SDL_GL_SwapWindow(app->window);
    if (app->is_playing || (app->toast.left > 0 && app->toast.left < 0.5))
        return 0;
    if (lab_busy(app->lab))
        return 1.0 / 30;
    return app->toast.left > 0 ? app->toast.left - 0.45 : INFINITY;
}

// ---- running ------------------------------------------------------------------------------------

// Some systems block the loop while the window is dragged larger: draw from inside the event.
static int watch(void *user, SDL_Event *event)
{
    struct app *app = user;
    if (event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED)
        app_frame(app, 0);
    return 0;
}

bool app_run(const struct scene *scene, const struct app_options *options, struct error *error)
{
    struct app *app = app_create(scene, options, error);
    if (!app)
        return false;
    SDL_AddEventWatch(watch, app);
    const double tick = 1 / (double)SDL_GetPerformanceFrequency();
    uint64_t last = SDL_GetPerformanceCounter();
    while (!app->is_over) {
        const uint64_t now = SDL_GetPerformanceCounter();
        // A machine that slept, or a window that was dragged, must not skip to the end.
        const double due = app_frame(app, fmin((double)(now - last) * tick, 0.1));
        last = now;
        const double spent = (double)(SDL_GetPerformanceCounter() - now) * tick;
        // Where the display does not hold frames back, sixty a second are enough.
        const double wait = fmin(fmax(due, 1.0 / 60 - spent), 1e6);
        SDL_Event event;
        bool has_event =
            isinf(due) ? SDL_WaitEvent(&event) : SDL_WaitEventTimeout(&event, (int)(wait * 1000));
        // After a long rest time begins anew.
        if (!app->is_playing && due > 0)
            app->toast.left =
                fmax(app->toast.left - (double)(SDL_GetPerformanceCounter() - last) * tick, 0);
        if (!app->is_playing)
            last = SDL_GetPerformanceCounter();
        for (; has_event; has_event = SDL_PollEvent(&event))
            app_event(app, &event);
    }
    SDL_DelEventWatch(watch, app);
    app_destroy(app);
    return true;
}

// ---- for tests ----------------------------------------------------------------------------------

bool app_is_over(const struct app *app)
{
    return app->is_over;
}

double app_step(const struct app *app)
{
    return app->step;
}

bool app_is_playing(const struct app *app)
{
    return app->is_playing;
}

const struct scene *app_scene(const struct app *app)
{
    return &app->scene;
}

const char *app_toast(const struct app *app)
{
    return app->toast.left > 0 ? app->toast.text : "";
}

const char *app_selected(const struct app *app, char text[128])
{
    struct lab_slider slider;
    struct lab_group group;
    lab_slider(app->lab, app->slider, &slider);
    app->lab->type->group(app->lab, slider.group, app->step, &group);
    snprintf(text, 128, "%s.%s", group.section, slider.param->key);
    return text;
}
