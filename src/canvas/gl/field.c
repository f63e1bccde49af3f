// Scalar fields: one quad, its colours in a texture that is kept while the field is the same.
#include "base/array.h"
#include "canvas/gl/api.h"
#include "canvas/gl/state.h"

#include <math.h>
#include <string.h>

// Colours every grid point and uploads them.
static void upload_field(struct gl *gl, const struct field *field, const struct colormap *map)
{
    const size_t count = field->columns * field->rows;
    if (!array_reserve(&gl->colors, &gl->color_capacity, 4 * count, 1, NULL)) {
        canvas_miss(&gl->head);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const float value = field->value[i];
        const struct tint tint = gl_tint(isnan(value) ? field->nan : color_of(map, value), 1);
        memcpy(gl->colors + 4 * i, &tint, sizeof tint);
    }
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, (GLsizei)field->columns, (GLsizei)field->rows, 0,
                 GL_RGBA, GL_UNSIGNED_BYTE, gl->colors);
}

uint64_t gl_hash_colors(const struct colormap *map, struct color nan)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i <= map->count; i++) {
        const struct tint tint = gl_tint(i < map->count ? map->stop[i] : nan, 1);
        const uint8_t bytes[] = {tint.r, tint.g, tint.b, tint.a};
        for (size_t k = 0; k < sizeof bytes; k++)
            hash = (hash ^ bytes[k]) * 1099511628211u;
    }
    return hash;
}

// The texture with the field's colours, made anew only for a new version or other colours.
static unsigned field_texture(struct gl *gl, const struct field *field, const struct colormap *map)
{
    const uint64_t colors = gl_hash_colors(map, field->nan);
    for (size_t i = 0; i < FIELDS; i++) {
        const struct kept_field *kept = &gl->kept[i];
        if (kept->texture && kept->version == field->version && kept->columns == field->columns &&
            kept->rows == field->rows && kept->colors == colors)
            return kept->texture;
    }
    struct kept_field *kept = &gl->kept[gl->next_kept];
    gl->next_kept = (gl->next_kept + 1) % FIELDS;
    if (!kept->texture)
        glGenTextures(1, &kept->texture);
    glBindTexture(GL_TEXTURE_2D, kept->texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    upload_field(gl, field, map);
    *kept = (struct kept_field){kept->texture, field->version, field->columns, field->rows, colors};
    return kept->texture;
}

void gl_put_texture(struct gl *gl, const struct rect *rect, unsigned texture, struct point low,
                    struct point high)
{
    gl_send(gl);
    struct shape_vertex *vertex = gl_gather(gl, PROGRAM_FIELD, 4);
    if (!vertex)
        return;
    const float s = gl->head.scale;
    const float across = (high.x - low.x) / (s * rect->width);
    const float down = (low.y - high.y) / (s * rect->height);
    for (int i = 0; i < 4; i++) {
        // Row 0 is at the bottom.
        vertex[i] = (struct shape_vertex){
            .position = {s * (rect->x + (i & 1 ? rect->width : 0)),
                         s * (rect->y + (i & 2 ? rect->height : 0))},
            .place = {i & 1 ? high.x : low.x, i & 2 ? low.y : high.y, 1, 1},
            .along = {across, down},
            .color = {255, 255, 255, 255},
        };
    }
    glBindTexture(GL_TEXTURE_2D, texture);
    gl_send(gl);
}

void gl_field(struct canvas *canvas, const struct rect *rect, const struct field *field,
              const struct colormap *map)
{
    struct gl *gl = (struct gl *)canvas;
    gl_send(gl);
    const unsigned texture = field_texture(gl, field, map);
    glDisable(GL_BLEND);
    // Grid points lie on the edges of the rectangle: half a texel in from the texture's.
    const struct point half = {0.5f / (float)field->columns, 0.5f / (float)field->rows};
    gl_put_texture(gl, rect, texture, half, (struct point){1 - half.x, 1 - half.y});
    glEnable(GL_BLEND);
}
