// Cost curves: raw batch costs, their average, and the costs of the whole training set.
#include "labs/training/costs.h"

#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/kit/heading.h"
#include "labs/kit/snap.h"
#include "labs/kit/tip.h"
#include "labs/training/axis.h"
#include "labs/training/marks.h"
#include "labs/training/place.h"
#include "labs/training/zoom.h"
#include "plot/label.h"
#include "sim/average.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- thinning -----------------------------------------------------------------------------------

void thin_curve_clear(struct thin_curve *thin)
{
    free(thin->x);
    free(thin->y);
    free(thin->smooth_x);
    free(thin->smooth_y);
    memset(thin, 0, sizeof *thin);
}

void training_clear_curves(struct training_lab *lab)
{
    for (size_t r = 0; r < RUNNERS_SHOWN_MAX; r++)
        thin_curve_clear(&lab->thin[r]);
}

// How far a place is between two others on the x axis, 0 … 1.
static double share_of(const struct training_lab *lab, double x, double low, double high)
{
    const bool is_log = lab->axis == AXIS_STEPS;
    const double share =
        is_log ? log(fmax(x, 1) / low) / log(high / low) : (x - low) / (high - low);
    return fmin(fmax(share, 0), 1);
}

// Which of the columns a place falls into. The part that is shown has as many as everything.
static size_t column_of(const struct training_lab *lab, double x, double end)
{
    const struct training_part *part = &lab->part[ZOOM_COSTS];
    const double low = part->low[0], high = part->high[0];
    if (part->has[0] && x >= low && x <= high && (low > 0 || lab->axis != AXIS_STEPS))
        return CURVE_COLUMNS + 1 + (size_t)(share_of(lab, x, low, high) * CURVE_COLUMNS);
    const double share = lab->axis == AXIS_STEPS ? log(fmax(x, 1)) / log(fmax(end, 2)) : x / end;
    return (size_t)(fmin(fmax(share, 0), 1) * CURVE_COLUMNS);
}

static bool make_room(struct thin_curve *thin)
{
    if (thin->x)
        return true;
    thin->x = calloc(CURVE_POINTS, sizeof *thin->x);
    thin->y = calloc(CURVE_POINTS, sizeof *thin->y);
    thin->smooth_x = calloc(CURVE_POINTS, sizeof *thin->smooth_x);
    thin->smooth_y = calloc(CURVE_POINTS, sizeof *thin->smooth_y);
    return thin->x && thin->y && thin->smooth_x && thin->smooth_y;
}

static void add_raw(struct thin_curve *thin, double x, double y)
{
    thin->x[thin->count] = x;
    thin->y[thin->count++] = y;
}

// Lowest and highest batch cost of every column, in the order they come, and the average at its
// end. Hundreds of steps share a column: what is drawn covers all of them.
static void thin_out(const struct training_lab *lab, const struct course *course,
                     struct thin_curve *thin, double end)
{
    const size_t length = course_length(course);
    const struct training_part *part = &lab->part[ZOOM_COSTS];
    const double low = part->has[0] ? part->low[0] : 0, high = part->has[0] ? part->high[0] : 0;
    const bool is_same =
        thin->length == length && thin->end == end && thin->low == low && thin->high == high;
    if (is_same || length < 2 || !make_room(thin))
        return;
    double *smooth = malloc((length - 1) * sizeof *smooth);
    if (!smooth)
        return;
    const struct average average = {AVERAGE_EWA, lab->beta, true};
    average_run(&average, course->batch_cost + 1, length - 1, smooth);
    thin->length = length;
    thin->end = end;
    thin->low = low;
    thin->high = high;
    thin->count = thin->smooth_count = 0;
    thin->is_ended = false;
    size_t lowest = 1, highest = 1;
    for (size_t k = 1; k < length; k++) {
        if (course->batch_cost[k] < course->batch_cost[lowest])
            lowest = k;
        if (!(course->batch_cost[k] <= course->batch_cost[highest]))
            highest = k;
        const bool is_end =
            k + 1 == length || column_of(lab, training_axis_cost_x(lab, course, k + 1), end) !=
                                   column_of(lab, training_axis_cost_x(lab, course, k), end);
        if (!is_end)
            continue;
        const size_t first = lowest < highest ? lowest : highest;
        const size_t second = lowest < highest ? highest : lowest;
        add_raw(thin, training_axis_cost_x(lab, course, first), course->batch_cost[first]);
        if (second != first)
            add_raw(thin, training_axis_cost_x(lab, course, second), course->batch_cost[second]);
        thin->smooth_x[thin->smooth_count] = training_axis_cost_x(lab, course, k);
        thin->smooth_y[thin->smooth_count++] = smooth[k - 1];
        lowest = highest = k + 1;
    }
    free(smooth);
}

