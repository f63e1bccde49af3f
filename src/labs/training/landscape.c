// The network's own landscape: the cost over a plane through the runners' paths.
#include "labs/training/landscape.h"
#include "base/array.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/kit/ghost.h"
#include "labs/kit/heading.h"
#include "labs/kit/snap.h"
#include "labs/kit/tip.h"
#include "labs/training/pictures.h"
#include "labs/training/place.h"
#include "labs/training/zoom.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 14, SHOTS_A_RUNNER = 12 };

static const char no_plane[] = "no plane: the paths do not differ",
                  no_path[] = "no plane: every runner diverged",
                  no_weight[] = "no plane: all weights are 0",
                  no_start[] = "this machine has no thread or memory left to compute it with";

static void forget(struct training_lab *lab)
{
    training_ghost_leave_plane(lab);
    landscape_destroy(lab->landscape);
    lab->landscape = NULL;
    contour_destroy(lab->contour);
    lab->contour = NULL;
    lab->contour_side = 0;
    relief_destroy(lab->relief);
    lab->relief = NULL;
    for (size_t r = 0; r < RUNNERS_SHOWN_MAX; r++) {
        free(lab->path[r]);
        lab->path[r] = NULL;
        lab->path_count[r] = 0;
    }
}

// For want of a thread or of memory.
static void fail(struct training_lab *lab, const struct error *why)
{
    forget(lab);
    text_print(lab->landscape_lack, sizeof lab->landscape_lack, "%s", why->text);
    lab->landscape_failure = *why->text ? lab->landscape_lack : no_start;
}

static bool is_finite_vector(const float theta[], size_t n)
{
    float sum = 0;
    for (size_t k = 0; k < n; k++)
        sum += 0 * theta[k];
    return sum == 0;
}

// Some snapshots of every runner that stayed among the numbers, hidden or not, so that hiding one
// changes nothing but what is drawn: [*count × parameters].
static float *gather_shots(const struct training_lab *lab, size_t *count)
{
    const size_t n = lab->network->parameters;
    float *all = calloc(lab->runners.count * SHOTS_A_RUNNER * n, sizeof *all);
    *count = 0;
    for (size_t r = 0; all && r < lab->runners.count; r++) {
        const struct course *course = trainer_course(lab->training, r);
        const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
        for (size_t i = 0; i < SHOTS_A_RUNNER && shots > 0; i++) {
            const size_t j = i * (shots - 1) / (SHOTS_A_RUNNER - 1);
            const float *theta = course->shot_theta + j * n;
            if (is_finite_vector(theta, n) && !atomic_load(&course->diverged))
                memcpy(all + (*count)++ * n, theta, n * sizeof *all);
        }
    }
    return all;
}

// All snapshots on the plane, and the range they cover. NULL, or why there is no landscape.
static const char *project_paths(struct training_lab *lab, const struct plane *plane, double low[2],
                                 double high[2])
{
    const size_t n = lab->network->parameters;
    low[0] = low[1] = INFINITY;
    high[0] = high[1] = -INFINITY;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct course *course = trainer_course(lab->training, r);
        const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
        lab->path[r] = calloc(2 * shots + 2, sizeof *lab->path[r]);
        if (!lab->path[r])
            return no_start;
        for (size_t j = 0; j < shots; j++) {
            double *at = lab->path[r] + 2 * j;
            plane_project(plane, course->shot_theta + j * n, at);
            if (atomic_load(&course->diverged))
                continue;
            for (int axis = 0; axis < 2; axis++) {
                low[axis] = isfinite(at[axis]) ? fmin(low[axis], at[axis]) : low[axis];
                high[axis] = isfinite(at[axis]) ? fmax(high[axis], at[axis]) : high[axis];
            }
        }
        lab->path_count[r] = shots;
    }
    return low[0] < high[0] && low[1] <= high[1] ? NULL : no_plane;
}

