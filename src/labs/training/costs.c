// Cost curves: raw batch costs, their average, and the costs of the whole training set.
#include "labs/training/costs.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/kit/bands.h"
#include "labs/kit/heading.h"
#include "labs/kit/snap.h"
#include "labs/kit/tip.h"
#include "labs/training/axis.h"
#include "labs/training/costs_heading.h"
#include "labs/training/marks.h"
#include "labs/training/place.h"
#include "labs/training/rise.h"
#include "labs/training/thin.h"
#include "labs/training/zoom.h"
#include "plot/band.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cost_range {
    double low, high; // of the averages
    double raw;       // lowest of the batch costs
    double least;     // lowest of the last costs of the whole training set
};

static void add_range(struct cost_range *range, const struct course *course,
                      const struct thin_curve *thin)
{
    const long shot = course_score(course, (double)course->steps);
    if (shot >= 0 && course->train_cost[shot] > 0)
        range->least = fmin(range->least, course->train_cost[shot]);
    // Where the batch is all there is no average, but the same numbers.
    const struct thin_line line =
        thin->is_mean ? thin_strong_line(course, thin)
                      : (struct thin_line){NULL, thin->smooth_y, thin->smooth_count};
    const double start = line.count > 0 ? line.y[0] : 1;
    for (size_t i = 0; i < line.count; i++) {
        const double y = line.y[i];
        if (!isfinite(y))
            continue;
        range->low = y > 0 ? fmin(range->low, y) : range->low;
        range->high = fmax(range->high, fmin(y, 30 * start));
    }
    for (size_t i = 0; i < thin->count; i++)
        range->raw = thin->y[i] > 0 ? fmin(range->raw, thin->y[i]) : range->raw;
}

// All averages, and batch costs as far as they do not stretch the axis out of proportion: what lies
// beyond is cut at the frame.
static void fit_costs(const struct training_lab *lab, struct axis *axis)
{
    struct cost_range range = {INFINITY, -INFINITY, INFINITY, INFINITY};
    for (size_t r = 0; r < lab->runners.count; r++) {
        if (lab->runners.entry[r].hidden)
            continue;
        add_range(&range, trainer_course(lab->training, r), &lab->thin[r]);
        struct thin_curve *thin;
        const struct course *ghost = training_ghost(lab, r, &thin);
        if (ghost)
            add_range(&range, ghost, thin);
    }
    double low = range.low, high = range.high;
    axis->log = lab->log_cost;
    if (!(low <= high)) {
        low = axis->log ? 0.1 : 0;
        high = 1;
    }
    // Single examples that are all but certain lie orders of magnitude below what is learned.
    if (axis->log && isfinite(range.least))
        low = fmax(fmin(low, range.raw), 0.3 * range.least);
    axis_fit(axis, axis->log ? low : 0, high);
}

// ---- drawing ------------------------------------------------------------------------------------

// The costs of the whole training set, where they were found.
static void draw_full_costs(const struct training_lab *lab, struct canvas *canvas,
                            const struct theme *theme, const struct plot *plot, size_t runner,
                            double step, struct color color)
{
    const struct course *course = trainer_course(lab->training, runner);
    const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
    const double end = training_step(lab, runner, step);
    for (size_t j = 0; j < shots && (double)course->shot_step[j] <= end; j++) {
        if (atomic_load_explicit(&course->shot_scored[j], memory_order_acquire) != 1 ||
            !isfinite(course->train_cost[j]))
            continue;
        const struct point at = {
            plot_x(plot, training_axis_shot_x(lab, course, course->shot_step[j])),
            plot_y(plot, course->train_cost[j])};
        if (!rect_contains(&plot->area, at))
            continue;
        const struct marker_style style = {MARKER_CIRCLE, 5, theme->background, color, 1.5f};
        canvas_markers(canvas, &at, 1, &style);
    }
}

// What they were before the last change: the strong lines, whole.
static void draw_ghosts(struct training_lab *lab, struct canvas *canvas, const struct theme *theme,
                        const struct plot *plot)
{
    for (size_t r = 0; r < lab->runners.count; r++) {
        struct thin_curve *thin;
        const struct course *ghost = training_ghost(lab, r, &thin);
        if (lab->runners.entry[r].hidden || !ghost || thin->count == 0)
            continue;
        const struct thin_line line = thin_strong_line(ghost, thin);
        const struct stroke stroke = runner_ghost_stroke(&lab->runners.entry[r], theme);
        training_draw_curve(lab, canvas, plot, line.x, line.y, line.count, INFINITY, &stroke);
    }
}

