// Layers: calls that were the same in an earlier frame are shown as the picture they have drawn.
// The calls are compared whole, so that what is shown can never be out of date. A layer's first
// frame draws as ever; only the second makes the picture, so that what changes in every frame
// costs no more than before.
#include "base/array.h"
#include "canvas/gl/api.h"
#include "canvas/gl/gl.h"
#include "canvas/gl/state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Frames that a picture is kept without being shown.
static const unsigned patience = 8;

enum {
    TILE = 16, // pixels
    // A piece is drawn in the time that so many pixels of a picture take where a processor does it:
    // 1.7 µs and 7 ns, with Mesa's llvmpipe. A graphics card does either in no time.
    PIECE = 250,
};

// ---- recording ----------------------------------------------------------------------------------

static struct record *record_of(struct canvas *canvas)
{
    return &((struct gl *)canvas)->layers.record;
}

static void clip(struct canvas *canvas, const struct rect *rect)
{
    record_clip(record_of(canvas), rect);
}

static void polyline(struct canvas *canvas, const struct point points[], size_t count,
                     const struct stroke *stroke)
{
    record_polyline(record_of(canvas), points, count, stroke);
}

static void polygon(struct canvas *canvas, const struct point points[], size_t count,
                    struct color color)
{
    record_polygon(record_of(canvas), points, count, color);
}

static void rectangle(struct canvas *canvas, const struct rect *rect, float radius,
                      struct color color)
{
    record_rectangle(record_of(canvas), rect, radius, color);
}

static void markers(struct canvas *canvas, const struct point points[], size_t count,
                    const struct marker_style *style)
{
    record_markers(record_of(canvas), points, count, style);
}

static float text_width(struct canvas *canvas, const char *utf8, float size, bool bold)
{
    return ((struct gl *)canvas)->layers.under->text_width(canvas, utf8, size, bold);
}

static void text(struct canvas *canvas, struct point at, const char *utf8,
                 const struct text_style *style)
{
    record_text(record_of(canvas), at, utf8, style);
}

static void field(struct canvas *canvas, const struct rect *rect, const struct field *field,
                  const struct colormap *map)
{
    record_field(record_of(canvas), rect, field, map);
}

static const struct canvas_type recording = {
    .clip = clip,
    .polyline = polyline,
    .polygon = polygon,
    .rectangle = rectangle,
    .markers = markers,
    .text = text,
    .text_width = text_width,
    .field = field,
    .layer = gl_layer,
};

// ---- keeping ------------------------------------------------------------------------------------

static void forget_picture(struct kept_layer *kept)
{
    if (kept->texture)
        glDeleteTextures(1, &kept->texture);
    free(kept->run);
    kept->run = NULL;
    kept->runs = 0;
    kept->texture = 0;
    kept->is_cheap = false;
    kept->seen = 0;
}

void gl_layers_age(struct layers *layers)
{
    layers->frame++;
    for (size_t i = 0; i < LAYERS; i++)
        if (layers->kept[i].seen > 0 && layers->kept[i].seen + patience < layers->frame)
            forget_picture(&layers->kept[i]);
}

void gl_layers_clear(struct layers *layers)
{
    for (size_t i = 0; i < LAYERS; i++) {
        forget_picture(&layers->kept[i]);
        record_clear(&layers->kept[i].record);
    }
    if (layers->framebuffer)
        glDeleteFramebuffers(1, &layers->framebuffer);
    record_clear(&layers->record);
}

void canvas_gl_layers(struct canvas *canvas, bool on)
{
    ((struct gl *)canvas)->layers.is_off = !on;
}

static struct kept_layer *find(struct gl *gl)
{
    for (size_t i = 0; i < LAYERS; i++) {
        struct kept_layer *kept = &gl->layers.kept[i];
        if (kept->seen > 0 && kept->width == gl->width && kept->height == gl->height &&
            kept->scale == gl->head.scale && record_is_same(&kept->record, &gl->layers.record))
            return kept;
    }
    return NULL;
}

