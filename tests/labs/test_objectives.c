#include "labs/kit/objectives.h"
#include "labs/registry.h"

#include "labs/racing/descent.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void read_text(struct scene *scene, const char *text)
{
    struct error error = {0};
    if (!scene_parse(scene, text, strlen(text), "test.ini", &error) || !lab_for(scene, &error))
        fail_msg("%s", error.text);
}

static void diamonds_have_their_known_minimum(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct objective_cache cache = {0}, fresh;
    struct error error = {0};
    read_text(&scene, "[objective]\nkind = regression\ndata = diamonds\n");
    if (!objective_prepare(&cache, &fresh, &scene, 1, &error))
        fail_msg("%s", error.text);
    objective_cache_take(&cache, &fresh);
    assert_int_equal(cache.objective->examples, 53940);
    // R's lm(price ~ carat): 7756.43 · carat − 2256.36.
    assert_true(fabs(cache.objective->minimum[0].theta[0] - 7756.4256) < 1e-3);
    assert_true(fabs(cache.objective->minimum[0].theta[1] - -2256.3606) < 1e-3);
    objective_cache_clear(&cache);
    scene_clear(&scene);
}

static void what_has_not_changed_is_not_made_again(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct objective_cache cache = {0}, fresh;
    read_text(&scene, "[objective]\nkind = regression\ndata = diamonds\nstart = 1, 2\n");
    assert_true(objective_prepare(&cache, &fresh, &scene, 1, NULL));
    objective_cache_take(&cache, &fresh);
    // Another start or seed is the same objective.
    assert_true(scene_put(&scene, "objective", "start", "3, 4", NULL));
    assert_true(objective_prepare(&cache, &fresh, &scene, 2, NULL));
    assert_null(fresh.objective);
    // Another transformation is another objective over the same table.
    assert_true(scene_put(&scene, "objective", "log", "both", NULL));
    assert_true(objective_prepare(&cache, &fresh, &scene, 2, NULL));
    assert_non_null(fresh.objective);
    assert_null(fresh.table_key);
    objective_cache_clear(&fresh);
    objective_cache_clear(&cache);
    scene_clear(&scene);
}

static void noise_is_drawn_anew_for_another_seed(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct objective_cache cache = {0}, fresh;
    read_text(&scene, "[objective]\nkind = surface\nsurface = ravine\nnoise = 2\n");
    assert_true(objective_prepare(&cache, &fresh, &scene, 1, NULL));
    objective_cache_take(&cache, &fresh);
    assert_true(objective_prepare(&cache, &fresh, &scene, 1, NULL));
    assert_null(fresh.objective);
    assert_true(objective_prepare(&cache, &fresh, &scene, 2, NULL));
    assert_non_null(fresh.objective);
    objective_cache_clear(&fresh);
    objective_cache_clear(&cache);
    scene_clear(&scene);
}

static void a_logarithm_of_what_is_not_positive_is_refused_in_its_place(void **state)
{
    (void)state;
    char path[] = "/tmp/ravine-test-XXXXXX";
    const int file = mkstemp(path);
    assert_true(file >= 0);
    const char rows[] = "a,b\n1,2\n0,3\n4,5\n";
    assert_int_equal(write(file, rows, sizeof rows - 1), (ssize_t)sizeof rows - 1);
    close(file);
    char text[256];
    snprintf(text, sizeof text,
             "[objective]\nkind = regression\ndata = %s\nx = a\ny = b\nlog = x\n", path);
    struct scene scene = {0};
    struct objective_cache cache = {0}, fresh;
    struct error error = {0};
    read_text(&scene, text);
    assert_false(objective_prepare(&cache, &fresh, &scene, 1, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "test.ini:6"));
    assert_non_null(strstr(error.text, "positive"));
    unlink(path);
    scene_clear(&scene);
}

static void every_objective_has_sliders_that_its_scene_allows(void **state)
{
    (void)state;
    static const char *const kinds[] = {"surface", "regression"};
    for (int k = 0; k < 2; k++) {
        struct scene scene = {0};
        read_text(&scene, "[objective]\nsurface = ravine\n");
        assert_true(scene_put(&scene, "objective", "kind", kinds[k], NULL));
        size_t count = 0;
        for (; objective_slider(&(struct objective_cache){0}, &scene, count); count++) {
            size_t i = 0;
            while (objective_param(i) &&
                   strcmp(objective_param(i)->key, objective_slider(&(struct objective_cache){0}, &scene, count)->key) != 0)
                i++;
            assert_non_null(objective_param(i));
        }
        assert_true(count >= 2);
        scene_clear(&scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(diamonds_have_their_known_minimum),
        cmocka_unit_test(what_has_not_changed_is_not_made_again),
        cmocka_unit_test(noise_is_drawn_anew_for_another_seed),
        cmocka_unit_test(a_logarithm_of_what_is_not_positive_is_refused_in_its_place),
        cmocka_unit_test(every_objective_has_sliders_that_its_scene_allows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
