#include "labs/racing/descent.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/kit/heading.h"
#include "labs/kit/hood_lab.h"
#include "labs/kit/params.h"
#include "labs/kit/pictures.h"
#include "labs/kit/scene.h"
#include "labs/kit/snap.h"
#include "labs/kit/tip.h"
#include "labs/racing/arrows.h"
#include "labs/racing/costs.h"
#include "labs/racing/directions.h"
#include "labs/racing/hood.h"
#include "labs/racing/hover.h"
#include "labs/racing/relief.h"

#include <math.h>

// ---- where things are ---------------------------------------------------------------------------

// Under the hood the costs stand below the stage, as far as there is room.
static struct lab_layout place_costs(const struct racing *lab, const struct lab_layout *layout)
{
    struct lab_layout costs = *layout;
    if (lab->shows_hood)
        costs.second = layout->below;
    return costs;
}

static bool shows_costs(const struct racing *lab, const struct lab_layout *layout,
                        const struct lab_view *view)
{
    return !lab->shows_hood || (layout->below.height > 0 && !racing_has_stems(lab, layout, view));
}

static void lay_out(const struct racing *lab, const struct lab_layout *layout, struct plot *stage,
                    struct plot *second)
{
    const struct lab_layout costs = place_costs(lab, layout);
    *stage = (struct plot){
        .area = plot_area(&layout->stage, true, true),
        .x = {lab->low[0], lab->high[0], false, lab->caption[0]},
        .y = {lab->low[1], lab->high[1], false, lab->caption[1]},
    };
    *second = costs_plot(lab, &costs);
    if (!lab_picture(&lab->head)->plot)
        stage->area = (struct rect){0}; // the picture shows no plane
}

// ---- the stage ----------------------------------------------------------------------------------

// Of more than two parameters the plane shows two: its costs are not those of the paths.
static void tell_rest(struct canvas *canvas, const struct theme *theme, const struct plot *stage)
{
    const struct text_style style = {.size = TYPE_SMALL,
                                     .color = theme->ink,
                                     .vertical = ALIGN_MIDDLE,
                                     .halo = theme->paper,
                                     .halo_width = 3};
    char fitted[100];
    canvas_fit_text(canvas, words("J where the other parameters are 0"), style.size, false,
                    stage->area.width - 16, fitted, sizeof fitted);
    canvas_text(canvas, stage->area.x + 8, stage->area.y + 14, fitted, &style);
}

static void draw_stage(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                       const struct lab_view *view)
{
    const struct theme *theme = view->theme;
    racing_draw_background(lab, canvas, theme, stage);
    racing_draw_ghosts(lab, canvas, theme, stage);
    size_t order[RUNNERS_SHOWN_MAX];
    const size_t count = racing_order(lab, view, order);
    struct curve path[RUNNERS_SHOWN_MAX];
    for (size_t i = 0; i < count; i++) {
        path[i] = racing_path(lab, order[i], view->step, theme);
        curve_draw(canvas, stage, &path[i], &lab->scratch);
    }
    racing_draw_start(lab, canvas, theme, stage);
    struct label_space space = racing_space(lab, stage);
    for (size_t i = 0; i < count; i++)
        racing_draw_diverged(lab, canvas, theme, stage, &path[i], order[i], view->step, &space);
    racing_draw_arrows(lab, canvas, stage, view, order, count, &space);
    for (size_t i = 0; i < count; i++)
        racing_draw_stage_head(lab, canvas, theme, stage, &path[i], order[i], 12);
    racing_draw_minima(lab, canvas, theme, stage);
    if (lab->shows_hood)
        racing_draw_vectors(lab, canvas, stage, view, &space);
    if (lab->cache.objective->dimension > 2)
        tell_rest(canvas, theme, stage);
}

// ---- hovering -----------------------------------------------------------------------------------

// Where a step of a runner is on the x axis of the costs.
static double place_of(const struct racing *lab, size_t runner, size_t step)
{
    return (double)step * costs_x_step(lab, race_trail(lab->race, runner));
}

// The last step of a runner up to a place on the x axis, whether it makes so many or not.
static size_t step_at(const struct racing *lab, size_t runner, double x)
{
    const double steps = x / costs_x_step(lab, race_trail(lab->race, runner));
    return (size_t)fmin(fmax(floor(steps + 1e-6), 0), 1e15);
}

