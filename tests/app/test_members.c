#include "app/members.h"

#include "app/panel.h"
#include "app/toy.h"
#include "test.h"

#include <SDL_keycode.h>

static struct document document;
static struct error error;

static void open_text(const char *text)
{
    struct scene scene = {0};
    toy_scene(&scene, text);
    if (!document_open(&document, &scene, &error))
        fail_msg("%s", error.text);
    scene_clear(&scene);
}

static int open_toy(void **state)
{
    (void)state;
    memset(&toy, 0, sizeof toy);
    memset(&error, 0, sizeof error);
    document_init(&document, 1);
    open_text(toy_text);
    return 0;
}

static int close_toy(void **state)
{
    (void)state;
    document_clear(&document);
    return 0;
}

static const char *value(const char *section, const char *key)
{
    const char *text = scene_text(&document.now.scene, section, key);
    return text ? text : "";
}

static const char *selected(void)
{
    static char kept[72];
    const struct lab_group group =
        document_group(&document, document_slider(&document, document.slider).group);
    snprintf(kept, sizeof kept, "%s", group.section);
    return kept;
}

// All sections that are runners, in order.
static const char *order(void)
{
    static char kept[1000];
    kept[0] = '\0';
    for (size_t s = 0; s < document.now.scene.count; s++)
        if (strncmp(document.now.scene.section[s].name, "runner.", 7) == 0) {
            strcat(kept, document.now.scene.section[s].name + 7);
            strcat(kept, " ");
        }
    return kept;
}

static void a_new_one_comes_behind_the_selected_one_and_is_selected(void **state)
{
    (void)state;
    assert_null(members_cannot_add(&document));
    assert_true(members_add(&document, &error));
    assert_string_equal(order(), "a runner-2 b ");
    assert_string_equal(selected(), "runner.runner-2");
    assert_string_equal(value("runner.runner-2", "alpha"), "0.25"); // the lab filled it
    // Nobody set it by hand: Backspace stays there.
    assert_string_equal(scene_text(&document.now.base, "runner.runner-2", "alpha"), "0.25");
    assert_true(members_add(&document, &error));
    assert_string_equal(order(), "a runner-2 runner-3 b ");
    assert_true(document_undo(&document, &error));
    assert_true(document_undo(&document, &error));
    assert_string_equal(order(), "a b ");
    assert_false(document_is_changed(&document));
    assert_true(document_redo(&document, &error));
    assert_string_equal(order(), "a runner-2 b ");
}

static void a_copy_has_the_same_numbers_and_a_look_and_a_name_of_its_own(void **state)
{
    (void)state;
    assert_true(document_change(&document, "runner.a", "color", "sky", &error));
    assert_true(document_change(&document, "runner.a", "name", "the first", &error));
    assert_true(document_change(&document, "runner.a", "alpha", "0.3", &error));
    assert_true(members_duplicate(&document, &error));
    assert_string_equal(order(), "a a-2 b ");
    assert_string_equal(selected(), "runner.a-2");
    assert_string_equal(value("runner.a-2", "alpha"), "0.3");
    assert_string_equal(value("runner.a-2", "decay_rate"), "2");
    assert_string_equal(value("runner.a-2", "color"), "");
    assert_string_equal(value("runner.a-2", "name"), "the first 2");
    assert_string_equal(value("runner.a", "name"), "the first");
    // What it goes back to is what the first one goes back to.
    assert_true(members_reset(&document, &error));
    assert_string_equal(value("runner.a-2", "alpha"), "0.5");
    assert_true(members_duplicate(&document, &error));
    assert_string_equal(order(), "a a-2 a-3 b ");
    assert_string_equal(value("runner.a-3", "name"), "the first 3"); // not "the first 2 2"
    assert_true(document_change(&document, "runner.b", "name", "batch 64", &error));
    document_select_group(&document, 3);
    assert_true(members_duplicate(&document, &error));
    assert_string_equal(value("runner.b-2", "name"), "batch 64 2"); // its number is its own
}

static void a_name_is_set_and_taken_away(void **state)
{
    (void)state;
    struct panel panel = {0};
    panel_type_name(&panel, &document);
    assert_true(panel.is_naming);
    panel_type_text(&panel, "Fred");
    assert_true(panel_type_take(&panel, &document, &error));
    assert_false(panel.is_naming || panel.is_typing);
    assert_string_equal(value("runner.a", "name"), "Fred");
    assert_string_equal(value("runner.a", "alpha"), "0.5"); // the selected value is none
    panel_type_name(&panel, &document);
    assert_string_equal(panel.typed.text, "Fred");
    assert_true(panel_type_key(&panel, SDLK_BACKSPACE, 0)); // it is selected whole
    assert_true(panel_type_take(&panel, &document, &error));
    assert_string_equal(value("runner.a", "name"), "");
}

static void removing_selects_the_next_and_the_last_one_stays(void **state)
{
    (void)state;
    assert_true(members_remove(&document, &error));
    assert_string_equal(order(), "b ");
    assert_string_equal(selected(), "runner.b");
    assert_non_null(members_cannot_remove(&document));
    assert_true(document_undo(&document, &error));
    assert_string_equal(order(), "a b ");
    assert_string_equal(value("runner.a", "decay_rate"), "2");
    document_select_group(&document, 1);
    assert_true(members_remove(&document, &error));
    assert_string_equal(selected(), "runner.a"); // nobody comes behind the last
}

