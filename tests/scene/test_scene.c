#include "scene/scene.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const kinds[] = {"surface", "regression", NULL};

static const struct param run_params[] = {
    {"steps", NULL, "steps", "h", PARAM_INTEGER, 1, 1000, 120},
    {"title", NULL, "title", "h", PARAM_TEXT},
    {"kind", NULL, "kind", "h", PARAM_CHOICE, .choices = kinds},
    {"start", NULL, "start", "h", PARAM_PAIR, -10, 10},
    {"alpha", "α", "rate", "h", PARAM_LOG, 1e-6, 10, 0.01},
    {0},
};

static const struct param *run_param(size_t index)
{
    return run_params[index].key ? &run_params[index] : NULL;
}

static const struct scene_rule rules[] = {
    {"run", false, run_param}, {"runner", true, run_param}, {0}};

static bool parse(struct scene *scene, const char *text, struct error *error)
{
    *error = (struct error){0};
    return scene_parse(scene, text, strlen(text), "x.ini", error) &&
           scene_check(scene, rules, error);
}

static void refused(const char *text, const char *part)
{
    struct scene scene;
    struct error error;
    const bool done = parse(&scene, text, &error);
    if (done || !strstr(error.text, part))
        fail_msg("'%s' gives '%s', not '%s'", text, done ? "a scene" : error.text, part);
    assert_int_equal(error.kind, ERROR_INPUT);
    scene_clear(&scene);
}

static void keys_and_comments_are_read(void **state)
{
    (void)state;
    struct scene scene;
    struct error error;
    if (!parse(&scene,
               "; a comment\n# another\n[run]\nsteps = 60   ; inline\ntitle=Six: β = 0.9, a;b\n"
               "\n[runner.batch GD]\n  alpha: 0.5\n[runner.empty]\n",
               &error))
        fail_msg("%s", error.text);
    assert_string_equal(scene_text(&scene, "run", "steps"), "60");
    assert_string_equal(scene_text(&scene, "run", "title"), "Six: β = 0.9, a;b");
    assert_string_equal(scene_text(&scene, "runner.batch GD", "alpha"), "0.5");
    assert_non_null(scene_section(&scene, "runner.empty"));
    assert_true(scene_number(&scene, "run", &run_params[0]) == 60);
    assert_true(scene_number(&scene, "runner.empty", &run_params[4]) == 0.01);
    scene_clear(&scene);
}

static void long_values_go_on_after_a_blank(void **state)
{
    (void)state;
    struct scene scene;
    struct error error;
    assert_true(parse(&scene, "[run]\ntitle = one two\n  three\n\tfour\nsteps = 3\n", &error));
    assert_string_equal(scene_text(&scene, "run", "title"), "one two three four");
    assert_string_equal(scene_text(&scene, "run", "steps"), "3");
    scene_clear(&scene);
}

static void what_is_wrong_is_named_with_its_line(void **state)
{
    (void)state;
    refused("", "empty");
    refused("[run]\nsteps = 5\nstepz = 6\n",
            "x.ini:3: no key 'stepz' in [run]; did you mean steps?");
    refused("[rum]\nsteps = 5\n", "x.ini:1: no section [rum]; did you mean [run]?");
    refused("[runer.a]\nsteps = 5\n", "did you mean [runner.a]?");
    refused("[run]\nsteps = 5\nsteps = 6\n", "x.ini:3: steps is there already, in line 2");
    refused("[run]\nsteps = 5\n[run]\n", "x.ini:3: section [run] is there already, in line 1");
    refused("[run]\nsteps = 5000\n", "x.ini:2: steps must be a whole number from 1 to 1000");
    refused("[run]\nkind = surfase\n", "did you mean surface?");
    refused("[run]\nstart = 1\n", "x.ini:2: start must be two numbers");
    refused("[run]\nalpha = nan\n", "x.ini:2: alpha must be a number");
    refused("steps = 5\n[run]\n", "x.ini:1");
    refused("[run]\nwhat is this\n", "x.ini:2: neither");
    refused("[run\nsteps = 5\n", "x.ini:1");
    refused("[]\n", "x.ini:1");
    refused("[run]\ntitle = \xff\xfe\n", "x.ini:2");
    refused("[runner]\nsteps = 1\n", "[runner");
}

