// Which batch size is quickest here.
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/kit/heading.h"
#include "labs/kit/snap.h"
#include "labs/kit/tip.h"
#include "labs/training/params.h"
#include "labs/training/pictures.h"
#include "labs/training/zoom.h"
#include "plot/label.h"
#include "sim/clock.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double number(const struct training_lab *lab, int which)
{
    return scene_number(&lab->head.scene, "sweep", &training_sweep_params[which]);
}

static size_t sweep_runner(const struct training_lab *lab)
{
    for (size_t r = 0; r < lab->runners.count; r++)
        if (!lab->runners.entry[r].hidden)
            return r;
    return 0;
}

// Everything that the sweep depends on, as text.
static void describe(const struct training_lab *lab, char *key, size_t size)
{
    snprintf(key, size, "%u %zu", lab->generation, sweep_runner(lab));
    for (int i = 0; i < SWEEP_END; i++)
        text_append(key, size, " %.17g", number(lab, i));
}

static bool is_partial(const struct training_lab *lab)
{
    return sweep_done(lab->sweep) && sweep_points(lab->sweep) < sweep_total(lab->sweep);
}

static bool is_wanted(const struct training_lab *lab)
{
    char key[200];
    describe(lab, key, sizeof key);
    return !lab->sweep || is_partial(lab) || !lab->sweep_key || strcmp(lab->sweep_key, key) != 0;
}

static void forget(struct training_lab *lab)
{
    sweep_destroy(lab->sweep);
    lab->sweep = NULL;
    free(lab->sweep_key);
    lab->sweep_key = NULL;
}

static void sweep_begin(struct lab *base)
{
    struct training_lab *lab = (struct training_lab *)base;
    if (!trainer_done(lab->training) || lab->sweep_failed || !is_wanted(lab))
        return;
    char key[200];
    describe(lab, key, sizeof key);
    forget(lab);
    const struct sweep_setup setup = {
        .network = lab->network,
        .train = &lab->data->train,
        .start = lab->start,
        .seed = (uint64_t)scene_number(&lab->head.scene, "run", &training_run_params[RUN_SEED]),
        .runner = lab->runners.runner[sweep_runner(lab)],
        .target = number(lab, SWEEP_TARGET),
        .epochs = (size_t)number(lab, SWEEP_EPOCHS),
        .seconds = number(lab, SWEEP_SECONDS),
        .alpha = (enum sweep_alpha)number(lab, SWEEP_ALPHA),
        .around = (size_t)number(lab, SWEEP_AROUND),
        .refuse_start = lab->refuse_start,
    };
    lab->sweep_key = strdup(key);
    lab->sweep = lab->sweep_key ? sweep_create(&setup, NULL) : NULL;
    if (lab->sweep && sweep_start(lab->sweep, NULL))
        return;
    forget(lab);
    lab->sweep_failed = true; // once: the machine will not have become another by the next frame
}

const struct sweep *training_sweep_wait(struct training_lab *lab)
{
    sweep_begin(&lab->head);
    while (lab->sweep && !sweep_done(lab->sweep))
        clock_sleep(1e-3);
    return lab->sweep;
}

// ---- where things are ---------------------------------------------------------------------------

static size_t measured(const struct training_lab *lab)
{
    return lab->sweep ? sweep_points(lab->sweep) : 0;
}

// Units: plots of less have no room for more than the key and the marks.
static bool is_low(const struct plot *plot)
{
    return plot->area.height < 110;
}

// Neighbours of one size are compared on axes without logarithms, that of the seconds from 0 on.
static bool is_around(const struct training_lab *lab)
{
    return number(lab, SWEEP_AROUND) > 0;
}

static struct plot plot_in(const struct training_lab *lab, const struct rect *stage)
{
    const struct rect outer = kit_below_heading(stage);
    const double m = (double)lab->data->train.count, middle = number(lab, SWEEP_AROUND);
    struct plot plot = {
        .area = plot_area(&outer, true, true),
        .x = {.low = 0.8, .high = 1.25 * m, .log = true, .label = "b, log scale"},
        .y = {.log = true, .label = "s"},
    };
    if (is_around(lab))
        plot.x = (struct axis){.low = fmax(middle - SWEEP_REACH, 1) - 0.5,
                               .high = middle + SWEEP_REACH + 0.5,
                               .label = "b"};
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < measured(lab); i++) {
        const struct sweep_point *point = sweep_point(lab->sweep, i);
        low = fmin(low, point->epoch_seconds);
        high = fmax(high, point->epoch_seconds);
        if (point->target_seconds > 0) {
            low = fmin(low, point->target_seconds);
            high = fmax(high, point->target_seconds);
        }
    }
    if (is_around(lab))
        plot.y = (struct axis){.high = high > 0 ? high * 1.4 : 1};
    else
        axis_fit(&plot.y, low / 1.6, high * (is_low(&plot) ? 20 : 4)); // below the key
    training_zoom_apply(lab, ZOOM_SWEEP, &plot);
    return plot;
}

