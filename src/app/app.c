#include "app/app.h"

#include "app/events.h"
#include "app/frame.h"
#include "app/keys.h"
#include "app/loop.h"
#include "base/array.h"
#include "base/asset.h"
#include "scene/shelf.h"

#include <stdio.h>
#include <stdlib.h>

struct app {
    struct frame frame;
    struct help_row help[HELP_MAX];
};

struct app *app_create(const struct scene *scene, const struct app_options *options,
                       struct error *error)
{
    struct app *app = array_create(1, sizeof *app, error);
    if (!app)
        return NULL;
    struct frame *frame = &app->frame;
    document_init(&frame->document, options->threads);
    const char *theme = options->theme ? options->theme : scene_text(scene, "view", "theme");
    frame->theme = theme ? theme_find(theme) : NULL;
    if (!frame->theme)
        frame->theme = &theme_light;
    const size_t lines = key_help(app->help, HELP_MAX);
    frame->help = app->help;
    frame->help_count = lines < HELP_MAX ? lines : HELP_MAX;
    // The scene first: what is wrong with it is said before a window flashes up.
    frame->scenes = shelf_names(error);
    if (frame->scenes && frame_open(frame, scene, error) &&
        window_open(&frame->window, options->width, options->height, error)) {
        frame_show_title(frame);
        frame->changes_seen = frame->document.changes;
        return app;
    }
    app_destroy(app);
    return NULL;
}

void app_destroy(struct app *app)
{
    if (!app)
        return;
    frame_close_modal(&app->frame);
    finder_end(&app->frame.finder);
    document_clear(&app->frame.document);
    window_close(&app->frame.window);
    asset_list_free(app->frame.scenes);
    free(app);
}

void app_event(struct app *app, const SDL_Event *event)
{
    events_take(&app->frame, event);
}

double app_frame(struct app *app, double seconds)
{
    frame_advance(&app->frame, seconds);
    return frame_show(&app->frame);
}

// ---- running ------------------------------------------------------------------------------------

// Time passes before the events that ended it: a rest is no part of what they begin.
static double turn(void *user, double seconds)
{
    struct app *app = user;
    SDL_Event event;
    frame_advance(&app->frame, seconds);
    while (SDL_PollEvent(&event))
        app_event(app, &event);
    return app->frame.is_over ? -1 : frame_show(&app->frame);
}

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
    loop_run(turn, app);
    SDL_DelEventWatch(watch, app);
    app_destroy(app);
    return true;
}

// ---- for tests ----------------------------------------------------------------------------------

bool app_is_over(const struct app *app)
{
    return app->frame.is_over;
}

double app_step(const struct app *app)
{
    return app->frame.document.step;
}

bool app_is_playing(const struct app *app)
{
    return app->frame.document.is_playing;
}

const struct scene *app_scene(const struct app *app)
{
    return &app->frame.document.now.scene;
}

const char *app_toast(const struct app *app)
{
    return toast_shows(&app->frame.toast) ? app->frame.toast.text : "";
}

const char *app_selected(const struct app *app, char text[128])
{
    const struct document *document = &app->frame.document;
    const struct lab_slider slider = document_slider(document, document->slider);
    const struct lab_group group = document_group(document, slider.group);
    snprintf(text, 128, "%s.%s", group.section, slider.param ? slider.param->key : "");
    return text;
}
