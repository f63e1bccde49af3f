// Opening and saving in the window, what is dropped onto it, and what is offered after a crash.
#include "app/files.h"

#include "app/app.h"
#include "app/recent.h"
#include "home.h"

#include <SDL.h>

static struct app *app;
static char start[300];

static void open_app(const char *word, int width, bool remembers)
{
    struct scene scene = {0};
    struct error error = {0};
    const struct app_options options = {
        .width = width, .height = width ? 500 : 0, .remembers = remembers};
    if (scene_read(&scene, word, &error))
        app = app_create(&scene, &options, &error);
    scene_clear(&scene);
    if (!app)
        fail_msg("%s", error.text);
    app_frame(app, 0);
}

static int begin(void **state)
{
    if (home_begin(state) != 0)
        return -1;
    home_write("start.ini", "[scene]\nlab = descent\ntitle = Start\n[objective]\nkind = surface\n"
                            "surface = booth\n[run]\nsteps = 5\n[runner.a]\nrule = gd\n"
                            "alpha = 0.1\n[view]\nstep = 2\n");
    snprintf(start, sizeof start, "%s", home_file("start.ini"));
    open_app(start, 800, true);
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
    app_frame(app, 0);
}

static void type(const char *text)
{
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    snprintf(event.text.text, sizeof event.text.text, "%s", text);
    app_event(app, &event);
    app_frame(app, 0);
}

static void drop(const char *name)
{
    SDL_Event event = {.drop = {.type = SDL_DROPFILE}};
    event.drop.file = SDL_strdup(home_file(name));
    app_event(app, &event);
    app_frame(app, 0);
}

static const char *value(const char *section, const char *name)
{
    const char *text = scene_text(app_scene(app), section, name);
    return text ? text : "";
}

static void change_alpha(void)
{
    struct frame *frame = (struct frame *)app_frame_of(app);
    struct error error = {0};
    if (!document_change(&frame->document, "runner.a", "alpha", "0.05", &error))
        fail_msg("%s", error.text);
    app_frame(app, 0);
}

// The program ends in whatever way, and begins again.
static void crash_and_begin(const char *word)
{
    app_destroy(app);
    app = NULL;
    open_app(word, 800, true);
}

static const char *modal(void)
{
    const struct frame *frame = app_frame_of(app);
    return frame->modal ? frame->modal->name : "";
}

static void a_link_that_is_pasted_or_typed_where_files_are_opened_opens(void **state)
{
    (void)state;
    char text[4000];
    snprintf(text, sizeof text, "https://example.org/%03000d/#scene=saddle\n", 0);
    SDL_SetClipboardText(text);
    key(SDLK_o, KMOD_LCTRL);
    key(SDLK_v, KMOD_LCTRL); // more than a field has room for
    assert_string_equal(modal(), "");
    assert_string_equal(value("scene", "title"), "A saddle");
    SDL_SetClipboardText("http://localhost:8000/#scene=nowhere");
    key(SDLK_o, KMOD_LCTRL);
    key(SDLK_INSERT, KMOD_LSHIFT);
    assert_string_equal(modal(), "chooser"); // the reason is said
    assert_non_null(strstr(app_toast(app), "nowhere"));
    type("#scene=beale");
    key(SDLK_RETURN, 0);
    assert_string_equal(modal(), "");
    assert_string_equal(value("objective", "surface"), "beale");
    SDL_SetClipboardText("start");
    key(SDLK_o, KMOD_LCTRL);
    key(SDLK_v, KMOD_LCTRL);
    assert_string_equal(modal(), "chooser"); // a word is looked for
    key(SDLK_ESCAPE, 0);
}

static void what_is_dropped_opens_and_is_a_recent_file(void **state)
{
    (void)state;
    struct recent recent;
    home_write("table.csv", "x,y\n1,2\n2,3\n3,5\n4,4\n");
    drop("table.csv");
    assert_string_equal(value("objective", "kind"), "regression");
    assert_string_equal(app_toast(app), "");
    home_write("scene.ini", "[scene]\nlab = descent\ntitle = Dropped\n[objective]\n"
                            "kind = surface\nsurface = booth\n[runner.a]\n");
    drop("scene.ini");
    assert_string_equal(value("scene", "title"), "Dropped");
    recent_read(&recent);
    assert_int_equal(recent.count, 3);
    assert_string_equal(recent.path[0], home_file("scene.ini"));
    assert_string_equal(recent.path[2], start);
    recent_clear(&recent);
}

