// Scenes with a model of their own over two columns.
#include "labs/kit/objectives.h"
#include "labs/racing/racing.h"
#include "labs/registry.h"
#include "test.h"

#include "labs/parsed.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char head[] = "[scene]\nlab = descent\n[objective]\nkind = fit\n";
static const char runner[] = "[runner.plain]\nrule = gd\nalpha = 0.01\n";

static bool try_open(const char *lines, struct scene *scene, struct lab **lab, struct error *error)
{
    char text[4096];
    snprintf(text, sizeof text, "%s%s%s", head, lines, runner);
    return open_parsed(text, scene, lab, error);
}

static struct racing *open(const char *lines, struct scene *scene)
{
    struct error error = {0};
    struct lab *lab;
    if (!try_open(lines, scene, &lab, &error))
        fail_msg("%s: %s", lines, error.text);
    return (struct racing *)lab;
}

static void close(struct racing *lab, struct scene *scene)
{
    lab_destroy(&lab->head);
    scene_clear(scene);
}

static double cost_at(const char *lines, const double at[2])
{
    struct scene scene;
    struct racing *lab = open(lines, &scene);
    const double cost = objective_plane_cost(lab->cache.objective, at);
    close(lab, &scene);
    return cost;
}

// ---- keys ---------------------------------------------------------------------------------------

static void the_first_two_names_are_the_axes_and_the_rest_are_sliders(void **state)
{
    (void)state;
    struct scene scene;
    struct racing *lab =
        open("model = A exp(-k x) + c + d\ndata = seattle\nc = 2 in 0..9\n", &scene);
    const struct param *param;
    bool has_c = false, has_d = false, has_unknown = false;
    assert_string_equal(lab->caption[0], "A");
    assert_string_equal(lab->caption[1], "k");
    for (size_t i = 0; (param = objective_slider(&lab->cache, &scene, i)); i++) {
        has_c = has_c || (strcmp(param->key, "c") == 0 && param->max == 9);
        has_d = has_d || strcmp(param->key, "d") == 0;
        has_unknown = has_unknown || strcmp(param->key, "A") == 0 || strcmp(param->key, "k") == 0;
    }
    assert_true(has_c && has_d && !has_unknown);
    close(lab, &scene);
    lab = open("model = A exp(-k x) + c + d\nunknowns = d, c\ndata = seattle\nstandardize = yes\n",
               &scene);
    assert_string_equal(lab->axis_name[0], "d");
    assert_string_equal(lab->caption[0], "d (x standardized)");
    assert_string_equal(lab->caption[1], "c (x standardized)");
    close(lab, &scene);
}

static void a_line_has_the_costs_of_the_regression(void **state)
{
    (void)state;
    static const char columns[] = "data = diamonds\nx = carat\ny = price\nlog = y\n";
    static const double places[][2] = {{0, 0}, {2, 6}, {-1.6, 11}};
    for (size_t i = 0; i < 3; i++) {
        char fit[300], regression[300];
        snprintf(fit, sizeof fit, "model = w x + b\n%s", columns);
        snprintf(regression, sizeof regression,
                 "[scene]\nlab = descent\n[objective]\nkind = regression\n%s%s", columns, runner);
        struct scene scene;
        struct objective_cache empty = {0}, cache;
        assert_true(scene_parse(&scene, regression, strlen(regression), "test.ini", NULL));
        assert_true(objective_prepare(&empty, &cache, &scene, 1, NULL));
        const double wanted = objective_plane_cost(cache.objective, places[i]);
        const double got = cost_at(fit, places[i]);
        if (!(fabs(got - wanted) <= 1e-12 * (1 + wanted)))
            fail_msg("%.17g, not %.17g", got, wanted);
        objective_cache_clear(&cache);
        scene_clear(&scene);
    }
}

