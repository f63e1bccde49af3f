#include "labs/racing/decay.h"

#include "base/array.h"
#include "base/text.h"
#include "labs/kit/heading.h"
#include "labs/kit/params.h"
#include "labs/kit/scene.h"
#include "labs/kit/tip.h"
#include "labs/racing/racing.h"
#include "plot/label.h"
#include "sim/wandering.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { RING_POINTS = 97, RING_EPOCHS = 5, RING_STEPS_MIN = 100 };
static const float formula_height = 26;

// ---- where things are ---------------------------------------------------------------------------

struct decay_plots {
    struct plot stage, alpha, distance;
    bool in_epochs; // the x axes count epochs; else steps, for runners disagree what an epoch is
};

static size_t epoch_steps(const struct racing *lab, size_t runner)
{
    return race_trail(lab->race, runner)->epoch_steps;
}

static bool agree_on_epochs(const struct racing *lab)
{
    size_t seen = 0;
    for (size_t r = 0; r < lab->runners.count; r++) {
        if (lab->runners.entry[r].hidden)
            continue;
        if (seen > 0 && epoch_steps(lab, r) != seen)
            return false;
        seen = epoch_steps(lab, r);
    }
    return seen > 0 && race_steps(lab->race) >= seen;
}

// The known minimum nearest to a place; NULL when none is known.
static const struct minimum *nearest_minimum(const struct racing *lab, const double theta[2])
{
    const struct objective *objective = lab->cache.objective;
    const struct minimum *nearest = NULL;
    double least = INFINITY;
    for (size_t i = 0; i < objective->minimum_count; i++) {
        const struct minimum *minimum = &objective->minimum[i];
        const double away = hypot(theta[0] - minimum->theta[0], theta[1] - minimum->theta[1]);
        if (away < least) {
            least = away;
            nearest = minimum;
        }
    }
    return nearest;
}

static double distance_at(const struct racing *lab, const struct trail *trail, size_t row)
{
    const double *theta = trail->theta + 2 * row;
    const struct minimum *minimum = nearest_minimum(lab, theta);
    return minimum ? hypot(theta[0] - minimum->theta[0], theta[1] - minimum->theta[1]) : NAN;
}

static void fit_alpha(const struct racing *lab, struct axis *axis)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const size_t rows = lab->runners.entry[r].hidden ? 0 : racing_rows(trail);
        for (size_t k = 1; k < rows; k++) {
            low = fmin(low, trail->alpha[k]);
            high = fmax(high, trail->alpha[k]);
        }
    }
    axis->log = lab->log_alpha;
    axis_fit(axis, axis->log ? fmax(low, 1e-8 * high) : 0, 1.04 * high);
}

// Where the distances of the first half are far above what follows, the start still shows: the
// axis is logarithmic. What falls to nothing leaves at the bottom.
static void fit_distance(const struct racing *lab, struct axis *axis)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const size_t rows = lab->runners.entry[r].hidden ? 0 : racing_rows(trail);
        for (size_t k = 0; k < rows; k++) {
            const double away = distance_at(lab, trail, k);
            if (away > 0 && isfinite(away)) {
                low = fmin(low, away);
                high = fmax(high, away);
            }
        }
    }
    axis->log = true;
    axis_fit(axis, fmax(low, 1e-6 * high), fmin(high, 1e3 * fmax(low, 1e-6 * high) + high));
}