static void what_was_assumed_of_a_table_is_said_once(void **state)
{
    (void)state;
    home_write("werte.csv", "x;y\n1,5;2\n2,5;3\n3;5\n4;\n");
    drop("werte.csv");
    assert_string_equal(value("objective", "kind"), "regression");
    assert_non_null(strstr(app_toast(app), "semicolon"));
    assert_non_null(strstr(app_toast(app), "1 of 4 rows left out"));
    app_frame(app, 10); // it fades
    app_frame(app, 10);
    assert_string_equal(app_toast(app), "");
    key(SDLK_RIGHT, KMOD_NONE); // a change of something else
    app_frame(app, 0);
    assert_null(strstr(app_toast(app), "semicolon"));
}

static void a_list_of_the_scene_before_changes_nothing_in_what_is_dropped(void **state)
{
    (void)state;
    home_write("scene.ini", "[scene]\nlab = averages\ntitle = Dropped\n[average.a]\nbeta = 0.9\n");
    key(SDLK_UP, KMOD_NONE); // the rule
    key(SDLK_RETURN, KMOD_NONE);
    assert_string_equal(modal(), "chooser");
    drop("scene.ini");
    assert_string_equal(value("scene", "title"), "Dropped");
    char *before = scene_format(app_scene(app), NULL);
    key(SDLK_DOWN, KMOD_NONE);
    key(SDLK_RETURN, KMOD_NONE);
    char *after = scene_format(app_scene(app), NULL);
    assert_string_equal(before, after);
    assert_non_null(strstr(app_toast(app), "another scene"));
    free(before);
    free(after);
}

static void what_cannot_be_opened_says_why_and_is_not_remembered(void **state)
{
    (void)state;
    struct recent recent;
    home_write("words.csv", "a,b\nx,y\n");
    drop("words.csv");
    assert_non_null(strstr(app_toast(app), "no column of numbers"));
    assert_string_equal(value("scene", "title"), "Start");
    recent_read(&recent);
    assert_int_equal(recent.count, 1);
    recent_clear(&recent);
}

static void the_list_leads_from_folder_to_folder(void **state)
{
    (void)state;
    home_write("sub/inner.csv", "x,y\n1,2\n2,3\n3,5\n");
    home_write(".hidden.ini", "");
    key(SDLK_o, KMOD_LCTRL);
    assert_string_equal(modal(), "chooser");
    type("hidden");
    key(SDLK_RETURN, 0); // nothing of that name
    assert_string_equal(modal(), "chooser");
    assert_string_equal(app_toast(app), "there is no file 'hidden'");
    key(SDLK_ESCAPE, 0);
    assert_string_equal(modal(), "");
    key(SDLK_o, KMOD_LCTRL);
    type("sub");
    key(SDLK_RETURN, 0);
    assert_string_equal(modal(), "chooser");
    key(SDLK_RETURN, 0); // its first file
    assert_string_equal(modal(), "");
    assert_string_equal(value("objective", "data"), "inner.csv");
    key(SDLK_o, KMOD_LCTRL);
    key(SDLK_HOME, 0);
    key(SDLK_DOWN, 0); // the recent file before this one
    key(SDLK_RETURN, 0);
    assert_string_equal(value("scene", "title"), "Start");
}

static void a_path_may_be_typed_in_place_of_a_wrong_one(void **state)
{
    (void)state;
    home_write("sub/inner.csv", "x,y\n1,2\n2,3\n3,5\n");
    key(SDLK_o, KMOD_LCTRL);
    type("sub/outer.csv");
    key(SDLK_RETURN, 0);
    assert_string_equal(app_toast(app), "there is no file 'sub/outer.csv'");
    assert_string_equal(modal(), "chooser");
    type("sub/inner.csv");
    key(SDLK_RETURN, 0);
    assert_string_equal(modal(), "");
    assert_string_equal(value("objective", "data"), "inner.csv");
}

static void a_theme_is_remembered_at_once_whatever_happens_then(void **state)
{
    (void)state;
    key(SDLK_t, 0);
    char *text = home_text(".config/ravine/settings.ini");
    assert_non_null(text);
    assert_non_null(strstr(text, "theme = dark"));
    free(text);
}

