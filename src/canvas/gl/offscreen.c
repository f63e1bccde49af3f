#include "canvas/gl/offscreen.h"

#include "base/array.h"
#include "canvas/gl/api.h"
#include "canvas/gl/context.h"
#include "canvas/gl/gl.h"
#include "canvas/gl/pixels.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>

struct offscreen {
    SDL_Window *window; // hidden: it only carries the context
    SDL_GLContext context;
    bool has_video;
    unsigned framebuffer, renderbuffer;
    int width, height;
    struct canvas *canvas;
    SDL_Window *old_window; // current before begin
    SDL_GLContext old_context;
};

static bool start_video(struct offscreen *offscreen, struct error *error)
{
    if (SDL_WasInit(SDL_INIT_VIDEO)) {
        offscreen->has_video = SDL_InitSubSystem(SDL_INIT_VIDEO) == 0;
        return offscreen->has_video;
    }
    // Nothing here waits for events, so that a signal would be one that nobody sees.
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    // The driver without a display first; where it does not exist, whatever the machine has.
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        SDL_SetHint(SDL_HINT_VIDEODRIVER, "");
        if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
            return error_set(error, ERROR_FAILED, "no way to draw here: %s", SDL_GetError());
    }
    offscreen->has_video = true;
    return true;
}

static bool make_context(struct offscreen *offscreen, struct error *error)
{
    context_ask();
    offscreen->window = SDL_CreateWindow("Ravine", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED,
                                         64, 64, SDL_WINDOW_OPENGL | SDL_WINDOW_HIDDEN);
    if (offscreen->window)
        offscreen->context = SDL_GL_CreateContext(offscreen->window);
    return offscreen->context ||
           error_set(error, ERROR_FAILED, "no OpenGL 3.3 here: %s", SDL_GetError());
}

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

static void enter(struct offscreen *offscreen)
{
    offscreen->old_window = SDL_GL_GetCurrentWindow();
    offscreen->old_context = SDL_GL_GetCurrentContext();
    SDL_GL_MakeCurrent(offscreen->window, offscreen->context);
}

static void leave(struct offscreen *offscreen)
{
    if (offscreen->old_context && offscreen->old_context != offscreen->context)
        SDL_GL_MakeCurrent(offscreen->old_window, offscreen->old_context);
}

// `is_less`: rather than none.
static struct offscreen *create(int width, int height, bool is_less, const struct font_files *own,
                                struct error *error)
{
    struct offscreen *offscreen = array_create(1, sizeof *offscreen, error);
    if (!offscreen)
        return NULL;
    offscreen->width = width;
    offscreen->height = height;
    offscreen->old_window = SDL_WasInit(SDL_INIT_VIDEO) ? SDL_GL_GetCurrentWindow() : NULL;
    offscreen->old_context = offscreen->old_window ? SDL_GL_GetCurrentContext() : NULL;
    if (start_video(offscreen, error) && make_context(offscreen, error)) {
        const int limit = offscreen_limit(offscreen);
        if (is_less && width > limit)
            offscreen->width = limit;
        if (is_less && height > limit)
            offscreen->height = limit;
        if (make_framebuffer(offscreen, error) &&
            (offscreen->canvas = canvas_gl_create_with(own, error))) {
            leave(offscreen);
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
        SDL_GL_MakeCurrent(offscreen->window, offscreen->context);
        canvas_destroy(offscreen->canvas);
        if (offscreen->framebuffer)
            glDeleteFramebuffers(1, &offscreen->framebuffer);
        if (offscreen->renderbuffer)
            glDeleteRenderbuffers(1, &offscreen->renderbuffer);
        SDL_GL_DeleteContext(offscreen->context);
    }
    if (offscreen->old_context)
        SDL_GL_MakeCurrent(offscreen->old_window, offscreen->old_context);
    if (offscreen->window)
        SDL_DestroyWindow(offscreen->window);
    if (offscreen->has_video)
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    free(offscreen);
}

struct canvas *offscreen_begin(struct offscreen *offscreen, float scale, struct color background)
{
    enter(offscreen);
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
    enter(offscreen);
    glBindFramebuffer(GL_FRAMEBUFFER, offscreen->framebuffer);
    canvas_forgive(offscreen->canvas);
    canvas_gl_begin_part(offscreen->canvas, &part, scale, background);
    return offscreen->canvas;
}

bool offscreen_end(struct offscreen *offscreen, struct error *error)
{
    canvas_gl_end(offscreen->canvas);
    leave(offscreen);
    return canvas_is_whole(offscreen->canvas, error);
}

void offscreen_read(struct offscreen *offscreen, uint8_t rgb[])
{
    enter(offscreen);
    glBindFramebuffer(GL_FRAMEBUFFER, offscreen->framebuffer);
    pixels_read(offscreen->width, offscreen->height, rgb);
    leave(offscreen);
}

void offscreen_read_part(struct offscreen *offscreen, int width, int height, bool has_alpha,
                         uint8_t pixels[], size_t stride)
{
    enter(offscreen);
    glBindFramebuffer(GL_FRAMEBUFFER, offscreen->framebuffer);
    const struct pixels_part part = {width, height, offscreen->height - height, has_alpha, stride};
    pixels_read_part(&part, pixels);
    leave(offscreen);
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
