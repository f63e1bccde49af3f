// A question that is answered by typing: a title, a field, a line that says more.
//
// Who may call whom: commands, modals → prompt → sheet, field, frame.
#ifndef RAVINE_APP_PROMPT_H
#define RAVINE_APP_PROMPT_H

#include "app/frame.h"

struct prompt_options {
    const char *title; // "Save as"
    const char *text;  // that is in the field at first, selected; NULL: none
    const char *hint;  // below the field: "in /home/ada"; NULL: none
    void *user;        // for the functions below
    // Enter. False, with the reason in `error`, leaves the question open; true closes it. May open
    // another modal: then this one is gone either way.
    bool (*take)(struct frame *frame, void *user, const char *text, struct error *error);
    void (*free)(void *user); // when the question goes; NULL: nothing to free
};

// Asks. Texts are copied; `user` is taken over, also on failure.
bool prompt_open(struct frame *frame, const struct prompt_options *options, struct error *error);

#endif
