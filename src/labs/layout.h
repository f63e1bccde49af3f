// Where the parts of a lab's screen are. Lengths in canvas units.
#ifndef RAVINE_LABS_LAYOUT_H
#define RAVINE_LABS_LAYOUT_H

#include "canvas/canvas.h"

#include <stdbool.h>

// The parts of a screen, of which a small window shows one at a time.
enum lab_part { LAB_STAGE, LAB_SECOND, LAB_BELOW, LAB_PANEL, LAB_PARTS };

// A part whose rectangle has no width is not shown.
struct lab_layout {
    struct rect title; // title and caption
    struct rect stage; // the picture the lab is about, tick labels included
    // What a lab has under its stage, where is_apart or where it has cut that off in arrange(); else
    // empty, and the stage's lower end has it.
    struct rect below;
    struct rect second;   // the second plot, heading and tick labels included
    bool is_apart;        // parts are shown one at a time
    struct rect panel;    // sliders in the window, the legend in a figure: not the lab's to draw
    size_t caption_lines; // that the title's rectangle has room for
    bool narrow;          // little room: short texts
};

// The layout of a width × height picture whose bottom `foot` units belong to somebody else.
struct lab_layout lab_layout(float width, float height, float foot);

// The same for a hall: the panel's rectangle has only the `panel` units of height that a legend
// needs, and the second plot has the rest.
struct lab_layout lab_layout_bare(float width, float height, float foot, float panel);

// True where a canvas is too small for its parts to stand beside each other.
bool lab_layout_is_small(float width, float height);

// The layout of such a canvas: one part has all the room between the title and the foot. The
// uppermost `above` and the lowest `foot` units belong to somebody else. Where that part is not the
// panel, the panel has a strip of `strip` units above the foot, for what is selected; 0: none.
struct lab_layout lab_layout_small(float width, float height, float above, float foot, float strip,
                                   enum lab_part part);

// Gives the right-hand column that share of the width, and its upper part, the second plot, all of
// its height but `panel` units. The caption gets a second line where it had room for one long one.
void lab_layout_widen(struct lab_layout *layout, float share, float panel);

#endif
