// The mouse on the stage: dragging the start, panning, zooming.
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

static enum lab_effect drag_start(struct racing *lab, struct scene *scene, const struct plot *stage,
                                  struct point at)
{
    const struct rect *area = &stage->area;
    const float x = fminf(fmaxf(at.x, area->x), area->x + area->width);
    const float y = fminf(fmaxf(at.y, area->y), area->y + area->height);
    return put_pair(scene, "objective", "start",
                    rounded(plot_x_value(stage, x), lab->high[0] - lab->low[0]),
                    rounded(plot_y_value(stage, y), lab->high[1] - lab->low[1]));
}

static enum lab_effect pan(struct racing *lab, struct scene *scene, const struct plot *stage,
                           struct point at)
{
    const double dx = plot_x_value(stage, lab->drag_at.x) - plot_x_value(stage, at.x);
    const double dy = plot_y_value(stage, lab->drag_at.y) - plot_y_value(stage, at.y);
    lab->drag_at = at;
    return put_view(scene, (double[2]){lab->low[0] + dx, lab->low[1] + dy},
                    (double[2]){lab->high[0] + dx, lab->high[1] + dy});
}

static enum lab_effect zoom(const struct racing *lab, struct scene *scene, const struct plot *stage,
                            struct point at, float notches)
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

enum lab_effect racing_pointer(struct racing *lab, struct scene *scene, const struct plot *stage,
                               const struct lab_pointer *pointer)
{
    const bool is_inside = rect_contains(&stage->area, pointer->at);
    switch (pointer->kind) {
    case LAB_PRESS: {
        if (!is_inside)
            return LAB_NOTHING;
        const float x = plot_x(stage, lab->start[0]), y = plot_y(stage, lab->start[1]);
        lab->drag = hypotf(x - pointer->at.x, y - pointer->at.y) < reach ? DRAG_START : DRAG_PAN;
        lab->drag_at = pointer->at;
        return LAB_REDRAW;
    }
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
        return is_inside ? zoom(lab, scene, stage, pointer->at, pointer->wheel) : LAB_NOTHING;
    }
    return LAB_NOTHING;
}
