// A window's canvas that is looked at: every number that is drawn is one, every text UTF-8. Include
// it in one file of a program.
#ifndef RAVINE_TESTS_WATCHED_H
#define RAVINE_TESTS_WATCHED_H

#include "base/text.h"
#include "canvas/canvas.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
void __sanitizer_print_stack_trace(void);
#endif

// What a canvas has no room for: one is watched at a time.
static struct {
    const struct canvas_type *canvas; // its own
    bool is_drawn;                    // what is drawn goes there, too; else it is only looked at
    bool allows_nan;                  // the word may stand in texts: somebody has typed it
    char wrong[300];                  // the first that was wrong; empty = nothing
} watched;

static inline void watched_end(struct canvas *canvas)
{
    canvas->type = watched.canvas;
}

static inline void watched_wrong(const char *what, const char *detail)
{
    if (*watched.wrong)
        return;
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_print_stack_trace();
#endif
    snprintf(watched.wrong, sizeof watched.wrong, "%s: %s", what, detail);
}

static inline void watched_check_number(const char *what, float number)
{
    if (isfinite(number))
        return;
    char text[32];
    snprintf(text, sizeof text, "%g", (double)number);
    watched_wrong(what, text);
}

static inline void watched_check_points(const char *what, const struct point points[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        watched_check_number(what, points[i].x);
        watched_check_number(what, points[i].y);
    }
}

static inline void watched_check_rect(const char *what, const struct rect *rect)
{
    watched_check_number(what, rect->x);
    watched_check_number(what, rect->y);
    watched_check_number(what, rect->width);
    watched_check_number(what, rect->height);
}

static inline void watched_check_color(const char *what, struct color color)
{
    watched_check_number(what, color.r + color.g + color.b + color.a);
}

static inline bool watched_has_word(const char *text, const char *word)
{
    const size_t length = strlen(word);
    for (const char *at = text; (at = strstr(at, word)); at++)
        if ((at == text || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[length]))
            return true;
    return false;
}

static inline void watched_check_text(const char *utf8)
{
    if (!text_check(utf8, strlen(utf8), NULL))
        watched_wrong("text is no UTF-8", utf8);
    if (!watched.allows_nan && (watched_has_word(utf8, "nan") || watched_has_word(utf8, "-nan")))
        watched_wrong("no number", utf8);
}

static inline void watched_clip(struct canvas *canvas, const struct rect *rect)
{
    if (rect)
        watched_check_rect("clip", rect);
    if (watched.is_drawn)
        watched.canvas->clip(canvas, rect);
}

static inline void watched_polyline(struct canvas *canvas, const struct point points[],
                                    size_t count, const struct stroke *stroke)
{
    watched_check_points("polyline", points, count);
    watched_check_number("width of a stroke", stroke->width);
    watched_check_color("colour of a stroke", stroke->color);
    if (watched.is_drawn)
        watched.canvas->polyline(canvas, points, count, stroke);
}

static inline void watched_polygon(struct canvas *canvas, const struct point points[], size_t count,
                                   struct color color)
{
    watched_check_points("polygon", points, count);
    watched_check_color("colour of a polygon", color);
    if (watched.is_drawn)
        watched.canvas->polygon(canvas, points, count, color);
}

static inline void watched_rectangle(struct canvas *canvas, const struct rect *rect, float radius,
                                     struct color color)
{
    watched_check_rect("rectangle", rect);
    watched_check_number("radius", radius);
    watched_check_color("colour of a rectangle", color);
    if (watched.is_drawn)
        watched.canvas->rectangle(canvas, rect, radius, color);
}

static inline void watched_markers(struct canvas *canvas, const struct point points[], size_t count,
                                   const struct marker_style *style)
{
    watched_check_points("marker", points, count);
    watched_check_number("size of a marker", style->size);
    if (watched.is_drawn)
        watched.canvas->markers(canvas, points, count, style);
}

static inline void watched_text(struct canvas *canvas, struct point at, const char *utf8,
                                const struct text_style *style)
{
    watched_check_points(utf8, &at, 1);
    watched_check_number(utf8, style->size);
    watched_check_number(utf8, style->angle);
    watched_check_color(utf8, style->color);
    watched_check_text(utf8);
    if (watched.is_drawn)
        watched.canvas->text(canvas, at, utf8, style);
}

static inline float watched_text_width(struct canvas *canvas, const char *utf8, float size,
                                       bool bold)
{
    watched_check_number("size of a text that is measured", size);
    return watched.canvas->text_width(canvas, utf8, size, bold);
}

static inline void watched_field(struct canvas *canvas, const struct rect *rect,
                                 const struct field *values, const struct colormap *map)
{
    watched_check_rect("field", rect);
    // Every value is read: they are there.
    float sum = 0;
    for (size_t i = 0; i < values->rows * values->columns; i++)
        sum += isfinite(values->value[i]) ? values->value[i] * 1e-9f : 0;
    watched_check_number("sum of a field", sum);
    if (watched.is_drawn)
        watched.canvas->field(canvas, rect, values, map);
}

static inline void watched_mesh(struct canvas *canvas, const struct rect *rect,
                                const struct mesh *mesh, const struct colormap *map)
{
    watched_check_rect("mesh", rect);
    watched_check_number("height of a mesh", mesh->tall);
    watched_check_number("light of a mesh", mesh->lit);
    for (int i = 0; i < 16; i++)
        watched_check_number("matrix of a mesh", mesh->matrix[i]);
    // Every value is read: they are there. A height may be none: a hole.
    float sum = 0;
    for (size_t i = 0; i < mesh->rows * mesh->columns; i++)
        sum += isnan(mesh->height[i]) ? 0 : 1e-9f * (mesh->height[i] + mesh->shade[i]);
    watched_check_number("sum of a mesh", sum);
    if (watched.is_drawn)
        watched.canvas->mesh(canvas, rect, mesh, map);
}

// What is drawn in it comes back here when it ends, if it is not shown as it was kept.
static inline void watched_layer(struct canvas *canvas, bool begins)
{
    if (watched.is_drawn && watched.canvas->layer)
        watched.canvas->layer(canvas, begins);
}

static inline void watched_destroy(struct canvas *canvas)
{
    watched_end(canvas);
    canvas->type->destroy(canvas);
}

static const struct canvas_type watched_canvas = {
    .clip = watched_clip,
    .polyline = watched_polyline,
    .polygon = watched_polygon,
    .rectangle = watched_rectangle,
    .markers = watched_markers,
    .text = watched_text,
    .text_width = watched_text_width,
    .field = watched_field,
    .mesh = watched_mesh,
    .layer = watched_layer,
    .destroy = watched_destroy,
};

static inline void watched_begin(struct canvas *canvas)
{
    watched.canvas = canvas->type;
    watched.is_drawn = true;
    watched.allows_nan = false;
    canvas->type = &watched_canvas;
}

#endif
