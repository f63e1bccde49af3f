// Scenes with a rule of their own.
#include "labs/kit/rule_list.h"
#include "labs/kit/runners.h"
#include "labs/racing/descent.h"
#include "labs/racing/racing.h"
#include "labs/registry.h"
#include "labs/training/state.h"
#include "test.h"

#include "labs/parsed.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char descent[] = "[scene]\nlab = descent\n[objective]\nsurface = ravine\n"
                              "[run]\nsteps = 40\n";
static const char training[] = "[scene]\nlab = training\n[data]\ndata = digits\n[network]\n"
                               "hidden = 6\n[run]\nepochs = 1\n";
static const char mine[] = "[rule.mine]\nv = beta*v + (1-beta)*g\ntheta = theta - alpha*v\n"
                           "beta = 0.9 in 0..1\n";

static bool try_open(const char *head, const char *lines, struct scene *scene, struct lab **lab,
                     struct error *error)
{
    char text[4096];
    snprintf(text, sizeof text, "%s%s", head, lines);
    return open_parsed(text, scene, lab, error);
}

static struct lab *open(const char *head, const char *lines, struct scene *scene)
{
    struct error error = {0};
    struct lab *lab;
    char text[4096];
    snprintf(text, sizeof text, "%s%s", mine, lines);
    if (!try_open(head, text, scene, &lab, &error))
        fail_msg("%s", error.text);
    return lab;
}

static void close(struct lab *lab, struct scene *scene)
{
    lab_destroy(lab);
    scene_clear(scene);
}

static const struct runner_set *runners_of(const struct lab *lab)
{
    return &((const struct racing *)lab)->runners;
}

static const struct trail *trail_of(struct lab *lab, size_t runner)
{
    lab_wait(lab, (double)lab->type->steps(lab), -1);
    return race_trail(((struct racing *)lab)->race, runner);
}

// ---- it is a rule like any other ----------------------------------------------------------------

static void a_typed_rule_runs_beside_the_one_that_it_repeats(void **state)
{
    (void)state;
    struct scene scene;
    struct lab *lab = open(descent,
                           "[runner.a]\nrule = mine\nalpha = 0.05\nbatch = 32\nbeta = 0.8\n"
                           "[runner.b]\nrule = momentum\nalpha = 0.05\nbatch = 32\nbeta1 = 0.8\n",
                           &scene);
    const struct trail *own = trail_of(lab, 0), *shipped = trail_of(lab, 1);
    assert_int_equal(own->length, 41);
    for (size_t k = 0; k < 41; k++)
        assert_true(fabs(own->cost[k] - shipped->cost[k]) <= 1e-12 * (1 + fabs(own->cost[k])));
    assert_true(own->cost[40] != own->cost[0]);
    assert_string_equal(runners_of(lab)->entry[0].name, "mine");
    close(lab, &scene);
}

static void it_trains_a_network_as_well(void **state)
{
    (void)state;
    struct scene scene;
    struct lab *lab = open(training,
                           "[runner.a]\nrule = mine\nalpha = 0.1\nbatch = 16\n"
                           "[runner.b]\nrule = momentum\nalpha = 0.1\nbatch = 16\n",
                           &scene);
    assert_true(lab_wait(lab, 0, -1));
    const struct trainer *trainer = ((struct training_lab *)lab)->training;
    const struct course *own = trainer_course(trainer, 0), *shipped = trainer_course(trainer, 1);
    assert_true(own->length > 5 && own->length == shipped->length);
    for (size_t k = 1; k < own->length; k++)
        assert_true(fabs(own->batch_cost[k] - shipped->batch_cost[k]) <
                    1e-5 * fabs(shipped->batch_cost[k]));
    close(lab, &scene);
}

