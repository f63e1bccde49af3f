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

// The message, its strength with it: in the slot, where it has room in there, else in a band of its
// own above the lowest `foot` units. Returns the band's height; 0 in the slot and without a
// message.
float overlay_toast_band(struct canvas *canvas, const struct toast *toast, const struct rect *slot);
void overlay_draw_toast(struct canvas *canvas, const struct theme *theme, const struct toast *toast,
                        const struct rect *slot, float foot);

// A text for the speaker at the lower edge of a room of the screen, on pages where it is long: the
// height it takes, how many pages it has, and one of them (the last where there is no such).
float overlay_notes_height(struct canvas *canvas, const char *text, const struct rect *room);
size_t overlay_notes_pages(struct canvas *canvas, const char *text, const struct rect *room);
void overlay_draw_notes(struct canvas *canvas, const struct theme *theme, const char *text,
                        const struct rect *room, size_t page);

// A page of the rows (the last where there is no such), over the whole canvas, in as many columns
// as have room and as large as other text. Long texts go on in a second line.
size_t overlay_help_pages(struct canvas *canvas, const struct help_row rows[], size_t count);
void overlay_draw_help(struct canvas *canvas, const struct theme *theme,
                       const struct help_row rows[], size_t count, size_t page);

#endif
