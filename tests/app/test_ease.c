#include "app/ease.h"

#include "test.h"

static struct ease ease;
static int picture, other;

static int begin(void **state)
{
    (void)state;
    ease = (struct ease){0};
    return 0;
}

static void show(const void *shown, double low, double high, bool at_once)
{
    ease_follow(&ease, shown, (double[2]){low, -low}, (double[2]){high, -high}, at_once);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_is_shown_first_is_there_at_once, begin),
        cmocka_unit_test_setup(another_part_is_glided_to_from_what_is_drawn, begin),
        cmocka_unit_test_setup(asking_for_the_same_part_begins_nothing, begin),
        cmocka_unit_test_setup(a_hand_and_another_picture_are_followed_at_once, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
