// The typefaces: which of them has a character, how wide text is, what a glyph looks like. Measures
// are in em and independent of size, so that a layout is the same at every scale and on every
// canvas.
#ifndef RAVINE_CANVAS_FONT_H
#define RAVINE_CANVAS_FONT_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

// A character is taken from the first that has it.
enum typeface {
    TYPEFACE_INTER,
    TYPEFACE_DEJAVU,
    TYPEFACE_COUNT,
    TYPEFACE_NONE = TYPEFACE_COUNT, // nobody has the character: it shows as a box
};

// From the baseline to the top of a capital, in em; the same in both typefaces.
#define FONT_CAP_HEIGHT 0.727f

// A glyph in pixels of coverage, 0 = none … 255 = full.
struct bitmap {
    int left, top;        // of its upper left corner, from the pen on the baseline; y down
    int width, height;    // 0 for a blank
    const uint8_t *cover; // [height × width], top row first; the font's, until it draws another
};

struct font;

enum { FONT_PATH_MAX = 4096 };

// Files of a typeface that stands in for the first.
struct font_files {
    char regular[FONT_PATH_MAX], bold[FONT_PATH_MAX];
};

// Opens the font files of the assets, and in place of the first typeface's those of `own` (NULL:
// none). Needs no OpenGL and no display. NULL on failure: a file that is missing or no font.
struct font *font_create(struct error *error);
struct font *font_create_with(const struct font_files *own, struct error *error);
void font_destroy(struct font *font); // NULL is fine

// From the baseline to the top of a capital of the first typeface, in em: FONT_CAP_HEIGHT, or what
// somebody else's typeface has.
float font_cap_height(const struct font *font);

// The asset of a typeface ("fonts/Inter-Regular.otf", see asset_path).
const char *font_file(enum typeface typeface, bool bold);

// The file that a typeface comes from, for who embeds it.
const char *font_path(const struct font *font, enum typeface typeface, bool bold);

// The next character of *text, which moves on; invalid UTF-8 yields U+FFFD, the end 0.
uint32_t font_next(const char **text);

// Who draws a character.
enum typeface font_typeface(struct font *font, uint32_t character, bool bold);

// How far a character moves the pen, in em. Figures are tabular: all as wide as the widest.
float font_advance(struct font *font, uint32_t character, bool bold);

// How far right of the pen the glyph's own origin is, in em: what centres a figure in the width
// that all figures share; 0 for everything else.
float font_inset(struct font *font, uint32_t character, bool bold);

// The width of one line of text, in em.
float font_width(struct font *font, const char *utf8, bool bold);

// Draws a character, its inset counted, at `pixels` per em; one that nobody has as a box. False
// and a blank when memory is out.
bool font_draw(struct font *font, uint32_t character, bool bold, int pixels, struct bitmap *bitmap,
               struct error *error);

#endif