// Where batch costs can be told apart they are drawn one by one, thin and pale; where they crowd,
// as the band between their quantiles.
static void draw_raw(struct training_lab *lab, struct canvas *canvas, const struct plot *plot,
                     const struct theme *theme, size_t runner, double end, bool has_band)
{
    const struct thin_curve *thin = &lab->thin[runner];
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    const struct stroke pale = {
        .color = color_mix(theme->background, look.color,
                           lab->runners.runner[runner].batch < 16 ? 0.18f : 0.3f),
        .width = 1};
    training_draw_curve(lab, canvas, plot, thin->x, thin->y, thin->count, fmin(end, thin->raw_end),
                        &pale);
    if (!has_band)
        return;
    size_t first = 1; // the first row is that of the start, before any batch
    while (first + 1 < thin->spread.count && thin->spread_x[first] < thin->raw_end)
        first++;
    const size_t count = thin->spread.count - first;
    const struct band band = {.x = thin->spread_x + first,
                              .low = thin->spread.low + first,
                              .high = thin->spread.high + first,
                              .count = count,
                              .end = kit_axis_index(thin->spread_x + first, count, end),
                              .color = kit_band_color(look.color)};
    band_draw(canvas, plot, &band);
}

static void draw_line(struct training_lab *lab, struct canvas *canvas, const struct plot *plot,
                      const struct lab_view *view, size_t runner, double end)
{
    const struct thin_line line =
        thin_strong_line(trainer_course(lab->training, runner), &lab->thin[runner]);
    const bool is_chosen = view->is_selected && view->selected == runner;
    const struct stroke strong =
        runner_stroke(&lab->runners.entry[runner], view->theme, is_chosen ? 3.2f : 2.2f);
    training_draw_curve(lab, canvas, plot, line.x, line.y, line.count, end, &strong);
}

// The runner's marker where its line ends.
static void draw_head(const struct training_lab *lab, struct canvas *canvas,
                      const struct plot *plot, const struct theme *theme, size_t runner, double end,
                      float size)
{
    const struct thin_line line =
        thin_strong_line(trainer_course(lab->training, runner), &lab->thin[runner]);
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    const double index = kit_axis_index(line.x, line.count, end);
    if (index >= 0)
        training_draw_dot(canvas, theme, plot,
                          (struct point){plot_x(plot, line.x[(size_t)index]),
                                         plot_y(plot, line.y[(size_t)index])},
                          &look, size);
}

static bool is_band(const struct training_lab *lab, size_t runner)
{
    return !lab->runners.entry[runner].hidden && lab->thin[runner].count > 0 &&
           !thin_sees_all(trainer_course(lab->training, runner)) &&
           thin_is_band(&lab->thin[runner]);
}

// Whether a runner's band is drawn: where they would be mud, the selected one's is, else the last.
static bool has_band(const struct training_lab *lab, const struct lab_view *view, size_t runner)
{
    size_t bands = 0, one = 0;
    for (size_t r = 0; r < lab->runners.count; r++) {
        if (!is_band(lab, r))
            continue;
        bands++;
        one = r;
    }
    if (view->is_selected && view->selected < lab->runners.count && is_band(lab, view->selected))
        one = view->selected;
    return is_band(lab, runner) && (bands <= KIT_BANDS_MOST || runner == one);
}

// Batch costs, over them their average, and dots where the cost of the whole training set is known;
// words last, where there is room for them.
static void draw_runners(struct training_lab *lab, struct canvas *canvas, const struct plot *plot,
                         const struct lab_view *view, bool is_stage)
{
    const struct theme *theme = view->theme;
    size_t shown = 0;
    struct label_space taken = {.bounds = plot->area};
    for (size_t r = 0; r < lab->runners.count; r++)
        shown += !lab->runners.entry[r].hidden;
    for (int pass = 0; pass < 4; pass++) {
        for (size_t r = 0; r < lab->runners.count; r++) {
            if (lab->runners.entry[r].hidden || lab->thin[r].count == 0)
                continue;
            const bool is_chosen = view->is_selected && view->selected == r;
            const double end = training_axis_runner_x(lab, r, view->step);
            const struct look_style look = look_style(theme, lab->runners.entry[r].look);
            if (pass == 0 && !thin_sees_all(trainer_course(lab->training, r)))
                draw_raw(lab, canvas, plot, theme, r, end, has_band(lab, view, r));
            else if (pass == 1)
                draw_line(lab, canvas, plot, view, r, end);
            else if (pass == 2 && is_stage && (is_chosen || shown <= 3))
                draw_full_costs(lab, canvas, theme, plot, r, view->step, look.color);
            if (pass == 2)
                draw_head(lab, canvas, plot, theme, r, end, is_stage ? 10 : 8);
            else if (pass == 3)
                training_draw_outcome(lab, canvas, theme, plot, r, view->step, &taken);
        }
    }
}

