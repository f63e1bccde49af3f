#include "app/box.h"

#include "plot/recorder.h"
#include "test.h"

static const struct rect area = {100, 50, 400, 300};

static void a_box_is_what_lies_between_its_corners(void **state)
{
    (void)state;
    struct rect rect;
    const struct zoom_box box = {.from = {300, 200}, .to = {200, 260}};
    assert_int_equal(zoom_box_axes(&box), LAB_BOTH_AXES);
    assert_true(zoom_box_rect(&box, &area, &rect));
    assert_true(rect.x == 200 && rect.y == 200 && rect.width == 100 && rect.height == 60);
}

static void a_box_ends_at_the_stage(void **state)
{
    (void)state;
    struct rect rect;
    const struct zoom_box box = {.from = {300, 200}, .to = {9000, -9000}};
    assert_true(zoom_box_rect(&box, &area, &rect));
    assert_true(rect.x == 300 && rect.y == 50 && rect.width == 200 && rect.height == 150);
}

static void with_one_axis_it_is_the_one_that_was_drawn_further(void **state)
{
    (void)state;
    struct rect rect;
    struct zoom_box box = {.from = {200, 100}, .to = {300, 103}, .is_single = true};
    assert_int_equal(zoom_box_axes(&box), LAB_X_AXIS);
    assert_true(zoom_box_rect(&box, &area, &rect));
    assert_true(rect.x == 200 && rect.width == 100 && rect.y == 50 && rect.height == 300);
    box.to = (struct point){201, 180};
    assert_int_equal(zoom_box_axes(&box), LAB_Y_AXIS);
    assert_true(zoom_box_rect(&box, &area, &rect));
    assert_true(rect.x == 100 && rect.width == 400 && rect.y == 100 && rect.height == 80);
}

static void a_click_is_no_box(void **state)
{
    (void)state;
    struct rect rect;
    struct zoom_box box = {.from = {200, 100}, .to = {203, 102}};
    assert_false(zoom_box_rect(&box, &area, &rect));
    box.to = (struct point){300, 102}; // a line neither
    assert_false(zoom_box_rect(&box, &area, &rect));
    struct recorder *canvas = recorder_create();
    zoom_box_draw(&box, &canvas->head, &theme_light, &area);
    assert_int_equal(canvas->lines + canvas->rectangles, 0);
    box.to = (struct point){300, 150};
    zoom_box_draw(&box, &canvas->head, &theme_light, &area);
    assert_true(canvas->lines > 0);
    canvas_destroy(&canvas->head);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_box_is_what_lies_between_its_corners),
        cmocka_unit_test(a_box_ends_at_the_stage),
        cmocka_unit_test(with_one_axis_it_is_the_one_that_was_drawn_further),
        cmocka_unit_test(a_click_is_no_box),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
