#include "export/probe.h"

#include "base/array.h"
#include "base/text.h"
#include "plot/curve.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float cell_size = 4;

int probe_look(const struct theme *theme, struct color color)
{
    const float same = 1e-3f;
    for (int i = 0; i < LOOK_COUNT; i++) {
        const struct color look = look_style(theme, i).color;
        if (fabsf(look.r - color.r) < same && fabsf(look.g - color.g) < same &&
            fabsf(look.b - color.b) < same)
            return i;
    }
    return -1;
}

// ---- what is covered ----------------------------------------------------------------------------

static uint32_t *cell_at(struct probe *probe, size_t column, size_t row)
{
    return &probe->ink[(row + 1) * (probe->columns + 1) + column + 1];
}

static size_t cell_of(float at, float cell, size_t count)
{
    return at > 0 ? (size_t)fminf(at / cell, (float)count) : 0;
}

static void cover(struct probe *probe, const struct rect *box)
{
    struct rect inner = *box;
    if (probe->is_clipped) {
        const struct rect *clip = &probe->clip;
        const float right = fminf(box->x + box->width, clip->x + clip->width);
        const float bottom = fminf(box->y + box->height, clip->y + clip->height);
        inner.x = fmaxf(box->x, clip->x);
        inner.y = fmaxf(box->y, clip->y);
        inner.width = right - inner.x;
        inner.height = bottom - inner.y;
    }
    if (!(inner.width >= 0) || !(inner.height >= 0))
        return;
    const size_t left = cell_of(inner.x, probe->cell, probe->columns);
    const size_t right = cell_of(inner.x + inner.width, probe->cell, probe->columns);
    const size_t top = cell_of(inner.y, probe->cell, probe->rows);
    const size_t bottom = cell_of(inner.y + inner.height, probe->cell, probe->rows);
    for (size_t row = top; row <= bottom && row < probe->rows; row++)
        for (size_t column = left; column <= right && column < probe->columns; column++)
            *cell_at(probe, column, row) = 1;
}

static void cover_line(struct probe *probe, struct point a, struct point b, float width)
{
    const float length = hypotf(b.x - a.x, b.y - a.y);
    const size_t steps = (size_t)fminf(length / (0.5f * probe->cell) + 1, 4000);
    for (size_t i = 0; i <= steps; i++) {
        const float t = (float)i / (float)steps;
        const struct rect dot = {a.x + (b.x - a.x) * t - width / 2,
                                 a.y + (b.y - a.y) * t - width / 2, width, width};
        cover(probe, &dot);
    }
}

static void sum_up(struct probe *probe)
{
    if (probe->is_summed)
        return;
    for (size_t row = 0; row < probe->rows; row++) {
        uint32_t line = 0;
        for (size_t column = 0; column < probe->columns; column++) {
            uint32_t *cell = cell_at(probe, column, row);
            line += *cell;
            *cell = line + cell[-(ptrdiff_t)(probe->columns + 1)];
        }
    }
    probe->is_summed = true;
}

static void spread_out(struct probe *probe)
{
    if (!probe->is_summed)
        return;
    const ptrdiff_t above = (ptrdiff_t)probe->columns + 1;
    for (size_t row = probe->rows; row-- > 0;)
        for (size_t column = probe->columns; column-- > 0;) {
            uint32_t *cell = cell_at(probe, column, row);
            *cell = *cell - cell[-1] - cell[-above] + cell[-above - 1];
        }
    probe->is_summed = false;
}

double probe_covered(struct probe *probe, const struct rect *box)
{
    sum_up(probe);
    const size_t left = cell_of(box->x, probe->cell, probe->columns);
    const size_t top = cell_of(box->y, probe->cell, probe->rows);
    const size_t right = cell_of(box->x + box->width + probe->cell, probe->cell, probe->columns);
    const size_t bottom = cell_of(box->y + box->height + probe->cell, probe->cell, probe->rows);
    const size_t pitch = probe->columns + 1;
    return (double)(probe->ink[bottom * pitch + right] - probe->ink[top * pitch + right] -
                    probe->ink[bottom * pitch + left] + probe->ink[top * pitch + left]);
}

void probe_take(struct probe *probe, const struct rect *box)
{
    spread_out(probe);
    probe->is_clipped = false;
    cover(probe, box);
}

static bool is_inner(char c)
{
    return isalnum((unsigned char)c) || c == '.' || ((unsigned char)c & 0x80);
}

