#include "app/timeline.h"

#include "app/toy.h"
#include "plot/recorder.h"
#include "test.h"

static struct document document;
static struct recorder *canvas;
static struct error error;

static void open_again(void)
{
    struct scene scene = {0};
    toy_scene(&scene, toy_text);
    assert_true(document_open(&document, &scene, &error));
    scene_clear(&scene);
}

static int open_toy(void **state)
{
    (void)state;
    memset(&toy, 0, sizeof toy);
    document_init(&document, 1);
    open_again();
    canvas = recorder_create();
    return 0;
}

static int close_toy(void **state)
{
    (void)state;
    document_clear(&document);
    canvas_destroy(&canvas->head);
    return 0;
}

static void draw(float width)
{
    canvas_destroy(&canvas->head);
    canvas = recorder_create();
    canvas->head.width = width;
    timeline_draw(&canvas->head, &theme_light, &document);
}

static bool is_drawn(const char *text)
{
    for (size_t i = 0; i < canvas->texts; i++)
        if (strcmp(canvas->text[i].text, text) == 0)
            return true;
    return false;
}

// The places of the ticks: how many, and how far apart in steps.
static size_t ticks(double *pitch)
{
    size_t count = 0;
    float x[2000], left = 0, right = 0;
    for (size_t i = 0; i < canvas->lines; i++) {
        const struct point *point = canvas->line[i].point;
        if (point[0].x == point[1].x)
            x[count++] = point[0].x;
        else if (point[1].x - point[0].x > right - left) {
            left = point[0].x;
            right = point[1].x;
        }
    }
    const double last = document_last_step(&document);
    *pitch = count > 1 ? (double)((x[1] - x[0]) / (right - left)) * last : 0;
    return count;
}

static void set_epochs(size_t steps, size_t tick)
{
    toy.steps = steps;
    toy.tick = tick;
    open_again();
    draw(1280);
}

static void an_epoch_of_one_step_needs_no_ticks(void **state)
{
    (void)state;
    double pitch;
    set_epochs(120, 1);
    assert_int_equal(ticks(&pitch), 0);
    set_epochs(120, 0);
    assert_int_equal(ticks(&pitch), 0);
}

static void every_epoch_has_a_tick_where_there_is_room(void **state)
{
    (void)state;
    double pitch;
    set_epochs(120, 8);
    assert_int_equal(ticks(&pitch), 16);
    assert_true(fabs(pitch - 8) < 0.05);
}

static void ticks_that_would_crowd_stand_at_round_epochs(void **state)
{
    (void)state;
    static const double digits[] = {1, 2, 5};
    for (size_t epochs = 50; epochs <= 500000; epochs *= 3) {
        double pitch;
        set_epochs(2 * epochs, 2);
        const size_t count = ticks(&pitch);
        const double stride = pitch / 2, digit = stride / pow(10, floor(log10(stride) + 0.01));
        bool is_round = false;
        for (size_t i = 0; i < 3; i++)
            is_round = is_round || fabs(digit - digits[i]) < 0.02;
        assert_true(is_round);
        assert_between(count, 20, 160);
    }
}

static void a_press_on_the_track_goes_there_and_grabs(void **state)
{
    (void)state;
    document.is_playing = true;
    draw(1280);
    const float knob = canvas->marker[0].x, y = canvas->marker[0].y;
    assert_true(timeline_press(&canvas->head, &document, (struct point){knob + 200, y}) ==
                TIMELINE_GRABBED);
    assert_false(document.is_playing);
    assert_true(document.step > 50 && document.step == round(document.step));
    draw(1280);
    assert_true(fabsf(canvas->marker[0].x - knob - 200) < 6);
    timeline_drag(&canvas->head, &document, (struct point){-50, y});
    assert_true(document.step == 0);
    timeline_drag(&canvas->head, &document, (struct point){5000, y});
    assert_true(document.step == 100);
}

static void the_button_plays_and_the_speed_goes_round(void **state)
{
    (void)state;
    const float y = canvas->head.height - 20;
    assert_true(timeline_press(&canvas->head, &document, (struct point){30, y}) == TIMELINE_TOOK);
    assert_true(document.is_playing);
    for (int i = 0; i < 8; i++) {
        const double before = document.speed;
        assert_true(timeline_press(&canvas->head, &document, (struct point){1260, y}) ==
                    TIMELINE_TOOK);
        assert_true(document.speed != before);
    }
    assert_true(document.speed == 1);
    assert_true(timeline_press(&canvas->head, &document, (struct point){600, 300}) ==
                TIMELINE_MISSED);
}

