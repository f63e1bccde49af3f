#include "plot/contour.h"

#include "base/random.h"
#include "plot/isolines.h"
#include "plot/recorder.h"
#include "test.h"

#include <math.h>
#include <string.h>

enum { COLUMNS = 160, ROWS = 120 };
static float grid[COLUMNS * ROWS];

static void fill(double (*f)(double, double))
{
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++)
            grid[row * COLUMNS + column] =
                (float)f(-1 + 2.0 * column / (COLUMNS - 1), -1 + 2.0 * row / (ROWS - 1));
}

static double circle(double x, double y)
{
    return x * x + y * y;
}

static double saddle(double x, double y)
{
    return x * x - y * y;
}

static double flat(double x, double y)
{
    (void)x, (void)y;
    return 3;
}

static double broken(double x, double y)
{
    return x > 0.3 ? (double)NAN : y > 0.8 ? (double)INFINITY : x + y;
}

static double noise(double x, double y)
{
    return sin(1e4 * x * y + 77 * x);
}

static void isolines_lie_on_their_level_and_loops_close(void **state)
{
    (void)state;
    fill(circle);
    const double level[] = {0.1, 0.5, 0.9, 1.3};
    struct isolines lines;
    assert_true(isolines_init(&lines, grid, COLUMNS, ROWS, level, 4, NULL));
    size_t closed = 0, open = 0;
    for (size_t l = 0; l < lines.count; l++) {
        const struct isoline *line = &lines.line[l];
        const struct point *p = lines.point + line->first;
        double length = 0;
        for (size_t i = 0; i < line->count; i++) {
            const double x = 2 * (double)p[i].x - 1, y = 2 * (double)p[i].y - 1;
            assert_true(fabs(circle(x, y) - level[line->level]) < 2e-3);
            if (i > 0)
                length +=
                    hypot(2 * (double)(p[i].x - p[i - 1].x), 2 * (double)(p[i].y - p[i - 1].y));
        }
        if (line->is_closed) {
            closed++;
            assert_memory_equal(&p[0], &p[line->count - 1], sizeof *p);
            assert_true(fabs(length / (2 * 3.14159265 * sqrt(level[line->level])) - 1) < 2e-3);
        } else {
            open++;
        }
    }
    // Three circles inside, four corners outside.
    assert_int_equal(closed, 3);
    assert_int_equal(open, 4);
    isolines_clear(&lines);
}

static void every_line_of_a_saddle_ends_at_the_edge(void **state)
{
    (void)state;
    fill(saddle);
    const double level[] = {-0.3, 0.0001, 0.3};
    struct isolines lines;
    assert_true(isolines_init(&lines, grid, COLUMNS, ROWS, level, 3, NULL));
    for (size_t l = 0; l < lines.count; l++) {
        assert_false(lines.line[l].is_closed);
        const struct point *p = lines.point + lines.line[l].first;
        const struct point ends[] = {p[0], p[lines.line[l].count - 1]};
        for (int e = 0; e < 2; e++) {
            const float edge =
                fminf(fminf(ends[e].x, 1 - ends[e].x), fminf(ends[e].y, 1 - ends[e].y));
            assert_true(edge < 1e-6f);
        }
    }
    assert_true(lines.count >= 6);
    isolines_clear(&lines);
}

static void levels_ascend_and_show_the_valley(void **state)
{
    (void)state;
    fill(circle);
    struct contour *contour = contour_create(grid, COLUMNS, ROWS, 12, NULL);
    assert_non_null(contour);
    const double *level;
    const size_t count = contour_levels(contour, &level);
    assert_true(count >= 10);
    for (size_t i = 1; i < count; i++)
        assert_true(level[i] > level[i - 1]);
    // Around a minimum the radii are even, so the inner levels are close together.
    assert_true(level[1] - level[0] < 0.5 * (level[7] - level[6]));
    contour_destroy(contour);
}