// NULL, or why there is no plane.
static const char *make_plane(struct training_lab *lab, struct plane *plane)
{
    size_t count;
    float *shots = gather_shots(lab, &count);
    if (!shots)
        return no_start;
    const size_t n = lab->network->parameters;
    struct error why = {0};
    const bool done =
        count > 0 &&
        (lab->random_plane ? plane_random(plane, lab->network, shots + (count - 1) * n, 1, &why)
                           : plane_principal(plane, shots, count, n, &why));
    free(shots);
    if (done)
        return NULL;
    return count == 0              ? no_path
           : error_is_memory(&why) ? no_start
           : lab->random_plane     ? no_weight
                                   : no_plane;
}

double training_plane_keeps(struct training_lab *lab)
{
    struct plane plane = {0};
    const double kept = make_plane(lab, &plane) ? NAN : plane.kept;
    plane_clear(&plane);
    return kept;
}

double training_plane_cost(struct training_lab *lab, size_t runner)
{
    const size_t n = lab->network->parameters;
    const struct course *course = trainer_course(lab->training, runner);
    const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
    struct plane plane = {0};
    double at[2], cost = NAN;
    float *theta = array_create_lines(n, sizeof *theta, NULL);
    if (theta && shots > 0 && !make_plane(lab, &plane)) {
        plane_project(&plane, course->shot_theta + (shots - 1) * n, at);
        for (size_t k = 0; k < n; k++)
            theta[k] = plane.center[k] + (float)at[0] * plane.u[k] + (float)at[1] * plane.v[k];
        cost = network_score(lab->network, theta, &lab->data->train, &lab->work).cost;
    }
    plane_clear(&plane);
    free(theta);
    return cost;
}

// Computing in the background costs nothing while trainings run: it begins after them.
void training_landscape_begin(struct lab *base)
{
    struct training_lab *lab = (struct training_lab *)base;
    if (!trainer_done(lab->training))
        return;
    // One that was cancelled on the way begins anew.
    const bool is_partial =
        lab->landscape && landscape_done(lab->landscape) && landscape_progress(lab->landscape) < 1;
    if (lab->landscape && !is_partial && lab->landscape_generation == lab->generation &&
        lab->landscape_random == lab->random_plane)
        return;
    if (lab->landscape_failure && lab->landscape_generation == lab->generation &&
        lab->landscape_random == lab->random_plane)
        return;
    forget(lab);
    lab->landscape_generation = lab->generation;
    lab->landscape_random = lab->random_plane;
    struct plane plane = {0};
    struct error why = {0};
    double low[2], high[2];
    // What the plane is found from, before it is gathered.
    const double vectors = (double)(lab->runners.count * SHOTS_A_RUNNER + 3);
    if (!memory_check(words("the landscape"),
                      vectors * (double)lab->network->parameters * sizeof(float), &why)) {
        fail(lab, &why);
        return;
    }
    lab->landscape_failure = make_plane(lab, &plane);
    if (lab->landscape_failure)
        return;
    lab->landscape_failure = project_paths(lab, &plane, low, high);
    if (!lab->landscape_failure) {
        for (int axis = 0; axis < 2; axis++) {
            // A random plane hardly sees the paths: there the unit of the directions counts.
            if (lab->random_plane) {
                low[axis] = fmin(low[axis], -1);
                high[axis] = fmax(high[axis], 1);
            }
            const double margin = 0.18 * fmax(high[axis] - low[axis], 1e-6);
            low[axis] -= margin;
            high[axis] += margin;
        }
        lab->landscape = landscape_create(lab->network, &lab->data->train, &plane, low, high,
                                          lab->head.threads, &why);
        if (!lab->landscape || lab->refuse_start || !landscape_start(lab->landscape, &why))
            fail(lab, &why);
    }
    plane_clear(&plane);
}