// A ring on the cost curve.
static void draw_cost_ring(const struct racing *lab, struct canvas *canvas,
                           const struct plot *second, const struct lab_view *view,
                           const struct racing_step *step)
{
    const double cost = costs_shown(lab, second, step->runner, (double)step->step);
    const struct cost_scale scale = costs_scale(lab);
    const double x = place_of(lab, step->runner, step->step);
    const struct point at = {plot_x(second, x), plot_y(second, cost - scale.base)};
    racing_draw_ring(lab, canvas, second, at, step->runner, view->theme);
}

static void add_place(const struct racing *lab, double x, struct kit_tip *tip)
{
    char place[32];
    text_show(x, lab->axis == AXIS_EPOCHS ? 3 : 7, place, sizeof place);
    kit_tip_add(tip, (struct color){0}, kit_axis_place(lab->axis), place);
}

// All runners' costs at a place on the x axis; their box stands beside `at`. Where others than
// steps are counted each is at a step of its own there, and named with it.
static void draw_costs_tip(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                           const struct plot *second, const struct lab_view *view, double x,
                           struct point at, const struct rect *bounds)
{
    const struct stroke line = {.color = view->theme->axis, .width = 1};
    canvas_line(canvas, at.x, second->area.y, at.x, second->area.y + second->area.height, &line);
    const struct plot whole = {.area = racing_stage_area(lab, stage)};
    struct kit_tip tip = {0};
    add_place(lab, x, &tip);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const struct runner_entry *entry = &lab->runners.entry[r];
        const size_t step = step_at(lab, r, x);
        const struct racing_step here = {r, step};
        if (entry->hidden || racing_end(trail, view->step) < (double)step)
            continue;
        draw_cost_ring(lab, canvas, second, view, &here);
        racing_draw_ring(lab, canvas, &whole, racing_step_place(lab, stage, &here), r, view->theme);
        char cost[32], average[32];
        text_show(trail->cost[step], 4, cost, sizeof cost);
        const struct color color = look_style(view->theme, entry->look).color;
        const bool is_band = costs_is_band(lab, second, r);
        text_show(costs_shown(lab, second, r, (double)step), 4, average, sizeof average);
        if (lab->axis == AXIS_STEPS && !is_band)
            kit_tip_add(&tip, color, "%s  J = %s", entry->name, cost);
        else if (lab->axis == AXIS_STEPS)
            kit_tip_add(&tip, color, "%s  J = %s, average %s", entry->name, cost, average);
        else if (!is_band)
            kit_tip_add(&tip, color, "%s  J = %s, step %zu", entry->name, cost, step);
        else
            kit_tip_add(&tip, color, "%s  J = %s, average %s, step %zu", entry->name, cost, average,
                        step);
    }
    struct label_space space = {.bounds = second->area};
    costs_keep_clear(lab, second, view->step, at, &space);
    kit_tip_draw_beside(&tip, canvas, view->theme, at, bounds, &space);
}

// The place on the x axis that is under the pointer, or that of the point on a curve that it means,
// of which *at becomes the place.
static double find_cost(const struct racing *lab, const struct plot *second,
                        const struct lab_view *view, struct point *at)
{
    struct kit_snap snap = kit_snap_at(view->pointer);
    const struct cost_scale scale = costs_scale(lab);
    const double low = fmax(plot_x_value(second, view->pointer.x - SNAP_REACH), 0);
    const double high = plot_x_value(second, view->pointer.x + SNAP_REACH);
    const double under = fmax(plot_x_value(second, view->pointer.x), 0);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const double end = lab->runners.entry[r].hidden ? -1
                                                        : fmin(racing_end(trail, view->step),
                                                               high / costs_x_step(lab, trail));
        for (size_t k = (size_t)ceil(low / costs_x_step(lab, trail)); (double)k <= end; k++)
            kit_snap_offer(
                &snap,
                (struct point){plot_x(second, place_of(lab, r, k)),
                               plot_y(second, costs_shown(lab, second, r, (double)k) - scale.base)},
                r, k);
    }
    *at = kit_snap_found(&snap) ? snap.at : view->pointer;
    return kit_snap_found(&snap)      ? place_of(lab, snap.group, snap.index)
           : lab->axis == AXIS_EPOCHS ? under
                                      : round(under);
}