static bool sweep_plot(struct lab *base, const struct lab_layout *layout, struct plot *plot)
{
    struct training_lab *lab = (struct training_lab *)base;
    const struct lab_layout above = training_stage(lab, layout);
    if (measured(lab) == 0)
        return false;
    *plot = plot_in(lab, &above.stage);
    return true;
}

static enum lab_effect sweep_pointer(struct lab *base, struct scene *scene,
                                     const struct lab_layout *layout,
                                     const struct lab_pointer *pointer)
{
    struct plot plot;
    return sweep_plot(base, layout, &plot)
               ? training_zoom_point((struct training_lab *)base, scene, ZOOM_SWEEP, &plot, pointer)
               : LAB_NOTHING;
}

// ---- hovering -----------------------------------------------------------------------------------

// The seconds of a measured size: to the target, or an epoch.
static double seconds_of(const struct sweep_point *point, bool is_target)
{
    return is_target ? point->target_seconds : point->epoch_seconds;
}

static struct point point_of(const struct plot *plot, const struct sweep_point *point,
                             bool is_target)
{
    return (struct point){plot_x(plot, (double)point->batch),
                          plot_y(plot, seconds_of(point, is_target))};
}

static struct look_style look_of(const struct training_lab *lab, const struct theme *theme,
                                 bool is_target)
{
    return look_style(theme, is_target ? lab->runners.entry[sweep_runner(lab)].look : LOOK_SKY);
}

static void show_bytes(double bytes, char text[32])
{
    char digits[24];
    const bool is_mega = bytes >= 1024 * 1024, is_kilo = bytes >= 1024;
    text_show(bytes / (is_mega ? 1024 * 1024 : is_kilo ? 1024 : 1), 3, digits, sizeof digits);
    text_print(text, 32,
               is_mega   ? words("%s MiB")
               : is_kilo ? words("%s KiB")
                         : words("%s B"),
               digits);
}

static void tell_target(const struct training_lab *lab, char target[32])
{
    const struct param *param = &training_sweep_params[SWEEP_TARGET];
    text_show(number(lab, SWEEP_TARGET), 3, target, 32);
    if (hide_slider(&lab->head.scene, training_sweep_picture.section, param->key))
        snprintf(target, 32, "…");
}

static void draw_hover(const struct training_lab *lab, struct canvas *canvas,
                       const struct plot *plot, const struct lab_view *view)
{
    struct kit_snap snap = kit_snap_at(view->pointer);
    struct kit_tip tip = {0};
    char target[32], seconds[32], bytes[32];
    if (!view->has_pointer || view->is_reading || !rect_contains(&plot->area, view->pointer))
        return;
    for (size_t i = 0; i < measured(lab); i++)
        for (int is_target = 0; is_target < 2; is_target++)
            if (seconds_of(sweep_point(lab->sweep, i), is_target) > 0)
                kit_snap_offer(&snap, point_of(plot, sweep_point(lab->sweep, i), is_target),
                               (size_t)is_target, i);
    if (!kit_snap_found(&snap))
        return;
    const struct sweep_point *point = sweep_point(lab->sweep, snap.index);
    kit_draw_ring(canvas, plot, snap.at, view->theme->background,
                  look_of(lab, view->theme, snap.group).color);
    kit_tip_add(&tip, (struct color){0}, "b = %zu", point->batch);
    tell_target(lab, target);
    text_show(point->target_seconds, 3, seconds, sizeof seconds);
    if (point->target_seconds > 0)
        kit_tip_add(&tip, look_of(lab, view->theme, true).color, "to J = %s: %s s", target,
                    seconds);
    text_show(point->epoch_seconds, 3, seconds, sizeof seconds);
    kit_tip_add(&tip, look_of(lab, view->theme, false).color, "an epoch: %s s", seconds);
    text_show(1e6 * point->epoch_seconds /
                  (double)batch_steps(lab->data->train.count, point->batch),
              3, seconds, sizeof seconds);
    kit_tip_add(&tip, (struct color){0}, "a step: %s µs", seconds);
    show_bytes(point->batch_bytes, bytes);
    kit_tip_add(&tip, (struct color){0}, "X{t} and Y{t}: %s", bytes);
    show_bytes(point->working_set, bytes);
    kit_tip_add(&tip, (struct color){0}, "a step comes back to %s", bytes);
    kit_tip_draw(&tip, canvas, view->theme, snap.at, &plot->area);
}

