#include "labs/racing/costs.h"

#include "labs/kit/heading.h"
#include "plot/label.h"

#include <float.h>
#include <math.h>

// ---- the axis -----------------------------------------------------------------------------------

// What is subtracted from the costs of a trail: its own least cost where that is what the axis
// shows of everybody. NaN where that is not known of this one: the objective is another.
static double base_of(const struct trail *trail, const struct cost_scale *scale)
{
    return scale->log && scale->is_above ? trail->least_cost : 0;
}

// Costs of runners that blow up count only as far as a thousand times the start's, so that the
// others stay readable.
static void add_range(const struct trail *trail, const struct cost_scale *scale, double *low,
                      double *high)
{
    const double base = base_of(trail, scale);
    if (racing_rows(trail) == 0 || isnan(base))
        return;
    const struct range cost = trail_extremes(trail).cost;
    const double ceiling = 1e3 * fabs(trail->cost[0] - base);
    const double lowest = !scale->log       ? cost.lowest
                          : scale->is_above ? cost.lowest_above
                                            : cost.lowest_positive;
    *low = fmin(*low, lowest - base);
    *high = fmax(*high, fmin(cost.highest - base, ceiling));
}

// The range of all visible runners' costs as they are plotted, and of what they were before.
static void cost_range(const struct racing *lab, const struct cost_scale *scale, double *low,
                       double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t r = 0; r < lab->runners.count; r++) {
        if (lab->runners.entry[r].hidden)
            continue;
        add_range(race_trail(lab->race, r), scale, low, high);
        const struct trail *ghost = racing_ghost(lab, r, NULL);
        if (ghost)
            add_range(ghost, scale, low, high);
    }
}

// The least cost that is known; NaN where none is.
static double least_cost(const struct racing *lab)
{
    return race_trail(lab->race, 0)->least_cost;
}

struct cost_scale costs_scale(const struct racing *lab)
{
    struct cost_scale scale = {.log = lab->log_cost};
    if (!scale.log)
        return scale;
    const double least = least_cost(lab);
    if (!isnan(least)) {
        // A double has 16 digits: costs of the size of the start's, or of the minimum's, tell
        // differences apart down to a few units in the last of them.
        const struct objective *objective = lab->cache.objective;
        double start[OBJECTIVE_PLANE_MAX];
        objective_spread(objective, lab->start, start);
        const double first = fabs(objective->type->cost(objective, start));
        scale.base = least;
        scale.is_above = true;
        scale.precision = 4 * DBL_EPSILON * fmax(fabs(least), isfinite(first) ? first : 0);
        return scale;
    }
    double low = INFINITY;
    for (size_t r = 0; r < lab->runners.count; r++)
        if (!lab->runners.entry[r].hidden)
            low = fmin(low, trail_extremes(race_trail(lab->race, r)).cost.lowest);
    if (!(low > 0)) {
        scale.log = false;
        scale.wanted_log = true;
    }
    return scale;
}

static void fit_cost_axis(const struct racing *lab, const struct cost_scale *scale,
                          struct axis *axis)
{
    double low, high;
    cost_range(lab, scale, &low, &high);
    axis->log = scale->log;
    if (!(low <= high)) { // nothing to show yet, or all exactly at the minimum
        low = scale->log ? 0.1 : 0;
        high = 1;
    }
    if (scale->log)
        axis->floor = scale->precision;
    axis_fit(axis, low, high);
}

double costs_x_step(const struct racing *lab, const struct trail *trail)
{
    const struct objective *objective = lab->cache.objective;
    if (lab->axis == AXIS_ARITHMETIC)
        return (double)objective->work *
               kit_axis_at(AXIS_EXAMPLES, 1, trail->epoch_steps, objective->examples);
    return kit_axis_at(lab->axis, 1, trail->epoch_steps, objective->examples);
}

static void add_x(const struct racing *lab, const struct trail *trail, struct axis *axis)
{
    const double step = costs_x_step(lab, trail);
    axis->low = fmin(axis->low, step);
    axis->high = fmax(axis->high, step * (double)race_steps(lab->race));
}

