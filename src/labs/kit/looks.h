// Who has which look: a colour, marker and dash belong to a section of the scene from the moment
// the lab opens it until the lab closes, whatever its numbers become.
#ifndef RAVINE_LABS_KIT_LOOKS_H
#define RAVINE_LABS_KIT_LOOKS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct looks_kept {
    struct {
        char section[72];
        int look;
    } * row;
    size_t count, capacity;
};

// What one section asks for.
struct look_wish {
    const char *section; // "runner.adam"
    int given;           // the look that the scene names; −1 = none
    int wish;            // else this one, where nobody has it
};

// Writes look[count]: the given look, else the one that the section had before, else its wish or
// the next that is free (looks_assign). New sections are remembered; a look that is given
// later is not, so that taking `color` out of the scene again brings the old one back. False when
// memory is out.
bool looks_keep(struct looks_kept *kept, const struct look_wish wish[], size_t count, int look[],
                struct error *error);

// What people are shown of a section's name: what follows its dot, or a number, its place from 1,
// where it is called after a colour that its look has not ("average.red", "average.red-2").
void looks_call(const char *section, int look, size_t index, char name[48]);

bool looks_copy(struct looks_kept *to, const struct looks_kept *from, struct error *error);
void looks_clear(struct looks_kept *kept);

#endif
