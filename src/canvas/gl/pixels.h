// From the graphics card back into memory.
#ifndef RAVINE_CANVAS_GL_PIXELS_H
#define RAVINE_CANVAS_GL_PIXELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Copies the framebuffer that is bound, of width × height device pixels, into
// rgb[height × width × 3], top row first. Waits until everything that was sent is drawn.
void pixels_read(int width, int height, uint8_t rgb[]);

struct pixels_part {
    int width, height;
    int bottom;     // of its lowest row in the framebuffer
    bool has_alpha; // four bytes a pixel, alpha not premultiplied; else three
    size_t stride;  // pixels from one row to the next in memory
};

// The same for the left part of some rows, into the rows of a larger picture.
void pixels_read_part(const struct pixels_part *part, uint8_t pixels[]);

#endif
