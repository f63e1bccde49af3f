// What the Training lab's picture of what has been learned shows, for each sort of data.
#include "labs/registry.h"
#include "labs/training/state.h"
#include "labs/training/training.h"
#include "test.h"

#include "labs/drawn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct scene scene;
static struct training_lab *lab;

static int close_lab(void **state)
{
    (void)state;
    if (lab)
        lab_destroy(&lab->head);
    lab = NULL;
    scene_clear(&scene);
    return 0;
}

// Opens a scene and trains.
static void open_text(const char *text)
{
    struct error error = {0};
    if (!scene_parse(&scene, text, strlen(text), "test.ini", &error) || !lab_for(&scene, &error) ||
        !(lab = (struct training_lab *)lab_create(&lab_training, &scene, 2, &error)))
        fail_msg("%s", error.text);
    assert_true(lab_wait(&lab->head, 0, -1));
}

static struct recorder *draw(void)
{
    return draw_lab(&lab->head, 1280, 720,
                    (struct lab_view){.step = (double)lab_training.steps(&lab->head)});
}

static void of_images_the_answers_and_the_weights_are_shown(void **state)
{
    (void)state;
    open_text("[scene]\nlab = training\n[network]\nhidden = 8\n[run]\nepochs = 3\n"
              "[view]\nshow = learned\n[runner.mini]\nrule = gd\nalpha = 0.3\nbatch = 64\n"
              "[runner.adam]\nrule = adam\nalpha = 0.01\nbatch = 64\n");
    struct recorder *r = draw();
    assert_int_equal(count_texts(r, "Adam: answers to test digits"), 1);
    // An answer under each digit: the truth beside it in brackets where it is wrong.
    size_t answers = 0, wrong = 0;
    const float second = lab_layout(1280, 720, DRAWN_FOOT).second.x;
    for (size_t i = 0; i < r->texts; i++) {
        const char *text = r->text[i].text;
        const bool is_answer = r->text[i].at.x < second && text[0] >= '0' && text[0] <= '9' &&
                               (!text[1] || text[1] == ' ') &&
                               r->text[i].style.horizontal == ALIGN_MIDDLE &&
                               r->text[i].style.vertical == ALIGN_START;
        answers += is_answer;
        wrong += is_answer && r->text[i].style.bold;
        if (is_answer)
            assert_true(r->text[i].style.bold == (strchr(text, '(') != NULL));
    }
    assert_int_equal(answers, SHOWN_DIGITS);
    assert_true(wrong < answers / 2);
    assert_true(r->rectangles > 20 * SHOWN_DIGITS); // their pixels
    assert_int_equal(r->fields, 1);                 // the weights
    recorder_destroy(&r->head);
    // At the start nothing has been learned, and the selected runner is the one that is shown.
    r = draw_lab(&lab->head, 1280, 720,
                 (struct lab_view){.step = 0, .is_selected = true, .selected = 0});
    assert_int_equal(count_texts(r, "mini-batch: answers to test digits"), 1);
    size_t wrong_before = 0;
    for (size_t i = 0; i < r->texts; i++)
        wrong_before += r->text[i].style.bold && strchr(r->text[i].text, '(') &&
                        r->text[i].style.size == TYPE_SMALL;
    assert_true(wrong_before > wrong);
    recorder_destroy(&r->head);
}

static void of_numbers_the_predicted_is_shown_against_the_true(void **state)
{
    (void)state;
    open_text("[scene]\nlab = training\n[data]\ndata = diamonds\n[network]\nhidden = 8\n"
              "[run]\nepochs = 1\n[view]\nshow = learned\n"
              "[runner.mini]\nrule = gd\nalpha = 0.1\nbatch = 512\n");
    struct recorder *r = draw();
    assert_int_equal(count_texts(r, "predicted against true"), 1);
    assert_true(find_text(r, "ŷ") < r->texts);
    size_t dots = 0;
    const struct color color =
        look_style(&theme_light, group_of(&lab->head, "runner.mini").look).color;
    for (size_t m = 0; m < r->markers; m++)
        dots += r->marker_style[m].size == 4 &&
                is_color(r->marker_style[m].fill, color_alpha(color, 0.5f));
    assert_int_equal(dots, lab->learned.count);
    assert_true(dots >= 1000);
    assert_texts_apart(r, "numbers");
    assert_within_canvas(r, "numbers");
    recorder_destroy(&r->head);
}

static void of_classes_without_images_it_says_that_there_is_nothing_to_see(void **state)
{
    (void)state;
    char path[] = "/tmp/ravine-classes-XXXXXX", text[400];
    const int file = mkstemp(path);
    assert_true(file >= 0);
    FILE *out = fdopen(file, "w");
    assert_non_null(out);
    fputs("a,b,kind\n", out);
    for (int i = 0; i < 60; i++)
        fprintf(out, "%d,%d,%s\n", i, i * 7 % 13, i % 2 ? "cat" : "dog");
    fclose(out);
    snprintf(text, sizeof text,
             "[scene]\nlab = training\n[data]\ndata = %s\nlabel = kind\n[network]\nhidden = 4\n"
             "[run]\nepochs = 2\n[view]\nshow = learned\n"
             "[runner.mini]\nrule = gd\nalpha = 0.1\nbatch = 8\n",
             path);
    open_text(text);
    unlink(path);
    struct recorder *r = draw();
    assert_int_equal(count_texts(r, "the inputs are no images"), 1);
    assert_int_equal(r->fields, 0);
    // What asks for another picture is not the lab's to know.
    assert_int_equal(count_texts(r, "(V)"), 0);
    assert_within_canvas(r, "classes");
    recorder_destroy(&r->head);
}

#define LEARNED_TEST(name) cmocka_unit_test_teardown(name, close_lab)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LEARNED_TEST(of_images_the_answers_and_the_weights_are_shown),
        LEARNED_TEST(of_numbers_the_predicted_is_shown_against_the_true),
        LEARNED_TEST(of_classes_without_images_it_says_that_there_is_nothing_to_see),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
