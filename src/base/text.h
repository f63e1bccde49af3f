// Words and numbers in text.
#ifndef RAVINE_BASE_TEXT_H
#define RAVINE_BASE_TEXT_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

// The word of words[count] nearest to `word` (Damerau–Levenshtein distance, case ignored), or NULL
// when none is near enough to be what was meant.
const char *text_nearest(const char *word, const char *const words[], size_t count);

// Reads a whole text as a finite number, whatever the locale; surrounding blanks are allowed.
bool text_number(const char *text, double *value);

// Writes the shortest decimal that reads back as the same double (at most 17 digits).
void text_shortest(double value, char *text, size_t size);

// Writes `value` with at most `digits` significant digits for people: "0.07", "1.2e4" becomes
// "12000", "3.1×10⁻⁷" in the far ranges; the minus sign is U+2212.
void text_show(double value, int digits, char *text, size_t size);

// snprintf that appends; returns false when it was cut.
bool text_append(char *text, size_t size, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
