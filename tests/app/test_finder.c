#include "app/finder.h"

#include "app/value.h"
#include "sim/clock.h"
#include "test.h"

#include "labs/drawn.h"

#include <string.h>

static struct document document;
static struct finder finder;
static struct error error;

static const char race[] = "[scene]\nlab = descent\n"
                           "[objective]\nkind = surface\nsurface = ravine\ncondition = 25\n"
                           "start = -9, 1.6\n"
                           "[run]\nsteps = 60\n[view]\nstep = 60\n"
                           "[runner.plain]\nrule = gd\nalpha = 0.05\n"
                           "[runner.adam]\nrule = adam\nalpha = 0.3\n";

static void open_text(const char *text)
{
    struct scene scene = {0};
    memset(&error, 0, sizeof error);
    document_init(&document, 1);
    if (!scene_parse(&scene, text, strlen(text), "test.ini", &error) ||
        !document_open(&document, &scene, &error))
        fail_msg("%s", error.text);
    scene_clear(&scene);
}

static int open_race(void **state)
{
    (void)state;
    open_text(race);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    finder_end(&finder);
    document_clear(&document);
    return 0;
}

static const char *alpha(const char *section)
{
    return scene_text(&document.now.scene, section, "alpha");
}

static void search_to_its_end(void)
{
    assert_true(finder_begin(&finder, &document, &error));
    assert_true(finder_is_busy(&finder));
    while (finder_is_busy(&finder)) {
        assert_true(finder_follow(&finder, &document, &error));
        clock_sleep(1e-3);
    }
}

static struct recorder *draw(float width, float height, const struct rect *box)
{
    struct recorder *r = recorder_create();
    r->head.width = width;
    r->head.height = height;
    finder_draw(&finder, &r->head, &theme_light, &document, box);
    return r;
}

static void what_is_found_is_set_as_one_step_of_undo(void **state)
{
    (void)state;
    search_to_its_end();
    assert_string_not_equal(alpha("runner.plain"), "0.05");
    assert_string_equal(alpha("runner.adam"), "0.3");
    assert_true(document_undo(&document, &error));
    assert_string_equal(alpha("runner.plain"), "0.05");
    assert_false(document_can_undo(&document));
}

static void the_best_is_held_against_the_run_before(void **state)
{
    (void)state;
    search_to_its_end();
    assert_true(lab_wait(document.lab, (double)document.lab->type->steps(document.lab), -1));
    assert_true(document_has_ghost(&document));
    assert_non_null(strstr(document_group(&document, 0).result, " → "));
    // From the best nothing is changed.
    const unsigned changes = document.changes;
    search_to_its_end();
    assert_int_equal(document.changes, changes);
    assert_true(finder_is_open(&finder));
}

static void who_stops_it_keeps_what_was(void **state)
{
    (void)state;
    assert_true(document_change(&document, "run", "steps", "100000", &error));
    assert_true(finder_begin(&finder, &document, &error));
    finder_end(&finder);
    assert_false(finder_is_open(&finder));
    assert_string_equal(alpha("runner.plain"), "0.05");
}

static void a_change_by_somebody_else_ends_it(void **state)
{
    (void)state;
    assert_true(document_change(&document, "run", "steps", "100000", &error));
    assert_true(finder_begin(&finder, &document, &error));
    assert_true(document_change(&document, "runner.plain", "alpha", "0.06", &error));
    assert_true(finder_follow(&finder, &document, &error));
    assert_false(finder_is_open(&finder));
    assert_string_equal(alpha("runner.plain"), "0.06");
}

static void it_says_why_it_cannot(void **state)
{
    (void)state;
    assert_null(finder_unavailable(&finder, &document));
    document.slider = lab_sliders(document.lab) - 1; // of the run
    assert_non_null(strstr(finder_unavailable(&finder, &document), "runner"));
    document_clear(&document);
    open_text("[scene]\nlab = averages\n[average.red]\nbeta = 0.9\n");
    assert_non_null(strstr(finder_unavailable(&finder, &document), "nothing to search"));
}

