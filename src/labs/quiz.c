#include "labs/quiz.h"

#include "base/text.h"
#include "labs/claims.h"

#include <math.h>
#include <string.h>

#define SECTION "predict"

enum { TERMS_SIZE = 2000, NAMES_MAX = 64 };

static const char *const kinds[] = {"path", "choice", "number", NULL};
static const char *const hidden[] = {"nothing", "picture", NULL};

enum { KEY_KIND, KEY_QUESTION, KEY_OF, KEY_ANSWER, KEY_RUNNER, KEY_HIDES, KEY_END };

static const struct param params[] = {
    [KEY_KIND] = {"kind", NULL, "kind", "what the answer is", PARAM_CHOICE, .choices = kinds},
    [KEY_QUESTION] = {"question", NULL, "question", "what is asked before the scene is played",
                      PARAM_TEXT},
    [KEY_OF] = {"of", NULL, "of", "choice: runners, or any words, with commas between", PARAM_TEXT},
    [KEY_ANSWER] = {"answer", NULL, "answer",
                    "what is right, in the words of claims: least final(r), a < b | b < c, or a "
                    "number",
                    PARAM_TEXT},
    [KEY_RUNNER] = {"runner", NULL, "runner", "path: whose", PARAM_TEXT},
    [KEY_HIDES] = {"hides", NULL, "hides", "what is not shown before it is answered", PARAM_CHOICE,
                   .choices = hidden},
};

const struct param *quiz_param(size_t index)
{
    return index < KEY_END ? &params[index] : NULL;
}

const char *quiz_kind_name(enum quiz_kind kind)
{
    return kinds[kind];
}

// ---- reading ------------------------------------------------------------------------------------

// "least final(r)": the word that it begins with, and what follows.
static bool is_extreme(const char *answer, bool *is_most, const char **expression)
{
    static const char *const words_of[] = {"least ", "most "};
    for (int i = 0; answer && i < 2; i++) {
        const size_t length = strlen(words_of[i]);
        if (strncmp(answer, words_of[i], length) != 0)
            continue;
        *is_most = i == 1;
        *expression = answer + length;
        return true;
    }
    return false;
}

// The answers between the commas; false where there are too many, or one is empty or too long.
static bool split(const char *text, struct quiz *quiz)
{
    for (const char *at = text;; at++) {
        at += strspn(at, " \t");
        size_t length = strcspn(at, ",");
        const char *end = at + length;
        while (length > 0 && (at[length - 1] == ' ' || at[length - 1] == '\t'))
            length--;
        if (length == 0 || length >= QUIZ_ANSWER_MAX || quiz->count == QUIZ_ANSWERS_MAX)
            return false;
        memcpy(quiz->of[quiz->count], at, length);
        quiz->of[quiz->count++][length] = '\0';
        at = end;
        if (!*at)
            return true;
    }
}

bool quiz_read(const struct scene *scene, struct quiz *quiz)
{
    bool is_most;
    const char *expression;
    *quiz = (struct quiz){.question = scene_text(scene, SECTION, "question"),
                          .answer = scene_text(scene, SECTION, "answer"),
                          .runner = scene_text(scene, SECTION, "runner")};
    const char *of = scene_text(scene, SECTION, "of");
    if (!quiz->question || !scene_text(scene, SECTION, "kind"))
        return false;
    quiz->kind = (enum quiz_kind)scene_number(scene, SECTION, &params[KEY_KIND]);
    quiz->hides_picture = scene_number(scene, SECTION, &params[KEY_HIDES]) == 1;
    quiz->is_of_members =
        quiz->kind == QUIZ_CHOICE && is_extreme(quiz->answer, &is_most, &expression);
    if (quiz->kind == QUIZ_PATH)
        return quiz->runner != NULL;
    return quiz->answer && (quiz->kind == QUIZ_NUMBER || (of && split(of, quiz)));
}

// ---- what is right ------------------------------------------------------------------------------

// The terms of a choice among words; *count becomes how many there are. The first that holds is
// right.
static bool judge_terms(const struct claims_of *of, const char *answer, size_t *count,
                        size_t *right, struct error *error)
{
    char text[TERMS_SIZE];
    *count = 0;
    *right = SIZE_MAX;
    if (!text_print(text, sizeof text, "%s", answer))
        return error_set(error, ERROR_INPUT, "the answer is too long");
    for (char *at = text, *end = text; end; at = end + 1) {
        bool holds;
        end = strchr(at, '|');
        if (end)
            *end = '\0';
        if (!claims_holds(of, at, &holds, error))
            return false;
        if (holds && *right == SIZE_MAX)
            *right = *count;
        ++*count;
        if (!end)
            break;
    }
    if (*right == SIZE_MAX)
        *right = *count;
    return true;
}

static bool judge_members(struct claims_of *of, const struct quiz *quiz, double *truth,
                          struct error *error)
{
    bool is_most = false;
    const char *expression = "";
    double best = NAN;
    is_extreme(quiz->answer, &is_most, &expression);
    *truth = NAN;
    for (size_t i = 0; i < quiz->count; i++) {
        double value;
        of->member = quiz->of[i];
        if (!claims_value(of, expression, &value, error))
            return false;
        if (isnan(value) || (!isnan(best) && (is_most ? value <= best : value >= best)))
            continue;
        best = value;
        *truth = (double)i;
    }
    return true;
}

