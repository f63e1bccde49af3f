#include "canvas/record.h"

#include "base/array.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum kind { CLIP, NO_CLIP, POLYLINE, POLYGON, RECTANGLE, MARKERS, TEXT, FIELD };

// A call. Its points or its text follow.
struct call {
    enum kind kind;
    size_t count;     // of points, or bytes of text with its end
    struct rect rect; // a text's place is its corner
    union {
        struct {
            struct color color;
            float radius;
        } fill;
        struct stroke stroke;
        struct marker_style marker;
        struct text_style text;
        struct {
            struct field values;
            struct colormap map;
        } field;
    };
};

void record_begin(struct record *record)
{
    record->size = 0;
    record->is_short = false;
}

void record_clear(struct record *record)
{
    free(record->bytes);
    *record = (struct record){0};
}

// ---- recording ----------------------------------------------------------------------------------

// Bytes that follow a call: calls begin where a struct may.
static size_t padded(size_t bytes)
{
    const size_t unit = sizeof(size_t);
    return (bytes + unit - 1) / unit * unit;
}

static void add(struct record *record, const struct call *call, const void *rest, size_t bytes)
{
    const size_t size = sizeof *call + padded(bytes);
    if (record->is_short ||
        !array_reserve(&record->bytes, &record->capacity, record->size + size, 1, NULL)) {
        record->is_short = true;
        return;
    }
    unsigned char *at = record->bytes + record->size;
    memcpy(at, call, sizeof *call);
    memset(at + size - padded(bytes), 0, padded(bytes));
    if (bytes > 0)
        memcpy(at + sizeof *call, rest, bytes);
    record->size += size;
}

// Zero, and what lies between its members too.
static void blank(struct call *call, enum kind kind, size_t count)
{
    memset(call, 0, sizeof *call);
    call->kind = kind;
    call->count = count;
}

void record_clip(struct record *record, const struct rect *rect)
{
    struct call call;
    blank(&call, rect ? CLIP : NO_CLIP, 0);
    if (rect)
        call.rect = *rect;
    add(record, &call, NULL, 0);
}

void record_polyline(struct record *record, const struct point points[], size_t count,
                     const struct stroke *stroke)
{
    struct call call;
    blank(&call, POLYLINE, count);
    call.stroke = *stroke;
    add(record, &call, points, count * sizeof *points);
}

void record_polygon(struct record *record, const struct point points[], size_t count,
                    struct color color)
{
    struct call call;
    blank(&call, POLYGON, count);
    call.fill.color = color;
    add(record, &call, points, count * sizeof *points);
}

void record_rectangle(struct record *record, const struct rect *rect, float radius,
                      struct color color)
{
    struct call call;
    blank(&call, RECTANGLE, 0);
    call.rect = *rect;
    call.fill.radius = radius;
    call.fill.color = color;
    add(record, &call, NULL, 0);
}

void record_markers(struct record *record, const struct point points[], size_t count,
                    const struct marker_style *style)
{
    struct call call;
    blank(&call, MARKERS, count);
    call.marker = *style;
    add(record, &call, points, count * sizeof *points);
}

// The styles and fields have room between their members, which assigning them whole would copy.
void record_text(struct record *record, struct point at, const char *utf8,
                 const struct text_style *style)
{
    struct call call;
    blank(&call, TEXT, strlen(utf8) + 1);
    call.rect.x = at.x;
    call.rect.y = at.y;
    call.text.size = style->size;
    call.text.bold = style->bold;
    call.text.color = style->color;
    call.text.horizontal = style->horizontal;
    call.text.vertical = style->vertical;
    call.text.angle = style->angle;
    call.text.halo = style->halo;
    call.text.halo_width = style->halo_width;
    add(record, &call, utf8, call.count);
}

void record_field(struct record *record, const struct rect *rect, const struct field *field,
                  const struct colormap *map)
{
    struct call call;
    blank(&call, FIELD, 0);
    call.rect = *rect;
    call.field.values.value = field->value;
    call.field.values.columns = field->columns;
    call.field.values.rows = field->rows;
    call.field.values.version = field->version;
    call.field.values.nan = field->nan;
    call.field.map.stop = map->stop;
    call.field.map.count = map->count;
    add(record, &call, NULL, 0);
}

// ---- playing ------------------------------------------------------------------------------------

static void play(const struct call *call, struct canvas *canvas)
{
    const struct point *points = (const struct point *)(call + 1);
    switch (call->kind) {
    case CLIP:
        canvas_clip(canvas, &call->rect);
        break;
    case NO_CLIP:
        canvas_clip(canvas, NULL);
        break;
    case POLYLINE:
        canvas_polyline(canvas, points, call->count, &call->stroke);
        break;
    case POLYGON:
        canvas_polygon(canvas, points, call->count, call->fill.color);
        break;
    case RECTANGLE:
        canvas_rectangle(canvas, &call->rect, call->fill.radius, call->fill.color);
        break;
    case MARKERS:
        canvas_markers(canvas, points, call->count, &call->marker);
        break;
    case TEXT:
        canvas_text(canvas, call->rect.x, call->rect.y, (const char *)(call + 1), &call->text);
        break;
    case FIELD:
        canvas_field(canvas, &call->rect, &call->field.values, &call->field.map);
        break;
    }
}

