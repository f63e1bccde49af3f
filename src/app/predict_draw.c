#include "app/predict_draw.h"

#include "app/lines.h"
#include "app/predict_judge.h"
#include "base/text.h"
#include "base/words.h"

#include <math.h>

enum { LINES_MAX = 6 };

// ---- the card -----------------------------------------------------------------------------------

// Where the parts of a question are.
struct card {
    struct quiz quiz;
    char line[LINES_MAX + 1][LINE_MAX_BYTES];
    size_t lines;
    float margin, top, size, pitch; // of the question's letters
    struct rect answer[QUIZ_ANSWERS_MAX];
    struct rect field;
    float hint, bottom; // middle of the hint's line, lower edge
    float letters;      // size of the answers'
};

static void name_of(const struct document *document, const struct quiz *quiz, size_t i, char *text,
                    size_t size)
{
    char name[QUIZ_ANSWER_MAX];
    judge_answer_name(document->lab, quiz, i, name, sizeof name);
    text_print(text, size, "%zu  %s", i + 1, name);
}

// The answers beside each other, in as many rows as they need, from y on; returns where they end.
static float place_answers(const struct document *document, struct canvas *canvas,
                           struct card *card, float y)
{
    const float pad = 14, gap = 10, height = card->letters + 16;
    const float end = canvas->width - card->margin;
    float x = card->margin;
    for (size_t i = 0; i < card->quiz.count; i++) {
        char text[QUIZ_ANSWER_MAX + 32];
        name_of(document, &card->quiz, i, text, sizeof text);
        const float swatch = card->quiz.is_of_members ? 22 : 0;
        const float width =
            fminf(canvas_text_width(canvas, text, card->letters, true) + 2 * pad + swatch,
                  end - card->margin);
        if (x > card->margin && x + width > end) {
            x = card->margin;
            y += height + gap;
        }
        card->answer[i] = (struct rect){x, y, width, height};
        x += width + gap;
    }
    return y + height;
}

static bool lay_out(const struct predict *predict, const struct document *document,
                    struct canvas *canvas, struct card *card)
{
    *card = (struct card){0};
    if (!predict_quiz(predict, document, &card->quiz))
        return false;
    const bool is_low = canvas->height < 420;
    card->margin = canvas->width < 1000 ? 16 : 28;
    card->size = is_low ? 18 : 26;
    card->letters = is_low ? 16 : 20;
    card->pitch = 1.3f * card->size;
    card->top = 10;
    // Bold letters are wider than those that it is broken for.
    card->lines = lines_wrap(canvas, card->quiz.question, card->size,
                             0.92f * (canvas->width - 2 * card->margin), LINES_MAX, card->line);
    float y = card->top + 24 + card->pitch * (float)card->lines + 6;
    if (card->quiz.kind == QUIZ_CHOICE)
        y = place_answers(document, canvas, card, y) + 8;
    if (card->quiz.kind == QUIZ_NUMBER) {
        card->field =
            (struct rect){card->margin, y, fminf(320, canvas->width - 2 * card->margin), 32};
        y += 40;
    }
    card->hint = y + 10;
    card->bottom = y + 24;
    return true;
}

float predict_card_height(const struct predict *predict, const struct document *document,
                          struct canvas *canvas)
{
    struct card card;
    return lay_out(predict, document, canvas, &card) ? card.bottom : 0;
}

