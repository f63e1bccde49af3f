#include "canvas/gl/pixels.h"

#include "canvas/gl/api.h"

#include <stddef.h>

void pixels_read(int width, int height, uint8_t rgb[])
{
    const size_t row = 3 * (size_t)width;
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    // OpenGL's rows go up: they are read one by one into their places.
    for (int y = 0; y < height; y++)
        glReadPixels(0, height - 1 - y, width, 1, GL_RGB, GL_UNSIGNED_BYTE, rgb + (size_t)y * row);
}
