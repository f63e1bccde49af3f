// How much a rule has to be tuned: what every runner comes to against α.
#include "sim/alphas.h"
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/kit/heading.h"
#include "labs/kit/snap.h"
#include "labs/kit/tip.h"
#include "labs/training/params.h"
#include "labs/training/pictures.h"
#include "plot/label.h"
#include "sim/clock.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEY_ROW 20.0f // units

static double number(const struct training_lab *lab, int which)
{
    return scene_number(&lab->head.scene, "alphas", &training_alphas_params[which]);
}

static size_t seeds(const struct training_lab *lab)
{
    return (size_t)number(lab, ALPHAS_SEEDS);
}

// Everything that the sweep depends on, as text. The target only says what of it is good.
static void describe(const struct training_lab *lab, char *key, size_t size)
{
    snprintf(key, size, "%u %zu", lab->generation, seeds(lab));
}

static bool is_wanted(const struct training_lab *lab)
{
    char key[80];
    describe(lab, key, sizeof key);
    return !lab->alphas || !lab->alphas_key || strcmp(lab->alphas_key, key) != 0 ||
           (alphas_done(lab->alphas) && alphas_points(lab->alphas) < ALPHAS_POINTS);
}

static void forget(struct training_lab *lab)
{
    alphas_destroy(lab->alphas);
    lab->alphas = NULL;
    free(lab->alphas_key);
    lab->alphas_key = NULL;
}

// Where each of the seeds begins: [seeds × parameters]; the first is the scene's own. NULL: no
// memory.
static float *make_starts(const struct training_lab *lab, uint64_t seed)
{
    const size_t n = lab->network->parameters;
    const char *start = scene_text(&lab->head.scene, "network", "start");
    float *all = array_create(seeds(lab) * n, sizeof *all, NULL);
    for (size_t s = 0; all && s < seeds(lab) && !(start && strcmp(start, "zeros") == 0); s++)
        network_start(lab->network, seed + s, all + s * n);
    return all;
}

static struct alphas *make(const struct training_lab *lab)
{
    const uint64_t seed =
        (uint64_t)scene_number(&lab->head.scene, "run", &training_run_params[RUN_SEED]);
    float *starts = make_starts(lab, seed);
    const struct alphas_setup setup = {
        .network = lab->network,
        .train = &lab->data->train,
        .start = starts,
        .seed = seed,
        .seeds = seeds(lab),
        .runners = lab->runners.runner,
        .runner_count = lab->runners.count,
        .epochs = lab->epochs,
        .refuse_start = lab->refuse_start,
    };
    struct alphas *alphas = starts ? alphas_create(&setup, NULL) : NULL;
    free(starts);
    return alphas;
}

static void alphas_begin(struct lab *base)
{
    struct training_lab *lab = (struct training_lab *)base;
    if (!trainer_done(lab->training) || lab->alphas_failed || !is_wanted(lab))
        return;
    char key[80];
    describe(lab, key, sizeof key);
    forget(lab);
    lab->alphas_key = strdup(key);
    lab->alphas = lab->alphas_key ? make(lab) : NULL;
    if (lab->alphas && alphas_start(lab->alphas, NULL))
        return;
    forget(lab);
    lab->alphas_failed = true; // once: the machine will not have become another by the next frame
}

const struct alphas *training_alphas_wait(struct training_lab *lab)
{
    alphas_begin(&lab->head);
    while (lab->alphas && !alphas_done(lab->alphas))
        clock_sleep(1e-3);
    return lab->alphas;
}

struct alphas_width training_alphas_width(const struct training_lab *lab, size_t runner)
{
    return alphas_width(lab->alphas, runner, number(lab, ALPHAS_TARGET));
}

// ---- where things are ---------------------------------------------------------------------------

static size_t measured(const struct training_lab *lab)
{
    return lab->alphas ? alphas_points(lab->alphas) : 0;
}

static size_t shown_runners(const struct training_lab *lab)
{
    size_t count = 0;
    for (size_t r = 0; r < lab->runners.count; r++)
        count += !lab->runners.entry[r].hidden;
    return count;
}