// ---- drawing ------------------------------------------------------------------------------------

static void draw_mark(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                      double b, const char *text, float y)
{
    if (!(b >= plot->x.low && b <= plot->x.high))
        return;
    const float x = plot_x(plot, b);
    const struct stroke line = {.color = theme->soft, .width = 1.5f, .dash = {5, 5}};
    canvas_line(canvas, x, plot->area.y, x, plot->area.y + plot->area.height, &line);
    const bool is_right = x > plot->area.x + 0.7f * plot->area.width;
    const float room = is_right ? x - plot->area.x : plot->area.x + plot->area.width - x;
    char fitted[120];
    canvas_fit_text(canvas, text, TYPE_SMALL, false, room - 14, fitted, sizeof fitted);
    const struct text_style style = {.size = TYPE_SMALL,
                                     .color = theme->ink,
                                     .horizontal = is_right ? ALIGN_END : ALIGN_START,
                                     .vertical = ALIGN_START,
                                     .halo = theme->background,
                                     .halo_width = 3};
    canvas_text(canvas, is_right ? x - 7 : x + 7, y, fitted, &style);
}

// The batch size from which on it is larger than so many bytes, or what a step comes back to is,
// among those that have been measured; 0: all fit, or none does.
static double batch_beyond(const struct sweep *sweep, double bytes, bool is_whole)
{
    const size_t count = sweep_points(sweep);
    for (size_t i = 1; bytes > 0 && i < count; i++) {
        const struct sweep_point *low = sweep_point(sweep, i - 1), *high = sweep_point(sweep, i);
        const double from = is_whole ? low->batch_bytes : low->working_set;
        const double to = is_whole ? high->batch_bytes : high->working_set;
        if (from <= bytes && to > bytes)
            return (double)low->batch +
                   (double)(high->batch - low->batch) * (bytes - from) / (to - from);
    }
    return 0;
}

// What is to be said of batch descent once it has been measured; false: nothing.
static bool judge_all(const struct training_lab *lab, char text[120])
{
    const size_t m = lab->data->train.count, count = sweep_points(lab->sweep);
    const struct sweep_point *all = count > 0 ? sweep_point(lab->sweep, count - 1) : NULL;
    char target[32];
    if (!all || all->batch != m)
        return false;
    tell_target(lab, target);
    if (!(all->target_seconds > 0))
        text_print(text, 120, words("b = m = %zu does not reach J = %s"), m, target);
    else if (m < 2000)
        text_print(text, 120, words("m = %zu < 2000: batch descent would do"), m);
    return !(all->target_seconds > 0) || m < 2000;
}

static void draw_marks(const struct training_lab *lab, struct canvas *canvas,
                       const struct theme *theme, const struct plot *plot)
{
    const struct rect *area = &plot->area;
    double l2, last;
    sweep_caches(&l2, &last);
    draw_mark(canvas, theme, plot, batch_beyond(lab->sweep, l2, false),
              words("works on more than L2"), area->y + 4);
    if (last != l2)
        draw_mark(canvas, theme, plot, batch_beyond(lab->sweep, last, false),
                  words("works on more than the last-level cache"), area->y + 24);
    if (!is_low(plot)) {
        draw_mark(canvas, theme, plot, batch_beyond(lab->sweep, l2, true),
                  words("X{t} larger than L2"), area->y + 66);
        if (last != l2)
            draw_mark(canvas, theme, plot, batch_beyond(lab->sweep, last, true),
                      words("X{t} larger than the last-level cache"), area->y + 86);
    }
    char text[120], fitted[120];
    if (!is_low(plot) && judge_all(lab, text)) {
        canvas_fit_text(canvas, text, TYPE_SMALL, false, area->width - 16, fitted, sizeof fitted);
        const struct text_style style = {.size = TYPE_SMALL,
                                         .color = theme->ink,
                                         .horizontal = ALIGN_END,
                                         .vertical = ALIGN_END,
                                         .halo = theme->background,
                                         .halo_width = 3};
        canvas_text(canvas, area->x + area->width - 8, area->y + area->height - 8, fitted, &style);
    }
}

