// What the palette finds: rows of a list, and what taking each of them does. All of it comes from
// tables: the shelf's scenes, the commands, the keys, the sliders and choices of the labs.
//
// Who may call whom: palette → finds → list, gallery, keys, commands, ask, value, frame.
#ifndef RAVINE_APP_FINDS_H
#define RAVINE_APP_FINDS_H

#include "app/frame.h"
#include "app/list.h"

enum find_kind { FIND_SCENE, FIND_COMMAND, FIND_SLIDER, FIND_CHOICE };

struct find {
    enum find_kind kind;
    const char *name; // of the scene (the gallery's), of the command, of the choice
    int argument;     // of the command
    size_t slider;
    char section[72];          // that the choice is made in
    const struct param *param; // whose choice it is
};

// Zeroed is empty. find[i] is what list.item[i] does.
struct finds {
    struct list list;
    struct find *find;
    size_t count, capacity;
};

// Everything that there is in this window now. On failure some of it may be missing.
bool finds_fill(struct finds *finds, struct frame *frame, struct error *error);
void finds_clear(struct finds *finds);

// A scene opens, a command runs, a slider is selected, a text opens for typing, a choice is made.
bool find_do(struct frame *frame, const struct find *find, struct error *error);

#endif
