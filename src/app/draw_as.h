// The figure of the scene into a file, from the window: asks for a name, whose ending says how it
// is drawn.
//
// Who may call whom: commands → draw_as → prompt, question, shot, export.
#ifndef RAVINE_APP_DRAW_AS_H
#define RAVINE_APP_DRAW_AS_H

#include "app/frame.h"

bool draw_as_ask(struct frame *frame, struct error *error);

#endif
