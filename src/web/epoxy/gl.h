// OpenGL in a browser: WebGL 2 is OpenGL ES 3.0, whose functions are there from the beginning.
#ifndef RAVINE_WEB_EPOXY_GL_H
#define RAVINE_WEB_EPOXY_GL_H

#include <GLES3/gl3.h>

#include <stdbool.h>

static inline bool epoxy_is_desktop_gl(void)
{
    return false;
}

static inline int epoxy_gl_version(void)
{
    return 30;
}

static inline bool epoxy_has_gl_extension(const char *name)
{
    (void)name;
    return false;
}

#endif
