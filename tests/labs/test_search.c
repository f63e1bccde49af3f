#include "labs/search.h"

#include "labs/racing/racing.h"
#include "labs/registry.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char race[] = "[scene]\nlab = descent\n"
                           "[objective]\nkind = surface\nsurface = ravine\ncondition = 25\n"
                           "start = -9, 1.6\nnoise = 2\n"
                           "[run]\nsteps = 60\n"
                           "[runner.plain]\nrule = gd\nalpha = 0.05\nbatch = 64\n"
                           "[runner.adam]\nrule = adam\nalpha = 0.3\n";

static const char training[] = "[scene]\nlab = training\n"
                               "[network]\nhidden = none\n"
                               "[run]\nepochs = 1\n"
                               "[runner.plain]\nrule = gd\nalpha = 0.3\nbatch = all\n";

// As often looked at as a search does.
static const char aimed[] = "[scene]\nlab = training\n"
                            "[network]\nhidden = none\n"
                            "[run]\nepochs = 3\nevaluations = 16\ntarget = 0.5\n"
                            "[runner.plain]\nrule = gd\nalpha = 0.05\nbatch = 64\n";

static struct lab *open_text(const char *text, const char *section, const char *key,
                             const char *value)
{
    struct scene scene = {0};
    struct error error = {0};
    const bool read = scene_parse(&scene, text, strlen(text), "test.ini", &error) &&
                      (!section || scene_put(&scene, section, key, value, &error));
    const struct lab_type *type = read ? lab_for(&scene, &error) : NULL;
    struct lab *lab = type ? lab_create(type, &scene, 1, &error) : NULL;
    if (!lab)
        fail_msg("%s", error.text);
    scene_clear(&scene);
    assert_true(lab_wait(lab, (double)type->steps(lab), -1));
    return lab;
}

static struct tune_result search(const struct lab *lab, size_t group)
{
    struct error error = {0};
    const struct search_setup setup = {.lab = lab, .group = group};
    struct search *search = search_create(&setup, &error);
    if (!search)
        fail_msg("%s", error.text);
    search_run(search);
    assert_true(search_done(search) && search_succeeded(search, &error));
    const struct tune_result result = tune_result(search_tune(search));
    search_destroy(search);
    return result;
}

// What the runner comes to when all run together.
static double outcome_at(const char *text, const char *section, double alpha, size_t group)
{
    char number[32];
    snprintf(number, sizeof number, "%.17g", alpha);
    struct lab *lab = open_text(text, section, "alpha", number);
    const double outcome = lab->type->aim->outcome(lab, group);
    lab_destroy(lab);
    return outcome;
}

static void what_is_found_is_what_the_scene_comes_to_with_it(void **state)
{
    (void)state;
    static const char *const section[] = {"runner.plain", "runner.adam"};
    struct lab *lab = open_text(race, NULL, NULL, NULL);
    for (size_t group = 0; group < 2; group++) {
        const struct tune_result result = search(lab, group);
        assert_true(result.is_found && result.cost < result.before);
        assert_true(lab->type->aim->outcome(lab, group) == result.before);
        assert_true(outcome_at(race, section[group], result.alpha, group) == result.cost);
    }
    lab_destroy(lab);
}

static void a_target_asks_for_the_fewest_steps(void **state)
{
    (void)state;
    struct lab *lab = open_text(race, "run", "target", "0.5");
    const struct lab_aim *aim = lab->type->aim;
    const struct tune_result result = search(lab, 1);
    char text[64];
    assert_true(result.is_found && result.cost < result.before);
    assert_true(result.cost > 1 && result.cost < 60);
    aim->show(lab, result.cost, text);
    assert_non_null(strstr(text, " steps"));
    assert_string_equal(aim->measure(lab), "steps to the target");
    aim->show(lab, 61e3, text);
    assert_string_equal(text, "not in 60 steps");
    aim->show(lab, INFINITY, text);
    assert_string_equal(text, "diverged");
    lab_destroy(lab);
}

static void a_training_has_a_target_too(void **state)
{
    (void)state;
    struct lab *lab = open_text(aimed, NULL, NULL, NULL);
    const struct lab_aim *aim = lab->type->aim;
    const struct tune_result result = search(lab, 0);
    char text[64];
    assert_true(result.is_found && result.cost < result.before);
    assert_true(result.cost > 0 && result.cost <= aim->most(lab));
    assert_true(outcome_at(aimed, "runner.plain", result.alpha, 0) == result.cost);
    aim->show(lab, result.cost, text);
    assert_non_null(strstr(text, " step"));
    assert_string_equal(aim->measure(lab), "steps to the target");
    lab_destroy(lab);
}

