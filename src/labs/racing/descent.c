#include "labs/racing/descent.h"

#include "base/array.h"
#include "base/text.h"
#include "labs/kit/heading.h"
#include "labs/kit/params.h"
#include "labs/kit/scene.h"
#include "labs/kit/tip.h"
#include "labs/racing/costs.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const float reach = 14; // units within which the pointer touches a thing

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
    size_t order[RUNNERS_SHOWN_MAX];
    const size_t count = racing_order(lab, view, order);
    for (size_t i = 0; i < count; i++) {
        const struct curve curve = racing_path(lab, order[i], view->step, theme, stage);
        curve_draw(canvas, stage, &curve, &lab->scratch);
    }
    canvas_clip(canvas, &stage->area);
    racing_draw_marks(lab, canvas, theme, stage);
    canvas_clip(canvas, NULL);
    for (size_t i = 0; i < count; i++) {
        const struct curve curve = racing_path(lab, order[i], view->step, theme, stage);
        if (view->arrows || lab->arrows) {
            canvas_clip(canvas, &stage->area);
            racing_draw_arrows(lab, canvas, theme, stage, order[i], view->step);
            canvas_clip(canvas, NULL);
        }
        racing_draw_head(lab, canvas, theme, stage, &curve, order[i], 12);
        racing_draw_diverged(lab, canvas, theme, stage, order[i], view->step);
    }
}

// ---- hovering -----------------------------------------------------------------------------------

static struct point step_place(const struct plot *stage, const struct trail *trail, size_t k)
{
    return (struct point){plot_x(stage, trail->theta[2 * k]),
                          plot_y(stage, trail->theta[2 * k + 1])};
}

// The visible runner and step whose point is nearest to the pointer; false when none is near.
static bool nearest_step(const struct racing *lab, const struct plot *stage,
                         const struct lab_view *view, size_t *runner, size_t *step)
{
    float best = reach;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const double end = lab->runners.entry[r].hidden ? -1 : racing_end(trail, view->step);
        for (size_t k = 0; (double)k <= end; k++) {
            const struct point at = step_place(stage, trail, k);
            const float distance = hypotf(at.x - view->pointer.x, at.y - view->pointer.y);
            if (distance < best) {
                best = distance;
                *runner = r;
                *step = k;
            }
        }
    }
    return best < reach;
}

static void draw_ring(struct canvas *canvas, const struct plot *plot, struct point at,
                      struct color color, const struct theme *theme)
{
    if (!rect_contains(&plot->area, at))
        return;
    const struct marker_style ring = {MARKER_CIRCLE, 7, theme->paper, color, 2.5f};
    canvas_markers(canvas, &at, 1, &ring);
}

// Rings at one step, on the stage and on the cost curve.
static void draw_step_rings(const struct racing *lab, struct canvas *canvas,
                            const struct plot *stage, const struct plot *second,
                            const struct lab_view *view, size_t runner, size_t k)
{
    const struct trail *trail = race_trail(lab->race, runner);
    const struct look_style look = look_style(view->theme, lab->runners.entry[runner].look);
    const struct cost_scale scale = costs_scale(lab);
    draw_ring(canvas, stage, step_place(stage, trail, k), look.color, view->theme);
    draw_ring(
        canvas, second,
        (struct point){plot_x(second, (double)k), plot_y(second, trail->cost[k] - scale.base)},
        look.color, view->theme);
}

// "θ = (1, 2)   J = 3", or with the names that the two have: "w = 1   b = 2   J = 3".
static void add_point(const struct racing *lab, struct kit_tip *tip, const double theta[2],
                      double cost)
{
    char x[32], y[32], j[32];
    text_show(theta[0], 4, x, sizeof x);
    text_show(theta[1], 4, y, sizeof y);
    text_show(cost, 4, j, sizeof j);
    const char *first = objective_axis(&lab->head.scene, 0),
               *second = objective_axis(&lab->head.scene, 1);
    if (strcmp(first, "θ₁") == 0)
        kit_tip_add(tip, (struct color){0}, "θ = (%s, %s)   J = %s", x, y, j);
    else
        kit_tip_add(tip, (struct color){0}, "%s = %s   %s = %s   J = %s", first, x, second, y, j);
}