static void a_number_makes_labels_of_any_column(void **state)
{
    (void)state;
    // Whatever the model is, log 2 is what nothing known costs.
    static const double nothing[] = {0, 0};
    const double cost = cost_at("model = w*x + b\nloss = logistic\ndata = seattle\nx = temp_max\n"
                                "y = precipitation\nabove = 0\n",
                                nothing);
    assert_true(fabs(cost - log(2)) < 1e-12);
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"model = x^2\ndata = seattle\n", "test.ini:5: model: it has no unknown; name two"},
        {"model = w*x\ndata = seattle\n",
         "test.ini:5: model: its only unknown is w; name two, as w and b in w*x + b"},
        {"model = wx + b\ndata = seattle\n",
         "test.ini:5: model: nothing in it depends on x; write w*x"},
        {"model = w*x + (\ndata = seattle\n", "test.ini:5: model: character 8"},
        {"model = w*x + b\ndata = seattle\nx = temp\n", "temp"},
        {"model = w*x + b\ndata = seattle\ny = wind_speed\n", "wind_speed"},
        {"model = w*x + b\nloss = logistic\ndata = seattle\n",
         "test.ini:6: loss = logistic needs a y of 0 and 1, but it is 12.8 in data row 1"},
        {"model = w*x + b\nloss = logistic\ndata = seattle\nabove = 99\n",
         "test.ini:6: loss = logistic needs a y of 0 and 1, but it is 0 in every row"},
        {"model = w*x + b\ndata = seattle\nabove = much\n",
         "test.ini:7: above must be a number, not 'much'"},
        {"model = w*x + b\ndata = seattle\nunknowns = w\n",
         "test.ini:7: unknowns must be two names of the model, as w, b, not 'w'"},
        {"model = w*x + b\ndata = seattle\nunknowns = w, c\n",
         "test.ini:5: model: the unknown c makes no difference"},
        {"model = w*x + b\ndata = seattle\nw = 3\n", "test.ini:7: w is an unknown of the model"},
        {"model = w*x + b\ndata = seattle\nq = 3\n", "test.ini:7: no key 'q'"},
        {"model = w*x + b + log\ndata = seattle\n", "test.ini:5: model: "},
        {"model = w*x + b*data\ndata = seattle\n", "test.ini:5: model: 'data' is a key"},
        {"model = w*x + b + y\ndata = seattle\ny = wind\n", "test.ini:5: model: 'y' is a key"},
        {"model = w*x + b\ndata = seattle\ndelta = 3\n",
         "test.ini:7: delta has no effect on loss = squares; it belongs to huber"},
        {"model = w*x + b\ndata = seattle\nnoise = 3\n",
         "test.ini:7: noise has no effect on a fit"},
        {"model = w*x + b\n", "[objective] needs data = NAME or FILE.csv for a fit"},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct error error = {0};
        struct scene scene;
        struct lab *lab;
        if (try_open(rows[r][0], &scene, &lab, &error))
            fail_msg("%s is taken", rows[r][0]);
        if (!strstr(error.text, rows[r][1]))
            fail_msg("%s: %s", rows[r][0], error.text);
        scene_clear(&scene);
    }
}

// ---- changes ------------------------------------------------------------------------------------

// Changes a key as the window does.
static void change(struct racing *lab, struct scene *scene, const char *key, const char *value)
{
    struct scene opened = {0}, base = {0};
    struct error error = {0};
    assert_true(scene_copy(&opened, scene, NULL) && scene_copy(&base, scene, NULL));
    assert_true(scene_put(scene, "objective", key, value, NULL));
    const struct lab_change made = {
        .section = "objective", .key = key, .opened = &opened, .base = &base};
    if (!lab->head.type->follow(&lab->head, scene, &made, &error) ||
        !lab_check(lab->head.type, scene, &error) ||
        !lab->head.type->open(&lab->head, scene, &error))
        fail_msg("%s = %s: %s", key, value, error.text);
    scene_clear(&opened);
    scene_clear(&base);
}

static const char *said(const struct racing *lab, const char *key)
{
    return scene_text(&lab->head.scene, "objective", key);
}

