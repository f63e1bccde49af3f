#include "canvas/gl/gl.h"

#include "base/array.h"
#include "canvas/gl/api.h"
#include "canvas/gl/state.h"
#include "canvas/shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CORNERS_MAX = 48 };

static struct gl *self(struct canvas *canvas)
{
    return (struct gl *)canvas;
}

// As lroundf, which is a call: a field has 100,000 points.
static uint8_t nearest(float value)
{
    const int whole = (int)value;
    return (uint8_t)(whole + (value - (float)whole >= 0.5f));
}

struct tint gl_tint(struct color color, float share)
{
    const float a = fminf(fmaxf(color.a * share, 0), 1);
    return (struct tint){nearest(color.r * a * 255), nearest(color.g * a * 255),
                         nearest(color.b * a * 255), nearest(a * 255)};
}

// ---- gathering and sending ----------------------------------------------------------------------

void gl_send(struct gl *gl)
{
    if (gl->vertex_count == 0)
        return;
    const enum program kind = gl->pending;
    const size_t size = gl->programs.program[kind].vertex_size;
    glUseProgram(gl->programs.program[kind].name);
    glUniform4f(gl->programs.program[kind].viewport, (float)gl->part.left, (float)gl->part.top,
                (float)gl->part.width, (float)gl->part.height);
    glUniform2f(gl->programs.program[kind].frame, (float)gl->left,
                (float)(gl->height - gl->bottom));
    if (kind == PROGRAM_DASHED) {
        // Where dashes and gaps end, in turn; what a pattern does not use lies beyond its period.
        float end[DASH_MAX], sum = 0;
        for (size_t i = 0; i < DASH_MAX; i++)
            end[i] = sum += i < gl->dashes.pattern.count ? gl->dashes.pattern.length[i] : 0;
        const struct color gap = gl->dashes.gap;
        glUniform1fv(gl->programs.program[kind].pattern, DASH_MAX, end);
        glUniform4f(gl->programs.program[kind].gap, gap.r * gap.a, gap.g * gap.a, gap.b * gap.a,
                    gap.a);
    }
    glBindVertexArray(gl->programs.program[kind].vertices);
    glBindBuffer(GL_ARRAY_BUFFER, gl->programs.buffer);
    glBufferData(GL_ARRAY_BUFFER, (GLsizeiptr)(gl->vertex_count * size), gl->vertices,
                 GL_STREAM_DRAW);
    if (kind == PROGRAM_GLYPH)
        glBindTexture(GL_TEXTURE_2D, atlas_texture(gl->atlas));
    if (kind == PROGRAM_FILL)
        glDrawArrays(GL_TRIANGLES, 0, (GLsizei)gl->vertex_count);
    else
        glDrawElements(GL_TRIANGLES, (GLsizei)(gl->vertex_count / 4 * 6), GL_UNSIGNED_INT, NULL);
    gl->vertex_count = 0;
}

// Room for `count` vertices of a kind; NULL when memory is out, and then nothing is drawn.
void *gl_gather(struct gl *gl, enum program kind, size_t count)
{
    const size_t size = gl->programs.program[kind].vertex_size;
    gl_show_layers(gl);
    if (gl->pending != kind || gl->vertex_count + count > 4 * (size_t)QUADS_MAX)
        gl_send(gl);
    gl->pending = kind;
    if (!array_reserve(&gl->vertices, &gl->vertex_capacity, (gl->vertex_count + count) * size, 1,
                       NULL)) {
        canvas_miss(&gl->head);
        return NULL;
    }
    void *room = gl->vertices + gl->vertex_count * size;
    gl->vertex_count += count;
    return room;
}

static void gl_clip(struct canvas *canvas, const struct rect *rect)
{
    struct gl *gl = self(canvas);
    gl_show_layers(gl);
    gl_send(gl);
    if (!rect) {
        glDisable(GL_SCISSOR_TEST);
        return;
    }
    const float s = canvas->scale;
    const int left = (int)lroundf(rect->x * s), right = (int)lroundf((rect->x + rect->width) * s);
    const int top = (int)lroundf(rect->y * s), bottom = (int)lroundf((rect->y + rect->height) * s);
    glEnable(GL_SCISSOR_TEST);
    glScissor(left - gl->left, gl->height - bottom - gl->bottom, right > left ? right - left : 0,
              bottom > top ? bottom - top : 0);
}

