#include "labs/kit/runners.h"

#include "labs/lab.h"
#include "test.h"

#include <string.h>

static const struct runner_set none; // nobody had a look before

static void open_text(struct scene *scene, const char *text)
{
    struct error error = {0};
    if (!scene_parse(scene, text, strlen(text), "test.ini", &error))
        fail_msg("%s", error.text);
}

static void every_key_of_a_runner_is_listed_once(void **state)
{
    (void)state;
    for (size_t i = 0; runner_param(i); i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(runner_param(i)->key, runner_param(k)->key);
    // Every rule's and every schedule's keys are among them.
    for (size_t r = 0; rules[r]; r++) {
        for (const struct param *param = rules[r]->params; param->key; param++) {
            size_t i = 0;
            while (runner_param(i) && strcmp(runner_param(i)->key, param->key) != 0)
                i++;
            assert_non_null(runner_param(i));
        }
    }
}

static void runners_take_the_colours_of_the_lecture(void **state)
{
    (void)state;
    struct scene scene = {0};
    open_text(&scene, "[runner.a]\nrule = adam\n[runner.b]\nrule = gd\nbatch = all\n"
                      "[runner.c]\nrule = gd\nbatch = 1\n[runner.d]\nrule = gd\nbatch = 64\n"
                      "[runner.e]\nrule = momentum\n[runner.f]\nrule = rmsprop\n");
    struct runner_set set;
    assert_true(runner_set_init(&set, &none, &scene, 512, NULL));
    const int wanted[] = {LOOK_INK, LOOK_BLUE, LOOK_PURPLE, LOOK_GREEN, LOOK_VERMILION, LOOK_AMBER};
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(set.entry[i].look, wanted[i]);
    runner_set_clear(&set);
    scene_clear(&scene);
}

static void two_runners_of_one_kind_look_different(void **state)
{
    (void)state;
    struct scene scene = {0};
    open_text(&scene, "[runner.a]\nrule = adam\n[runner.b]\nrule = adam\n"
                      "[runner.c]\nrule = adam\n[runner.d]\nrule = gd\ncolor = sky\n");
    struct runner_set set;
    assert_true(runner_set_init(&set, &none, &scene, 512, NULL));
    for (size_t i = 0; i < set.count; i++)
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(set.entry[i].look, set.entry[k].look);
    assert_int_equal(set.entry[3].look, LOOK_SKY);
    runner_set_clear(&set);
    scene_clear(&scene);
}

static void a_batch_as_large_as_the_data_means_all(void **state)
{
    (void)state;
    struct scene scene = {0};
    open_text(&scene, "[runner.a]\nrule = gd\nbatch = 512\n[runner.b]\nrule = gd\nbatch = 511\n");
    struct runner_set set;
    assert_true(runner_set_init(&set, &none, &scene, 512, NULL));
    assert_int_equal(set.runner[0].batch, 0);
    assert_int_equal(set.runner[1].batch, 511);
    runner_set_clear(&set);
    scene_clear(&scene);
}

static void a_scene_without_runners_is_told_how_to_add_one(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct error error = {0};
    open_text(&scene, "[scene]\nlab = descent\n");
    struct runner_set set;
    assert_false(runner_set_init(&set, &none, &scene, 512, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "[runner."));
    scene_clear(&scene);
}

static void a_wrong_manual_list_names_its_line(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct error error = {0};
    open_text(&scene, "[runner.a]\nrule = gd\nschedule = manual\nmanual = 80:0.5, 40:0.5\n");
    struct runner_set set;
    assert_false(runner_set_init(&set, &none, &scene, 512, &error));
    assert_non_null(strstr(error.text, "test.ini:4"));
    scene_clear(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_of_a_runner_is_listed_once),
        cmocka_unit_test(runners_take_the_colours_of_the_lecture),
        cmocka_unit_test(two_runners_of_one_kind_look_different),
        cmocka_unit_test(a_batch_as_large_as_the_data_means_all),
        cmocka_unit_test(a_scene_without_runners_is_told_how_to_add_one),
        cmocka_unit_test(a_wrong_manual_list_names_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