bool probe_says(const struct probe *probe, const char *name)
{
    const size_t length = strlen(name);
    for (size_t i = 0; i < probe->texts; i++)
        for (const char *at = strstr(probe->text[i], name); at; at = strstr(at + 1, name))
            if ((at == probe->text[i] || !is_inner(at[-1])) && !is_inner(at[length]))
                return true;
    return false;
}

// ---- the canvas ---------------------------------------------------------------------------------

static struct probe *see(struct canvas *canvas, struct color color)
{
    struct probe *probe = (struct probe *)canvas;
    const int look = color.a > 0 ? probe_look(probe->theme, color) : -1;
    if (look >= 0)
        probe->looks |= 1u << look;
    return probe;
}

static void probe_clip(struct canvas *canvas, const struct rect *rect)
{
    struct probe *probe = (struct probe *)canvas;
    probe->is_clipped = rect != NULL;
    if (rect) {
        probe->clip = *rect;
    } else {
        probe->is_curve = false;
        probe->open = NULL;
    }
}

static void probe_polyline(struct canvas *canvas, const struct point points[], size_t count,
                           const struct stroke *stroke)
{
    struct probe *probe = see(canvas, stroke->color);
    const bool is_seen = probe->is_curve || probe_look(probe->theme, stroke->color) >= 0;
    for (size_t i = 1; is_seen && i < count; i++)
        cover_line(probe, points[i - 1], points[i], stroke->width + 2);
    if (!probe->open || probe_look(probe->theme, stroke->color) != probe->open->look)
        return;
    for (size_t i = count; i-- > 0;) {
        if (!rect_contains(&probe->clip, points[i]))
            continue;
        const struct point before = points[i > 0 ? i - 1 : i];
        probe->open->has_end = true;
        probe->open->end = points[i];
        probe->open->towards = (struct point){points[i].x - before.x, points[i].y - before.y};
        return;
    }
}

static void probe_polygon(struct canvas *canvas, const struct point points[], size_t count,
                          struct color color)
{
    struct probe *probe = see(canvas, color);
    struct point low = points[0], high = points[0];
    for (size_t i = 1; i < count; i++) {
        low = (struct point){fminf(low.x, points[i].x), fminf(low.y, points[i].y)};
        high = (struct point){fmaxf(high.x, points[i].x), fmaxf(high.y, points[i].y)};
    }
    const struct rect box = {low.x, low.y, high.x - low.x, high.y - low.y};
    if (probe_look(probe->theme, color) >= 0)
        cover(probe, &box);
}

static void probe_rectangle(struct canvas *canvas, const struct rect *rect, float radius,
                            struct color color)
{
    (void)radius;
    struct probe *probe = see(canvas, color);
    if (probe_look(probe->theme, color) >= 0)
        cover(probe, rect);
}

static void probe_markers(struct canvas *canvas, const struct point points[], size_t count,
                          const struct marker_style *style)
{
    struct probe *probe = see(canvas, style->fill);
    see(canvas, style->outline);
    const float half = style->size / 2 + style->outline_width;
    for (size_t i = 0; i < count; i++) {
        const struct rect box = {points[i].x - half, points[i].y - half, 2 * half, 2 * half};
        cover(probe, &box);
    }
}

static float probe_text_width(struct canvas *canvas, const char *utf8, float size, bool bold)
{
    return canvas_text_width(((struct probe *)canvas)->real, utf8, size, bold);
}

static void probe_text(struct canvas *canvas, struct point at, const char *utf8,
                       const struct text_style *style)
{
    struct probe *probe = (struct probe *)canvas;
    const float width = probe_text_width(canvas, utf8, style->size, style->bold);
    if (probe->texts < PROBE_TEXTS_MAX)
        text_print(probe->text[probe->texts++], PROBE_TEXT_MAX, "%s", utf8);
    const float share = style->horizontal == ALIGN_START    ? 0
                        : style->horizontal == ALIGN_MIDDLE ? 0.5f
                                                            : 1;
    const float left = -share * width, descent = 0.25f * style->size;
    const float middle = (style->vertical == ALIGN_START    ? 0.36f
                          : style->vertical == ALIGN_MIDDLE ? 0
                                                            : -0.36f) *
                         style->size;
    const struct point along = {cosf(style->angle), sinf(style->angle)};
    const struct point from = {at.x + left * along.x - middle * along.y,
                               at.y + left * along.y + middle * along.x};
    const struct point to = {from.x + width * along.x, from.y + width * along.y};
    cover_line(probe, from, to, 0.73f * style->size + descent);
}