static void its_names_are_sliders_and_a_runner_says_another_number(void **state)
{
    (void)state;
    struct scene scene;
    struct lab *lab =
        open(descent, "[runner.a]\nrule = mine\nbeta = 0.7\n[runner.b]\nrule = mine\n", &scene);
    const struct runner_set *set = runners_of(lab);
    const struct param *rule = runner_slider(set, 0, 0), *beta = runner_slider(set, 0, 2);
    assert_string_equal(rule->key, "rule");
    assert_string_equal(rule->choices[set->rules.count - 1], "mine");
    assert_null(rule->choices[set->rules.count]);
    assert_string_equal(runner_slider(set, 0, 1)->key, "alpha");
    assert_string_equal(beta->key, "beta");
    assert_true(beta->min == 0 && beta->max == 1 && beta->standard == 0.9);
    assert_true(set->runner[0].number[1] == 0.7 && set->runner[1].number[1] == 0.9);
    assert_string_equal(set->entry[0].name, "β = 0.7");
    close(lab, &scene);
}

static void a_changed_line_runs_again_and_an_unchanged_one_does_not(void **state)
{
    (void)state;
    struct scene scene;
    struct lab *lab = open(descent, "[runner.a]\nrule = mine\nalpha = 0.05\n", &scene);
    const struct race *race = ((struct racing *)lab)->race;
    const double before = trail_of(lab, 0)->cost[40];
    assert_true(scene_put(&scene, "runner.a", "color", "green", NULL));
    assert_true(lab->type->open(lab, &scene, NULL));
    assert_ptr_equal(((struct racing *)lab)->race, race);
    assert_true(scene_put(&scene, "rule.mine", "theta", "theta - 2 alpha*v", NULL));
    assert_true(lab->type->open(lab, &scene, NULL));
    const double after = trail_of(lab, 0)->cost[40];
    assert_true(isfinite(after) && after != before);
    // What cannot be read leaves the race as it is.
    struct error error = {0};
    assert_true(scene_put(&scene, "rule.mine", "theta", "theta - (", NULL));
    assert_false(lab->type->open(lab, &scene, &error));
    assert_true(trail_of(lab, 0)->cost[40] == after);
    close(lab, &scene);
}

// ---- what is wrong ------------------------------------------------------------------------------

static void what_is_wrong_is_told_with_its_place(void **state)
{
    (void)state;
    static const char head[] = "[scene]\nlab = descent\n";
    static const char *const rows[][2] = {
        {"[rule.my]\ntheta = theta - alpha*(\n[runner.a]\nrule = my\n", "test.ini:4: theta: "},
        {"[rule.my]\nv = g\n[runner.a]\nrule = my\n", "test.ini:3: "},
        {"[rule.my]\n[runner.a]\nrule = gd\n", "test.ini:3: "},
        {"[rule.adam]\ntheta = theta - alpha*g\n[runner.a]\nrule = adam\n",
         "test.ini:3: there is a rule adam already"},
        {"[rule.my]\ntheta = theta - clip*g\n[runner.a]\nrule = my\n",
         "test.ini:3: 'clip' is a key of [runner.NAME] already"},
        {"[rule.mine]\ntheta = theta - alpha*g\n[runner.a]\nrule = mime\n",
         "test.ini:6: no rule 'mime'"},
        {"[rule.mine]\ntheta = theta - alpha*g\n[runner.a]\nrule = mime\n", "did you mean mine?"},
        {"[rule.my]\ntheta = theta - alpha*beta*g\n[runner.a]\nrule = my\nbet = 1\n",
         "test.ini:7: no key 'bet' in [runner.a]; did you mean beta?"},
        {"[rule.my]\ntheta = theta - alpha*g\n[runner.a]\nrule = my\nbeta1 = 0.5\n",
         "test.ini:7: beta1 has no effect under my"},
        {"[rule.my]\ntheta = theta - alpha*c*g\nc = 1 in 0..2\n[runner.a]\nrule = my\nc = 3\n",
         "test.ini:8: c must be a number from 0 to 2"},
        {"[runner.a]\nrule = gd\nbeta = 0.9\n", "test.ini:5: no key 'beta' in [runner.a]"},
        {"[runner.a]\nrule = mine\n", "test.ini:4: rule must be"},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct error error = {0};
        struct scene scene;
        struct lab *lab = NULL;
        char text[1000];
        snprintf(text, sizeof text, "%s%s", head, rows[r][0]);
        assert_true(scene_parse(&scene, text, strlen(text), "test.ini", NULL));
        if (lab_for(&scene, &error) && (lab = lab_create(&lab_descent, &scene, 1, &error)))
            fail_msg("%s is taken", rows[r][0]);
        if (!strstr(error.text, rows[r][1]))
            fail_msg("%s: %s", rows[r][0], error.text);
        scene_clear(&scene);
    }
}

