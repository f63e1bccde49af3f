// Recording the timeline: what is asked, what stands meanwhile, and what is left of one that ends
// early.
#include "app/record.h"

#include "app/app.h"
#include "export/png.h"
#include "home.h"
#include "labs/registry.h"

#include <SDL.h>

static struct app *app;

static int begin(void **state)
{
    struct scene scene = {0};
    struct error error = {0};
    if (home_begin(state) != 0)
        return -1;
    unsetenv("XDG_PICTURES_DIR");
    home_write("Pictures/old.gif", "old");
    home_write("start.ini", "[scene]\nlab = descent\ntitle = Start\n[objective]\nkind = surface\n"
                            "surface = booth\n[run]\nsteps = 5\n[runner.a]\nrule = gd\n"
                            "alpha = 0.1\n");
    const struct app_options options = {.width = 640, .height = 400};
    if (scene_read(&scene, home_file("start.ini"), &error))
        app = app_create(&scene, &options, &error);
    scene_clear(&scene);
    if (!app)
        fail_msg("%s", error.text);
    app_frame(app, 0);
    return 0;
}

static int end(void **state)
{
    app_destroy(app);
    app = NULL;
    return home_end(state);
}

static void key(SDL_Keycode code, uint16_t modifiers)
{
    SDL_Event event = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = code, .mod = modifiers}}};
    app_event(app, &event);
    event.key.type = SDL_KEYUP;
    app_event(app, &event);
}

static void type(const char *text)
{
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    snprintf(event.text.text, sizeof event.text.text, "%s", text);
    app_event(app, &event);
}

static const char *modal(void)
{
    const struct frame *frame = app_frame_of(app);
    return frame->modal ? frame->modal->name : "";
}

static void record(const char *name)
{
    key(SDLK_r, KMOD_LSHIFT);
    assert_string_equal(modal(), "prompt");
    if (*name)
        type(name);
    key(SDLK_RETURN, 0);
}

static void esc_stops_a_recording_and_leaves_no_file(void **state)
{
    (void)state;
    key(SDLK_SPACE, 0);
    record("");
    assert_string_equal(modal(), "record");
    assert_true(record_is_on(app_frame_of(app)));
    assert_false(app_is_playing(app)); // what is recorded does not move on its own
    for (int turn = 0; turn < 3; turn++)
        assert_true(app_frame(app, 0.01) == 0); // there is more to do at once
    assert_string_equal(modal(), "record");
    assert_int_equal(home_count("Pictures"), 1);
    key(SDLK_ESCAPE, 0);
    assert_string_equal(modal(), "");
    assert_non_null(strstr(app_toast(app), "no file was written"));
    assert_int_equal(home_count("Pictures"), 1);
}

static void keys_do_nothing_while_one_is_written(void **state)
{
    (void)state;
    record("");
    app_frame(app, 0);
    char *before = scene_format(app_scene(app), NULL);
    key(SDLK_n, 0); // another seed
    key(SDLK_RIGHT, 0);
    char *after = scene_format(app_scene(app), NULL);
    assert_string_equal(before, after);
    assert_string_equal(modal(), "record");
    free(before);
    free(after);
}

static void another_scene_ends_it(void **state)
{
    (void)state;
    record("");
    app_frame(app, 0);
    home_write("other.ini", "[scene]\nlab = averages\ntitle = Other\n[average.a]\nbeta = 0.9\n");
    SDL_Event event = {.drop = {.type = SDL_DROPFILE}};
    event.drop.file = SDL_strdup(home_file("other.ini"));
    app_event(app, &event);
    app_frame(app, 0);
    assert_string_equal(modal(), "");
    assert_non_null(strstr(app_toast(app), "has ended"));
    assert_int_equal(home_count("Pictures"), 1);
}

static void a_file_that_is_there_is_asked_about_first(void **state)
{
    (void)state;
    record("old.gif");
    assert_string_equal(modal(), "question");
    key(SDLK_n, 0);
    assert_string_equal(modal(), "");
    record("old.gif");
    key(SDLK_y, 0);
    assert_string_equal(modal(), "record");
    app_frame(app, 0);
    key(SDLK_ESCAPE, 0);
    char *text = home_text("Pictures/old.gif");
    assert_string_equal(text, "old");
    free(text);
}

static void what_is_no_film_says_what_is(void **state)
{
    (void)state;
    static const char *const names[] = {"a.png", "a.csv", "a.mp5", "no/such/folder/a.gif"};
    static const char *const said[] = {"stands still", "render", ".mp4", "folder"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        record(names[i]);
        assert_string_equal(modal(), "prompt");
        app_frame(app, 0);
        if (!strstr(app_toast(app), said[i]))
            fail_msg("%s: %s", names[i], app_toast(app));
        key(SDLK_ESCAPE, 0);
    }
    assert_int_equal(home_count("Pictures"), 1);
}

// ---- pictures with their tables -----------------------------------------------------------------

static void a_picture_that_is_dropped_opens_without_its_table_and_is_saved_so_too(void **state)
{
    (void)state;
    struct scene scene;
    struct error error = {0};
    static const uint8_t rgb[3 * 4] = {0};
    char *picture = strdup(home_file("a.png")), *saved = strdup(home_file("sub/saved.ini"));
    home_write("sub/table.csv", "x,y\n1,2\n2,3\n3,5\n4,4\n");
    home_write("sub/scene.ini", "[scene]\nlab = descent\n[objective]\nkind = regression\n"
                                "data = table.csv\nx = x\ny = y\n[run]\nsteps = 5\n[runner.a]\n");
    assert_true(scene_read(&scene, home_file("sub/scene.ini"), &error));
    assert_true(export_png_pixels(picture, rgb, 2, 2, &scene, NULL, 0, &error));
    scene_clear(&scene);
    unlink(home_file("sub/table.csv"));
    SDL_Event event = {.drop = {.type = SDL_DROPFILE}};
    event.drop.file = SDL_strdup(picture);
    app_event(app, &event);
    app_frame(app, 0);
    assert_string_equal(app_toast(app), "");
    assert_string_equal(scene_text(app_scene(app), "objective", "data"), "table.csv");
    key(SDLK_s, KMOD_LCTRL);
    assert_string_equal(modal(), "prompt");
    type("sub/saved.ini"); // beside the picture
    key(SDLK_RETURN, 0);
    assert_string_equal(modal(), "");
    assert_non_null(strstr(app_toast(app), "Saved"));
    event.drop.file = SDL_strdup(saved);
    app_event(app, &event);
    app_frame(app, 0);
    char *text = home_text("sub/saved.ini");
    assert_non_null(strstr(text, "a.png/table.csv"));
    free(text);
    // The file alone, in a new window.
    if (!scene_read(&scene, saved, &error))
        fail_msg("%s", error.text);
    struct lab *lab = lab_create(lab_for(&scene, &error), &scene, 1, &error);
    if (!lab)
        fail_msg("%s", error.text);
    lab_destroy(lab);
    scene_clear(&scene);
    free(picture);
    free(saved);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(esc_stops_a_recording_and_leaves_no_file),
        TEST(keys_do_nothing_while_one_is_written),
        TEST(another_scene_ends_it),
        TEST(a_file_that_is_there_is_asked_about_first),
        TEST(what_is_no_film_says_what_is),
        TEST(a_picture_that_is_dropped_opens_without_its_table_and_is_saved_so_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
