#include "app/events.h"

#include "app/ask.h"
#include "app/asking.h"
#include "app/commands.h"
#include "app/files.h"
#include "app/keys.h"
#include "app/tabs.h"
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
    default:
        panel_type_key(&frame->panel, event->keysym.sym, event->keysym.mod);
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

// Whether a key that is held is there for something that is done once. What a lab brings may go on.
static bool is_once(const struct key *key)
{
    const struct command *command = command_find(key->command);
    return command && command->is_once;
}

// The key of a modal; Esc closes it where it does not take that itself. `key` is what else it is
// there for.
static void to_modal(struct frame *frame, const SDL_Keysym *pressed, const struct key *key,
                     struct error *error)
{
    const struct modal_type *modal = frame->modal;
    if (modal->key(frame, frame->modal_data, pressed->sym, pressed->mod, error))
        return;
    if (pressed->sym == SDLK_ESCAPE && frame->modal == modal)
        frame_close_modal(frame);
    else if (modal->passes && key)
        on_command(frame, key, pressed, error);
}

// Shift alone, and the like.
static bool is_modifier(SDL_Keycode code)
{
    return (code >= SDLK_LCTRL && code <= SDLK_RGUI) || code == SDLK_MODE ||
           code == SDLK_CAPSLOCK || code == SDLK_NUMLOCKCLEAR;
}

// Esc stops a search. What one has found is shown until the next key, which does its own besides.
static bool to_finder(struct frame *frame, const SDL_Keysym *pressed)
{
    struct finder *finder = &frame->finder;
    const bool is_leaving = finder_is_open(finder) && pressed->sym == SDLK_ESCAPE;
    if (is_leaving && finder_is_busy(finder))
        toast_say(&frame->toast, false, words("The search was stopped; α stays as it was."));
    if (is_leaving || !finder_is_busy(finder))
        finder_end(finder);
    return is_leaving;
}

// The keys of the reading cursor, and Esc of a box that is drawn; true when it was one of them.
static bool to_stage(struct frame *frame, const SDL_Keysym *pressed)
{
    const bool is_escape = pressed->sym == SDLK_ESCAPE;
    if (frame->drag == FRAME_DRAG_BOX && is_escape) {
        frame->drag = FRAME_DRAG_NONE;
        return true;
    }
    if (!frame->reader.is_on || pressed->mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI))
        return false;
    const int way = pressed->sym == SDLK_LEFT || pressed->sym == SDLK_UP ? -1 : 1;
    if (is_escape)
        reader_leave(&frame->reader);
    else if (pressed->sym == SDLK_LEFT || pressed->sym == SDLK_RIGHT)
        reader_walk(&frame->reader, &frame->document, pressed->mod & KMOD_SHIFT ? 10 * way : way);
    else if (pressed->sym == SDLK_UP || pressed->sym == SDLK_DOWN)
        reader_change(&frame->reader, &frame->document, way);
    else
        return false;
    frame->panel.follow = true;
    return true;
}

// Turns the pages of the help, where it has several; any other key closes it.
static void to_help(struct frame *frame, SDL_Keycode code)
{
    const size_t pages = overlay_help_pages(frame->window.canvas, frame->help, frame->help_count);
    const bool is_on = code == SDLK_PAGEDOWN || code == SDLK_DOWN || code == SDLK_RIGHT;
    const bool is_back = code == SDLK_PAGEUP || code == SDLK_UP || code == SDLK_LEFT;
    if (pages > 1 && (is_on || is_back))
        frame->help_page = (frame->help_page + (is_on ? 1 : pages - 1)) % pages;
    else
        frame->is_help = false;
}

