// What the keyboard and the mouse tell: to a key's command, to the panel, the timeline, the lab.
//
// Who may call whom: app → events → keys, commands, frame.
#ifndef RAVINE_APP_EVENTS_H
#define RAVINE_APP_EVENTS_H

#include "app/frame.h"

void events_take(struct frame *frame, const SDL_Event *event);

#endif
