// What lies over the picture: a message, notes, the help. They draw what they are given.
//
// Who may call whom: frame → overlay → toast, lines. Knows no document and no key.
#ifndef RAVINE_APP_OVERLAY_H
#define RAVINE_APP_OVERLAY_H

#include "app/toast.h"
#include "canvas/canvas.h"
#include "plot/theme.h"

#include <stddef.h>

// A line of the help: what people press and what it does.
struct help_row {
    char keys[32], what[160];
    const char *group; // rows of one group stand together under its heading
};

// The message, its strength with it, above the lowest `foot` units.
void overlay_draw_toast(struct canvas *canvas, const struct theme *theme, const struct toast *toast,
                        float foot);

// A text for the speaker, in a box over the picture above the lowest `foot` units. Returns how many
// units at the foot are taken then.
float overlay_draw_notes(struct canvas *canvas, const struct theme *theme, const char *text,
                         float foot);

// All rows, over the whole canvas, in as many columns and as large as they have room. Long texts
// go on in a second line.
void overlay_draw_help(struct canvas *canvas, const struct theme *theme,
                       const struct help_row rows[], size_t count);

#endif
