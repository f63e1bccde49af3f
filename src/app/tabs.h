// The uppermost line of a small window: its parts, of which one is shown, and a quiet text.
//
// Who may call whom: frame, events → tabs. Knows no document.
#ifndef RAVINE_APP_TABS_H
#define RAVINE_APP_TABS_H

#include "canvas/canvas.h"
#include "labs/layout.h"
#include "plot/theme.h"

#include <stdbool.h>

// Units that they take at the top of the canvas.
#define TABS_HEIGHT 20.0f

// The tabs from the left, the text from the right: shortened where it has no room. A part
// whose name is NULL is not there.
void tabs_draw(struct canvas *canvas, const struct theme *theme, const char *const name[LAB_PARTS],
               enum lab_part part, const char *text);

// The part whose tab lies there; false where none does.
bool tabs_press(struct canvas *canvas, const char *const name[LAB_PARTS], struct point at,
                enum lab_part *part);

// The part behind one, round the end.
enum lab_part tabs_next(const char *const name[LAB_PARTS], enum lab_part part);

#endif
