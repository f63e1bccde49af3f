#include "app/asking.h"

#include "app/predict_draw.h"
#include "base/text.h"
#include "base/words.h"

#include <math.h>
#include <stdio.h>

static const struct modal_type typed_question, other_question;

static bool is_question(const struct modal_type *modal)
{
    return modal == &typed_question || modal == &other_question;
}

// ---- taking and skipping ------------------------------------------------------------------------

static void close(struct frame *frame)
{
    if (is_question(frame->modal))
        frame_close_modal(frame);
}

static void skip(struct frame *frame)
{
    predict_skip(&frame->predict, &frame->document);
    close(frame);
}

// Where nothing was given it is as skipped: the hall has said it aloud.
static void take(struct frame *frame, struct error *error)
{
    if (!predict_has_answer(&frame->predict, &frame->document))
        skip(frame);
    else if (predict_take(&frame->predict, &frame->document, error))
        close(frame);
}

// ---- the path -----------------------------------------------------------------------------------

static void add(struct frame *frame, struct point at)
{
    struct plot plot;
    if (!frame_plot(frame, &plot))
        return;
    const struct rect *area = &plot.area;
    at.x = fminf(fmaxf(at.x, area->x), area->x + area->width);
    at.y = fminf(fmaxf(at.y, area->y), area->y + area->height);
    predict_add_point(frame->predict.now, plot_x_value(&plot, at.x), plot_y_value(&plot, at.y));
}

// Where the path ends that is drawn; before it is begun, where the runner starts.
static bool find_end(const struct frame *frame, struct point *at)
{
    const struct prediction *now = frame->predict.now;
    const struct lab *lab = frame->document.lab;
    const struct lab_layout layout = frame_layout(frame);
    struct plot plot;
    struct quiz quiz;
    size_t group;
    if (!frame_plot(frame, &plot))
        return false;
    if (now->count > 0) {
        *at = (struct point){plot_x(&plot, now->point[now->count - 1].x),
                             plot_y(&plot, now->point[now->count - 1].y)};
        return true;
    }
    return predict_quiz(&frame->predict, &frame->document, &quiz) &&
           quiz_group(lab, quiz.runner, &group) && lab_picture(lab)->place &&
           lab_picture(lab)->place((struct lab *)lab, &layout, group, 0, at);
}

// A path begins at the runner's start.
static void add_start(struct frame *frame)
{
    struct point at;
    if (frame->predict.now->count == 0 && find_end(frame, &at))
        add(frame, at);
}

static bool path_key(struct frame *frame, int32_t code, uint16_t modifiers)
{
    const float pace = modifiers & KMOD_SHIFT ? 6 : 24;
    const float x = code == SDLK_LEFT ? -pace : code == SDLK_RIGHT ? pace : 0;
    const float y = code == SDLK_UP ? -pace : code == SDLK_DOWN ? pace : 0;
    struct prediction *now = frame->predict.now;
    struct point at;
    if (code == SDLK_BACKSPACE || code == SDLK_DELETE) {
        now->count -= now->count > 0;
        return true;
    }
    if ((x == 0 && y == 0) || modifiers & (KMOD_CTRL | KMOD_ALT))
        return x != 0 || y != 0;
    add_start(frame);
    if (find_end(frame, &at))
        add(frame, (struct point){at.x + x, at.y + y});
    return true;
}

// ---- the answers --------------------------------------------------------------------------------

static bool choice_key(struct frame *frame, int32_t code, size_t count)
{
    size_t *chosen = &frame->predict.now->chosen;
    if (code >= SDLK_1 && code <= SDLK_9) {
        if ((size_t)(code - SDLK_1) < count)
            *chosen = (size_t)(code - SDLK_1);
        return true;
    }
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9) {
        if ((size_t)(code - SDLK_KP_1) < count)
            *chosen = (size_t)(code - SDLK_KP_1);
        return true;
    }
    if (code == SDLK_UP || code == SDLK_LEFT)
        *chosen = *chosen < count ? (*chosen + count - 1) % count : count - 1;
    else if (code == SDLK_DOWN || code == SDLK_RIGHT)
        *chosen = *chosen < count ? (*chosen + 1) % count : 0;
    else if (code == SDLK_BACKSPACE)
        *chosen = SIZE_MAX;
    else
        return false;
    return true;
}

// What types a character is the field's.
static bool number_key(struct frame *frame, int32_t code, uint16_t modifiers)
{
    const bool is_typed = !(modifiers & (KMOD_CTRL | KMOD_ALT)) &&
                          ((code >= SDLK_SPACE && code < SDLK_DELETE) ||
                           (code >= SDLK_KP_DIVIDE && code <= SDLK_KP_PERIOD));
    return field_key(&frame->predict.now->field, code, modifiers, NULL) || is_typed;
}

