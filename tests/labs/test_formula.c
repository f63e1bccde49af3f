// Scenes with a function of their own.
#include "labs/kit/objectives.h"
#include "labs/registry.h"
#include "sim/field.h"
#include "test.h"

#include "labs/parsed.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char head[] = "[scene]\nlab = descent\n[objective]\nsurface = formula\n";
static const char runner[] = "[runner.plain]\nrule = gd\nalpha = 0.01\n";

static bool try_open(const char *lines, struct scene *scene, struct lab **lab, struct error *error)
{
    char text[4096];
    snprintf(text, sizeof text, "%s%s%s", head, lines, runner);
    return open_parsed(text, scene, lab, error);
}

static struct lab *open(const char *lines, struct scene *scene)
{
    struct error error = {0};
    struct lab *lab;
    if (!try_open(lines, scene, &lab, &error))
        fail_msg("%s", error.text);
    return lab;
}

static void prepare(const char *lines, struct objective_cache *cache, struct scene *scene)
{
    struct objective_cache empty = {0};
    struct error error = {0};
    char text[4096];
    snprintf(text, sizeof text, "%s%s%s", head, lines, runner);
    if (!scene_parse(scene, text, strlen(text), "test.ini", &error) ||
        !objective_prepare(&empty, cache, scene, 1, &error))
        fail_msg("%s", error.text);
}

// ---- names --------------------------------------------------------------------------------------

static void every_free_name_is_a_slider_in_its_range(void **state)
{
    (void)state;
    struct objective_cache cache;
    struct scene scene;
    prepare("f = a x^2 + b y^2 + κ + d\na = 1 in 0..5\nb = 100\nd = -0.3\n", &cache, &scene);
    static const struct {
        const char *key;
        double value, min, max;
    } wanted[] = {{"a", 1, 0, 5}, {"b", 100, 0, 500}, {"κ", 1, -5, 5}, {"d", -0.3, -0.5, 0.5}};
    for (size_t i = 0; i < 4; i++) {
        const struct param *param = objective_slider(&cache, &scene, 3 + i);
        assert_non_null(param);
        assert_string_equal(param->key, wanted[i].key);
        assert_true(fabs(param->min - wanted[i].min) < 1e-12);
        assert_true(fabs(param->max - wanted[i].max) < 1e-12);
        if (strcmp(param->key, "κ") != 0)
            assert_true(scene_number(&scene, "objective", param) == wanted[i].value);
    }
    const double at[] = {2, 3};
    assert_true(fabs(cache.objective->type->cost(cache.objective, at) - (4 + 900 + 1 - 0.3)) <
                1e-12);
    objective_cache_clear(&cache);
    scene_clear(&scene);
}

static void a_number_that_is_moved_keeps_its_range(void **state)
{
    (void)state;
    struct scene scene, opened = {0}, base = {0};
    struct lab *lab = open("f = a x^2 + y^2\na = 1\n", &scene);
    assert_true(scene_copy(&opened, &scene, NULL) && scene_copy(&base, &scene, NULL));
    assert_true(scene_put(&scene, "objective", "a", "3", NULL));
    const struct lab_change change = {
        .section = "objective", .key = "a", .opened = &opened, .base = &base};
    assert_true(lab->type->follow(lab, &scene, &change, NULL));
    assert_string_equal(scene_text(&scene, "objective", "a"), "3 in -5..5");
    assert_true(lab->type->open(lab, &scene, NULL));
    lab_destroy(lab);
    scene_clear(&scene);
    scene_clear(&opened);
    scene_clear(&base);
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"f = x +\n", "test.ini:5: f: character 4"},
        {"f = sqt(x)\n",
         "test.ini:5: f: character 1: there is no such function; did you mean sqrt"},
        {"f = a x\na = 5..1\n", "test.ini:6: a must be a number such as 1"},
        {"f = a x\na = 7 in 0..5\n", "test.ini:6: a must be"},
        {"f = a x\na = 1 in 5..0\n", "test.ini:6: a must be"},
        {"f = a x\nb = 1\n", "test.ini:6: no key 'b'"},
        {"f = z^2 + t\n", "test.ini:5: f: nothing in it depends on x or y"},
        {"f = 3\n", "test.ini:5: f: nothing in it depends on x or y"},
        {"f = θ₁² + θ₂²\n", "test.ini:5: f: θ₁ is called x here"},
        {"f = x^2 + theta_2^2\n", "test.ini:5: f: theta_2 is called y here"},
        {"start = 1, 1\n", "test.ini:4: surface = formula needs f, as f = "},
        {"f = kind x\n", "test.ini:5: f: 'kind' is a key"},
        {"f = x\ncondition = 3\n", "test.ini:6: condition has no effect on formula"},
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

