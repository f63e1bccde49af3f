// Loops on several threads. The only place in the tree that knows what runs them.
#ifndef RAVINE_BASE_PARALLEL_H
#define RAVINE_BASE_PARALLEL_H

#include <stddef.h>

// How many threads a loop gets: `wanted`, or for 0 as many as the machine has to offer. At least 1.
int parallel_threads(int wanted);

// Calls body(user, index, thread) once for every index below `count`, `thread` being from 0 to
// threads − 1: two calls of the same `thread` never overlap, so it can name a room to work in. Who
// is free takes the next `chunk` (at least 1) indices, in ascending order. Returns after the last
// call; what the calls have written is then there to read. One thread walks 0, 1, 2, … itself.
void parallel_for(size_t count, int threads, size_t chunk,
                  void (*body)(void *user, size_t index, int thread), void *user);

#endif
