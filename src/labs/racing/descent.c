#include "labs/racing/descent.h"

#include "base/array.h"
#include "base/text.h"
#include "labs/kit/heading.h"
#include "labs/kit/params.h"
#include "labs/kit/pictures.h"
#include "labs/kit/scene.h"
#include "labs/kit/tip.h"
#include "labs/racing/costs.h"
#include "labs/racing/hover.h"

#include <math.h>

// ---- where things are ---------------------------------------------------------------------------

static void lay_out(const struct racing *lab, const struct lab_layout *layout, struct plot *stage,
                    struct plot *second)
{
    *stage = (struct plot){
        .area = plot_area(&layout->stage, true, true),
        .x = {lab->low[0], lab->high[0], false, objective_axis(&lab->head.scene, 0)},
        .y = {lab->low[1], lab->high[1], false, objective_axis(&lab->head.scene, 1)},
    };
    *second = costs_plot(lab, layout);
}

// ---- the stage ----------------------------------------------------------------------------------

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
    for (size_t i = 0; i < count; i++) {
        if (view->arrows || lab->arrows) {
            canvas_clip(canvas, &stage->area);
            racing_draw_arrows(lab, canvas, theme, stage, order[i], view->step);
            canvas_clip(canvas, NULL);
        }
        racing_draw_stage_head(lab, canvas, theme, stage, &path[i], order[i], 12);
        racing_draw_diverged(lab, canvas, theme, stage, &path[i], order[i], view->step);
    }
    racing_draw_minima(lab, canvas, theme, stage);
}

// ---- hovering -----------------------------------------------------------------------------------

// A ring on the cost curve.
static void draw_cost_ring(const struct racing *lab, struct canvas *canvas,
                           const struct plot *second, const struct lab_view *view,
                           const struct racing_step *step)
{
    const double cost = race_trail(lab->race, step->runner)->cost[step->step];
    const struct cost_scale scale = costs_scale(lab);
    const struct point at = {plot_x(second, (double)step->step), plot_y(second, cost - scale.base)};
    racing_draw_ring(lab, canvas, second, at, step->runner, view->theme);
}

// All runners' costs at a step; their box stands beside `at`.
static void draw_costs_tip(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                           const struct plot *second, const struct lab_view *view, size_t step,
                           struct point at, const struct rect *bounds)
{
    const struct stroke line = {.color = view->theme->axis, .width = 1};
    canvas_line(canvas, at.x, second->area.y, at.x, second->area.y + second->area.height, &line);
    struct kit_tip tip = {0};
    kit_tip_add(&tip, (struct color){0}, "step %zu", step);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const struct runner_entry *entry = &lab->runners.entry[r];
        const struct racing_step here = {r, step};
        if (entry->hidden || racing_end(trail, view->step) < (double)step)
            continue;
        draw_cost_ring(lab, canvas, second, view, &here);
        racing_draw_ring(lab, canvas, stage, racing_step_place(lab, stage, &here), r, view->theme);
        char cost[32];
        text_show(trail->cost[step], 4, cost, sizeof cost);
        kit_tip_add(&tip, look_style(view->theme, entry->look).color, "%s  J = %s", entry->name,
                    cost);
    }
    kit_tip_draw(&tip, canvas, view->theme, at, bounds);
}

static void hover_costs(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                        const struct plot *second, const struct lab_view *view)
{
    const double under = round(plot_x_value(second, view->pointer.x));
    const size_t step = under < 0 ? 0 : (size_t)under;
    const struct rect bounds = {0, 0, canvas->width, canvas->height};
    draw_costs_tip(lab, canvas, stage, second, view, step,
                   (struct point){plot_x(second, (double)step), view->pointer.y}, &bounds);
}

// What is read is in both plots; their boxes stay on their sides of the stage's edge.
static void draw_reading(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                         const struct plot *second, const struct lab_view *view)
{
    struct racing_step step;
    if (!racing_find_step(lab, stage, view, &step))
        return;
    const double cost = race_trail(lab->race, step.runner)->cost[step.step];
    const struct rect *area = &second->area;
    const float y = plot_y(second, cost - costs_scale(lab).base);
    const struct point at = {plot_x(second, (double)step.step),
                             fminf(fmaxf(y, area->y), area->y + area->height)};
    const float edge = stage->area.x + stage->area.width;
    const struct rect bounds = {edge, 0, canvas->width - edge, canvas->height};
    draw_costs_tip(lab, canvas, stage, second, view, step.step, at, &bounds);
    racing_draw_tip(lab, canvas, stage, view, &step);
}

static void draw_hover(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                       const struct plot *second, const struct lab_view *view)
{
    struct racing_step step;
    if (lab->drag != DRAG_NONE)
        return;
    if (rect_contains(&stage->area, view->pointer)) {
        const bool is_step = racing_find_step(lab, stage, view, &step);
        if (is_step)
            draw_cost_ring(lab, canvas, second, view, &step);
        racing_draw_tip(lab, canvas, stage, view, is_step ? &step : NULL);
    } else if (rect_contains(&second->area, view->pointer)) {
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
    costs_draw(lab, canvas, &second, layout, view);
    lab_draw_picture(base, canvas, layout, view);
    if (view->is_reading)
        draw_reading(lab, canvas, &stage, &second, view);
    else if (view->has_pointer)
        draw_hover(lab, canvas, &stage, &second, view);
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

static void contour_picture_plot(const struct lab *base, const struct lab_layout *layout,
                                 struct plot *plot)
{
    struct plot second;
    lay_out((const struct racing *)base, layout, plot, &second);
}

static bool contour_picture_place(const struct lab *base, const struct lab_layout *layout,
                                  size_t group, double step, struct point *at)
{
    struct plot stage;
    contour_picture_plot(base, layout, &stage);
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

// One row a picture.
#define DESCENT_PICTURES(ROW) ROW(contour_picture, "contour")
KIT_PICTURES(descent, DESCENT_PICTURES)

// ---- commands -----------------------------------------------------------------------------------

static enum lab_effect toggle_log(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)view;
    return kit_put(scene, "view", "log_cost", kit_no_yes[!((struct racing *)lab)->log_cost]);
}

static enum lab_effect toggle_arrows(struct lab *lab, struct scene *scene,
                                     const struct lab_view *view)
{
    (void)view;
    return kit_put(scene, "view", "arrows", kit_no_yes[!((struct racing *)lab)->arrows]);
}

static const struct lab_command commands[] = {
    {"log-axis", "log or linear axis of the second plot", NULL, toggle_log},
    RACING_FIT,
    RACING_SEED,
    {"arrows", "arrows: last step and −αg at the heads", NULL, toggle_arrows},
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
