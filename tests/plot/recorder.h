// A canvas that draws nothing and remembers what it was asked to draw.
#ifndef RAVINE_TESTS_PLOT_RECORDER_H
#define RAVINE_TESTS_PLOT_RECORDER_H

#include "canvas/canvas.h"

#include <stdlib.h>
#include <string.h>

#ifndef RECORDED_MAX
#define RECORDED_MAX 4096 // of each kind
#endif

enum { RECTANGLES_MAX = 16384 };

// What was clipped when something was drawn.
struct recorded_clip {
    bool is_on;
    struct rect rect;
};

struct recorder {
    struct canvas head;
    struct {
        struct point *point;
        size_t count;
        struct stroke stroke;
        struct recorded_clip clip;
    } line[RECORDED_MAX];
    size_t lines;
    struct {
        struct point at;
        char text[160];
        struct text_style style;
    } text[RECORDED_MAX];
    size_t texts;
    struct point marker[RECORDED_MAX];
    struct marker_style marker_style[RECORDED_MAX];
    struct recorded_clip marker_clip[RECORDED_MAX];
    struct {
        struct rect rect;
        struct color color;
        size_t texts; // that were there before it
    } rectangle[RECTANGLES_MAX];
    size_t markers, rectangles, polygons, fields, meshes;
    bool is_clipped;
    struct recorded_clip clip;
};

static void recorder_clip(struct canvas *canvas, const struct rect *rect)
{
    struct recorder *r = (struct recorder *)canvas;
    r->is_clipped = rect != NULL;
    r->clip = (struct recorded_clip){.is_on = rect != NULL};
    if (rect)
        r->clip.rect = *rect;
}

static void recorder_polyline(struct canvas *canvas, const struct point points[], size_t count,
                              const struct stroke *stroke)
{
    struct recorder *r = (struct recorder *)canvas;
    if (r->lines == RECORDED_MAX)
        abort();
    r->line[r->lines].point = malloc(count * sizeof *points);
    memcpy(r->line[r->lines].point, points, count * sizeof *points);
    r->line[r->lines].count = count;
    r->line[r->lines].clip = r->clip;
    r->line[r->lines++].stroke = *stroke;
}

static void recorder_polygon(struct canvas *canvas, const struct point points[], size_t count,
                             struct color color)
{
    (void)points, (void)count, (void)color;
    ((struct recorder *)canvas)->polygons++;
}

static void recorder_rectangle(struct canvas *canvas, const struct rect *rect, float radius,
                               struct color color)
{
    struct recorder *r = (struct recorder *)canvas;
    (void)radius;
    if (r->rectangles == RECTANGLES_MAX)
        abort();
    r->rectangle[r->rectangles].rect = *rect;
    r->rectangle[r->rectangles].texts = r->texts;
    r->rectangle[r->rectangles++].color = color;
}

static void recorder_markers(struct canvas *canvas, const struct point points[], size_t count,
                             const struct marker_style *style)
{
    struct recorder *r = (struct recorder *)canvas;
    for (size_t i = 0; i < count && r->markers < RECORDED_MAX; i++) {
        r->marker[r->markers] = points[i];
        r->marker_style[r->markers] = *style;
        r->marker_clip[r->markers++] = r->clip;
    }
}

static void recorder_text(struct canvas *canvas, struct point at, const char *utf8,
                          const struct text_style *style)
{
    struct recorder *r = (struct recorder *)canvas;
    if (r->texts == RECORDED_MAX)
        abort();
    r->text[r->texts].at = at;
    strncpy(r->text[r->texts].text, utf8, sizeof r->text[0].text - 1);
    r->text[r->texts++].style = *style;
}

// Every character is 0.6 em wide.
static float recorder_text_width(struct canvas *canvas, const char *utf8, float size, bool bold)
{
    (void)canvas, (void)bold;
    float count = 0;
    for (; *utf8; utf8++)
        count += ((unsigned char)*utf8 & 0xC0) != 0x80;
    return 0.6f * size * count;
}

static void recorder_field(struct canvas *canvas, const struct rect *rect,
                           const struct field *field, const struct colormap *map)
{
    (void)rect, (void)field, (void)map;
    ((struct recorder *)canvas)->fields++;
}

static void recorder_mesh(struct canvas *canvas, const struct rect *rect, const struct mesh *mesh,
                          const struct colormap *map)
{
    (void)rect, (void)mesh, (void)map;
    ((struct recorder *)canvas)->meshes++;
}

// Begins a new picture.
static inline void recorder_forget(struct recorder *r)
{
    for (size_t i = 0; i < r->lines; i++)
        free(r->line[i].point);
    r->texts = r->lines = r->markers = r->rectangles = r->polygons = r->fields = r->meshes = 0;
}

static void recorder_destroy(struct canvas *canvas)
{
    struct recorder *r = (struct recorder *)canvas;
    recorder_forget(r);
    free(r);
}

static inline struct recorder *recorder_create(void)
{
    static const struct canvas_type type = {
        recorder_clip, recorder_polyline,   recorder_polygon, recorder_rectangle, recorder_markers,
        recorder_text, recorder_text_width, recorder_field,   recorder_mesh,      recorder_destroy};
    struct recorder *r = calloc(1, sizeof *r);
    r->head = (struct canvas){&type, 1280, 720, 1};
    return r;
}

#endif
