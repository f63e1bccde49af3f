// A page's canvas has WebGL 2, which is OpenGL ES 3.0. Pictures are drawn by the same context:
// there is no other.
#include "canvas/gl/context.h"

#include "base/array.h"

#include <EGL/egl.h>
#include <GLES3/gl3.h>
#include <SDL.h>
#include <stdlib.h>
#include <string.h>

// SDL asks for the few functions that it draws with itself. Without this, all of OpenGL would be
// loaded with the page.
__eglMustCastToProperFunctionPointerType eglGetProcAddress(const char *name)
{
    return strcmp(name, "glGetString") == 0 ? (__eglMustCastToProperFunctionPointerType)glGetString
                                            : NULL;
}

struct context {
    char nothing;
};

void context_ask(void)
{
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
}

// The browser calls before each frame of the display.
void context_pace(void)
{
}

struct context *context_create(struct error *error)
{
    return array_create(1, sizeof(struct context), error);
}

void context_destroy(struct context *context)
{
    free(context);
}

void context_enter(struct context *context)
{
    (void)context;
}

void context_leave(struct context *context)
{
    (void)context;
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
}
