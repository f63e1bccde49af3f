// What a row of a table of commands is.
//
// Who may call whom: commands → rows → the tables → frame.
#ifndef RAVINE_APP_COMMANDS_COMMAND_H
#define RAVINE_APP_COMMANDS_COMMAND_H

#include "app/frame.h"

struct command {
    const char *name;  // "next-scene": small letters, parts joined by -
    const char *what;  // "next scene"
    const char *group; // heading of the help that it stands under
    // Why it would do nothing now ("nothing to undo"); NULL when it applies. May itself be NULL: it
    // always applies.
    const char *(*unavailable)(const struct frame *frame, int argument);
    // What `argument` means is the row's to say; 0 is a fine one for those that say nothing.
    bool (*act)(struct frame *frame, int argument, struct error *error);
    // A key that is held does it once, not again and again: what the next time would take back
    // (full screen, help) or what is meant each time (quitting without changes, a screenshot).
    bool is_once;
};

#endif