// Rows of the key: one a runner, or where that would take the room of the curves, one for all.
static size_t key_rows(const struct training_lab *lab, const struct rect *area)
{
    const size_t shown = shown_runners(lab);
    return KEY_ROW * (float)(shown + 1) > 0.5f * area->height ? 1 : shown;
}

// The cost at which all begin, and twice of it: whoever ends higher has gone the wrong way.
static double highest(const struct training_lab *lab)
{
    double high = 2 * number(lab, ALPHAS_TARGET);
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct course *course = trainer_course(lab->training, r);
        if (course->shot_capacity > 0 && atomic_load(&course->shot_scored[0]) == 1 &&
            isfinite(course->train_cost[0]))
            high = fmax(high, 2 * course->train_cost[0]);
    }
    return high;
}

static struct plot plot_in(const struct training_lab *lab, const struct rect *stage)
{
    const struct rect outer = kit_below_heading(stage);
    struct plot plot = {
        .area = plot_area(&outer, true, true),
        .x = {.low = alphas_alpha(0) / 1.4,
              .high = alphas_alpha(ALPHAS_POINTS - 1) * 1.4,
              .log = true,
              .label = "α, log scale"},
        .y = {.log = true, .label = "J"},
    };
    double low = number(lab, ALPHAS_TARGET);
    for (size_t r = 0; r < lab->runners.count; r++)
        for (size_t i = 0; i < measured(lab) && !lab->runners.entry[r].hidden; i++)
            low = fmin(low, alphas_cost(lab->alphas, r, i));
    // Room for the key below the curves.
    const double high = highest(lab), rows = (double)key_rows(lab, &plot.area) + 1;
    const double share = fmin(0.5, (double)KEY_ROW * rows / fmax(plot.area.height, 1));
    low = fmax(low, 1e-9 * high) / 1.3;
    axis_fit(&plot.y, high * pow(low / high, 1 / (1 - share)), high);
    return plot;
}

static struct point point_of(const struct training_lab *lab, const struct plot *plot, size_t runner,
                             size_t point)
{
    return (struct point){plot_x(plot, alphas_alpha(point)),
                          plot_y(plot, alphas_cost(lab->alphas, runner, point))};
}

static bool is_in(const struct training_lab *lab, const struct plot *plot, size_t runner,
                  size_t point)
{
    return alphas_cost(lab->alphas, runner, point) <= plot->y.high;
}

// ---- hovering -----------------------------------------------------------------------------------

static void draw_hover(const struct training_lab *lab, struct canvas *canvas,
                       const struct plot *plot, const struct lab_view *view)
{
    struct kit_snap snap = kit_snap_at(view->pointer);
    struct kit_tip tip = {0};
    char alpha[32], cost[32];
    if (!view->has_pointer || view->is_reading || !rect_contains(&plot->area, view->pointer))
        return;
    for (size_t r = 0; r < lab->runners.count; r++)
        for (size_t i = 0; i < measured(lab) && !lab->runners.entry[r].hidden; i++)
            if (is_in(lab, plot, r, i))
                kit_snap_offer(&snap, point_of(lab, plot, r, i), r, i);
    if (!kit_snap_found(&snap))
        return;
    const struct runner_entry *entry = &lab->runners.entry[snap.group];
    const struct color color = look_style(view->theme, entry->look).color;
    kit_draw_ring(canvas, plot, snap.at, view->theme->background, color);
    text_show(alphas_alpha(snap.index), 3, alpha, sizeof alpha);
    text_show(alphas_cost(lab->alphas, snap.group, snap.index), 3, cost, sizeof cost);
    kit_tip_add(&tip, color, "%s, α = %s", entry->name, alpha);
    kit_tip_add(&tip, (struct color){0}, "J = %s in the worst of %zu", cost, seeds(lab));
    kit_tip_draw(&tip, canvas, view->theme, snap.at, &plot->area);
}

// ---- drawing ------------------------------------------------------------------------------------

