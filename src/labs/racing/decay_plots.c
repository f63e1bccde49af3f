#include "labs/racing/decay_plots.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/kit/heading.h"
#include "labs/kit/snap.h"
#include "labs/kit/tip.h"
#include "labs/racing/hood.h"
#include "labs/racing/hover.h"
#include "labs/racing/places.h"
#include "plot/label.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const float formula_height = 26;

// ---- where things are ---------------------------------------------------------------------------

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

static void fit_alpha(const struct racing *lab, struct axis *axis)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t r = 0; r < lab->runners.count; r++) {
        if (lab->runners.entry[r].hidden)
            continue;
        const struct range alpha = trail_extremes(race_trail(lab->race, r)).alpha;
        low = fmin(low, alpha.lowest);
        high = fmax(high, alpha.highest);
        const struct trail *ghost = racing_ghost(lab, r, NULL);
        if (ghost) {
            low = fmin(low, trail_extremes(ghost).alpha.lowest);
            high = fmax(high, trail_extremes(ghost).alpha.highest);
        }
    }
    axis->log = lab->log_alpha;
    axis_fit(axis, axis->log ? fmax(low, 1e-8 * high) : 0, 1.04 * high);
}

// Where the distances of the first half are far above what follows, the start still shows: the
// axis is logarithmic. What falls to nothing, or is so little beside the start that a running mean
// of squares cannot tell it from that, lies on a floor that says so; runners that blow up count
// only as far as a thousand times their start, so that the others stay readable.
static void fit_distance(const struct racing *lab, struct axis *axis)
{
    static const double least = 1e-7; // of the largest: squares have 16 digits
    double low = INFINITY, high = -INFINITY;
    bool has_zero = false;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct distance *distance = &lab->distance[r];
        if (lab->runners.entry[r].hidden || distance->count == 0)
            continue;
        const double first = distance->value[0] > 0 ? distance->value[0] : distance->low;
        low = fmin(low, distance->low);
        high = fmax(high, fmin(distance->high, 1e3 * first));
        has_zero = has_zero || distance->has_zero;
    }
    axis->log = true;
    if (high > 0 && (has_zero || low < least * high)) {
        axis->floor = least * high;
        low = fmin(low, axis->floor);
    }
    axis_fit(axis, fmax(low, least * high), high);
}

void decay_stage(const struct racing *lab, const struct lab_layout *layout, struct plot *stage)
{
    struct rect box = layout->stage;
    if (!layout->is_apart && !lab->shows_hood) // which has its own share of it
        box.height = fmaxf(0.64f * layout->stage.height, 40);
    *stage = (struct plot){
        .area = plot_area(&box, false, true),
        .x = {.low = lab->low[0], .high = lab->high[0]},
        .y = {.low = lab->low[1], .high = lab->high[1], .label = lab->caption[1]},
    };
}

// Of the plot of distances, without its heading. Under the hood it has the room below the stage
// where no stems stand there.
static struct rect distance_box(const struct racing *lab, const struct lab_layout *layout)
{
    struct rect box = layout->stage;
    if (layout->is_apart || lab->shows_hood)
        return kit_below_heading(&layout->below);
    const float above = fmaxf(0.64f * box.height, 40) + HEADING_HEIGHT;
    box.y += above;
    box.height = fmaxf(box.height - above, 40);
    return box;
}

// What an exercise hides of a learning rate would be read from its curve.
static const char *const alpha_keys[] = {"alpha",     "schedule", "alpha_t", "warm_up",
                                         "decay_per", "manual",   NULL};

static bool hides_alpha(const struct racing *lab)
{
    if (!hide_any(&lab->head.scene)) // is asked in every frame
        return false;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const char *section = lab->runners.entry[r].section;
        for (const struct param *param = lab->runners.runner[r].schedule->params; param->key;
             param++)
            if (hide_slider(&lab->head.scene, section, param->key))
                return true;
    }
    return lab_hides(&lab->head, alpha_keys);
}

