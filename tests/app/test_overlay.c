#include "app/overlay.h"

#include "app/keys.h"
#include "plot/recorder.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

static struct recorder *canvas;

static void begin(float width, float height)
{
    if (canvas)
        canvas_destroy(&canvas->head);
    canvas = recorder_create();
    canvas->head.width = width;
    canvas->head.height = height;
}

static int close_canvas(void **state)
{
    (void)state;
    if (canvas)
        canvas_destroy(&canvas->head);
    canvas = NULL;
    return 0;
}

static float width_of(size_t i)
{
    return canvas_text_width(&canvas->head, canvas->text[i].text, canvas->text[i].style.size,
                             false);
}

// Everything lies on the canvas and nothing on anything else.
static void check_texts(void)
{
    for (size_t i = 0; i < canvas->texts; i++) {
        const struct point at = canvas->text[i].at;
        const float half = canvas->text[i].style.size / 2;
        assert_true(at.x >= 0 && at.x + width_of(i) <= canvas->head.width);
        assert_true(at.y >= half && at.y + half <= canvas->head.height);
        for (size_t j = i + 1; j < canvas->texts; j++) {
            const struct point other = canvas->text[j].at;
            const float pitch = half + canvas->text[j].style.size / 2;
            assert_true(fabsf(at.y - other.y) > 0.9f * pitch || at.x + width_of(i) <= other.x ||
                        other.x + width_of(j) <= at.x);
        }
    }
}

static void the_help_shows_every_row_whole_at_any_size(void **state)
{
    (void)state;
    static const float sizes[][2] = {{1280, 720}, {800, 500},   {480, 320}, {512, 288},
                                     {480, 270},  {2560, 1080}, {600, 1400}};
    struct help_row rows[HELP_MAX];
    const size_t count = key_help(rows, HELP_MAX);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        begin(sizes[s][0], sizes[s][1]);
        overlay_draw_help(&canvas->head, &theme_light, rows, count);
        char all[20000] = "";
        for (size_t i = 0; i < canvas->texts; i++) {
            strcat(all, canvas->text[i].text);
            strcat(all, canvas->text[i].text[strlen(canvas->text[i].text) - 1] == ' ' ? "" : " ");
        }
        for (size_t i = 0; i < count; i++) {
            if (!strstr(all, rows[i].what))
                fail_msg("'%s' is not whole at %g × %g", rows[i].what, (double)sizes[s][0],
                         (double)sizes[s][1]);
            assert_non_null(strstr(all, rows[i].keys));
        }
        check_texts();
    }
}

static void the_help_is_as_large_as_other_text_where_there_is_room(void **state)
{
    (void)state;
    struct help_row rows[HELP_MAX];
    const size_t count = key_help(rows, HELP_MAX);
    begin(1280, 720);
    overlay_draw_help(&canvas->head, &theme_light, rows, count);
    assert_true(canvas->texts > count);
    assert_true(canvas->text[canvas->texts - 1].style.size >= 13);
}

static void a_long_message_is_wrapped_and_shown_to_its_end(void **state)
{
    (void)state;
    static const float widths[] = {1280, 800, 480};
    struct toast toast = {0};
    toast_say(
        &toast, true,
        "runner.mini-batch.alpha must be a number from 1e-06 to 10000, not 'abx'; a file at "
        "/home/somebody/with/a/path/that/is/longer/than/any/line/of/a/narrow/window.ini last");
    for (size_t i = 0; i < 3; i++) {
        begin(widths[i], 500);
        overlay_draw_toast(&canvas->head, &theme_light, &toast, 50);
        assert_true(canvas->texts > 1);
        check_texts();
        assert_non_null(strstr(canvas->text[canvas->texts - 1].text, "last"));
        for (size_t t = 0; t < canvas->texts; t++)
            assert_true(canvas->text[t].at.y < 450);
    }
}

static void a_message_fades_and_is_gone(void **state)
{
    (void)state;
    struct toast toast = {0};
    begin(800, 500);
    overlay_draw_toast(&canvas->head, &theme_light, &toast, 50);
    assert_int_equal(canvas->texts, 0);
    toast_say(&toast, false, "Saved");
    overlay_draw_toast(&canvas->head, &theme_light, &toast, 50);
    assert_true(canvas->text[0].style.color.a == 1);
    toast_advance(&toast, TOAST_SECONDS - TOAST_FADE / 2);
    overlay_draw_toast(&canvas->head, &theme_light, &toast, 50);
    assert_true(fabsf(canvas->text[1].style.color.a - 0.5f) < 0.01f);
    toast_advance(&toast, 1);
    overlay_draw_toast(&canvas->head, &theme_light, &toast, 50);
    assert_int_equal(canvas->texts, 2);
}

static void a_message_is_due_when_it_begins_to_fade(void **state)
{
    (void)state;
    struct toast toast = {0};
    assert_true(isinf(toast_due(&toast)));
    toast_say(&toast, false, "Saved");
    toast_advance(&toast, 1);
    assert_true(fabs(toast_due(&toast) - (TOAST_SECONDS - 1 - TOAST_FADE)) < 1e-9);
    toast_advance(&toast, toast_due(&toast) + 0.01);
    assert_true(toast_due(&toast) == 0);
    toast_dismiss(&toast);
    assert_true(isinf(toast_due(&toast)));
}

#define OVERLAY_TEST(name) cmocka_unit_test_teardown(name, close_canvas)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OVERLAY_TEST(the_help_shows_every_row_whole_at_any_size),
        OVERLAY_TEST(the_help_is_as_large_as_other_text_where_there_is_room),
        OVERLAY_TEST(a_long_message_is_wrapped_and_shown_to_its_end),
        OVERLAY_TEST(a_message_fades_and_is_gone),
        OVERLAY_TEST(a_message_is_due_when_it_begins_to_fade),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
