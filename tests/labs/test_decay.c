#include "labs/racing/decay.h"
#include "labs/registry.h"

#include "labs/racing/decay_plots.h"
#include "labs/racing/racing.h"
#include "labs/racing/rings.h"
#include "test.h"

#include "labs/drawn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct scene scene;
static struct error error;
static struct lab *lab;

static const char two[] =
    "[scene]\nlab = decay\n[objective]\nkind = surface\nsurface = ravine\ncondition = 5\n"
    "noise = 3\nexamples = 64\nstart = -2, 1\n[run]\nsteps = 200\n"
    "[runner.a]\nrule = gd\nalpha = 0.2\nbatch = 8\n"
    "[runner.b]\nrule = gd\nalpha = 0.2\nbatch = 8\nschedule = inverse-time\ndecay_rate = 1\n";

static int open_lab(void **state)
{
    (void)state;
    if (!scene_parse(&scene, two, strlen(two), "test.ini", &error) || !lab_for(&scene, &error))
        return -1;
    lab = lab_create(&lab_decay, &scene, 2, &error);
    return lab ? 0 : -1;
}

static int close_lab(void **state)
{
    (void)state;
    lab_destroy(lab);
    scene_clear(&scene);
    lab = NULL;
    return 0;
}

static void command(const char *name, size_t runner, double step)
{
    const struct lab_view view = {.step = step, .is_selected = true, .selected = runner};
    if (lab_command(&lab_decay, name)->act(lab, &scene, &view) == LAB_CHANGED &&
        !lab_decay.open(lab, &scene, &error))
        fail_msg("%s", error.text);
    assert_true(lab_wait(lab, 200, -1));
}

static const struct trail *trail(size_t runner)
{
    lab_wait(lab, 200, -1);
    return race_trail(((struct racing *)lab)->race, runner);
}

static void halving_is_written_into_the_scene(void **state)
{
    (void)state;
    command("halve-alpha", 0, 50);
    assert_string_equal(scene_text(&scene, "runner.a", "manual"), "51:0.5");
    command("halve-alpha", 0, 120.7);
    assert_string_equal(scene_text(&scene, "runner.a", "manual"), "51:0.5, 121:0.5");
    command("halve-alpha", 0, 20);
    assert_string_equal(scene_text(&scene, "runner.a", "manual"), "21:0.5, 51:0.5, 121:0.5");
    command("halve-alpha", 0, 50);
    assert_string_equal(scene_text(&scene, "runner.a", "manual"), "21:0.5, 51:0.25, 121:0.5");
    assert_null(scene_text(&scene, "runner.b", "manual"));
}

static void doubling_takes_a_halving_back(void **state)
{
    (void)state;
    command("halve-alpha", 1, 50);
    command("double-alpha", 1, 50);
    assert_null(scene_text(&scene, "runner.b", "manual"));
}

static void the_future_is_run_anew_and_the_past_stays(void **state)
{
    (void)state;
    double before[2 * 201], alpha[201];
    memcpy(before, trail(1)->theta, sizeof before);
    memcpy(alpha, trail(1)->alpha, sizeof alpha);
    command("halve-alpha", 1, 90);
    const struct trail *now = trail(1);
    assert_memory_equal(before, now->theta, 2 * 91 * sizeof *before);
    assert_true(before[2 * 91] != now->theta[2 * 91]);
    for (int k = 1; k <= 200; k++)
        assert_true(now->alpha[k] == (k > 90 ? 0.5 : 1) * alpha[k]);
}

static void at_the_end_there_is_nothing_to_halve(void **state)
{
    (void)state;
    command("halve-alpha", 0, 200);
    assert_null(scene_text(&scene, "runner.a", "manual"));
}

static void a_runner_shows_the_radius_of_its_ring(void **state)
{
    (void)state;
    struct lab_group group;
    trail(0);
    lab_decay.group(lab, 0, 200, &group);
    assert_non_null(strstr(group.result, "radius "));
    const double wide = atof(group.result + 7);
    lab_decay.group(lab, 1, 200, &group);
    assert_true(atof(group.result + 7) < 0.6 * wide);
    lab_decay.group(lab, 0, 5, &group); // too few steps for a ring
    assert_null(strstr(group.result, "radius"));
}

// Epochs have eight steps: α has one value for each of them under inverse-time.
static void a_runner_says_whether_steps_or_epochs_are_counted(void **state)
{
    (void)state;
    struct lab_group group;
    lab->type->group(lab, 1, 10, &group);
    assert_non_null(strstr(group.summary, "inverse-time"));
    assert_null(strstr(group.summary, "per step"));
    assert_true(scene_put(&scene, "runner.b", "decay_per", "step", NULL));
    assert_true(lab_decay.open(lab, &scene, NULL));
    assert_true(lab_wait(lab, 200, -1));
    lab->type->group(lab, 1, 10, &group);
    assert_non_null(strstr(group.summary, "inverse-time per step"));
    const struct trail *trail = race_trail(((struct racing *)lab)->race, 1);
    assert_true(fabs(trail->alpha[10] - 0.2 / 11) < 1e-12);
}

static void a_ring_is_measured_under_one_alpha_and_says_over_which_steps(void **state)
{
    (void)state;
    struct rings_span span;
    struct lab_group group;
    assert_true(rings_span(trail(0), 200, &span)); // constant
    assert_int_equal(span.first, 101);
    assert_int_equal(span.last, 200);
    lab_decay.group(lab, 0, 200, &group);
    assert_non_null(strstr(group.summary, "rms of 100 steps"));
    assert_true(rings_span(trail(1), 200, &span));
    assert_int_equal(span.first, 193);
    assert_int_equal(span.last, 200);
    assert_true(trail(1)->alpha[193] == trail(1)->alpha[200]);
    assert_true(trail(1)->alpha[192] != trail(1)->alpha[193]);
    lab_decay.group(lab, 1, 200, &group);
    assert_non_null(strstr(group.summary, "rms of 1 epoch"));
    assert_true(rings_span(trail(1), 197, &span)); // the last epoch has only begun
    assert_int_equal(span.first, 185);
    assert_int_equal(span.last, 192);
    lab_decay.group(lab, 0, 5, &group);
    assert_null(strstr(group.summary, "rms"));
}

