// The tables of commands: one a file, each ends with a row without a name. A new file of commands
// is a line here.
#ifndef RAVINE_APP_COMMANDS_ROWS_H
#define RAVINE_APP_COMMANDS_ROWS_H

#include "app/commands/command.h"

// In the order of the help.
#define COMMAND_TABLES(ROW)                                                                        \
    ROW(sliders)                                                                                   \
    ROW(timeline)                                                                                  \
    ROW(picture)                                                                                   \
    ROW(files)                                                                                     \
    ROW(window)                                                                                    \
    ROW(show)

#define COMMAND_DECLARE(table) extern const struct command commands_##table[];
COMMAND_TABLES(COMMAND_DECLARE)
#undef COMMAND_DECLARE

#endif
