// The box that modals draw into: over the picture, with a title and room for a field.
//
// Who may call whom: modals → sheet. Knows nothing of what is in it.
#ifndef RAVINE_APP_SHEET_H
#define RAVINE_APP_SHEET_H

#include "canvas/canvas.h"
#include "plot/theme.h"

enum { SHEET_MARGIN = 14, SHEET_TITLE = 34, SHEET_FIELD = 30 };

// In the upper half of the canvas, as wide and high as wished where there is room.
struct rect sheet_place(const struct canvas *canvas, float width, float height);

// The box, with a title (NULL: none) at its top.
void sheet_draw(struct canvas *canvas, const struct theme *theme, const struct rect *box,
                const char *title);

// What is said below a field, in as many lines as it takes, up to three: how high that is with what
// is left free above and below, and the drawing of it from the field's lower edge `y` on.
float sheet_note_height(struct canvas *canvas, const char *text, float width);
void sheet_draw_note(struct canvas *canvas, const char *text, struct color color, float x, float y,
                     float width);

#endif
