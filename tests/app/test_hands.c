// Keys and mouse on the stage of a lab that remembers what they did.
#include "app/app.h"
#include "app/ease.h"
#include "app/frame.h"
#include "app/toy_app.h"
#include "test.h"

#include <SDL.h>

static struct app *app;
static struct rect stage;

static int open_app(void **state)
{
    (void)state;
    app = toy_open_app(1280, 720);
    if (!app)
        return -1;
    app_frame(app, 0);
    stage = lab_layout(1280, 720, 50).stage;
    return 0;
}

static int close_app(void **state)
{
    (void)state;
    app_destroy(app);
    return 0;
}

static void key_repeated(SDL_Keycode code, uint16_t modifiers, bool is_repeat)
{
    const SDL_Event event = {.key = {.type = SDL_KEYDOWN,
                                     .repeat = is_repeat,
                                     .keysym = {.sym = code, .mod = modifiers}}};
    app_event(app, &event);
}

static void key(SDL_Keycode code, uint16_t modifiers)
{
    key_repeated(code, modifiers, false);
}

static void hold(SDL_Keycode code, uint16_t modifiers, int repeats)
{
    key(code, modifiers);
    for (int i = 0; i < repeats; i++)
        key_repeated(code, modifiers, true);
}

static void button(uint32_t kind, uint8_t which, int clicks, float x, float y)
{
    const SDL_Event event = {
        .button = {
            .type = kind, .button = which, .clicks = (uint8_t)clicks, .x = (int)x, .y = (int)y}};
    app_event(app, &event);
}

static void move(float x, float y)
{
    const SDL_Event event = {.motion = {.type = SDL_MOUSEMOTION, .x = (int)x, .y = (int)y}};
    app_event(app, &event);
}

static void wheel(float notches)
{
    const SDL_Event event = {.wheel = {.type = SDL_MOUSEWHEEL, .preciseY = notches}};
    app_event(app, &event);
}

static double alpha(const char *section)
{
    return scene_number(app_scene(app), section, &toy_runner_params[0]);
}

static void box(float x0, float y0, float x1, float y1)
{
    button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT, 1, x0, y0);
    move((x0 + x1) / 2, (y0 + y1) / 2);
    button(SDL_MOUSEBUTTONUP, SDL_BUTTON_RIGHT, 1, x1, y1);
}

static void hold_modifier(SDL_Keycode code, uint16_t modifier)
{
    key(code, modifier);
}

// ---- keys that are held -------------------------------------------------------------------------

static void a_held_key_is_one_step_of_undo(void **state)
{
    (void)state;
    hold(SDLK_LEFT, 0, 20);
    assert_true(alpha("runner.a") < 0.1);
    key(SDLK_z, KMOD_LCTRL);
    assert_true(alpha("runner.a") == 0.5);
    key(SDLK_z, KMOD_LCTRL);
    assert_string_equal(app_toast(app), "Ctrl+Z: nothing to undo");
}

static void a_key_that_is_pressed_again_is_another_step(void **state)
{
    (void)state;
    hold(SDLK_LEFT, 0, 5);
    const double first = alpha("runner.a");
    hold(SDLK_LEFT, 0, 5);
    key(SDLK_z, KMOD_LCTRL);
    assert_true(alpha("runner.a") == first);
}

static void the_longer_it_is_held_the_faster_it_goes(void **state)
{
    (void)state;
    double ratio[2];
    hold(SDLK_LEFT, 0, 0);
    ratio[0] = 0.5 / alpha("runner.a");
    hold(SDLK_LEFT, 0, 39);
    const double before = alpha("runner.a");
    key_repeated(SDLK_LEFT, 0, true);
    ratio[1] = before / alpha("runner.a");
    assert_true(ratio[1] > 1.25 * ratio[0]);
    // Pressed anew it is slow again.
    const double now = alpha("runner.a");
    key(SDLK_LEFT, 0);
    assert_true(now / alpha("runner.a") < ratio[1]);
}

// Help that a slow hand has opened does not go away again, nor is a question answered by the hand
// that asked it.
static void what_the_next_time_would_take_back_is_done_once(void **state)
{
    (void)state;
    for (int repeats = 1; repeats <= 2; repeats++) {
        hold(SDLK_F1, 0, repeats);
        assert_true(app_frame_of(app)->is_help);
        key(SDLK_ESCAPE, 0);
        assert_false(app_frame_of(app)->is_help);
        const bool plays = app_is_playing(app);
        hold(SDLK_SPACE, 0, repeats);
        assert_true(app_is_playing(app) != plays);
    }
    key(SDLK_LEFT, 0); // a change, which may be lost
    hold(SDLK_q, KMOD_LCTRL, 20);
    assert_false(app_is_over(app));
    key(SDLK_q, KMOD_LCTRL);
    assert_true(app_is_over(app));
}

