// What the test part says: accuracy, or the cost of a number.
#include "labs/training/scores.h"

#include "base/text.h"
#include "labs/kit/heading.h"
#include "labs/kit/snap.h"
#include "labs/kit/tip.h"
#include "labs/training/axis.h"
#include "labs/training/marks.h"
#include "labs/training/place.h"
#include "labs/training/zoom.h"
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
        else
            canvas_miss(canvas);
        free(xy);
    }
}

// What was found of a runner that is drawn; whoever asks frees x. NULL where there is nothing.
struct scored {
    double *x, *y; // in one piece
    size_t count;
};

static struct scored scores_of(const struct training_lab *lab, struct canvas *canvas, size_t runner)
{
    const struct course *course = trainer_course(lab->training, runner);
    const size_t shots = course->shot_capacity;
    struct scored scored = {NULL, NULL, 0};
    if (lab->runners.entry[runner].hidden)
        return scored;
    scored.x = calloc(2 * shots + 2, sizeof *scored.x);
    if (!scored.x) {
        canvas_miss(canvas);
        return scored;
    }
    scored.y = scored.x + shots + 1;
    scored.count = score_curve(lab, course, scored.x, scored.y);
    return scored;
}

// ---- the axes -----------------------------------------------------------------------------------

// The lowest and the highest score on the part of the x axis that is shown.
static void score_range(const struct training_lab *lab, const struct axis *x, bool is_all,
                        double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct course *course = trainer_course(lab->training, r);
        const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
        for (size_t j = 0; !lab->runners.entry[r].hidden && j < shots; j++) {
            if (atomic_load_explicit(&course->shot_scored[j], memory_order_acquire) != 1)
                continue;
            const double at = training_axis_shot_x(lab, course, course->shot_step[j]);
            const double y = score_of(lab, course, j);
            if (!is_all && !(at >= x->low && at <= x->high))
                continue;
            *low = isfinite(y) ? fmin(*low, y) : *low;
            *high = isfinite(y) ? fmax(*high, fmin(y, 30 * fabs(*low))) : *high;
        }
    }
}

static void fit_scores(const struct training_lab *lab, struct plot *plot, bool is_all)
{
    const bool is_accuracy = lab->examples.is_classes;
    double low, high;
    score_range(lab, &plot->x, is_all, &low, &high);
    plot->y.log = !is_accuracy;
    if (is_accuracy && (is_all || !(low <= high))) {
        // The best few per cent are what matters: the axis begins where half of what can be shown
        // has been reached.
        plot->y.low = isfinite(high) && high > 80 ? 70 : 0;
        plot->y.high = 100;
    } else {
        axis_fit(&plot->y, low, high);
        plot->y.high = is_accuracy ? fmin(plot->y.high, 100) : plot->y.high;
    }
}

// Beside the costs on the stage, of which it shows the same part along x.
static struct plot scores_plot(const struct training_lab *lab, const struct rect *box,
                               const struct lab_view *view)
{
    const struct rect outer = kit_below_heading(box);
    struct plot plot = {.area = plot_area(&outer, true, false)};
    training_axis_fit_x(lab, &plot.x);
    training_zoom_apply_x(lab, ZOOM_COSTS, &plot.x);
    lab_move_x(view, &plot.x);
    fit_scores(lab, &plot, !lab->part[ZOOM_COSTS].has[0]);
    return plot;
}

// ---- hovering -----------------------------------------------------------------------------------

// What was found of the runners `first` … `last` at or before x, in a box beside `at`.
static void draw_tip(const struct training_lab *lab, struct canvas *canvas, const struct plot *plot,
                     const struct lab_view *view, double x, size_t first, size_t last,
                     struct point at)
{
    struct kit_tip tip = {0};
    char number[32];
    x = training_axis_reached(lab, x, view->step);
    if (isinf(x)) // nobody is shown
        return;
    text_show(x, 4, number, sizeof number);
    kit_tip_add(&tip, (struct color){0}, kit_axis_place(lab->axis), number);
    for (size_t r = first; r <= last; r++) {
        const struct scored scored = scores_of(lab, canvas, r);
        const double end = fmin(x, training_axis_runner_x(lab, r, view->step));
        const double index = kit_axis_index(scored.x, scored.count, end);
        if (index >= 0 && end >= x * 0.97) { // who has not come so far has nothing there
            text_show(scored.y[(size_t)index], 4, number, sizeof number);
            kit_tip_add(&tip, look_style(view->theme, lab->runners.entry[r].look).color,
                        lab->examples.is_classes ? "%s   %s %%" : "%s  J = %s",
                        lab->runners.entry[r].name, number);
        }
        free(scored.x);
    }
    const float edge = view->is_reading ? plot->area.x - 60 : 0;
    const struct rect bounds = {edge, 0, canvas->width - edge, canvas->height};
    kit_tip_draw(&tip, canvas, view->theme, at, &bounds);
}