// False for want of memory.
static bool refresh_contour(struct training_lab *lab)
{
    size_t side = 0;
    const float *grid = lab->landscape ? landscape_grid(lab->landscape, &side) : NULL;
    if (!grid || side == lab->contour_side)
        return true;
    struct contour *contour = contour_create(grid, side, side, LEVELS, NULL);
    if (!contour)
        return false;
    contour_destroy(lab->contour);
    lab->contour = contour;
    lab->contour_side = side;
    relief_destroy(lab->relief);
    lab->relief = NULL;
    return true;
}

size_t training_landscape_order(const struct training_lab *lab, const struct lab_view *view,
                                size_t order[RUNNERS_SHOWN_MAX])
{
    size_t count = 0;
    const size_t last = lab->runners.count - 1;
    const size_t top =
        view->is_selected && view->selected < lab->runners.count ? view->selected : last;
    for (size_t i = 0; i <= last; i++) {
        const size_t r = i == last ? top : i < top ? i : i + 1;
        if (!lab->runners.entry[r].hidden)
            order[count++] = r;
    }
    return count;
}

bool training_landscape_path(const struct training_lab *lab, size_t runner,
                             const struct lab_view *view, struct curve *curve)
{
    const struct theme *theme = view->theme;
    const struct course *course = trainer_course(lab->training, runner);
    if (lab->path_count[runner] == 0 || atomic_load(&course->diverged))
        return false;
    const double step = course_step(course, training_epochs(lab, view->step));
    size_t j = 0;
    while (j + 1 < lab->path_count[runner] && (double)course->shot_step[j + 1] <= step)
        j++;
    double end = (double)j;
    if (j + 1 < lab->path_count[runner])
        end += (step - (double)course->shot_step[j]) /
               (double)(course->shot_step[j + 1] - course->shot_step[j]);
    *curve = (struct curve){
        .x = lab->path[runner],
        .y = lab->path[runner] + 1,
        .x_stride = 2,
        .y_stride = 2,
        .count = lab->path_count[runner],
        .end = end,
        .stroke = runner_stroke(&lab->runners.entry[runner], theme, 2.5f),
        .halo = color_mix(theme->paper, theme->surface.stop[theme->surface.count / 2], 0.15f),
        .halo_width = 1.2f,
        .dots = true,
    };
    return true;
}

// ---- where things are ---------------------------------------------------------------------------

// Everything that was computed, over an area.
static struct plot plot_over(const struct training_lab *lab, const struct rect *area)
{
    double low[2] = {0, 0}, high[2] = {1, 1};
    if (lab->contour)
        landscape_range(lab->landscape, low, high);
    return (struct plot){.area = *area,
                         .x = {.low = low[0], .high = high[0]},
                         .y = {.low = low[1], .high = high[1]}};
}

// The part that the scene shows, in the stage.
static struct plot plot_in(const struct training_lab *lab, const struct rect *stage)
{
    const struct rect outer = kit_below_heading(stage);
    const struct rect area = plot_area(&outer, false, false);
    struct plot plot = plot_over(lab, &area);
    training_zoom_apply(lab, ZOOM_LANDSCAPE, &plot);
    return plot;
}

static bool landscape_plot(struct lab *base, const struct lab_layout *layout, struct plot *plot)
{
    struct training_lab *lab = (struct training_lab *)base;
    const struct lab_layout above = training_stage(lab, layout);
    refresh_contour(lab);
    *plot = plot_in(lab, &above.stage);
    return lab->contour != NULL;
}

static enum lab_effect landscape_pointer(struct lab *base, struct scene *scene,
                                         const struct lab_layout *layout,
                                         const struct lab_pointer *pointer)
{
    struct training_lab *lab = (struct training_lab *)base;
    struct plot plot;
    return landscape_plot(base, layout, &plot)
               ? training_zoom_point(lab, scene, ZOOM_LANDSCAPE, &plot, pointer)
               : LAB_NOTHING;
}

