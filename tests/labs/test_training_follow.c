// What follows when a training's data, network, batches and rules are changed: nobody diverges by
// surprise, what was set by hand stays, and undo takes all of it back.
#include "labs/training/follow.h"

#include "app/document.h"
#include "labs/training/state.h"
#include "sim/rule.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct document document;
static struct error error;

// Short: a tenth of the examples, one look at all of them an epoch. Nothing is trained yet. Epochs
// of one example a step have many steps: who diverges has done so long before their end.
static void open_scene(const char *name, const char *epochs)
{
    struct scene scene = {0};
    memset(&error, 0, sizeof error);
    assert_true(scene_read(&scene, name, &error));
    assert_true(scene_put(&scene, "data", "test_fraction", "0.9", &error));
    assert_true(scene_put(&scene, "run", "evaluations", "2", &error));
    assert_true(scene_put(&scene, "run", "epochs", epochs, &error));
    assert_true(scene_put(&scene, "view", "show", "costs", &error)); // no sweep of trainings
    document_init(&document, 1);
    if (!document_open(&document, &scene, &error))
        fail_msg("%s: %s", name, error.text);
    lab_cancel(document.lab);
    scene_clear(&scene);
}

static void change(const char *section, const char *key, const char *value)
{
    if (!document_change(&document, section, key, value, &error))
        fail_msg("%s.%s = %s: %s", section, key, value ? value : "-", error.text);
    lab_cancel(document.lab);
}

static const char *value(const char *section, const char *key)
{
    const char *text = scene_text(&document.now.scene, section, key);
    return text ? text : "";
}

static double alpha(const char *section)
{
    return strtod(value(section, "alpha"), NULL);
}

static size_t runners(void)
{
    return ((struct training_lab *)document.lab)->runners.count;
}

// In every runner, as one step of undo.
static void change_all(const char *key, const char *to)
{
    struct moment before;
    const struct training_lab *lab = (const struct training_lab *)document.lab;
    bool done = document_begin(&document, &before, &error);
    for (size_t i = 0; done && i < lab->runners.count; i++)
        done = document_set(&document, lab->runners.entry[i].section, key, to, &error);
    if (!done || !document_take(&document, &before, &error))
        fail_msg("%s = %s: %s", key, to, error.text);
    lab_cancel(document.lab);
}

// How many runners do not end finite and below the cost of their start. Who cannot learn, from
// zeros, sways a little about it.
static size_t count_bad(const char *what)
{
    size_t bad = 0;
    // What was cancelled starts again with another scene.
    assert_true(document_change(&document, "run", "evaluations", "1", &error));
    assert_true(lab_wait(document.lab, document_last_step(&document), -1));
    const struct training_lab *lab = (const struct training_lab *)document.lab;
    for (size_t i = 0; i < runners(); i++) {
        const struct course *course = trainer_course(lab->training, i);
        const long last = course_score(course, (double)course->steps);
        const char *section = lab->runners.entry[i].section;
        if (!atomic_load(&course->diverged) && last >= 0 &&
            course->train_cost[last] <= 1.02 * course->train_cost[0])
            continue;
        bad++;
        print_message("%s: %s, %s, b = %s: α = %s\n", what, section, value(section, "rule"),
                      value(section, "batch"), value(section, "alpha"));
    }
    return bad;
}

static const char *const data[] = {"digits", "diamonds", NULL};

// Takes everything back that came after this scene was there.
static void undo_to(const char *before)
{
    for (bool is_there = false; !is_there;) {
        char *now = scene_format(&document.now.scene, NULL);
        is_there = strcmp(now, before) == 0;
        free(now);
        assert_true(is_there || document_undo(&document, &error));
        lab_cancel(document.lab);
    }
}

static void shorten(const char *batch)
{
    if (batch && strcmp(batch, "1") == 0 && strcmp(value("run", "epochs"), "1") != 0)
        change("run", "epochs", "2");
}

static size_t check_networks(const char *name, size_t networks)
{
    static const char *const hidden[] = {"32", "64,32", "128", "16,16,16,16"};
    static const char *const batches[] = {NULL, "1", "all"};
    size_t bad = 0;
    char *before = scene_format(&document.now.scene, NULL);
    for (size_t h = 0; h < networks; h++)
        for (size_t b = 0; b < 3; b++) {
            if (!test_takes(h + b, 2))
                continue;
            char what[200];
            snprintf(what, sizeof what, "%s, %s, hidden %s", name, value("data", "data"),
                     hidden[h]);
            if (strcmp(value("network", "hidden"), hidden[h]) != 0)
                change("network", "hidden", hidden[h]);
            if (batches[b])
                change_all("batch", batches[b]);
            shorten(batches[b]);
            bad += count_bad(what);
            undo_to(before);
        }
    free(before);
    return bad;
}

static void no_data_set_network_or_batch_lets_anybody_diverge(void **state)
{
    (void)state;
    size_t bad = 0;
    for (size_t d = 0; data[d]; d++) {
        open_scene("adam-or-momentum", d == 0 ? "10" : "1");
        if (d > 0)
            change("data", "data", data[d]);
        bad += check_networks("adam-or-momentum", d == 0 ? 4 : 2);
        document_clear(&document);
    }
    assert_int_equal(bad, 0);
}

