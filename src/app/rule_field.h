// The field for the rule that a runner steps by, a line as in a paper each: the picture follows
// while they are a rule, and what is wrong is said below the character.
//
// Who may call whom: commands → rule_field → sheet, field, frame.
#ifndef RAVINE_APP_RULE_FIELD_H
#define RAVINE_APP_RULE_FIELD_H

#include "app/frame.h"

// Why nothing can be typed now, English; NULL: it can.
const char *rule_field_is_unavailable(const struct frame *frame);

// Opens the field for the selected group. Enter keeps what the picture shows, as one step of undo;
// Esc goes back.
bool rule_field_open(struct frame *frame, struct error *error);

#endif
