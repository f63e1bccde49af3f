#include "labs/kit/runners.h"

#include "base/asset.h"
#include "labs/racing/decay.h"
#include "labs/racing/descent.h"
#include "labs/racing/racing.h"
#include "labs/registry.h"
#include "labs/training/training.h"
#include "scene/shelf.h"
#include "test.h"

#include <stdio.h>
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

// ---- keys that have no effect -------------------------------------------------------------------

// lab_check of a text; `error` says what is wrong.
static bool check(const struct lab_type *type, const char *text, struct error *error)
{
    struct scene scene = {0};
    *error = (struct error){0};
    open_text(&scene, text);
    const bool done = lab_check(type, &scene, error);
    scene_clear(&scene);
    return done;
}

static size_t list_owners(const char *key, const char *names[], size_t max)
{
    size_t count = 0;
    for (size_t r = 0; rules[r]; r++)
        if (param_find(rules[r]->params, key) && count < max)
            names[count++] = rules[r]->name;
    for (size_t s = 0; schedules[s]; s++)
        if (param_find(schedules[s]->params, key) && count < max)
            names[count++] = schedules[s]->name;
    return count;
}

// True when the sentence has the name as a word of its own.
static bool has_word(const char *sentence, const char *word)
{
    const size_t length = strlen(word);
    for (const char *at = sentence; (at = strstr(at, word)); at++) {
        const char before = at == sentence ? ' ' : at[-1], after = at[length];
        if (before == ' ' && (after == ' ' || after == ',' || after == ';' || !after))
            return true;
    }
    return false;
}

static void assert_refused(const struct error *error, const char *key, const char *place)
{
    enum { MAX = 64 };
    const char *names[MAX];
    const size_t count = list_owners(key, names, MAX);
    assert_int_equal(error->kind, ERROR_INPUT);
    if (strncmp(error->text, place, strlen(place)) != 0)
        fail_msg("'%s' is not about %s", error->text, place);
    const char *list = strchr(error->text, ';');
    assert_non_null(list);
    assert_non_null(strstr(error->text, key));
    for (size_t r = 0; rules[r]; r++) {
        bool is_owner = false;
        for (size_t i = 0; i < count; i++)
            is_owner = is_owner || strcmp(names[i], rules[r]->name) == 0;
        if (has_word(list, rules[r]->name) != is_owner)
            fail_msg("'%s' is wrong about %s", error->text, rules[r]->name);
    }
    for (size_t i = 0; i < count; i++)
        if (!has_word(list, names[i]))
            fail_msg("'%s' does not say %s", error->text, names[i]);
}

// The key with its standard value, in a runner of this rule and schedule.
static bool check_key(const char *rule, const char *schedule, const struct param *param,
                      struct error *error)
{
    char text[400], value[64];
    param_format(param, param->standard, value, sizeof value);
    snprintf(text, sizeof text,
             "[scene]\nlab = descent\n[runner.a]\nrule = %s\nschedule = %s\n%s = %s\n%s", rule,
             schedule, param->key, value,
             strcmp(schedule, "formula") == 0 && strcmp(param->key, "alpha_t") != 0
                 ? "alpha_t = alpha\n"
                 : "");
    return check(&lab_descent, text, error);
}

static void every_key_of_another_rule_is_refused_and_every_own_one_taken(void **state)
{
    (void)state;
    struct error error;
    size_t taken = 0, refused = 0;
    for (size_t r = 0; rules[r]; r++) {
        for (size_t o = 0; rules[o]; o++) {
            for (const struct param *param = rules[o]->params; param->key; param++) {
                const bool is_own = param_find(rules[r]->params, param->key) != NULL;
                if (check_key(rules[r]->name, "constant", param, &error) != is_own)
                    fail_msg("%s under %s: %s", param->key, rules[r]->name, error.text);
                if (!is_own)
                    assert_refused(&error, param->key, "test.ini:6: ");
                taken += is_own;
                refused += !is_own;
            }
        }
    }
    assert_true(taken > 0 && refused > 0);
}

