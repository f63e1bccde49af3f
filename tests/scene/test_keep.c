#include "scene/keep.h"

#include "base/asset.h"
#include "base/file.h"
#include "scene/shelf.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char old[] = "; For the third week.\n"
                          "[scene]\n"
                          "lab = descent\n"
                          "title = Two   ; of them\n"
                          "\n"
                          "# The steep one.\n"
                          "[runner.plain]\n"
                          "rule = gd\n"
                          "  ; chosen by hand\n"
                          "alpha   =  0.1       ; not more\n"
                          "\n"
                          "; The other.\n"
                          "[runner.adam]\n"
                          "alpha = 0.3\n"
                          "rule = adam ; of course\n"
                          "; the end\n";

static void parse(struct scene *scene, const char *text)
{
    struct error error = {0};
    if (!scene_parse(scene, text, strlen(text), "old.ini", &error))
        fail_msg("%s", error.text);
}

static void put(struct scene *scene, const char *section, const char *key, const char *value)
{
    assert_true(scene_put(scene, section, key, value, NULL));
}

static char *over(const struct scene *scene, const char *text)
{
    struct error error = {0};
    char *made = scene_format_over(scene, text, strlen(text), &error);
    assert_non_null(made);
    struct scene back;
    parse(&back, made);
    assert_false(scene_differs(scene, &back, NULL));
    scene_clear(&back);
    return made;
}

static void a_scene_without_changes_is_its_file_byte_for_byte(void **state)
{
    (void)state;
    struct scene scene;
    parse(&scene, old);
    char *text = over(&scene, old);
    assert_string_equal(text, old);
    free(text);
    scene_clear(&scene);
}

static void every_shipped_scene_stays_as_it_is_written(void **state)
{
    (void)state;
    struct error error = {0};
    char **names = shelf_names(&error), path[4096];
    assert_non_null(names);
    for (size_t i = 0; names[i]; i++) {
        char *bytes;
        size_t length;
        struct scene scene;
        assert_true(shelf_find(names[i], path, sizeof path, &error));
        assert_true(file_read(path, 1 << 20, &bytes, &length, &error));
        parse(&scene, bytes);
        char *text = over(&scene, bytes);
        assert_string_equal(text, bytes);
        free(text);
        free(bytes);
        scene_clear(&scene);
    }
    asset_list_free(names);
}

static void a_changed_value_keeps_its_remark_where_it_stood(void **state)
{
    (void)state;
    struct scene scene;
    parse(&scene, old);
    put(&scene, "runner.plain", "alpha", "0.05");
    put(&scene, "view", "step", "3");
    char *text = over(&scene, old);
    assert_non_null(strstr(text, "; For the third week.\n[scene]"));
    assert_non_null(strstr(text, "# The steep one.\n[runner.plain]\nrule = gd\n"
                                 "  ; chosen by hand\n"
                                 "alpha = 0.05         ; not more\n"));
    assert_non_null(strstr(text, "rule = adam ; of course\n; the end\n\n[view]\nstep = 3\n"));
    free(text);
    scene_clear(&scene);
}

static void what_the_scene_no_longer_has_leaves_its_remarks(void **state)
{
    (void)state;
    struct scene scene;
    parse(&scene, old);
    put(&scene, "runner.plain", "alpha", NULL);
    put(&scene, "runner.plain", "rule", NULL);
    char *text = over(&scene, old);
    assert_non_null(strstr(text, "[runner.plain]\n  ; chosen by hand\n"
                                 "; alpha   =  0.1       ; not more\n"));
    assert_null(strstr(text, "gd"));
    free(text);
    scene_clear(&scene);

    parse(&scene, "[scene]\nlab = descent\n[runner.adam]\nrule = adam\nalpha = 0.3\n");
    text = over(&scene, old);
    assert_non_null(strstr(text, "# The steep one.\n; [runner.plain]\n; rule = gd\n"));
    assert_non_null(strstr(text, "\n; title = Two   ; of them\n"));
    free(text);
    scene_clear(&scene);
}

static void sections_come_in_the_order_of_the_scene_with_their_remarks(void **state)
{
    (void)state;
    struct scene scene;
    parse(&scene, "[runner.adam]\nrule = adam\nalpha = 0.3\n[runner.new]\nrule = gd\n[scene]\n"
                  "lab = descent\ntitle = Two\n[runner.plain]\nrule = gd\nalpha = 0.1\n");
    char *text = over(&scene, old);
    const char *adam = strstr(text, "; The other.\n[runner.adam]\n"),
               *fresh = strstr(text, "\n\n[runner.new]\nrule = gd\n"),
               *plain = strstr(text, "\n\n# The steep one.\n[runner.plain]");
    assert_true(adam && fresh && plain && adam < fresh && fresh < plain);
    free(text);
    scene_clear(&scene);
}

static void a_value_of_several_lines_is_written_anew_or_left_alone(void **state)
{
    (void)state;
    const char several[] = "[scene]\nlab = descent\ncaption = one ; first\n"
                           "    two\n    ; between\n    three\ntitle = T\n";
    struct scene scene;
    parse(&scene, several);
    assert_string_equal(scene_text(&scene, "scene", "caption"), "one two three");
    char *text = over(&scene, several);
    assert_string_equal(text, several);
    free(text);
    char longer[500] = "";
    for (int i = 0; i < 60; i++)
        strcat(longer, i ? " word" : "word");
    put(&scene, "scene", "caption", longer);
    text = over(&scene, several);
    assert_true(strstr(text, "; first") && strstr(text, "; between"));
    assert_non_null(strstr(text, "\ntitle = T\n"));
    free(text);
    scene_clear(&scene);
}

