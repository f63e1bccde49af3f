// The scene menu with the labs and scenes that ship, on a window that nobody sees.
#include "app/menu.h"

#include "app/events.h"
#include "app/gallery.h"
#include "base/asset.h"
#include "scene/shelf.h"
#include "test.h"

#include <stdio.h>
#include <string.h>

static struct frame frame;
static struct error error;

static void event_key(SDL_Keycode code)
{
    SDL_Event event = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = code}}};
    events_take(&frame, &event);
    event.key.type = SDL_KEYUP;
    events_take(&frame, &event);
}

static int open_menu(void **state)
{
    (void)state;
    struct scene scene = {0};
    memset(&frame, 0, sizeof frame);
    memset(&error, 0, sizeof error);
    frame.theme = &theme_light;
    document_init(&frame.document, 1);
    frame.scenes = shelf_names(&error);
    const bool done = frame.scenes && scene_read(&scene, "momentum", &error) &&
                      frame_open(&frame, &scene, &error) &&
                      window_open(&frame.window, 800, 500, &error);
    scene_clear(&scene);
    if (done)
        event_key(SDLK_m);
    else
        print_message("%s\n", error.text);
    return done ? 0 : -1;
}

static int close_menu(void **state)
{
    (void)state;
    frame_close_modal(&frame);
    gallery_destroy(frame.gallery);
    document_clear(&frame.document);
    predict_clear(&frame.predict, NULL);
    session_clear(&frame.session);
    window_close(&frame.window);
    asset_list_free(frame.scenes);
    return 0;
}

static void type(const char *text)
{
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    snprintf(event.text.text, sizeof event.text.text, "%s", text);
    events_take(&frame, &event);
}

static const char *open_scene(void)
{
    return frame.document.now.scene.name;
}

static size_t painted(void)
{
    size_t count = 0;
    for (size_t i = 0; i < frame.gallery->count; i++)
        count += frame.gallery->card[i].picture != NULL;
    return count;
}

static void every_shipped_scene_has_a_card_and_lectures_come_first(void **state)
{
    (void)state;
    size_t names = 0;
    while (frame.scenes[names])
        names++;
    assert_int_equal(frame.gallery->count, names);
    bool is_other = false;
    for (size_t i = 0; i < names; i++) {
        const struct card *card = &frame.gallery->card[i];
        assert_null(card->why);
        assert_true(*card->title && *card->lab);
        const bool is_lecture = strncmp(card->heading, "Lecture", 7) == 0;
        assert_false(is_lecture && is_other);
        is_other = !is_lecture;
    }
}

static void the_first_frame_comes_before_any_picture(void **state)
{
    (void)state;
    assert_true(frame_show(&frame) == 0); // and the next one at once
    assert_int_equal(painted(), 0);
}

static void pictures_come_little_by_little_and_stay(void **state)
{
    (void)state;
    frame_show(&frame);
    size_t before = 0;
    for (int i = 0; i < 500 && painted() < 3; i++) {
        frame_show(&frame);
        assert_true(painted() >= before);
        before = painted();
    }
    assert_true(painted() >= 3 && painted() < frame.gallery->count);
    event_key(SDLK_ESCAPE);
    assert_null(frame.modal);
    assert_null(frame.gallery->lab); // nothing computes on
    const size_t kept = painted();
    event_key(SDLK_m);
    assert_int_equal(painted(), kept);
}

static bool has_picture_of(const struct theme *theme)
{
    for (size_t i = 0; i < frame.gallery->count; i++)
        if (frame.gallery->card[i].picture && frame.gallery->card[i].theme == theme)
            return true;
    return false;
}

static void another_theme_paints_anew(void **state)
{
    (void)state;
    for (int i = 0; i < 500 && painted() < 1; i++)
        frame_show(&frame);
    assert_true(has_picture_of(&theme_light));
    frame.theme = &theme_dark;
    for (int i = 0; i < 500 && !has_picture_of(&theme_dark); i++)
        frame_show(&frame);
    assert_true(has_picture_of(&theme_dark));
}

static void the_open_scene_is_selected_and_enter_opens_another(void **state)
{
    (void)state;
    frame_show(&frame);
    event_key(SDLK_RETURN);
    assert_null(frame.modal);
    assert_string_equal(open_scene(), "momentum");
    event_key(SDLK_m);
    frame_show(&frame);
    event_key(SDLK_RIGHT);
    event_key(SDLK_RETURN);
    assert_string_equal(open_scene(), "what-cancels");
}

static void typing_finds_and_arrows_move_over_lines(void **state)
{
    (void)state;
    frame_show(&frame);
    type("six ra");
    event_key(SDLK_RETURN);
    assert_string_equal(open_scene(), "six-runners");
    event_key(SDLK_m);
    frame_show(&frame);
    event_key(SDLK_HOME);
    event_key(SDLK_DOWN);
    event_key(SDLK_DOWN);
    event_key(SDLK_UP);
    event_key(SDLK_UP);
    event_key(SDLK_RETURN);
    assert_string_equal(open_scene(), frame.scenes[0]);
}

static void up_and_down_stay_in_their_column_and_stop_at_the_ends(void **state)
{
    (void)state;
    frame_show(&frame);
    event_key(SDLK_HOME);
    event_key(SDLK_RIGHT);
    event_key(SDLK_UP); // there is no line above
    event_key(SDLK_RETURN);
    assert_string_equal(open_scene(), frame.scenes[1]);
    event_key(SDLK_m);
    frame_show(&frame);
    event_key(SDLK_END);
    event_key(SDLK_DOWN);
    event_key(SDLK_PAGEDOWN);
    event_key(SDLK_RETURN);
    assert_string_equal(open_scene(), frame.gallery->card[frame.gallery->count - 1].name);
}

static void a_click_opens_the_card_under_it(void **state)
{
    (void)state;
    frame_show(&frame);
    event_key(SDLK_HOME);
    frame_show(&frame);
    // The second card of the first line, in the middle of its picture.
    const SDL_Event click = {.button = {.type = SDL_MOUSEBUTTONDOWN,
                                        .button = SDL_BUTTON_LEFT,
                                        .clicks = 1,
                                        .x = 230,
                                        .y = 130}};
    events_take(&frame, &click);
    assert_string_equal(open_scene(), frame.scenes[1]);
    assert_null(frame.modal);
}

static void nothing_found_opens_nothing(void **state)
{
    (void)state;
    frame_show(&frame);
    type("qqqq");
    frame_show(&frame);
    event_key(SDLK_DOWN);
    event_key(SDLK_RETURN);
    assert_non_null(frame.modal);
    assert_string_equal(open_scene(), "momentum");
    event_key(SDLK_BACKSPACE);
    event_key(SDLK_ESCAPE);
    assert_null(frame.modal);
}

int main(void)
{
#define IN_MENU(test) cmocka_unit_test_setup_teardown(test, open_menu, close_menu)
    const struct CMUnitTest tests[] = {
        IN_MENU(every_shipped_scene_has_a_card_and_lectures_come_first),
        IN_MENU(the_first_frame_comes_before_any_picture),
        IN_MENU(pictures_come_little_by_little_and_stay),
        IN_MENU(another_theme_paints_anew),
        IN_MENU(the_open_scene_is_selected_and_enter_opens_another),
        IN_MENU(typing_finds_and_arrows_move_over_lines),
        IN_MENU(up_and_down_stay_in_their_column_and_stop_at_the_ends),
        IN_MENU(a_click_opens_the_card_under_it),
        IN_MENU(nothing_found_opens_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