static bool sees_all(const struct course *course)
{
    return course->batch == course->examples;
}

// The cost of a batch is found before its step. Where the batch is all, the cost after the last
// step is known as well, once it has been scored: the curve goes on to it.
static void add_end(const struct training_lab *lab, const struct course *course,
                    struct thin_curve *thin)
{
    const long shot = course_score(course, (double)course->steps);
    if (!sees_all(course) || thin->count == 0 || thin->is_ended ||
        thin->length != course->steps + 1 || shot < 0 || course->shot_step[shot] != course->steps ||
        !isfinite(course->train_cost[shot]))
        return;
    add_raw(thin, training_axis_shot_x(lab, course, course->steps), course->train_cost[shot]);
    thin->is_ended = true;
}

static void refresh_curve(const struct training_lab *lab, const struct course *course,
                          struct thin_curve *thin, double end, bool is_stale)
{
    if (is_stale)
        thin->length = 0;
    thin_out(lab, course, thin, end);
    add_end(lab, course, thin);
}

static void refresh_curves(struct training_lab *lab, double end)
{
    const bool is_stale = lab->thin_generation != lab->generation || lab->thin_axis != lab->axis ||
                          lab->thin_beta != lab->beta;
    for (size_t r = 0; r < lab->runners.count; r++) {
        refresh_curve(lab, trainer_course(lab->training, r), &lab->thin[r], end, is_stale);
        struct thin_curve *thin;
        const struct course *ghost = training_ghost(lab, r, &thin);
        if (ghost)
            refresh_curve(lab, ghost, thin, end, is_stale);
    }
    lab->thin_generation = lab->generation;
    lab->thin_axis = lab->axis;
    lab->thin_beta = lab->beta;
}

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
    const double start = thin->smooth_count > 0 ? thin->smooth_y[0] : 1;
    for (size_t i = 0; i < thin->smooth_count; i++) {
        const double y = thin->smooth_y[i];
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

// Baselines of the texts so far: whatever rises together is written one below the other.
struct rises {
    float y[RUNNERS_SHOWN_MAX];
    size_t count;
};

// The baseline next to `wanted` that has a line of its own, further down first.
static float free_line(const struct rises *rises, float wanted, float bottom)
{
    const float pitch = 18;
    for (int way = 1; way >= -1; way -= 2) {
        float y = wanted;
        for (size_t i = 0; i < rises->count; i++) {
            if (fabsf(rises->y[i] - y) >= pitch)
                continue;
            y = rises->y[i] + (float)way * pitch;
            i = (size_t)-1; // anew
        }
        if (y <= bottom)
            return y;
    }
    return wanted;
}

static void draw_rise(const struct training_lab *lab, struct canvas *canvas,
                      const struct theme *theme, const struct plot *plot, size_t runner,
                      double step, struct rises *rises)
{
    size_t k;
    if (!training_rises(lab, runner, step, &k))
        return;
    const struct course *course = trainer_course(lab->training, runner);
    const struct color color = look_style(theme, lab->runners.entry[runner].look).color;
    float x = plot_x(plot, training_axis_cost_x(lab, course, k));
    const float y =
        fmaxf(fminf(plot_y(plot, course->batch_cost[k]), plot->area.y + plot->area.height - 30),
              plot->area.y + 16);
    struct text_style style = {.size = TYPE_BODY,
                               .bold = true,
                               .color = color,
                               .vertical = ALIGN_END,
                               .halo = theme->background,
                               .halo_width = 3};
    const char *text = words("rising: α is too large");
    const float width = canvas_text_width(canvas, text, style.size, true);
    x = fminf(x + 8, plot->area.x + plot->area.width - width - 4);
    const float line = free_line(rises, y - 8, plot->area.y + plot->area.height - 4);
    rises->y[rises->count++] = line;
    canvas_text(canvas, x, line, text, &style);
}

// The strong line of a runner: its average, or where the batch is all, which has no noise to
// average away, the costs themselves.
struct line {
    const double *x, *y;
    size_t count;
};

static struct line strong_line(const struct course *course, const struct thin_curve *thin)
{
    return sees_all(course) ? (struct line){thin->x, thin->y, thin->count}
                            : (struct line){thin->smooth_x, thin->smooth_y, thin->smooth_count};
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
        const struct line line = strong_line(ghost, thin);
        const struct stroke stroke = runner_ghost_stroke(&lab->runners.entry[r], theme);
        training_draw_curve(lab, canvas, plot, line.x, line.y, line.count, INFINITY, &stroke);
    }
}