// ---- strokes ------------------------------------------------------------------------------------

static struct point direction(struct point a, struct point b)
{
    const float dx = b.x - a.x, dy = b.y - a.y, length = hypotf(dx, dy);
    return length > 0 ? (struct point){dx / length, dy / length} : (struct point){0, 0};
}

// The line that halves the angle at a corner: what lies beyond it belongs to the next segment.
// Between nothing and a segment lies no line.
struct mitre {
    float x, y, c;
    float reach; // how far a segment shows beyond the corner, of its half width; 1 at most
};

static const struct mitre begins = {0, 0, 0, 1}, never_ends = {0, 0, 1, 1};

static struct mitre mitre_at(struct point a, struct point b, struct point c)
{
    const struct point in = direction(a, b), out = direction(b, c);
    const struct mitre mitre = {in.x + out.x, in.y + out.y, 0, 1};
    const float square = mitre.x * mitre.x + mitre.y * mitre.y; // 2 + 2 cos of the turn
    if (square < 1e-6f)
        return never_ends; // straight back: there is no such line, and both ends are round
    // The tangent of half the turn.
    const float reach = fminf(sqrtf(fmaxf(4 - square, 0) / square), 1);
    return (struct mitre){mitre.x, mitre.y, mitre.x * b.x + mitre.y * b.y, reach};
}

// How far beyond a stroke's middle line something of it may show.
static float reach_of(float half)
{
    return half + 0.5f;
}

// The quad around a segment with round ends, of which so much beyond its first and its last point
// is drawn; returns the segment's length.
static float make_quad(struct shape_vertex quad[4], struct point a, struct point b, float half,
                       float before, float after, struct tint color)
{
    const float length = hypotf(b.x - a.x, b.y - a.y), reach = reach_of(half);
    const struct point along = length > 0 ? direction(a, b) : (struct point){1, 0};
    for (int i = 0; i < 4; i++) {
        const float u = i & 1 ? length + after : -before, v = i & 2 ? reach : -reach;
        quad[i] = (struct shape_vertex){
            .position = {a.x + along.x * u - along.y * v, a.y + along.y * u + along.x * v},
            .place = {u, v, length, half},
            .along = {along.x, along.y},
            .color = color,
        };
    }
    return length;
}

// One opaque segment. At a joint with the next one the quad ends: the next one's round end covers
// what either would beyond it.
static void add_segment(struct gl *gl, struct point a, struct point b, bool is_joined, float half,
                        struct tint color)
{
    struct shape_vertex *vertex = gl_gather(gl, PROGRAM_LINE, 4);
    if (vertex)
        make_quad(vertex, a, b, half, reach_of(half), is_joined ? 0 : reach_of(half), color);
}

// One translucent segment, from the mitre line `first` to the mitre line `last`.
static void add_mitred(struct gl *gl, struct point a, struct point b, struct mitre first,
                       struct mitre last, float half, struct tint color)
{
    struct mitred_vertex *vertex = gl_gather(gl, PROGRAM_MITRED, 4);
    struct shape_vertex quad[4];
    make_quad(quad, a, b, half, first.reach * reach_of(half), last.reach * reach_of(half), color);
    for (int i = 0; vertex && i < 4; i++)
        vertex[i] =
            (struct mitred_vertex){quad[i], {first.x, first.y, first.c}, {last.x, last.y, last.c}};
}

// A dot is a segment of no length.
static void add_polyline(struct gl *gl, const struct point points[], size_t count, float half,
                         struct tint color)
{
    struct mitre first = begins;
    for (size_t i = 0; i + 1 < count; i++) {
        const bool is_joined = i + 2 < count;
        if (color.a == 255) {
            add_segment(gl, points[i], points[i + 1], is_joined, half, color);
            continue;
        }
        const struct mitre last =
            is_joined ? mitre_at(points[i], points[i + 1], points[i + 2]) : never_ends;
        add_mitred(gl, points[i], points[i + 1], first, last, half, color);
        first = last.x != 0 || last.y != 0 ? last : begins;
    }
}

