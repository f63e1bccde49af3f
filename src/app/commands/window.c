// Commands about scenes, labs and the window.
#include "app/commands/rows.h"
#include "app/question.h"
#include "app/walk.h"
#include "base/words.h"

#include <stdio.h>

static const char group[] = "Window";

static const char *without_scenes(const struct frame *frame, int argument)
{
    (void)argument;
    return session_has_lecture(&frame->session) || (frame->scenes && frame->scenes[0])
               ? NULL
               : "no scenes are installed";
}

static bool next_scene(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return walk_scene(frame, 1, error);
}

static bool previous_scene(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return walk_scene(frame, -1, error);
}

static bool next_lab(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return walk_lab(frame, 1, error);
}

static bool previous_lab(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return walk_lab(frame, -1, error);
}

static bool full_screen(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    window_full_screen(&frame->window, !frame->window.is_full_screen);
    return true;
}

static bool show_help(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    frame->is_help = true;
    frame->help_page = 0;
    return true;
}

// Seconds: what has not been waited for that long ends by itself, and nobody meant to stop it.
static const double shortest_wait = 0.3;

// The first of these that there is to do; nothing is no mistake. A show ends at once: a clicker's
// key for it has no other meaning.
static bool leave(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    if (frame->show.is_on)
        frame_show_on(frame, false);
    else if (toast_shows(&frame->toast))
        toast_dismiss(&frame->toast);
    else if (frame->shows_notes)
        frame->shows_notes = false;
    else if (lab_busy(frame->document.lab) && frame->document.busy > shortest_wait)
        lab_cancel(frame->document.lab);
    else if (frame->window.is_full_screen)
        window_full_screen(&frame->window, false);
    else if (frame->is_bare)
        frame->is_bare = false;
    else
        frame->shows_strip = false;
    return true;
}

static void leave_program(struct frame *frame)
{
    frame->is_over = true;
}

// Asks where changes would be lost; asked for again meanwhile, it quits.
static bool quit(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    const size_t changed = session_changed(&frame->session, &frame->document);
    if (changed == 0 || question_asks(frame, leave_program)) {
        leave_program(frame);
        return true;
    }
    char text[200];
    snprintf(text, sizeof text,
             changed == 1 ? words("One scene has changes that are not saved.")
                          : words("%zu scenes have changes that are not saved."),
             changed);
    return question_ask(frame, text, words("Quit without them?"), leave_program, error);
}

// clang-format off
const struct command commands_window[] = {
    {"previous-scene",   "previous scene",                            group, without_scenes,  previous_scene},
    {"next-scene",       "next scene",                                group, without_scenes,  next_scene},
    {"next-lab",         "next lab",                                  group, NULL,            next_lab},
    {"previous-lab",     "previous lab",                              group, NULL,            previous_lab},
    {"full-screen",      "full screen",                               group, NULL,            full_screen, true},
    {"help",             "all keys; Page ↑ ↓ turns, any other key closes them",             group, NULL,            show_help, true},
    {"leave",            "end the show, close, stop computing, leave full screen",  group, NULL,            leave, true},
    {"quit",             "quit",                                      group, NULL,            quit, true},
    {0},
};
// clang-format on
