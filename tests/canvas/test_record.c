#include "canvas/record.h"

#include "plot/recorder.h"
#include "test.h"

#include <math.h>
#include <string.h>

static const struct color red = {1, 0, 0, 1};

static void record_some(struct record *record, float x)
{
    const struct point path[] = {{10, 10}, {30, 20}, {x, 5}};
    const struct rect clip = {0, 0, 50, 15};
    const struct stroke stroke = {.color = red, .width = 4};
    struct text_style style;
    memset(&style, x > 0 ? 0x55 : 0xaa, sizeof style); // what lies between the members differs
    style = (struct text_style){.size = 10, .bold = true, .color = red};
    record_begin(record);
    record_clip(record, &clip);
    record_polyline(record, path, 3, &stroke);
    record_clip(record, NULL);
    record_text(record, (struct point){100, 100}, "α", &style);
}

static void the_same_calls_are_the_same_and_others_are_not(void **state)
{
    (void)state;
    struct record a = {0}, b = {0};
    record_some(&a, 40);
    record_some(&b, 40);
    assert_true(record_is_same(&a, &b));
    record_some(&b, 41);
    assert_false(record_is_same(&a, &b));
    record_begin(&b);
    assert_false(record_is_same(&a, &b));
    record_clear(&a);
    record_clear(&b);
}

static void what_was_recorded_is_played(void **state)
{
    (void)state;
    struct record record = {0};
    struct recorder *canvas = recorder_create();
    record_some(&record, 40);
    record_play(&record, &canvas->head);
    assert_int_equal(canvas->texts, 1);
    assert_string_equal(canvas->text[0].text, "α");
    assert_true(canvas->text[0].style.bold);
    assert_false(canvas->clip.is_on);
    canvas_destroy(&canvas->head);
    record_clear(&record);
}

// The least box around them.
static void join(void *user, const struct rect *box)
{
    struct rect *all = user;
    const float right = fmaxf(all->x + all->width, box->x + box->width);
    const float bottom = fmaxf(all->y + all->height, box->y + box->height);
    all->x = fminf(all->x, box->x);
    all->y = fminf(all->y, box->y);
    all->width = right - all->x;
    all->height = bottom - all->y;
}

static void boxes_hold_what_is_drawn_within_its_clip(void **state)
{
    (void)state;
    struct record record = {0};
    struct recorder *canvas = recorder_create();
    const struct point path[] = {{10, 10}, {30, 20}, {40, 5}};
    const struct rect clip = {0, 0, 50, 15};
    record_begin(&record);
    record_clip(&record, &clip);
    record_polyline(&record, path, 3, &(struct stroke){.color = red, .width = 4});
    struct rect all = {20, 12, 0, 0};
    record_boxes(&record, &canvas->head, join, &all);
    assert_true(all.x == 8 && all.y == 3);
    assert_true(all.x + all.width == 42 && all.y + all.height == 15);
    canvas_destroy(&canvas->head);
    record_clear(&record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_calls_are_the_same_and_others_are_not),
        cmocka_unit_test(what_was_recorded_is_played),
        cmocka_unit_test(boxes_hold_what_is_drawn_within_its_clip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