// The usual sizes, 64 to 512, as a band.
static void draw_band(struct canvas *canvas, const struct theme *theme, const struct plot *plot)
{
    const double low = fmax(64, plot->x.low), high = fmin(512, plot->x.high);
    if (!(high > low))
        return;
    const float x = plot_x(plot, low), end = plot_x(plot, high);
    const struct rect band = {x, plot->area.y, end - x, plot->area.height};
    canvas_rectangle(canvas, &band, 0, theme->selection);
    const struct text_style style = {.size = TYPE_SMALL,
                                     .color = theme->soft,
                                     .horizontal = ALIGN_MIDDLE,
                                     .vertical = ALIGN_START};
    if (!is_low(plot)) // else its ends are read on the axis
        canvas_text(canvas, (x + end) / 2, plot->area.y + 46, "64 … 512", &style);
}

static void draw_times(const struct training_lab *lab, struct canvas *canvas,
                       const struct theme *theme, const struct plot *plot, bool is_target)
{
    const struct look_style look = look_of(lab, theme, is_target);
    struct point last = {0};
    bool has_last = false;
    const size_t count = sweep_points(lab->sweep);
    for (int pass = 0; pass < 2; pass++) {
        has_last = false;
        for (size_t i = 0; i < count; i++) {
            const struct sweep_point *point = sweep_point(lab->sweep, i);
            if (!(seconds_of(point, is_target) > 0)) {
                has_last = false;
                continue;
            }
            const struct point at = point_of(plot, point, is_target);
            const struct stroke line = {.color = look.color, .width = is_target ? 3 : 2};
            if (pass == 0 && has_last)
                canvas_line(canvas, last.x, last.y, at.x, at.y, &line);
            struct marker_style style = {look.marker, is_target ? 10 : 8, look.color, theme->paper,
                                         1.5f};
            if (point->is_disturbed) { // hollow: no two measurements agreed
                style.fill = theme->paper;
                style.outline = look.color;
            }
            if (pass == 1)
                canvas_markers(canvas, &at, 1, &style);
            last = at;
            has_last = true;
        }
    }
}

static void draw_sweep_key(const struct training_lab *lab, struct canvas *canvas,
                           const struct theme *theme, const struct plot *plot)
{
    char text[2][120], target[32];
    tell_target(lab, target);
    text_print(text[0], sizeof *text, words("time to J = %s"), target);
    text_print(text[1], sizeof *text, "%s", words("time of an epoch"));
    float x = plot->area.x + 10; // one beside the other where one below the other does not fit
    for (int i = 0; i < 2; i++) {
        const struct look_style look =
            look_style(theme, i == 0 ? lab->runners.entry[sweep_runner(lab)].look : LOOK_SKY);
        const float y = plot->area.y + 14 + (is_low(plot) ? 0 : 20 * (float)i);
        struct look_style plain = look;
        plain.dash[0] = 0;
        label_draw_sample(canvas, theme, x, y, 30, &plain);
        const struct text_style style = {.size = TYPE_BODY,
                                         .color = theme->ink,
                                         .vertical = ALIGN_MIDDLE,
                                         .halo = theme->background,
                                         .halo_width = 3};
        canvas_text(canvas, x + 40, y, text[i], &style);
        if (is_low(plot))
            x += 60 + canvas_text_width(canvas, text[i], style.size, false);
    }
}

// Under the axis: how many bytes a batch has, where there is room for it.
static void write_label(const struct training_lab *lab, struct canvas *canvas,
                        const struct plot *plot, char text[200])
{
    char one[32], all[32];
    show_bytes(sweep_batch_bytes(&lab->data->train, 1), one);
    show_bytes(sweep_batch_bytes(&lab->data->train, lab->data->train.count), all);
    text_print(text, 200, words("%s; a batch is b · %s, all m are %s"), words(plot->x.label), one,
               all);
    if (canvas_text_width(canvas, text, TYPE_SMALL, false) > plot->area.width)
        text_print(text, 200, "%s", words(plot->x.label));
}

