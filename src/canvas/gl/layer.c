// Layers: calls that were the same in an earlier frame are shown as the picture they have drawn.
// The calls are compared whole, so that what is shown can never be out of date. A layer's first
// frame draws as ever; only the second makes the picture, so that what changes in every frame
// costs no more than before. Pictures that lie on each other, as those of paths do, become one.
#include "base/array.h"
#include "canvas/gl/api.h"
#include "canvas/gl/gl.h"
#include "canvas/gl/state.h"

#include <stdlib.h>
#include <string.h>

// Frames that a picture is kept without being shown.
static const unsigned patience = 8;

enum {
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

static void forget(struct kept_layer *kept)
{
    layer_picture_forget(&kept->picture);
    kept->is_cheap = false;
    kept->seen = 0;
}

static void forget_stack(struct layer_stack *stack)
{
    layer_picture_forget(&stack->picture);
    stack->seen = 0;
}

void gl_layers_age(struct layers *layers)
{
    layers->frame++;
    for (size_t i = 0; i < LAYERS; i++)
        if (layers->kept[i].seen > 0 && layers->kept[i].seen + patience < layers->frame)
            forget(&layers->kept[i]);
    for (size_t i = 0; i < STACKS; i++)
        if (layers->stack[i].seen > 0 && layers->stack[i].seen + patience < layers->frame)
            forget_stack(&layers->stack[i]);
    layers->waiting_count = 0;
}

void gl_layers_clear(struct layers *layers)
{
    for (size_t i = 0; i < LAYERS; i++) {
        forget(&layers->kept[i]);
        record_clear(&layers->kept[i].record);
    }
    for (size_t i = 0; i < STACKS; i++)
        forget_stack(&layers->stack[i]);
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
    forget(kept);
    const struct record room = kept->record;
    kept->record = layers->record;
    layers->record = room;
    kept->width = gl->width;
    kept->height = gl->height;
    kept->scale = gl->head.scale;
    kept->name = ++layers->names;
    kept->seen = layers->frame;
}

// ---- pictures -----------------------------------------------------------------------------------

// Whether a picture pays.
static bool is_worth(const struct kept_layer *kept)
{
    const struct layer_picture *picture = &kept->picture;
    return layer_picture_pixels(picture) / PIECE + picture->runs < record_pieces(&kept->record);
}

// Finds what of the frame the kept calls reach. False where that is nothing, or memory is out.
static bool find_place(struct gl *gl, struct kept_layer *kept)
{
    struct layer_tiles tiles;
    if (!layer_tiles_init(&tiles, gl))
        return false;
    record_boxes(&kept->record, &gl->head, layer_tiles_add, &tiles);
    const bool done = layer_picture_place(&kept->picture, &tiles);
    layer_tiles_clear(&tiles);
    return done;
}

// Draws the kept calls into a texture. False where that is not worth it, or the graphics card has
// no room for it.
static bool make_picture(struct gl *gl, struct kept_layer *kept)
{
    int before;
    kept->is_cheap = !find_place(gl, kept) || !is_worth(kept);
    if (kept->is_cheap || !layer_picture_begin(gl, &kept->picture, &before))
        return false;
    record_play(&kept->record, &gl->head);
    layer_picture_end(gl, before);
    return true;
}

// ---- stacks -------------------------------------------------------------------------------------

static bool is_stack_of(const struct layer_stack *stack, struct kept_layer *const layer[],
                        size_t count)
{
    if (stack->seen == 0 || stack->count != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (stack->name[i] != layer[i]->name)
            return false;
    return true;
}

static struct layer_stack *find_stack(struct layers *layers, struct kept_layer *const layer[],
                                      size_t count)
{
    for (size_t i = 0; i < STACKS; i++)
        if (is_stack_of(&layers->stack[i], layer, count))
            return &layers->stack[i];
    return NULL;
}

// Remembers a stack in place of the one that was not seen for the longest time.
static void keep_stack(struct layers *layers, struct kept_layer *const layer[], size_t count)
{
    struct layer_stack *stack = &layers->stack[0];
    for (size_t i = 1; i < STACKS; i++)
        if (layers->stack[i].seen < stack->seen)
            stack = &layers->stack[i];
    if (stack->seen == layers->frame)
        return;
    forget_stack(stack);
    for (size_t i = 0; i < count; i++)
        stack->name[i] = layer[i]->name;
    stack->count = count;
    stack->seen = layers->frame;
    stack->is_cheap = false;
}

// Puts the pictures of layers on each other into one. False where that saves few pixels, or there
// is no room for it.
static bool make_stack(struct gl *gl, struct layer_stack *stack, struct kept_layer *const layer[])
{
    struct layer_tiles tiles;
    int before;
    size_t pixels = 0;
    if (!layer_tiles_init(&tiles, gl))
        return false;
    for (size_t i = 0; i < stack->count; i++) {
        layer_tiles_add_picture(&tiles, &layer[i]->picture);
        pixels += layer_picture_pixels(&layer[i]->picture);
    }
    const bool is_placed = layer_picture_place(&stack->picture, &tiles);
    layer_tiles_clear(&tiles);
    stack->is_cheap = !is_placed || 5 * layer_picture_pixels(&stack->picture) > 4 * pixels;
    if (stack->is_cheap || !layer_picture_begin(gl, &stack->picture, &before))
        return false;
    for (size_t i = 0; i < stack->count; i++)
        layer_picture_show(gl, &layer[i]->picture);
    layer_picture_end(gl, before);
    return true;
}

void gl_show_layers(struct gl *gl)
{
    struct layers *layers = &gl->layers;
    struct kept_layer *const *layer = layers->waiting;
    const size_t count = layers->waiting_count;
    layers->waiting_count = 0; // what is drawn here waits for none
    if (count == 0)
        return;
    struct layer_stack *stack = count > 1 ? find_stack(layers, layer, count) : NULL;
    if (count > 1 && !stack)
        keep_stack(layers, layer, count);
    const bool is_again = stack && stack->seen != layers->frame && !stack->is_cheap;
    if (stack)
        stack->seen = layers->frame;
    if (stack && (stack->picture.texture || (is_again && make_stack(gl, stack, layer)))) {
        layer_picture_show(gl, &stack->picture);
        return;
    }
    for (size_t i = 0; i < count; i++)
        layer_picture_show(gl, &layer[i]->picture);
}

// A layer whose picture there is waits for what lies on it: perhaps another one.
static void show_later(struct gl *gl, struct kept_layer *kept)
{
    struct layers *layers = &gl->layers;
    gl_send(gl); // what was drawn before lies below
    if (layers->waiting_count == STACKED_MAX)
        gl_show_layers(gl);
    layers->waiting[layers->waiting_count++] = kept;
}

// ---- layers -------------------------------------------------------------------------------------

static void end(struct gl *gl)
{
    struct layers *layers = &gl->layers;
    gl->head.type = layers->under;
    struct kept_layer *kept = layers->record.is_short ? NULL : find(gl);
    if (layers->record.is_short)
        canvas_miss(&gl->head);
    if (!kept) {
        record_play(&layers->record, &gl->head);
        if (!layers->record.is_short)
            keep(gl);
        return;
    }
    const bool is_again = kept->seen != layers->frame && kept->seen + 2 >= layers->frame;
    kept->seen = layers->frame;
    if (!kept->picture.texture && is_again && !kept->is_cheap) {
        gl_show_layers(gl);
        gl_send(gl);
        make_picture(gl, kept);
    }
    if (kept->picture.texture)
        show_later(gl, kept);
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
