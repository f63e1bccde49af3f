#include "app/document.h"

#include "app/toy.h"
#include "test.h"

static struct document document;
static struct error error;

static int open_toy(void **state)
{
    (void)state;
    memset(&error, 0, sizeof error);
    return toy_open_document(&document);
}

static int close_toy(void **state)
{
    (void)state;
    document_clear(&document);
    return 0;
}

static bool change(const char *section, const char *key, const char *value)
{
    memset(&error, 0, sizeof error);
    return document_change(&document, section, key, value, &error);
}

static const char *value(const char *section, const char *key)
{
    const char *text = scene_text(&document.now.scene, section, key);
    return text ? text : "";
}

// The scene as text; valid until it is asked for again.
static const char *text_of(const struct scene *scene)
{
    static char kept[2][1000];
    static int next;
    char *text = scene_format(scene, NULL);
    next = !next;
    snprintf(kept[next], sizeof kept[next], "%s", text);
    free(text);
    return kept[next];
}

static void a_change_is_taken_back_and_done_again(void **state)
{
    (void)state;
    assert_false(document_can_undo(&document));
    assert_true(change("runner.a", "alpha", "0.25"));
    assert_true(change("runner.a", "alpha", "0.125"));
    assert_true(document_undo(&document, &error));
    assert_string_equal(value("runner.a", "alpha"), "0.25");
    assert_true(document_undo(&document, &error));
    assert_string_equal(value("runner.a", "alpha"), "0.5");
    assert_false(document_can_undo(&document));
    assert_true(document_redo(&document, &error));
    assert_true(document_redo(&document, &error));
    assert_string_equal(value("runner.a", "alpha"), "0.125");
    assert_false(document_can_redo(&document));
}

static void a_change_that_fails_leaves_everything_as_it_was(void **state)
{
    (void)state;
    const unsigned changes = document.changes;
    assert_false(change("runner.a", "alpha", "1e9"));
    assert_non_null(strstr(error.text, "1e9"));
    assert_null(strstr(error.text, "--set"));
    toy.fails = true;
    assert_false(change("runner.a", "alpha", "0.25"));
    assert_string_equal(error.text, "the toy is broken");
    assert_string_equal(value("runner.a", "alpha"), "0.5");
    assert_false(document_can_undo(&document));
    assert_int_equal(document.changes, changes);
    toy.fails = false;
    assert_true(change("runner.a", "alpha", "0.25"));
}

static void an_undo_that_fails_can_be_tried_again(void **state)
{
    (void)state;
    assert_true(change("runner.a", "alpha", "0.25"));
    toy.fails = true;
    assert_false(document_undo(&document, &error));
    assert_string_equal(value("runner.a", "alpha"), "0.25");
    toy.fails = false;
    assert_true(document_undo(&document, &error));
    assert_string_equal(value("runner.a", "alpha"), "0.5");
}

static void what_is_changed_while_held_is_one_step_of_undo(void **state)
{
    (void)state;
    document_hold(&document);
    assert_true(change("runner.a", "alpha", "0.4"));
    assert_true(change("runner.a", "alpha", "0.3"));
    document_release(&document);
    assert_true(change("runner.a", "alpha", "0.2"));
    assert_true(document_undo(&document, &error));
    assert_string_equal(value("runner.a", "alpha"), "0.3");
    assert_true(document_undo(&document, &error));
    assert_string_equal(value("runner.a", "alpha"), "0.5");
}

static void changes_keep_the_place_and_a_shorter_timeline_ends_it(void **state)
{
    (void)state;
    assert_true(document.step == 40);
    assert_true(change("runner.a", "alpha", "0.25"));
    assert_true(document.step == 40);
    toy.steps = 30;
    assert_true(change("runner.a", "alpha", "0.125"));
    assert_true(document.step == 30);
    toy.steps = 100; // who stood at the end stands there again
    assert_true(change("runner.a", "alpha", "0.25"));
    assert_true(document.step == 100);
}

static void there_and_back_is_the_same_scene(void **state)
{
    (void)state;
    char before[1000];
    snprintf(before, sizeof before, "%s", text_of(&document.now.scene));
    assert_true(change("runner.a", "schedule", "constant"));
    assert_string_equal(value("runner.a", "decay_rate"), "");
    assert_string_equal(value("runner.a", "decay_from"), "");
    assert_true(lab_check(document.lab->type, &document.now.scene, &error));
    assert_true(change("runner.a", "alpha", "0.25"));
    assert_true(change("runner.a", "alpha", "0.5"));
    assert_true(change("runner.a", "schedule", "decaying"));
    assert_string_equal(text_of(&document.now.scene), before);
}

