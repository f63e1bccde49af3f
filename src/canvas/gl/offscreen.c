#include "canvas/gl/offscreen.h"

#include "base/array.h"
#include "canvas/gl/api.h"
#include "canvas/gl/context.h"
#include "canvas/gl/gl.h"
#include "canvas/gl/pixels.h"

#include <stdlib.h>

struct offscreen {
    struct context *context;
    unsigned framebuffer, renderbuffer;
    int width, height;
    struct canvas *canvas;
};

static bool make_framebuffer(struct offscreen *offscreen, struct error *error)
{
    const int limit = offscreen_limit(offscreen);
    if (offscreen->width > limit || offscreen->height > limit)
        return error_set(error, ERROR_INPUT,
                         "%d×%d pixels are more than this machine's OpenGL draws: %d×%d",
                         offscreen->width, offscreen->height, limit, limit);
    glGenFramebuffers(1, &offscreen->framebuffer);
    glGenRenderbuffers(1, &offscreen->renderbuffer);
    glBindRenderbuffer(GL_RENDERBUFFER, offscreen->renderbuffer);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, offscreen->width, offscreen->height);
    glBindFramebuffer(GL_FRAMEBUFFER, offscreen->framebuffer);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                              offscreen->renderbuffer);
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE)
        return true;
    return error_set(error, ERROR_FAILED, "a picture of %d×%d pixels does not fit into memory",
                     offscreen->width, offscreen->height);
}

// `is_less`: rather than none.
static struct offscreen *create(int width, int height, bool is_less, const struct font_files *own,
                                struct error *error)
{
    struct offscreen *offscreen = array_create(1, sizeof *offscreen, error);
    if (!offscreen)
        return NULL;
    offscreen->context = context_create(error);
    if (offscreen->context) {
        const int limit = offscreen_limit(offscreen);
        offscreen->width = is_less && width > limit ? limit : width;
        offscreen->height = is_less && height > limit ? limit : height;
        if (make_framebuffer(offscreen, error) &&
            (offscreen->canvas = canvas_gl_create_with(own, error))) {
            context_leave(offscreen->context);
            return offscreen;
        }
    }
    offscreen_destroy(offscreen);
    return NULL;
}

struct offscreen *offscreen_create(int width, int height, struct error *error)
{
    return create(width, height, false, NULL, error);
}

struct offscreen *offscreen_create_within(int *width, int *height, const struct font_files *own,
                                          struct error *error)
{
    struct offscreen *offscreen = create(*width, *height, true, own, error);
    if (offscreen) {
        *width = offscreen->width;
        *height = offscreen->height;
    }
    return offscreen;
}

void offscreen_destroy(struct offscreen *offscreen)
{
    if (!offscreen)
        return;
    if (offscreen->context) {
        context_enter(offscreen->context);
        canvas_destroy(offscreen->canvas);
        if (offscreen->framebuffer)
            glDeleteFramebuffers(1, &offscreen->framebuffer);
        if (offscreen->renderbuffer)
            glDeleteRenderbuffers(1, &offscreen->renderbuffer);
        context_leave(offscreen->context);
        context_destroy(offscreen->context);
    }
    free(offscreen);
}

struct canvas *offscreen_begin(struct offscreen *offscreen, float scale, struct color background)
{
    context_enter(offscreen->context);
    glBindFramebuffer(GL_FRAMEBUFFER, offscreen->framebuffer);
    canvas_forgive(offscreen->canvas);
    canvas_gl_begin(offscreen->canvas, offscreen->width, offscreen->height, scale, background);
    return offscreen->canvas;
}

struct canvas *offscreen_begin_part(struct offscreen *offscreen, int frame_width, int frame_height,
                                    int left, int top, float scale, struct color background)
{
    const struct canvas_part part = {frame_width, frame_height,     left,
                                     top,         offscreen->width, offscreen->height};
    context_enter(offscreen->context);
    glBindFramebuffer(GL_FRAMEBUFFER, offscreen->framebuffer);
    canvas_forgive(offscreen->canvas);
    canvas_gl_begin_part(offscreen->canvas, &part, scale, background);
    return offscreen->canvas;
}

bool offscreen_end(struct offscreen *offscreen, struct error *error)
{
    canvas_gl_end(offscreen->canvas);
    context_leave(offscreen->context);
    return canvas_is_whole(offscreen->canvas, error);
}

void offscreen_read(struct offscreen *offscreen, uint8_t rgb[])
{
    context_enter(offscreen->context);
    glBindFramebuffer(GL_FRAMEBUFFER, offscreen->framebuffer);
    pixels_read(offscreen->width, offscreen->height, rgb);
    context_leave(offscreen->context);
}

void offscreen_read_part(struct offscreen *offscreen, int width, int height, bool has_alpha,
                         uint8_t pixels[], size_t stride)
{
    context_enter(offscreen->context);
    glBindFramebuffer(GL_FRAMEBUFFER, offscreen->framebuffer);
    const struct pixels_part part = {width, height, offscreen->height - height, has_alpha, stride};
    pixels_read_part(&part, pixels);
    context_leave(offscreen->context);
}

int offscreen_limit(const struct offscreen *offscreen)
{
    (void)offscreen; // its context is current while it is made
    GLint renderbuffer = 0, viewport[2] = {0, 0};
    glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &renderbuffer);
    glGetIntegerv(GL_MAX_VIEWPORT_DIMS, viewport);
    int limit = renderbuffer;
    limit = viewport[0] < limit ? viewport[0] : limit;
    limit = limit < OFFSCREEN_MAX ? limit : OFFSCREEN_MAX;
    return viewport[1] < limit ? viewport[1] : limit;
}
