// The figure preview: its sliders are the scene's, and what it writes is what the scene gives.
#include "app/frame.h"
#include "base/file.h"
#include "export/export.h"
#include "labs/paper.h"
#include "test.h"

#include "app/opened_app.h"
#include "folder.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static struct app *app;

static int open_app(void **state)
{
    if (make_folder(state) != 0 || setenv("XDG_PICTURES_DIR", folder, 1) != 0)
        return -1;
    app = open_app_with("booth", 1000, 600);
    return app ? 0 : -1;
}

static int close_app(void **state)
{
    app_destroy(app);
    app = NULL;
    return remove_folder(state);
}

static void key(SDL_Keycode code, uint16_t modifiers)
{
    const SDL_Event event = {
        .key = {.type = SDL_KEYDOWN, .keysym = {.sym = code, .mod = modifiers}}};
    app_event(app, &event);
}

static const struct frame *frame(void)
{
    return app_frame_of(app);
}

static const char *said(const char *name)
{
    return scene_text(app_scene(app), PAPER_SECTION, name);
}

static bool is_open(void)
{
    return frame()->modal && strcmp(frame()->modal->name, "preview") == 0;
}

// To the row of a key.
static void choose(enum paper_key row)
{
    for (int i = 0; i < (int)row; i++)
        key(SDLK_DOWN, 0);
}

static void f4_opens_it_and_f4_and_escape_leave_it_and_the_scene_alone(void **state)
{
    (void)state;
    key(SDLK_F4, 0);
    assert_true(is_open());
    key(SDLK_F4, 0);
    assert_false(is_open());
    key(SDLK_F4, 0);
    key(SDLK_ESCAPE, 0);
    assert_false(is_open());
    assert_false(paper_is_given(app_scene(app)));
    assert_string_equal(app_toast(app), "");
}

static void its_sliders_are_keys_of_the_scene_and_each_is_a_step_of_undo(void **state)
{
    (void)state;
    key(SDLK_F4, 0);
    key(SDLK_RIGHT, 0); // figure: stage → plot
    assert_string_equal(said("figure"), "plot");
    key(SDLK_DOWN, 0);
    key(SDLK_RIGHT, KMOD_SHIFT);
    const double width = strtod(said("width"), NULL);
    assert_true(width > 86 && width < 90);
    key(SDLK_z, KMOD_CTRL);
    assert_null(said("width"));
    assert_string_equal(said("figure"), "plot");
    key(SDLK_y, KMOD_CTRL);
    assert_true(strtod(said("width"), NULL) == width);
    key(SDLK_BACKSPACE, 0);
    assert_null(said("width"));
    assert_true(is_open());
}

static void every_row_is_reached_by_the_keyboard(void **state)
{
    (void)state;
    key(SDLK_F4, 0);
    for (size_t i = 0; i < PAPER_KEYS; i++) {
        const struct param *row = paper_param(i);
        assert_null(said(row->key));
        key(SDLK_RIGHT, 0);
        if (!said(row->key))
            fail_msg("no slider moves %s", row->key);
        key(SDLK_BACKSPACE, 0);
        key(SDLK_DOWN, 0);
    }
}

static void type(const char *text)
{
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    snprintf(event.text.text, sizeof event.text.text, "%s", text);
    app_event(app, &event);
}

static void digits_type_a_value_and_what_cannot_be_is_said(void **state)
{
    (void)state;
    key(SDLK_F4, 0);
    type("v"); // no value begins so
    choose(PAPER_WIDTH);
    type("1");
    type("20");
    assert_null(said("width"));
    key(SDLK_RETURN, 0);
    assert_string_equal(said("width"), "120");
    type("9000");
    key(SDLK_RETURN, 0);
    assert_non_null(strstr(app_toast(app), "width"));
    assert_string_equal(said("width"), "120");
    key(SDLK_ESCAPE, 0); // the field, then the preview
    assert_true(is_open());
    key(SDLK_ESCAPE, 0);
    assert_false(is_open());
}