static void undo_and_redo_take_the_drawer_along(void **state)
{
    (void)state;
    assert_true(change("runner.a", "schedule", "constant"));
    assert_true(document_undo(&document, &error));
    assert_string_equal(value("runner.a", "decay_rate"), "2");
    assert_true(document_redo(&document, &error));
    assert_string_equal(value("runner.a", "decay_rate"), "");
    assert_true(change("runner.a", "schedule", "decaying"));
    assert_string_equal(value("runner.a", "decay_rate"), "2");
}

static void a_value_that_was_taken_away_does_not_come_back(void **state)
{
    (void)state;
    assert_true(change("runner.a", "schedule", "constant"));
    assert_true(change("runner.a", "schedule", "decaying"));
    assert_true(change("runner.a", "decay_rate", NULL));
    assert_true(change("runner.a", "schedule", "constant"));
    assert_true(change("runner.a", "schedule", "decaying"));
    assert_string_equal(value("runner.a", "decay_rate"), "");
    assert_string_equal(value("runner.a", "decay_from"), "3");
}

static void the_newest_value_is_the_one_that_comes_back(void **state)
{
    (void)state;
    assert_true(change("runner.a", "schedule", "constant"));
    assert_true(document_undo(&document, &error));
    assert_true(change("runner.a", "decay_rate", "7"));
    assert_true(change("runner.a", "schedule", "constant"));
    assert_true(change("runner.a", "schedule", "decaying"));
    assert_string_equal(value("runner.a", "decay_rate"), "7");
}

static void a_failed_change_takes_nothing_out_of_the_scene(void **state)
{
    (void)state;
    toy.fails = true;
    assert_false(change("runner.a", "schedule", "constant"));
    assert_string_equal(value("runner.a", "decay_rate"), "2");
    toy.fails = false;
    assert_true(change("runner.a", "alpha", "0.25"));
    assert_string_equal(value("runner.a", "decay_rate"), "2");
}

static void a_snapshot_has_place_theme_and_the_looks_on_the_screen(void **state)
{
    (void)state;
    struct scene scene = {0};
    assert_true(change("runner.b", "color", "sky"));
    document_go(&document, 12.5);
    assert_true(document_snapshot(&document, "dark", &scene, &error));
    assert_string_equal(scene_text(&scene, "view", "step"), "12.5");
    assert_string_equal(scene_text(&scene, "view", "theme"), "dark");
    assert_string_equal(scene_text(&scene, "runner.a", "color"), look_names[3]);
    assert_string_equal(scene_text(&scene, "runner.b", "color"), "sky");
    assert_true(lab_check(document.lab->type, &scene, &error));
    assert_string_equal(value("runner.a", "color"), ""); // only what is saved has it
    scene_clear(&scene);
}

static void a_lab_without_the_key_gets_no_looks(void **state)
{
    (void)state;
    static const struct scene_rule without[] = {
        {"scene", false, toy_scene_param}, {"view", false, toy_view_param}, {0}};
    static struct lab_type type;
    struct scene scene = {0};
    type = toy_lab;
    type.sections = without;
    document.lab->type = &type;
    assert_true(document_snapshot(&document, "light", &scene, &error));
    assert_null(scene_text(&scene, "runner.a", "color"));
    scene_clear(&scene);
}

static void a_scene_that_cannot_be_opened_leaves_the_old_one(void **state)
{
    (void)state;
    struct scene scene = {0};
    toy_scene(&scene, "[scene]\nlab = toy\n[runner.a]\nschedule = constant\ndecay_rate = 1\n");
    assert_false(document_open(&document, &scene, &error));
    assert_non_null(strstr(error.text, "toy.ini:5: decay_rate is decaying's"));
    assert_string_equal(value("runner.a", "alpha"), "0.5");
    scene_clear(&scene);
}

static void opening_a_scene_forgets_what_could_be_undone(void **state)
{
    (void)state;
    struct scene scene = {0};
    assert_true(change("runner.a", "schedule", "constant"));
    toy_scene(&scene, "[scene]\nlab = toy\n[runner.a]\nalpha = 1\n");
    assert_true(document_open(&document, &scene, &error));
    scene_clear(&scene);
    assert_false(document_can_undo(&document));
    assert_true(document.is_playing && document.step == 0);
    assert_true(change("runner.a", "schedule", "decaying"));
    assert_string_equal(value("runner.a", "decay_rate"), ""); // the other scene's stays away
}

static void time_plays_to_the_end_and_stops(void **state)
{
    (void)state;
    document_play(&document);
    document_advance(&document, 0.5);
    assert_true(document.step > 40);
    document_advance(&document, 100);
    assert_true(document.step == 100 && !document.is_playing);
    document_play(&document); // from the start again
    assert_true(document.step == 0 && document.is_playing);
}

