// Noisy curves as bands, and the words beside curves.
#include "labs/registry.h"

#include "labs/kit/bands.h"
#include "labs/racing/racing.h"
#include "labs/training/state.h"
#include "test.h"

#include "labs/drawn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct scene scene;
static struct lab *lab;

static void open_text(const char *text)
{
    struct error error = {0};
    const struct lab_type *type = NULL;
    if (!scene_parse(&scene, text, strlen(text), "test.ini", &error) ||
        !(type = lab_for(&scene, &error)) || !(lab = lab_create(type, &scene, 2, &error)))
        fail_msg("%s", error.text);
    lab_wait(lab, (double)lab->type->steps(lab), -1);
}

static void set(const char *section, const char *key, const char *value)
{
    struct error error = {0};
    if (!scene_put(&scene, section, key, value, &error) || !lab->type->open(lab, &scene, &error))
        fail_msg("%s", error.text);
    lab_wait(lab, (double)lab->type->steps(lab), -1);
}

static int close_lab(void **state)
{
    (void)state;
    lab_destroy(lab);
    lab = NULL;
    scene_clear(&scene);
    return 0;
}

static struct recorder *draw_at(double step)
{
    return draw_lab(lab, 1280, 720, (struct lab_view){.step = step});
}

// Strips of a band in the colour of a look.
static size_t count_strips(const struct recorder *r, int look)
{
    const struct color color = kit_band_color(look_style(&theme_light, look).color);
    size_t count = 0;
    for (size_t i = 0; i < r->rectangles; i++)
        count += is_color(r->rectangle[i].color, color);
    return count;
}

static const char noisy[] = "[scene]\nlab = descent\n[objective]\nkind = surface\n"
                            "surface = ravine\nstart = -9, 1.6\nexamples = 64\nnoise = 4\n"
                            "[run]\nsteps = 600\n[view]\nstep = 600\n"
                            "[runner.one]\nrule = gd\nalpha = 0.03\nbatch = 1\ncolor = purple\n"
                            "[runner.all]\nrule = gd\nalpha = 0.03\nbatch = all\ncolor = blue\n";

static void crowded_noisy_costs_are_a_band_and_smooth_ones_are_not(void **state)
{
    (void)state;
    open_text(noisy);
    struct recorder *r = draw_at(600);
    assert_true(count_strips(r, LOOK_PURPLE) > 90);
    assert_int_equal(count_strips(r, LOOK_BLUE), 0);
    assert_int_equal(count_texts(r, "10–90 % of 30 steps"), 1); // a twentieth of 600
    canvas_destroy(&r->head);
    // Not beyond the place on the timeline.
    r = draw_at(300);
    assert_true(count_strips(r, LOOK_PURPLE) > 40 && count_strips(r, LOOK_PURPLE) < 60);
    canvas_destroy(&r->head);
    // Where every step has its room it is drawn, and nothing speaks of a band.
    set("run", "steps", "60");
    r = draw_at(60);
    assert_int_equal(count_strips(r, LOOK_PURPLE), 0);
    assert_int_equal(count_texts(r, "band"), 0);
    canvas_destroy(&r->head);
    // Without noise nothing spreads.
    set("run", "steps", "600");
    set("objective", "noise", "0");
    r = draw_at(600);
    assert_int_equal(count_strips(r, LOOK_PURPLE), 0);
    canvas_destroy(&r->head);
}

static void of_many_noisy_runners_one_has_a_band(void **state)
{
    (void)state;
    char text[sizeof noisy + 300];
    snprintf(text, sizeof text,
             "%s[runner.two]\nrule = gd\nalpha = 0.02\nbatch = 2\ncolor = green\n"
             "[runner.three]\nrule = gd\nalpha = 0.01\nbatch = 2\ncolor = amber\n",
             noisy);
    open_text(text);
    struct recorder *r = draw_lab(
        lab, 1280, 720, (struct lab_view){.step = 600, .is_selected = true, .selected = 0});
    assert_true(count_strips(r, LOOK_PURPLE) > 90);
    assert_int_equal(count_strips(r, LOOK_GREEN) + count_strips(r, LOOK_AMBER), 0);
    canvas_destroy(&r->head);
    r = draw_lab(lab, 1280, 720,
                 (struct lab_view){.step = 600, .is_selected = true, .selected = 2});
    assert_int_equal(count_strips(r, LOOK_PURPLE), 0);
    assert_true(count_strips(r, LOOK_GREEN) > 90);
    canvas_destroy(&r->head);
}