struct decay_plots decay_lay_out(struct racing *lab, const struct lab_layout *layout,
                                 const struct lab_view *view)
{
    for (size_t r = 0; r < lab->runners.count; r++)
        distance_follow(&lab->distance[r], lab->cache.objective, race_trail(lab->race, r),
                        race_steps(lab->race));
    struct decay_plots plots = {
        .in_epochs = agree_on_epochs(lab),
        .has_alpha = !lab->shows_hood && !hides_alpha(lab),
        .has_distance =
            !lab->shows_hood || (layout->below.height > 0 && !racing_has_stems(lab, layout, view)),
    };
    for (size_t r = 0; r < lab->runners.count; r++) {
        struct distance *distance;
        const struct trail *ghost = racing_ghost(lab, r, &distance);
        if (ghost)
            distance_follow(distance, lab->cache.objective, ghost, race_steps(lab->race));
    }
    const struct rect below = distance_box(lab, layout);
    decay_stage(lab, layout, &plots.stage);
    struct axis time = {.high = (double)race_steps(lab->race), .label = "step"};
    if (plots.in_epochs) {
        time.high /= (double)epoch_steps(lab, racing_epoch_runner(lab));
        time.label = "epoch";
    }
    plots.distance = (struct plot){.area = plot_area(&below, true, true), .x = time};
    fit_distance(lab, &plots.distance.y);
    struct rect box = layout->second;
    box.y += HEADING_HEIGHT;
    box.height = fmaxf(box.height - HEADING_HEIGHT - formula_height, 40);
    plots.alpha = (struct plot){.area = plot_area(&box, true, false), .x = time};
    fit_alpha(lab, &plots.alpha.y);
    return plots;
}

// ---- drawing ------------------------------------------------------------------------------------

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

// What was before the last change: learning rates, or distances.
static void draw_ghosts(struct racing *lab, struct canvas *canvas, const struct decay_plots *plots,
                        const struct theme *theme, bool is_alpha)
{
    for (size_t r = 0; r < lab->runners.count; r++) {
        struct distance *distance;
        const struct trail *ghost = racing_ghost(lab, r, &distance);
        if (lab->runners.entry[r].hidden || !ghost)
            continue;
        struct curve curve = {
            .x_step = plots->in_epochs ? 1 / (double)ghost->epoch_steps : 1,
            .y = is_alpha ? ghost->alpha : distance->smooth,
            .count = is_alpha ? racing_rows(ghost) : distance->count,
            .stroke = runner_ghost_stroke(&lab->runners.entry[r], theme),
        };
        curve.end = (double)curve.count - 1;
        if (curve.count > 1)
            curve_draw(canvas, is_alpha ? &plots->alpha : &plots->distance, &curve, &lab->scratch);
    }
}

// The learning rates of the whole run, those still to come pale: a schedule is known beforehand.
static void draw_alphas(struct racing *lab, struct canvas *canvas, const struct decay_plots *plots,
                        const struct lab_view *view, const size_t order[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct curve curve = over_time(lab, plots, order[i], view->step, view->theme);
        curve.y = race_trail(lab->race, order[i])->alpha;
        if (curve.count == 0)
            continue;
        const size_t now = (size_t)curve.end;
        struct curve coming = curve;
        coming.y += now;
        coming.x_first = (double)now * curve.x_step;
        coming.count -= now;
        coming.end = (double)coming.count - 1;
        coming.stroke.color = color_mix(view->theme->background, curve.stroke.color, 0.35f);
        coming.stroke.gap.a = 0;
        curve_draw(canvas, &plots->alpha, &coming, &lab->scratch);
        curve.stroke.gap = color_mix(curve.stroke.color, view->theme->paper, 0.45f);
        curve_draw(canvas, &plots->alpha, &curve, &lab->scratch);
    }
    for (size_t i = 0; i < count; i++) {
        struct curve curve = over_time(lab, plots, order[i], view->step, view->theme);
        curve.y = race_trail(lab->race, order[i])->alpha;
        racing_draw_head(lab, canvas, view->theme, &plots->alpha, &curve, order[i], 8);
    }
}