// Half the width that is drawn, and the share of colour that a line thinner than a pixel keeps.
static float half_width(const struct canvas *canvas, const struct stroke *stroke, float *share)
{
    const float half = stroke->width * canvas->scale / 2;
    *share = half < 0.5f ? 2 * half : 1;
    return fmaxf(half, 0.5f);
}

// Cuts a polyline (device pixels) into its dashes and draws each.
static void add_dashes(struct gl *gl, const struct point points[], size_t count,
                       const struct dash_pattern *pattern, float half, struct tint color)
{
    if (!array_reserve(&gl->dashed, &gl->dashed_capacity, count + 1, sizeof *gl->dashed, NULL)) {
        canvas_miss(&gl->head);
        return;
    }
    struct dash_walk walk = shape_dash_walk(points, count, pattern);
    size_t used;
    while ((used = shape_next_dash(&walk, gl->dashed)) > 0)
        add_polyline(gl, gl->dashed, used, half, color);
}

// A polyline whose dashes and gaps are two colours: whole segments, the fragments tell them apart.
static void add_two_colors(struct gl *gl, const struct point points[], size_t count,
                           const struct dashes *dashes, float half, struct tint color)
{
    if (memcmp(&gl->dashes, dashes, sizeof *dashes) != 0)
        gl_send(gl);
    gl->dashes = *dashes;
    float start = 0, period = 0;
    for (size_t i = 0; i < dashes->pattern.count; i++)
        period += dashes->pattern.length[i];
    for (size_t i = 0; i + 1 < count; i++) {
        struct dashed_vertex *vertex = gl_gather(gl, PROGRAM_DASHED, 4);
        if (!vertex)
            return;
        struct shape_vertex quad[4];
        const float reach = reach_of(half), after = i + 2 < count ? 0 : reach;
        const float length = make_quad(quad, points[i], points[i + 1], half, reach, after, color);
        for (int k = 0; k < 4; k++)
            vertex[k] = (struct dashed_vertex){quad[k], start};
        start = fmodf(start + length, period);
    }
}

// Thin upright and level lines lie on whole pixels, or they blur.
static void snap(struct point points[2], float half)
{
    const float width = roundf(2 * half);
    const float offset = (int)width % 2 ? 0.5f : 0;
    if (points[0].x == points[1].x)
        points[0].x = points[1].x = roundf(points[0].x - offset) + offset;
    else if (points[0].y == points[1].y)
        points[0].y = points[1].y = roundf(points[0].y - offset) + offset;
}

static void gl_polyline(struct canvas *canvas, const struct point points[], size_t count,
                        const struct stroke *stroke)
{
    struct gl *gl = self(canvas);
    float share;
    const float half = half_width(canvas, stroke, &share), s = canvas->scale;
    const struct tint color = gl_tint(stroke->color, share);
    struct point small[2];
    struct point *scaled = count == 2 ? small : malloc(count * sizeof *scaled);
    if (!scaled) {
        canvas_miss(canvas);
        return;
    }
    for (size_t i = 0; i < count; i++)
        scaled[i] = (struct point){points[i].x * s, points[i].y * s};
    if (count == 2 && half < 1.6f)
        snap(scaled, half);
    const struct dashes dashes = {shape_dash_pattern(stroke, s, half), stroke->gap};
    if (dashes.pattern.count > 0 && stroke->gap.a > 0)
        add_two_colors(gl, scaled, count, &dashes, half, color);
    else if (dashes.pattern.count > 0)
        add_dashes(gl, scaled, count, &dashes.pattern, half, color);
    else
        add_polyline(gl, scaled, count, half, color);
    if (scaled != small)
        free(scaled);
}

// ---- fills --------------------------------------------------------------------------------------

// A triangle whose corners have these coverages.
static void put_triangle(struct shape_vertex vertex[3], const struct point at[3],
                         const float coverage[3], struct tint color)
{
    const float ax = at[1].x - at[0].x, ay = at[1].y - at[0].y, a = coverage[1] - coverage[0];
    const float bx = at[2].x - at[0].x, by = at[2].y - at[0].y, b = coverage[2] - coverage[0];
    const float area = ax * by - ay * bx;
    struct point slope = {0, 0};
    if (area != 0 && (a != 0 || b != 0))
        slope = (struct point){(a * by - b * ay) / area, (b * ax - a * bx) / area};
    for (int i = 0; i < 3; i++)
        vertex[i] = (struct shape_vertex){
            {at[i].x, at[i].y}, {coverage[i], 1, 0, 1}, {slope.x, slope.y}, color};
}

