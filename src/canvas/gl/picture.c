#include "canvas/gl/picture.h"

#include "base/array.h"
#include "canvas/gl/api.h"
#include "canvas/gl/gl.h"
#include "canvas/gl/state.h"

#include <math.h>
#include <stdlib.h>

struct picture {
    unsigned framebuffer, renderbuffer;
    int width, height;
};

struct picture *picture_create(int width, int height, struct error *error)
{
    struct picture *picture = array_create(1, sizeof *picture, error);
    if (!picture)
        return NULL;
    GLint before;
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &before);
    *picture = (struct picture){.width = width, .height = height};
    glGenFramebuffers(1, &picture->framebuffer);
    glGenRenderbuffers(1, &picture->renderbuffer);
    glBindRenderbuffer(GL_RENDERBUFFER, picture->renderbuffer);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
    glBindFramebuffer(GL_FRAMEBUFFER, picture->framebuffer);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                              picture->renderbuffer);
    const bool is_complete = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    glBindFramebuffer(GL_FRAMEBUFFER, (GLuint)before);
    if (is_complete)
        return picture;
    error_set(error, ERROR_FAILED, "a picture of %d×%d pixels does not fit into memory", width,
              height);
    picture_destroy(picture);
    return NULL;
}

void picture_destroy(struct picture *picture)
{
    if (!picture)
        return;
    glDeleteFramebuffers(1, &picture->framebuffer);
    glDeleteRenderbuffers(1, &picture->renderbuffer);
    free(picture);
}

void picture_begin(struct picture *picture, struct canvas *canvas, float scale,
                   struct color background)
{
    glBindFramebuffer(GL_FRAMEBUFFER, picture->framebuffer);
    canvas_gl_begin(canvas, picture->width, picture->height, scale, background);
}

void picture_end(struct picture *picture, struct canvas *canvas)
{
    (void)picture;
    canvas_gl_end(canvas);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

void picture_show(const struct picture *picture, struct canvas *canvas, const struct rect *rect,
                  const struct rect *clip)
{
    struct gl *gl = (struct gl *)canvas;
    const struct rect all = {0, 0, canvas->width, canvas->height};
    const float s = canvas->scale;
    gl_send(gl); // what was drawn before lies below
    canvas_clip(canvas, clip ? clip : &all);
    const int left = (int)lroundf(rect->x * s), right = (int)lroundf((rect->x + rect->width) * s);
    const int top = (int)lroundf(rect->y * s), bottom = (int)lroundf((rect->y + rect->height) * s);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, picture->framebuffer);
    glBlitFramebuffer(0, 0, picture->width, picture->height, left, gl->height - bottom, right,
                      gl->height - top, GL_COLOR_BUFFER_BIT, GL_LINEAR);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
    canvas_clip(canvas, NULL);
}