// Whether a runner's distances are drawn as a band, of as many steps as they are averaged over.
static bool is_band(const struct racing *lab, const struct plot *plot, size_t runner)
{
    return lab->distance[runner].span > 1 && lab->spread[runner].count > 0 &&
           racing_is_band(lab, runner, plot->area.width, (double)race_steps(lab->race));
}

static void follow_spreads(struct racing *lab, struct canvas *canvas, const struct plot *plot)
{
    const size_t steps = race_steps(lab->race);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct distance *distance = &lab->distance[r];
        const bool has_ended =
            atomic_load(&race_trail(lab->race, r)->diverged) || race_done(lab->race);
        const bool is_wanted =
            distance->span > 1 && racing_is_band(lab, r, plot->area.width, (double)steps);
        if (distance->is_short ||
            (is_wanted && !spread_follow(&lab->spread[r], distance->value, distance->count,
                                         has_ended ? distance->count : steps + 1, distance->span)))
            canvas_miss(canvas);
    }
}

static void draw_bands(const struct racing *lab, struct canvas *canvas,
                       const struct decay_plots *plots, const struct lab_view *view,
                       const size_t order[], size_t count)
{
    size_t bands = 0;
    for (size_t i = 0; i < count; i++)
        bands += is_band(lab, &plots->distance, order[i]);
    for (size_t i = racing_first_band(bands, count); i < count; i++) {
        const struct trail *trail = race_trail(lab->race, order[i]);
        struct plot plot = plots->distance; // over steps
        const double unit = plots->in_epochs ? (double)trail->epoch_steps : 1;
        plot.x.low *= unit;
        plot.x.high *= unit;
        if (is_band(lab, &plots->distance, order[i]))
            kit_draw_band(canvas, &plot, &lab->spread[order[i]], NULL, 0,
                          racing_end(trail, view->step),
                          look_style(view->theme, lab->runners.entry[order[i]].look).color);
    }
}

static struct curve distance_curve(const struct racing *lab, const struct decay_plots *plots,
                                   const struct lab_view *view, size_t runner, bool is_smooth)
{
    struct curve curve = over_time(lab, plots, runner, view->step, view->theme);
    curve.count = lab->distance[runner].count;
    curve.y = is_smooth ? lab->distance[runner].smooth : lab->distance[runner].value;
    return curve;
}

// A band or every step pale, and over it the root mean square of an epoch (of 50 to 200 steps). The
// heads lie on all of them: pictures of curves that nothing parts become one.
static void draw_distances(struct racing *lab, struct canvas *canvas,
                           const struct decay_plots *plots, const struct lab_view *view,
                           const size_t order[], size_t count)
{
    for (int is_smooth = 0; is_smooth < 2; is_smooth++) {
        for (size_t i = 0; i < count; i++) {
            struct curve curve = distance_curve(lab, plots, view, order[i], is_smooth);
            if (curve.count == 0)
                continue;
            if (!is_smooth && is_band(lab, &plots->distance, order[i]))
                continue;
            if (!is_smooth && lab->distance[order[i]].span > 1) {
                curve.stroke.color = color_mix(view->theme->background, curve.stroke.color, 0.3f);
                curve.stroke.width = 1;
                curve.stroke.dash[0] = 0;
            }
            curve_draw(canvas, &plots->distance, &curve, &lab->scratch);
        }
    }
    for (size_t i = 0; i < count; i++) {
        const struct curve curve = distance_curve(lab, plots, view, order[i], true);
        racing_draw_head(lab, canvas, view->theme, &plots->distance, &curve, order[i], 8);
    }
}

