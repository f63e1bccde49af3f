// How long what is left of a film will take, for people.
#ifndef RAVINE_EXPORT_PACE_H
#define RAVINE_EXPORT_PACE_H

#include <stddef.h>

enum { PACE_TEXT = 96 };

// "41 of 270 frames, 12 s left"; without the time as long as nobody can tell. `seconds` have passed
// since it began.
void pace_text(size_t done, size_t all, double seconds, char text[PACE_TEXT]);

#endif
