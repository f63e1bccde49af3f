#include "labs/kit/names.h"
#include "labs/kit/runners.h"

#include "base/asset.h"
#include "labs/registry.h"
#include "scene/shelf.h"
#include "test.h"

#include <stdio.h>
#include <string.h>

enum { EXAMPLES = 1000 };

static struct runner_set set;

// Reads runners from a scene's text.
static void open_text(const char *text)
{
    static const struct runner_set none;
    struct scene scene = {0};
    struct error error = {0};
    runner_set_clear(&set);
    if (!scene_parse(&scene, text, strlen(text), "test.ini", &error) ||
        !runner_set_init(&set, &none, &scene, EXAMPLES, &error))
        fail_msg("%s", error.text);
    scene_clear(&scene);
}

static int close_set(void **state)
{
    (void)state;
    runner_set_clear(&set);
    return 0;
}

static void assert_names(const char *const names[], size_t count)
{
    assert_int_equal(set.count, count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(set.entry[i].name, names[i]);
}

#define ASSERT_NAMES(...)                                                                          \
    do {                                                                                           \
        const char *const names[] = {__VA_ARGS__};                                                 \
        assert_names(names, sizeof names / sizeof *names);                                         \
    } while (0)

static void plain_descent_is_called_by_its_kind_of_batch(void **state)
{
    (void)state;
    open_text("[runner.a]\nrule = gd\nbatch = all\n[runner.b]\nrule = gd\nbatch = 1\n"
              "[runner.c]\nrule = gd\nbatch = 64\n");
    ASSERT_NAMES("batch", "stochastic", "mini-batch");
    // Where all runners look at everything, that says nothing.
    open_text("[runner.a]\nrule = gd\nbatch = all\n[runner.b]\nrule = adam\nbatch = all\n");
    ASSERT_NAMES("gradient descent", "Adam");
}

static void other_rules_are_called_by_their_title(void **state)
{
    (void)state;
    char text[4000] = "";
    for (size_t r = 0; rules[r]; r++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "[runner.r%zu]\nrule = %s\nbatch = 64\n", r, rules[r]->name);
    open_text(text);
    for (size_t r = 0; rules[r]; r++)
        assert_string_equal(set.entry[r].name,
                            strcmp(rules[r]->name, "gd") == 0 ? "mini-batch" : rules[r]->title);
}

static void mini_batches_of_two_sizes_are_called_by_their_size(void **state)
{
    (void)state;
    open_text("[runner.a]\nrule = gd\nbatch = all\n[runner.b]\nrule = gd\nbatch = 64\n"
              "[runner.c]\nrule = gd\nbatch = 512\n");
    ASSERT_NAMES("batch", "mini-batch 64", "mini-batch 512");
}

static void where_all_else_is_alike_the_number_that_differs_is_the_name(void **state)
{
    (void)state;
    open_text("[runner.a]\nrule = gd\nalpha = 0.1\n[runner.b]\nrule = gd\nalpha = 0.2\n");
    ASSERT_NAMES("α = 0.1", "α = 0.2");
    open_text("[runner.a]\nrule = adam\nbeta1 = 0.9\n[runner.b]\nrule = adam\nbeta1 = 0.5\n");
    ASSERT_NAMES("β₁ = 0.9", "β₁ = 0.5");
    // Beside others it says what it is, too.
    open_text("[runner.a]\nrule = adam\nalpha = 0.1\n[runner.b]\nrule = adam\nalpha = 0.2\n"
              "[runner.c]\nrule = lion\nalpha = 0.1\n");
    ASSERT_NAMES("Adam, α = 0.1", "Adam, α = 0.2", "Lion");
}

static void schedules_tell_apart_by_their_name(void **state)
{
    (void)state;
    char text[4000] = "";
    for (size_t s = 0; schedules[s]; s++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "[runner.s%zu]\nrule = gd\nbatch = 8\nschedule = %s\n%s", s, schedules[s]->name,
                 strcmp(schedules[s]->name, "formula") == 0 ? "alpha_t = alpha0/t\n" : "");
    open_text(text);
    for (size_t s = 0; schedules[s]; s++) {
        char section[16]; // what is typed is called as its section is
        snprintf(section, sizeof section, "s%zu", s);
        const bool is_typed = strcmp(schedules[s]->name, "formula") == 0;
        assert_string_equal(set.entry[s].name, is_typed ? section : schedules[s]->name);
    }
}

static void twins_get_their_section(void **state)
{
    (void)state;
    open_text("[runner.left]\nrule = adam\n[runner.right]\nrule = adam\n[runner.c]\nrule = gd\n");
    ASSERT_NAMES("Adam (left)", "Adam (right)", "gradient descent");
}

static void a_name_that_is_given_stays(void **state)
{
    (void)state;
    open_text("[runner.a]\nrule = gd\nalpha = 0.1\nname = mine\n"
              "[runner.b]\nrule = gd\nalpha = 0.2\n");
    ASSERT_NAMES("mine", "α = 0.2");
    open_text("[runner.a]\nrule = adam\nalpha = 3\nname = mine\n"
              "[runner.b]\nrule = gd\nalpha = 0.2\n");
    ASSERT_NAMES("mine", "gradient descent");
}

static void a_name_that_is_made_is_not_one_that_was_given(void **state)
{
    (void)state;
    open_text("[runner.a]\nrule = adam\nname = Lion\n[runner.b]\nrule = lion\n");
    ASSERT_NAMES("Lion", "Lion (b)");
}

static void a_name_follows_the_number_that_changed(void **state)
{
    (void)state;
    open_text("[runner.a]\nrule = gd\nbatch = 64\n[runner.b]\nrule = gd\nbatch = 512\n");
    ASSERT_NAMES("mini-batch 64", "mini-batch 512");
    open_text("[runner.a]\nrule = gd\nbatch = 128\n[runner.b]\nrule = gd\nbatch = 512\n");
    ASSERT_NAMES("mini-batch 128", "mini-batch 512");
    open_text("[runner.a]\nrule = gd\nbatch = 1\n[runner.b]\nrule = gd\nbatch = 512\n");
    ASSERT_NAMES("stochastic", "mini-batch");
    // As large as the data is all.
    open_text("[runner.a]\nrule = gd\nbatch = 1\n[runner.b]\nrule = gd\nbatch = 1000\n");
    ASSERT_NAMES("stochastic", "batch");
}

// True when no character is cut.
static bool is_whole(const char *utf8)
{
    while (*utf8) {
        const unsigned char first = (unsigned char)*utf8++;
        const int more = first < 0x80   ? 0
                         : first < 0xC0 ? -1
                         : first < 0xE0 ? 1
                         : first < 0xF0 ? 2
                                        : 3;
        if (more < 0)
            return false;
        for (int i = 0; i < more; i++)
            if (((unsigned char)*utf8++ & 0xC0) != 0x80)
                return false;
    }
    return true;
}

static void append(char *text, size_t size, const char *key, const char *value)
{
    snprintf(text + strlen(text), size - strlen(text), "%s = %s\n", key, value);
}

// Each runner is like the last one up to another thing, so that the names of the last are long.
static void open_long_names(const char *alpha)
{
    const char *const last[][2] = {
        {"batch", "64"},     {"schedule", "inverse-sqrt"}, {"alpha", alpha}, {"beta1", "0.8765"},
        {"beta2", "0.9876"}, {"epsilon", "0.00012"},       {"k", "3"},
    };
    static const char *const other[] = {"128", "inverse-time", "0.1", "0.9", "0.99", "0.1", "2"};
    enum { THINGS = sizeof other / sizeof *other };
    char text[4000] = "[runner.other]\nrule = lion\n[runner.last]\nrule = adamw\n";
    for (size_t k = 0; k < THINGS; k++)
        append(text, sizeof text, last[k][0], last[k][1]);
    for (size_t i = 0; i < THINGS; i++) {
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "[runner.like-%zu]\nrule = adamw\n", i);
        for (size_t k = 0; k <= i; k++)
            append(text, sizeof text, last[k][0], k < i ? last[k][1] : other[k]);
    }
    open_text(text);
}