// Raw batch costs thin and pale, over them their average, and dots where the cost of the whole
// training set is known.
static void draw_runners(struct training_lab *lab, struct canvas *canvas, const struct plot *plot,
                         const struct lab_view *view, bool is_stage)
{
    const struct theme *theme = view->theme;
    size_t shown = 0;
    struct rises rises = {.count = 0};
    for (size_t r = 0; r < lab->runners.count; r++)
        shown += !lab->runners.entry[r].hidden;
    for (int pass = 0; pass < 3; pass++) {
        for (size_t r = 0; r < lab->runners.count; r++) {
            const struct thin_curve *thin = &lab->thin[r];
            if (lab->runners.entry[r].hidden || thin->count == 0)
                continue;
            const struct look_style look = look_style(theme, lab->runners.entry[r].look);
            const struct line line = strong_line(trainer_course(lab->training, r), &lab->thin[r]);
            const bool is_chosen = view->is_selected && view->selected == r;
            const double end = training_axis_runner_x(lab, r, view->step);
            if (pass == 0 && line.y != thin->y) {
                const struct stroke pale = {
                    .color = color_mix(theme->background, look.color,
                                       lab->runners.runner[r].batch < 16 ? 0.18f : 0.3f),
                    .width = 1};
                training_draw_curve(lab, canvas, plot, thin->x, thin->y, thin->count, end, &pale);
            } else if (pass == 1) {
                const struct stroke strong =
                    runner_stroke(&lab->runners.entry[r], theme, is_chosen ? 3.2f : 2.2f);
                training_draw_curve(lab, canvas, plot, line.x, line.y, line.count, end, &strong);
            } else if (pass == 2) {
                if (is_stage && (is_chosen || shown <= 3))
                    draw_full_costs(lab, canvas, theme, plot, r, view->step, look.color);
                const double index = kit_axis_index(line.x, line.count, end);
                if (index >= 0)
                    training_draw_dot(canvas, theme, plot,
                                      (struct point){plot_x(plot, line.x[(size_t)index]),
                                                     plot_y(plot, line.y[(size_t)index])},
                                      &look, is_stage ? 10 : 8);
                draw_rise(lab, canvas, theme, plot, r, view->step, &rises);
            }
        }
    }
}

