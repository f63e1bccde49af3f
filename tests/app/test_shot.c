// Where pictures go.
#include "app/shot.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char home[] = "/tmp/ravine-shot-XXXXXX", told[64], pictures[64];

static int begin(void **state)
{
    (void)state;
    if (!mkdtemp(home) || setenv("HOME", home, 1) != 0 || unsetenv("XDG_PICTURES_DIR") != 0 ||
        setenv("XDG_CONFIG_HOME", home, 1) != 0)
        return -1;
    snprintf(told, sizeof told, "%s/user-dirs.dirs", home);
    snprintf(pictures, sizeof pictures, "%s/Bilder", home);
    return mkdir(pictures, 0700);
}

static int end(void **state)
{
    (void)state;
    remove(told);
    return rmdir(pictures) | rmdir(home);
}

// Whether the desktop's settings lead to $HOME/Bilder.
static bool lead_there(const char *settings)
{
    char path[SHOT_PATH_MAX], wanted[96];
    FILE *file = fopen(told, "w");
    assert_non_null(file);
    fputs(settings, file);
    fclose(file);
    snprintf(wanted, sizeof wanted, "%s/ravine-toy-001.png", pictures);
    assert_true(shot_name("toy", ".png", path));
    return strcmp(path, wanted) == 0;
}

static void pictures_go_where_the_settings_of_the_desktop_say(void **state)
{
    (void)state;
    char whole[128];
    assert_true(lead_there("# folders\nXDG_MUSIC_DIR=\"$HOME/Musik\"\n"
                           "XDG_PICTURES_DIR=\"$HOME/Bilder\"\n"));
    assert_true(lead_there(" \tXDG_PICTURES_DIR = \"$HOME/Bilder\"\n"));
    snprintf(whole, sizeof whole, "XDG_PICTURES_DIR=\"%s\"", pictures);
    assert_true(lead_there(whole));
}

static void settings_that_say_nothing_of_pictures_lead_nowhere(void **state)
{
    (void)state;
    assert_false(lead_there(""));
    assert_false(lead_there("XDG_PICTURES_DIR=\n"));
    assert_false(lead_there("XDG_PICTURES_DIR=\"\"\n"));
    assert_false(lead_there("XDG_PICTURES_DIR=\"$HOME/Bilder\n"));
    assert_false(lead_there("#XDG_PICTURES_DIR=\"$HOME/Bilder\"\n"));
    assert_false(lead_there("XDG_PICTURES_DIR_OLD=\"$HOME/Bilder\"\n"));
    assert_false(lead_there("XDG_PICTURES_DIR=\"$HOME/Fotos\"\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_go_where_the_settings_of_the_desktop_say),
        cmocka_unit_test(settings_that_say_nothing_of_pictures_lead_nowhere),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
