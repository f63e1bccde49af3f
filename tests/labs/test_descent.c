#include "labs/racing/descent.h"
#include "labs/registry.h"

#include "base/text.h"
#include "labs/racing/costs.h"
#include "test.h"

#include "labs/descending.h"
#include "labs/drawn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

// It grows by a tenth a step and stays among the finite numbers: the legend says what the stage
// says.
static void a_runner_that_leaves_with_finite_numbers_has_diverged_in_the_legend(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    put(&scene, "runner.wild", "alpha", "0.084");
    put(&scene, "run", "steps", "200");
    assert_true(lab_descent.open(lab, &scene, NULL));
    assert_true(lab_wait(lab, 200, -1));
    struct lab_group group;
    lab_descent.group(lab, 1, 200, &group);
    assert_true(group.diverged);
    assert_string_equal(group.result, "diverged");
    lab_descent.group(lab, 1, 2, &group);
    assert_false(group.diverged);
    lab_destroy(lab);
    scene_clear(&scene);
}

// From which step on the second runner has diverged; 0 where it never has.
static double divergence(const struct lab *lab)
{
    struct lab_group group;
    for (double step = 1; step <= 200; step++) {
        lab_descent.group(lab, 1, step, &group);
        if (group.diverged)
            return step;
    }
    return 0;
}

static void where_a_path_leaves_goes_by_what_is_shown_and_run_now(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    put(&scene, "run", "steps", "200");
    static const struct {
        const char *section, *key, *value;
    } changes[] = {
        {"runner.wild", "alpha", "0.084"}, {"view", "y", "-200, 200"},
        {"view", "y", "-1e9, 1e9"},        {"view", "y", NULL},
        {"runner.wild", "alpha", "0.09"},  {"runner.wild", "alpha", "0.01"},
        {"runner.wild", "alpha", "0.084"},
    };
    double last = -1;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        put(&scene, changes[i].section, changes[i].key, changes[i].value);
        assert_true(lab_descent.open(lab, &scene, NULL));
        struct lab *fresh = lab_create(&lab_descent, &scene, 1, NULL);
        assert_true(fresh && lab_wait(lab, 200, -1) && lab_wait(fresh, 200, -1));
        const double at = divergence(lab);
        assert_true(at == divergence(fresh) && at != last);
        last = at;
        lab_destroy(fresh);
    }
    lab_destroy(lab);
    scene_clear(&scene);
}

static void a_race_that_was_stopped_says_so_and_is_run_anew_by_the_next_change(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    struct racing *racing = (struct racing *)lab;
    put(&scene, "objective", "surface", "rastrigin");
    put(&scene, "objective", "condition", NULL);
    put(&scene, "objective", "start", "3, 3");
    put(&scene, "runner.wild", "alpha", "0.001");
    put(&scene, "run", "steps", "100000");
    // Sooner than 200,000 steps are made, at one of the attempts.
    for (int seed = 1; seed < 50 && !race_was_cancelled(racing->race); seed++) {
        char number[16];
        snprintf(number, sizeof number, "%d", seed);
        put(&scene, "run", "seed", number);
        assert_true(lab_descent.open(lab, &scene, NULL));
        lab_cancel(lab);
    }
    assert_true(race_was_cancelled(racing->race));
    struct recorder *r = draw_lab(lab, 1280, 720, (struct lab_view){0});
    assert_int_equal(count_texts(r, "stopped at step "), 1);
    recorder_destroy(&r->head);
    put(&scene, "view", "log_cost", "no");
    assert_true(lab_descent.open(lab, &scene, NULL));
    assert_true(lab_wait(lab, 100000, -1));
    r = draw_lab(lab, 1280, 720, (struct lab_view){0});
    assert_int_equal(count_texts(r, "stopped"), 0);
    recorder_destroy(&r->head);
    // One that has ended by itself stays.
    const struct race *race = racing->race;
    lab_cancel(lab);
    put(&scene, "view", "log_cost", "yes");
    assert_true(lab_descent.open(lab, &scene, NULL));
    assert_ptr_equal(racing->race, race);
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
        assert_true(slider.group < lab_descent.groups(lab));
        lab_descent.group(lab, slider.group, 0, &group);
        // Putting the slider's own value into the scene is always a valid scene.
        char text[32];
        if (param_has_slider(slider.param))
            param_format(slider.param, scene_number(&scene, group.section, slider.param), text,
                         sizeof text);
        else
            snprintf(text, sizeof text, "%s", slider.param->fallback);
        put(&scene, group.section, slider.param->key, text);
    }
    struct error error = {0};
    if (!scene_check(&scene, lab_descent.sections, &error))
        fail_msg("%s", error.text);
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

// ---- what is drawn ------------------------------------------------------------------------------

