#include "scene/lecture.h"

#include "base/asset.h"
#include "scene/scene.h"
#include "scene/shelf.h"
#include "test.h"

#include "folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char good[] = "[scene]\nlab = descent\ntitle = Good\n";

static void files_are_ordered_by_name_and_numbers_by_their_value(void **state)
{
    (void)state;
    assert_true(shelf_compare("2-b", "10-a") < 0);
    assert_true(shelf_compare("b9", "b10") < 0);
    assert_int_equal(shelf_compare("same", "same"), 0);
    write_in_folder("10-last.ini", good);
    write_in_folder("2-second.ini", good);
    write_in_folder("01-first.ini", good);
    write_in_folder("notes.txt", "no scene");
    write_in_folder(".hidden.ini", good);
    struct lecture lecture;
    struct error error = {0};
    if (!lecture_read(&lecture, folder, &error))
        fail_msg("%s", error.text);
    assert_int_equal(lecture.count, 3);
    assert_string_equal(lecture.entry[0].name, "first");
    assert_string_equal(lecture.entry[1].name, "second");
    assert_string_equal(lecture.entry[2].name, "last");
    assert_int_equal(lecture_find(&lecture, lecture.entry[2].path), 2);
    assert_int_equal(lecture_find(&lecture, "elsewhere.ini"), -1);
    lecture_clear(&lecture);
}

static void a_folder_is_named_with_or_without_its_slash(void **state)
{
    (void)state;
    write_in_folder("1-a.ini", good);
    char word[5000];
    struct lecture lecture;
    struct error error = {0};
    snprintf(word, sizeof word, "%s//", folder);
    assert_true(lecture_exists(word));
    if (!lecture_read(&lecture, word, &error))
        fail_msg("%s", error.text);
    assert_string_equal(lecture.folder, folder);
    assert_string_equal(lecture.name, strrchr(folder, '/') + 1);
    lecture_clear(&lecture);
    size_t length = (size_t)snprintf(word, sizeof word, "%s", folder);
    while (length < 4096) // that folder still, and a path too long for us
        length += (size_t)snprintf(word + length, sizeof word - length, "/../%s",
                                   strrchr(folder, '/') + 1);
    assert_false(lecture_read(&lecture, word, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
}

static void the_current_folder_has_its_real_name(void **state)
{
    (void)state;
    struct error error = {0};
    struct lecture lecture;
    char before[1000];
    write_in_folder("1-a.ini", "[scene]\nlab = descent\n");
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(folder), 0);
    const bool done = lecture_read(&lecture, ".", &error);
    assert_int_equal(chdir(before), 0);
    assert_true(done);
    assert_string_equal(lecture.name, strrchr(folder, '/') + 1);
    lecture_clear(&lecture);
}

static void without_its_own_files_the_program_has_no_lecture(void **state)
{
    (void)state;
    char kept[4096];
    struct lecture lecture;
    struct error error = {0};
    snprintf(kept, sizeof kept, "%s", getenv("RAVINE_ASSETS"));
    setenv("RAVINE_ASSETS", "/nowhere", 1);
    assert_false(lecture_read(&lecture, NULL, &error));
    assert_non_null(strstr(error.text, "RAVINE_ASSETS is /nowhere"));
    assert_false(lecture_read(&lecture, "optimization", &error));
    assert_non_null(strstr(error.text, "RAVINE_ASSETS is /nowhere"));
    assert_false(lecture_is_meant("optimization"));
    // Files of its own, without a lecture among them.
    static const char *const parts[] = {"assets", "assets/scenes", "assets/lectures", "shaders"};
    for (size_t i = 0; i < 4; i++) {
        char path[300];
        snprintf(path, sizeof path, "%s/%s", folder, parts[i]);
        mkdir(path, 0777);
    }
    setenv("RAVINE_ASSETS", folder, 1);
    assert_false(lecture_read(&lecture, NULL, &error));
    assert_non_null(strstr(error.text, "no lecture ships"));
    setenv("RAVINE_ASSETS", kept, 1);
}

static void a_scene_that_does_not_read_is_named_and_the_others_go_on(void **state)
{
    (void)state;
    write_in_folder("1-good.ini", good);
    write_in_folder("2-bad.ini", "[scene]\nlab descent\n");
    write_in_folder("3-good.ini", good);
    struct lecture lecture;
    struct error error = {0};
    assert_true(lecture_read(&lecture, folder, &error));
    assert_int_equal(lecture.count, 3);
    assert_string_equal(lecture.entry[0].title, "Good");
    assert_null(lecture.entry[1].title);
    assert_non_null(strstr(lecture.entry[1].why, "2-bad.ini:2"));
    assert_string_equal(lecture.entry[2].title, "Good");
    lecture_clear(&lecture);
}

static void a_folder_without_a_scene_is_refused(void **state)
{
    (void)state;
    struct lecture lecture;
    struct error error = {0};
    assert_false(lecture_read(&lecture, folder, &error));
    assert_non_null(strstr(error.text, "holds no scene"));
    write_in_folder("1-bad.ini", "nothing");
    assert_false(lecture_read(&lecture, folder, &error));
    assert_non_null(strstr(error.text, "1-bad.ini:1"));
    assert_false(lecture_read(&lecture, "/no/such/folder", &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_false(lecture_exists("no-such-lecture"));
    assert_true(lecture_exists(folder));
}

static void the_shipped_lecture_reads_whole_and_its_scenes_are_on_the_shelf(void **state)
{
    (void)state;
    struct lecture lecture;
    struct error error = {0};
    if (!lecture_read(&lecture, NULL, &error))
        fail_msg("%s", error.text);
    assert_true(lecture.count > 5);
    char **names = shelf_names(&error);
    assert_non_null(names);
    for (size_t i = 0; i < lecture.count; i++) {
        char path[4096];
        if (!lecture.entry[i].title)
            fail_msg("%s", lecture.entry[i].why);
        assert_string_equal(names[i], lecture.entry[i].name); // the lectures' come first
        assert_true(shelf_find(lecture.entry[i].name, path, sizeof path, &error));
        assert_string_equal(path, lecture.entry[i].path);
    }
    // No two scenes share a name, or one of them could not be asked for.
    for (size_t i = 0; names[i]; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(names[i], names[k]);
    asset_list_free(names);
    lecture_clear(&lecture);
}

static void the_number_that_orders_a_file_is_no_part_of_its_name(void **state)
{
    (void)state;
    static const char *const names[][2] = {{"09-momentum.ini", "momentum"},
                                           {"momentum.ini", "momentum"},
                                           {"3_a b.ini", "a b"},
                                           {"2024.ini", "2024"},
                                           {"7.5-x.ini", "5-x"},
                                           {"a.b.ini", "a.b"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char text[100];
        shelf_scene_name(names[i][0], text, sizeof text);
        assert_string_equal(text, names[i][1]);
    }
}

#define FOLDER_TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(files_are_ordered_by_name_and_numbers_by_their_value),
        FOLDER_TEST(a_scene_that_does_not_read_is_named_and_the_others_go_on),
        FOLDER_TEST(a_folder_without_a_scene_is_refused),
        FOLDER_TEST(a_folder_is_named_with_or_without_its_slash),
        FOLDER_TEST(the_current_folder_has_its_real_name),
        FOLDER_TEST(without_its_own_files_the_program_has_no_lecture),
        cmocka_unit_test(the_shipped_lecture_reads_whole_and_its_scenes_are_on_the_shelf),
        cmocka_unit_test(the_number_that_orders_a_file_is_no_part_of_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
