// What the files of the OpenGL canvas share.
#ifndef RAVINE_CANVAS_GL_STATE_H
#define RAVINE_CANVAS_GL_STATE_H

#include "canvas/canvas.h"
#include "canvas/font.h"
#include "canvas/gl/atlas.h"
#include "canvas/gl/gl.h"
#include "canvas/gl/programs.h"
#include "canvas/record.h"
#include "canvas/shape.h"

enum { FIELDS = 4, LAYERS = 64, STACKS = 8, STACKED_MAX = 16 };

// A field whose colours are in a texture already.
struct kept_field {
    unsigned texture;
    unsigned version;
    size_t columns, rows;
    uint64_t colors; // hash of the colours
};

// The dashes of a stroke of two colours, in device pixels.
struct dashes {
    struct dash_pattern pattern;
    struct color gap;
};

// A surface on the graphics card, and the picture of it that was drawn last.
struct kept_mesh {
    unsigned program;
    struct {
        int matrix, light, lit, ink, reach;
    } uniform;
    unsigned vertices, buffer, indices;        // vertex array, its corners, its triangles
    size_t corners, index_count, coarse_count; // the coarse triangles follow the others
    unsigned version;
    size_t columns, rows;
    uint64_t colors; // of the map
    // Colour and depth of several samples a pixel, and the texture that they become.
    unsigned many, color, depth, one, texture;
    int width, height; // of those, pixels; 0 = none
    int samples;
    struct mesh drawn; // what the texture shows, and the pixels of it that may show something
    bool is_drawn;
    int left, bottom, right, top;
};

// A part of the frame as a texture, premultiplied: its place in the frame, device pixels, and its
// pieces that something is drawn in.
struct layer_picture {
    unsigned texture; // 0: none yet
    int left, top, width, height;
    // In tiles of the frame, row after row.
    struct layer_run {
        int row, first, end;
    } * run;
    size_t runs;
};

// Calls that were made before, and from their second time on what they draw.
struct kept_layer {
    struct record record;
    int width, height; // of the frame, device pixels
    float scale;
    unsigned name; // no other calls have it
    unsigned seen; // the last frame that they were in; 0: nothing is kept here
    bool is_cheap; // drawn sooner than its picture would be shown
    struct layer_picture picture;
};

// Layers that lay on each other in the last frames with nothing drawn between them, as one picture.
struct layer_stack {
    unsigned name[STACKED_MAX];
    size_t count;
    unsigned seen; // as above
    bool is_cheap; // one by one they are as few pixels
    struct layer_picture picture;
};

// Layers of the frame.
struct layers {
    bool is_off;                     // everything is drawn anew
    const struct canvas_type *under; // the canvas's own, while calls are recorded
    struct record record;            // of the layer being drawn
    struct kept_layer kept[LAYERS];
    struct layer_stack stack[STACKS];
    struct kept_layer *waiting[STACKED_MAX]; // with pictures, to be shown before what comes next
    size_t waiting_count;
    unsigned names;       // given so far
    unsigned frame;       // counts them
    unsigned framebuffer; // to draw textures with; 0: not yet
};

// Calls of one kind gather in `vertices` until another kind, another clip or the end of the frame
// sends them: their order is kept, and a frame is a few dozen draws.
struct gl {
    struct canvas head; // first, so that a struct canvas * is one of these
    struct programs programs;
    struct font *font;
    struct atlas *atlas;     // of the font
    int width, height;       // device pixels
    int left, bottom;        // of the framebuffer in the frame, device pixels, y up
    bool is_part;            // the framebuffer holds only this part of the frame
    struct canvas_part part; // else all of it
    enum program pending;
    struct dashes dashes; // of the strokes of two colours that are gathered
    unsigned char *vertices;
    size_t vertex_count, vertex_capacity;
    struct kept_field kept[FIELDS];
    size_t next_kept;
    struct kept_mesh mesh;
    uint8_t *colors; // of the field being uploaded
    size_t color_capacity;
    struct point *dashed; // of the polyline being drawn
    size_t dashed_capacity;
    struct layers layers;
};

// A colour with premultiplied alpha, `share` of it.
struct tint gl_tint(struct color color, float share);
// What tells the colours of two maps apart (Fowler, Noll & Vo's hash), and of what is no number: a
// place in memory does not, for a theme's may be where another's were.
uint64_t gl_hash_colors(const struct colormap *map, struct color nan);

// Sends what is gathered.
void gl_send(struct gl *gl);

// Room for `count` vertices of a kind; NULL when memory is out, and then nothing is drawn.
void *gl_gather(struct gl *gl, enum program kind, size_t count);

// Where pixels go: the frame of gl->width × gl->height lies in the framebuffer so that its pixel at
// left, bottom (y up) is the first there.
void gl_place(struct gl *gl, int left, int bottom);

// Tells OpenGL so, after somebody has drawn elsewhere.
void gl_view(const struct gl *gl);

// ---- field.c ------------------------------------------------------------------------------------

void gl_field(struct canvas *canvas, const struct rect *rect, const struct field *field,
              const struct colormap *map);
// The part of a texture from its place `low` (0…1, left below) to `high`, in a rectangle.
void gl_put_texture(struct gl *gl, const struct rect *rect, unsigned texture, struct point low,
                    struct point high);

// ---- mesh.c -------------------------------------------------------------------------------------

void gl_mesh_clear(struct gl *gl);
void gl_mesh(struct canvas *canvas, const struct rect *rect, const struct mesh *mesh,
             const struct colormap *map);

// ---- layer_picture.c ----------------------------------------------------------------------------

// The part of the frame that pictures are made of.
struct layer_tiles {
    const struct gl *gl;
    int columns, rows;
    bool *is_full;                // [rows × columns]: something is drawn there
    int left, top, right, bottom; // pixels of the frame that hold all of it
};

bool layer_tiles_init(struct layer_tiles *tiles, const struct gl *gl);
void layer_tiles_clear(struct layer_tiles *tiles);
void layer_tiles_add(void *tiles, const struct rect *rect); // units
void layer_tiles_add_picture(struct layer_tiles *tiles, const struct layer_picture *picture);

// Gives a picture its place and its runs; false where there is nothing, or memory is out.
bool layer_picture_place(struct layer_picture *picture, const struct layer_tiles *tiles);
size_t layer_picture_pixels(const struct layer_picture *picture); // of its runs
void layer_picture_forget(struct layer_picture *picture);

// Between these, drawing goes into the picture; *before is the framebuffer meanwhile. False where
// the graphics card has no room for it.
bool layer_picture_begin(struct gl *gl, struct layer_picture *picture, int *before);
void layer_picture_end(struct gl *gl, int before);

void layer_picture_show(struct gl *gl, const struct layer_picture *picture);

// ---- layer.c ------------------------------------------------------------------------------------

void gl_layer(struct canvas *canvas, bool begins);
void gl_show_layers(struct gl *gl);        // those that wait
void gl_layers_age(struct layers *layers); // a frame begins
void gl_layers_clear(struct layers *layers);

#endif
