// Runners whose learning rate is typed.
#include "labs/kit/runners.h"
#include "labs/registry.h"
#include "test.h"

#include "labs/parsed.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char head[] = "[scene]\nlab = decay\n[objective]\nsurface = ravine\n"
                           "[run]\nsteps = 40\n[runner.a]\nrule = momentum\nalpha = 0.1\n"
                           "schedule = formula\n";

static struct lab *open(const char *lines, struct scene *scene)
{
    struct error error = {0};
    struct lab *lab;
    char text[2048];
    snprintf(text, sizeof text, "%s%s", head, lines);
    if (!open_parsed(text, scene, &lab, &error))
        fail_msg("%s", error.text);
    return lab;
}

static void close(struct lab *lab, struct scene *scene)
{
    lab_destroy(lab);
    scene_clear(scene);
}

static const struct param *find_slider(const struct lab *lab, const char *key)
{
    const struct param *param;
    for (size_t i = 0; (param = lab->type->slider(lab, 0, i)); i++)
        if (strcmp(param->key, key) == 0)
            return param;
    return NULL;
}

static void every_free_name_is_a_slider_of_the_runner(void **state)
{
    (void)state;
    struct scene scene;
    // `period` is a whole number under linear; here it is what the formula makes of it.
    struct lab *lab =
        open("alpha_t = alpha0*beta1*exp(-t/period) + low\nperiod = 5.5 in 1..20\n", &scene);
    const struct param *period = find_slider(lab, "period"), *low = find_slider(lab, "low");
    assert_non_null(period);
    assert_true(period->min == 1 && period->max == 20 && period->scale == PARAM_LINEAR);
    assert_true(scene_number(&scene, "runner.a", period) == 5.5);
    assert_non_null(low);
    assert_true(low->standard == 1);
    assert_non_null(find_slider(lab, "alpha_t"));
    assert_non_null(find_slider(lab, "alpha"));
    close(lab, &scene);
}

// α of a step of the first runner, by what scenes claim it with.
static double measure(struct lab *lab, const char *name, const struct lab_asked *asked)
{
    const struct lab_measure *found = lab->type->measures;
    while (strcmp(found->name, name) != 0)
        found++;
    lab_wait(lab, (double)lab->type->steps(lab), -1);
    return found->of(lab, asked);
}

static double alpha_at(struct lab *lab, double step)
{
    const struct lab_asked asked = {.number = {step}, .count = 1};
    return measure(lab, "alpha", &asked);
}

static void it_is_read_as_papers_write_it(void **state)
{
    (void)state;
    static const char text[] =
        "[scene]\nlab = descent\n[objective]\nsurface = ravine\n[run]\nsteps = 10\n"
        "[runner.a]\nrule = gd\nschedule = formula\n"
        "alpha = alpha0 * min(1, epoch/3) * 0.5*(1+cos(pi*epoch/epochs))\nalpha0 = 0.2\n";
    struct scene scene;
    struct lab *lab;
    struct error error = {0};
    if (!open_parsed(text, &scene, &lab, &error))
        fail_msg("%s", error.text);
    assert_string_equal(scene_text(&scene, "runner.a", "alpha"), "0.2");
    assert_true(fabs(alpha_at(lab, 2) -
                     0.2 * 2 / 3 * 0.5 * (1 + cos(3.14159265358979323846 * 2 / 10))) < 1e-16);
    // Written and read again it is the same.
    char *written = scene_format(&scene, &error);
    const double before = alpha_at(lab, 7);
    close(lab, &scene);
    assert_non_null(written);
    if (!open_parsed(written, &scene, &lab, &error))
        fail_msg("%s", error.text);
    assert_true(alpha_at(lab, 7) == before);
    close(lab, &scene);
    free(written);
}

static void a_name_that_is_a_key_of_the_rule_is_its_number(void **state)
{
    (void)state;
    struct scene scene;
    struct lab *lab = open("beta1 = 0.75\nalpha_t = alpha0*(1 - beta1)\n", &scene);
    assert_true(alpha_at(lab, 3) == 0.1 * 0.25);
    close(lab, &scene);
}

static void two_formulas_are_told_apart_by_their_sections(void **state)
{
    (void)state;
    struct scene scene;
    struct lab *lab = open("alpha_t = alpha0/t\n[runner.b]\nrule = momentum\nalpha = 0.1\n"
                           "schedule = formula\nalpha_t = alpha0/t^2\n",
                           &scene);
    struct lab_group group;
    lab->type->group(lab, 1, 0, &group);
    assert_string_equal(group.name, "b");
    close(lab, &scene);
}

