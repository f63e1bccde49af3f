// What is said to whoever does not see the picture, and when.
#include "app/told.h"

#include "app/gallery.h"
#include "app/palette.h"
#include "app/question.h"
#include "app/toy.h"
#include "plot/recorder.h"
#include "test.h"

#include <SDL.h>

static struct frame frame;
static struct told told;
static struct {
    int count;
    char picture[4096], message[600];
} heard;

static void hear(const char *picture, const char *message)
{
    heard.count++;
    snprintf(heard.picture, sizeof heard.picture, "%s", picture);
    snprintf(heard.message, sizeof heard.message, "%s", message);
}

static int begin(void **state)
{
    (void)state;
    frame = (struct frame){0};
    told = (struct told){.say = hear};
    heard.count = 0;
    return toy_open_document(&frame.document);
}

static int end(void **state)
{
    (void)state;
    told_clear(&told);
    document_clear(&frame.document);
    return 0;
}

static void pass(double seconds)
{
    told_advance(&told, &frame, seconds);
}

static void the_picture_is_told_at_once_and_then_only_when_it_has_changed(void **state)
{
    (void)state;
    frame.document.is_playing = false;
    pass(0);
    assert_int_equal(heard.count, 1);
    assert_non_null(strstr(heard.picture, "A toy\n"));
    assert_string_equal(heard.message, "");
    for (int i = 0; i < 100; i++)
        assert_true(isinf(told_advance(&told, &frame, 0.5)));
    assert_int_equal(heard.count, 1);
    document_go(&frame.document, 41);
    pass(0);
    assert_int_equal(heard.count, 2);
}

static void quick_changes_are_told_once_a_second(void **state)
{
    (void)state;
    frame.document.is_playing = false;
    pass(0);
    for (int i = 1; i <= 20; i++) {
        document_go(&frame.document, i);
        pass(0.125);
    }
    assert_int_equal(heard.count, 3); // 2.5 seconds
    const double due = told_advance(&told, &frame, 0);
    assert_true(due > 0 && due <= TOLD_REST_SECONDS);
    pass(due);
    assert_int_equal(heard.count, 4); // the last of them is never left out
    assert_true(isinf(told_advance(&told, &frame, 1)));
}

static void while_it_plays_steps_are_no_news_but_its_stopping_is(void **state)
{
    (void)state;
    document_go(&frame.document, 0);
    frame.document.is_playing = true;
    pass(0);
    for (int i = 1; i <= 36; i++) {
        frame.document.step = i;
        pass(0.25);
    }
    assert_int_equal(heard.count, 1); // 9 seconds
    frame.document.is_playing = false;
    pass(0.25);
    assert_int_equal(heard.count, 2);
    frame.document.is_playing = true;
    for (int i = 1; i <= 42; i++) {
        frame.document.step = 36 + i;
        pass(0.25);
    }
    assert_int_equal(heard.count, 3); // 10.5 seconds
}

static void a_message_is_told_and_its_going_as_well(void **state)
{
    (void)state;
    frame.document.is_playing = false;
    pass(0);
    toast_say(&frame.toast, false, "Saved it");
    pass(1);
    assert_string_equal(heard.message, "Saved it");
    toast_dismiss(&frame.toast);
    pass(1);
    assert_string_equal(heard.message, "");
    assert_int_equal(heard.count, 3);
}

static void the_selected_slider_is_told(void **state)
{
    (void)state;
    snprintf(frame.slider, sizeof frame.slider, "a, learning rate: 0.5");
    pass(0);
    assert_non_null(strstr(heard.picture, "Selected: a, learning rate: 0.5.\n"));
}

static void yes(struct frame *of)
{
    (void)of;
}

static void a_question_is_told_as_long_as_it_stands(void **state)
{
    (void)state;
    struct error error = {0};
    frame.document.is_playing = false;
    pass(0);
    assert_true(question_ask(&frame, "There is a file a.ini.", "Replace it?", yes, &error));
    pass(1);
    assert_string_equal(heard.message,
                        "There is a file a.ini. Replace it? Y or Enter: yes · N or Esc: no");
    toast_say(&frame.toast, false, "Saved it");
    pass(1);
    assert_int_equal(strncmp(heard.message, "Saved it\nThere is", 16), 0);
    toast_dismiss(&frame.toast);
    frame_close_modal(&frame);
    pass(1);
    assert_string_equal(heard.message, "");
}

static void the_list_that_is_open_and_its_row_are_told(void **state)
{
    (void)state;
    struct error error = {0};
    struct recorder *canvas = recorder_create();
    char first[600];
    frame.window.canvas = &canvas->head;
    frame.theme = &theme_light;
    frame.document.is_playing = false;
    assert_true(palette_open(&frame, &error));
    pass(1);
    memcpy(first, heard.message, sizeof first);
    assert_non_null(strstr(first, ": 1 of "));
    frame.modal->key(&frame, frame.modal_data, SDLK_DOWN, 0, &error);
    pass(1);
    assert_non_null(strstr(heard.message, ": 2 of "));
    assert_string_not_equal(first, heard.message);
    frame.modal->text(&frame, frame.modal_data, "xyzzy", &error);
    pass(1);
    assert_non_null(strstr(heard.message, "nothing has all of these words"));
    frame_close_modal(&frame);
    gallery_destroy(frame.gallery);
    canvas_destroy(&canvas->head);
}

static void where_nobody_hears_nothing_is_put_into_words(void **state)
{
    (void)state;
    told.say = NULL;
    assert_true(isinf(told_advance(&told, &frame, 10)));
    assert_null(told.picture);
    assert_null(voice_find()); // a window has no place for words
}

int main(void)
{
#define ON_TOY(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        ON_TOY(the_picture_is_told_at_once_and_then_only_when_it_has_changed),
        ON_TOY(quick_changes_are_told_once_a_second),
        ON_TOY(while_it_plays_steps_are_no_news_but_its_stopping_is),
        ON_TOY(a_message_is_told_and_its_going_as_well),
        ON_TOY(the_selected_slider_is_told),
        ON_TOY(a_question_is_told_as_long_as_it_stands),
        ON_TOY(the_list_that_is_open_and_its_row_are_told),
        ON_TOY(where_nobody_hears_nothing_is_put_into_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
