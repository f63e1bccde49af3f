// An OpenGL context and a framebuffer without a window or a display server.
#ifndef RAVINE_CANVAS_GL_OFFSCREEN_H
#define RAVINE_CANVAS_GL_OFFSCREEN_H

#include "base/error.h"
#include "canvas/canvas.h"

#include <stdint.h>

struct offscreen;

// Pixels are width × height. NULL on failure; the error says what is missing ("no OpenGL 3.3: …").
struct offscreen *offscreen_create(int width, int height, struct error *error);
void offscreen_destroy(struct offscreen *offscreen);

// Its canvas, ready between begin and end.
struct canvas *offscreen_begin(struct offscreen *offscreen, float scale, struct color background);
void offscreen_end(struct offscreen *offscreen);

// Copies the finished picture: rgb[height × width × 3], top row first.
void offscreen_read(struct offscreen *offscreen, uint8_t rgb[]);

// The same with what covers nothing: rgba[height × width × 4], not premultiplied.
void offscreen_read_rgba(struct offscreen *offscreen, uint8_t rgba[]);

// The largest side that this machine's OpenGL can draw, in pixels.
int offscreen_limit(const struct offscreen *offscreen);

#endif
