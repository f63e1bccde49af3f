// The run before the last change, beside the one that is shown, in every lab that keeps one.
#define RECORDED_MAX 20000

#include "app/document.h"
#include "labs/registry.h"
#include "test.h"

#include "labs/drawn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct document document;
static struct error error;

static const char race[] = "[scene]\nlab = descent\n"
                           "[objective]\nkind = surface\nsurface = ravine\ncondition = 25\n"
                           "start = -9, 1.6\n"
                           "[run]\nsteps = 40\n[view]\nstep = 40\n"
                           "[runner.plain]\nrule = gd\nalpha = 0.05\n"
                           "[runner.adam]\nrule = adam\nalpha = 0.3\n";

static const char decay[] = "[scene]\nlab = decay\n"
                            "[objective]\nkind = surface\nsurface = ravine\ncondition = 5\n"
                            "noise = 6\n"
                            "[run]\nsteps = 300\n[view]\nstep = 300\n"
                            "[runner.constant]\nrule = gd\nalpha = 0.2\nbatch = 8\n";

static const char training[] = "[scene]\nlab = training\n"
                               "[network]\nhidden = none\n"
                               "[run]\nepochs = 2\n[view]\nstep = 128\n"
                               "[runner.plain]\nrule = gd\nalpha = 0.3\nbatch = 256\n"
                               "[runner.adam]\nrule = adam\nalpha = 0.01\nbatch = 256\n";

static const char averages[] = "[scene]\nlab = averages\n[view]\nstep = 200\n"
                               "[average.red]\nbeta = 0.9\n[average.green]\nbeta = 0.98\n";

static void open_text(const char *text)
{
    struct scene scene = {0};
    memset(&error, 0, sizeof error);
    document_clear(&document);
    document_init(&document, 1);
    if (!scene_parse(&scene, text, strlen(text), "test.ini", &error) ||
        !document_open(&document, &scene, &error))
        fail_msg("%s", error.text);
    scene_clear(&scene);
    assert_true(lab_wait(document.lab, document_last_step(&document), -1));
}

static void change(const char *section, const char *key, const char *value)
{
    if (!document_change(&document, section, key, value, &error))
        fail_msg("%s", error.text);
    assert_true(lab_wait(document.lab, document_last_step(&document), -1));
}

static int close_all(void **state)
{
    (void)state;
    document_clear(&document);
    return 0;
}

// How many lines of dots are drawn, of any colour.
static size_t dotted(void)
{
    struct recorder *r =
        draw_lab(document.lab, 1280, 720, (struct lab_view){.step = document.step});
    size_t count = 0;
    for (size_t i = 0; i < r->lines; i++) {
        const struct stroke *stroke = &r->line[i].stroke;
        if (!(stroke->dash[0] == stroke->width && stroke->gap.a < 0.01f))
            continue;
        count++;
        // Pale: no runner's colour, but a mixture.
        for (int look = 0; look < LOOK_COUNT; look++)
            assert_false(is_color(stroke->color, look_style(&theme_light, look).color));
    }
    canvas_destroy(&r->head);
    return count;
}

static struct lab_group group(const char *section)
{
    struct lab_group found;
    for (size_t i = 0; i < document.lab->type->groups(document.lab); i++) {
        found = document_group(&document, i);
        if (strcmp(found.section, section) == 0)
            return found;
    }
    fail_msg("no group %s", section);
    return found;
}

static bool has_arrow(const char *section)
{
    return strstr(group(section).result, " → ") != NULL;
}

// The points of dotted lines on the stage, which takes the upper left.
static size_t dots_on_stage(void)
{
    struct recorder *r =
        draw_lab(document.lab, 1280, 720, (struct lab_view){.step = document.step});
    size_t count = 0;
    for (size_t i = 0; i < r->lines; i++) {
        const struct point *at = r->line[i].point;
        const struct stroke *stroke = &r->line[i].stroke;
        if (stroke->dash[0] == stroke->width && stroke->gap.a < 0.01f && at->x < 840 && at->y < 470)
            count += r->line[i].count;
    }
    canvas_destroy(&r->head);
    return count;
}

