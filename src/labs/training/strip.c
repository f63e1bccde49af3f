// A training set of millions at true proportion: all of it as a strip, and twice a part of the
// strip above, as much larger as the scene says, down to single examples. Nothing of it is trained:
// its numbers are the scene's.
#include "base/text.h"
#include "base/words.h"
#include "labs/hide.h"
#include "labs/kit/heading.h"
#include "labs/kit/scene.h"
#include "labs/training/params.h"
#include "labs/training/pictures.h"
#include "plot/label.h"
#include "sim/batch.h"

#include <math.h>
#include <stdio.h>

enum { STRIPS = 3 };

// Units: a batch that has a name, two edges that can be told apart.
static const float name_least = 44, edge_least = 4;
static const float pitch_least = 46,
                   foot_height = 46; // of a strip with its words; of the last ones

struct numbers {
    double examples, batch, zoom;
    size_t batches;
    bool is_hidden; // one of them is: none is said
};

static struct numbers numbers_of(const struct scene *scene)
{
    struct numbers numbers = {
        .examples = scene_number(scene, "strip", &training_strip_params[STRIP_EXAMPLES]),
        .batch = scene_number(scene, "strip", &training_strip_params[STRIP_BATCH]),
        .zoom = scene_number(scene, "strip", &training_strip_params[STRIP_ZOOM]),
    };
    for (size_t i = 0; i < STRIP_END; i++)
        numbers.is_hidden =
            numbers.is_hidden || hide_slider(scene, "strip", training_strip_params[i].key);
    numbers.batch = fmin(numbers.batch, numbers.examples);
    numbers.batches = batch_steps((size_t)numbers.examples, (size_t)numbers.batch);
    return numbers;
}

// How many of the first examples a strip shows: at least one.
static double shown_on(const struct numbers *numbers, int strip)
{
    return fmax(numbers->examples / pow(numbers->zoom, strip), 1);
}

// ---- words --------------------------------------------------------------------------------------

// What is drawn as shapes has no pixels: it may be shown at any size.
static void tell_whole(const struct numbers *numbers, const struct canvas *canvas, float width,
                       char text[240])
{
    char unit[32];
    text_show((double)(width * canvas->scale) * numbers->batch / numbers->examples, 2, unit,
              sizeof unit);
    text_print(text, 240,
               canvas->has_shapes ? words("all %.0f: X{1} is 1/%zu of it")
                                  : words("all %.0f: X{1} is 1/%zu of it, %s pixels wide"),
               numbers->examples, numbers->batches, unit);
}

static void tell_part(const struct numbers *numbers, int strip, char text[240])
{
    const double shown = shown_on(numbers, strip), batches = shown / numbers->batch;
    char times[32], examples[32], part[32];
    text_show(numbers->examples / shown, 3, times, sizeof times);
    text_show(shown, 3, examples, sizeof examples);
    text_show(batches, 2, part, sizeof part);
    if (batches > 1)
        text_print(text, 240, words("× %s: the first %s, %s batches"), times, examples, part);
    else
        text_print(text, 240, words("× %s: the first %s, %s of X{1}"), times, examples, part);
}

// Of a strip that has its words beside it.
static void tell_briefly(const struct numbers *numbers, int strip, char text[240])
{
    const double shown = shown_on(numbers, strip), batches = shown / numbers->batch;
    char times[32], part[32];
    text_show(numbers->examples / shown, 3, times, sizeof times);
    text_show(batches, 2, part, sizeof part);
    if (numbers->is_hidden)
        *text = '\0';
    else if (strip == 0)
        text_print(text, 240, words("all %.0f"), numbers->examples);
    else if (batches > 1)
        text_print(text, 240, words("× %s: %s batches"), times, part);
    else
        text_print(text, 240, words("× %s: %s of X{1}"), times, part);
}

// ---- drawing ------------------------------------------------------------------------------------