static void probe_field(struct canvas *canvas, const struct rect *rect, const struct field *field,
                        const struct colormap *map)
{
    (void)canvas, (void)rect, (void)field, (void)map;
}

// Where a point of the grid is seen; false where it is a hole, or behind who looks.
static bool project(const struct rect *rect, const struct mesh *mesh, size_t column, size_t row,
                    struct point *at)
{
    const float *m = mesh->matrix;
    const float x = 2 * (float)column / (float)(mesh->columns - 1) - 1;
    const float y = 2 * (float)row / (float)(mesh->rows - 1) - 1;
    const float z = mesh->tall * mesh->height[row * mesh->columns + column];
    const float w = m[3] * x + m[7] * y + m[11] * z + m[15];
    if (!(w > 0))
        return false;
    const float right = (m[0] * x + m[4] * y + m[8] * z + m[12]) / w;
    const float up = (m[1] * x + m[5] * y + m[9] * z + m[13]) / w;
    *at = (struct point){rect->x + (right + 1) / 2 * rect->width,
                         rect->y + (1 - up) / 2 * rect->height};
    return isfinite(right) && isfinite(up);
}

// A surface covers what a net of its points does.
static void probe_mesh(struct canvas *canvas, const struct rect *rect, const struct mesh *mesh,
                       const struct colormap *map)
{
    (void)map;
    struct probe *probe = (struct probe *)canvas;
    const size_t across = (mesh->columns - 1) / 48 + 1, along = (mesh->rows - 1) / 48 + 1;
    const float knot = 2 * probe->cell;
    for (size_t row = 0; row < mesh->rows; row += along) {
        struct point last = {0}, at = {0};
        bool has_last = false;
        for (size_t column = 0; column < mesh->columns; column += across) {
            const bool is_there = project(rect, mesh, column, row, &at);
            if (is_there && has_last)
                cover_line(probe, last, at, knot);
            last = at;
            has_last = is_there;
        }
    }
}

static bool is_same_rect(const struct rect *a, const struct rect *b)
{
    return fabsf(a->x - b->x) < 0.5f && fabsf(a->y - b->y) < 0.5f &&
           fabsf(a->width - b->width) < 0.5f && fabsf(a->height - b->height) < 0.5f;
}

static void probe_begin_curve(struct canvas *canvas, const struct plot *plot,
                              const struct curve *curve)
{
    struct probe *probe = (struct probe *)canvas;
    const int look = probe_look(probe->theme, curve->stroke.color);
    size_t area = 0;
    while (area < probe->areas && !is_same_rect(&probe->area[area], &plot->area))
        area++;
    if (area == probe->areas && area < PROBE_AREAS_MAX && plot_is_shown(plot))
        probe->area[probe->areas++] = plot->area;
    probe->is_curve = true;
    probe->open = NULL;
    if (look < 0 || area == PROBE_AREAS_MAX)
        return;
    for (size_t i = 0; i < probe->curves; i++) // drawn in several pieces
        if (probe->curve[i].look == look && probe->curve[i].area == area)
            probe->open = &probe->curve[i];
    if (!probe->open && probe->curves < PROBE_CURVES_MAX) {
        probe->open = &probe->curve[probe->curves++];
        *probe->open = (struct probe_curve){.look = look, .area = area};
    }
}

static void probe_destroy(struct canvas *canvas)
{
    (void)canvas;
}

static const struct canvas_type probe_type = {
    .clip = probe_clip,
    .polyline = probe_polyline,
    .polygon = probe_polygon,
    .rectangle = probe_rectangle,
    .markers = probe_markers,
    .text = probe_text,
    .text_width = probe_text_width,
    .field = probe_field,
    .mesh = probe_mesh,
    .destroy = probe_destroy,
    .curve = probe_begin_curve,
};

bool probe_init(struct probe *probe, struct canvas *real, const struct theme *theme,
                struct error *error)
{
    *probe = (struct probe){
        .head = {.type = &probe_type,
                 .width = real->width,
                 .height = real->height,
                 .scale = real->scale},
        .real = real,
        .theme = theme,
        .cell = cell_size,
        .columns = (size_t)ceilf(real->width / cell_size) + 1,
        .rows = (size_t)ceilf(real->height / cell_size) + 1,
    };
    probe->ink = array_create((probe->columns + 1) * (probe->rows + 1), sizeof *probe->ink, error);
    probe->head.is_short = !probe->ink;
    return probe->ink;
}

void probe_clear(struct probe *probe)
{
    free(probe->ink);
    memset(probe, 0, sizeof *probe);
}
