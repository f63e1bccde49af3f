#include "labs/registry.h"
#include "labs/training/pictures.h"
#include "labs/training/training.h"

#include "test.h"

#include "labs/drawn.h"

#include <string.h>

static struct scene scene;
static struct lab *lab;

static int open_strip(void **state)
{
    struct error error = {0};
    (void)state;
    if (!scene_read(&scene, "strip", &error) || !lab_for(&scene, &error))
        fail_msg("%s", error.text);
    lab = lab_create(&lab_training, &scene, 1, &error);
    if (!lab)
        fail_msg("%s", error.text);
    return 0;
}

static int close_strip(void **state)
{
    (void)state;
    lab_destroy(lab);
    scene_clear(&scene);
    return 0;
}

static void strips_are_at_true_proportion(void **state)
{
    (void)state;
    struct recorder *r = draw_lab(lab, 1280, 720, (struct lab_view){0});
    assert_int_equal(count_texts(r, "all 5000000: X{1} is 1/5000"), 1);
    assert_int_equal(count_texts(r, "× 500: the first 10000, 10 batches"), 1);
    assert_int_equal(count_texts(r, "× 250000: the first 20, 0.02 of X{1}"), 1);
    assert_int_equal(count_texts(r, "X{1} … X{5000}: (n_x, 1000)"), 1);
    assert_true(find_text(r, "X{10}") < r->texts);
    assert_true(find_text(r, "X{11}") == r->texts);
    // Ten batches of the second strip are as wide as each other.
    const float pitch = r->text[find_text(r, "X{2}")].at.x - r->text[find_text(r, "X{3}")].at.x;
    const float next = r->text[find_text(r, "X{9}")].at.x - r->text[find_text(r, "X{10}")].at.x;
    assert_true(fabsf(pitch - next) < 0.01f && pitch < -40);
    recorder_destroy(&r->head);
}

static void three_strips_stand_in_little_room_with_few_words_beside_them(void **state)
{
    (void)state;
    struct recorder *r = recorder_create();
    r->head.width = 512;
    r->head.height = 288;
    const struct lab_layout layout = lab_layout_small(512, 288, 26, 90, 0, LAB_STAGE);
    const struct lab_view view = {.theme = &theme_light};
    lab_draw(lab, &r->head, &layout, &view);
    assert_int_equal(count_texts(r, "all 5000000"), 1);
    assert_int_equal(count_texts(r, "× 500: 10 batches"), 1);
    assert_int_equal(count_texts(r, "× 250000: 0.02 of X{1}"), 1);
    assert_texts_apart(r, "little room");
    recorder_destroy(&r->head);
}

static void the_wheel_magnifies_and_stops_at_the_ends(void **state)
{
    (void)state;
    const struct lab_layout layout = lab_layout(1280, 720, DRAWN_FOOT);
    struct lab_pointer wheel = {.kind = LAB_WHEEL, .wheel = 1};
    wheel.at = (struct point){layout.stage.x + 50, layout.stage.y + 50};
    assert_int_equal(lab_point(lab, &scene, &layout, &wheel), LAB_CHANGED);
    assert_string_equal(scene_text(&scene, "strip", "zoom"), "625");
    wheel.wheel = 1000;
    assert_int_equal(lab_point(lab, &scene, &layout, &wheel), LAB_CHANGED);
    assert_string_equal(scene_text(&scene, "strip", "zoom"), "1e+04");
    assert_true(lab_training.open(lab, &scene, NULL));
    assert_int_equal(lab_point(lab, &scene, &layout, &wheel), LAB_NOTHING);
}

static void texts_stand_apart_in_every_room_and_with_every_number(void **state)
{
    (void)state;
    static const float sizes[][2] = {{1280, 720}, {800, 500}, {512, 288}};
    static const char *const numbers[][3] = {
        {"1", "1", "1"}, {"7", "3", "10000"}, {"5000000", "1", "40"}};
    for (size_t i = 0; i < 3; i++) {
        assert_true(scene_put(&scene, "strip", "examples", numbers[i][0], NULL) &&
                    scene_put(&scene, "strip", "batch", numbers[i][1], NULL) &&
                    scene_put(&scene, "strip", "zoom", numbers[i][2], NULL));
        assert_true(lab_training.open(lab, &scene, NULL));
        for (size_t k = 0; k < 3; k++) {
            struct recorder *r = draw_lab(lab, sizes[k][0], sizes[k][1], (struct lab_view){0});
            assert_texts_apart(r, numbers[i][0]);
            recorder_destroy(&r->head);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(strips_are_at_true_proportion, open_strip, close_strip),
        cmocka_unit_test_setup_teardown(
            three_strips_stand_in_little_room_with_few_words_beside_them, open_strip, close_strip),
        cmocka_unit_test_setup_teardown(the_wheel_magnifies_and_stops_at_the_ends, open_strip,
                                        close_strip),
        cmocka_unit_test_setup_teardown(texts_stand_apart_in_every_room_and_with_every_number,
                                        open_strip, close_strip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
