#include "app/frame.h"

#include "app/timeline.h"
#include "base/words.h"

#include <math.h>
#include <stdio.h>

static const double longest_frame = 0.1;        // seconds
static const double computing_frame = 1 / 30.0; // while something is computed

void frame_show_title(struct frame *frame)
{
    const struct document *document = &frame->document;
    const char *title = scene_text(&document->now.scene, "scene", "title");
    char text[300];
    snprintf(text, sizeof text, "%s – Ravine", title ? title : words(document->lab->type->title));
    window_title(&frame->window, text);
}

bool frame_open(struct frame *frame, const struct scene *scene, struct error *error)
{
    if (!document_open(&frame->document, scene, error))
        return false;
    panel_type_leave(&frame->panel);
    frame->panel.scroll = 0;
    frame->drag = FRAME_DRAG_NONE;
    reader_leave(&frame->reader);
    frame_show_title(frame);
    return true;
}

void frame_close_modal(struct frame *frame)
{
    const struct modal_type *type = frame->modal;
    void *data = frame->modal_data;
    frame->modal = NULL;
    frame->modal_data = NULL;
    if (type && type->free)
        type->free(data);
}

void frame_open_modal(struct frame *frame, const struct modal_type *type, void *data)
{
    frame_close_modal(frame);
    frame->modal = type;
    frame->modal_data = data;
}

bool frame_open_name(struct frame *frame, const char *word, struct error *error)
{
    struct scene scene = {0};
    const bool done = scene_read(&scene, word, error) && frame_open(frame, &scene, error);
    scene_clear(&scene);
    return done;
}

void frame_settle(struct frame *frame, const struct error *error)
{
    if (error->kind != ERROR_NONE)
        toast_say(&frame->toast, true, error->text);
    else if (frame->changes_seen != frame->document.changes)
        toast_dismiss(&frame->toast);
    frame->changes_seen = frame->document.changes;
}

struct lab_layout frame_layout(const struct frame *frame)
{
    const struct canvas *canvas = frame->window.canvas;
    return lab_layout(canvas->width, canvas->height, TIMELINE_HEIGHT);
}

struct lab_view frame_view(const struct frame *frame)
{
    const struct document *document = &frame->document;
    const struct reader *reader = &frame->reader;
    struct lab_view view = {
        .theme = frame->theme,
        .step = document->step,
        .has_pointer = frame->has_pointer && !frame->is_help && !frame->modal &&
                       frame->drag == FRAME_DRAG_NONE && !reader->is_on,
        .pointer = frame->pointer,
        .is_selected = true,
        .selected =
            reader->is_on ? reader->group : document_slider(document, document->slider).group,
        .is_reading = reader->is_on,
        .reading = reader->step,
    };
    view.is_moving = ease_at(&frame->ease, view.low, view.high);
    return view;
}

bool frame_plot(const struct frame *frame, struct plot *plot)
{
    const struct lab *lab = frame->document.lab;
    const struct lab_layout layout = frame_layout(frame);
    if (!lab_picture(lab)->plot)
        return false;
    lab_picture(lab)->plot(lab, &layout, plot);
    return true;
}

// The drawn part of the stage goes where the document's is. A hand that drags it is not to be
// followed late.
static void follow(struct frame *frame)
{
    struct plot plot;
    if (!frame_plot(frame, &plot)) {
        frame->ease = (struct ease){0};
        return;
    }
    const double low[2] = {plot.x.low, plot.y.low}, high[2] = {plot.x.high, plot.y.high};
    const bool at_once = frame->drag != FRAME_DRAG_NONE || plot.x.log || plot.y.log;
    ease_follow(&frame->ease, frame->document.lab, low, high, at_once);
}

void frame_rest(struct frame *frame)
{
    follow(frame);
    ease_rest(&frame->ease);
}

void frame_advance(struct frame *frame, double seconds)
{
    // A machine that slept, or a window that was dragged, must not skip to the end.
    document_advance(&frame->document, fmin(seconds, longest_frame));
    toast_advance(&frame->toast, seconds);
    ease_advance(&frame->ease, seconds);
}

void frame_draw(struct frame *frame)
{
    window_begin(&frame->window, frame->theme->background);
    struct canvas *canvas = frame->window.canvas;
    const struct lab_layout layout = frame_layout(frame);
    follow(frame);
    reader_settle(&frame->reader, &frame->document);
    const struct lab_view view = frame_view(frame);
    panel_draw(&frame->panel, canvas, frame->theme, &frame->document, &layout.panel);
    timeline_draw(canvas, frame->theme, &frame->document);
    // After them: a tip at the pointer may be larger than the picture has room for.
    lab_draw(frame->document.lab, canvas, &layout, &view);
    struct plot plot;
    if (frame->drag == FRAME_DRAG_BOX && frame_plot(frame, &plot))
        zoom_box_draw(&frame->box, canvas, frame->theme, &plot.area);
    if (frame->is_help)
        overlay_draw_help(canvas, frame->theme, frame->help, frame->help_count);
    if (frame->modal)
        frame->modal->draw(frame, frame->modal_data);
    overlay_draw_toast(canvas, frame->theme, &frame->toast, TIMELINE_HEIGHT);
    window_end(&frame->window);
}

double frame_show(struct frame *frame)
{
    const struct lab *lab = frame->document.lab;
    // What ends while this frame is drawn may not be in it: then one more is due.
    const bool was_busy = lab_busy(lab);
    frame_draw(frame);
    window_show(&frame->window);
    const double due = was_busy || lab_busy(lab) ? computing_frame : INFINITY;
    const bool is_moving = frame->document.is_playing || frame->ease.left > 0;
    return is_moving ? 0 : fmin(due, toast_due(&frame->toast));
}
