// What labs show, in words.
#include "labs/describe.h"

#include "labs/registry.h"
#include "test.h"

#include "labs/parsed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct scene scene;
static struct lab *lab;
static char *text;

static void open_text(const char *ini)
{
    struct error error = {0};
    if (!open_parsed(ini, &scene, &lab, &error))
        fail_msg("%s", error.text);
    assert_true(lab_wait(lab, (double)lab->type->steps(lab), -1));
}

static int close_lab(void **state)
{
    (void)state;
    free(text);
    text = NULL;
    lab_destroy(lab);
    lab = NULL;
    scene_clear(&scene);
    return 0;
}

static void describe(double step)
{
    free(text);
    text = lab_describe(lab, step, NULL);
    assert_non_null(text);
}

// The line that begins with these words; NULL: none does.
static const char *line_of(const char *begin)
{
    static char line[2000];
    for (const char *at = text; *at; at += strcspn(at, "\n") + 1) {
        snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
        if (strncmp(line, begin, strlen(begin)) == 0)
            return line;
    }
    return NULL;
}

static void expect_in(const char *begin, const char *part)
{
    const char *line = line_of(begin);
    if (!line || !strstr(line, part))
        fail_msg("no %s in '%s' of\n%s", part, line ? line : begin, text);
}

static const char ravine[] =
    "[scene]\nlab = descent\ntitle = Two of three\ncaption = One is too fast.\n"
    "[objective]\nkind = surface\nsurface = ravine\n[run]\nsteps = 60\n"
    "[runner.slow]\nrule = gd\nalpha = 0.01\nbatch = all\n"
    "[runner.fast]\nrule = gd\nalpha = 5\nbatch = all\n"
    "[runner.away]\nrule = adam\nalpha = 0.1\nhidden = yes\n";

static void title_caption_and_place_come_first(void **state)
{
    (void)state;
    open_text(ravine);
    describe(20);
    assert_memory_equal(text, "Two of three\nOne is too fast.\n", 30);
    expect_in("Contour", "step 20");
    describe(21);
    expect_in("Contour", "step 21");
}

static void every_runner_has_its_numbers_at_that_step(void **state)
{
    (void)state;
    struct lab_group group;
    open_text(ravine);
    for (int step = 0; step <= 60; step += 30) {
        describe(step);
        lab->type->group(lab, 0, step, &group);
        assert_true(*group.result);
        expect_in(group.name, group.result);
        expect_in(group.name, group.summary);
    }
}

static void who_is_not_drawn_has_no_numbers_and_who_diverged_is_said_to_have(void **state)
{
    (void)state;
    struct lab_group group;
    open_text(ravine);
    describe(60);
    lab->type->group(lab, 1, 60, &group);
    expect_in(group.name, "diverged");
    assert_null(strstr(strstr(line_of(group.name), "diverged") + 1, "diverged"));
    lab->type->group(lab, 2, 60, &group);
    expect_in(group.name, "not drawn");
    assert_null(strstr(line_of(group.name), "J ="));
}

static void without_a_caption_it_is_said_what_runs(void **state)
{
    (void)state;
    open_text("[scene]\nlab = descent\n[objective]\nkind = surface\nsurface = beale\n"
              "[runner.a]\nrule = gd\n[runner.b]\nrule = adam\n");
    describe(0);
    assert_non_null(line_of("Gradient descent and Adam on Beale"));
    assert_null(line_of("gradient descent and Adam on Beale")); // once
}

static void a_title_that_would_be_long_counts_and_no_caption_repeats_it(void **state)
{
    static const struct {
        const char *text, *title, *caption;
    } scenes[] = {
        {"[scene]\nlab = descent\n[runner.a]\nrule = gd\n", "Gradient descent on Ravine", ""},
        {"[scene]\nlab = descent\n[runner.a]\nrule = gd\nschedule = exponential\n",
         "Gradient descent on Ravine", "α exponential"},
        {"[scene]\nlab = descent\n[runner.a]\nrule = gd\n[runner.b]\nrule = momentum\n"
         "[runner.c]\nrule = adam\n[runner.d]\nrule = rmsprop\n[runner.e]\nrule = adagrad\n",
         "Five runners on Ravine",
         "gradient descent, momentum, Adam, RMSProp and AdaGrad on Ravine"},
        {"[scene]\nlab = training\n[run]\nepochs = 1\n[runner.a]\nrule = gd\n",
         "Gradient descent on digits", "Hidden units 32, relu, start random"},
        {"[scene]\nlab = averages\n[average.a]\nbeta = 0.9\n[average.b]\nbeta = 0.9\nkind = "
         "window\n"
         "[average.c]\nbeta = 0.5\n[series]\ncolumn = temp_max\n",
         "Three averages of seattle",
         "exponentially weighted average ×2 and moving window of seattle, temp_max"},
        {"[scene]\nlab = descent\ntitle = t.csv\n[runner.a]\nrule = gd\n", "t.csv",
         "gradient descent on Ravine"},
    };
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        char title[400], caption[400];
        open_text(scenes[i].text);
        lab_title(lab, title, sizeof title);
        lab_caption(lab, caption, sizeof caption);
        assert_string_equal(title, scenes[i].title);
        assert_string_equal(caption, scenes[i].caption);
        close_lab(state);
    }
}

static void what_is_still_computed_is_said(void **state)
{
    (void)state;
    open_text(ravine);
    describe(0);
    assert_null(line_of("More of it"));
}

int main(void)
{
#define ON_LAB(test) cmocka_unit_test_teardown(test, close_lab)
    const struct CMUnitTest tests[] = {
        ON_LAB(title_caption_and_place_come_first),
        ON_LAB(every_runner_has_its_numbers_at_that_step),
        ON_LAB(who_is_not_drawn_has_no_numbers_and_who_diverged_is_said_to_have),
        ON_LAB(without_a_caption_it_is_said_what_runs),
        ON_LAB(a_title_that_would_be_long_counts_and_no_caption_repeats_it),
        ON_LAB(what_is_still_computed_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
