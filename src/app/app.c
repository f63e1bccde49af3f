#include "app/app.h"

#include "app/events.h"
#include "app/files.h"
#include "app/frame.h"
#include "app/gallery.h"
#include "app/keys.h"
#include "app/linking.h"
#include "app/loop.h"
#include "app/predict_judge.h"
#include "app/rescue.h"
#include "app/settings.h"
#include "app/told.h"
#include "base/array.h"
#include "base/asset.h"
#include "data/ahead.h"
#include "scene/shelf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct app {
    struct frame frame;
    struct help_row help[HELP_MAX];
    struct rescue rescue;
    struct told told;
    struct settings settings;        // as they are remembered
    const struct theme *seen_theme;  // when they were written last; NULL: not yet
    float seen_text;                 // likewise
    char message[512];               // what was wrong with them; empty = nothing
    const struct theme *first_theme; // that it began with
    bool has_own_size;               // the window's size was asked for
    struct tables *tables;           // what was read of data sets
    struct linking linking;          // where an address line shows the scene
    bool reads_ahead;                // those that ship, since the first frame was shown
};

static bool open_first(struct frame *frame, const struct scene *scene,
                       const struct app_options *options, struct error *error)
{
    const char *lecture = options->lecture;
    if (lecture && !scene)
        return frame_open_lecture(frame, lecture, error);
    struct lecture given = {0};
    if ((lecture && !lecture_read(&given, lecture, error)) ||
        !(options->is_linked ? frame_open_linked(frame, scene, error)
                             : frame_open(frame, scene, error))) {
        lecture_clear(&given);
        return false;
    }
    if (lecture)
        session_enter(&frame->session, &frame->document, &given);
    else
        session_enter_its(&frame->session, &frame->document);
    return true;
}

// ---- what is remembered -------------------------------------------------------------------------

static void recall(struct app *app, const struct app_options *options)
{
    app->frame.remembers = options->remembers;
    app->told.say = voice_find();
    app->has_own_size = options->width > 0;
    if (!options->remembers)
        return;
    settings_read(&app->settings, app->message);
    if (options->message && *options->message)
        snprintf(app->message, sizeof app->message, "%s", options->message);
    if (options->language)
        snprintf(app->settings.language, sizeof app->settings.language, "%s", options->language);
}

static bool open_window(struct app *app, const struct app_options *options, struct error *error)
{
    struct window *window = &app->frame.window;
    const struct settings *settings = &app->settings;
    if (app->has_own_size || settings->width == 0)
        return window_open(window, options->width, options->height, error);
    if (!window_open(window, settings->width, settings->height, error))
        return false;
    window_fit(window);
    return true;
}

static void restore(struct app *app)
{
    struct window *window = &app->frame.window;
    if (app->settings.text_size > 0)
        window->text_size = app->settings.text_size;
    if (app->settings.is_full_screen && !app->has_own_size)
        window_full_screen(window, true);
    if (*app->message)
        toast_say(&app->frame.toast, true, app->message);
    files_remember(&app->frame);
    rescue_offer(&app->rescue, &app->frame);
}

// What is as it began, or as a file brought it, is not remembered anew: a scene's theme is not the
// user's wish.
static void remember(struct app *app)
{
    const struct frame *frame = &app->frame;
    struct settings *settings = &app->settings;
    const bool is_full =
        frame->show.is_on ? frame->show.was_full_screen : frame->window.is_full_screen;
    if (frame->theme != app->first_theme && frame->theme != frame->brought)
        snprintf(settings->theme, sizeof settings->theme, "%s", frame->theme->name);
    if (frame->window.text_size != 1 || settings->text_size > 0)
        settings->text_size = frame->window.text_size;
    if (!app->has_own_size && !frame->window.is_full_screen)
        window_size(&frame->window, &settings->width, &settings->height);
    if (!app->has_own_size)
        settings->is_full_screen = is_full;
    settings_write(settings, NULL); // nobody is there any more to read a complaint
}

static void choose_theme(struct frame *frame, const char *asked, const char *remembered)
{
    const char *theme = asked ? asked : scene_text(&frame->document.now.scene, "view", "theme");
    theme = theme ? theme : remembered;
    frame->theme = theme ? theme_find(theme) : NULL;
    if (!frame->theme)
        frame->theme = &theme_light;
}