static void a_new_one_has_nothing_of_a_removed_one_of_its_name(void **state)
{
    (void)state;
    assert_true(members_add(&document, &error));
    assert_true(document_change(&document, selected(), "schedule", "decaying", &error));
    assert_true(document_change(&document, selected(), "decay_rate", "7", &error));
    assert_true(document_change(&document, selected(), "schedule", "constant", &error));
    assert_true(members_remove(&document, &error));
    document_select_group(&document, 0);
    assert_true(members_add(&document, &error));
    assert_string_equal(selected(), "runner.runner-2");
    assert_true(document_change(&document, selected(), "schedule", "decaying", &error));
    assert_string_equal(value("runner.runner-2", "decay_rate"), "");
}

static void there_are_eight_at_most(void **state)
{
    (void)state;
    for (int i = 2; i < MEMBERS_MAX; i++) {
        assert_null(members_cannot_add(&document));
        assert_true(members_add(&document, &error));
    }
    assert_non_null(members_cannot_add(&document));
    assert_non_null(members_cannot_duplicate(&document));
}

static void a_long_name_of_a_section_is_cut_before_its_number(void **state)
{
    (void)state;
    open_text("[scene]\nlab = toy\n"
              "[runner.abcdefghijklmnopqrstuvwxyzabcdefghijklmnop]\nalpha = 1\n");
    assert_true(members_duplicate(&document, &error));
    assert_true(members_duplicate(&document, &error));
    assert_int_equal(document.lab->type->groups(document.lab), 3);
    struct scene again = {0};
    char *text = scene_format(&document.now.scene, &error);
    assert_true(scene_parse(&again, text, strlen(text), "again.ini", &error));
    free(text);
    scene_clear(&again);
}

static void a_lab_without_members_says_so(void **state)
{
    (void)state;
    open_text("[scene]\nlab = bare\n[runner.a]\n");
    assert_non_null(members_cannot_add(&document));
    assert_non_null(members_cannot_duplicate(&document));
    assert_non_null(members_cannot_rename(&document));
    assert_non_null(members_cannot_remove(&document));
    assert_non_null(members_cannot_link(&document));
}

static void a_failed_change_of_members_leaves_all_as_it_was(void **state)
{
    (void)state;
    toy.fails = true;
    assert_false(members_add(&document, &error));
    assert_false(members_duplicate(&document, &error));
    assert_false(members_remove(&document, &error));
    assert_string_equal(order(), "a b ");
    assert_string_equal(selected(), "runner.a");
    assert_false(document_can_undo(&document));
}

static void linked_values_move_by_the_same_factor_in_one_step_of_undo(void **state)
{
    (void)state;
    assert_false(members_links(&document, document.slider));
    document.is_linked = true;
    assert_true(members_links(&document, document.slider));
    assert_true(members_change(&document, "0.25", &error));
    assert_string_equal(value("runner.a", "alpha"), "0.25");
    assert_string_equal(value("runner.b", "alpha"), "0.05");
    assert_true(document_undo(&document, &error));
    assert_string_equal(value("runner.a", "alpha"), "0.5");
    assert_string_equal(value("runner.b", "alpha"), "0.1");
    assert_false(document_can_undo(&document));
    assert_true(members_change(&document, "10", &error));
    assert_string_equal(value("runner.b", "alpha"), "2");
    assert_true(members_reset(&document, &error));
    assert_string_equal(value("runner.a", "alpha"), "0.5");
    assert_string_equal(value("runner.b", "alpha"), "0.1");
    document.is_linked = false;
    assert_true(members_change(&document, "0.25", &error));
    assert_string_equal(value("runner.b", "alpha"), "0.1");
}

static void linked_choices_become_the_same_and_a_value_stays_in_its_range(void **state)
{
    (void)state;
    document.is_linked = true;
    assert_true(members_change(&document, "1e-6", &error));
    assert_string_equal(value("runner.b", "alpha"), "1e-06"); // not below the range
    assert_true(document_undo(&document, &error));
    document.slider = 1;
    assert_true(members_change(&document, "constant", &error));
    assert_string_equal(value("runner.a", "schedule"), "constant");
    assert_true(members_change(&document, "decaying", &error));
    assert_string_equal(value("runner.b", "schedule"), "decaying");
    // Both have a decay rate now, of which one is the standard.
    document.slider = 2;
    assert_true(members_change(&document, "3.5", &error));
    assert_string_equal(value("runner.a", "decay_rate"), "3.5");
    assert_string_equal(value("runner.b", "decay_rate"), "2.5");
    assert_false(members_change(&document, "fast", &error));
    assert_non_null(strstr(error.text, "fast"));
}

#define TOY_TEST(name) cmocka_unit_test_setup_teardown(name, open_toy, close_toy)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOY_TEST(a_new_one_comes_behind_the_selected_one_and_is_selected),
        TOY_TEST(a_copy_has_the_same_numbers_and_a_look_and_a_name_of_its_own),
        TOY_TEST(a_name_is_set_and_taken_away),
        TOY_TEST(removing_selects_the_next_and_the_last_one_stays),
        TOY_TEST(a_new_one_has_nothing_of_a_removed_one_of_its_name),
        TOY_TEST(there_are_eight_at_most),
        TOY_TEST(a_long_name_of_a_section_is_cut_before_its_number),
        TOY_TEST(a_lab_without_members_says_so),
        TOY_TEST(a_failed_change_of_members_leaves_all_as_it_was),
        TOY_TEST(linked_values_move_by_the_same_factor_in_one_step_of_undo),
        TOY_TEST(linked_choices_become_the_same_and_a_value_stays_in_its_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
