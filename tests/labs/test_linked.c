#include "labs/linked.h"

#include "export/share.h"
#include "labs/starter.h"
#include "scene/link.h"
#include "scene/shelf.h"

#include "app/home.h"
#include "labs/registry.h"
#include "test.h"

static const char text[] = "[scene]\nlab = descent\ntitle = Mine\n[objective]\nkind = surface\n"
                           "surface = ravine\n[runner.plain]\nrule = gd\nalpha = 0.05\n";

// The link of a scene, as it is printed.
static char *share(const struct scene *scene, enum share_tables tables)
{
    char note[SHARE_NOTE_MAX];
    struct error error = {0};
    char *fragment = share_fragment(scene, tables, note, &error);
    char *address = fragment ? share_address("https://example.org/r/", fragment, &error) : NULL;
    if (!address)
        fail_msg("%s", error.text);
    free(fragment);
    return address;
}

static void open_link(struct scene *scene, const char *word)
{
    struct error error = {0};
    if (!starter_read(scene, word, &error))
        fail_msg("%s", error.text);
}

static void refuse(const char *word, const char *because)
{
    struct scene scene;
    struct error error = {0};
    assert_false(linked_read(&scene, word, &error));
    assert_int_equal(scene.count, 0);
    if (error.kind != ERROR_INPUT || !strstr(error.text, because))
        fail_msg("'%.80s': \"%s\" does not say \"%s\"", word, error.text, because);
}

static void a_shipped_scene_goes_by_its_name_and_comes_back(void **state)
{
    (void)state;
    struct scene scene, back;
    assert_true(scene_read(&scene, "six-runners", NULL));
    char *word = share(&scene, SHARE_AS_FITS);
    assert_string_equal(word, "https://example.org/r/#scene=six-runners");
    open_link(&back, word);
    assert_string_equal(back.source, scene.source);
    assert_false(scene_differs(&scene, &back, NULL));
    free(word);
    scene_clear(&back);
    scene_clear(&scene);
}

static void a_changed_one_is_still_a_change_of_that_one(void **state)
{
    (void)state;
    struct scene scene, back;
    assert_true(scene_read(&scene, "six-runners", NULL));
    assert_true(scene_put(&scene, "runner.adam", "alpha", "0.123", NULL));
    assert_true(scene_put(&scene, "view", "hide", "alpha,panel", NULL));
    char *word = share(&scene, SHARE_AS_FITS);
    assert_non_null(strstr(word, "#scene=six-runners&hide=alpha,panel&link=A"));
    open_link(&back, word);
    assert_string_equal(back.name, "six-runners");
    assert_string_equal(back.source, scene.source);
    assert_false(scene_differs(&scene, &back, NULL));
    assert_non_null(lab_for(&back, NULL));
    free(word);
    scene_clear(&back);
    scene_clear(&scene);
}

static void one_of_ones_own_has_its_name_and_no_file(void **state)
{
    (void)state;
    struct scene scene, back;
    assert_true(scene_parse(&scene, text, strlen(text), "/tmp/six-runners.ini", NULL));
    scene.name = strdup("six-runners"); // another than the one that ships
    char *word = share(&scene, SHARE_AS_FITS);
    assert_non_null(strstr(word, "#name=six-runners&link=A"));
    open_link(&back, word);
    assert_string_equal(back.name, "six-runners");
    assert_null(back.source);
    assert_false(scene_differs(&scene, &back, NULL));
    free(word);
    scene_clear(&back);
    scene_clear(&scene);
}

static void a_scene_that_ships_no_longer_opens_by_its_text(void **state)
{
    (void)state;
    struct link link = {.scene = strdup("long-gone"), .payload.scene = strdup(text)};
    struct scene back;
    char *word = link_format(&link, NULL);
    open_link(&back, word);
    assert_string_equal(back.name, "long-gone");
    assert_string_equal(scene_text(&back, "scene", "title"), "Mine");
    scene_clear(&back);
    free(word);
    link_clear(&link);
}

