// What the Training lab's picture of what has been learned shows, for each sort of data.
#include "labs/training/confusion.h"
#include "labs/training/state.h"
#include "test.h"

#include "labs/drawn.h"
#include "labs/opened.h"
#include "plot/contrast.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct recorder *draw(void)
{
    return draw_lab(&lab->head, 1280, 720,
                    (struct lab_view){.step = (double)lab_training.steps(&lab->head)});
}

// The counts of a confusion matrix that were drawn, summed.
static size_t sum_of_cells(const struct recorder *r)
{
    size_t sum = 0;
    for (size_t i = 0; i < r->texts; i++)
        if (r->text[i].style.horizontal == ALIGN_MIDDLE &&
            r->text[i].style.vertical == ALIGN_MIDDLE && r->text[i].text[0] >= '1' &&
            r->text[i].text[0] <= '9')
            sum += strtoul(r->text[i].text, NULL, 10);
    return sum;
}

static void of_images_answers_mistakes_and_weights_are_shown(void **state)
{
    (void)state;
    open_trained("[scene]\nlab = training\n[network]\nhidden = 8\n[run]\nepochs = 3\n"
                 "[view]\nshow = learned\n[runner.mini]\nrule = gd\nalpha = 0.3\nbatch = 64\n"
                 "[runner.adam]\nrule = adam\nalpha = 0.01\nbatch = 64\n");
    struct recorder *r = draw();
    assert_int_equal(count_texts(r, "Adam after step "), 1);
    assert_int_equal(count_texts(r, "of 360 test examples right"), 1);
    assert_int_equal(count_texts(r, "Most often wrong: "), 1);
    // An answer under each digit: the truth beside it in brackets where it is wrong.
    size_t answers = 0, wrong = 0;
    for (size_t i = 0; i < r->texts; i++) {
        const char *text = r->text[i].text;
        const bool is_answer = text[0] >= '0' && text[0] <= '9' && (!text[1] || text[1] == ' ') &&
                               r->text[i].style.horizontal == ALIGN_MIDDLE &&
                               r->text[i].style.vertical == ALIGN_START && r->text[i].at.x < 300;
        answers += is_answer;
        wrong += is_answer && r->text[i].style.bold;
        if (is_answer)
            assert_true(r->text[i].style.bold == (strchr(text, '(') != NULL));
    }
    assert_true(answers >= 30);
    assert_true(wrong < answers / 2);
    assert_true(r->rectangles > 20 * answers); // their pixels
    assert_int_equal(r->fields, 1);            // the weights
    assert_int_equal(sum_of_cells(r), 360);
    const size_t right = lab->learned.lesson.right;
    recorder_destroy(&r->head);
    // At the start nothing has been learned, and the selected runner is the one that is shown.
    r = draw_lab(&lab->head, 1280, 720,
                 (struct lab_view){.step = 0, .is_selected = true, .selected = 0});
    assert_int_equal(count_texts(r, "mini-batch after step 0: "), 1);
    assert_int_equal(sum_of_cells(r), 360);
    assert_true(lab->learned.lesson.right < right);
    recorder_destroy(&r->head);
    // It is read from snapshot to snapshot.
    const double next = lab_picture(&lab->head)->walk(&lab->head, 0, 0, 1);
    assert_true(next > 0);
    r = draw_lab(
        &lab->head, 1280, 720,
        (struct lab_view){
            .step = 192, .is_selected = true, .selected = 0, .is_reading = true, .reading = next});
    assert_int_equal(lab->learned.shot, 1);
    recorder_destroy(&r->head);
}

// Presses on every place of the stage until one looks at a weight; what is looked at then, 0: none.
static size_t press_until_weight(float from_x)
{
    struct lab_layout layout = lab_layout(1280, 720, DRAWN_FOOT);
    lab_arrange(&lab->head, &layout, 116);
    for (float y = layout.stage.y; y < layout.stage.y + layout.stage.height; y += 7)
        for (float x = from_x; x < layout.stage.x + layout.stage.width; x += 7) {
            const struct lab_pointer press = {.kind = LAB_PRESS, .at = {x, y}};
            const enum lab_effect effect = lab_point(&lab->head, &scene, &layout, &press);
            const char *weight = scene_text(&scene, "view", "weight");
            if (effect == LAB_CHANGED && weight) {
                assert_string_equal(scene_text(&scene, "view", "hood"), "yes");
                return strtoul(weight, NULL, 10);
            }
        }
    return 0;
}

static void a_press_on_a_weights_pixel_looks_at_it_under_the_hood(void **state)
{
    (void)state;
    open_trained("[scene]\nlab = training\n[network]\nhidden = 8\n[run]\nepochs = 3\n"
                 "[view]\nshow = learned\n[runner.mini]\nrule = gd\nalpha = 0.3\nbatch = 64\n");
    struct recorder *r = draw();
    recorder_destroy(&r->head);
    // The first pixel is that of input 1 to unit 1, and the weights are counted from there.
    assert_int_equal(press_until_weight(0), 1);
}

static void a_press_on_an_inputs_bar_looks_at_its_largest_weight(void **state)
{
    (void)state;
    open_trained("[scene]\nlab = training\n[data]\ndata = diamonds\ntest_fraction = 0.9\n"
                 "[network]\nhidden = 8\n[run]\nepochs = 2\n[view]\nshow = learned\n"
                 "[runner.mini]\nrule = gd\nalpha = 0.03\nbatch = 64\n");
    struct recorder *r = draw();
    recorder_destroy(&r->head);
    const struct lesson_input *first = &lab->learned.lesson.input[0];
    assert_int_equal(press_until_weight(600), first->input * 8 + first->unit + 1);
}