static void a_drag_of_a_slider_is_one_step_of_undo(void **state)
{
    (void)state;
    key(SDLK_F4, 0);
    app_frame(app, 0.016);
    SDL_Event event = {.button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_LEFT}};
    // The second row, of the width: its track is at the right of the window.
    event.button.x = 830;
    event.button.y = 48 + 40;
    event.button.clicks = 1;
    app_event(app, &event);
    for (int x = 840; x < 900; x += 20) {
        const SDL_Event motion = {.motion = {.type = SDL_MOUSEMOTION, .x = x, .y = 88}};
        app_event(app, &motion);
    }
    event.button.type = event.type = SDL_MOUSEBUTTONUP;
    app_event(app, &event);
    assert_non_null(said("width"));
    assert_true(is_open());
    key(SDLK_z, KMOD_CTRL);
    assert_null(said("width"));
}

static char *file_of(const char *path, size_t *length)
{
    struct error error = {0};
    char *bytes;
    if (!file_read(path, 1 << 24, &bytes, length, &error))
        fail_msg("%s", error.text);
    return bytes;
}

static void enter_writes_what_the_scene_gives_anywhere(void **state)
{
    (void)state;
    struct error error = {0};
    struct scene back = {0};
    char first[100], second[100];
    snprintf(first, sizeof first, "%s/ravine-booth-001.png", folder);
    snprintf(second, sizeof second, "%s/again.png", folder);
    while (lab_busy(frame()->document.lab))
        lab_wait(frame()->document.lab, 1e9, 100);
    key(SDLK_END, 0);
    key(SDLK_F4, 0);
    key(SDLK_RIGHT, 0);
    choose(PAPER_LABELS);
    key(SDLK_RIGHT, 0);
    key(SDLK_RETURN, 0);
    assert_non_null(strstr(app_toast(app), first));
    assert_true(is_open());
    // The file reopens as the scene, and that gives the file.
    assert_true(scene_read(&back, first, &error));
    assert_string_equal(scene_text(&back, PAPER_SECTION, "figure"), "plot");
    assert_string_equal(scene_text(&back, PAPER_SECTION, "labels"), "direct");
    if (!export_picture(&back, second, &(struct figure_options){0}, &error))
        fail_msg("%s", error.text);
    size_t length[2];
    char *bytes[2] = {file_of(first, &length[0]), file_of(second, &length[1])};
    assert_int_equal(length[0], length[1]);
    assert_memory_equal(bytes[0], bytes[1], length[0]);
    free(bytes[0]);
    free(bytes[1]);
    scene_clear(&back);
}

static void a_figure_without_room_is_said_and_nothing_is_written(void **state)
{
    (void)state;
    char path[100];
    struct stat status;
    snprintf(path, sizeof path, "%s/ravine-booth-001.png", folder);
    while (lab_busy(frame()->document.lab))
        lab_wait(frame()->document.lab, 1e9, 100);
    key(SDLK_F4, 0);
    choose(PAPER_TEXT);
    for (int i = 0; i < 40; i++)
        key(SDLK_RIGHT, KMOD_CTRL); // as large as it goes
    key(SDLK_RETURN, 0);
    assert_non_null(strstr(app_toast(app), "no room"));
    assert_int_not_equal(stat(path, &status), 0);
    app_frame(app, 0.016); // it can be drawn all the same
    assert_true(is_open());
}

static void it_is_drawn_in_windows_of_any_size(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1000, 600}, {420, 700}, {320, 320}, {1920, 1080}};
    key(SDLK_F4, 0);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        SDL_SetWindowSize(frame()->window.window, sizes[i][0], sizes[i][1]);
        app_frame(app, 0.016);
        assert_true(is_open());
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_app, close_app)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(f4_opens_it_and_f4_and_escape_leave_it_and_the_scene_alone),
        TEST(its_sliders_are_keys_of_the_scene_and_each_is_a_step_of_undo),
        TEST(every_row_is_reached_by_the_keyboard),
        TEST(digits_type_a_value_and_what_cannot_be_is_said),
        TEST(a_drag_of_a_slider_is_one_step_of_undo),
        TEST(enter_writes_what_the_scene_gives_anywhere),
        TEST(a_figure_without_room_is_said_and_nothing_is_written),
        TEST(it_is_drawn_in_windows_of_any_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
