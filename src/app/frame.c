#include "app/frame.h"

#include "app/gallery.h"
#include "base/far.h"
#include "base/file.h"
#include "base/home.h"
#include "base/payload.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/linked.h"
#include "labs/starter.h"
#include "scene/shelf.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double longest_frame = 0.1;        // seconds
static const double computing_frame = 1 / 30.0; // while something is computed

void frame_show_title(struct frame *frame)
{
    const struct document *document = &frame->document;
    char title[200], text[300];
    lab_title(document->lab, title, sizeof title);
    memcpy(frame->title, title, sizeof frame->title);
    frame->title_says_changed = document_is_changed(document);
    snprintf(text, sizeof text,
             frame->title_says_changed ? words("%s · changed – Ravine") : words("%s – Ravine"),
             title);
    window_title(&frame->window, text);
}

// ---- scenes -------------------------------------------------------------------------------------

// After another scene has come in the place of the one before.
static bool arrive(struct frame *frame)
{
    panel_type_leave(&frame->panel);
    frame->panel.scroll = 0;
    frame->panel.follow = true;
    frame->drag = FRAME_DRAG_NONE;
    reader_leave(&frame->reader);
    finder_end(&frame->finder);
    frame->shows_notes = false; // never on by themselves
    frame->shows_strip = false;
    frame->part = LAB_STAGE;
    frame->slider[0] = '\0';
    scene_clear(&frame->awaited);
    document_forget_wish(&frame->document);
    toast_dismiss(&frame->toast);
    frame->changes_seen = frame->document.changes;
    predict_arrive(&frame->predict, &frame->document);
    frame->is_drawing = false;
    // Playing would tell: the question comes first.
    if (predict_wants(&frame->predict, &frame->document))
        frame->document.is_playing = false;
    frame_show_title(frame);
    // What is wrong with a question is said before it is due.
    struct error error = {0};
    if (!quiz_applies(frame->document.lab->type, &frame->document.now.scene, &error))
        toast_say(&frame->toast, true, error.text);
    return true;
}

static bool open_scene(struct frame *frame, const struct scene *scene, struct error *error)
{
    return session_open(&frame->session, &frame->document, scene, error) && arrive(frame);
}

// Passes on why a scene did not open. One that only waits for a file opens when that has come.
static bool await(struct frame *frame, const struct scene *scene, bool is_linked,
                  const struct error *why, struct error *error)
{
    if (why->kind == ERROR_COMING) {
        struct scene copy = {0};
        document_forget_wish(&frame->document);
        scene_clear(&frame->awaited);
        if (scene_copy(&copy, scene, NULL)) // else it has to be asked for again
            frame->awaited = copy;
        frame->awaited_is_linked = is_linked;
        frame->awaited_at = frame->document.changes;
    }
    return error_pass(error, why);
}

bool frame_open(struct frame *frame, const struct scene *scene, struct error *error)
{
    struct error why = {0};
    return open_scene(frame, scene, &why) || await(frame, scene, false, &why, error);
}

bool frame_return(struct frame *frame, size_t index, struct error *error)
{
    return session_return(&frame->session, &frame->document, index, error) && arrive(frame);
}

bool frame_open_path(struct frame *frame, const char *path, struct error *error)
{
    if (session_shows(&frame->document, path))
        return arrive(frame);
    const size_t left = session_find(&frame->session, path);
    if (left != SESSION_NONE)
        return frame_return(frame, left, error);
    struct scene scene = {0};
    const bool done = starter_read(&scene, path, error) &&
                      (linked_is_meant(path) ? frame_open_linked(frame, &scene, error)
                                             : frame_open(frame, &scene, error));
    scene_clear(&scene);
    return done;
}

static bool awaits(const struct frame *frame)
{
    return frame->awaited.count > 0;
}

// What it was asked for in has done its work.
static void leave_blamed(struct frame *frame)
{
    if (!frame->blamed || frame->blamed != frame_field(frame))
        return;
    if (frame->modal)
        frame_close_modal(frame);
    else
        panel_type_leave(&frame->panel);
}

