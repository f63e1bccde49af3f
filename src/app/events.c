#include "app/events.h"

#include "app/commands.h"
#include "app/keys.h"
#include "app/timeline.h"
#include "base/words.h"

#include <stdio.h>
#include <string.h>

// ---- keys ---------------------------------------------------------------------------------------

static void on_typing(struct frame *frame, const SDL_KeyboardEvent *event, struct error *error)
{
    switch (event->keysym.sym) {
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
        panel_type_take(&frame->panel, &frame->document, error);
        break;
    case SDLK_ESCAPE:
        panel_type_leave(&frame->panel);
        break;
    case SDLK_BACKSPACE:
        panel_type_back(&frame->panel);
        break;
    default:
        break;
    }
}

// Does what the key is there for, or says why it would do nothing: "V: this lab has one picture".
static void on_command(struct frame *frame, const struct key *key, const SDL_Keysym *pressed,
                       struct error *error)
{
    char name[64], why[256], text[400];
    if (!command_is_unavailable(frame, key->command, key->argument, why)) {
        command_run(frame, key->command, key->argument, error);
        return;
    }
    key_name(pressed->sym, pressed->mod, name);
    snprintf(text, sizeof text, "%s: %s", name, why);
    toast_say(&frame->toast, false, text);
}

// The key of a modal; Esc closes it where it does not take that itself.
static void to_modal(struct frame *frame, const SDL_Keysym *pressed, struct error *error)
{
    const struct modal_type *modal = frame->modal;
    if (!modal->key(frame, frame->modal_data, pressed->sym, pressed->mod, error) &&
        pressed->sym == SDLK_ESCAPE && frame->modal == modal)
        frame_close_modal(frame);
}

static bool is_modifier(int32_t code)
{
    return code == SDLK_LSHIFT || code == SDLK_RSHIFT || code == SDLK_LCTRL || code == SDLK_RCTRL ||
           code == SDLK_LALT || code == SDLK_RALT || code == SDLK_LGUI || code == SDLK_RGUI;
}

// Esc stops a search. What one has found is shown until the next key, which does its own besides.
static bool to_finder(struct frame *frame, const SDL_Keysym *pressed)
{
    struct finder *finder = &frame->finder;
    const bool is_leaving = finder_is_open(finder) && pressed->sym == SDLK_ESCAPE;
    if (is_leaving && finder_is_busy(finder))
        toast_say(&frame->toast, false, words("The search was stopped; α stays as it was."));
    if (is_leaving || (!finder_is_busy(finder) && !is_modifier(pressed->sym)))
        finder_end(finder);
    return is_leaving;
}

static void on_key(struct frame *frame, const SDL_KeyboardEvent *event, struct error *error)
{
    const struct key *key = key_find(event->keysym.sym, event->keysym.mod);
    if (key && strcmp(key->command, "quit") == 0) // whatever else is open
        on_command(frame, key, &event->keysym, error);
    else if (frame->modal)
        to_modal(frame, &event->keysym, error);
    else if (frame->panel.is_typing)
        on_typing(frame, event, error);
    else if (frame->is_help)
        frame->is_help = false; // any key closes it
    else if (!to_finder(frame, &event->keysym) && key)
        on_command(frame, key, &event->keysym, error);
}

// ---- mouse --------------------------------------------------------------------------------------

static void to_lab(struct frame *frame, enum lab_pointer_kind kind, float wheel,
                   struct error *error)
{
    const struct lab_layout layout = frame_layout(frame);
    const struct lab_pointer pointer = {kind, frame->pointer, wheel};
    const enum lab_effect effect = document_point(&frame->document, &layout, &pointer, error);
    if (kind == LAB_PRESS && effect != LAB_NOTHING)
        frame->drag = FRAME_DRAG_LAB;
}

static void move_to(struct frame *frame, int x, int y)
{
    frame->pointer = window_units(&frame->window, x, y);
    frame->has_pointer = true;
}

