// Hands on the stage of the Descent lab: zooming, panning, the start.
#include "labs/racing/descent.h"

#include "test.h"

#include "labs/descending.h"
#include "labs/drawn.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static enum lab_effect point_at(struct lab *lab, struct scene *scene, enum lab_pointer_kind kind,
                                float x, float y, float wheel)
{
    const struct lab_layout layout = lab_layout(1280, 720, 44);
    const struct lab_pointer pointer = {kind, {x, y}, wheel};
    return lab_point(lab, scene, &layout, &pointer);
}

static double pair_part(const struct scene *scene, const char *section, const char *key, int part)
{
    const char *text = scene_text(scene, section, key);
    assert_non_null(text);
    double value[2];
    assert_int_equal(sscanf(text, "%lf,%lf", &value[0], &value[1]), 2);
    return value[part];
}

static void the_wheel_zooms_at_the_pointer_and_fit_undoes_it(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    assert_int_equal(point_at(lab, &scene, LAB_WHEEL, 400, 350, 3), LAB_CHANGED);
    const double low = pair_part(&scene, "view", "x", 0), high = pair_part(&scene, "view", "x", 1);
    assert_true(low < high && high - low < 12.5 / 1.5);
    assert_true(lab_descent.open(lab, &scene, NULL));
    assert_int_equal(lab_command(&lab_descent, "fit")->act(lab, &scene, NULL), LAB_CHANGED);
    assert_null(scene_text(&scene, "view", "x"));
    assert_null(scene_text(&scene, "view", "y"));
    lab_destroy(lab);
    scene_clear(&scene);
}

static void zooming_for_ever_stops_while_numbers_can_be_told_apart(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    for (int direction = -1; direction <= 1; direction += 2) {
        enum lab_effect effect = LAB_CHANGED;
        int turns = 0;
        while (effect == LAB_CHANGED && turns++ < 2000) {
            effect = point_at(lab, &scene, LAB_WHEEL, 400, 350, (float)direction);
            struct error error = {0};
            if (!scene_check(&scene, lab_descent.sections, &error) ||
                !lab_descent.open(lab, &scene, &error))
                fail_msg("%s", error.text);
        }
        assert_true(turns < 2000);
        lab_command(&lab_descent, "fit")->act(lab, &scene, NULL);
        assert_true(lab_descent.open(lab, &scene, NULL));
    }
    lab_destroy(lab);
    scene_clear(&scene);
}

static void dragging_pans_but_dragging_the_start_moves_it(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    // A press in the empty lower right pans.
    assert_int_equal(point_at(lab, &scene, LAB_PRESS, 700, 550, 0), LAB_REDRAW);
    assert_int_equal(point_at(lab, &scene, LAB_DRAG, 650, 550, 0), LAB_CHANGED);
    assert_non_null(scene_text(&scene, "view", "x"));
    point_at(lab, &scene, LAB_RELEASE, 650, 550, 0);
    lab_command(&lab_descent, "fit")->act(lab, &scene, NULL);
    assert_true(lab_descent.open(lab, &scene, NULL));
    // The start is searched for with small presses: it must be somewhere on the stage.
    bool moved = false;
    for (float y = 90; y < 640 && !moved; y += 8) {
        for (float x = 60; x < 400 && !moved; x += 8) {
            point_at(lab, &scene, LAB_PRESS, x, y, 0);
            const char *before = scene_text(&scene, "view", "x");
            if (point_at(lab, &scene, LAB_DRAG, 500, 300, 0) == LAB_CHANGED && !before &&
                !scene_text(&scene, "view", "x"))
                moved = true;
            else
                lab_command(&lab_descent, "fit")->act(lab, &scene, NULL);
            point_at(lab, &scene, LAB_RELEASE, x, y, 0);
        }
    }
    assert_true(moved);
    assert_true(pair_part(&scene, "objective", "start", 0) > -6);
    lab_destroy(lab);
    scene_clear(&scene);
}

static enum lab_effect take(struct lab *lab, struct scene *scene, struct lab_pointer pointer)
{
    const struct lab_layout layout = lab_layout(1280, 720, 44);
    const enum lab_effect effect = lab_point(lab, scene, &layout, &pointer);
    if (effect == LAB_CHANGED)
        assert_true(lab_descent.open(lab, scene, NULL));
    return effect;
}

