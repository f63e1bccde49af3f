#include "canvas/inset.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

static struct point place(const struct inset *inset, struct point at)
{
    return (struct point){inset->at.x + at.x * inset->factor, inset->at.y + at.y * inset->factor};
}

static struct rect place_rect(const struct inset *inset, const struct rect *rect)
{
    const struct point corner = place(inset, (struct point){rect->x, rect->y});
    return (struct rect){corner.x, corner.y, rect->width * inset->factor,
                         rect->height * inset->factor};
}

// NULL where memory is out: the shape is left out.
static const struct point *place_all(struct inset *inset, const struct point points[], size_t count)
{
    if (!array_reserve(&inset->points, &inset->capacity, count, sizeof *inset->points, NULL)) {
        canvas_miss(inset->on);
        return NULL;
    }
    for (size_t i = 0; i < count; i++)
        inset->points[i] = place(inset, points[i]);
    return inset->points;
}

static void inset_clip(struct canvas *canvas, const struct rect *rect)
{
    struct inset *inset = (struct inset *)canvas;
    const struct rect placed = rect ? place_rect(inset, rect) : (struct rect){0};
    canvas_clip(inset->on, rect ? &placed : NULL);
}

static void inset_polyline(struct canvas *canvas, const struct point points[], size_t count,
                           const struct stroke *stroke)
{
    struct inset *inset = (struct inset *)canvas;
    const struct point *placed = place_all(inset, points, count);
    struct stroke scaled = *stroke;
    scaled.width *= inset->factor;
    for (size_t i = 0; i < DASH_MAX; i++)
        scaled.dash[i] *= inset->factor;
    if (placed)
        canvas_polyline(inset->on, placed, count, &scaled);
}

static void inset_polygon(struct canvas *canvas, const struct point points[], size_t count,
                          struct color color)
{
    struct inset *inset = (struct inset *)canvas;
    const struct point *placed = place_all(inset, points, count);
    if (placed)
        canvas_polygon(inset->on, placed, count, color);
}

static void inset_rectangle(struct canvas *canvas, const struct rect *rect, float radius,
                            struct color color)
{
    struct inset *inset = (struct inset *)canvas;
    const struct rect placed = place_rect(inset, rect);
    canvas_rectangle(inset->on, &placed, radius * inset->factor, color);
}

static void inset_markers(struct canvas *canvas, const struct point points[], size_t count,
                          const struct marker_style *style)
{
    struct inset *inset = (struct inset *)canvas;
    const struct point *placed = place_all(inset, points, count);
    struct marker_style scaled = *style;
    scaled.size *= inset->factor;
    scaled.outline_width *= inset->factor;
    if (placed)
        canvas_markers(inset->on, placed, count, &scaled);
}

static void inset_text(struct canvas *canvas, struct point at, const char *utf8,
                       const struct text_style *style)
{
    struct inset *inset = (struct inset *)canvas;
    const struct point placed = place(inset, at);
    struct text_style scaled = *style;
    scaled.size *= inset->factor;
    scaled.halo_width *= inset->factor;
    canvas_text(inset->on, placed.x, placed.y, utf8, &scaled);
}

static float inset_text_width(struct canvas *canvas, const char *utf8, float size, bool bold)
{
    struct inset *inset = (struct inset *)canvas;
    return canvas_text_width(inset->on, utf8, size * inset->factor, bold) / inset->factor;
}

static void inset_field(struct canvas *canvas, const struct rect *rect, const struct field *field,
                        const struct colormap *map)
{
    struct inset *inset = (struct inset *)canvas;
    const struct rect placed = place_rect(inset, rect);
    canvas_field(inset->on, &placed, field, map);
}

static void inset_mesh(struct canvas *canvas, const struct rect *rect, const struct mesh *mesh,
                       const struct colormap *map)
{
    struct inset *inset = (struct inset *)canvas;
    const struct rect placed = place_rect(inset, rect);
    struct mesh scaled = *mesh;
    scaled.isoline_width *= inset->factor;
    canvas_mesh(inset->on, &placed, &scaled, map);
}

static void inset_layer(struct canvas *canvas, bool begins)
{
    struct inset *inset = (struct inset *)canvas;
    if (begins)
        canvas_begin_layer(inset->on);
    else
        canvas_end_layer(inset->on);
}

static void inset_destroy(struct canvas *canvas)
{
    inset_clear((struct inset *)canvas);
}

static const struct canvas_type inset_type = {
    .clip = inset_clip,
    .polyline = inset_polyline,
    .polygon = inset_polygon,
    .rectangle = inset_rectangle,
    .markers = inset_markers,
    .text = inset_text,
    .text_width = inset_text_width,
    .field = inset_field,
    .mesh = inset_mesh,
    .destroy = inset_destroy,
    .layer = inset_layer,
};

void inset_init(struct inset *inset, struct canvas *on, const struct rect *rect, float units)
{
    const float factor = rect->width / units;
    *inset = (struct inset){
        .head = {.type = &inset_type,
                 .width = units,
                 .height = rect->height / factor,
                 .scale = on->scale * factor,
                 .has_shapes = on->has_shapes},
        .on = on,
        .at = {rect->x, rect->y},
        .factor = factor,
    };
}

void inset_clear(struct inset *inset)
{
    free(inset->points);
    memset(inset, 0, sizeof *inset);
}
