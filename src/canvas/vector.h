// Canvases of paths: what Cairo, SVG and pgf draw, cut down to five calls that each of them has.
// Dashes, markers, corners, halos, places of letters and colours of fields are found here, by the
// same functions as OpenGL's, so that they agree with the window's.
//
// Who may call whom: cairo/, svg/, pgf/ → vector → vector_field, path, face → font, shape.
#ifndef RAVINE_CANVAS_VECTOR_H
#define RAVINE_CANVAS_VECTOR_H

#include "base/error.h"
#include "canvas/canvas.h"
#include "canvas/face.h"
#include "canvas/font.h"
#include "canvas/path.h"
#include "canvas/shape.h"

#include <stdint.h>

// Dots an inch of images in a figure.
#define VECTOR_DPI 300.0

// Draws a mesh, which takes OpenGL, as rgba[height × width × 4], top row first, not premultiplied.
// `scale`: pixels a unit.
typedef bool vector_mesh(const struct rect *rect, const struct mesh *mesh,
                         const struct colormap *map, int width, int height, float scale,
                         uint8_t rgba[], struct error *error);

struct vector_options {
    float width, height;          // of the canvas, in units
    double points;                // a unit (1/72 inch)
    const struct font_files *own; // the typeface of figures; NULL: ours
    bool has_contours;            // fields as nested shapes instead of images
    bool has_outlines;            // SVG: text as shapes
    bool is_moving;               // lines keep all their points, for more may be added to them
    vector_mesh *mesh;            // NULL: meshes are an error
    // What the file says of itself and carries; NULL: nothing. The scene is for people to read, the
    // payload (base/payload.h) opens it again.
    const char *title, *caption;
    char *scene, *payload;
};

// A line with its dashes resolved.
struct vector_stroke {
    struct color color;
    float width;
    struct dash_pattern dashes;
    float phase;   // where in the pattern the line begins
    bool is_round; // its ends; corners always are
    // Units: by which print may leave out points, where the path has all of them.
    float tolerance;
};

// A character of a line of text.
struct letter {
    uint32_t character;
    const char *utf8; // its `bytes` bytes
    size_t bytes;
    enum typeface typeface;
    uint32_t glyph; // in its typeface's file
    float x;        // of the glyph's origin from the pen, in em
    // For files that take any glyph for a character: a figure's tabular one, which leaves no gaps
    // that readers of the text would take for spaces.
    uint32_t tabular;
    float tabular_x;
};

// A line of text: letters[count] from the pen on, which runs at `angle`.
struct vector_text {
    const char *utf8;
    const struct text_style *style;
    struct point at;  // that it is aligned to
    struct point pen; // where its baseline begins
    float width;      // in units
    const struct letter *letter;
    size_t count;
};

// An image: pixels[height × width × (has_alpha ? 4 : 3)], top row first, not premultiplied.
struct vector_image {
    const uint8_t *pixels;
    int width, height;
    bool has_alpha;
    bool is_sharp; // has edges that a lossy coding would show, beside those of what is covered
};

struct vector;

// What a kind of file does. Lengths are units, y grows downwards. All may note an error by
// vector_fail().
struct vector_type {
    void (*clip)(struct vector *vector, const struct rect *rect); // NULL: none
    void (*stroke)(struct vector *vector, const struct path *path,
                   const struct vector_stroke *stroke);
    // Inside is what the path goes around (nonzero winding).
    void (*fill)(struct vector *vector, const struct path *path, struct color color);
    void (*text)(struct vector *vector, const struct vector_text *text);
    void (*image)(struct vector *vector, const struct rect *rect, const struct vector_image *image);
    void (*layer)(struct vector *vector, bool begins); // NULL: not told
};

// The head of every such canvas; the kind's own follows.
struct vector {
    struct canvas head;
    const struct vector_type *kind;
    struct vector_options options;
    struct font *font;
    struct faces *faces;
    struct rect clip;  // in force
    struct error why;  // what failed first
    struct path path;  // in hand
    struct path batch; // shapes of one colour that touch each other, to be filled as one
    struct color batch_color;
    struct letter *letter;
    size_t letter_capacity;
};

// Opens the fonts and sets the head up. False: vector_clear() it.
bool vector_init(struct vector *vector, const struct canvas_type *type,
                 const struct vector_type *kind, const struct vector_options *options,
                 struct error *error);
void vector_clear(struct vector *vector);

// The canvas's calls; a kind adds its destroy.
#define VECTOR_CANVAS_TYPE                                                                         \
    .clip = vector_clip, .polyline = vector_polyline, .polygon = vector_polygon,                   \
    .rectangle = vector_rectangle, .markers = vector_markers, .text = vector_text,                 \
    .text_width = vector_text_width, .field = vector_field, .mesh = vector_mesh_image,             \
    .layer = vector_layer

void vector_clip(struct canvas *canvas, const struct rect *rect);
void vector_polyline(struct canvas *canvas, const struct point points[], size_t count,
                     const struct stroke *stroke);
void vector_polygon(struct canvas *canvas, const struct point points[], size_t count,
                    struct color color);
void vector_rectangle(struct canvas *canvas, const struct rect *rect, float radius,
                      struct color color);
void vector_markers(struct canvas *canvas, const struct point points[], size_t count,
                    const struct marker_style *style);
void vector_text(struct canvas *canvas, struct point at, const char *utf8,
                 const struct text_style *style);
float vector_text_width(struct canvas *canvas, const char *utf8, float size, bool bold);
void vector_field(struct canvas *canvas, const struct rect *rect, const struct field *field,
                  const struct colormap *map);
void vector_mesh_image(struct canvas *canvas, const struct rect *rect, const struct mesh *mesh,
                       const struct colormap *map);
void vector_layer(struct canvas *canvas, bool begins);

// Sends what is gathered: before anything else is drawn, and at the end.
void vector_flush(struct vector *vector);

// Notes what failed, unless something has before.
void vector_fail(struct vector *vector, const struct error *why);

// False with the error where anything failed since vector_init().
bool vector_check(const struct vector *vector, struct error *error);

#endif
