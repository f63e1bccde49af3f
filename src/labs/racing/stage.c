// The stage that labs with races share: contours, minima, paths and their heads.
#include "labs/racing/racing.h"

#include "base/array.h"
#include "plot/label.h"
#include "sim/field.h"

#include <math.h>
#include <string.h>

enum {
    LEVELS = 14,
    GRID_MAX = 640,
    // Longer paths crowd: their dots can no longer be told apart, and a halo around every step
    // would hide the steps before.
    DOTTED_STEPS_MAX = 400,
};
// Noise goes over its own way: of a long path the last steps are what is to be seen, and faintly
// how it came there. Without noise all of it is.
static const struct curve_fade scribble_fade = {
    .strong = 30, .over = 120, .faint = 0.07f, .start = 0.6f, .start_over = 60};
// What was before has only its last steps and its way from the start.
static const struct curve_fade ghost_fade = {
    .strong = 30, .over = 120, .faint = 0, .start = 1, .start_over = 120};
static const float grid_step = 2; // units between grid points of the contour
// A head on the mark of a minimum is a frame around it, so that both are seen.
static const float near_minimum = 10, frame_at_minimum = 17;

size_t racing_rows(const struct trail *trail)
{
    return atomic_load_explicit(&trail->length, memory_order_acquire);
}

// ---- the stage's background ---------------------------------------------------------------------

static size_t grid_points(const struct objective *objective, float length)
{
    const float points = length / (objective->is_slow ? 2 * grid_step : grid_step) + 1;
    return points < 8 ? 8 : points > GRID_MAX ? GRID_MAX : (size_t)points;
}

bool racing_refresh_contour(struct racing *lab, const struct plot *stage)
{
    const struct rect *area = &stage->area;
    const double low[2] = {stage->x.low, stage->y.low}, high[2] = {stage->x.high, stage->y.high};
    const struct objective *objective = lab->cache.objective;
    const size_t columns = grid_points(objective, area->width),
                 rows = grid_points(objective, area->height);
    if (lab->contour && lab->drawn.generation == lab->generation && lab->drawn.columns == columns &&
        lab->drawn.rows == rows && memcmp(lab->drawn.low, low, sizeof low) == 0 &&
        memcmp(lab->drawn.high, high, sizeof high) == 0)
        return true;
    if (!array_reserve(&lab->grid, &lab->grid_capacity, columns * rows, sizeof *lab->grid, NULL))
        return false;
    field_evaluate(objective, low, high, columns, rows, lab->head.threads, lab->grid);
    struct contour *contour = contour_create(lab->grid, columns, rows, LEVELS, NULL);
    if (!contour)
        return false;
    contour_destroy(lab->contour);
    lab->contour = contour;
    lab->contours++;
    kit_kinks_find(&lab->kinks, objective, low, high, columns / 2 + 1, rows / 2 + 1);
    lab->drawn.columns = columns;
    lab->drawn.rows = rows;
    lab->drawn.generation = lab->generation;
    memcpy(lab->drawn.low, low, sizeof low);
    memcpy(lab->drawn.high, high, sizeof high);
    return true;
}

static struct point place(const struct plot *plot, const double theta[2])
{
    return (struct point){plot_x(plot, theta[0]), plot_y(plot, theta[1])};
}

struct marker_style racing_minimum_style(const struct minimum *minimum, const struct theme *theme)
{
    return (struct marker_style){
        .shape = minimum->is_global ? MARKER_STAR : MARKER_PLUS,
        .size = minimum->is_global ? 13 : 10,
        .fill = theme->ink,
        .outline = theme->paper,
        .outline_width = 1.5f,
    };
}

void racing_draw_start(const struct racing *lab, struct canvas *canvas, const struct theme *theme,
                       const struct plot *stage)
{
    const struct point start = place(stage, lab->start);
    const struct marker_style style = {MARKER_CIRCLE, 10, theme->paper, theme->ink, 2};
    canvas_clip(canvas, &stage->area);
    canvas_markers(canvas, &start, 1, &style);
    canvas_clip(canvas, NULL);
}

void racing_draw_minima(const struct racing *lab, struct canvas *canvas, const struct theme *theme,
                        const struct plot *stage)
{
    const struct objective *objective = lab->cache.objective;
    canvas_clip(canvas, &stage->area);
    for (size_t i = 0; i < objective->minimum_count; i++) {
        const struct minimum *minimum = &objective->minimum[i];
        const struct point at = place(stage, minimum->theta);
        if (!rect_contains(&stage->area, at))
            continue;
        const struct marker_style style = racing_minimum_style(minimum, theme);
        canvas_markers(canvas, &at, 1, &style);
    }
    canvas_clip(canvas, NULL);
}

