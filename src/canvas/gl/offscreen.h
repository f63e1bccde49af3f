// An OpenGL context and a framebuffer without a window or a display server.
#ifndef RAVINE_CANVAS_GL_OFFSCREEN_H
#define RAVINE_CANVAS_GL_OFFSCREEN_H

#include "base/error.h"
#include "canvas/canvas.h"
#include "canvas/font.h"

#include <stdint.h>

struct offscreen;

enum { OFFSCREEN_MAX = 16384 }; // pixels of a side, on any machine

// Pixels are width × height. NULL on failure; the error says what is missing ("no OpenGL 3.3: …").
struct offscreen *offscreen_create(int width, int height, struct error *error);
// The same, with less of a side where this machine's OpenGL does not draw so many: *width and
// *height become what it has.
// Its text is in the typeface of `own`; NULL: ours.
struct offscreen *offscreen_create_within(int *width, int *height, const struct font_files *own,
                                          struct error *error);
void offscreen_destroy(struct offscreen *offscreen);

// Its canvas, ready between begin and end.
struct canvas *offscreen_begin(struct offscreen *offscreen, float scale, struct color background);
bool offscreen_end(struct offscreen *offscreen, struct error *error);

// As offscreen_begin, for a part of a larger frame: of the pixels' size, with its left upper corner
// at left, top of a frame of frame_width × frame_height pixels. It may reach beyond that.
struct canvas *offscreen_begin_part(struct offscreen *offscreen, int frame_width, int frame_height,
                                    int left, int top, float scale, struct color background);

// Copies the upper left width × height pixels into the rows of a larger picture, `stride` pixels
// apart, top row first: three bytes a pixel, or four with an alpha that is not premultiplied.
void offscreen_read_part(struct offscreen *offscreen, int width, int height, bool has_alpha,
                         uint8_t pixels[], size_t stride);

// Copies the finished picture: rgb[height × width × 3], top row first.
void offscreen_read(struct offscreen *offscreen, uint8_t rgb[]);

// The largest side that this machine's OpenGL can draw, in pixels.
int offscreen_limit(const struct offscreen *offscreen);

#endif
