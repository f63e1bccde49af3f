#include "labs/kit/looks.h"

#include "labs/averages/averages.h"
#include "labs/racing/descent.h"
#include "labs/registry.h"
#include "test.h"

#include "labs/drawn.h"

#include <string.h>

// ---- the kit ------------------------------------------------------------------------------------

static struct looks_kept kept;

static int clear_kept(void **state)
{
    (void)state;
    looks_clear(&kept);
    return 0;
}

static int keep_one(const char *section, int given, int wanted)
{
    const struct look_wish wish = {section, given, wanted};
    int look = -1;
    assert_true(looks_keep(&kept, &wish, 1, &look, NULL));
    return look;
}

static void a_section_keeps_its_look_whatever_it_wishes_for_later(void **state)
{
    (void)state;
    assert_int_equal(keep_one("runner.a", -1, LOOK_GREEN), LOOK_GREEN);
    assert_int_equal(keep_one("runner.a", -1, LOOK_BLUE), LOOK_GREEN);
    // Away and back again.
    keep_one("runner.b", -1, LOOK_INK);
    assert_int_equal(keep_one("runner.a", -1, LOOK_PURPLE), LOOK_GREEN);
}

static void a_given_look_wins_and_is_remembered_of_new_sections_only(void **state)
{
    (void)state;
    assert_int_equal(keep_one("runner.a", LOOK_SKY, LOOK_GREEN), LOOK_SKY);
    assert_int_equal(keep_one("runner.a", -1, LOOK_GREEN), LOOK_SKY);
    assert_int_equal(keep_one("runner.a", LOOK_INK, LOOK_BLUE), LOOK_INK);
    assert_int_equal(keep_one("runner.a", -1, LOOK_BLUE), LOOK_SKY);
}

static void a_copy_of_kept_looks_is_independent(void **state)
{
    (void)state;
    keep_one("runner.a", -1, LOOK_GREEN);
    struct looks_kept copy;
    assert_true(looks_copy(&copy, &kept, NULL));
    keep_one("runner.b", -1, LOOK_BLUE);
    assert_int_equal(copy.count, 1);
    assert_string_equal(copy.row[0].section, "runner.a");
    assert_int_equal(copy.row[0].look, LOOK_GREEN);
    looks_clear(&copy);
}

// ---- in labs ------------------------------------------------------------------------------------

static struct scene scene;
static struct lab *lab;

static void open_scene(const char *text)
{
    struct error error = {0};
    scene_clear(&scene);
    const struct lab_type *type = NULL;
    if (!scene_parse(&scene, text, strlen(text), "test.ini", &error) ||
        !(type = lab_for(&scene, &error)))
        fail_msg("%s", error.text);
    if (lab ? !type->open(lab, &scene, &error) : !(lab = lab_create(type, &scene, 1, &error)))
        fail_msg("%s", error.text);
}

static void put(const char *section, const char *key, const char *value)
{
    struct error error = {0};
    assert_true(scene_put(&scene, section, key, value, NULL));
    if (!lab_check(lab->type, &scene, &error) || !lab->type->open(lab, &scene, &error))
        fail_msg("%s", error.text);
}

static int close_lab(void **state)
{
    (void)state;
    if (lab)
        lab_destroy(lab);
    lab = NULL;
    scene_clear(&scene);
    return 0;
}

static int look_of(const char *section)
{
    return group_of(lab, section).look;
}

// How long a line that was drawn is; marks beside names and arrows are short.
static float length_of(const struct recorder *r, size_t line)
{
    float length = 0;
    const struct point *point = r->line[line].point;
    for (size_t i = 0; i + 1 < r->line[line].count; i++)
        length += hypotf(point[i + 1].x - point[i].x, point[i + 1].y - point[i].y);
    return length;
}

// A line of its look's colour is drawn.
static bool is_drawn(const char *section)
{
    const double step = (double)lab->type->steps(lab);
    lab_wait(lab, step, -1);
    struct recorder *r = draw_lab(lab, 1280, 720, (struct lab_view){.step = step});
    const struct color color = look_style(&theme_light, look_of(section)).color;
    bool found = false;
    for (size_t i = 0; i < r->lines; i++)
        found = found || (is_color(r->line[i].stroke.color, color) && length_of(r, i) > 60);
    recorder_destroy(&r->head);
    return found;
}

static const char three[] = "[scene]\nlab = averages\n[series]\ndata = seattle\ndays = 200\n"
                            "[average.red]\nbeta = 0.9\n[average.green]\nbeta = 0.98\n"
                            "[average.amber]\nbeta = 0.5\n";