static void hover_costs(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                        const struct plot *second, const struct lab_view *view)
{
    struct point at;
    const double x = find_cost(lab, second, view, &at);
    const struct rect bounds = {0, 0, canvas->width, canvas->height};
    draw_costs_tip(lab, canvas, stage, second, view, x, (struct point){plot_x(second, x), at.y},
                   &bounds);
}

// What is read is in both plots; their boxes stay on their sides of the stage's edge.
static void draw_reading(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                         const struct plot *second, const struct lab_view *view)
{
    struct racing_step step;
    if (!racing_find_step(lab, stage, view, &step))
        return;
    if (!second) {
        racing_draw_tip(lab, canvas, stage, view, &step);
        return;
    }
    const double cost = costs_shown(lab, second, step.runner, (double)step.step);
    const struct rect *area = &second->area;
    const float y = plot_y(second, cost - costs_scale(lab).base);
    const double x = place_of(lab, step.runner, step.step);
    const float left_end = second->area.x, right_end = left_end + second->area.width;
    const struct point at = {fminf(fmaxf(plot_x(second, x), left_end), right_end),
                             fminf(fmaxf(y, area->y), area->y + area->height)};
    const float edge = stage->area.x + stage->area.width;
    const float left = plot_is_shown(stage) ? edge : 0;
    const struct rect bounds = {left, 0, canvas->width - left, canvas->height};
    if (plot_is_shown(second))
        draw_costs_tip(lab, canvas, stage, second, view, x, at, &bounds);
    if (plot_is_shown(stage))
        racing_draw_tip(lab, canvas, stage, view, &step);
}

static void draw_hover(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                       const struct plot *second, const struct lab_view *view)
{
    struct racing_step step;
    if (lab->drag != DRAG_NONE)
        return;
    const struct rect area = racing_stage_area(lab, stage);
    if (rect_contains(&area, view->pointer)) {
        const bool is_step = racing_find_step(lab, stage, view, &step);
        if (is_step && second)
            draw_cost_ring(lab, canvas, second, view, &step);
        racing_draw_tip(lab, canvas, stage, view, is_step ? &step : NULL);
    } else if (second && rect_contains(&second->area, view->pointer)) {
        hover_costs(lab, canvas, stage, second, view);
    }
}

// ---- drawing ------------------------------------------------------------------------------------

static void descent_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                         const struct lab_view *view)
{
    struct racing *lab = (struct racing *)base;
    struct plot stage, second;
    lay_out(lab, layout, &stage, &second);
    lab_move_axes(view, &stage);
    const bool has_costs = plot_is_shown(&second) && shows_costs(lab, layout, view);
    const struct lab_layout costs = place_costs(lab, layout);
    if (has_costs)
        costs_draw(lab, canvas, &second, &costs, view);
    if (lab->shows_hood && layout->second.width > 0)
        racing_draw_hood(lab, canvas, layout, view);
    racing_draw_stems(lab, canvas, layout, view);
    lab_draw_picture(base, canvas, layout, view);
    const struct plot *drawn = has_costs ? &second : NULL;
    if (view->is_reading)
        draw_reading(lab, canvas, &stage, drawn, view);
    else if (view->has_pointer)
        draw_hover(lab, canvas, &stage, drawn, view);
}

// ---- pictures -----------------------------------------------------------------------------------

static void contour_picture_draw(struct lab *base, struct canvas *canvas,
                                 const struct lab_layout *layout, const struct lab_view *view)
{
    struct racing *lab = (struct racing *)base;
    struct plot stage, second;
    lay_out(lab, layout, &stage, &second);
    lab_move_axes(view, &stage);
    draw_stage(lab, canvas, &stage, view);
}

static enum lab_effect contour_picture_pointer(struct lab *base, struct scene *scene,
                                               const struct lab_layout *layout,
                                               const struct lab_pointer *pointer)
{
    struct racing *lab = (struct racing *)base;
    struct plot stage, second;
    lay_out(lab, layout, &stage, &second);
    return racing_pointer(lab, scene, &stage, pointer);
}

static bool contour_picture_plot(struct lab *base, const struct lab_layout *layout,
                                 struct plot *plot)
{
    struct plot second;
    lay_out((const struct racing *)base, layout, plot, &second);
    return true;
}

static bool contour_picture_place(struct lab *base, const struct lab_layout *layout, size_t group,
                                  double step, struct point *at)
{
    struct plot stage, second;
    lay_out((const struct racing *)base, layout, &stage, &second);
    return racing_place_of((const struct racing *)base, &stage, group, step, at);
}

