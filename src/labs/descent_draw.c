// The pictures of the Descent lab: contours and paths on the stage, costs beside it.
#include "labs/descent_state.h"

#include "base/array.h"
#include "base/text.h"
#include "plot/label.h"
#include "sim/field.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    LEVELS = 14,
    GRID_MAX = 640,
    // Longer paths crowd: their dots can no longer be told apart, and a halo around every step
    // would hide the steps before.
    DOTTED_STEPS_MAX = 400,
};
static const float grid_step = 2; // units between grid points of the contour

// ---- where things are ---------------------------------------------------------------------------

// The least cost that is known, when it is known.
static bool least_cost(const struct descent *lab, double *cost)
{
    const struct objective *objective = lab->cache.objective;
    if (objective->minimum_count == 0)
        return false;
    *cost = objective->minimum[0].cost;
    for (size_t i = 1; i < objective->minimum_count; i++)
        *cost = fmin(*cost, objective->minimum[i].cost);
    return true;
}

static size_t published(const struct trail *trail)
{
    return atomic_load_explicit(&trail->length, memory_order_acquire);
}

// The range of all visible runners' costs. Costs of runners that blow up count only as far as a
// thousand times the start's, so that the others stay readable.
static void cost_range(const struct descent *lab, double base, bool positive, double *low,
                       double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const size_t length = lab->runners.entry[r].hidden ? 0 : published(trail);
        const double ceiling = length ? base + 1e3 * fabs(trail->cost[0] - base) : 0;
        for (size_t k = 0; k < length; k++) {
            const double cost = trail->cost[k] - base;
            if (positive && !(cost > 0))
                continue;
            *low = fmin(*low, cost);
            *high = fmax(*high, fmin(cost, ceiling - base));
        }
    }
}

struct cost_scale descent_cost_scale(const struct descent *lab)
{
    struct cost_scale scale = {.log = lab->log_cost};
    if (!scale.log)
        return scale;
    double low, high;
    if (least_cost(lab, &scale.base))
        return scale;
    cost_range(lab, 0, false, &low, &high);
    if (!(low > 0)) {
        scale.log = false;
        scale.wanted_log = true;
    }
    return scale;
}

static void fit_cost_axis(const struct descent *lab, const struct cost_scale *scale,
                          struct axis *axis)
{
    double low, high;
    cost_range(lab, scale->base, scale->log, &low, &high);
    axis->log = scale->log;
    if (!(low <= high)) { // nothing to show yet, or all exactly at the minimum
        low = scale->log ? 0.1 : 0;
        high = 1;
    }
    if (scale->log)
        low = fmax(low, 1e-14 * high); // below this only rounding speaks
    axis_fit(axis, low, high);
}

void descent_plots(const struct descent *lab, const struct lab_layout *layout, struct plot *stage,
                   struct plot *second)
{
    *stage = (struct plot){
        .area = plot_area(&layout->stage, true, true),
        .x = {lab->low[0], lab->high[0], false, "θ₁"},
        .y = {lab->low[1], lab->high[1], false, "θ₂"},
    };
    const float heading = 26;
    struct rect box = layout->second;
    box.y += heading;
    box.height -= heading;
    const struct cost_scale scale = descent_cost_scale(lab);
    *second = (struct plot){
        .area = plot_area(&box, true, false),
        .x = {0, (double)race_steps(lab->race), false, "step"},
    };
    fit_cost_axis(lab, &scale, &second->y);
}

// ---- the stage's background ---------------------------------------------------------------------

static size_t grid_points(float length)
{
    const float points = length / grid_step + 1;
    return points < 8 ? 8 : points > GRID_MAX ? GRID_MAX : (size_t)points;
}

// Computes the contour anew when the view, its size or the objective has changed.
static void refresh_contour(struct descent *lab, const struct rect *area)
{
    const size_t columns = grid_points(area->width), rows = grid_points(area->height);
    if (lab->contour && lab->drawn.generation == lab->generation &&
        lab->drawn.columns == columns && lab->drawn.rows == rows &&
        memcmp(lab->drawn.low, lab->low, sizeof lab->low) == 0 &&
        memcmp(lab->drawn.high, lab->high, sizeof lab->high) == 0)
        return;
    if (!array_reserve(&lab->grid, &lab->grid_capacity, columns * rows, sizeof *lab->grid, NULL))
        return;
    field_evaluate(lab->cache.objective, lab->low, lab->high, columns, rows, lab->threads,
                   lab->grid);
    struct contour *contour = contour_create(lab->grid, columns, rows, LEVELS, NULL);
    if (!contour)
        return;
    contour_destroy(lab->contour);
    lab->contour = contour;
    lab->drawn.columns = columns;
    lab->drawn.rows = rows;
    lab->drawn.generation = lab->generation;
    memcpy(lab->drawn.low, lab->low, sizeof lab->low);
    memcpy(lab->drawn.high, lab->high, sizeof lab->high);
}

static struct point place(const struct plot *plot, const double theta[2])
{
    return (struct point){plot_x(plot, theta[0]), plot_y(plot, theta[1])};
}

