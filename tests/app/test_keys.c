#include "app/keys.h"

#include "test.h"

#include <SDL.h>
#include <string.h>

static enum action press(SDL_Keycode key, uint16_t modifiers)
{
    int argument;
    return key_action(key, modifiers, &argument);
}

static void every_row_of_the_help_says_keys_what_and_group(void **state)
{
    (void)state;
    struct key_row row[KEY_ROWS_MAX];
    const size_t count = key_rows(row, KEY_ROWS_MAX);
    assert_in_range(count, 20, KEY_ROWS_MAX);
    for (size_t i = 0; i < count; i++)
        assert_true(*row[i].keys && *row[i].what && *row[i].group);
}

static void rows_of_one_group_stand_together(void **state)
{
    (void)state;
    struct key_row row[KEY_ROWS_MAX];
    const size_t count = key_rows(row, KEY_ROWS_MAX);
    for (size_t i = 1; i < count; i++) {
        if (row[i].group == row[i - 1].group)
            continue;
        for (size_t j = 0; j + 1 < i; j++)
            assert_string_not_equal(row[i].group, row[j].group);
    }
}

static void asking_for_few_rows_still_tells_how_many_there_are(void **state)
{
    (void)state;
    struct key_row row[2];
    assert_int_equal(key_rows(row, 2), key_rows(NULL, 0));
}

static void shift_and_ctrl_change_the_pace_and_not_the_meaning(void **state)
{
    (void)state;
    assert_int_equal(press(SDLK_LEFT, KMOD_NONE), ACTION_LESS);
    assert_int_equal(press(SDLK_LEFT, KMOD_LSHIFT), ACTION_LESS);
    assert_int_equal(press(SDLK_RIGHT, KMOD_RCTRL), ACTION_MORE);
}

static void letters_with_ctrl_are_no_letters(void **state)
{
    (void)state;
    assert_int_equal(press(SDLK_r, KMOD_NONE), ACTION_RESTART);
    assert_int_equal(press(SDLK_r, KMOD_LCTRL), ACTION_NONE);
    assert_int_equal(press(SDLK_q, KMOD_NONE), ACTION_NONE);
    assert_int_equal(press(SDLK_q, KMOD_LCTRL), ACTION_QUIT);
}

static void num_lock_and_caps_lock_change_nothing(void **state)
{
    (void)state;
    assert_int_equal(press(SDLK_s, KMOD_NUM | KMOD_CAPS), ACTION_SCREENSHOT);
}

static void alt_belongs_to_the_window_manager(void **state)
{
    (void)state;
    assert_int_equal(press(SDLK_TAB, KMOD_LALT), ACTION_NONE);
    assert_int_equal(press(SDLK_SPACE, KMOD_LGUI), ACTION_NONE);
}

static void digits_name_runners_from_the_first(void **state)
{
    (void)state;
    for (int digit = 1; digit <= 9; digit++) {
        int argument = -1;
        assert_int_equal(key_action(SDLK_0 + digit, KMOD_NONE, &argument), ACTION_TOGGLE_RUNNER);
        assert_int_equal(argument, digit - 1);
    }
}

static void unbound_keys_do_nothing(void **state)
{
    (void)state;
    assert_int_equal(press(SDLK_F7, KMOD_NONE), ACTION_NONE);
    assert_int_equal(press(0, KMOD_NONE), ACTION_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_help_says_keys_what_and_group),
        cmocka_unit_test(rows_of_one_group_stand_together),
        cmocka_unit_test(asking_for_few_rows_still_tells_how_many_there_are),
        cmocka_unit_test(shift_and_ctrl_change_the_pace_and_not_the_meaning),
        cmocka_unit_test(letters_with_ctrl_are_no_letters),
        cmocka_unit_test(num_lock_and_caps_lock_change_nothing),
        cmocka_unit_test(alt_belongs_to_the_window_manager),
        cmocka_unit_test(digits_name_runners_from_the_first),
        cmocka_unit_test(unbound_keys_do_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