static void the_card_shows_tries_edge_and_choice_within_its_box(void **state)
{
    (void)state;
    static const struct rect boxes[] = {{860, 40, 390, 290}, {420, 10, 270, 135}};
    search_to_its_end();
    for (size_t i = 0; i < 2; i++) {
        struct recorder *r = draw(1280, 720, &boxes[i]);
        size_t stars = 0, crosses = 0, dots = 0;
        for (size_t k = 0; k < r->markers; k++) {
            stars += r->marker_style[k].shape == MARKER_STAR;
            crosses += r->marker_style[k].shape == MARKER_CROSS;
            dots += r->marker_style[k].shape == MARKER_CIRCLE;
            assert_true(r->marker[k].x >= boxes[i].x &&
                        r->marker[k].x <= boxes[i].x + boxes[i].width);
        }
        assert_int_equal(stars, 1);
        assert_true(crosses > 2 && dots > 10);
        assert_int_equal(count_texts(r, "α = 0.05 → "), 1);
        assert_int_equal(count_texts(r, "diverges"), i == 0); // where there is room for the word
        for (size_t k = 0; k < r->texts; k++) {
            const struct rect text = text_box(r, k);
            assert_true(text.x >= boxes[i].x - 4 && text.y >= boxes[i].y - 6 &&
                        text.x + text.width <= boxes[i].x + boxes[i].width + 2 &&
                        text.y + text.height <= boxes[i].y + boxes[i].height + 2);
        }
        assert_texts_apart(r, "the card");
        canvas_destroy(&r->head);
    }
}

static void a_target_is_typed_into_its_row_and_taken_back(void **state)
{
    (void)state;
    const struct lab_aim *aim = document.lab->type->aim;
    size_t row = 0;
    while (strcmp(document_slider(&document, row).param->key, "target") != 0)
        assert_true(++row < lab_sliders(document.lab));
    document.slider = row;
    char text[64];
    value_text(&document, text, sizeof text);
    assert_string_equal(text, "none");
    assert_true(value_put(&document, "0.5", &error));
    assert_string_equal(aim->measure(document.lab), "steps to the target");
    assert_string_equal(scene_text(&document.now.scene, "run", "target"), "0.5");
    assert_false(value_put(&document, "low", &error));
    assert_string_equal(scene_text(&document.now.scene, "run", "target"), "0.5");
    assert_true(document_undo(&document, &error));
    assert_null(scene_text(&document.now.scene, "run", "target"));
    assert_string_equal(aim->measure(document.lab), "final cost");
}

static void nothing_is_drawn_where_nothing_is_open(void **state)
{
    (void)state;
    const struct rect box = {860, 40, 390, 290};
    struct recorder *r = draw(1280, 720, &box);
    assert_int_equal(r->rectangles + r->texts + r->lines, 0);
    canvas_destroy(&r->head);
}

static void where_all_diverge_it_says_so_and_changes_nothing(void **state)
{
    (void)state;
    // From the very minimum every run ends above its start, or where it was.
    assert_true(document_change(&document, "objective", "start", "0, 0", &error));
    assert_true(document_change(&document, "objective", "noise", "9", &error));
    assert_true(document_change(&document, "runner.plain", "batch", "1", &error));
    const unsigned changes = document.changes;
    assert_true(finder_begin(&finder, &document, &error));
    bool done = true;
    while (finder_is_busy(&finder)) {
        done = finder_follow(&finder, &document, &error);
        clock_sleep(1e-3);
    }
    assert_false(done);
    assert_non_null(strstr(error.text, "diverges"));
    assert_int_equal(document.changes, changes);
    assert_false(finder_is_open(&finder));
}

#define FINDER_TEST(name) cmocka_unit_test_setup_teardown(name, open_race, close_all)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FINDER_TEST(what_is_found_is_set_as_one_step_of_undo),
        FINDER_TEST(the_best_is_held_against_the_run_before),
        FINDER_TEST(who_stops_it_keeps_what_was),
        FINDER_TEST(a_change_by_somebody_else_ends_it),
        FINDER_TEST(it_says_why_it_cannot),
        FINDER_TEST(the_card_shows_tries_edge_and_choice_within_its_box),
        FINDER_TEST(a_target_is_typed_into_its_row_and_taken_back),
        FINDER_TEST(nothing_is_drawn_where_nothing_is_open),
        FINDER_TEST(where_all_diverge_it_says_so_and_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
