// A lecture in front of an audience: a folder of three scenes, the middle one broken.
#include "app/frame.h"

#include "app/commands.h"
#include "app/keys.h"
#include "app/toy_app.h"
#include "test.h"

#include "folder.h"

#include <math.h>
#include <sys/stat.h>

static struct app *app;

static int open_app(void **state)
{
    (void)state;
    struct error error = {0};
    memset(&toy, 0, sizeof toy);
    if (make_folder(NULL) != 0)
        return -1;
    write_in_folder("1-first.ini", "[scene]\nlab = toy\ntitle = First\ntry = → moves α.\n"
                                   "notes = Say hello.\n[view]\nstep = 40\n[runner.a]\n");
    write_in_folder("2-broken.ini", "[scene\n");
    write_in_folder("10-last.ini",
                    "[scene]\nlab = toy\ntitle = Last\n[view]\nstep = 40\n[runner.a]\n");
    const struct app_options options = {.lecture = folder, .width = 800, .height = 500};
    app = app_create(NULL, &options, &error);
    if (!app)
        print_message("%s\n", error.text);
    return app ? 0 : -1;
}

static int close_app(void **state)
{
    app_destroy(app);
    app = NULL;
    return remove_folder(state);
}

// The same scene, by itself.
static void open_alone(void)
{
    app_destroy(app);
    app = toy_open_app(800, 500);
    assert_non_null(app);
}

static void key(SDL_Keycode code, uint16_t modifiers)
{
    const SDL_Event event = {
        .key = {.type = SDL_KEYDOWN, .keysym = {.sym = code, .mod = modifiers}}};
    app_event(app, &event);
}

static const struct frame *frame(void)
{
    return app_frame_of(app);
}

static const char *name(void)
{
    return app_scene(app)->name;
}

static const char *alpha(void)
{
    const char *text = scene_text(app_scene(app), "runner.a", "alpha");
    return text ? text : "";
}

static void a_clicker_goes_through_and_what_is_broken_is_named_and_left_out(void **state)
{
    (void)state;
    assert_string_equal(name(), "first");
    assert_string_equal(app_toast(app), "");
    key(SDLK_PAGEUP, 0);
    assert_string_equal(app_toast(app), "This is the first scene of the lecture.");
    key(SDLK_PAGEDOWN, 0);
    assert_string_equal(name(), "last");
    assert_non_null(strstr(app_toast(app), "broken"));
    assert_non_null(strstr(app_toast(app), "2-broken.ini:1"));
    key(SDLK_PAGEDOWN, 0);
    assert_string_equal(name(), "last");
    assert_string_equal(app_toast(app), "This is the last scene of the lecture.");
    key(SDLK_PAGEUP, 0);
    assert_string_equal(name(), "first");
}

static void what_to_try_is_said_as_long_as_it_is_so(void **state)
{
    (void)state;
    assert_true(frame_try_holds(frame())); // "→ moves α."
    key(SDLK_RIGHT, 0);
    assert_true(frame_try_holds(frame()));
    key(SDLK_DOWN, 0); // now → moves another
    assert_false(frame_try_holds(frame()));
    key(SDLK_RIGHT, 0);
    assert_false(frame_try_holds(frame()));
    key(SDLK_UP, 0); // and more is changed than it speaks of
    assert_false(frame_try_holds(frame()));
    key(SDLK_z, KMOD_CTRL);
    assert_true(frame_try_holds(frame()));
}

static void a_change_is_still_there_after_other_scenes(void **state)
{
    (void)state;
    key(SDLK_RIGHT, 0);
    char changed[32];
    snprintf(changed, sizeof changed, "%s", alpha());
    assert_string_not_equal(changed, "");
    assert_true(frame()->title_says_changed);
    key(SDLK_PAGEDOWN, 0);
    assert_string_equal(alpha(), "");
    assert_false(frame()->title_says_changed);
    key(SDLK_PAGEUP, 0);
    assert_string_equal(alpha(), changed);
    assert_true(frame()->title_says_changed);
    key(SDLK_z, KMOD_LCTRL);
    assert_false(frame()->title_says_changed);
}

static void the_scene_as_it_was_opened_is_one_step_away_and_back(void **state)
{
    (void)state;
    key(SDLK_r, KMOD_LCTRL);
    assert_string_equal(app_toast(app), "Ctrl+R: the scene is as it was opened");
    key(SDLK_RIGHT, 0);
    key(SDLK_RIGHT, 0);
    char changed[32];
    snprintf(changed, sizeof changed, "%s", alpha());
    key(SDLK_r, KMOD_LCTRL);
    assert_string_equal(alpha(), "");
    key(SDLK_z, KMOD_LCTRL);
    assert_string_equal(alpha(), changed);
}

