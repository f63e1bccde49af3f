// The geometry that every canvas shares: outlines of markers, dashes of lines, corners of
// rectangles, where text begins. Lengths are in whatever the caller draws in, units or pixels; y
// grows downwards.
#ifndef RAVINE_CANVAS_SHAPE_H
#define RAVINE_CANVAS_SHAPE_H

#include "canvas/canvas.h"

// ---- markers ------------------------------------------------------------------------------------

enum { MARKER_POINTS_MAX = 10 };

// A marker is a polygon (seen whole from its middle), or some strokes with round ends. A disc is a
// stroke of no length.
struct marker_shape {
    struct point point[MARKER_POINTS_MAX];
    size_t corners; // of the closed polygon point[corners]; 0: strokes
    size_t strokes; // from point[2i] to point[2i + 1]
    float half;     // half the width of the strokes
};

// The marker at `at` that covers the area of a disc of that radius.
struct marker_shape shape_marker(enum marker marker, struct point at, float radius);

// ---- dashes -------------------------------------------------------------------------------------

// How long dashes and gaps are, in turn, as cut along the middle of the line.
struct dash_pattern {
    float length[DASH_MAX];
    size_t count; // even; 0 = solid
};

// The pattern of a stroke that is drawn `scale` times as large and `half` to each side. Where gaps
// have no colour ends are round, and a dash is shortened by its width to look as long as it
// should.
struct dash_pattern shape_dash_pattern(const struct stroke *stroke, float scale, float half);

// Walks along a polyline of finite points[count] (the caller's), dash by dash.
struct dash_walk {
    const struct point *points;
    size_t count;
    struct dash_pattern pattern;
    size_t segment; // in hand, from points[segment]
    float length;   // of it
    float spent;    // of its length
    size_t phase;   // of the pattern
    float left;     // of the dash or gap in hand
    struct point at;
};

// `count` and the pattern's are at least 1.
struct dash_walk shape_dash_walk(const struct point points[], size_t count,
                                 const struct dash_pattern *pattern);

// The next dash, with the corners it goes around, into dash[walk->count + 1]; returns the number of
// its points, 0 after the last.
size_t shape_next_dash(struct dash_walk *walk, struct point dash[]);

// ---- rectangles ---------------------------------------------------------------------------------

enum { RECTANGLE_POINTS_MAX = 36 };

// The corners of a rectangle, clockwise from the upper left; quarter circles as 8 pieces each where
// the radius (at most half a side) is at least 0.5. Returns their number: 4 or 36.
size_t shape_rectangle(const struct rect *rect, float radius,
                       struct point points[RECTANGLE_POINTS_MAX]);

// ---- text ---------------------------------------------------------------------------------------

// Where on the baseline the pen begins, for a line of text that is `width` wide and `em` large,
// with capitals of `cap` em, aligned at `at` and turned about it as the style says.
struct point shape_text_pen(struct point at, float width, float em, float cap,
                            const struct text_style *style);

#endif
