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

void pixels_read_rgba(int width, int height, uint8_t rgba[])
{
    const size_t row = 4 * (size_t)width, count = (size_t)width * (size_t)height;
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    for (int y = 0; y < height; y++)
        glReadPixels(0, height - 1 - y, width, 1, GL_RGBA, GL_UNSIGNED_BYTE,
                     rgba + (size_t)y * row);
    for (uint8_t *pixel = rgba; pixel < rgba + 4 * count; pixel += 4)
        for (int i = 0; i < 3 && pixel[3] > 0; i++)
            pixel[i] = pixel[i] >= pixel[3] ? 255 : (uint8_t)(pixel[i] * 255 / pixel[3]);
}
