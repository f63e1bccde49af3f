// What a runner has learned: answers to test digits, first-layer weights, predicted prices.
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
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

enum { PIXEL = 4, DIGIT_COLUMNS = 10, TRUTHS_MAX = 1500 };

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
    const struct course *course = trainer_course(lab->training, runner);
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

// As many digits beside each other as have room for a wrong answer under them.
static size_t digit_columns(struct canvas *canvas, float width)
{
    const float wide = canvas_text_width(canvas, "0 (0)", TYPE_SMALL, true) + 4;
    const size_t room = (size_t)fmaxf(width / wide, 1);
    return room < DIGIT_COLUMNS ? room : DIGIT_COLUMNS;
}

static void draw_digits(const struct training_lab *lab, struct canvas *canvas,
                        const struct theme *theme, const struct rect *box)
{
    const size_t side = lab->examples.image;
    const size_t answered =
        lab->data->test.count < SHOWN_DIGITS ? lab->data->test.count : SHOWN_DIGITS;
    const size_t lines = (answered + DIGIT_COLUMNS - 1) / DIGIT_COLUMNS;
    const size_t columns = digit_columns(canvas, box->width);
    const size_t shown = answered < lines * columns ? answered : lines * columns;
    // Answers stand under their digits: rows are drawn one by one, with room between.
    const float line = box->height / (float)lines;
    const float cell = fminf(line - 22, box->width / ((float)columns + 0.6f));
    const float across = box->width / (float)columns;
    if (cell < 8)
        return;
    for (size_t i = 0; i < shown; i++) {
        const float x = box->x + across * (float)(i % columns) + (across - cell) / 2;
        const float y = box->y + line * (float)(i / columns);
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
            text_print(text, sizeof text, "%.20s", lab->examples.name[said]);
        else
            text_print(text, sizeof text, "%.20s (%.20s)", lab->examples.name[said],
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

static struct rect body_of(const struct rect *stage)
{
    return (struct rect){stage->x + 10, stage->y + HEADING_HEIGHT + 6, stage->width - 14,
                         stage->height - HEADING_HEIGHT - 16};
}

// Of predicted against true numbers, in the stage.
static struct plot numbers_plot(const struct training_lab *lab, const struct rect *stage)
{
    const struct rect body = body_of(stage);
    struct plot plot = {.area = plot_area(&body, true, true)};
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < lab->learned.count; i++) {
        low = fmin(low, lab->learned.truth[i]);
        high = fmax(high, lab->learned.truth[i]);
    }
    plot.x.log = lab->examples.is_log;
    axis_fit(&plot.x, low, high);
    plot.y = plot.x;
    training_zoom_apply(lab, ZOOM_LEARNED, &plot);
    return plot;
}

static bool learned_plot(struct lab *base, const struct lab_layout *layout, struct plot *plot)
{
    struct training_lab *lab = (struct training_lab *)base;
    const struct lab_layout above = training_stage(lab, layout);
    if (lab->examples.is_classes || lab->learned.count == 0)
        return false; // images have no axes
    *plot = numbers_plot(lab, &above.stage);
    return true;
}

static enum lab_effect learned_pointer(struct lab *base, struct scene *scene,
                                       const struct lab_layout *layout,
                                       const struct lab_pointer *pointer)
{
    struct plot plot;
    return learned_plot(base, layout, &plot)
               ? training_zoom_point((struct training_lab *)base, scene, ZOOM_LEARNED, &plot,
                                     pointer)
               : LAB_NOTHING;
}

static void hover_numbers(const struct training_lab *lab, struct canvas *canvas,
                          const struct plot *plot, const struct lab_view *view, struct color color)
{
    struct kit_snap snap = kit_snap_at(view->pointer);
    struct kit_tip tip = {0};
    char number[32];
    if (!view->has_pointer || !rect_contains(&plot->area, view->pointer))
        return;
    for (size_t i = 0; i < lab->learned.count; i++)
        kit_snap_offer(&snap,
                       (struct point){plot_x(plot, lab->learned.truth[i]),
                                      plot_y(plot, lab->learned.predicted[i])},
                       0, i);
    if (!kit_snap_found(&snap))
        return;
    kit_draw_ring(canvas, plot, snap.at, view->theme->background, color);
    text_show(lab->learned.predicted[snap.index], 4, number, sizeof number);
    kit_tip_add(&tip, (struct color){0}, "ŷ = %s", number);
    text_show(lab->learned.truth[snap.index], 4, number, sizeof number);
    kit_tip_add(&tip, (struct color){0}, "y = %s", number);
    kit_tip_draw(&tip, canvas, view->theme, snap.at, &plot->area);
}

static void draw_numbers(const struct training_lab *lab, struct canvas *canvas,
                         const struct lab_view *view, const struct rect *stage, struct color color)
{
    const struct theme *theme = view->theme;
    struct plot plot = numbers_plot(lab, stage);
    lab_move_axes(view, &plot);
    char title[200];
    text_print(title, sizeof title, words("true %s"), lab->examples.what);
    plot.x.label = title;
    plot.y.label = "ŷ";
    plot_draw_axes(canvas, theme, &plot, true);
    const struct stroke line = {.color = theme->axis, .width = 1.5f};
    canvas_clip(canvas, &plot.area);
    const double from = fmin(plot.x.low, plot.y.low), to = fmax(plot.x.high, plot.y.high);
    canvas_line(canvas, plot_x(&plot, from), plot_y(&plot, from), plot_x(&plot, to),
                plot_y(&plot, to), &line);
    const struct marker_style dot = {
        .shape = MARKER_CIRCLE, .size = 4, .fill = color_alpha(color, 0.5f)};
    for (size_t i = 0; i < lab->learned.count; i++) {
        const struct point at = {plot_x(&plot, lab->learned.truth[i]),
                                 plot_y(&plot, lab->learned.predicted[i])};
        canvas_markers(canvas, &at, 1, &dot);
    }
    canvas_clip(canvas, NULL);
    hover_numbers(lab, canvas, &plot, view, color);
}

static void learned_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                         const struct lab_view *view)
{
    struct training_lab *lab = (struct training_lab *)base;
    const struct rect *box = &layout->stage;
    const struct theme *theme = view->theme;
    const size_t runner = training_chosen(lab, view);
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    char heading[320];
    const struct rect body = body_of(box);
    if (!refresh_learned(lab, runner, view->step)) {
        kit_draw_note(canvas, theme, &body, "training…");
        return;
    }
    if (!lab->examples.is_classes) {
        text_print(heading, sizeof heading,
                   words("%s: predicted against true %s, on the test part"),
                   lab->runners.entry[runner].name, lab->examples.what);
        label_draw_heading(canvas, theme, box, heading);
        draw_numbers(lab, canvas, view, box, look.color);
        return;
    }
    if (!lab->examples.image) {
        kit_draw_note(canvas, theme, &body,
                      "the inputs are no images: the costs tell what has been learned");
        return;
    }
    text_print(heading, sizeof heading,
               words("%s: answers to test digits (the truth, where wrong); what each unit looks "
                     "for"),
               lab->runners.entry[runner].name);
    label_draw_heading(canvas, theme, box, heading);
    const struct rect left = {body.x, body.y, 0.66f * body.width, body.height};
    const struct rect right = {body.x + 0.70f * body.width, body.y, 0.30f * body.width,
                               body.height};
    draw_digits(lab, canvas, theme, &left);
    draw_weights(lab, canvas, theme, &right);
}

static void learned_clear(struct lab *base)
{
    struct training_lab *lab = (struct training_lab *)base;
    free(lab->learned.weights);
    free(lab->learned.predicted);
    free(lab->learned.truth);
    memset(&lab->learned, 0, sizeof lab->learned);
}

const struct lab_picture training_learned_picture = {
    .name = "learned",
    .title = "What it has learned",
    .what = "answers to test examples, and what each hidden unit looks for",
    .clear = learned_clear,
    .draw = learned_draw,
    .pointer = learned_pointer,
    .plot = learned_plot,
};