void racing_draw_background(struct racing *lab, struct canvas *canvas, const struct theme *theme,
                            const struct plot *stage)
{
    const struct objective *objective = lab->cache.objective;
    struct point avoid[OBJECTIVE_MINIMA_MAX + 1];
    size_t count = 0;
    avoid[count++] = place(stage, lab->start);
    for (size_t i = 0; i < objective->minimum_count; i++)
        avoid[count++] = place(stage, objective->minimum[i].theta);
    // One of another place or size is no help.
    if (!racing_refresh_contour(lab, stage))
        canvas_miss(canvas);
    canvas_begin_layer(canvas);
    if (lab->contour)
        contour_draw(canvas, theme, stage, lab->contour, avoid, count);
    kit_kinks_draw(&lab->kinks, canvas, theme, stage);
    plot_draw_axes(canvas, theme, stage, false);
    canvas_end_layer(canvas);
}

// ---- paths --------------------------------------------------------------------------------------

// Where paths are looked for: what the stage shows and the whole domain, so that zooming in does
// not make a path that goes its way one that has left. The area only gives the shares a size.
static struct plot frame_of(const struct racing *lab)
{
    const struct objective *objective = lab->cache.objective;
    return (struct plot){
        .area = {0, 0, 1000, 1000},
        .x = {.low = fmin(lab->low[0], objective->low[0]),
              .high = fmax(lab->high[0], objective->high[0])},
        .y = {.low = fmin(lab->low[1], objective->low[1]),
              .high = fmax(lab->high[1], objective->high[1])},
    };
}

// The rows of a runner as a curve on the plane.
static struct curve rows_of(const struct trail *trail)
{
    return (struct curve){
        .x = trail->plane,
        .y = trail->plane + 1,
        .x_stride = 2,
        .y_stride = 2,
        .count = racing_rows(trail),
    };
}

// What is known of a trail, or where there is room for it; NULL where there is none.
static struct racing_exit *place_of_exit(const struct racing *lab, const struct trail *trail)
{
    for (size_t i = 0; i < RACING_EXITS; i++)
        if (lab->exits[i].trail == trail || !lab->exits[i].trail)
            return &lab->exits[i];
    return NULL;
}

static bool is_same_exit(const struct racing_exit *a, const struct racing_exit *b)
{
    return a->trail == b->trail && a->rows == b->rows && a->diverged == b->diverged &&
           memcmp(a->frame, b->frame, sizeof a->frame) == 0;
}

// Where a path that diverges is cut, 0 for one that does not. It left the finite numbers, or the
// frame with a cost above the start's: down an endless slope, such as a saddle's, a path may go as
// far as it likes.
static size_t cut_of(const struct racing *lab, const struct trail *trail)
{
    const struct curve rows = rows_of(trail);
    const struct plot frame = frame_of(lab);
    const bool diverged = atomic_load(&trail->diverged);
    if (rows.count == 0 || (!diverged && !(trail->cost[rows.count - 1] > trail->cost[0] &&
                                           curve_has_left(&frame, &rows))))
        return 0;
    const struct racing_exit now = {
        trail, rows.count, diverged, {frame.x.low, frame.x.high, frame.y.low, frame.y.high}, 0};
    struct racing_exit *known = place_of_exit(lab, trail);
    if (known && is_same_exit(known, &now))
        return known->cut;
    const size_t cut = curve_exit(&frame, &rows) + 1;
    if (known) {
        *known = now;
        known->cut = cut;
    }
    return cut;
}

static bool is_past(size_t cut, size_t count, double step)
{
    return cut > 0 && step >= (double)(cut < count ? cut : count - 1);
}

bool racing_has_gone(const struct racing *lab, const struct trail *trail, double step)
{
    return is_past(cut_of(lab, trail), racing_rows(trail), step);
}

void racing_cut_path(const struct racing *lab, const struct trail *trail, struct curve *path)
{
    path->cut = cut_of(lab, trail);
}

struct curve racing_path(const struct racing *lab, size_t runner, double step,
                         const struct theme *theme)
{
    const struct trail *trail = race_trail(lab->race, runner);
    const bool is_long = race_steps(lab->race) > DOTTED_STEPS_MAX;
    struct curve curve = rows_of(trail);
    curve.end = racing_end(trail, step);
    curve.stroke = runner_stroke(&lab->runners.entry[runner], theme, is_long ? 2.0f : 2.5f);
    curve.halo = color_mix(theme->paper, theme->surface.stop[theme->surface.count / 2], 0.15f);
    curve.halo_width = 1.2f;
    curve.dots = !is_long;
    if (is_long) {
        curve.halo.a = 0;
        if (racing_is_noisy(lab, runner))
            curve.fade = scribble_fade;
    }
    racing_cut_path(lab, trail, &curve);
    return curve;
}