// Batches in two tints by turns, as long as they can be told apart; else one tint for all.
static void draw_batches(struct canvas *canvas, const struct theme *theme, const struct rect *bar,
                         const struct numbers *numbers, double shown)
{
    const struct color color = look_style(theme, LOOK_SKY).color;
    const struct color tint[2] = {color_mix(theme->background, color, 0.75f),
                                  color_mix(theme->background, color, 0.45f)};
    const double pitch = (double)bar->width * numbers->batch / shown;
    canvas_rectangle(canvas, bar, 0,
                     pitch >= edge_least ? tint[0] : color_mix(tint[0], tint[1], 0.5f));
    const size_t count = (size_t)ceil(shown / numbers->batch - 1e-9);
    for (size_t t = 0; pitch >= edge_least && t < count; t++) {
        const float x = bar->x + (float)(pitch * (double)t);
        const float end = fminf(bar->x + (float)(pitch * (double)(t + 1)), bar->x + bar->width);
        const struct rect box = {x, bar->y, end - x, bar->height};
        if (t % 2 == 1)
            canvas_rectangle(canvas, &box, 0, tint[1]);
        if (end - x < name_least || bar->height < 14)
            continue;
        char name[32];
        snprintf(name, sizeof name, "X{%zu}", t + 1);
        const struct text_style style = {.size = TYPE_SMALL,
                                         .bold = true,
                                         .color = theme->ink,
                                         .horizontal = ALIGN_MIDDLE,
                                         .vertical = ALIGN_MIDDLE};
        canvas_text(canvas, (x + end) / 2, bar->y + bar->height / 2, name, &style);
    }
}

static void draw_examples(struct canvas *canvas, const struct theme *theme, const struct rect *bar,
                          double shown)
{
    const double pitch = (double)bar->width / shown;
    const struct stroke cut = {.color = theme->background, .width = 1};
    for (size_t i = 1; pitch >= edge_least && (double)i < shown; i++) {
        const float x = bar->x + (float)(pitch * (double)i);
        canvas_line(canvas, x, bar->y, x, bar->y + bar->height, &cut);
    }
}

// The part of a strip that the next one shows, and lines that lead to its ends.
static void draw_funnel(struct canvas *canvas, const struct theme *theme, const struct rect *from,
                        const struct rect *to, double share)
{
    const struct stroke frame = {.color = theme->ink, .width = 1.5f};
    const struct stroke lead = {.color = theme->soft, .width = 1};
    const float end = from->x + fmaxf((float)((double)from->width * share), 1.5f);
    const float bottom = from->y + from->height;
    const struct point corners[] = {{from->x, bottom + 2},
                                    {from->x, from->y - 2},
                                    {end, from->y - 2},
                                    {end, bottom + 2},
                                    {from->x, bottom + 2}};
    canvas_polyline(canvas, corners, 5, &frame);
    canvas_line(canvas, from->x, bottom + 2, to->x, to->y, &lead);
    canvas_line(canvas, end, bottom + 2, to->x + to->width, to->y, &lead);
}

static void draw_line(struct canvas *canvas, const struct theme *theme, const struct rect *box,
                      float y, bool is_bold, const char *text)
{
    const struct text_style style = {.size = TYPE_BODY,
                                     .bold = is_bold,
                                     .color = theme->ink,
                                     .vertical = ALIGN_MIDDLE,
                                     .halo = theme->background,
                                     .halo_width = 4};
    char fitted[260];
    canvas_fit_text(canvas, text, style.size, is_bold, box->width - 34, fitted, sizeof fitted);
    canvas_text(canvas, box->x + 20, y, fitted, &style);
}

static void draw_strips(struct canvas *canvas, const struct theme *theme,
                        const struct numbers *numbers, const struct rect bar[STRIPS])
{
    for (int i = 0; i < STRIPS; i++) {
        const double shown = shown_on(numbers, i);
        draw_batches(canvas, theme, &bar[i], numbers, shown);
        draw_examples(canvas, theme, &bar[i], shown);
        if (i + 1 < STRIPS)
            draw_funnel(canvas, theme, &bar[i], &bar[i + 1], shown_on(numbers, i + 1) / shown);
    }
}

