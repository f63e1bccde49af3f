#include "canvas/gl/context.h"

#include "base/array.h"

#include <SDL.h>
#include <stdbool.h>
#include <stdlib.h>

struct context {
    SDL_Window *window; // hidden: it only carries the context
    SDL_GLContext context;
    bool has_video;
    SDL_Window *old_window; // current before it is entered
    SDL_GLContext old_context;
};

void context_ask(void)
{
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    // Everything in a frame is drawn in its order. What is seen from the side has its own (mesh.c).
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
}

void context_pace(void)
{
    SDL_GL_SetSwapInterval(1);
}

// ---- without a window ---------------------------------------------------------------------------

static bool start_video(struct context *context, struct error *error)
{
    if (SDL_WasInit(SDL_INIT_VIDEO)) {
        context->has_video = SDL_InitSubSystem(SDL_INIT_VIDEO) == 0;
        return context->has_video ||
               error_set(error, ERROR_FAILED, "no way to draw here: %s", SDL_GetError());
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
    context->has_video = true;
    return true;
}

static bool make_context(struct context *context, struct error *error)
{
    context_ask();
    context->window = SDL_CreateWindow("Ravine", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED,
                                       64, 64, SDL_WINDOW_OPENGL | SDL_WINDOW_HIDDEN);
    if (context->window)
        context->context = SDL_GL_CreateContext(context->window);
    return context->context ||
           error_set(error, ERROR_FAILED, "no OpenGL 3.3 here: %s", SDL_GetError());
}

// Keeps what is current, unless that is the context itself.
static void look_back(struct context *context)
{
    SDL_Window *window = SDL_WasInit(SDL_INIT_VIDEO) ? SDL_GL_GetCurrentWindow() : NULL;
    const SDL_GLContext current = window ? SDL_GL_GetCurrentContext() : NULL;
    if (context->context && current == context->context)
        return;
    context->old_window = window;
    context->old_context = current;
}

struct context *context_create(struct error *error)
{
    struct context *context = array_create(1, sizeof *context, error);
    if (!context)
        return NULL;
    look_back(context);
    if (start_video(context, error) && make_context(context, error))
        return context;
    context_destroy(context);
    return NULL;
}

void context_destroy(struct context *context)
{
    if (!context)
        return;
    if (context->context)
        SDL_GL_DeleteContext(context->context);
    if (context->old_context)
        SDL_GL_MakeCurrent(context->old_window, context->old_context);
    if (context->window)
        SDL_DestroyWindow(context->window);
    if (context->has_video)
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    free(context);
}

void context_enter(struct context *context)
{
    look_back(context);
    SDL_GL_MakeCurrent(context->window, context->context);
}

void context_leave(struct context *context)
{
    if (context->old_context)
        SDL_GL_MakeCurrent(context->old_window, context->old_context);
}
