#include "labs/racing/relief.h"

#include "labs/racing/arrows.h"
#include "labs/racing/hood.h"
#include "plot/relief_levels.h"

#include <math.h>

enum { SIDE_MAX = 128 };

// ---- the surface --------------------------------------------------------------------------------

// Made anew when the contour is, whose grid it takes, or when another height is asked for.
static bool refresh(struct racing *lab, const struct plot *stage)
{
    if (!racing_refresh_contour(lab, stage))
        return false;
    if (lab->relief && lab->relief_contour == lab->contours &&
        lab->relief_height == lab->relief_view.height)
        return true;
    const double *level;
    const size_t levels = contour_levels(lab->contour, &level);
    struct relief *relief =
        relief_create(lab->grid, contour_shades(lab->contour), lab->drawn.columns, lab->drawn.rows,
                      level, levels, lab->relief_view.height, SIDE_MAX, NULL);
    if (!relief)
        return false;
    relief_destroy(lab->relief);
    lab->relief = relief;
    lab->relief_contour = lab->contours;
    lab->relief_height = lab->relief_view.height;
    return true;
}

// ---- drawing ------------------------------------------------------------------------------------

void racing_relief_curve(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                         const struct curve *curve)
{
    const struct relief_stage relief = racing_relief_stage(lab, stage);
    relief_draw_curve(canvas, &relief, curve, &lab->relief_scratch);
}

static void draw_ghosts(struct racing *lab, struct canvas *canvas,
                        const struct relief_stage *relief, const struct theme *theme)
{
    for (size_t r = 0; r < lab->runners.count; r++) {
        struct curve ghost;
        if (!lab->runners.entry[r].hidden && racing_ghost_path(lab, r, theme, &ghost))
            relief_draw_curve(canvas, relief, &ghost, &lab->relief_scratch);
    }
}

static void draw_start(const struct racing *lab, struct canvas *canvas,
                       const struct relief_stage *relief, const struct theme *theme)
{
    const struct marker_style start = {MARKER_CIRCLE, 10, theme->paper, theme->ink, 2};
    relief_draw_marker(canvas, relief, lab->start[0], lab->start[1], &start);
}

// Over the heads, as on the contour.
static void draw_minima(const struct racing *lab, struct canvas *canvas,
                        const struct relief_stage *relief, const struct theme *theme)
{
    const struct objective *objective = lab->cache.objective;
    for (size_t i = 0; i < objective->minimum_count; i++) {
        const struct marker_style style = racing_minimum_style(&objective->minimum[i], theme);
        const double *theta = objective->minimum[i].theta;
        relief_draw_marker(canvas, relief, theta[0], theta[1], &style);
    }
}

// Where a path is at its end, between two rows.
static bool find_head(const struct curve *path, double theta[2])
{
    if (path->count == 0 || !(path->end >= 0))
        return false;
    const double end = fmin(path->end, (double)(path->count - 1));
    const size_t k = (size_t)end, next = k + 1 < path->count ? k + 1 : k;
    for (int i = 0; i < 2; i++) {
        const double *axis = i ? path->y : path->x;
        const double here = axis[2 * k];
        theta[i] = here + (end - (double)k) * (axis[2 * next] - here);
    }
    return isfinite(theta[0]) && isfinite(theta[1]);
}

static void draw_head(const struct racing *lab, struct canvas *canvas,
                      const struct relief_stage *relief, const struct theme *theme,
                      const struct curve *path, size_t runner)
{
    double theta[2];
    if (!find_head(path, theta))
        return;
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    const struct marker_style style = {look.marker, 12, look.color, theme->paper, 1.5f};
    relief_draw_marker(canvas, relief, theta[0], theta[1], &style);
}

static void draw_diverged(const struct racing *lab, struct canvas *canvas,
                          const struct relief_stage *relief, const struct plot *stage,
                          const struct theme *theme, const struct curve *path, size_t runner,
                          double step, struct label_space *space)
{
    double inside[2], towards[2];
    if (!racing_find_exit(lab, stage, path, runner, step, inside, towards))
        return;
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    relief_draw_leaving(canvas, theme, relief, inside, towards, &look, space);
}

