#include "canvas/vector.h"

#include "base/array.h"
#include "canvas/vector_field.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// What no print shows, in units: 1/1200 inch where a unit is 0.75 points.
static const float fine = 0.08f;

static struct vector *self(struct canvas *canvas)
{
    return (struct vector *)canvas;
}

bool vector_init(struct vector *vector, const struct canvas_type *type,
                 const struct vector_type *kind, const struct vector_options *options,
                 struct error *error)
{
    *vector = (struct vector){
        .head = {.type = type,
                 .width = options->width,
                 .height = options->height,
                 .scale = (float)(options->points * VECTOR_DPI / 72),
                 .has_shapes = true},
        .kind = kind,
        .options = *options,
        .clip = {0, 0, options->width, options->height},
    };
    vector->font = font_create_with(options->own, error);
    vector->faces = vector->font ? faces_create(vector->font, error) : NULL;
    return vector->faces != NULL;
}

void vector_clear(struct vector *vector)
{
    path_clear(&vector->path);
    path_clear(&vector->batch);
    free(vector->letter);
    faces_destroy(vector->faces);
    font_destroy(vector->font);
}

void vector_fail(struct vector *vector, const struct error *why)
{
    if (vector->why.kind == ERROR_NONE)
        vector->why = *why;
}

bool vector_check(const struct vector *vector, struct error *error)
{
    if (vector->why.kind == ERROR_NONE)
        return canvas_is_whole(&vector->head, error);
    return error_wrap(error, &vector->why, "%s", vector->why.text);
}

// Notes an error of a step that says whether it was done.
static bool hold(struct vector *vector, bool done, const struct error *why)
{
    if (!done)
        vector_fail(vector, why);
    return done;
}

void vector_flush(struct vector *vector)
{
    if (vector->batch.lines > 0)
        vector->kind->fill(vector, &vector->batch, vector->batch_color);
    path_begin(&vector->batch);
}

void vector_clip(struct canvas *canvas, const struct rect *rect)
{
    struct vector *vector = self(canvas);
    vector_flush(vector);
    vector->clip = rect ? *rect : (struct rect){0, 0, canvas->width, canvas->height};
    vector->kind->clip(vector, rect);
}

void vector_layer(struct canvas *canvas, bool begins)
{
    struct vector *vector = self(canvas);
    vector_flush(vector);
    if (vector->kind->layer)
        vector->kind->layer(vector, begins);
}

// ---- strokes ------------------------------------------------------------------------------------

// The gaps of a line whose gaps have a colour: the same pattern, begun where its first gap is.
static struct vector_stroke gaps_of(const struct vector_stroke *dashes, struct color color)
{
    struct vector_stroke gaps = *dashes;
    const size_t count = dashes->dashes.count;
    for (size_t i = 0; i < count; i++)
        gaps.dashes.length[i] = dashes->dashes.length[(i + 1) % count];
    for (size_t i = 0; i + 1 < count; i++)
        gaps.phase += gaps.dashes.length[i];
    gaps.color = color;
    return gaps;
}

void vector_polyline(struct canvas *canvas, const struct point points[], size_t count,
                     const struct stroke *stroke)
{
    struct vector *vector = self(canvas);
    struct error why = {0};
    vector_flush(vector);
    path_begin(&vector->path);
    // Of what is faint, print shows less.
    const float tolerance = fine / fmaxf(stroke->color.a, 0.08f);
    const bool is_moving = vector->options.is_moving;
    if (!hold(vector, path_add(&vector->path, points, count, is_moving ? 0 : tolerance, &why),
              &why))
        return;
    struct vector_stroke line = {
        .color = stroke->color,
        .width = stroke->width,
        .dashes = shape_dash_pattern(stroke, 1, stroke->width / 2),
        .is_round = true,
        .tolerance = tolerance,
    };
    if (line.dashes.count > 0 && stroke->gap.a > 0) {
        line.is_round = false;
        struct vector_stroke under = gaps_of(&line, stroke->gap);
        // What hides the dashes' place may lie below them whole: nothing shines through between.
        if (stroke->color.a >= 1) {
            under.dashes.count = 0;
            under.is_round = true;
        }
        vector->kind->stroke(vector, &vector->path, &under);
    }
    vector->kind->stroke(vector, &vector->path, &line);
}

// ---- fills --------------------------------------------------------------------------------------

static bool is_same_color(struct color a, struct color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a;
}

// Adds a shape to the batch, which is sent first where the two cannot be one.
static void add_shape(struct vector *vector, const struct point points[], size_t count,
                      struct color color, bool may_join)
{
    struct error why = {0};
    if (!may_join || !is_same_color(color, vector->batch_color))
        vector_flush(vector);
    vector->batch_color = color;
    hold(vector, path_add(&vector->batch, points, count, 0, &why), &why);
}

