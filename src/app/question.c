#include "app/question.h"

#include "app/lines.h"
#include "base/array.h"
#include "base/text.h"
#include "base/words.h"

#include <math.h>
#include <stdlib.h>

struct question {
    char what[600], asked[200];
    question_answer *yes;            // of question_ask
    struct question_options options; // texts stand above
};

enum { LINES_MAX = 6 };

// All its lines, as many as they need; line[first …] of the returned count are what is asked.
static size_t set(const struct question *question, struct canvas *canvas, float width,
                  char line[LINES_MAX + 1][LINE_MAX_BYTES], size_t *first)
{
    size_t count = lines_wrap(canvas, question->what, TYPE_BODY, width, 4, line);
    *first = count;
    // Bold letters are wider than those that it is broken for.
    count += lines_wrap(canvas, question->asked, TYPE_BODY, 0.9f * width, 2, line + count);
    return count;
}

static void tell(const struct frame *frame, const void *modal, char *text, size_t size)
{
    const struct question *question = modal;
    (void)frame;
    text_print(text, size, "%s %s %s", question->what, question->asked,
               words("Y or Enter: yes · N or Esc: no"));
}

static void draw(struct frame *frame, void *modal)
{
    struct canvas *canvas = frame->window.canvas;
    const struct theme *theme = frame->theme;
    const float pad = 22, pitch = 26;
    char line[LINES_MAX + 1][LINE_MAX_BYTES];
    size_t first,
        count = set(modal, canvas, fminf(canvas->width - 2 * pad - 16, 620), line, &first);
    text_print(line[count++], LINE_MAX_BYTES, "%s", words("Y or Enter: yes · N or Esc: no"));
    float width = 0;
    for (size_t i = 0; i < count; i++)
        width = fmaxf(width,
                      canvas_text_width(canvas, line[i], TYPE_BODY, i >= first && i + 1 < count));
    const float height = pitch * (float)count + 2 * pad;
    const struct rect box = {(canvas->width - width) / 2 - pad, (canvas->height - height) / 2,
                             width + 2 * pad, height};
    const struct rect all = {0, 0, canvas->width, canvas->height};
    const struct rect edge = {box.x - 1, box.y - 1, box.width + 2, box.height + 2};
    canvas_rectangle(canvas, &all, 0, color_alpha(theme->background, 0.7f));
    canvas_rectangle(canvas, &edge, 9, theme->axis);
    canvas_rectangle(canvas, &box, 8, theme->background);
    for (size_t i = 0; i < count; i++) {
        const bool is_last = i + 1 == count;
        const struct text_style style = {.size = TYPE_BODY,
                                         .bold = i >= first && !is_last,
                                         .color = is_last ? theme->soft : theme->ink,
                                         .vertical = ALIGN_MIDDLE};
        canvas_text(canvas, box.x + pad, box.y + pad + pitch * ((float)i + 0.5f), line[i], &style);
    }
}

static void free_question(void *modal)
{
    struct question *question = modal;
    if (question->options.free)
        question->options.free(question->options.user);
    free(question);
}

static bool key(struct frame *frame, void *modal, int32_t code, uint16_t modifiers,
                struct error *error)
{
    const struct question *question = modal;
    question_answer *yes = question->yes;
    const struct question_options options = question->options;
    (void)modifiers;
    const bool is_yes = code == SDLK_y || code == SDLK_RETURN || code == SDLK_KP_ENTER;
    if (!is_yes && code != SDLK_n && code != SDLK_ESCAPE)
        return true; // it waits for an answer
    // Out of the frame first: the answer may open something else.
    frame->modal = NULL;
    frame->modal_data = NULL;
    if (options.answer)
        options.answer(frame, options.user, is_yes, error);
    else if (is_yes)
        yes(frame);
    free_question(modal);
    return true;
}

static const struct modal_type question_modal = {
    .name = "question", .draw = draw, .key = key, .tell = tell, .free = free_question};

static struct question *open_question(struct frame *frame, const char *what, const char *asked,
                                      struct error *error)
{
    struct question *question = array_create(1, sizeof *question, error);
    if (!question)
        return NULL;
    text_print(question->what, sizeof question->what, "%s", what);
    text_print(question->asked, sizeof question->asked, "%s", asked);
    frame->is_blank = false; // it must be seen
    frame_open_modal(frame, &question_modal, question);
    return question;
}

bool question_ask(struct frame *frame, const char *what, const char *asked, question_answer *yes,
                  struct error *error)
{
    struct question *question = open_question(frame, what, asked, error);
    if (question)
        question->yes = yes;
    return question != NULL;
}

bool question_ask_for(struct frame *frame, const struct question_options *options,
                      struct error *error)
{
    struct question *question = open_question(frame, options->what, options->asked, error);
    if (question)
        question->options = *options;
    else if (options->free)
        options->free(options->user);
    return question != NULL;
}

bool question_asks(const struct frame *frame, question_answer *yes)
{
    const struct question *question = frame->modal_data;
    return frame->modal == &question_modal && question->yes == yes;
}