// The costs of all runners that have come so far, in a box beside `at`.
static void draw_cost_tip(const struct training_lab *lab, struct canvas *canvas,
                          const struct lab_view *view, double x, struct point at,
                          const struct rect *bounds)
{
    struct kit_tip tip = {0};
    char number[32];
    text_show(x, 4, number, sizeof number);
    kit_tip_add(&tip, (struct color){0}, kit_axis_place(lab->axis), number);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct line line = strong_line(trainer_course(lab->training, r), &lab->thin[r]);
        const double end = fmin(x, training_axis_runner_x(lab, r, view->step));
        const double index = kit_axis_index(line.x, line.count, end);
        if (lab->runners.entry[r].hidden || index < 0 || end < x * 0.97)
            continue;
        text_show(line.y[(size_t)index], 3, number, sizeof number);
        kit_tip_add(&tip, look_style(view->theme, lab->runners.entry[r].look).color, "%s  J = %s",
                    lab->runners.entry[r].name, number);
    }
    kit_tip_draw(&tip, canvas, view->theme, at, bounds);
}

// The point of a drawn runner's strong line that the pointer means.
static struct kit_snap find_point(const struct training_lab *lab, const struct plot *plot,
                                  const struct lab_view *view)
{
    struct kit_snap snap = kit_snap_at(view->pointer);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct line line = strong_line(trainer_course(lab->training, r), &lab->thin[r]);
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
    const struct line line = strong_line(trainer_course(lab->training, r), &lab->thin[r]);
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
    draw_cost_tip(lab, canvas, view, x, at, &bounds);
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
        x = strong_line(trainer_course(lab->training, snap.group), &lab->thin[snap.group])
                .x[snap.index];
        draw_cost_ring(lab, canvas, plot, view, snap.group, at);
    }
    draw_cost_tip(lab, canvas, view, x, at, &bounds);
}

// After a cancellation it says how far the training came.
static void draw_heading(const struct training_lab *lab, struct canvas *canvas,
                         const struct theme *theme, const struct rect *box)
{
    char whole[160], brief[100], beta[32];
    if (trainer_was_cancelled(lab->training)) {
        double epoch = (double)lab->epochs;
        for (size_t r = 0; r < lab->runners.count; r++) {
            const struct course *course = trainer_course(lab->training, r);
            if (!atomic_load(&course->diverged))
                epoch =
                    fmin(epoch, (double)(course_length(course) - 1) / (double)course->epoch_steps);
        }
        text_print(brief, sizeof brief, words("stopped at epoch %.0f"), floor(epoch));
        text_print(whole, sizeof whole, "%s · %s", words("Batch cost (pale) and its average"),
                   brief);
    } else {
        text_show(lab->beta, 4, beta, sizeof beta);
        text_print(whole, sizeof whole,
                   lab->log_cost ? words("Batch cost (pale) and its average, β = %s, log scale")
                                 : words("Batch cost (pale) and its average, β = %s"),
                   beta);
        text_print(brief, sizeof brief,
                   lab->log_cost ? words("Cost, average β = %s, log scale")
                                 : words("Cost, average β = %s"),
                   beta);
    }
    label_draw_fitting_heading(canvas, theme, box, (const char *const[]){whole, brief, NULL});
}

struct plot training_costs_plot(struct training_lab *lab, const struct rect *box, bool is_stage)
{
    const struct rect outer = kit_below_heading(box);
    struct plot plot = {.area = plot_area(&outer, true, is_stage)};
    training_axis_fit_x(lab, &plot.x);
    refresh_curves(lab, training_axis_end(lab));
    fit_costs(lab, &plot.y);
    if (is_stage) {
        plot.y.label = "J";
        training_zoom_apply(lab, ZOOM_COSTS, &plot);
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
    const struct line line = strong_line(trainer_course(lab->training, group), &lab->thin[group]);
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
    draw_heading(lab, canvas, view->theme, box);
    struct plot plot = training_costs_plot(lab, box, is_stage);
    if (is_stage)
        lab_move_axes(view, &plot);
    plot_draw_axes(canvas, view->theme, &plot, true);
    draw_ghosts(lab, canvas, view->theme, &plot);
    draw_runners(lab, canvas, &plot, view, is_stage);
    draw_cost_hover(lab, canvas, &plot, view, is_stage);
}