static void draw_minima(const struct descent *lab, struct canvas *canvas,
                        const struct theme *theme, const struct plot *stage)
{
    const struct objective *objective = lab->cache.objective;
    for (size_t i = 0; i < objective->minimum_count; i++) {
        const struct minimum *minimum = &objective->minimum[i];
        const struct point at = place(stage, minimum->theta);
        if (!rect_contains(&stage->area, at))
            continue;
        const struct marker_style style = {
            .shape = minimum->is_global ? MARKER_STAR : MARKER_PLUS,
            .size = minimum->is_global ? 13 : 10,
            .fill = theme->ink,
            .outline = theme->paper,
            .outline_width = 1.5f,
        };
        canvas_markers(canvas, &at, 1, &style);
    }
}

static void draw_background(struct descent *lab, struct canvas *canvas,
                            const struct theme *theme, const struct plot *stage)
{
    const struct objective *objective = lab->cache.objective;
    struct point avoid[OBJECTIVE_MINIMA_MAX + 1];
    size_t count = 0;
    avoid[count++] = place(stage, lab->start);
    for (size_t i = 0; i < objective->minimum_count; i++)
        avoid[count++] = place(stage, objective->minimum[i].theta);
    refresh_contour(lab, &stage->area);
    if (lab->contour)
        contour_draw(canvas, theme, stage, lab->contour, avoid, count);
    plot_draw_axes(canvas, theme, stage, false);
}

// ---- paths --------------------------------------------------------------------------------------

static struct curve path_of(const struct descent *lab, size_t runner, double step,
                            const struct theme *theme)
{
    const struct trail *trail = race_trail(lab->race, runner);
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    const bool is_long = race_steps(lab->race) > DOTTED_STEPS_MAX;
    struct curve curve = {
        .x = trail->theta,
        .y = trail->theta + 1,
        .x_stride = 2,
        .y_stride = 2,
        .count = published(trail),
        .end = descent_end(trail, step),
        .stroke = {.color = look.color,
                   .width = is_long ? 2.0f : 2.5f,
                   .gap = color_mix(look.color, theme->paper, 0.45f)},
        .halo = color_mix(theme->paper, theme->surface.stop[theme->surface.count / 2], 0.15f),
        .halo_width = 1.2f,
        .dots = !is_long,
    };
    if (is_long)
        curve.halo.a = 0;
    memcpy(curve.stroke.dash, look.dash, sizeof curve.stroke.dash);
    return curve;
}

// Where a diverged path leaves the frame: the last place inside it and the first outside.
static void draw_diverged(const struct descent *lab, struct canvas *canvas,
                          const struct theme *theme, const struct plot *stage, size_t runner,
                          double step)
{
    const struct trail *trail = race_trail(lab->race, runner);
    const size_t length = published(trail);
    if (!atomic_load(&trail->diverged) || length == 0 || step < (double)(length - 1))
        return;
    struct point inside = place(stage, trail->theta), towards = {inside.x, inside.y - 1};
    for (size_t k = length; k-- > 0;) {
        const struct point at = place(stage, trail->theta + 2 * k);
        if (!rect_contains(&stage->area, at))
            continue;
        inside = at;
        if (k + 1 < length)
            towards = place(stage, trail->theta + 2 * (k + 1));
        break;
    }
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    curve_draw_diverged(canvas, theme, stage, inside, towards, look.color);
}

// The step that a head has just made, and the plain −α∇J that it was made from, both in the
// units of θ.
static void draw_arrows(const struct descent *lab, struct canvas *canvas,
                        const struct theme *theme, const struct plot *stage, size_t runner,
                        double step)
{
    const struct trail *trail = race_trail(lab->race, runner);
    const double end = descent_end(trail, step);
    if (end < 1)
        return;
    const size_t k = (size_t)end;
    const double *before = trail->theta + 2 * (k - 1), *after = trail->theta + 2 * k;
    const double descent[2] = {before[0] - trail->alpha[k] * trail->gradient[2 * k],
                               before[1] - trail->alpha[k] * trail->gradient[2 * k + 1]};
    const struct point from = place(stage, before);
    const struct point gradient = place(stage, descent), to = place(stage, after);
    const float far = 4 * (stage->area.width + stage->area.height);
    if (!(hypotf(gradient.x - from.x, gradient.y - from.y) < far) ||
        !(hypotf(to.x - from.x, to.y - from.y) < far))
        return;
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    const struct stroke halo = {.color = theme->paper, .width = 4.5f};
    const struct stroke thin = {.color = theme->ink, .width = 1.5f, .dash = {4, 4}};
    const struct stroke thick = {.color = look.color, .width = 3};
    curve_draw_arrow(canvas, from, gradient, 7, &thin);
    curve_draw_arrow(canvas, from, to, 9, &halo);
    curve_draw_arrow(canvas, from, to, 9, &thick);
}

static void draw_head(const struct descent *lab, struct canvas *canvas, const struct theme *theme,
                      const struct plot *plot, const struct curve *curve, size_t runner,
                      float size)
{
    struct point head;
    if (!curve_head(plot, curve, &head) || !rect_contains(&plot->area, head))
        return;
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    const struct marker_style style = {
        .shape = look.marker,
        .size = size,
        .fill = look.color,
        .outline = theme->paper,
        .outline_width = 1.5f,
    };
    canvas_markers(canvas, &head, 1, &style);
}