// The runner that D and the formula are about: the selected one, else the first that is drawn.
size_t decay_chosen(const struct racing *lab, const struct lab_view *view)
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
    const size_t index = decay_chosen(lab, view);
    const struct runner *runner = &lab->runners.runner[index];
    const struct trail *trail = race_trail(lab->race, index);
    const size_t step = (size_t)fmax(view->step, 1);
    const double epoch = (double)((step - 1) / trail->epoch_steps + 1);
    const struct schedule_time time = {
        .number = runner->schedule_number,
        .time = runner->decay_per_step ? (double)step : epoch,
        .step = step,
        .warm_up = runner->warm_up,
        .change = runner->change,
        .change_count = runner->change_count,
        .per_step = runner->decay_per_step,
        .epoch_steps = trail->epoch_steps,
        .steps = race_steps(lab->race),
    };
    char formula[360], text[480], fitted[480];
    schedule_show(runner->schedule, &time, runner->number[0], formula, sizeof formula);
    const char *format =
        runner->decay_per_step ? words("step %.0f:  %s") : words("epoch %.0f:  %s");
    text_print(text, sizeof text, format, time.time, formula);
    const float room = layout->second.width - 20;
    const char *result = strrchr(formula, '=');
    if (result && canvas_text_width(canvas, text, TYPE_SMALL, false) > room) {
        char brief[360];
        text_print(brief, sizeof brief, "α %s", result);
        text_print(text, sizeof text, format, time.time, brief);
    }
    const struct look_style look = look_style(view->theme, lab->runners.entry[index].look);
    const float y = layout->second.y + layout->second.height - 8;
    const struct point at = {layout->second.x + 6, y};
    const struct marker_style mark = {.shape = look.marker, .size = 11, .fill = look.color};
    canvas_markers(canvas, &at, 1, &mark);
    const struct text_style style = {
        .size = TYPE_SMALL, .color = view->theme->ink, .vertical = ALIGN_MIDDLE};
    canvas_fit_text(canvas, text, style.size, false, room, fitted, sizeof fitted);
    canvas_text(canvas, layout->second.x + 18, y, fitted, &style);
}

static void draw_alpha_plot(struct racing *lab, struct canvas *canvas,
                            const struct lab_layout *layout, const struct decay_plots *plots,
                            const struct lab_view *view)
{
    size_t order[RUNNERS_SHOWN_MAX];
    const size_t count = racing_order(lab, view, order);
    racing_draw_heading(lab, canvas, view->theme, &layout->second,
                        lab->log_alpha ? "Learning rate α, log scale" : "Learning rate α");
    plot_draw_axes(canvas, view->theme, &plots->alpha, true);
    draw_ghosts(lab, canvas, plots, view->theme, true);
    draw_alphas(lab, canvas, plots, view, order, count);
    draw_formula(lab, canvas, layout, view);
}

// The window of all bands that are drawn; 0 where they differ, SIZE_MAX where there is none.
static size_t window_of(const struct racing *lab, const struct plot *plot)
{
    size_t window = SIZE_MAX;
    for (size_t r = 0; r < lab->runners.count; r++) {
        if (lab->runners.entry[r].hidden || !is_band(lab, plot, r))
            continue;
        const size_t span = lab->distance[r].span;
        window = window == SIZE_MAX || window == span ? span : 0;
    }
    return window;
}

static void draw_distance_plot(struct racing *lab, struct canvas *canvas,
                               const struct decay_plots *plots, const struct lab_view *view)
{
    size_t order[RUNNERS_SHOWN_MAX];
    const size_t count = racing_order(lab, view, order);
    const struct rect heading = {plots->distance.area.x,
                                 plots->distance.area.y - HEADING_HEIGHT - 8,
                                 plots->distance.area.width, HEADING_HEIGHT};
    const char *what = lab->cache.objective->minimum_count > 0
                           ? "Distance to the minimum, log scale"
                           : "No minimum is known here";
    follow_spreads(lab, canvas, &plots->distance);
    char whole[160], less[160];
    const size_t window = window_of(lab, &plots->distance);
    kit_band_heading(what, window, whole);
    kit_band_heading("Distance", window, less);
    if (window == SIZE_MAX)
        label_draw_heading(canvas, view->theme, &heading, what);
    else
        label_draw_fitting_heading(canvas, view->theme, &heading,
                                   (const char *const[]){whole, less, NULL});
    plot_draw_axes(canvas, view->theme, &plots->distance, true);
    draw_ghosts(lab, canvas, plots, view->theme, false);
    draw_bands(lab, canvas, plots, view, order, count);
    draw_distances(lab, canvas, plots, view, order, count);
}

