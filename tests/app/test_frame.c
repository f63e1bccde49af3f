// When the next frame is due, with a lab whose work ends when the test says so.
#include "app/frame.h"

#include "app/app.h"
#include "app/toy_app.h"
#include "test.h"

static struct app *app;

static int open_app(void **state)
{
    (void)state;
    app = toy_open_app(800, 500);
    return app ? 0 : -1;
}

static int close_app(void **state)
{
    (void)state;
    app_destroy(app);
    return 0;
}

static void key(SDL_Keycode code, uint16_t modifiers)
{
    const SDL_Event event = {
        .key = {.type = SDL_KEYDOWN, .keysym = {.sym = code, .mod = modifiers}}};
    app_event(app, &event);
}

static void show_the_second_picture(void)
{
    key(SDLK_v, 0);
    assert_string_equal(scene_text(app_scene(app), "view", "show"), "second");
}

static void at_rest_no_frame_is_due(void **state)
{
    (void)state;
    assert_true(isinf(app_frame(app, 0)));
    assert_true(isinf(app_frame(app, 3)));
}

static void work_that_ends_after_the_drawing_is_drawn_once_more(void **state)
{
    (void)state;
    toy.works = toy.ends_at_draw = true;
    assert_false(isinf(app_frame(app, 0)));
    assert_true(toy.drawn_busy && !toy.works);
    assert_true(isinf(app_frame(app, 0.03)));
    assert_false(toy.drawn_busy);
}

static void a_pictures_work_that_ends_after_the_drawing_is_drawn_once_more(void **state)
{
    (void)state;
    show_the_second_picture();
    toy.picture_works = toy.ends_at_draw = true;
    assert_false(isinf(app_frame(app, 0)));
    assert_true(toy.drawn_busy && !toy.picture_works);
    assert_true(isinf(app_frame(app, 0.03)));
    assert_false(toy.drawn_busy);
}

static void frames_come_as_long_as_there_is_work(void **state)
{
    (void)state;
    toy.works = true;
    for (int i = 0; i < 5; i++) {
        const double due = app_frame(app, 0.03);
        assert_true(due > 0 && due < 0.1);
    }
    toy.works = false; // between two frames: the next one shows it
    assert_true(isinf(app_frame(app, 0.03)));
}

static void work_under_a_toast_does_not_wait_for_it(void **state)
{
    (void)state;
    key(SDLK_z, KMOD_LCTRL);
    toy.works = toy.ends_at_draw = true;
    assert_true(app_frame(app, 0) < 0.1);
}

static void a_toast_rests_then_fades_and_is_gone(void **state)
{
    (void)state;
    key(SDLK_z, KMOD_LCTRL);
    const double rest = app_frame(app, 0);
    assert_true(rest > 3 && rest < 5);
    // An event half the way: it still stands, and not longer for that.
    assert_true(fabs(app_frame(app, 2) - (rest - 2)) < 1e-9);
    double due = app_frame(app, rest - 2), faded = 0;
    assert_true(due < 1e-9);
    while (due < 1e-9 && faded < 1) {
        faded += 1.0 / 60;
        due = app_frame(app, 1.0 / 60);
    }
    assert_true(faded < 0.5);
    assert_true(isinf(due));
    assert_string_equal(app_toast(app), "");
}

static void one_long_rest_ends_a_toast(void **state)
{
    (void)state;
    key(SDLK_z, KMOD_LCTRL);
    assert_string_not_equal(app_toast(app), "");
    assert_true(isinf(app_frame(app, 60)));
    assert_string_equal(app_toast(app), "");
}