static void a_target_that_is_no_number_is_refused_with_its_place(void **state)
{
    (void)state;
    static const char *const texts[] = {race, training};
    for (int i = 0; i < 2; i++) {
        struct scene scene = {0};
        struct error error = {0};
        assert_true(scene_parse(&scene, texts[i], strlen(texts[i]), "test.ini", &error));
        assert_true(scene_put(&scene, "run", "target", "low", &error));
        assert_null(lab_create(lab_for(&scene, &error), &scene, 1, &error));
        assert_non_null(strstr(error.text, "target must be a number or none, not 'low'"));
        scene_clear(&scene);
    }
}

static void another_target_lets_nobody_run_again(void **state)
{
    (void)state;
    struct lab *lab = open_text(race, NULL, NULL, NULL);
    const struct race *ran = ((struct racing *)lab)->race;
    struct scene scene = {0};
    assert_true(scene_copy(&scene, &lab->scene, NULL));
    assert_true(scene_put(&scene, "run", "target", "0.5", NULL));
    assert_true(lab->type->open(lab, &scene, NULL));
    assert_string_equal(lab->type->aim->measure(lab), "steps to the target");
    assert_ptr_equal(((struct racing *)lab)->race, ran);
    scene_clear(&scene);
    lab_destroy(lab);
}

static void none_and_0_ask_for_the_lowest_final_cost(void **state)
{
    (void)state;
    static const char *const none[] = {"none", "0"};
    for (int i = 0; i < 2; i++) {
        struct lab *lab = open_text(race, "run", "target", none[i]);
        assert_string_equal(lab->type->aim->measure(lab), "final cost");
        lab_destroy(lab);
    }
}

static void who_ends_above_its_start_has_diverged(void **state)
{
    (void)state;
    assert_true(isinf(outcome_at(race, "runner.plain", 0.09, 0)));
    assert_true(isfinite(outcome_at(race, "runner.plain", 0.07, 0)));
}

static void where_divergence_begins_does_not_depend_on_a_target(void **state)
{
    (void)state;
    static const char *const texts[] = {race, training};
    for (int i = 0; i < 2; i++) {
        struct lab *lab = open_text(texts[i], NULL, NULL, NULL);
        // One that a run is below on its way out, and one that none comes to.
        struct lab *near = open_text(texts[i], "run", "target", i == 0 ? "20" : "2.2");
        struct lab *far = open_text(texts[i], "run", "target", "1e-9");
        const double edge = search(lab, 0).edge;
        assert_true(isfinite(edge) || i == 1);
        for (int k = 0; k < 2; k++) {
            const double other = search(k == 0 ? near : far, 0).edge;
            if (isfinite(edge)) // each search has its own tries
                assert_float_equal(other, edge, 0.05 * edge);
            else
                assert_true(isinf(other));
        }
        lab_destroy(lab);
        lab_destroy(near);
        lab_destroy(far);
    }
}

static void training_is_searched_for_the_final_cost_of_the_training_set(void **state)
{
    (void)state;
    struct lab *lab = open_text(training, NULL, NULL, NULL);
    const struct tune_result result = search(lab, 0);
    assert_true(result.is_found && result.cost < result.before);
    assert_true(outcome_at(training, "runner.plain", result.alpha, 0) == result.cost);
    lab_destroy(lab);
}

static void only_runners_with_a_learning_rate_are_searched_for(void **state)
{
    (void)state;
    struct lab *lab = open_text(race, NULL, NULL, NULL);
    struct error error = {0};
    const struct search_setup setup = {.lab = lab, .group = 2}; // the surface
    assert_null(search_param(lab, 2));
    assert_string_equal(search_param(lab, 0)->key, "alpha");
    assert_null(search_create(&setup, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    lab_destroy(lab);
}

static void a_search_can_be_thrown_away_while_it_runs(void **state)
{
    (void)state;
    struct lab *lab = open_text(race, "run", "steps", "100000");
    const struct search_setup setup = {.lab = lab, .group = 0};
    struct search *search = search_create(&setup, NULL);
    assert_true(search_start(search, NULL));
    lab_destroy(lab); // it does not need it any more
    search_cancel(search);
    assert_true(search_done(search));
    assert_false(tune_result(search_tune(search)).is_found);
    search_destroy(search);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_found_is_what_the_scene_comes_to_with_it),
        cmocka_unit_test(a_target_asks_for_the_fewest_steps),
        cmocka_unit_test(a_training_has_a_target_too),
        cmocka_unit_test(a_target_that_is_no_number_is_refused_with_its_place),
        cmocka_unit_test(another_target_lets_nobody_run_again),
        cmocka_unit_test(none_and_0_ask_for_the_lowest_final_cost),
        cmocka_unit_test(who_ends_above_its_start_has_diverged),
        cmocka_unit_test(where_divergence_begins_does_not_depend_on_a_target),
        cmocka_unit_test(training_is_searched_for_the_final_cost_of_the_training_set),
        cmocka_unit_test(only_runners_with_a_learning_rate_are_searched_for),
        cmocka_unit_test(a_search_can_be_thrown_away_while_it_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