static bool has_path(const struct training_lab *lab, size_t runner)
{
    return runner < lab->runners.count && !lab->runners.entry[runner].hidden &&
           lab->path_count[runner] > 0 &&
           !atomic_load(&trainer_course(lab->training, runner)->diverged);
}

// The last snapshot of a runner up to a place on the timeline.
static size_t shot_at(const struct training_lab *lab, size_t runner, double step)
{
    const struct course *course = trainer_course(lab->training, runner);
    const double at = course_step(course, training_epochs(lab, step)) + 1e-6;
    size_t j = 0;
    while (j + 1 < lab->path_count[runner] && (double)course->shot_step[j + 1] <= at)
        j++;
    return j;
}

static struct point point_of(const struct training_lab *lab, const struct plot *plot, size_t runner,
                             size_t shot)
{
    const double *at = lab->path[runner] + 2 * shot;
    return (struct point){plot_x(plot, at[0]), plot_y(plot, at[1])};
}

static double landscape_walk(const struct lab *base, size_t group, double step, int by)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    if (!has_path(lab, group))
        return NAN;
    const struct course *course = trainer_course(lab->training, group);
    const long last = (long)lab->path_count[group] - 1, to = (long)shot_at(lab, group, step) + by;
    const size_t shot = (size_t)(to < 0 ? 0 : to > last ? last : to);
    return (double)course->shot_step[shot] / (double)course->epoch_steps * TICKS_AN_EPOCH;
}

static bool landscape_place(struct lab *base, const struct lab_layout *layout, size_t group,
                            double step, struct point *at)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    struct plot plot;
    if (!landscape_plot(base, layout, &plot) || !has_path(lab, group))
        return false;
    *at = point_of(lab, &plot, group, shot_at(lab, group, step));
    return rect_contains(&plot.area, *at);
}

// ---- drawing ------------------------------------------------------------------------------------

// The contour lies over all that was computed, of which the plot may show a part.
static void draw_contour(const struct training_lab *lab, struct canvas *canvas,
                         const struct theme *theme, const struct plot *plot)
{
    const struct plot all = plot_over(lab, &plot->area);
    const float left = plot_x(plot, all.x.low), right = plot_x(plot, all.x.high);
    const float top = plot_y(plot, all.y.high), bottom = plot_y(plot, all.y.low);
    const bool is_all = plot->x.low == all.x.low && plot->x.high == all.x.high &&
                        plot->y.low == all.y.low && plot->y.high == all.y.high;
    const struct rect area =
        is_all ? plot->area : (struct rect){left, top, right - left, bottom - top};
    contour_draw_part(canvas, theme, &plot->area, &area, lab->contour, NULL, 0);
}

static void draw_paths(struct training_lab *lab, struct canvas *canvas, const struct plot *plot,
                       const struct lab_view *view)
{
    const struct theme *theme = view->theme;
    size_t order[RUNNERS_SHOWN_MAX];
    const size_t count = training_landscape_order(lab, view, order);
    for (size_t i = 0; i < count; i++) {
        struct curve curve;
        if (!training_landscape_path(lab, order[i], view, &curve))
            continue;
        curve.dots = false;
        curve_draw(canvas, plot, &curve, &lab->scratch);
        training_landscape_points(lab, canvas, theme, plot, order[i],
                                  shot_at(lab, order[i], view->step));
        const struct look_style look = look_style(theme, lab->runners.entry[order[i]].look);
        struct point head;
        if (curve_head(plot, &curve, &head) && rect_contains(&plot->area, head)) {
            const struct marker_style style = {look.marker, 12, look.color, theme->paper, 1.5f};
            canvas_markers(canvas, &head, 1, &style);
        }
    }
    const struct point start = {plot_x(plot, lab->path[0] ? lab->path[0][0] : 0),
                                plot_y(plot, lab->path[0] ? lab->path[0][1] : 0)};
    const struct marker_style style = {MARKER_CIRCLE, 10, theme->paper, theme->ink, 2};
    if (rect_contains(&plot->area, start))
        canvas_markers(canvas, &start, 1, &style);
}