static void every_key_of_another_schedule_is_refused_and_every_own_one_taken(void **state)
{
    (void)state;
    struct error error;
    for (size_t s = 0; schedules[s]; s++) {
        for (size_t o = 0; schedules[o]; o++) {
            for (const struct param *param = schedules[o]->params; param->key; param++) {
                const bool is_own = param_find(schedules[s]->params, param->key) != NULL;
                if (check_key("gd", schedules[s]->name, param, &error) != is_own)
                    fail_msg("%s under %s: %s", param->key, schedules[s]->name, error.text);
                if (!is_own)
                    assert_refused(&error, param->key, "test.ini:6: ");
            }
        }
    }
}

static void every_lab_with_runners_refuses_a_key_of_another_rule(void **state)
{
    (void)state;
    const struct lab_type *const types[] = {&lab_descent, &lab_decay, &lab_training};
    for (size_t i = 0; i < 3; i++) {
        char text[200];
        struct error error;
        snprintf(text, sizeof text, "[scene]\nlab = %s\n[runner.a]\nrule = gd\nalpha = 0.1\n",
                 types[i]->name);
        assert_true(check(types[i], text, &error));
        strcat(text, "beta2 = 0.9\n");
        assert_false(check(types[i], text, &error));
        assert_refused(&error, "beta2", "test.ini:6: ");
    }
}

static void weight_decay_under_lion_is_told_who_has_it(void **state)
{
    (void)state;
    struct error error;
    assert_false(check(&lab_descent,
                       "; lion has none here\n[scene]\nlab = descent\n"
                       "[objective]\nkind = surface\nsurface = booth\nstart = 4, 4\n"
                       "[run]\nsteps = 50\n[runner.plain]\nrule = lion\nalpha = 0.02\n"
                       "[runner.decayed]\nrule = lion\nalpha = 0.02\nweight_decay = 0.5\n",
                       &error));
    assert_refused(&error, "weight_decay", "test.ini:16: ");
    assert_true(has_word(error.text, "gd") && has_word(error.text, "momentum") &&
                has_word(error.text, "adamw"));
}

static void a_key_of_another_kind_of_objective_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *objective, *named; // NULL: taken
    } cases[] = {
        {"kind = surface\nsurface = rosenbrock\ncondition = 25\n", "ravine"},
        {"kind = surface\nsurface = ravine\ncondition = 25\n", NULL},
        {"kind = regression\ndata = diamonds\nnoise = 3\n", "regression"},
        {"kind = regression\ndata = diamonds\nexamples = 30\n", "regression"},
        {"kind = surface\nsurface = ravine\nnoise = 3\n", NULL},
        {"kind = surface\nsurface = ravine\ndata = diamonds\n", "regression"},
        {"kind = surface\nsurface = ravine\nstandardize = yes\n", "regression"},
        {"kind = regression\ndata = diamonds\nstandardize = yes\n", NULL},
        {"kind = regression\ndata = diamonds\nsurface = ravine\n", "surface"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[400];
        struct error error;
        snprintf(text, sizeof text,
                 "[scene]\nlab = descent\n[runner.a]\nrule = gd\n[objective]\n%s",
                 cases[i].objective);
        if (check(&lab_descent, text, &error) != !cases[i].named)
            fail_msg("%s: %s", cases[i].objective, error.text);
        if (!cases[i].named)
            continue;
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_int_equal(strncmp(error.text, "test.ini:8: ", 12), 0);
        if (!strstr(error.text, cases[i].named))
            fail_msg("'%s' does not say %s", error.text, cases[i].named);
    }
}

static void every_shipped_scene_passes(void **state)
{
    (void)state;
    struct error error = {0};
    char **names = shelf_names(&error);
    assert_non_null(names);
    assert_non_null(names[0]);
    for (size_t i = 0; names[i]; i++) {
        struct scene scene = {0};
        if (!scene_read(&scene, names[i], &error) || !lab_for(&scene, &error))
            fail_msg("%s", error.text);
        scene_clear(&scene);
    }
    asset_list_free(names);
}

