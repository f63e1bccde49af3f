#include "app/app.h"

#include "app/frame.h"
#include "labs/registry.h"
#include "test.h"

#include "app/opened_app.h"

#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct app *app;

static int open_app(void **state)
{
    (void)state;
    app = open_app_with("batch-sizes", 800, 500);
    if (app)
        app_frame(app, 0);
    return app ? 0 : -1;
}

static int close_app(void **state)
{
    (void)state;
    app_destroy(app);
    app = NULL;
    return 0;
}

static void key(SDL_Keycode code, uint16_t modifiers)
{
    SDL_Event event = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = code, .mod = modifiers}}};
    app_event(app, &event);
    event.key.type = SDL_KEYUP;
    app_event(app, &event);
}

static void type(const char *text)
{
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    snprintf(event.text.text, sizeof event.text.text, "%s", text);
    app_event(app, &event);
}

static void mouse(uint32_t kind, int x, int y)
{
    SDL_Event event = {0};
    if (kind == SDL_MOUSEMOTION)
        event.motion = (SDL_MouseMotionEvent){.type = kind, .x = x, .y = y};
    else
        event.button = (SDL_MouseButtonEvent){
            .type = kind, .button = SDL_BUTTON_LEFT, .clicks = 1, .x = x, .y = y};
    app_event(app, &event);
}

static const char *value(const char *section, const char *name)
{
    const char *text = scene_text(app_scene(app), section, name);
    return text ? text : "";
}

static void select_slider(const char *wanted)
{
    char text[128];
    for (int i = 0; i < 100; i++) {
        if (strcmp(app_selected(app, text), wanted) == 0)
            return;
        key(SDLK_DOWN, 0);
    }
    fail_msg("no slider %s", wanted);
}

// Past the scene's question.
static void begin_to_play(void)
{
    key(SDLK_SPACE, 0);
    key(SDLK_ESCAPE, 0);
}

static void time_passes_while_it_plays_and_stands_while_it_does_not(void **state)
{
    (void)state;
    begin_to_play();
    assert_true(app_is_playing(app));
    assert_true(app_frame(app, 0.5) == 0);
    const double step = app_step(app);
    assert_true(step > 0);
    key(SDLK_SPACE, 0);
    app_frame(app, 0.5);
    assert_true(app_step(app) == step);
    assert_false(app_is_playing(app));
}

static void a_paused_window_waits_for_events(void **state)
{
    (void)state;
    key(SDLK_END, 0);
    double due = 0;
    for (int i = 0; i < 100 && !isinf(due); i++) {
        due = app_frame(app, 0);
        if (!isinf(due))
            SDL_Delay(10);
    }
    assert_true(isinf(due));
}

static void the_keys_of_the_timeline_go_where_they_say(void **state)
{
    (void)state;
    key(SDLK_END, 0);
    assert_true(app_step(app) == 120);
    key(SDLK_COMMA, 0);
    assert_true(app_step(app) == 119);
    key(SDLK_COMMA, KMOD_LSHIFT);
    assert_true(app_step(app) == 109);
    key(SDLK_SPACE, KMOD_LSHIFT); // . is a clicker's in a lecture
    assert_true(app_step(app) == 110);
    key(SDLK_HOME, 0);
    assert_true(app_step(app) == 0);
    key(SDLK_COMMA, 0);
    assert_true(app_step(app) == 0);
}

static void arrows_change_the_slider_that_is_selected(void **state)
{
    (void)state;
    select_slider("runner.batch.alpha");
    key(SDLK_RIGHT, 0);
    const double more = atof(value("runner.batch", "alpha"));
    assert_true(more > 0.074);
    key(SDLK_LEFT, 0);
    key(SDLK_LEFT, 0);
    assert_true(atof(value("runner.batch", "alpha")) < 0.074);
    key(SDLK_BACKSPACE, 0);
    assert_string_equal(value("runner.batch", "alpha"), "0.074");
}

static void shift_is_finer_and_ctrl_coarser(void **state)
{
    (void)state;
    double moved[3];
    const uint16_t modifiers[] = {KMOD_LSHIFT, 0, KMOD_LCTRL};
    select_slider("runner.batch.alpha");
    for (int i = 0; i < 3; i++) {
        key(SDLK_RIGHT, modifiers[i]);
        moved[i] = atof(value("runner.batch", "alpha")) - 0.074;
        key(SDLK_BACKSPACE, 0);
    }
    assert_true(0 < moved[0] && moved[0] < moved[1] && moved[1] < moved[2]);
}

static void a_change_keeps_the_place_on_the_timeline(void **state)
{
    (void)state;
    key(SDLK_HOME, 0);
    for (int i = 0; i < 5; i++)
        key(SDLK_PERIOD, KMOD_LSHIFT);
    select_slider("runner.batch.alpha");
    key(SDLK_RIGHT, 0);
    assert_true(app_step(app) == 50);
}