static void a_command_shows_noisy_curves_as_they_are_and_back(void **state)
{
    (void)state;
    static const char *const labs[] = {"descent", "decay", "training"};
    for (int i = 0; i < 3; i++) {
        char text[sizeof noisy + 200];
        snprintf(text, sizeof text, "[scene]\nlab = %s\n%s", labs[i], strstr(noisy, "[objective]"));
        open_text(i < 2 ? text
                        : "[scene]\nlab = training\n[network]\nhidden = 4\n[run]\nepochs = 4\n"
                          "[runner.one]\nrule = gd\nalpha = 0.02\nbatch = 1\ncolor = purple\n");
        const struct lab_command *command = lab_command(lab->type, "raw-curves");
        assert_non_null(command);
        for (int turn = 0; turn < 3; turn++) {
            struct recorder *r = draw_at((double)lab->type->steps(lab));
            assert_true((count_strips(r, LOOK_PURPLE) > 0) == (turn % 2 == 0));
            assert_true((count_texts(r, "10–90 %") > 0) == (turn % 2 == 0));
            canvas_destroy(&r->head);
            struct error error;
            assert_int_equal(command->act(lab, &scene, NULL), LAB_CHANGED);
            assert_true(lab->type->open(lab, &scene, &error));
        }
        close_lab(NULL);
    }
}

static void the_rows_of_a_band_lie_within_every_x_axis(void **state)
{
    (void)state;
    open_text("[scene]\nlab = training\n[network]\nhidden = 4\n[run]\nepochs = 4\n"
              "[runner.one]\nrule = gd\nalpha = 0.02\nbatch = 1\n");
    static const char *const axes[] = {"steps", "epochs", "examples", "seconds"};
    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++) {
        set("view", "x_axis", axes[i]);
        const struct training_lab *mine = (const struct training_lab *)lab;
        struct recorder *r = draw_at((double)lab->type->steps(lab));
        canvas_destroy(&r->head);
        const struct thin_curve *thin = &mine->thin[0];
        assert_true(thin->spread.count > 10);
        for (size_t k = 0; k < thin->spread.count; k++)
            assert_true(thin->spread_x[k] >= 0 &&
                        thin->spread_x[k] <= thin->spread_x[thin->spread.count - 1]);
    }
}

static void a_tip_over_a_band_tells_the_raw_cost_and_the_average(void **state)
{
    (void)state;
    open_text(noisy);
    struct racing *mine = (struct racing *)lab;
    struct recorder *r = draw_at(600); // so that the band is there
    canvas_destroy(&r->head);
    r = draw_lab(lab, 1280, 720,
                 (struct lab_view){.step = 600, .has_pointer = true, .pointer = {1100, 200}});
    assert_int_equal(count_texts(r, "stochastic  J = "), 1);
    assert_int_equal(count_texts(r, ", average "), 1);
    size_t i = 0;
    double step = 0, cost = 0, average = 0;
    for (; i < r->texts; i++) {
        sscanf(r->text[i].text, "step %lf", &step);
        sscanf(r->text[i].text, "stochastic  J = %lf, average %lf", &cost, &average);
    }
    const double *costs = race_trail(mine->race, 0)->cost;
    double sum = 0;
    for (size_t k = 0; k < 30; k++)
        sum += costs[(size_t)step - k];
    assert_true(fabs(cost - costs[(size_t)step]) < 1e-3 * cost);
    // Between two rows, three steps apart, it is in proportion.
    assert_true(fabs(average - sum / 30) < 0.15 * average);
    canvas_destroy(&r->head);
}

static void long_noisy_paths_fade_and_others_do_not(void **state)
{
    (void)state;
    open_text(noisy);
    const struct racing *mine = (const struct racing *)lab;
    assert_true(racing_path(mine, 0, 600, &theme_light).fade.over > 0);
    assert_true(racing_path(mine, 1, 600, &theme_light).fade.over == 0); // smooth
    set("run", "steps", "120");
    assert_true(racing_path(mine, 0, 120, &theme_light).fade.over == 0); // short
}

// ---- words --------------------------------------------------------------------------------------

static const char rising[] =
    "[scene]\nlab = training\n[data]\ndata = diamonds\n[network]\n"
    "hidden = 32\n[run]\nepochs = 12\n"
    "[runner.small]\nrule = gd\nalpha = 0.05\nbatch = all\n"
    "[runner.large]\nrule = gd\nalpha = 0.24\nbatch = all\ncolor = purple\n"
    "[runner.wild]\nrule = gd\nalpha = 5\nbatch = all\ncolor = green\n";