static void dispatch_key(struct frame *frame, const SDL_KeyboardEvent *event, struct error *error)
{
    const int32_t code = key_code(event->keysym.sym, event->keysym.scancode);
    const struct key *key = key_find_now(frame, code, event->keysym.mod);
    const bool is_quit = key && strcmp(key->command, "quit") == 0;
    const bool is_again = event->repeat && key && is_once(key);
    const bool is_asked = (frame->modal || frame->panel.is_typing) && !frame->is_blank;
    if (is_again && (is_quit || !is_asked))
        return;
    if (is_quit) // whatever else is open
        on_command(frame, key, &event->keysym, error);
    else if (frame->is_blank)
        frame->is_blank = false;
    else if (frame->modal)
        to_modal(frame, &event->keysym, is_again ? NULL : key, error);
    else if (frame->panel.is_typing)
        on_typing(frame, event, error);
    else if (frame->is_help)
        to_help(frame, event->keysym.sym);
    else if (!to_finder(frame, &event->keysym) && !to_stage(frame, &event->keysym) && key)
        on_command(frame, key, &event->keysym, error);
}

// What a key does for as long as it is held is one step of undo.
static void on_key(struct frame *frame, const SDL_KeyboardEvent *event, struct error *error)
{
    struct document *document = &frame->document;
    if (is_modifier(event->keysym.sym))
        return;
    frame->has_pressed = true;
    const bool is_alone = frame->drag == FRAME_DRAG_NONE; // else it belongs to the drag
    frame->repeats = event->repeat ? frame->repeats + 1 : 0;
    if (is_alone && event->repeat && frame->repeat_changes)
        document_resume(document);
    else if (is_alone)
        document_hold(document);
    dispatch_key(frame, event, error);
    frame->repeat_changes = is_alone && document->has_changed;
    if (is_alone)
        document_release(document);
}

static void on_key_down(struct frame *frame, const SDL_KeyboardEvent *event, struct error *error)
{
    const bool took_text = frame_field(frame) != NULL;
    if (!event->repeat)
        frame->is_opening = false;
    on_key(frame, event, error);
    if (!took_text && frame_field(frame))
        frame->is_opening = true;
}

static void on_text(struct frame *frame, const char *utf8, struct error *error)
{
    if (frame->is_opening)
        return;
    if (frame->modal && frame->modal->text)
        frame->modal->text(frame, frame->modal_data, utf8, error);
    else
        panel_type_text(&frame->panel, utf8);
}

// ---- mouse --------------------------------------------------------------------------------------

static void to_lab(struct frame *frame, enum lab_pointer_kind kind, float wheel, enum lab_axes axes,
                   struct error *error)
{
    const struct lab_layout layout = frame_layout(frame);
    const struct lab_pointer pointer = {
        .kind = kind, .at = frame->pointer, .wheel = wheel, .axes = axes};
    const enum lab_effect effect = document_point(&frame->document, &layout, &pointer, error);
    if (kind == LAB_PRESS && effect != LAB_NOTHING)
        frame->drag = FRAME_DRAG_LAB;
}

static void move_to(struct frame *frame, int x, int y)
{
    frame->pointer = window_units(&frame->window, x, y);
    frame->has_pointer = true;
}

// A double click on a stage that can be zoomed shows everything.
static void press_stage(struct frame *frame, int clicks, struct error *error)
{
    char why[256];
    struct plot plot;
    if (clicks != 2 || !frame_plot(frame, &plot) || !rect_contains(&plot.area, frame->pointer))
        to_lab(frame, LAB_PRESS, 0, LAB_BOTH_AXES, error);
    else if (!command_is_unavailable(frame, "fit", 0, why))
        command_run(frame, "fit", 0, error);
}

