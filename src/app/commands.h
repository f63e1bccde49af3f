// Everything that can be done, as rows: what keys name, what the help explains, what can be looked
// up by name. What a lab brings (lab.h) is reached by the same functions.
//
// Who may call whom: keys, events → commands → frame. Names no lab and no key.
#ifndef RAVINE_APP_COMMANDS_H
#define RAVINE_APP_COMMANDS_H

#include "app/commands/command.h"

// All of them, table by table (commands/rows.h); NULL past the last.
const struct command *command_at(size_t index);

// The group of what labs bring.
extern const char command_lab_group[];

// NULL where the window has none of that name; a lab may.
const struct command *command_find(const char *name);

// What a command of the window's or of any lab does, and its group. NULL where nobody has it. *lab,
// which may be NULL, is the title of the only lab that has it; NULL where it is not one lab's.
const char *command_what(const char *name, const char **group, const char **lab);

// True when the command would do nothing now; text[] says why: "this lab has one picture", "halve
// the runner's α from here on: only in Decay".
bool command_is_unavailable(const struct frame *frame, const char *name, int argument,
                            char text[256]);

// Does it. On failure `error` says why; nothing has happened then.
bool command_run(struct frame *frame, const char *name, int argument, struct error *error);

#endif
