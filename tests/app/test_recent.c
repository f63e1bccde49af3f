#include "app/recent.h"

#include "home.h"

static void add(const char *name)
{
    struct error error = {0};
    home_write(name, "");
    if (!recent_add(home_file(name), &error))
        fail_msg("%s", error.text);
}

static void the_last_one_comes_first_and_each_once(void **state)
{
    (void)state;
    struct recent recent;
    add("a.ini");
    add("b.ini");
    add("folder/../a.ini"); // the same file
    recent_read(&recent);
    assert_int_equal(recent.count, 2);
    assert_string_equal(recent.path[0], home_file("a.ini"));
    assert_string_equal(recent.path[1], home_file("b.ini"));
    recent_clear(&recent);
}

static void files_that_are_away_are_not_shown_and_not_forgotten(void **state)
{
    (void)state;
    struct recent recent;
    add("a.ini");
    add("b.ini");
    assert_int_equal(rename(home_file("a.ini"), home_file("away")), 0);
    recent_read(&recent);
    assert_int_equal(recent.count, 1);
    recent_clear(&recent);
    add("c.ini");
    assert_int_equal(rename(home_file("away"), home_file("a.ini")), 0);
    recent_read(&recent);
    assert_int_equal(recent.count, 3);
    assert_string_equal(recent.path[2], home_file("a.ini"));
    recent_clear(&recent);
}

static void there_are_never_more_than_can_be_read(void **state)
{
    (void)state;
    struct recent recent;
    for (int i = 0; i < RECENT_MAX + 5; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d.ini", i);
        add(name);
    }
    recent_read(&recent);
    assert_int_equal(recent.count, RECENT_MAX);
    assert_string_equal(recent.path[RECENT_MAX - 1], home_file("5.ini"));
    recent_clear(&recent);
}

static void odd_lines_are_left_out(void **state)
{
    (void)state;
    struct recent recent;
    home_write(".local/state/ravine/recent", "\nrelative.ini\n/nowhere/at.ini\n");
    recent_read(&recent);
    assert_int_equal(recent.count, 0);
    unsetenv("HOME");
    struct error error = {0};
    assert_true(recent_add("/tmp", &error));
    recent_read(&recent);
    assert_int_equal(recent.count, 0);
}

#define HOME_TEST(name) cmocka_unit_test_setup_teardown(name, home_begin, home_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOME_TEST(the_last_one_comes_first_and_each_once),
        HOME_TEST(files_that_are_away_are_not_shown_and_not_forgotten),
        HOME_TEST(there_are_never_more_than_can_be_read),
        HOME_TEST(odd_lines_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
