#include "labs/kit/objectives.h"
#include "labs/registry.h"

#include "labs/kit/survey.h"
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

// The plane that an objective of this scene has; from `tables` where those have it.
static struct objective plane_of(const char *text, struct tables *tables)
{
    struct scene scene = {0};
    struct objective_cache cache = {.tables = tables}, fresh;
    struct objective plane = {0};
    read_text(&scene, text);
    assert_true(objective_prepare(&cache, &fresh, &scene, 1, NULL));
    objective_copy_plane(&plane, fresh.objective);
    objective_cache_clear(&fresh);
    objective_cache_clear(&cache);
    scene_clear(&scene);
    return plane;
}

static void assert_same_plane(const struct objective *a, const struct objective *b)
{
    assert_memory_equal(a->low, b->low, sizeof a->low);
    assert_memory_equal(a->high, b->high, sizeof a->high);
    assert_memory_equal(a->start, b->start, sizeof a->start);
    assert_memory_equal(&a->alpha, &b->alpha, sizeof a->alpha);
    assert_int_equal(a->minimum_count, b->minimum_count);
    assert_memory_equal(a->minimum, b->minimum, sizeof a->minimum);
}

static void minima_are_looked_for_once_and_are_the_same(void **state)
{
    (void)state;
    // Each differs from the one before in one thing that the minima depend on.
    static const char *const texts[] = {
        "[objective]\nkind = surface\nsurface = formula\nf = (x - a)^2 + y^4\na = 1\n",
        "[objective]\nkind = surface\nsurface = formula\nf = (x - a)^2 + y^4\na = 2\n",
        "[objective]\nkind = surface\nsurface = formula\nf = (x - a)^2 + (y - 1)^2\na = 2\n",
        "[objective]\nkind = fit\ndata = seattle\nmodel = w*x + b\n",
        "[objective]\nkind = fit\ndata = seattle\nmodel = w*x + b\nunknowns = b, w\n",
        "[objective]\nkind = fit\ndata = seattle\nmodel = w*x + b\nloss = abs\n",
        "[objective]\nkind = fit\ndata = seattle\nmodel = w*x + b\nloss = huber\n",
        "[objective]\nkind = fit\ndata = seattle\nmodel = w*x + b\nloss = huber\ndelta = 3\n",
        "[objective]\nkind = fit\ndata = seattle\nmodel = w*x + b\nstandardize = yes\n",
        "[objective]\nkind = fit\ndata = seattle\nmodel = w*x + b\nx = wind\n",
        "[objective]\nkind = fit\ndata = seattle\nmodel = w*x + b\nloss = logistic\nabove = 9\n",
        "[objective]\nkind = fit\ndata = seattle\nmodel = w*x + b\nloss = logistic\nabove = 5\n",
        "[objective]\nkind = fit\ndata = seattle\nmodel = w*x + b + k\nk = 2\n",
        "[objective]\nkind = fit\ndata = seattle\nmodel = w*x + b + k\nk = 3\n",
    };
    struct tables *tables = tables_create(NULL);
    assert_non_null(tables);
    struct objective before = {0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct objective alone = plane_of(texts[i], NULL), first = plane_of(texts[i], tables),
                               again = plane_of(texts[i], tables);
        assert_same_plane(&alone, &first);
        assert_same_plane(&first, &again);
        if (memcmp(&alone, &before, sizeof alone) == 0)
            fail_msg("as the one before: %s", texts[i]);
        before = alone;
    }
    tables_destroy(tables);
}

static void describe_seed(FILE *out, const void *source)
{
    fprintf(out, "test %d", *(const int *)source);
}

static void what_was_found_is_kept_by_everything_that_it_depends_on(void **state)
{
    (void)state;
    struct tables *tables = tables_create(NULL);
    struct formula_params names = {.count = 1, .name = {"a"}, .value = {1}};
    struct kit_survey survey;
    struct objective made = {.minimum_count = 1, .minimum = {{.theta = {3, 4}}}};
    int seed = 1;
    const struct kit_surveyed of = {describe_seed, &seed, &names};
    assert_null(kit_survey_find(&survey, tables, &of));
    kit_survey_end(&survey, tables, NULL); // it could not be made
    assert_null(kit_survey_find(&survey, tables, &of));
    kit_survey_end(&survey, tables, &made);
    const struct objective *found = kit_survey_find(&survey, tables, &of);
    assert_non_null(found);
    assert_true(found->minimum[0].theta[1] == 4);
    kit_survey_end(&survey, tables, found);
    names.value[0] = nextafter(1, 2);
    assert_null(kit_survey_find(&survey, tables, &of));
    kit_survey_end(&survey, tables, NULL);
    names.value[0] = 1;
    seed = 2;
    assert_null(kit_survey_find(&survey, tables, &of));
    kit_survey_end(&survey, tables, NULL);
    assert_null(kit_survey_find(&survey, NULL, &of)); // without tables nothing is kept
    kit_survey_end(&survey, NULL, &made);
    tables_destroy(tables);
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
                   strcmp(objective_param(i)->key,
                          objective_slider(&(struct objective_cache){0}, &scene, count)->key) != 0)
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
        cmocka_unit_test(minima_are_looked_for_once_and_are_the_same),
        cmocka_unit_test(what_was_found_is_kept_by_everything_that_it_depends_on),
        cmocka_unit_test(noise_is_drawn_anew_for_another_seed),
        cmocka_unit_test(a_logarithm_of_what_is_not_positive_is_refused_in_its_place),
        cmocka_unit_test(every_objective_has_sliders_that_its_scene_allows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
