#include "app/recovery.h"

#include "home.h"

#include <dirent.h>
#include <sys/wait.h>

static const char folder[] = ".local/state/ravine";

static void make(struct scene *scene, const char *name, const char *source, const char *title)
{
    struct error error = {0};
    *scene = (struct scene){0};
    assert_true(scene_put(scene, "scene", "lab", "descent", &error));
    assert_true(scene_put(scene, "scene", "title", title, &error));
    scene->name = name ? strdup(name) : NULL;
    scene->source = source ? strdup(source) : NULL;
}

static void keep(struct recovery *recovery, const struct scene *a, const struct scene *b)
{
    struct error error = {0};
    const struct scene *scenes[] = {a, b};
    if (!recovery_keep(recovery, scenes, a ? b ? 2 : 1 : 0, &error))
        fail_msg("%s", error.text);
}

static size_t take(struct recovered *recovered)
{
    char message[512];
    recovered_take(recovered, message);
    assert_string_equal(message, "");
    return recovered->count;
}

static void what_a_process_has_left_is_taken_with_name_and_file(void **state)
{
    (void)state;
    struct scene a, b;
    struct recovery recovery = {0};
    struct recovered recovered;
    make(&a, "first", "/home/ada/first.ini", "One");
    make(&b, NULL, NULL, "Two");
    keep(&recovery, &a, &b);
    recovery_clear(&recovery);
    assert_int_equal(take(&recovered), 2);
    assert_string_equal(recovered.scene[0].name, "first");
    assert_string_equal(recovered.scene[0].source, "/home/ada/first.ini");
    assert_string_equal(scene_text(&recovered.scene[1], "scene", "title"), "Two");
    assert_null(recovered.scene[1].source);
    recovered_clear(&recovered);
    // Whoever is asked and gives no answer is asked again.
    assert_int_equal(take(&recovered), 2);
    recovered_forget(&recovered);
    recovered_clear(&recovered);
    assert_int_equal(take(&recovered), 0);
    recovered_clear(&recovered);
    assert_int_equal(home_count(folder), 0);
    scene_clear(&a);
    scene_clear(&b);
}

static void the_file_is_the_users_alone_and_goes_when_all_is_saved(void **state)
{
    (void)state;
    struct scene a;
    struct recovery recovery = {0};
    struct stat status;
    make(&a, "a", "/a.ini", "One");
    keep(&recovery, NULL, NULL); // nothing to keep: nothing is made
    assert_int_equal(home_count(folder), 0);
    keep(&recovery, &a, NULL);
    assert_int_equal(stat(recovery.path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(home_count(folder), 2);
    keep(&recovery, NULL, NULL);
    assert_int_equal(home_count(folder), 0);
    keep(&recovery, &a, NULL);
    assert_int_equal(home_count(folder), 2);
    keep(&recovery, NULL, NULL);
    recovery_clear(&recovery);
    scene_clear(&a);
}

static void two_processes_have_a_file_each(void **state)
{
    (void)state;
    struct scene a, b;
    struct recovery one = {0}, two = {0};
    struct recovered recovered;
    make(&a, "a", "/a.ini", "One");
    make(&b, "b", "/b.ini", "Two");
    keep(&one, &a, NULL);
    keep(&two, &b, NULL);
    recovery_clear(&one);
    recovery_clear(&two);
    assert_int_equal(take(&recovered), 2);
    recovered_forget(&recovered);
    recovered_clear(&recovered);
    scene_clear(&a);
    scene_clear(&b);
}

// What another process sees: its count of scenes that were left.
static int seen_from_outside(void)
{
    const pid_t child = fork();
    if (child == 0) {
        struct recovered recovered;
        char message[512];
        recovered_take(&recovered, message);
        _exit((int)recovered.count);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WEXITSTATUS(status);
}

static void it_is_never_offered_while_its_process_runs(void **state)
{
    (void)state;
    struct scene a;
    struct recovery recovery = {0};
    make(&a, "a", "/a.ini", "One");
    keep(&recovery, &a, NULL);
    assert_int_equal(seen_from_outside(), 0);
    assert_true(scene_put(&a, "scene", "title", "Another", NULL));
    keep(&recovery, &a, NULL); // written anew, under the same lock
    assert_int_equal(seen_from_outside(), 0);
    recovery_clear(&recovery);
    assert_int_equal(seen_from_outside(), 1);
    scene_clear(&a);
}

static void nor_while_another_one_asks_about_it(void **state)
{
    (void)state;
    struct scene a;
    struct recovery recovery = {0};
    struct recovered recovered;
    make(&a, "a", "/a.ini", "One");
    keep(&recovery, &a, NULL);
    recovery_clear(&recovery);
    assert_int_equal(take(&recovered), 1);
    assert_int_equal(seen_from_outside(), 0);
    recovered_clear(&recovered);
    assert_int_equal(seen_from_outside(), 1);
    scene_clear(&a);
}

static void a_broken_file_is_removed_and_said(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "no scene", "; Changed in Ravine and not saved.\n; scene a\n; file /a.ini\n[scene\n"};
    for (size_t i = 0; i < 3; i++) {
        struct recovered recovered;
        char message[512];
        home_write(".local/state/ravine/unsaved-abc123.ini", texts[i]);
        recovered_take(&recovered, message);
        assert_int_equal(recovered.count, 0);
        assert_non_null(strstr(message, "unsaved-abc123.ini"));
        recovered_clear(&recovered);
        assert_int_equal(home_count(folder), 0);
    }
}

static void without_a_home_nothing_is_kept_and_nothing_fails(void **state)
{
    (void)state;
    struct scene a;
    struct recovery recovery = {0};
    struct recovered recovered;
    unsetenv("HOME");
    make(&a, "a", "/a.ini", "One");
    keep(&recovery, &a, NULL);
    recovery_clear(&recovery);
    assert_int_equal(take(&recovered), 0);
    recovered_clear(&recovered);
    scene_clear(&a);
}

#define HOME_TEST(name) cmocka_unit_test_setup_teardown(name, home_begin, home_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOME_TEST(what_a_process_has_left_is_taken_with_name_and_file),
        HOME_TEST(the_file_is_the_users_alone_and_goes_when_all_is_saved),
        HOME_TEST(two_processes_have_a_file_each),
        HOME_TEST(it_is_never_offered_while_its_process_runs),
        HOME_TEST(nor_while_another_one_asks_about_it),
        HOME_TEST(a_broken_file_is_removed_and_said),
        HOME_TEST(without_a_home_nothing_is_kept_and_nothing_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