static void names_that_are_too_long_are_refused_not_cut(void **state)
{
    (void)state;
    char name[400] = "[run]\n";
    memset(name + 6, 'k', 100);
    strcpy(name + 106, " = 1\n");
    refused(name, "x.ini:2");
    char section[400] = "[runner.";
    memset(section + 8, 's', 100);
    strcpy(section + 108, "]\n");
    refused(section, "x.ini:1");
}

static void assignments_set_and_create(void **state)
{
    (void)state;
    struct scene scene;
    struct error error;
    assert_true(parse(&scene, "[run]\nsteps = 5\n", &error));
    assert_true(scene_assign(&scene, "run.steps=7", &error));
    assert_true(scene_assign(&scene, "runner.a.b.alpha = 0.5", &error));
    assert_string_equal(scene_text(&scene, "run", "steps"), "7");
    assert_string_equal(scene_text(&scene, "runner.a.b", "alpha"), "0.5");
    assert_true(scene_check(&scene, rules, &error));
    static const char *const wrong[] = {"", "=", "steps=5", "run.steps", ".steps=5", "run.=5"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(scene_assign(&scene, wrong[i], &error));
        assert_non_null(strstr(error.text, "SECTION.KEY=VALUE"));
    }
    assert_true(scene_assign(&scene, "run.steps=many", &error));
    assert_false(scene_check(&scene, rules, &error));
    assert_non_null(strstr(error.text, "--set run.steps: steps must be"));
    scene_clear(&scene);
}

static void a_scene_written_reads_back_the_same(void **state)
{
    (void)state;
    struct scene scene, again, copy;
    struct error error;
    assert_true(parse(&scene, "[run]\nsteps = 5\n[runner.a]\nalpha = 0.5\n[runner.b]\n", &error));
    char title[2500] = "";
    for (int i = 0; i < 200; i++)
        strcat(title, i % 7 ? "θ word " : "longer ");
    title[strlen(title) - 1] = '\0';
    assert_true(scene_put(&scene, "run", "title", title, &error));
    assert_true(scene_copy(&copy, &scene, &error));
    char *text = scene_format(&copy, &error);
    if (!parse(&again, text, &error))
        fail_msg("%s in\n%s", error.text, text);
    assert_string_equal(scene_text(&again, "run", "title"), title);
    assert_string_equal(scene_text(&again, "run", "steps"), "5");
    assert_int_equal(again.count, 3);
    free(text);
    scene_clear(&scene);
    scene_clear(&again);
    scene_clear(&copy);
}

static void what_a_file_could_not_hold_is_not_taken(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct error error = {0};
    static const char *const wrong[] = {"two\nlines", "a ; comment", "; all", "\xc3("};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(scene_put(&scene, "run", "title", wrong[i], &error));
    assert_int_equal(scene.count, 0);
    scene_clear(&scene);
}

static void removing_a_key_that_is_not_there_is_fine(void **state)
{
    (void)state;
    struct scene scene;
    struct error error;
    assert_true(parse(&scene, "[run]\nsteps = 5\ntitle = x\n", &error));
    assert_true(scene_put(&scene, "run", "steps", NULL, &error));
    assert_true(scene_put(&scene, "nowhere", "steps", NULL, &error));
    assert_null(scene_text(&scene, "run", "steps"));
    assert_string_equal(scene_text(&scene, "run", "title"), "x");
    scene_clear(&scene);
}

