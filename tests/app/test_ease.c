#include "app/ease.h"

#include "test.h"

#include <math.h>
#include <string.h>

static struct ease ease;
static int picture, other;

static int begin(void **state)
{
    (void)state;
    ease = (struct ease){0};
    return 0;
}

static struct ease_part part_of(const void *of, double low, double high)
{
    return (struct ease_part){.of = of, .low = {low, -low}, .high = {high, -high}};
}

static void show(const void *of, double low, double high, bool at_once)
{
    const struct ease_part part = part_of(of, low, high);
    ease_follow(&ease, &part, at_once);
}

static void what_is_shown_first_is_there_at_once(void **state)
{
    (void)state;
    double low[2], high[2];
    show(&picture, 0, 10, false);
    assert_false(ease_at(&ease, low, high));
}

static void another_part_is_glided_to_from_what_is_drawn(void **state)
{
    (void)state;
    double low[2], high[2], before = 0;
    show(&picture, 0, 10, false);
    show(&picture, 4, 6, false);
    assert_true(ease_at(&ease, low, high));
    assert_true(low[0] == 0 && high[0] == 10);
    for (int i = 0; i < 9; i++) {
        ease_advance(&ease, EASE_SECONDS / 10);
        assert_true(ease_at(&ease, low, high));
        assert_true(low[0] > before && low[0] < 4 && high[0] > 6);
        assert_true(low[1] == -low[0]);
        before = low[0];
    }
    // To yet another one: no jump.
    show(&picture, 100, 200, false);
    assert_true(ease_at(&ease, low, high));
    assert_true(low[0] == before);
    ease_advance(&ease, 1);
    assert_false(ease_at(&ease, low, high));
}

static void asking_for_the_same_part_begins_nothing(void **state)
{
    (void)state;
    double low[2], high[2];
    show(&picture, 0, 10, false);
    show(&picture, 1, 10, false);
    ease_advance(&ease, EASE_SECONDS / 2);
    const double left = ease.left;
    show(&picture, 1, 10, false);
    assert_true(ease.left == left);
    ease_rest(&ease);
    show(&picture, 1, 10, false);
    assert_false(ease_at(&ease, low, high));
}

static void a_hand_and_another_picture_are_followed_at_once(void **state)
{
    (void)state;
    double low[2], high[2];
    show(&picture, 0, 10, false);
    show(&picture, 1, 10, true);
    assert_false(ease_at(&ease, low, high));
    show(&other, 2, 10, false);
    assert_false(ease_at(&ease, low, high));
}

static void a_logarithmic_axis_glides_by_factors(void **state)
{
    (void)state;
    double low[2], high[2];
    struct ease_part part = {.is_log = {true, true}, .low = {1, 1}, .high = {10, 10}};
    ease_follow(&ease, &part, true);
    part.low[0] = 1e-4;
    ease_follow(&ease, &part, false);
    ease_advance(&ease, EASE_SECONDS / 2);
    assert_true(ease_at(&ease, low, high));
    assert_true(fabs(low[0] - 1e-2) < 1e-9 && high[0] == 10);
    assert_true(fabs(ease_share(&ease) - 0.5) < 1e-9);
}

static void other_axes_are_there_at_once(void **state)
{
    (void)state;
    double low[2], high[2];
    struct ease_part part = part_of(&picture, 0, 10);
    ease_follow(&ease, &part, false);
    part = part_of(&picture, 1, 11);
    part.is_log[0] = true;
    ease_follow(&ease, &part, false);
    assert_false(ease_at(&ease, low, high));
    part = part_of(&picture, 2, 12);
    part.is_log[0] = true;
    memcpy(part.label, "epoch", 6);
    ease_follow(&ease, &part, false);
    assert_false(ease_at(&ease, low, high));
    part.picture = &other;
    part.low[0] = 3;
    ease_follow(&ease, &part, false);
    assert_false(ease_at(&ease, low, high));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_is_shown_first_is_there_at_once, begin),
        cmocka_unit_test_setup(another_part_is_glided_to_from_what_is_drawn, begin),
        cmocka_unit_test_setup(asking_for_the_same_part_begins_nothing, begin),
        cmocka_unit_test_setup(a_hand_and_another_picture_are_followed_at_once, begin),
        cmocka_unit_test_setup(a_logarithmic_axis_glides_by_factors, begin),
        cmocka_unit_test_setup(other_axes_are_there_at_once, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
