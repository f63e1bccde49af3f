// The drawing interface. Plots draw on this and know nothing of what lies behind it. Lengths are
// in units: 1 unit = `scale` device pixels; y grows downwards.
#ifndef RAVINE_CANVAS_CANVAS_H
#define RAVINE_CANVAS_CANVAS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct color {
    float r, g, b, a; // sRGB 0…1, not premultiplied
};

struct point {
    float x, y;
};

struct rect {
    float x, y, width, height;
};

enum { DASH_MAX = 6 };

struct stroke {
    struct color color;
    float width;
    float dash[DASH_MAX]; // on, off, on, off … in units; ends at the first 0; dash[0] = 0 is solid
    struct color gap;     // colour of the gaps; a = 0: nothing
};

enum marker {
    MARKER_CIRCLE,
    MARKER_SQUARE,
    MARKER_TRIANGLE,
    MARKER_TRIANGLE_DOWN,
    MARKER_DIAMOND,
    MARKER_PENTAGON,
    MARKER_PLUS, // drawn as a thick +
    MARKER_CROSS,
    MARKER_STAR,
    MARKER_COUNT,
};

struct marker_style {
    enum marker shape;
    float size; // diameter in units, outline not counted
    struct color fill;
    struct color outline;
    float outline_width; // 0 = none
};

enum align { ALIGN_START, ALIGN_MIDDLE, ALIGN_END };

struct text_style {
    float size; // em in units
    bool bold;  // weight 600 instead of 400
    struct color color;
    enum align horizontal; // START: text begins at x
    enum align vertical;   // START: x-height text hangs below y (cap top at y); MIDDLE: the middle
                           // of a capital is at y; END: the baseline is at y
    float angle;           // radians, clockwise on the screen, about (x, y)
    struct color halo;     // a = 0: none
    float halo_width;
};

// Colours by value 0…1: `stop[count]`, evenly spaced, linear in sRGB between.
struct colormap {
    const struct color *stop;
    size_t count;
};

// A scalar field over a rectangle. value[rows × columns] already mapped to 0…1 (outside is
// clamped; NaN shows `nan`); row 0 is at the BOTTOM of the rectangle, grid points lie on its edges.
// `version` changes whenever the values do, so that a canvas may keep what it uploaded.
struct field {
    const float *value;
    size_t columns, rows;
    unsigned version;
    struct color nan;
};

// A lit surface over a grid, each point of it at x and y from −1 to 1 (row 0 and column 0 at −1)
// and at z = height · tall. What is nearer hides what is behind.
struct mesh {
    const float *height; // [rows × columns]; NaN: a hole
    const float *shade;  // its place in the colours, 0…1
    const float *line;   // where it is a whole number, an isoline runs
    size_t columns, rows;
    unsigned version; // changes whenever one of the three does
    float tall;
    float matrix[16];     // into OpenGL's clip space of the rectangle, column by column
    float light[3];       // unit vector towards it
    float lit;            // how much the light counts; what lies level keeps its colour
    struct color isoline; // a = 0: none
    float isoline_width;
    bool is_moving; // the next frame shows it from elsewhere: quick, with edges less smooth
};

struct canvas;
struct plot;
struct curve;