static void grant(struct frame *frame)
{
    struct error error = {0};
    const unsigned before = frame->document.changes;
    if (!frame->document.wish.is_there)
        return;
    scene_clear(&frame->awaited); // it was wished after that
    document_grant(&frame->document, &error);
    if (frame->document.changes != before)
        leave_blamed(frame);
    frame_settle(frame, &error);
}

void frame_open_awaited(struct frame *frame)
{
    struct error error = {0};
    if (far_is_coming())
        return;
    grant(frame);
    if (!awaits(frame))
        return;
    struct scene scene = frame->awaited;
    frame->awaited = (struct scene){.count = 0};
    const bool is_wanted = frame->awaited_at == frame->document.changes;
    if (is_wanted && !(frame->awaited_is_linked ? frame_open_linked(frame, &scene, &error)
                                                : frame_open(frame, &scene, &error)))
        toast_say(&frame->toast, true, error.text);
    else if (is_wanted)
        leave_blamed(frame);
    if (is_wanted && error.kind == ERROR_NONE && !session_has_lecture(&frame->session))
        session_enter_its(&frame->session, &frame->document);
    scene_clear(&scene);
}

// The scene that ships as the link hides it: what an exercise hides, no undo brings back.
static bool open_shipped(struct frame *frame, const struct scene *linked, struct error *error)
{
    const char *hidden = scene_text(linked, "view", HIDE_KEY);
    struct scene scene = {0};
    if (!hidden || session_shows(&frame->document, linked->source) ||
        session_find(&frame->session, linked->source) != SESSION_NONE)
        return frame_open_path(frame, linked->source, error);
    const bool done = starter_read(&scene, linked->source, error) &&
                      scene_put(&scene, "view", HIDE_KEY, hidden, error) &&
                      open_scene(frame, &scene, error);
    scene_clear(&scene);
    return done;
}

bool frame_open_linked(struct frame *frame, const struct scene *scene, struct error *error)
{
    const bool ships = scene->source && !payload_is_figure(scene->source);
    struct error why = {0};
    return ((!ships || open_shipped(frame, scene, &why)) && open_scene(frame, scene, &why)) ||
           await(frame, scene, true, &why, error);
}

bool frame_open_name(struct frame *frame, const char *word, struct error *error)
{
    char path[4096];
    if (lecture_is_meant(word))
        return frame_open_lecture(frame, word, error);
    if (!frame_open_path(frame, shelf_find(word, path, sizeof path, NULL) ? path : word, error))
        return false;
    if (!session_has_lecture(&frame->session))
        session_enter_its(&frame->session, &frame->document);
    return true;
}

// "Left out “02-broken”: 02-broken.ini:3: …", and how many more.
static void tell_skipped(struct frame *frame, const char *name, const char *why, size_t count)
{
    char text[600];
    if (count == 0)
        return;
    if (count == 1)
        snprintf(text, sizeof text, words("Left out %s: %s"), name, why);
    else
        snprintf(text, sizeof text, words("Left out %zu scenes, the first of them %s: %s"), count,
                 name, why);
    toast_say(&frame->toast, true, text);
}

bool frame_open_place(struct frame *frame, size_t place, int direction, struct error *error)
{
    const struct lecture *lecture = &frame->session.lecture;
    struct error first = {0};
    size_t skipped = 0, at = place;
    for (; at < lecture->count; at += (size_t)direction) {
        struct error why = {0};
        if (frame_open_path(frame, lecture->entry[at].path, &why)) {
            tell_skipped(frame, lecture->entry[place].name, first.text, skipped);
            return true;
        }
        if (why.kind == ERROR_COMING) // nothing is wrong with it
            return error_pass(error, &why);
        if (skipped++ == 0)
            first = why;
    }
    return error_pass(error, &first);
}

bool frame_open_lecture(struct frame *frame, const char *word, struct error *error)
{
    struct lecture lecture;
    if (!lecture_read(&lecture, word, error))
        return false;
    session_enter(&frame->session, &frame->document, &lecture);
    struct error why = {0};
    const bool done = frame_open_place(frame, 0, 1, &why);
    if (!done && why.kind != ERROR_COMING)
        session_enter(&frame->session, &frame->document, &lecture);
    lecture_clear(&lecture);
    return done || error_pass(error, &why);
}

