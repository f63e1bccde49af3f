// Headings of a lab's screen.
#ifndef RAVINE_LABS_KIT_HEADING_H
#define RAVINE_LABS_KIT_HEADING_H

#include "plot/theme.h"

// Units that a plot's heading takes above it.
#define HEADING_HEIGHT 26.0f

// The rectangle under a heading at the top of `box`.
struct rect kit_below_heading(const struct rect *box);

// A line in the middle of a picture that is not there yet: English, looked up here.
void kit_draw_note(struct canvas *canvas, const struct theme *theme, const struct rect *area,
                   const char *text);

#endif
