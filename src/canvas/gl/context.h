// The OpenGL that a context is asked for, and contexts of pictures that no window shows, in a file
// for each platform.
#ifndef RAVINE_CANVAS_GL_CONTEXT_H
#define RAVINE_CANVAS_GL_CONTEXT_H

#include "base/error.h"

struct context;

// Contexts that are made from here on are ones that canvas_gl_create can draw with.
void context_ask(void);

// Whoever shows a frame waits until the display takes it, where it is not called by the display.
void context_pace(void);

// A context to draw without a window, entered. NULL on failure; the error says what is missing ("no
// OpenGL 3.3 here: …").
struct context *context_create(struct error *error);
// What was drawn with before is so again. NULL is fine.
void context_destroy(struct context *context);

// Between these two it is the one that is drawn with; afterwards the one before them is, and draws
// into its window.
void context_enter(struct context *context);
void context_leave(struct context *context);

#endif
