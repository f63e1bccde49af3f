#include "app/told.h"

#include "base/text.h"
#include "base/words.h"
#include "labs/describe.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void told_clear(struct told *told)
{
    free(told->picture);
    *told = (struct told){.say = told->say};
}

static struct told_mark mark_of(const struct frame *frame)
{
    const struct document *document = &frame->document;
    struct told_mark mark = {
        .lab = document->lab,
        .changes = document->changes,
        .message = frame->toast.said,
        .slider = document->slider,
        .step = document->step,
        .has_message = toast_shows(&frame->toast),
        .is_busy = lab_busy(document->lab),
        .is_asking = frame_asks(frame),
    };
    if (frame->modal && frame->modal->tell)
        frame->modal->tell(frame, frame->modal_data, mark.over, sizeof mark.over);
    return mark;
}

static bool is_same(const struct told_mark *a, const struct told_mark *b)
{
    return a->lab == b->lab && a->changes == b->changes && a->message == b->message &&
           a->slider == b->slider && a->step == b->step && a->has_message == b->has_message &&
           a->is_busy == b->is_busy && a->is_asking == b->is_asking &&
           strcmp(a->over, b->over) == 0;
}

// The question in place of the picture.
static void describe_question(const struct frame *frame, FILE *out)
{
    struct quiz quiz;
    char title[512];
    lab_title(frame->document.lab, title, sizeof title);
    fprintf(out, "%s\n", title);
    if (!predict_quiz(&frame->predict, &frame->document, &quiz))
        return;
    fprintf(out, "%s\n", quiz.question);
    for (size_t i = 0; i < quiz.count; i++)
        fprintf(out, "%zu: %s\n", i + 1, quiz.of[i]);
}

static char *describe(const struct frame *frame)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        return NULL;
    char *picture = NULL;
    if (frame_asks(frame))
        describe_question(frame, out);
    else if ((picture = lab_describe(frame->document.lab, frame->document.step, NULL)))
        fputs(picture, out);
    if (*frame->slider) {
        fprintf(out, words("Selected: %s."), frame->slider);
        fputc('\n', out);
    }
    free(picture);
    if (fclose(out) == 0)
        return text;
    free(text);
    return NULL;
}

// Without memory for the words the last ones stay.
static void tell(struct told *told, const struct frame *frame, const struct told_mark *mark)
{
    char *picture = describe(frame);
    if (!picture)
        return;
    free(told->picture);
    told->picture = picture;
    told->mark = *mark;
    told->has_said = true;
    char about[sizeof mark->over + sizeof frame->toast.text + 2];
    const char *message = mark->has_message ? frame->toast.text : "";
    text_print(about, sizeof about, *message && *mark->over ? "%s\n%s" : "%s%s", message,
               mark->over);
    told->say(picture, about);
}

double told_advance(struct told *told, const struct frame *frame, double seconds)
{
    if (!told->say || !frame->document.lab)
        return INFINITY;
    const struct told_mark mark = mark_of(frame);
    // What is news to whoever plays is not the step: that moves all the time.
    struct told_mark still = mark;
    still.step = told->mark.step;
    const bool is_moving = frame->document.is_playing && is_same(&still, &told->mark);
    const double least = is_moving ? TOLD_PLAY_SECONDS : TOLD_REST_SECONDS;
    told->since += seconds;
    if (told->has_said && is_same(&mark, &told->mark))
        return INFINITY;
    if (told->has_said && told->since < least)
        return least - told->since;
    tell(told, frame, &mark);
    told->since = 0;
    return INFINITY;
}