static void a_name_is_asked_for_until_it_can_be(void **state)
{
    (void)state;
    home_write("table.csv", "x,y\n1,2\n2,3\n3,5\n4,4\n");
    drop("table.csv");
    key(SDLK_s, KMOD_LCTRL);
    assert_string_equal(modal(), "prompt");
    type("nowhere/x");
    key(SDLK_RETURN, 0);
    assert_string_equal(modal(), "prompt");
    assert_non_null(strstr(app_toast(app), "no folder"));
    key(SDLK_a, KMOD_LCTRL);
    type("fit");
    key(SDLK_RETURN, 0);
    assert_string_equal(modal(), "");
    assert_string_equal(app_toast(app), "Saved ~/fit.ini");
    char *text = home_text("fit.ini");
    assert_non_null(strstr(text, "data = table.csv\n"));
    free(text);
}

static void another_file_is_replaced_after_a_yes_and_asked_about_anew_after_a_no(void **state)
{
    (void)state;
    home_write("other.ini", "precious");
    key(SDLK_s, KMOD_LCTRL | KMOD_LSHIFT);
    type("other");
    key(SDLK_RETURN, 0);
    assert_string_equal(modal(), "question");
    key(SDLK_n, 0);
    assert_string_equal(modal(), "prompt");
    char *text = home_text("other.ini");
    assert_string_equal(text, "precious");
    free(text);
    key(SDLK_RETURN, 0);
    assert_string_equal(modal(), "question");
    key(SDLK_y, 0);
    text = home_text("other.ini");
    assert_non_null(strstr(text, "title = Start\n"));
    free(text);
}

static void what_is_changed_is_kept_within_seconds_and_offered_after_a_crash(void **state)
{
    (void)state;
    change_alpha();
    assert_true(app_frame(app, 0) <= 1); // wakes up for it
    app_frame(app, 3);
    app_frame(app, 3);
    crash_and_begin("momentum");
    assert_string_equal(modal(), "question");
    key(SDLK_RETURN, 0);
    assert_string_equal(value("scene", "title"), "Start");
    assert_string_equal(value("runner.a", "alpha"), "0.05");
    crash_and_begin("momentum"); // and it is kept anew at once
    assert_string_equal(modal(), "question");
    key(SDLK_RETURN, 0);
    key(SDLK_z, KMOD_LCTRL);
    assert_string_equal(value("runner.a", "alpha"), "0.1");
}

static void a_place_comes_back_with_what_was_changed(void **state)
{
    (void)state;
    change_alpha();
    key(SDLK_SPACE, 0);
    key(SDLK_HOME, 0);
    app_frame(app, 3);
    app_frame(app, 3);
    key(SDLK_PERIOD, 0); // nothing else is changed any more
    key(SDLK_PERIOD, 0);
    assert_true(app_frame(app, 0) <= 1);
    app_frame(app, 3);
    app_frame(app, 3);
    assert_true(app_step(app) == 2);
    crash_and_begin("momentum");
    key(SDLK_RETURN, 0);
    assert_string_equal(value("runner.a", "alpha"), "0.05");
    assert_true(app_step(app) == 2 && !app_is_playing(app));
}

static void what_was_wrong_in_a_field_is_not_said_any_more_without_it(void **state)
{
    (void)state;
    key(SDLK_s, KMOD_LCTRL | KMOD_LSHIFT);
    type("nowhere/x");
    key(SDLK_RETURN, 0);
    assert_non_null(strstr(app_toast(app), "nowhere"));
    type("y"); // as long as it is open, it stays
    assert_non_null(strstr(app_toast(app), "nowhere"));
    key(SDLK_ESCAPE, 0);
    assert_string_equal(app_toast(app), "");
    key(SDLK_RETURN, 0);
    type("a lot");
    key(SDLK_RETURN, 0);
    assert_string_not_equal(app_toast(app), "");
    key(SDLK_ESCAPE, 0);
    assert_string_equal(app_toast(app), "");
}

static void a_file_that_is_written_over_is_that_in_every_place_where_it_is_open(void **state)
{
    (void)state;
    struct frame *frame = (struct frame *)app_frame_of(app);
    struct error error = {0};
    home_write("other.ini", "[scene]\nlab = descent\ntitle = Other\n[runner.b]\nrule = gd\n");
    assert_true(frame_open_path(frame, home_file("other.ini"), &error));
    assert_true(frame_open_path(frame, start, &error));
    key(SDLK_s, KMOD_LCTRL | KMOD_LSHIFT);
    key(SDLK_a, KMOD_LCTRL);
    type("other");
    key(SDLK_RETURN, 0);
    key(SDLK_y, 0);
    assert_int_equal(frame->session.count, 1);
    assert_true(frame_return(frame, 0, &error));
    assert_string_equal(value("scene", "title"), "Start");
    assert_false(document_is_changed(&frame->document));
    assert_true(document_undo(&frame->document, &error)); // and nothing is lost
    assert_string_equal(value("scene", "title"), "Other");
}

