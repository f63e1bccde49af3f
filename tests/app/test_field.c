// Fields, and the question that is answered in one.
#include "app/field.h"

#include "app/app.h"
#include "app/prompt.h"
#include "app/toy.h"
#include "plot/recorder.h"
#include "test.h"

static struct text_field field;

// There is a clipboard where there is a display.
static int begin_video(void **state)
{
    (void)state;
    return SDL_InitSubSystem(SDL_INIT_VIDEO);
}

static int end_video(void **state)
{
    (void)state;
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    field = (struct text_field){0};
    return 0;
}

static bool key(int32_t code, uint16_t modifiers)
{
    return field_key(&field, code, modifiers, NULL);
}

static void text_is_typed_at_the_cursor(void **state)
{
    (void)state;
    field_type(&field, "ac");
    assert_true(key(SDLK_LEFT, 0));
    field_type(&field, "β");
    assert_string_equal(field.text, "aβc");
    key(SDLK_HOME, 0);
    field_type(&field, "1");
    key(SDLK_END, 0);
    field_type(&field, "2");
    assert_string_equal(field.text, "1aβc2");
}

static void whole_characters_are_taken_away(void **state)
{
    (void)state;
    field_set(&field, "aβ₁c");
    key(SDLK_LEFT, 0);
    assert_true(key(SDLK_BACKSPACE, 0));
    assert_string_equal(field.text, "aβc");
    key(SDLK_LEFT, 0);
    assert_true(key(SDLK_DELETE, 0));
    assert_string_equal(field.text, "ac");
    key(SDLK_HOME, 0);
    key(SDLK_BACKSPACE, 0);
    key(SDLK_END, 0);
    key(SDLK_DELETE, 0);
    assert_string_equal(field.text, "ac");
}

static void a_key_says_whether_the_text_changed(void **state)
{
    (void)state;
    bool changed = true;
    field_set(&field, "a");
    assert_true(field_key(&field, SDLK_HOME, 0, &changed));
    assert_false(changed);
    assert_true(field_key(&field, SDLK_BACKSPACE, 0, &changed));
    assert_false(changed);
    assert_true(field_key(&field, SDLK_DELETE, 0, &changed));
    assert_true(changed);
}

static void ctrl_a_selects_all_and_typing_replaces_it(void **state)
{
    (void)state;
    field_set(&field, "old name");
    assert_false(key(SDLK_a, 0)); // a letter
    assert_true(key(SDLK_a, KMOD_LCTRL));
    field_type(&field, "n");
    field_type(&field, "ew");
    assert_string_equal(field.text, "new");
    key(SDLK_a, KMOD_LCTRL);
    key(SDLK_BACKSPACE, 0);
    assert_string_equal(field.text, "");
    field_set(&field, "kept");
    key(SDLK_a, KMOD_LCTRL);
    key(SDLK_RIGHT, 0);
    field_type(&field, "!");
    assert_string_equal(field.text, "kept!");
}

static void what_is_copied_or_cut_can_be_pasted(void **state)
{
    (void)state;
    bool changed = true;
    field_set(&field, "1/25");
    assert_true(field_key(&field, SDLK_c, KMOD_LCTRL, &changed));
    assert_false(changed);
    assert_string_equal(field.text, "1/25");
    assert_true(field_key(&field, SDLK_v, KMOD_RCTRL, &changed));
    assert_true(changed);
    assert_string_equal(field.text, "1/251/25");
    assert_true(field_key(&field, SDLK_x, KMOD_LCTRL, &changed));
    assert_true(changed);
    assert_string_equal(field.text, "");
    assert_true(key(SDLK_x, KMOD_LCTRL)); // there is nothing: what was copied stays
    assert_true(key(SDLK_INSERT, KMOD_LSHIFT));
    assert_string_equal(field.text, "1/251/25");
    assert_false(key(SDLK_v, 0));
    assert_false(key(SDLK_c, 0));
}

static void what_is_pasted_becomes_one_line_and_takes_the_place_of_what_is_selected(void **state)
{
    (void)state;
    SDL_SetClipboardText("0.5\r\n");
    field_set(&field, "old");
    key(SDLK_a, KMOD_LCTRL);
    key(SDLK_v, KMOD_LCTRL);
    assert_string_equal(field.text, "0.5");
    SDL_SetClipboardText("a\tβ\nb");
    key(SDLK_v, KMOD_LCTRL);
    assert_string_equal(field.text, "0.5a β b");
}

static void what_has_no_room_and_what_is_no_text_is_not_taken(void **state)
{
    (void)state;
    char most[FIELD_MAX];
    memset(most, 'x', sizeof most - 1);
    most[sizeof most - 1] = '\0';
    field_type(&field, most);
    assert_string_equal(field.text, most);
    field_type(&field, "y");
    assert_string_equal(field.text, most);
    field_set(&field, "a");
    field_type(&field, "\t");
    field_type(&field, "b\n");
    assert_string_equal(field.text, "a");
    // One character too many is left away as a whole.
    most[sizeof most - 3] = '\0';
    char longer[FIELD_MAX + 8];
    snprintf(longer, sizeof longer, "%sβ₁", most);
    field_set(&field, longer);
    assert_int_equal(strlen(field.text), FIELD_MAX - 1);
}

