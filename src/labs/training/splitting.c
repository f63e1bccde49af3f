// How an epoch is cut into mini-batches.
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/kit/heading.h"
#include "labs/training/params.h"
#include "labs/training/pictures.h"
#include "labs/training/place.h"
#include "plot/label.h"
#include "sim/batch.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    const uint64_t seed =
        (uint64_t)scene_number(&lab->head.scene, "run", &training_run_params[RUN_SEED]);
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
    bool is_hidden;      // its size
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
    const size_t bars = (size_t)fminf(fmaxf(box->width, 0), SPLIT_COLUMNS / 2);
    const double from = (double)(strip->current * batch) / (double)m;
    const double to = fmin((double)((strip->current + 1) * batch) / (double)m, 1);
    for (size_t i = 0; i < bars; i++) {
        const double at = ((double)i + 0.5) / (double)bars;
        const float value = order[(size_t)(at * SPLIT_COLUMNS)];
        struct color color = color_of(&theme->surface, value);
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
        const struct course *course = trainer_course(lab->training, r);
        const double at = fmax(course_step(course, training_epochs(lab, step)) - 1e-6, 0);
        strips[count++] =
            (struct strip){batch, course->epoch_steps, (size_t)at % course->epoch_steps,
                           hide_slider(&lab->head.scene, lab->runners.entry[r].section, "batch"),
                           lab->runners.entry[r].name};
    }
    return count;
}

static void tell_strip(const struct strip *strip, bool is_brief, char text[200])
{
    if (strip->is_hidden)
        text_print(text, 200, words("now X{%zu}, Y{%zu}"), strip->current + 1, strip->current + 1);
    else if (is_brief && strip->count == 1)
        text_print(text, 200, "%s", words("b = m: 1 step"));
    else if (is_brief)
        text_print(text, 200, words("b = %zu: %zu steps"), strip->batch, strip->count);
    else if (strip->count == 1)
        text_print(text, 200, "%s", words("b = m: one pass is 1 step of batch gradient descent"));
    else if (strip->batch == 1)
        text_print(text, 200,
                   words("b = 1: one pass is %zu steps of stochastic descent; now X{%zu}"),
                   strip->count, strip->current + 1);
    else
        text_print(text, 200, words("b = %zu: one pass is T = %zu steps; now X{%zu}, Y{%zu}"),
                   strip->batch, strip->count, strip->current + 1, strip->current + 1);
}

// Few words beside each strip, where there is no room above it.
static void draw_rows(struct training_lab *lab, struct canvas *canvas, const struct theme *theme,
                      const struct rect *box, const struct strip strips[], size_t count,
                      size_t epoch)
{
    const struct text_style style = {
        .size = TYPE_BODY, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    char text[200], fitted[240];
    float wide = 0;
    for (size_t i = 0; i < count; i++) {
        tell_strip(&strips[i], true, text);
        wide = fmaxf(wide, canvas_text_width(canvas, text, style.size, false) + 1);
    }
    wide = fminf(wide, 0.5f * box->width);
    const float pitch = (box->height - HEADING_HEIGHT - 6) / (float)(count ? count : 1);
    for (size_t i = 0; i < count; i++) {
        const float y = box->y + HEADING_HEIGHT + 4 + pitch * (float)i;
        const struct rect bar = {box->x + wide + 14, y + 3, fmaxf(box->width - wide - 20, 1),
                                 fmaxf(pitch - 10, 2)};
        draw_strip(lab, canvas, theme, &bar, &strips[i], epoch);
        tell_strip(&strips[i], true, text);
        canvas_fit_text(canvas, text, style.size, false, wide, fitted, sizeof fitted);
        canvas_text(canvas, box->x + 2, bar.y + bar.height / 2, fitted, &style);
    }
}

static void draw_splitting_heading(const struct training_lab *lab, struct canvas *canvas,
                                   const struct theme *theme, const struct rect *box, size_t epoch)
{
    char heading[2][160];
    const size_t m = lab->data->train.count;
    text_print(heading[0], sizeof *heading,
               words("Epoch %zu: %zu training examples, shuffled, cut into mini-batches"), epoch,
               m);
    text_print(heading[1], sizeof *heading, words("Epoch %zu: %zu examples in mini-batches"), epoch,
               m);
    label_draw_fitting_heading(canvas, theme, box,
                               (const char *const[]){heading[0], heading[1], NULL});
}

static void splitting_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                           const struct lab_view *view)
{
    enum { STRIPS = 5 };
    struct training_lab *lab = (struct training_lab *)base;
    const struct rect *box = &layout->stage;
    const struct theme *theme = view->theme;
    struct strip strips[STRIPS];
    const size_t count = list_strips(lab, view->step, strips, STRIPS);
    const double epochs = training_epochs(lab, view->step);
    const size_t epoch = epochs < 1e-6 ? 1 : (size_t)ceil(epochs - 1e-9);
    draw_splitting_heading(lab, canvas, theme, box, epoch);
    const float top = box->y + HEADING_HEIGHT + 14;
    const float pitch = (box->height - HEADING_HEIGHT - 24) / (float)(count ? count : 1);
    if (pitch < 36) {
        draw_rows(lab, canvas, theme, box, strips, count, epoch);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const struct strip *strip = &strips[i];
        const float y = top + pitch * (float)i;
        struct text_style style = {.size = TYPE_BODY, .color = theme->ink, .vertical = ALIGN_START};
        char text[200], fitted[240];
        tell_strip(strip, false, text);
        if (strip->batch == 1 && !strip->is_hidden &&
            canvas_text_width(canvas, text, style.size, false) > box->width - 30)
            text_print(text, sizeof text, words("b = 1: one pass is %zu steps; now X{%zu}"),
                       strip->count, strip->current + 1);
        canvas_fit_text(canvas, text, style.size, false, box->width - 30, fitted, sizeof fitted);
        canvas_text(canvas, box->x + 20, y, fitted, &style);
        // Where strips are close, a bar is right under its text and thin.
        const bool is_close = pitch < 50;
        const struct rect bar = {box->x + 20, y + (is_close ? 17 : 24), box->width - 34,
                                 is_close ? fmaxf(pitch - 26, 5)
                                          : fminf(fmaxf(pitch - 56, 12), 90)};
        draw_strip(lab, canvas, theme, &bar, strip, epoch);
    }
}

const struct lab_picture training_splitting_picture = {
    .name = "splitting",
    .title = "Splitting",
    .what = "how an epoch is shuffled and cut into X{1} … X{T}",
    .draw = splitting_draw,
};