// ---- what lies over them ------------------------------------------------------------------------

bool frame_asks(const struct frame *frame)
{
    return predict_is_asked(&frame->predict) && !frame->is_plain;
}

bool frame_is_bare(const struct frame *frame)
{
    return frame_asks(frame) || (frame->is_bare && !frame->panel.is_typing);
}

bool frame_has_panel(const struct frame *frame)
{
    return !frame_is_bare(frame) && !document_hides_panel(&frame->document);
}

void frame_show_on(struct frame *frame, bool on)
{
    struct show *show = &frame->show;
    if (on == show->is_on)
        return;
    if (on)
        *show = (struct show){true, frame->window.is_full_screen, frame->is_bare};
    frame->is_bare = on || show->was_bare;
    window_full_screen(&frame->window, on || show->was_full_screen);
    show->is_on = on;
}

void frame_say_saved(struct frame *frame, const char *path, const char *note)
{
    char shown[FILE_PATH_MAX], text[FILE_PATH_MAX + 300];
    home_shorten(path, shown, sizeof shown);
    text_print(text, sizeof text, words("Saved %s"), shown);
    if (*note)
        text_append(text, sizeof text, "; %s", note);
    toast_say(&frame->toast, false, text);
}

void frame_close_modal(struct frame *frame)
{
    const struct modal_type *type = frame->modal;
    void *data = frame->modal_data;
    frame->modal = NULL;
    frame->modal_data = NULL;
    if (frame->gallery)
        gallery_rest(frame->gallery);
    if (type && type->free)
        type->free(data);
}

void frame_open_modal(struct frame *frame, const struct modal_type *type, void *data)
{
    frame_close_modal(frame);
    frame->modal = type;
    frame->modal_data = data;
}

struct gallery *frame_gallery(struct frame *frame, struct error *error)
{
    char *const none[] = {NULL};
    if (!frame->gallery)
        frame->gallery = gallery_create(frame->scenes ? frame->scenes : none, error);
    if (frame->gallery)
        frame->gallery->tables = frame->document.tables;
    return frame->gallery;
}

// "momentum, learning rate: 0.08".
static void name_slider(const struct frame *frame, char text[200])
{
    const struct document *document = &frame->document;
    const struct lab_slider slider = document_slider(document, document->slider);
    char value[64];
    text[0] = '\0';
    if (!slider.param)
        return;
    const struct lab_group group = document_group(document, slider.group);
    param_show(slider.param, scene_number(&document->now.scene, group.section, slider.param), value,
               sizeof value);
    snprintf(text, 200, words("%s, %s: %s"), group.name, words(slider.param->label), value);
}

// What the panel would show and the bare picture does not.
static void tell_slider(struct frame *frame)
{
    char text[200];
    name_slider(frame, text);
    if (!frame_has_panel(frame) && *frame->slider && strcmp(text, frame->slider) != 0)
        toast_say(&frame->toast, false, text);
    if (*frame->slider && strcmp(text, frame->slider) != 0)
        frame->shows_strip = true;
    memcpy(frame->slider, text, sizeof text);
}

const void *frame_field(const struct frame *frame)
{
    if (frame->modal)
        return frame->modal->text ? frame->modal_data : NULL;
    return frame->panel.is_typing ? &frame->panel : NULL;
}

static void say_wrong(struct frame *frame, const struct error *error)
{
    toast_say(&frame->toast, true, error->text);
    frame->blamed = frame_field(frame);
    frame->blame = frame->toast.said;
}

static void forget_blame(struct frame *frame)
{
    if (!frame->blamed || frame->blamed == frame_field(frame))
        return;
    frame->blamed = NULL;
    if (frame->blame == frame->toast.said)
        toast_dismiss(&frame->toast);
}