// Keeps the calls in place of those that were not seen for the longest time; where all were in this
// frame, not at all.
static void keep(struct gl *gl)
{
    struct layers *layers = &gl->layers;
    struct kept_layer *kept = &layers->kept[0];
    for (size_t i = 1; i < LAYERS; i++)
        if (layers->kept[i].seen < kept->seen)
            kept = &layers->kept[i];
    if (kept->seen == layers->frame)
        return;
    forget_picture(kept);
    const struct record room = kept->record;
    kept->record = layers->record;
    layers->record = room;
    kept->width = gl->width;
    kept->height = gl->height;
    kept->scale = gl->head.scale;
    kept->seen = layers->frame;
}

// ---- pictures -----------------------------------------------------------------------------------

// Pixels of a frame, y down.
struct box {
    int left, top, right, bottom;
};

// What of the frame is reached by something within `rect`, which is blurred by its edges.
static struct box pixels_of(const struct gl *gl, const struct rect *rect)
{
    const float s = gl->head.scale, edge = 2;
    const float wide = (float)gl->width, high = (float)gl->height;
    return (struct box){
        .left = (int)fminf(fmaxf(floorf(s * rect->x) - edge, 0), wide),
        .top = (int)fminf(fmaxf(floorf(s * rect->y) - edge, 0), high),
        .right = (int)fmaxf(fminf(ceilf(s * (rect->x + rect->width)) + edge, wide), 0),
        .bottom = (int)fmaxf(fminf(ceilf(s * (rect->y + rect->height)) + edge, high), 0),
    };
}

// The tiles of a frame, and which of them something is drawn in.
struct tiling {
    const struct gl *gl;
    int columns, rows;
    bool *is_full; // [rows × columns]
    struct box all;
};

static void fill_tiles(void *user, const struct rect *rect)
{
    struct tiling *tiling = user;
    struct box *all = &tiling->all;
    const struct box box = pixels_of(tiling->gl, rect);
    if (box.left >= box.right || box.top >= box.bottom)
        return;
    for (int row = box.top / TILE; row <= (box.bottom - 1) / TILE; row++)
        memset(tiling->is_full + row * tiling->columns + box.left / TILE, 1,
               (size_t)((box.right - 1) / TILE - box.left / TILE + 1));
    all->left = box.left < all->left ? box.left : all->left;
    all->top = box.top < all->top ? box.top : all->top;
    all->right = box.right > all->right ? box.right : all->right;
    all->bottom = box.bottom > all->bottom ? box.bottom : all->bottom;
}

// Room for as many runs as there can be.
static bool list_runs(const struct tiling *tiling, struct kept_layer *kept)
{
    const size_t most = (size_t)tiling->rows * ((size_t)tiling->columns / 2 + 1);
    kept->run = array_create(most, sizeof *kept->run, NULL);
    if (!kept->run)
        return false;
    for (int row = 0; row < tiling->rows; row++) {
        const bool *is_full = tiling->is_full + row * tiling->columns;
        for (int first = 0; first < tiling->columns; first++) {
            int end = first;
            while (end < tiling->columns && is_full[end])
                end++;
            if (end > first)
                kept->run[kept->runs++] = (struct layer_run){row, first, end};
            first = end;
        }
    }
    return true;
}

// Finds what of the frame the kept calls reach. False where that is nothing, or memory is out.
static bool find_box(struct gl *gl, struct kept_layer *kept)
{
    struct tiling tiling = {
        .gl = gl,
        .columns = (gl->width + TILE - 1) / TILE,
        .rows = (gl->height + TILE - 1) / TILE,
        .all = {gl->width, gl->height, 0, 0},
    };
    tiling.is_full = array_create((size_t)(tiling.columns * tiling.rows), 1, NULL);
    if (!tiling.is_full)
        return false;
    record_boxes(&kept->record, &gl->head, fill_tiles, &tiling);
    const struct box *all = &tiling.all;
    kept->left = all->left;
    kept->top = all->top;
    kept->box_wide = all->right - all->left;
    kept->box_high = all->bottom - all->top;
    const bool done = kept->box_wide > 0 && kept->box_high > 0 && list_runs(&tiling, kept);
    free(tiling.is_full);
    return done;
}

