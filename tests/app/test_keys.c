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
    assert_between(count, 1, HELP_MAX);
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
    assert_string_equal(press(SDLK_q, KMOD_NONE), "ask");
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
    assert_null(key_find(SDLK_F12, KMOD_NONE));
    assert_null(key_find(0, KMOD_NONE));
}

// ---- other keyboards ----------------------------------------------------------------------------

// What a key of the keyboard gives: SDL's code is that of the character without Shift, whatever is
// held. The keys that differ between layouts and give anything but letters.
struct physical {
    SDL_Scancode place;
    SDL_Keycode code;
    SDL_Keycode with_shift; // the character that people see
};

static const struct layout {
    const char *name;
    struct physical key[32];
} layouts[] = {
    {"US",
     {{SDL_SCANCODE_1, '1', '!'},
      {SDL_SCANCODE_4, '4', '$'},
      {SDL_SCANCODE_6, '6', '^'},
      {SDL_SCANCODE_0, '0', ')'},
      {SDL_SCANCODE_MINUS, '-', '_'},
      {SDL_SCANCODE_EQUALS, '=', '+'},
      {SDL_SCANCODE_LEFTBRACKET, '[', '{'},
      {SDL_SCANCODE_RIGHTBRACKET, ']', '}'},
      {SDL_SCANCODE_SEMICOLON, ';', ':'},
      {SDL_SCANCODE_COMMA, ',', '<'},
      {SDL_SCANCODE_PERIOD, '.', '>'},
      {SDL_SCANCODE_SLASH, '/', '?'}}},
    {"German",
     {{SDL_SCANCODE_1, '1', '!'},
      {SDL_SCANCODE_4, '4', '$'},
      {SDL_SCANCODE_6, '6', '&'},
      {SDL_SCANCODE_0, '0', '='},
      {SDL_SCANCODE_MINUS, 0xDF, '?'}, // ß
      {SDL_SCANCODE_EQUALS, 0xB4, '`'},
      {SDL_SCANCODE_LEFTBRACKET, 0xFC, 0xDC}, // ü
      {SDL_SCANCODE_RIGHTBRACKET, '+', '*'},
      {SDL_SCANCODE_SEMICOLON, 0xF6, 0xD6}, // ö
      {SDL_SCANCODE_BACKSLASH, '#', 0x27},
      {SDL_SCANCODE_COMMA, ',', ';'},
      {SDL_SCANCODE_PERIOD, '.', ':'},
      {SDL_SCANCODE_SLASH, '-', '_'}}},
    {"French",
     {{SDL_SCANCODE_1, '&', '1'},
      {SDL_SCANCODE_4, 0x27, '4'},
      {SDL_SCANCODE_6, '-', '6'},
      {SDL_SCANCODE_0, 0xE0, '0'}, // à
      {SDL_SCANCODE_MINUS, ')', 0xB0},
      {SDL_SCANCODE_EQUALS, '=', '+'},
      {SDL_SCANCODE_LEFTBRACKET, '^', 0xA8},
      {SDL_SCANCODE_RIGHTBRACKET, '$', 0xA3},
      {SDL_SCANCODE_BACKSLASH, '*', 0xB5},
      {SDL_SCANCODE_M, ',', '?'},
      {SDL_SCANCODE_COMMA, ';', '.'},
      {SDL_SCANCODE_PERIOD, ':', '/'},
      {SDL_SCANCODE_SLASH, '!', 0xA7}}},
    {"Turkish Q",
     {{SDL_SCANCODE_1, '1', '!'},
      {SDL_SCANCODE_4, '4', '+'},
      {SDL_SCANCODE_6, '6', '&'},
      {SDL_SCANCODE_0, '0', '='},
      {SDL_SCANCODE_I, 0x131, 'I'}, // ı
      {SDL_SCANCODE_MINUS, '*', '?'},
      {SDL_SCANCODE_EQUALS, '-', '_'},
      {SDL_SCANCODE_LEFTBRACKET, 0x11F, 0x11E}, // ğ
      {SDL_SCANCODE_RIGHTBRACKET, 0xFC, 0xDC},  // ü
      {SDL_SCANCODE_SEMICOLON, 0x15F, 0x15E},   // ş
      {SDL_SCANCODE_APOSTROPHE, 'i', 0x130},
      {SDL_SCANCODE_BACKSLASH, ',', ';'},
      {SDL_SCANCODE_COMMA, 0xF6, 0xD6},  // ö
      {SDL_SCANCODE_PERIOD, 0xE7, 0xC7}, // ç
      {SDL_SCANCODE_SLASH, '.', ':'}}},
};

enum { LAYOUTS = sizeof layouts / sizeof *layouts };

// Keys that every keyboard has at hand, whatever its letters: F keys, arrows and the like. Not the
// keypad, which many do not have.
static bool is_everywhere(SDL_Keycode code)
{
    if (code >= 'a' && code <= 'z')
        return true;
    if (code == SDLK_SPACE || code == SDLK_RETURN || code == SDLK_TAB || code == SDLK_ESCAPE ||
        code == SDLK_BACKSPACE || code == SDLK_DELETE)
        return true;
    return code & SDLK_SCANCODE_MASK &&
           (code & ~SDLK_SCANCODE_MASK) < (SDLK_KP_DIVIDE & ~SDLK_SCANCODE_MASK);
}

// Whether some key of the keyboard counts as this code without AltGr.
static bool has(const struct layout *layout, SDL_Keycode code)
{
    if (is_everywhere(code) || (code >= '0' && code <= '9')) // digits by their places
        return true;
    for (const struct physical *key = layout->key; key->code; key++)
        if (key_code(key->code, key->place) == code)
            return true;
    return false;
}

