// Text as LaTeX writes it.
#ifndef RAVINE_CANVAS_PGF_LATEX_H
#define RAVINE_CANVAS_PGF_LATEX_H

#include "canvas/markup.h"

// Adds a line of text: what means something in LaTeX escaped, Greek letters, signs, sub- and
// superscripts as math. What is none of these is left as it is, in UTF-8.
void latex_put(struct markup *markup, const char *utf8);

#endif