void frame_settle(struct frame *frame, const struct error *error)
{
    if (error->kind != ERROR_NONE)
        say_wrong(frame, error);
    else if (frame->changes_seen != frame->document.changes)
        toast_dismiss(&frame->toast);
    forget_blame(frame);
    frame->changes_seen = frame->document.changes;
    tell_slider(frame);
    char title[sizeof frame->title];
    lab_title(frame->document.lab, title, sizeof title);
    if (frame->title_says_changed != document_is_changed(&frame->document) ||
        strcmp(frame->title, title) != 0)
        frame_show_title(frame);
}

// ---- looking ------------------------------------------------------------------------------------

struct lab_view frame_view(const struct frame *frame)
{
    const struct document *document = &frame->document;
    const struct reader *reader = &frame->reader;
    struct lab_view view = {
        .theme = frame->theme,
        .step = document->step,
        // While it plays, what is asked for would only be in the way of what is shown.
        .has_pointer = frame->has_pointer && !document->is_playing && !frame->is_help &&
                       !frame->modal && frame->drag == FRAME_DRAG_NONE && !reader->is_on,
        .is_asking = frame_asks(frame),
        .is_changed = !frame->is_plain && frame->title_says_changed,
        .pointer = frame->pointer,
        .is_selected = true,
        .selected =
            reader->is_on ? reader->group : document_slider(document, document->slider).group,
        .is_reading = reader->is_on,
        .reading = reader->step,
    };
    view.is_moving = ease_at(&frame->ease, view.low, view.high);
    memcpy(view.from_low, frame->ease.from.low, sizeof view.from_low);
    memcpy(view.from_high, frame->ease.from.high, sizeof view.from_high);
    view.arrived = (float)ease_share(&frame->ease);
    return view;
}

bool frame_plot(const struct frame *frame, struct plot *plot)
{
    struct lab *lab = frame->document.lab;
    const struct lab_layout layout = frame_layout(frame);
    return lab_picture(lab)->plot && lab_picture(lab)->plot(lab, &layout, plot);
}

const char *frame_cannot_zoom(const struct frame *frame)
{
    struct plot plot;
    return frame_plot(frame, &plot) ? NULL
                                    : "no axes to zoom: this picture always shows everything";
}

// The drawn part of the stage goes where the document's is. A hand that drags it is not to be
// followed late, nor are axes that grow with what is computed.
static void follow(struct frame *frame)
{
    struct plot plot;
    if (!frame_plot(frame, &plot)) {
        frame->ease = (struct ease){0};
        return;
    }
    const struct lab *lab = frame->document.lab;
    struct ease_part part = {
        .of = lab,
        .picture = lab_picture(lab),
        .is_log = {plot.x.log, plot.y.log},
        .low = {plot.x.low, plot.y.low},
        .high = {plot.x.high, plot.y.high},
    };
    snprintf(part.label, sizeof part.label, "%s", plot.x.label ? plot.x.label : "");
    const bool is_growing = lab->type->busy && lab->type->busy(lab);
    ease_follow(&frame->ease, &part, frame->drag != FRAME_DRAG_NONE || is_growing);
}

void frame_rest(struct frame *frame)
{
    follow(frame);
    ease_rest(&frame->ease);
}

// ---- frames -------------------------------------------------------------------------------------

static void follow_finder(struct frame *frame)
{
    struct error error = {0};
    const bool was_busy = finder_is_busy(&frame->finder);
    if (!finder_is_open(&frame->finder))
        return;
    finder_follow(&frame->finder, &frame->document, &error);
    frame_settle(frame, &error);
    if (was_busy && !finder_is_open(&frame->finder) && error.kind == ERROR_NONE)
        toast_say(&frame->toast, false, words("The search has ended: the scene was changed."));
}

static void follow_prediction(struct frame *frame)
{
    struct error error = {0};
    if (!predict_follow(&frame->predict, &frame->document, &error))
        frame_settle(frame, &error);
}

// What was left out of the scene's data, turned round and assumed, is said once.
static void tell_data(struct frame *frame)
{
    char text[sizeof frame->found];
    if (frame->found_at == frame->document.changes)
        return;
    frame->found_at = frame->document.changes;
    lab_tell_data(frame->document.lab, text, sizeof text);
    if (*text && strcmp(text, frame->found) != 0)
        toast_say(&frame->toast, false, text);
    memcpy(frame->found, text, sizeof text);
}

