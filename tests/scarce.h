// Memory that runs out at a chosen place: what is linked with scarce.c asks it for memory first.
#ifndef RAVINE_TESTS_SCARCE_H
#define RAVINE_TESTS_SCARCE_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

// Something that may fail for want of memory. What it makes goes into *sum (scarce_sum), so that it
// can be told whether it is the same. It frees all that it made, whatever came of it.
typedef bool scarce_work(const void *from, uint64_t *sum, struct error *error);

void scarce_sum(uint64_t *sum, const void *bytes, size_t size);
void scarce_sum_text(uint64_t *sum, const char *text); // NULL is a text, too

// Does it once with all memory there is, and then refuses its 1st, 1 + stride-th, … request, a
// request a time, until none of them was reached. Each time it must either say that memory is out
// or make the same as at first. zlib's requests count as one each.
void scarce_try(const char *what, scarce_work *work, const void *from, long stride);

#endif