bool quiz_truth(struct lab *lab, const struct quiz *quiz, double *truth, struct error *error)
{
    struct claims_of of = {.type = lab->type, .scene = &lab->scene, .lab = lab};
    size_t count, right;
    if (quiz->kind == QUIZ_NUMBER)
        return claims_value(&of, quiz->answer, truth, error);
    if (quiz->is_of_members)
        return judge_members(&of, quiz, truth, error);
    if (!judge_terms(&of, quiz->answer, &count, &right, error))
        return false;
    *truth = (double)right;
    return true;
}

bool quiz_group(const struct lab *lab, const char *member, size_t *group)
{
    char section[QUIZ_ANSWER_MAX + 32];
    text_print(section, sizeof section, "%s.%s", lab->type->member ? lab->type->member : "",
               member);
    for (size_t g = 0; g < lab->type->groups(lab); g++) {
        struct lab_group found;
        lab->type->group(lab, g, 0, &found);
        *group = g;
        if (strcmp(found.section, section) == 0)
            return true;
    }
    return false;
}

// ---- checking -----------------------------------------------------------------------------------

static bool missing(const char *key, struct error *error)
{
    return error_set(error, ERROR_INPUT, "a question of this kind needs '%s'", key);
}

static bool check_choice(const struct claims_of *of, const struct scene *scene, struct quiz *quiz,
                         const char **key, struct error *error)
{
    const char *answers = scene_text(scene, SECTION, "of");
    bool is_most;
    const char *expression;
    double value;
    size_t count, right;
    *key = "of";
    quiz->count = 0;
    if (!answers || !split(answers, quiz) || quiz->count < 2)
        return error_set(error, ERROR_INPUT, "a choice has two to %d answers with commas between",
                         (int)QUIZ_ANSWERS_MAX);
    *key = "answer";
    if (is_extreme(quiz->answer, &is_most, &expression))
        return claims_value(of, expression, &value, error);
    if (!judge_terms(of, quiz->answer, &count, &right, error))
        return false;
    return count + 1 == quiz->count ||
           error_set(error, ERROR_INPUT,
                     "%zu answers need %zu conditions with | between, not %zu: the last answer is "
                     "right where none holds",
                     quiz->count, quiz->count - 1, count);
}

static bool check(const struct lab_type *type, const struct scene *scene, struct quiz *quiz,
                  const char **key, struct error *error)
{
    const struct claims_of of = {.type = type, .scene = scene, .member = "r"};
    double value;
    *key = "kind";
    if (!scene_text(scene, SECTION, "kind"))
        return missing("kind", error);
    if (!quiz->question)
        return missing("question", error);
    if (quiz->kind == QUIZ_PATH)
        return quiz->runner || missing("runner", error);
    if (!quiz->answer)
        return missing("answer", error);
    if (quiz->kind == QUIZ_CHOICE)
        return check_choice(&of, scene, quiz, key, error);
    *key = "answer";
    return claims_value(&of, quiz->answer, &value, error);
}

bool quiz_check(const struct lab_type *type, const struct scene *scene, struct error *error)
{
    const struct scene_section *section = scene_section(scene, SECTION);
    struct quiz quiz;
    const char *key;
    if (!section || section->count == 0)
        return true;
    quiz_read(scene, &quiz);
    if (check(type, scene, &quiz, &key, error))
        return true;
    return scene_blame(scene, SECTION,
                       scene_text(scene, SECTION, key) ? key : section->entry[0].key, error);
}

static bool has_member(const struct lab_type *type, const struct scene *scene, const char *name,
                       struct error *error)
{
    const char *names[NAMES_MAX];
    const size_t kind = type->member ? strlen(type->member) : 0;
    size_t count = 0;
    for (size_t s = 0; kind > 0 && s < scene->count && count < NAMES_MAX; s++)
        if (strncmp(scene->section[s].name, type->member, kind) == 0 &&
            scene->section[s].name[kind] == '.')
            names[count++] = scene->section[s].name + kind + 1;
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    const char *nearest = text_nearest(name, names, count);
    return nearest ? error_set(error, ERROR_INPUT,
                               "the question is about '%s', which is not there; did you mean %s?",
                               name, nearest)
                   : error_set(error, ERROR_INPUT, "the question is about '%s', which is not there",
                               name);
}

// The runners that the question names itself; *key is where.
static bool has_members(const struct lab_type *type, const struct scene *scene,
                        const struct quiz *quiz, const char **key, struct error *error)
{
    *key = "runner";
    if (quiz->kind == QUIZ_PATH)
        return has_member(type, scene, quiz->runner, error);
    *key = "of";
    for (size_t i = 0; quiz->is_of_members && i < quiz->count; i++)
        if (!has_member(type, scene, quiz->of[i], error))
            return false;
    return true;
}

bool quiz_applies(const struct lab_type *type, const struct scene *scene, struct error *error)
{
    struct quiz quiz;
    const char *key, *expression = "";
    bool is_most;
    double value;
    size_t count, right;
    if (!quiz_read(scene, &quiz))
        return true;
    if (!has_members(type, scene, &quiz, &key, error))
        return scene_blame(scene, SECTION, key, error);
    struct claims_of of = {.type = type, .scene = scene, .finds = true};
    bool done = true;
    if (quiz.is_of_members && is_extreme(quiz.answer, &is_most, &expression)) {
        of.member = quiz.of[0];
        done = claims_value(&of, expression, &value, error);
    } else if (quiz.kind == QUIZ_CHOICE) {
        done = judge_terms(&of, quiz.answer, &count, &right, error);
    } else if (quiz.kind == QUIZ_NUMBER) {
        done = claims_value(&of, quiz.answer, &value, error);
    }
    return done || scene_blame(scene, SECTION, "answer", error);
}
