// Numbers that an exercise hides are said nowhere: in no picture, tip, legend and summary in words.
#include "test.h"

#include "labs/describe.h"
#include "labs/hide.h"
#include "labs/parsed.h"

#include "labs/drawn.h"

#include <ctype.h>
#include <stdlib.h>

#define DESCENT                                                                                    \
    "[scene]\nlab = descent\n[run]\nsteps = 40\nseed = 7919\ntarget = 0.003179\n[objective]\n"     \
    "examples = 1731\nnoise = 0.1237\n"
#define RUNNERS                                                                                    \
    "[runner.a]\nrule = gd\nalpha = 0.01713\nbatch = 173\n"                                        \
    "[runner.b]\nrule = momentum\nalpha = 0.01713\nbeta1 = 0.8371\nbatch = 173\n"
#define SURFACE   DESCENT "kind = surface\nsurface = ravine\ncondition = 23.7\n" RUNNERS
#define QUADRATIC DESCENT "kind = quadratic\nparameters = 11\ncondition = 23.7\n" RUNNERS
#define FORMULA                                                                                    \
    DESCENT "kind = surface\nsurface = formula\nf = q x^2 + y^2\nq = 3.179\nstart = 1, "           \
            "1\n" RUNNERS
#define FIT                                                                                        \
    "[scene]\nlab = descent\n[run]\nsteps = 40\n[objective]\nkind = fit\ndata = diamonds\n"        \
    "x = carat\ny = price\nmodel = w*x + b + c*x^2\nc = 0.3179\nloss = huber\ndelta = 1.237\n"     \
    "start = 0, 0\n"                                                                               \
    "[runner.a]\nrule = gd\nalpha = 0.01713\n[runner.b]\nrule = adam\nalpha = 0.01713\n"
#define LABELS                                                                                     \
    "[scene]\nlab = descent\n[run]\nsteps = 40\n[objective]\nkind = fit\ndata = diamonds\n"        \
    "x = carat\ny = price\nmodel = w*x + b\nloss = logistic\nabove = 3179\nstart = 0, 0\n"         \
    "[runner.a]\nrule = gd\nalpha = 0.01713\n"
#define DECAY                                                                                      \
    "[scene]\nlab = decay\n[run]\nsteps = 40\n[objective]\nkind = surface\nsurface = ravine\n"     \
    "condition = 23.7\nexamples = 1731\nnoise = 0.1237\n[runner.a]\nrule = gd\nalpha = 0.01713\n"  \
    "batch = 173\nschedule = inverse-time\ndecay_rate = 0.3179\n[runner.b]\nrule = gd\n"           \
    "alpha = 0.01713\nbatch = 173\n"
#define TRAINING                                                                                   \
    "[scene]\nlab = training\n[network]\nhidden = 13\nl2 = 0.003179\n[data]\ndata = digits\n"      \
    "test_fraction = 0.2371\n[run]\nepochs = 1\nseed = 7919\n"                                     \
    "[runner.a]\nrule = gd\nalpha = 0.01713\nbatch = 173\n"                                        \
    "[runner.b]\nrule = adam\nalpha = 0.01713\nbeta1 = 0.8371\nbatch = 173\n[view]\nbeta = "       \
    "0.8713\n[strip]\nexamples = 4000\nbatch = 1000\nzoom = 4\n"
#define AVERAGES                                                                                   \
    "[scene]\nlab = averages\n[average.x]\nbeta = 0.9371\n[average.y]\nbeta = 0.8713\n"            \
    "kind = window\n[average.z]\nbeta = 0.9371\nbias_correction = off\n"