static void a_black_screen_hides_all_and_the_next_key_only_ends_it(void **state)
{
    (void)state;
    const SDL_Keycode codes[] = {SDLK_PERIOD, SDLK_b};
    for (size_t i = 0; i < 2; i++) {
        key(codes[i], 0);
        assert_true(frame()->is_blank);
        toy.drawn = 0;
        assert_true(isinf(app_frame(app, 0.1)));
        assert_int_equal(toy.drawn, 0);
        key(SDLK_LSHIFT, KMOD_LSHIFT); // no key by itself
        assert_true(frame()->is_blank);
        key(i == 0 ? codes[i] : SDLK_PAGEDOWN, 0);
        assert_false(frame()->is_blank);
        assert_string_equal(name(), "first");
        app_frame(app, 0.1);
        assert_int_equal(toy.drawn, 1);
    }
}

static void behind_a_black_screen_nothing_goes_on(void **state)
{
    (void)state;
    key(SDLK_SPACE, 0);
    const double step = app_step(app);
    key(SDLK_b, 0);
    app_frame(app, 0.1);
    assert_true(app_step(app) == step);
    key(SDLK_b, 0);
    app_frame(app, 0.1);
    assert_true(app_step(app) > step);
}

static void the_show_is_full_screen_and_bare_and_escape_ends_only_it(void **state)
{
    (void)state;
    const float before = frame_layout(frame()).second.height;
    key(SDLK_F5, 0);
    assert_true(frame()->show.is_on && frame()->window.is_full_screen && frame_is_bare(frame()));
    app_frame(app, 0.01);
    assert_true(frame_layout(frame()).second.height > before);
    key(SDLK_PAGEDOWN, 0);
    assert_true(frame()->show.is_on);
    key(SDLK_ESCAPE, 0); // with a message on the screen
    assert_false(frame()->show.is_on || frame()->window.is_full_screen || frame_is_bare(frame()));
    key(SDLK_ESCAPE, 0);
    key(SDLK_ESCAPE, 0);
    assert_false(app_is_over(app));
    key(SDLK_F5, 0); // and goes on where it was
    assert_string_equal(name(), "last");
}

static void a_bare_picture_says_what_arrows_do_and_shows_what_is_typed(void **state)
{
    (void)state;
    app_frame(app, 0.01);
    const float scale = frame()->window.canvas->scale;
    key(SDLK_h, 0);
    assert_true(frame_is_bare(frame()));
    app_frame(app, 0.01);
    assert_true(fabsf(frame()->window.canvas->scale / scale - WINDOW_HALL) < 1e-4f);
    key(SDLK_RIGHT, 0);
    assert_non_null(strstr(app_toast(app), "learning rate"));
    key(SDLK_RETURN, 0);
    assert_false(frame_is_bare(frame()));
    key(SDLK_ESCAPE, 0);
    assert_true(frame_is_bare(frame()));
    key(SDLK_h, 0);
    assert_false(frame_is_bare(frame()));
}

static void notes_show_on_their_key_only(void **state)
{
    (void)state;
    assert_false(frame()->shows_notes);
    key(SDLK_n, KMOD_LSHIFT);
    assert_true(frame()->shows_notes);
    key(SDLK_PAGEDOWN, 0);
    assert_false(frame()->shows_notes);
    key(SDLK_n, KMOD_LSHIFT);
    assert_string_equal(app_toast(app), "Shift+N: this scene has no notes");
    key(SDLK_PAGEUP, 0);
    assert_false(frame()->shows_notes);
}

static void a_lectures_keys_mean_something_else_outside(void **state)
{
    (void)state;
    key(SDLK_SPACE, KMOD_LSHIFT);
    assert_true(app_step(app) == 41);
    key(SDLK_COMMA, 0);
    assert_true(app_step(app) == 40);
    key(SDLK_PERIOD, 0);
    assert_true(frame()->is_blank && app_step(app) == 40);
    open_alone();
    key(SDLK_PERIOD, 0);
    assert_true(!frame()->is_blank && app_step(app) == 41);
    key(SDLK_b, 0);
    assert_string_equal(app_toast(app), "B: only in a lecture");
    key(SDLK_F5, 0);
    assert_string_equal(app_toast(app), "F5: only in a lecture");
    assert_false(frame()->show.is_on);
}