static void the_cursor_shows_however_long_the_text_is(void **state)
{
    (void)state;
    const struct rect box = {50, 50, 120, 30};
    for (size_t length = 0; length < 60; length += 20) {
        struct recorder *canvas = recorder_create();
        char text[64] = "";
        memset(text, 'm', length);
        field_set(&field, text);
        field_draw(&field, &canvas->head, &theme_light, &box, "type");
        assert_int_equal(canvas->lines, 1);
        assert_between(canvas->line[0].point[0].x, box.x, box.x + box.width);
        assert_string_equal(canvas->text[0].text, length > 0 ? text : "type");
        canvas_destroy(&canvas->head);
    }
}

// ---- the question -------------------------------------------------------------------------------

static struct {
    char answer[64];
    int freed;
    bool refuses, asks_again;
} asked;

static bool take_answer(struct frame *frame, void *user, const char *text, struct error *error);
static void count_free(void *user)
{
    assert_ptr_equal(user, &asked);
    asked.freed++;
}
static const struct prompt_options question = {"Save as", "old",       "in /home/ada",
                                               &asked,    take_answer, count_free};

static bool take_answer(struct frame *frame, void *user, const char *text, struct error *error)
{
    assert_ptr_equal(user, &asked);
    snprintf(asked.answer, sizeof asked.answer, "%s", text);
    if (asked.asks_again) {
        asked.asks_again = false;
        return prompt_open(frame, &question, error);
    }
    return !asked.refuses || error_set(error, ERROR_INPUT, "no such folder");
}

static struct frame frame;
static struct recorder *canvas;

static int ask(void **state)
{
    (void)state;
    struct error error = {0};
    memset(&asked, 0, sizeof asked);
    memset(&frame, 0, sizeof frame);
    canvas = recorder_create();
    frame.window.canvas = &canvas->head;
    frame.theme = &theme_light;
    return prompt_open(&frame, &question, &error) ? 0 : -1;
}

static int leave(void **state)
{
    (void)state;
    frame_close_modal(&frame);
    canvas_destroy(&canvas->head);
    return 0;
}

static bool press(int32_t code, struct error *error)
{
    return frame.modal->key(&frame, frame.modal_data, code, 0, error);
}

static bool is_drawn(const char *text)
{
    for (size_t i = 0; i < canvas->texts; i++)
        if (strcmp(canvas->text[i].text, text) == 0)
            return true;
    return false;
}

static void a_question_shows_its_title_text_and_hint(void **state)
{
    (void)state;
    frame.modal->draw(&frame, frame.modal_data);
    assert_true(is_drawn("Save as") && is_drawn("old") && is_drawn("in /home/ada"));
}

static void typing_replaces_the_text_and_enter_answers(void **state)
{
    (void)state;
    struct error error = {0};
    frame.modal->text(&frame, frame.modal_data, "new", &error);
    assert_true(press(SDLK_RETURN, &error));
    assert_string_equal(asked.answer, "new");
    assert_null(frame.modal);
    assert_int_equal(asked.freed, 1);
}

static void a_refused_answer_stays_to_be_mended(void **state)
{
    (void)state;
    struct error error = {0};
    asked.refuses = true;
    press(SDLK_RETURN, &error);
    assert_string_equal(error.text, "no such folder");
    assert_non_null(frame.modal);
    assert_int_equal(asked.freed, 0);
    asked.refuses = false;
    press(SDLK_RETURN, &error);
    assert_null(frame.modal);
}

static void an_answer_may_ask_the_next_question(void **state)
{
    (void)state;
    struct error error = {0};
    asked.asks_again = true;
    press(SDLK_RETURN, &error);
    assert_non_null(frame.modal);
    assert_int_equal(asked.freed, 1);
    press(SDLK_RETURN, &error);
    assert_null(frame.modal);
    assert_int_equal(asked.freed, 2);
}

static void escape_is_left_to_who_asks(void **state)
{
    (void)state;
    struct error error = {0};
    assert_false(press(SDLK_ESCAPE, &error));
    frame_close_modal(&frame);
    assert_string_equal(asked.answer, "");
    assert_int_equal(asked.freed, 1);
}

int main(void)
{
#define ON_FIELD(test)    cmocka_unit_test_setup(test, clear)
#define ON_QUESTION(test) cmocka_unit_test_setup_teardown(test, ask, leave)
    const struct CMUnitTest tests[] = {
        ON_FIELD(text_is_typed_at_the_cursor),
        ON_FIELD(whole_characters_are_taken_away),
        ON_FIELD(a_key_says_whether_the_text_changed),
        ON_FIELD(ctrl_a_selects_all_and_typing_replaces_it),
        ON_FIELD(what_is_copied_or_cut_can_be_pasted),
        ON_FIELD(what_is_pasted_becomes_one_line_and_takes_the_place_of_what_is_selected),
        ON_FIELD(what_has_no_room_and_what_is_no_text_is_not_taken),
        ON_FIELD(the_cursor_shows_however_long_the_text_is),
        ON_QUESTION(a_question_shows_its_title_text_and_hint),
        ON_QUESTION(typing_replaces_the_text_and_enter_answers),
        ON_QUESTION(a_refused_answer_stays_to_be_mended),
        ON_QUESTION(an_answer_may_ask_the_next_question),
        ON_QUESTION(escape_is_left_to_who_asks),
    };
    return cmocka_run_group_tests(tests, begin_video, end_video);
}
