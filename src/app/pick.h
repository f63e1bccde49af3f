// Asking the system for a file to open, in a file for each platform: a page has no folders that it
// could list, and its browser has a window for that.
//
// Who may call whom: files → pick.
#ifndef RAVINE_APP_PICK_H
#define RAVINE_APP_PICK_H

#include <stdbool.h>

// True where the system asks; what is chosen then arrives as if it had been dropped. False where
// folders can be listed.
bool pick_asks(void);

#endif
