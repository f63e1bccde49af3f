#include "plot/curve.h"

#include "base/array.h"
#include "base/words.h"
#include "plot/simplify.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void curve_points_clear(struct curve_points *points)
{
    free(points->point);
    memset(points, 0, sizeof *points);
}

// A place in double precision: far points must not be rounded before they are clipped.
struct place {
    double x, y;
};

static struct place place_of(const struct plot *plot, const struct curve *curve, size_t k)
{
    const size_t x_stride = curve->x_stride ? curve->x_stride : 1;
    const size_t y_stride = curve->y_stride ? curve->y_stride : 1;
    const double x_step = curve->x_step != 0 ? curve->x_step : 1;
    const double x =
        curve->x ? curve->x[k * x_stride] * x_step : curve->x_first + (double)k * x_step;
    double y = curve->y[k * y_stride] - curve->y_from;
    if (plot->y.log && !(plot->y.floor > 0) && y <= 0)
        y = NAN; // a log axis without a floor has no place for it
    const struct rect *area = &plot->area;
    const double sx = (double)area->width / (plot->x.high - plot->x.low);
    const double sy = (double)area->height / (plot->y.high - plot->y.low);
    return (struct place){
        plot->x.log ? (double)plot_x(plot, x) : (double)area->x + (x - plot->x.low) * sx,
        plot->y.log ? (double)plot_y(plot, y) + 0 * y
                    : (double)(area->y + area->height) - (y - plot->y.low) * sy,
    };
}

