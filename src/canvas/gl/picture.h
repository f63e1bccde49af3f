// A picture that stays on the graphics card: drawn once, shown as often as one likes.
#ifndef RAVINE_CANVAS_GL_PICTURE_H
#define RAVINE_CANVAS_GL_PICTURE_H

#include "base/error.h"
#include "canvas/canvas.h"

struct picture;

// Needs a current context, which it belongs to. width × height device pixels. NULL on failure.
struct picture *picture_create(int width, int height, struct error *error);
void picture_destroy(struct picture *picture); // NULL is fine

// Between these, a canvas of canvas_gl_create draws on the picture. Not inside the canvas's own
// frame.
void picture_begin(struct picture *picture, struct canvas *canvas, float scale,
                   struct color background);
void picture_end(struct picture *picture, struct canvas *canvas);

// Shows it in a rectangle of the canvas's frame, which is on the window's framebuffer; what of it
// lies outside `clip` (NULL: the canvas) is left away.
void picture_show(const struct picture *picture, struct canvas *canvas, const struct rect *rect,
                  const struct rect *clip);

#endif