static void a_shipped_surface_is_typed_over_with_the_numbers_that_it_has(void **state)
{
    (void)state;
    static const struct {
        const char *lines, *angle;
    } rows[] = {{"condition = 40\n", ""}, {"condition = 40\nangle = -30\n", "-30"}};
    for (size_t r = 0; r < 2; r++) {
        struct objective_cache empty = {0}, cache[2];
        struct scene scene[2];
        struct error error = {0};
        struct lab_formula formula;
        char text[600];
        snprintf(text, sizeof text, "[scene]\nlab = descent\n[objective]\nsurface = ravine\n%s",
                 rows[r].lines);
        assert_true(scene_parse(&scene[0], text, strlen(text), "test.ini", &error));
        assert_true(objective_formula(&scene[0], &formula));
        assert_string_equal(formula.number[0].key, "κ");
        assert_string_equal(formula.number[0].value, "40");
        assert_string_equal(formula.number[1].value, rows[r].angle);
        snprintf(text, sizeof text,
                 "[scene]\nlab = descent\n[objective]\nsurface = formula\nf = %s\nκ = 40\n%s",
                 formula.text, *rows[r].angle ? "φ = -30\n" : "");
        assert_true(scene_parse(&scene[1], text, strlen(text), "test.ini", &error));
        for (size_t i = 0; i < 2; i++)
            if (!objective_prepare(&empty, &cache[i], &scene[i], 1, &error))
                fail_msg("%s", error.text);
        const double at[] = {2, -1};
        double cost[2], gradient[2][2];
        for (size_t i = 0; i < 2; i++) {
            const struct objective *objective = cache[i].objective;
            cost[i] =
                objective->type->gradient(objective, at, NULL, objective->examples, gradient[i]);
        }
        assert_true(fabs(cost[0] - cost[1]) < 1e-12 * fabs(cost[0]));
        for (size_t k = 0; k < 2; k++)
            assert_true(fabs(gradient[0][k] - gradient[1][k]) < 1e-12 * fabs(gradient[0][k]));
        for (size_t i = 0; i < 2; i++) {
            objective_cache_clear(&cache[i]);
            scene_clear(&scene[i]);
        }
    }
}

// ---- what is found ------------------------------------------------------------------------------

static void the_shipped_minima_are_found_in_their_formulas(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t global, others;
        double at[2]; // the first
    } rows[] = {
        {"(1 − x)² + 100(y − x²)²", 1, 0, {1, 1}},
        {"(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²", 1, 1, {3, 0.5}},
        {"(x² + y − 11)² + (x + y² − 7)²", 4, 0, {3, 2}},
        {"(x + 2y − 7)² + (2x + y − 5)²", 1, 0, {1, 3}},
        {"2x² − 1.05x⁴ + x⁶/6 + xy + y²", 1, 2, {0, 0}},
        {"x⁴/4 − x³/3 − x² + y² + 8/3", 1, 1, {2, 0}},
        {"x² − y²", 0, 0, {0}},
        {"x³ − 3xy²", 0, 0, {0}},
        {"(x² + 2y²) / (1 + x² + 2y²)", 1, 0, {0, 0}},
        {"|x - 1| + 2|y + 2|", 1, 0, {1, -2}},
        {"max(|x|, |y|)", 1, 0, {0, 0}},
        {"1/x + log y", 0, 0, {0}},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct objective_cache cache;
        struct scene scene;
        char lines[400];
        snprintf(lines, sizeof lines, "f = %s\n", rows[r].text);
        prepare(lines, &cache, &scene);
        const struct objective *objective = cache.objective;
        size_t global = 0;
        bool has_first = rows[r].global == 0;
        for (size_t i = 0; i < objective->minimum_count; i++) {
            const struct minimum *minimum = &objective->minimum[i];
            global += minimum->is_global;
            has_first = has_first ||
                        (minimum->is_global && hypot(minimum->theta[0] - rows[r].at[0],
                                                     minimum->theta[1] - rows[r].at[1]) < 1e-6);
        }
        if (global != rows[r].global || objective->minimum_count - global != rows[r].others ||
            !has_first)
            fail_msg("%s: %zu and %zu minima", rows[r].text, global,
                     objective->minimum_count - global);
        for (size_t i = 0; i < objective->minimum_count; i++)
            for (int axis = 0; axis < 2; axis++)
                assert_true(objective->minimum[i].theta[axis] > objective->low[axis] &&
                            objective->minimum[i].theta[axis] < objective->high[axis]);
        double gradient[2];
        assert_true(
            isfinite(objective->type->gradient(objective, objective->start, NULL, 0, gradient)));
        assert_true(hypot(gradient[0], gradient[1]) > 0);
        assert_true(objective->alpha > 0 && objective->are_minima_found);
        objective_cache_clear(&cache);
        scene_clear(&scene);
    }
}

static void a_field_is_the_points_one_by_one(void **state)
{
    (void)state;
    enum { COLUMNS = 75, ROWS = 7 };
    struct objective_cache cache;
    struct scene scene;
    prepare("f = sin(x y) + a|x|\nnoise = 1\n", &cache, &scene);
    static float value[COLUMNS * ROWS];
    const double low[2] = {-2, -1}, high[2] = {2, 3};
    field_evaluate(cache.objective, low, high, COLUMNS, ROWS, 2, value);
    for (int i = 0; i < COLUMNS * ROWS; i++) {
        const double at[2] = {-2 + 4 * (double)(i % COLUMNS) / (COLUMNS - 1),
                              -1 + 4 * (double)(i / COLUMNS) / (ROWS - 1)};
        assert_true(fabs(value[i] - (sin(at[0] * at[1]) + fabs(at[0]))) < 1e-6);
    }
    objective_cache_clear(&cache);
    scene_clear(&scene);
}

static void who_leaves_where_f_has_a_value_is_told_why(void **state)
{
    (void)state;
    struct scene scene;
    struct lab *lab = open("f = √x + y²\nstart = 0.02, 1\n", &scene);
    struct lab_group group;
    lab_wait(lab, (double)lab->type->steps(lab), -1);
    lab->type->group(lab, 0, (double)lab->type->steps(lab), &group);
    assert_true(group.diverged);
    assert_non_null(strstr(group.summary, "J has no value at step "));
    lab_destroy(lab);
    scene_clear(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_free_name_is_a_slider_in_its_range),
        cmocka_unit_test(a_number_that_is_moved_keeps_its_range),
        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(a_shipped_surface_is_typed_over_with_the_numbers_that_it_has),
        cmocka_unit_test(the_shipped_minima_are_found_in_their_formulas),
        cmocka_unit_test(a_field_is_the_points_one_by_one),
        cmocka_unit_test(who_leaves_where_f_has_a_value_is_told_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
