// Few colours in place of many: a palette for a whole film, and dots of two of its colours where a
// third is meant. The dots depend on the place and the colour alone, so that what does not move
// stays still from frame to frame.
#ifndef RAVINE_EXPORT_DITHER_H
#define RAVINE_EXPORT_DITHER_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

enum { DITHER_COLORS = 255 }; // at most; one of a GIF's 256 says "as before"

struct dither;

// NULL: no memory.
struct dither *dither_create(struct error *error);
void dither_destroy(struct dither *dither); // NULL is fine

// A colour that has to be in the palette as it is. At most half of it may be; further ones are left
// to chance.
void dither_fix(struct dither *dither, const uint8_t rgb[3]);

// Looks at some pixels that are to be shown: rgb[count × 3].
void dither_look(struct dither *dither, const uint8_t rgb[], size_t count);

// Chooses the palette: median cut (Heckbert 1982) over what was looked at, then a few rounds of
// k-means. color[DITHER_COLORS × 3]; returns how many there are.
size_t dither_choose(struct dither *dither, uint8_t color[]);

// The palette's place for a pixel at x, y.
uint8_t dither_index(struct dither *dither, const uint8_t rgb[3], int x, int y);

#endif