static void another_model_takes_the_names_of_the_old_one_along(void **state)
{
    (void)state;
    struct scene scene, now = {0};
    struct racing *lab = open("model = w x + b + c\nunknowns = w, c\nb = 2\nstart = 1, 1\n"
                              "data = seattle\nx = temp_min\n",
                              &scene);
    assert_true(scene_copy(&now, &scene, NULL));
    change(lab, &now, "model", "a x^2 + b");
    assert_null(said(lab, "unknowns"));
    assert_null(said(lab, "b"));
    assert_null(said(lab, "start"));
    assert_string_equal(said(lab, "data"), "seattle");
    assert_string_equal(said(lab, "x"), "temp_min");
    assert_string_equal(lab->axis_name[0], "a");
    scene_clear(&now);
    close(lab, &scene);
}

static void a_regression_becomes_the_model_that_is_typed_over_its_line(void **state)
{
    (void)state;
    static const char text[] = "[scene]\nlab = descent\n[objective]\nkind = regression\n"
                               "data = seattle\nx = temp_min\ny = temp_max\n"
                               "[runner.a]\nrule = gd\nalpha = 0.01\n";
    struct scene scene, now = {0};
    struct lab_formula formula;
    size_t character;
    assert_true(scene_parse(&scene, text, strlen(text), "test.ini", NULL));
    struct racing *lab = (struct racing *)lab_create(lab_for(&scene, NULL), &scene, 1, NULL);
    assert_true(lab->head.type->formula(&lab->head, &formula));
    assert_string_equal(formula.label, "model");
    assert_string_equal(formula.text, "w*x + b");
    assert_string_equal(formula.choice[0].value, "fit");
    assert_true(formula.check("w*x + b*x^2", &character, NULL));
    assert_false(formula.check("w*x + b)", &character, NULL));
    assert_int_equal(character, 8);
    assert_false(formula.check("w*x", &character, NULL));
    assert_true(scene_copy(&now, &lab->head.scene, NULL));
    assert_true(scene_put(&now, "objective", "kind", "fit", NULL));
    change(lab, &now, "model", "w*x + b*x^2");
    assert_string_equal(said(lab, "x"), "temp_min");
    assert_true(lab->cache.objective->are_minima_found);
    scene_clear(&now);
    close(lab, &scene);
}

static void every_loss_can_be_chosen_where_labels_are(void **state)
{
    (void)state;
    static const char *const losses[] = {"huber", "abs", "logistic", "squares"};
    struct scene scene, now = {0};
    struct racing *lab = open("model = w x + b\ndata = seattle\nx = temp_max\n"
                              "y = precipitation\nabove = 0\nstandardize = yes\n",
                              &scene);
    assert_true(scene_copy(&now, &scene, NULL));
    for (size_t i = 0; i < sizeof losses / sizeof *losses; i++) {
        change(lab, &now, "loss", losses[i]);
        assert_string_equal(said(lab, "above"), "0");
        lab_wait(&lab->head, 0, -1);
    }
    scene_clear(&now);
    close(lab, &scene);
}

static void who_leaves_where_the_model_has_a_value_is_told_why(void **state)
{
    (void)state;
    struct scene scene;
    struct lab_group group;
    struct racing *lab = open(
        "model = a*log(b)*x\ndata = seattle\nx = wind\ny = temp_max\nstart = -1, 0.02\n", &scene);
    const double end = (double)lab->head.type->steps(&lab->head);
    lab_wait(&lab->head, end, -1);
    lab->head.type->group(&lab->head, 0, end, &group);
    assert_true(group.diverged);
    assert_non_null(strstr(group.summary, "J has no value at step "));
    close(lab, &scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_two_names_are_the_axes_and_the_rest_are_sliders),
        cmocka_unit_test(a_line_has_the_costs_of_the_regression),
        cmocka_unit_test(a_number_makes_labels_of_any_column),
        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(another_model_takes_the_names_of_the_old_one_along),
        cmocka_unit_test(a_regression_becomes_the_model_that_is_typed_over_its_line),
        cmocka_unit_test(every_loss_can_be_chosen_where_labels_are),
        cmocka_unit_test(who_leaves_where_the_model_has_a_value_is_told_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