// The visible runners in drawing order: the selected one last, on top.
static size_t drawing_order(const struct descent *lab, const struct lab_view *view,
                            size_t order[RUNNERS_SHOWN_MAX])
{
    size_t count = 0;
    const bool has_top = view->is_selected && view->selected < lab->runners.count &&
                         !lab->runners.entry[view->selected].hidden;
    for (size_t r = 0; r < lab->runners.count; r++)
        if (!lab->runners.entry[r].hidden && !(has_top && r == view->selected))
            order[count++] = r;
    if (has_top)
        order[count++] = view->selected;
    return count;
}

static void draw_stage(struct descent *lab, struct canvas *canvas, const struct plot *stage,
                       const struct lab_view *view)
{
    const struct theme *theme = view->theme;
    draw_background(lab, canvas, theme, stage);
    size_t order[RUNNERS_SHOWN_MAX];
    const size_t count = drawing_order(lab, view, order);
    for (size_t i = 0; i < count; i++) {
        const struct curve curve = path_of(lab, order[i], view->step, theme);
        curve_draw(canvas, stage, &curve, &lab->scratch);
    }
    canvas_clip(canvas, &stage->area);
    draw_minima(lab, canvas, theme, stage);
    const struct point start = place(stage, lab->start);
    const struct marker_style start_style = {MARKER_CIRCLE, 10, theme->paper, theme->ink, 2};
    canvas_markers(canvas, &start, 1, &start_style);
    canvas_clip(canvas, NULL);
    for (size_t i = 0; i < count; i++) {
        const struct curve curve = path_of(lab, order[i], view->step, theme);
        if (view->arrows || lab->arrows) {
            canvas_clip(canvas, &stage->area);
            draw_arrows(lab, canvas, theme, stage, order[i], view->step);
            canvas_clip(canvas, NULL);
        }
        draw_head(lab, canvas, theme, stage, &curve, order[i], 12);
        draw_diverged(lab, canvas, theme, stage, order[i], view->step);
    }
}

// ---- costs --------------------------------------------------------------------------------------

// The cost curve of a runner as it is plotted; its numbers live in lab->above until the next call.
static bool cost_curve(struct descent *lab, size_t runner, double step,
                       const struct cost_scale *scale, const struct theme *theme,
                       struct curve *curve)
{
    const struct trail *trail = race_trail(lab->race, runner);
    const size_t length = published(trail);
    if (length == 0 || !array_reserve(&lab->above, &lab->above_capacity, length,
                                      sizeof *lab->above, NULL))
        return false;
    for (size_t k = 0; k < length; k++)
        lab->above[k] = trail->cost[k] - scale->base;
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    *curve = (struct curve){
        .y = lab->above,
        .count = length,
        .end = descent_end(trail, step),
        .stroke = {.color = look.color,
                   .width = 2,
                   .gap = color_mix(look.color, theme->paper, 0.45f)},
    };
    memcpy(curve->stroke.dash, look.dash, sizeof curve->stroke.dash);
    return true;
}

static void draw_costs(struct descent *lab, struct canvas *canvas, const struct plot *second,
                       const struct lab_layout *layout, const struct lab_view *view)
{
    const struct cost_scale scale = descent_cost_scale(lab);
    char heading[96];
    if (scale.log && scale.base != 0)
        snprintf(heading, sizeof heading, "Cost above the minimum, log scale");
    else if (scale.wanted_log)
        snprintf(heading, sizeof heading, "Cost J(θ), linear: it falls below zero");
    else
        snprintf(heading, sizeof heading, "Cost J(θ), %s scale", scale.log ? "log" : "linear");
    label_draw_heading(canvas, view->theme, &layout->second, heading);
    plot_draw_axes(canvas, view->theme, second, true);
    size_t order[RUNNERS_SHOWN_MAX];
    const size_t count = drawing_order(lab, view, order);
    for (size_t i = 0; i < count; i++) {
        struct curve curve;
        if (!cost_curve(lab, order[i], view->step, &scale, view->theme, &curve))
            continue;
        curve_draw(canvas, second, &curve, &lab->scratch);
        draw_head(lab, canvas, view->theme, second, &curve, order[i], 8);
    }
}

void descent_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                  const struct lab_view *view)
{
    struct descent *lab = (struct descent *)base;
    struct plot stage, second;
    descent_plots(lab, layout, &stage, &second);
    const char *title = scene_text(&lab->scene, "scene", "title");
    const char *caption = scene_text(&lab->scene, "scene", "caption");
    label_draw_title(canvas, view->theme, &layout->title, title ? title : "Descent",
                     caption ? caption : "", layout->caption_lines);
    draw_costs(lab, canvas, &second, layout, view);
    draw_stage(lab, canvas, &stage, view);
    if (view->has_pointer)
        descent_draw_hover(lab, canvas, &stage, &second, view);
}