// To the end of the visible runner that goes farthest. Examples are counted from the first batch
// on: a step of all is as far as hundreds of steps of one.
static void fit_x(const struct racing *lab, struct axis *axis)
{
    static const char *const titles[] = {[AXIS_STEPS] = "step",
                                         [AXIS_EPOCHS] = "epoch",
                                         [AXIS_EXAMPLES] = "examples seen, log scale",
                                         [AXIS_ARITHMETIC] = "multiply-adds, log scale"};
    *axis = (struct axis){.low = INFINITY, .high = 0, .label = titles[lab->axis]};
    axis->log = lab->axis == AXIS_EXAMPLES || lab->axis == AXIS_ARITHMETIC;
    if (lab->wants_arithmetic && lab->axis == AXIS_STEPS)
        axis->label = "step: only data has arithmetic";
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *ghost = racing_ghost(lab, r, NULL);
        if (lab->runners.entry[r].hidden)
            continue;
        add_x(lab, race_trail(lab->race, r), axis);
        if (ghost)
            add_x(lab, ghost, axis);
    }
    if (lab->axis == AXIS_STEPS || !(axis->high > 0))
        axis->high = (double)race_steps(lab->race);
    if (!axis->log || isinf(axis->low))
        axis->low = axis->log ? 1 : 0;
    if (axis->high <= axis->low)
        axis->high = axis->low + 1;
}

struct plot costs_plot(const struct racing *lab, const struct lab_layout *layout)
{
    const struct rect box = kit_below_heading(&layout->second);
    const struct cost_scale scale = costs_scale(lab);
    struct plot plot = {
        .area = plot_area(&box, true, false),
    };
    fit_x(lab, &plot.x);
    fit_cost_axis(lab, &scale, &plot.y);
    return plot;
}

// ---- drawing ------------------------------------------------------------------------------------

// The cost curve of a trail as it is plotted, to its end; of no points where that is not known.
static struct curve cost_curve(const struct racing *lab, const struct trail *trail,
                               const struct cost_scale *scale)
{
    const double base = base_of(trail, scale);
    const size_t length = isnan(base) ? 0 : racing_rows(trail);
    return (struct curve){.x_step = costs_x_step(lab, trail),
                          .y = trail->cost,
                          .y_from = base,
                          .count = length,
                          .end = (double)length - 1};
}

// ---- bands --------------------------------------------------------------------------------------

static double steps_of(const struct racing *lab)
{
    return (double)race_steps(lab->race);
}

bool costs_is_band(const struct racing *lab, const struct plot *plot, size_t runner)
{
    return lab->spread[runner].count > 0 &&
           racing_is_band(lab, runner, plot->area.width, steps_of(lab));
}

double costs_shown(const struct racing *lab, const struct plot *plot, size_t runner, double step)
{
    const struct spread *spread = &lab->spread[runner];
    return costs_is_band(lab, plot, runner) ? spread_at(spread, spread->mean, step)
                                            : race_trail(lab->race, runner)->cost[(size_t)step];
}

// Looks at the costs that have come since the last time, where they are drawn as bands.
static void follow_costs(struct racing *lab, struct canvas *canvas, const struct plot *plot)
{
    const size_t steps = race_steps(lab->race);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *trail = race_trail(lab->race, r);
        const bool has_ended = atomic_load(&trail->diverged) || race_done(lab->race);
        const size_t rows = racing_rows(trail);
        if (racing_is_band(lab, r, plot->area.width, (double)steps) &&
            !spread_follow(&lab->spread[r], trail->cost, rows, has_ended ? rows : steps + 1,
                           spread_window(steps)))
            canvas_miss(canvas);
    }
}

static bool has_band(const struct racing *lab, const struct plot *plot)
{
    for (size_t r = 0; r < lab->runners.count; r++)
        if (!lab->runners.entry[r].hidden && costs_is_band(lab, plot, r))
            return true;
    return false;
}

// What the plot shows and, where there is a band, of what; in fewer words where there is less room.
static void draw_heading(const struct racing *lab, struct canvas *canvas, const struct theme *theme,
                         const struct plot *plot, const struct rect *rect,
                         const struct cost_scale *scale)
{
    const bool is_above = scale->log && scale->base != 0;
    const char *heading = is_above            ? "Cost above the minimum, log scale"
                          : scale->wanted_log ? "Cost J(θ), linear: it falls below zero"
                          : scale->log        ? "Cost J(θ), log scale"
                                              : "Cost J(θ), linear scale";
    const char *brief = is_above ? "J − J*, log" : scale->log ? "J, log" : "J, linear";
    char whole[160], less[160];
    if (!has_band(lab, plot)) {
        racing_draw_heading(lab, canvas, theme, rect, heading);
        return;
    }
    const size_t window = spread_window(race_steps(lab->race));
    kit_band_heading(heading, window, whole);
    kit_band_heading(brief, window, less);
    if (race_was_cancelled(lab->race))
        racing_draw_heading(lab, canvas, theme, rect, less);
    else
        label_draw_fitting_heading(canvas, theme, rect, (const char *const[]){whole, less, NULL});
}

