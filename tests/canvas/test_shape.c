#include "canvas/shape.h"

#include "canvas/font.h"

#include "test.h"

#include <math.h>
#include <string.h>

static const double pi = 3.14159265358979;

// ---- markers ------------------------------------------------------------------------------------

static double to_segment(struct point p, struct point a, struct point b)
{
    const double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    double t = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
    t = fmin(fmax(t, 0), 1);
    return hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

static bool covers(const struct marker_shape *shape, struct point p)
{
    bool inside = false;
    for (size_t i = 0; i < shape->corners; i++) {
        const struct point a = shape->point[i], b = shape->point[(i + 1) % shape->corners];
        if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y))
            inside = !inside;
    }
    for (size_t i = 0; i < shape->strokes; i++)
        inside = inside ||
                 to_segment(p, shape->point[2 * i], shape->point[2 * i + 1]) <= (double)shape->half;
    return inside;
}

static void every_marker_covers_the_area_of_the_circle(void **state)
{
    (void)state;
    const float radius = 10;
    for (int marker = 0; marker < MARKER_COUNT; marker++) {
        const struct marker_shape shape =
            shape_marker((enum marker)marker, (struct point){0, 0}, radius);
        double area = 0;
        const double step = 0.1;
        for (double y = -20; y < 20; y += step)
            for (double x = -20; x < 20; x += step)
                area += step * step * covers(&shape, (struct point){(float)x, (float)y});
        if (fabs(area / (pi * 100) - 1) > 0.03)
            fail_msg("marker %d covers %.3f of the circle", marker, area / (pi * 100));
    }
}

static void every_marker_is_one_kind_of_shape_within_its_bounds(void **state)
{
    (void)state;
    const struct point at = {30, 50};
    for (int marker = 0; marker < MARKER_COUNT; marker++) {
        const struct marker_shape shape = shape_marker((enum marker)marker, at, 8);
        assert_true((shape.corners > 0) != (shape.strokes > 0));
        assert_true(shape.corners == 0 || shape.corners >= 3);
        assert_true(shape.corners <= MARKER_POINTS_MAX && 2 * shape.strokes <= MARKER_POINTS_MAX);
        assert_true(covers(&shape, at));
        const size_t points = shape.corners > 0 ? shape.corners : 2 * shape.strokes;
        for (size_t i = 0; i < points; i++) {
            const float away = hypotf(shape.point[i].x - at.x, shape.point[i].y - at.y);
            assert_true(away + shape.half <= 1.6f * 8);
        }
    }
}

static void outlines_are_closed_and_seen_whole_from_the_middle(void **state)
{
    (void)state;
    for (int marker = 0; marker < MARKER_COUNT; marker++) {
        const struct marker_shape shape =
            shape_marker((enum marker)marker, (struct point){0, 0}, 10);
        double turned = 0;
        for (size_t i = 0; i < shape.corners; i++) {
            const struct point a = shape.point[i], b = shape.point[(i + 1) % shape.corners];
            const double turn = atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y);
            assert_true(turn > 0.1 && turn < 2.2); // always on, the same way around
            turned += turn;
        }
        assert_true(shape.corners == 0 || fabs(turned - 2 * pi) < 1e-4);
    }
}

static void triangles_point_where_their_names_say(void **state)
{
    (void)state;
    const struct point at = {0, 0};
    assert_true(shape_marker(MARKER_TRIANGLE, at, 10).point[0].y < -15);
    assert_true(shape_marker(MARKER_TRIANGLE_DOWN, at, 10).point[0].y > 15);
    assert_true(fabsf(shape_marker(MARKER_DIAMOND, at, 10).point[0].y) < 1e-4f);
    const struct marker_shape square = shape_marker(MARKER_SQUARE, at, 10);
    assert_true(fabsf(square.point[0].x - square.point[0].y) < 1e-4f);
}

// ---- dashes -------------------------------------------------------------------------------------

static double path_length(const struct point points[], size_t count)
{
    double length = 0;
    for (size_t i = 0; i + 1 < count; i++)
        length += hypot(points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);
    return length;
}

static void a_pattern_is_scaled_and_shortened_for_round_ends(void **state)
{
    (void)state;
    struct stroke stroke = {.dash = {10, 4, 3, 4}};
    struct dash_pattern pattern = shape_dash_pattern(&stroke, 2, 1.5f);
    assert_int_equal(pattern.count, 4);
    const float shortened[] = {17, 11, 3, 11};
    assert_memory_equal(pattern.length, shortened, sizeof shortened);
    // A dash shorter than the line is wide stays a dot.
    pattern = shape_dash_pattern(&stroke, 2, 4);
    assert_true(pattern.length[2] > 0 && pattern.length[2] < 0.2f);
    // Where the gaps have a colour too, nothing is round.
    stroke.gap = (struct color){1, 1, 1, 1};
    pattern = shape_dash_pattern(&stroke, 2, 1.5f);
    const float whole[] = {20, 8, 6, 8};
    assert_memory_equal(pattern.length, whole, sizeof whole);
}

