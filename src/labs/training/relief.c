// The network's landscape as a relief.
#include "labs/kit/heading.h"
#include "labs/training/landscape.h"
#include "labs/training/pictures.h"
#include "plot/relief_levels.h"

#include <math.h>

enum { SIDE_MAX = 128 };

static const double middle[2] = {0, 0}; // the start without a path: the middle of the plane

static bool refresh(struct training_lab *lab, struct canvas *canvas)
{
    if (lab->relief && lab->relief_height == lab->relief_view.height)
        return true;
    size_t side = 0;
    const float *grid = landscape_grid(lab->landscape, &side);
    const double *level;
    const size_t levels = contour_levels(lab->contour, &level);
    // A finer grid may have come since the contour was made.
    if (!grid || side != lab->contour_side)
        return lab->relief != NULL;
    struct relief *relief = relief_create(grid, contour_shades(lab->contour), side, side, level,
                                          levels, lab->relief_view.height, SIDE_MAX, NULL);
    if (!relief) {
        canvas_miss(canvas);
        return lab->relief != NULL;
    }
    relief_destroy(lab->relief);
    lab->relief = relief;
    lab->relief_height = lab->relief_view.height;
    return true;
}

static struct rect relief_area(const struct lab_layout *layout)
{
    struct rect area = layout->stage;
    area.y += HEADING_HEIGHT;
    area.height = fmaxf(area.height - HEADING_HEIGHT, 10);
    return area;
}

static void draw_path(struct training_lab *lab, struct canvas *canvas,
                      const struct relief_stage *stage, const struct lab_view *view, size_t runner)
{
    struct curve curve;
    if (!training_landscape_path(lab, runner, view, &curve))
        return;
    relief_draw_curve(canvas, stage, &curve, &lab->relief_scratch);
    const struct look_style look = look_style(view->theme, lab->runners.entry[runner].look);
    const struct marker_style style = {look.marker, 12, look.color, view->theme->paper, 1.5f};
    const double end = fmin(curve.end, (double)(curve.count - 1));
    const size_t k = (size_t)end, next = k + 1 < curve.count ? k + 1 : k;
    const double t = end - (double)k;
    relief_draw_marker(canvas, stage, curve.x[2 * k] + t * (curve.x[2 * next] - curve.x[2 * k]),
                       curve.y[2 * k] + t * (curve.y[2 * next] - curve.y[2 * k]), &style);
}

// No number stands where the paths begin.
static void take_start(const struct relief_stage *stage, const double start[2],
                       struct label_space *space)
{
    struct point at;
    if (!relief_stage_place(stage, start[0], start[1], &at, NULL))
        return;
    const struct rect mark = {at.x - 9, at.y - 9, 18, 18};
    label_take(space, &mark);
}

static void relief_picture_draw(struct lab *base, struct canvas *canvas,
                                const struct lab_layout *layout, const struct lab_view *view)
{
    struct training_lab *lab = (struct training_lab *)base;
    struct plot plot;
    if (!training_landscape_show(lab, canvas, layout, view, &plot) || !refresh(lab, canvas))
        return;
    double low[2], high[2]; // all of it, whichever part the flat picture shows
    landscape_range(lab->landscape, low, high);
    const struct rect area = relief_area(layout);
    const struct relief_stage stage = {
        .relief = lab->relief,
        .view = relief_view(&lab->relief_view.camera, &area),
        .x = {.low = low[0], .high = high[0]},
        .y = {.low = low[1], .high = high[1]},
        .symbol = "J",
        .is_moving = lab->orbit.is_held,
    };
    const double *start = lab->path[0] ? lab->path[0] : middle;
    struct label_space space = {.bounds = area};
    take_start(&stage, start, &space);
    size_t order[RUNNERS_SHOWN_MAX];
    const size_t count = training_landscape_order(lab, view, order);
    for (size_t i = 0; i < count; i++) {
        struct curve path;
        if (training_landscape_path(lab, order[i], view, &path))
            relief_avoid_curve(&stage, &path, &space);
    }
    relief_draw(canvas, view->theme, &stage, &space);
    for (size_t i = 0; i < count; i++)
        draw_path(lab, canvas, &stage, view, order[i]);
    const struct marker_style mark = {MARKER_CIRCLE, 10, view->theme->paper, view->theme->ink, 2};
    relief_draw_marker(canvas, &stage, start[0], start[1], &mark);
}

static enum lab_effect relief_picture_pointer(struct lab *base, struct scene *scene,
                                              const struct lab_layout *layout,
                                              const struct lab_pointer *pointer)
{
    struct training_lab *lab = (struct training_lab *)base;
    const struct lab_layout above = training_stage(lab, layout);
    const struct rect area = relief_area(&above);
    return kit_relief_point(&lab->orbit, &lab->relief_view.camera, &area, scene, pointer);
}

static bool relief_picture_plot(struct lab *base, const struct lab_layout *layout,
                                struct plot *plot)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    const struct lab_layout above = training_stage(lab, layout);
    double low[2] = {0, 0}, high[2] = {1, 1};
    if (lab->landscape)
        landscape_range(lab->landscape, low, high);
    *plot = (struct plot){.area = relief_area(&above),
                          .x = {.low = low[0], .high = high[0]},
                          .y = {.low = low[1], .high = high[1]}};
    return lab->relief != NULL;
}

const struct lab_picture training_relief_picture = {
    .name = KIT_RELIEF,
    .title = "Relief",
    .what = "the landscape as a lit surface, its height the cost, that can be turned",
    .begin = training_landscape_begin,
    .busy = training_landscape_busy,
    .progress = training_landscape_share,
    .cancel = training_landscape_stop,
    .clear = training_landscape_clear,
    .draw = relief_picture_draw,
    .pointer = relief_picture_pointer,
    .plot = relief_picture_plot,
};
