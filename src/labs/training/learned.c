// What a runner has learned by a snapshot: its answers to the test part, and how its first layer
// weighs the inputs.
#include "base/array.h"
#include "base/maths.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/kit/heading.h"
#include "labs/training/confusion.h"
#include "labs/training/hood.h"
#include "labs/training/inputs.h"
#include "labs/training/pictures.h"
#include "labs/training/place.h"
#include "labs/training/predicted.h"
#include "labs/training/weights.h"
#include "labs/training/zoom.h"
#include "plot/label.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIXEL = 4, DIGIT_COLUMNS = 10, WEIGHT_COLUMNS = 4 };
static const float least_digit_line = 54; // an image and its answer
static const float least_matrix = 64;     // names, and cells that can be told apart
#define PART_TITLE 24.0f

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

// First-layer weights, each unit an image, on one scale.
static void picture_weights(struct training_lab *lab, const float theta[])
{
    const size_t side = lab->examples.image, pixels = side * side;
    const size_t units = lab->network->layer[0].units < 64 ? lab->network->layer[0].units : 64;
    lab->learned.weights = make_picture(units, WEIGHT_COLUMNS, side, &lab->learned.weight_columns,
                                        &lab->learned.weight_rows);
    float most = 1e-6f, image[1024];
    for (size_t i = 0; i < pixels; i++)
        for (size_t unit = 0; unit < units; unit++)
            most = fmaxf(most, fabsf(theta[network_place(lab->network, 0, i, unit)]));
    for (size_t unit = 0; lab->learned.weights && unit < units && pixels <= 1024; unit++) {
        for (size_t i = 0; i < pixels; i++)
            image[i] = 0.5f + 0.5f * theta[network_place(lab->network, 0, i, unit)] / most;
        place_image(lab->learned.weights, lab->learned.weight_columns, lab->learned.weight_rows,
                    unit, WEIGHT_COLUMNS, image, side);
    }
}

// A number as people know it.
static double known(const struct training_lab *lab, double answer)
{
    const double value = lab->data->target_mean + lab->data->target_deviation * answer;
    return lab->examples.is_log ? maths_exp(value) : value;
}

static bool know_numbers(struct training_lab *lab)
{
    const size_t count = lab->learned.lesson.count;
    lab->learned.predicted = array_create(count, sizeof *lab->learned.predicted, NULL);
    lab->learned.truth = array_create(count, sizeof *lab->learned.truth, NULL);
    if (!lab->learned.predicted || !lab->learned.truth)
        return false;
    for (size_t i = 0; i < count; i++) {
        lab->learned.predicted[i] = known(lab, lab->learned.lesson.predicted[i]);
        lab->learned.truth[i] = known(lab, (double)lab->data->test.target[i]);
        lab->learned.error +=
            fabs(lab->learned.predicted[i] - lab->learned.truth[i]) / (double)count;
    }
    return true;
}

static bool learn(struct training_lab *lab, const float theta[])
{
    if (!lesson_take(&lab->learned.lesson, lab->network, theta, &lab->data->test, &lab->work, NULL))
        return false;
    if (lab->examples.image)
        picture_weights(lab, theta);
    return lab->examples.is_classes || know_numbers(lab);
}

static void learned_clear(struct lab *base)
{
    struct training_lab *lab = (struct training_lab *)base;
    lesson_clear(&lab->learned.lesson);
    free(lab->learned.weights);
    free(lab->learned.predicted);
    free(lab->learned.truth);
    memset(&lab->learned, 0, sizeof lab->learned);
}

static bool is_finite(const float theta[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isfinite(theta[i]))
            return false;
    return true;
}

// The last snapshot that a runner took by a step and whose weights are numbers; −1: none.
static long find_shot(const struct training_lab *lab, const struct course *course, double at)
{
    const size_t shots = atomic_load_explicit(&course->shots, memory_order_acquire);
    const size_t parameters = lab->network->parameters;
    long shot = -1;
    for (size_t j = 0; j < shots && (double)course->shot_step[j] <= at + 1e-9; j++)
        shot = (long)j;
    while (shot >= 0 && !is_finite(course->shot_theta + (size_t)shot * parameters, parameters))
        shot--;
    return shot;
}