static void every_command_is_within_reach_on_every_keyboard(void **state)
{
    (void)state;
    for (int i = 0; i < LAYOUTS; i++) {
        for (const struct key *wanted = keys; wanted->command; wanted++) {
            bool found = false;
            for (const struct key *key = keys; key->command && !found; key++)
                found = strcmp(key->command, wanted->command) == 0 &&
                        key->argument == wanted->argument && has(&layouts[i], key->code);
            if (!found)
                fail_msg("%s %d needs AltGr or a keypad on a %s keyboard", wanted->command,
                         wanted->argument, layouts[i].name);
        }
    }
}

static void the_row_of_digits_is_digits_on_every_keyboard(void **state)
{
    (void)state;
    for (int i = 0; i < LAYOUTS; i++) {
        for (const struct physical *key = layouts[i].key; key->code; key++) {
            if (key->place < SDL_SCANCODE_1 || key->place > SDL_SCANCODE_9)
                continue;
            const int digit = key->place - SDL_SCANCODE_1 + 1;
            const int32_t code = key_code(key->code, key->place);
            assert_string_equal(press(code, KMOD_NONE), "toggle-runner");
            assert_int_equal(argument(code, KMOD_NONE), digit);
            assert_string_equal(press(code, KMOD_LSHIFT), "toggle-runner");
            assert_int_equal(argument(code, KMOD_LSHIFT), digit);
        }
        const SDL_Keycode zero = layouts[i].key[3].code;
        assert_string_equal(press(key_code(zero, SDL_SCANCODE_0), KMOD_LCTRL), "normal-text");
    }
}

// The character that people see on the key does what the help says of that character.
static void a_sign_does_the_same_with_and_without_shift(void **state)
{
    (void)state;
    for (int i = 0; i < LAYOUTS; i++) {
        for (const struct physical *key = layouts[i].key; key->code; key++) {
            const int32_t code = key_code(key->code, key->place);
            if (key->with_shift == '+' && code != SDLK_4)
                assert_string_equal(press(code, KMOD_LSHIFT), "larger-text");
            if (key->with_shift == '.') {
                assert_string_equal(press(code, KMOD_LSHIFT), "go-steps");
                assert_int_equal(argument(code, KMOD_LSHIFT), 1);
            }
        }
    }
}

static bool overlap(const struct key *a, const struct key *b)
{
    if (a->code != b->code)
        return false;
    return a->modifiers == b->modifiers || (a->modifiers == KEY_ANY && !(b->modifiers & KEY_ALT)) ||
           (b->modifiers == KEY_ANY && !(a->modifiers & KEY_ALT));
}

static void no_two_commands_share_a_key_where_both_apply(void **state)
{
    (void)state;
    for (const struct key *key = keys; key->command; key++) {
        for (const struct key *before = keys; before < key; before++) {
            if (!overlap(before, key) || strcmp(before->command, key->command) == 0)
                continue;
            // The first that applies counts: it must be one that need not.
            const struct command *command = command_find(before->command);
            if (!command || !command->unavailable)
                fail_msg("%s hides %s", before->command, key->command);
        }
    }
}

// Those that most browsers do not leave to a page, or that people want them to have.
static bool is_of_browsers(const struct key *key)
{
    const int32_t code = key->code;
    const bool is_ctrl = key->modifiers & KEY_CTRL && strchr("wtnops", code < 128 ? code : ' ');
    return code == SDLK_F5 || code == SDLK_F11 || code == SDLK_F1 || is_ctrl;
}

static void what_a_key_of_browsers_does_another_does_as_well(void **state)
{
    (void)state;
    for (const struct key *key = keys; key->command; key++) {
        bool found = !is_of_browsers(key) || strcmp(key->command, "save-as") == 0; // save asks, too
        for (const struct key *other = keys; other->command && !found; other++)
            found = strcmp(other->command, key->command) == 0 && other->argument == key->argument &&
                    !is_of_browsers(other);
        if (!found)
            fail_msg("%s has only keys that browsers keep", key->command);
    }
}

static void alt_with_arrows_is_the_hands_on_the_stage(void **state)
{
    (void)state;
    assert_string_equal(press(SDLK_LEFT, KMOD_LALT), "move-start");
    assert_int_equal(argument(SDLK_LEFT, KMOD_LALT | KMOD_LSHIFT), 5);
    assert_string_equal(press(SDLK_LEFT, KMOD_LCTRL | KMOD_LSHIFT), "pan");
    assert_string_equal(press(SDLK_LEFT, KMOD_LALT | KMOD_LCTRL), "");
    assert_string_equal(press(SDLK_UP, KMOD_LALT), "move-start");
    assert_string_equal(press(SDLK_F1, KMOD_LALT), ""); // ANY is not Alt
}

static void a_key_is_named_as_people_say_it(void **state)
{
    (void)state;
    char text[64];
    key_name(SDLK_v, KMOD_NUM, text);
    assert_string_equal(text, "V");
    key_name(SDLK_z, KMOD_LCTRL | KMOD_RSHIFT, text);
    assert_string_equal(text, "Ctrl+Shift+Z");
    key_name(SDLK_LEFT, KMOD_LALT | KMOD_LSHIFT, text);
    assert_string_equal(text, "Alt+Shift+Left");
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
        cmocka_unit_test(every_command_is_within_reach_on_every_keyboard),
        cmocka_unit_test(the_row_of_digits_is_digits_on_every_keyboard),
        cmocka_unit_test(a_sign_does_the_same_with_and_without_shift),
        cmocka_unit_test(no_two_commands_share_a_key_where_both_apply),
        cmocka_unit_test(what_a_key_of_browsers_does_another_does_as_well),
        cmocka_unit_test(alt_with_arrows_is_the_hands_on_the_stage),
        cmocka_unit_test(a_key_is_named_as_people_say_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
