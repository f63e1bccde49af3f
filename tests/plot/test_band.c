#include "plot/band.h"

#include "plot/recorder.h"
#include "test.h"

#include <math.h>

static const struct plot plot = {{100, 50, 400, 300}, {0, 10, false, NULL}, {0, 10, false, NULL}};
static const struct plot log_plot = {
    {100, 50, 400, 300}, {0, 10, false, NULL}, {0.01, 100, true, NULL}};

enum { ROWS = 11 };
static double x[ROWS], low[ROWS], high[ROWS];

static struct band make_band(void)
{
    for (int k = 0; k < ROWS; k++) {
        x[k] = k;
        low[k] = 2 + 0.2 * k;
        high[k] = low[k] + 1 + k % 3;
    }
    return (struct band){
        .x = x, .low = low, .high = high, .count = ROWS, .end = ROWS - 1, .color = {0, 0, 1, 0.2f}};
}

static struct recorder *draw(const struct plot *on, const struct band *band)
{
    struct recorder *recorder = recorder_create();
    band_draw(&recorder->head, on, band);
    assert_false(recorder->is_clipped);
    return recorder;
}

// Whether a place of the data is filled.
static bool covers(const struct recorder *recorder, const struct plot *on, double at, double value)
{
    const struct point point = {plot_x(on, at), plot_y(on, value)};
    for (size_t i = 0; i < recorder->rectangles; i++)
        if (rect_contains(&recorder->rectangle[i].rect, point))
            return true;
    return false;
}

static void what_is_between_the_two_is_filled_and_nothing_far_from_it(void **state)
{
    (void)state;
    const struct band band = make_band();
    struct recorder *recorder = draw(&plot, &band);
    for (int k = 1; k < ROWS; k++) {
        assert_true(covers(recorder, &plot, k, low[k] + 0.01));
        assert_true(covers(recorder, &plot, k, high[k] - 0.01));
        assert_true(covers(recorder, &plot, k - 0.5, (low[k] + high[k]) / 2 - 0.2));
        assert_false(covers(recorder, &plot, k, low[k] - 0.3));
        assert_false(covers(recorder, &plot, k, high[k] + 0.4));
    }
    canvas_destroy(&recorder->head);
}

static void strips_lie_side_by_side_on_whole_pixels(void **state)
{
    (void)state;
    const struct band band = make_band();
    for (float scale = 1; scale < 3; scale += 0.5f) {
        struct recorder *recorder = recorder_create();
        recorder->head.scale = scale;
        band_draw(&recorder->head, &plot, &band);
        assert_true(recorder->rectangles > 50 && recorder->rectangles < 200);
        for (size_t i = 0; i + 1 < recorder->rectangles; i++) {
            const struct rect *a = &recorder->rectangle[i].rect;
            const float next = recorder->rectangle[i + 1].rect.x;
            assert_true(fabsf(a->x + a->width - next) < 1e-3f); // none twice, none left out
            assert_true(fabsf((a->x - 100) * scale - roundf((a->x - 100) * scale)) < 1e-2f);
        }
        canvas_destroy(&recorder->head);
    }
}

static void it_ends_where_it_is_told_to_and_has_gaps_where_there_are_no_numbers(void **state)
{
    (void)state;
    struct band band = make_band();
    band.end = 4.5;
    struct recorder *recorder = draw(&plot, &band);
    assert_true(covers(recorder, &plot, 4.45, (low[4] + high[4]) / 2));
    assert_false(covers(recorder, &plot, 4.7, (low[4] + high[4]) / 2));
    canvas_destroy(&recorder->head);
    band.end = ROWS - 1;
    low[6] = NAN;
    recorder = draw(&plot, &band);
    assert_false(covers(recorder, &plot, 6, high[6] - 0.1));
    assert_true(covers(recorder, &plot, 8, (low[8] + high[8]) / 2));
    canvas_destroy(&recorder->head);
    band.end = -1;
    recorder = draw(&plot, &band);
    assert_int_equal(recorder->rectangles, 0);
    canvas_destroy(&recorder->head);
}

static void nothing_leaves_the_area(void **state)
{
    (void)state;
    struct band band = make_band();
    low[2] = -1e30;
    high[3] = 1e30;
    x[0] = -1e9;
    x[ROWS - 1] = 1e9;
    for (int is_log = 0; is_log < 2; is_log++) {
        struct recorder *recorder = draw(is_log ? &log_plot : &plot, &band);
        assert_true(recorder->rectangles > 50);
        for (size_t i = 0; i < recorder->rectangles; i++) {
            const struct rect *box = &recorder->rectangle[i].rect;
            assert_true(box->x >= 100 && box->x + box->width <= 500.001f);
            assert_true(box->y >= 50 && box->y + box->height <= 350.001f);
        }
        canvas_destroy(&recorder->head);
    }
}

static void below_what_a_log_axis_has_it_reaches_to_the_bottom(void **state)
{
    (void)state;
    struct band band = make_band();
    for (int k = 0; k < ROWS; k++)
        low[k] = 0;
    struct recorder *recorder = draw(&log_plot, &band);
    assert_true(covers(recorder, &log_plot, 5, 0.011));
    assert_true(covers(recorder, &log_plot, 5, high[5] * 0.99));
    canvas_destroy(&recorder->head);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_between_the_two_is_filled_and_nothing_far_from_it),
        cmocka_unit_test(strips_lie_side_by_side_on_whole_pixels),
        cmocka_unit_test(it_ends_where_it_is_told_to_and_has_gaps_where_there_are_no_numbers),
        cmocka_unit_test(nothing_leaves_the_area),
        cmocka_unit_test(below_what_a_log_axis_has_it_reaches_to_the_bottom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
