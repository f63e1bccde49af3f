// Glyphs at device size, gathered in one texture.
#ifndef RAVINE_CANVAS_GL_ATLAS_H
#define RAVINE_CANVAS_GL_ATLAS_H

#include "base/error.h"
#include "canvas/font.h"

#include <stdbool.h>
#include <stdint.h>

struct atlas;

struct glyph {
    float left, top;      // of the bitmap, from the pen on the baseline, pixels, y down
    float width, height;  // of the bitmap, pixels; 0 for a blank
    float u0, v0, u1, v1; // its place in a square as wide as the texture, 0…1
    float high;           // how many times as high as the texture that square is
};

// Holds glyphs of `font`, which stays the caller's and must live as long. Needs a current OpenGL
// context. NULL on failure.
struct atlas *atlas_create(struct font *font, struct error *error);
void atlas_destroy(struct atlas *atlas); // NULL is fine

// The place of a character at `pixels` per em. False when the texture is full: draw what uses it,
// atlas_forget, and ask again. One that memory is too small for is a blank.
bool atlas_find(struct atlas *atlas, uint32_t character, bool bold, int pixels,
                struct glyph *glyph);

// Whether one was a blank for that reason since this was asked for last.
bool atlas_was_short(struct atlas *atlas);

// Empties the texture, which becomes higher where it can.
void atlas_forget(struct atlas *atlas);

// The texture's OpenGL name; uploads what is new.
unsigned atlas_texture(struct atlas *atlas);

#endif