static const struct lab_picture contour_picture = {
    .name = "contour",
    .title = "Contour",
    .what = "the cost as a filled contour with isolines, and the runners' paths on it",
    .draw = contour_picture_draw,
    .pointer = contour_picture_pointer,
    .plot = contour_picture_plot,
    .has_start = true,
    .walk = racing_walk,
    .place = contour_picture_place,
};

static void relief_picture_draw(struct lab *base, struct canvas *canvas,
                                const struct lab_layout *layout, const struct lab_view *view)
{
    struct racing *lab = (struct racing *)base;
    struct plot stage, second;
    lay_out(lab, layout, &stage, &second);
    lab_move_axes(view, &stage);
    racing_draw_relief(lab, canvas, &stage, view, false, NULL);
}

static enum lab_effect relief_picture_pointer(struct lab *base, struct scene *scene,
                                              const struct lab_layout *layout,
                                              const struct lab_pointer *pointer)
{
    struct racing *lab = (struct racing *)base;
    struct plot stage, second;
    lay_out(lab, layout, &stage, &second);
    return racing_relief_pointer(lab, scene, &stage, pointer);
}

static bool relief_picture_plot(struct lab *base, const struct lab_layout *layout,
                                struct plot *plot)
{
    contour_picture_plot(base, layout, plot);
    racing_relief_plot(plot);
    return true;
}

static const struct lab_picture relief_picture = {
    .name = KIT_RELIEF,
    .title = "Relief",
    .what = "the same as a lit surface, its height the cost, that can be turned",
    .draw = relief_picture_draw,
    .pointer = relief_picture_pointer,
    .plot = relief_picture_plot,
    .has_start = true,
    .walk = racing_walk,
    .place = contour_picture_place,
};

// One row a picture.
#define DESCENT_PICTURES(ROW)                                                                      \
    ROW(contour_picture, "contour")                                                                \
    ROW(relief_picture, KIT_RELIEF)                                                                \
    ROW(descent_directions_picture, "directions")
KIT_PICTURES(descent, DESCENT_PICTURES)

// ---- commands -----------------------------------------------------------------------------------

static enum lab_effect toggle_log(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)view;
    return kit_put(scene, "view", "log_cost", kit_no_yes[!((struct racing *)lab)->log_cost]);
}

static enum lab_effect toggle_relief(struct lab *lab, struct scene *scene,
                                     const struct lab_view *view)
{
    (void)lab, (void)view;
    return kit_relief_toggle(scene, contour_picture.name);
}

static enum lab_effect next_axis(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)view;
    const struct racing *racing = (const struct racing *)lab;
    const bool is_last = racing->axis == AXIS_ARITHMETIC ||
                         (racing->axis == AXIS_EXAMPLES && racing->cache.objective->work == 0);
    return kit_put(scene, "view", "x_axis",
                   is_last ? kit_axes_untimed[AXIS_STEPS]
                           : kit_axis_next(kit_axes_untimed, racing->axis));
}

static enum lab_effect toggle_arrows(struct lab *lab, struct scene *scene,
                                     const struct lab_view *view)
{
    (void)view;
    return kit_put(scene, "view", "arrows", kit_no_yes[!((struct racing *)lab)->arrows]);
}

static const struct lab_command commands[] = {
    {"log-axis", "log or linear axis of the second plot", NULL, toggle_log},
    {"next-axis", "next x axis: steps, epochs, examples, then arithmetic or seconds", NULL,
     next_axis},
    RACING_FIT,
    {"relief", KIT_RELIEF_WHAT, NULL, toggle_relief},
    RACING_SEED,
    KIT_HOOD_COMMANDS(kit_has_no_hood),
    RACING_RAW,
    {"arrows", "arrows: Δθ and −αg", NULL, toggle_arrows},
    {0},
};

// ---- the lab ------------------------------------------------------------------------------------

const struct lab_type lab_descent = {
    .name = "descent",
    .title = "Descent",
    .scene = "six-runners",
    .what = "runners race down the contours of a surface or a regression",
    .sections = racing_descent_sections,
    .pictures = descent_pictures,
    .commands = commands,
    RACING_LAB,
    .place = racing_place,
    .group = racing_group,
    .draw = descent_draw,
};
