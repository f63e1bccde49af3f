// What a step is made of, on the stage: arrows, and the ellipse of the rates that are left.
#include "base/text.h"
#include "base/words.h"
#include "labs/racing/arrows.h"
#include "labs/racing/hood.h"
#include "labs/racing/places.h"

#include <math.h>
#include <stdio.h>

enum { ELLIPSE_POINTS = 65 };
static const float ellipse_share = 0.2f; // of the stage's shorter side: the longer half-axis

static struct point place(const struct racing *lab, const struct plot *stage, double x, double y)
{
    return racing_at(lab, stage, (double[2]){x, y});
}

// The strokes differ, so that the three are told apart without colours, too.
static struct racing_arrow arrow_of(const struct racing *lab, const struct hood_vector *vector,
                                    const struct plot *stage, const double theta[2],
                                    struct color color)
{
    const double to[2] = {theta[0] + vector->by[0], theta[1] + vector->by[1]};
    struct racing_arrow arrow = {
        .way = racing_way(lab, stage, theta, to),
        .stroke = {.color = color, .width = 2, .dash = {2, 5}},
        .head = 9,
    };
    if (vector->kind == TERM_AVERAGE)
        arrow.stroke = (struct stroke){.color = color, .width = 2.5f, .dash = {10, 6}};
    if (vector->kind == TERM_STEP) {
        arrow.stroke = (struct stroke){.color = color, .width = 4};
        arrow.head = 13;
    }
    snprintf(arrow.label, sizeof arrow.label, "%s", vector->label);
    return arrow;
}

// The largest of 1, 2, 5 × 10ⁿ that is not above `most`.
static double round_scale(double most)
{
    const double power = pow(10, floor(log10(most)));
    const double lead = most / power;
    return power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}

// The way of the runner up to the step: names stand beside it where they can.
static void avoid_path(const struct racing *lab, const struct racing_look *look,
                       const struct plot *stage, struct label_space *space)
{
    enum { STEPS = 24 };
    const struct trail *trail = race_trail(lab->race, look->runner);
    const size_t last = look->made.step, first = last > STEPS ? last - STEPS : 0;
    for (size_t k = last; k > first; k--) {
        const double *a = trail->plane + 2 * (k - 1), *b = trail->plane + 2 * k;
        const struct point from = place(lab, stage, a[0], a[1]), to = place(lab, stage, b[0], b[1]);
        if (rect_contains(&space->bounds, from) && rect_contains(&space->bounds, to))
            label_avoid_line(space, from, to, 4);
    }
}

// The half-axes are the rates themselves, in units of θ for a gradient of 1, times a round number
// that its name gives.
struct ellipse {
    struct point point[ELLIPSE_POINTS], middle;
    struct relief_way half[2]; // the half-axes
    double scale;              // 0: there is none
};

static struct ellipse find_ellipse(const struct racing *lab, const struct plot *stage,
                                   const double theta[2], const double rate[2])
{
    struct ellipse ellipse = {.middle = place(lab, stage, theta[0], theta[1])};
    const double x_unit = stage->area.width / (stage->x.high - stage->x.low);
    const double y_unit = stage->area.height / (stage->y.high - stage->y.low);
    const double longest = fmax(rate[0] * x_unit, rate[1] * y_unit);
    const double room = ellipse_share * fmin(stage->area.width, stage->area.height);
    if (!(longest > 0) || !isfinite(longest))
        return ellipse;
    ellipse.scale = round_scale(room / longest);
    const struct rect area = racing_stage_area(lab, stage);
    for (int i = 0; i < ELLIPSE_POINTS; i++) {
        const double angle = 6.283185307179586 * i / (ELLIPSE_POINTS - 1);
        ellipse.point[i] = place(lab, stage, theta[0] + ellipse.scale * rate[0] * cos(angle),
                                 theta[1] + ellipse.scale * rate[1] * sin(angle));
        if (racing_is_relief(lab) && !rect_contains(&area, ellipse.point[i]))
            return (struct ellipse){0}; // over the edge of the surface
    }
    for (int axis = 0; axis < 2; axis++) {
        double end[2] = {theta[0], theta[1]};
        end[axis] += ellipse.scale * rate[axis];
        ellipse.half[axis] = racing_way(lab, stage, theta, end);
    }
    return ellipse;
}

static void draw_ellipse(struct canvas *canvas, const struct theme *theme,
                         const struct ellipse *ellipse, struct color color,
                         struct label_space *space)
{
    const struct stroke halo = {.color = theme->paper, .width = 3};
    const struct stroke line = {.color = color, .width = 1.5f};
    const struct stroke thin = {.color = color, .width = 1, .dash = {3, 3}};
    canvas_clip(canvas, &space->bounds);
    canvas_polyline(canvas, ellipse->point, ELLIPSE_POINTS, &halo);
    canvas_polyline(canvas, ellipse->point, ELLIPSE_POINTS, &line);
    for (int axis = 0; axis < 2; axis++)
        canvas_polyline(canvas, ellipse->half[axis].at, ellipse->half[axis].count, &thin);
    canvas_clip(canvas, NULL);
    for (int i = 0; i + 1 < ELLIPSE_POINTS; i++)
        label_avoid_line(space, ellipse->point[i], ellipse->point[i + 1], 3);
}

// What the ellipse is, wherever beside it there is room.
static void name_ellipse(struct canvas *canvas, const struct theme *theme,
                         const struct ellipse *ellipse, struct label_space *space)
{
    const struct point middle = ellipse->middle;
    char factor[32], text[80];
    text_show(ellipse->scale, 3, factor, sizeof factor);
    text_print(text, sizeof text,
               ellipse->scale == 1 ? words("ellipse: η") : words("ellipse: η × %s"), factor);
    for (int i = 0; i < ELLIPSE_POINTS; i += 8) {
        const struct point at = ellipse->point[i];
        const struct point out = {at.x - middle.x, at.y - middle.y};
        if (rect_contains(&space->bounds, at) &&
            racing_draw_label(canvas, theme, space, at, out, text))
            return;
    }
}

void racing_draw_vectors(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                         const struct lab_view *view, struct label_space *space)
{
    struct racing_look look;
    struct racing_arrows arrows = {0};
    struct hood_vector vector[HOOD_VECTORS_MAX];
    double rate[HOOD_AXES_MAX];
    struct ellipse ellipse = {0};
    const char *why;
    if (!racing_look(lab, view, &look, &why))
        return;
    const struct theme *theme = view->theme;
    const double *theta = look.moment.theta;
    const struct color color = look_style(theme, lab->runners.entry[look.runner].look).color;
    const size_t count = hood_vectors(&look.moment, vector);
    for (size_t i = count; i-- > 0;) { // the step last, on top
        const struct racing_arrow arrow = arrow_of(lab, &vector[i], stage, theta, color);
        racing_arrows_add(&arrows, stage, &arrow);
    }
    avoid_path(lab, &look, stage, space);
    if (hood_rates(&look.moment, rate))
        ellipse = find_ellipse(lab, stage, theta, rate);
    if (ellipse.scale > 0)
        draw_ellipse(canvas, theme, &ellipse, color, space);
    racing_arrows_draw(&arrows, canvas, theme, space);
    const struct point before = place(lab, stage, theta[0], theta[1]);
    const struct marker_style from = {MARKER_CIRCLE, 7, theme->paper, color, 2};
    if (rect_contains(&space->bounds, before))
        canvas_markers(canvas, &before, 1, &from);
    if (ellipse.scale > 0)
        name_ellipse(canvas, theme, &ellipse, space);
}