static void it_is_offered_even_where_its_file_is_gone(void **state)
{
    (void)state;
    change_alpha();
    app_frame(app, 3);
    app_frame(app, 3);
    assert_int_equal(unlink(start), 0);
    crash_and_begin("momentum");
    key(SDLK_RETURN, 0);
    assert_string_equal(value("runner.a", "alpha"), "0.05");
    assert_true(document_is_changed(&app_frame_of(app)->document));
}

static void after_a_no_and_after_leaving_nothing_is_offered(void **state)
{
    (void)state;
    change_alpha();
    app_frame(app, 3);
    app_frame(app, 3);
    crash_and_begin(start);
    key(SDLK_ESCAPE, 0);
    assert_string_equal(value("runner.a", "alpha"), "0.1");
    crash_and_begin(start);
    assert_string_equal(modal(), "");
    change_alpha();
    app_frame(app, 3);
    app_frame(app, 3);
    app_leave(app); // the user has said so
    crash_and_begin(start);
    assert_string_equal(modal(), "");
}

static void what_is_saved_is_not_offered(void **state)
{
    (void)state;
    change_alpha();
    app_frame(app, 3);
    app_frame(app, 3);
    key(SDLK_s, KMOD_LCTRL);
    app_frame(app, 3);
    app_frame(app, 3);
    crash_and_begin(start);
    assert_string_equal(modal(), "");
    assert_string_equal(value("runner.a", "alpha"), "0.05");
}

static void a_window_that_does_not_remember_touches_nothing(void **state)
{
    (void)state;
    char command[200];
    app_destroy(app);
    snprintf(command, sizeof command, "rm -rf %s/.local %s/.config", home, home);
    assert_int_equal(system(command), 0);
    open_app(start, 0, false);
    change_alpha();
    app_frame(app, 3);
    key(SDLK_t, 0);
    app_leave(app);
    assert_int_equal(home_count(".config") + home_count(".local"), 0);
}

static void settings_that_are_wrong_are_said_once_and_the_rest_is_taken(void **state)
{
    (void)state;
    home_write(".config/ravine/settings.ini", "[window]\ntheme = dark\ntext_size = huge\n");
    crash_and_begin(start);
    assert_non_null(strstr(app_toast(app), "text_size"));
    assert_ptr_equal(app_frame_of(app)->theme, &theme_dark);
}

#define FILES_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(a_link_that_is_pasted_or_typed_where_files_are_opened_opens),
        FILES_TEST(what_is_dropped_opens_and_is_a_recent_file),
        FILES_TEST(what_was_assumed_of_a_table_is_said_once),
        FILES_TEST(a_list_of_the_scene_before_changes_nothing_in_what_is_dropped),
        FILES_TEST(what_cannot_be_opened_says_why_and_is_not_remembered),
        FILES_TEST(the_list_leads_from_folder_to_folder),
        FILES_TEST(a_theme_is_remembered_at_once_whatever_happens_then),
        FILES_TEST(a_path_may_be_typed_in_place_of_a_wrong_one),
        FILES_TEST(a_name_is_asked_for_until_it_can_be),
        FILES_TEST(another_file_is_replaced_after_a_yes_and_asked_about_anew_after_a_no),
        FILES_TEST(what_is_changed_is_kept_within_seconds_and_offered_after_a_crash),
        FILES_TEST(a_place_comes_back_with_what_was_changed),
        FILES_TEST(what_was_wrong_in_a_field_is_not_said_any_more_without_it),
        FILES_TEST(a_file_that_is_written_over_is_that_in_every_place_where_it_is_open),
        FILES_TEST(it_is_offered_even_where_its_file_is_gone),
        FILES_TEST(after_a_no_and_after_leaving_nothing_is_offered),
        FILES_TEST(what_is_saved_is_not_offered),
        FILES_TEST(a_window_that_does_not_remember_touches_nothing),
        FILES_TEST(settings_that_are_wrong_are_said_once_and_the_rest_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