// A shape (device pixels) that is seen whole from its middle: a fan whose edge fades over one
// pixel, half of it inside and half outside.
static void add_shape(struct gl *gl, const struct point points[], size_t count, struct tint color)
{
    struct point middle = {0, 0}, inner[CORNERS_MAX], outer[CORNERS_MAX];
    float turn = 0;
    if (count > CORNERS_MAX)
        return;
    for (size_t i = 0; i < count; i++) {
        const struct point a = points[i], b = points[(i + 1) % count];
        middle.x += a.x / (float)count;
        middle.y += a.y / (float)count;
        turn += a.x * b.y - a.y * b.x;
    }
    const float side = turn < 0 ? 0.5f : -0.5f;
    for (size_t i = 0; i < count; i++) {
        const struct point d0 = direction(points[(i + count - 1) % count], points[i]);
        const struct point d1 = direction(points[i], points[(i + 1) % count]);
        const struct point n = {-(d0.y + d1.y), d0.x + d1.x};
        // The mitre, bounded where the corner is very sharp.
        const float stretch = side * fminf(2 / fmaxf(n.x * n.x + n.y * n.y, 0.2f), 4);
        inner[i] = (struct point){points[i].x - n.x * stretch, points[i].y - n.y * stretch};
        outer[i] = (struct point){points[i].x + n.x * stretch, points[i].y + n.y * stretch};
    }
    struct shape_vertex *vertex = gl_gather(gl, PROGRAM_FILL, 9 * count);
    for (size_t i = 0; vertex && i < count; i++, vertex += 9) {
        const size_t k = (i + 1) % count;
        put_triangle(&vertex[0], (struct point[]){middle, inner[i], inner[k]}, (float[]){1, 1, 1},
                     color);
        put_triangle(&vertex[3], (struct point[]){inner[i], outer[i], inner[k]}, (float[]){1, 0, 1},
                     color);
        put_triangle(&vertex[6], (struct point[]){inner[k], outer[i], outer[k]}, (float[]){1, 0, 0},
                     color);
    }
}

// A rectangle on whole pixels: nothing of its edge is covered in part.
static void add_box(struct gl *gl, const struct rect *box, struct tint color)
{
    const float x = box->x, y = box->y, right = x + box->width, bottom = y + box->height;
    struct shape_vertex *vertex = gl_gather(gl, PROGRAM_FILL, 6);
    if (!vertex)
        return;
    put_triangle(&vertex[0], (struct point[]){{x, y}, {right, y}, {x, bottom}}, (float[]){1, 1, 1},
                 color);
    put_triangle(&vertex[3], (struct point[]){{x, bottom}, {right, y}, {right, bottom}},
                 (float[]){1, 1, 1}, color);
}

static void gl_polygon(struct canvas *canvas, const struct point points[], size_t count,
                       struct color color)
{
    struct point scaled[CORNERS_MAX];
    if (count > CORNERS_MAX)
        return;
    for (size_t i = 0; i < count; i++)
        scaled[i] = (struct point){points[i].x * canvas->scale, points[i].y * canvas->scale};
    add_shape(self(canvas), scaled, count, gl_tint(color, 1));
}

static void gl_rectangle(struct canvas *canvas, const struct rect *rect, float radius,
                         struct color color)
{
    const float s = canvas->scale;
    // On whole pixels, and never less than one.
    const float left = roundf(rect->x * s), top = roundf(rect->y * s);
    const float right = fmaxf(roundf((rect->x + rect->width) * s), left + 1);
    const float bottom = fmaxf(roundf((rect->y + rect->height) * s), top + 1);
    const struct rect snapped = {left, top, right - left, bottom - top};
    struct point points[RECTANGLE_POINTS_MAX];
    const size_t count = shape_rectangle(&snapped, radius * s, points);
    if (count == 4)
        add_box(self(canvas), &snapped, gl_tint(color, 1));
    else
        add_shape(self(canvas), points, count, gl_tint(color, 1));
}

