// Recording the timeline as a film: asks for a name, then writes a few frames between any two of
// the window's, and shows how far it has come. Esc ends it, and nothing of it stays.
//
// Who may call whom: commands → record → prompt, question, shot, sheet, frame; export/recording.
#ifndef RAVINE_APP_RECORD_H
#define RAVINE_APP_RECORD_H

#include "app/frame.h"

// Asks for the name of a film of the document as it is; its ending says what kind.
bool record_ask(struct frame *frame, struct error *error);

// Whether one is being written.
bool record_is_on(const struct frame *frame);

#endif
