// Hands on the stage: moving the start, panning, zooming.
#include "labs/racing/racing.h"

#include "base/text.h"

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

static enum lab_effect put_pair(struct scene *scene, const char *section, const char *key, double a,
                                double b)
{
    char first[32], second[32], text[72];
    text_shortest(a, first, sizeof first);
    text_shortest(b, second, sizeof second);
    snprintf(text, sizeof text, "%s, %s", first, second);
    return scene_put(scene, section, key, text, NULL) ? LAB_CHANGED : LAB_NOTHING;
}

enum lab_effect racing_put_view(const struct racing *lab, struct scene *scene, const double low[2],
                                const double high[2])
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
        if (low[axis] == lab->low[axis] && high[axis] == lab->high[axis])
            continue;
        put_pair(scene, "view", axis ? "y" : "x", rounded(low[axis], span / 100),
                 rounded(high[axis], span / 100));
    }
    return LAB_CHANGED;
}

static struct point inside(const struct rect *area, struct point at)
{
    return (struct point){fminf(fmaxf(at.x, area->x), area->x + area->width),
                          fminf(fmaxf(at.y, area->y), area->y + area->height)};
}

static enum lab_effect drag_start(struct racing *lab, struct scene *scene, const struct plot *stage,
                                  struct point at)
{
    at = inside(&stage->area, at);
    return put_pair(scene, "objective", "start",
                    rounded(plot_x_value(stage, at.x), lab->high[0] - lab->low[0]),
                    rounded(plot_y_value(stage, at.y), lab->high[1] - lab->low[1]));
}

static enum lab_effect pan(struct racing *lab, struct scene *scene, const struct plot *stage,
                           struct point at)
{
    const double dx = plot_x_value(stage, lab->drag_at.x) - plot_x_value(stage, at.x);
    const double dy = plot_y_value(stage, lab->drag_at.y) - plot_y_value(stage, at.y);
    lab->drag_at = at;
    return racing_put_view(lab, scene, (double[2]){lab->low[0] + dx, lab->low[1] + dy},
                           (double[2]){lab->high[0] + dx, lab->high[1] + dy});
}

// Whether zooming is about an axis (0 or 1).
static bool is_about(enum lab_axes axes, int axis)
{
    return axes == LAB_BOTH_AXES || axes == (axis ? LAB_Y_AXIS : LAB_X_AXIS);
}

static enum lab_effect zoom(const struct racing *lab, struct scene *scene, const struct plot *stage,
                            const struct lab_pointer *pointer)
{
    const double factor = pow(1.2, -(double)pointer->wheel);
    const double center[2] = {plot_x_value(stage, pointer->at.x),
                              plot_y_value(stage, pointer->at.y)};
    double low[2], high[2];
    for (int axis = 0; axis < 2; axis++) {
        const double share = is_about(pointer->axes, axis) ? factor : 1;
        low[axis] = center[axis] + (lab->low[axis] - center[axis]) * share;
        high[axis] = center[axis] + (lab->high[axis] - center[axis]) * share;
    }
    return racing_put_view(lab, scene, low, high);
}

static enum lab_effect zoom_to(const struct racing *lab, struct scene *scene,
                               const struct plot *stage, const struct lab_pointer *pointer)
{
    const struct point a = inside(&stage->area, pointer->at), b = inside(&stage->area, pointer->to);
    double low[2] = {plot_x_value(stage, fminf(a.x, b.x)), plot_y_value(stage, fmaxf(a.y, b.y))};
    double high[2] = {plot_x_value(stage, fmaxf(a.x, b.x)), plot_y_value(stage, fminf(a.y, b.y))};
    for (int axis = 0; axis < 2; axis++) {
        if (is_about(pointer->axes, axis))
            continue;
        low[axis] = lab->low[axis];
        high[axis] = lab->high[axis];
    }
    return racing_put_view(lab, scene, low, high);
}

static enum lab_effect pan_by(const struct racing *lab, struct scene *scene, struct point by)
{
    const double dx = (double)by.x * (lab->high[0] - lab->low[0]);
    const double dy = (double)by.y * (lab->high[1] - lab->low[1]);
    return racing_put_view(lab, scene, (double[2]){lab->low[0] + dx, lab->low[1] + dy},
                           (double[2]){lab->high[0] + dx, lab->high[1] + dy});
}

// Rounded to a tenth of the smallest move.
static enum lab_effect move_start(const struct racing *lab, struct scene *scene, struct point by)
{
    const double width = lab->high[0] - lab->low[0], height = lab->high[1] - lab->low[1];
    return put_pair(scene, "objective", "start",
                    rounded(lab->start[0] + (double)by.x * width, 0.1 * width),
                    rounded(lab->start[1] + (double)by.y * height, 0.1 * height));
}

static enum lab_effect press(struct racing *lab, const struct plot *stage, struct point at)
{
    const float x = plot_x(stage, lab->start[0]), y = plot_y(stage, lab->start[1]);
    lab->drag = hypotf(x - at.x, y - at.y) < reach ? DRAG_START : DRAG_PAN;
    lab->drag_at = at;
    return LAB_REDRAW;
}

enum lab_effect racing_pointer(struct racing *lab, struct scene *scene, const struct plot *stage,
                               const struct lab_pointer *pointer)
{
    const bool is_inside = rect_contains(&stage->area, pointer->at);
    switch (pointer->kind) {
    case LAB_PRESS:
        return is_inside ? press(lab, stage, pointer->at) : LAB_NOTHING;
    case LAB_DRAG:
        return lab->drag == DRAG_START ? drag_start(lab, scene, stage, pointer->at)
               : lab->drag == DRAG_PAN ? pan(lab, scene, stage, pointer->at)
                                       : LAB_NOTHING;
    case LAB_RELEASE:
        if (lab->drag == DRAG_NONE)
            return LAB_NOTHING;
        lab->drag = DRAG_NONE;
        return LAB_REDRAW;
    case LAB_WHEEL:
        return is_inside ? zoom(lab, scene, stage, pointer) : LAB_NOTHING;
    case LAB_BOX:
        return zoom_to(lab, scene, stage, pointer);
    case LAB_PAN:
        return pan_by(lab, scene, pointer->by);
    case LAB_START:
        return move_start(lab, scene, pointer->by);
    }
    return LAB_NOTHING;
}
