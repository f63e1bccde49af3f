// Paths and markers on a relief.
#include "base/array.h"
#include "plot/relief_draw.h"

#include <math.h>
#include <stdlib.h>

enum { PIECES_MAX = 96, HALVINGS = 4 };

static const float veil = 0.3f; // of the colour that is left behind a hill
static const double no_place = NAN;

// How closely a path is followed, in units of the canvas.
struct care {
    float piece; // between places where it looks how high it is
    float near;  // places nearer to the one before are passed over
    float slack; // pixels that the line may pass by a place; 0: what nobody sees
};

// A hand that turns the relief wants frames soon; nobody looks at a corner meanwhile.
static struct care care_of(const struct relief_stage *stage)
{
    static const struct care at_rest = {6, 1, 0}, moving = {12, 2.5f, 1.5f};
    return stage->is_moving ? moving : at_rest;
}

void relief_scratch_clear(struct relief_scratch *scratch)
{
    free(scratch->x);
    free(scratch->seen);
    free(scratch->veiled);
    curve_points_clear(&scratch->points);
    *scratch = (struct relief_scratch){0};
}

// ---- places -------------------------------------------------------------------------------------

// Shares of the plane.
struct spot {
    double u, v;
};

static struct spot spot_of(const struct relief_stage *stage, double x, double y)
{
    return (struct spot){(x - stage->x.low) / (stage->x.high - stage->x.low),
                         (y - stage->y.low) / (stage->y.high - stage->y.low)};
}

static bool is_inside(struct spot spot)
{
    return spot.u >= 0 && spot.u <= 1 && spot.v >= 0 && spot.v <= 1;
}

static bool place_spot(const struct relief_stage *stage, struct spot spot, struct point *at,
                       bool *is_hidden)
{
    double place[3];
    if (!relief_place(stage->relief, spot.u, spot.v, place))
        return false;
    *at = relief_project(&stage->view, place);
    if (is_hidden)
        *is_hidden = relief_hides(stage->relief, &stage->view, place);
    return true;
}

bool relief_stage_place(const struct relief_stage *stage, double x, double y, struct point *at,
                        bool *is_hidden)
{
    return place_spot(stage, spot_of(stage, x, y), at, is_hidden);
}

// Cuts from a…b what lies outside the plane; false when nothing is left.
static bool clip_spots(struct spot *a, struct spot *b)
{
    double from = 0, to = 1;
    const double start[2] = {a->u, a->v}, way[2] = {b->u - a->u, b->v - a->v};
    for (int axis = 0; axis < 2; axis++) {
        if (!isfinite(start[axis]) || !isfinite(way[axis]))
            return false;
        if (way[axis] == 0) {
            if (start[axis] < 0 || start[axis] > 1)
                return false;
            continue;
        }
        const double one = -start[axis] / way[axis], other = (1 - start[axis]) / way[axis];
        from = fmax(from, fmin(one, other));
        to = fmin(to, fmax(one, other));
    }
    if (!(from <= to))
        return false;
    *a = (struct spot){fmin(fmax(start[0] + from * way[0], 0), 1),
                       fmin(fmax(start[1] + from * way[1], 0), 1)};
    *b = (struct spot){fmin(fmax(start[0] + to * way[0], 0), 1),
                       fmin(fmax(start[1] + to * way[1], 0), 1)};
    return true;
}

static struct spot spot_between(struct spot a, struct spot b, double t)
{
    return (struct spot){a.u + t * (b.u - a.u), a.v + t * (b.v - a.v)};
}

// ---- laying a path out --------------------------------------------------------------------------

struct laying {
    const struct relief_stage *stage;
    struct relief_scratch *scratch;
    struct care care;
    bool is_open; // the last place is one
    struct spot last;
    struct point last_at;
    bool last_hidden;
};

static void put(struct relief_scratch *scratch, double x, double seen, double veiled)
{
    const size_t count = scratch->count + 1;
    if (!array_reserve(&scratch->x, &scratch->x_capacity, count, sizeof *scratch->x, NULL) ||
        !array_reserve(&scratch->seen, &scratch->seen_capacity, count, sizeof *scratch->seen,
                       NULL) ||
        !array_reserve(&scratch->veiled, &scratch->veiled_capacity, count, sizeof *scratch->veiled,
                       NULL)) {
        scratch->is_short = true;
        return;
    }
    scratch->x[scratch->count] = x;
    scratch->seen[scratch->count] = seen;
    scratch->veiled[scratch->count++] = veiled;
}