static void draw_answers(const struct predict *predict, const struct document *document,
                         struct canvas *canvas, const struct theme *theme, const struct card *card)
{
    for (size_t i = 0; i < card->quiz.count; i++) {
        const struct rect *box = &card->answer[i];
        const bool is_chosen = predict->now->chosen == i;
        const struct rect inner = {box->x + 2, box->y + 2, box->width - 4, box->height - 4};
        canvas_rectangle(canvas, box, 8, is_chosen ? theme->accent : theme->axis);
        canvas_rectangle(canvas, &inner, 6, is_chosen ? theme->selection : theme->background);
        char text[QUIZ_ANSWER_MAX + 32], fitted[QUIZ_ANSWER_MAX + 32];
        name_of(document, &card->quiz, i, text, sizeof text);
        size_t group;
        float x = box->x + 14;
        const float middle = box->y + box->height / 2;
        if (card->quiz.is_of_members && quiz_group(document->lab, card->quiz.of[i], &group)) {
            struct lab_group found;
            document->lab->type->group(document->lab, group, 0, &found);
            const struct rect swatch = {x, middle - 7, 14, 14};
            canvas_rectangle(canvas, &swatch, 3, look_style(theme, found.look).color);
            x += 22;
        }
        const struct text_style style = {.size = card->letters,
                                         .bold = is_chosen,
                                         .color = theme->ink,
                                         .vertical = ALIGN_MIDDLE};
        canvas_fit_text(canvas, text, style.size, style.bold, box->x + box->width - 8 - x, fitted,
                        sizeof fitted);
        canvas_text(canvas, x, middle, fitted, &style);
    }
}

static const char *hint_of(enum quiz_kind kind)
{
    switch (kind) {
    case QUIZ_PATH:
        return words("Draw with the left button or the arrows. Enter: that is it · Esc: skip");
    case QUIZ_CHOICE:
        return words("Click or press its number. Enter: that is it · Esc: skip");
    case QUIZ_NUMBER:
        return words("Type it, 1/25 too. Enter: that is it · Esc: skip");
    }
    return "";
}

