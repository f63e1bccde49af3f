// What follows when rules, surfaces and data are changed: nobody diverges by surprise, what was set
// by hand stays, and undo takes all of it back.
#include "labs/kit/follow.h"

#include "app/document.h"
#include "base/asset.h"
#include "labs/racing/racing.h"
#include "scene/shelf.h"
#include "sim/surface.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct document document;

// Whoever diverges does so early: of a run that goes on for long the beginning is enough. So are
// fewer draws of the noise, which are made anew for every race.
static void shorten(struct scene *scene)
{
    const char *examples = scene_text(scene, "objective", "examples");
    if (examples && strtod(examples, NULL) > 1000)
        assert_true(scene_put(scene, "objective", "examples", "1000", NULL));
    const char *steps = scene_text(scene, "run", "steps");
    if (steps && strtod(steps, NULL) > 1000)
        assert_true(scene_put(scene, "run", "steps", "1000", NULL));
}

static bool open_scene(const char *name)
{
    struct scene scene = {0};
    struct error error = {0};
    if (!scene_read(&scene, name, &error))
        fail_msg("%s", error.text);
    shorten(&scene);
    document_init(&document, 1);
    if (!document_open(&document, &scene, &error))
        fail_msg("%s: %s", name, error.text);
    scene_clear(&scene);
    return true;
}

static void change(const char *section, const char *key, const char *value)
{
    struct error error = {0};
    if (!document_change(&document, section, key, value, &error))
        fail_msg("%s.%s = %s: %s", section, key, value ? value : "-", error.text);
}

static const char *value(const char *section, const char *key)
{
    const char *text = scene_text(&document.now.scene, section, key);
    return text ? text : "";
}

static void undo_all(void)
{
    struct error error = {0};
    while (document_can_undo(&document))
        assert_true(document_undo(&document, &error));
}

// A runner ends finite and not above the start. On a surface without a bottom who walks off it is
// not to blame, as long as he walks down; noise moves who stands on a plain.
static bool is_well(struct lab *base, size_t runner, const char *what)
{
    struct racing *lab = (struct racing *)base;
    assert_true(lab_wait(base, (double)race_steps(lab->race), -1));
    const struct trail *trail = race_trail(lab->race, runner);
    const size_t length = atomic_load(&trail->length);
    const bool is_bottomless = lab->cache.objective->minimum_count == 0;
    const bool ends = !atomic_load(&trail->diverged) || is_bottomless;
    const double last = trail->cost[length - 1], first = trail->cost[0];
    const char *noise = scene_text(&base->scene, "objective", "noise");
    const bool is_noisy = noise && strtod(noise, NULL) > 0;
    if (ends && last <= first + (is_noisy ? 0.01 : 1e-9) * fabs(first))
        return true;
    const char *section = lab->runners.entry[runner].section;
    print_message("%s: %s: α = %s, J = %g → %g%s\n", what, section,
                  scene_text(&base->scene, section, "alpha"), first, last,
                  ends ? "" : ", diverged");
    return false;
}

// ---- what has been run --------------------------------------------------------------------------

// Many scenes come to the same runner on the same surface, when all take the same rule.
struct runs {
    uint64_t *sum; // of each run's words
    size_t count, capacity;
};

static struct runs runs;

static uint64_t add_words(uint64_t sum, const char *words)
{
    for (; *words; words++)
        sum = (sum ^ (uint8_t)*words) * 0x100000001b3; // FNV-1a
    return (sum ^ '\n') * 0x100000001b3;
}

// In whatever order they were written. Which numbers the noise draws does not matter.
static uint64_t sum_of(const struct scene *scene, const char *name)
{
    const struct scene_section *section = scene_section(scene, name);
    uint64_t sum = 0;
    for (size_t i = 0; section && i < section->count; i++) {
        const struct scene_entry *entry = &section->entry[i];
        if (strcmp(entry->key, "seed") != 0 && strcmp(entry->key, "name") != 0)
            sum += add_words(add_words(0xcbf29ce484222325, entry->key), entry->value);
    }
    return sum;
}

static bool has_been_run(const struct scene *scene, const char *runner)
{
    const uint64_t sum = add_words(3 * sum_of(scene, "objective") + 5 * sum_of(scene, "run") +
                                       7 * sum_of(scene, runner),
                                   scene_text(scene, "scene", "lab"));
    for (size_t i = 0; i < runs.count; i++)
        if (runs.sum[i] == sum)
            return true;
    if (runs.count == runs.capacity) {
        runs.capacity = runs.capacity ? 2 * runs.capacity : 1024;
        runs.sum = realloc(runs.sum, runs.capacity * sizeof *runs.sum);
        assert_non_null(runs.sum);
    }
    runs.sum[runs.count++] = sum;
    return false;
}