void racing_fade_ghost(const struct racing *lab, size_t runner, struct curve *path)
{
    if (path->count > DOTTED_STEPS_MAX && racing_is_noisy(lab, runner))
        path->fade = ghost_fade;
}

void racing_thin_path(struct curve *path)
{
    // Long wanderings are seen through: the ring is what counts.
    const bool is_plain = path->count <= 300 || path->fade.over > 0;
    path->stroke.width = is_plain ? 1.6f : 1;
    path->stroke.dash[0] = 0;
    path->stroke.color.a = is_plain ? 0.8f : 0.45f;
    path->halo.a = 0;
    path->dots = false;
}

// The stage may show less than the domain: the path has left it earlier then.
bool racing_find_exit(const struct racing *lab, const struct plot *stage, const struct curve *path,
                      size_t runner, double step, double inside[2], double towards[2])
{
    const struct trail *trail = race_trail(lab->race, runner);
    if (!is_past(path->cut, path->count, step))
        return false;
    size_t exit = path->cut;
    do {
        if (exit == 0)
            return false; // elsewhere than where the stage is zoomed to
        memcpy(inside, trail->plane + 2 * --exit, 2 * sizeof *inside);
    } while (!rect_contains(&stage->area, place(stage, inside)));
    const size_t next = exit + 1 < path->count ? exit + 1 : exit;
    memcpy(towards, trail->plane + 2 * next, 2 * sizeof *towards);
    return true;
}

void racing_draw_diverged(const struct racing *lab, struct canvas *canvas,
                          const struct theme *theme, const struct plot *stage,
                          const struct curve *path, size_t runner, double step,
                          struct label_space *space)
{
    double theta[2], next[2];
    if (!racing_find_exit(lab, stage, path, runner, step, theta, next))
        return;
    const struct point inside = place(stage, theta);
    struct point towards = place(stage, next);
    if (memcmp(theta, next, sizeof theta) == 0)
        towards = (struct point){inside.x, inside.y - 1};
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    curve_keep_clear(space, stage, path, inside, 120, false);
    curve_draw_diverged(canvas, theme, stage, inside, towards, &look, space);
}

// Whether the mark of a minimum lies on a place of the stage.
static bool is_at_minimum(const struct racing *lab, const struct plot *stage, struct point at)
{
    const struct objective *objective = lab->cache.objective;
    for (size_t i = 0; i < objective->minimum_count; i++) {
        const struct point there = place(stage, objective->minimum[i].theta);
        if (hypotf(there.x - at.x, there.y - at.y) < near_minimum)
            return true;
    }
    return false;
}

void racing_draw_head(const struct racing *lab, struct canvas *canvas, const struct theme *theme,
                      const struct plot *plot, const struct curve *curve, size_t runner, float size)
{
    struct point head;
    if (!curve_head(plot, curve, &head) || !rect_contains(&plot->area, head))
        return;
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    const struct marker_style style = {
        .shape = look.marker,
        .size = size,
        .fill = look.color,
        .outline = theme->paper,
        .outline_width = 1.5f,
    };
    canvas_markers(canvas, &head, 1, &style);
}

void racing_draw_stage_head(const struct racing *lab, struct canvas *canvas,
                            const struct theme *theme, const struct plot *stage,
                            const struct curve *path, size_t runner, float size)
{
    struct point head;
    if (!curve_head(stage, path, &head) || !is_at_minimum(lab, stage, head)) {
        racing_draw_head(lab, canvas, theme, stage, path, runner, size);
        return;
    }
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    const struct marker_style halo = {look.marker, frame_at_minimum, {0}, theme->paper, 4.5f};
    const struct marker_style frame = {look.marker, frame_at_minimum, {0}, look.color, 3};
    if (rect_contains(&stage->area, head)) {
        canvas_markers(canvas, &head, 1, &halo);
        canvas_markers(canvas, &head, 1, &frame);
    }
}

// The visible runners in drawing order: the selected one last, on top.
size_t racing_order(const struct racing *lab, const struct lab_view *view,
                    size_t order[RUNNERS_SHOWN_MAX])
{
    size_t count = 0;
    const bool has_top = view->is_selected && view->selected < lab->runners.count &&
                         !lab->runners.entry[view->selected].hidden;
    for (size_t r = 0; r < lab->runners.count; r++)
        if (!lab->runners.entry[r].hidden && !(has_top && r == view->selected))
            order[count++] = r;
    if (has_top)
        order[count++] = view->selected;
    return count;
}