static void a_labs_command_changes_the_scene_and_can_be_undone(void **state)
{
    (void)state;
    const struct lab_view view = {.selected = 1};
    assert_true(document_command(&document, &toy_commands[0], &view, &error));
    assert_string_equal(value("runner.b", "alpha"), "0.05");
    assert_true(document_undo(&document, &error));
    assert_string_equal(value("runner.b", "alpha"), "0.1");
}

static void what_follows_is_one_step_and_values_go_back_to_it(void **state)
{
    (void)state;
    toy.follows = true;
    assert_true(change("runner.a", "schedule", "constant"));
    assert_string_equal(value("runner.a", "alpha"), "0.25");
    assert_string_equal(scene_text(&document.now.base, "runner.a", "alpha"), "0.25");
    assert_true(document_undo(&document, &error));
    assert_string_equal(value("runner.a", "alpha"), "0.5");
    assert_string_equal(scene_text(&document.now.base, "runner.a", "alpha"), "0.5");
    assert_string_equal(value("runner.a", "schedule"), "decaying");
    assert_false(document_can_undo(&document));
    assert_true(document_redo(&document, &error));
    assert_string_equal(scene_text(&document.now.base, "runner.a", "alpha"), "0.25");
}

static void what_was_set_by_hand_does_not_follow(void **state)
{
    (void)state;
    toy.follows = true;
    assert_true(change("runner.a", "alpha", "0.4"));
    assert_true(change("runner.a", "schedule", "constant"));
    assert_string_equal(value("runner.a", "alpha"), "0.4");
}

static void a_word_that_is_none_is_refused_before_anything_follows(void **state)
{
    (void)state;
    toy.follows = true;
    assert_false(change("runner.a", "schedule", "decayng"));
    assert_non_null(strstr(error.text, "did you mean decaying"));
    assert_string_equal(value("runner.a", "alpha"), "0.5");
    assert_string_equal(value("runner.a", "schedule"), "decaying");
}

static void a_scene_is_changed_by_all_but_how_it_is_looked_at(void **state)
{
    (void)state;
    assert_false(document_is_changed(&document));
    assert_true(change("view", "show", "second"));
    document_go(&document, 70);
    assert_false(document_is_changed(&document));
    assert_true(change("runner.a", "alpha", "0.25"));
    assert_true(document_is_changed(&document));
    assert_true(change("runner.a", "alpha", "0.5"));
    assert_false(document_is_changed(&document));
    assert_true(change("runner.a", "alpha", NULL));
    assert_true(document_is_changed(&document));
}

static void the_selected_slider_stays_when_others_come_and_go(void **state)
{
    (void)state;
    document.slider = 4; // b's α, behind the four of a
    assert_true(change("runner.a", "schedule", "constant"));
    assert_int_equal(document.slider, 2);
    assert_true(document_undo(&document, &error));
    assert_int_equal(document.slider, 4);
    document.slider = 3; // a's last: gone with the schedule
    assert_true(change("runner.a", "schedule", "constant"));
    assert_int_equal(document.slider, 0); // the first number of its group
}

#define TOY_TEST(name) cmocka_unit_test_setup_teardown(name, open_toy, close_toy)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOY_TEST(a_change_is_taken_back_and_done_again),
        TOY_TEST(a_change_that_fails_leaves_everything_as_it_was),
        TOY_TEST(an_undo_that_fails_can_be_tried_again),
        TOY_TEST(what_is_changed_while_held_is_one_step_of_undo),
        TOY_TEST(changes_keep_the_place_and_a_shorter_timeline_ends_it),
        TOY_TEST(there_and_back_is_the_same_scene),
        TOY_TEST(undo_and_redo_take_the_drawer_along),
        TOY_TEST(a_value_that_was_taken_away_does_not_come_back),
        TOY_TEST(the_newest_value_is_the_one_that_comes_back),
        TOY_TEST(a_failed_change_takes_nothing_out_of_the_scene),
        TOY_TEST(a_snapshot_has_place_theme_and_the_looks_on_the_screen),
        TOY_TEST(a_lab_without_the_key_gets_no_looks),
        TOY_TEST(a_scene_that_cannot_be_opened_leaves_the_old_one),
        TOY_TEST(opening_a_scene_forgets_what_could_be_undone),
        TOY_TEST(time_plays_to_the_end_and_stops),
        TOY_TEST(a_labs_command_changes_the_scene_and_can_be_undone),
        TOY_TEST(what_follows_is_one_step_and_values_go_back_to_it),
        TOY_TEST(what_was_set_by_hand_does_not_follow),
        TOY_TEST(a_word_that_is_none_is_refused_before_anything_follows),
        TOY_TEST(a_scene_is_changed_by_all_but_how_it_is_looked_at),
        TOY_TEST(the_selected_slider_stays_when_others_come_and_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