void racing_draw_relief(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                        const struct lab_view *view, bool is_thin, racing_relief_more *more)
{
    const struct theme *theme = view->theme;
    if (!refresh(lab, stage)) {
        canvas_miss(canvas);
        return;
    }
    const struct relief_stage relief = racing_relief_stage(lab, stage);
    size_t order[RUNNERS_SHOWN_MAX];
    const size_t count = racing_order(lab, view, order);
    struct curve path[RUNNERS_SHOWN_MAX];
    struct label_space space = racing_space(lab, stage);
    for (size_t i = 0; i < count; i++) {
        path[i] = racing_path(lab, order[i], view->step, theme);
        relief_avoid_curve(&relief, &path[i], &space);
    }
    relief_draw(canvas, theme, &relief, &space);
    space.soft_count = 0; // names of arrows look for places of their own
    draw_ghosts(lab, canvas, &relief, theme);
    for (size_t i = 0; i < count; i++) {
        struct curve shown = path[i];
        if (is_thin)
            racing_thin_path(&shown);
        relief_draw_curve(canvas, &relief, &shown, &lab->relief_scratch);
    }
    if (more)
        more(lab, canvas, stage, view, order, count);
    canvas_clip(canvas, &relief.view.area);
    draw_start(lab, canvas, &relief, theme);
    for (size_t i = 0; i < count; i++)
        draw_diverged(lab, canvas, &relief, stage, theme, &path[i], order[i], view->step, &space);
    canvas_clip(canvas, NULL);
    racing_draw_arrows(lab, canvas, stage, view, order, count, &space);
    canvas_clip(canvas, &relief.view.area);
    for (size_t i = 0; i < count; i++)
        draw_head(lab, canvas, &relief, theme, &path[i], order[i]);
    draw_minima(lab, canvas, &relief, theme);
    canvas_clip(canvas, NULL);
    if (lab->shows_hood)
        racing_draw_vectors(lab, canvas, stage, view, &space);
}

// ---- hands --------------------------------------------------------------------------------------

// The right button's box zooms to the part of the plane that is seen in it.
static enum lab_effect zoom_to(struct racing *lab, struct scene *scene, const struct plot *stage,
                               const struct lab_pointer *pointer)
{
    enum { ACROSS = 8 };
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (int k = 0; k <= ACROSS * (ACROSS + 2); k++) {
        const float s = (float)(k % (ACROSS + 1)) / ACROSS, t = (float)(k / (ACROSS + 1)) / ACROSS;
        double theta[2];
        if (!racing_under(lab, stage,
                          (struct point){pointer->at.x + s * (pointer->to.x - pointer->at.x),
                                         pointer->at.y + t * (pointer->to.y - pointer->at.y)},
                          theta))
            continue;
        for (int axis = 0; axis < 2; axis++) {
            low[axis] = fmin(low[axis], theta[axis]);
            high[axis] = fmax(high[axis], theta[axis]);
        }
    }
    return low[0] < high[0] && low[1] < high[1] ? racing_put_view(scene, stage, low, high)
                                                : LAB_NOTHING;
}

enum lab_effect racing_relief_pointer(struct racing *lab, struct scene *scene,
                                      const struct plot *stage, const struct lab_pointer *pointer)
{
    const struct rect area = racing_stage_area(lab, stage);
    if (pointer->kind == LAB_BOX)
        return zoom_to(lab, scene, stage, pointer);
    if (pointer->kind == LAB_START)
        return racing_pointer(lab, scene, stage, pointer);
    const enum lab_effect effect =
        kit_relief_point(&lab->orbit, &lab->relief_view.camera, &area, scene, pointer);
    lab->drag = lab->orbit.is_held ? DRAG_PAN : DRAG_NONE;
    return effect;
}
