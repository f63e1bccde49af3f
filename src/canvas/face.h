// The font files of the typefaces: numbers and outlines of their glyphs, for files that carry their
// fonts.
#ifndef RAVINE_CANVAS_FACE_H
#define RAVINE_CANVAS_FACE_H

#include "base/error.h"
#include "canvas/canvas.h"
#include "canvas/font.h"

struct FT_FaceRec_;

struct faces;

// Opens the files of a font's typefaces. NULL on failure.
struct faces *faces_create(const struct font *font, struct error *error);
void faces_destroy(struct faces *faces); // NULL is fine

// Whether a file is a font that is made of outlines.
bool faces_can_open(const char *path);

// FreeType's own, which may be kept by FT_Reference_Face.
struct FT_FaceRec_ *faces_face(const struct faces *faces, enum typeface typeface, bool bold);

// The number of a character's glyph in its file.
uint32_t faces_glyph(const struct faces *faces, enum typeface typeface, bool bold,
                     uint32_t character);

// The glyph of a figure that is as wide as all others, where the file has such (the feature tnum),
// else the usual one; 0 for what is no figure.
uint32_t faces_figure(const struct faces *faces, enum typeface typeface, bool bold,
                      uint32_t character);

// How far the file itself moves the pen after a glyph, in em.
float faces_advance(const struct faces *faces, enum typeface typeface, bool bold, uint32_t glyph);

// The outline of a glyph in em from its origin, y downwards: calls with 'M' (1 point), 'L' (1),
// 'Q' (2), 'C' (3) and 'Z' (0).
bool faces_outline(const struct faces *faces, enum typeface typeface, bool bold, uint32_t glyph,
                   void (*piece)(void *user, char what, const struct point points[]), void *user,
                   struct error *error);

#endif
