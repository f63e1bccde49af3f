// Draws what is under the hood: the table of terms, an axis a column, and the stems of an average.
#ifndef RAVINE_LABS_KIT_HOOD_DRAW_H
#define RAVINE_LABS_KIT_HOOD_DRAW_H

#include "labs/kit/hood.h"
#include "plot/theme.h"

enum { HOOD_NOTES_MAX = 4 };

// What the table says besides the terms. Texts are in the language that is set.
struct hood_table {
    const struct rule_moment *moment;
    const char *axis[HOOD_AXES_MAX];  // names of the moment's axes: "θ₁"
    const char *title;                // "Adam, step 12"
    const char *note[HOOD_NOTES_MAX]; // "α = 0.05", "g of all examples"; ends with a NULL
    const struct look_style *look;    // the runner's
    size_t page;                      // beyond the last they begin anew
    // Not NULL: the stems are the page after the table's own, where there are any.
    const struct hood_history *history;
    // Not NULL: the last page of all is the caller's, with the title alone, and here is its room;
    // no width while another one is drawn.
    struct rect *rest;
};

// Within the rectangle, as large as there is room: formulas, values, and each line once more with
// its numbers in it. With less room numbers lose digits, then the lines of numbers go, then the
// formulas; a term never does: what has no room is on further pages. Returns how many there are.
size_t hood_draw_table(struct canvas *canvas, const struct theme *theme, const struct rect *rect,
                       const struct hood_table *table);

// The last gradients with their weights, a plot an axis side by side. Draws nothing where there are
// no stems.
void hood_draw_stems(struct canvas *canvas, const struct theme *theme, const struct rect *rect,
                     const struct hood_table *table, const struct hood_history *history);

#endif
