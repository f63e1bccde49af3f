// The sliders: groups by runner, the selected group open, the selected slider unmistakable.
//
// Who may call whom: frame, commands, events → panel → value, members, entry, field → document.
#ifndef RAVINE_APP_PANEL_H
#define RAVINE_APP_PANEL_H

#include "app/document.h"
#include "app/field.h"
#include "canvas/canvas.h"
#include "plot/theme.h"

struct panel {
    bool is_typing; // a value, into the selected slider; or
    bool is_naming; // a name, for the selected group
    struct text_field typed;
    float scroll; // units
    bool follow;  // scroll so that the selected slider shows
    float height; // of its box when it was drawn last
};

// What a press did.
enum panel_press {
    PANEL_MISSED, // not on the panel
    PANEL_TOOK,
    PANEL_GRABBED, // it holds a slider: further motion goes to panel_drag
    PANEL_ASKED,   // for the value of the slider that it selected: a list or a field
};

void panel_draw(struct panel *panel, struct canvas *canvas, const struct theme *theme,
                const struct document *document, const struct rect *box);

// The mouse, in a panel that is drawn on this canvas in this box. clicks = 2 for a double click.
// Where a change fails, `error` says why.
enum panel_press panel_press(struct panel *panel, struct canvas *canvas, struct document *document,
                             const struct rect *box, struct point at, int clicks,
                             struct error *error);
bool panel_drag(struct canvas *canvas, struct document *document, const struct rect *box,
                struct point at, struct error *error);
void panel_scroll(struct panel *panel, float notches);

// The slider whose row lies there.
bool panel_find(const struct panel *panel, struct canvas *canvas, const struct document *document,
                const struct rect *box, struct point at, size_t *slider);

// The row of the selected slider, as it was drawn last; false where none is in the box.
bool panel_row(const struct panel *panel, struct canvas *canvas, const struct document *document,
               const struct rect *box, struct rect *row);

// The keyboard. All of these do nothing in a lab without sliders.
void panel_select(struct panel *panel, struct document *document, int direction);
// Gives the selected slider a value.
bool panel_set(struct document *document, double value, struct error *error);
// `repeats`: how often the key that is held has repeated; the longer, the more steps at once.
// A choice goes round the ends of its list, unless the key is held.
bool panel_nudge(struct document *document, int direction, enum param_pace pace, int repeats,
                 struct error *error);
// Why the selected slider goes no further in a direction; NULL where it does.
const char *panel_is_at_end(const struct document *document, int direction);
// Whether the selected slider has the value that the scene was opened with; and back to it.
bool panel_is_reset(const struct document *document);
bool panel_reset(struct document *document, struct error *error);
// Shows or hides the runner-th runner (from 0); false without an error when there is no such.
bool panel_has_runner(const struct document *document, size_t runner);
bool panel_toggle(struct document *document, size_t runner, struct error *error);

// Typing a value, which may be computed (base/expression.h): begin, further text, a key of the
// field, Enter, Esc. A value that cannot be keeps the field open, so that it can be mended. A free
// text is in the field already, a number is not.
void panel_type(struct panel *panel, const struct document *document);
// The same for the name of the selected member, which it has in front of it.
void panel_type_name(struct panel *panel, const struct document *document);
void panel_type_text(struct panel *panel, const char *utf8);
bool panel_type_key(struct panel *panel, int32_t code, uint16_t modifiers);
bool panel_type_take(struct panel *panel, struct document *document, struct error *error);
void panel_type_leave(struct panel *panel);

#endif
