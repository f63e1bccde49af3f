#include "labs/racing/descent.h"
#include "labs/registry.h"

#include "base/text.h"
#include "labs/racing/costs.h"
#include "test.h"

#include "labs/drawn.h"

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

static struct recorder *draw_at(struct lab *lab, double step)
{
    lab_wait(lab, step, -1);
    return draw_lab(lab, 1280, 720, (struct lab_view){.step = step});
}

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

static void costs_below_the_precision_of_j_lie_on_a_floor_that_says_so(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, noiseless);
    put(&scene, "runner.wild", "alpha", "0.07");
    put(&scene, "run", "steps", "1000");
    assert_true(lab_descent.open(lab, &scene, NULL));
    lab_wait(lab, 1000, -1);
    const struct lab_layout layout = lab_layout(1280, 720, DRAWN_FOOT);
    const struct racing *racing = (const struct racing *)lab;
    const struct trail *trail = race_trail(racing->race, 0);
    assert_true(trail->cost[1000] < 1e-20); // of 72.5 at the start
    const struct plot plot = costs_plot(racing, &layout);
    assert_true(plot.y.floor > 72.5e-17 && plot.y.floor < 72.5e-14);
    assert_true(plot.y.low > 1e-17 && plot.y.low < plot.y.floor);
    struct recorder *r = draw_at(lab, 1000);
    assert_int_equal(count_texts(r, "rounding error"), 1);
    const float floor = plot_y(&plot, plot.y.floor);
    size_t curves = 0;
    for (size_t l = 0; l < r->lines; l++) {
        if (r->line[l].count < 5 || r->line[l].point[0].x < plot.area.x - 1)
            continue;
        curves++;
        for (size_t k = 0; k < r->line[l].count; k++)
            assert_true(r->line[l].point[k].y <= floor + 0.5f);
    }
    assert_true(curves >= 1);
    recorder_destroy(&r->head);
    // Where costs stay above, nothing is said.
    put(&scene, "run", "steps", "40");
    assert_true(lab_descent.open(lab, &scene, NULL));
    r = draw_at(lab, 40);
    assert_int_equal(count_texts(r, "rounding error"), 0);
    recorder_destroy(&r->head);
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

// Two runners that look at 64 and at 8 examples a step.
static const char two_sizes[] =
    "[scene]\nlab = descent\n[objective]\nkind = surface\nsurface = ravine\ncondition = 25\n"
    "start = -9, 1.6\nexamples = 64\nnoise = 0\n[run]\nsteps = 40\n"
    "[runner.all]\nrule = gd\nalpha = 0.05\nname = all\n"
    "[runner.some]\nrule = gd\nalpha = 0.05\nbatch = 8\nname = some\n";

static void costs_are_drawn_against_what_the_axis_counts(void **state)
{
    (void)state;
    static const struct {
        const char *axis, *label, *place, *some;
    } cases[] = {
        {"steps", "step", "step 40", "some  J = 0.6689"},
        {"epochs", "epoch", "epoch 40", NULL}, // it has made five
        {"examples", "examples seen, log scale", "examples 2560", NULL},
    };
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, two_sizes);
    assert_true(lab->type->wait(lab, 40, -1));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put(&scene, "view", "x_axis", cases[i].axis);
        assert_true(lab_descent.open(lab, &scene, NULL));
        struct recorder *r = draw_lab(
            lab, 1280, 720,
            (struct lab_view){.step = 40, .is_selected = true, .is_reading = true, .reading = 40});
        if (find_text(r, cases[i].label) == r->texts || find_text(r, cases[i].place) == r->texts)
            fail_msg("%s: no %s, %s", cases[i].axis, cases[i].label, cases[i].place);
        assert_int_equal(count_texts(r, "all  J = 0.66"), 1);
        assert_int_equal(count_texts(r, "some  J"), cases[i].some ? 1 : 0);
        recorder_destroy(&r->head);
    }
    // The other way round: where some are at their end, all have made an eighth of the steps.
    struct recorder *r = draw_lab(
        lab, 1280, 720,
        (struct lab_view){
            .step = 40, .is_selected = true, .selected = 1, .is_reading = true, .reading = 40});
    assert_int_equal(count_texts(r, "examples 320"), 1);
    assert_int_equal(count_texts(r, "all  J = 24.25, step 5"), 1);
    assert_int_equal(count_texts(r, "some  J = 0.6689, step 40"), 1);
    recorder_destroy(&r->head);
    lab_destroy(lab);
    scene_clear(&scene);
}

static void the_axis_goes_round_and_the_race_goes_on(void **state)
{
    (void)state;
    static const char *const words[] = {"epochs", "examples", "steps"};
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, two_sizes);
    const struct race *race = ((struct racing *)lab)->race;
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(lab_command(lab->type, "next-axis")->act(lab, &scene, NULL), LAB_CHANGED);
        assert_string_equal(scene_text(&scene, "view", "x_axis"), words[i]);
        assert_true(lab_descent.open(lab, &scene, NULL));
    }
    assert_ptr_equal(((struct racing *)lab)->race, race);
    lab_destroy(lab);
    scene_clear(&scene);
}

