#include "labs/racing/descent.h"
#include "labs/registry.h"

#include "base/text.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char noiseless[] = "[scene]\nlab = descent\n"
                                "[objective]\nkind = surface\nsurface = ravine\ncondition = 25\n"
                                "start = -9, 1.6\n"
                                "[run]\nsteps = 40\n"
                                "[runner.plain]\nrule = gd\nalpha = 0.05\n"
                                "[runner.wild]\nrule = gd\nalpha = 0.5\n";

static void read_text(struct scene *scene, const char *text)
{
    struct error error = {0};
    if (!scene_parse(scene, text, strlen(text), "test.ini", &error) || !lab_for(scene, &error))
        fail_msg("%s", error.text);
}

static struct lab *open_lab(struct scene *scene, const char *text)
{
    struct error error = {0};
    read_text(scene, text);
    struct lab *lab = lab_create(&lab_descent, scene, 1, &error);
    if (!lab)
        fail_msg("%s", error.text);
    return lab;
}

// The table as one string; the caller frees.
static char *table_of(struct lab *lab)
{
    FILE *out = tmpfile();
    assert_non_null(out);
    assert_true(lab->type->table(lab, out, NULL));
    const size_t length = (size_t)ftell(out);
    char *text = calloc(length + 1, 1);
    assert_non_null(text);
    rewind(out);
    assert_int_equal(fread(text, 1, length, out), length);
    fclose(out);
    return text;
}

static void put(struct scene *scene, const char *section, const char *key, const char *value)
{
    assert_true(scene_put(scene, section, key, value, NULL));
}

static void the_table_has_a_row_for_every_step_from_the_start_on(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    char *table = table_of(lab);
    assert_int_equal(strncmp(table, "runner,step,epoch,alpha,cost,theta_0,theta_1\n", 45), 0);
    assert_non_null(strstr(table, "\nplain,0,0,,72.5,-9,1.6"));
    // One step by hand: θ − α∇J = (−9 + 0.05·9, 1.6 − 0.05·25·1.6).
    const char *row = strstr(table, "\nplain,1,1,0.050000000000000003,");
    assert_non_null(row);
    double cost, x, y;
    assert_int_equal(sscanf(row, "\nplain,1,1,0.050000000000000003,%lf,%lf,%lf", &cost, &x, &y), 3);
    assert_true(fabs(x - -8.55) < 1e-14 && fabs(y - -0.4) < 1e-14);
    assert_true(fabs(cost - 0.5 * (x * x + 25 * y * y)) < 1e-12);
    assert_non_null(strstr(table, "\nplain,40,"));
    assert_null(strstr(table, "nan"));
    assert_null(strstr(table, "inf"));
    free(table);
    lab_destroy(lab);
    scene_clear(&scene);
}

static void a_failed_change_leaves_the_old_race(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct error error = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    char *before = table_of(lab);
    put(&scene, "objective", "kind", "regression");
    put(&scene, "objective", "data", "no-such-file.csv");
    assert_false(lab_descent.open(lab, &scene, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "no-such-file.csv"));
    char *after = table_of(lab);
    assert_string_equal(before, after);
    free(before);
    free(after);
    lab_destroy(lab);
    scene_clear(&scene);
}

static void moving_a_slider_moves_the_path(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    char *before = table_of(lab);
    put(&scene, "runner.plain", "alpha", "0.06");
    assert_true(lab_descent.open(lab, &scene, NULL));
    char *after = table_of(lab);
    assert_string_not_equal(before, after);
    free(after);
    put(&scene, "runner.plain", "alpha", "0.05");
    assert_true(lab_descent.open(lab, &scene, NULL));
    after = table_of(lab);
    assert_string_equal(before, after);
    free(before);
    free(after);
    lab_destroy(lab);
    scene_clear(&scene);
}

static void a_diverged_runner_is_named_so(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    put(&scene, "run", "steps", "2000");
    assert_true(lab_descent.open(lab, &scene, NULL));
    assert_true(lab_wait(lab, 2000, -1));
    struct lab_group group;
    lab_descent.group(lab, 1, 2000, &group);
    assert_true(group.diverged);
    assert_string_equal(group.result, "diverged");
    lab_descent.group(lab, 0, 2000, &group);
    assert_false(group.diverged);
    lab_destroy(lab);
    scene_clear(&scene);
}

static void every_slider_belongs_to_a_group_and_its_key_is_allowed_there(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    assert_true(lab_sliders(lab) >= 8);
    for (size_t i = 0; i < lab_sliders(lab); i++) {
        struct lab_slider slider;
        struct lab_group group;
        lab_slider(lab, i, &slider);
        assert_true(param_has_slider(slider.param));
        assert_true(slider.group < lab_descent.groups(lab));
        lab_descent.group(lab, slider.group, 0, &group);
        // Putting the slider's own value into the scene is always a valid scene.
        char text[32];
        param_format(slider.param, scene_number(&scene, group.section, slider.param), text,
                     sizeof text);
        put(&scene, group.section, slider.param->key, text);
    }
    struct error error = {0};
    if (!scene_check(&scene, lab_descent.sections, &error))
        fail_msg("%s", error.text);
    lab_destroy(lab);
    scene_clear(&scene);
}

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

static void a_new_seed_is_another_race_with_the_same_start(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    put(&scene, "objective", "noise", "3");
    put(&scene, "runner.plain", "batch", "1");
    assert_true(lab_descent.open(lab, &scene, NULL));
    char *before = table_of(lab);
    assert_int_equal(lab_command(&lab_descent, "new-seed")->act(lab, &scene, NULL), LAB_CHANGED);
    assert_true(lab_descent.open(lab, &scene, NULL));
    char *after = table_of(lab);
    assert_string_not_equal(before, after);
    assert_non_null(strstr(after, "plain,0,0,,72.5,-9,1.6"));
    free(before);
    free(after);
    lab_destroy(lab);
    scene_clear(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_has_a_row_for_every_step_from_the_start_on),
        cmocka_unit_test(a_failed_change_leaves_the_old_race),
        cmocka_unit_test(moving_a_slider_moves_the_path),
        cmocka_unit_test(a_diverged_runner_is_named_so),
        cmocka_unit_test(every_slider_belongs_to_a_group_and_its_key_is_allowed_there),
        cmocka_unit_test(the_wheel_zooms_at_the_pointer_and_fit_undoes_it),
        cmocka_unit_test(zooming_for_ever_stops_while_numbers_can_be_told_apart),
        cmocka_unit_test(dragging_pans_but_dragging_the_start_moves_it),
        cmocka_unit_test(a_view_turned_around_is_refused),
        cmocka_unit_test(a_new_seed_is_another_race_with_the_same_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