static bool key(struct frame *frame, void *modal, int32_t code, uint16_t modifiers,
                struct error *error)
{
    struct quiz quiz;
    (void)modal;
    if (!predict_quiz(&frame->predict, &frame->document, &quiz)) {
        skip(frame);
        return false;
    }
    const bool is_typed =
        quiz.kind == QUIZ_NUMBER && predict_has_answer(&frame->predict, &frame->document);
    const bool is_alone = !(modifiers & (KMOD_CTRL | KMOD_ALT | KMOD_GUI | KMOD_SHIFT));
    if (code == SDLK_ESCAPE)
        skip(frame);
    else if (is_alone &&
             (code == SDLK_RETURN || code == SDLK_KP_ENTER || (code == SDLK_SPACE && !is_typed)))
        take(frame, error);
    else if (quiz.kind == QUIZ_PATH)
        return path_key(frame, code, modifiers);
    else if (quiz.kind == QUIZ_CHOICE)
        return is_alone && choice_key(frame, code, quiz.count);
    else
        return number_key(frame, code, modifiers);
    return true;
}

static void text(struct frame *frame, void *modal, const char *utf8, struct error *error)
{
    (void)modal, (void)error;
    field_type(&frame->predict.now->field, utf8);
}

// ---- mouse --------------------------------------------------------------------------------------

// A path that is begun far from where the last one ended is another one.
static void press_path(struct frame *frame)
{
    struct plot plot;
    struct point end;
    struct prediction *now = frame->predict.now;
    if (!frame_plot(frame, &plot) || !rect_contains(&plot.area, frame->pointer))
        return;
    if (now->count > 0 && find_end(frame, &end) &&
        hypotf(end.x - frame->pointer.x, end.y - frame->pointer.y) > 24)
        now->count = 0;
    add_start(frame);
    add(frame, frame->pointer);
    frame->is_drawing = true;
}

static void press(struct frame *frame, void *modal, struct point at, int clicks,
                  struct error *error)
{
    struct quiz quiz;
    size_t answer;
    struct predict *predict = &frame->predict;
    (void)modal, (void)clicks, (void)error;
    if (!predict_quiz(predict, &frame->document, &quiz))
        return;
    if (quiz.kind == QUIZ_PATH)
        press_path(frame);
    else if (predict_card_find(predict, &frame->document, frame->window.canvas, at, &answer))
        predict->now->chosen = answer;
}

static void motion(struct frame *frame, void *modal, struct point at)
{
    struct point end;
    (void)modal;
    if (frame->is_drawing && find_end(frame, &end) && hypotf(end.x - at.x, end.y - at.y) > 4)
        add(frame, at);
}

static void release(struct frame *frame, void *modal, struct point at)
{
    motion(frame, modal, at);
    frame->is_drawing = false;
}

// ---- the modal ----------------------------------------------------------------------------------

// The question and its answers are told in place of the picture; this is what is marked or typed.
static void tell(const struct frame *frame, const void *modal, char *text, size_t size)
{
    struct quiz quiz;
    const struct prediction *now = frame->predict.now;
    (void)modal;
    text[0] = '\0';
    if (!predict_quiz(&frame->predict, &frame->document, &quiz))
        return;
    if (quiz.kind == QUIZ_NUMBER)
        text_print(text, size, "%s", now->field.text);
    else if (quiz.kind == QUIZ_CHOICE && now->chosen < quiz.count)
        text_print(text, size, words("%s: %zu of %zu"), quiz.of[now->chosen], now->chosen + 1,
                   quiz.count);
}

// The question is a part of the screen (frame): it has its room there.
static void draw(struct frame *frame, void *modal)
{
    (void)frame, (void)modal;
}

static const struct modal_type typed_question = {.name = "question",
                                                 .draw = draw,
                                                 .key = key,
                                                 .text = text,
                                                 .press = press,
                                                 .motion = motion,
                                                 .release = release,
                                                 .tell = tell,
                                                 .passes = true};
static const struct modal_type other_question = {.name = "question",
                                                 .draw = draw,
                                                 .key = key,
                                                 .press = press,
                                                 .motion = motion,
                                                 .release = release,
                                                 .tell = tell,
                                                 .passes = true};

static void show(struct frame *frame)
{
    struct quiz quiz;
    predict_quiz(&frame->predict, &frame->document, &quiz);
    frame->is_drawing = false;
    frame_open_modal(frame, quiz.kind == QUIZ_NUMBER ? &typed_question : &other_question,
                     quiz.kind == QUIZ_NUMBER ? frame->predict.now : NULL);
}

bool asking_begin(struct frame *frame, struct error *error)
{
    if (!predict_ask(&frame->predict, &frame->document, error))
        return false;
    frame->is_help = false;
    show(frame);
    return true;
}

// What played or jumped while the question stands goes back to the start.
static void hold(struct document *document)
{
    document->is_playing = false;
    if (document->step > 0)
        document_go(document, 0);
}

void asking_settle(struct frame *frame, struct error *error)
{
    struct quiz quiz;
    struct predict *predict = &frame->predict;
    const bool is_asked = predict_is_asked(predict);
    if (!is_asked)
        close(frame); // another scene has come
    if (is_asked && !predict_quiz(predict, &frame->document, &quiz)) {
        predict->now->state = PREDICTION_NONE; // what it asks about was changed
        close(frame);
    } else if (is_asked) {
        hold(&frame->document);
        if (!frame->modal)
            show(frame);
    } else if (predict_wants(predict, &frame->document) && !frame->modal &&
               (frame->document.is_playing || frame->show.is_on)) {
        asking_begin(frame, error);
    }
}
