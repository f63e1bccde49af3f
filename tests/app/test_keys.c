#include "app/keys.h"

#include "app/commands.h"

#include "base/text.h"
#include "test.h"

#include <SDL.h>
#include <stdio.h>
#include <string.h>

// The command of a key; "" where it has none.
static const char *press(SDL_Keycode code, uint16_t modifiers)
{
    const struct key *key = key_find(code, modifiers);
    return key ? key->command : "";
}

static int argument(SDL_Keycode code, uint16_t modifiers)
{
    const struct key *key = key_find(code, modifiers);
    return key ? key->argument : 0;
}

static void every_line_of_the_help_says_keys_what_and_group(void **state)
{
    (void)state;
    struct help_row row[HELP_MAX];
    const size_t count = key_help(row, HELP_MAX);
    assert_in_range(count, 1, HELP_MAX);
    for (size_t i = 0; i < count; i++)
        assert_true(*row[i].keys && *row[i].what && *row[i].group);
}

static void lines_of_one_group_stand_together(void **state)
{
    (void)state;
    struct help_row row[HELP_MAX];
    const size_t count = key_help(row, HELP_MAX);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(row[i].group, row[i - 1].group) == 0)
            continue;
        for (size_t j = 0; j + 1 < i; j++)
            assert_string_not_equal(row[i].group, row[j].group);
    }
}

static void asking_for_few_lines_still_tells_how_many_there_are(void **state)
{
    (void)state;
    struct help_row row[2];
    assert_int_equal(key_help(row, 2), key_help(NULL, 0));
}

// A command that does not always apply leaves its key to the row after it.
static bool may_not_apply(const struct key *key)
{
    const struct command *command = command_find(key->command);
    return command && command->unavailable;
}

static void no_row_is_hidden_by_one_before_it(void **state)
{
    (void)state;
    assert_non_null(keys[0].label);
    for (const struct key *key = keys; key->command; key++)
        for (const struct key *before = keys; before < key; before++)
            if (before->code == key->code &&
                (before->modifiers == key->modifiers || before->modifiers == KEY_ANY) &&
                !may_not_apply(before))
                fail_msg("%s hides %s", before->command, key->command);
}

static void the_readme_has_the_same_lines(void **state)
{
    (void)state;
    struct help_row row[HELP_MAX];
    const size_t count = key_help(row, HELP_MAX);
    FILE *file = fopen(SOURCE_ROOT "/README.md", "r");
    assert_non_null(file);
    char line[1000], wanted[1000];
    while (fgets(line, sizeof line, file) && strcmp(line, "| keys | what they do |\n") != 0)
        ;
    assert_non_null(fgets(line, sizeof line, file)); // |---|---|
    for (size_t i = 0; i < count; i++) {
        wanted[0] = '\0';
        text_append(wanted, sizeof wanted, "| %s | %s |\n", row[i].keys, row[i].what);
        assert_non_null(fgets(line, sizeof line, file));
        assert_string_equal(line, wanted);
    }
    assert_non_null(fgets(line, sizeof line, file));
    assert_string_equal(line, "\n");
    fclose(file);
}

static void shift_and_ctrl_change_the_pace_and_not_the_meaning(void **state)
{
    (void)state;
    const uint16_t modifiers[] = {KMOD_LSHIFT, KMOD_NONE, KMOD_RCTRL};
    for (int i = 0; i < 3; i++) {
        assert_string_equal(press(SDLK_LEFT, modifiers[i]), "change-value");
        assert_int_equal(argument(SDLK_LEFT, modifiers[i]), -(i + 1));
        assert_int_equal(argument(SDLK_RIGHT, modifiers[i]), i + 1);
    }
    assert_int_equal(argument(SDLK_COMMA, KMOD_NONE), -1);
    assert_int_equal(argument(SDLK_PERIOD, KMOD_LSHIFT), 10);
}

static void letters_with_ctrl_are_no_letters(void **state)
{
    (void)state;
    assert_string_equal(press(SDLK_r, KMOD_NONE), "restart");
    assert_string_equal(press(SDLK_r, KMOD_LCTRL), "reload");
    assert_string_equal(press(SDLK_v, KMOD_LCTRL), "");
    assert_string_equal(press(SDLK_q, KMOD_NONE), "");
    assert_string_equal(press(SDLK_q, KMOD_LCTRL), "quit");
}

static void num_lock_and_caps_lock_change_nothing(void **state)
{
    (void)state;
    assert_string_equal(press(SDLK_s, KMOD_NUM | KMOD_CAPS), "screenshot");
}

static void alt_belongs_to_the_window_manager(void **state)
{
    (void)state;
    assert_string_equal(press(SDLK_TAB, KMOD_LALT), "");
    assert_string_equal(press(SDLK_SPACE, KMOD_LGUI), "");
}

static void digits_name_runners_from_the_first(void **state)
{
    (void)state;
    const SDL_Keycode pad[] = {SDLK_KP_1, SDLK_KP_2, SDLK_KP_3, SDLK_KP_4, SDLK_KP_5,
                               SDLK_KP_6, SDLK_KP_7, SDLK_KP_8, SDLK_KP_9};
    for (int digit = 1; digit <= 9; digit++) {
        assert_string_equal(press(SDLK_0 + digit, KMOD_NONE), "toggle-runner");
        assert_int_equal(argument(SDLK_0 + digit, KMOD_NONE), digit);
        assert_int_equal(argument(pad[digit - 1], KMOD_NONE), digit);
    }
}

static void unbound_keys_do_nothing(void **state)
{
    (void)state;
    assert_null(key_find(SDLK_F7, KMOD_NONE));
    assert_null(key_find(0, KMOD_NONE));
}

static void a_key_is_named_as_people_say_it(void **state)
{
    (void)state;
    char text[64];
    key_name(SDLK_v, KMOD_NUM, text);
    assert_string_equal(text, "V");
    key_name(SDLK_z, KMOD_LCTRL | KMOD_RSHIFT, text);
    assert_string_equal(text, "Ctrl+Shift+Z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_of_the_help_says_keys_what_and_group),
        cmocka_unit_test(lines_of_one_group_stand_together),
        cmocka_unit_test(asking_for_few_lines_still_tells_how_many_there_are),
        cmocka_unit_test(no_row_is_hidden_by_one_before_it),
        cmocka_unit_test(the_readme_has_the_same_lines),
        cmocka_unit_test(shift_and_ctrl_change_the_pace_and_not_the_meaning),
        cmocka_unit_test(letters_with_ctrl_are_no_letters),
        cmocka_unit_test(num_lock_and_caps_lock_change_nothing),
        cmocka_unit_test(alt_belongs_to_the_window_manager),
        cmocka_unit_test(digits_name_runners_from_the_first),
        cmocka_unit_test(unbound_keys_do_nothing),
        cmocka_unit_test(a_key_is_named_as_people_say_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
