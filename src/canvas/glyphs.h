// Glyphs of the two typefaces, rasterised at device size into one texture.
#ifndef RAVINE_CANVAS_GLYPHS_H
#define RAVINE_CANVAS_GLYPHS_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct glyphs;

struct glyph {
    float left, top;     // of the bitmap, from the pen on the baseline, pixels, y down
    float width, height; // of the bitmap, pixels; 0 for a blank
    float u0, v0, u1, v1;
};

// Needs a current OpenGL context. NULL on failure.
struct glyphs *glyphs_create(struct error *error);
void glyphs_destroy(struct glyphs *glyphs); // NULL is fine

// The next character of *text, which moves on; invalid UTF-8 yields U+FFFD, the end 0.
uint32_t glyphs_next(const char **text);

// How far a character moves the pen, in em. Figures are tabular. Independent of size, so that
// a layout is the same at every scale.
float glyphs_advance(struct glyphs *glyphs, uint32_t character, bool bold);

// The bitmap of a character at `pixels` per em. False when the texture is full: draw what uses
// it, glyphs_forget, and ask again. A character nobody has shows as a box.
bool glyphs_find(struct glyphs *glyphs, uint32_t character, bool bold, int pixels,
                 struct glyph *glyph);

// Empties the texture.
void glyphs_forget(struct glyphs *glyphs);

// The texture's OpenGL name; uploads what is new.
unsigned glyphs_texture(struct glyphs *glyphs);

#endif