static void a_box_is_what_the_stage_shows_then(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    const struct lab_layout layout = lab_layout(1280, 720, 44);
    struct plot before, after;
    lab_picture(lab)->plot(lab, &layout, &before);
    const struct lab_pointer box = {.kind = LAB_BOX, .at = {300, 200}, .to = {500, 400}};
    assert_int_equal(take(lab, &scene, box), LAB_CHANGED);
    lab_picture(lab)->plot(lab, &layout, &after);
    const double slack = 1e-3 * (before.x.high - before.x.low);
    assert_true(fabs(after.x.low - plot_x_value(&before, 300)) < slack);
    assert_true(fabs(after.x.high - plot_x_value(&before, 500)) < slack);
    assert_true(fabs(after.y.low - plot_y_value(&before, 400)) < slack);
    assert_true(fabs(after.y.high - plot_y_value(&before, 200)) < slack);
    lab_destroy(lab);
    scene_clear(&scene);
}

static void zooming_one_axis_leaves_the_other_alone(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    const struct lab_pointer box = {
        .kind = LAB_BOX, .at = {300, 200}, .to = {500, 400}, .axes = LAB_Y_AXIS};
    assert_int_equal(take(lab, &scene, box), LAB_CHANGED);
    assert_null(scene_text(&scene, "view", "x"));
    assert_non_null(scene_text(&scene, "view", "y"));
    const double low = pair_part(&scene, "view", "y", 0);
    const struct lab_pointer wheel = {
        .kind = LAB_WHEEL, .at = {400, 350}, .wheel = 2, .axes = LAB_X_AXIS};
    assert_int_equal(take(lab, &scene, wheel), LAB_CHANGED);
    assert_non_null(scene_text(&scene, "view", "x"));
    assert_true(pair_part(&scene, "view", "y", 0) == low);
    lab_destroy(lab);
    scene_clear(&scene);
}

static void the_start_moves_by_shares_of_what_is_shown(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    put(&scene, "view", "x", "-10, 10");
    put(&scene, "view", "y", "-2, 2");
    assert_true(lab_descent.open(lab, &scene, NULL));
    assert_int_equal(
        take(lab, &scene, (struct lab_pointer){.kind = LAB_START, .by = {0.02f, -0.02f}}),
        LAB_CHANGED);
    assert_string_equal(scene_text(&scene, "objective", "start"), "-8.6, 1.52");
    assert_int_equal(
        take(lab, &scene, (struct lab_pointer){.kind = LAB_START, .by = {-0.02f, 0.02f}}),
        LAB_CHANGED);
    assert_string_equal(scene_text(&scene, "objective", "start"), "-9, 1.6");
    lab_destroy(lab);
    scene_clear(&scene);
}

static void fit_says_when_everything_is_shown(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    const struct lab_command *fit = lab_command(&lab_descent, "fit");
    assert_non_null(fit->unavailable(lab, NULL));
    assert_int_equal(take(lab, &scene, (struct lab_pointer){.kind = LAB_PAN, .by = {0.1f, 0}}),
                     LAB_CHANGED);
    assert_null(fit->unavailable(lab, NULL));
    lab_destroy(lab);
    scene_clear(&scene);
}

// All runners begin at the same place: the numbers are those of the one that is read.
static void what_is_read_is_the_selected_runners(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    put(&scene, "runner.other", "rule", "gd");
    put(&scene, "runner.other", "alpha", "0.01");
    put(&scene, "runner.other", "name", "the other");
    assert_true(lab_descent.open(lab, &scene, NULL));
    lab_wait(lab, 20, -1);
    struct recorder *canvas = draw_lab(
        lab, 1280, 720,
        (struct lab_view){
            .step = 20, .is_selected = true, .selected = 2, .is_reading = true, .reading = 0});
    assert_true(find_text(canvas, "the other, step 0") < canvas->texts);
    canvas_destroy(&canvas->head);
    lab_destroy(lab);
    scene_clear(&scene);
}

static void a_view_turned_around_is_refused(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct error error = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    put(&scene, "view", "x", "3, -3");
    assert_false(lab_descent.open(lab, &scene, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    lab_destroy(lab);
    scene_clear(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_wheel_zooms_at_the_pointer_and_fit_undoes_it),
        cmocka_unit_test(zooming_for_ever_stops_while_numbers_can_be_told_apart),
        cmocka_unit_test(dragging_pans_but_dragging_the_start_moves_it),
        cmocka_unit_test(a_box_is_what_the_stage_shows_then),
        cmocka_unit_test(zooming_one_axis_leaves_the_other_alone),
        cmocka_unit_test(the_start_moves_by_shares_of_what_is_shown),
        cmocka_unit_test(fit_says_when_everything_is_shown),
        cmocka_unit_test(what_is_read_is_the_selected_runners),
        cmocka_unit_test(a_view_turned_around_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
