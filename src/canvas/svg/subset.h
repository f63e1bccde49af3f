// The part of a font that a file needs.
#ifndef RAVINE_CANVAS_SVG_SUBSET_H
#define RAVINE_CANVAS_SVG_SUBSET_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The font at `path` with nothing but character[count], without the tables that move letters: every
// letter stands where it is told to. The caller frees. NULL on failure.
unsigned char *subset_font(const char *path, const uint32_t character[], size_t count, size_t *size,
                           struct error *error);

#endif