// What is measured, and how far it has come; in fewer words where there is less room.
static void draw_heading(const struct training_lab *lab, struct canvas *canvas,
                         const struct theme *theme, const struct rect *box, const struct plot *plot,
                         size_t count)
{
    char heading[300], brief[300], state[200] = "", small[120];
    const char *name = lab->runners.entry[sweep_runner(lab)].name;
    if (lab->sweep && !sweep_done(lab->sweep))
        text_append(state, sizeof state, words(" · %zu of %zu"), count, sweep_total(lab->sweep));
    for (size_t i = 0; i < count; i++) {
        if (!sweep_point(lab->sweep, i)->is_disturbed)
            continue;
        text_append(state, sizeof state, "%s", words(" · hollow: disturbed"));
        break;
    }
    if (lab->sweep && is_low(plot) && judge_all(lab, small))
        text_append(state, sizeof state, " · %s", small);
    if (is_around(lab) && lab->sweep && sweep_total(lab->sweep) > 0) {
        const size_t least = sweep_point(lab->sweep, 0)->batch;
        const size_t most = sweep_point(lab->sweep, sweep_total(lab->sweep) - 1)->batch;
        text_print(heading, sizeof heading, words("%s with batches of %zu … %zu, measured here"),
                   name, least, most);
        text_print(brief, sizeof brief, words("%s, batches of %zu … %zu"), name, least, most);
    } else {
        text_print(heading, sizeof heading, words("%s with batches of 1, 2, 4 … m, measured here"),
                   name);
        text_print(brief, sizeof brief, words("%s with batches of 1 … m"), name);
    }
    text_append(heading, sizeof heading, "%s", state);
    text_append(brief, sizeof brief, "%s", state);
    label_draw_fitting_heading(canvas, theme, box, (const char *const[]){heading, brief, NULL});
}

// Between neighbours the times are short and begin at zero: an axis of few thousandths has them as
// milliseconds.
static void count_milliseconds(struct axis *axis, float height, struct tick ticks[TICKS_MAX])
{
    if (axis->log || axis->high > 0.1)
        return;
    const struct axis scaled = {.low = 1000 * axis->low, .high = 1000 * axis->high};
    const size_t wanted = (size_t)fmaxf(height / 48, 2);
    axis->tick_count = axis_ticks(&scaled, wanted, ticks);
    for (size_t i = 0; i < axis->tick_count; i++)
        ticks[i].value /= 1000;
    axis->ticks = ticks;
    axis->label = "ms";
}

static void sweep_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                       const struct lab_view *view)
{
    struct training_lab *lab = (struct training_lab *)base;
    const struct theme *theme = view->theme;
    const struct rect *box = &layout->stage;
    struct plot plot = plot_in(lab, box);
    const size_t count = measured(lab);
    lab_move_axes(view, &plot);
    char label[200];
    write_label(lab, canvas, &plot, label);
    plot.x.label = label;
    draw_heading(lab, canvas, theme, box, &plot, count);
    if (count == 0) {
        kit_draw_note(canvas, theme, &plot.area,
                      lab->sweep_failed
                          ? "this machine has no thread or memory left to measure with"
                          : "measuring…");
        return;
    }
    if (!is_around(lab))
        draw_band(canvas, theme, &plot);
    struct tick ticks[TICKS_MAX];
    count_milliseconds(&plot.y, plot.area.height, ticks);
    plot_draw_axes(canvas, theme, &plot, true);
    draw_marks(lab, canvas, theme, &plot);
    canvas_clip(canvas, &plot.area);
    draw_times(lab, canvas, theme, &plot, false);
    draw_times(lab, canvas, theme, &plot, true);
    canvas_clip(canvas, NULL);
    draw_sweep_key(lab, canvas, theme, &plot);
    draw_hover(lab, canvas, &plot, view);
}

// ---- as a picture -------------------------------------------------------------------------------

// Also when it is still to be begun.
static bool sweep_busy(const struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    return trainer_done(lab->training) && !lab->sweep_failed &&
           (is_wanted(lab) || !sweep_done(lab->sweep));
}

static double sweep_share(const struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    return lab->sweep ? sweep_progress(lab->sweep) : 0;
}

static void sweep_stop(struct lab *base)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    if (lab->sweep)
        sweep_cancel(lab->sweep);
}

static void sweep_clear(struct lab *base)
{
    struct training_lab *lab = (struct training_lab *)base;
    forget(lab);
    lab->sweep_failed = false;
}

const struct lab_picture training_sweep_picture = {
    .name = "batch-size",
    .title = "Batch size",
    .what = "seconds to a cost and seconds an epoch against the batch size, measured here",
    .section = "sweep",
    .group = "batch sizes",
    .sliders = training_sweep_params,
    .begin = sweep_begin,
    .busy = sweep_busy,
    .progress = sweep_share,
    .cancel = sweep_stop,
    .clear = sweep_clear,
    .draw = sweep_draw,
    .pointer = sweep_pointer,
    .plot = sweep_plot,
};
