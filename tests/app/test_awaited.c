// What waits for a file that is on its way, on a platform that brings some.
#include "app/frame.h"

#include "app/app.h"
#include "app/palette.h"
#include "app/toy_app.h"
#include "base/far.h"
#include "test.h"

static struct app *app;

// ---- the platform -------------------------------------------------------------------------------

bool far_is_coming(void)
{
    return toy.is_coming;
}

bool far_ask(const char *path, struct error *error)
{
    (void)path, (void)error;
    return true;
}

bool far_is_address(const char *word)
{
    (void)word;
    return false;
}

bool far_fetch(const char *word, char *path, size_t size, struct error *error)
{
    (void)word, (void)path, (void)size, (void)error;
    return false;
}

bool far_is_here(const char *name)
{
    (void)name;
    return true;
}

// -------------------------------------------------------------------------------------------------

static const char other[] = "[scene]\nlab = toy\ntitle = Another\n[runner.a]\nalpha = 0.125\n";

static int open_app(void **state)
{
    (void)state;
    app = toy_open_app(800, 500);
    return app ? 0 : -1;
}

static int close_app(void **state)
{
    (void)state;
    app_destroy(app);
    return 0;
}

static struct frame *frame(void)
{
    return (struct frame *)app_frame_of(app);
}

static void key(SDL_Keycode code, uint16_t modifiers)
{
    const SDL_Event event = {
        .key = {.type = SDL_KEYDOWN, .keysym = {.sym = code, .mod = modifiers}}};
    app_event(app, &event);
}

static const char *alpha(void)
{
    return scene_text(app_scene(app), "runner.a", "alpha");
}

static const char *title(void)
{
    return scene_text(app_scene(app), "scene", "title");
}

static bool change(const char *value)
{
    struct error error = {0};
    const bool done = document_change(&frame()->document, "runner.a", "alpha", value, &error);
    frame_settle(frame(), &error);
    return done;
}

static bool open_other(void)
{
    struct scene scene = {0};
    struct error error = {0};
    toy_scene(&scene, other);
    free(scene.source);
    scene.source = strdup("other.ini");
    const bool done = frame_open(frame(), &scene, &error);
    scene_clear(&scene);
    assert_true(done || error.kind == ERROR_COMING);
    return done;
}

static void pass(int frames)
{
    while (frames-- > 0)
        app_frame(app, 0.01);
}

static void a_change_is_taken_when_its_file_has_come_and_is_one_step_of_undo(void **state)
{
    (void)state;
    toy.is_coming = true;
    assert_false(change("0.25"));
    assert_non_null(strstr(app_toast(app), "is being loaded"));
    pass(3);
    assert_string_equal(alpha(), "0.5");
    const int drawn = toy.drawn;
    pass(3);
    assert_true(toy.drawn >= drawn + 3); // the window goes on
    toy.is_coming = false;
    pass(1);
    assert_string_equal(alpha(), "0.25");
    assert_string_equal(app_toast(app), "");
    key(SDLK_z, KMOD_CTRL);
    assert_string_equal(alpha(), "0.5");
    assert_false(document_can_undo(&frame()->document));
    pass(1);
    assert_string_equal(alpha(), "0.5");
}

static void what_somebody_has_changed_meanwhile_stays(void **state)
{
    (void)state;
    toy.is_coming = true;
    assert_false(change("0.25"));
    toy.is_coming = false; // another scene's, say
    assert_true(change("0.0625"));
    pass(2);
    assert_string_equal(alpha(), "0.0625");
}

static void the_last_wish_counts(void **state)
{
    (void)state;
    toy.is_coming = true;
    assert_false(change("0.25"));
    assert_false(change("0.0625"));
    assert_false(open_other());
    assert_false(change("0.03"));
    toy.is_coming = false;
    pass(2);
    assert_string_equal(title(), "A toy");
    assert_string_equal(alpha(), "0.03");
    toy.is_coming = true;
    assert_false(change("0.01"));
    assert_false(open_other());
    toy.is_coming = false;
    pass(2);
    assert_string_equal(title(), "Another");
    assert_string_equal(alpha(), "0.125");
}

static void a_file_that_does_not_come_is_said_once_and_nothing_changes(void **state)
{
    (void)state;
    toy.is_coming = true;
    assert_false(change("0.25"));
    toy.is_coming = false;
    toy.fails = true;
    pass(1);
    assert_string_equal(app_toast(app), "the toy is broken");
    toy.fails = false;
    pass(2);
    assert_string_equal(alpha(), "0.5");
}

static void a_scene_opens_when_its_file_has_come(void **state)
{
    (void)state;
    toy.is_coming = true;
    assert_false(open_other());
    pass(3);
    assert_string_equal(title(), "A toy");
    toy.is_coming = false;
    pass(1);
    assert_string_equal(title(), "Another");
    key(SDLK_z, KMOD_CTRL);
    assert_string_equal(title(), "Another");
}

static void a_scene_does_not_come_over_what_was_changed_meanwhile(void **state)
{
    (void)state;
    toy.is_coming = true;
    assert_false(open_other());
    toy.is_coming = false;
    assert_true(change("0.25"));
    pass(2);
    assert_string_equal(title(), "A toy");
    assert_string_equal(alpha(), "0.25");
}

static void the_list_that_it_was_chosen_from_closes_and_no_other(void **state)
{
    (void)state;
    struct error error = {0};
    toy.is_coming = true;
    assert_true(palette_open(frame(), &error));
    assert_false(change("0.25"));
    toy.is_coming = false;
    pass(1);
    assert_null(frame()->modal);
    toy.is_coming = true;
    assert_false(open_other());
    frame_settle(frame(), &(struct error){.kind = ERROR_COMING, .text = "it is being loaded"});
    assert_true(palette_open(frame(), &error));
    toy.is_coming = false;
    pass(1);
    assert_string_equal(title(), "Another");
    assert_non_null(frame()->modal);
}

#define WINDOW_TEST(name) cmocka_unit_test_setup_teardown(name, open_app, close_app)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WINDOW_TEST(a_change_is_taken_when_its_file_has_come_and_is_one_step_of_undo),
        WINDOW_TEST(what_somebody_has_changed_meanwhile_stays),
        WINDOW_TEST(the_last_wish_counts),
        WINDOW_TEST(a_file_that_does_not_come_is_said_once_and_nothing_changes),
        WINDOW_TEST(a_scene_opens_when_its_file_has_come),
        WINDOW_TEST(the_list_that_it_was_chosen_from_closes_and_no_other),
        WINDOW_TEST(a_scene_does_not_come_over_what_was_changed_meanwhile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
