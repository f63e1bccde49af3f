#include "canvas/canvas.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void canvas_miss(struct canvas *canvas)
{
    canvas->is_short = true;
}

void canvas_lack(struct canvas *canvas, const char *why)
{
    canvas_miss(canvas);
    if (!*canvas->lack)
        text_print(canvas->lack, sizeof canvas->lack, "%s", why);
}

void canvas_forgive(struct canvas *canvas)
{
    canvas->is_short = false;
    canvas->lack[0] = '\0';
}

bool canvas_is_whole(const struct canvas *canvas, struct error *error)
{
    if (!canvas->is_short)
        return true;
    return *canvas->lack ? error_set(error, ERROR_FAILED, "%s", canvas->lack) : error_memory(error);
}

void canvas_clip(struct canvas *canvas, const struct rect *rect)
{
    if (canvas->type->clip)
        canvas->type->clip(canvas, rect);
}

void canvas_polyline(struct canvas *canvas, const struct point points[], size_t count,
                     const struct stroke *stroke)
{
    if (canvas->type->polyline && count > 1 && stroke->width > 0 && stroke->color.a > 0)
        canvas->type->polyline(canvas, points, count, stroke);
}

void canvas_line(struct canvas *canvas, float x0, float y0, float x1, float y1,
                 const struct stroke *stroke)
{
    const struct point points[] = {{x0, y0}, {x1, y1}};
    canvas_polyline(canvas, points, 2, stroke);
}

void canvas_polygon(struct canvas *canvas, const struct point points[], size_t count,
                    struct color color)
{
    if (canvas->type->polygon && count > 2 && color.a > 0)
        canvas->type->polygon(canvas, points, count, color);
}

void canvas_rectangle(struct canvas *canvas, const struct rect *rect, float radius,
                      struct color color)
{
    if (canvas->type->rectangle && rect->width > 0 && rect->height > 0 && color.a > 0)
        canvas->type->rectangle(canvas, rect, radius, color);
}

void canvas_markers(struct canvas *canvas, const struct point points[], size_t count,
                    const struct marker_style *style)
{
    if (canvas->type->markers && count > 0 && style->size > 0)
        canvas->type->markers(canvas, points, count, style);
}

void canvas_text(struct canvas *canvas, float x, float y, const char *utf8,
                 const struct text_style *style)
{
    if (canvas->type->text && *utf8 && style->size > 0)
        canvas->type->text(canvas, (struct point){x, y}, utf8, style);
}

float canvas_text_width(struct canvas *canvas, const char *utf8, float size, bool bold)
{
    return *utf8 ? canvas->type->text_width(canvas, utf8, size, bold) : 0;
}

void canvas_field(struct canvas *canvas, const struct rect *rect, const struct field *field,
                  const struct colormap *map)
{
    if (canvas->type->field && field->columns > 1 && field->rows > 1 && map->count > 0 &&
        rect->width > 0 && rect->height > 0)
        canvas->type->field(canvas, rect, field, map);
}

void canvas_mesh(struct canvas *canvas, const struct rect *rect, const struct mesh *mesh,
                 const struct colormap *map)
{
    if (canvas->type->mesh && mesh->columns > 1 && mesh->rows > 1 && map->count > 0 &&
        rect->width > 0 && rect->height > 0)
        canvas->type->mesh(canvas, rect, mesh, map);
}

void canvas_fit_text(struct canvas *canvas, const char *utf8, float size, bool bold, float width,
                     char *text, size_t length)
{
    snprintf(text, length, "%s", utf8);
    if (canvas_text_width(canvas, text, size, bold) <= width)
        return;
    static const char ellipsis[] = "…";
    size_t used = strlen(text);
    while (used > 0) {
        used--;
        while (used > 0 && ((unsigned char)text[used] & 0xC0) == 0x80)
            used--; // whole characters only
        if (used + sizeof ellipsis > length)
            continue;
        while (used > 0 && text[used - 1] == ' ')
            used--;
        memcpy(text + used, ellipsis, sizeof ellipsis);
        if (canvas_text_width(canvas, text, size, bold) <= width)
            return;
        text[used] = '\0';
    }
    text[0] = '\0';
}

void canvas_begin_layer(struct canvas *canvas)
{
    if (canvas->depth++ == 0 && canvas->type->layer)
        canvas->type->layer(canvas, true);
}

void canvas_end_layer(struct canvas *canvas)
{
    if (--canvas->depth == 0 && canvas->type->layer)
        canvas->type->layer(canvas, false);
}

void canvas_destroy(struct canvas *canvas)
{
    if (canvas && canvas->type->destroy)
        canvas->type->destroy(canvas);
}

struct color color_of(const struct colormap *map, float value)
{
    const float at = fminf(fmaxf(value, 0), 1) * (float)(map->count - 1);
    const size_t i = (size_t)at < map->count - 1 ? (size_t)at : map->count - 1;
    const size_t next = i + 1 < map->count ? i + 1 : i;
    return color_mix(map->stop[i], map->stop[next], at - (float)i);
}

struct color color_mix(struct color a, struct color b, float t)
{
    return (struct color){a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t,
                          a.a + (b.a - a.a) * t};
}

struct color color_alpha(struct color color, float a)
{
    color.a = a;
    return color;
}

bool rect_contains(const struct rect *rect, struct point point)
{
    return point.x >= rect->x && point.x <= rect->x + rect->width && point.y >= rect->y &&
           point.y <= rect->y + rect->height;
}
