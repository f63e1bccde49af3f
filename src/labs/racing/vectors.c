// What a step is made of, on the stage: arrows, and the ellipse of the rates that are left.
#include "base/text.h"
#include "base/words.h"
#include "labs/racing/arrows.h"
#include "labs/racing/hood.h"

#include <math.h>
#include <stdio.h>

enum { ELLIPSE_POINTS = 65 };
static const float ellipse_share = 0.2f; // of the stage's shorter side: the longer half-axis

static struct point place(const struct plot *plot, double x, double y)
{
    return (struct point){plot_x(plot, x), plot_y(plot, y)};
}

// The strokes differ, so that the three are told apart without colours, too.
static struct racing_arrow arrow_of(const struct hood_vector *vector, const struct plot *stage,
                                    const double theta[2], struct color color)
{
    struct racing_arrow arrow = {
        .from = place(stage, theta[0], theta[1]),
        .to = place(stage, theta[0] + vector->by[0], theta[1] + vector->by[1]),
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

// The half-axes are the rates themselves, in units of θ for a gradient of 1, times a round number
// that its name gives.
static void draw_ellipse(struct canvas *canvas, const struct theme *theme, const struct plot *stage,
                         const double theta[2], const double rate[2], struct color color,
                         struct label_space *space)
{
    const double x_unit = stage->area.width / (stage->x.high - stage->x.low);
    const double y_unit = stage->area.height / (stage->y.high - stage->y.low);
    const double longest = fmax(rate[0] * x_unit, rate[1] * y_unit);
    const double room = ellipse_share * fmin(stage->area.width, stage->area.height);
    if (!(longest > 0) || !isfinite(longest))
        return;
    const double scale = round_scale(room / longest);
    const struct point middle = place(stage, theta[0], theta[1]);
    const float a = (float)(scale * rate[0] * x_unit), b = (float)(scale * rate[1] * y_unit);
    struct point points[ELLIPSE_POINTS];
    for (int i = 0; i < ELLIPSE_POINTS; i++) {
        const float angle = 6.2831853f * (float)i / (ELLIPSE_POINTS - 1);
        points[i] = (struct point){middle.x + a * cosf(angle), middle.y + b * sinf(angle)};
    }
    const struct stroke halo = {.color = theme->paper, .width = 3};
    const struct stroke line = {.color = color, .width = 1.5f};
    const struct stroke thin = {.color = color, .width = 1, .dash = {3, 3}};
    canvas_clip(canvas, &stage->area);
    canvas_polyline(canvas, points, ELLIPSE_POINTS, &halo);
    canvas_polyline(canvas, points, ELLIPSE_POINTS, &line);
    canvas_line(canvas, middle.x, middle.y, middle.x + a, middle.y, &thin);
    canvas_line(canvas, middle.x, middle.y, middle.x, middle.y - b, &thin);
    canvas_clip(canvas, NULL);
    char factor[32], text[80];
    text_show(scale, 3, factor, sizeof factor);
    text_print(text, sizeof text, scale == 1 ? words("ellipse: η") : words("ellipse: η × %s"),
               factor);
    for (int i = 0; i < ELLIPSE_POINTS; i += 8) // its name, wherever on it there is room
        if (rect_contains(&stage->area, points[i]) &&
            racing_draw_label(canvas, theme, space, points[i],
                              (struct point){points[i].x - middle.x, points[i].y - middle.y}, text))
            return;
}

void racing_draw_vectors(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                         const struct lab_view *view)
{
    struct racing_look look;
    struct racing_arrows arrows = {0};
    struct label_space space = racing_space(lab, stage);
    struct hood_vector vector[HOOD_VECTORS_MAX];
    double rate[HOOD_AXES_MAX];
    const char *why;
    if (!racing_look(lab, view, &look, &why))
        return;
    const struct theme *theme = view->theme;
    const double *theta = look.moment.theta;
    const struct color color = look_style(theme, lab->runners.entry[look.runner].look).color;
    const size_t count = hood_vectors(&look.moment, vector);
    for (size_t i = count; i-- > 0;) { // the step last, on top
        const struct racing_arrow arrow = arrow_of(&vector[i], stage, theta, color);
        racing_arrows_add(&arrows, stage, &arrow);
    }
    racing_arrows_draw(&arrows, canvas, theme, stage, &space);
    const struct point before = place(stage, theta[0], theta[1]);
    const struct marker_style from = {MARKER_CIRCLE, 7, theme->paper, color, 2};
    if (rect_contains(&stage->area, before))
        canvas_markers(canvas, &before, 1, &from);
    if (hood_rates(&look.moment, rate))
        draw_ellipse(canvas, theme, stage, theta, rate, color, &space);
}