static void a_dash_without_a_gap_is_no_pattern(void **state)
{
    (void)state;
    struct stroke stroke = {.dash = {0}};
    assert_int_equal(shape_dash_pattern(&stroke, 1, 1).count, 0);
    stroke.dash[0] = 5;
    assert_int_equal(shape_dash_pattern(&stroke, 1, 1).count, 0);
    memcpy(stroke.dash, (float[]){5, 2, 3, 0}, 4 * sizeof(float));
    assert_int_equal(shape_dash_pattern(&stroke, 1, 1).count, 2);
    memcpy(stroke.dash, (float[]){5, 2, 3, 2, 1, 2}, 6 * sizeof(float));
    assert_int_equal(shape_dash_pattern(&stroke, 1, 1).count, DASH_MAX);
}

static void dashes_and_gaps_add_up_to_the_line(void **state)
{
    (void)state;
    const struct point line[] = {{0, 0}, {100, 0}};
    const struct dash_pattern pattern = {{10, 5, 2, 5}, 4};
    struct dash_walk walk = shape_dash_walk(line, 2, &pattern);
    struct point dash[3];
    double dashes = 0, gaps = 0, end = 0;
    size_t count = 0, used;
    while ((used = shape_next_dash(&walk, dash)) > 0) {
        assert_int_equal(used, 2);
        gaps += dash[0].x - end;
        dashes += path_length(dash, used);
        end = dash[1].x;
        const double length = count % 2 ? 2 : 10;
        if (end < 99.99)
            assert_true(fabs(path_length(dash, used) - length) < 1e-4);
        count++;
    }
    gaps += 100 - end;
    // Four periods of 22, then a whole dash and two of a gap's five.
    assert_int_equal(count, 9);
    assert_true(fabs(dashes - 58) < 1e-3);
    assert_true(fabs(dashes + gaps - 100) < 1e-3);
    assert_int_equal(shape_next_dash(&walk, dash), 0); // and stays at its end
}

static void the_last_dash_is_cut_off_by_the_end_of_the_line(void **state)
{
    (void)state;
    const struct point line[] = {{0, 0}, {0, 24}};
    const struct dash_pattern pattern = {{10, 5}, 2};
    struct dash_walk walk = shape_dash_walk(line, 2, &pattern);
    struct point dash[3];
    assert_int_equal(shape_next_dash(&walk, dash), 2);
    assert_int_equal(shape_next_dash(&walk, dash), 2);
    assert_true(fabs(path_length(dash, 2) - 9) < 1e-4);
    assert_int_equal(shape_next_dash(&walk, dash), 0);
}

static void dashes_go_around_corners_however_finely_a_line_is_cut(void **state)
{
    (void)state;
    enum { PIECES = 60 };
    const struct dash_pattern pattern = {{7, 3}, 2};
    struct point bend[2 * PIECES + 1], dash[2 * PIECES + 2];
    for (int i = 0; i <= PIECES; i++) {
        bend[i] = (struct point){(float)i * 0.5f, 0};
        bend[PIECES + i] = (struct point){30, (float)i * 0.5f};
    }
    const struct point coarse[] = {{0, 0}, {30, 0}, {30, 30}};
    struct dash_walk fine = shape_dash_walk(bend, 2 * PIECES + 1, &pattern);
    struct dash_walk walk = shape_dash_walk(coarse, 3, &pattern);
    struct point other[4];
    double total = 0;
    for (int i = 0; i < 6; i++) {
        const size_t used = shape_next_dash(&fine, dash), few = shape_next_dash(&walk, other);
        assert_true(used > 1 && few > 1);
        assert_true(hypotf(dash[0].x - other[0].x, dash[0].y - other[0].y) < 1e-3f);
        assert_true(hypotf(dash[used - 1].x - other[few - 1].x,
                           dash[used - 1].y - other[few - 1].y) < 1e-3f);
        total += path_length(dash, used);
    }
    assert_true(fabs(total - 42) < 1e-2);
}

static void a_dash_keeps_the_corner_it_goes_around(void **state)
{
    (void)state;
    const struct point line[] = {{0, 0}, {6, 0}, {6, 20}};
    const struct dash_pattern pattern = {{10, 5}, 2};
    struct dash_walk walk = shape_dash_walk(line, 3, &pattern);
    struct point dash[4];
    assert_int_equal(shape_next_dash(&walk, dash), 3);
    assert_true(dash[1].x == 6 && dash[1].y == 0);
    assert_true(dash[2].x == 6 && dash[2].y == 4);
}

static void points_on_one_spot_end_the_walk(void **state)
{
    (void)state;
    const struct point spot[] = {{3, 3}, {3, 3}, {3, 3}};
    const struct dash_pattern pattern = {{10, 5}, 2};
    struct dash_walk walk = shape_dash_walk(spot, 3, &pattern);
    struct point dash[4];
    assert_int_equal(shape_next_dash(&walk, dash), 3); // a dot
    assert_int_equal(shape_next_dash(&walk, dash), 0);
    walk = shape_dash_walk(spot, 1, &pattern);
    assert_int_equal(shape_next_dash(&walk, dash), 0);
}

