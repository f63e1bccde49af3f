// What is not saved outlives the program: the window's scenes that were changed are in the recovery
// file within a second or two, and are offered at the next start.
//
// Who may call whom: app → rescue → question, recovery, frame.
#ifndef RAVINE_APP_RESCUE_H
#define RAVINE_APP_RESCUE_H

#include "app/frame.h"
#include "app/recovery.h"

#define RESCUE_SECONDS 1.0 // from a change to its being written

// Zeroed is at rest.
struct rescue {
    struct recovery recovery;
    unsigned seen;   // of the document's changes
    double place;    // where the document that is shown rested last
    double wait;     // seconds until it is written; 0 = nothing is to be
    bool has_failed; // that it cannot be written has been said
};

// Asks whether to open what other processes have left; says what of it was broken. Does nothing
// where nothing is left.
void rescue_offer(struct rescue *rescue, struct frame *frame);

// Time passes. Returns the seconds until something is to be written, infinity where nothing is.
double rescue_advance(struct rescue *rescue, struct frame *frame, double seconds);

// Everything is saved or not wanted: the file goes.
void rescue_drop(struct rescue *rescue);

// Lets go of the file, which stays.
void rescue_clear(struct rescue *rescue);

#endif