static struct decay_plots lay_out(const struct racing *lab, const struct lab_layout *layout)
{
    struct decay_plots plots = {.in_epochs = agree_on_epochs(lab)};
    struct rect box = layout->stage, below = layout->stage;
    box.height = fmaxf(0.64f * layout->stage.height, 40);
    below.y += box.height + HEADING_HEIGHT;
    below.height = fmaxf(layout->stage.height - box.height - HEADING_HEIGHT, 40);
    plots.stage = (struct plot){
        .area = plot_area(&box, false, true),
        .x = {.low = lab->low[0], .high = lab->high[0]},
        .y = {.low = lab->low[1], .high = lab->high[1], .label = objective_axis(&lab->scene, 1)},
    };
    struct axis time = {.high = (double)race_steps(lab->race), .label = "step"};
    if (plots.in_epochs) {
        time.high /= (double)epoch_steps(lab, racing_epoch_runner(lab));
        time.label = "epoch";
    }
    plots.distance = (struct plot){.area = plot_area(&below, true, true), .x = time};
    fit_distance(lab, &plots.distance.y);
    box = layout->second;
    box.y += HEADING_HEIGHT;
    box.height = fmaxf(box.height - HEADING_HEIGHT - formula_height, 40);
    plots.alpha = (struct plot){.area = plot_area(&box, true, false), .x = time};
    fit_alpha(lab, &plots.alpha.y);
    return plots;
}

// ---- rings --------------------------------------------------------------------------------------

// The wandering over the last epochs before `step`; false while there are too few steps.
static bool measure(const struct racing *lab, size_t runner, double step,
                    struct wandering *wandering, const struct minimum **minimum)
{
    const struct trail *trail = race_trail(lab->race, runner);
    const double end = racing_end(trail, step);
    if (end < 20)
        return false;
    const size_t last = (size_t)end;
    size_t span = RING_EPOCHS * trail->epoch_steps;
    span = span < RING_STEPS_MIN ? RING_STEPS_MIN : span;
    span = span > last / 2 ? last / 2 : span;
    *minimum = nearest_minimum(lab, trail->theta + 2 * last);
    return *minimum &&
           wandering_measure(trail->theta, last - span + 1, last, (*minimum)->theta, wandering);
}

// What theory expects of the runner: only of plain descent under a constant α on a noisy surface.
static bool expect(const struct racing *lab, size_t index, const struct minimum *minimum,
                   struct wandering *wandering)
{
    const struct runner *runner = &lab->runners.runner[index];
    const double sigma = objective_noise(&lab->scene);
    const double variance =
        wandering_batch_variance(sigma, runner->batch, lab->cache.objective->examples);
    const bool is_constant = strcmp(runner->schedule->name, "constant") == 0 ||
                             strcmp(runner->schedule->name, "manual") == 0;
    return is_constant && runner->change_count == 0 && strcmp(runner->rule->name, "gd") == 0 &&
           variance > 0 &&
           wandering_expected(lab->cache.objective, minimum->theta, runner->number[0], variance,
                              wandering);
}

static void draw_ring(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                      const struct wandering *wandering, const struct minimum *minimum,
                      const struct stroke *stroke, struct color halo)
{
    double points[2 * RING_POINTS];
    wandering_ring(wandering, minimum->theta, RING_POINTS, points);
    const struct curve ring = {
        .x = points,
        .y = points + 1,
        .x_stride = 2,
        .y_stride = 2,
        .count = RING_POINTS,
        .end = RING_POINTS - 1,
        .stroke = *stroke,
        .halo = halo,
        .halo_width = 1.5f,
    };
    curve_draw(canvas, stage, &ring, &lab->scratch);
}

static void draw_rings(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                       const struct lab_view *view, const size_t order[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct wandering measured, expected;
        const struct minimum *minimum;
        if (!measure(lab, order[i], view->step, &measured, &minimum))
            continue;
        const struct color color = look_style(view->theme, lab->runners.entry[order[i]].look).color;
        const struct stroke solid = {.color = color, .width = 3};
        draw_ring(lab, canvas, stage, &measured, minimum, &solid, view->theme->paper);
        if (!expect(lab, order[i], minimum, &expected))
            continue;
        const struct stroke dashed = {
            .color = color_mix(color, view->theme->ink, 0.35f), .width = 2, .dash = {6, 6}};
        draw_ring(lab, canvas, stage, &expected, minimum, &dashed, (struct color){0});
    }
}

// ---- drawing ------------------------------------------------------------------------------------

