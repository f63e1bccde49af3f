// What the stage of the Training lab shows in place of cost curves: the landscape, what has been
// learned, the splitting into mini-batches, the choice of the batch size.
#include "base/array.h"
#include "base/text.h"
#include "labs/training_state.h"
#include "plot/label.h"
#include "sim/batch.h"
#include "sim/clock.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 14, SHOTS_A_RUNNER = 12, PIXEL = 4, DIGIT_COLUMNS = 10, TRUTHS_MAX = 1500 };
static const float heading_height = 26;

// ---- clearing -----------------------------------------------------------------------------------

static void clear_landscape(struct training_lab *lab)
{
    landscape_destroy(lab->landscape);
    lab->landscape = NULL;
    contour_destroy(lab->contour);
    lab->contour = NULL;
    lab->contour_side = 0;
    for (size_t r = 0; r < RUNNERS_SHOWN_MAX; r++) {
        free(lab->path[r]);
        lab->path[r] = NULL;
        lab->path_count[r] = 0;
    }
}

void training_clear_views(struct training_lab *lab)
{
    clear_landscape(lab);
    lab->landscape_failed = false;
    sweep_destroy(lab->sweep);
    lab->sweep = NULL;
    free(lab->sweep_key);
    lab->sweep_key = NULL;
    free(lab->learned.weights);
    free(lab->learned.predicted);
    free(lab->learned.truth);
    memset(&lab->learned, 0, sizeof lab->learned);
}

// ---- the landscape ------------------------------------------------------------------------------

static bool is_finite_vector(const float theta[], size_t n)
{
    float sum = 0;
    for (size_t k = 0; k < n; k++)
        sum += 0 * theta[k];
    return sum == 0;
}

// Some snapshots of every runner that stayed among the numbers: [*count × parameters].
static float *gather_shots(const struct training_lab *lab, size_t *count)
{
    const size_t n = lab->network->parameters;
    float *all = calloc(lab->runners.count * SHOTS_A_RUNNER * n, sizeof *all);
    *count = 0;
    for (size_t r = 0; all && r < lab->runners.count; r++) {
        const struct course *course = training_course(lab->training, r);
        const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
        for (size_t i = 0; i < SHOTS_A_RUNNER && shots > 0; i++) {
            const size_t j = i * (shots - 1) / (SHOTS_A_RUNNER - 1);
            const float *theta = course->shot_theta + j * n;
            if (!lab->runners.entry[r].hidden && is_finite_vector(theta, n) &&
                !atomic_load(&course->diverged))
                memcpy(all + (*count)++ * n, theta, n * sizeof *all);
        }
    }
    return all;
}

// All snapshots on the plane, and the range they cover.
static bool project_paths(struct training_lab *lab, const struct plane *plane, double low[2],
                          double high[2])
{
    const size_t n = lab->network->parameters;
    low[0] = low[1] = INFINITY;
    high[0] = high[1] = -INFINITY;
    for (size_t r = 0; r < lab->runners.count; r++) {
        const struct course *course = training_course(lab->training, r);
        const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
        lab->path[r] = calloc(2 * shots + 2, sizeof *lab->path[r]);
        if (!lab->path[r])
            return false;
        for (size_t j = 0; j < shots; j++) {
            double *at = lab->path[r] + 2 * j;
            plane_project(plane, course->shot_theta + j * n, at);
            if (lab->runners.entry[r].hidden || atomic_load(&course->diverged))
                continue;
            for (int axis = 0; axis < 2; axis++) {
                low[axis] = isfinite(at[axis]) ? fmin(low[axis], at[axis]) : low[axis];
                high[axis] = isfinite(at[axis]) ? fmax(high[axis], at[axis]) : high[axis];
            }
        }
        lab->path_count[r] = shots;
    }
    return low[0] < high[0] && low[1] <= high[1];
}

static bool make_plane(struct training_lab *lab, struct plane *plane, struct error *error)
{
    size_t count;
    float *shots = gather_shots(lab, &count);
    if (!shots)
        return error_memory(error);
    const size_t n = lab->network->parameters;
    const bool done = count < 3 ? error_set(error, ERROR_FAILED, "too few points for a plane")
                      : lab->random_plane
                          ? plane_random(plane, lab->network, shots + (count - 1) * n, 1, error)
                          : plane_principal(plane, shots, count, n, error);
    free(shots);
    return done;
}

