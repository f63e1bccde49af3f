// What was found in somebody's data, what was left out and what was assumed, in words: said once,
// wherever people look.
#ifndef RAVINE_DATA_REPORT_H
#define RAVINE_DATA_REPORT_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum report_kind {
    REPORT_FOUND,   // as one expects; told only where somebody asks
    REPORT_ASSUMED, // skipped, turned round, left out: to be said
    REPORT_DOUBT,   // most likely wrong, but nobody knows
};

enum { REPORT_MAX = 40, REPORT_BYTES = 320 };

struct report_line {
    enum report_kind kind;
    char text[REPORT_BYTES];
};

// A zeroed one is empty.
struct report {
    char file[80]; // what it tells of, without its folder; empty = nothing
    struct report_line line[REPORT_MAX];
    size_t count;
    size_t more; // lines for which there was no room
};

// Adds a sentence without its full stop; the format is looked up (base/words.h), arguments are the
// caller's to look up. The same sentence is added once. A NULL report takes nothing.
void report_add(struct report *report, enum report_kind kind, const char *format, ...)
    PRINTF_LIKE(3, 4);

// How many lines are of this kind or worse.
size_t report_count(const struct report *report, enum report_kind least);

// The lines of this kind or worse as one text, parted by "; ", cut to `size` after a whole one with
// a word about how many more there are.
void report_join(const struct report *report, enum report_kind least, char *text, size_t size);

#endif
