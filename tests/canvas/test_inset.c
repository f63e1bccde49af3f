#include "canvas/inset.h"

#include "plot/recorder.h"
#include "test.h"

#include <math.h>

// A page of 400 × 200 units, twice as small, at (100, 50).
static struct recorder *r;
static struct inset inset;

static int set_up(void **state)
{
    (void)state;
    r = recorder_create();
    r->head.scale = 2;
    inset_init(&inset, &r->head, &(struct rect){100, 50, 200, 100}, 400);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    inset_clear(&inset);
    canvas_destroy(&r->head);
    return 0;
}

static void a_page_has_its_own_units(void **state)
{
    (void)state;
    assert_float_equal(inset.head.width, 400, 1e-4);
    assert_float_equal(inset.head.height, 200, 1e-4);
    assert_float_equal(inset.head.scale, 1, 1e-6); // device pixels a unit
}

static void a_line_lies_on_the_page_and_is_as_thick_as_it(void **state)
{
    (void)state;
    const struct stroke stroke = {.color = {0, 0, 0, 1}, .width = 4, .dash = {6, 2}};
    canvas_line(&inset.head, 0, 0, 400, 200, &stroke);
    assert_int_equal(r->lines, 1);
    assert_float_equal(r->line[0].point[0].x, 100, 1e-4);
    assert_float_equal(r->line[0].point[0].y, 50, 1e-4);
    assert_float_equal(r->line[0].point[1].x, 300, 1e-4);
    assert_float_equal(r->line[0].point[1].y, 150, 1e-4);
    assert_float_equal(r->line[0].stroke.width, 2, 1e-6);
    assert_float_equal(r->line[0].stroke.dash[0], 3, 1e-6);
    assert_float_equal(r->line[0].stroke.dash[1], 1, 1e-6);
}

static void text_marks_boxes_and_clips_shrink_with_it(void **state)
{
    (void)state;
    const struct text_style text = {.size = 15, .color = {0, 0, 0, 1}, .halo_width = 2};
    const struct marker_style marker = {.size = 10, .fill = {0, 0, 0, 1}, .outline_width = 1};
    canvas_clip(&inset.head, &(struct rect){20, 10, 40, 30});
    canvas_text(&inset.head, 40, 20, "α", &text);
    canvas_markers(&inset.head, &(struct point){10, 10}, 1, &marker);
    canvas_clip(&inset.head, NULL);
    canvas_rectangle(&inset.head, &(struct rect){10, 20, 30, 40}, 3, (struct color){0, 0, 0, 1});
    assert_float_equal(r->text[0].at.x, 120, 1e-4);
    assert_float_equal(r->text[0].at.y, 60, 1e-4);
    assert_float_equal(r->text[0].style.size, 7.5, 1e-6);
    assert_float_equal(r->text[0].style.halo_width, 1, 1e-6);
    assert_float_equal(r->marker[0].x, 105, 1e-4);
    assert_float_equal(r->marker_style[0].size, 5, 1e-6);
    assert_float_equal(r->marker_clip[0].rect.x, 110, 1e-4);
    assert_float_equal(r->marker_clip[0].rect.width, 20, 1e-4);
    assert_float_equal(r->rectangle[0].rect.x, 105, 1e-4);
    assert_float_equal(r->rectangle[0].rect.height, 20, 1e-4);
    assert_false(r->is_clipped);
}

static void text_is_as_wide_in_its_units_as_alone(void **state)
{
    (void)state;
    const float alone = canvas_text_width(&r->head, "momentum", 15, false);
    assert_true(alone > 0);
    assert_float_equal(canvas_text_width(&inset.head, "momentum", 15, false), alone, 1e-3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_page_has_its_own_units, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_lies_on_the_page_and_is_as_thick_as_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(text_marks_boxes_and_clips_shrink_with_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(text_is_as_wide_in_its_units_as_alone, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
