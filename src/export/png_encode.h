// PNG files, row by row, on all cores. Rows are filtered and compressed in blocks of a fixed size,
// each with the end of the one before as its dictionary: the bytes do not depend on the number of
// threads. (PNG specification, third edition; zlib's RFC 1950.)
#ifndef RAVINE_EXPORT_PNG_ENCODE_H
#define RAVINE_EXPORT_PNG_ENCODE_H

#include "base/error.h"
#include "base/payload.h"

#include <stdint.h>
#include <stdio.h>

struct png_setup {
    int width, height;             // pixels
    bool has_alpha;                // four bytes a pixel in place of three; alpha not premultiplied
    double dpi;                    // pixels an inch; 0 = says nothing of it
    const struct payload *payload; // NULL: none
    int threads;                   // 0 = as many as the machine has to offer
};

struct png_encoder;

// Writes all that comes before the pixels. `out` stays the caller's. NULL on failure.
struct png_encoder *png_begin(FILE *out, const struct png_setup *setup, struct error *error);

// The next `rows` rows, top row first: pixels[rows × width × 3 or 4]. Failed writes show in
// ferror(out).
bool png_rows(struct png_encoder *png, const uint8_t pixels[], int rows, struct error *error);

// How many rows are compressed at a time: bring a multiple of it with every call but the last, and
// the bytes do not depend on how many calls there were.
int png_block_rows(const struct png_encoder *png);

// After the last row: writes the end. The encoder is gone then, in any case.
bool png_end(struct png_encoder *png, struct error *error);

// Frees it without an end. NULL is fine.
void png_abort(struct png_encoder *png);

#endif