// Whether a place lies on the straight from a to b, as far as anybody can see.
static bool is_between(double ax, double ay, double x, double y, double bx, double by)
{
    const double slack = 0.2, longest = 60; // units
    const double dx = bx - ax, dy = by - ay, length = hypot(dx, dy);
    const double share = (x - ax) * dx + (y - ay) * dy;
    return length > 0 && length < longest && share >= 0 && share <= length * length &&
           fabs((x - ax) * dy - (y - ay) * dx) < slack * length;
}

// A point in sight or behind something. One that the straight from the point before the last one
// passes by takes the last one's place: fewer pieces are drawn.
static void put_point(struct relief_scratch *scratch, struct point at, bool is_hidden)
{
    const double x = (double)at.x, y = -(double)at.y;
    double *rows = is_hidden ? scratch->veiled : scratch->seen;
    const size_t count = scratch->count;
    if (count > 1 && is_between(scratch->x[count - 2], rows[count - 2], scratch->x[count - 1],
                                rows[count - 1], x, y))
        scratch->count--;
    put(scratch, x, is_hidden ? no_place : y, is_hidden ? y : no_place);
}

static void lift_pen(struct laying *laying)
{
    if (laying->is_open)
        put(laying->scratch, no_place, no_place, no_place);
    laying->is_open = false;
}

// Where between two spots of a path it goes out of sight, or comes back.
static struct point find_edge(const struct laying *laying, struct spot to, struct point to_at)
{
    double near = 0, far = 1;
    struct point edge = to_at;
    for (int i = 0; i < HALVINGS; i++) {
        const double middle = (near + far) / 2;
        bool is_hidden = false;
        struct point at;
        if (!place_spot(laying->stage, spot_between(laying->last, to, middle), &at, &is_hidden))
            return edge;
        if (is_hidden == laying->last_hidden)
            near = middle;
        else
            far = middle;
        edge = at;
    }
    return edge;
}

// On to a spot. Those that fall on the place before are passed over, unless one has to be there.
static void lay_spot(struct laying *laying, struct spot spot, bool is_needed)
{
    struct point at;
    bool is_hidden = false;
    if (!place_spot(laying->stage, spot, &at, NULL)) {
        lift_pen(laying);
        return;
    }
    if (laying->is_open && !is_needed &&
        hypotf(at.x - laying->last_at.x, at.y - laying->last_at.y) < laying->care.near)
        return;
    place_spot(laying->stage, spot, &at, &is_hidden);
    if (laying->is_open && is_hidden != laying->last_hidden) {
        const struct point edge = find_edge(laying, spot, at);
        put_point(laying->scratch, edge, laying->last_hidden);
        put_point(laying->scratch, edge, is_hidden);
    }
    put_point(laying->scratch, at, is_hidden);
    laying->is_open = true;
    laying->last = spot;
    laying->last_at = at;
    laying->last_hidden = is_hidden;
}

static void lay_segment(struct laying *laying, struct spot a, struct spot b, bool is_end)
{
    const struct spot whole_a = a;
    if (!clip_spots(&a, &b)) {
        lift_pen(laying);
        return;
    }
    if (a.u != whole_a.u || a.v != whole_a.v)
        lift_pen(laying);
    if (!laying->is_open)
        lay_spot(laying, a, true);
    const float length = 2 * (float)(laying->stage->view.unit * hypot(b.u - a.u, b.v - a.v));
    const int pieces = (int)fminf(fmaxf(ceilf(length / laying->care.piece), 1), PIECES_MAX);
    for (int i = 1; i <= pieces; i++)
        lay_spot(laying, spot_between(a, b, (double)i / pieces), is_end && i == pieces);
}

static struct spot row_spot(const struct relief_stage *stage, const struct curve *curve, size_t k)
{
    const size_t dx = curve->x_stride ? curve->x_stride : 1;
    const size_t dy = curve->y_stride ? curve->y_stride : 1;
    return spot_of(stage, curve->x[k * dx], curve->y[k * dy]);
}

// The curve from row `first` to a fractional one.
static void lay_stretch(struct laying *laying, const struct curve *curve, size_t first, double end)
{
    const struct relief_stage *stage = laying->stage;
    const size_t whole = (size_t)end;
    laying->scratch->count = 0;
    laying->is_open = false;
    for (size_t k = first + 1; k <= whole; k++)
        lay_segment(laying, row_spot(stage, curve, k - 1), row_spot(stage, curve, k),
                    (double)k >= end);
    if ((double)whole < end) {
        const struct spot a = row_spot(stage, curve, whole), b = row_spot(stage, curve, whole + 1);
        lay_segment(laying, a, spot_between(a, b, end - (double)whole), true);
    }
}

