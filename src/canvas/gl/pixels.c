#include "canvas/gl/pixels.h"

#include "canvas/gl/api.h"

enum { READ = 1 << 17 }; // bytes that are read at a time: more than a row of any framebuffer

static void copy_opaque(const uint8_t from[], int width, uint8_t to[])
{
    for (int x = 0; x < width; x++) {
        to[3 * x] = from[4 * x];
        to[3 * x + 1] = from[4 * x + 1];
        to[3 * x + 2] = from[4 * x + 2];
    }
}

// Colours come premultiplied: a colour's share of what shows through is taken out of it, and an
// edge has the colour of what it belongs to, not that of an empty background.
static void copy_transparent(const uint8_t from[], int width, uint8_t to[])
{
    for (int x = 0; x < width; x++, from += 4, to += 4) {
        const unsigned alpha = from[3];
        for (int i = 0; i < 3; i++) {
            const unsigned value = alpha > 0 ? (from[i] * 255u + alpha / 2) / alpha : 0;
            to[i] = (uint8_t)(value < 255 ? value : 255);
        }
        to[3] = from[3];
    }
}

void pixels_read_part(const struct pixels_part *part, uint8_t pixels[])
{
    uint8_t rows[READ] = {0}; // a driver that cannot read leaves black, not what lay there
    const size_t row = 4 * (size_t)part->width, pixel = part->has_alpha ? 4 : 3;
    const int at_a_time = (int)(READ / row);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    // OpenGL's rows go up, and four bytes a pixel are how it keeps them: it copies them as they
    // are.
    for (int top = 0; top < part->height; top += at_a_time) {
        const int count = part->height - top < at_a_time ? part->height - top : at_a_time;
        glReadPixels(0, part->bottom + part->height - top - count, part->width, count, GL_RGBA,
                     GL_UNSIGNED_BYTE, rows);
        for (int y = 0; y < count; y++) {
            const uint8_t *from = rows + (size_t)(count - 1 - y) * row;
            uint8_t *to = pixels + (size_t)(top + y) * part->stride * pixel;
            if (part->has_alpha)
                copy_transparent(from, part->width, to);
            else
                copy_opaque(from, part->width, to);
        }
    }
}

void pixels_read(int width, int height, uint8_t rgb[])
{
    const struct pixels_part all = {width, height, 0, false, (size_t)width};
    pixels_read_part(&all, rgb);
}
