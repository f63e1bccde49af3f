// A line of text with a caret under the character where it goes wrong, for a terminal.
#ifndef RAVINE_BASE_CARET_H
#define RAVINE_BASE_CARET_H

#include "base/error.h"

#include <stddef.h>
#include <stdio.h>

// Keeps the part of a line that lies around line + at, a byte of it or its end, beside what went
// wrong. `length` bytes of UTF-8, no line end among them.
void caret_set(struct error *error, const char *line, size_t length, size_t at);

// The byte of a text where a character begins, counted from 1; its end for one behind the last.
size_t caret_byte(const char *text, size_t character);

// Two lines below the message: the text, and the caret. Nothing where no place is known.
void caret_print(FILE *out, const struct error *error);

#endif
