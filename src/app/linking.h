// The scene as a link: copied, and followed by the address line where there is one.
//
// Who may call whom: app, commands → linking → frame, address.
#ifndef RAVINE_APP_LINKING_H
#define RAVINE_APP_LINKING_H

#include "app/frame.h"

// Zeroed: nothing has been shown in the address line yet.
struct linking {
    char *shown;   // the fragment in it; NULL: nobody knows
    char *source;  // whose scene that is
    unsigned seen; // document.changes then
    double rest;   // seconds until it may change again: browsers allow so many changes
    bool has_begun;
};

// Puts the link of the scene, as it is seen, into the clipboard; says how long it is. Tables of
// one's own are in it where they have room.
bool linking_copy(struct frame *frame, struct error *error);

// Lets the address line show the scene, and opens what somebody has gone to in it as one step of
// undo. Returns the seconds until something of it is due.
double linking_advance(struct linking *linking, struct frame *frame, double seconds);

void linking_clear(struct linking *linking);

#endif
