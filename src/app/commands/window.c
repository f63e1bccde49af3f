// Commands about scenes, labs and the window.
#include "app/commands/rows.h"
#include "labs/registry.h"

#include <string.h>

static const char group[] = "Window";

static const char *without_scenes(const struct frame *frame, int argument)
{
    (void)argument;
    return frame->scenes && frame->scenes[0] ? NULL : "no scenes are installed";
}

// The shipped scene before (−1) or after (1) the one that is open, round the ends.
static bool open_neighbour(struct frame *frame, int direction, struct error *error)
{
    size_t count = 0;
    while (frame->scenes[count])
        count++;
    size_t at = direction > 0 ? count - 1 : 0;
    const char *name = frame->document.now.scene.name;
    for (size_t i = 0; i < count; i++)
        if (name && strcmp(frame->scenes[i], name) == 0)
            at = i;
    return frame_open_name(frame, frame->scenes[(at + count + (size_t)direction) % count], error);
}

static bool next_scene(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return open_neighbour(frame, 1, error);
}

static bool previous_scene(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return open_neighbour(frame, -1, error);
}

// The scene that stands for the lab before (−1) or after (1) the one that is open.
static bool open_lab(struct frame *frame, int direction, struct error *error)
{
    size_t count = 0, at = 0;
    for (; lab_types[count]; count++)
        if (lab_types[count] == frame->document.lab->type)
            at = count;
    return frame_open_name(frame, lab_types[(at + count + (size_t)direction) % count]->scene,
                           error);
}

static bool next_lab(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return open_lab(frame, 1, error);
}

static bool previous_lab(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return open_lab(frame, -1, error);
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
    return true;
}

// The first of these that there is to do; nothing is no mistake.
static bool leave(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    if (toast_shows(&frame->toast))
        toast_dismiss(&frame->toast);
    else if (lab_busy(frame->document.lab))
        lab_cancel(frame->document.lab);
    else if (frame->window.is_full_screen)
        window_full_screen(&frame->window, false);
    return true;
}

static bool quit(struct frame *frame, int argument, struct error *error)
{
    (void)argument, (void)error;
    frame->is_over = true;
    return true;
}

// clang-format off
const struct command commands_window[] = {
    {"previous-scene",   "previous scene",                            group, without_scenes,  previous_scene},
    {"next-scene",       "next scene",                                group, without_scenes,  next_scene},
    {"next-lab",         "next lab",                                  group, NULL,            next_lab},
    {"previous-lab",     "previous lab",                              group, NULL,            previous_lab},
    {"full-screen",      "full screen",                               group, NULL,            full_screen},
    {"help",             "all keys; any key closes them",             group, NULL,            show_help},
    {"leave",            "close, stop computing, leave full screen",  group, NULL,            leave},
    {"quit",             "quit",                                      group, NULL,            quit},
    {0},
};
// clang-format on
