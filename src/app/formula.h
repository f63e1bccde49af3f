// The field for what is minimised, typed as a formula: the picture follows while it can be parsed,
// and what is wrong is said below the character.
//
// Who may call whom: commands → formula → sheet, field, frame.
#ifndef RAVINE_APP_FORMULA_H
#define RAVINE_APP_FORMULA_H

#include "app/frame.h"

// Why nothing can be typed now, English; NULL: it can.
const char *formula_is_unavailable(const struct frame *frame);

// Opens the field. Enter keeps what the picture shows, as one step of undo; Esc goes back.
bool formula_open(struct frame *frame, struct error *error);

#endif