static void of_a_noisy_ghost_the_last_steps_and_the_way_from_the_start_are_drawn(void **state)
{
    (void)state;
    open_text(decay);
    change("run", "steps", "3000"); // waits: a ghost has the steps that were made
    document.step = 3000;
    change("runner.constant", "alpha", "0.21");
    const size_t noisy = dots_on_stage();
    assert_true(noisy > 60 && noisy < 600);
}

static void a_change_leaves_the_run_before_in_dots_until_the_next(void **state)
{
    (void)state;
    open_text(race);
    assert_int_equal(dotted(), 0);
    assert_false(document_has_ghost(&document));
    const struct lab_group before = group("runner.plain");
    change("runner.plain", "alpha", "0.07");
    assert_true(document_has_ghost(&document));
    assert_int_equal(dotted(), 2); // the path and the curve
    // "J = 0.1" and "J = 0.02" make "J = 0.1 → 0.02".
    const struct lab_group after = group("runner.plain");
    assert_int_equal(strncmp(after.result, before.result, strlen(before.result)), 0);
    assert_int_equal(strncmp(after.result + strlen(before.result), " → ", strlen(" → ")), 0);
    assert_false(has_arrow("runner.adam")); // its run is the same
    change("runner.adam", "alpha", "0.4");
    assert_int_equal(dotted(), 2);
    assert_true(has_arrow("runner.adam"));
    assert_false(has_arrow("runner.plain"));
}

static void a_change_of_nothing_that_runs_leaves_the_ghost(void **state)
{
    (void)state;
    open_text(race);
    change("runner.plain", "alpha", "0.07");
    change("view", "log_cost", "no");
    change("view", "x", "-10, 4");
    assert_int_equal(dotted(), 2);
    assert_true(has_arrow("runner.plain"));
}

static void who_runs_the_same_has_none_and_who_is_hidden_neither(void **state)
{
    (void)state;
    open_text(race);
    change("run", "seed", "5"); // without noise it is the same run
    assert_true(document_has_ghost(&document));
    assert_int_equal(dotted(), 0);
    change("runner.plain", "alpha", "0.07");
    change("runner.plain", "hidden", "yes");
    assert_int_equal(dotted(), 0);
}

static void a_drag_is_held_against_the_run_before_it_began(void **state)
{
    (void)state;
    open_text(race);
    const struct lab_group before = group("runner.plain");
    document_hold(&document);
    change("runner.plain", "alpha", "0.06");
    change("runner.plain", "alpha", "0.065");
    change("runner.plain", "alpha", "0.07");
    document_release(&document);
    assert_int_equal(strncmp(group("runner.plain").result, before.result, strlen(before.result)),
                     0);
    document_hold(&document);
    change("runner.plain", "alpha", "0.06");
    change("runner.plain", "alpha", "0.07"); // and back to where it began
    document_release(&document);
    assert_int_equal(dotted(), 0);
}

static void undo_is_a_change_as_well(void **state)
{
    (void)state;
    open_text(race);
    const struct lab_group before = group("runner.plain");
    change("runner.plain", "alpha", "0.07");
    assert_true(document_undo(&document, &error));
    lab_wait(document.lab, 40, -1);
    assert_int_equal(dotted(), 2);
    const char *now = strstr(group("runner.plain").result, " → ");
    assert_non_null(now);
    assert_string_equal(now + strlen(" → "), before.result + strlen("J = "));
}

static void it_is_hidden_and_shown_again_and_stays_hidden_in_the_next_scene(void **state)
{
    (void)state;
    open_text(race);
    change("runner.plain", "alpha", "0.07");
    document_show_ghost(&document, false);
    assert_int_equal(dotted(), 0);
    assert_false(has_arrow("runner.plain"));
    change("runner.plain", "alpha", "0.06"); // kept all the same
    document_show_ghost(&document, true);
    assert_int_equal(dotted(), 2);
    document_show_ghost(&document, false);
    struct scene scene = {0};
    assert_true(scene_parse(&scene, race, strlen(race), "test.ini", &error));
    assert_true(document_open(&document, &scene, &error));
    scene_clear(&scene);
    assert_false(document_has_ghost(&document));
    change("runner.plain", "alpha", "0.07");
    assert_int_equal(dotted(), 0);
}