static void hover_stage(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                        const struct plot *second, const struct lab_view *view)
{
    struct kit_tip tip = {0};
    size_t runner = 0, k = 0;
    if (nearest_step(lab, stage, view, &runner, &k)) {
        const struct trail *trail = race_trail(lab->race, runner);
        const struct runner_entry *entry = &lab->runners.entry[runner];
        draw_step_rings(lab, canvas, stage, second, view, runner, k);
        kit_tip_add(&tip, look_style(view->theme, entry->look).color, "%s, step %zu", entry->name,
                    k);
        add_point(lab, &tip, trail->theta + 2 * k, trail->cost[k]);
        kit_tip_draw(&tip, canvas, view->theme, step_place(stage, trail, k), &stage->area);
        return;
    }
    const double theta[2] = {plot_x_value(stage, view->pointer.x),
                             plot_y_value(stage, view->pointer.y)};
    const struct objective *objective = lab->cache.objective;
    add_point(lab, &tip, theta, objective->type->cost(objective, theta));
    kit_tip_draw(&tip, canvas, view->theme, view->pointer, &stage->area);
}

// All runners' costs at the step under the pointer.
static void hover_costs(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                        const struct plot *second, const struct lab_view *view)
{
    const double under = round(plot_x_value(second, view->pointer.x));
    const size_t step = under < 0 ? 0 : (size_t)under;
    const float x = plot_x(second, (double)step);
    const struct stroke line = {.color = view->theme->axis, .width = 1};
    canvas_line(canvas, x, second->area.y, x, second->area.y + second->area.height, &line);
    struct kit_tip tip = {0};
    kit_tip_add(&tip, (struct color){0}, "step %zu", step);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const struct runner_entry *entry = &lab->runners.entry[r];
        if (entry->hidden || racing_end(trail, view->step) < (double)step)
            continue;
        draw_step_rings(lab, canvas, stage, second, view, r, step);
        char cost[32];
        text_show(trail->cost[step], 4, cost, sizeof cost);
        kit_tip_add(&tip, look_style(view->theme, entry->look).color, "%s  J = %s", entry->name,
                    cost);
    }
    const struct rect bounds = {0, 0, canvas->width, canvas->height};
    kit_tip_draw(&tip, canvas, view->theme, (struct point){x, view->pointer.y}, &bounds);
}

static void draw_hover(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                       const struct plot *second, const struct lab_view *view)
{
    if (lab->drag != DRAG_NONE)
        return;
    if (rect_contains(&stage->area, view->pointer))
        hover_stage(lab, canvas, stage, second, view);
    else if (rect_contains(&second->area, view->pointer))
        hover_costs(lab, canvas, stage, second, view);
}

// ---- drawing ------------------------------------------------------------------------------------

static void descent_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                         const struct lab_view *view)
{
    struct racing *lab = (struct racing *)base;
    struct plot stage, second;
    lay_out(lab, layout, &stage, &second);
    costs_draw(lab, canvas, &second, layout, view);
    lab_draw_picture(base, canvas, layout, view);
    if (view->has_pointer)
        draw_hover(lab, canvas, &stage, &second, view);
}

// ---- pictures -----------------------------------------------------------------------------------

static void contour_picture_draw(struct lab *base, struct canvas *canvas,
                                 const struct lab_layout *layout, const struct lab_view *view)
{
    struct racing *lab = (struct racing *)base;
    struct plot stage, second;
    lay_out(lab, layout, &stage, &second);
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

static const struct lab_picture contour_picture = {
    .name = "contour",
    .title = "Contour",
    .what = "the cost as a filled contour with isolines, and the runners' paths on it",
    .draw = contour_picture_draw,
    .pointer = contour_picture_pointer,
};

static const struct lab_picture *const pictures[] = {&contour_picture, NULL};

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
    .pictures = pictures,
    .commands = commands,
    .applies = racing_applies,
    .member = "runner",
    .members_max = RUNNERS_SHOWN_MAX,
    .follow = racing_follow,
    .subject = racing_subject,
    .size = sizeof(struct racing),
    .close = racing_close,
    .open = racing_open,
    .wait = racing_wait,
    .busy = racing_busy,
    .progress = racing_progress,
    .cancel = racing_cancel,
    .steps = racing_steps,
    .tick = racing_tick,
    .place = racing_place,
    .groups = racing_groups,
    .group = racing_group,
    .slider = racing_slider,
    .draw = descent_draw,
    .table = racing_table,
};
