// Commands that find something.
#include "app/menu.h"
#include "app/palette.h"
#include "app/commands/rows.h"

static const char group[] = "Finding";

static const char *without_scenes(const struct frame *frame, int argument)
{
    (void)argument;
    return frame->scenes && frame->scenes[0] ? NULL : "no scenes are installed";
}

static bool find(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return palette_open(frame, error);
}

static bool scene_menu(struct frame *frame, int argument, struct error *error)
{
    (void)argument;
    return menu_open(frame, error);
}

// clang-format off
const struct command commands_find[] = {
    {"find",             "find a scene, a command, a slider, a choice", group, NULL,           find, true},
    {"scene-menu",       "all scenes, with pictures",                 group, without_scenes,  scene_menu, true},
    {0},
};
// clang-format on