// Of those with another rule than the document's. Without anybody left: false.
static bool leave_new_runners(struct scene *scene, const char *rule)
{
    bool is_left = false;
    for (size_t s = scene->count; s-- > 0;) {
        const char *name = scene->section[s].name;
        if (strncmp(name, "runner.", 7) != 0)
            continue;
        if (strcmp(value(name, "rule"), rule) == 0 || has_been_run(scene, name))
            scene_remove(scene, name);
        else
            is_left = true;
    }
    return is_left;
}

// The scene after all runners were given a rule, with what follows; the document stays as it is.
static void copy_with_rule(const char *rule, struct scene *scene)
{
    const struct racing *lab = (const struct racing *)document.lab;
    struct error error = {0};
    struct moment before;
    bool done = document_begin(&document, &before, &error);
    for (size_t i = 0; done && i < lab->runners.count; i++)
        done = strcmp(value(lab->runners.entry[i].section, "rule"), rule) == 0 ||
               document_set(&document, lab->runners.entry[i].section, "rule", rule, &error);
    if (!done || !scene_copy(scene, &document.now.scene, &error))
        fail_msg("%s: %s", rule, error.text);
    document_drop(&document, &before);
}

// Runners do not know of each other: all of them take a rule at once, and who has been seen to do
// well is left out.
static size_t check_rules(const char *what)
{
    size_t bad = 0;
    for (size_t r = 0; rules[r]; r++) {
        struct scene scene = {0};
        struct error error = {0};
        char text[300];
        snprintf(text, sizeof text, "%s, %s", what, rules[r]->name);
        copy_with_rule(rules[r]->name, &scene);
        if (!leave_new_runners(&scene, rules[r]->name)) {
            scene_clear(&scene);
            continue;
        }
        struct lab *lab = lab_check(document.lab->type, &scene, &error)
                              ? lab_create(document.lab->type, &scene, 1, &error)
                              : NULL;
        if (!lab)
            fail_msg("%s: %s", text, error.text);
        for (size_t i = 0; i < ((struct racing *)lab)->runners.count; i++)
            bad += !is_well(lab, i, text);
        lab_destroy(lab);
        scene_clear(&scene);
    }
    return bad;
}

static bool is_race(const char *name)
{
    struct scene scene = {0};
    assert_true(scene_read(&scene, name, NULL));
    const char *lab = scene_text(&scene, "scene", "lab");
    const char *kind = scene_text(&scene, "objective", "kind");
    const bool is = lab && (strcmp(lab, "descent") == 0 || strcmp(lab, "decay") == 0) &&
                    !(kind && (strcmp(kind, "regression") == 0 || strcmp(kind, "fit") == 0));
    scene_clear(&scene);
    return is;
}

static size_t count_rules(void)
{
    size_t count = 0;
    while (rules[count])
        count++;
    return count;
}

static size_t count_surfaces(void)
{
    size_t count = 0;
    while (surfaces[count])
        count++;
    return count;
}

static void no_rule_on_any_surface_diverges_by_surprise(void **state)
{
    (void)state;
    struct error error = {0};
    char **names = shelf_names(&error);
    assert_non_null(names);
    size_t bad = 0, races = 0;
    for (size_t n = 0; names[n]; n++) {
        if (!is_race(names[n]))
            continue;
        races++;
        open_scene(names[n]);
        for (size_t s = 0; surfaces[s]; s++) {
            if (!test_takes(s + n, 4)) // each of them in some scenes
                continue;
            char text[200];
            snprintf(text, sizeof text, "%s on %s", names[n], surfaces[s]->name);
            const bool is_other = strcmp(value("objective", "surface"), surfaces[s]->name) != 0;
            if (is_other)
                change("objective", "surface", surfaces[s]->name);
            const size_t runners = ((struct racing *)document.lab)->runners.count;
            // As it is opened a scene may show one that diverges.
            for (size_t i = 0; is_other && i < runners; i++)
                bad += !is_well(document.lab, i, text);
            bad += check_rules(text);
            undo_all();
        }
        document_clear(&document);
    }
    asset_list_free(names);
    assert_true(races > 15);
    assert_true(runs.count >= count_rules() * count_surfaces());
    free(runs.sum);
    runs = (struct runs){0};
    assert_int_equal(bad, 0);
}

static char *scene_now(void)
{
    char *text = scene_format(&document.now.scene, NULL);
    assert_non_null(text);
    return text;
}

static double number(const char *section, const char *key)
{
    return strtod(value(section, key), NULL);
}