static void names_files_and_mistakes_are_told_apart(void **state)
{
    (void)state;
    struct scene scene;
    struct error error = {0};
    if (!scene_read(&scene, "six-runners", &error))
        fail_msg("%s", error.text);
    assert_string_equal(scene.name, "six-runners");
    scene_clear(&scene);
    assert_false(scene_read(&scene, "six-runner", &error));
    assert_non_null(strstr(error.text, "did you mean six-runners?"));
    assert_false(scene_read(&scene, "no/such.ini", &error));
    assert_non_null(strstr(error.text, "no such file"));
    assert_false(scene_read(&scene, "", &error));
    assert_false(scene_read(&scene, "/tmp/", &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    char path[] = "/tmp/ravine-test-XXXXXX.png", stem[] = "/tmp/ravine-test-XXXXXX";
    const int file = mkstemp(stem);
    snprintf(path, sizeof path, "%s.png", stem);
    assert_int_equal(rename(stem, path), 0);
    assert_int_equal(write(file, "\x89PNG\r\n\x1a\nnonsense", 16), 16);
    close(file);
    assert_false(scene_read(&scene, path, &error));
    assert_non_null(strstr(error.text, "PNG"));
    unlink(path);
}

static void a_value_is_put_as_a_file_would_give_it_back(void **state)
{
    (void)state;
    struct scene scene = {0};
    assert_true(scene_put(&scene, "run", "target", " 1e-9 ", NULL));
    assert_string_equal(scene_text(&scene, "run", "target"), "1e-9");
    assert_true(scene_put(&scene, "run", "target", "2e-9 ", NULL)); // in place of another
    assert_string_equal(scene_text(&scene, "run", "target"), "2e-9");
    scene_clear(&scene);
}

static void sections_are_put_in_copied_and_taken_out_in_place(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct error error = {0};
    const char *text = "[scene]\nlab = descent\n\n[runner.a]\nalpha = 1\nrule = adam\n\n"
                       "[runner.b]\nalpha = 2\n";
    assert_true(scene_parse(&scene, text, strlen(text), "test.ini", &error));
    assert_true(scene_duplicate(&scene, "runner.a", "runner.a-2", &error));
    assert_true(scene_insert(&scene, "runner.c", "runner.a", &error));
    assert_true(scene_insert(&scene, "last", NULL, &error));
    static const char *const order[] = {"scene",      "runner.a", "runner.c",
                                        "runner.a-2", "runner.b", "last"};
    assert_int_equal(scene.count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(scene.section[i].name, order[i]);
    assert_string_equal(scene_text(&scene, "runner.a-2", "rule"), "adam");
    assert_true(scene_put(&scene, "runner.a-2", "rule", "gd", &error)); // a copy of its own
    assert_string_equal(scene_text(&scene, "runner.a", "rule"), "adam");
    assert_false(scene_insert(&scene, "runner.b", NULL, &error));
    assert_non_null(strstr(error.text, "runner.b"));
    assert_false(scene_duplicate(&scene, "runner.nobody", "runner.d", &error));
    assert_int_equal(scene.count, 6);
    scene_remove(&scene, "last");
    scene_remove(&scene, "runner.c");
    scene_remove(&scene, "runner.a-2");
    scene_remove(&scene, "runner.a-2"); // not there: fine
    char *after = scene_format(&scene, &error);
    assert_string_equal(after, text);
    free(after);
    scene_clear(&scene);
}

static void what_differs_may_be_one_key_aside(void **state)
{
    (void)state;
    struct scene a, b;
    struct error error;
    assert_true(parse(&a, "[run]\nsteps = 60\n[runner.a]\nalpha = 1\n", &error));
    assert_true(scene_copy(&b, &a, &error));
    assert_true(scene_put(&b, "runner.a", "alpha", "2", &error));
    assert_true(scene_differs(&a, &b, NULL) && !scene_differs(&a, &b, "runner.a"));
    assert_false(scene_differs_beyond(&a, &b, NULL, "runner.a", "alpha"));
    assert_true(scene_differs_beyond(&a, &b, NULL, "runner.a", "steps"));
    assert_true(scene_differs_beyond(&a, &b, NULL, "run", "alpha"));
    assert_true(scene_put(&b, "run", "steps", NULL, &error)); // one that is gone
    assert_true(scene_differs_beyond(&a, &b, NULL, "runner.a", "alpha"));
    // A member without keys is a member.
    assert_true(scene_insert(&a, "runner.b", NULL, &error));
    assert_true(scene_differs_beyond(&a, &b, "run", "runner.a", "alpha"));
    scene_clear(&a);
    scene_clear(&b);
}

static void what_is_wrong_with_a_value_is_shown_in_its_file(void **state)
{
    (void)state;
    static const char text[] = "[run]\nsteps = 12 + (3\n";
    struct scene scene;
    struct error error = {0};
    FILE *file = fopen("test_scene.ini", "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    assert_true(scene_read(&scene, "test_scene.ini", &error));
    error_set(&error, ERROR_INPUT, "a ) is missing");
    error_at(&error, 8);
    assert_false(scene_blame(&scene, "run", "steps", &error));
    assert_string_equal(error.text, "test_scene.ini:2:16: a ) is missing");
    assert_string_equal(error.line, "steps = 12 + (3");
    // A key that was not given: the file is what can be named.
    error_set(&error, ERROR_INPUT, "too much");
    assert_false(scene_blame(&scene, "run", "alpha", &error));
    assert_string_equal(error.text, "test_scene.ini: too much");
    assert_false(scene_blame(&scene, "run", "steps", NULL)); // nobody wants to know
    assert_false(scene_blame(&scene, "run", "alpha", NULL));
    // What no line of the file has set is called by what did.
    assert_true(scene_put_by(&scene, "run", "seed", "x", "--hide", NULL));
    struct scene copy;
    assert_true(scene_copy(&copy, &scene, NULL));
    error_set(&error, ERROR_INPUT, "too much");
    assert_false(scene_blame(&copy, "run", "seed", &error));
    assert_string_equal(error.text, "--hide: too much");
    assert_true(scene_put(&copy, "run", "seed", "y", NULL));
    error_set(&error, ERROR_INPUT, "too much");
    assert_false(scene_blame(&copy, "run", "seed", &error));
    assert_string_equal(error.text, "--set run.seed: too much");
    assert_false(scene_put_by(&copy, "r]un", "seed", "x", "--hide", NULL));
    scene_clear(&copy);
    // What the table says of which a scene was made, nobody has typed.
    struct scene made = {.source = strdup("t.csv")};
    assert_true(made.source && scene_put(&made, "series", "column", "t", NULL));
    error_set(&error, ERROR_INPUT, "t.csv:3: '?' is no number");
    assert_false(scene_blame(&made, "series", "column", &error));
    assert_string_equal(error.text, "t.csv:3: '?' is no number");
    scene_clear(&made);
    free(scene.source);
    scene.source = NULL;
    error_set(&error, ERROR_INPUT, "too much");
    assert_false(scene_blame(&scene, "run", "alpha", &error));
    assert_string_equal(error.text, "run: too much");
    scene_clear(&scene);
    unlink("test_scene.ini");
}

static void words_that_mean_no_scene_are_refused(void **state)
{
    (void)state;
    struct scene scene;
    struct error error = {0};
    static char longer[5000];
    memset(longer, 'a', sizeof longer - 1);
    assert_false(scene_read(&scene, longer, &error));
    assert_non_null(strstr(error.text, "no scene 'aaaaa"));
    longer[0] = '/';
    assert_false(scene_read(&scene, longer, &error));
    assert_non_null(strstr(error.text, "too long"));
    assert_false(scene_read(&scene, "zzqqzzqqzz", &error));
    assert_non_null(strstr(error.text, "ravine list scenes names them"));
    assert_false(scene_read(&scene, "optimisation", &error)); // a lecture's name, nearly
    assert_non_null(strstr(error.text, "did you mean optimization?"));
    assert_false(scene_read(&scene, "", &error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_differs_may_be_one_key_aside),
        cmocka_unit_test(what_is_wrong_with_a_value_is_shown_in_its_file),
        cmocka_unit_test(words_that_mean_no_scene_are_refused),
        cmocka_unit_test(keys_and_comments_are_read),
        cmocka_unit_test(long_values_go_on_after_a_blank),
        cmocka_unit_test(what_is_wrong_is_named_with_its_line),
        cmocka_unit_test(names_that_are_too_long_are_refused_not_cut),
        cmocka_unit_test(assignments_set_and_create),
        cmocka_unit_test(a_scene_written_reads_back_the_same),
        cmocka_unit_test(what_a_file_could_not_hold_is_not_taken),
        cmocka_unit_test(removing_a_key_that_is_not_there_is_fine),
        cmocka_unit_test(names_files_and_mistakes_are_told_apart),
        cmocka_unit_test(a_value_is_put_as_a_file_would_give_it_back),
        cmocka_unit_test(sections_are_put_in_copied_and_taken_out_in_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
