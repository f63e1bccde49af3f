#include "labs/racing/rings.h"

#include "labs/racing/arrows.h"
#include "labs/racing/decay_plots.h"
#include "labs/racing/hood.h"
#include "labs/racing/hover.h"
#include "labs/racing/relief.h"

#include <math.h>
#include <string.h>

enum { RING_POINTS = 97, RING_EPOCHS = 5, RING_STEPS_MIN = 100, HELD_STEPS_MIN = 8 };

// The first of the steps up to `last` that were made with the same α.
static size_t first_of_alpha(const struct trail *trail, size_t last)
{
    size_t first = last;
    while (first > 1 && trail->alpha[first - 1] == trail->alpha[last])
        first--;
    return first;
}

bool rings_span(const struct trail *trail, double step, struct rings_span *span)
{
    const double end = racing_end(trail, step);
    if (end < 20)
        return false;
    const size_t last = (size_t)end;
    size_t count = RING_EPOCHS * trail->epoch_steps;
    count = count < RING_STEPS_MIN ? RING_STEPS_MIN : count;
    count = count > last / 2 ? last / 2 : count;
    *span = (struct rings_span){last - count + 1, last};
    const size_t epoch = trail->epoch_steps < HELD_STEPS_MIN ? HELD_STEPS_MIN : trail->epoch_steps;
    const size_t held = epoch < count ? epoch : count;
    size_t end_of_alpha = last, first = first_of_alpha(trail, last);
    if (last - first + 1 < held && first > 1) { // it has only begun
        end_of_alpha = first - 1;
        first = first_of_alpha(trail, end_of_alpha);
    }
    if (end_of_alpha - first + 1 < held)
        return true;
    span->last = end_of_alpha;
    span->first = end_of_alpha - first + 1 > count ? end_of_alpha - count + 1 : first;
    return true;
}

bool rings_measure(const struct racing *lab, const struct trail *trail, double step,
                   struct wandering *wandering, const struct minimum **minimum)
{
    struct rings_span span;
    if (trail->dimension != 2 || racing_has_gone(lab, trail, step) ||
        !rings_span(trail, step, &span))
        return false;
    *minimum = distance_minimum(lab->cache.objective, trail->theta + 2 * span.last);
    return *minimum &&
           wandering_measure(trail->theta, span.first, span.last, (*minimum)->theta, wandering);
}

// Gradient descent on the cost alone.
static bool is_plain(const struct runner *runner)
{
    return strcmp(runner->rule->name, "gd") == 0 && runner->clip == 0 &&
           runner->number[rule_number_index(runner->rule, "weight_decay")] == 0;
}

bool rings_expect(const struct racing *lab, size_t index, const struct minimum *minimum,
                  struct wandering *wandering)
{
    const struct runner *runner = &lab->runners.runner[index];
    const double sigma = objective_noise(&lab->head.scene);
    const double variance =
        wandering_batch_variance(sigma, runner->batch, lab->cache.objective->examples);
    const bool is_constant = strcmp(runner->schedule->name, "constant") == 0 ||
                             strcmp(runner->schedule->name, "manual") == 0;
    return is_constant && runner->warm_up == 0 && runner->change_count == 0 && is_plain(runner) &&
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
    if (racing_is_relief(lab))
        racing_relief_curve(lab, canvas, stage, &ring);
    else
        curve_draw(canvas, stage, &ring, &lab->scratch);
}