void vector_polygon(struct canvas *canvas, const struct point points[], size_t count,
                    struct color color)
{
    struct vector *vector = self(canvas);
    float turn = 0;
    for (size_t i = 0; i < count; i++) {
        const struct point a = points[i], b = points[(i + 1) % count];
        turn += a.x * b.y - a.y * b.x;
    }
    // All go around the same way, so that two that overlap never leave a hole.
    struct point *ordered = array_create(count, sizeof *ordered, &vector->why);
    for (size_t i = 0; ordered && i < count; i++)
        ordered[i] = points[turn < 0 ? count - 1 - i : i];
    if (ordered)
        add_shape(vector, ordered, count, color, color.a >= 1);
    free(ordered);
}

// Whether a rectangle begins where the batch's last one ends: strips of one band, between which a
// fill of their own each would leave a seam.
static bool goes_on(const struct vector *vector, const struct rect *rect)
{
    const struct path *batch = &vector->batch;
    return batch->lines > 0 && fabsf(batch->point[batch->count - 2].x - rect->x) < 0.01f;
}

void vector_rectangle(struct canvas *canvas, const struct rect *rect, float radius,
                      struct color color)
{
    struct vector *vector = self(canvas);
    const float least = 0.5f; // of a side: what is there is seen
    const struct rect seen = {rect->x, rect->y, fmaxf(rect->width, least),
                              fmaxf(rect->height, least)};
    struct point points[RECTANGLE_POINTS_MAX];
    const size_t count = shape_rectangle(&seen, radius, points);
    const bool may_join = color.a >= 1 || (count == 4 && goes_on(vector, &seen));
    add_shape(vector, points, count, color, may_join);
}

// ---- markers ------------------------------------------------------------------------------------

static void draw_marker(struct vector *vector, struct point at, enum marker marker, float radius,
                        struct color color)
{
    const struct marker_shape shape = shape_marker(marker, at, radius);
    struct error why = {0};
    if (shape.corners > 0) {
        add_shape(vector, shape.point, shape.corners, color, color.a >= 1);
        return;
    }
    vector_flush(vector);
    path_begin(&vector->path);
    for (size_t i = 0; i < shape.strokes; i++)
        if (!hold(vector, path_add(&vector->path, &shape.point[2 * i], 2, 0, &why), &why))
            return;
    const struct vector_stroke stroke = {.color = color, .width = 2 * shape.half, .is_round = true};
    vector->kind->stroke(vector, &vector->path, &stroke);
}

void vector_markers(struct canvas *canvas, const struct point points[], size_t count,
                    const struct marker_style *style)
{
    struct vector *vector = self(canvas);
    const float radius = style->size / 2, edge = style->outline_width;
    for (size_t i = 0; i < count; i++) {
        if (edge > 0 && style->outline.a > 0)
            draw_marker(vector, points[i], style->shape, radius + edge, style->outline);
        if (style->fill.a > 0)
            draw_marker(vector, points[i], style->shape, radius, style->fill);
    }
}

// ---- text ---------------------------------------------------------------------------------------

float vector_text_width(struct canvas *canvas, const char *utf8, float size, bool bold)
{
    return font_width(self(canvas)->font, utf8, bold) * size;
}

static struct letter make_letter(const struct vector *vector, uint32_t character, bool bold,
                                 float along)
{
    struct letter letter = {.character = character,
                            .typeface = font_typeface(vector->font, character, bold),
                            .x = along + font_inset(vector->font, character, bold)};
    if (letter.typeface == TYPEFACE_NONE)
        return letter;
    letter.glyph = faces_glyph(vector->faces, letter.typeface, bold, character);
    letter.tabular = faces_figure(vector->faces, letter.typeface, bold, character);
    letter.tabular_x = letter.x;
    if (letter.tabular == 0 || letter.tabular == letter.glyph) {
        letter.tabular = letter.glyph;
        return letter;
    }
    const float room = font_advance(vector->font, character, bold);
    letter.tabular_x =
        along + (room - faces_advance(vector->faces, letter.typeface, bold, letter.tabular)) / 2;
    return letter;
}

static bool find_letters(struct vector *vector, struct vector_text *text, struct error *error)
{
    const bool bold = text->style->bold;
    float along = 0;
    for (const char *at = text->utf8;;) {
        const char *from = at;
        const uint32_t character = font_next(&at);
        if (character == 0)
            break;
        if (!array_reserve(&vector->letter, &vector->letter_capacity, text->count + 1,
                           sizeof *vector->letter, error))
            return false;
        struct letter *letter = &vector->letter[text->count++];
        *letter = make_letter(vector, character, bold, along);
        const bool is_valid = character != 0xFFFD;
        letter->utf8 = is_valid ? from : "\xEF\xBF\xBD";
        letter->bytes = is_valid ? (size_t)(at - from) : 3;
        along += font_advance(vector->font, character, bold);
    }
    text->letter = vector->letter;
    text->width = along * text->style->size;
    return true;
}

