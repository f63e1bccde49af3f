// How much memory there is, before a lot of it is asked for.
#ifndef RAVINE_BASE_MEMORY_H
#define RAVINE_BASE_MEMORY_H

#include "base/error.h"

// Bytes of memory that the machine has, or that this program may have of it where that is less
// (limits of the shell and of containers). Infinite where nobody says.
double memory_all(void);

// Whether so many bytes are at most half of that. Else an error that tells both numbers; `what` is
// what needs them, a text that has been looked up: "the training".
bool memory_check(const char *what, double bytes, struct error *error);

// The error that so many bytes more were refused: error_memory, with both numbers where they are
// many.
bool memory_refused(double bytes, struct error *error);

// After a lot was freed: hands it back to the system, where the C library would keep it for this
// program. Any thread.
void memory_give_back(void);

#endif