// What is hidden, in which picture (NULL: the first), and how it would be said.
static const struct {
    const char *text, *hidden, *show, *number[4];
} rows[] = {
    {SURFACE, "alpha", "directions", {"0.01713"}},
    {SURFACE, "beta1", NULL, {"0.8371"}},
    {SURFACE, "batch", NULL, {"173"}},
    {SURFACE, "condition", "directions", {"23.7", "24"}},
    {SURFACE, "noise", NULL, {"0.1237"}},
    {SURFACE, "examples", NULL, {"1731"}},
    {SURFACE, "seed", NULL, {"7919"}},
    {SURFACE, "steps", NULL, {"40 steps"}},
    {SURFACE, "target", NULL, {"0.00318"}},
    {SURFACE, "surface", NULL, {"Ravine"}},
    {SURFACE, "rule", NULL, {"momentum"}},
    {QUADRATIC, "alpha", "directions", {"0.01713"}},
    {QUADRATIC, "condition", "directions", {"23.7", "24"}},
    {QUADRATIC, "parameters", NULL, {"n = 11", "Quadratic of 11"}},
    {FORMULA, "q", NULL, {"3.179"}},
    {FORMULA, "f", NULL, {"q x^2"}},
    {FIT, "c", NULL, {"0.3179"}},
    {FIT, "delta", NULL, {"δ = 1.237"}},
    {FIT, "loss", NULL, {"huber"}},
    {FIT, "model", NULL, {"w*x"}},
    {LABELS, "above", NULL, {"3179"}},
    {DECAY, "decay_rate", NULL, {"Learning rate"}}, // it would be read from the curve
    {DECAY, "warm_up", NULL, {"Learning rate"}},
    {DECAY, "alpha", NULL, {"0.01713"}},
    {DECAY, "batch", NULL, {"173"}},
    {TRAINING, "hidden", NULL, {"64-13-10", "units 13", "985"}},
    {TRAINING, "activation", NULL, {"relu"}},
    {TRAINING, "test_fraction", NULL, {"test 427"}},
    {TRAINING, "alpha", NULL, {"0.01713"}},
    {TRAINING, "batch", "splitting", {"173"}},
    {TRAINING, "seed", NULL, {"7919"}},
    {TRAINING, "beta", NULL, {"0.8713"}},
    {TRAINING, "examples", "strip", {"4000", "1000", "4 of"}},
    {AVERAGES, "beta", NULL, {"0.9371", "15.9 days", "14.9 days", "8 days"}},
};

// Whether a text says a number, by itself.
static bool says(const char *text, const char *number)
{
    for (const char *at = text; (at = strstr(at, number)); at++) {
        const char *end = at + strlen(number);
        const bool is_tail = at > text && (isdigit((unsigned char)at[-1]) || at[-1] == '.');
        const bool goes_on =
            isdigit((unsigned char)*end) || (*end == '.' && isdigit((unsigned char)end[1]));
        if (!is_tail && !goes_on)
            return true;
    }
    return false;
}

static bool is_in_words(struct lab *lab, const char *number)
{
    char *words = lab_describe(lab, 1, NULL);
    assert_non_null(words);
    const bool is_said = says(words, number);
    free(words);
    return is_said;
}

static bool is_drawn(struct lab *lab, const struct lab_view *view, const char *number)
{
    struct recorder *r = draw_lab(lab, 1280, 720, *view);
    bool is_said = false;
    for (size_t i = 0; i < r->texts && !is_said; i++)
        is_said = says(r->text[i].text, number);
    canvas_destroy(&r->head);
    return is_said;
}

// With the pointer nowhere, then all over the screen.
static bool is_said(struct lab *lab, const char *number)
{
    enum { ACROSS = 8, DOWN = 5 };
    bool found = is_in_words(lab, number);
    for (int i = 0; i <= ACROSS * DOWN && !found; i++) {
        const struct lab_view view = {
            .step = (double)lab->type->steps(lab),
            .has_pointer = i > 0,
            .pointer = {80 + 160.f * (float)(i % ACROSS), 72 + 144.f * (float)(i / ACROSS)},
            .is_selected = true,
            .selected = (size_t)i % 3};
        found = is_drawn(lab, &view, number);
    }
    return found;
}

static void what_is_hidden_is_said_in_no_picture_tip_and_summary(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * (sizeof rows / sizeof *rows); i++) {
        struct scene scene;
        struct error error = {0};
        const bool hides = i % 2;
        const char *text = rows[i / 2].text, *hidden = rows[i / 2].hidden;
        assert_true(scene_parse(&scene, text, strlen(text), "test.ini", NULL));
        assert_true(!hides || scene_put(&scene, "view", HIDE_KEY, hidden, NULL));
        assert_true(!rows[i / 2].show || scene_put(&scene, "view", "show", rows[i / 2].show, NULL));
        struct lab *lab = lab_create(lab_for(&scene, NULL), &scene, 1, &error);
        if (!lab)
            fail_msg("%s: %s", hidden, error.text);
        if (lab->type->wait)
            lab->type->wait(lab, (double)lab->type->steps(lab), -1);
        for (size_t n = 0; n < 4 && rows[i / 2].number[n]; n++)
            if (is_said(lab, rows[i / 2].number[n]) == hides)
                fail_msg("%s: %s: %s is %s", lab->type->name, hidden, rows[i / 2].number[n],
                         hides ? "said" : "said nowhere where nothing is hidden");
        lab_destroy(lab);
        scene_clear(&scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_hidden_is_said_in_no_picture_tip_and_summary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
