// Scenes that go away and come back, with a lab that does as it is told.
#include "app/session.h"

#include "app/toy.h"
#include "test.h"

#include <unistd.h>

static struct session session;
static struct document document;

static bool open_text(const char *text, const char *source, struct error *error)
{
    struct scene scene = {0};
    assert_true(scene_parse(&scene, text, strlen(text), source, error));
    const bool done = session_open(&session, &document, &scene, error);
    scene_clear(&scene);
    return done;
}

static void open_scene(const char *source)
{
    struct error error = {0};
    if (!open_text(toy_text, source, &error))
        fail_msg("%s", error.text);
}

static void come_back(const char *source)
{
    struct error error = {0};
    const size_t index = session_find(&session, source);
    assert_true(index != SESSION_NONE);
    if (!session_return(&session, &document, index, &error))
        fail_msg("%s", error.text);
}

static void change(const char *alpha)
{
    struct error error = {0};
    assert_true(document_change(&document, "runner.a", "alpha", alpha, &error));
}

static const char *alpha_now(void)
{
    return scene_text(&document.now.scene, "runner.a", "alpha");
}

static int begin(void **state)
{
    (void)state;
    memset(&toy, 0, sizeof toy);
    memset(&session, 0, sizeof session);
    document_init(&document, 1);
    open_scene("one.ini");
    return 0;
}

static int end(void **state)
{
    (void)state;
    document_clear(&document);
    session_clear(&session);
    return 0;
}

static void a_scene_comes_back_as_it_was_left(void **state)
{
    (void)state;
    struct error error = {0};
    change("0.25");
    change("0.125");
    document_go(&document, 17);
    document.slider = 3;
    document.speed = 4;
    open_scene("two.ini");
    assert_string_equal(alpha_now(), "0.5");
    assert_true(document.step == 40 && document.slider == 0);
    document.speed = 2;
    come_back("one.ini");
    assert_string_equal(alpha_now(), "0.125");
    assert_true(document.step == 17 && document.slider == 3 && document.speed == 4);
    assert_false(document.is_playing);
    assert_true(document_undo(&document, &error) && document_undo(&document, &error));
    assert_string_equal(alpha_now(), "0.5");
    assert_false(document_can_undo(&document));
    assert_true(document_redo(&document, &error));
    assert_string_equal(alpha_now(), "0.25");
    come_back("two.ini");
    assert_true(document.speed == 2);
}

static void one_that_plays_plays_on(void **state)
{
    (void)state;
    document.is_playing = true;
    open_scene("two.ini");
    come_back("one.ini");
    assert_true(document.is_playing);
}

// α of the run before, as the lab has it; 0 = none.
static double ghost_now(void)
{
    return ((const struct toy_lab *)document.lab)->ghost;
}

static void the_run_before_the_last_change_comes_back(void **state)
{
    (void)state;
    struct error error = {0};
    open_scene("two.ini");
    come_back("one.ini");
    assert_true(ghost_now() == 0 && !document_has_ghost(&document));
    change("0.25");
    change("0.125");
    assert_true(document_next_picture(&document, 1, &error)); // no run of its own
    come_back("two.ini");
    assert_true(ghost_now() == 0);
    come_back("one.ini");
    assert_true(ghost_now() == 0.25 && document_has_ghost(&document));
    come_back("two.ini"); // and once more, with nothing changed in between
    come_back("one.ini");
    assert_true(ghost_now() == 0.25);
    assert_true(document_undo(&document, &error) && document_undo(&document, &error));
    assert_true(ghost_now() == 0.125);
    come_back("two.ini");
    come_back("one.ini");
    assert_string_equal(alpha_now(), "0.25");
    assert_true(ghost_now() == 0.125);
    document_hold(&document);
    change("0.3");
    change("0.4");
    document_release(&document);
    come_back("two.ini");
    come_back("one.ini");
    assert_true(ghost_now() == 0.25);
}

static void the_run_before_waits_until_the_one_that_is_shown_is_there(void **state)
{
    (void)state;
    change("0.25");
    open_scene("two.ini");
    toy.works = true;
    const int opened = toy.opened;
    come_back("one.ini");
    document_advance(&document, 0.1);
    assert_true(ghost_now() == 0 && document_has_ghost(&document));
    assert_int_equal(toy.opened, opened + 2); // the scene with the looks, and as it is
    come_back("two.ini");                     // away again before it came
    come_back("one.ini");
    toy.works = false;
    document_advance(&document, 0.1);
    assert_true(ghost_now() == 0.5);
    come_back("two.ini");
    toy.works = true;
    come_back("one.ini");
    change("0.125"); // a change in between has a run before of its own
    toy.works = false;
    document_advance(&document, 0.1);
    assert_true(ghost_now() == 0.25);
}

static void whether_it_is_hidden_goes_from_scene_to_scene(void **state)
{
    (void)state;
    change("0.25");
    document_show_ghost(&document, false);
    open_scene("two.ini");
    assert_true(document.hides_ghost && document.lab->hides_ghost);
    come_back("one.ini");
    assert_true(document.hides_ghost && document.lab->hides_ghost && ghost_now() == 0.5);
    document_show_ghost(&document, true);
    come_back("two.ini");
    assert_false(document.hides_ghost || document.lab->hides_ghost);
}

static void what_is_away_has_no_lab_and_the_counter_goes_on(void **state)
{
    (void)state;
    change("0.25");
    const unsigned changes = document.changes;
    open_scene("two.ini");
    assert_true(document.changes > changes);
    assert_int_equal(session.count, 1);
    assert_null(session.away[0]->lab);
    const unsigned more = document.changes;
    come_back("one.ini");
    assert_true(document.changes > more);
    assert_non_null(document.lab);
    assert_int_equal(session.count, 1);
}