static void another_surface_takes_its_start_and_step_sizes_and_undo_takes_all_back(void **state)
{
    (void)state;
    struct error error = {0};
    open_scene("schedules");
    char *before = scene_now();
    change("objective", "surface", "rosenbrock");
    assert_string_equal(value("objective", "start"), "");
    assert_string_equal(value("view", "x"), "");
    assert_string_equal(value("view", "y"), "");
    assert_string_equal(value("objective", "condition"), "");
    assert_true(number("runner.constant", "alpha") <= 0.001);
    assert_true(document_is_changed(&document));
    assert_true(document_undo(&document, &error));
    assert_false(document_can_undo(&document));
    char *after = scene_now();
    assert_string_equal(before, after);
    assert_false(document_is_changed(&document));
    free(before);
    free(after);
    document_clear(&document);
}

static void what_was_set_by_hand_stays(void **state)
{
    (void)state;
    open_scene("ravine");
    change("runner.plain", "alpha", "0.0123");
    change("objective", "surface", "booth");
    assert_string_equal(value("runner.plain", "alpha"), "0.0123");
    assert_string_not_equal(value("runner.adam", "alpha"), "0.4");
    // What it would go back to is the new surface's all the same.
    assert_string_equal(scene_text(&document.now.base, "runner.plain", "alpha"), "0.05");
    change("runner.plain", "rule", "adam");
    assert_string_equal(value("runner.plain", "alpha"), "0.0123");
    // Back to what the scene has for it: then it follows again.
    change("runner.plain", "alpha", scene_text(&document.now.base, "runner.plain", "alpha"));
    change("runner.plain", "rule", "gd");
    assert_true(number("runner.plain", "alpha") > 0.02);
    document_clear(&document);
}

static void there_and_back_has_the_opened_scenes_step_sizes(void **state)
{
    (void)state;
    open_scene("six-runners");
    static const char *const sections[] = {"runner.batch", "runner.stochastic", "runner.adam"};
    static const char *const alphas[] = {"0.074", "0.03", "0.4"};
    change("objective", "surface", "rosenbrock");
    for (int i = 0; i < 3; i++)
        assert_string_not_equal(value(sections[i], "alpha"), alphas[i]);
    assert_string_not_equal(value("objective", "noise"), "4");
    change("objective", "surface", "ravine");
    for (int i = 0; i < 3; i++) {
        assert_string_equal(value(sections[i], "alpha"), alphas[i]);
        change(sections[i], "rule", "lion");
        assert_string_not_equal(value(sections[i], "alpha"), alphas[i]);
    }
    change("runner.batch", "rule", "gd");
    change("runner.adam", "rule", "adam");
    assert_string_equal(value("runner.batch", "alpha"), "0.074");
    assert_string_equal(value("runner.adam", "alpha"), "0.4");
    assert_string_equal(value("runner.adam", "beta1"), "0.9"); // both have it
    assert_string_equal(value("runner.adam", "beta2"), "0.999");
    assert_string_equal(value("objective", "noise"), "4");
    document_clear(&document);
}

static void rules_keep_the_numbers_that_both_have(void **state)
{
    (void)state;
    open_scene("momentum");
    change("runner.momentum", "rule", "adam");
    assert_string_equal(value("runner.momentum", "beta1"), "0.8");
    assert_string_equal(value("runner.momentum", "form"), "");
    assert_string_equal(value("runner.momentum", "beta2"), ""); // its standard
    assert_string_equal(value("runner.momentum", "batch"), "all");
    document_clear(&document);
}

// The caption as a figure of the scene has it.
static void subject(char *text, size_t size)
{
    document.lab->type->subject(&document.now.scene, true, text, size);
}

static void a_caption_is_told_as_long_as_it_is_true(void **state)
{
    (void)state;
    char text[1000], *before, *after;
    open_scene("momentum");
    before = scene_now();
    char caption[400];
    snprintf(caption, sizeof caption, "%s", value("scene", "caption"));
    assert_true(*caption);
    change("runner.plain", "alpha", "0.01");
    assert_string_equal(value("scene", "caption"), caption);
    change("runner.plain", "alpha", "0.074");
    change("objective", "surface", "rosenbrock");
    assert_string_equal(value("scene", "caption"), "");
    subject(text, sizeof text);
    assert_string_equal(text, "gradient descent ×2 and momentum ×3 on Rosenbrock");
    lab_title(document.lab, text, sizeof text);
    assert_string_equal(text, "Gradient descent ×2 and momentum ×3 on Rosenbrock");
    change("objective", "surface", "ravine");
    change("objective", "start", "-9, 1.6");
    assert_string_equal(value("scene", "caption"), caption);
    lab_title(document.lab, text, sizeof text);
    assert_string_equal(text, value("scene", "title"));
    assert_true(*text);
    change("runner.plain", "rule", "adam");
    subject(text, sizeof text);
    assert_string_equal(text, "Adam, momentum ×3 and gradient descent on Ravine");
    change("runner.plain", "rule", "momentum");
    subject(text, sizeof text);
    assert_string_equal(text, "momentum ×4 and gradient descent on Ravine");
    change("scene", "caption", "My own.");
    change("runner.plain", "rule", "nadam");
    assert_string_equal(value("scene", "caption"), "My own."); // written since
    undo_all();
    after = scene_now();
    assert_string_equal(before, after);
    free(before);
    free(after);
    document_clear(&document);
}