// Computing in the background costs nothing while trainings run: it begins after them.
static void begin_landscape(struct training_lab *lab)
{
    // One that was cancelled on the way begins anew.
    const bool is_partial =
        lab->landscape && landscape_done(lab->landscape) && landscape_progress(lab->landscape) < 1;
    if (lab->landscape && !is_partial && lab->landscape_generation == lab->generation &&
        lab->landscape_random == lab->random_plane)
        return;
    if (lab->landscape_failed && lab->landscape_generation == lab->generation &&
        lab->landscape_random == lab->random_plane)
        return;
    clear_landscape(lab);
    lab->landscape_generation = lab->generation;
    lab->landscape_random = lab->random_plane;
    lab->landscape_failed = true;
    struct plane plane = {0};
    double low[2], high[2];
    if (!make_plane(lab, &plane, NULL))
        return;
    if (project_paths(lab, &plane, low, high)) {
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
                                          lab->threads, NULL);
    }
    plane_clear(&plane);
    lab->landscape_failed = !lab->landscape || !landscape_start(lab->landscape, NULL);
}

static void refresh_contour(struct training_lab *lab)
{
    size_t side = 0;
    const float *grid = lab->landscape ? landscape_grid(lab->landscape, &side) : NULL;
    if (!grid || side == lab->contour_side)
        return;
    struct contour *contour = contour_create(grid, side, side, LEVELS, NULL);
    if (!contour)
        return;
    contour_destroy(lab->contour);
    lab->contour = contour;
    lab->contour_side = side;
}

static void draw_note(struct canvas *canvas, const struct theme *theme, const struct rect *area,
                      const char *text)
{
    const struct text_style style = {.size = TYPE_BODY,
                                     .color = theme->soft,
                                     .horizontal = ALIGN_MIDDLE,
                                     .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, area->x + area->width / 2, area->y + area->height / 2, text, &style);
}

