// Where a document is saved, and that nothing is lost on the way; with a lab that does as it is
// told.
#include "app/filing.h"

#include "app/toy.h"
#include "home.h"

static struct document document;

static void open_from(const char *name, const char *text)
{
    struct scene scene;
    struct error error = {0};
    home_write(name, text);
    if (!scene_read(&scene, home_file(name), &error) || !document_open(&document, &scene, &error))
        fail_msg("%s", error.text);
    scene_clear(&scene);
}

static void change(const char *key, const char *value)
{
    struct error error = {0};
    if (!document_change(&document, "runner.a", key, value, &error))
        fail_msg("%s", error.text);
}

static void save(const char *name)
{
    struct error error = {0};
    if (!filing_save(&document, home_file(name), "dark", &error))
        fail_msg("%s", error.text);
}

static void file_has(const char *name, const char *part, bool wanted)
{
    char *text = home_text(name);
    if ((strstr(text, part) != NULL) != wanted)
        fail_msg("%s: %s '%s' in\n%s", name, wanted ? "no" : "there is", part, text);
    free(text);
}

static int begin(void **state)
{
    memset(&toy, 0, sizeof toy);
    document_init(&document, 1);
    return home_begin(state);
}

static int end(void **state)
{
    document_clear(&document);
    return home_end(state);
}

static void what_is_saved_is_what_is_seen(void **state)
{
    (void)state;
    struct scene back;
    open_from("a.ini", toy_text);
    change("alpha", "0.25");
    document_go(&document, 17);
    save("a.ini");
    assert_true(scene_read(&back, home_file("a.ini"), NULL));
    assert_string_equal(scene_text(&back, "runner.a", "alpha"), "0.25");
    assert_string_equal(scene_text(&back, "runner.a", "color"), look_names[3]);
    assert_string_equal(scene_text(&back, "view", "step"), "17");
    assert_string_equal(scene_text(&back, "view", "theme"), "dark");
    scene_clear(&back);
}

static void after_saving_nothing_is_changed_until_something_is(void **state)
{
    (void)state;
    struct error error = {0};
    open_from("a.ini", toy_text);
    change("alpha", "0.25");
    assert_true(document_is_changed(&document));
    save("a.ini");
    assert_false(document_is_changed(&document));
    assert_false(filing_is_stale(&document));
    assert_true(document_undo(&document, &error)); // what was before can still be had
    assert_string_equal(scene_text(&document.now.scene, "runner.a", "alpha"), "0.5");
    assert_true(document_is_changed(&document));
    assert_true(document_redo(&document, &error));
    assert_false(document_is_changed(&document));
}

static void remarks_stay_also_under_another_name(void **state)
{
    (void)state;
    open_from("a.ini", "; mine\n[scene]\nlab = toy\n[runner.a]\nalpha = 0.5  ; half\n");
    change("alpha", "0.25");
    save("a.ini");
    file_has("a.ini", "; mine\n[scene]", true);
    file_has("a.ini", "alpha = 0.25 ; half\n", true);
    save("b.ini");
    file_has("b.ini", "; mine\n[scene]", true);
    file_has("b.ini", "; half\n", true);
}

static void after_saving_as_everything_belongs_to_the_new_file(void **state)
{
    (void)state;
    struct error error = {0};
    char path[FILE_PATH_MAX];
    open_from("a.ini", toy_text);
    change("alpha", "0.25");
    save("b.ini");
    assert_true(filing_own(&document, path));
    assert_string_equal(path, home_file("b.ini"));
    assert_string_equal(document.now.scene.name, "b");
    assert_true(document_undo(&document, &error));
    assert_true(filing_own(&document, path)); // not the old file, which would be written over
    assert_string_equal(path, home_file("b.ini"));
    file_has("a.ini", "alpha = 0.5\n", true);
}

static void a_failed_save_leaves_file_and_document(void **state)
{
    (void)state;
    struct error error = {0};
    char path[FILE_PATH_MAX];
    open_from("a.ini", toy_text);
    change("alpha", "0.25");
    assert_false(filing_save(&document, "/nowhere/at/all.ini", "dark", &error));
    assert_non_null(strstr(error.text, "/nowhere/at"));
    assert_true(document_is_changed(&document));
    assert_true(filing_own(&document, path));
    assert_string_equal(path, home_file("a.ini"));
    file_has("a.ini", "0.25", false);
}