void decay_draw_plots(struct racing *lab, struct canvas *canvas, const struct lab_layout *layout,
                      const struct lab_view *view)
{
    const struct decay_plots plots = decay_lay_out(lab, layout, view);
    if (plots.has_alpha && plot_is_shown(&plots.alpha))
        draw_alpha_plot(lab, canvas, layout, &plots, view);
    else if (lab->shows_hood && layout->second.width > 0)
        racing_draw_hood(lab, canvas, layout, view);
    if (plots.has_distance && plot_is_shown(&plots.distance))
        draw_distance_plot(lab, canvas, &plots, view);
    racing_draw_stems(lab, canvas, layout, view);
}

// ---- hovering -----------------------------------------------------------------------------------

// What the visible runners `first` … `last` have at a time, in a box beside `at`.
static void draw_time_tip(const struct racing *lab, struct canvas *canvas,
                          const struct decay_plots *plots, const struct lab_view *view,
                          bool is_alpha, double time, size_t first, size_t last, struct point at,
                          const struct rect *bounds)
{
    struct kit_tip tip = {0};
    if (plots->in_epochs)
        kit_tip_add(&tip, (struct color){0}, "epoch %.0f", floor(time) + 1);
    else
        kit_tip_add(&tip, (struct color){0}, "step %.0f", round(time));
    for (size_t r = first; r <= last; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const double step = round(time * (plots->in_epochs ? (double)trail->epoch_steps : 1));
        const size_t k = is_alpha && step < 1 ? 1 : (size_t)step;
        const struct distance *distance = &lab->distance[r];
        // Learning rates are drawn beyond the timeline's place, distances are not.
        if (lab->runners.entry[r].hidden ||
            k >= (is_alpha ? racing_rows(trail) : distance->count) ||
            (!is_alpha && (double)k > racing_end(trail, view->step)))
            continue;
        char number[32];
        text_show(is_alpha ? trail->alpha[k] : distance->value[k], 4, number, sizeof number);
        const struct color color = look_style(view->theme, lab->runners.entry[r].look).color;
        const char *name = lab->runners.entry[r].name;
        if (is_alpha || distance->span <= 1) {
            kit_tip_add(&tip, color, is_alpha ? "%s  α = %s" : "%s   %s", name, number);
            continue;
        }
        char average[32];
        text_show(distance->smooth[k], 4, average, sizeof average);
        kit_tip_add(&tip, color, "%s   %s, average %s", name, number, average);
    }
    struct label_space space = {.bounds = plots->distance.area};
    for (size_t r = 0; r < lab->runners.count; r++) {
        struct curve curve = over_time(lab, plots, r, view->step, view->theme);
        curve.y = is_alpha ? race_trail(lab->race, r)->alpha : lab->distance[r].smooth;
        curve.count = is_alpha ? curve.count : lab->distance[r].count;
        if (!lab->runners.entry[r].hidden)
            curve_keep_clear(&space, is_alpha ? &plots->alpha : &plots->distance, &curve, at, 300,
                             true);
    }
    kit_tip_draw_beside(&tip, canvas, view->theme, at, bounds, &space);
}

// The point of a curve that the pointer means. Learning rates are drawn beyond the timeline's
// place.
static struct kit_snap find_point(const struct racing *lab, const struct decay_plots *plots,
                                  const struct lab_view *view, bool is_alpha)
{
    const struct plot *plot = is_alpha ? &plots->alpha : &plots->distance;
    struct kit_snap snap = kit_snap_at(view->pointer);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const struct distance *distance = &lab->distance[r];
        const double *value = is_alpha                ? trail->alpha
                              : is_band(lab, plot, r) ? distance->smooth
                                                      : distance->value;
        const double unit = plots->in_epochs ? (double)trail->epoch_steps : 1;
        const double low = unit * plot_x_value(plot, view->pointer.x - SNAP_REACH);
        const double high = unit * plot_x_value(plot, view->pointer.x + SNAP_REACH);
        const double last = is_alpha
                                ? (double)racing_rows(trail) - 1
                                : fmin(racing_end(trail, view->step), (double)distance->count - 1);
        const double end = lab->runners.entry[r].hidden ? -1 : fmin(last, high);
        for (size_t k = (size_t)fmax(ceil(low), is_alpha ? 1 : 0); (double)k <= end; k++)
            kit_snap_offer(&snap,
                           (struct point){plot_x(plot, (double)k / unit), plot_y(plot, value[k])},
                           r, k);
    }
    return snap;
}

