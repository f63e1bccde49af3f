#include "app/predict.h"

#include "app/predict_judge.h"
#include "base/array.h"
#include "base/expression.h"
#include "base/text.h"
#include "base/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// ---- which question -----------------------------------------------------------------------------

// By what a scene's question is known again; the caller frees.
static char *make_key(const struct scene *scene)
{
    const char *question = scene_text(scene, "predict", "question");
    const char *source = scene->source ? scene->source : "";
    const size_t size = strlen(source) + strlen(question) + 2;
    char *key = malloc(size);
    if (key)
        text_print(key, size, "%s\n%s", source, question);
    return key;
}

static struct prediction *find(const struct predict *predict, const char *key)
{
    for (size_t i = 0; i < predict->count; i++)
        if (strcmp(predict->of[i]->key, key) == 0)
            return predict->of[i];
    return NULL;
}

// Takes the key over. NULL for want of memory: then nothing is asked.
static struct prediction *add(struct predict *predict, char *key)
{
    struct prediction *fresh = calloc(1, sizeof *fresh);
    if (!fresh || !array_reserve(&predict->of, &predict->capacity, predict->count + 1,
                                 sizeof *predict->of, NULL)) {
        free(fresh);
        free(key);
        return NULL;
    }
    fresh->key = key;
    fresh->chosen = SIZE_MAX;
    predict->of[predict->count++] = fresh;
    return fresh;
}

void predict_arrive(struct predict *predict, const struct document *document)
{
    struct quiz quiz;
    if (predict_is_asked(predict))
        predict->now->state = PREDICTION_NONE;
    predict->now = NULL;
    if (!quiz_read(&document->now.scene, &quiz))
        return;
    char *key = make_key(&document->now.scene);
    struct prediction *known = key ? find(predict, key) : NULL;
    if (known)
        free(key);
    predict->now = known ? known : key ? add(predict, key) : NULL;
}

bool predict_clear(struct predict *predict, struct error *error)
{
    bool done = true;
    for (size_t i = 0; i < predict->count; i++) {
        struct prediction *prediction = predict->of[i];
        if (prediction->state == PREDICTION_GIVEN)
            done = judge_write(predict->answers, prediction, "", "", error) && done;
        scene_clear(&prediction->scene);
        free(prediction->key);
        free(prediction);
    }
    free(predict->of);
    *predict = (struct predict){0};
    return done;
}

bool predict_quiz(const struct predict *predict, const struct document *document, struct quiz *quiz)
{
    return predict->now && quiz_read(&document->now.scene, quiz) &&
           lab_is_same_subject(document->lab->type, &document->now.scene, &document->opened);
}

bool predict_wants(const struct predict *predict, const struct document *document)
{
    struct quiz quiz;
    return predict->now && predict->now->state == PREDICTION_NONE &&
           predict_quiz(predict, document, &quiz) &&
           quiz_applies(document->lab->type, &document->now.scene, NULL);
}

bool predict_is_asked(const struct predict *predict)
{
    return predict->now && predict->now->state == PREDICTION_ASKED;
}

bool predict_holds(const struct predict *predict, const struct document *document)
{
    const struct prediction *now = predict->now;
    return now && (now->state == PREDICTION_GIVEN || now->state == PREDICTION_JUDGED) &&
           !scene_differs(&now->scene, &document->now.scene, "view");
}

// ---- asking -------------------------------------------------------------------------------------

static bool can_ask(const struct document *document, const struct quiz *quiz, struct error *error)
{
    const struct lab *lab = document->lab;
    if (!quiz_applies(lab->type, &document->now.scene, error))
        return false;
    if (quiz->kind == QUIZ_PATH &&
        (lab->picture != 0 || !lab_picture(lab)->plot || !lab_picture(lab)->place))
        return error_set(error, ERROR_INPUT, "the question is drawn on the picture '%s'",
                         words(lab->type->pictures[0]->title));
    return true;
}