static void moving_one_memory_past_the_others_recolours_no_average(void **state)
{
    (void)state;
    static const char *const betas[] = {"0.5", "0.3", "0", "0.96", "0.98", "0.995", "0.8"};
    static const char *const sections[] = {"average.red", "average.green", "average.amber"};
    for (size_t moved = 0; moved < 3; moved++) {
        open_scene(three);
        int look[3];
        for (size_t i = 0; i < 3; i++)
            look[i] = look_of(sections[i]);
        for (size_t b = 0; b < sizeof betas / sizeof *betas; b++) {
            put(sections[moved], "beta", betas[b]);
            for (size_t i = 0; i < 3; i++)
                assert_int_equal(look_of(sections[i]), look[i]);
        }
        put(sections[moved], "bias_correction", "off");
        put(sections[moved], "kind", "window");
        for (size_t i = 0; i < 3; i++) {
            assert_int_equal(look_of(sections[i]), look[i]);
            assert_true(is_drawn(sections[i]));
        }
    }
}

static const char runners[] =
    "[scene]\nlab = descent\n[objective]\nsurface = ravine\nnoise = 3\nexamples = 512\n"
    "[run]\nsteps = 30\n"
    "[runner.batch]\nrule = gd\nalpha = 0.05\nbatch = all\n"
    "[runner.mini]\nrule = gd\nalpha = 0.05\nbatch = 64\n"
    "[runner.adam]\nrule = adam\nalpha = 0.2\nbatch = 64\n";

static void another_batch_or_rule_recolours_no_runner(void **state)
{
    (void)state;
    open_scene(runners);
    put("runner.batch", "batch", "1");
    put("runner.mini", "batch", "all");
    put("runner.adam", "rule", "rmsprop");
    assert_int_equal(look_of("runner.batch"), LOOK_BLUE);
    assert_int_equal(look_of("runner.mini"), LOOK_GREEN);
    assert_int_equal(look_of("runner.adam"), LOOK_INK);
    assert_true(is_drawn("runner.batch") && is_drawn("runner.mini") && is_drawn("runner.adam"));
}

static void hiding_a_runner_recolours_nobody(void **state)
{
    (void)state;
    open_scene(runners);
    put("runner.batch", "hidden", "yes");
    assert_int_equal(look_of("runner.mini"), LOOK_GREEN);
    assert_false(is_drawn("runner.batch"));
    assert_true(is_drawn("runner.mini"));
    put("runner.batch", "hidden", NULL);
    assert_int_equal(look_of("runner.batch"), LOOK_BLUE);
    assert_true(is_drawn("runner.batch"));
}

static void runners_that_come_and_go_recolour_nobody(void **state)
{
    (void)state;
    open_scene(runners);
    // Without the first, and with a new one that would have liked its colour.
    open_scene("[scene]\nlab = descent\n[objective]\nsurface = ravine\nnoise = 3\n"
               "[run]\nsteps = 30\n"
               "[runner.mini]\nrule = gd\nalpha = 0.05\nbatch = 32\n"
               "[runner.adam]\nrule = adam\nalpha = 0.2\nbatch = 64\n"
               "[runner.new]\nrule = gd\nalpha = 0.02\nbatch = all\n");
    assert_int_equal(look_of("runner.mini"), LOOK_GREEN);
    assert_int_equal(look_of("runner.adam"), LOOK_INK);
    const int fresh = look_of("runner.new");
    assert_true(fresh != LOOK_GREEN && fresh != LOOK_INK);
    // All together: as before.
    char both[1000];
    snprintf(both, sizeof both, "%s[runner.new]\nrule = gd\nalpha = 0.02\nbatch = all\n", runners);
    open_scene(both);
    assert_int_equal(look_of("runner.batch"), LOOK_BLUE);
    assert_int_equal(look_of("runner.mini"), LOOK_GREEN);
    assert_int_equal(look_of("runner.adam"), LOOK_INK);
    assert_int_equal(look_of("runner.new"), fresh);
}

static void an_average_that_comes_and_goes_keeps_its_colour(void **state)
{
    (void)state;
    open_scene(three);
    open_scene("[scene]\nlab = averages\n[series]\ndays = 200\n[average.green]\nbeta = 0.9\n"
               "[average.new]\nbeta = 0.91\n");
    assert_int_equal(look_of("average.green"), LOOK_GREEN);
    assert_int_not_equal(look_of("average.new"), LOOK_GREEN);
    open_scene(three);
    assert_int_equal(look_of("average.red"), LOOK_VERMILION);
    assert_int_equal(look_of("average.green"), LOOK_GREEN);
    assert_int_equal(look_of("average.amber"), LOOK_AMBER);
}

static void undoing_a_change_brings_every_colour_back(void **state)
{
    (void)state;
    open_scene(runners);
    struct scene old = {0};
    struct error error = {0};
    assert_true(scene_copy(&old, &scene, &error));
    put("runner.mini", "batch", "1");
    put("runner.batch", "batch", "64");
    put("runner.adam", "color", "sky");
    if (!lab->type->open(lab, &old, &error))
        fail_msg("%s", error.text);
    assert_int_equal(look_of("runner.batch"), LOOK_BLUE);
    assert_int_equal(look_of("runner.mini"), LOOK_GREEN);
    assert_int_equal(look_of("runner.adam"), LOOK_INK);
    scene_clear(&old);
}