static void draw_stage(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                       const struct lab_view *view, const size_t order[], size_t count)
{
    const struct theme *theme = view->theme;
    racing_draw_background(lab, canvas, theme, stage);
    for (size_t i = 0; i < count; i++) {
        struct curve curve = racing_path(lab, order[i], view->step, theme);
        // Long wanderings are seen through: the ring is what counts.
        curve.stroke.width = curve.count > 300 ? 1 : 1.6f;
        curve.stroke.dash[0] = 0;
        curve.stroke.color.a = curve.count > 300 ? 0.45f : 0.8f;
        curve.halo.a = 0;
        curve.dots = false;
        curve_draw(canvas, stage, &curve, &lab->scratch);
    }
    draw_rings(lab, canvas, stage, view, order, count);
    canvas_clip(canvas, &stage->area);
    racing_draw_marks(lab, canvas, theme, stage);
    canvas_clip(canvas, NULL);
    for (size_t i = 0; i < count; i++) {
        const struct curve curve = racing_path(lab, order[i], view->step, theme);
        racing_draw_head(lab, canvas, theme, stage, &curve, order[i], 11);
        racing_draw_diverged(lab, canvas, theme, stage, order[i], view->step);
    }
}

// A curve over the time axis.
static struct curve over_time(const struct racing *lab, const struct decay_plots *plots,
                              size_t runner, double step, const struct theme *theme)
{
    const struct trail *trail = race_trail(lab->race, runner);
    return (struct curve){
        .x_step = plots->in_epochs ? 1 / (double)trail->epoch_steps : 1,
        .count = racing_rows(trail),
        .end = racing_end(trail, step),
        .stroke = runner_stroke(&lab->runners.entry[runner], theme, 2),
    };
}

// The learning rates of the whole run, those still to come pale: a schedule is known beforehand.
static void draw_alphas(struct racing *lab, struct canvas *canvas, const struct decay_plots *plots,
                        const struct lab_view *view, const size_t order[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct curve curve = over_time(lab, plots, order[i], view->step, view->theme);
        curve.y = race_trail(lab->race, order[i])->alpha;
        const struct color color = curve.stroke.color;
        const double end = curve.end;
        curve.stroke.color = color_mix(view->theme->background, color, 0.35f);
        curve.stroke.gap.a = 0;
        curve.end = (double)curve.count - 1;
        curve_draw(canvas, &plots->alpha, &curve, &lab->scratch);
        curve.stroke.color = color;
        curve.stroke.gap = color_mix(color, view->theme->paper, 0.45f);
        curve.end = end;
        curve_draw(canvas, &plots->alpha, &curve, &lab->scratch);
        racing_draw_head(lab, canvas, view->theme, &plots->alpha, &curve, order[i], 8);
    }
}

// Over how many steps a runner's distance is averaged: short races show every step as it is.
static size_t smoothing(const struct racing *lab, size_t runner)
{
    const size_t epoch = epoch_steps(lab, runner), steps = race_steps(lab->race);
    if (steps < 200)
        return 1;
    return epoch < 50 ? 50 : epoch > 200 ? 200 : epoch;
}

// The root mean square of value[rows] over the `span` rows up to each, in place.
static void smooth(double value[], size_t rows, size_t span, double ring[])
{
    double sum = 0;
    for (size_t k = 0; k < rows; k++) {
        const size_t slot = k % span;
        sum += value[k] * value[k] - (k >= span ? ring[slot] : 0);
        ring[slot] = value[k] * value[k];
        const size_t count = k + 1 < span ? k + 1 : span;
        value[k] = sqrt(fmax(sum, 0) / (double)count);
    }
}

