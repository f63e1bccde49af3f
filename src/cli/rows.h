// Text for a terminal: sentences and columns that line up, whatever the alphabet.
//
// All texts are looked up in the language that is set (base/words.h); what stands among arguments
// is the caller's to look up.
#ifndef RAVINE_CLI_ROWS_H
#define RAVINE_CLI_ROWS_H

#include "base/error.h"

#include <stddef.h>
#include <stdio.h>

enum { ROWS_WIDTH = 110 }; // columns; no line is wider, words that are longer than that aside

// printf of one paragraph of at most 2,000 bytes, begun at column `indent` and broken at blanks;
// later lines begin there too. A line end begins a new line.
void rows_say(FILE *out, size_t indent, const char *format, ...) PRINTF_LIKE(3, 4);

// "  left      text": the text begins at `column` and goes on there; in the next line where `left`
// reaches that far. An empty text leaves nothing behind.
void rows_print(FILE *out, size_t column, const char *left, const char *text);

// Appends blanks until the text is `columns` wide.
void rows_pad(char *text, size_t size, size_t columns);

#endif