static void distances_that_fall_to_nothing_lie_on_a_floor_that_says_so(void **state)
{
    (void)state;
    trail(0);
    struct recorder *r = draw_lab(lab, 1280, 720, (struct lab_view){.step = 200});
    assert_int_equal(count_texts(r, "≈ 0"), 0);
    recorder_destroy(&r->head);
    // Without noise both walk into the minimum.
    assert_true(scene_put(&scene, "objective", "noise", "0", NULL));
    assert_true(scene_put(&scene, "run", "steps", "400", NULL));
    assert_true(lab_decay.open(lab, &scene, &error));
    assert_true(lab_wait(lab, 400, -1));
    r = draw_lab(lab, 1280, 720, (struct lab_view){.step = 400});
    assert_true(race_trail(((struct racing *)lab)->race, 0)->cost[400] < 1e-20);
    assert_int_equal(count_texts(r, "≈ 0"), 1);
    recorder_destroy(&r->head);
}

static void epochs_lead_the_timeline(void **state)
{
    (void)state;
    char where[48], detail[48];
    lab_decay.place(lab, 17, where, detail);
    assert_string_equal(where, "epoch 3");
    assert_string_equal(detail, "step 17");
}

// α = 0.45 is beyond 2/5: along the steep axis every step makes 1.25 of the last one, with the sign
// changed. The stage shows less than the domain.
static void
a_runner_that_diverges_is_called_so_everywhere_and_leaves_the_others_readable(void **state)
{
    (void)state;
    const struct racing *racing = (const struct racing *)lab;
    const struct lab_view view = {.step = 200};
    struct lab_layout layout = lab_layout(1280, 720, DRAWN_FOOT);
    scene_put(&scene, "view", "x", "-3, 1", NULL);
    scene_put(&scene, "view", "y", "-1.2, 1.2", NULL);
    assert_true(lab_decay.open(lab, &scene, &error));
    trail(0);
    struct recorder *calm = draw_lab(lab, 1280, 720, view);
    assert_int_equal(count_texts(calm, "diverged"), 0);
    const struct plot before = decay_lay_out((struct racing *)lab, &layout, NULL).distance;

    scene_put(&scene, "runner.a", "alpha", "0.45", NULL);
    assert_true(lab_decay.open(lab, &scene, &error));
    assert_true(hypot(trail(0)->theta[2 * 200], trail(0)->theta[2 * 200 + 1]) > 1e12);
    struct recorder *wild = draw_lab(lab, 1280, 720, view);
    assert_int_equal(count_texts(wild, "diverged"), 1);
    const struct plot after = decay_lay_out((struct racing *)lab, &layout, NULL).distance;
    assert_true(after.y.high < 1e4 * before.y.high && after.y.low <= before.y.low * 1.5);

    struct lab_group group;
    lab_decay.group(lab, 0, 200, &group);
    assert_true(group.diverged);
    assert_string_equal(group.result, "diverged");
    lab_decay.group(lab, 1, 200, &group);
    assert_false(group.diverged);
    struct wandering wandering;
    const struct minimum *minimum;
    assert_false(rings_measure(racing, race_trail(racing->race, 0), 200, &wandering, &minimum));
    assert_true(rings_measure(racing, race_trail(racing->race, 1), 200, &wandering, &minimum));
    recorder_destroy(&calm->head);
    recorder_destroy(&wild->head);
}

static void a_tip_tells_no_distance_ahead_of_the_timeline(void **state)
{
    (void)state;
    lab_wait(lab, 200, -1);
    const struct lab_layout layout = lab_layout(1280, 720, DRAWN_FOOT);
    const struct rect area = decay_lay_out((struct racing *)lab, &layout, NULL).distance.area;
    for (int is_end = 0; is_end < 2; is_end++) {
        struct recorder *r = draw_lab(lab, 1280, 720,
                                      (struct lab_view){.step = is_end ? 200 : 20,
                                                        .has_pointer = true,
                                                        .pointer = {area.x + 0.8f * area.width,
                                                                    area.y + 0.1f * area.height}});
        assert_int_equal(count_texts(r, ", average "), is_end ? 2 : 0);
        recorder_destroy(&r->head);
    }
}

#define LAB_TEST(name) cmocka_unit_test_setup_teardown(name, open_lab, close_lab)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LAB_TEST(halving_is_written_into_the_scene),
        LAB_TEST(doubling_takes_a_halving_back),
        LAB_TEST(the_future_is_run_anew_and_the_past_stays),
        LAB_TEST(at_the_end_there_is_nothing_to_halve),
        LAB_TEST(a_runner_shows_the_radius_of_its_ring),
        LAB_TEST(a_runner_says_whether_steps_or_epochs_are_counted),
        LAB_TEST(a_ring_is_measured_under_one_alpha_and_says_over_which_steps),
        LAB_TEST(a_runner_that_diverges_is_called_so_everywhere_and_leaves_the_others_readable),
        LAB_TEST(distances_that_fall_to_nothing_lie_on_a_floor_that_says_so),
        LAB_TEST(epochs_lead_the_timeline),
        LAB_TEST(a_tip_tells_no_distance_ahead_of_the_timeline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