// What the curves of a runner show at a place: the cost of the batch there and the average, as far
// as the two are not the same.
static void add_costs(const struct training_lab *lab, struct kit_tip *tip,
                      const struct theme *theme, size_t runner, double x, const char *line)
{
    const struct course *course = trainer_course(lab->training, runner);
    const struct thin_curve *thin = &lab->thin[runner];
    const struct color color = look_style(theme, lab->runners.entry[runner].look).color;
    const char *name = lab->runners.entry[runner].name;
    char batch[32];
    if (thin_sees_all(course)) {
        kit_tip_add(tip, color, "%s  J = %s", name, line);
        return;
    }
    text_show(course->batch_cost[training_axis_cost_step(lab, course, x)], 3, batch, sizeof batch);
    if (thin->is_mean)
        kit_tip_add(tip, color, "%s  batch J = %s, average of %zu: %s", name, batch,
                    thin->spread.window, line);
    else
        kit_tip_add(tip, color, "%s  batch J = %s, average %s", name, batch, line);
}

// The costs of all runners that have come so far, in a box beside `at`.
static void draw_cost_tip(const struct training_lab *lab, struct canvas *canvas,
                          const struct plot *plot, const struct lab_view *view, double x,
                          struct point at, const struct rect *bounds)
{
    struct kit_tip tip = {0};
    char number[32];
    x = training_axis_reached(lab, x, view->step);
    if (isinf(x)) // nobody is shown
        return;
    text_show(x, 4, number, sizeof number);
    kit_tip_add(&tip, (struct color){0}, kit_axis_place(lab->axis), number);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct thin_line line =
            thin_strong_line(trainer_course(lab->training, r), &lab->thin[r]);
        const double end = fmin(x, training_axis_runner_x(lab, r, view->step));
        const double index = kit_axis_index(line.x, line.count, end);
        if (lab->runners.entry[r].hidden || index < 0 || end < x * 0.97)
            continue;
        text_show(line.y[(size_t)index], 3, number, sizeof number);
        add_costs(lab, &tip, view->theme, r, end, number);
    }
    struct label_space space = {.bounds = plot->area};
    training_keep_clear(lab, &space, plot, view->step, at);
    kit_tip_draw_beside(&tip, canvas, view->theme, at, bounds, &space);
}

// The point of a drawn runner's strong line that the pointer means.
static struct kit_snap find_point(const struct training_lab *lab, const struct plot *plot,
                                  const struct lab_view *view)
{
    struct kit_snap snap = kit_snap_at(view->pointer);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct thin_line line =
            thin_strong_line(trainer_course(lab->training, r), &lab->thin[r]);
        const double end = training_axis_runner_x(lab, r, view->step);
        for (size_t i = 0; !lab->runners.entry[r].hidden && i < line.count && line.x[i] <= end; i++)
            kit_snap_offer(&snap, (struct point){plot_x(plot, line.x[i]), plot_y(plot, line.y[i])},
                           r, i);
    }
    return snap;
}

static void draw_cost_ring(const struct training_lab *lab, struct canvas *canvas,
                           const struct plot *plot, const struct lab_view *view, size_t runner,
                           struct point at)
{
    kit_draw_ring(canvas, plot, at, view->theme->background,
                  look_style(view->theme, lab->runners.entry[runner].look).color);
}