// ---- drawing ------------------------------------------------------------------------------------

// A plot whose numbers are units of the canvas, y upwards.
static struct plot units_of(const struct rect *area)
{
    return (struct plot){
        .area = *area,
        .x = {.low = (double)area->x, .high = (double)(area->x + area->width)},
        .y = {.low = -(double)(area->y + area->height), .high = -(double)area->y},
    };
}

// A dot on each step in sight that is far enough from the dot before.
static void draw_dots(struct canvas *canvas, const struct relief_stage *stage,
                      const struct curve *curve, struct curve_points *points)
{
    const float size = 1.9f * curve->stroke.width;
    points->count = 0;
    for (size_t k = 0; (double)k <= curve_end(curve); k++) {
        struct point at;
        bool is_hidden = false;
        const struct spot spot = row_spot(stage, curve, k);
        if (!is_inside(spot) || !place_spot(stage, spot, &at, NULL))
            continue;
        if (points->count > 0) {
            const struct point last = points->point[points->count - 1];
            if (hypotf(at.x - last.x, at.y - last.y) < 1.3f * size)
                continue;
        }
        place_spot(stage, spot, &at, &is_hidden);
        if (is_hidden || !array_reserve(&points->point, &points->capacity, points->count + 1,
                                        sizeof *points->point, NULL))
            continue;
        points->point[points->count++] = at;
    }
    const struct marker_style style = {
        .shape = MARKER_CIRCLE, .size = size, .fill = curve->stroke.color};
    canvas_markers(canvas, points->point, points->count, &style);
    points->count = 0;
}

// What is laid out, with a share of the curve's colours.
static void draw_laid(struct canvas *canvas, const struct laying *laying, const struct curve *curve,
                      float share)
{
    struct relief_scratch *scratch = laying->scratch;
    if (scratch->is_short)
        canvas_miss(canvas);
    const struct plot units = units_of(&laying->stage->view.area);
    struct curve line = {
        .x = scratch->x,
        .y = scratch->veiled,
        .count = scratch->count,
        .end = scratch->count > 0 ? (double)(scratch->count - 1) : 0,
        .stroke = curve->stroke,
        .slack = laying->care.slack,
    };
    line.stroke.color.a *= veil * share;
    line.stroke.gap.a = 0;
    curve_draw(canvas, &units, &line, &scratch->points);
    line.y = scratch->seen;
    line.stroke = curve->stroke;
    line.stroke.color.a *= share;
    line.stroke.gap.a *= share;
    line.halo = curve->halo;
    line.halo.a *= share;
    line.halo_width = curve->halo_width;
    curve_draw(canvas, &units, &line, &scratch->points);
}

void relief_draw_curve(struct canvas *canvas, const struct relief_stage *stage,
                       const struct curve *curve, struct relief_scratch *scratch)
{
    if (curve->count == 0 || !(curve->end >= 0))
        return;
    struct curve bounded = *curve;
    bounded.end = curve_end(curve);
    struct laying laying = {.stage = stage, .scratch = scratch, .care = care_of(stage)};
    const size_t whole = (size_t)bounded.end,
                 last = (double)whole < bounded.end ? whole + 1 : whole;
    canvas_begin_layer(canvas); // all stretches are one picture
    for (size_t first = 0, next; first < last; first = next) {
        float share;
        next = curve_fade_stretch(&bounded, first, last, &share);
        if (!(share > 0))
            continue;
        lay_stretch(&laying, &bounded, first, fmin((double)next, bounded.end));
        draw_laid(canvas, &laying, &bounded, share);
    }
    canvas_end_layer(canvas);
    if (!curve->dots)
        return;
    canvas_clip(canvas, &stage->view.area);
    draw_dots(canvas, stage, &bounded, &scratch->points);
    canvas_clip(canvas, NULL);
}

// ---- arrows -------------------------------------------------------------------------------------

struct relief_way relief_stage_way(const struct relief_stage *stage, const double from[2],
                                   const double to[2])
{
    struct relief_way way = {.count = 0};
    const float piece = 6;
    struct spot a = spot_of(stage, from[0], from[1]), b = spot_of(stage, to[0], to[1]);
    if (!is_inside(a))
        return way;
    way.is_cut = !is_inside(b);
    if (!clip_spots(&a, &b))
        return way;
    const float length = 2 * (float)(stage->view.unit * hypot(b.u - a.u, b.v - a.v));
    const size_t pieces = (size_t)fminf(fmaxf(ceilf(length / piece), 1), RELIEF_WAY_MAX - 1);
    for (size_t i = 0; i <= pieces; i++) {
        const struct spot spot = spot_between(a, b, (double)i / (double)pieces);
        if (!place_spot(stage, spot, &way.at[i], &way.is_hidden[i])) {
            way.is_cut = true; // a hole
            break;
        }
        way.count++;
    }
    return way;
}

