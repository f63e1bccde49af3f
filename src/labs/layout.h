// Where the parts of a lab's screen are. Lengths in canvas units.
#ifndef RAVINE_LABS_LAYOUT_H
#define RAVINE_LABS_LAYOUT_H

#include "canvas/canvas.h"

struct lab_layout {
    struct rect title;    // title and caption
    struct rect stage;    // the picture the lab is about, tick labels included
    struct rect below;    // what a lab has cut off the stage's lower end in arrange(); else empty
    struct rect second;   // the second plot, heading and tick labels included
    struct rect panel;    // sliders in the window, the legend in a figure: not the lab's to draw
    size_t caption_lines; // that the title's rectangle has room for
    bool narrow;          // little room: short texts
};

// The layout of a width × height picture whose bottom `foot` units belong to somebody else.
struct lab_layout lab_layout(float width, float height, float foot);

// The same for a hall: the panel's rectangle has only the `panel` units of height that a legend
// needs, and the second plot has the rest.
struct lab_layout lab_layout_bare(float width, float height, float foot, float panel);

// Gives the right-hand column that share of the width, and its upper part, the second plot, all of
// its height but `panel` units. The caption gets a second line where it had room for one long one.
void lab_layout_widen(struct lab_layout *layout, float share, float panel);

#endif