// ---- step sizes that fit ------------------------------------------------------------------------

// What α becomes where a runner that had plain descent's is given a rule of these lines.
static double followed(const char *lines, const char *rule)
{
    char text[2000];
    struct scene scene, opened = {0}, base = {0};
    struct lab *lab;
    struct error error = {0};
    snprintf(text, sizeof text, "%s[runner.a]\nrule = gd\nalpha = 0.07\n", lines);
    if (!try_open(descent, text, &scene, &lab, &error))
        fail_msg("%s", error.text);
    assert_true(scene_copy(&opened, &scene, NULL) && scene_copy(&base, &scene, NULL));
    assert_true(scene_put(&scene, "runner.a", "rule", rule, NULL));
    const struct lab_change change = {
        .section = "runner.a", .key = "rule", .opened = &opened, .base = &base};
    assert_true(lab->type->follow(lab, &scene, &change, NULL));
    const double alpha = strtod(scene_text(&scene, "runner.a", "alpha"), NULL);
    scene_clear(&opened);
    scene_clear(&base);
    close(lab, &scene);
    return alpha;
}

static void alpha_follows_how_the_rule_steps(void **state)
{
    (void)state;
    static const char averages[] = "[rule.my]\nv = 0.9 v + 0.1 g\ntheta = theta - alpha*v\n";
    static const char sums[] = "[rule.my]\nv = 0.9 v + g\ntheta = theta - alpha*v\n";
    static const char divides[] = "[rule.my]\ns = 0.9 s + 0.1 g^2\n"
                                  "theta = theta - alpha*g/(sqrt(s) + 1e-8)\n";
    static const char says[] = "[rule.my]\ntheta = theta - alpha*g\nalpha = 0.003 in 0..1\n";
    const double plain = followed(averages, "my");
    assert_true(fabs(plain / followed(averages, "momentum") - 1) < 0.1);
    assert_true(fabs(followed(sums, "my") / (plain / 10) - 1) < 0.1);
    assert_true(fabs(followed(divides, "my") / followed(divides, "adam") - 1) < 0.1);
    assert_true(followed(says, "my") == 0.003);
}

// ---- lines that people type over ----------------------------------------------------------------

static void a_shipped_rule_is_offered_written_out_and_runs_the_same(void **state)
{
    (void)state;
    struct scene scene;
    struct error error = {0};
    struct lab_rule rule;
    struct lab *lab =
        open(descent, "[runner.a]\nrule = adam\nalpha = 0.3\nbeta1 = 0.7\nbatch = 8\n", &scene);
    const double before = trail_of(lab, 0)->cost[40];
    assert_true(lab->type->rule(lab, 0, &rule, NULL));
    assert_string_equal(rule.section, "rule.my-adam");
    size_t line, character;
    if (!rule.check(&rule, rule.text, &line, &character, &error) ||
        !rule.put(&rule, &scene, rule.text, &error) || !lab_check(lab->type, &scene, &error) ||
        !lab->type->open(lab, &scene, &error))
        fail_msg("%s\n%s", error.text, rule.text);
    assert_string_equal(scene_text(&scene, "runner.a", "rule"), "my-adam");
    const double after = trail_of(lab, 0)->cost[40];
    assert_true(fabs(after - before) <= 1e-12 * fabs(before));
    free(rule.text);
    close(lab, &scene);
}