static void a_link_stays_a_link(void **state)
{
    (void)state;
    struct stat status;
    open_from("real.ini", toy_text);
    assert_int_equal(symlink("real.ini", home_file("link.ini")), 0);
    change("alpha", "0.25");
    save("link.ini");
    assert_int_equal(lstat(home_file("link.ini"), &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    file_has("real.ini", "0.25", true);
}

static void what_another_program_wrote_is_noticed(void **state)
{
    (void)state;
    open_from("a.ini", "[scene]\nlab = toy\n[runner.a]\nalpha = 0.5\n");
    change("alpha", "0.25");
    assert_false(filing_is_stale(&document));
    home_write("a.ini",
               "; a remark\n[scene]\nlab = toy\n[runner.a]\nalpha = 0.5\n[view]\nstep = 3\n");
    assert_false(filing_is_stale(&document)); // nothing of that is lost
    home_write("a.ini", "[scene]\nlab = toy\n[runner.a]\nalpha = 0.4\n");
    assert_true(filing_is_stale(&document));
}

static void files_of_the_program_and_pictures_are_nobodys_own(void **state)
{
    (void)state;
    struct scene scene;
    struct error error = {0};
    char path[FILE_PATH_MAX];
    open_from("a.ini", toy_text);
    assert_true(filing_own(&document, path));
    free(document.now.scene.source);
    document.now.scene.source = strdup(home_file("a.png"));
    home_write("a.png", "");
    assert_false(filing_own(&document, path));
    free(document.now.scene.source);
    assert_true(scene_read(&scene, "six-runners", &error));
    document.now.scene.source = strdup(scene.source);
    assert_false(filing_own(&document, path));
    assert_true(filing_is_shipped(scene.source));
    assert_false(filing_is_shipped(home_file("a.ini")));
    scene_clear(&scene);
}

static void typed(const char *text, const char *wanted)
{
    char path[FILE_PATH_MAX], expected[400];
    struct error error = {0};
    if (!filing_target(home, text, path, &error))
        fail_msg("%s", error.text);
    snprintf(expected, sizeof expected, "%s/%s", home, wanted);
    assert_string_equal(path, expected);
}

static void a_name_means_a_file_of_the_folder(void **state)
{
    (void)state;
    home_write("sub/x.ini", "");
    typed("week", "week.ini");
    typed(" week 9.ini ", "week 9.ini");
    typed("v1.2", "v1.2.ini");
    typed("sub/y", "sub/y.ini");
    typed("~/z", "z.ini");
    typed(home_file("absolute"), "absolute.ini");
}

static void refused(const char *text, const char *part)
{
    char path[FILE_PATH_MAX];
    struct error error = {0};
    assert_false(filing_target(home, text, path, &error));
    if (!strstr(error.text, part))
        fail_msg("'%s': '%s' does not say '%s'", text, error.text, part);
}

static void a_name_that_cannot_be_says_why(void **state)
{
    (void)state;
    char longer[400], assets[400];
    memset(longer, 'x', sizeof longer);
    longer[300] = '\0';
    home_write("sub/x.ini", "");
    home_write("odd.ini/x", "");
    refused("", "needs a name");
    refused("   ", "needs a name");
    refused("sub", "is a folder");
    refused("sub/", "is a folder");
    refused("odd", "is a folder");
    refused("nowhere/", "no folder");
    refused("nowhere/x", "no folder");
    refused("a.png", "saved as .ini");
    refused("a.csv", "saved as .ini");
    refused(longer, "too long");
    snprintf(assets, sizeof assets, "%s/assets/scenes/mine", SOURCE_ROOT);
    refused(assets, "program's own");
}

static void only_other_files_are_replaced(void **state)
{
    (void)state;
    open_from("a.ini", toy_text);
    home_write("b.ini", "");
    assert_false(filing_replaces(&document, home_file("a.ini")));
    assert_true(filing_replaces(&document, home_file("b.ini")));
    assert_false(filing_replaces(&document, home_file("c.ini")));
}

static void the_folder_is_that_of_the_file_else_the_last_else_the_current_one(void **state)
{
    (void)state;
    char folder[FILE_PATH_MAX], name[256];
    open_from("sub/a.ini", toy_text);
    filing_folder(&document, "/tmp", folder);
    assert_string_equal(folder, home_file("sub"));
    filing_name(&document, name);
    assert_string_equal(name, "a.ini");
    free(document.now.scene.source);
    document.now.scene.source = NULL;
    filing_folder(&document, "/tmp", folder);
    assert_string_equal(folder, "/tmp");
    char before[FILE_PATH_MAX];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(home_file("sub")), 0);
    filing_folder(&document, "/nowhere", folder);
    assert_int_equal(chdir(before), 0);
    assert_string_equal(folder, home_file("sub"));
}

static void tables_are_found_from_another_folder(void **state)
{
    (void)state;
    struct error error = {0};
    home_write("sub/table.csv", "a\n1\n2\n");
    open_from("sub/a.ini", toy_text);
    // Named before and after a change, so that undo finds it, too.
    assert_true(scene_put(&document.now.scene, "scene", "title", "T", &error));
    assert_true(scene_put(&document.now.scene, "objective", "data", "table.csv", &error));
    struct moment before = {0};
    assert_true(moment_copy(&before, &document.now, &error));
    history_push(&document.history, &before);
    save("b.ini");
    file_has("b.ini", "data = sub/table.csv\n", true);
    assert_string_equal(scene_text(&document.history.moment[0].scene, "objective", "data"),
                        "sub/table.csv");
    home_write("other/x", "");
    save("other/c.ini");
    char wanted[400];
    snprintf(wanted, sizeof wanted, "data = %s\n", home_file("sub/table.csv"));
    file_has("other/c.ini", wanted, true);
}

#define FILING_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILING_TEST(what_is_saved_is_what_is_seen),
        FILING_TEST(after_saving_nothing_is_changed_until_something_is),
        FILING_TEST(remarks_stay_also_under_another_name),
        FILING_TEST(after_saving_as_everything_belongs_to_the_new_file),
        FILING_TEST(a_failed_save_leaves_file_and_document),
        FILING_TEST(a_link_stays_a_link),
        FILING_TEST(what_another_program_wrote_is_noticed),
        FILING_TEST(files_of_the_program_and_pictures_are_nobodys_own),
        FILING_TEST(a_name_means_a_file_of_the_folder),
        FILING_TEST(a_name_that_cannot_be_says_why),
        FILING_TEST(only_other_files_are_replaced),
        FILING_TEST(the_folder_is_that_of_the_file_else_the_last_else_the_current_one),
        FILING_TEST(tables_are_found_from_another_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