// Where there is no room above the strips, few words stand beside each.
static void draw_rows(struct canvas *canvas, const struct theme *theme, const struct rect *box,
                      const struct numbers *numbers)
{
    char text[STRIPS][240], fitted[260];
    float wide = 0;
    for (int i = 0; i < STRIPS; i++) {
        tell_briefly(numbers, i, text[i]);
        wide = fmaxf(wide, canvas_text_width(canvas, text[i], TYPE_BODY, false));
    }
    wide = fminf(wide + 1, 0.5f * box->width);
    const float top = box->y + HEADING_HEIGHT + 4;
    const float pitch = (box->height - HEADING_HEIGHT - 6) / STRIPS;
    struct rect bar[STRIPS];
    for (int i = 0; i < STRIPS; i++)
        bar[i] = (struct rect){box->x + wide + 14, top + pitch * (float)i,
                               fmaxf(box->width - wide - 20, 1), 0.6f * pitch};
    draw_strips(canvas, theme, numbers, bar);
    const struct text_style style = {
        .size = TYPE_BODY, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    for (int i = 0; i < STRIPS; i++) {
        canvas_fit_text(canvas, text[i], style.size, false, wide, fitted, sizeof fitted);
        canvas_text(canvas, box->x + 2, bar[i].y + bar[i].height / 2, fitted, &style);
    }
}

static void strip_draw(struct lab *base, struct canvas *canvas, const struct lab_layout *layout,
                       const struct lab_view *view)
{
    const struct theme *theme = view->theme;
    const struct rect *box = &layout->stage;
    const struct numbers numbers = numbers_of(&base->scene);
    char text[240];
    if (box->width <= 0)
        return;
    *text = '\0';
    if (!numbers.is_hidden)
        text_print(text, sizeof text, words("%.0f examples in %zu mini-batches of %.0f"),
                   numbers.examples, numbers.batches, numbers.batch);
    label_draw_heading(canvas, theme, box, text);
    // With less room the words at the foot go, then those above the strips.
    const float top = box->y + HEADING_HEIGHT + 4, room = box->height - HEADING_HEIGHT - 8;
    const bool has_foot = !numbers.is_hidden && room >= STRIPS * pitch_least + foot_height;
    const float rest = room - (has_foot ? foot_height : 0);
    const float pitch = rest / STRIPS;
    if (pitch < pitch_least) {
        draw_rows(canvas, theme, box, &numbers);
        return;
    }
    const float high = fminf(fmaxf(pitch - 58, 8), 64);
    struct rect bar[STRIPS];
    for (int i = 0; i < STRIPS; i++)
        bar[i] = (struct rect){box->x + 20, top + pitch * (float)i + 26, box->width - 34, high};
    draw_strips(canvas, theme, &numbers, bar);
    for (int i = 0; i < STRIPS && !numbers.is_hidden; i++) {
        if (i == 0)
            tell_whole(&numbers, canvas, bar[0].width, text);
        else
            tell_part(&numbers, i, text);
        draw_line(canvas, theme, box, bar[i].y - 12, false, text);
    }
    if (!has_foot)
        return;
    const float end = box->y + box->height;
    text_print(text, sizeof text, words("X{1} … X{%zu}: (n_x, %.0f)   Y{1} … Y{%zu}: (1, %.0f)"),
               numbers.batches, numbers.batch, numbers.batches, numbers.batch);
    if (canvas_text_width(canvas, text, TYPE_BODY, true) > box->width - 34)
        text_print(text, sizeof text, words("X{1} … X{%zu}: (n_x, %.0f)"), numbers.batches,
                   numbers.batch);
    draw_line(canvas, theme, box, end - 34, true, text);
    text_print(text, sizeof text,
               numbers.batches == 1 ? words("an epoch: 1 step of all, 1 of mini-batches")
                                    : words("an epoch: 1 step of all, %zu of mini-batches"),
               numbers.batches);
    draw_line(canvas, theme, box, end - 12, false, text);
}

// The wheel makes each strip a larger or smaller part of the one above.
static enum lab_effect strip_pointer(struct lab *base, struct scene *scene,
                                     const struct lab_layout *layout,
                                     const struct lab_pointer *pointer)
{
    const struct param *param = &training_strip_params[STRIP_ZOOM];
    if (pointer->kind != LAB_WHEEL || !rect_contains(&layout->stage, pointer->at))
        return LAB_NOTHING;
    const double zoom = scene_number(&base->scene, "strip", param);
    const double wanted = fmin(fmax(zoom * pow(1.25, pointer->wheel), param->min), param->max);
    char value[32];
    snprintf(value, sizeof value, "%.4g", wanted);
    return wanted == zoom ? LAB_NOTHING : kit_put(scene, "strip", param->key, value);
}

const struct lab_picture training_strip_picture = {
    .name = "strip",
    .title = "Strip",
    .what = "a set of millions at true proportion, magnified to one batch and to one example",
    .section = "strip",
    .group = "strip",
    .sliders = training_strip_params,
    .draw = strip_draw,
    .pointer = strip_pointer,
};