static void a_change_that_is_taken_takes_the_toast_away(void **state)
{
    (void)state;
    const struct {
        SDL_Keycode code;
        uint16_t modifiers;
    } changes[] = {{SDLK_RIGHT, 0}, {SDLK_z, KMOD_LCTRL}, {SDLK_y, KMOD_LCTRL}, {SDLK_BACKSPACE, 0},
                   {SDLK_v, 0},     {SDLK_1, 0},          {SDLK_d, 0}};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        key(SDLK_9, 0); // there is no ninth runner
        assert_string_not_equal(app_toast(app), "");
        key(changes[i].code, changes[i].modifiers);
        assert_string_equal(app_toast(app), "");
    }
    assert_true(isinf(app_frame(app, 0)));
}

static void a_change_that_fails_is_a_toast_of_its_own(void **state)
{
    (void)state;
    toy.fails = true;
    key(SDLK_RIGHT, 0);
    assert_string_equal(app_toast(app), "the toy is broken");
}

static void a_key_that_does_nothing_here_says_why(void **state)
{
    (void)state;
    const struct {
        SDL_Keycode code;
        uint16_t modifiers;
        const char *says;
    } keys[] = {{SDLK_z, KMOD_LCTRL, "Ctrl+Z: nothing to undo"},
                {SDLK_d, 0, "D: it is too late"},
                {SDLK_9, 0, "9: no runner has this number"},
                {SDLK_BACKSPACE, 0, "Backspace: this is the scene's value"}};
    toy.is_late = true;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        key(keys[i].code, keys[i].modifiers);
        assert_string_equal(app_toast(app), keys[i].says);
    }
}

static void another_labs_key_says_whose_it_is(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct error error = {0};
    toy_scene(&scene, "[scene]\nlab = bare\n[runner.a]\n");
    app_destroy(app);
    app = app_create(&scene, &(struct app_options){.width = 800, .height = 500}, &error);
    scene_clear(&scene);
    assert_non_null(app);
    key(SDLK_d, 0);
    assert_string_equal(app_toast(app), "D: halve α: only in Toy");
    key(SDLK_v, 0);
    assert_string_equal(app_toast(app), "V: this lab has one picture");
    key(SDLK_RIGHT, 0);
    assert_string_equal(app_toast(app), "Right: this lab has no sliders");
    app_frame(app, 0.01); // and it can be drawn
}

static void escape_is_silent_and_does_one_thing_at_a_time(void **state)
{
    (void)state;
    key(SDLK_ESCAPE, 0);
    assert_string_equal(app_toast(app), "");
    toy.works = true;
    key(SDLK_9, 0);
    key(SDLK_ESCAPE, 0);
    assert_string_equal(app_toast(app), "");
    assert_int_equal(toy.cancelled, 0);
    key(SDLK_ESCAPE, 0);
    assert_int_equal(toy.cancelled, 0); // what has just begun is nothing that one waits for
    for (int i = 0; i < 10; i++)
        app_frame(app, 0.1);
    key(SDLK_ESCAPE, 0);
    assert_int_equal(toy.cancelled, 1);
}

static void a_machine_that_slept_does_not_skip_to_the_end(void **state)
{
    (void)state;
    key(SDLK_SPACE, 0);
    const double before = app_step(app);
    app_frame(app, 3600);
    assert_true(app_step(app) > before && app_step(app) < before + 10);
}

#define WINDOW_TEST(name) cmocka_unit_test_setup_teardown(name, open_app, close_app)

static void a_small_window_shows_one_part_at_a_time_and_the_slider_that_is_used(void **state)
{
    (void)state;
    const struct frame *frame = app_frame_of(app);
    app_frame(app, 0);
    key(SDLK_w, 0); // all parts are there
    assert_int_equal(frame->part, LAB_STAGE);
    assert_non_null(strstr(app_toast(app), "W: "));
    for (int i = 0; i < 10; i++)
        key(SDLK_F9, 0);
    app_frame(app, 0);
    assert_true(frame_is_small(frame));
    assert_true(frame_layout(frame).second.width == 0);
    const enum lab_part wanted[] = {LAB_SECOND, LAB_PANEL, LAB_STAGE}; // nothing is below its stage
    for (int i = 0; i < 3; i++) {
        key(SDLK_w, 0);
        assert_int_equal(frame->part, wanted[i]);
        app_frame(app, 0);
    }
    key(SDLK_RIGHT, 0);
    app_frame(app, 0);
    assert_true(frame_has_strip(frame));
    const struct lab_layout layout = frame_layout(frame);
    assert_true(layout.panel.height > 50 && layout.stage.width > 0);
    assert_true(layout.stage.y + layout.stage.height <= layout.panel.y);
    key(SDLK_w, 0);
    key(SDLK_z, 0); // zooming is seen
    assert_int_equal(frame->part, LAB_STAGE);
}