void predict_card_draw(const struct predict *predict, const struct document *document,
                       struct canvas *canvas, const struct theme *theme)
{
    struct card card;
    char fitted[300];
    if (!lay_out(predict, document, canvas, &card))
        return;
    const struct text_style head = {
        .size = TYPE_BODY, .bold = true, .color = theme->accent, .vertical = ALIGN_MIDDLE};
    const struct text_style question = {
        .size = card.size, .bold = true, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    const struct text_style hint = {
        .size = TYPE_BODY, .color = theme->soft, .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, card.margin, card.top + 10, words("Predict first"), &head);
    for (size_t i = 0; i < card.lines; i++)
        canvas_text(canvas, card.margin, card.top + 24 + card.pitch * ((float)i + 0.5f),
                    card.line[i], &question);
    if (card.quiz.kind == QUIZ_CHOICE)
        draw_answers(predict, document, canvas, theme, &card);
    if (card.quiz.kind == QUIZ_NUMBER)
        field_draw(&predict->now->field, canvas, theme, &card.field, words("a number"));
    canvas_fit_text(canvas, hint_of(card.quiz.kind), hint.size, false,
                    canvas->width - 2 * card.margin, fitted, sizeof fitted);
    canvas_text(canvas, card.margin, card.hint, fitted, &hint);
}

bool predict_card_find(const struct predict *predict, const struct document *document,
                       struct canvas *canvas, struct point at, size_t *answer)
{
    struct card card;
    if (!lay_out(predict, document, canvas, &card))
        return false;
    for (size_t i = 0; card.quiz.kind == QUIZ_CHOICE && i < card.quiz.count; i++) {
        *answer = i;
        if (rect_contains(&card.answer[i], at))
            return true;
    }
    return false;
}

// ---- the path -----------------------------------------------------------------------------------

static void draw_name(struct canvas *canvas, const struct theme *theme, const struct rect *area,
                      struct point end)
{
    const char *name = words("predicted");
    const float width = canvas_text_width(canvas, name, TYPE_BODY, true);
    const float x = fminf(fmaxf(end.x + 10, area->x + 6), area->x + area->width - width - 8);
    const float y = fminf(fmaxf(end.y - 16, area->y + 12), area->y + area->height - 12);
    const struct rect box = {x - 5, y - 11, width + 10, 22};
    const struct text_style style = {
        .size = TYPE_BODY, .bold = true, .color = theme->ink, .vertical = ALIGN_MIDDLE};
    canvas_rectangle(canvas, &box, 4, color_alpha(theme->background, 0.85f));
    canvas_text(canvas, x, y, name, &style);
}

void predict_path_draw(const struct prediction *now, struct canvas *canvas,
                       const struct theme *theme, const struct plot *stage)
{
    struct point at[PREDICT_POINTS_MAX];
    if (now->count == 0 || !plot_is_shown(stage))
        return;
    for (size_t i = 0; i < now->count; i++)
        at[i] = (struct point){plot_x(stage, now->point[i].x), plot_y(stage, now->point[i].y)};
    const struct stroke halo = {.color = theme->paper, .width = 6};
    const struct stroke line = {.color = theme->ink, .width = 3, .dash = {9, 7}};
    const struct marker_style dot = {.shape = MARKER_CIRCLE, .size = 9, .fill = theme->ink};
    canvas_clip(canvas, &stage->area);
    if (now->count > 1) {
        canvas_polyline(canvas, at, now->count, &halo);
        canvas_polyline(canvas, at, now->count, &line);
    }
    canvas_markers(canvas, &at[now->count - 1], 1, &dot);
    canvas_clip(canvas, NULL);
    draw_name(canvas, theme, &stage->area, at[now->count - 1]);
}

// ---- the result ---------------------------------------------------------------------------------

static const float result_pitch = 22, result_above = 6;

static size_t wrap_result(const struct prediction *now, struct canvas *canvas, float *indent,
                          char line[LINES_MAX + 1][LINE_MAX_BYTES])
{
    *indent = canvas_text_width(canvas, words("Predicted"), TYPE_BODY, true) + 10;
    const float margin = canvas->width < 1000 ? 16 : 28;
    return lines_wrap(canvas, now->result, TYPE_BODY,
                      0.93f * (canvas->width - 2 * margin - *indent), 3, line);
}

float predict_result_height(const struct prediction *now, struct canvas *canvas)
{
    char line[LINES_MAX + 1][LINE_MAX_BYTES];
    float indent;
    return result_above + result_pitch * (float)wrap_result(now, canvas, &indent, line);
}

float predict_announcement_height(void)
{
    return result_above + result_pitch;
}

void predict_announcement_draw(struct canvas *canvas, const struct theme *theme, float bottom)
{
    const float margin = canvas->width < 1000 ? 16 : 28, middle = bottom - result_pitch / 2;
    struct text_style style = {
        .size = TYPE_BODY, .bold = true, .color = theme->accent, .vertical = ALIGN_MIDDLE};
    const float x = margin + canvas_text_width(canvas, "?", TYPE_BODY, true) + 10;
    char fitted[160];
    canvas_text(canvas, margin, middle, "?", &style);
    style.bold = false;
    style.color = theme->ink;
    canvas_fit_text(canvas, words("A question comes first: Space"), TYPE_BODY, false,
                    canvas->width - margin - x, fitted, sizeof fitted);
    canvas_text(canvas, x, middle, fitted, &style);
}

void predict_result_draw(const struct prediction *now, struct canvas *canvas,
                         const struct theme *theme, float bottom)
{
    char line[LINES_MAX + 1][LINE_MAX_BYTES];
    float indent;
    const size_t count = wrap_result(now, canvas, &indent, line);
    const float margin = canvas->width < 1000 ? 16 : 28;
    const float top = bottom - result_pitch * (float)count;
    struct text_style style = {
        .size = TYPE_BODY, .bold = true, .color = theme->accent, .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, margin, top + result_pitch / 2, words("Predicted"), &style);
    style.color = theme->ink;
    for (size_t i = 0; i < count; i++)
        canvas_text(canvas, margin + indent, top + result_pitch * ((float)i + 0.5f), line[i],
                    &style);
}