static void remarks_within_a_value_that_goes_stay(void **state)
{
    (void)state;
    static const char text[] = "[scene]\nlab = descent\n[run]\nclaim = one\n    ; within\n"
                               "    two ; beside\nsteps = 3\n";
    struct scene scene;
    parse(&scene, text);
    put(&scene, "run", "claim", NULL);
    char *made = over(&scene, text);
    assert_non_null(strstr(made, "[run]\n    ; within\n;     two ; beside\nsteps = 3\n"));
    free(made);
    scene_clear(&scene);
}

static void no_remarks_make_a_scene_too_large_to_be_read(void **state)
{
    (void)state;
    struct scene scene;
    struct error error = {0};
    char *text = malloc(SCENE_BYTES_MAX + 1), *at = text;
    parse(&scene, "[scene]\nlab = descent\ncaption = what is written below all the remarks is "
                  "longer than what is left of the room that a scene has, at any rate\n");
    while (at + 101 < text + SCENE_BYTES_MAX)
        at += sprintf(at, "; %097d\n", 0);
    *at = '\0';
    assert_null(scene_format_over(&scene, text, strlen(text), &error));
    assert_non_null(strstr(error.text, "a scene has at most"));
    text[strlen(text) / 2] = '\0';
    char *made = scene_format_over(&scene, text, strlen(text), &error);
    assert_non_null(made);
    free(made);
    free(text);
    scene_clear(&scene);
}

// What a line of a rule says depends on those above it.
static void lines_of_a_rule_come_in_the_order_of_the_scene(void **state)
{
    (void)state;
    static const char text[] = "[scene]\nlab = descent\n\n"
                               "; From the notes.\n[rule.mine]\n; the average\nv = v + g ; a sum\n"
                               "theta = theta - v\n\n[runner.a]\nrule = mine\n";
    struct scene scene, same;
    parse(&scene, text);
    parse(&same, text);
    put(&scene, "rule.mine", "theta", NULL);
    put(&scene, "rule.mine", "s", "v^2");
    put(&scene, "rule.mine", "theta", "theta - v");
    char *made = over(&scene, text);
    assert_non_null(strstr(made, "; From the notes.\n[rule.mine]\n; the average\n; a sum\n"
                                 "v = v + g\ns = v^2\ntheta = theta - v\n\n[runner.a]\n"));
    free(made);
    put(&scene, "rule.mine", "s", NULL);
    assert_false(scene_differs(&scene, &same, NULL));
    put(&scene, "rule.mine", "v", NULL);
    put(&scene, "rule.mine", "v", "v + g");
    assert_true(scene_differs(&scene, &same, NULL));
    made = over(&scene, text);
    free(made);
    scene_clear(&scene);
    scene_clear(&same);
}

static void line_ends_are_those_of_the_file(void **state)
{
    (void)state;
    const char dos[] = "; old\r\n[scene]\r\nlab = descent\r\n";
    struct scene scene;
    parse(&scene, dos);
    put(&scene, "scene", "title", "New");
    char *text = over(&scene, dos);
    assert_string_equal(text, "; old\r\n[scene]\r\nlab = descent\r\ntitle = New\r\n");
    free(text);
    scene_clear(&scene);
}

static void a_file_that_is_no_scene_any_more_loses_no_remark(void **state)
{
    (void)state;
    struct scene scene;
    parse(&scene, old);
    char *text = over(&scene, "; mine\nlab = descent\n[scene\n");
    assert_non_null(strstr(text, "; mine\n"));
    free(text);
    text = over(&scene, "");
    assert_non_null(strstr(text, "[scene]\n"));
    free(text);
    scene_clear(&scene);
}

static void what_an_author_wrote_about_another_scene_stays_as_a_remark(void **state)
{
    (void)state;
    static const char written[] = "[scene]\nlab = descent\ncaption = It bounces.\nnotes = One,\n"
                                  "    two.\n[objective]\nsurface = ravine\n";
    struct scene scene;
    parse(&scene, written);
    put(&scene, "scene", "caption", NULL);
    put(&scene, "scene", "notes", NULL);
    char *text = over(&scene, written);
    assert_non_null(strstr(text, "; caption = It bounces.\n; notes = One,\n;     two.\n"));
    char *again = over(&scene, text);
    assert_string_equal(again, text);
    free(again);
    free(text);
    scene_clear(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scene_without_changes_is_its_file_byte_for_byte),
        cmocka_unit_test(every_shipped_scene_stays_as_it_is_written),
        cmocka_unit_test(a_changed_value_keeps_its_remark_where_it_stood),
        cmocka_unit_test(what_the_scene_no_longer_has_leaves_its_remarks),
        cmocka_unit_test(sections_come_in_the_order_of_the_scene_with_their_remarks),
        cmocka_unit_test(a_value_of_several_lines_is_written_anew_or_left_alone),
        cmocka_unit_test(what_an_author_wrote_about_another_scene_stays_as_a_remark),
        cmocka_unit_test(remarks_within_a_value_that_goes_stay),
        cmocka_unit_test(no_remarks_make_a_scene_too_large_to_be_read),
        cmocka_unit_test(lines_of_a_rule_come_in_the_order_of_the_scene),
        cmocka_unit_test(line_ends_are_those_of_the_file),
        cmocka_unit_test(a_file_that_is_no_scene_any_more_loses_no_remark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