// The call at *at, which moves on; NULL after the last.
static const struct call *next_call(const struct record *record, size_t *at)
{
    if (*at >= record->size)
        return NULL;
    const struct call *call = (const struct call *)(const void *)(record->bytes + *at);
    *at += sizeof *call + padded(call->count * (call->kind == TEXT ? 1 : sizeof(struct point)));
    return call;
}

void record_play(const struct record *record, struct canvas *canvas)
{
    size_t at = 0;
    const struct call *call;
    while ((call = next_call(record, &at)))
        play(call, canvas);
}

size_t record_pieces(const struct record *record)
{
    enum { HALO_COPIES = 12 };
    size_t at = 0, pieces = 0;
    const struct call *call;
    while ((call = next_call(record, &at))) {
        const bool has_halo = call->kind == TEXT && call->text.halo.a > 0;
        pieces += (call->count > 0 ? call->count : 1) * (has_halo ? HALO_COPIES + 1 : 1);
    }
    return pieces;
}

// ---- boxes --------------------------------------------------------------------------------------

struct boxes {
    struct canvas *canvas;
    void (*each)(void *user, const struct rect *box);
    void *user;
    const struct rect *clip; // NULL: none
};

static void give(const struct boxes *boxes, float left, float top, float right, float bottom)
{
    const struct rect *clip = boxes->clip;
    if (clip) {
        left = fmaxf(left, clip->x);
        top = fmaxf(top, clip->y);
        right = fminf(right, clip->x + clip->width);
        bottom = fminf(bottom, clip->y + clip->height);
    }
    const struct rect box = {left, top, right - left, bottom - top};
    if (box.width >= 0 && box.height >= 0)
        boxes->each(boxes->user, &box);
}

static void give_segment(const struct boxes *boxes, struct point a, struct point b, float margin)
{
    give(boxes, fminf(a.x, b.x) - margin, fminf(a.y, b.y) - margin, fmaxf(a.x, b.x) + margin,
         fmaxf(a.y, b.y) + margin);
}

static void give_shape(const struct boxes *boxes, const struct point points[], size_t count)
{
    struct point low = points[0], high = points[0];
    for (size_t i = 1; i < count; i++) {
        low = (struct point){fminf(low.x, points[i].x), fminf(low.y, points[i].y)};
        high = (struct point){fmaxf(high.x, points[i].x), fmaxf(high.y, points[i].y)};
    }
    give_segment(boxes, low, high, 0);
}

// Whichever way it is turned and aligned, a text stays within its length of its place.
static void give_text(const struct boxes *boxes, const struct call *call)
{
    const struct text_style *style = &call->text;
    const char *utf8 = (const char *)(call + 1);
    const float x = call->rect.x, y = call->rect.y;
    const float width = canvas_text_width(boxes->canvas, utf8, style->size, style->bold);
    const float high = 1.5f * style->size + style->halo_width, wide = width + high;
    const float before = style->horizontal == ALIGN_START    ? 0
                         : style->horizontal == ALIGN_MIDDLE ? width / 2
                                                             : width;
    if (style->angle != 0)
        give(boxes, x - wide, y - wide, x + wide, y + wide);
    else
        give(boxes, x - before - high, y - high, x - before + wide, y + high);
}

static void give_call(const struct boxes *boxes, const struct call *call)
{
    const struct point *points = (const struct point *)(call + 1);
    const struct rect *rect = &call->rect;
    switch (call->kind) {
    case POLYLINE:
        for (size_t i = 0; i + 1 < call->count; i++)
            give_segment(boxes, points[i], points[i + 1], call->stroke.width / 2);
        break;
    case POLYGON:
        give_shape(boxes, points, call->count);
        break;
    case MARKERS:
        // A star or a triangle reaches further than the disc of its area.
        for (size_t i = 0; i < call->count; i++)
            give_segment(boxes, points[i], points[i],
                         call->marker.size + call->marker.outline_width);
        break;
    case TEXT:
        give_text(boxes, call);
        break;
    case RECTANGLE:
    case FIELD:
        give(boxes, rect->x, rect->y, rect->x + rect->width, rect->y + rect->height);
        break;
    case CLIP:
    case NO_CLIP:
        break;
    }
}

void record_boxes(const struct record *record, struct canvas *canvas,
                  void (*each)(void *user, const struct rect *box), void *user)
{
    struct boxes boxes = {canvas, each, user, NULL};
    size_t at = 0;
    const struct call *call;
    while ((call = next_call(record, &at))) {
        if (call->kind == CLIP || call->kind == NO_CLIP)
            boxes.clip = call->kind == CLIP ? &call->rect : NULL;
        give_call(&boxes, call);
    }
}

bool record_is_same(const struct record *a, const struct record *b)
{
    return a->size == b->size && (a->size == 0 || memcmp(a->bytes, b->bytes, a->size) == 0);
}
