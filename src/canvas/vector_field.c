#include "canvas/vector_field.h"

#include "base/array.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>

// ---- pixels -------------------------------------------------------------------------------------

// What the rows of an image are made from.
struct sampling {
    const struct rect *rect, *shown;
    const struct field *field;
    const float *color; // [rows × columns × 3], 0…255
    const size_t *column;
    const float *share; // [width] each pixel lies so far from its column to the next
    float *row;         // [threads × columns × 3]
    uint8_t *pixels;
    int width, height;
};

// The grid point before a place 0…1 along `count` of them, and how far it is to the next.
static size_t grid_place(double at, size_t count, float *share)
{
    const double place = fmin(fmax(at, 0), 1) * (double)(count - 1);
    const size_t first = place < (double)(count - 2) ? (size_t)place : count - 2;
    *share = (float)(place - (double)first);
    return first;
}

static void fill_row(void *user, size_t index, int thread)
{
    const struct sampling *s = user;
    const size_t across = 3 * s->field->columns;
    float *row = s->row + (size_t)thread * across, share;
    const double y =
        (double)s->shown->y + (double)s->shown->height * ((double)index + 0.5) / s->height;
    const double up = 1 - (y - (double)s->rect->y) / (double)s->rect->height;
    const float *low = s->color + grid_place(up, s->field->rows, &share) * across;
    for (size_t i = 0; i < across; i++)
        row[i] = low[i] + share * (low[i + across] - low[i]) + 0.5f;
    uint8_t *out = s->pixels + 3 * index * (size_t)s->width;
    for (int x = 0; x < s->width; x++, out += 3) {
        const float *at = row + 3 * s->column[x], t = s->share[x];
        for (int c = 0; c < 3; c++)
            out[c] = (uint8_t)(at[c] + t * (at[c + 3] - at[c]));
    }
}

// The colours of the grid points, rounded as a texture's.
static void color_points(const struct field *field, const struct colormap *map, float color[],
                         struct vector_image *image)
{
    for (size_t i = 0; i < field->columns * field->rows; i++) {
        const float value = field->value[i];
        const struct color at = isnan(value) ? field->nan : color_of(map, value);
        image->is_sharp = image->is_sharp || isnan(value);
        color[3 * i] = roundf(at.r * at.a * 255);
        color[3 * i + 1] = roundf(at.g * at.a * 255);
        color[3 * i + 2] = roundf(at.b * at.a * 255);
    }
}

bool vector_field_pixels(const struct rect *rect, const struct rect *shown,
                         const struct field *field, const struct colormap *map, uint8_t pixels[],
                         struct vector_image *image, struct error *error)
{
    const int threads = parallel_threads(0);
    float *color = array_create(field->columns * field->rows, 3 * sizeof *color, error);
    float *row = array_create(field->columns * (size_t)threads, 3 * sizeof *row, error);
    float *share = array_create((size_t)image->width, sizeof *share, error);
    size_t *column = array_create((size_t)image->width, sizeof *column, error);
    const bool done = color && row && share && column;
    if (done) {
        color_points(field, map, color, image);
        for (int x = 0; x < image->width; x++) {
            const double at = (double)shown->x + (double)shown->width * (x + 0.5) / image->width;
            column[x] =
                grid_place((at - (double)rect->x) / (double)rect->width, field->columns, &share[x]);
        }
        struct sampling sampling = {rect,  shown, field,  color,        column,
                                    share, row,   pixels, image->width, image->height};
        parallel_for((size_t)image->height, threads, 16, fill_row, &sampling);
    }
    free(color);
    free(row);
    free(share);
    free(column);
    return done;
}
