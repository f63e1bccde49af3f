// Words and numbers in text.
#ifndef RAVINE_BASE_TEXT_H
#define RAVINE_BASE_TEXT_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

// A number that the same text has again and another hardly has: FNV-1a, 32 bits. For the names of
// files that are made for a text.
unsigned long text_sum(const char *text);

// The word of words[count] nearest to `word` (Damerau–Levenshtein distance, case ignored), or NULL
// when none is near enough to be what was meant. What other programs call it ("lr" for alpha) is
// near.
const char *text_nearest(const char *word, const char *const words[], size_t count);

// Reads a whole text as a finite number, whatever the locale; surrounding blanks are allowed.
bool text_number(const char *text, double *value);

// Writes the shortest decimal that reads back as the same double (at most 17 digits).
void text_shortest(double value, char *text, size_t size);

// Writes `value` with at most `digits` significant digits for people: "0.07", "1.2e4" becomes
// "12000", "3.1×10⁻⁷" in the far ranges; the minus sign is U+2212.
void text_show(double value, int digits, char *text, size_t size);

// snprintf that cuts at whole UTF-8 characters, also what "%.40s" does; returns false when the end
// was cut.
bool text_print(char *text, size_t size, const char *format, ...) PRINTF_LIKE(3, 4);

// The same, behind the text that is there.
bool text_append(char *text, size_t size, const char *format, ...) PRINTF_LIKE(3, 4);

// True when text[length] is UTF-8 without control bytes (tabs and line ends are fine). Otherwise
// *line (may be NULL) is the line of the first wrong byte.
bool text_check(const char *text, size_t length, int *line);

// How many columns of a terminal a UTF-8 text takes: combining marks none, East Asian signs two.
size_t text_columns(const char *text);

// Copies a text into out[size] so that a terminal obeys nothing in it: control characters and bytes
// that are no UTF-8 become "\x1b". Cut at a whole character.
void text_escape(const char *text, char *out, size_t size);
// Whether a line may end before text[at], a blank or the text's end: not beside a sign that stands
// for itself, so that "J = 0.01" stays together.
bool text_may_break(const char *text, size_t at);

// Copies a UTF-8 text into excerpt[size], size ≥ 8; what does not fit ends in "…" after a whole
// character. Line ends become blanks.
void text_excerpt(const char *text, char *excerpt, size_t size);

#endif