static void other_data_take_other_columns(void **state)
{
    (void)state;
    char *before, *after;
    open_scene("diamonds");
    before = scene_now();
    change("objective", "data", "seattle");
    assert_string_equal(value("objective", "x"), "");
    assert_string_equal(value("objective", "log"), "");
    assert_string_equal(value("objective", "start"), "");
    assert_true(is_well(document.lab, 0, "seattle") && is_well(document.lab, 5, "seattle"));
    change("objective", "kind", "surface");
    assert_string_equal(value("objective", "data"), "");
    assert_true(is_well(document.lab, 0, "ravine"));
    change("objective", "kind", "regression");
    assert_string_equal(value("objective", "data"), "seattle");
    undo_all();
    after = scene_now();
    assert_string_equal(before, after);
    free(before);
    free(after);
    document_clear(&document);
    open_scene("ravine");
    change("objective", "kind", "regression");
    assert_string_equal(value("objective", "data"), "diamonds");
    assert_true(is_well(document.lab, 0, "diamonds"));
    document_clear(&document);
}

static void every_kind_of_objective_can_be_chosen_after_every_other(void **state)
{
    (void)state;
    static const char *const kinds[] = {"surface",   "fit", "regression", "fit",
                                        "quadratic", "fit", "surface",    "quadratic"};
    char *before, *after;
    open_scene("rain");
    before = scene_now();
    change("objective", "loss", "huber");
    change("objective", "delta", "2");
    change("objective", "model", "a + b x + c x^2");
    change("objective", "c", "0.1");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        change("objective", "kind", kinds[i]);
        const bool is_fit = strcmp(kinds[i], "fit") == 0;
        assert_string_equal(value("objective", "delta"), is_fit ? "2" : "");
        assert_string_equal(value("objective", "model"), is_fit ? "a + b x + c x^2" : "");
    }
    undo_all();
    after = scene_now();
    assert_string_equal(before, after);
    free(before);
    free(after);
    document_clear(&document);
}

static void a_network_on_other_data_steps_more_carefully(void **state)
{
    (void)state;
    open_scene("digits");
    lab_cancel(document.lab);
    change("data", "data", "diamonds");
    assert_true(number("runner.batch", "alpha") <= 0.1);
    assert_true(number("runner.adam", "alpha") <= 0.01);
    change("data", "data", "digits");
    assert_string_equal(value("runner.batch", "alpha"), "0.6");
    change("runner.batch", "rule", "adam");
    assert_true(number("runner.batch", "alpha") <= 0.01);
    change("network", "hidden", "16,8");
    assert_string_equal(value("scene", "caption"), "");
    undo_all();
    assert_false(document_is_changed(&document));
    document_clear(&document);
}

static void every_rule_has_a_sensible_step_size_on_every_kind_of_objective(void **state)
{
    (void)state;
    open_scene("diamonds");
    size_t bad = check_rules("diamonds");
    change("objective", "standardize", "yes");
    bad += check_rules("diamonds, standardized");
    document_clear(&document);
    free(runs.sum);
    runs = (struct runs){0};
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_rule_on_any_surface_diverges_by_surprise),
        cmocka_unit_test(another_surface_takes_its_start_and_step_sizes_and_undo_takes_all_back),
        cmocka_unit_test(what_was_set_by_hand_stays),
        cmocka_unit_test(there_and_back_has_the_opened_scenes_step_sizes),
        cmocka_unit_test(rules_keep_the_numbers_that_both_have),
        cmocka_unit_test(a_caption_is_told_as_long_as_it_is_true),
        cmocka_unit_test(other_data_take_other_columns),
        cmocka_unit_test(every_kind_of_objective_can_be_chosen_after_every_other),
        cmocka_unit_test(a_network_on_other_data_steps_more_carefully),
        cmocka_unit_test(every_rule_has_a_sensible_step_size_on_every_kind_of_objective),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