// Every step pale, and over it the root mean square of an epoch (of 50 to 200 steps).
static void draw_distances(struct racing *lab, struct canvas *canvas,
                           const struct decay_plots *plots, const struct lab_view *view,
                           const size_t order[], size_t count)
{
    for (int is_smooth = 0; is_smooth < 2; is_smooth++) {
        for (size_t i = 0; i < count; i++) {
            struct curve curve = over_time(lab, plots, order[i], view->step, view->theme);
            const struct trail *trail = race_trail(lab->race, order[i]);
            const size_t span = smoothing(lab, order[i]);
            if (curve.count == 0 || !array_reserve(&lab->above, &lab->above_capacity,
                                                   curve.count + span, sizeof *lab->above, NULL))
                continue;
            for (size_t k = 0; k < curve.count; k++)
                lab->above[k] = distance_at(lab, trail, k);
            if (is_smooth)
                smooth(lab->above, curve.count, span, lab->above + curve.count);
            curve.y = lab->above;
            if (!is_smooth && span > 1) {
                curve.stroke.color = color_mix(view->theme->background, curve.stroke.color, 0.3f);
                curve.stroke.width = 1;
                curve.stroke.dash[0] = 0;
            }
            curve_draw(canvas, &plots->distance, &curve, &lab->scratch);
            if (is_smooth)
                racing_draw_head(lab, canvas, view->theme, &plots->distance, &curve, order[i], 8);
        }
    }
}

// The runner that D and the formula are about: the selected one, else the first that is drawn.
static size_t chosen(const struct racing *lab, const struct lab_view *view)
{
    if (view && view->is_selected && view->selected < lab->runners.count)
        return view->selected;
    for (size_t r = 0; r < lab->runners.count; r++)
        if (!lab->runners.entry[r].hidden)
            return r;
    return 0;
}

// The schedule's formula with the numbers of this very epoch.
static void draw_formula(const struct racing *lab, struct canvas *canvas,
                         const struct lab_layout *layout, const struct lab_view *view)
{
    const size_t index = chosen(lab, view);
    const struct runner *runner = &lab->runners.runner[index];
    const struct trail *trail = race_trail(lab->race, index);
    const size_t step = (size_t)fmax(view->step, 1);
    const double epoch = (double)((step - 1) / trail->epoch_steps + 1);
    const struct schedule_time time = {
        .number = runner->schedule_number,
        .time = runner->decay_per_step ? (double)step : epoch,
        .step = step,
        .change = runner->change,
        .change_count = runner->change_count,
    };
    char formula[240], text[360], fitted[360];
    schedule_show(runner->schedule, &time, runner->number[0], formula, sizeof formula);
    snprintf(text, sizeof text, "%s %.0f:  %s", runner->decay_per_step ? "step" : "epoch",
             time.time, formula);
    const struct look_style look = look_style(view->theme, lab->runners.entry[index].look);
    const float y = layout->second.y + layout->second.height - 8;
    const struct rect square = {layout->second.x, y - 5, 10, 10};
    canvas_rectangle(canvas, &square, 2, look.color);
    const struct text_style style = {
        .size = TYPE_SMALL, .color = view->theme->ink, .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, text, style.size, false, layout->second.width - 20, fitted,
                    sizeof fitted);
    canvas_text(canvas, layout->second.x + 18, y, fitted, &style);
}

// ---- hovering -----------------------------------------------------------------------------------

static void draw_hover(const struct racing *lab, struct canvas *canvas,
                       const struct decay_plots *plots, const struct lab_view *view)
{
    const bool is_alpha = rect_contains(&plots->alpha.area, view->pointer);
    const struct plot *plot = is_alpha ? &plots->alpha : &plots->distance;
    if (!rect_contains(&plot->area, view->pointer))
        return;
    const double time = fmax(plot_x_value(plot, view->pointer.x), 0);
    struct kit_tip tip = {0};
    if (plots->in_epochs)
        kit_tip_add(&tip, (struct color){0}, "epoch %.0f", floor(time) + 1);
    else
        kit_tip_add(&tip, (struct color){0}, "step %.0f", round(time));
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const double step = round(time * (plots->in_epochs ? (double)trail->epoch_steps : 1));
        const size_t k = is_alpha && step < 1 ? 1 : (size_t)step;
        if (lab->runners.entry[r].hidden || k >= racing_rows(trail))
            continue;
        char number[32];
        text_show(is_alpha ? trail->alpha[k] : distance_at(lab, trail, k), 4, number,
                  sizeof number);
        kit_tip_add(&tip, look_style(view->theme, lab->runners.entry[r].look).color, "%s  %s %s",
                    lab->runners.entry[r].name, is_alpha ? "α =" : "", number);
    }
    const struct rect bounds = {0, 0, canvas->width, canvas->height};
    kit_tip_draw(&tip, canvas, view->theme, view->pointer, &bounds);
}