// What is read is in all three plots: of its runner alone, so that the boxes leave each other room.
static void draw_reading(const struct racing *lab, struct canvas *canvas,
                         const struct decay_plots *plots, const struct lab_view *view)
{
    struct racing_step step;
    if (!racing_find_step(lab, &plots->stage, view, &step))
        return;
    const struct trail *trail = race_trail(lab->race, step.runner);
    const double unit = plots->in_epochs ? (double)trail->epoch_steps : 1;
    const double time = (double)step.step / unit;
    const size_t k = step.step < 1 && racing_rows(trail) > 1 ? 1 : step.step;
    const struct distance *distance = &lab->distance[step.runner];
    const double value[2] = {trail->alpha[k], step.step >= distance->count ? NAN
                                              : is_band(lab, &plots->distance, step.runner)
                                                  ? distance->smooth[step.step]
                                                  : distance->value[step.step]};
    for (int i = plots->has_alpha ? 0 : 1; i < (plots->has_distance ? 2 : 1); i++) {
        const struct plot *plot = i == 0 ? &plots->alpha : &plots->distance;
        const float x = plot_x(plot, time), y = plot_y(plot, value[i]);
        const struct rect *area = &plot->area;
        if (!plot_is_shown(plot))
            continue;
        const struct stroke line = {.color = view->theme->axis, .width = 1};
        canvas_line(canvas, x, area->y, x, area->y + area->height, &line);
        if (!isfinite(value[i]))
            continue;
        racing_draw_ring(lab, canvas, plot, (struct point){x, y}, step.runner, view->theme);
        draw_time_tip(lab, canvas, plots, view, i == 0, time, step.runner, step.runner,
                      (struct point){x, fminf(fmaxf(y, area->y), area->y + area->height)}, area);
    }
    if (plot_is_shown(&plots->stage))
        racing_draw_tip(lab, canvas, &plots->stage, view, &step);
}

void decay_draw_hover(const struct racing *lab, struct canvas *canvas,
                      const struct decay_plots *plots, const struct lab_view *view)
{
    struct racing_step step;
    if (view->is_reading) {
        draw_reading(lab, canvas, plots, view);
        return;
    }
    if (!view->has_pointer || lab->drag != DRAG_NONE)
        return;
    const struct rect area = racing_stage_area(lab, &plots->stage);
    if (rect_contains(&area, view->pointer)) {
        const bool is_step = racing_find_step(lab, &plots->stage, view, &step);
        racing_draw_tip(lab, canvas, &plots->stage, view, is_step ? &step : NULL);
        return;
    }
    const bool is_alpha = plots->has_alpha && rect_contains(&plots->alpha.area, view->pointer);
    const struct plot *plot = is_alpha ? &plots->alpha : &plots->distance;
    if ((!is_alpha && !plots->has_distance) || !rect_contains(&plot->area, view->pointer))
        return;
    const struct rect bounds = {0, 0, canvas->width, canvas->height};
    const struct kit_snap snap = find_point(lab, plots, view, is_alpha);
    double time = fmax(plot_x_value(plot, view->pointer.x), 0);
    if (kit_snap_found(&snap)) {
        const struct trail *trail = race_trail(lab->race, snap.group);
        time = (double)snap.index / (plots->in_epochs ? (double)trail->epoch_steps : 1);
        racing_draw_ring(lab, canvas, plot, snap.at, snap.group, view->theme);
    }
    draw_time_tip(lab, canvas, plots, view, is_alpha, time, 0, lab->runners.count - 1,
                  kit_snap_found(&snap) ? snap.at : view->pointer, &bounds);
}