static void draw_paths(struct training_lab *lab, struct canvas *canvas, const struct plot *plot,
                       const struct lab_view *view)
{
    const struct theme *theme = view->theme;
    for (size_t i = 0; i < lab->runners.count; i++) {
        // The selected one last, on top.
        const size_t top = view->is_selected && view->selected < lab->runners.count
                               ? view->selected
                               : lab->runners.count - 1;
        const size_t r = i + 1 == lab->runners.count ? top : i < top ? i : i + 1;
        const struct course *course = training_course(lab->training, r);
        if (lab->runners.entry[r].hidden || lab->path_count[r] == 0 ||
            atomic_load(&course->diverged))
            continue;
        const struct look_style look = look_style(theme, lab->runners.entry[r].look);
        const double step = course_step(course, training_epochs(lab, view->step));
        size_t j = 0;
        while (j + 1 < lab->path_count[r] && (double)course->shot_step[j + 1] <= step)
            j++;
        double end = (double)j;
        if (j + 1 < lab->path_count[r])
            end += (step - (double)course->shot_step[j]) /
                   (double)(course->shot_step[j + 1] - course->shot_step[j]);
        struct curve curve = {
            .x = lab->path[r],
            .y = lab->path[r] + 1,
            .x_stride = 2,
            .y_stride = 2,
            .count = lab->path_count[r],
            .end = end,
            .stroke = {.color = look.color,
                       .width = 2.5f,
                       .gap = color_mix(look.color, theme->paper, 0.45f)},
            .halo = color_mix(theme->paper, theme->surface.stop[theme->surface.count / 2], 0.15f),
            .halo_width = 1.2f,
            .dots = true,
        };
        memcpy(curve.stroke.dash, look.dash, sizeof curve.stroke.dash);
        curve_draw(canvas, plot, &curve, &lab->scratch);
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

void training_draw_landscape(struct training_lab *lab, struct canvas *canvas,
                             const struct rect *box, const struct lab_view *view)
{
    const struct theme *theme = view->theme;
    struct rect outer = *box;
    outer.y += heading_height;
    outer.height -= heading_height;
    struct plot plot = {.area = plot_area(&outer, false, false)};
    refresh_contour(lab);
    if (!lab->contour) {
        draw_note(canvas, theme, &plot.area,
                  !training_done(lab->training) ? "training…"
                  : lab->landscape_failed       ? "no plane: the paths do not differ"
                                                : "computing the landscape…");
        return;
    }
    const struct plane *plane = landscape_plane(lab->landscape);
    double low[2], high[2];
    landscape_range(lab->landscape, low, high);
    plot.x = (struct axis){.low = low[0], .high = high[0]};
    plot.y = (struct axis){.low = low[1], .high = high[1]};
    char heading[200];
    if (isnan(plane->kept))
        snprintf(heading, sizeof heading,
                 "Cost of the whole training set over two random directions");
    else
        snprintf(heading, sizeof heading,
                 "Cost of the whole training set; the plane keeps %.0f %% of the paths' variance",
                 100 * plane->kept);
    const double progress = landscape_progress(lab->landscape);
    if (progress < 1)
        text_append(heading, sizeof heading, " · %.0f %%", 100 * progress);
    label_draw_heading(canvas, theme, box, heading);
    contour_draw(canvas, theme, &plot, lab->contour, NULL, 0);
    plot_draw_axes(canvas, theme, &plot, false);
    draw_paths(lab, canvas, &plot, view);
}

// ---- what has been learned ----------------------------------------------------------------------

// Diverging colours: blue below, paper at 0, vermilion above.
static struct colormap weight_colors(const struct theme *theme, struct color stops[3])
{
    stops[0] = look_style(theme, LOOK_BLUE).color;
    stops[1] = color_mix(theme->background, theme->grid, 0.5f);
    stops[2] = look_style(theme, LOOK_VERMILION).color;
    return (struct colormap){stops, 3};
}

// One image into a picture of many: pixels of PIXEL × PIXEL points, row 0 of the picture below.
static void place_image(float *picture, size_t columns, size_t rows, size_t cell, size_t across,
                        const float *value, size_t side)
{
    const size_t pitch = side * PIXEL + PIXEL, left = cell % across * pitch;
    const size_t top = cell / across * pitch;
    for (size_t y = 0; y < side * PIXEL; y++)
        for (size_t x = 0; x < side * PIXEL; x++)
            picture[(rows - 1 - top - y) * columns + left + x] =
                value[y / PIXEL * side + x / PIXEL];
}

static float *make_picture(size_t images, size_t across, size_t side, size_t *columns, size_t *rows)
{
    const size_t pitch = side * PIXEL + PIXEL;
    *columns = across * pitch - PIXEL;
    *rows = (images + across - 1) / across * pitch - PIXEL;
    float *picture = malloc(*columns * *rows * sizeof *picture);
    for (size_t i = 0; picture && i < *columns * *rows; i++)
        picture[i] = NAN;
    return picture;
}

static void learn_digits(struct training_lab *lab, const float theta[])
{
    const size_t side = lab->examples.image, pixels = side * side;
    const size_t shown =
        lab->data->test.count < SHOWN_DIGITS ? lab->data->test.count : SHOWN_DIGITS;
    float answer[EXAMPLES_CLASSES_MAX];
    for (size_t i = 0; i < shown; i++) {
        network_answer(lab->network, theta, lab->data->test.x + i * lab->data->test.stride, answer,
                       &lab->work);
        uint16_t best = 0;
        for (uint16_t k = 1; k < lab->network->spec.outputs; k++)
            best = answer[k] > answer[best] ? k : best;
        lab->learned.answer[i] = best;
    }
    // First-layer weights, each unit an image, on one scale.
    const size_t units = lab->network->layer[0].units < 64 ? lab->network->layer[0].units : 64;
    free(lab->learned.weights);
    lab->learned.weights =
        make_picture(units, 4, side, &lab->learned.weight_columns, &lab->learned.weight_rows);
    float most = 1e-6f, image[1024];
    for (size_t i = 0; i < pixels; i++)
        for (size_t unit = 0; unit < units; unit++)
            most = fmaxf(most, fabsf(theta[network_place(lab->network, 0, i, unit)]));
    for (size_t unit = 0; lab->learned.weights && unit < units && pixels <= 1024; unit++) {
        for (size_t i = 0; i < pixels; i++)
            image[i] = 0.5f + 0.5f * theta[network_place(lab->network, 0, i, unit)] / most;
        place_image(lab->learned.weights, lab->learned.weight_columns, lab->learned.weight_rows,
                    unit, 4, image, side);
    }
}

// A number as people know it.
static double known(const struct training_lab *lab, double answer)
{
    const double value = lab->data->target_mean + lab->data->target_deviation * answer;
    return lab->examples.is_log ? exp(value) : value;
}

static void learn_numbers(struct training_lab *lab, const float theta[])
{
    const size_t count = lab->data->test.count < TRUTHS_MAX ? lab->data->test.count : TRUTHS_MAX;
    if (!lab->learned.predicted) {
        lab->learned.predicted = calloc(TRUTHS_MAX, sizeof *lab->learned.predicted);
        lab->learned.truth = calloc(TRUTHS_MAX, sizeof *lab->learned.truth);
    }
    if (!lab->learned.predicted || !lab->learned.truth)
        return;
    lab->learned.count = count;
    for (size_t i = 0; i < count; i++) {
        float answer;
        network_answer(lab->network, theta, lab->data->test.x + i * lab->data->test.stride, &answer,
                       &lab->work);
        lab->learned.predicted[i] = known(lab, (double)answer);
        lab->learned.truth[i] = known(lab, (double)lab->data->test.target[i]);
    }
}

// Answers of a runner at the snapshot before a step, made anew when one of them changes.
static bool refresh_learned(struct training_lab *lab, size_t runner, double step)
{
    const struct course *course = training_course(lab->training, runner);
    const double at = course_step(course, training_epochs(lab, step));
    const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
    long shot = -1;
    for (size_t j = 0; j < shots && (double)course->shot_step[j] <= at + 1e-9; j++)
        shot = (long)j;
    if (shot < 0)
        return false;
    if (lab->learned.generation == lab->generation && lab->learned.runner == runner &&
        lab->learned.shot == shot && lab->learned.version > 0)
        return true;
    lab->learned.generation = lab->generation;
    lab->learned.runner = runner;
    lab->learned.shot = shot;
    lab->learned.version = lab->generation * 100000 + (unsigned)shot * 32 + (unsigned)runner + 1;
    const float *theta = course->shot_theta + (size_t)shot * lab->network->parameters;
    if (lab->examples.is_classes && lab->examples.image)
        learn_digits(lab, theta);
    else if (!lab->examples.is_classes)
        learn_numbers(lab, theta);
    return true;
}

// The largest rectangle of a picture's shape within a box, at its top left.
static struct rect fit_picture(const struct rect *box, size_t columns, size_t rows)
{
    const float scale = fminf(box->width / (float)columns, box->height / (float)rows);
    return (struct rect){box->x, box->y, scale * (float)columns, scale * (float)rows};
}

static void draw_digits(const struct training_lab *lab, struct canvas *canvas,
                        const struct theme *theme, const struct rect *box)
{
    const size_t side = lab->examples.image;
    const size_t shown =
        lab->data->test.count < SHOWN_DIGITS ? lab->data->test.count : SHOWN_DIGITS;
    const size_t lines = (shown + DIGIT_COLUMNS - 1) / DIGIT_COLUMNS;
    // Answers stand under their digits: rows are drawn one by one, with room between.
    const float line = box->height / (float)lines, cell = fminf(line - 22, box->width / 10.6f);
    const float across = box->width / DIGIT_COLUMNS;
    if (cell < 8)
        return;
    for (size_t i = 0; i < shown; i++) {
        const float x = box->x + across * (float)(i % DIGIT_COLUMNS) + (across - cell) / 2;
        const float y = box->y + line * (float)(i / DIGIT_COLUMNS);
        // Each pixel a square: sharper than a stretched texture.
        const float pixel = cell / (float)side;
        for (size_t p = 0; p < side * side; p++) {
            const float ink = lab->data->test.x[i * lab->data->test.stride + p];
            if (ink < 0.04f)
                continue;
            const struct rect square = {x + pixel * (float)(p % side),
                                        y + pixel * (float)(p / side), pixel + 0.3f, pixel + 0.3f};
            canvas_rectangle(canvas, &square, 0, color_mix(theme->background, theme->ink, ink));
        }
        const uint16_t said = lab->learned.answer[i], is = lab->data->test.label[i];
        char text[80];
        if (said == is)
            snprintf(text, sizeof text, "%.20s", lab->examples.name[said]);
        else
            snprintf(text, sizeof text, "%.20s (%.20s)", lab->examples.name[said],
                     lab->examples.name[is]);
        const struct text_style style = {.size = TYPE_SMALL,
                                         .bold = said != is,
                                         .color = said == is ? theme->soft : theme->error,
                                         .horizontal = ALIGN_MIDDLE,
                                         .vertical = ALIGN_START};
        canvas_text(canvas, x + cell / 2, y + cell + 4, text, &style);
    }
}

static void draw_weights(const struct training_lab *lab, struct canvas *canvas,
                         const struct theme *theme, const struct rect *box)
{
    if (!lab->learned.weights)
        return;
    struct color stops[3];
    const struct colormap map = weight_colors(theme, stops);
    const struct field field = {lab->learned.weights, lab->learned.weight_columns,
                                lab->learned.weight_rows, lab->learned.version, theme->background};
    const struct rect rect = fit_picture(box, field.columns, field.rows);
    canvas_field(canvas, &rect, &field, &map);
}

static void draw_numbers(const struct training_lab *lab, struct canvas *canvas,
                         const struct theme *theme, const struct rect *box, struct color color)
{
    struct plot plot = {.area = plot_area(box, true, true)};
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < lab->learned.count; i++) {
        low = fmin(low, lab->learned.truth[i]);
        high = fmax(high, lab->learned.truth[i]);
    }
    plot.x.log = lab->examples.is_log;
    axis_fit(&plot.x, low, high);
    plot.y = plot.x;
    char title[200];
    snprintf(title, sizeof title, "true %.180s", lab->examples.what);
    plot.x.label = title;
    plot.y.label = "ŷ";
    plot_draw_axes(canvas, theme, &plot, true);
    const struct stroke line = {.color = theme->axis, .width = 1.5f};
    canvas_clip(canvas, &plot.area);
    canvas_line(canvas, plot_x(&plot, plot.x.low), plot_y(&plot, plot.y.low),
                plot_x(&plot, plot.x.high), plot_y(&plot, plot.y.high), &line);
    const struct marker_style dot = {
        .shape = MARKER_CIRCLE, .size = 4, .fill = color_alpha(color, 0.5f)};
    for (size_t i = 0; i < lab->learned.count; i++) {
        const struct point at = {plot_x(&plot, lab->learned.truth[i]),
                                 plot_y(&plot, lab->learned.predicted[i])};
        canvas_markers(canvas, &at, 1, &dot);
    }
    canvas_clip(canvas, NULL);
}

void training_draw_learned(struct training_lab *lab, struct canvas *canvas, const struct rect *box,
                           const struct lab_view *view)
{
    const struct theme *theme = view->theme;
    const size_t runner = training_chosen(lab, view);
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    char heading[320];
    const struct rect body = {box->x + 10, box->y + heading_height + 6, box->width - 14,
                              box->height - heading_height - 16};
    if (!refresh_learned(lab, runner, view->step)) {
        draw_note(canvas, theme, &body, "training…");
        return;
    }
    if (!lab->examples.is_classes) {
        snprintf(heading, sizeof heading, "%s: predicted against true %s, on the test part",
                 lab->runners.entry[runner].name, lab->examples.what);
        label_draw_heading(canvas, theme, box, heading);
        draw_numbers(lab, canvas, theme, &body, look.color);
        return;
    }
    if (!lab->examples.image) {
        draw_note(canvas, theme, &body, "the inputs are no images; see the costs (V)");
        return;
    }
    snprintf(heading, sizeof heading,
             "%s: answers to test digits (the truth, where wrong); what each unit looks for",
             lab->runners.entry[runner].name);
    label_draw_heading(canvas, theme, box, heading);
    const struct rect left = {body.x, body.y, 0.66f * body.width, body.height};
    const struct rect right = {body.x + 0.70f * body.width, body.y, 0.30f * body.width,
                               body.height};
    draw_digits(lab, canvas, theme, &left);
    draw_weights(lab, canvas, theme, &right);
}

// ---- splitting ----------------------------------------------------------------------------------

// The order of the examples in an epoch, thinned to SPLIT_COLUMNS, as places in the file (0…1).
static bool order_of(struct training_lab *lab, size_t epoch, size_t batch, float strip[])
{
    const size_t m = lab->data->train.count;
    struct batcher batcher;
    // A batch of all has the order of the file; so has a shuffle of batches that hold everything.
    if (batch == 0 || batch >= m) {
        for (size_t i = 0; i < SPLIT_COLUMNS; i++)
            strip[i] = (float)i / (SPLIT_COLUMNS - 1);
        return true;
    }
    const uint64_t seed = (uint64_t)(scene_text(&lab->scene, "run", "seed")
                                         ? atof(scene_text(&lab->scene, "run", "seed"))
                                         : 1);
    if (!batcher_init(&batcher, m, m - 1, seed, NULL))
        return false;
    uint32_t *order = malloc(m * sizeof *order);
    for (size_t e = 0; order && e < epoch; e++) {
        size_t count, last;
        const uint32_t *most = batcher_next(&batcher, &count);
        memcpy(order, most, count * sizeof *order);
        order[m - 1] = *batcher_next(&batcher, &last);
    }
    for (size_t i = 0; order && i < SPLIT_COLUMNS; i++)
        strip[i] = (float)order[i * m / SPLIT_COLUMNS] / (float)m;
    free(order);
    batcher_clear(&batcher);
    return order != NULL;
}

struct strip {
    size_t batch, count; // examples a step looks at; steps an epoch
    size_t current;      // of the lit one, from 0
    const char *name;
};

static void draw_strip(struct training_lab *lab, struct canvas *canvas, const struct theme *theme,
                       const struct rect *box, const struct strip *strip, size_t epoch)
{
    const size_t m = lab->data->train.count;
    const size_t batch = strip->batch == 0 ? m : strip->batch;
    const double width = (double)box->width;
    float order[SPLIT_COLUMNS];
    if (!order_of(lab, epoch, strip->batch, order))
        return;
    // Colours say where in the file an example stands.
    const size_t bars = box->width < SPLIT_COLUMNS / 2 ? (size_t)box->width : SPLIT_COLUMNS / 2;
    const double from = (double)(strip->current * batch) / (double)m;
    const double to = fmin((double)((strip->current + 1) * batch) / (double)m, 1);
    for (size_t i = 0; i < bars; i++) {
        const double at = ((double)i + 0.5) / (double)bars;
        const float value = order[(size_t)(at * SPLIT_COLUMNS)];
        const struct colormap *map = &theme->surface;
        const float place = value * (float)(map->count - 1);
        const size_t k = (size_t)place < map->count - 1 ? (size_t)place : map->count - 2;
        struct color color = color_mix(map->stop[k], map->stop[k + 1], place - (float)k);
        const bool is_lit = at >= from && at < to;
        color = is_lit ? color : color_mix(theme->background, color, 0.45f);
        const struct rect bar = {box->x + (float)(width * (double)i / (double)bars), box->y,
                                 (float)(width / (double)bars) + 0.5f, box->height};
        canvas_rectangle(canvas, &bar, 0, color);
    }
    // Where batches end, as long as that can be seen.
    const struct stroke cut = {.color = theme->background, .width = 1.5f};
    if (width / (double)strip->count > 4)
        for (size_t t = 1; t < strip->count; t++) {
            const float x = box->x + (float)(width * (double)(t * batch) / (double)m);
            canvas_line(canvas, x, box->y, x, box->y + box->height, &cut);
        }
    const struct stroke frame = {.color = theme->ink, .width = 2};
    const float left = box->x + (float)(width * from);
    const float right = box->x + (float)fmax(width * to, width * from + 2);
    const struct point corners[] = {{left, box->y - 3},
                                    {right, box->y - 3},
                                    {right, box->y + box->height + 3},
                                    {left, box->y + box->height + 3},
                                    {left, box->y - 3}};
    canvas_polyline(canvas, corners, 5, &frame);
}

// One strip for each different batch size of the runners.
static size_t list_strips(const struct training_lab *lab, double step, struct strip strips[],
                          size_t max)
{
    size_t count = 0;
    for (size_t r = 0; r < lab->runners.count && count < max; r++) {
        const size_t batch = lab->runners.runner[r].batch;
        bool is_new = !lab->runners.entry[r].hidden;
        for (size_t i = 0; i < count; i++)
            is_new = is_new && strips[i].batch != batch;
        if (!is_new)
            continue;
        const struct course *course = training_course(lab->training, r);
        const double at = fmax(course_step(course, training_epochs(lab, step)) - 1e-6, 0);
        strips[count++] =
            (struct strip){batch, course->epoch_steps, (size_t)at % course->epoch_steps,
                           lab->runners.entry[r].name};
    }
    return count;
}

void training_draw_splitting(struct training_lab *lab, struct canvas *canvas,
                             const struct rect *box, const struct lab_view *view)
{
    enum { STRIPS = 5 };
    const struct theme *theme = view->theme;
    struct strip strips[STRIPS];
    const size_t count = list_strips(lab, view->step, strips, STRIPS);
    const double epochs = training_epochs(lab, view->step);
    const size_t epoch = epochs < 1e-6 ? 1 : (size_t)ceil(epochs - 1e-9);
    char heading[160], text[200];
    snprintf(heading, sizeof heading,
             "Epoch %zu: %zu training examples, shuffled, cut into mini-batches", epoch,
             lab->data->train.count);
    label_draw_heading(canvas, theme, box, heading);
    const float top = box->y + heading_height + 14;
    const float pitch = (box->height - heading_height - 24) / (float)(count ? count : 1);
    for (size_t i = 0; i < count; i++) {
        const struct strip *strip = &strips[i];
        const float y = top + pitch * (float)i;
        struct text_style style = {.size = TYPE_BODY, .color = theme->ink, .vertical = ALIGN_START};
        if (strip->count == 1)
            snprintf(text, sizeof text, "b = m: one pass is 1 step of batch gradient descent");
        else if (strip->batch == 1)
            snprintf(text, sizeof text,
                     "b = 1: one pass is %zu steps of stochastic descent; now X{%zu}", strip->count,
                     strip->current + 1);
        else
            snprintf(text, sizeof text, "b = %zu: one pass is T = %zu steps; now X{%zu}, Y{%zu}",
                     strip->batch, strip->count, strip->current + 1, strip->current + 1);
        char fitted[240];
        canvas_fit_text(canvas, text, style.size, false, box->width - 30, fitted, sizeof fitted);
        canvas_text(canvas, box->x + 20, y, fitted, &style);
        const struct rect bar = {box->x + 20, y + 24, box->width - 34,
                                 fminf(fmaxf(pitch - 56, 12), 90)};
        draw_strip(lab, canvas, theme, &bar, strip, epoch);
    }
}

// ---- the batch size -----------------------------------------------------------------------------

static double number_of(const struct training_lab *lab, const char *key, double standard)
{
    const char *text = scene_text(&lab->scene, "sweep", key);
    double value;
    return text && text_number(text, &value) ? value : standard;
}

static size_t sweep_runner(const struct training_lab *lab)
{
    for (size_t r = 0; r < lab->runners.count; r++)
        if (!lab->runners.entry[r].hidden)
            return r;
    return 0;
}

static double sweep_target(const struct training_lab *lab)
{
    return number_of(lab, "target", 0.1);
}

static void begin_sweep(struct training_lab *lab)
{
    static const char *const alphas[] = {"same", "root", "linear"};
    const char *alpha = scene_text(&lab->scene, "sweep", "alpha");
    enum sweep_alpha grows = SWEEP_ALPHA_ROOT;
    for (int i = 0; alpha && i < 3; i++)
        if (strcmp(alpha, alphas[i]) == 0)
            grows = (enum sweep_alpha)i;
    const double target = sweep_target(lab), epochs = number_of(lab, "epochs", 100);
    const double seconds = number_of(lab, "seconds", 2);
    char key[200];
    snprintf(key, sizeof key, "%u %d %.17g %.17g %.17g %zu", lab->generation, (int)grows, target,
             epochs, seconds, sweep_runner(lab));
    const bool is_partial =
        lab->sweep && sweep_done(lab->sweep) && sweep_points(lab->sweep) < sweep_total(lab->sweep);
    if (lab->sweep && !is_partial && lab->sweep_key && strcmp(lab->sweep_key, key) == 0)
        return;
    sweep_destroy(lab->sweep);
    free(lab->sweep_key);
    lab->sweep_key = strdup(key);
    const char *seed = scene_text(&lab->scene, "run", "seed");
    const struct sweep_setup setup = {
        .network = lab->network,
        .train = &lab->data->train,
        .start = lab->start,
        .seed = seed ? (uint64_t)atof(seed) : 1,
        .runner = lab->runners.runner[sweep_runner(lab)],
        .target = target,
        .epochs = (size_t)epochs,
        .seconds = seconds,
        .alpha = grows,
    };
    lab->sweep = sweep_create(&setup, NULL);
    if (lab->sweep && !sweep_start(lab->sweep, NULL)) {
        sweep_destroy(lab->sweep);
        lab->sweep = NULL;
    }
}

static void draw_mark(struct canvas *canvas, const struct theme *theme, const struct plot *plot,
                      double b, const char *text, float y)
{
    if (!(b >= plot->x.low && b <= plot->x.high))
        return;
    const float x = plot_x(plot, b);
    const struct stroke line = {.color = theme->soft, .width = 1.5f, .dash = {5, 5}};
    canvas_line(canvas, x, plot->area.y, x, plot->area.y + plot->area.height, &line);
    const bool is_right = x > plot->area.x + 0.7f * plot->area.width;
    const struct text_style style = {.size = TYPE_SMALL,
                                     .color = theme->ink,
                                     .horizontal = is_right ? ALIGN_END : ALIGN_START,
                                     .vertical = ALIGN_START,
                                     .halo = theme->background,
                                     .halo_width = 3};
    canvas_text(canvas, is_right ? x - 7 : x + 7, y, text, &style);
}

// The batch size from which on what a step touches no longer fits into so many bytes.
static double batch_beyond(const struct sweep *sweep, double bytes)
{
    const struct sweep_point *first = sweep_point(sweep, 0), *second = sweep_point(sweep, 1);
    const double each = second->working_set - first->working_set;
    return bytes > 0 && each > 0 ? 1 + (bytes - first->working_set) / each : 0;
}

static void draw_marks(const struct training_lab *lab, struct canvas *canvas,
                       const struct theme *theme, const struct plot *plot)
{
    const struct rect *area = &plot->area;
    double l2, last;
    sweep_caches(&l2, &last);
    if (sweep_points(lab->sweep) >= 2) {
        draw_mark(canvas, theme, plot, batch_beyond(lab->sweep, l2), "more than L2", area->y + 4);
        if (last != l2)
            draw_mark(canvas, theme, plot, batch_beyond(lab->sweep, last),
                      "more than the last-level cache", area->y + 24);
    }
    const size_t m = lab->data->train.count;
    if (m < 2000) {
        char text[120];
        snprintf(text, sizeof text, "m = %zu < 2,000: batch descent would do", m);
        const struct text_style style = {.size = TYPE_SMALL,
                                         .color = theme->ink,
                                         .horizontal = ALIGN_END,
                                         .vertical = ALIGN_END,
                                         .halo = theme->background,
                                         .halo_width = 3};
        canvas_text(canvas, area->x + area->width - 8, area->y + area->height - 8, text, &style);
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
    canvas_text(canvas, (x + end) / 2, plot->area.y + 46, "64 … 512", &style);
}

static void draw_times(const struct training_lab *lab, struct canvas *canvas,
                       const struct theme *theme, const struct plot *plot, bool is_target)
{
    const struct look_style look =
        look_style(theme, is_target ? lab->runners.entry[sweep_runner(lab)].look : LOOK_SKY);
    struct point last = {0};
    bool has_last = false;
    const size_t count = sweep_points(lab->sweep);
    for (int pass = 0; pass < 2; pass++) {
        has_last = false;
        for (size_t i = 0; i < count; i++) {
            const struct sweep_point *point = sweep_point(lab->sweep, i);
            const double seconds = is_target ? point->target_seconds : point->epoch_seconds;
            if (!(seconds > 0)) {
                has_last = false;
                continue;
            }
            const struct point at = {plot_x(plot, (double)point->batch), plot_y(plot, seconds)};
            const struct stroke line = {.color = look.color, .width = is_target ? 3 : 2};
            if (pass == 0 && has_last)
                canvas_line(canvas, last.x, last.y, at.x, at.y, &line);
            const struct marker_style style = {look.marker, is_target ? 10 : 8, look.color,
                                               theme->paper, 1.5f};
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
    text_show(sweep_target(lab), 3, target, sizeof target);
    snprintf(text[0], sizeof *text, "seconds to J = %s", target);
    snprintf(text[1], sizeof *text, "seconds an epoch");
    for (int i = 0; i < 2; i++) {
        const struct look_style look =
            look_style(theme, i == 0 ? lab->runners.entry[sweep_runner(lab)].look : LOOK_SKY);
        const float y = plot->area.y + 14 + 20 * (float)i;
        struct look_style plain = look;
        plain.dash[0] = 0;
        label_draw_sample(canvas, theme, plot->area.x + 10, y, 30, &plain);
        const struct text_style style = {.size = TYPE_BODY,
                                         .color = theme->ink,
                                         .vertical = ALIGN_MIDDLE,
                                         .halo = theme->background,
                                         .halo_width = 3};
        canvas_text(canvas, plot->area.x + 50, y, text[i], &style);
    }
}

void training_draw_sweep(struct training_lab *lab, struct canvas *canvas, const struct rect *box,
                         const struct lab_view *view)
{
    const struct theme *theme = view->theme;
    struct rect outer = *box;
    outer.y += heading_height;
    outer.height -= heading_height;
    struct plot plot = {.area = plot_area(&outer, true, true)};
    const size_t count = lab->sweep ? sweep_points(lab->sweep) : 0;
    char heading[200];
    snprintf(heading, sizeof heading, "%s with batches of 1, 2, 4 … m, measured here and now",
             lab->runners.entry[sweep_runner(lab)].name);
    if (lab->sweep && !sweep_done(lab->sweep))
        text_append(heading, sizeof heading, " · %zu of %zu", count, sweep_total(lab->sweep));
    label_draw_heading(canvas, theme, box, heading);
    if (count == 0) {
        draw_note(canvas, theme, &plot.area, "measuring…");
        return;
    }
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        const struct sweep_point *point = sweep_point(lab->sweep, i);
        low = fmin(low, point->epoch_seconds);
        high = fmax(high, point->epoch_seconds);
        if (point->target_seconds > 0) {
            low = fmin(low, point->target_seconds);
            high = fmax(high, point->target_seconds);
        }
    }
    const double m = (double)lab->data->train.count;
    plot.x = (struct axis){.low = 0.8, .high = 1.25 * m, .log = true, .label = "b, log scale"};
    plot.y = (struct axis){.log = true, .label = "s"};
    axis_fit(&plot.y, low / 1.6, high * 4);
    draw_band(canvas, theme, &plot);
    plot_draw_axes(canvas, theme, &plot, true);
    draw_marks(lab, canvas, theme, &plot);
    draw_times(lab, canvas, theme, &plot, false);
    draw_times(lab, canvas, theme, &plot, true);
    draw_sweep_key(lab, canvas, theme, &plot);
}

// ---- in the background --------------------------------------------------------------------------

void training_begin_view(struct training_lab *lab, bool wait)
{
    if (!training_done(lab->training))
        return;
    if (lab->show == SHOW_LANDSCAPE)
        begin_landscape(lab);
    else if (lab->landscape && !landscape_done(lab->landscape))
        landscape_cancel(lab->landscape); // what it has stays
    if (lab->show == SHOW_BATCH_SIZE)
        begin_sweep(lab);
    else if (lab->sweep && !sweep_done(lab->sweep))
        sweep_cancel(lab->sweep);
    while (wait && training_view_busy(lab))
        clock_sleep(1e-3);
}

bool training_view_busy(const struct training_lab *lab)
{
    if (lab->show == SHOW_LANDSCAPE)
        return training_done(lab->training) &&
               ((!lab->landscape && !lab->landscape_failed) ||
                (lab->landscape && !landscape_done(lab->landscape)));
    if (lab->show == SHOW_BATCH_SIZE)
        return training_done(lab->training) && lab->sweep && !sweep_done(lab->sweep);
    return false;
}
