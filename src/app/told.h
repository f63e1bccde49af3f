// Tells in words what the window shows, politely: when it has changed, about once a second at rest
// and seldom while it plays.
//
// Who may call whom: app → told → frame.
#ifndef RAVINE_APP_TOLD_H
#define RAVINE_APP_TOLD_H

#include "app/frame.h"
#include "app/voice.h"

#define TOLD_REST_SECONDS 1.0  // at least, from one telling to the next
#define TOLD_PLAY_SECONDS 10.0 // the same while it plays

// What tells one thing that is said from another.
struct told_mark {
    const struct lab *lab;
    unsigned changes, message;
    size_t slider;
    double step;
    bool has_message, is_busy, is_asking;
    char over[600]; // what lies over the picture, in words
};

// Zeroed, with `say`: nothing has been said yet.
struct told {
    voice_say *say; // NULL: nobody hears it
    double since;   // seconds from the last telling
    char *picture;  // what was said last
    bool has_said;
    struct told_mark mark; // of what was said last
};

void told_clear(struct told *told);

// Time passes. Returns the seconds until something is to be said, infinity where nothing is. What a
// question that stands would give away is not said.
double told_advance(struct told *told, const struct frame *frame, double seconds);

#endif