static struct rect stage_area(void)
{
    const struct lab_layout layout = lab_layout(1280, 720, DRAWN_FOOT);
    return plot_area(&layout.stage, true, true);
}

static void a_runner_that_diverges_does_not_cover_the_stage(void **state)
{
    (void)state;
    // The last one grows by a tenth a step and never leaves the finite numbers.
    static const struct {
        const char *alpha, *steps;
    } cases[] = {{"0.5", "40"}, {"0.5", "2000"}, {"0.084", "120"}, {"0.084", "1000"}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct scene scene = {0};
        struct lab *lab = open_lab(&scene, noiseless);
        const struct racing *racing = (const struct racing *)lab;
        put(&scene, "runner.wild", "alpha", cases[c].alpha);
        put(&scene, "run", "steps", cases[c].steps);
        assert_true(lab_descent.open(lab, &scene, NULL));
        struct recorder *r = draw_at(lab, (double)lab_descent.steps(lab));
        // The last step that is on the stage, by hand: θ₂ swings, and θ₁ stays.
        const struct trail *trail = race_trail(racing->race, 1);
        size_t last = 0;
        while (trail->theta[2 * last + 1] >= racing->low[1] &&
               trail->theta[2 * last + 1] <= racing->high[1])
            last++;
        const struct rect area = stage_area();
        const struct color color =
            look_style(&theme_light, group_of(lab, "runner.wild").look).color;
        size_t vertices = 0;
        for (size_t l = 0; l < r->lines; l++) {
            const struct point *at = r->line[l].point;
            if (!is_color(r->line[l].stroke.color, color) || !rect_contains(&area, at[0]))
                continue;
            if (r->line[l].stroke.width > 2.9f) // the arrow
                continue;
            assert_true(r->line[l].clip.is_on && r->line[l].clip.rect.height <= area.height);
            vertices += r->line[l].count;
        }
        assert_true(vertices >= 2);
        if (vertices > last + 1)
            fail_msg("α = %s: %zu vertices, but %zu steps on the stage", cases[c].alpha, vertices,
                     last);
        assert_int_equal(count_texts(r, "diverged"), 1);
        recorder_destroy(&r->head);
        // Before it leaves nothing is said.
        r = draw_at(lab, 0);
        assert_int_equal(count_texts(r, "diverged"), 0);
        recorder_destroy(&r->head);
        lab_destroy(lab);
        scene_clear(&scene);
    }
}

static void the_axes_of_a_regression_are_called_w_and_b(void **state)
{
    (void)state;
    static const float sizes[][2] = {{1280, 720}, {800, 500}};
    struct scene scene = {0};
    struct error error = {0};
    assert_true(scene_read(&scene, "diamonds", &error) && lab_for(&scene, &error));
    struct lab *lab = lab_create(&lab_descent, &scene, 1, &error);
    assert_non_null(lab);
    lab_wait(lab, 120, -1);
    for (size_t i = 0; i < 2; i++) {
        struct recorder *r =
            draw_lab(lab, sizes[i][0], sizes[i][1], (struct lab_view){.step = 120});
        assert_true(find_text(r, "w") < r->texts);
        assert_true(find_text(r, "b") < r->texts);
        assert_int_equal(count_texts(r, "θ₁"), 0);
        assert_int_equal(count_texts(r, "θ₂"), 0);
        assert_texts_apart(r, "diamonds");
        recorder_destroy(&r->head);
    }
    lab_destroy(lab);
    scene_clear(&scene);
    lab = open_lab(&scene, noiseless);
    struct recorder *r = draw_at(lab, 10);
    assert_true(find_text(r, "θ₁") < r->texts && find_text(r, "θ₂") < r->texts);
    assert_true(find_text(r, "w") == r->texts);
    recorder_destroy(&r->head);
    lab_destroy(lab);
    scene_clear(&scene);
}

static void the_timeline_has_ticks_only_where_an_epoch_has_steps(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    assert_int_equal(lab_tick(lab), 0);
    put(&scene, "runner.plain", "batch", "64");
    assert_true(lab_descent.open(lab, &scene, NULL));
    assert_int_equal(lab_tick(lab), 8);
    put(&scene, "runner.plain", "batch", "512");
    assert_true(lab_descent.open(lab, &scene, NULL));
    assert_int_equal(lab_tick(lab), 0);
    lab_destroy(lab);
    scene_clear(&scene);
}

static const struct param *slider_of(const struct lab *lab, const char *section, const char *key)
{
    for (size_t i = 0; i < lab_sliders(lab); i++) {
        struct lab_slider slider;
        struct lab_group group;
        lab_slider(lab, i, &slider);
        lab->type->group(lab, slider.group, 0, &group);
        if (strcmp(group.section, section) == 0 && strcmp(slider.param->key, key) == 0)
            return slider.param;
    }
    return NULL;
}

