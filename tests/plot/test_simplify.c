#include "plot/simplify.h"

#include "base/random.h"
#include "test.h"

#include <math.h>
#include <stdbool.h>

enum { POINTS = 2000 };

static const float slack = 0.2f;

// The points that stay of a line.
static size_t simplify(const struct point line[], size_t count, struct point kept[])
{
    struct simplify state = {.is_bounded = false};
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (used > 1 && simplify_drops(&state, kept[used - 2], kept[used - 1], line[i], slack))
            used--;
        kept[used++] = line[i];
    }
    return used;
}

static float distance(struct point at, struct point a, struct point b)
{
    const float dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    const float along = (at.x - a.x) * dx + (at.y - a.y) * dy;
    const float share = square > 0 ? fminf(fmaxf(along / square, 0), 1) : 0;
    return hypotf(a.x + share * dx - at.x, a.y + share * dy - at.y);
}

// Every point lies near that piece of the simplified line that stands for it.
static void assert_passes_by_all(const struct point line[], size_t count, const struct point kept[],
                                 size_t used)
{
    size_t next = 1;
    for (size_t i = 0; i < count; i++) {
        assert_true(next < used);
        assert_true(distance(line[i], kept[next - 1], kept[next]) <= slack + 1e-3f);
        if (line[i].x == kept[next].x && line[i].y == kept[next].y && next + 1 < used)
            next++;
    }
}

// Steps of a length, each turned from the one before by up to so much.
static void wander(struct point line[POINTS], uint64_t seed, double step, double turn)
{
    struct random random;
    random_init(&random, seed, 0);
    double x = 500, y = 500, way = 0;
    for (int i = 0; i < POINTS; i++) {
        line[i] = (struct point){(float)x, (float)y};
        way += turn * (2 * random_unit(&random) - 1);
        x += step * random_unit(&random) * cos(way);
        y += step * random_unit(&random) * sin(way);
    }
}

static void every_point_lies_within_the_slack_of_the_line_that_is_left(void **state)
{
    (void)state;
    static const double steps[] = {0.05, 0.5, 3, 20}, turns[] = {0.01, 0.3, 3.1};
    static struct point line[POINTS], kept[POINTS];
    for (int i = 0; i < 12; i++) {
        wander(line, (uint64_t)i + 1, steps[i % 4], turns[i / 4]);
        const size_t used = simplify(line, POINTS, kept);
        assert_passes_by_all(line, POINTS, kept, used);
        assert_memory_equal(&kept[0], &line[0], sizeof *line);
        assert_memory_equal(&kept[used - 1], &line[POINTS - 1], sizeof *line);
    }
}

static void a_straight_line_is_two_points_and_a_smooth_one_few(void **state)
{
    (void)state;
    static struct point line[POINTS], kept[POINTS];
    for (int i = 0; i < POINTS; i++)
        line[i] = (struct point){0.3f * (float)i, 100 + 0.1f * (float)i};
    assert_int_equal(simplify(line, POINTS, kept), 2);
    for (int i = 0; i < POINTS; i++)
        line[i] = (struct point){0.3f * (float)i, 100 + 50 * sinf(0.01f * (float)i)};
    assert_true(simplify(line, POINTS, kept) < POINTS / 10);
}

static void a_line_keeps_the_points_it_turns_around_at(void **state)
{
    (void)state;
    // Out along a straight line, back on it, and on beyond the start.
    const struct point line[] = {{0, 0}, {5, 0}, {10, 0}, {4, 0}, {-6, 0}, {-7, 0}, {2, 0}};
    struct point kept[7];
    assert_int_equal(simplify(line, 7, kept), 4);
    assert_true(kept[1].x == 10 && kept[2].x == -7 && kept[3].x == 2);
    // A scribble reaches as far as before on every side.
    static struct point scribble[POINTS], left[POINTS];
    wander(scribble, 9, 8, 3.1);
    const size_t used = simplify(scribble, POINTS, left);
    float lowest = INFINITY, highest = -INFINITY, low = INFINITY, high = -INFINITY;
    for (int i = 0; i < POINTS; i++) {
        lowest = fminf(lowest, scribble[i].y);
        highest = fmaxf(highest, scribble[i].y);
    }
    for (size_t i = 0; i < used; i++) {
        low = fminf(low, left[i].y);
        high = fmaxf(high, left[i].y);
    }
    assert_true(low - lowest <= slack && highest - high <= slack);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_point_lies_within_the_slack_of_the_line_that_is_left),
        cmocka_unit_test(a_straight_line_is_two_points_and_a_smooth_one_few),
        cmocka_unit_test(a_line_keeps_the_points_it_turns_around_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