// To what lies there; from here to the release, its changes are one step of undo.
static void press(struct frame *frame, int clicks, struct error *error)
{
    const struct lab_layout layout = frame_layout(frame);
    struct canvas *canvas = frame->window.canvas;
    const enum timeline_press timeline = timeline_press(canvas, &frame->document, frame->pointer);
    if (timeline == TIMELINE_GRABBED)
        frame->drag = FRAME_DRAG_TIMELINE;
    if (timeline != TIMELINE_MISSED)
        return;
    const enum panel_press panel = panel_press(&frame->panel, canvas, &frame->document,
                                               &layout.panel, frame->pointer, clicks, error);
    if (panel == PANEL_MISSED) {
        to_lab(frame, LAB_PRESS, 0, error);
    } else if (panel == PANEL_GRABBED) {
        frame->drag = FRAME_DRAG_SLIDER;
        panel_drag(canvas, &frame->document, &layout.panel, frame->pointer, error);
    }
}

static void on_press(struct frame *frame, const SDL_MouseButtonEvent *button, struct error *error)
{
    move_to(frame, button->x, button->y);
    if (button->button != SDL_BUTTON_LEFT)
        return;
    if (frame->modal) {
        if (frame->modal->press)
            frame->modal->press(frame, frame->modal_data, frame->pointer, button->clicks, error);
        else
            frame_close_modal(frame);
        return;
    }
    if (frame->is_help) {
        frame->is_help = false;
        return;
    }
    if (!finder_is_busy(&frame->finder))
        finder_end(&frame->finder);
    document_hold(&frame->document);
    press(frame, button->clicks, error);
}

static void on_release(struct frame *frame, struct error *error)
{
    if (frame->drag == FRAME_DRAG_LAB)
        to_lab(frame, LAB_RELEASE, 0, error);
    frame->drag = FRAME_DRAG_NONE;
    document_release(&frame->document);
}

static void on_motion(struct frame *frame, const SDL_MouseMotionEvent *motion, struct error *error)
{
    const struct lab_layout layout = frame_layout(frame);
    struct canvas *canvas = frame->window.canvas;
    move_to(frame, motion->x, motion->y);
    if (frame->modal && frame->modal->motion)
        frame->modal->motion(frame, frame->modal_data, frame->pointer);
    else if (frame->drag == FRAME_DRAG_LAB)
        to_lab(frame, LAB_DRAG, 0, error);
    else if (frame->drag == FRAME_DRAG_SLIDER)
        panel_drag(canvas, &frame->document, &layout.panel, frame->pointer, error);
    else if (frame->drag == FRAME_DRAG_TIMELINE)
        timeline_drag(canvas, &frame->document, frame->pointer);
}

static void on_wheel(struct frame *frame, const SDL_MouseWheelEvent *wheel, struct error *error)
{
    const struct lab_layout layout = frame_layout(frame);
    const float notches =
        wheel->direction == SDL_MOUSEWHEEL_FLIPPED ? -wheel->preciseY : wheel->preciseY;
    if (frame->modal) {
        if (frame->modal->wheel)
            frame->modal->wheel(frame, frame->modal_data, notches);
    } else if (rect_contains(&layout.panel, frame->pointer))
        panel_scroll(&frame->panel, notches);
    else if (!frame->is_help)
        to_lab(frame, LAB_WHEEL, notches, error);
}

// ---- all ----------------------------------------------------------------------------------------

void events_take(struct frame *frame, const SDL_Event *event)
{
    struct error error = {0};
    switch (event->type) {
    case SDL_QUIT:
        frame->is_over = true;
        break;
    case SDL_KEYDOWN:
        on_key(frame, &event->key, &error);
        break;
    case SDL_TEXTINPUT:
        if (frame->modal && frame->modal->text)
            frame->modal->text(frame, frame->modal_data, event->text.text, &error);
        else
            panel_type_text(&frame->panel, event->text.text);
        break;
    case SDL_MOUSEBUTTONDOWN:
        on_press(frame, &event->button, &error);
        break;
    case SDL_MOUSEBUTTONUP:
        on_release(frame, &error);
        break;
    case SDL_MOUSEMOTION:
        on_motion(frame, &event->motion, &error);
        break;
    case SDL_MOUSEWHEEL:
        on_wheel(frame, &event->wheel, &error);
        break;
    case SDL_WINDOWEVENT:
        if (event->window.event == SDL_WINDOWEVENT_LEAVE)
            frame->has_pointer = false;
        if (event->window.event == SDL_WINDOWEVENT_CLOSE)
            frame->is_over = true;
        break;
    case SDL_DROPFILE:
        frame_open_name(frame, event->drop.file, &error);
        SDL_free(event->drop.file);
        break;
    default:
        break;
    }
    frame_settle(frame, &error);
    window_typing(&frame->window, frame->panel.is_typing || (frame->modal && frame->modal->text));
}
