// Pictures of the Training lab that tell how far they are from the truth: points beside the plane
// that they are drawn on, and learning rates.
#include "labs/training/landscape.h"
#include "test.h"

#include "labs/drawn.h"
#include "labs/opened.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define RUNNERS                                                                                    \
    "[runner.batch]\nrule = gd\nalpha = 0.5\nbatch = all\n"                                        \
    "[runner.mini]\nrule = gd\nalpha = 0.3\nbatch = 64\n"                                          \
    "[runner.adam]\nrule = adam\nalpha = 0.01\nbatch = 64\n"

// Few examples: quick to train, and quick landscapes and sweeps.
static const char quick[] = "[scene]\nlab = training\ntitle = A title\ncaption = A caption.\n"
                            "[data]\ntest_fraction = 0.9\n[network]\nhidden = 8\n"
                            "[run]\nepochs = 3\n" RUNNERS;

static struct recorder *draw(void)
{
    return draw_lab(&lab->head, 1280, 720,
                    (struct lab_view){.step = (double)lab_training.steps(&lab->head)});
}

static void the_points_of_a_path_have_the_colour_of_their_own_cost(void **state)
{
    (void)state;
    open_text(quick);
    show(&training_landscape_picture);
    assert_true(lab_wait(&lab->head, 0, -1));
    struct recorder *r = draw();
    size_t found = 0, off = 0;
    for (size_t i = 0; i < lab->runners.count; i++) {
        const struct course *course = trainer_course(lab->training, i);
        const size_t last = lab->path_count[i] - 1;
        const struct color edge = look_style(&theme_light, lab->runners.entry[i].look).color;
        for (size_t j = 0; j <= last; j++) {
            const double own = course->train_cost[j];
            const double below = training_landscape_cost(lab, lab->path[i] + 2 * j);
            const struct color color =
                color_of(&theme_light.surface, contour_shade(lab->contour, own));
            off += fabs(own - below) > 1e-3 * own;
            for (size_t d = 0; d < r->markers; d++)
                found += is_color(r->marker_style[d].fill, color) &&
                         is_color(r->marker_style[d].outline, edge);
        }
    }
    assert_true(found >= lab->runners.count);
    assert_true(off > 0); // else the plane's own colours would do
    recorder_destroy(&r->head);
}

static void a_point_of_a_path_tells_how_far_its_cost_is_from_the_planes(void **state)
{
    (void)state;
    open_text(quick);
    show(&training_landscape_picture);
    assert_true(lab_wait(&lab->head, 0, -1));
    const double end = (double)lab->head.type->steps(&lab->head);
    struct recorder *r = draw_lab(
        &lab->head, 1280, 720,
        (struct lab_view){.step = end, .is_selected = true, .is_reading = true, .reading = end});
    assert_int_equal(count_texts(r, "on the plane: J = "), 1);
    assert_int_equal(count_texts(r, "difference: "), 1);
    recorder_destroy(&r->head);
}

static void every_runner_has_its_costs_against_alpha_and_the_width_of_the_good_ones(void **state)
{
    (void)state;
    open_text(quick);
    put("alphas", "target", "0.9");
    show(&training_alphas_picture);
    assert_true(lab_busy(&lab->head));
    assert_true(lab_wait(&lab->head, 0, -1));
    assert_false(lab_busy(&lab->head));
    assert_int_equal(alphas_points(lab->alphas), ALPHAS_POINTS);
    struct recorder *r = draw();
    assert_int_equal(count_texts(r, "worst of 3 seeds"), 1);
    assert_int_equal(count_texts(r, "good: J ≤ 0.9"), 1);
    for (size_t i = 0; i < lab->runners.count; i++) {
        const struct alphas_width width = training_alphas_width(lab, i);
        char text[120];
        snprintf(text, sizeof text, "%s: %.0f-fold", lab->runners.entry[i].name,
                 width.high / width.low);
        if (width.is_any && width.low < width.high)
            assert_int_equal(count_texts(r, text), 1);
    }
    recorder_destroy(&r->head);
    const struct alphas *before = lab->alphas;
    put("alphas", "target", "0.5"); // tells only what of it is good
    assert_false(lab_busy(&lab->head));
    assert_ptr_equal(lab->alphas, before);
    put("alphas", "seeds", "1");
    assert_true(lab_busy(&lab->head));
}

#define PICTURE_TEST(name) cmocka_unit_test_teardown(name, close_lab)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PICTURE_TEST(the_points_of_a_path_have_the_colour_of_their_own_cost),
        PICTURE_TEST(a_point_of_a_path_tells_how_far_its_cost_is_from_the_planes),
        PICTURE_TEST(every_runner_has_its_costs_against_alpha_and_the_width_of_the_good_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