// The sign for a character that no typeface has, as canvas/font draws it.
static void draw_box(struct vector *vector, const struct vector_text *text,
                     const struct letter *letter)
{
    const float em = text->style->size, left = (letter->x + 0.05f) * em;
    const float c = cosf(text->style->angle), s = sinf(text->style->angle);
    const float x[] = {left, left + 0.5f * em, left + 0.5f * em, left, left};
    const float y[] = {0, 0, -0.7f * em, -0.7f * em, 0};
    struct point points[5];
    struct error why = {0};
    for (int i = 0; i < 5; i++)
        points[i] =
            (struct point){text->pen.x + c * x[i] - s * y[i], text->pen.y + s * x[i] + c * y[i]};
    path_begin(&vector->path);
    const struct vector_stroke stroke = {
        .color = text->style->color, .width = 0.06f * em, .is_round = true};
    if (hold(vector, path_add(&vector->path, points, 5, 0, &why), &why))
        vector->kind->stroke(vector, &vector->path, &stroke);
}

void vector_text(struct canvas *canvas, struct point at, const char *utf8,
                 const struct text_style *style)
{
    struct vector *vector = self(canvas);
    // One stroke is to cover as much as the copies that OpenGL draws, a few of which lie on each
    // other everywhere.
    struct text_style own = *style;
    own.halo.a = 1 - powf(1 - style->halo.a, 3);
    struct vector_text text = {.utf8 = utf8, .style = &own, .at = at};
    struct error why = {0};
    vector_flush(vector);
    if (!hold(vector, find_letters(vector, &text, &why), &why))
        return;
    text.pen = shape_text_pen(at, text.width, style->size, font_cap_height(vector->font), style);
    vector->kind->text(vector, &text);
    for (size_t i = 0; i < text.count; i++)
        if (text.letter[i].typeface == TYPEFACE_NONE)
            draw_box(vector, &text, &text.letter[i]);
}

// ---- images -------------------------------------------------------------------------------------

// The part of a rectangle that shows; false where none does.
static bool find_shown(const struct vector *vector, const struct rect *rect, struct rect *shown)
{
    const struct rect *clip = &vector->clip;
    const float left = fmaxf(rect->x, clip->x), top = fmaxf(rect->y, clip->y);
    const float right = fminf(rect->x + rect->width, clip->x + clip->width);
    const float bottom = fminf(rect->y + rect->height, clip->y + clip->height);
    *shown = (struct rect){left, top, right - left, bottom - top};
    return shown->width > 0 && shown->height > 0;
}

// How many dots a length has.
static int dots(const struct vector *vector, float length)
{
    return (int)fmaxf(ceilf(length * vector->head.scale), 2);
}

// How many dots a length of a field has, which has `points` along `whole`: twice as many are as
// fine as it gets, for between them colours run straight; half of what print shows is the least.
static int field_dots(const struct vector *vector, float length, float whole, size_t points)
{
    const float own = 2 * (float)(points - 1) * length / whole;
    return (int)fminf(fmaxf(ceilf(own), (float)dots(vector, length / 2)),
                      (float)dots(vector, length));
}

void vector_field(struct canvas *canvas, const struct rect *rect, const struct field *field,
                  const struct colormap *map)
{
    struct vector *vector = self(canvas);
    struct rect shown;
    struct error why = {0};
    vector_flush(vector);
    if (!find_shown(vector, rect, &shown))
        return;
    if (vector->options.has_contours) {
        hold(vector, vector_field_contours(vector, rect, field, map, &why), &why);
        return;
    }
    struct vector_image image = {
        .width = field_dots(vector, shown.width, rect->width, field->columns),
        .height = field_dots(vector, shown.height, rect->height, field->rows),
    };
    uint8_t *pixels = array_create((size_t)image.width * (size_t)image.height, 3, &why);
    if (hold(vector, pixels && vector_field_pixels(rect, &shown, field, map, pixels, &image, &why),
             &why)) {
        image.pixels = pixels;
        vector->kind->image(vector, &shown, &image);
    }
    free(pixels);
}

void vector_mesh_image(struct canvas *canvas, const struct rect *rect, const struct mesh *mesh,
                       const struct colormap *map)
{
    struct vector *vector = self(canvas);
    struct error why = {0};
    vector_flush(vector);
    // A column's is as fine as print; a screen's, which nobody prints as large as it is, less.
    const float most = 1.0e6f,
                scale = fminf(vector->head.scale, sqrtf(most / (rect->width * rect->height)));
    struct vector_image image = {.width = (int)fmaxf(ceilf(rect->width * scale), 2),
                                 .height = (int)fmaxf(ceilf(rect->height * scale), 2),
                                 .has_alpha = true};
    uint8_t *pixels = array_create((size_t)image.width * (size_t)image.height, 4, &why);
    const bool done =
        pixels &&
        (vector->options.mesh
             ? vector->options.mesh(rect, mesh, map, image.width, image.height, scale, pixels, &why)
             : error_set(&why, ERROR_FAILED, "a relief needs OpenGL to be drawn"));
    if (hold(vector, done, &why)) {
        image.pixels = pixels;
        vector->kind->image(vector, rect, &image);
    }
    free(pixels);
}
