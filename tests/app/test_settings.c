#include "app/settings.h"

#include "home.h"

#include <stdlib.h>
#include <string.h>

static const char file[] = ".config/ravine/settings.ini";

static void read_all(struct settings *settings, const char *part)
{
    char message[512];
    settings_read(settings, message);
    if (part ? !strstr(message, part) : *message)
        fail_msg("'%s'", message);
}

static void what_was_written_is_read_again(void **state)
{
    (void)state;
    struct error error = {0};
    struct settings back, settings = {.width = 1400,
                                      .height = 900,
                                      .is_full_screen = true,
                                      .theme = "dark",
                                      .text_size = 1.25f,
                                      .language = "turkish"};
    assert_true(settings_write(&settings, &error));
    read_all(&back, NULL);
    assert_true(back.width == 1400 && back.height == 900 && back.is_full_screen);
    assert_string_equal(back.theme, "dark");
    assert_true(back.text_size == 1.25f);
    assert_string_equal(back.language, "turkish");
}

static void without_a_file_and_without_a_home_nothing_is_remembered(void **state)
{
    (void)state;
    struct error error = {0};
    struct settings settings;
    read_all(&settings, NULL);
    assert_true(settings.width == 0 && !*settings.theme && settings.text_size == 0);
    assert_int_equal(home_count(".config"), 0); // asking creates nothing
    unsetenv("HOME");
    read_all(&settings, NULL);
    assert_true(settings_write(&settings, &error));
}

static void wrong_entries_are_left_out_and_the_others_taken(void **state)
{
    (void)state;
    struct settings settings;
    home_write(file, "[window]\nwidth = wide\nheight = 700\ntheme = pink\ntext_size = 1.5\n");
    read_all(&settings, "settings.ini:2");
    assert_true(settings.width == 0 && settings.height == 0); // one without the other is no size
    assert_string_equal(settings.theme, "");
    assert_true(settings.text_size == 1.5f);
}

static void a_file_that_does_not_read_is_said_and_never_written_over(void **state)
{
    (void)state;
    struct error error = {0};
    struct settings settings;
    home_write(file, "[window\nwidth = 900\n");
    read_all(&settings, "settings.ini:1");
    settings.width = settings.height = 800;
    assert_false(settings_write(&settings, &error));
    char *text = home_text(file);
    assert_string_equal(text, "[window\nwidth = 900\n");
    free(text);
}

static void remarks_and_what_is_not_known_stay(void **state)
{
    (void)state;
    struct error error = {0};
    struct settings settings;
    home_write(file, "; mine\n[window]\nwidth = 900 ; narrow\nheight = 700\n[later]\nx = 1\n");
    read_all(&settings, NULL);
    settings.width = 1000;
    assert_true(settings_write(&settings, &error));
    char *text = home_text(file);
    assert_non_null(strstr(text, "; mine\n[window]\nwidth = 1000"));
    assert_non_null(strstr(text, "; narrow\n"));
    assert_non_null(strstr(text, "[later]\nx = 1\n"));
    free(text);
}

#define HOME_TEST(name) cmocka_unit_test_setup_teardown(name, home_begin, home_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOME_TEST(what_was_written_is_read_again),
        HOME_TEST(without_a_file_and_without_a_home_nothing_is_remembered),
        HOME_TEST(wrong_entries_are_left_out_and_the_others_taken),
        HOME_TEST(a_file_that_does_not_read_is_said_and_never_written_over),
        HOME_TEST(remarks_and_what_is_not_known_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
