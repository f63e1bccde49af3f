// OpenGL itself: the one place that says whose header declares it.
#ifndef RAVINE_CANVAS_GL_API_H
#define RAVINE_CANVAS_GL_API_H

#include <epoxy/gl.h> // IWYU pragma: export

#endif