// What a canvas does not draw, or has nothing to do for, is NULL; only `text_width` is always
// there.
struct canvas_type {
    void (*clip)(struct canvas *canvas, const struct rect *rect); // NULL = no clip; does not nest
    void (*polyline)(struct canvas *canvas, const struct point points[], size_t count,
                     const struct stroke *stroke); // round joins and caps, antialiased
    void (*polygon)(struct canvas *canvas, const struct point points[], size_t count,
                    struct color color); // convex, antialiased
    void (*rectangle)(struct canvas *canvas, const struct rect *rect, float radius,
                      struct color color);
    void (*markers)(struct canvas *canvas, const struct point points[], size_t count,
                    const struct marker_style *style);
    void (*text)(struct canvas *canvas, struct point at, const char *utf8,
                 const struct text_style *style);
    float (*text_width)(struct canvas *canvas, const char *utf8, float size, bool bold);
    void (*field)(struct canvas *canvas, const struct rect *rect, const struct field *field,
                  const struct colormap *map);
    // Antialiased; what is not covered stays as it was.
    void (*mesh)(struct canvas *canvas, const struct rect *rect, const struct mesh *mesh,
                 const struct colormap *map);
    void (*destroy)(struct canvas *canvas);
    void (*layer)(struct canvas *canvas, bool begins); // NULL: a canvas without layers
    // Before a curve is drawn (plot/curve.h): its numbers. NULL: nobody asks for them.
    void (*curve)(struct canvas *canvas, const struct plot *plot, const struct curve *curve);
};

// The common head of every canvas.
struct canvas {
    const struct canvas_type *type;
    float width, height; // in units
    float scale;         // device pixels a unit
    bool has_shapes;     // it draws shapes that are shown at any size: nothing has pixels
    int depth;           // of layers within a layer
    bool is_short;       // something of what was to be drawn is missing: memory was out
    char lack[200];      // the sentence about that; empty: there is no more to say
};

// Notes that something is missing on it; who looks at the whole refuses it then.
void canvas_miss(struct canvas *canvas);
// The same where more is known of it, in the language that is set: that of the first counts.
void canvas_lack(struct canvas *canvas, const char *why);
// Before it is drawn on anew.
void canvas_forgive(struct canvas *canvas);
// Whether nothing is missing; else an error that says it.
bool canvas_is_whole(const struct canvas *canvas, struct error *error);

void canvas_clip(struct canvas *canvas, const struct rect *rect);
void canvas_polyline(struct canvas *canvas, const struct point points[], size_t count,
                     const struct stroke *stroke);
void canvas_line(struct canvas *canvas, float x0, float y0, float x1, float y1,
                 const struct stroke *stroke);
void canvas_polygon(struct canvas *canvas, const struct point points[], size_t count,
                    struct color color);
void canvas_rectangle(struct canvas *canvas, const struct rect *rect, float radius,
                      struct color color);
void canvas_markers(struct canvas *canvas, const struct point points[], size_t count,
                    const struct marker_style *style);
void canvas_text(struct canvas *canvas, float x, float y, const char *utf8,
                 const struct text_style *style);
float canvas_text_width(struct canvas *canvas, const char *utf8, float size, bool bold);
void canvas_field(struct canvas *canvas, const struct rect *rect, const struct field *field,
                  const struct colormap *map);
void canvas_mesh(struct canvas *canvas, const struct rect *rect, const struct mesh *mesh,
                 const struct colormap *map);

// What is drawn between these is often the same from frame to frame, and worth more than the
// drawing of one picture: a canvas may keep it as such for as long as its calls are the same. Both
// where no clip is set. A layer within a layer is part of it; a mesh within one is not drawn.
void canvas_begin_layer(struct canvas *canvas);
void canvas_end_layer(struct canvas *canvas);

// Cuts `utf8` with an ellipsis so that it is at most `width` wide; writes into text[size].
void canvas_fit_text(struct canvas *canvas, const char *utf8, float size, bool bold, float width,
                     char *text, size_t length);

void canvas_destroy(struct canvas *canvas); // NULL is fine

// "#0072B2" style constants.
#define COLOR_HEX(hex)                                                                             \
    ((struct color){(float)(((hex) >> 16) & 255) / 255.0f, (float)(((hex) >> 8) & 255) / 255.0f,   \
                    (float)((hex)&255) / 255.0f, 1.0f})

struct color color_mix(struct color a, struct color b, float t); // a at 0, b at 1
struct color color_of(const struct colormap *map, float value);  // 0 … 1; outside is clamped
struct color color_alpha(struct color color, float a);

bool rect_contains(const struct rect *rect, struct point point);

#endif