static void no_rule_diverges_on_any_data_set_at_either_end_of_the_batches(void **state)
{
    (void)state;
    static const char *const batches[] = {"1", "all"};
    size_t bad = 0;
    for (size_t d = 0; data[d]; d++) {
        open_scene("learned", d == 0 ? "10" : "1");
        if (d > 0)
            change("data", "data", data[d]);
        char *before = scene_format(&document.now.scene, NULL);
        for (size_t b = 0; b < (d == 0 ? 2 : 1); b++)
            for (size_t r = 0; rules[r]; r++) {
                if (!test_takes(d + b + r, 3))
                    continue;
                change_all("batch", batches[b]);
                change_all("rule", rules[r]->name);
                shorten(batches[b]);
                // Rprop's steps grow while signs agree, however little gradients that single
                // examples give mean: no α keeps it (Tieleman & Hinton 2012, whose RMSProp came of
                // that).
                if (b == 1 || strcmp(rules[r]->name, "rprop") != 0)
                    bad += count_bad(data[d]);
                undo_to(before);
            }
        free(before);
        document_clear(&document);
    }
    assert_int_equal(bad, 0);
}

static void one_example_a_step_takes_smaller_steps_than_all(void **state)
{
    (void)state;
    open_scene("digits", "1");
    change("data", "data", "diamonds");
    assert_true(alpha("runner.stochastic") <= 0.001);
    assert_true(alpha("runner.batch") >= 20 * alpha("runner.stochastic"));
    const double mini = alpha("runner.mini-batch");
    assert_true(mini > 10 * alpha("runner.stochastic") && mini < alpha("runner.batch"));
    change("runner.mini-batch", "batch", "1");
    assert_true(alpha("runner.mini-batch") <= 0.001);
    document_clear(&document);
}

static void a_batch_there_and_back_has_its_own_step_size_again(void **state)
{
    (void)state;
    open_scene("digits", "1");
    change("runner.mini-batch", "batch", "1");
    assert_true(alpha("runner.mini-batch") < 0.1);
    change("runner.mini-batch", "batch", "all"); // where more is sensible, it is not made more
    assert_string_equal(value("runner.mini-batch", "alpha"), "0.3");
    change("runner.mini-batch", "batch", "64");
    assert_string_equal(value("runner.mini-batch", "alpha"), "0.3");
    document_clear(&document);
}

static void a_deeper_network_takes_smaller_steps_until_it_is_as_it_was(void **state)
{
    (void)state;
    open_scene("digits", "1");
    change("network", "hidden", "64,32");
    assert_true(alpha("runner.batch") <= 0.3);
    assert_true(alpha("runner.adam") <= 0.015);
    change("network", "hidden", "16");
    assert_string_equal(value("runner.batch", "alpha"), "0.6");
    assert_string_equal(value("runner.adam", "alpha"), "0.03");
    document_clear(&document);
    open_scene("batch-or-minibatch", "1");
    change("network", "hidden", "256"); // one number is predicted: the wider, the steeper
    assert_true(alpha("runner.batch") <= 0.013);
    document_clear(&document);
}

static void a_sum_of_gradients_steps_as_far_as_their_average_did(void **state)
{
    (void)state;
    open_scene("digits", "1");
    change("runner.momentum", "form", "classic");
    assert_string_equal(value("runner.momentum", "alpha"), "0.2");
    change("runner.momentum", "form", "ewa");
    assert_string_equal(value("runner.momentum", "alpha"), "2");
    document_clear(&document);
}

static void what_was_set_by_hand_stays_and_undo_takes_the_rest_back(void **state)
{
    (void)state;
    open_scene("digits", "1");
    char *before = scene_format(&document.now.scene, NULL);
    change("runner.batch", "alpha", "0.5");
    change("network", "hidden", "64,32");
    change("data", "data", "diamonds");
    change("runner.batch", "batch", "1");
    assert_string_equal(value("runner.batch", "alpha"), "0.5");
    assert_string_not_equal(value("runner.mini-batch", "alpha"), "0.3");
    while (document_can_undo(&document))
        assert_true(document_undo(&document, &error));
    char *after = scene_format(&document.now.scene, NULL);
    assert_string_equal(before, after);
    free(before);
    free(after);
    document_clear(&document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_data_set_network_or_batch_lets_anybody_diverge),
        cmocka_unit_test(no_rule_diverges_on_any_data_set_at_either_end_of_the_batches),
        cmocka_unit_test(one_example_a_step_takes_smaller_steps_than_all),
        cmocka_unit_test(a_batch_there_and_back_has_its_own_step_size_again),
        cmocka_unit_test(a_deeper_network_takes_smaller_steps_until_it_is_as_it_was),
        cmocka_unit_test(a_sum_of_gradients_steps_as_far_as_their_average_did),
        cmocka_unit_test(what_was_set_by_hand_stays_and_undo_takes_the_rest_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
