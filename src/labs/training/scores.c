// What the test part says: accuracy, or the cost of a number.
#include "labs/training/scores.h"

#include "labs/kit/heading.h"
#include "labs/training/axis.h"
#include "labs/training/marks.h"
#include "labs/training/place.h"
#include "plot/label.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double score_of(const struct training_lab *lab, const struct course *course, size_t shot)
{
    return lab->examples.is_classes ? 100 * course->test_accuracy[shot] : course->test_cost[shot];
}

// Writes what was found of a course into x[] and y[]; returns how many. A curve that diverged ends.
static size_t score_curve(const struct training_lab *lab, const struct course *course, double x[],
                          double y[])
{
    const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
    size_t count = 0;
    for (size_t j = 0; j < shots; j++) {
        if (atomic_load_explicit(&course->shot_scored[j], memory_order_acquire) != 1)
            continue;
        x[count] = training_axis_shot_x(lab, course, course->shot_step[j]);
        y[count] = score_of(lab, course, j);
        if (!isfinite(y[count]))
            break;
        count++;
    }
    return count;
}

static void draw_ghosts(struct training_lab *lab, struct canvas *canvas, const struct theme *theme,
                        const struct plot *plot)
{
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct course *ghost = training_ghost(lab, r, NULL);
        if (lab->runners.entry[r].hidden || !ghost ||
            lab->ghost->is_classes != lab->examples.is_classes)
            continue;
        double *xy = calloc(2 * ghost->shot_capacity + 2, sizeof *xy);
        double *y = xy ? xy + ghost->shot_capacity + 1 : NULL;
        const struct stroke stroke = runner_ghost_stroke(&lab->runners.entry[r], theme);
        if (xy)
            training_draw_curve(lab, canvas, plot, xy, y, score_curve(lab, ghost, xy, y), INFINITY,
                                &stroke);
        free(xy);
    }
}

void training_draw_scores(struct training_lab *lab, struct canvas *canvas, const struct rect *box,
                          const struct lab_view *view)
{
    const struct theme *theme = view->theme;
    const bool is_accuracy = lab->examples.is_classes;
    double low = INFINITY, high = -INFINITY;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct course *course = trainer_course(lab->training, r);
        const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
        for (size_t j = 0; !lab->runners.entry[r].hidden && j < shots; j++) {
            if (atomic_load_explicit(&course->shot_scored[j], memory_order_acquire) != 1)
                continue;
            const double y = score_of(lab, course, j);
            low = isfinite(y) ? fmin(low, y) : low;
            high = isfinite(y) ? fmax(high, fmin(y, 30 * fabs(low))) : high;
        }
    }
    label_draw_heading(canvas, theme, box,
                       is_accuracy ? "Test accuracy, %" : "Cost of the test set, log scale");
    struct rect outer = *box;
    outer.y += HEADING_HEIGHT;
    outer.height -= HEADING_HEIGHT;
    struct plot plot = {.area = plot_area(&outer, true, false)};
    training_axis_fit_x(lab, &plot.x);
    plot.y.log = !is_accuracy;
    if (is_accuracy) {
        // The best few per cent are what matters: the axis begins where half of what can be shown
        // has been reached.
        plot.y.low = isfinite(high) && high > 80 ? 70 : 0;
        plot.y.high = 100;
    } else {
        axis_fit(&plot.y, low, high);
    }
    plot_draw_axes(canvas, theme, &plot, true);
    draw_ghosts(lab, canvas, theme, &plot);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct course *course = trainer_course(lab->training, r);
        const size_t shots = course->shot_capacity;
        const struct look_style look = look_style(theme, lab->runners.entry[r].look);
        double *xy = lab->runners.entry[r].hidden ? NULL : calloc(2 * shots + 2, sizeof *xy);
        const size_t count = xy ? score_curve(lab, course, xy, xy + shots + 1) : 0;
        if (xy && count > 0) {
            const struct stroke stroke = runner_stroke(&lab->runners.entry[r], theme, 2);
            const double end = training_axis_runner_x(lab, r, view->step);
            training_draw_curve(lab, canvas, &plot, xy, xy + shots + 1, count, end, &stroke);
            const double index = training_axis_index(xy, count, end);
            if (index >= 0)
                training_draw_dot(canvas, theme, &plot,
                                  (struct point){plot_x(&plot, xy[(size_t)index]),
                                                 plot_y(&plot, xy[shots + 1 + (size_t)index])},
                                  &look, 8);
        }
        free(xy);
    }
}