static void a_number_that_is_moved_keeps_its_range(void **state)
{
    (void)state;
    struct scene scene, opened = {0}, base = {0};
    struct lab *lab = open("alpha_t = alpha0*rise\nrise = 3\n", &scene);
    assert_true(scene_copy(&opened, &scene, NULL) && scene_copy(&base, &scene, NULL));
    assert_true(scene_put(&scene, "runner.a", "rise", "4", NULL));
    const struct lab_change change = {
        .section = "runner.a", .key = "rise", .opened = &opened, .base = &base};
    assert_true(lab->type->follow(lab, &scene, &change, NULL));
    assert_string_equal(scene_text(&scene, "runner.a", "rise"), "4 in -5..5");
    close(lab, &scene);
    scene_clear(&opened);
    scene_clear(&base);
}

static void a_schedule_that_becomes_a_formula_has_one_to_begin_with(void **state)
{
    (void)state;
    struct scene scene;
    struct lab *lab = open("alpha_t = alpha0\n", &scene);
    assert_true(scene_put(&scene, "runner.a", "alpha_t", NULL, NULL));
    const struct lab_change change = {
        .section = "runner.a", .key = "schedule", .opened = &lab->scene, .base = &scene};
    assert_true(lab->type->follow(lab, &scene, &change, NULL));
    assert_non_null(strstr(scene_text(&scene, "runner.a", "alpha_t"), "alpha0"));
    assert_true(lab->type->open(lab, &scene, NULL));
    close(lab, &scene);
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"alpha_t = alpha0 *\n", "test.ini:11: alpha_t: character 9"},
        {"alpha_t = alpha0*cs(t)\n",
         "test.ini:11: alpha_t: character 8: there is no such function"},
        {"alpha_t = batch*alpha0\n", "test.ini:11: alpha_t: 'batch' is a key of every runner"},
        {"alpha_t = alpha0/rise\nrise = 5..1\n", "test.ini:12: rise must be a number such as 1"},
        {"alpha_t = alpha0/rise\nrise = 0 in 1..2\n", "test.ini:12: rise must be"},
        {"alpha_t = alpha0\nrize = 3\n", "test.ini:12: no key 'rize'"},
        {"", "test.ini:10: schedule = formula needs alpha_t, as alpha_t = alpha0"},
        {"alpha_t = alpha0\ndecay_rate = 2\n",
         "test.ini:12: decay_rate has no effect under formula"},
        {"alpha_t = alpha0\nbeta2 = 0.9\n", "test.ini:12: beta2 has no effect under momentum"},
        {"alpha_t = alpha0\n[runner.b]\nrule = gd\nalpha_t = 1\n",
         "test.ini:14: alpha_t has no effect under constant"},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct error error = {0};
        struct scene scene;
        struct lab *lab;
        char text[2048];
        snprintf(text, sizeof text, "%s%s", head, rows[r][0]);
        if (open_parsed(text, &scene, &lab, &error))
            fail_msg("%s is taken", rows[r][0]);
        if (!strstr(error.text, rows[r][1]))
            fail_msg("%s: %s", rows[r][0], error.text);
        scene_clear(&scene);
    }
}

static void who_has_no_alpha_is_told_so(void **state)
{
    (void)state;
    struct scene scene;
    struct lab *lab = open("alpha_t = alpha0*(20.5 - t)\n", &scene);
    struct lab_group group;
    lab_wait(lab, (double)lab->type->steps(lab), -1);
    lab->type->group(lab, 0, (double)lab->type->steps(lab), &group);
    assert_true(group.diverged);
    assert_non_null(strstr(group.summary, "α is no learning rate at step 21"));
    close(lab, &scene);
}

static void a_training_takes_it_too(void **state)
{
    (void)state;
    static const char text[] =
        "[scene]\nlab = training\n[data]\ndata = digits\n[network]\n"
        "hidden = 4\n[run]\nepochs = 5\n[runner.a]\nrule = gd\n"
        "batch = 64\nalpha = 0.2\nschedule = formula\n"
        "alpha_t = alpha0*(0.01*(epochs + 0.5 - epoch - rest))\nrest = 1.75\n";
    struct scene scene;
    struct lab *lab;
    struct error error = {0};
    if (!open_parsed(text, &scene, &lab, &error))
        fail_msg("%s", error.text);
    const struct lab_asked asked = {0};
    const double a_pass = measure(lab, "steps_a_pass", &asked);
    assert_true(measure(lab, "steps", &asked) == 3 * a_pass + 1);
    struct lab_group group;
    lab->type->group(lab, 0, (double)lab->type->steps(lab), &group);
    assert_true(group.diverged); // in epoch 4 it is below 0
    assert_non_null(strstr(group.summary, "α is no learning rate at step "));
    close(lab, &scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_free_name_is_a_slider_of_the_runner),
        cmocka_unit_test(it_is_read_as_papers_write_it),
        cmocka_unit_test(a_name_that_is_a_key_of_the_rule_is_its_number),
        cmocka_unit_test(two_formulas_are_told_apart_by_their_sections),
        cmocka_unit_test(a_number_that_is_moved_keeps_its_range),
        cmocka_unit_test(a_schedule_that_becomes_a_formula_has_one_to_begin_with),
        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(who_has_no_alpha_is_told_so),
        cmocka_unit_test(a_training_takes_it_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
