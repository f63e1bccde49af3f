// A page's canvas has WebGL 2, which is OpenGL ES 3.0.
#include "canvas/gl/context.h"

#include <SDL.h>

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