// To what lies there; from here to the release, its changes are one step of undo.
static void press(struct frame *frame, int clicks, struct error *error)
{
    const struct lab_layout layout = frame_layout(frame);
    struct canvas *canvas = frame->window.canvas;
    const char *part[LAB_PARTS];
    lab_part_names(frame->document.lab, part);
    if (frame_is_small(frame) && tabs_press(canvas, part, frame->pointer, &frame->part)) {
        frame->shows_strip = false;
        return;
    }
    if (frame_is_bare(frame)) {
        press_stage(frame, clicks, error);
        return;
    }
    const enum timeline_press timeline = timeline_press(canvas, &frame->document, frame->pointer);
    if (timeline == TIMELINE_GRABBED)
        frame->drag = FRAME_DRAG_TIMELINE;
    if (timeline != TIMELINE_MISSED)
        return;
    const enum panel_press panel = frame_has_panel(frame)
                                       ? panel_press(&frame->panel, canvas, &frame->document,
                                                     &layout.panel, frame->pointer, clicks, error)
                                       : PANEL_MISSED;
    if (panel == PANEL_MISSED) {
        press_stage(frame, clicks, error);
    } else if (panel == PANEL_ASKED) {
        ask_value(frame, error);
    } else if (panel == PANEL_GRABBED) {
        frame->drag = FRAME_DRAG_SLIDER;
        panel_drag(canvas, &frame->document, &layout.panel, frame->pointer, error);
    }
}

// Whether the stage can be zoomed where the pointer is. Over a picture that cannot, says so.
static bool can_zoom(struct frame *frame)
{
    const struct lab_layout layout = frame_layout(frame);
    const char *why = frame_cannot_zoom(frame);
    struct plot plot;
    if (why && rect_contains(&layout.stage, frame->pointer))
        toast_say(&frame->toast, false, words(why));
    return frame_plot(frame, &plot) && rect_contains(&plot.area, frame->pointer);
}

// The right button begins a box where the stage can be zoomed.
static void press_right(struct frame *frame)
{
    if (frame->modal || frame->is_help || frame->is_blank || frame->drag != FRAME_DRAG_NONE ||
        !can_zoom(frame))
        return;
    frame->drag = FRAME_DRAG_BOX;
    frame->box = (struct zoom_box){.from = frame->pointer, .to = frame->pointer};
}

static void release_right(struct frame *frame, struct error *error)
{
    struct plot plot;
    struct rect rect;
    if (frame->drag != FRAME_DRAG_BOX)
        return;
    frame->drag = FRAME_DRAG_NONE;
    frame->box.to = frame->pointer;
    if (!frame_plot(frame, &plot) || !zoom_box_rect(&frame->box, &plot.area, &rect))
        return; // a click
    const struct lab_layout layout = frame_layout(frame);
    const struct lab_pointer pointer = {.kind = LAB_BOX,
                                        .at = {rect.x, rect.y},
                                        .axes = zoom_box_axes(&frame->box),
                                        .to = {rect.x + rect.width, rect.y + rect.height}};
    if (document_point(&frame->document, &layout, &pointer, error) == LAB_NOTHING &&
        error->kind == ERROR_NONE)
        toast_say(&frame->toast, false, words("it goes no further"));
}

