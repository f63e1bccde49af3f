#include "app/question.h"

#include "base/array.h"
#include "base/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct question {
    char what[300], asked[200];
    question_answer *yes;
};

static void draw(struct frame *frame, void *modal)
{
    struct canvas *canvas = frame->window.canvas;
    const struct theme *theme = frame->theme;
    const struct question *question = modal;
    const char *const lines[] = {question->what, question->asked,
                                 words("Y or Enter: yes · N or Esc: no")};
    const float pad = 22, pitch = 26;
    float width = 0;
    for (size_t i = 0; i < 3; i++)
        width = fmaxf(width, canvas_text_width(canvas, lines[i], TYPE_BODY, i == 1));
    width = fminf(width, canvas->width - 2 * pad - 16);
    const struct rect box = {(canvas->width - width) / 2 - pad,
                             (canvas->height - 3 * pitch) / 2 - pad, width + 2 * pad,
                             3 * pitch + 2 * pad};
    const struct rect all = {0, 0, canvas->width, canvas->height};
    const struct rect edge = {box.x - 1, box.y - 1, box.width + 2, box.height + 2};
    canvas_rectangle(canvas, &all, 0, color_alpha(theme->background, 0.7f));
    canvas_rectangle(canvas, &edge, 9, theme->axis);
    canvas_rectangle(canvas, &box, 8, theme->background);
    for (size_t i = 0; i < 3; i++) {
        char fitted[300];
        const struct text_style style = {.size = TYPE_BODY,
                                         .bold = i == 1,
                                         .color = i == 2 ? theme->soft : theme->ink,
                                         .vertical = ALIGN_MIDDLE};
        canvas_fit_text(canvas, lines[i], style.size, style.bold, width + 0.5f, fitted,
                        sizeof fitted);
        canvas_text(canvas, box.x + pad, box.y + pad + pitch * ((float)i + 0.5f), fitted, &style);
    }
}

static bool key(struct frame *frame, void *modal, int32_t code, uint16_t modifiers,
                struct error *error)
{
    const struct question *question = modal;
    question_answer *yes = question->yes;
    (void)modifiers, (void)error;
    const bool is_yes = code == SDLK_y || code == SDLK_RETURN || code == SDLK_KP_ENTER;
    if (!is_yes && code != SDLK_n && code != SDLK_ESCAPE)
        return true; // it waits for an answer
    frame_close_modal(frame);
    if (is_yes)
        yes(frame);
    return true;
}

static const struct modal_type question_modal = {
    .name = "question", .draw = draw, .key = key, .free = free};

bool question_ask(struct frame *frame, const char *what, const char *asked, question_answer *yes,
                  struct error *error)
{
    struct question *question = array_create(1, sizeof *question, error);
    if (!question)
        return false;
    snprintf(question->what, sizeof question->what, "%s", what);
    snprintf(question->asked, sizeof question->asked, "%s", asked);
    question->yes = yes;
    frame->is_blank = false; // it must be seen
    frame_open_modal(frame, &question_modal, question);
    return true;
}

bool question_asks(const struct frame *frame, question_answer *yes)
{
    const struct question *question = frame->modal_data;
    return frame->modal == &question_modal && question->yes == yes;
}