// What a runner has learned by a snapshot, looked at anew when one of them changes. False for want
// of memory.
static bool refresh_learned(struct training_lab *lab, size_t runner, long shot)
{
    if (lab->learned.is_known && lab->learned.generation == lab->generation &&
        lab->learned.runner == runner && lab->learned.shot == shot)
        return true;
    learned_clear(&lab->head);
    lab->learned.generation = lab->generation;
    lab->learned.runner = runner;
    lab->learned.shot = shot;
    lab->learned.version = lab->generation * 100000 + (unsigned)shot * 32 + (unsigned)runner + 1;
    const struct course *course = trainer_course(lab->training, runner);
    lab->learned.is_known =
        learn(lab, course->shot_theta + (size_t)shot * lab->network->parameters);
    return lab->learned.is_known;
}

// ---- images -------------------------------------------------------------------------------------

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

// Where test images stand, row by row, each with its answer under it.
struct gallery {
    size_t columns, shown;
    float across, line, cell;
};

static struct gallery lay_out_digits(const struct training_lab *lab, struct canvas *canvas,
                                     const struct rect *box)
{
    const size_t columns = digit_columns(canvas, box->width);
    const size_t lines = (size_t)fmaxf(box->height / least_digit_line, 1);
    const size_t count = lab->learned.lesson.count;
    const float across = box->width / (float)columns, line = box->height / (float)lines;
    struct gallery gallery = {columns, lines * columns, across, line, fminf(line - 22, across - 6)};
    gallery.shown = count < gallery.shown ? count : gallery.shown;
    gallery.shown = gallery.shown < SHOWN_DIGITS ? gallery.shown : SHOWN_DIGITS;
    return gallery;
}

// Each pixel a square: sharper than a stretched texture.
static void draw_image(const struct training_lab *lab, struct canvas *canvas,
                       const struct theme *theme, size_t i, const struct rect *box)
{
    const size_t side = lab->examples.image;
    const float pixel = box->width / (float)side;
    for (size_t p = 0; p < side * side; p++) {
        const float ink = lab->data->test.x[i * lab->data->test.stride + p];
        if (ink < 0.04f)
            continue;
        const struct rect square = {box->x + pixel * (float)(p % side),
                                    box->y + pixel * (float)(p / side), pixel + 0.3f, pixel + 0.3f};
        canvas_rectangle(canvas, &square, 0, color_mix(theme->background, theme->ink, ink));
    }
}

static void draw_digits(const struct training_lab *lab, struct canvas *canvas,
                        const struct theme *theme, const struct rect *box)
{
    const struct gallery gallery = lay_out_digits(lab, canvas, box);
    if (gallery.cell < 8)
        return;
    for (size_t i = 0; i < gallery.shown; i++) {
        const float x = box->x + gallery.across * (float)(i % gallery.columns) +
                        (gallery.across - gallery.cell) / 2;
        const float y = box->y + gallery.line * (float)(i / gallery.columns);
        const struct rect image = {x, y, gallery.cell, gallery.cell};
        draw_image(lab, canvas, theme, i, &image);
        const uint16_t said = lab->learned.lesson.said[i], is = lab->data->test.label[i];
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
        canvas_text(canvas, x + gallery.cell / 2, y + gallery.cell + 4, text, &style);
    }
}

static void tell_digit(const struct training_lab *lab, struct canvas *canvas,
                       const struct rect *box, struct point at, struct kit_tip *tip)
{
    const struct gallery gallery = lay_out_digits(lab, canvas, box);
    if (!rect_contains(box, at))
        return;
    const size_t column = (size_t)((at.x - box->x) / gallery.across);
    const size_t i = (size_t)((at.y - box->y) / gallery.line) * gallery.columns + column;
    if (column >= gallery.columns || i >= gallery.shown)
        return;
    const struct color none = {0};
    kit_tip_add(tip, none, "row %zu of the data", lab->data->row[lab->data->train.count + i] + 1);
    kit_tip_add(tip, none, "true %.40s, answered %.40s",
                lab->examples.name[lab->data->test.label[i]],
                lab->examples.name[lab->learned.lesson.said[i]]);
}

static void draw_weights(const struct training_lab *lab, struct canvas *canvas,
                         const struct theme *theme, const struct rect *box)
{
    if (!lab->learned.weights) {
        canvas_miss(canvas);
        return;
    }
    struct color stops[3];
    const struct colormap map = weight_colors(theme, stops);
    const struct field field = {lab->learned.weights, lab->learned.weight_columns,
                                lab->learned.weight_rows, lab->learned.version, theme->background};
    const struct rect rect = fit_picture(box, field.columns, field.rows);
    canvas_field(canvas, &rect, &field, &map);
}