static void the_help_turns_its_pages_and_any_other_key_closes_it(void **state)
{
    (void)state;
    const struct frame *frame = app_frame_of(app);
    for (int i = 0; i < 10; i++)
        key(SDLK_F9, 0);
    app_frame(app, 0);
    key(SDLK_F1, 0);
    key(SDLK_PAGEDOWN, 0);
    assert_true(frame->is_help && frame->help_page == 1);
    key(SDLK_LEFT, 0);
    key(SDLK_UP, 0); // round to the last
    assert_true(frame->is_help && frame->help_page > 1);
    app_frame(app, 0);
    key(SDLK_x, 0);
    assert_false(frame->is_help);
    key(SDLK_F1, 0);
    assert_int_equal(frame->help_page, 0);
}

static void a_choice_goes_round_and_a_number_says_its_end(void **state)
{
    (void)state;
    const struct frame *frame = app_frame_of(app);
    size_t slider = 0;
    while (document_slider(&frame->document, slider).param->scale != PARAM_CHOICE)
        slider++;
    for (size_t i = 0; i < slider; i++)
        key(SDLK_DOWN, 0);
    const struct param *param = document_slider(&frame->document, slider).param;
    const struct lab_group group = document_group(&frame->document, 0);
    const char *section = group.section;
    size_t count = 0;
    while (param->choices[count])
        count++;
    const double before = scene_number(app_scene(app), section, param);
    for (size_t i = 0; i < count; i++)
        key(SDLK_LEFT, 0);
    assert_true(scene_number(app_scene(app), section, param) == before);
    for (size_t i = 0; i < slider; i++)
        key(SDLK_UP, 0);
    for (int i = 0; i < 400 && !strstr(app_toast(app), "least"); i++)
        key(SDLK_LEFT, KMOD_CTRL);
    assert_non_null(strstr(app_toast(app), "this is the least value"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WINDOW_TEST(at_rest_no_frame_is_due),
        WINDOW_TEST(work_that_ends_after_the_drawing_is_drawn_once_more),
        WINDOW_TEST(a_pictures_work_that_ends_after_the_drawing_is_drawn_once_more),
        WINDOW_TEST(frames_come_as_long_as_there_is_work),
        WINDOW_TEST(work_under_a_toast_does_not_wait_for_it),
        WINDOW_TEST(a_toast_rests_then_fades_and_is_gone),
        WINDOW_TEST(one_long_rest_ends_a_toast),
        WINDOW_TEST(a_change_that_is_taken_takes_the_toast_away),
        WINDOW_TEST(a_change_that_fails_is_a_toast_of_its_own),
        WINDOW_TEST(a_key_that_does_nothing_here_says_why),
        WINDOW_TEST(another_labs_key_says_whose_it_is),
        WINDOW_TEST(escape_is_silent_and_does_one_thing_at_a_time),
        WINDOW_TEST(a_machine_that_slept_does_not_skip_to_the_end),
        WINDOW_TEST(a_small_window_shows_one_part_at_a_time_and_the_slider_that_is_used),
        WINDOW_TEST(the_help_turns_its_pages_and_any_other_key_closes_it),
        WINDOW_TEST(a_choice_goes_round_and_a_number_says_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