static void
a_number_that_nothing_uses_any_more_does_not_hold_up_who_types_over_a_formula(void **state)
{
    (void)state;
    struct scene scene;
    struct error error = {0};
    struct lab_rule rule;
    size_t line, character;
    struct lab *lab = open(descent, "[runner.a]\nrule = gd\nalpha = 0.03\n", &scene);
    assert_true(lab->type->rule(lab, 0, &rule, NULL));
    assert_non_null(strstr(rule.text, "\nweight_decay = 0"));
    const char *over = "theta = theta - alpha*k*g\nalpha = 0.03\nweight_decay = 0\nk = 0.5\nj = 2";
    assert_true(rule.check(&rule, over, &line, &character, &error));
    if (!rule.put(&rule, &scene, over, &error) || !lab_check(lab->type, &scene, &error))
        fail_msg("%s", error.text);
    assert_string_equal(scene_text(&scene, "rule.my-gd", "k"), "0.5");
    assert_null(scene_text(&scene, "rule.my-gd", "weight_decay"));
    assert_null(scene_text(&scene, "rule.my-gd", "j"));
    // What is wrong otherwise has its line still.
    assert_false(rule.check(&rule, "j = 2\ntheta = theta - alpha*(g", &line, &character, &error));
    assert_int_equal(line, 1);
    free(rule.text);
    close(lab, &scene);
}

static void typed_lines_are_put_in_their_order_and_what_is_wrong_has_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t line, character;
    } wrong[] = {
        {"v = beta*v + g\n\ntheta = theta - alpha*(v", 2, 0},
        {"v = g\nwhatever", 1, 9},
        {"v = g\n  theta =  theta - )", 1, 20},
        {"v = g", 0, 0},
    };
    struct scene scene;
    struct lab_rule rule;
    struct lab *lab = open(descent, "[runner.a]\nrule = mine\n", &scene);
    assert_true(lab->type->rule(lab, 0, &rule, NULL));
    assert_string_equal(rule.section, "rule.mine");
    assert_string_equal(rule.text, "v = beta*v + (1-beta)*g\ntheta = theta - alpha*v\n"
                                   "beta = 0.9 in 0..1");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct error error = {0};
        size_t line, character;
        assert_false(rule.check(&rule, wrong[i].text, &line, &character, &error));
        assert_true(*error.text);
        assert_int_equal(line, wrong[i].line);
        if (wrong[i].character)
            assert_int_equal(character, wrong[i].character);
    }
    assert_true(
        rule.put(&rule, &scene, "s = g^2\n v = beta v+g \n\ntheta = theta - alpha v", NULL));
    const struct scene_section *section = scene_section(&scene, "rule.mine");
    assert_int_equal(section->count, 3);
    assert_string_equal(section->entry[0].key, "s");
    assert_string_equal(section->entry[1].key, "v");
    assert_string_equal(section->entry[1].value, "beta v+g");
    assert_string_equal(section->entry[2].key, "theta");
    free(rule.text);
    close(lab, &scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_typed_rule_runs_beside_the_one_that_it_repeats),
        cmocka_unit_test(it_trains_a_network_as_well),
        cmocka_unit_test(its_names_are_sliders_and_a_runner_says_another_number),
        cmocka_unit_test(a_changed_line_runs_again_and_an_unchanged_one_does_not),
        cmocka_unit_test(what_is_wrong_is_told_with_its_place),
        cmocka_unit_test(alpha_follows_how_the_rule_steps),
        cmocka_unit_test(a_shipped_rule_is_offered_written_out_and_runs_the_same),
        cmocka_unit_test(
            a_number_that_nothing_uses_any_more_does_not_hold_up_who_types_over_a_formula),
        cmocka_unit_test(typed_lines_are_put_in_their_order_and_what_is_wrong_has_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
