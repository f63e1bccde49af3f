// Which letters of which typeface a drawing shows, and these as fonts or as shapes in its file.
#ifndef RAVINE_CANVAS_SVG_GLYPHS_H
#define RAVINE_CANVAS_SVG_GLYPHS_H

#include "canvas/markup.h"
#include "canvas/vector.h"

// Outlines are drawn in so many units an em.
#define GLYPHS_EM 1000.0f

// Zeroed is empty.
struct glyphs {
    struct glyph_set {
        uint32_t *character, *glyph; // ascending by character
        size_t count, capacity, glyph_capacity;
    } set[TYPEFACE_COUNT][2];
};

bool glyphs_add(struct glyphs *glyphs, const struct letter *letter, bool bold);
void glyphs_clear(struct glyphs *glyphs);

// What the names of a face's outlines begin with; the glyph's number follows.
const char *glyphs_name(enum typeface typeface, bool bold);

// What a typeface is called in the file.
const char *glyphs_family(const struct vector *vector, enum typeface typeface);

// <style> with each font cut down to its letters.
bool glyphs_put_fonts(const struct glyphs *glyphs, const struct vector *vector,
                      struct markup *markup, struct error *error);

// <path> elements for <use>.
bool glyphs_put_outlines(const struct glyphs *glyphs, const struct vector *vector,
                         struct markup *markup, struct error *error);

#endif