static void draw_runner(const struct training_lab *lab, struct canvas *canvas,
                        const struct theme *theme, const struct plot *plot, size_t runner)
{
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    const struct stroke line = runner_stroke(&lab->runners.entry[runner], theme, 2.5f);
    const struct marker_style style = {look.marker, 9, look.color, theme->paper, 1.5f};
    const size_t count = measured(lab);
    for (size_t i = 0; i + 1 < count; i++) {
        const struct point a = point_of(lab, plot, runner, i),
                           b = point_of(lab, plot, runner, i + 1);
        const double rise = alphas_cost(lab->alphas, runner, i + 1);
        if (is_in(lab, plot, runner, i) && is_in(lab, plot, runner, i + 1))
            canvas_line(canvas, a.x, a.y, b.x, b.y, &line);
        else if (is_in(lab, plot, runner, i) && rise > plot->y.high) // and on out of the picture
            canvas_line(canvas, a.x, a.y, (a.x + b.x) / 2, plot->area.y, &line);
    }
    for (size_t i = 0; i < count; i++) {
        const struct point at = point_of(lab, plot, runner, i);
        if (is_in(lab, plot, runner, i))
            canvas_markers(canvas, &at, 1, &style);
    }
}

// The middle of the key's first row.
static float key_top(const struct training_lab *lab, const struct rect *area)
{
    return area->y + area->height - 10 - KEY_ROW * ((float)key_rows(lab, area) - 1);
}

static void draw_target(const struct training_lab *lab, struct canvas *canvas,
                        const struct theme *theme, const struct plot *plot)
{
    const struct rect *area = &plot->area;
    const float y = plot_y(plot, number(lab, ALPHAS_TARGET));
    const struct stroke line = {.color = theme->soft, .width = 1.5f, .dash = {5, 5}};
    canvas_line(canvas, area->x, y, area->x + area->width, y, &line);
}

// On the curves, for some go through it.
static void name_target(const struct training_lab *lab, struct canvas *canvas,
                        const struct theme *theme, const struct plot *plot)
{
    const struct rect *area = &plot->area;
    const float y = plot_y(plot, number(lab, ALPHAS_TARGET));
    char text[64], target[32];
    text_show(number(lab, ALPHAS_TARGET), 3, target, sizeof target);
    if (hide_slider(&lab->head.scene, training_alphas_picture.section,
                    training_alphas_params[ALPHAS_TARGET].key))
        return;
    text_print(text, sizeof text, words("good: J ≤ %s"), target);
    // The key stands below on the left, and where it is one row reaches to the right as well.
    const bool is_beside_key = y + TYPE_SMALL + 6 > key_top(lab, area) - 0.5f * KEY_ROW;
    const bool is_above = is_beside_key && key_rows(lab, area) < shown_runners(lab);
    const struct text_style style = {.size = TYPE_SMALL,
                                     .color = theme->ink,
                                     .horizontal = is_beside_key ? ALIGN_END : ALIGN_START,
                                     .vertical = is_above ? ALIGN_END : ALIGN_START,
                                     .halo = theme->background,
                                     .halo_width = 3};
    canvas_text(canvas, is_beside_key ? area->x + area->width - 8 : area->x + 8,
                is_above ? y - 3 : y + 3, text, &style);
}

// "Adam: 32-fold, α = 0.00391 … 0.125"
static void write_width(const struct training_lab *lab, size_t runner, char *text, size_t size)
{
    const struct alphas_width width = training_alphas_width(lab, runner);
    const char *name = lab->runners.entry[runner].name;
    char low[32], high[32];
    text_show(width.low, 3, low, sizeof low);
    text_show(width.high, 3, high, sizeof high);
    if (!width.is_any)
        text_print(text, size, words("%s: at no α"), name);
    else if (width.low == width.high)
        text_print(text, size, words("%s: α = %s alone"), name, low);
    else
        text_print(text, size, words("%s: %.0f-fold, α = %s … %s"), name, width.high / width.low,
                   low, high);
}

// "32-fold"
static void write_fold(const struct training_lab *lab, size_t runner, char *text, size_t size)
{
    const struct alphas_width width = training_alphas_width(lab, runner);
    if (width.is_any)
        text_print(text, size, words("%.0f-fold"), width.high / width.low);
    else
        text_print(text, size, "%s", words("at no α"));
}

