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
    finder_end(&frame->finder);
    panel_type_leave(&frame->panel);
    frame->panel.scroll = 0;
    frame->drag = FRAME_DRAG_NONE;
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
    return (struct lab_view){
        .theme = frame->theme,
        .step = document->step,
        .has_pointer = frame->has_pointer && !frame->is_help && !frame->modal &&
                       frame->drag == FRAME_DRAG_NONE,
        .pointer = frame->pointer,
        .is_selected = true,
        .selected = document_slider(document, document->slider).group,
    };
}

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

void frame_advance(struct frame *frame, double seconds)
{
    // A machine that slept, or a window that was dragged, must not skip to the end.
    document_advance(&frame->document, fmin(seconds, longest_frame));
    toast_advance(&frame->toast, seconds);
    follow_finder(frame);
}

void frame_draw(struct frame *frame)
{
    window_begin(&frame->window, frame->theme->background);
    struct canvas *canvas = frame->window.canvas;
    const struct lab_layout layout = frame_layout(frame);
    const struct lab_view view = frame_view(frame);
    panel_draw(&frame->panel, canvas, frame->theme, &frame->document, &layout.panel);
    timeline_draw(canvas, frame->theme, &frame->document);
    // After them: a tip at the pointer may be larger than the picture has room for.
    lab_draw(frame->document.lab, canvas, &layout, &view);
    finder_draw(&frame->finder, canvas, frame->theme, &frame->document, &layout.second);
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
    const bool is_busy = was_busy || lab_busy(lab) || finder_is_busy(&frame->finder);
    const double due = is_busy ? computing_frame : INFINITY;
    return frame->document.is_playing ? 0 : fmin(due, toast_due(&frame->toast));
}
