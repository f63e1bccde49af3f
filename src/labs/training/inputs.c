#include "labs/training/inputs.h"

#include "base/text.h"
#include "base/words.h"

#include <math.h>

static const float head = 20;              // for the signs
static const float pitch = 34, least = 18; // between bars, and as close as they come

// The bars that have room, in rows from `top` on.
struct rows {
    size_t shown, left_out;
    float pitch, top;
};

static struct rows lay_out(const struct lesson *lesson, const struct rect *box)
{
    const float height = box->height - head;
    const size_t room = (size_t)fmaxf(height / least, 1);
    const bool fits = lesson->inputs <= room;
    const size_t shown = fits ? lesson->inputs : room - 1;
    const float lines = (float)(fits ? shown : room);
    return (struct rows){shown, lesson->inputs - shown, fminf(height / lines, pitch),
                         box->y + head};
}

static void draw_bars(const struct lesson_input *input, struct canvas *canvas,
                      const struct theme *theme, float zero, float y, float high, double unit)
{
    const float down = (float)(input->down * unit), up = (float)(input->up * unit);
    const struct rect left = {zero - down, y - high / 2, down, high};
    const struct rect right = {zero, y - high / 2, up, high};
    canvas_rectangle(canvas, &left, 0, look_style(theme, LOOK_BLUE).color);
    canvas_rectangle(canvas, &right, 0, look_style(theme, LOOK_VERMILION).color);
}

static void draw_signs(struct canvas *canvas, const struct theme *theme, const struct rect *box,
                       float zero, float bottom)
{
    struct text_style style = {
        .size = TYPE_SMALL, .color = theme->soft, .horizontal = ALIGN_END, .vertical = ALIGN_START};
    canvas_text(canvas, zero - 6, box->y, "−", &style);
    style.horizontal = ALIGN_START;
    canvas_text(canvas, zero + 6, box->y, "+", &style);
    const struct stroke line = {.color = theme->axis, .width = 1.5f};
    canvas_line(canvas, zero, box->y, zero, bottom, &line);
}

static float widest_name(const struct training_lab *lab, struct canvas *canvas,
                         const struct rows *rows)
{
    float widest = 0;
    for (size_t i = 0; i < rows->shown; i++) {
        const char *name = lab->examples.input[lab->learned.lesson.input[i].input];
        widest = fmaxf(widest, canvas_text_width(canvas, name, TYPE_SMALL, false));
    }
    return widest;
}

void inputs_draw(const struct training_lab *lab, struct canvas *canvas, const struct theme *theme,
                 const struct rect *box)
{
    const struct lesson *lesson = &lab->learned.lesson;
    const struct rows rows = lay_out(lesson, box);
    const float names = fminf(widest_name(lab, canvas, &rows), 0.5f * box->width);
    const float number = canvas_text_width(canvas, "0.000", TYPE_SMALL, false) + 8;
    double down = 1e-30, up = 1e-30;
    for (size_t i = 0; i < rows.shown; i++) {
        down = fmax(down, lesson->input[i].down);
        up = fmax(up, lesson->input[i].up);
    }
    const float left = box->x + names + 10;
    const float room = fmaxf(box->width - names - 10 - number, 10);
    const double unit = (double)room / (down + up);
    const float zero = left + (float)(down * unit);
    struct text_style style = {.size = TYPE_SMALL, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    char text[100];
    for (size_t i = 0; i < rows.shown; i++) {
        const struct lesson_input *input = &lesson->input[i];
        const float y = rows.top + rows.pitch * ((float)i + 0.5f);
        canvas_fit_text(canvas, lab->examples.input[input->input], style.size, false, names, text,
                        sizeof text);
        style.horizontal = ALIGN_START;
        canvas_text(canvas, box->x, y, text, &style);
        draw_bars(input, canvas, theme, zero, y, 0.6f * rows.pitch, unit);
        text_show(input->up + input->down, 2, text, sizeof text);
        style.horizontal = ALIGN_END;
        canvas_text(canvas, box->x + box->width, y, text, &style);
    }
    draw_signs(canvas, theme, box, zero, rows.top + rows.pitch * (float)rows.shown);
    if (rows.left_out == 0)
        return;
    text_print(text, sizeof text, words("and %zu inputs that weigh less"), rows.left_out);
    style.horizontal = ALIGN_START;
    style.color = theme->soft;
    canvas_text(canvas, box->x, rows.top + rows.pitch * ((float)rows.shown + 0.5f), text, &style);
}

const struct lesson_input *inputs_at(const struct training_lab *lab, const struct rect *box,
                                     struct point at)
{
    const struct lesson *lesson = &lab->learned.lesson;
    const struct rows rows = lay_out(lesson, box);
    const float row = floorf((at.y - rows.top) / rows.pitch);
    const bool is_in =
        row >= 0 && row < (float)rows.shown && at.x >= box->x && at.x < box->x + box->width;
    return is_in ? &lesson->input[(size_t)row] : NULL;
}

void inputs_tell(const struct training_lab *lab, const struct rect *box, struct point at,
                 struct kit_tip *tip)
{
    const struct lesson_input *input = inputs_at(lab, box, at);
    if (!input)
        return;
    const struct color none = {0};
    char mean[32], up[32], down[32], most[32];
    text_show(input->up + input->down, 3, mean, sizeof mean);
    text_show(input->up, 3, up, sizeof up);
    text_show(-input->down, 3, down, sizeof down);
    text_show(input->most, 3, most, sizeof most);
    kit_tip_add(tip, none, "%s", lab->examples.input[input->input]);
    kit_tip_add(tip, none, "mean |w| = %s: %s and %s", mean, up, down);
    kit_tip_add(tip, none, "farthest from 0: %s, unit %zu", most, input->unit + 1);
}