static void undo_goes_back_and_redo_on_again(void **state)
{
    (void)state;
    select_slider("runner.batch.alpha");
    key(SDLK_RIGHT, 0);
    const double one = atof(value("runner.batch", "alpha"));
    key(SDLK_RIGHT, 0);
    const double two = atof(value("runner.batch", "alpha"));
    key(SDLK_z, KMOD_LCTRL);
    assert_true(atof(value("runner.batch", "alpha")) == one);
    key(SDLK_z, KMOD_LCTRL);
    assert_string_equal(value("runner.batch", "alpha"), "0.074");
    key(SDLK_z, KMOD_LCTRL);
    assert_string_equal(app_toast(app), "Ctrl+Z: nothing to undo");
    key(SDLK_y, KMOD_LCTRL);
    key(SDLK_y, KMOD_LCTRL);
    assert_true(atof(value("runner.batch", "alpha")) == two);
    key(SDLK_z, KMOD_LCTRL);
    key(SDLK_LEFT, 0); // what was ahead is gone
    key(SDLK_y, KMOD_LCTRL);
    assert_string_equal(app_toast(app), "Ctrl+Y: nothing to redo");
}

static void tab_goes_through_the_labs(void **state)
{
    (void)state;
    size_t count = 0;
    while (lab_types[count])
        count++;
    for (size_t i = 0; i < count; i++) {
        key(SDLK_TAB, 0);
        app_frame(app, 0.01);
        assert_string_equal(value("scene", "lab"), lab_types[(i + 1) % count]->name);
        assert_string_equal(app_toast(app), "");
    }
    key(SDLK_TAB, KMOD_LSHIFT);
    assert_string_equal(value("scene", "lab"), lab_types[count - 1]->name);
}

static void a_typed_value_is_taken_by_enter(void **state)
{
    (void)state;
    select_slider("runner.mini-batch.alpha");
    key(SDLK_RETURN, 0);
    type("0.0");
    type("125");
    key(SDLK_RETURN, 0);
    assert_string_equal(value("runner.mini-batch", "alpha"), "0.0125");
    assert_string_equal(app_toast(app), "");
}

static void a_wrong_value_is_explained_and_can_be_mended(void **state)
{
    (void)state;
    select_slider("runner.mini-batch.alpha");
    key(SDLK_RETURN, 0);
    type("abx");
    key(SDLK_RETURN, 0);
    assert_string_equal(value("runner.mini-batch", "alpha"), "0.05");
    assert_non_null(strstr(app_toast(app), "abx"));
    for (int i = 0; i < 3; i++)
        key(SDLK_BACKSPACE, 0);
    type("0.5");
    key(SDLK_RETURN, 0);
    assert_string_equal(value("runner.mini-batch", "alpha"), "0.5");
}

static void the_key_that_opens_a_field_is_not_typed_into_it_however_long_it_is_held(void **state)
{
    (void)state;
    SDL_Event slash = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = SDLK_SLASH}}};
    app_event(app, &slash);
    type("/");
    slash.key.repeat = 1;
    app_event(app, &slash);
    type("/");
    key(SDLK_d, 0); // the next one may come before that one goes
    type("dark");
    slash.key.type = SDL_KEYUP;
    app_event(app, &slash);
    key(SDLK_RETURN, 0);
    assert_ptr_equal(app_frame_of(app)->theme, &theme_dark);
}

static void escape_leaves_the_value_alone(void **state)
{
    (void)state;
    select_slider("runner.mini-batch.alpha");
    key(SDLK_RETURN, 0);
    type("0.9");
    key(SDLK_ESCAPE, 0);
    assert_string_equal(value("runner.mini-batch", "alpha"), "0.05");
    key(SDLK_SPACE, 0); // and keys mean again what they meant
    assert_false(app_is_playing(app));
}

static void digits_hide_and_show_runners(void **state)
{
    (void)state;
    key(SDLK_2, 0);
    assert_string_equal(value("runner.stochastic", "hidden"), "yes");
    key(SDLK_2, 0);
    assert_null(scene_text(app_scene(app), "runner.stochastic", "hidden"));
    key(SDLK_9, 0); // there is no ninth
    app_frame(app, 0);
}

static void any_key_closes_the_help_and_does_nothing_else(void **state)
{
    (void)state;
    begin_to_play();
    key(SDLK_F1, 0);
    app_frame(app, 0);
    key(SDLK_SPACE, 0);
    assert_true(app_is_playing(app));
    key(SDLK_SPACE, 0);
    assert_false(app_is_playing(app));
}