// The last score before the step that is read, with a line through the step.
static void draw_reading(const struct training_lab *lab, struct canvas *canvas,
                         const struct plot *plot, const struct lab_view *view)
{
    const size_t r = view->selected;
    const struct rect *area = &plot->area;
    if (!view->is_selected || r >= lab->runners.count || lab->runners.entry[r].hidden)
        return;
    const double x = training_axis_runner_x(lab, r, view->reading);
    const float left = plot_x(plot, x);
    const struct stroke line = {.color = view->theme->axis, .width = 1};
    if (left >= area->x && left <= area->x + area->width) // and not elsewhere than where it is
        canvas_line(canvas, left, area->y, left, area->y + area->height, &line);
    const struct scored scored = scores_of(lab, canvas, r);
    const double index = kit_axis_index(scored.x, scored.count, x + 1e-9 * fabs(x));
    if (index >= 0) {
        const size_t i = (size_t)index;
        const struct point at = {plot_x(plot, scored.x[i]), plot_y(plot, scored.y[i])};
        const struct point beside = {fminf(fmaxf(left, area->x), area->x + area->width),
                                     fminf(fmaxf(at.y, area->y), area->y + area->height)};
        kit_draw_ring(canvas, plot, at, view->theme->background,
                      look_style(view->theme, lab->runners.entry[r].look).color);
        draw_tip(lab, canvas, plot, view, scored.x[i], r, r, beside);
    }
    free(scored.x);
}

static void draw_hover(const struct training_lab *lab, struct canvas *canvas,
                       const struct plot *plot, const struct lab_view *view)
{
    if (view->is_reading) {
        draw_reading(lab, canvas, plot, view);
        return;
    }
    if (!view->has_pointer || !rect_contains(&plot->area, view->pointer))
        return;
    struct kit_snap snap = kit_snap_at(view->pointer);
    double x = plot_x_value(plot, view->pointer.x);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct scored scored = scores_of(lab, canvas, r);
        const double end = training_axis_runner_x(lab, r, view->step);
        for (size_t i = 0; i < scored.count && scored.x[i] <= end; i++) {
            kit_snap_offer(
                &snap, (struct point){plot_x(plot, scored.x[i]), plot_y(plot, scored.y[i])}, r, i);
            if (kit_snap_found(&snap) && snap.group == r && snap.index == i)
                x = scored.x[i];
        }
        free(scored.x);
    }
    if (kit_snap_found(&snap))
        kit_draw_ring(canvas, plot, snap.at, view->theme->background,
                      look_style(view->theme, lab->runners.entry[snap.group].look).color);
    draw_tip(lab, canvas, plot, view, x, 0, lab->runners.count - 1,
             kit_snap_found(&snap) ? snap.at : view->pointer);
}

// ---- drawing ------------------------------------------------------------------------------------

// Where a curve that has left the numbers breaks off: at the top, with an arrow.
static void draw_diverged(const struct training_lab *lab, struct canvas *canvas,
                          const struct plot *plot, const struct lab_view *view, size_t runner,
                          const struct scored *scored, double index)
{
    if (!training_has_diverged(lab, trainer_course(lab->training, runner), view->step))
        return;
    const struct curve curve = {
        .x = scored->x, .y = scored->y, .count = scored->count, .end = index};
    struct label_space space = {.bounds = plot->area};
    struct point inside, towards;
    if (!curve_last_inside(plot, &curve, &inside, &towards))
        return;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct scored other = scores_of(lab, canvas, r);
        const double end = training_axis_runner_x(lab, r, view->step);
        const struct curve line = {.x = other.x,
                                   .y = other.y,
                                   .count = other.count,
                                   .end = kit_axis_index(other.x, other.count, end)};
        if (other.count > 0)
            curve_keep_clear(&space, plot, &line, inside, 160, true);
        free(other.x);
    }
    const struct look_style look = look_style(view->theme, lab->runners.entry[runner].look);
    curve_draw_diverged(canvas, view->theme, plot, inside, towards, &look, &space);
}

static void draw_runner(struct training_lab *lab, struct canvas *canvas, const struct plot *plot,
                        const struct lab_view *view, size_t runner)
{
    const struct theme *theme = view->theme;
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    const struct scored scored = scores_of(lab, canvas, runner);
    if (scored.count > 0) {
        const struct stroke stroke = runner_stroke(&lab->runners.entry[runner], theme, 2);
        const double end = training_axis_runner_x(lab, runner, view->step);
        training_draw_curve(lab, canvas, plot, scored.x, scored.y, scored.count, end, &stroke);
        const double index = kit_axis_index(scored.x, scored.count, end);
        if (index >= 0)
            training_draw_dot(canvas, theme, plot,
                              (struct point){plot_x(plot, scored.x[(size_t)index]),
                                             plot_y(plot, scored.y[(size_t)index])},
                              &look, 8);
        draw_diverged(lab, canvas, plot, view, runner, &scored, index);
    }
    free(scored.x);
}

void training_draw_scores(struct training_lab *lab, struct canvas *canvas, const struct rect *box,
                          const struct lab_view *view)
{
    label_draw_heading(canvas, view->theme, box,
                       lab->examples.is_classes ? "Test accuracy, %"
                                                : "Cost of the test set, log scale");
    const struct plot plot = scores_plot(lab, box, view);
    plot_draw_axes(canvas, view->theme, &plot, true);
    draw_ghosts(lab, canvas, view->theme, &plot);
    for (size_t r = 0; r < lab->runners.count; r++)
        draw_runner(lab, canvas, &plot, view, r);
    draw_hover(lab, canvas, &plot, view);
}
