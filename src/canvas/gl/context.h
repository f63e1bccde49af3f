// The OpenGL that a context is asked for, in a file for each platform.
#ifndef RAVINE_CANVAS_GL_CONTEXT_H
#define RAVINE_CANVAS_GL_CONTEXT_H

// Contexts that are made from here on are ones that canvas_gl_create can draw with.
void context_ask(void);

// Whoever shows a frame waits until the display takes it, where it is not called by the display.
void context_pace(void);

#endif
