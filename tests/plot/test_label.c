#include "plot/label.h"

#include "test.h"

#include <math.h>

static const struct rect bounds = {0, 0, 300, 200};

static bool overlap(const struct rect *a, const struct rect *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

static void labels_stand_near_their_points_and_on_nothing(void **state)
{
    (void)state;
    struct label_space space = {.bounds = bounds};
    const struct point at = {150, 100}, ahead = {1, 0};
    struct rect box[40];
    size_t count = 0;
    const struct rect head = {143, 93, 14, 14};
    label_take(&space, &head);
    while (count < 40 && label_place(&space, at, ahead, 40, 18, &box[count]))
        count++;
    assert_true(count >= 4 && count < 40); // near the point there is room for some
    assert_true(box[0].x >= at.x && fabsf(box[0].y + 9 - at.y) < 1); // ahead first
    for (size_t i = 0; i < count; i++) {
        assert_false(overlap(&box[i], &head));
        assert_true(box[i].x >= 0 && box[i].x + 40 <= 300 && box[i].y >= 0 && box[i].y + 18 <= 200);
        for (size_t k = 0; k < i; k++)
            assert_false(overlap(&box[i], &box[k]));
    }
}

static void lines_are_kept_off_and_what_is_to_be_avoided_only_while_there_is_room(void **state)
{
    (void)state;
    struct label_space space = {.bounds = bounds};
    const struct point at = {150, 100}, ahead = {1, 0};
    struct rect box;
    label_avoid_line(&space, at, (struct point){299, 100}, 4);
    assert_true(label_place(&space, at, ahead, 40, 18, &box));
    assert_true(box.y + 18 <= 98 || box.y >= 102); // beside the line
    space = (struct label_space){.bounds = bounds};
    for (float y = 0; y < 200; y += 10)
        label_avoid_line(&space, (struct point){0, y}, (struct point){300, y}, 10);
    assert_true(label_place(&space, at, ahead, 40, 18, &box));
    for (float y = 0; y <= 200; y += 10)
        label_take_line(&space, (struct point){100, y}, (struct point){250, y}, 10);
    assert_false(label_place(&space, at, ahead, 40, 18, &box));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_stand_near_their_points_and_on_nothing),
        cmocka_unit_test(lines_are_kept_off_and_what_is_to_be_avoided_only_while_there_is_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