struct app *app_create(const struct scene *scene, const struct app_options *options,
                       struct error *error)
{
    struct app *app = array_create(1, sizeof *app, error);
    if (!app)
        return NULL;
    struct frame *frame = &app->frame;
    document_init(&frame->document, options->threads);
    // Without memory for what has been read, it is read again.
    app->tables = frame->document.tables = tables_create(NULL);
    recall(app, options);
    const size_t lines = key_help(app->help, HELP_MAX);
    frame->help = app->help;
    frame->help_count = lines < HELP_MAX ? lines : HELP_MAX;
    key_hint(frame->hint, sizeof frame->hint);
    frame->predict.answers = options->answers;
    if (options->answers && !judge_answers_open(options->answers, error)) {
        app_destroy(app);
        return NULL;
    }
    // The scene first: what is wrong with it is said before a window flashes up.
    frame->scenes = shelf_names(error);
    if (frame->scenes && open_first(frame, scene, options, error) &&
        open_window(app, options, error)) {
        choose_theme(frame, options->theme, app->settings.theme);
        app->first_theme = frame->theme;
        frame_show_title(frame);
        frame->changes_seen = app->rescue.seen = frame->document.changes;
        if (options->remembers)
            restore(app);
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
    rescue_clear(&app->rescue);
    told_clear(&app->told);
    linking_clear(&app->linking);
    gallery_destroy(app->frame.gallery); // its pictures are the window's
    finder_end(&app->frame.finder);
    struct error error = {0};
    if (!predict_clear(&app->frame.predict, &error))
        fprintf(stderr, "ravine: %s\n", error.text);
    scene_clear(&app->frame.awaited);
    document_clear(&app->frame.document);
    session_clear(&app->frame.session);
    tables_destroy(app->tables);
    window_close(&app->frame.window);
    asset_list_free(app->frame.scenes);
    free(app);
}

void app_event(struct app *app, const SDL_Event *event)
{
    events_take(&app->frame, event);
}

// What was chosen is remembered at once: no later moment is sure to come.
static void follow_choices(struct app *app)
{
    const struct frame *frame = &app->frame;
    const bool is_new = app->seen_theme && (frame->theme != app->seen_theme ||
                                            frame->window.text_size != app->seen_text);
    app->seen_theme = frame->theme;
    app->seen_text = frame->window.text_size;
    if (is_new)
        remember(app);
}

// Returns the seconds until something of it is due.
static double advance(struct app *app, double seconds)
{
    frame_open_awaited(&app->frame);
    frame_advance(&app->frame, seconds);
    const double due = fmin(linking_advance(&app->linking, &app->frame, seconds),
                            told_advance(&app->told, &app->frame, seconds));
    if (!app->frame.remembers)
        return due;
    follow_choices(app);
    return fmin(due, rescue_advance(&app->rescue, &app->frame, seconds));
}

// What nobody has asked for yet waits until there is something to see.
static double show(struct app *app)
{
    const double due = frame_show(&app->frame);
    if (app->tables && !app->reads_ahead)
        tables_read_ahead(app->tables, ahead_next);
    app->reads_ahead = true;
    return due;
}

double app_frame(struct app *app, double seconds)
{
    const double due = advance(app, seconds);
    return fmin(show(app), due);
}

void app_leave(struct app *app)
{
    if (!app->frame.remembers)
        return;
    remember(app);
    rescue_drop(&app->rescue);
}

// ---- running ------------------------------------------------------------------------------------

// Time passes before the events that ended it: a rest is no part of what they begin.
static double turn(void *user, double seconds)
{
    struct app *app = user;
    SDL_Event event;
    advance(app, seconds);
    while (SDL_PollEvent(&event))
        app_event(app, &event);
    const double due = advance(app, 0); // what the events have changed
    if (!app->frame.is_over)
        return fmin(show(app), due);
    app_leave(app);
    return -1;
}

// Some systems block the loop while the window is dragged larger: draw from inside the event. And
// some end a program without asking: what is not saved is written from inside that event.
static int watch(void *user, SDL_Event *event)
{
    struct app *app = user;
    if (event->type == SDL_APP_TERMINATING && app->frame.remembers) {
        rescue_advance(&app->rescue, &app->frame, 0);
        rescue_advance(&app->rescue, &app->frame, RESCUE_SECONDS);
    }
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

const struct frame *app_frame_of(const struct app *app)
{
    return &app->frame;
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
