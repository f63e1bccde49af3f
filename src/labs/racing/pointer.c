// Hands on the stage: moving the start, panning, zooming.
#include "labs/racing/racing.h"

#include "base/text.h"
#include "labs/kit/zoom.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const float reach = 14; // units within which the pointer touches a thing

// ---- changing the scene -------------------------------------------------------------------------

static enum lab_effect put_pair(struct scene *scene, const char *section, const char *key, double a,
                                double b)
{
    char first[32], second[32], text[72];
    text_shortest(a, first, sizeof first);
    text_shortest(b, second, sizeof second);
    snprintf(text, sizeof text, "%s, %s", first, second);
    return scene_put(scene, section, key, text, NULL) ? LAB_CHANGED : LAB_NOTHING;
}

enum lab_effect racing_put_view(struct scene *scene, const struct plot *stage, const double low[2],
                                const double high[2])
{
    return kit_zoom_put(scene, (const char *const[]){"x", "y"}, stage, low, high);
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
                    kit_rounded(plot_x_value(stage, at.x), lab->high[0] - lab->low[0]),
                    kit_rounded(plot_y_value(stage, at.y), lab->high[1] - lab->low[1]));
}

static enum lab_effect pan(struct racing *lab, struct scene *scene, const struct plot *stage,
                           struct point at)
{
    const double dx = plot_x_value(stage, lab->drag_at.x) - plot_x_value(stage, at.x);
    const double dy = plot_y_value(stage, lab->drag_at.y) - plot_y_value(stage, at.y);
    lab->drag_at = at;
    return racing_put_view(scene, stage, (double[2]){lab->low[0] + dx, lab->low[1] + dy},
                           (double[2]){lab->high[0] + dx, lab->high[1] + dy});
}

static enum lab_effect zoom(struct scene *scene, const struct plot *stage,
                            const struct lab_pointer *pointer)
{
    double low[2], high[2];
    return kit_zoom(stage, pointer, low, high) ? racing_put_view(scene, stage, low, high)
                                               : LAB_NOTHING;
}

// Rounded to a tenth of the smallest move.
static enum lab_effect move_start(const struct racing *lab, struct scene *scene, struct point by)
{
    const double width = lab->high[0] - lab->low[0], height = lab->high[1] - lab->low[1];
    return put_pair(scene, "objective", "start",
                    kit_rounded(lab->start[0] + (double)by.x * width, 0.1 * width),
                    kit_rounded(lab->start[1] + (double)by.y * height, 0.1 * height));
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
    case LAB_BOX:
    case LAB_PAN:
        return zoom(scene, stage, pointer);
    case LAB_START:
        return move_start(lab, scene, pointer->by);
    }
    return LAB_NOTHING;
}
