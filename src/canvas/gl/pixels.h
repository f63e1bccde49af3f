// From the graphics card back into memory.
#ifndef RAVINE_CANVAS_GL_PIXELS_H
#define RAVINE_CANVAS_GL_PIXELS_H

#include <stdint.h>

// Copies the framebuffer that is bound, of width × height device pixels, into
// rgb[height × width × 3], top row first. Waits until everything that was sent is drawn.
void pixels_read(int width, int height, uint8_t rgb[]);

// The same with opacity, rgba[height × width × 4], not premultiplied.
void pixels_read_rgba(int width, int height, uint8_t rgba[]);

#endif
