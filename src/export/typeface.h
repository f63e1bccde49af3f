// The typeface of figures: a file, or a family of this machine.
#ifndef RAVINE_EXPORT_TYPEFACE_H
#define RAVINE_EXPORT_TYPEFACE_H

#include "base/error.h"
#include "canvas/font.h"

// Finds the files of what people name: "notes/Charter.otf" or "Latin Modern Roman". A family's
// heavier file, of weight 600 or the next there is, is its bold; a file has only itself. Errors: no
// such file, not a font that is made of outlines, no such family here (names the nearest).
bool typeface_find(const char *word, struct font_files *files, struct error *error);

#endif