static void arithmetic_is_two_multiply_adds_an_example_and_not_counted_on_a_surface(void **state)
{
    (void)state;
    static const char line[] = "[scene]\nlab = descent\n[objective]\nkind = regression\n"
                               "data = diamonds\n[view]\nx_axis = arithmetic\n[run]\nsteps = 10\n"
                               "[runner.some]\nrule = gd\nalpha = 0.1\nbatch = 8\nname = some\n";
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, line);
    assert_true(lab->type->wait(lab, 10, -1));
    const double m = (double)((struct racing *)lab)->cache.objective->examples;
    const struct trail *trail = race_trail(((struct racing *)lab)->race, 0);
    assert_true(fabs(costs_x_step((struct racing *)lab, trail) - 2 * m / ceil(m / 8)) < 1e-9);
    struct recorder *r = draw_lab(lab, 1280, 720, (struct lab_view){.step = 10});
    assert_int_equal(count_texts(r, "multiply-adds, log scale"), 1);
    recorder_destroy(&r->head);
    assert_int_equal(lab_command(lab->type, "next-axis")->act(lab, &scene, NULL), LAB_CHANGED);
    assert_string_equal(scene_text(&scene, "view", "x_axis"), "steps");
    lab_destroy(lab);
    scene_clear(&scene);
    lab = open_lab(&scene, two_sizes);
    put(&scene, "view", "x_axis", "arithmetic");
    assert_true(lab_descent.open(lab, &scene, NULL));
    r = draw_lab(lab, 1280, 720, (struct lab_view){.step = 10});
    assert_int_equal(count_texts(r, "step: only data has arithmetic"), 1);
    recorder_destroy(&r->head);
    lab_destroy(lab);
    scene_clear(&scene);
}

static void a_runner_tells_its_steps_to_the_target_from_there_on(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab_group group;
    struct lab *lab = open_lab(&scene, two_sizes);
    assert_true(lab->type->wait(lab, 40, -1));
    lab->type->group(lab, 0, 40, &group);
    assert_null(strstr(group.summary, "steps"));
    put(&scene, "run", "target", "1");
    put(&scene, "runner.some", "alpha", "0.01");
    assert_true(lab_descent.open(lab, &scene, NULL));
    while (lab->type->busy(lab)) // all that may say whether it was reached has ended
        assert_true(lab->type->wait(lab, 40, 10));
    // 81 · 0.95²ᵏ / 2 ≤ 1 from k = 37 on.
    lab->type->group(lab, 0, 36, &group);
    assert_null(strstr(group.summary, "steps"));
    lab->type->group(lab, 0, 37, &group);
    assert_non_null(strstr(group.summary, " · 37 steps"));
    lab->type->group(lab, 1, 39, &group);
    assert_null(strstr(group.summary, "target"));
    lab->type->group(lab, 1, 40, &group);
    assert_non_null(strstr(group.summary, "target not reached"));
    lab->type->group(lab, 3, 40, &group);
    assert_non_null(strstr(group.summary, "target J ≤ 1"));
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
        cmocka_unit_test(the_wheel_zooms_at_the_pointer_and_fit_undoes_it),
        cmocka_unit_test(zooming_for_ever_stops_while_numbers_can_be_told_apart),
        cmocka_unit_test(dragging_pans_but_dragging_the_start_moves_it),
        cmocka_unit_test(a_box_is_what_the_stage_shows_then),
        cmocka_unit_test(zooming_one_axis_leaves_the_other_alone),
        cmocka_unit_test(the_start_moves_by_shares_of_what_is_shown),
        cmocka_unit_test(fit_says_when_everything_is_shown),
        cmocka_unit_test(what_is_read_is_the_selected_runners),
        cmocka_unit_test(a_view_turned_around_is_refused),
        cmocka_unit_test(a_new_seed_is_another_race_with_the_same_start),
        cmocka_unit_test(a_runner_that_diverges_does_not_cover_the_stage),
        cmocka_unit_test(the_axes_of_a_regression_are_called_w_and_b),
        cmocka_unit_test(the_timeline_has_ticks_only_where_an_epoch_has_steps),
        cmocka_unit_test(costs_below_the_precision_of_j_lie_on_a_floor_that_says_so),
        cmocka_unit_test(the_slider_of_the_batch_ends_at_m),
        cmocka_unit_test(the_mark_of_a_minimum_and_a_head_on_it_are_both_seen),
        cmocka_unit_test(a_race_that_cannot_start_leaves_the_old_one),
        cmocka_unit_test(costs_are_drawn_against_what_the_axis_counts),
        cmocka_unit_test(the_axis_goes_round_and_the_race_goes_on),
        cmocka_unit_test(arithmetic_is_two_multiply_adds_an_example_and_not_counted_on_a_surface),
        cmocka_unit_test(a_runner_tells_its_steps_to_the_target_from_there_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