// The weight whose pixel is at a point: of which input, and to which unit.
static bool weight_under(const struct training_lab *lab, const struct rect *box, struct point at,
                         size_t *input, size_t *unit)
{
    const size_t side = lab->examples.image, pitch = side * PIXEL + PIXEL;
    const size_t columns = lab->learned.weight_columns, rows = lab->learned.weight_rows;
    if (!lab->learned.weights)
        return false;
    const struct rect rect = fit_picture(box, columns, rows);
    if (!rect_contains(&rect, at))
        return false;
    const size_t x = (size_t)((at.x - rect.x) / rect.width * (float)columns);
    const size_t y = (size_t)((at.y - rect.y) / rect.height * (float)rows);
    *input = y % pitch / PIXEL * side + x % pitch / PIXEL;
    *unit = y / pitch * WEIGHT_COLUMNS + x / pitch;
    return x % pitch < side * PIXEL && y % pitch < side * PIXEL &&
           *unit < lab->network->layer[0].units;
}

static void tell_weight(const struct training_lab *lab, const struct rect *box, struct point at,
                        struct kit_tip *tip)
{
    size_t input, unit;
    char name[200];
    if (!weight_under(lab, box, at, &input, &unit))
        return;
    const struct weight weight =
        weight_at(lab->network, input * lab->network->layer[0].units + unit);
    weight_name(lab->network, &lab->examples, &weight, name, sizeof name);
    kit_tip_add(tip, (struct color){0}, "%s", name);
}

// ---- what it is called --------------------------------------------------------------------------

// Whose answers they are and after which step, and what hinders them from being later ones.
static void describe_state(const struct training_lab *lab, size_t runner, double step, char *text,
                           size_t size)
{
    const struct course *course = trainer_course(lab->training, runner);
    const size_t last = course->shot_step[lab->learned.shot];
    const char *name = lab->runners.entry[runner].name;
    const bool is_made =
        course_step(course, training_epochs(lab, step)) < (double)course_length(course);
    if (training_has_diverged(lab, course, step))
        text_print(text, size, words("%.60s, which diverged, after step %zu"), name, last);
    else if (is_made)
        text_print(text, size, words("%.60s after step %zu"), name, last);
    else if (trainer_done(lab->training))
        text_print(text, size, words("%.60s, stopped, after step %zu"), name, last);
    else
        text_print(text, size, words("%.60s, still training, after step %zu"), name, last);
}

static void draw_result(const struct training_lab *lab, struct canvas *canvas,
                        const struct theme *theme, const struct rect *box, const char *state)
{
    const struct lesson *lesson = &lab->learned.lesson;
    char whole[320], brief[240], first[48], second[48];
    if (lab->examples.is_classes) {
        const double share = 100 * (double)lesson->right / (double)lesson->count;
        text_print(whole, sizeof whole,
                   lesson->count < lab->data->test.count
                       ? words("%s: %.1f %% of the first %zu test examples right")
                       : words("%s: %.1f %% of %zu test examples right"),
                   state, share, lesson->count);
        text_print(brief, sizeof brief, words("%s: %.1f %% right"), state, share);
    } else {
        text_show(lesson->r2, 3, first, sizeof first);
        text_show(lab->learned.error, 3, second, sizeof second);
        text_print(whole, sizeof whole,
                   lesson->count < lab->data->test.count
                       ? words("%s: R² = %s, mean error %s on the first %zu test examples")
                       : words("%s: R² = %s, mean error %s on %zu test examples"),
                   state, first, second, lesson->count);
        text_print(brief, sizeof brief, words("%s: R² = %s"), state, first);
    }
    const char *const texts[] = {whole, brief, NULL};
    label_draw_fitting_heading(canvas, theme, box, texts);
}

// The line below: which mistake is made most, or what was measured.
static void draw_remark(const struct training_lab *lab, struct canvas *canvas,
                        const struct theme *theme, const struct rect *box)
{
    const struct lesson *lesson = &lab->learned.lesson;
    char text[240], fitted[240];
    size_t is, said;
    const size_t beyond = lab->examples.is_classes ? 0 : predicted_beyond(lab);
    if (!lab->examples.is_classes) {
        text_print(text, sizeof text, "%s",
                   lab->examples.is_log ? words("R² of the logarithm; dashed: ŷ = y")
                                        : words("dashed: ŷ = y"));
        if (beyond > 0)
            text_append(text, sizeof text, words("; %zu beyond the axis"), beyond);
    }
    if (lab->examples.is_classes && lesson_worst(lesson, &is, &said))
        text_print(text, sizeof text, words("Most often wrong: %.40s taken for %.40s, %zu of %zu"),
                   lab->examples.name[is], lab->examples.name[said],
                   lesson->confusion[is * lesson->classes + said], lesson_row(lesson, is));
    else if (lab->examples.is_classes)
        text_print(text, sizeof text, "%s", words("No class is taken for another."));
    const struct text_style style = {
        .size = TYPE_SMALL, .color = theme->soft, .vertical = ALIGN_START};
    canvas_fit_text(canvas, text, style.size, false, box->width, fitted, sizeof fitted);
    canvas_text(canvas, box->x, box->y + HEADING_HEIGHT + 4, fitted, &style);
}