static void however_much_runners_have_in_common_their_names_differ_and_are_whole(void **state)
{
    (void)state;
    // Names that are cut are cut a byte further on with every digit.
    static const char *const alphas[] = {"3", "20", "100", "2000", "0.002", "0.0023", "0.00234"};
    for (size_t a = 0; a < sizeof alphas / sizeof *alphas; a++) {
        open_long_names(alphas[a]);
        assert_true(strlen(set.entry[1].name) > 60);
        for (size_t i = 0; i < set.count; i++) {
            if (!is_whole(set.entry[i].name))
                fail_msg("the name of %s is cut within a character", set.entry[i].section);
            for (size_t k = 0; k < i; k++)
                assert_string_not_equal(set.entry[i].name, set.entry[k].name);
        }
    }
}

static void assert_all_differ(const char *scene, const struct lab *lab)
{
    const size_t count = lab->type->groups(lab);
    for (size_t i = 0; i < count; i++) {
        struct lab_group one, other;
        lab->type->group(lab, i, 0, &one);
        assert_true(*one.name);
        for (size_t k = 0; k < i; k++) {
            lab->type->group(lab, k, 0, &other);
            if (strcmp(one.name, other.name) == 0)
                fail_msg("%s calls two %s", scene, one.name);
        }
    }
}

static void no_two_of_a_shipped_scene_are_called_alike_and_no_scene_fixes_a_name(void **state)
{
    (void)state;
    struct error error = {0};
    char **names = shelf_names(&error);
    assert_non_null(names);
    assert_non_null(names[0]);
    for (size_t n = 0; names[n]; n++) {
        struct scene scene = {0};
        const struct lab_type *type = NULL;
        if (!scene_read(&scene, names[n], &error) || !(type = lab_for(&scene, &error)))
            fail_msg("%s", error.text);
        for (size_t s = 0; s < scene.count; s++)
            if (scene_text(&scene, scene.section[s].name, "name"))
                fail_msg("%s fixes the name of %s", names[n], scene.section[s].name);
        struct lab *lab = lab_create(type, &scene, 1, &error);
        if (!lab)
            fail_msg("%s: %s", names[n], error.text);
        assert_all_differ(names[n], lab);
        lab_destroy(lab);
        scene_clear(&scene);
    }
    asset_list_free(names);
}

#define NAMES_TEST(name) cmocka_unit_test_teardown(name, close_set)

int main(void)
{
    const struct CMUnitTest tests[] = {
        NAMES_TEST(plain_descent_is_called_by_its_kind_of_batch),
        NAMES_TEST(other_rules_are_called_by_their_title),
        NAMES_TEST(mini_batches_of_two_sizes_are_called_by_their_size),
        NAMES_TEST(where_all_else_is_alike_the_number_that_differs_is_the_name),
        NAMES_TEST(schedules_tell_apart_by_their_name),
        NAMES_TEST(twins_get_their_section),
        NAMES_TEST(a_name_that_is_given_stays),
        NAMES_TEST(a_name_that_is_made_is_not_one_that_was_given),
        NAMES_TEST(a_name_follows_the_number_that_changed),
        NAMES_TEST(however_much_runners_have_in_common_their_names_differ_and_are_whole),
        NAMES_TEST(no_two_of_a_shipped_scene_are_called_alike_and_no_scene_fixes_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