static void what_does_not_open_leaves_everything(void **state)
{
    (void)state;
    struct error error = {0};
    change("0.25");
    const struct lab *lab = document.lab;
    toy.fails = true;
    assert_false(open_text(toy_text, "two.ini", &error));
    assert_string_equal(error.text, "the toy is broken");
    assert_ptr_equal(document.lab, lab);
    assert_int_equal(session.count, 0);
    toy.fails = false;
    open_scene("two.ini");
    toy.fails = true;
    assert_false(session_return(&session, &document, 0, &error));
    assert_non_null(document.lab);
    toy.fails = false;
    come_back("one.ini");
    assert_string_equal(alpha_now(), "0.25");
}

static void a_file_that_is_open_comes_back_and_other_content_is_one_step_of_undo(void **state)
{
    (void)state;
    struct error error = {0};
    change("0.25");
    open_scene("two.ini");
    assert_true(open_text("[scene]\nlab = toy\n[runner.a]\nalpha = 3\n", "one.ini", &error));
    assert_string_equal(alpha_now(), "3");
    assert_int_equal(session.count, 1);
    assert_true(document_undo(&document, &error));
    assert_string_equal(alpha_now(), "0.25");
    open_scene("one.ini"); // the one that is shown
    assert_int_equal(session.count, 1);
    assert_true(document_undo(&document, &error));
    assert_string_equal(alpha_now(), "0.25");
}

static void a_file_is_the_same_by_another_path(void **state)
{
    (void)state;
    char path[] = "/tmp/ravine-session-XXXXXX", other[64];
    const int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    snprintf(other, sizeof other, "/tmp/../tmp/%s", path + 5);
    open_scene(path);
    open_scene("two.ini");
    assert_true(session_find(&session, other) != SESSION_NONE);
    come_back(other);
    assert_true(session_shows(&document, other));
    assert_false(session_shows(&document, "two.ini"));
    unlink(path);
}

static void changes_are_those_of_what_runs_not_of_how_it_is_seen(void **state)
{
    (void)state;
    struct error error = {0};
    assert_int_equal(session_changed(&session, &document), 0);
    assert_true(document_next_picture(&document, 1, &error));
    assert_int_equal(session_changed(&session, &document), 0);
    change("0.25");
    assert_int_equal(session_changed(&session, &document), 1);
    open_scene("two.ini");
    assert_int_equal(session_changed(&session, &document), 1);
    change("0.25");
    assert_int_equal(session_changed(&session, &document), 2);
    change("0.5");
    assert_int_equal(session_changed(&session, &document), 1);
}

static void a_lab_is_found_by_what_was_shown_of_it_last(void **state)
{
    (void)state;
    struct error error = {0};
    open_scene("two.ini");
    assert_true(open_text("[scene]\nlab = bare\n[runner.a]\n", "bare.ini", &error));
    assert_int_equal(session_find_lab(&session, &bare_lab), SESSION_NONE);
    const size_t at = session_find_lab(&session, &toy_lab);
    assert_true(at != SESSION_NONE);
    assert_string_equal(session.away[at]->opened.source, "two.ini");
}

static void give_lecture(size_t count, const char *const paths[])
{
    struct lecture lecture = {.count = count, .entry = calloc(count, sizeof *lecture.entry)};
    assert_non_null(lecture.entry);
    for (size_t i = 0; i < count; i++)
        lecture.entry[i].path = strdup(paths[i]);
    session_enter(&session, &document, &lecture);
    lecture_clear(&lecture);
}

static void a_lecture_goes_on_from_where_it_was_left(void **state)
{
    (void)state;
    static const char *const paths[] = {"zero.ini", "one.ini", "two.ini"};
    assert_false(session_has_lecture(&session));
    give_lecture(3, paths);
    assert_true(session_has_lecture(&session));
    assert_int_equal(session.shown, 1);
    assert_int_equal(session_next(&session, 1), 2);
    assert_int_equal(session_next(&session, -1), 0);
    open_scene("elsewhere.ini"); // back to it, or on after it
    assert_int_equal(session.shown, SESSION_NONE);
    assert_int_equal(session_next(&session, -1), 1);
    assert_int_equal(session_next(&session, 1), 2);
    open_scene("two.ini");
    assert_int_equal(session_next(&session, 1), SESSION_NONE);
    open_scene("zero.ini");
    assert_int_equal(session_next(&session, -1), SESSION_NONE);
}

#define SESSION_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SESSION_TEST(a_scene_comes_back_as_it_was_left),
        SESSION_TEST(one_that_plays_plays_on),
        SESSION_TEST(the_run_before_the_last_change_comes_back),
        SESSION_TEST(the_run_before_waits_until_the_one_that_is_shown_is_there),
        SESSION_TEST(whether_it_is_hidden_goes_from_scene_to_scene),
        SESSION_TEST(what_is_away_has_no_lab_and_the_counter_goes_on),
        SESSION_TEST(what_does_not_open_leaves_everything),
        SESSION_TEST(a_file_that_is_open_comes_back_and_other_content_is_one_step_of_undo),
        SESSION_TEST(a_file_is_the_same_by_another_path),
        SESSION_TEST(changes_are_those_of_what_runs_not_of_how_it_is_seen),
        SESSION_TEST(a_lab_is_found_by_what_was_shown_of_it_last),
        SESSION_TEST(a_lecture_goes_on_from_where_it_was_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
