// How much the calling thread computes, in blocks of the program: every jump of the compiled code
// counts one, so that the same work has the same number on every machine. What a thread does while
// this one waits for its end counts as this one's own.
//
// Only the code of the library `counted` (meson.build) is counted; the system's and the graphics
// driver's is not.
#ifndef RAVINE_TESTS_EFFORT_H
#define RAVINE_TESTS_EFFORT_H

#include <stddef.h>

// Counts from 0 on; calls `passed` in the midst of what goes beyond `bound`.
void effort_begin(size_t bound, void (*passed)(void));
size_t effort_end(void);

// How long the thread has lain down to sleep since effort_begin, in seconds: it waited for others.
double effort_slept(void);

#endif