bool predict_ask(struct predict *predict, struct document *document, struct error *error)
{
    struct quiz quiz;
    struct prediction *now = predict->now;
    if (!predict_quiz(predict, document, &quiz))
        return error_set(error, ERROR_INPUT, "this scene asks nothing");
    const bool is_again = now->state != PREDICTION_NONE;
    if (!can_ask(document, &quiz, error)) {
        now->state = PREDICTION_SKIPPED;
        return false;
    }
    if (is_again) { // from the beginning
        now->count = 0;
        now->chosen = SIZE_MAX;
        now->field = (struct text_field){0};
    }
    now->state = PREDICTION_ASKED;
    now->picture = document->lab->picture;
    document_go(document, 0);
    document->is_playing = false;
    return true;
}

static void go_on(struct document *document)
{
    document_go(document, 0);
    document->is_playing = true;
}

void predict_skip(struct predict *predict, struct document *document)
{
    predict->now->state = PREDICTION_SKIPPED;
    go_on(document);
}

void predict_add_point(struct prediction *now, double x, double y)
{
    if (now->count == PREDICT_POINTS_MAX) { // every second one tells as much
        for (size_t i = 0; i < now->count / 2; i++)
            now->point[i] = now->point[2 * i];
        now->count /= 2;
    }
    now->point[now->count++] = (struct point_on_plane){x, y};
}

bool predict_has_answer(const struct predict *predict, const struct document *document)
{
    struct quiz quiz;
    const struct prediction *now = predict->now;
    return predict_quiz(predict, document, &quiz) &&
           (quiz.kind == QUIZ_PATH     ? now->count > 1
            : quiz.kind == QUIZ_CHOICE ? now->chosen < quiz.count
                                       : *now->field.text != '\0');
}

// The answer in words, as it was given.
static void name_answer(struct prediction *now, const struct document *document,
                        const struct quiz *quiz)
{
    if (quiz->kind == QUIZ_PATH)
        text_print(now->given, sizeof now->given, "(%.6g, %.6g)", now->point[now->count - 1].x,
                   now->point[now->count - 1].y);
    else if (quiz->kind == QUIZ_NUMBER)
        text_print(now->given, sizeof now->given, "%s", now->field.text);
    else
        judge_answer_name(document->lab, quiz, now->chosen, now->given, sizeof now->given);
}

bool predict_take(struct predict *predict, struct document *document, struct error *error)
{
    struct quiz quiz;
    struct prediction *now = predict->now;
    if (!predict_quiz(predict, document, &quiz))
        return false;
    if (quiz.kind == QUIZ_NUMBER && !expression_read(now->field.text, &now->number, error))
        return false;
    struct scene scene;
    if (!scene_copy(&scene, &document->now.scene, error))
        return false;
    scene_clear(&now->scene);
    now->scene = scene;
    now->is_written = now->is_judged = false;
    now->state = PREDICTION_GIVEN;
    name_answer(now, document, &quiz);
    text_print(now->result, sizeof now->result, words("You say: %s."),
               quiz.kind == QUIZ_PATH ? words("the dashed path") : now->given);
    go_on(document);
    return true;
}

// ---- judging ------------------------------------------------------------------------------------

// What is right is known before it is shown: an answer is in the file whoever goes on, or is cut
// off, before the end. Should that fail it is tried, and told, there.
static void write_early(struct predict *predict, struct document *document, const struct quiz *quiz)
{
    struct judgement judgement;
    struct prediction *now = predict->now;
    if (!predict->answers || now->is_judged)
        return;
    now->is_judged = true;
    if (judge(document->lab, quiz, now, &judgement, NULL))
        judge_write(predict->answers, now, judgement.truth, judgement.nearness, NULL);
}

bool predict_follow(struct predict *predict, struct document *document, struct error *error)
{
    struct quiz quiz;
    struct prediction *now = predict->now;
    if (!now || now->state != PREDICTION_GIVEN || lab_busy(document->lab) ||
        !predict_holds(predict, document) || !quiz_read(&document->now.scene, &quiz))
        return true;
    if (document->is_playing || document->step < document_last_step(document)) {
        write_early(predict, document, &quiz);
        return true;
    }
    struct judgement judgement;
    now->state = PREDICTION_JUDGED;
    if (!judge(document->lab, &quiz, now, &judgement, error))
        return false;
    text_print(now->result, sizeof now->result, "%s", judgement.text);
    now->is_right = judgement.is_right;
    return judge_write(predict->answers, now, judgement.truth, judgement.nearness, error);
}