static void on_press(struct frame *frame, const SDL_MouseButtonEvent *button, struct error *error)
{
    move_to(frame, button->x, button->y);
    frame->repeat_changes = false; // a key that is held goes on with a step of its own
    if (button->button == SDL_BUTTON_RIGHT)
        press_right(frame);
    if (button->button != SDL_BUTTON_LEFT || frame->drag == FRAME_DRAG_BOX)
        return;
    if (frame->is_blank) {
        frame->is_blank = false;
        return;
    }
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

static void on_release(struct frame *frame, const SDL_MouseButtonEvent *button, struct error *error)
{
    move_to(frame, button->x, button->y);
    if (button->button == SDL_BUTTON_RIGHT)
        release_right(frame, error);
    if (button->button != SDL_BUTTON_LEFT || frame->drag == FRAME_DRAG_BOX)
        return;
    if (frame->modal && frame->modal->release)
        frame->modal->release(frame, frame->modal_data, frame->pointer);
    if (frame->drag == FRAME_DRAG_LAB)
        to_lab(frame, LAB_RELEASE, 0, LAB_BOTH_AXES, error);
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
        to_lab(frame, LAB_DRAG, 0, LAB_BOTH_AXES, error);
    else if (frame->drag == FRAME_DRAG_SLIDER)
        panel_drag(canvas, &frame->document, &layout.panel, frame->pointer, error);
    else if (frame->drag == FRAME_DRAG_TIMELINE)
        timeline_drag(canvas, &frame->document, frame->pointer);
    else if (frame->drag == FRAME_DRAG_BOX)
        frame->box.to = frame->pointer;
}

// Shift zooms x alone, Ctrl y alone.
static enum lab_axes wheel_axes(uint16_t held)
{
    return held & KMOD_SHIFT ? LAB_X_AXIS : held & KMOD_CTRL ? LAB_Y_AXIS : LAB_BOTH_AXES;
}

static void on_wheel(struct frame *frame, const SDL_MouseWheelEvent *wheel, struct error *error)
{
    const struct lab_layout layout = frame_layout(frame);
    // Some systems turn the wheel sideways while Shift is held.
    const bool is_sideways = wheel->preciseY == 0 && (frame->held & KMOD_SHIFT);
    const float turned = is_sideways ? wheel->preciseX : wheel->preciseY;
    const float notches = wheel->direction == SDL_MOUSEWHEEL_FLIPPED ? -turned : turned;
    if (frame->modal) {
        if (frame->modal->wheel)
            frame->modal->wheel(frame, frame->modal_data, notches);
    } else if (frame_has_panel(frame) && rect_contains(&layout.panel, frame->pointer))
        panel_scroll(&frame->panel, notches);
    else if (!frame->is_help) {
        can_zoom(frame);
        to_lab(frame, LAB_WHEEL, notches, wheel_axes(frame->held), error);
    }
}

// A show that somebody else has taken out of the full screen is over.
static void on_window(struct frame *frame, const SDL_WindowEvent *event, struct error *error)
{
    const bool was_full = frame->window.is_full_screen;
    window_note_full_screen(&frame->window);
    if (was_full && !frame->window.is_full_screen && frame->show.is_on)
        frame_show_on(frame, false);
    if (event->event == SDL_WINDOWEVENT_LEAVE)
        frame->has_pointer = false;
    if (event->event == SDL_WINDOWEVENT_CLOSE)
        command_run(frame, "quit", 0, error);
}

// ---- all ----------------------------------------------------------------------------------------

void events_take(struct frame *frame, const SDL_Event *event)
{
    struct error error = {0};
    if (event->type == SDL_KEYDOWN || event->type == SDL_KEYUP)
        frame->held = event->key.keysym.mod;
    frame->box.is_single = frame->held & KMOD_SHIFT;
    switch (event->type) {
    case SDL_QUIT:
        command_run(frame, "quit", 0, &error);
        break;
    case SDL_KEYDOWN:
        on_key_down(frame, &event->key, &error);
        break;
    case SDL_KEYUP:
        frame->is_opening = false;
        break;
    case SDL_TEXTINPUT:
        on_text(frame, event->text.text, &error);
        break;
    case SDL_MOUSEBUTTONDOWN:
        on_press(frame, &event->button, &error);
        break;
    case SDL_MOUSEBUTTONUP:
        on_release(frame, &event->button, &error);
        break;
    case SDL_MOUSEMOTION:
        on_motion(frame, &event->motion, &error);
        break;
    case SDL_MOUSEWHEEL:
        on_wheel(frame, &event->wheel, &error);
        break;
    case SDL_WINDOWEVENT:
        on_window(frame, &event->window, &error);
        break;
    case SDL_DROPFILE:
        files_open(frame, event->drop.file, &error);
        SDL_free(event->drop.file);
        break;
    default:
        break;
    }
    const bool took_text = frame_field(frame) != NULL;
    struct error asked = {0};
    asking_settle(frame, &asked);
    if (event->type == SDL_KEYDOWN && !took_text && frame_field(frame))
        frame->is_opening = true;
    if (error.kind == ERROR_NONE)
        error = asked;
    frame_settle(frame, &error);
    window_typing(&frame->window, frame_field(frame) != NULL);
}