static void speed_has_ends(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++)
        timeline_faster(&document, 1);
    assert_false(timeline_has_speed(&document, 1));
    draw(1280);
    assert_true(is_drawn("16×"));
    for (int i = 0; i < 20; i++)
        timeline_faster(&document, -1);
    assert_false(timeline_has_speed(&document, -1));
    draw(1280);
    assert_true(is_drawn("⅛×"));
}

static void long_work_says_how_far_it_is_and_short_work_nothing(void **state)
{
    (void)state;
    toy.works = true;
    toy.progress = 0.428;
    document_advance(&document, TIMELINE_PATIENCE / 2);
    draw(1280);
    assert_true(is_drawn("epoch 4"));
    document_advance(&document, TIMELINE_PATIENCE);
    draw(1280);
    assert_true(is_drawn("computing 42 %") || is_drawn("42 %"));
    assert_false(is_drawn("epoch 4"));
    toy.works = false;
    draw(1280);
    assert_true(is_drawn("epoch 4"));
    document_advance(&document, 0.01);
    toy.works = true; // other work: patience begins anew
    document_advance(&document, TIMELINE_PATIENCE / 2);
    draw(1280);
    assert_true(is_drawn("epoch 4"));
}

static void work_of_more_than_ten_seconds_says_when_it_will_be_done(void **state)
{
    (void)state;
    toy.works = true;
    toy.progress = 0;
    document_advance(&document, 0);
    toy.progress = 0.25;
    document_advance(&document, 2);
    draw(1280);
    assert_true(is_drawn("25 %") || is_drawn("computing 25 %")); // eight seconds in all
    document_advance(&document, 4);
    draw(1280);
    assert_true(is_drawn("18 s left") || is_drawn("25 %, 18 s left") ||
                is_drawn("computing 25 %, 18 s left"));
    // What follows is measured by itself.
    toy.progress = 0;
    document_advance(&document, 1);
    toy.progress = 0.1;
    document_advance(&document, 2);
    assert_true(fabs(document_seconds_left(&document) - 18) < 1e-9);
    toy.works = false;
    document_advance(&document, 1);
    assert_true(isnan(document_seconds_left(&document)));
}

static void work_that_cannot_tell_gives_no_number(void **state)
{
    (void)state;
    toy.works = true;
    toy.progress = NAN;
    document_advance(&document, 2 * TIMELINE_PATIENCE);
    draw(1280);
    assert_false(is_drawn("epoch 4"));
    for (size_t i = 0; i < canvas->texts; i++)
        assert_null(strstr(canvas->text[i].text, "nan"));
}

static void texts_never_reach_the_track(void **state)
{
    (void)state;
    toy.steps = 123456789;
    open_again();
    document_go(&document, 123456789);
    for (float width = 300; width < 2000; width += 50) {
        draw(width);
        float track = width;
        for (size_t i = 0; i < canvas->lines; i++)
            track = fminf(track, canvas->line[i].point[0].x);
        for (size_t i = 0; i < canvas->texts; i++) {
            const struct text_style *style = &canvas->text[i].style;
            if (style->horizontal == ALIGN_START)
                assert_true(canvas->text[i].at.x + canvas_text_width(&canvas->head,
                                                                     canvas->text[i].text,
                                                                     style->size, false) <
                            track - 7);
        }
    }
}

#define TIMELINE_TEST(name) cmocka_unit_test_setup_teardown(name, open_toy, close_toy)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TIMELINE_TEST(an_epoch_of_one_step_needs_no_ticks),
        TIMELINE_TEST(every_epoch_has_a_tick_where_there_is_room),
        TIMELINE_TEST(ticks_that_would_crowd_stand_at_round_epochs),
        TIMELINE_TEST(a_press_on_the_track_goes_there_and_grabs),
        TIMELINE_TEST(the_button_plays_and_the_speed_goes_round),
        TIMELINE_TEST(speed_has_ends),
        TIMELINE_TEST(long_work_says_how_far_it_is_and_short_work_nothing),
        TIMELINE_TEST(work_of_more_than_ten_seconds_says_when_it_will_be_done),
        TIMELINE_TEST(work_that_cannot_tell_gives_no_number),
        TIMELINE_TEST(texts_never_reach_the_track),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
