#include "canvas/path.h"

#include "test.h"

#include <math.h>
#include <string.h>

static double away(struct point p, struct point a, struct point b)
{
    const double dx = (double)(b.x - a.x), dy = (double)(b.y - a.y), square = dx * dx + dy * dy;
    double t = square > 0 ? ((double)(p.x - a.x) * dx + (double)(p.y - a.y) * dy) / square : 0;
    t = fmin(fmax(t, 0), 1);
    return hypot((double)(p.x - a.x) - t * dx, (double)(p.y - a.y) - t * dy);
}

static double from_line(struct point p, const struct path *path)
{
    double least = INFINITY;
    for (size_t i = 0; i + 1 < path->count; i++)
        least = fmin(least, away(p, path->point[i], path->point[i + 1]));
    return least;
}

static void a_line_keeps_its_shape_with_far_fewer_points(void **state)
{
    (void)state;
    enum { COUNT = 5000 };
    static struct point points[COUNT];
    struct path path = {0};
    struct error error = {0};
    for (int i = 0; i < COUNT; i++)
        points[i] = (struct point){(float)i * 0.1f, 40 * sinf((float)i * 0.004f)};
    assert_true(path_add(&path, points, COUNT, 0.1f, &error));
    assert_true(path.count < COUNT / 20);
    for (int i = 0; i < COUNT; i++)
        assert_true(from_line(points[i], &path) <= 0.1 + 1e-4);
    path_clear(&path);
}

static void ends_and_spikes_stay(void **state)
{
    (void)state;
    const struct point points[] = {{0, 0}, {1, 0}, {2, 0}, {2.5f, 9}, {3, 0}, {4, 0}, {5, 0}};
    const struct point kept[] = {{0, 0}, {2, 0}, {2.5f, 9}, {3, 0}, {5, 0}};
    struct path path = {0};
    struct error error = {0};
    assert_true(path_add(&path, points, 7, 0.1f, &error));
    assert_int_equal(path.count, 5);
    assert_memory_equal(path.point, kept, sizeof kept);
    path_clear(&path);
}

static void a_closed_line_does_not_vanish(void **state)
{
    (void)state;
    const struct point points[] = {{0, 0}, {5, 0}, {5, 5}, {0, 5}, {0, 0}};
    struct path path = {0};
    struct error error = {0};
    assert_true(path_add(&path, points, 5, 0.1f, &error));
    assert_int_equal(path.count, 5);
    path_clear(&path);
}

static void lines_of_a_path_are_told_apart(void **state)
{
    (void)state;
    const struct point a[] = {{0, 0}, {1, 1}}, b[] = {{5, 5}, {6, 6}, {7, 5}};
    struct path path = {0};
    struct error error = {0};
    assert_true(path_add(&path, a, 2, 0, &error));
    assert_true(path_add(&path, b, 3, 0, &error));
    assert_int_equal(path.lines, 2);
    assert_int_equal(path.end[0], 2);
    assert_int_equal(path.end[1], 5);
    path_begin(&path);
    assert_true(path.lines == 0 && path.count == 0);
    path_clear(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_keeps_its_shape_with_far_fewer_points),
        cmocka_unit_test(ends_and_spikes_stay),
        cmocka_unit_test(a_closed_line_does_not_vanish),
        cmocka_unit_test(lines_of_a_path_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