static void draw_bands(const struct racing *lab, struct canvas *canvas, const struct plot *plot,
                       const struct cost_scale *scale, const struct lab_view *view,
                       const size_t order[], size_t count)
{
    size_t bands = 0;
    for (size_t i = 0; i < count; i++)
        bands += costs_is_band(lab, plot, order[i]);
    for (size_t i = racing_first_band(bands, count); i < count; i++) {
        const struct trail *trail = race_trail(lab->race, order[i]);
        const double base = base_of(trail, scale);
        if (!costs_is_band(lab, plot, order[i]) || isnan(base))
            continue;
        const double x_step = costs_x_step(lab, trail);
        struct plot in_steps = *plot;
        in_steps.x.low /= x_step;
        in_steps.x.high /= x_step;
        kit_draw_band(canvas, &in_steps, &lab->spread[order[i]], NULL, base,
                      racing_end(trail, view->step),
                      look_style(view->theme, lab->runners.entry[order[i]].look).color);
    }
}

// The line of a runner up to a step: its costs, or the averages where it is a band.
static struct curve drawn_curve(const struct racing *lab, const struct plot *plot, size_t runner,
                                const struct cost_scale *scale, double step)
{
    const struct trail *trail = race_trail(lab->race, runner);
    const struct spread *spread = &lab->spread[runner];
    struct curve curve = cost_curve(lab, trail, scale);
    curve.end = racing_end(trail, step);
    if (curve.count == 0 || !costs_is_band(lab, plot, runner))
        return curve;
    curve.x = spread->step;
    curve.y = spread->mean;
    curve.count = spread->count;
    curve.end = spread_index(spread, curve.end);
    return curve;
}

// ---- all of it ----------------------------------------------------------------------------------

static void draw_ghosts(struct racing *lab, struct canvas *canvas, const struct theme *theme,
                        const struct plot *plot, const struct cost_scale *scale)
{
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct trail *ghost = racing_ghost(lab, r, NULL);
        if (lab->runners.entry[r].hidden || !ghost)
            continue;
        struct curve curve = cost_curve(lab, ghost, scale);
        if (curve.count == 0)
            continue;
        const struct spread *spread =
            costs_is_band(lab, plot, r) ? racing_ghost_spread(lab, ghost) : NULL;
        if (spread) { // its averages alone, as beside a band
            curve.x = spread->step;
            curve.y = spread->mean;
            curve.count = spread->count;
            curve.end = spread_index(spread, curve.end);
        }
        curve.stroke = runner_ghost_stroke(&lab->runners.entry[r], theme);
        curve_draw(canvas, plot, &curve, &lab->scratch);
    }
}

void costs_draw(struct racing *lab, struct canvas *canvas, const struct plot *plot,
                const struct lab_layout *layout, const struct lab_view *view)
{
    const struct cost_scale scale = costs_scale(lab);
    follow_costs(lab, canvas, plot);
    draw_heading(lab, canvas, view->theme, plot, &layout->second, &scale);
    plot_draw_axes(canvas, view->theme, plot, true);
    size_t order[RUNNERS_SHOWN_MAX];
    const size_t count = racing_order(lab, view, order);
    draw_ghosts(lab, canvas, view->theme, plot, &scale);
    draw_bands(lab, canvas, plot, &scale, view, order, count);
    for (size_t i = 0; i < count; i++) {
        struct curve curve = drawn_curve(lab, plot, order[i], &scale, view->step);
        if (curve.count == 0)
            continue;
        curve.stroke = runner_stroke(&lab->runners.entry[order[i]], view->theme, 2);
        curve_draw(canvas, plot, &curve, &lab->scratch);
        racing_draw_head(lab, canvas, view->theme, plot, &curve, order[i], 8);
    }
}

void costs_keep_clear(const struct racing *lab, const struct plot *plot, double step,
                      struct point at, struct label_space *space)
{
    const struct cost_scale scale = costs_scale(lab);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct curve curve = drawn_curve(lab, plot, r, &scale, step);
        if (!lab->runners.entry[r].hidden)
            curve_keep_clear(space, plot, &curve, at, 300, true);
    }
}
