#include "app/box.h"

#include <math.h>

static const float least = 6; // units; less is a click

enum lab_axes zoom_box_axes(const struct zoom_box *box)
{
    if (!box->is_single)
        return LAB_BOTH_AXES;
    return fabsf(box->to.x - box->from.x) >= fabsf(box->to.y - box->from.y) ? LAB_X_AXIS
                                                                            : LAB_Y_AXIS;
}

static float within(float value, float low, float length)
{
    return fminf(fmaxf(value, low), low + length);
}

bool zoom_box_rect(const struct zoom_box *box, const struct rect *area, struct rect *rect)
{
    const enum lab_axes axes = zoom_box_axes(box);
    const float x0 = within(fminf(box->from.x, box->to.x), area->x, area->width);
    const float x1 = within(fmaxf(box->from.x, box->to.x), area->x, area->width);
    const float y0 = within(fminf(box->from.y, box->to.y), area->y, area->height);
    const float y1 = within(fmaxf(box->from.y, box->to.y), area->y, area->height);
    *rect = (struct rect){x0, y0, x1 - x0, y1 - y0};
    if (axes == LAB_Y_AXIS) {
        rect->x = area->x;
        rect->width = area->width;
    }
    if (axes == LAB_X_AXIS) {
        rect->y = area->y;
        rect->height = area->height;
    }
    return rect->width >= least && rect->height >= least;
}

void zoom_box_draw(const struct zoom_box *box, struct canvas *canvas, const struct theme *theme,
                   const struct rect *area)
{
    struct rect r;
    if (!zoom_box_rect(box, area, &r))
        return;
    const struct point corner[] = {{r.x, r.y},
                                   {r.x + r.width, r.y},
                                   {r.x + r.width, r.y + r.height},
                                   {r.x, r.y + r.height},
                                   {r.x, r.y}};
    const struct stroke halo = {.color = theme->paper, .width = 4};
    const struct stroke line = {.color = theme->ink, .width = 1.5f};
    canvas_rectangle(canvas, &r, 0, color_alpha(theme->paper, 0.25f));
    canvas_polyline(canvas, corner, 5, &halo);
    canvas_polyline(canvas, corner, 5, &line);
}
