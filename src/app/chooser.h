// A list to choose from, over the picture: what is typed filters it, Enter and a click take.
//
// Who may call whom: commands, modals → chooser → sheet, filter, list, frame.
#ifndef RAVINE_APP_CHOOSER_H
#define RAVINE_APP_CHOOSER_H

#include "app/frame.h"
#include "app/list.h"

#include <stdint.h>

struct chooser_options {
    const char *title;  // "Open"; NULL: none
    const char *hint;   // in the empty field: "parts of words"; NULL: none
    struct list *list;  // taken over and emptied, also on failure
    size_t selected;    // index of the row that is selected at first
    struct rect beside; // where what is chosen stands: the list is below or above it. Of no width:
                        // in the middle
    void *user;         // for the functions below
    // Enter, or a click on a row: its index in the order of list_add. A row with a reason why it
    // does not apply is not taken: the reason is said. True closes the list; false, with the reason
    // in `error`, leaves it open. May open another modal: then this one is gone either way.
    bool (*take)(struct frame *frame, void *user, size_t index, struct error *error);
    // Enter where nothing in the list fits what is typed; NULL: nothing happens.
    bool (*take_typed)(struct frame *frame, void *user, const char *text, struct error *error);
    // Whether a text that is pasted is taken like that at once; NULL: it goes into the field.
    bool (*is_whole)(const char *text);
    void (*free)(void *user); // when the list goes; NULL: nothing to free
};

// `user` is taken over, also on failure.
bool chooser_open(struct frame *frame, const struct chooser_options *options, struct error *error);

#endif