// ---- markers ------------------------------------------------------------------------------------

static void add_marker(struct gl *gl, struct point at, enum marker marker, float radius,
                       struct tint color)
{
    const struct marker_shape shape = shape_marker(marker, at, radius);
    if (shape.corners > 0)
        add_shape(gl, shape.point, shape.corners, color);
    for (size_t i = 0; i < shape.strokes; i++)
        add_polyline(gl, shape.point + 2 * i, 2, shape.half, color);
}

static void gl_markers(struct canvas *canvas, const struct point points[], size_t count,
                       const struct marker_style *style)
{
    struct gl *gl = self(canvas);
    const float s = canvas->scale, radius = style->size * s / 2;
    const float edge = style->outline_width * s;
    const struct tint fill = gl_tint(style->fill, 1), outline = gl_tint(style->outline, 1);
    for (size_t i = 0; i < count; i++) {
        const struct point at = {points[i].x * s, points[i].y * s};
        if (edge > 0 && style->outline.a > 0)
            add_marker(gl, at, style->shape, radius + edge, outline);
        add_marker(gl, at, style->shape, radius, fill);
    }
}

// ---- text ---------------------------------------------------------------------------------------

static float gl_text_width(struct canvas *canvas, const char *utf8, float size, bool bold)
{
    return font_width(self(canvas)->font, utf8, bold) * size;
}

// One line of text whose baseline begins at `pen` (device pixels), turned about it.
static void add_text(struct gl *gl, struct point pen, const char *utf8, float pixels, bool bold,
                     float angle, struct tint color)
{
    const int size = (int)lroundf(pixels);
    const float c = cosf(angle), s = sinf(angle);
    const bool is_level = angle == 0;
    float along = 0;
    uint32_t character;
    while ((character = font_next(&utf8)) != 0) {
        struct glyph glyph;
        if (!atlas_find(gl->atlas, character, bold, size, &glyph)) {
            gl_send(gl); // what is gathered still needs the full texture
            atlas_forget(gl->atlas);
            if (!atlas_find(gl->atlas, character, bold, size, &glyph))
                glyph = (struct glyph){0};
        }
        if (atlas_was_short(gl->atlas))
            canvas_miss(&gl->head);
        // Level text lies on whole pixels and stays crisp.
        const float x = (is_level ? roundf(pen.x + along) - pen.x : along) + glyph.left;
        along += font_advance(gl->font, character, bold) * pixels;
        struct shape_vertex *vertex = glyph.width > 0 ? gl_gather(gl, PROGRAM_GLYPH, 4) : NULL;
        for (int i = 0; vertex && i < 4; i++) {
            const float u = x + (i & 1 ? glyph.width : 0);
            const float v = glyph.top + (i & 2 ? glyph.height : 0);
            vertex[i] = (struct shape_vertex){
                .position = {pen.x + c * u - s * v, pen.y + s * u + c * v},
                .place = {i & 1 ? glyph.u1 : glyph.u0, i & 2 ? glyph.v1 : glyph.v0, 1, glyph.high},
                .along = {c * (glyph.u1 - glyph.u0) / glyph.width,
                          s * (glyph.u1 - glyph.u0) / glyph.width},
                .color = color,
            };
        }
    }
}

static void gl_text(struct canvas *canvas, struct point at, const char *utf8,
                    const struct text_style *style)
{
    struct gl *gl = self(canvas);
    const float scale = canvas->scale, pixels = style->size * scale;
    const float width = gl_text_width(canvas, utf8, style->size, style->bold) * scale;
    struct point pen = shape_text_pen((struct point){at.x * scale, at.y * scale}, width, pixels,
                                      font_cap_height(gl->font), style);
    if (style->angle == 0)
        pen = (struct point){roundf(pen.x), roundf(pen.y)};
    if (style->halo.a > 0) {
        const float far = style->halo_width * scale;
        const struct tint halo = gl_tint(style->halo, 1);
        for (int i = 0; i < 12; i++) {
            const float turn = 0.523598776f * (float)i;
            const struct point shifted = {pen.x + far * cosf(turn), pen.y + far * sinf(turn)};
            add_text(gl, shifted, utf8, pixels, style->bold, style->angle, halo);
        }
    }
    add_text(gl, pen, utf8, pixels, style->bold, style->angle, gl_tint(style->color, 1));
}