static void decay_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                       const struct lab_view *view)
{
    struct racing *lab = (struct racing *)base;
    const struct decay_plots plots = lay_out(lab, layout);
    const struct theme *theme = view->theme;
    size_t order[RUNNERS_SHOWN_MAX];
    const size_t count = racing_order(lab, view, order);
    kit_draw_title(base, &lab->scene, canvas, layout, theme);
    label_draw_heading(canvas, theme, &layout->second,
                       lab->log_alpha ? "Learning rate α, log scale" : "Learning rate α");
    plot_draw_axes(canvas, theme, &plots.alpha, true);
    draw_alphas(lab, canvas, &plots, view, order, count);
    draw_formula(lab, canvas, layout, view);
    lab_picture(base)->draw(base, canvas, layout, view);
    const struct rect heading = {plots.distance.area.x, plots.distance.area.y - HEADING_HEIGHT - 8,
                                 plots.distance.area.width, HEADING_HEIGHT};
    label_draw_heading(canvas, theme, &heading,
                       lab->cache.objective->minimum_count > 0
                           ? "Distance to the minimum, log scale"
                           : "No minimum is known here");
    plot_draw_axes(canvas, theme, &plots.distance, true);
    draw_distances(lab, canvas, &plots, view, order, count);
    if (view->has_pointer)
        draw_hover(lab, canvas, &plots, view);
}

// ---- the lab ------------------------------------------------------------------------------------

static void decay_place(const struct lab *base, double step, char where[48], char detail[48])
{
    racing_place(base, step, detail, where);
}

static void decay_group(const struct lab *base, size_t index, double step, struct lab_group *group)
{
    const struct racing *lab = (const struct racing *)base;
    racing_group(base, index, step, group);
    if (index >= lab->runners.count)
        return;
    struct wandering wandering;
    const struct minimum *minimum;
    if (!group->diverged && measure(lab, index, step, &wandering, &minimum)) {
        char number[32];
        text_show(wandering_radius(&wandering), 3, number, sizeof number);
        snprintf(group->result, sizeof group->result, "radius %s", number);
    }
    const struct runner *runner = &lab->runners.runner[index];
    char alpha[32], batch[32] = "all";
    text_show(runner->number[0], 4, alpha, sizeof alpha);
    if (runner->batch > 0)
        snprintf(batch, sizeof batch, "%zu", runner->batch);
    snprintf(group->summary, sizeof group->summary, "α₀ = %s, b = %s, %s", alpha, batch,
             runner->schedule->name);
}

// Multiplies the runner's α by `factor` from the step after `step` on, in the scene.
static enum lab_effect change_alpha(const struct racing *lab, struct scene *scene, size_t index,
                                    double step, double factor)
{
    const struct runner *runner = &lab->runners.runner[index];
    const uint64_t from = (uint64_t)fmax(floor(step), 0) + 1;
    if (from > race_steps(lab->race) || runner->change_count >= RUNNER_CHANGES_MAX)
        return LAB_NOTHING;
    struct schedule_change change[RUNNER_CHANGES_MAX + 1];
    size_t count = 0;
    bool is_placed = false;
    for (size_t i = 0; i <= runner->change_count; i++) {
        const bool is_end = i == runner->change_count;
        if (!is_placed && (is_end || runner->change[i].step >= from)) {
            const bool is_same = !is_end && runner->change[i].step == from;
            const double both = is_same ? factor * runner->change[i].factor : factor;
            is_placed = true;
            if (both != 1) // halved and doubled again: as it was
                change[count++] = (struct schedule_change){from, both};
            if (is_same)
                continue;
        }
        if (!is_end)
            change[count++] = runner->change[i];
    }
    char text[RUNNER_CHANGES_MAX * 48] = "";
    for (size_t i = 0; i < count; i++) {
        char number[32];
        text_shortest(change[i].factor, number, sizeof number);
        text_append(text, sizeof text, "%s%llu:%s", i ? ", " : "",
                    (unsigned long long)change[i].step, number);
    }
    return kit_put(scene, lab->runners.entry[index].section, "manual", count > 0 ? text : NULL);
}

