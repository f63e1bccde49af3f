#include "base/home.h"

#include "test.h"

#include "folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void the_variables_say_where_and_home_where_they_do_not(void **state)
{
    (void)state;
    char path[300], wanted[300];
    setenv("XDG_STATE_HOME", "/state", 1);
    setenv("HOME", folder, 1);
    assert_true(home_path(HOME_STATE, "recent", path, sizeof path));
    assert_string_equal(path, "/state/ravine/recent");
    setenv("XDG_STATE_HOME", "relative", 1); // counts as unset
    assert_true(home_path(HOME_STATE, "", path, sizeof path));
    snprintf(wanted, sizeof wanted, "%s/.local/state/ravine", folder);
    assert_string_equal(path, wanted);
    unsetenv("XDG_CONFIG_HOME");
    assert_true(home_path(HOME_CONFIG, "settings.ini", path, sizeof path));
    snprintf(wanted, sizeof wanted, "%s/.config/ravine/settings.ini", folder);
    assert_string_equal(path, wanted);
}

static void without_a_home_there_is_no_path(void **state)
{
    (void)state;
    char path[300];
    struct error error = {0};
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("HOME");
    assert_false(home_path(HOME_CONFIG, "settings.ini", path, sizeof path));
    assert_false(home_make(HOME_CONFIG, &error));
}

static void the_folder_is_made_for_the_user_alone_and_may_be_there(void **state)
{
    (void)state;
    char path[300];
    struct error error = {0};
    struct stat status;
    unsetenv("XDG_STATE_HOME");
    setenv("HOME", folder, 1);
    assert_true(home_make(HOME_STATE, &error));
    assert_true(home_make(HOME_STATE, &error));
    assert_true(home_path(HOME_STATE, "", path, sizeof path));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
}

static void a_file_in_the_way_is_an_error_that_names_the_folder(void **state)
{
    (void)state;
    char path[300];
    struct error error = {0};
    setenv("XDG_STATE_HOME", folder, 1);
    assert_true(home_path(HOME_STATE, "", path, sizeof path));
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
    assert_false(home_make(HOME_STATE, &error));
    assert_non_null(strstr(error.text, path));
}

#define FOLDER_TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

static void what_has_no_place_goes_where_the_program_was_started_but_not_into_the_root(void **state)
{
    (void)state;
    char before[300], here[300], shown[300];
    setenv("HOME", folder, 1);
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir("/"), 0);
    home_here(here, sizeof here);
    assert_string_equal(here, folder);
    assert_int_equal(mkdir(strcat(strcpy(shown, folder), "/talk"), 0700), 0);
    assert_int_equal(chdir(shown), 0);
    home_here(here, sizeof here);
    assert_string_equal(here, shown);
    home_shorten(here, shown, sizeof shown);
    assert_string_equal(shown, "~/talk");
    strcat(strcpy(here, folder), "s/a");
    home_shorten(here, shown, sizeof shown);
    assert_string_equal(shown, here);
    assert_int_equal(chdir(before), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(the_variables_say_where_and_home_where_they_do_not),
        FOLDER_TEST(what_has_no_place_goes_where_the_program_was_started_but_not_into_the_root),
        FOLDER_TEST(without_a_home_there_is_no_path),
        FOLDER_TEST(the_folder_is_made_for_the_user_alone_and_may_be_there),
        FOLDER_TEST(a_file_in_the_way_is_an_error_that_names_the_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