// ---- the picture --------------------------------------------------------------------------------

// What stands beside each other under the two lines of text, under titles of their own.
struct parts {
    struct rect images, main, side; // images: empty where there are none
};

// Takes a share of the width from the left, and leaves room for a title.
static struct rect take_part(const struct rect *box, float from, float to)
{
    return (struct rect){box->x + from * box->width, box->y + PART_TITLE, (to - from) * box->width,
                         fmaxf(box->height - PART_TITLE, 10)};
}

static struct parts lay_out(const struct training_lab *lab, const struct rect *stage)
{
    const float top = 2 * HEADING_HEIGHT + 4;
    const struct rect body = {stage->x + 10, stage->y + top, stage->width - 14,
                              fmaxf(stage->height - top - 10, 10)};
    const bool is_narrow = body.width < 560;
    // A matrix that would have no cells leaves its place to the answers.
    if (lab->examples.image && lab->examples.is_classes && body.height < PART_TITLE + least_matrix)
        return (struct parts){.images = take_part(&body, 0, 0.6f),
                              .side = take_part(&body, 0.65f, 1)};
    if (lab->examples.image && is_narrow)
        return (struct parts){take_part(&body, 0, 0.18f), take_part(&body, 0.21f, 0.80f),
                              take_part(&body, 0.83f, 1)};
    if (lab->examples.image)
        return (struct parts){take_part(&body, 0, 0.31f), take_part(&body, 0.34f, 0.77f),
                              take_part(&body, 0.80f, 1)};
    const float middle = is_narrow ? 0.52f : 0.60f;
    return (struct parts){.main = take_part(&body, 0, middle),
                          .side = take_part(&body, middle + 0.04f, 1)};
}

// The first of the titles that fits.
static void draw_title(struct canvas *canvas, const struct theme *theme, const struct rect *part,
                       const char *whole, const char *brief)
{
    const struct text_style style = {
        .size = TYPE_SMALL, .bold = true, .color = theme->ink, .vertical = ALIGN_START};
    char fitted[160];
    const bool fits = canvas_text_width(canvas, words(whole), style.size, true) <= part->width;
    canvas_fit_text(canvas, words(fits ? whole : brief), style.size, true, part->width, fitted,
                    sizeof fitted);
    canvas_text(canvas, part->x, part->y - PART_TITLE + 4, fitted, &style);
}

static void draw_parts(struct training_lab *lab, struct canvas *canvas, const struct lab_view *view,
                       const struct parts *parts, size_t runner)
{
    const struct theme *theme = view->theme;
    const struct look_style look = look_style(theme, lab->runners.entry[runner].look);
    if (parts->main.width > 0 && lab->examples.is_classes) {
        draw_title(canvas, theme, &parts->main, "Which class is taken for which",
                   "True and answered");
        confusion_draw(lab, canvas, theme, &parts->main);
    } else if (parts->main.width > 0) {
        draw_title(canvas, theme, &parts->main, "Predicted against true, test part",
                   "Predicted against true");
        predicted_draw(lab, canvas, view, &parts->main, look.color);
    }
    if (lab->examples.image) {
        draw_title(canvas, theme, &parts->images, "Answers (the truth, where wrong)", "Answers");
        draw_digits(lab, canvas, theme, &parts->images);
        draw_title(canvas, theme, &parts->side, "What each unit looks for", "Units");
        draw_weights(lab, canvas, theme, &parts->side);
    } else {
        draw_title(canvas, theme, &parts->side, "Mean |w| of the first layer, by input",
                   "Mean |w| by input");
        inputs_draw(lab, canvas, theme, &parts->side);
    }
}

static void draw_tip(const struct training_lab *lab, struct canvas *canvas,
                     const struct lab_view *view, const struct rect *stage,
                     const struct parts *parts)
{
    struct kit_tip tip = {0};
    if (lab->examples.is_classes)
        confusion_tell(lab, canvas, &parts->main, view->pointer, &tip);
    else
        predicted_tell(lab, &parts->main, view->pointer, &tip);
    if (lab->examples.image)
        tell_digit(lab, canvas, &parts->images, view->pointer, &tip);
    if (lab->examples.image)
        tell_weight(lab, &parts->side, view->pointer, &tip);
    else
        inputs_tell(lab, &parts->side, view->pointer, &tip);
    if (tip.count > 0)
        kit_tip_draw(&tip, canvas, view->theme, view->pointer, stage);
}