// ---- the stage by keys --------------------------------------------------------------------------

static void keys_zoom_pan_and_move_the_start(void **state)
{
    (void)state;
    key(SDLK_z, 0);
    assert_int_equal(toy.pointed.kind, LAB_WHEEL);
    assert_true(toy.pointed.wheel > 0 && toy.pointed.axes == LAB_BOTH_AXES);
    assert_true(toy.pointed.at.x == stage.x + stage.width / 2);
    key(SDLK_MINUS, KMOD_LCTRL);
    assert_true(toy.pointed.wheel < 0);
    key(SDLK_x, KMOD_LALT);
    assert_true(toy.pointed.axes == LAB_X_AXIS && toy.pointed.wheel > 0);
    key(SDLK_y, KMOD_LALT | KMOD_LSHIFT);
    assert_true(toy.pointed.axes == LAB_Y_AXIS && toy.pointed.wheel < 0);
    key(SDLK_UP, KMOD_LCTRL | KMOD_LSHIFT);
    assert_int_equal(toy.pointed.kind, LAB_PAN);
    assert_true(toy.pointed.by.x == 0 && toy.pointed.by.y > 0);
    key(SDLK_LEFT, KMOD_LALT);
    assert_int_equal(toy.pointed.kind, LAB_START);
    const float coarse = toy.pointed.by.x;
    assert_true(coarse < 0 && toy.pointed.by.y == 0);
    key(SDLK_LEFT, KMOD_LALT | KMOD_LSHIFT);
    assert_true(toy.pointed.by.x < 0 && toy.pointed.by.x > coarse);
}

static void where_nothing_can_be_zoomed_the_key_says_so(void **state)
{
    (void)state;
    key(SDLK_v, 0); // the second picture
    memset(&toy.pointed, 0, sizeof toy.pointed);
    key(SDLK_z, 0);
    assert_non_null(strstr(app_toast(app), "always shows everything"));
    key(SDLK_LEFT, KMOD_LALT);
    assert_non_null(strstr(app_toast(app), "no start"));
    key(SDLK_c, 0);
    assert_non_null(strstr(app_toast(app), "no path"));
    box(stage.x + 50, stage.y + 50, stage.x + 200, stage.y + 200);
    assert_int_equal(toy.pointed.kind, LAB_PRESS); // nothing: as it was cleared
    assert_true(toy.pointed.at.x == 0);
}

// ---- the stage by mouse -------------------------------------------------------------------------

static void the_right_button_zooms_to_a_box(void **state)
{
    (void)state;
    box(stage.x + 50, stage.y + 60, stage.x + 250, stage.y + 160);
    assert_int_equal(toy.pointed.kind, LAB_BOX);
    assert_int_equal(toy.pointed.axes, LAB_BOTH_AXES);
    assert_true(fabsf(toy.pointed.at.x - stage.x - 50) < 1.5f);
    assert_true(fabsf(toy.pointed.to.y - stage.y - 160) < 1.5f);
    key(SDLK_z, KMOD_LCTRL); // one step
    assert_true(alpha("runner.a") == 0.5);
}

static void shift_makes_it_one_axis(void **state)
{
    (void)state;
    hold_modifier(SDLK_LSHIFT, KMOD_LSHIFT);
    box(stage.x + 50, stage.y + 60, stage.x + 250, stage.y + 70);
    assert_int_equal(toy.pointed.kind, LAB_BOX);
    assert_int_equal(toy.pointed.axes, LAB_X_AXIS);
}

static void a_right_click_and_escape_zoom_nothing(void **state)
{
    (void)state;
    box(stage.x + 50, stage.y + 60, stage.x + 51, stage.y + 60);
    assert_int_equal(toy.pointed.kind, LAB_PRESS);
    button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT, 1, stage.x + 50, stage.y + 50);
    move(stage.x + 300, stage.y + 300);
    app_frame(app, 0);
    key(SDLK_ESCAPE, 0);
    button(SDL_MOUSEBUTTONUP, SDL_BUTTON_RIGHT, 1, stage.x + 300, stage.y + 300);
    assert_int_equal(toy.pointed.kind, LAB_PRESS);
    assert_true(alpha("runner.a") == 0.5);
}