static void make_texture(struct kept_layer *kept)
{
    glGenTextures(1, &kept->texture);
    glBindTexture(GL_TEXTURE_2D, kept->texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, kept->box_wide, kept->box_high, 0, GL_RGBA,
                 GL_UNSIGNED_BYTE, NULL);
}

// Whether a picture pays.
static bool is_worth(const struct kept_layer *kept)
{
    size_t pixels = 0;
    for (size_t k = 0; k < kept->runs; k++)
        pixels += (size_t)(kept->run[k].end - kept->run[k].first) * TILE * TILE;
    return pixels / PIECE + kept->runs < record_pieces(&kept->record);
}

// Draws the kept calls into a texture. False where that is not worth it, or the graphics card has
// no room for it.
static bool make_picture(struct gl *gl, struct kept_layer *kept)
{
    GLint before;
    kept->is_cheap = !find_box(gl, kept) || !is_worth(kept);
    if (kept->is_cheap)
        return false;
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &before);
    if (!gl->layers.framebuffer)
        glGenFramebuffers(1, &gl->layers.framebuffer);
    make_texture(kept);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, gl->layers.framebuffer);
    glFramebufferTexture2D(GL_DRAW_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, kept->texture,
                           0);
    const bool is_complete =
        glCheckFramebufferStatus(GL_DRAW_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    if (is_complete) {
        gl_place(gl, kept->left, gl->height - kept->top - kept->box_high);
        glClearColor(0, 0, 0, 0);
        glClear(GL_COLOR_BUFFER_BIT);
        record_play(&kept->record, &gl->head);
        gl_send(gl);
        glDisable(GL_SCISSOR_TEST);
    }
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, (GLuint)before);
    gl_place(gl, 0, 0);
    if (!is_complete) {
        glDeleteTextures(1, &kept->texture);
        kept->texture = 0;
    }
    return is_complete;
}

static int within(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

// Only where there is something: most of a path's box is empty, and what is empty takes its time.
static void show_picture(struct gl *gl, const struct kept_layer *kept)
{
    const int right = kept->left + kept->box_wide, bottom = kept->top + kept->box_high;
    struct field_vertex *vertex = gl_gather(gl, PROGRAM_LAYER, 4 * kept->runs);
    if (!vertex)
        return;
    for (size_t k = 0; k < kept->runs; k++) {
        const struct layer_run *run = &kept->run[k];
        const int x[] = {within(run->first * TILE, kept->left, right),
                         within(run->end * TILE, kept->left, right)};
        const int y[] = {within(run->row * TILE, kept->top, bottom),
                         within((run->row + 1) * TILE, kept->top, bottom)};
        for (int i = 0; i < 4; i++)
            *vertex++ = (struct field_vertex){
                .position = {(float)x[i & 1], (float)y[i / 2]},
                .texel = {(float)(x[i & 1] - kept->left), (float)(bottom - y[i / 2])},
            };
    }
    glBindTexture(GL_TEXTURE_2D, kept->texture);
    gl_send(gl);
}

// ---- layers -------------------------------------------------------------------------------------

static void end(struct gl *gl)
{
    struct layers *layers = &gl->layers;
    gl->head.type = layers->under;
    struct kept_layer *kept = layers->record.is_short ? NULL : find(gl);
    if (!kept) {
        record_play(&layers->record, &gl->head);
        if (!layers->record.is_short)
            keep(gl);
        return;
    }
    const bool is_again = kept->seen != layers->frame && kept->seen + 2 >= layers->frame;
    kept->seen = layers->frame;
    gl_send(gl); // what was drawn before lies below
    if (kept->texture || (is_again && !kept->is_cheap && make_picture(gl, kept)))
        show_picture(gl, kept);
    else
        record_play(&kept->record, &gl->head);
}

void gl_layer(struct canvas *canvas, bool begins)
{
    struct gl *gl = (struct gl *)canvas;
    if (!begins && canvas->type == &recording) {
        end(gl);
    } else if (begins && !gl->layers.is_off && !gl->is_part) {
        record_begin(&gl->layers.record);
        gl->layers.under = canvas->type;
        canvas->type = &recording;
    }
}