// The paths before the last change on the same plane, below those of now.
static void draw_ghosts(struct training_lab *lab, struct canvas *canvas, const struct theme *theme,
                        const struct plot *plot, const struct plane *plane)
{
    for (size_t r = 0; r < lab->runners.count; r++) {
        size_t count;
        const double *path = training_ghost_path(lab, r, plane, &count);
        if (lab->runners.entry[r].hidden || !path)
            continue;
        const struct curve curve = {
            .x = path,
            .y = path + 1,
            .x_stride = 2,
            .y_stride = 2,
            .count = count,
            .end = (double)count - 1,
            .stroke = kit_ghost_stroke_on_contours(
                look_style(theme, lab->runners.entry[r].look).color, theme),
        };
        curve_draw(canvas, plot, &curve, &lab->scratch);
    }
}

// ---- hovering -----------------------------------------------------------------------------------

// What the plane has at a snapshot's place, and how far the snapshot's own cost is from that.
static void add_plane(const struct training_lab *lab, struct kit_tip *tip, double own,
                      const double place[2])
{
    const double below = training_landscape_cost(lab, place);
    char cost[32], by[32];
    if (isnan(below))
        return;
    text_show(below, 4, cost, sizeof cost);
    text_show(own - below, 2, by, sizeof by);
    kit_tip_add(tip, (struct color){0}, "on the plane: J = %s", cost);
    kit_tip_add(tip, (struct color){0}, "difference: %s", by);
}

// The numbers of a snapshot, beside it.
static void draw_tip(const struct training_lab *lab, struct canvas *canvas, const struct plot *plot,
                     const struct lab_view *view, size_t runner, size_t shot)
{
    const struct course *course = trainer_course(lab->training, runner);
    const struct point at = point_of(lab, plot, runner, shot);
    const struct color color = look_style(view->theme, lab->runners.entry[runner].look).color;
    struct kit_tip tip = {0};
    char epoch[32], cost[32];
    kit_draw_ring(canvas, plot, at, view->theme->paper, color);
    text_show((double)course->shot_step[shot] / (double)course->epoch_steps, 4, epoch,
              sizeof epoch);
    kit_tip_add(&tip, color, "%s, epoch %s", lab->runners.entry[runner].name, epoch);
    if (atomic_load_explicit(&course->shot_scored[shot], memory_order_acquire) == 1) {
        text_show(course->train_cost[shot], 4, cost, sizeof cost);
        kit_tip_add(&tip, (struct color){0}, "J = %s", cost);
        add_plane(lab, &tip, course->train_cost[shot], lab->path[runner] + 2 * shot);
    }
    kit_tip_draw(&tip, canvas, view->theme, at, &plot->area);
}

static void draw_hover(const struct training_lab *lab, struct canvas *canvas,
                       const struct plot *plot, const struct lab_view *view)
{
    if (view->is_reading) {
        if (view->is_selected && has_path(lab, view->selected))
            draw_tip(lab, canvas, plot, view, view->selected,
                     shot_at(lab, view->selected, view->reading));
        return;
    }
    if (!view->has_pointer || !rect_contains(&plot->area, view->pointer) || lab->is_panning)
        return;
    struct kit_snap snap = kit_snap_at(view->pointer);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const size_t last = has_path(lab, r) ? shot_at(lab, r, view->step) : 0;
        for (size_t j = 0; has_path(lab, r) && j <= last; j++)
            kit_snap_offer(&snap, point_of(lab, plot, r, j), r, j);
    }
    if (kit_snap_found(&snap))
        draw_tip(lab, canvas, plot, view, snap.group, snap.index);
}