static enum lab_effect halve(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    const struct racing *racing = (const struct racing *)lab;
    return change_alpha(racing, scene, chosen(racing, view), view->step, 0.5);
}

static enum lab_effect twice(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    const struct racing *racing = (const struct racing *)lab;
    return change_alpha(racing, scene, chosen(racing, view), view->step, 2);
}

static const char *no_step_left(const struct lab *lab, const struct lab_view *view)
{
    const struct racing *racing = (const struct racing *)lab;
    if (floor(view->step) >= (double)race_steps(racing->race))
        return "no step comes after the last one";
    if (racing->runners.runner[chosen(racing, view)].change_count >= RUNNER_CHANGES_MAX)
        return "there are as many changes as a runner can have";
    return NULL;
}

static enum lab_effect toggle_log(struct lab *lab, struct scene *scene, const struct lab_view *view)
{
    (void)view;
    return kit_put(scene, "view", "log_alpha", kit_no_yes[!((struct racing *)lab)->log_alpha]);
}

static const struct lab_command commands[] = {
    {"log-axis", "log or linear axis of the second plot", NULL, toggle_log},
    RACING_FIT,
    RACING_SEED,
    {"halve-alpha", "halve the selected runner's α from here on", no_step_left, halve},
    {"double-alpha", "double the selected runner's α from here on", no_step_left, twice},
    {0},
};

static enum lab_effect decay_pointer(struct lab *lab, struct scene *scene,
                                     const struct lab_layout *layout,
                                     const struct lab_pointer *pointer)
{
    return lab_picture(lab)->pointer(lab, scene, layout, pointer);
}

static void rings_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                       const struct lab_view *view)
{
    struct racing *lab = (struct racing *)base;
    const struct decay_plots plots = lay_out(lab, layout);
    size_t order[RUNNERS_SHOWN_MAX];
    const size_t count = racing_order(lab, view, order);
    draw_stage(lab, canvas, &plots.stage, view, order, count);
}

static enum lab_effect rings_pointer(struct lab *base, struct scene *scene,
                                     const struct lab_layout *layout,
                                     const struct lab_pointer *pointer)
{
    struct racing *lab = (struct racing *)base;
    const struct decay_plots plots = lay_out(lab, layout);
    return racing_pointer(lab, scene, &plots.stage, pointer);
}

static const struct lab_picture rings_picture = {
    .name = "rings",
    .title = "Rings",
    .what = "the paths on the contour, and a ring for how far each runner strays",
    .draw = rings_draw,
    .pointer = rings_pointer,
};

static const struct lab_picture *const pictures[] = {&rings_picture, NULL};

static struct lab *decay_create(const struct scene *scene, int threads, struct error *error)
{
    return racing_create(&lab_decay, scene, threads, error);
}

const struct lab_type lab_decay = {
    .name = "decay",
    .title = "Decay",
    .what = "learning-rate schedules: constant α wanders about the minimum, decay makes it settle",
    .scene = "schedules",
    .sections = racing_decay_sections,
    .pictures = pictures,
    .commands = commands,
    .applies = racing_applies,
    .create = decay_create,
    .destroy = racing_destroy,
    .open = racing_open,
    .wait = racing_wait,
    .busy = racing_busy,
    .progress = racing_progress,
    .cancel = racing_cancel,
    .steps = racing_steps,
    .tick = racing_tick,
    .place = decay_place,
    .groups = racing_groups,
    .group = decay_group,
    .slider = racing_slider,
    .draw = decay_draw,
    .pointer = decay_pointer,
    .table = racing_table,
};
