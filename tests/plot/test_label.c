#include "plot/label.h"

#include "plot/recorder.h"
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

static const struct color no_swatch[1] = {{0}};

// The box that a tip draws, its edge not counted.
static struct rect tip_at(struct point at, const struct label_space *space)
{
    struct recorder *recorder = recorder_create();
    const struct rect all = {0, 0, 1280, 720};
    const char *lines[] = {"step 12"};
    label_draw_tip(&recorder->head, &theme_light, at, &all, lines, no_swatch, 1, space);
    const struct rect box = recorder->rectangle[1].rect;
    canvas_destroy(&recorder->head);
    return box;
}

static void a_tip_stands_beside_the_line_it_speaks_of(void **state)
{
    (void)state;
    // From the point into every direction: where a tip stands by default, too.
    for (int i = 0; i < 16; i++) {
        struct label_space space = {.bounds = {0, 0, 1280, 720}};
        const float turn = 6.2831853f * (float)i / 16;
        const struct point at = {600, 350};
        const struct point to = {at.x + 300 * cosf(turn), at.y + 300 * sinf(turn)};
        label_take_line(&space, at, to, 6);
        const struct rect box = tip_at(at, &space);
        for (size_t k = 0; k < space.count; k++)
            assert_false(overlap(&box, &space.taken[k]));
        const float dx = fmaxf(fmaxf(box.x - at.x, at.x - box.x - box.width), 0);
        const float dy = fmaxf(fmaxf(box.y - at.y, at.y - box.y - box.height), 0);
        assert_true(hypotf(dx, dy) < 40); // and near the point all the same
    }
    const struct rect alone = tip_at((struct point){600, 350}, NULL);
    assert_true(alone.x > 600 && alone.y > 350);
}

static void a_word_without_room_near_its_place_stands_further_away(void **state)
{
    (void)state;
    struct label_space space = {.bounds = bounds};
    const struct rect around = {60, 40, 140, 120};
    label_take(&space, &around);
    const struct point at = {130, 100}, ahead = {1, 0};
    struct rect box;
    assert_false(label_place(&space, at, ahead, 60, 18, &box));
    assert_true(label_place_far(&space, at, ahead, 60, 18, &box));
    assert_false(overlap(&box, &around));
    const struct rect all = bounds;
    label_take(&space, &all);
    assert_false(label_place_far(&space, at, ahead, 60, 18, &box));
}

static void a_text_that_must_be_stands_over_lines_and_not_on_another_text(void **state)
{
    (void)state;
    static struct label_space space;
    space = (struct label_space){.bounds = {100, 50, 60, 40}};
    const struct rect whole = {100, 50, 60, 40}, word = {100, 50, 60, 18};
    struct rect box;
    label_take(&space, &whole); // a thicket of lines
    label_take_words(&space, &word);
    assert_false(label_place(&space, (struct point){130, 70}, (struct point){1, 0}, 40, 12, &box));
    assert_true(label_place_over(&space, 40, 12, &box));
    assert_true(box.y + 2 >= word.y + word.height); // but for its margin
    assert_true(box.x >= 100 && box.x + box.width <= 160 && box.y + box.height <= 90);
    struct rect other;
    assert_true(!label_place_over(&space, 40, 12, &other) || other.y >= box.y + box.height - 2);
    assert_false(label_place_over(&space, 61, 12, &other)); // wider than the bounds
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_stand_near_their_points_and_on_nothing),
        cmocka_unit_test(a_tip_stands_beside_the_line_it_speaks_of),
        cmocka_unit_test(a_word_without_room_near_its_place_stands_further_away),
        cmocka_unit_test(lines_are_kept_off_and_what_is_to_be_avoided_only_while_there_is_room),
        cmocka_unit_test(a_text_that_must_be_stands_over_lines_and_not_on_another_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
