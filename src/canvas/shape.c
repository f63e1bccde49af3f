#include "canvas/shape.h"

#include "canvas/font.h"

#include <math.h>

static const float quarter = 1.57079633f; // of a turn, radians

// ---- markers ------------------------------------------------------------------------------------

// Corners on a circle whose radius gives every shape the area of the circle marker.
static const struct {
    int corners;
    float radius, first; // of the first corner: quarter turns from the right, clockwise
    float inner;         // radius of the corners between, for a star
} polygons[MARKER_COUNT] = {
    [MARKER_SQUARE] = {4, 1.253f, 0.5f, 0},     [MARKER_TRIANGLE] = {3, 1.555f, -1, 0},
    [MARKER_TRIANGLE_DOWN] = {3, 1.555f, 1, 0}, [MARKER_DIAMOND] = {4, 1.253f, 0, 0},
    [MARKER_PENTAGON] = {5, 1.149f, -1, 0},     [MARKER_STAR] = {5, 1.54f, -1, 0.45f},
};

static void make_bars(struct marker_shape *shape, enum marker marker, struct point at, float radius)
{
    const float reach = radius * (marker == MARKER_PLUS ? 1.0f : 0.7071f);
    shape->strokes = 2;
    shape->half = radius * 0.36f;
    for (size_t i = 0; i < 2; i++) {
        const float x = marker == MARKER_CROSS || i == 0 ? reach : 0;
        const float y = marker == MARKER_CROSS ? (i ? -reach : reach) : i ? reach : 0;
        shape->point[2 * i] = (struct point){at.x - x, at.y - y};
        shape->point[2 * i + 1] = (struct point){at.x + x, at.y + y};
    }
}

struct marker_shape shape_marker(enum marker marker, struct point at, float radius)
{
    struct marker_shape shape = {0};
    if (marker == MARKER_PLUS || marker == MARKER_CROSS) {
        make_bars(&shape, marker, at, radius);
        return shape;
    }
    if (polygons[marker].corners == 0) {
        shape.point[0] = shape.point[1] = at;
        shape.strokes = 1;
        shape.half = radius;
        return shape;
    }
    const bool is_star = polygons[marker].inner > 0;
    const int count = polygons[marker].corners * (is_star ? 2 : 1);
    for (int i = 0; i < count; i++) {
        const float turn = quarter * (polygons[marker].first + 4 * (float)i / (float)count);
        const float r =
            radius * polygons[marker].radius * (is_star && i % 2 ? polygons[marker].inner : 1);
        shape.point[i] = (struct point){at.x + r * cosf(turn), at.y + r * sinf(turn)};
    }
    shape.corners = (size_t)count;
    return shape;
}

// ---- dashes -------------------------------------------------------------------------------------

struct dash_pattern shape_dash_pattern(const struct stroke *stroke, float scale, float half)
{
    struct dash_pattern pattern = {0};
    const float end = stroke->gap.a > 0 ? 0 : 2 * half;
    while (pattern.count < DASH_MAX && stroke->dash[pattern.count] > 0) {
        const float length = stroke->dash[pattern.count] * scale;
        pattern.length[pattern.count] =
            pattern.count % 2 ? length + end : fmaxf(length - end, 0.1f);
        pattern.count++;
    }
    pattern.count -= pattern.count % 2; // a dash needs its gap
    return pattern;
}

static float segment_length(const struct dash_walk *walk)
{
    if (walk->segment + 1 >= walk->count)
        return 0;
    const struct point *from = &walk->points[walk->segment];
    return hypotf(from[1].x - from[0].x, from[1].y - from[0].y);
}

struct dash_walk shape_dash_walk(const struct point points[], size_t count,
                                 const struct dash_pattern *pattern)
{
    struct dash_walk walk = {
        .points = points,
        .count = count,
        .pattern = *pattern,
        .left = pattern->length[0],
        .at = points[0],
    };
    walk.length = segment_length(&walk);
    return walk;
}

size_t shape_next_dash(struct dash_walk *walk, struct point dash[])
{
    size_t used = 0;
    dash[used++] = walk->at;
    while (walk->segment + 1 < walk->count) {
        const struct point from = walk->points[walk->segment], to = walk->points[walk->segment + 1];
        if (!(walk->length - walk->spent >= walk->left)) {
            walk->left -= walk->length - walk->spent;
            walk->spent = 0;
            walk->segment++;
            walk->length = segment_length(walk);
            dash[used++] = walk->at = to;
            continue;
        }
        walk->spent += walk->left;
        walk->at = (struct point){from.x + (to.x - from.x) / walk->length * walk->spent,
                                  from.y + (to.y - from.y) / walk->length * walk->spent};
        dash[used++] = walk->at;
        const bool was_dash = walk->phase % 2 == 0;
        walk->phase = (walk->phase + 1) % walk->pattern.count;
        walk->left = walk->pattern.length[walk->phase];
        if (was_dash)
            return used;
        dash[0] = walk->at;
        used = 1;
    }
    return used > 1 && walk->phase % 2 == 0 ? used : 0;
}

// ---- rectangles ---------------------------------------------------------------------------------

size_t shape_rectangle(const struct rect *rect, float radius,
                       struct point points[RECTANGLE_POINTS_MAX])
{
    const float right = rect->x + rect->width, bottom = rect->y + rect->height;
    const float fit = fminf(radius, fminf(rect->width, rect->height) / 2);
    const int arc = fit < 0.5f ? 0 : 8; // pieces of a quarter circle
    const float r = arc ? fit : 0;
    size_t count = 0;
    for (int corner = 0; corner < 4; corner++) {
        const float cx = corner == 0 || corner == 3 ? rect->x + r : right - r;
        const float cy = corner < 2 ? rect->y + r : bottom - r;
        for (int i = 0; i <= arc; i++) {
            const float turn = quarter * ((float)corner + (arc ? (float)i / (float)arc : 0));
            points[count++] = arc ? (struct point){cx - r * cosf(turn), cy - r * sinf(turn)}
                                  : (struct point){cx, cy};
        }
    }
    return count;
}

// ---- text ---------------------------------------------------------------------------------------

struct point shape_text_pen(struct point at, float width, float em, float cap,
                            const struct text_style *style)
{
    const float back = style->horizontal == ALIGN_END      ? width
                       : style->horizontal == ALIGN_MIDDLE ? width / 2
                                                           : 0;
    const float down = cap * em *
                       (style->vertical == ALIGN_START    ? 1
                        : style->vertical == ALIGN_MIDDLE ? 0.5f
                                                          : 0);
    const float c = cosf(style->angle), s = sinf(style->angle);
    return (struct point){at.x - c * back - s * down, at.y - s * back + c * down};
}
