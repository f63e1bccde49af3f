// What takes the keyboard and the mouse for a while: a list to choose from, a question, a field.
//
// Who may call whom: commands, events → frame → (by these rows) the files of modals. Each modal is
// a file that brings one row.
#ifndef RAVINE_APP_MODAL_H
#define RAVINE_APP_MODAL_H

#include "base/error.h"
#include "canvas/canvas.h"

#include <stdint.h>

struct frame;

struct modal_type {
    const char *name; // "palette"
    // Over everything else, on the window's canvas.
    void (*draw)(struct frame *frame, void *modal);
    // A key with SDL's code and modifiers; true when it was taken. Esc closes where it was not.
    bool (*key)(struct frame *frame, void *modal, int32_t code, uint16_t modifiers,
                struct error *error);
    // Typed text. NULL: it takes none.
    void (*text)(struct frame *frame, void *modal, const char *utf8, struct error *error);
    // The left button at a place in canvas units. NULL: a press closes it.
    void (*press)(struct frame *frame, void *modal, struct point at, int clicks,
                  struct error *error);
    // The left button was let go of. NULL: nothing.
    void (*release)(struct frame *frame, void *modal, struct point at);
    // The mouse went there, or turned its wheel by so many notches. NULL: nothing.
    void (*motion)(struct frame *frame, void *modal, struct point at);
    void (*wheel)(struct frame *frame, void *modal, float notches);
    // What it is and what is chosen in it, in words for whoever does not see it. NULL: what is told
    // of the picture has that.
    void (*tell)(const struct frame *frame, const void *modal, char *text, size_t size);
    void (*free)(void *modal); // what it was opened with
    // Before a frame is drawn: does a little of what is still to be done, and returns how many
    // seconds may pass until the next one is due. NULL: nothing is to be done.
    double (*work)(struct frame *frame, void *modal);
    // It takes the whole canvas: what lies below is not drawn.
    bool covers;
    // Keys that it does not take do what they always do.
    bool passes;
};

#endif
