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

static void the_help_shows_every_row_whole_and_as_large_as_other_text_at_any_size(void **state)
{
    (void)state;
    static const float sizes[][2] = {{1280, 720}, {800, 500},   {480, 320}, {512, 288},
                                     {480, 270},  {2560, 1080}, {600, 1400}};
    struct help_row rows[HELP_MAX];
    const size_t count = key_help(rows, HELP_MAX);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        begin(sizes[s][0], sizes[s][1]);
        const size_t pages = overlay_help_pages(&canvas->head, rows, count);
        char all[40000] = "";
        for (size_t page = 0; page < pages; page++) {
            begin(sizes[s][0], sizes[s][1]);
            overlay_draw_help(&canvas->head, &theme_light, rows, count, page);
            check_texts();
            for (size_t i = 0; i < canvas->texts; i++) {
                assert_true(canvas->text[i].style.size >= TYPE_BODY);
                strcat(all, canvas->text[i].text);
                strcat(all, " ");
            }
        }
        for (size_t i = 0; i < count; i++) {
            if (!strstr(all, rows[i].what))
                fail_msg("'%s' is not whole at %g × %g", rows[i].what, (double)sizes[s][0],
                         (double)sizes[s][1]);
            assert_non_null(strstr(all, rows[i].keys));
        }
    }
}

static void a_large_window_shows_the_help_on_few_pages_and_says_which(void **state)
{
    (void)state;
    struct help_row rows[HELP_MAX];
    const size_t count = key_help(rows, HELP_MAX);
    begin(1280, 720);
    const size_t large = overlay_help_pages(&canvas->head, rows, count);
    begin(480, 300);
    const size_t pages = overlay_help_pages(&canvas->head, rows, count);
    assert_true(large <= 2 && pages > large && pages <= 12);
    overlay_draw_help(&canvas->head, &theme_light, rows, count, pages - 1);
    char wanted[40];
    snprintf(wanted, sizeof wanted, "page %zu of %zu", pages, pages);
    assert_non_null(strstr(canvas->text[1].text, wanted));
    const size_t last = canvas->texts;
    begin(480, 300);
    overlay_draw_help(&canvas->head, &theme_light, rows, count,
                      pages + 7); // as if it were the last
    assert_int_equal(canvas->texts, last);
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
        const struct rect slot = {240, 452, widths[i] - 300, 30};
        const float band = overlay_toast_band(&canvas->head, &toast, &slot);
        overlay_draw_toast(&canvas->head, &theme_light, &toast, &slot, 50);
        assert_true(canvas->texts > 1);
        check_texts();
        assert_non_null(strstr(canvas->text[canvas->texts - 1].text, "last"));
        for (size_t t = 0; t < canvas->texts; t++)
            assert_true(canvas->text[t].at.y < 450 && canvas->text[t].at.y > 450 - band);
    }
}

static void a_short_message_stands_in_the_slot_and_takes_no_room(void **state)
{
    (void)state;
    struct toast toast = {0};
    const struct rect slot = {240, 670, 900, 31};
    begin(1280, 720);
    assert_true(overlay_toast_band(&canvas->head, &toast, &slot) == 0);
    toast_say(&toast, false, "Saved");
    assert_true(overlay_toast_band(&canvas->head, &toast, &slot) == 0);
    overlay_draw_toast(&canvas->head, &theme_light, &toast, &slot, 50);
    assert_int_equal(canvas->texts, 1);
    const struct rect box = canvas->rectangle[0].rect;
    assert_true(box.x >= slot.x && box.x + box.width <= slot.x + slot.width);
    assert_true(box.y >= slot.y && box.y + box.height <= slot.y + slot.height);
    assert_true(overlay_toast_band(&canvas->head, &toast, &(struct rect){0}) > 0);
}

static void long_notes_turn_pages_and_leave_the_picture_more_than_half(void **state)
{
    (void)state;
    char text[2000] = "";
    for (int i = 0; i < 150; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "word%d ", i);
    const struct rect room = {20, 80, 500, 300};
    begin(800, 500);
    const size_t pages = overlay_notes_pages(&canvas->head, text, &room);
    const float height = overlay_notes_height(&canvas->head, text, &room);
    assert_true(pages > 1 && height < room.height / 2);
    char all[4000] = "";
    for (size_t page = 0; page < pages; page++) {
        begin(800, 500);
        overlay_draw_notes(&canvas->head, &theme_light, text, &room, page);
        check_texts();
        for (size_t i = 1; i < canvas->texts; i++) {
            assert_true(canvas->text[i].at.y > room.y + room.height - height);
            assert_true(canvas->text[i].at.y < room.y + room.height);
            strcat(all, canvas->text[i].text);
            strcat(all, " ");
        }
    }
    for (int i = 0; i < 150; i++) {
        char word[20];
        snprintf(word, sizeof word, "word%d ", i);
        assert_non_null(strstr(all, word));
    }
}

static void a_message_fades_and_is_gone(void **state)
{
    (void)state;
    struct toast toast = {0};
    begin(800, 500);
    overlay_draw_toast(&canvas->head, &theme_light, &toast, &(struct rect){0}, 50);
    assert_int_equal(canvas->texts, 0);
    toast_say(&toast, false, "Saved");
    overlay_draw_toast(&canvas->head, &theme_light, &toast, &(struct rect){0}, 50);
    assert_true(canvas->text[0].style.color.a == 1);
    toast_advance(&toast, TOAST_SECONDS - TOAST_FADE / 2);
    overlay_draw_toast(&canvas->head, &theme_light, &toast, &(struct rect){0}, 50);
    assert_true(fabsf(canvas->text[1].style.color.a - 0.5f) < 0.01f);
    toast_advance(&toast, 1);
    overlay_draw_toast(&canvas->head, &theme_light, &toast, &(struct rect){0}, 50);
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
        OVERLAY_TEST(the_help_shows_every_row_whole_and_as_large_as_other_text_at_any_size),
        OVERLAY_TEST(a_large_window_shows_the_help_on_few_pages_and_says_which),
        OVERLAY_TEST(a_long_message_is_wrapped_and_shown_to_its_end),
        OVERLAY_TEST(a_short_message_stands_in_the_slot_and_takes_no_room),
        OVERLAY_TEST(long_notes_turn_pages_and_leave_the_picture_more_than_half),
        OVERLAY_TEST(a_message_fades_and_is_gone),
        OVERLAY_TEST(a_message_is_due_when_it_begins_to_fade),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