void frame_advance(struct frame *frame, double seconds)
{
    // A machine that slept, or a window that was dragged, must not skip to the end; and nothing
    // is missed behind a black screen.
    if (!frame->is_blank)
        document_advance(&frame->document, fmin(seconds, longest_frame));
    toast_advance(&frame->toast, seconds);
    ease_advance(&frame->ease, seconds);
    follow_finder(frame);
    follow_prediction(frame);
    tell_data(frame);
}

// What lies over the picture. Messages stand above notes.
static void draw_over(struct frame *frame)
{
    struct canvas *canvas = frame->window.canvas;
    frame_draw_notes(frame);
    if (frame->is_help)
        overlay_draw_help(canvas, frame->theme, frame->help, frame->help_count, frame->help_page);
    if (frame->modal)
        frame->modal->draw(frame, frame->modal_data);
    frame_draw_messages(frame);
}

// The document: nothing of it shows behind what covers it all.
static void draw_document(struct frame *frame)
{
    struct canvas *canvas = frame->window.canvas;
    const struct lab_layout layout = frame_layout(frame);
    follow(frame);
    reader_settle(&frame->reader, &frame->document);
    const struct lab_view view = frame_view(frame);
    struct quiz quiz;
    if (frame_asks(frame) && predict_quiz(&frame->predict, &frame->document, &quiz) &&
        quiz.hides_picture) {
        frame_draw_question(frame);
        return;
    }
    frame_draw_panel(frame, &layout);
    frame_draw_edges(frame);
    // After them: a tip at the pointer may be larger than the picture has room for.
    // What another run did would tell, too.
    struct lab *lab = frame->document.lab;
    const bool hides_ghost = lab->hides_ghost;
    lab->hides_ghost = hides_ghost || frame_asks(frame);
    lab_draw(lab, canvas, &layout, &view);
    lab->hides_ghost = hides_ghost;
    frame_draw_question(frame);
    if (!frame->is_plain)
        finder_draw(&frame->finder, canvas, frame->theme, &frame->document,
                    layout.second.width > 0  ? &layout.second
                    : layout.stage.width > 0 ? &layout.stage
                    : layout.below.width > 0 ? &layout.below
                                             : &layout.panel);
    struct plot plot;
    if (frame->drag == FRAME_DRAG_BOX && frame_plot(frame, &plot))
        zoom_box_draw(&frame->box, canvas, frame->theme, &plot.area);
}

void frame_draw(struct frame *frame)
{
    const bool is_blank = frame->is_blank && !frame->is_plain;
    frame->window.is_hall = frame_is_bare(frame);
    frame->window.is_exact = frame->is_plain; // it is kept
    window_begin(&frame->window, is_blank ? (struct color){0, 0, 0, 1} : frame->theme->background);
    if (!is_blank) {
        if (!frame->modal || !frame->modal->covers)
            draw_document(frame);
        draw_over(frame);
    }
    window_end(&frame->window);
}

double frame_show(struct frame *frame)
{
    const struct lab *lab = frame->document.lab;
    // What ends while this frame is drawn may not be in it, nor may what begins and ends in it:
    // then one more is due.
    const bool was_busy = lab_busy(lab);
    const unsigned begun = lab->begun;
    const double work = frame->modal && frame->modal->work
                            ? frame->modal->work(frame, frame->modal_data)
                            : INFINITY;
    frame_draw(frame);
    window_show(&frame->window);
    if (frame->is_blank)
        return INFINITY;
    const bool is_busy = was_busy || lab->begun != begun || lab_busy(lab) ||
                         finder_is_busy(&frame->finder) || former_is_due(&frame->document.former);
    const double due = is_busy ? fmin(work, computing_frame) : work;
    const bool is_moving = frame->document.is_playing || frame->ease.left > 0;
    return is_moving ? 0 : fmin(due, toast_due(&frame->toast));
}
