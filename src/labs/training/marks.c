#include "labs/training/marks.h"

#include "labs/training/axis.h"

void training_draw_dot(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                       struct point at, const struct look_style *look, float size)
{
    if (!rect_contains(&plot->area, at))
        return;
    const struct marker_style style = {look->marker, size, look->color, theme->paper, 1.5f};
    canvas_markers(canvas, &at, 1, &style);
}

void training_draw_curve(struct training_lab *lab, struct canvas *canvas, const struct plot *plot,
                         const double x[], const double y[], size_t count, double end,
                         const struct stroke *stroke)
{
    const struct curve curve = {
        .x = x, .y = y, .count = count, .end = kit_axis_index(x, count, end), .stroke = *stroke};
    if (curve.end >= 0)
        curve_draw(canvas, plot, &curve, &lab->scratch);
}