static void the_slider_of_the_batch_ends_at_m(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    static const char *const examples[] = {"512", "300"};
    for (size_t i = 0; i < 2; i++) {
        put(&scene, "objective", "examples", examples[i]);
        assert_true(lab_descent.open(lab, &scene, NULL));
        const struct param *batch = slider_of(lab, "runner.plain", "batch");
        assert_non_null(batch);
        assert_true(batch->max == atof(examples[i]));
        assert_true(param_nudge(batch, 256, 1, PARAM_NORMAL) == 0); // all
        assert_true(param_nudge(batch, 0, -1, PARAM_NORMAL) == 256);
        assert_true(param_nudge(batch, 0, 1, PARAM_NORMAL) == 0);
        assert_true(param_nudge(batch, 128, 1, PARAM_NORMAL) == 256);
    }
    lab_destroy(lab);
    scene_clear(&scene);
}

// A head that has arrived is a frame, and the mark of the minimum is drawn after it.
static void the_mark_of_a_minimum_and_a_head_on_it_are_both_seen(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, "[scene]\nlab = descent\n[objective]\nkind = surface\n"
                                       "surface = ravine\ncondition = 2\n[run]\nsteps = 100\n"
                                       "[runner.plain]\nrule = gd\nalpha = 0.3\n");
    assert_true(lab->type->wait(lab, 100, -1));
    const struct color color = look_style(&theme_light, group_of(lab, "runner.plain").look).color;
    for (int arrived = 0; arrived < 2; arrived++) {
        struct recorder *r = draw_lab(lab, 1280, 720, (struct lab_view){.step = arrived ? 100 : 2});
        size_t star = r->markers, frames = 0;
        for (size_t i = 0; i < r->markers; i++) {
            star = r->marker_style[i].shape == MARKER_STAR ? i : star;
            frames += r->marker_style[i].fill.a == 0 && is_color(r->marker_style[i].outline, color);
        }
        assert_true(star < r->markers);
        assert_int_equal(frames, (size_t)arrived);
        for (size_t i = star + 1; i < r->markers; i++) // those of other plots
            assert_true(fabsf(r->marker[i].x - r->marker[star].x) > 20);
        recorder_destroy(&r->head);
    }
    lab_destroy(lab);
    scene_clear(&scene);
}

static void a_race_that_cannot_start_leaves_the_old_one(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct error error = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    struct racing *racing = (struct racing *)lab;
    const struct race *before = racing->race;
    racing->refuse_start = true;
    put(&scene, "runner.plain", "alpha", "0.02");
    assert_false(lab_descent.open(lab, &scene, &error));
    assert_true(strlen(error.text) > 10);
    assert_ptr_equal(racing->race, before);
    assert_string_equal(scene_text(&lab->scene, "runner.plain", "alpha"), "0.05");
    // It was not stopped, and can be drawn.
    assert_true(lab_wait(lab, 40, -1));
    assert_int_equal(atomic_load(&race_trail(racing->race, 0)->length), 41);
    struct recorder *r = draw_at(lab, 40);
    assert_true(r->lines > 0 && r->texts > 0);
    recorder_destroy(&r->head);
    // Looks need no start.
    put(&scene, "runner.plain", "alpha", "0.05");
    put(&scene, "runner.plain", "color", "sky");
    assert_true(lab_descent.open(lab, &scene, &error));
    assert_int_equal(group_of(lab, "runner.plain").look, LOOK_SKY);
    racing->refuse_start = false;
    put(&scene, "runner.plain", "alpha", "0.02");
    assert_true(lab_descent.open(lab, &scene, &error));
    assert_true(lab_wait(lab, 40, -1));
    assert_true(race_trail(racing->race, 0)->alpha[1] == 0.02);
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
        cmocka_unit_test(where_a_path_leaves_goes_by_what_is_shown_and_run_now),
        cmocka_unit_test(a_runner_that_leaves_with_finite_numbers_has_diverged_in_the_legend),
        cmocka_unit_test(a_race_that_was_stopped_says_so_and_is_run_anew_by_the_next_change),
        cmocka_unit_test(every_slider_belongs_to_a_group_and_its_key_is_allowed_there),
        cmocka_unit_test(a_new_seed_is_another_race_with_the_same_start),
        cmocka_unit_test(a_runner_that_diverges_does_not_cover_the_stage),
        cmocka_unit_test(the_axes_of_a_regression_are_called_w_and_b),
        cmocka_unit_test(the_timeline_has_ticks_only_where_an_epoch_has_steps),
        cmocka_unit_test(the_slider_of_the_batch_ends_at_m),
        cmocka_unit_test(the_mark_of_a_minimum_and_a_head_on_it_are_both_seen),
        cmocka_unit_test(a_race_that_cannot_start_leaves_the_old_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