static void learned_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                         const struct lab_view *view)
{
    struct training_lab *lab = (struct training_lab *)base;
    const struct rect *stage = &layout->stage;
    const size_t runner = training_chosen(lab, view);
    const double step = view->is_reading ? view->reading : view->step;
    const struct course *course = trainer_course(lab->training, runner);
    const long shot = find_shot(lab, course, course_step(course, training_epochs(lab, step)));
    if (shot < 0) {
        kit_draw_note(canvas, view->theme, stage, "training…");
        return;
    }
    if (!refresh_learned(lab, runner, shot)) {
        canvas_miss(canvas);
        kit_draw_note(canvas, view->theme, stage, "not enough memory for this picture");
        return;
    }
    char state[160];
    const struct rect line = {stage->x + 10, stage->y, stage->width - 14, stage->height};
    describe_state(lab, runner, step, state, sizeof state);
    draw_result(lab, canvas, view->theme, &line, state);
    draw_remark(lab, canvas, view->theme, &line);
    const struct parts parts = lay_out(lab, stage);
    draw_parts(lab, canvas, view, &parts, runner);
    if (view->has_pointer)
        draw_tip(lab, canvas, view, stage, &parts);
}

// From snapshot to snapshot: between two of them there is nothing else to see.
static double learned_walk(const struct lab *base, size_t group, double step, int by)
{
    const struct training_lab *lab = (const struct training_lab *)base;
    if (group >= lab->runners.count)
        return NAN;
    const struct course *course = trainer_course(lab->training, group);
    const double at = course_step(course, training_epochs(lab, step));
    const long shots = (long)atomic_load_explicit(&course->shots, memory_order_acquire);
    const long shot = find_shot(lab, course, at + 1e-6) + by;
    if (shots == 0)
        return NAN;
    const size_t there = (size_t)(shot < 0 ? 0 : shot < shots ? shot : shots - 1);
    return (double)course->shot_step[there] / (double)course->epoch_steps * TICKS_AN_EPOCH;
}

// Only numbers have axes.
static bool learned_plot(struct lab *base, const struct lab_layout *layout, struct plot *plot)
{
    struct training_lab *lab = (struct training_lab *)base;
    const struct lab_layout above = training_stage(lab, layout);
    if (lab->examples.is_classes || lab->learned.lesson.count == 0)
        return false;
    const struct parts parts = lay_out(lab, &above.stage);
    *plot = predicted_plot(lab, &parts.main);
    return true;
}

// A press on a weight of the first layer looks at it under the hood; on the bar of an input, at the
// one of its weights that is farthest from 0.
static enum lab_effect press_weight(const struct training_lab *lab, struct scene *scene,
                                    const struct lab_layout *layout, struct point at)
{
    const struct lab_layout above = training_stage(lab, layout);
    const struct parts parts = lay_out(lab, &above.stage);
    size_t input, unit;
    if (lab->learned.lesson.count == 0)
        return LAB_NOTHING;
    if (lab->examples.image)
        return weight_under(lab, &parts.side, at, &input, &unit)
                   ? training_show_weight(lab, scene, input, unit)
                   : LAB_NOTHING;
    const struct lesson_input *bar = inputs_at(lab, &parts.side, at);
    return bar ? training_show_weight(lab, scene, bar->input, bar->unit) : LAB_NOTHING;
}

static enum lab_effect learned_pointer(struct lab *base, struct scene *scene,
                                       const struct lab_layout *layout,
                                       const struct lab_pointer *pointer)
{
    struct plot plot;
    const struct training_lab *lab = (const struct training_lab *)base;
    if (pointer->kind == LAB_PRESS) {
        const enum lab_effect effect = press_weight(lab, scene, layout, pointer->at);
        if (effect != LAB_NOTHING)
            return effect;
    }
    return learned_plot(base, layout, &plot)
               ? training_zoom_point((struct training_lab *)base, scene, ZOOM_LEARNED, &plot,
                                     pointer)
               : LAB_NOTHING;
}

const struct lab_picture training_learned_picture = {
    .name = "learned",
    .title = "What it has learned",
    .what = "which class is taken for which, or predicted against true; how the inputs are weighed",
    .clear = learned_clear,
    .draw = learned_draw,
    .pointer = learned_pointer,
    .plot = learned_plot,
    .walk = learned_walk,
};