// ---- rectangles ---------------------------------------------------------------------------------

static double polygon_area(const struct point points[], size_t count)
{
    double area = 0;
    for (size_t i = 0; i < count; i++) {
        const struct point a = points[i], b = points[(i + 1) % count];
        area += (double)a.x * b.y - (double)a.y * b.x;
    }
    return area / 2;
}

static void a_rectangle_has_its_corners_clockwise_on_the_screen(void **state)
{
    (void)state;
    const struct rect rect = {10, 20, 30, 40};
    struct point points[RECTANGLE_POINTS_MAX];
    assert_int_equal(shape_rectangle(&rect, 0, points), 4);
    const struct point corners[] = {{10, 20}, {40, 20}, {40, 60}, {10, 60}};
    assert_memory_equal(points, corners, sizeof corners);
    // A radius too small to see changes nothing.
    assert_int_equal(shape_rectangle(&rect, 0.4f, points), 4);
    assert_memory_equal(points, corners, sizeof corners);
}

static void round_corners_take_away_what_they_should_and_stay_inside(void **state)
{
    (void)state;
    const struct rect rect = {10, 20, 30, 40};
    struct point points[RECTANGLE_POINTS_MAX];
    const float radii[] = {1, 6, 15, 100}; // at most half a side
    for (size_t i = 0; i < sizeof radii / sizeof *radii; i++) {
        const size_t count = shape_rectangle(&rect, radii[i], points);
        assert_int_equal(count, RECTANGLE_POINTS_MAX);
        const double r = fmin(radii[i], 15);
        const double area = 30 * 40 - (4 - pi) * r * r;
        assert_true(fabs(polygon_area(points, count) - area) < 0.03 * r * r);
        for (size_t k = 0; k < count; k++) {
            assert_true(points[k].x > 9.999f && points[k].x < 40.001f);
            assert_true(points[k].y > 19.999f && points[k].y < 60.001f);
        }
    }
}

// ---- text ---------------------------------------------------------------------------------------

static void text_hangs_on_its_anchor_in_all_nine_ways(void **state)
{
    (void)state;
    const struct point at = {100, 50};
    const float left[] = {0, 40, 80}, below[] = {14.54f, 7.27f, 0}; // capitals are 0.727 em high
    for (int h = 0; h < 3; h++) {
        for (int v = 0; v < 3; v++) {
            const struct text_style style = {.horizontal = (enum align)h,
                                             .vertical = (enum align)v};
            const struct point pen = shape_text_pen(at, 80, 20, FONT_CAP_HEIGHT, &style);
            assert_true(fabsf(pen.x - (at.x - left[h])) < 1e-4f);
            assert_true(fabsf(pen.y - (at.y + below[v])) < 1e-4f);
        }
    }
}

static void turned_text_keeps_its_anchor(void **state)
{
    (void)state;
    const struct point at = {100, 50};
    for (int i = 0; i < 9; i++) {
        struct text_style style = {.horizontal = (enum align)(i % 3),
                                   .vertical = (enum align)(i / 3)};
        const struct point level = shape_text_pen(at, 80, 20, FONT_CAP_HEIGHT, &style);
        // Up the page: what was left of the anchor is below it, what was below is right of it.
        style.angle = -1.57079633f;
        const struct point upright = shape_text_pen(at, 80, 20, FONT_CAP_HEIGHT, &style);
        assert_true(fabsf(upright.x - at.x - (level.y - at.y)) < 1e-3f);
        assert_true(fabsf(upright.y - at.y + (level.x - at.x)) < 1e-3f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_marker_covers_the_area_of_the_circle),
        cmocka_unit_test(every_marker_is_one_kind_of_shape_within_its_bounds),
        cmocka_unit_test(outlines_are_closed_and_seen_whole_from_the_middle),
        cmocka_unit_test(triangles_point_where_their_names_say),
        cmocka_unit_test(a_pattern_is_scaled_and_shortened_for_round_ends),
        cmocka_unit_test(a_dash_without_a_gap_is_no_pattern),
        cmocka_unit_test(dashes_and_gaps_add_up_to_the_line),
        cmocka_unit_test(the_last_dash_is_cut_off_by_the_end_of_the_line),
        cmocka_unit_test(dashes_go_around_corners_however_finely_a_line_is_cut),
        cmocka_unit_test(a_dash_keeps_the_corner_it_goes_around),
        cmocka_unit_test(points_on_one_spot_end_the_walk),
        cmocka_unit_test(a_rectangle_has_its_corners_clockwise_on_the_screen),
        cmocka_unit_test(round_corners_take_away_what_they_should_and_stay_inside),
        cmocka_unit_test(text_hangs_on_its_anchor_in_all_nine_ways),
        cmocka_unit_test(turned_text_keeps_its_anchor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