// The step of the selected runner that is read: a line through it, a ring where its curve is.
static void draw_cost_reading(const struct training_lab *lab, struct canvas *canvas,
                              const struct plot *plot, const struct lab_view *view, bool is_stage)
{
    const size_t r = view->selected;
    if (!view->is_selected || r >= lab->runners.count || lab->runners.entry[r].hidden)
        return;
    const struct course *course = trainer_course(lab->training, r);
    const struct rect *area = &plot->area;
    const double k = round(training_step(lab, r, view->reading));
    if (k < 1 && is_stage)
        return; // before the first step there is no batch
    // Beside another picture, which shows what a step has led to, the same is read here.
    const double x = is_stage ? training_axis_cost_x(lab, course, (size_t)k)
                              : training_axis_shot_x(lab, course, (size_t)fmax(k, 0));
    const struct thin_line line = thin_strong_line(trainer_course(lab->training, r), &lab->thin[r]);
    const double index = kit_axis_index(line.x, line.count, x);
    const float left = plot_x(plot, x);
    const bool is_shown = left >= area->x && left <= area->x + area->width;
    struct point at = {fminf(fmaxf(left, area->x), area->x + area->width), area->y};
    const struct stroke stroke = {.color = view->theme->axis, .width = 1};
    if (is_shown) // and not elsewhere than where it is zoomed to
        canvas_line(canvas, left, area->y, left, area->y + area->height, &stroke);
    if (index >= 0) {
        at.y = fminf(fmaxf(plot_y(plot, line.y[(size_t)index]), area->y), area->y + area->height);
        if (is_shown)
            draw_cost_ring(lab, canvas, plot, view, r, at);
    }
    // The two plots leave each other room.
    const float edge = is_stage ? 0 : area->x - 60, end = area->x + area->width;
    const struct rect bounds = {edge, 0, (is_stage ? end : canvas->width) - edge, canvas->height};
    draw_cost_tip(lab, canvas, plot, view, x, at, &bounds);
}

static void draw_cost_hover(const struct training_lab *lab, struct canvas *canvas,
                            const struct plot *plot, const struct lab_view *view, bool is_stage)
{
    if (view->is_reading) {
        draw_cost_reading(lab, canvas, plot, view, is_stage);
        return;
    }
    if (!view->has_pointer || !rect_contains(&plot->area, view->pointer))
        return;
    const struct rect bounds = {0, 0, canvas->width, canvas->height};
    const struct kit_snap snap = find_point(lab, plot, view);
    struct point at = view->pointer;
    double x = plot_x_value(plot, at.x);
    if (kit_snap_found(&snap)) {
        at = snap.at;
        x = thin_strong_line(trainer_course(lab->training, snap.group), &lab->thin[snap.group])
                .x[snap.index];
        draw_cost_ring(lab, canvas, plot, view, snap.group, at);
    }
    draw_cost_tip(lab, canvas, plot, view, x, at, &bounds);
}

struct plot training_costs_plot(struct training_lab *lab, const struct rect *box, bool is_stage)
{
    const struct rect outer = kit_below_heading(box);
    struct plot plot = {.area = plot_area(&outer, true, is_stage)};
    training_axis_fit_x(lab, &plot.x);
    thin_refresh(lab, training_axis_end(lab));
    thin_decide(lab, &plot);
    fit_costs(lab, &plot.y);
    if (is_stage) {
        plot.y.label = "J";
        training_zoom_apply(lab, ZOOM_COSTS, &plot);
        thin_decide(lab, &plot);
    }
    return plot;
}

bool training_costs_place(struct lab *base, const struct lab_layout *layout, size_t group,
                          double step, struct point *at)
{
    struct training_lab *lab = (struct training_lab *)base;
    if (group >= lab->runners.count || lab->runners.entry[group].hidden)
        return false;
    const struct lab_layout above = training_stage(lab, layout);
    const struct plot plot = training_costs_plot(lab, &above.stage, true);
    const struct thin_line line =
        thin_strong_line(trainer_course(lab->training, group), &lab->thin[group]);
    const double index =
        kit_axis_index(line.x, line.count, training_axis_runner_x(lab, group, step));
    if (index < 0)
        return false;
    *at =
        (struct point){plot_x(&plot, line.x[(size_t)index]), plot_y(&plot, line.y[(size_t)index])};
    return rect_contains(&plot.area, *at);
}

void training_draw_costs(struct training_lab *lab, struct canvas *canvas, const struct rect *box,
                         const struct lab_view *view, bool is_stage)
{
    struct plot plot = training_costs_plot(lab, box, is_stage);
    costs_draw_heading(lab, canvas, view->theme, box);
    if (is_stage)
        lab_move_axes(view, &plot);
    for (size_t r = 0; r < lab->runners.count; r++)
        if (!lab->runners.entry[r].hidden && lab->thin[r].is_short)
            canvas_miss(canvas);
    plot_draw_axes(canvas, view->theme, &plot, true);
    draw_ghosts(lab, canvas, view->theme, &plot);
    draw_runners(lab, canvas, &plot, view, is_stage);
    draw_cost_hover(lab, canvas, &plot, view, is_stage);
}