static void in_another_plane_nothing_is_compared(void **state)
{
    (void)state;
    open_text(race);
    change("objective", "condition", "20");
    assert_int_equal(dotted(), 4); // both runners, path and curve: the same plane
    open_text(race);
    document_hold(&document);
    change("objective", "condition", NULL); // rosenbrock has none
    change("objective", "surface", "rosenbrock");
    document_release(&document);
    assert_false(has_arrow("runner.adam"));
    assert_false(document_has_ghost(&document));
    assert_int_equal(dotted(), 0);
}

static void a_run_that_diverged_is_said_to_have(void **state)
{
    (void)state;
    open_text(race);
    change("runner.plain", "alpha", "1000");
    assert_string_equal(strstr(group("runner.plain").result, "→"), "→ diverged");
    assert_true(group("runner.plain").diverged);
    change("runner.plain", "alpha", "0.05");
    assert_int_equal(strncmp(group("runner.plain").result, "J = diverged → ", 13), 0);
    assert_false(group("runner.plain").diverged);
}

static void a_runner_that_is_new_has_no_ghost(void **state)
{
    (void)state;
    open_text(race);
    change("runner.other", "alpha", "0.03");
    assert_true(document_has_ghost(&document));
    assert_int_equal(dotted(), 0);
}

static void decay_shows_how_far_it_strayed_before(void **state)
{
    (void)state;
    open_text(decay);
    change("runner.constant", "alpha", "0.05");
    assert_true(dotted() >= 3); // path, learning rate, distance
    const struct lab_group constant = group("runner.constant");
    assert_int_equal(strncmp(constant.result, "radius ", 7), 0);
    assert_true(has_arrow("runner.constant"));
}

static void training_shows_the_costs_of_before_on_every_axis(void **state)
{
    (void)state;
    open_text(training);
    change("runner.plain", "alpha", "0.6");
    assert_int_equal(dotted(), 2); // costs and what the test part says
    const struct lab_group after = group("runner.plain");
    assert_non_null(strstr(after.result, " % → "));
    assert_false(has_arrow("runner.adam"));
    static const char *const axes[] = {"steps", "epochs", "examples", "seconds"};
    for (size_t i = 0; i < 4; i++) {
        change("view", "x_axis", axes[i]);
        assert_int_equal(dotted(), 2);
    }
    change("run", "evaluations", "8"); // the same steps
    assert_int_equal(dotted(), 0);
}

static void training_shows_the_paths_of_before_on_the_landscape_of_the_same_network(void **state)
{
    (void)state;
    open_text(training);
    change("data", "test_fraction", "0.9"); // quick
    change("view", "show", "landscape");
    change("runner.plain", "alpha", "0.6");
    assert_int_equal(dotted(), 2); // the path, and the curve of the second plot
    document_show_ghost(&document, false);
    assert_int_equal(dotted(), 0);
    document_show_ghost(&document, true);
    change("view", "plane", "random"); // laid on another plane
    assert_int_equal(dotted(), 2);
    change("network", "l2", "0.01"); // other costs of the same places: both curves, no path
    assert_int_equal(dotted(), 2);
    change("runner.plain", "alpha", "0.3");
    assert_int_equal(dotted(), 2);
    change("network", "hidden", "4"); // other places
    assert_int_equal(dotted(), 2);
}