bool training_landscape_show(struct training_lab *lab, struct canvas *canvas,
                             const struct lab_layout *layout, const struct lab_view *view,
                             struct plot *plot)
{
    const struct theme *theme = view->theme;
    const struct rect *box = &layout->stage;
    if (!refresh_contour(lab))
        canvas_miss(canvas);
    *plot = plot_in(lab, box);
    lab_move_axes(view, plot);
    if (lab->landscape_failure == no_start)
        canvas_miss(canvas);
    else if (lab->landscape_failure == lab->landscape_lack)
        canvas_lack(canvas, lab->landscape_lack);
    if (!lab->contour) {
        kit_draw_note(canvas, theme, &plot->area,
                      !trainer_done(lab->training) ? "training…"
                      : lab->landscape_failure     ? lab->landscape_failure
                                                   : "computing the landscape…");
        return false;
    }
    const struct plane *plane = landscape_plane(lab->landscape);
    char heading[200], brief[200];
    if (isnan(plane->kept)) {
        text_print(heading, sizeof heading, "%s",
                   words("Cost of the whole training set over two random directions"));
        text_print(brief, sizeof brief, "%s", words("Cost over two random directions"));
    } else {
        text_print(heading, sizeof heading,
                   words("Cost of the whole training set; the plane keeps %.0f %% of the paths' "
                         "variance"),
                   100 * plane->kept);
        text_print(brief, sizeof brief, words("Training cost; %.0f %% of the paths' variance"),
                   100 * plane->kept);
    }
    const double progress = landscape_progress(lab->landscape);
    if (progress < 1) {
        text_append(heading, sizeof heading, " · %.0f %%", 100 * progress);
        text_append(brief, sizeof brief, " · %.0f %%", 100 * progress);
    }
    label_draw_fitting_heading(canvas, theme, box, (const char *const[]){heading, brief, NULL});
    return true;
}

static void landscape_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                           const struct lab_view *view)
{
    struct training_lab *lab = (struct training_lab *)base;
    struct plot plot;
    if (!training_landscape_show(lab, canvas, layout, view, &plot))
        return;
    draw_contour(lab, canvas, view->theme, &plot);
    plot_draw_axes(canvas, view->theme, &plot, false);
    draw_ghosts(lab, canvas, view->theme, &plot, landscape_plane(lab->landscape));
    draw_paths(lab, canvas, &plot, view);
    draw_hover(lab, canvas, &plot, view);
}

// ---- as a picture -------------------------------------------------------------------------------

// Also when it is still to be begun.
bool training_landscape_busy(const struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    if (!trainer_done(lab->training))
        return false;
    if (!lab->landscape || lab->landscape_generation != lab->generation ||
        lab->landscape_random != lab->random_plane)
        return !lab->landscape_failure || lab->landscape_generation != lab->generation ||
               lab->landscape_random != lab->random_plane;
    return !landscape_done(lab->landscape);
}

double training_landscape_share(const struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    return lab->landscape ? landscape_progress(lab->landscape) : 0;
}

void training_landscape_stop(struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    const struct lab_picture *shown = lab_picture(base);
    const bool is_wanted =
        shown == &training_landscape_picture || shown == &training_relief_picture;
    if (lab->landscape && (base->is_cancelled || !is_wanted))
        landscape_cancel(lab->landscape);
}

void training_landscape_clear(struct lab *base)
{
    struct training_lab *lab = (struct training_lab *)base;
    forget(lab);
    lab->landscape_failure = NULL;
}

const struct lab_picture training_landscape_picture = {
    .name = "landscape",
    .title = "Landscape",
    .what = "the cost over a plane through the runners' paths, and the paths on it",
    .begin = training_landscape_begin,
    .busy = training_landscape_busy,
    .progress = training_landscape_share,
    .cancel = training_landscape_stop,
    .clear = training_landscape_clear,
    .draw = landscape_draw,
    .pointer = landscape_pointer,
    .plot = landscape_plot,
    .walk = landscape_walk,
    .place = landscape_place,
};