static void a_given_colour_wins_and_without_it_the_old_one_is_back(void **state)
{
    (void)state;
    open_scene(runners);
    put("runner.mini", "color", "sky");
    assert_int_equal(look_of("runner.mini"), LOOK_SKY);
    assert_int_equal(look_of("runner.batch"), LOOK_BLUE);
    assert_true(is_drawn("runner.mini"));
    put("runner.mini", "batch", "1");
    put("runner.mini", "color", NULL);
    assert_int_equal(look_of("runner.mini"), LOOK_GREEN);
    close_lab(state);
    open_scene(three);
    put("average.green", "color", "ink");
    assert_int_equal(look_of("average.green"), LOOK_INK);
    put("average.green", "beta", "0.1");
    put("average.green", "color", NULL);
    assert_int_equal(look_of("average.green"), LOOK_GREEN);
}

static void a_scene_that_does_not_open_changes_no_colour(void **state)
{
    (void)state;
    struct error error = {0};
    open_scene(runners);
    static const char bad[] = "[scene]\nlab = descent\n[objective]\nsurface = ravine\n"
                              "[view]\nx = 3, -3\n"
                              "[runner.new]\nrule = gd\nbatch = 64\n[runner.mini]\nrule = adam\n"
                              "color = sky\n";
    struct scene wrong = {0};
    assert_true(scene_parse(&wrong, bad, strlen(bad), "test.ini", &error));
    assert_false(lab->type->open(lab, &wrong, &error));
    scene_clear(&wrong);
    assert_int_equal(look_of("runner.mini"), LOOK_GREEN);
    // The new one of the scene that failed is nobody: its wish is still free.
    put("runner.mini", "color", "yellow");
    char both[1000];
    snprintf(both, sizeof both, "%s[runner.new]\nrule = momentum\nalpha = 0.02\n", runners);
    open_scene(both);
    assert_int_equal(look_of("runner.new"), LOOK_VERMILION);
    assert_int_equal(look_of("runner.mini"), LOOK_GREEN);
}

#define KEPT_TEST(name) cmocka_unit_test_teardown(name, clear_kept)
#define LAB_TEST(name)  cmocka_unit_test_teardown(name, close_lab)

static bool is_a_number(const char *section, int look)
{
    char name[48];
    looks_call(section, look, 3, name);
    return strcmp(name, "4") == 0;
}

static void no_name_says_another_colour_than_is_drawn(void **state)
{
    (void)state;
    static const char *const apart[] = {"average.red", "average.sky", "runner.orange-2",
                                        "average.black"};
    static const char *const alike[] = {"average.green", "average.green-2", "average.plain",
                                        "runner.redwood", "average.a"};
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        assert_true(is_a_number(apart[i], LOOK_GREEN));
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        assert_false(is_a_number(alike[i], LOOK_GREEN));
    assert_true(is_a_number("average.red", LOOK_VERMILION)); // orange where it is dark
    open_scene("[scene]\nlab = averages\n[series]\ndays = 200\n[average.red]\nbeta = 0.9\n"
               "[average.green]\nbeta = 0.9\n[average.blue]\nbeta = 0.9\ncolor = blue\n");
    assert_string_equal(group_of(lab, "average.red").name, "β = 0.9 (1)");
    assert_string_equal(group_of(lab, "average.green").name, "β = 0.9 (2)");
    assert_string_equal(group_of(lab, "average.blue").name, "β = 0.9 (blue)");
    put("view", "hide", "beta");
    assert_string_equal(group_of(lab, "average.red").name, "1");
    assert_string_equal(group_of(lab, "average.blue").name, "blue");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KEPT_TEST(a_section_keeps_its_look_whatever_it_wishes_for_later),
        KEPT_TEST(a_given_look_wins_and_is_remembered_of_new_sections_only),
        KEPT_TEST(a_copy_of_kept_looks_is_independent),
        LAB_TEST(moving_one_memory_past_the_others_recolours_no_average),
        LAB_TEST(another_batch_or_rule_recolours_no_runner),
        LAB_TEST(hiding_a_runner_recolours_nobody),
        LAB_TEST(runners_that_come_and_go_recolour_nobody),
        LAB_TEST(an_average_that_comes_and_goes_keeps_its_colour),
        LAB_TEST(undoing_a_change_brings_every_colour_back),
        LAB_TEST(a_given_colour_wins_and_without_it_the_old_one_is_back),
        LAB_TEST(a_scene_that_does_not_open_changes_no_colour),
        LAB_TEST(no_name_says_another_colour_than_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