static void averages_show_what_they_were_of_the_same_series(void **state)
{
    (void)state;
    open_text(averages);
    change("average.red", "beta", "0.5");
    assert_int_equal(dotted(), 2); // the average and its weights
    assert_true(has_arrow("average.red"));
    assert_false(has_arrow("average.green"));
    change("view", "log_weights", "yes");
    assert_int_equal(dotted(), 2);
    change("series", "days", "250");
    assert_int_equal(dotted(), 0); // the averages are as before
    change("average.red", "beta", "0.9");
    assert_int_equal(dotted(), 2);
    change("series", "data", "london");
    assert_int_equal(dotted(), 0);
    assert_false(has_arrow("average.red"));
}

// As a session does it: the document's lab is another one, which computes the run before anew.
static void come_back(void)
{
    former_leave(&document.former, document_has_ghost(&document));
    lab_destroy(document.lab);
    document.lab = lab_create(lab_for(&document.now.scene, &error), &document.now.scene, 1, &error);
    assert_non_null(document.lab);
    former_return(&document.former);
    assert_true(lab_wait(document.lab, document_last_step(&document), -1));
    while (former_is_due(&document.former)) // the thread of what is there may be about to end
        former_follow(&document.former, document.lab, -1);
}

static void in_every_lab_another_lab_can_compute_it_anew(void **state)
{
    (void)state;
    static const struct {
        const char *scene, *section, *key, *value;
    } changes[] = {{race, "runner.plain", "alpha", "0.07"},
                   {decay, "runner.constant", "alpha", "0.05"},
                   {training, "runner.plain", "alpha", "0.6"},
                   {averages, "average.red", "beta", "0.5"}};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        open_text(changes[i].scene);
        change(changes[i].section, changes[i].key, changes[i].value);
        const size_t lines = dotted();
        const struct lab_group before = group(changes[i].section);
        assert_true(lines > 0);
        come_back();
        assert_int_equal(dotted(), lines);
        assert_string_equal(group(changes[i].section).result, before.result);
        come_back();
        assert_int_equal(dotted(), lines);
        assert_true(document_undo(&document, &error));
        assert_true(lab_wait(document.lab, document_last_step(&document), -1));
        come_back();
        assert_int_equal(dotted(), lines);
        assert_string_not_equal(group(changes[i].section).result, before.result);
        assert_true(has_arrow(changes[i].section));
    }
}

static void what_cannot_be_compared_any_more_does_not_come_back(void **state)
{
    (void)state;
    open_text(race);
    change("objective", "condition", NULL); // rosenbrock has none
    change("objective", "surface", "rosenbrock");
    assert_false(document_has_ghost(&document));
    come_back();
    assert_false(document_has_ghost(&document));
    assert_int_equal(dotted(), 0);
}

#define GHOST_TEST(name) cmocka_unit_test_teardown(name, close_all)

int main(void)
{
    const struct CMUnitTest tests[] = {
        GHOST_TEST(of_a_noisy_ghost_the_last_steps_and_the_way_from_the_start_are_drawn),
        GHOST_TEST(a_change_leaves_the_run_before_in_dots_until_the_next),
        GHOST_TEST(a_change_of_nothing_that_runs_leaves_the_ghost),
        GHOST_TEST(who_runs_the_same_has_none_and_who_is_hidden_neither),
        GHOST_TEST(a_drag_is_held_against_the_run_before_it_began),
        GHOST_TEST(undo_is_a_change_as_well),
        GHOST_TEST(it_is_hidden_and_shown_again_and_stays_hidden_in_the_next_scene),
        GHOST_TEST(in_another_plane_nothing_is_compared),
        GHOST_TEST(a_run_that_diverged_is_said_to_have),
        GHOST_TEST(a_runner_that_is_new_has_no_ghost),
        GHOST_TEST(decay_shows_how_far_it_strayed_before),
        GHOST_TEST(training_shows_the_costs_of_before_on_every_axis),
        GHOST_TEST(in_every_lab_another_lab_can_compute_it_anew),
        GHOST_TEST(what_cannot_be_compared_any_more_does_not_come_back),
        GHOST_TEST(training_shows_the_paths_of_before_on_the_landscape_of_the_same_network),
        GHOST_TEST(averages_show_what_they_were_of_the_same_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
