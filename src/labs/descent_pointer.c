// The mouse in the Descent lab: dragging the start, panning, zooming, and the numbers that hover.
#include "labs/descent_state.h"

#include "base/text.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const float reach = 14; // units within which the pointer touches a thing

// ---- changing the scene -------------------------------------------------------------------------

// The shortest text that places a value to a thousandth of the range shown.
static double rounded(double value, double span)
{
    const double unit = pow(10, floor(log10(span / 1000)));
    double exact;
    char text[64];
    snprintf(text, sizeof text, "%.15g", round(value / unit) * unit);
    return text_number(text, &exact) ? exact : value;
}

static enum lab_effect put_pair(struct scene *scene, const char *section, const char *key,
                                double a, double b)
{
    char first[32], second[32], text[72];
    text_shortest(a, first, sizeof first);
    text_shortest(b, second, sizeof second);
    snprintf(text, sizeof text, "%s, %s", first, second);
    return scene_put(scene, section, key, text, NULL) ? LAB_CHANGED : LAB_NOTHING;
}

static enum lab_effect put_view(struct scene *scene, const double low[2], const double high[2])
{
    for (int axis = 0; axis < 2; axis++) {
        const double span = high[axis] - low[axis];
        const double middle = fmax(fabs(low[axis]), fabs(high[axis]));
        // Neither so small that doubles cannot tell the ends apart nor absurdly large.
        if (!(span > 1e-9 * middle) || !(span > 1e-12) || middle > 1e11)
            return LAB_NOTHING;
    }
    for (int axis = 0; axis < 2; axis++) {
        const double span = high[axis] - low[axis];
        put_pair(scene, "view", axis ? "y" : "x", rounded(low[axis], span / 100),
                 rounded(high[axis], span / 100));
    }
    return LAB_CHANGED;
}

static enum lab_effect drag_start(struct descent *lab, struct scene *scene,
                                  const struct plot *stage, struct point at)
{
    const struct rect *area = &stage->area;
    const float x = fminf(fmaxf(at.x, area->x), area->x + area->width);
    const float y = fminf(fmaxf(at.y, area->y), area->y + area->height);
    return put_pair(scene, "objective", "start",
                    rounded(plot_x_value(stage, x), lab->high[0] - lab->low[0]),
                    rounded(plot_y_value(stage, y), lab->high[1] - lab->low[1]));
}

static enum lab_effect pan(struct descent *lab, struct scene *scene, const struct plot *stage,
                           struct point at)
{
    const double dx = plot_x_value(stage, lab->drag_at.x) - plot_x_value(stage, at.x);
    const double dy = plot_y_value(stage, lab->drag_at.y) - plot_y_value(stage, at.y);
    lab->drag_at = at;
    return put_view(scene, (double[2]){lab->low[0] + dx, lab->low[1] + dy},
                    (double[2]){lab->high[0] + dx, lab->high[1] + dy});
}

static enum lab_effect zoom(const struct descent *lab, struct scene *scene,
                            const struct plot *stage, struct point at, float notches)
{
    const double factor = pow(1.2, -(double)notches);
    const double center[2] = {plot_x_value(stage, at.x), plot_y_value(stage, at.y)};
    double low[2], high[2];
    for (int axis = 0; axis < 2; axis++) {
        low[axis] = center[axis] + (lab->low[axis] - center[axis]) * factor;
        high[axis] = center[axis] + (lab->high[axis] - center[axis]) * factor;
    }
    return put_view(scene, low, high);
}

enum lab_effect descent_pointer(struct lab *base, struct scene *scene,
                                const struct lab_layout *layout, const struct lab_pointer *pointer)
{
    struct descent *lab = (struct descent *)base;
    struct plot stage, second;
    descent_plots(lab, layout, &stage, &second);
    const bool is_inside = rect_contains(&stage.area, pointer->at);
    switch (pointer->kind) {
    case LAB_PRESS: {
        if (!is_inside)
            return LAB_NOTHING;
        const float x = plot_x(&stage, lab->start[0]), y = plot_y(&stage, lab->start[1]);
        lab->drag = hypotf(x - pointer->at.x, y - pointer->at.y) < reach ? DRAG_START : DRAG_PAN;
        lab->drag_at = pointer->at;
        return LAB_REDRAW;
    }
    case LAB_DRAG:
        return lab->drag == DRAG_START ? drag_start(lab, scene, &stage, pointer->at)
               : lab->drag == DRAG_PAN ? pan(lab, scene, &stage, pointer->at)
                                       : LAB_NOTHING;
    case LAB_RELEASE:
        if (lab->drag == DRAG_NONE)
            return LAB_NOTHING;
        lab->drag = DRAG_NONE;
        return LAB_REDRAW;
    case LAB_WHEEL:
        return is_inside ? zoom(lab, scene, &stage, pointer->at, pointer->wheel) : LAB_NOTHING;
    }
    return LAB_NOTHING;
}

// ---- hovering -----------------------------------------------------------------------------------

