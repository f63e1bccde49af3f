// The timeline at the bottom: play state, place, scrubber, speed.
//
// Who may call whom: frame, commands, events → timeline → document.
#ifndef RAVINE_APP_TIMELINE_H
#define RAVINE_APP_TIMELINE_H

#include "app/document.h"
#include "canvas/canvas.h"
#include "plot/theme.h"

// Units that it takes at the bottom of a canvas that has room for all parts of the screen.
#define TIMELINE_HEIGHT 50.0f
// On this one; a small one has no line below the track.
float timeline_height(const struct canvas *canvas);
// Where its track is, and nothing that is read; empty on a small canvas.
struct rect timeline_slot(const struct canvas *canvas);

// Seconds of computing after which it says how far that is.
#define TIMELINE_PATIENCE 0.3

// What a press did.
enum timeline_press {
    TIMELINE_MISSED, // not on the timeline
    TIMELINE_TOOK,
    TIMELINE_GRABBED, // it holds the scrubber: further motion goes to timeline_drag
};

void timeline_draw(struct canvas *canvas, const struct theme *theme,
                   const struct document *document);

// The mouse, on a timeline that is drawn on this canvas.
enum timeline_press timeline_press(const struct canvas *canvas, struct document *document,
                                   struct point at);
void timeline_drag(const struct canvas *canvas, struct document *document, struct point at);

// The next speed in a direction (−1 or +1), if there is one.
bool timeline_has_speed(const struct document *document, int direction);
void timeline_faster(struct document *document, int direction);

#endif
