// The figure preview: exactly what will be written, as large as the window has room for, with a
// slider for each of the scene's [figure].
//
// Who may call whom: commands → preview → frame, shot.
#ifndef RAVINE_APP_PREVIEW_H
#define RAVINE_APP_PREVIEW_H

#include "app/frame.h"

bool preview_open(struct frame *frame, struct error *error);

#endif
