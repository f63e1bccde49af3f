// Figures that are all of one width.
#ifndef RAVINE_CANVAS_FIGURE_H
#define RAVINE_CANVAS_FIGURE_H

#include <stdint.h>

struct FT_FaceRec_;

// The glyphs that a face, opened from the file at `path`, has for tabular 0 to 9 (the feature
// tnum); the usual ones where it has none.
void figures_find(struct FT_FaceRec_ *face, const char *path, uint32_t glyph[10]);

#endif
