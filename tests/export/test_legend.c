// Where legends and names stand beside curves.
#include "export/direct.h"
#include "export/legend.h"

#include "plot/curve.h"
#include "plot/recorder.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

static struct recorder *page;
static struct probe *probe;
static struct curve_points scratch;

static const struct plot plot = {
    .area = {50, 10, 400, 250}, .x = {.low = 0, .high = 1}, .y = {.low = 0, .high = 1}};

static int set_up(void **state)
{
    (void)state;
    page = recorder_create();
    page->head.width = 600;
    page->head.height = 300;
    page->head.scale = 1;
    probe = calloc(1, sizeof *probe);
    return probe && probe_init(probe, &page->head, &theme_light, NULL) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    probe_clear(probe);
    free(probe);
    curve_points_clear(&scratch);
    canvas_destroy(&page->head);
    return 0;
}

// A straight line in a look's colour.
static void draw_curve(int look, double x0, double y0, double x1, double y1)
{
    const double x[] = {x0, x1}, y[] = {y0, y1};
    const struct curve curve = {
        .x = x,
        .y = y,
        .count = 2,
        .end = 1,
        .stroke = {.color = look_style(&theme_light, look).color, .width = 2}};
    curve_draw(&probe->head, &plot, &curve, &scratch);
}

static struct legend legend_of(size_t count)
{
    struct legend legend = {.count = count};
    for (size_t i = 0; i < count; i++) {
        legend.entry[i].look = (int)i;
        snprintf(legend.entry[i].name, sizeof legend.entry[i].name, "runner %zu", i);
    }
    return legend;
}

static void a_legend_stands_in_the_corner_that_curves_leave_free(void **state)
{
    (void)state;
    const struct legend legend = legend_of(3);
    struct rect box;
    draw_curve(0, 0, 0.1, 1, 0.9); // from the lower left to the upper right
    draw_curve(1, 0, 0.95, 0.4, 0.9);
    assert_true(legend_find_place(&legend, probe, &box));
    assert_true(box.x + box.width / 2 > 250 && box.y + box.height / 2 > 135); // lower right
    assert_true(probe_covered(probe, &box) == 0);
    assert_true(box.x + box.width <= 450 && box.y + box.height <= 260);
}

static void a_plot_that_is_full_has_no_free_place_and_least_is_covered(void **state)
{
    (void)state;
    const struct legend legend = legend_of(3);
    struct rect box;
    for (int i = 0; i <= 20; i++)
        draw_curve(0, 0, i / 20.0, 1, i / 20.0);
    assert_false(legend_find_place(&legend, probe, &box));
    assert_true(box.width > 0);
}

static void a_page_without_a_plot_has_no_place(void **state)
{
    (void)state;
    const struct legend legend = legend_of(1);
    struct rect box;
    assert_false(legend_find_place(&legend, probe, &box));
    assert_true(box.width == 0);
}

static void what_is_drawn_in_a_look_is_seen_and_what_is_said_is_known(void **state)
{
    (void)state;
    const struct text_style style = {.size = 14, .color = theme_light.soft};
    draw_curve(2, 0, 0, 1, 1);
    assert_int_equal(probe->looks, 1u << 2);
    canvas_text(&probe->head, 100, 100, "mean of momentum, β = 0.9", &style);
    assert_true(probe_says(probe, "momentum"));
    assert_true(probe_says(probe, "β = 0.9"));
    assert_false(probe_says(probe, "moment"));
    assert_false(probe_says(probe, "β = 0"));
}

static void names_at_the_right_stand_at_their_ends_and_apart(void **state)
{
    (void)state;
    enum { COUNT = 5 };
    const struct legend legend = legend_of(COUNT);
    static const double ends[COUNT] = {0.5, 0.51, 0.49, 0.02, 0.9};
    struct direct direct;
    for (int i = 0; i < COUNT; i++)
        draw_curve(i, 0, 0.5, 1, ends[i]);
    const float room = direct_room(&legend, probe, 0);
    assert_true(room > 0);
    const float right[PROBE_AREAS_MAX] = {450 + room};
    assert_true(direct_place(&direct, &legend, probe, right));
    assert_int_equal(direct.count, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        const struct direct_label *a = &direct.label[i];
        assert_true(a->box.x > 450 && a->box.x + a->box.width <= 450 + room);
        for (size_t k = 0; k < i; k++) {
            const struct direct_label *b = &direct.label[k];
            assert_true(fabsf(a->box.y - b->box.y) > a->box.height - 0.1f);
            // In the order of their ends, so that no two lines cross.
            assert_true((a->box.y > b->box.y) == (a->end.y > b->end.y));
        }
    }
}

static void names_within_cover_neither_curves_nor_each_other(void **state)
{
    (void)state;
    const struct legend legend = legend_of(4);
    const float right[PROBE_AREAS_MAX] = {0};
    struct direct direct;
    draw_curve(0, 0, 0, 0.5, 0.5);
    draw_curve(1, 1, 1, 0.5, 0.52);
    draw_curve(2, 0, 1, 0.48, 0.5);
    draw_curve(3, 0.2, 0.1, 0.5, 0.48);
    assert_true(direct_room(&legend, probe, 0) == 0);
    assert_true(direct_place(&direct, &legend, probe, right));
    assert_int_equal(direct.count, 4);
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < i; k++) {
            const struct rect *a = &direct.label[i].box, *b = &direct.label[k].box;
            assert_true(a->x >= b->x + b->width || b->x >= a->x + a->width ||
                        a->y >= b->y + b->height || b->y >= a->y + a->height);
        }
}

static void a_curve_without_an_end_leaves_the_names_to_a_legend(void **state)
{
    (void)state;
    const struct legend legend = legend_of(2);
    const float right[PROBE_AREAS_MAX] = {0};
    struct direct direct;
    draw_curve(0, 0, 0, 0.5, 0.5);
    assert_false(direct_place(&direct, &legend, probe, right)); // the second is nowhere
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_legend_stands_in_the_corner_that_curves_leave_free),
        TEST(a_plot_that_is_full_has_no_free_place_and_least_is_covered),
        TEST(a_page_without_a_plot_has_no_place),
        TEST(what_is_drawn_in_a_look_is_seen_and_what_is_said_is_known),
        TEST(names_at_the_right_stand_at_their_ends_and_apart),
        TEST(names_within_cover_neither_curves_nor_each_other),
        TEST(a_curve_without_an_end_leaves_the_names_to_a_legend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
