// The cost curves of the Descent lab, and what they are drawn against.
#include "labs/racing/costs.h"

#include "base/text.h"
#include "test.h"

#include "labs/descending.h"
#include "labs/drawn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
        lab->type->wait(lab, 40, 10);
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
        cmocka_unit_test(costs_below_the_precision_of_j_lie_on_a_floor_that_says_so),
        cmocka_unit_test(costs_are_drawn_against_what_the_axis_counts),
        cmocka_unit_test(the_axis_goes_round_and_the_race_goes_on),
        cmocka_unit_test(arithmetic_is_two_multiply_adds_an_example_and_not_counted_on_a_surface),
        cmocka_unit_test(a_runner_tells_its_steps_to_the_target_from_there_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