static void draw_key(const struct training_lab *lab, struct canvas *canvas,
                     const struct theme *theme, const struct plot *plot)
{
    const struct rect *area = &plot->area;
    float x = area->x + 10, y = key_top(lab, area);
    const bool is_one_row = key_rows(lab, area) < shown_runners(lab);
    for (size_t r = 0; r < lab->runners.count; r++) {
        char text[200];
        if (lab->runners.entry[r].hidden)
            continue;
        const struct look_style look = look_style(theme, lab->runners.entry[r].look);
        if (is_one_row)
            write_fold(lab, r, text, sizeof text);
        else
            write_width(lab, r, text, sizeof text);
        if (y > area->y + 10) {
            label_draw_sample(canvas, theme, x, y, 30, &look);
            const struct text_style style = {.size = TYPE_BODY,
                                             .color = theme->ink,
                                             .vertical = ALIGN_MIDDLE,
                                             .halo = theme->background,
                                             .halo_width = 3};
            canvas_text(canvas, x + 40, y, text, &style);
        }
        if (is_one_row)
            x += 60 + canvas_text_width(canvas, text, TYPE_BODY, false);
        else
            y += KEY_ROW;
    }
}

static void alphas_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                        const struct lab_view *view)
{
    struct training_lab *lab = (struct training_lab *)base;
    const struct theme *theme = view->theme;
    const struct plot plot = plot_in(lab, &layout->stage);
    const size_t count = measured(lab);
    char heading[200], counted[240];
    text_print(heading, sizeof heading, words("Cost after epoch %zu against α, worst of %zu seeds"),
               lab->epochs, seeds(lab));
    text_print(counted, sizeof counted, "%s", heading);
    if (lab->alphas && !alphas_done(lab->alphas))
        text_append(counted, sizeof counted, words(" · %zu of %zu"), count, (size_t)ALPHAS_POINTS);
    // How far it is goes before the title does.
    label_draw_fitting_heading(canvas, theme, &layout->stage,
                               (const char *const[]){counted, heading, NULL});
    if (count == 0) {
        kit_draw_note(canvas, theme, &plot.area,
                      lab->alphas_failed
                          ? "this machine has no thread or memory left to measure with"
                          : "measuring…");
        return;
    }
    plot_draw_axes(canvas, theme, &plot, true);
    canvas_clip(canvas, &plot.area);
    draw_target(lab, canvas, theme, &plot);
    for (size_t r = 0; r < lab->runners.count; r++)
        if (!lab->runners.entry[r].hidden)
            draw_runner(lab, canvas, theme, &plot, r);
    name_target(lab, canvas, theme, &plot);
    canvas_clip(canvas, NULL);
    draw_key(lab, canvas, theme, &plot);
    draw_hover(lab, canvas, &plot, view);
}

// ---- as a picture -------------------------------------------------------------------------------

// Also when it is still to be begun.
static bool alphas_busy(const struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    return trainer_done(lab->training) && !lab->alphas_failed &&
           (is_wanted(lab) || !alphas_done(lab->alphas));
}

static double alphas_share(const struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    return lab->alphas ? alphas_progress(lab->alphas) : 0;
}

static void alphas_stop(struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    if (lab->alphas)
        alphas_cancel(lab->alphas);
}

static void alphas_clear(struct lab *base)
{
    struct training_lab *lab = (struct training_lab *)base;
    forget(lab);
    lab->alphas_failed = false;
}

const struct lab_picture training_alphas_picture = {
    .name = "alpha-sweep",
    .title = "Learning rates",
    .what = "cost at the end against α, the worst of some seeds: how much a rule has to be tuned",
    .section = "alphas",
    .group = "learning rates",
    .sliders = training_alphas_params,
    .begin = alphas_begin,
    .busy = alphas_busy,
    .progress = alphas_share,
    .cancel = alphas_stop,
    .clear = alphas_clear,
    .draw = alphas_draw,
};
