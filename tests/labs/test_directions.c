#include "labs/claims.h"
#include "labs/racing/descent.h"
#include "labs/racing/directions.h"
#include "labs/registry.h"

#include "test.h"

#include "labs/drawn.h"

#include <math.h>
#include <string.h>

static const char many[] = "[scene]\nlab = descent\n"
                           "[objective]\nkind = quadratic\nparameters = 12\ncondition = 1000\n"
                           "[view]\nshow = directions\nstep = 1\n"
                           "[run]\nsteps = 40\n"
                           "[runner.rmsprop]\nrule = rmsprop\nalpha = 0.01\nbeta2 = 0.99\n"
                           "[runner.plain]\nrule = gd\nalpha = 0.0018\n";

static struct lab *open_lab(struct scene *scene, const char *text)
{
    struct error error = {0};
    if (!scene_parse(scene, text, strlen(text), "test.ini", &error) || !lab_for(scene, &error))
        fail_msg("%s", error.text);
    struct lab *lab = lab_create(&lab_descent, scene, 1, &error);
    if (!lab)
        fail_msg("%s", error.text);
    assert_true(lab_wait(lab, 40, -1));
    return lab;
}

static double value_of(struct lab *lab, const char *text)
{
    struct error error = {0};
    const struct claims_of of = {.type = lab->type, .scene = &lab->scene, .lab = lab};
    double value;
    if (!claims_value(&of, text, &value, &error))
        fail_msg("%s: %s", text, error.text);
    return value;
}

static void the_root_is_large_where_it_is_steep_and_steps_are_alike(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, many);
    // After one step s = (1 − β₂)g², with g = κ at θ = 1.
    assert_true(fabs(value_of(lab, "divisor(rmsprop, theta_12, 1) / 100") - 1) < 1e-6);
    assert_true(fabs(value_of(lab, "divisor(rmsprop, theta_1, 1) / 0.1") - 1) < 1e-6);
    assert_true(fabs(value_of(lab, "rate(rmsprop, theta_12, 1) / 1e-4") - 1) < 1e-6);
    assert_true(fabs(value_of(lab, "step_length(rmsprop, theta_1, 1)"
                                   " / step_length(rmsprop, theta_12, 1)") -
                     1) < 1e-6);
    assert_true(fabs(value_of(lab, "step_length(plain, theta_12, 1)"
                                   " / step_length(plain, theta_1, 1)") -
                     1000) < 1e-6);
    assert_true(fabs(value_of(lab, "curvature(theta_12)") - 1000) < 1e-3);
    assert_true(value_of(lab, "rate(plain, theta_3)") == 0.0018);
    assert_true(isnan(value_of(lab, "divisor(plain, theta_3)")));
    lab_destroy(lab);
    scene_clear(&scene);
}

static void a_division_within_a_line_is_in_the_rate(void **state)
{
    (void)state;
    static const char adadelta[] =
        "[scene]\nlab = descent\n[objective]\nkind = quadratic\nparameters = 12\ncondition = 1000\n"
        "[view]\nshow = directions\nstep = 5\n[run]\nsteps = 40\n"
        "[rule.mine]\ns = beta2*s + (1 - beta2)*g^2\nd = g*sqrt(u + epsilon)/sqrt(s + epsilon)\n"
        "u = beta2*u + (1 - beta2)*d^2\ntheta = theta - alpha*d\nbeta2 = 0.9\nepsilon = 1e-06\n"
        "[runner.typed]\nrule = mine\nalpha = 1\n"
        "[runner.shipped]\nrule = adadelta\nalpha = 1\nbeta2 = 0.9\nepsilon = 1e-06\n";
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, adadelta);
    assert_true(fabs(value_of(lab, "rate(typed, theta_1, 5) / rate(shipped, theta_1, 5)") - 1) <
                1e-6);
    assert_true(fabs(value_of(lab, "rate(typed, theta_12, 5) / rate(shipped, theta_12, 5)") - 1) <
                1e-6);
    assert_true(value_of(lab, "rate(typed, theta_1, 5)") >
                100 * value_of(lab, "rate(typed, theta_12, 5)"));
    struct recorder *r = draw_lab(lab, 1280, 720, (struct lab_view){.step = 5});
    assert_int_equal(count_texts(r, "|Δθ / g|"), 1);
    assert_int_equal(count_texts(r, "divides by nothing"), 0);
    canvas_destroy(&r->head);
    lab_destroy(lab);
    scene_clear(&scene);
}

static void an_axis_that_is_not_there_is_refused_with_those_that_are(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, many);
    const struct claims_of of = {.type = lab->type, .scene = &lab->scene, .lab = lab};
    struct error error = {0};
    double value;
    assert_false(claims_value(&of, "curvature(theta_13)", &value, &error));
    assert_non_null(strstr(error.text, "theta_1 to theta_12"));
    lab_destroy(lab);
    scene_clear(&scene);
}

static void every_direction_has_its_name_and_its_curvature(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, many);
    struct recorder *r = draw_lab(lab, 1280, 720, (struct lab_view){.step = 1});
    static const char *const texts[] = {"θ₁", "θ₇", "θ₁₂", "1000", "κ"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(find_text(r, texts[i]) < r->texts);
    assert_int_equal(count_texts(r, "r = √s + ε"), 1);
    assert_texts_apart(r, "directions");
    canvas_destroy(&r->head);
    lab_destroy(lab);
    scene_clear(&scene);
}

static void texts_stand_apart_in_every_room_and_under_every_rule(void **state)
{
    (void)state;
    static const float sizes[][2] = {{1280, 720}, {800, 500}, {512, 288}, {420, 700}};
    static const char *const names[] = {"adam", "gd", "adadelta", "lion"};
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, many);
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        assert_true(scene_put(&scene, "runner.rmsprop", "beta2", NULL, NULL));
        assert_true(scene_put(&scene, "runner.rmsprop", "rule", names[k], NULL));
        assert_true(lab_descent.open(lab, &scene, NULL));
        assert_true(lab_wait(lab, 40, -1));
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            struct recorder *r =
                draw_lab(lab, sizes[i][0], sizes[i][1], (struct lab_view){.step = 30});
            assert_texts_apart(r, names[k]);
            canvas_destroy(&r->head);
        }
    }
    lab_destroy(lab);
    scene_clear(&scene);
}

static void the_hood_and_the_contour_show_the_first_and_the_last_parameter(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct lab *lab = open_lab(&scene, many);
    assert_true(scene_put(&scene, "view", "show", "contour", NULL));
    assert_true(scene_put(&scene, "view", "hood", "yes", NULL));
    assert_true(lab_descent.open(lab, &scene, NULL));
    assert_true(lab_wait(lab, 40, -1));
    struct recorder *r = draw_lab(lab, 1280, 720, (struct lab_view){.step = 30});
    assert_true(count_texts(r, "θ₁₂") > 0);
    assert_int_equal(count_texts(r, "θ₂"), 0);
    assert_int_equal(count_texts(r, "J where the other parameters are 0"), 1);
    canvas_destroy(&r->head);
    lab_destroy(lab);
    scene_clear(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_root_is_large_where_it_is_steep_and_steps_are_alike),
        cmocka_unit_test(a_division_within_a_line_is_in_the_rate),
        cmocka_unit_test(an_axis_that_is_not_there_is_refused_with_those_that_are),
        cmocka_unit_test(every_direction_has_its_name_and_its_curvature),
        cmocka_unit_test(texts_stand_apart_in_every_room_and_under_every_rule),
        cmocka_unit_test(the_hood_and_the_contour_show_the_first_and_the_last_parameter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