// Where the head's base is: the place that is nearest to the tip of those further away than the
// head is long. Returns the piece that it lies on.
static size_t find_base(const struct relief_way *way, float head, struct point *base)
{
    const struct point tip = way->at[way->count - 1];
    for (size_t i = way->count - 1; i-- > 0;) {
        const struct point at = way->at[i], next = way->at[i + 1];
        const float far = hypotf(at.x - tip.x, at.y - tip.y);
        const float near = hypotf(next.x - tip.x, next.y - tip.y);
        if (far < head && i > 0)
            continue;
        const float t = far > head && far > near ? (head - near) / (far - near) : 1;
        *base = (struct point){next.x + t * (at.x - next.x), next.y + t * (at.y - next.y)};
        return i;
    }
    *base = tip;
    return 0;
}

static void draw_head(struct canvas *canvas, struct point base, struct point tip, float head,
                      const struct stroke *stroke, bool is_hidden)
{
    const float dx = tip.x - base.x, dy = tip.y - base.y, length = hypotf(dx, dy);
    if (!(length > 0.5f))
        return;
    const float ux = dx / length, uy = dy / length, half = 0.5f * head + 0.4f * stroke->width;
    const struct point triangle[] = {
        tip, {base.x - uy * half, base.y + ux * half}, {base.x + uy * half, base.y - ux * half}};
    canvas_polygon(canvas, triangle, 3,
                   color_alpha(stroke->color, stroke->color.a * (is_hidden ? veil : 1)));
}

void relief_draw_arrow(struct canvas *canvas, const struct relief_way *way, float head,
                       const struct stroke *stroke)
{
    if (way->count < 2)
        return;
    const struct point tip = way->at[way->count - 1];
    struct point line[RELIEF_WAY_MAX + 1], base = tip;
    const size_t last = way->is_cut ? way->count - 2 : find_base(way, head, &base);
    size_t count = 0;
    for (size_t i = 0; i <= last; i++) {
        const bool is_end = i == last || way->is_hidden[i + 1] != way->is_hidden[i];
        line[count++] = way->at[i];
        if (!is_end)
            continue;
        line[count++] = i == last ? base : way->at[i + 1];
        struct stroke shown = *stroke;
        shown.color.a *= way->is_hidden[i] ? veil : 1;
        canvas_polyline(canvas, line, count, &shown);
        count = 0;
    }
    if (!way->is_cut)
        draw_head(canvas, base, tip, head, stroke, way->is_hidden[way->count - 1]);
}

// ---- marks --------------------------------------------------------------------------------------

void relief_draw_marker(struct canvas *canvas, const struct relief_stage *stage, double x, double y,
                        const struct marker_style *style)
{
    struct point at;
    bool is_hidden = false;
    if (!relief_stage_place(stage, x, y, &at, &is_hidden) || !rect_contains(&stage->view.area, at))
        return;
    struct marker_style shown = *style;
    if (is_hidden) {
        shown.fill.a *= veil;
        shown.outline.a *= veil;
    }
    canvas_markers(canvas, &at, 1, &shown);
}

struct rect relief_draw_leaving(struct canvas *canvas, const struct theme *theme,
                                const struct relief_stage *stage, const double inside[2],
                                const double towards[2], const struct look_style *look,
                                struct label_space *space)
{
    const float length = 30, step_back = 0.02f;
    struct spot a = spot_of(stage, inside[0], inside[1]);
    struct spot b = spot_of(stage, towards[0], towards[1]);
    struct point tail, before;
    if (!clip_spots(&a, &b) || !place_spot(stage, b, &tail, NULL))
        return (struct rect){0};
    // The way it goes at the edge.
    const double span = hypot(b.u - a.u, b.v - a.v);
    const struct spot back = span > 0 ? spot_between(b, a, fmin((double)step_back / span, 1)) : b;
    if (!place_spot(stage, back, &before, NULL))
        return (struct rect){0};
    const float dx = tail.x - before.x, dy = tail.y - before.y, far = hypotf(dx, dy);
    const struct point tip =
        far > 0.01f ? (struct point){tail.x + length * dx / far, tail.y + length * dy / far}
                    : (struct point){tail.x, tail.y - length};
    return curve_draw_leaving(canvas, theme, space, &stage->view.area, tail, tip, look);
}
