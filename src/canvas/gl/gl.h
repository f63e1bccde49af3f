// The canvas on OpenGL 3.3 core (or ES 3.0). Needs a current context; SDL2 or anything else may
// have made it.
#ifndef RAVINE_CANVAS_GL_GL_H
#define RAVINE_CANVAS_GL_GL_H

#include "base/error.h"
#include "canvas/canvas.h"
#include "canvas/font.h"

// Loads shaders and fonts from the assets. NULL on failure: a shader that does not compile, a font
// that is missing, an OpenGL too old.
struct canvas *canvas_gl_create(struct error *error);
// The same with the typeface of `own`; NULL: ours.
struct canvas *canvas_gl_create_with(const struct font_files *own, struct error *error);

// Begins a frame of width × height device pixels on the framebuffer that is bound; clears it to
// `background`, which may be transparent: then what is read back is premultiplied.
void canvas_gl_begin(struct canvas *canvas, int width, int height, float scale,
                     struct color background);

// A part of a frame that is too large for one framebuffer, in device pixels, y down. It may reach
// beyond the frame.
struct canvas_part {
    int frame_width, frame_height;
    int left, top, width, height; // of the part in the frame
};

// The same for a part of the frame: what is drawn is the frame's, and what of it lies in the part
// is seen. Parts that touch show no seam. Layers are not kept.
void canvas_gl_begin_part(struct canvas *canvas, const struct canvas_part *part, float scale,
                          struct color background);

// Sends everything that was drawn. Order of drawing calls is kept.
void canvas_gl_end(struct canvas *canvas);

// Whether layers are kept, as they are at first. Without, every frame draws everything, and the
// same pixels each time.
void canvas_gl_layers(struct canvas *canvas, bool on);

#endif