// In this state of the window; a lecture's own keys come before all others.
static void assert_keys_are_one_commands(void)
{
    char why[256];
    for (const struct key *first = keys; first->command; first++) {
        for (const struct key *key = first + 1; key->command; key++) {
            const struct command *command = command_find(first->command);
            if (key->code != first->code || key->modifiers != first->modifiers ||
                (command && strcmp(command->group, "Show") == 0) ||
                command_is_unavailable(frame(), first->command, first->argument, why) ||
                command_is_unavailable(frame(), key->command, key->argument, why))
                continue;
            fail_msg("%s and %s share a key", first->command, key->command);
        }
    }
}

static void no_two_commands_share_a_key_where_both_apply(void **state)
{
    (void)state;
    assert_keys_are_one_commands();
    key(SDLK_RIGHT, 0);
    assert_keys_are_one_commands();
    open_alone();
    assert_keys_are_one_commands();
}

static void quitting_asks_where_something_would_be_lost(void **state)
{
    (void)state;
    key(SDLK_RIGHT, 0);
    key(SDLK_PAGEDOWN, 0); // of a scene that is away as well
    key(SDLK_q, KMOD_LCTRL);
    assert_false(app_is_over(app));
    assert_non_null(frame()->modal);
    app_frame(app, 0.01);
    key(SDLK_PAGEUP, 0); // no answer
    assert_string_equal(name(), "last");
    key(SDLK_n, 0);
    assert_null(frame()->modal);
    const SDL_Event close = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_CLOSE}};
    app_event(app, &close);
    assert_false(app_is_over(app));
    key(SDLK_ESCAPE, 0);
    assert_null(frame()->modal);
    key(SDLK_b, 0);
    key(SDLK_q, KMOD_LCTRL); // the question is seen
    assert_false(frame()->is_blank || app_is_over(app));
    key(SDLK_RETURN, 0);
    assert_true(app_is_over(app));
}

static void insisting_quits(void **state)
{
    (void)state;
    key(SDLK_RIGHT, 0);
    key(SDLK_q, KMOD_LCTRL);
    assert_false(app_is_over(app));
    key(SDLK_q, KMOD_LCTRL);
    assert_true(app_is_over(app));
}

static void nothing_to_lose_is_no_question(void **state)
{
    (void)state;
    key(SDLK_RIGHT, 0);
    key(SDLK_z, KMOD_LCTRL);
    key(SDLK_v, 0); // how it is looked at
    const SDL_Event close = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_CLOSE}};
    app_event(app, &close);
    assert_true(app_is_over(app));
}

static void the_most_useful_keys_stand_there_until_one_is_pressed(void **state)
{
    (void)state;
    assert_non_null(strstr(frame()->hint, "F1 keys"));
    assert_non_null(strstr(frame()->hint, "Space play"));
    assert_false(frame()->has_pressed);
    key(SDLK_LSHIFT, KMOD_LSHIFT);
    assert_false(frame()->has_pressed);
    key(SDLK_END, 0);
    assert_true(frame()->has_pressed);
}

static void tab_comes_back_to_what_was_left_of_a_lab(void **state)
{
    (void)state;
    struct error error = {0};
    struct scene bare = {0};
    key(SDLK_PAGEDOWN, 0);
    toy_scene(&bare, "[scene]\nlab = bare\n[runner.a]\n");
    assert_true(frame_open((struct frame *)frame(), &bare, &error));
    scene_clear(&bare);
    key(SDLK_TAB, 0);
    assert_string_equal(name(), "last");
}

#define SHOW_TEST(name) cmocka_unit_test_setup_teardown(name, open_app, close_app)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SHOW_TEST(a_clicker_goes_through_and_what_is_broken_is_named_and_left_out),
        SHOW_TEST(what_to_try_is_said_as_long_as_it_is_so),
        SHOW_TEST(a_change_is_still_there_after_other_scenes),
        SHOW_TEST(the_scene_as_it_was_opened_is_one_step_away_and_back),
        SHOW_TEST(a_black_screen_hides_all_and_the_next_key_only_ends_it),
        SHOW_TEST(behind_a_black_screen_nothing_goes_on),
        SHOW_TEST(the_show_is_full_screen_and_bare_and_escape_ends_only_it),
        SHOW_TEST(a_bare_picture_says_what_arrows_do_and_shows_what_is_typed),
        SHOW_TEST(notes_show_on_their_key_only),
        SHOW_TEST(a_lectures_keys_mean_something_else_outside),
        SHOW_TEST(no_two_commands_share_a_key_where_both_apply),
        SHOW_TEST(quitting_asks_where_something_would_be_lost),
        SHOW_TEST(insisting_quits),
        SHOW_TEST(nothing_to_lose_is_no_question),
        SHOW_TEST(the_most_useful_keys_stand_there_until_one_is_pressed),
        SHOW_TEST(tab_comes_back_to_what_was_left_of_a_lab),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
