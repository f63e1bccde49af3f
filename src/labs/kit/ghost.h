// How the run before the last change looks, and what is said of the two.
#ifndef RAVINE_LABS_KIT_GHOST_H
#define RAVINE_LABS_KIT_GHOST_H

#include "plot/theme.h"

#include <stddef.h>

// Pale, in dots, of the colour that the run has now.
struct stroke kit_ghost_stroke(struct color color, const struct theme *theme);

// The same among the colours of contours, light or dark, where what is pale is near white.
struct stroke kit_ghost_stroke_on_contours(struct color color, const struct theme *theme);

// What it was and is: "0.031 → 0.0042". Short enough for both beside a name: what does not fit is
// the former, left out whole.
void kit_ghost_result(const char *before, const char *now, char *text, size_t size);

#endif