static void of_numbers_the_predicted_is_shown_against_the_true(void **state)
{
    (void)state;
    open_trained("[scene]\nlab = training\n[data]\ndata = diamonds\n[network]\nhidden = 8\n"
                 "[run]\nepochs = 1\n[view]\nshow = learned\n"
                 "[runner.mini]\nrule = gd\nalpha = 0.1\nbatch = 512\n");
    struct recorder *r = draw();
    assert_int_equal(count_texts(r, "mean error "), 1);
    assert_int_equal(count_texts(r, " on 10788 test examples"), 1);
    assert_true(find_text(r, "ŷ") < r->texts);
    // As many as this are counted where they lie.
    const struct color color =
        look_style(&theme_light, group_of(&lab->head, "runner.mini").look).color;
    size_t places = 0;
    for (size_t i = 0; i < r->rectangles; i++)
        places += is_color(r->rectangle[i].color, color_alpha(color, r->rectangle[i].color.a)) &&
                  r->rectangle[i].rect.width <= 6;
    assert_true(places > 100);
    assert_true(find_text(r, "carat") < r->texts && find_text(r, "clarity") < r->texts);
    assert_texts_apart(r, "numbers");
    assert_within_canvas(r, "numbers");
    recorder_destroy(&r->head);
}

static void write_classes(char path[])
{
    const int file = mkstemp(path);
    assert_true(file >= 0);
    FILE *out = fdopen(file, "w");
    assert_non_null(out);
    fputs("a,b,kind\n", out);
    for (int i = 0; i < 60; i++)
        fprintf(out, "%d,%d,%s\n", i * 11 % 60, i * 7 % 13, i % 2 ? "cat" : "dog");
    fclose(out);
}

static void open_classes(const char *more)
{
    char path[] = "/tmp/ravine-classes-XXXXXX", text[400];
    write_classes(path);
    snprintf(text, sizeof text,
             "[scene]\nlab = training\n[data]\ndata = %s\nlabel = kind\n[network]\nhidden = 4\n"
             "[run]\nepochs = 2\n[view]\nshow = learned\n"
             "[runner.mini]\nbatch = 8\n%s",
             path, more);
    open_trained(text);
    unlink(path);
}

static void of_classes_who_is_taken_for_whom_is_shown(void **state)
{
    (void)state;
    open_classes("rule = gd\nalpha = 0.1\n");
    struct recorder *r = draw();
    assert_int_equal(sum_of_cells(r), 12); // a fifth of the rows
    assert_true(find_text(r, "cat") < r->texts && find_text(r, "dog") < r->texts);
    assert_true(find_text(r, "a") < r->texts && find_text(r, "b") < r->texts);
    assert_texts_apart(r, "classes");
    assert_within_canvas(r, "classes");
    // What a cell or a bar says under the pointer.
    const size_t cat = find_text(r, "answered"), bar = find_text(r, "b");
    const struct point below = {r->text[cat].at.x - 20, r->text[cat].at.y + 70};
    const struct point beside = r->text[bar].at;
    recorder_destroy(&r->head);
    r = draw_lab(&lab->head, 1280, 720,
                 (struct lab_view){.step = 128, .has_pointer = true, .pointer = below});
    assert_true(count_texts(r, "answered right") + count_texts(r, " taken for ") > 0);
    recorder_destroy(&r->head);
    r = draw_lab(&lab->head, 1280, 720,
                 (struct lab_view){.step = 128, .has_pointer = true, .pointer = beside});
    assert_int_equal(count_texts(r, "mean |w| = "), 1);
    recorder_destroy(&r->head);
}

static void what_has_diverged_is_said_to_have(void **state)
{
    (void)state;
    open_classes("alpha = 10000\nrule = momentum\nform = classic\nbeta1 = 0.99\n");
    assert_true(atomic_load(&trainer_course(lab->training, 0)->diverged));
    struct recorder *r = draw();
    assert_int_equal(count_texts(r, ", which diverged, after step "), 1);
    assert_int_equal(sum_of_cells(r), 12);
    recorder_destroy(&r->head);
}

// The theme's ink stands on every shade of a cell.
static void counts_are_legible_on_their_cells(void **state)
{
    (void)state;
    for (int dark = 0; dark < 2; dark++)
        for (int right = 0; right < 2; right++)
            for (double share = 0; share <= 1; share += 0.05) {
                const struct theme *theme = dark ? &theme_dark : &theme_light;
                const double seen = contrast(theme->ink, confusion_shade(theme, share, right));
                if (seen < 4.5)
                    fail_msg("%s, share %g: %.2f", theme->name, share, seen);
            }
}

#define LEARNED_TEST(name) cmocka_unit_test_teardown(name, close_lab)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LEARNED_TEST(of_images_answers_mistakes_and_weights_are_shown),
        LEARNED_TEST(a_press_on_a_weights_pixel_looks_at_it_under_the_hood),
        LEARNED_TEST(a_press_on_an_inputs_bar_looks_at_its_largest_weight),
        LEARNED_TEST(of_numbers_the_predicted_is_shown_against_the_true),
        LEARNED_TEST(of_classes_who_is_taken_for_whom_is_shown),
        LEARNED_TEST(what_has_diverged_is_said_to_have),
        cmocka_unit_test(counts_are_legible_on_their_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
