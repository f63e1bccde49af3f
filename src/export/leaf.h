// Pages of a document: how large they are, and where its texts and figures go. Lengths are points
// of 1/72 inch, which are the page canvas's units.
#ifndef RAVINE_EXPORT_LEAF_H
#define RAVINE_EXPORT_LEAF_H

#include "export/figure.h"
#include "plot/theme.h"

struct leaf {
    const char *name; // "a4"
    float width, height;
    float side, top, bottom;  // margins of the text; at the sides, above, below
    float head;               // baseline of the running title; 0: none
    float foot;               // baseline of the page's number
    float title, body, small; // sizes of type
    float figure_text;        // of the figures, where nobody says another
    // Which part of the screen a scene's figure is; FIGURE_UNSAID: the stage and, under it, the
    // second plot.
    enum figure_part part;
    float figure; // height of the figure to its width, where there is room for it
    float share;  // of that height, which texts below it leave at least
};

// Ends with a NULL name; the first is usual.
extern const struct leaf leaves[];
extern const char *const leaf_names[];          // NULL-terminated
const struct leaf *leaf_find(const char *name); // NULL when there is none of that name

// What a page says beside its figure.
struct leaf_text {
    const char *lecture;         // in the running title
    const char *title, *caption; // caption may be NULL, and so may
    const char *try, *notes;     // what is to be tried, what is for the speaker
    struct color background;     // a = 0: none
};

// A text that goes on with its next lines.
struct leaf_flow {
    const char *heading; // before its first line; NULL: none, or it is said
    const char *text;    // what is left of it; NULL: nothing
};

// Draws all of a page but its figure, which has room in *figure and is `proportion` times as high
// as wide where it may be (0: as usual). What of the texts below it has no room is left in flow[2].
void leaf_draw(const struct leaf *leaf, struct canvas *canvas, const struct theme *theme,
               const struct leaf_text *text, size_t number, float proportion, struct rect *figure,
               struct leaf_flow flow[2]);

// A further page for what was left; true while there is more.
bool leaf_draw_more(const struct leaf *leaf, struct canvas *canvas, const struct theme *theme,
                    const struct leaf_text *text, size_t number, struct leaf_flow flow[2]);

#endif