// Whether a segment of a drawn line comes into a box, looked at every unit.
static bool runs_through(const struct recorder *r, size_t line, struct rect box)
{
    for (size_t i = 0; i + 1 < r->line[line].count; i++) {
        const struct point a = r->line[line].point[i], b = r->line[line].point[i + 1];
        const int pieces = 1 + (int)hypotf(b.x - a.x, b.y - a.y);
        for (int k = 0; k <= pieces; k++) {
            const float t = (float)k / (float)pieces;
            if (rect_contains(&box, (struct point){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}))
                return true;
        }
    }
    return false;
}

// Lines in the colour of a look, whose curves they are.
static void assert_off_curves(struct recorder *r, size_t text)
{
    for (size_t l = 0; l < r->lines; l++)
        for (int look = 0; look < LOOK_COUNT; look++)
            if (is_color(r->line[l].stroke.color, look_style(&theme_light, look).color) &&
                r->line[l].stroke.width > 2 && r->line[l].clip.is_on &&
                runs_through(r, l, text_box(r, text)))
                fail_msg("a curve runs through '%s'", r->text[text].text);
}

static void words_beside_curves_stand_on_no_curve(void **state)
{
    (void)state;
    open_text(rising);
    static const float sizes[][2] = {{1280, 720}, {800, 500}, {1920, 1080}};
    size_t seen = 0;
    for (size_t s = 0; s < 3; s++)
        for (double step = 0; step <= (double)lab->type->steps(lab); step += 40) {
            struct recorder *r =
                draw_lab(lab, sizes[s][0], sizes[s][1], (struct lab_view){.step = step});
            for (size_t i = 0; i < r->texts; i++) {
                if (!strstr(r->text[i].text, "too large") &&
                    (strcmp(r->text[i].text, "diverged") != 0 || r->text[i].style.halo.a == 0))
                    continue;
                assert_off_curves(r, i);
                seen++;
            }
            canvas_destroy(&r->head);
        }
    assert_true(seen > 20);
}

static void rising_is_said_while_it_is_so_and_afterwards_until_when(void **state)
{
    (void)state;
    open_text(rising);
    const struct training_lab *mine = (const struct training_lab *)lab;
    const struct course *course = trainer_course(mine->training, 1);
    size_t last = 0;
    for (size_t k = 2; k <= course->steps; k++)
        if (course->batch_cost[k] > course->batch_cost[k - 1] * (1 + 1e-5) + 1e-7)
            last = k;
    assert_true(last >= 2 && last < course->steps); // it comes down again
    struct recorder *r = draw_at((double)last * TICKS_AN_EPOCH);
    assert_true(find_text(r, "rising: α is too large") < r->texts);
    canvas_destroy(&r->head);
    char text[80];
    snprintf(text, sizeof text, "rose until epoch %zu: α is too large", last - 1);
    r = draw_at((double)lab->type->steps(lab));
    assert_true(find_text(r, text) < r->texts);
    canvas_destroy(&r->head);
}

static void a_curve_that_left_the_numbers_breaks_off_at_the_top(void **state)
{
    (void)state;
    open_text(rising);
    struct recorder *r = draw_at((double)lab->type->steps(lab));
    const struct color green = look_style(&theme_light, LOOK_GREEN).color;
    // No marker of it stands in a plot (the table's are left of all plots), and both plots say that
    // it has gone.
    for (size_t i = 0; i < r->markers; i++)
        assert_false(r->marker[i].x > 60 && is_color(r->marker_style[i].fill, green));
    size_t words = 0;
    for (size_t i = 0; i < r->texts; i++)
        words += strcmp(r->text[i].text, "diverged") == 0 && r->text[i].style.halo_width > 0;
    assert_int_equal(words, 2);
    canvas_destroy(&r->head);
}

int main(void)
{
#define LAB_TEST(name) cmocka_unit_test_teardown(name, close_lab)
    const struct CMUnitTest tests[] = {
        LAB_TEST(crowded_noisy_costs_are_a_band_and_smooth_ones_are_not),
        LAB_TEST(of_many_noisy_runners_one_has_a_band),
        LAB_TEST(a_command_shows_noisy_curves_as_they_are_and_back),
        LAB_TEST(the_rows_of_a_band_lie_within_every_x_axis),
        LAB_TEST(a_tip_over_a_band_tells_the_raw_cost_and_the_average),
        LAB_TEST(long_noisy_paths_fade_and_others_do_not),
        LAB_TEST(words_beside_curves_stand_on_no_curve),
        LAB_TEST(rising_is_said_while_it_is_so_and_afterwards_until_when),
        LAB_TEST(a_curve_that_left_the_numbers_breaks_off_at_the_top),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