static void draw_rings(struct racing *lab, struct canvas *canvas, const struct plot *stage,
                       const struct lab_view *view, const size_t order[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct wandering measured, expected;
        const struct minimum *minimum;
        if (!rings_measure(lab, race_trail(lab->race, order[i]), view->step, &measured, &minimum))
            continue;
        const struct color color = look_style(view->theme, lab->runners.entry[order[i]].look).color;
        const struct stroke solid = {.color = color, .width = 3};
        draw_ring(lab, canvas, stage, &measured, minimum, &solid, view->theme->paper);
        if (!rings_expect(lab, order[i], minimum, &expected))
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
    struct curve path[RUNNERS_SHOWN_MAX];
    racing_draw_background(lab, canvas, theme, stage);
    racing_draw_ghosts(lab, canvas, theme, stage);
    for (size_t i = 0; i < count; i++) {
        path[i] = racing_path(lab, order[i], view->step, theme);
        struct curve curve = path[i];
        racing_thin_path(&curve);
        curve_draw(canvas, stage, &curve, &lab->scratch);
    }
    draw_rings(lab, canvas, stage, view, order, count);
    racing_draw_start(lab, canvas, theme, stage);
    struct label_space space = racing_space(lab, stage);
    for (size_t i = 0; i < count; i++) {
        racing_draw_stage_head(lab, canvas, theme, stage, &path[i], order[i], 11);
        racing_draw_diverged(lab, canvas, theme, stage, &path[i], order[i], view->step, &space);
    }
    racing_draw_minima(lab, canvas, theme, stage);
    if (lab->shows_hood)
        racing_draw_vectors(lab, canvas, stage, view, &space);
}

static void rings_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                       const struct lab_view *view)
{
    struct racing *lab = (struct racing *)base;
    struct decay_plots plots = decay_lay_out(lab, layout, view);
    lab_move_axes(view, &plots.stage);
    size_t order[RUNNERS_SHOWN_MAX];
    const size_t count = racing_order(lab, view, order);
    draw_stage(lab, canvas, &plots.stage, view, order, count);
    decay_draw_hover(lab, canvas, &plots, view);
}

static enum lab_effect rings_pointer(struct lab *base, struct scene *scene,
                                     const struct lab_layout *layout,
                                     const struct lab_pointer *pointer)
{
    struct racing *lab = (struct racing *)base;
    struct plot stage;
    decay_stage(lab, layout, &stage);
    return racing_pointer(lab, scene, &stage, pointer);
}

static bool rings_plot(struct lab *lab, const struct lab_layout *layout, struct plot *plot)
{
    decay_stage((const struct racing *)lab, layout, plot);
    return true;
}

static bool rings_place(struct lab *lab, const struct lab_layout *layout, size_t group, double step,
                        struct point *at)
{
    struct plot stage;
    decay_stage((const struct racing *)lab, layout, &stage);
    return racing_place_of((const struct racing *)lab, &stage, group, step, at);
}

const struct lab_picture decay_rings_picture = {
    .name = "rings",
    .title = "Rings",
    .what = "the paths on the contour, and a ring for how far each runner strays",
    .draw = rings_draw,
    .pointer = rings_pointer,
    .plot = rings_plot,
    .has_start = true,
    .walk = racing_walk,
    .place = rings_place,
};

// ---- the relief ---------------------------------------------------------------------------------

static void relief_picture_draw(struct lab *base, struct canvas *canvas,
                                const struct lab_layout *layout, const struct lab_view *view)
{
    struct racing *lab = (struct racing *)base;
    struct decay_plots plots = decay_lay_out(lab, layout, view);
    lab_move_axes(view, &plots.stage);
    racing_draw_relief(lab, canvas, &plots.stage, view, true, draw_rings);
    decay_draw_hover(lab, canvas, &plots, view);
}

static enum lab_effect relief_picture_pointer(struct lab *base, struct scene *scene,
                                              const struct lab_layout *layout,
                                              const struct lab_pointer *pointer)
{
    struct racing *lab = (struct racing *)base;
    struct plot stage;
    decay_stage(lab, layout, &stage);
    return racing_relief_pointer(lab, scene, &stage, pointer);
}

static bool relief_picture_plot(struct lab *lab, const struct lab_layout *layout, struct plot *plot)
{
    rings_plot(lab, layout, plot);
    racing_relief_plot(plot);
    return true;
}

const struct lab_picture decay_relief_picture = {
    .name = KIT_RELIEF,
    .title = "Relief",
    .what = "the same as a lit surface, its height the cost, that can be turned",
    .draw = relief_picture_draw,
    .pointer = relief_picture_pointer,
    .plot = relief_picture_plot,
    .has_start = true,
    .walk = racing_walk,
    .place = rings_place,
};
