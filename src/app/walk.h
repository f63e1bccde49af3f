// From scene to scene: through the lecture where one is given, else along the shelf; from lab to
// lab. Whatever is left stays as it is until it is come back to.
//
// Who may call whom: commands → walk → frame.
#ifndef RAVINE_APP_WALK_H
#define RAVINE_APP_WALK_H

#include "app/frame.h"

// The scene before (−1) or after (+1) the one that is shown. A lecture ends where it ends, and a
// message says so; the shelf of all scenes goes round.
bool walk_scene(struct frame *frame, int direction, struct error *error);

// The lab before or after it: its scene that was shown last, else the one that stands for it.
bool walk_lab(struct frame *frame, int direction, struct error *error);

#endif