static void dragging_the_start_moves_it(void **state)
{
    (void)state;
    struct error error = {0};
    // Shown where the start is in the picture: the middle of a view around it.
    struct scene scene = {0};
    assert_true(scene_copy(&scene, app_scene(app), &error));
    assert_true(scene_put(&scene, "view", "x", "-10, -8", &error));
    assert_true(scene_put(&scene, "view", "y", "1, 2.2", &error));
    app_destroy(app);
    app = open_app_on(&scene, 1280, 720);
    assert_non_null(app);
    app_frame(app, 0);
    const struct lab_layout layout = lab_layout(1280, 720, 50);
    bool is_found = false;
    // The stage's frame is the lab's: look for the start around its middle.
    const int x = (int)(layout.stage.x + layout.stage.width / 2);
    const int y = (int)(layout.stage.y + layout.stage.height / 2);
    for (int dx = -40; dx <= 40 && !is_found; dx += 8) {
        for (int dy = -40; dy <= 40 && !is_found; dy += 8) {
            mouse(SDL_MOUSEBUTTONDOWN, x + dx, y + dy);
            mouse(SDL_MOUSEMOTION, x + dx + 60, y + dy);
            mouse(SDL_MOUSEBUTTONUP, x + dx + 60, y + dy);
            is_found = strcmp(value("objective", "start"), "-9, 1.6") != 0;
            if (is_found)
                continue;
            // It panned: back.
            mouse(SDL_MOUSEBUTTONDOWN, x + dx + 60, y + dy);
            mouse(SDL_MOUSEMOTION, x + dx, y + dy);
            mouse(SDL_MOUSEBUTTONUP, x + dx, y + dy);
        }
    }
    assert_true(is_found);
}

static void the_window_survives_every_key(void **state)
{
    (void)state;
    // Screenshots, full screen and quitting aside.
    for (int code = 32; code < 127; code++) {
        if (code == SDLK_s)
            continue;
        key(code, 0);
        key(code, KMOD_LSHIFT);
        app_frame(app, 0.01);
    }
    for (SDL_Keycode code = SDLK_F1; code < SDLK_F11; code++)
        key(code, 0);
    assert_false(app_is_over(app));
    app_frame(app, 0.01);
}

static void ctrl_q_quits_even_while_typing(void **state)
{
    (void)state;
    key(SDLK_RETURN, 0);
    key(SDLK_q, KMOD_LCTRL);
    assert_true(app_is_over(app));
}

static void every_scene_opens_by_page_down_and_none_complains(void **state)
{
    (void)state;
    // One that is in no lecture: from there it goes round all of them.
    app_destroy(app);
    app = open_app_with("ackley", 800, 500);
    assert_non_null(app);
    char first[200];
    snprintf(first, sizeof first, "%s", app_scene(app)->name);
    size_t count = 0;
    do {
        key(SDLK_PAGEDOWN, 0);
        app_frame(app, 0.01);
        assert_string_equal(app_toast(app), "");
        count++;
    } while (strcmp(app_scene(app)->name, first) != 0 && count < 200);
    assert_between(count, 18, 199);
}

static void a_scene_without_a_cause_is_refused_and_the_window_stays_closed(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct error error = {0};
    const char text[] = "[scene]\nlab = descend\n";
    assert_true(scene_parse(&scene, text, strlen(text), "wrong.ini", &error));
    assert_null(app_create(&scene, &(struct app_options){0}, &error));
    assert_non_null(strstr(error.text, "descent"));
    scene_clear(&scene);
}

#define WINDOW_TEST(name) cmocka_unit_test_setup_teardown(name, open_app, close_app)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WINDOW_TEST(time_passes_while_it_plays_and_stands_while_it_does_not),
        WINDOW_TEST(a_paused_window_waits_for_events),
        WINDOW_TEST(the_keys_of_the_timeline_go_where_they_say),
        WINDOW_TEST(arrows_change_the_slider_that_is_selected),
        WINDOW_TEST(shift_is_finer_and_ctrl_coarser),
        WINDOW_TEST(a_change_keeps_the_place_on_the_timeline),
        WINDOW_TEST(undo_goes_back_and_redo_on_again),
        WINDOW_TEST(tab_goes_through_the_labs),
        WINDOW_TEST(a_typed_value_is_taken_by_enter),
        WINDOW_TEST(a_wrong_value_is_explained_and_can_be_mended),
        WINDOW_TEST(the_key_that_opens_a_field_is_not_typed_into_it_however_long_it_is_held),
        WINDOW_TEST(escape_leaves_the_value_alone),
        WINDOW_TEST(digits_hide_and_show_runners),
        WINDOW_TEST(any_key_closes_the_help_and_does_nothing_else),
        WINDOW_TEST(dragging_the_start_moves_it),
        WINDOW_TEST(the_window_survives_every_key),
        WINDOW_TEST(ctrl_q_quits_even_while_typing),
        WINDOW_TEST(every_scene_opens_by_page_down_and_none_complains),
        cmocka_unit_test(a_scene_without_a_cause_is_refused_and_the_window_stays_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
