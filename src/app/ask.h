// Asking for the selected slider's value: a list of its choices under it, or a field in its row.
//
// Who may call whom: commands, events → ask → chooser, value, frame.
#ifndef RAVINE_APP_ASK_H
#define RAVINE_APP_ASK_H

#include "app/frame.h"

bool ask_value(struct frame *frame, struct error *error);

#endif
