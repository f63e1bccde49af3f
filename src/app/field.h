// A field of one line that people type into. Knows no window and no document; keys arrive as SDL's
// codes.
//
// Who may call whom: panel, modals → field.
#ifndef RAVINE_APP_FIELD_H
#define RAVINE_APP_FIELD_H

#include "canvas/canvas.h"
#include "plot/theme.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FIELD_MAX = 2048 };

// Zeroed is an empty one.
struct text_field {
    char text[FIELD_MAX]; // whole UTF-8 characters
    size_t cursor;        // byte that it stands before
    bool is_selected;     // all of it: what is typed replaces it
};

// The cursor at the end. What has no room is cut after a whole character.
void field_set(struct text_field *field, const char *utf8);

// At the cursor, in place of what is selected. What has no room is not taken at all; control
// characters never are.
void field_type(struct text_field *field, const char *utf8);

// ← → Home End Backspace Delete Ctrl+A; Ctrl+C and Ctrl+X (all of the text) and Ctrl+V, also with
// Shift and Insert; true when it was one of them. *changed (may be NULL) says whether the text did.
// What is pasted becomes one line: line ends in it are blanks.
bool field_key(struct text_field *field, int32_t code, uint16_t modifiers, bool *changed);

// Whether that is a key that pastes.
bool field_pastes(int32_t code, uint16_t modifiers);

// A box with the text, so that the cursor shows; `hint` stands in it while it is empty (NULL:
// nothing).
void field_draw(const struct text_field *field, struct canvas *canvas, const struct theme *theme,
                const struct rect *box, const char *hint);

// A mark under a character of the text, from 1, as far as the field shows it.
void field_draw_mark(const struct text_field *field, struct canvas *canvas,
                     const struct theme *theme, const struct rect *box, size_t character);

#endif
