// The question of a scene while it stands: what keyboard and mouse do then.
//
// Who may call whom: events, commands → asking → frame, predict_draw.
#ifndef RAVINE_APP_ASKING_H
#define RAVINE_APP_ASKING_H

#include "app/frame.h"

// After whatever may have begun to play the scene or opened another one: puts its question where it
// is due, and again where something else had its place for a while.
void asking_settle(struct frame *frame, struct error *error);

// Puts the question whether it was put before or not.
bool asking_begin(struct frame *frame, struct error *error);

#endif