// ---- the canvas ---------------------------------------------------------------------------------

static void gl_destroy(struct canvas *canvas)
{
    struct gl *gl = self(canvas);
    for (size_t i = 0; i < FIELDS; i++)
        if (gl->kept[i].texture)
            glDeleteTextures(1, &gl->kept[i].texture);
    gl_mesh_clear(gl);
    gl_layers_clear(&gl->layers);
    atlas_destroy(gl->atlas);
    font_destroy(gl->font);
    programs_clear(&gl->programs);
    free(gl->vertices);
    free(gl->colors);
    free(gl->dashed);
    free(gl);
}

static const struct canvas_type type = {
    .clip = gl_clip,
    .polyline = gl_polyline,
    .polygon = gl_polygon,
    .rectangle = gl_rectangle,
    .markers = gl_markers,
    .text = gl_text,
    .text_width = gl_text_width,
    .field = gl_field,
    .mesh = gl_mesh,
    .layer = gl_layer,
    .destroy = gl_destroy,
};

struct canvas *canvas_gl_create(struct error *error)
{
    return canvas_gl_create_with(NULL, error);
}

struct canvas *canvas_gl_create_with(const struct font_files *own, struct error *error)
{
    if (epoxy_gl_version() < (epoxy_is_desktop_gl() ? 33 : 30)) {
        error_set(error, ERROR_FAILED, "OpenGL %d.%d is too old here: 3.3 is needed",
                  epoxy_gl_version() / 10, epoxy_gl_version() % 10);
        return NULL;
    }
    struct gl *gl = array_create(1, sizeof *gl, error);
    if (!gl)
        return NULL;
    gl->head.type = &type;
    gl->head.scale = 1;
    const bool has_programs = programs_init(&gl->programs, error);
    programs_finish();
    if (has_programs && (gl->font = font_create_with(own, error)) &&
        (gl->atlas = atlas_create(gl->font, error)))
        return &gl->head;
    gl_destroy(&gl->head);
    return NULL;
}

void gl_view(const struct gl *gl)
{
    if (gl->is_part)
        glViewport(0, 0, gl->part.width, gl->part.height);
    else
        glViewport(-gl->left, -gl->bottom, gl->width, gl->height);
}

void gl_place(struct gl *gl, int left, int bottom)
{
    gl->left = left;
    gl->bottom = bottom;
    gl_view(gl);
}

static void begin(struct gl *gl, const struct canvas_part *part, bool is_part, float scale,
                  struct color background)
{
    struct canvas *canvas = &gl->head;
    gl->width = part->frame_width > 0 ? part->frame_width : 1;
    gl->height = part->frame_height > 0 ? part->frame_height : 1;
    gl->part = *part;
    gl->is_part = is_part;
    gl->left = part->left;
    gl->bottom = gl->height - part->top - part->height;
    gl->vertex_count = 0;
    canvas->scale = scale;
    canvas->width = (float)gl->width / scale;
    canvas->height = (float)gl->height / scale;
    canvas->depth = 0;
    gl_layers_age(&gl->layers);
    gl_view(gl);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DEPTH_TEST);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glActiveTexture(GL_TEXTURE0);
    const float a = background.a;
    glClearColor(background.r * a, background.g * a, background.b * a, a);
    glClear(GL_COLOR_BUFFER_BIT);
}

void canvas_gl_begin(struct canvas *canvas, int width, int height, float scale,
                     struct color background)
{
    const struct canvas_part all = {width > 0 ? width : 1, height > 0 ? height : 1, 0, 0,
                                    width > 0 ? width : 1, height > 0 ? height : 1};
    begin(self(canvas), &all, false, scale, background);
}

void canvas_gl_begin_part(struct canvas *canvas, const struct canvas_part *part, float scale,
                          struct color background)
{
    begin(self(canvas), part, true, scale, background);
}

void canvas_gl_end(struct canvas *canvas)
{
    gl_show_layers(self(canvas));
    gl_send(self(canvas));
    glDisable(GL_SCISSOR_TEST);
}