// The place at a fractional index.
static struct place place_at(const struct plot *plot, const struct curve *curve, double index)
{
    const size_t k = (size_t)index;
    const struct place a = place_of(plot, curve, k);
    const double t = index - (double)k;
    if (t <= 0 || k + 1 >= curve->count)
        return a;
    const struct place b = place_of(plot, curve, k + 1);
    return (struct place){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

static bool is_finite(struct place place)
{
    return isfinite(place.x) && isfinite(place.y);
}

// ---- clipping -----------------------------------------------------------------------------------

static double within(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

// Moves the end `out` of a segment that lies beyond the box onto the box's edges (Cohen &
// Sutherland 1967). The coordinate of the edge is set, not computed: far away, sums no longer hit
// it.
static bool pull_in(const struct place low, const struct place high, struct place other,
                    struct place *out)
{
    if (out->x < low.x || out->x > high.x) {
        const double edge = out->x < low.x ? low.x : high.x;
        if ((other.x < low.x && edge == low.x) || (other.x > high.x && edge == high.x))
            return false;
        *out = (struct place){edge,
                              other.y + (edge - other.x) / (out->x - other.x) * (out->y - other.y)};
    }
    if (out->y < low.y || out->y > high.y) {
        const double edge = out->y < low.y ? low.y : high.y;
        if ((other.y < low.y && edge == low.y) || (other.y > high.y && edge == high.y))
            return false;
        *out = (struct place){other.x + (edge - other.y) / (out->y - other.y) * (out->x - other.x),
                              edge};
        if (!(out->x >= low.x - 1e-6 && out->x <= high.x + 1e-6))
            return false;
    }
    return true;
}

// Cuts the segment a–b to the box; false when nothing of it is inside.
static bool clip_segment(const struct place low, const struct place high, struct place *a,
                         struct place *b)
{
    const struct place from = *a;
    if (!pull_in(low, high, *b, a) || !pull_in(low, high, from, b))
        return false;
    *a = (struct place){within(a->x, low.x, high.x), within(a->y, low.y, high.y)};
    *b = (struct place){within(b->x, low.x, high.x), within(b->y, low.y, high.y)};
    return isfinite(a->x) && isfinite(a->y) && isfinite(b->x) && isfinite(b->y);
}

// ---- drawing ------------------------------------------------------------------------------------

struct drawing {
    struct canvas *canvas;
    const struct curve *curve;
    struct curve_points *points;
    struct simplify simplify;
    float share; // of the colours' alpha, where the curve fades
};

// ---- fading -------------------------------------------------------------------------------------

// So many shades from strong to faint, each a polyline of its own.
enum { SHADES = 24 };

// The shade of the segment that ends at step k: 0 is strong, SHADES faint. Ages are whole steps, so
// that shades change from step to step of the timeline and not between two.
static int shade_at(const struct curve *curve, size_t k)
{
    const struct curve_fade *fade = &curve->fade;
    if (!(fade->over > 0))
        return 0;
    const double age = floor(curve->end) - (double)k - fade->strong;
    const double old = fmin(fmax(age / fade->over, 0), 1);
    const double begun = fade->start_over > 0 ? ((double)k - 1) / fade->start_over : 1;
    const double start = (double)((fade->start - fade->faint) / (1 - fade->faint));
    return (int)ceil(SHADES * fmin(old, 1 - start * fmax(1 - begun, 0)));
}

static float share_of(const struct curve *curve, int shade)
{
    return 1 - (1 - curve->fade.faint) * (float)shade / SHADES;
}

double curve_end(const struct curve *curve)
{
    const double end = fmin(curve->end, (double)(curve->count - 1));
    return curve->cut > 0 ? fmin(end, (double)curve->cut) : end;
}

size_t curve_fade_stretch(const struct curve *curve, size_t first, size_t last, float *share)
{
    const int shade = shade_at(curve, first + 1);
    size_t k = first + 1;
    while (curve->fade.over > 0 && k < last && shade_at(curve, k + 1) == shade)
        k++;
    *share = share_of(curve, shade);
    return curve->fade.over > 0 ? k : last;
}

static struct color faded(struct color color, float share)
{
    return color_alpha(color, color.a * share);
}

static void flush(struct drawing *drawing)
{
    const struct curve *curve = drawing->curve;
    struct curve_points *points = drawing->points;
    if (points->count > 1 && drawing->share > 0) {
        if (curve->halo.a > 0) {
            const struct stroke halo = {.color = faded(curve->halo, drawing->share),
                                        .width = curve->stroke.width + 2 * curve->halo_width};
            canvas_polyline(drawing->canvas, points->point, points->count, &halo);
        }
        struct stroke stroke = curve->stroke;
        stroke.color = faded(stroke.color, drawing->share);
        stroke.gap = faded(stroke.gap, drawing->share);
        canvas_polyline(drawing->canvas, points->point, points->count, &stroke);
    }
    points->count = 0;
    drawing->simplify = (struct simplify){.is_bounded = false};
}

// Points within so many slacks of the last one are left out, and the line may pass a slack by what
// is left out. Nobody sees half a pixel, which is as much as both come to; nor a pixel or two
// of what is faint.
static const float near_enough = 1.5f, unseen = 0.2f;
static const float faint_share = 0.15f, unseen_when_faint = 0.8f;

static void add(struct drawing *drawing, struct place place, bool is_last)
{
    struct curve_points *points = drawing->points;
    const struct point point = {(float)place.x, (float)place.y};
    const float least = drawing->share < faint_share ? unseen_when_faint : unseen;
    const float slack = fmaxf(drawing->curve->slack, least) / drawing->canvas->scale;
    const size_t count = points->count;
    if (count > 0 && !is_last) {
        const struct point last = points->point[count - 1];
        if (hypotf(point.x - last.x, point.y - last.y) < near_enough * slack)
            return;
    }
    if (count > 1 && simplify_drops(&drawing->simplify, points->point[count - 2],
                                    points->point[count - 1], point, slack))
        points->count--;
    if (!array_reserve(&points->point, &points->capacity, points->count + 1, sizeof *points->point,
                       NULL)) {
        canvas_miss(drawing->canvas);
        return;
    }
    points->point[points->count++] = point;
}

// Places further out than this beyond the area are cut off: wide enough for every stroke.
static const double beyond = 16;

// A line on its way: the place it has reached, and whether what was drawn ends exactly there.
struct pen {
    struct place low, high, last;
    bool is_open;
};

static void go_to(struct drawing *drawing, struct pen *pen, struct place next, bool is_end)
{
    struct place a = pen->last, b = next;
    if (!is_finite(a) || !is_finite(b) || !clip_segment(pen->low, pen->high, &a, &b)) {
        flush(drawing);
        pen->is_open = false;
    } else {
        if (!pen->is_open || a.x != pen->last.x || a.y != pen->last.y) {
            flush(drawing);
            add(drawing, a, true);
        }
        pen->is_open = b.x == next.x && b.y == next.y;
        add(drawing, b, !pen->is_open || is_end);
    }
    pen->last = next;
}

// How many steps share a pixel's column where even steps are close together; 1 where they do not.
static size_t crowd_of(const struct drawing *drawing, const struct plot *plot)
{
    const struct curve *curve = drawing->curve;
    if (curve->x || plot->x.log)
        return 1;
    const double step = fabs(curve->x_step != 0 ? curve->x_step : 1) *
                        (double)(plot->area.width * drawing->canvas->scale) /
                        (plot->x.high - plot->x.low);
    return step > 0.5 ? 1 : (size_t)fmin(ceil(1.5 / step), 1e6);
}

// Of the steps first … last, goes to the lowest and the highest in the order they come: between
// them they cover what all of them would.
static void go_through(struct drawing *drawing, struct pen *pen, const struct plot *plot,
                       size_t first, size_t last)
{
    size_t lowest = first, highest = first;
    struct place low = place_of(plot, drawing->curve, first), high = low;
    for (size_t k = first; k <= last; k++) {
        const struct place place = place_of(plot, drawing->curve, k);
        if (!(place.y <= low.y)) { // also where it is not a number
            low = place;
            lowest = k;
        }
        if (!(place.y >= high.y)) {
            high = place;
            highest = k;
        }
    }
    go_to(drawing, pen, lowest < highest ? low : high, false);
    if (lowest != highest)
        go_to(drawing, pen, lowest < highest ? high : low, false);
}

static void draw_line(struct drawing *drawing, const struct plot *plot)
{
    const struct curve *curve = drawing->curve;
    const struct rect *area = &plot->area;
    struct pen pen = {
        .low = {(double)area->x - beyond, (double)area->y - beyond},
        .high = {(double)(area->x + area->width) + beyond,
                 (double)(area->y + area->height) + beyond},
        .last = place_of(plot, curve, 0),
    };
    drawing->points->count = 0;
    const size_t crowd = crowd_of(drawing, plot);
    const size_t whole = (size_t)curve->end;
    int shade = shade_at(curve, 1);
    drawing->share = share_of(curve, shade);
    for (size_t k = 1; k <= whole; k += crowd) {
        if (shade_at(curve, k) != shade) {
            shade = shade_at(curve, k);
            if (pen.is_open)
                add(drawing, pen.last, true);
            flush(drawing);
            pen.is_open = false; // the next one begins where this one has ended
            drawing->share = share_of(curve, shade);
        }
        const size_t last = k + crowd - 1 < whole ? k + crowd - 1 : whole;
        if (crowd > 1 && last < whole)
            go_through(drawing, &pen, plot, k, last);
        else
            for (size_t i = k; i <= last; i++)
                go_to(drawing, &pen, place_of(plot, curve, i), (double)i >= curve->end);
    }
    if ((double)whole < curve->end)
        go_to(drawing, &pen, place_at(plot, curve, curve->end), true);
    flush(drawing);
}

// A dot on each step that is far enough from the dot before.
static void draw_dots(struct drawing *drawing, const struct plot *plot)
{
    const struct curve *curve = drawing->curve;
    struct curve_points *points = drawing->points;
    const float size = 1.9f * curve->stroke.width;
    points->count = 0;
    for (size_t k = 0; (double)k <= curve->end && k < curve->count; k++) {
        const struct place place = place_of(plot, curve, k);
        const struct point point = {(float)place.x, (float)place.y};
        if (!is_finite(place) || !rect_contains(&plot->area, point))
            continue;
        if (points->count > 0) {
            const struct point last = points->point[points->count - 1];
            if (hypotf(point.x - last.x, point.y - last.y) < 1.3f * size)
                continue;
        }
        if (!array_reserve(&points->point, &points->capacity, points->count + 1,
                           sizeof *points->point, NULL)) {
            canvas_miss(drawing->canvas);
            break;
        }
        points->point[points->count++] = point;
    }
    const struct marker_style style = {
        .shape = MARKER_CIRCLE, .size = size, .fill = curve->stroke.color};
    canvas_markers(drawing->canvas, points->point, points->count, &style);
    points->count = 0;
}

bool curve_has_left(const struct plot *plot, const struct curve *curve)
{
    if (curve->count == 0)
        return false;
    const struct rect *area = &plot->area;
    const struct place last = place_of(plot, curve, curve->count - 1);
    const double x = last.x - (double)area->x, y = last.y - (double)area->y;
    const double width = (double)area->width, height = (double)area->height;
    return !(x >= -width && x <= 2 * width && y >= -height && y <= 2 * height);
}

size_t curve_exit(const struct plot *plot, const struct curve *curve)
{
    for (size_t k = curve->count; k-- > 0;) {
        const struct place place = place_of(plot, curve, k);
        const struct point point = {(float)place.x, (float)place.y};
        if (is_finite(place) && rect_contains(&plot->area, point))
            return k;
    }
    return 0;
}

void curve_draw(struct canvas *canvas, const struct plot *plot, const struct curve *curve,
                struct curve_points *scratch)
{
    if (curve->count == 0 || !(curve->end >= 0))
        return;
    struct curve bounded = *curve;
    bounded.end = curve_end(curve);
    struct drawing drawing = {.canvas = canvas, .curve = &bounded, .points = scratch, .share = 1};
    if (canvas->type->curve)
        canvas->type->curve(canvas, plot, &bounded);
    canvas_begin_layer(canvas);
    canvas_clip(canvas, &plot->area);
    draw_line(&drawing, plot);
    if (curve->dots)
        draw_dots(&drawing, plot);
    canvas_clip(canvas, NULL);
    canvas_end_layer(canvas);
}

bool curve_head(const struct plot *plot, const struct curve *curve, struct point *head)
{
    if (curve->count == 0 || !(curve->end >= 0))
        return false;
    const struct place place = place_at(plot, curve, fmin(curve->end, (double)(curve->count - 1)));
    *head = (struct point){(float)place.x, (float)place.y};
    return isfinite(head->x) && isfinite(head->y);
}

// ---- arrows -------------------------------------------------------------------------------------

void curve_draw_arrow(struct canvas *canvas, struct point from, struct point to, float head,
                      const struct stroke *stroke)
{
    const float dx = to.x - from.x, dy = to.y - from.y, length = hypotf(dx, dy);
    if (!(length > 0.5f))
        return;
    head = fminf(head, length);
    const float ux = dx / length, uy = dy / length;
    const struct point base = {to.x - ux * head, to.y - uy * head};
    canvas_line(canvas, from.x, from.y, base.x, base.y, stroke);
    const float half = 0.5f * head + 0.4f * stroke->width;
    const struct point triangle[] = {
        to, {base.x - uy * half, base.y + ux * half}, {base.x + uy * half, base.y - ux * half}};
    canvas_polygon(canvas, triangle, 3, stroke->color);
}

bool curve_last_inside(const struct plot *plot, const struct curve *curve, struct point *inside,
                       struct point *towards)
{
    if (curve->count == 0 || !(curve->end >= 0))
        return false;
    for (size_t k = (size_t)fmin(curve->end, (double)(curve->count - 1)) + 1; k-- > 0;) {
        const struct place place = place_of(plot, curve, k);
        *inside = (struct point){(float)place.x, (float)place.y};
        if (!is_finite(place) || !rect_contains(&plot->area, *inside))
            continue;
        const struct place next = place_at(plot, curve, fmin((double)(k + 1), curve->end));
        *towards = is_finite(next) && (next.x != place.x || next.y != place.y)
                       ? (struct point){(float)next.x, (float)next.y}
                       : (struct point){inside->x, inside->y - 1};
        return true;
    }
    return false;
}

void curve_keep_clear(struct label_space *space, const struct plot *plot, const struct curve *curve,
                      struct point at, float reach, bool is_own)
{
    const struct place low = {(double)(at.x - reach), (double)(at.y - reach)};
    const struct place high = {(double)(at.x + reach), (double)(at.y + reach)};
    const double end = fmin(curve->end, (double)curve->count - 1);
    const float width = 9, apart = 5;
    if (curve->count == 0 || !(end > 0))
        return;
    struct place last = place_of(plot, curve, 0);
    for (double index = 0; index < end;) {
        index = fmin(floor(index) + 1, end);
        const struct place next = place_at(plot, curve, index);
        struct place a = last, b = next;
        // Steps that lie close together are one.
        if (index < end && hypot(next.x - last.x, next.y - last.y) < (double)apart)
            continue;
        last = next;
        if (!is_finite(a) || !is_finite(b) || !clip_segment(low, high, &a, &b))
            continue;
        const struct point from = {(float)a.x, (float)a.y}, to = {(float)b.x, (float)b.y};
        if (is_own && space->count < LABEL_TAKEN_MAX - 64) // some room is left for labels
            label_take_line(space, from, to, width);
        else
            label_avoid_line(space, from, to, width);
    }
}

struct rect curve_draw_leaving(struct canvas *canvas, const struct theme *theme,
                               struct label_space *space, const struct rect *area,
                               struct point tail, struct point tip, const struct look_style *look)
{
    const struct stroke halo = {.color = theme->paper, .width = 6};
    const struct stroke line = {.color = look->color, .width = 3};
    curve_draw_arrow(canvas, tail, tip, 12, &halo);
    curve_draw_arrow(canvas, tail, tip, 12, &line);

    const struct text_style style = {
        .size = TYPE_SMALL,
        .bold = true,
        .color = look->text, // far from its arrow, too, it is told whose it is
        .horizontal = ALIGN_MIDDLE,
        .vertical = ALIGN_MIDDLE,
        .halo = theme->paper,
        .halo_width = 3};
    const char *word = words("diverged");
    const float width = canvas_text_width(canvas, word, style.size, true);
    const float height = style.size + 2;
    struct rect box;
    label_take_line(space, tail, tip, 14);
    if (!label_place_far(space, tail, (struct point){1, 0}, width + 4, height, &box)) {
        // Beside the arrow all the same: that it has gone must be said.
        const float x =
            tail.x + 12 + width < area->x + area->width ? tail.x + 12 : tail.x - 12 - width;
        const float y = fminf(fmaxf(tail.y, area->y + 12), area->y + area->height - 12);
        box = (struct rect){fmaxf(x, area->x + 4), y - height / 2, width, height};
        label_take_words(space, &box);
    }
    canvas_text(canvas, box.x + box.width / 2, box.y + box.height / 2, word, &style);
    return box;
}

struct rect curve_draw_diverged(struct canvas *canvas, const struct theme *theme,
                                const struct plot *plot, struct point inside, struct point towards,
                                const struct look_style *look, struct label_space *space)
{
    const struct rect *area = &plot->area;
    float dx = towards.x - inside.x, dy = towards.y - inside.y;
    const float distance = hypotf(dx, dy);
    if (!(distance > 0) || !isfinite(distance)) {
        dx = isfinite(dx) ? 0 : copysignf(1, dx);
        dy = dx == 0 ? -1 : 0;
    } else {
        dx /= distance;
        dy /= distance;
    }
    // From the last place inside straight to the frame, 6 units within it.
    const float inset = 6;
    const float x_room = dx > 0   ? area->x + area->width - inset - inside.x
                         : dx < 0 ? area->x + inset - inside.x
                                  : INFINITY;
    const float y_room = dy > 0   ? area->y + area->height - inset - inside.y
                         : dy < 0 ? area->y + inset - inside.y
                                  : INFINITY;
    const float reach =
        fmaxf(fminf(dx != 0 ? x_room / dx : INFINITY, dy != 0 ? y_room / dy : INFINITY), 0);
    const struct point tip = {inside.x + dx * reach, inside.y + dy * reach};
    const struct point tail = {tip.x - dx * 30, tip.y - dy * 30};
    return curve_draw_leaving(canvas, theme, space, area, tail, tip, look);
}