static void the_wheel_zooms_one_axis_with_shift_or_ctrl(void **state)
{
    (void)state;
    move(stage.x + 50, stage.y + 50);
    wheel(1);
    assert_true(toy.pointed.kind == LAB_WHEEL && toy.pointed.axes == LAB_BOTH_AXES);
    hold_modifier(SDLK_LSHIFT, KMOD_LSHIFT);
    wheel(1);
    assert_int_equal(toy.pointed.axes, LAB_X_AXIS);
    hold_modifier(SDLK_LCTRL, KMOD_LCTRL);
    wheel(-1);
    assert_int_equal(toy.pointed.axes, LAB_Y_AXIS);
}

static void a_double_click_is_no_drag(void **state)
{
    (void)state;
    button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 2, stage.x + 50, stage.y + 50);
    assert_true(toy.pointed.at.x == 0);
}

// ---- gliding ------------------------------------------------------------------------------------

static void another_part_glides_and_then_no_frame_is_due(void **state)
{
    (void)state;
    assert_true(isinf(app_frame(app, 1)));
    toy.high = 5;
    assert_true(app_frame(app, 0.016) == 0);
    assert_true(toy.view.is_moving && toy.view.high[0] > 5);
    assert_true(app_frame(app, EASE_SECONDS / 2) == 0);
    assert_true(toy.view.is_moving && toy.view.high[0] > 5 && toy.view.high[0] < 10);
    assert_true(isinf(app_frame(app, EASE_SECONDS)));
    assert_false(toy.view.is_moving);
}

static void a_hand_that_drags_is_followed_at_once(void **state)
{
    (void)state;
    button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 1, stage.x + 50, stage.y + 50);
    toy.high = 5;
    app_frame(app, 0);
    assert_false(toy.view.is_moving);
}

// ---- reading ------------------------------------------------------------------------------------

static void the_cursor_walks_by_arrows_until_escape(void **state)
{
    (void)state;
    key(SDLK_c, 0);
    app_frame(app, 0);
    assert_true(toy.view.is_reading && toy.view.reading == 40 && toy.view.selected == 0);
    key(SDLK_LEFT, 0);
    key(SDLK_LEFT, KMOD_LSHIFT);
    app_frame(app, 0);
    assert_true(toy.view.reading == 29 && app_step(app) == 40);
    assert_true(alpha("runner.a") == 0.5); // the slider stays
    key(SDLK_DOWN, 0);
    app_frame(app, 0);
    assert_true(toy.view.selected == 1 && toy.view.reading == 28);
    assert_false(toy.view.has_pointer);
    key(SDLK_ESCAPE, 0);
    app_frame(app, 0);
    assert_false(toy.view.is_reading);
    key(SDLK_LEFT, 0);
    assert_true(alpha("runner.b") < 0.1);
}

static void the_numbers_under_the_pointer_vanish_while_it_plays(void **state)
{
    (void)state;
    move(stage.x + 50, stage.y + 50);
    app_frame(app, 0);
    assert_true(toy.view.has_pointer);
    key(SDLK_HOME, 0);
    key(SDLK_SPACE, 0);
    assert_true(app_is_playing(app));
    app_frame(app, 0.01);
    assert_false(toy.view.has_pointer);
    key(SDLK_SPACE, 0);
    app_frame(app, 0);
    assert_true(toy.view.has_pointer);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_app, close_app)
    const struct CMUnitTest tests[] = {
        TEST(a_held_key_is_one_step_of_undo),
        TEST(a_key_that_is_pressed_again_is_another_step),
        TEST(what_the_next_time_would_take_back_is_done_once),
        TEST(the_longer_it_is_held_the_faster_it_goes),
        TEST(keys_zoom_pan_and_move_the_start),
        TEST(where_nothing_can_be_zoomed_the_key_says_so),
        TEST(the_right_button_zooms_to_a_box),
        TEST(shift_makes_it_one_axis),
        TEST(a_right_click_and_escape_zoom_nothing),
        TEST(the_wheel_zooms_one_axis_with_shift_or_ctrl),
        TEST(a_double_click_is_no_drag),
        TEST(another_part_glides_and_then_no_frame_is_due),
        TEST(a_hand_that_drags_is_followed_at_once),
        TEST(the_numbers_under_the_pointer_vanish_while_it_plays),
        TEST(the_cursor_walks_by_arrows_until_escape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