// ---- scenes whose numbers were worked out apart
// --------------------------------------------------

static struct lab *run_text(const char *text)
{
    struct scene scene = {0};
    struct error error = {0};
    open_text(&scene, text);
    const struct lab_type *type = lab_for(&scene, &error);
    struct lab *lab = type ? lab_create(type, &scene, 1, &error) : NULL;
    if (!lab)
        fail_msg("%s", error.text);
    assert_true(lab_wait(lab, 1e9, -1));
    scene_clear(&scene);
    return lab;
}

static void a_rate_that_decays_by_intervals_is_read_from_a_scene(void **state)
{
    (void)state;
    struct lab *lab = run_text("[scene]\nlab = descent\n[objective]\nsurface = booth\n"
                               "start = 0, 0\n[run]\nsteps = 12\n[runner.gd]\nrule = gd\n"
                               "alpha = 0.1\nschedule = inverse-time\ndecay_rate = 1\nevery = 5\n");
    const struct trail *trail = race_trail(((const struct racing *)lab)->race, 0);
    assert_int_equal(trail->length, 13);
    for (int step = 1; step <= 12; step++) {
        const double expected = step < 5 ? 0.1 : step < 10 ? 0.05 : 0.1 / 3;
        assert_true(trail->alpha[step] > expected - 1e-15 && trail->alpha[step] < expected + 1e-15);
    }
    lab_destroy(lab);
}

static void weight_decay_under_momentum_acts_from_the_first_step_on(void **state)
{
    (void)state;
    struct lab *lab = run_text("[scene]\nlab = descent\n[objective]\nsurface = booth\n"
                               "start = 4, 4\n[run]\nsteps = 50\n[runner.plain]\nrule = momentum\n"
                               "alpha = 0.02\n[runner.decayed]\nrule = momentum\nalpha = 0.02\n"
                               "weight_decay = 0.5\n");
    const struct race *race = ((const struct racing *)lab)->race;
    const double *plain = race_trail(race, 0)->theta, *decayed = race_trail(race, 1)->theta;
    for (size_t i = 2; i < 2 * 51; i++)
        assert_true(plain[i] != decayed[i]);
    lab_destroy(lab);
}

static void what_a_schedule_counts_matters_where_a_warm_up_goes_before_it(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct error error = {0};
    open_text(&scene, "[runner.a]\nrule = gd\ndecay_per = step\nwarm_up = 5\n"
                      "[runner.b]\nrule = gd\ndecay_per = step\n");
    assert_true(runner_applies(&scene, "runner.a", "decay_per", &error));
    assert_false(runner_applies(&scene, "runner.b", "decay_per", &error));
    assert_non_null(strstr(error.text, "cosine and warm_up"));
    scene_clear(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rate_that_decays_by_intervals_is_read_from_a_scene),
        cmocka_unit_test(weight_decay_under_momentum_acts_from_the_first_step_on),
        cmocka_unit_test(what_a_schedule_counts_matters_where_a_warm_up_goes_before_it),
        cmocka_unit_test(every_key_of_a_runner_is_listed_once),
        cmocka_unit_test(runners_take_the_colours_of_the_lecture),
        cmocka_unit_test(two_runners_of_one_kind_look_different),
        cmocka_unit_test(a_batch_as_large_as_the_data_means_all),
        cmocka_unit_test(a_scene_without_runners_is_told_how_to_add_one),
        cmocka_unit_test(a_wrong_manual_list_names_its_line),
        cmocka_unit_test(every_key_of_another_rule_is_refused_and_every_own_one_taken),
        cmocka_unit_test(every_key_of_another_schedule_is_refused_and_every_own_one_taken),
        cmocka_unit_test(every_lab_with_runners_refuses_a_key_of_another_rule),
        cmocka_unit_test(weight_decay_under_lion_is_told_who_has_it),
        cmocka_unit_test(a_key_of_another_kind_of_objective_is_refused),
        cmocka_unit_test(every_shipped_scene_passes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