static void every_field_can_be_drawn(void **state)
{
    (void)state;
    double (*const fields[])(double, double) = {circle, saddle, flat, broken, noise};
    const struct plot plot = {{60, 80, 640, 480}, {-1, 1, false, "x"}, {-1, 1, false, "y"}};
    for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
        fill(fields[f]);
        struct contour *contour = contour_create(grid, COLUMNS, ROWS, 14, NULL);
        assert_non_null(contour);
        if (f == 4) { // more lines than the recorder holds
            contour_destroy(contour);
            continue;
        }
        struct recorder *recorder = recorder_create();
        const struct point avoid[] = {{380, 320}};
        contour_draw(&recorder->head, &theme_light, &plot, contour, avoid, 1);
        assert_int_equal(recorder->fields, 1);
        assert_true(f == 2 ? recorder->lines == 0 : recorder->lines > 5);
        for (size_t l = 0; l < recorder->lines; l++)
            for (size_t i = 0; i < recorder->line[l].count; i++)
                assert_true(isfinite(recorder->line[l].point[i].x));
        canvas_destroy(&recorder->head);
        contour_destroy(contour);
    }
}

static void labels_are_numbers_inside_and_away_from_what_they_avoid(void **state)
{
    (void)state;
    fill(circle);
    const struct plot plot = {{60, 80, 640, 480}, {-1, 1, false, "x"}, {-1, 1, false, "y"}};
    struct contour *contour = contour_create(grid, COLUMNS, ROWS, 14, NULL);
    struct recorder *recorder = recorder_create();
    const struct point avoid[] = {{380, 320}, {380, 200}};
    contour_draw(&recorder->head, &theme_light, &plot, contour, avoid, 2);
    assert_true(recorder->texts >= 3);
    for (size_t i = 0; i < recorder->texts; i++) {
        const struct point at = recorder->text[i].at;
        assert_true(rect_contains(&plot.area, at));
        for (int k = 0; k < 2; k++)
            assert_true(hypotf(at.x - avoid[k].x, at.y - avoid[k].y) > 20);
        for (size_t k = 0; k < i; k++)
            assert_true(hypotf(at.x - recorder->text[k].at.x, at.y - recorder->text[k].at.y) > 30);
        assert_true(fabsf(recorder->text[i].style.angle) < 1.5708f);
    }
    canvas_destroy(&recorder->head);
    contour_destroy(contour);
}

static void tiny_grids_are_no_danger(void **state)
{
    (void)state;
    const float values[] = {0, 1, 2, 3};
    static const size_t sizes[][2] = {{1, 1}, {2, 1}, {1, 2}, {2, 2}};
    for (size_t i = 0; i < 4; i++) {
        struct contour *contour = contour_create(values, sizes[i][0], sizes[i][1], 5, NULL);
        assert_non_null(contour);
        contour_destroy(contour);
    }
}

static void any_value_has_its_place_among_the_shades(void **state)
{
    (void)state;
    fill(circle);
    struct contour *contour = contour_create(grid, COLUMNS, ROWS, 8, NULL);
    assert_non_null(contour);
    for (size_t i = 0; i < COLUMNS * ROWS; i += 7)
        assert_true(contour_shade(contour, (double)grid[i]) == contour_shades(contour)[i]);
    assert_true(contour_shade(contour, -1) == 0 && contour_shade(contour, 9) == 1);
    assert_true(isnan(contour_shade(contour, NAN)));
    contour_destroy(contour);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(isolines_lie_on_their_level_and_loops_close),
        cmocka_unit_test(any_value_has_its_place_among_the_shades),
        cmocka_unit_test(every_line_of_a_saddle_ends_at_the_edge),
        cmocka_unit_test(levels_ascend_and_show_the_valley),
        cmocka_unit_test(every_field_can_be_drawn),
        cmocka_unit_test(labels_are_numbers_inside_and_away_from_what_they_avoid),
        cmocka_unit_test(tiny_grids_are_no_danger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
