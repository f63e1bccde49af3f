// What a projection does not keep: the cost of a path's points, drawn as their colour.
#include "labs/training/landscape.h"

#include <math.h>

#define APART 9.0f // units between the middles of two points

double training_landscape_cost(const struct training_lab *lab, const double at[2])
{
    size_t side = 0;
    const float *grid = lab->landscape ? landscape_grid(lab->landscape, &side) : NULL;
    double low[2], high[2], place[2];
    if (!grid || side < 2)
        return NAN;
    landscape_range(lab->landscape, low, high);
    for (int axis = 0; axis < 2; axis++) {
        place[axis] = (at[axis] - low[axis]) / (high[axis] - low[axis]) * (double)(side - 1);
        if (!(place[axis] >= 0 && place[axis] <= (double)(side - 1)))
            return NAN;
    }
    const size_t column = (size_t)fmin(place[0], (double)(side - 2));
    const size_t row = (size_t)fmin(place[1], (double)(side - 2));
    const double x = place[0] - (double)column, y = place[1] - (double)row;
    const float *cell = grid + row * side + column;
    return (1 - y) * ((1 - x) * (double)cell[0] + x * (double)cell[1]) +
           y * ((1 - x) * (double)cell[side] + x * (double)cell[side + 1]);
}

void training_landscape_points(const struct training_lab *lab, struct canvas *canvas,
                               const struct theme *theme, const struct plot *plot, size_t runner,
                               size_t last)
{
    const struct course *course = trainer_course(lab->training, runner);
    const double *path = lab->path[runner];
    const struct color color = look_style(theme, lab->runners.entry[runner].look).color;
    struct point before = {0};
    bool has_before = false;
    for (size_t j = 0; j <= last && j < lab->path_count[runner]; j++) {
        const struct point at = {plot_x(plot, path[2 * j]), plot_y(plot, path[2 * j + 1])};
        if (atomic_load_explicit(&course->shot_scored[j], memory_order_acquire) != 1 ||
            !rect_contains(&plot->area, at) ||
            (has_before && hypotf(at.x - before.x, at.y - before.y) < APART))
            continue;
        const float shade = contour_shade(lab->contour, course->train_cost[j]);
        const struct marker_style style = {MARKER_CIRCLE, 8, color_of(&theme->surface, shade),
                                           color, 1.5f};
        canvas_markers(canvas, &at, 1, &style);
        before = at;
        has_before = true;
    }
}