static struct point step_place(const struct plot *stage, const struct trail *trail, size_t k)
{
    return (struct point){plot_x(stage, trail->theta[2 * k]),
                          plot_y(stage, trail->theta[2 * k + 1])};
}

// The visible runner and step whose point is nearest to the pointer; false when none is near.
static bool nearest_step(const struct descent *lab, const struct plot *stage,
                         const struct lab_view *view, size_t *runner, size_t *step)
{
    float best = reach;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const double end = lab->runners.entry[r].hidden ? -1 : descent_end(trail, view->step);
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
static void draw_step_rings(const struct descent *lab, struct canvas *canvas,
                            const struct plot *stage, const struct plot *second,
                            const struct lab_view *view, size_t runner, size_t k)
{
    const struct trail *trail = race_trail(lab->race, runner);
    const struct look_style look = look_style(view->theme, lab->runners.entry[runner].look);
    const struct cost_scale scale = descent_cost_scale(lab);
    draw_ring(canvas, stage, step_place(stage, trail, k), look.color, view->theme);
    draw_ring(canvas, second,
              (struct point){plot_x(second, (double)k),
                             plot_y(second, trail->cost[k] - scale.base)},
              look.color, view->theme);
}

static void show_point(const char *name, const double theta[2], double cost, char *text,
                       size_t size)
{
    char x[32], y[32], j[32];
    text_show(theta[0], 4, x, sizeof x);
    text_show(theta[1], 4, y, sizeof y);
    text_show(cost, 4, j, sizeof j);
    snprintf(text, size, "%sθ = (%s, %s)   J = %s", name, x, y, j);
}

static void hover_stage(struct descent *lab, struct canvas *canvas, const struct plot *stage,
                        const struct plot *second, const struct lab_view *view)
{
    char head[128], line[160];
    const char *lines[2] = {head, line};
    struct color swatch[2] = {{0}, {0}};
    size_t runner = 0, k = 0;
    if (nearest_step(lab, stage, view, &runner, &k)) {
        const struct trail *trail = race_trail(lab->race, runner);
        draw_step_rings(lab, canvas, stage, second, view, runner, k);
        snprintf(head, sizeof head, "%s, step %zu", lab->runners.entry[runner].name, k);
        show_point("", trail->theta + 2 * k, trail->cost[k], line, sizeof line);
        swatch[0] = look_style(view->theme, lab->runners.entry[runner].look).color;
        label_draw_tip(canvas, view->theme, step_place(stage, trail, k), &stage->area, lines,
                       swatch, 2);
        return;
    }
    const double theta[2] = {plot_x_value(stage, view->pointer.x),
                             plot_y_value(stage, view->pointer.y)};
    const struct objective *objective = lab->cache.objective;
    show_point("", theta, objective->type->cost(objective, theta), line, sizeof line);
    lines[0] = line;
    label_draw_tip(canvas, view->theme, view->pointer, &stage->area, lines, swatch, 1);
}

// All runners' costs at the step under the pointer.
static void hover_costs(struct descent *lab, struct canvas *canvas, const struct plot *stage,
                        const struct plot *second, const struct lab_view *view)
{
    const double under = round(plot_x_value(second, view->pointer.x));
    const size_t step = under < 0 ? 0 : (size_t)under;
    const float x = plot_x(second, (double)step);
    const struct stroke line = {.color = view->theme->axis, .width = 1};
    canvas_line(canvas, x, second->area.y, x, second->area.y + second->area.height, &line);

    char text[RUNNERS_SHOWN_MAX + 1][128];
    const char *lines[RUNNERS_SHOWN_MAX + 1];
    struct color swatch[RUNNERS_SHOWN_MAX + 1] = {{0}};
    size_t count = 0;
    snprintf(text[count], sizeof text[count], "step %zu", step);
    lines[count] = text[count];
    count++;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        if (lab->runners.entry[r].hidden || descent_end(trail, view->step) < (double)step)
            continue;
        draw_step_rings(lab, canvas, stage, second, view, r, step);
        char cost[32];
        text_show(trail->cost[step], 4, cost, sizeof cost);
        snprintf(text[count], sizeof text[count], "%s  J = %s", lab->runners.entry[r].name, cost);
        swatch[count] = look_style(view->theme, lab->runners.entry[r].look).color;
        lines[count] = text[count];
        count++;
    }
    const struct rect bounds = {0, 0, canvas->width, canvas->height};
    label_draw_tip(canvas, view->theme, (struct point){x, view->pointer.y}, &bounds, lines, swatch,
                   count);
}

void descent_draw_hover(struct descent *lab, struct canvas *canvas, const struct plot *stage,
                        const struct plot *second, const struct lab_view *view)
{
    if (lab->drag != DRAG_NONE)
        return;
    if (rect_contains(&stage->area, view->pointer))
        hover_stage(lab, canvas, stage, second, view);
    else if (rect_contains(&second->area, view->pointer))
        hover_costs(lab, canvas, stage, second, view);
}