static void tables_inside_a_link_are_read_from_it_wherever_it_goes(void **state)
{
    (void)state;
    struct scene scene, back;
    struct error error = {0};
    home_write("prices.csv", "day,x\n1,2\n2,3\n3,5\n4,4\n5,6\n");
    assert_true(starter_read(&scene, home_file("prices.csv"), &error));
    char *word = share(&scene, SHARE_INSIDE);
    assert_int_equal(unlink(home_file("prices.csv")), 0);
    open_link(&back, word);
    const struct lab_type *type = lab_for(&back, &error);
    struct lab *lab = type ? lab_create(type, &back, 1, &error) : NULL;
    if (!lab)
        fail_msg("%s", error.text);
    lab_destroy(lab);
    // It is shared again as it came.
    char *again = share(&back, SHARE_AS_FITS);
    assert_true(strlen(again) > strlen(word) / 2);
    struct scene third;
    open_link(&third, again);
    assert_false(scene_differs(&back, &third, NULL));
    scene_clear(&third);
    free(again);
    free(word);
    scene_clear(&back);
    scene_clear(&scene);
}

static void a_table_that_is_only_named_is_said_to_be(void **state)
{
    (void)state;
    struct scene scene;
    char note[SHARE_NOTE_MAX];
    home_write("prices.csv", "day,x\n1,2\n2,3\n3,5\n4,4\n5,6\n");
    assert_true(starter_read(&scene, home_file("prices.csv"), NULL));
    char *fragment = share_fragment(&scene, SHARE_NAMED, note, NULL);
    assert_string_equal(note, "prices.csv is only named in the link, not in it");
    free(fragment);
    fragment = share_fragment(&scene, SHARE_AS_FITS, note, NULL);
    assert_string_equal(note, "");
    free(fragment);
    scene_clear(&scene);
}

static void kept_tables_do_not_pile_up(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        char table[64];
        struct scene scene, back;
        snprintf(table, sizeof table, "day,x\n1,2\n2,%d\n3,5\n4,4\n5,6\n", i);
        home_write("prices.csv", table);
        assert_true(starter_read(&scene, home_file("prices.csv"), NULL));
        char *word = share(&scene, SHARE_INSIDE);
        open_link(&back, word);
        free(word);
        scene_clear(&back);
        scene_clear(&scene);
    }
    assert_int_equal(home_count(".local/state/ravine"), 16);
}

static void what_is_wrong_with_a_scene_of_a_link_is_said_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *scene, *because;
    } wrong[] = {
        {"[scene]\nlab = descent\n[runner.a]\nrule = gd\nalpha = -1\n", "link:5: "},
        {"[scene]\nlab = nowhere\n", "there is no lab 'nowhere'"},
        {"[scene]\nlab = descent\n[scene]\n", "link:3: "},
        {"", "link:1: "},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct link link = {.payload.scene = strdup(wrong[i].scene)};
        char *word = link_format(&link, NULL);
        refuse(word, wrong[i].because);
        free(word);
        link_clear(&link);
    }
}

static void a_link_opens_no_file_of_the_machine(void **state)
{
    (void)state;
    home_write("secret", "[scene]\nlab = descent\n");
    assert_int_equal(chdir(home), 0);
    refuse("#scene=secret", "does not ship");
    refuse("#scene=six-runner", "did it mean six-runners?");
    refuse("#scene=secret%2F", "is no name");
    assert_int_equal(chdir("/"), 0);
}

#define AT_HOME(test) cmocka_unit_test_setup_teardown(test, home_begin, home_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_HOME(a_shipped_scene_goes_by_its_name_and_comes_back),
        AT_HOME(a_changed_one_is_still_a_change_of_that_one),
        AT_HOME(one_of_ones_own_has_its_name_and_no_file),
        AT_HOME(a_scene_that_ships_no_longer_opens_by_its_text),
        AT_HOME(tables_inside_a_link_are_read_from_it_wherever_it_goes),
        AT_HOME(a_table_that_is_only_named_is_said_to_be),
        AT_HOME(kept_tables_do_not_pile_up),
        AT_HOME(what_is_wrong_with_a_scene_of_a_link_is_said_with_its_line),
        AT_HOME(a_link_opens_no_file_of_the_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
