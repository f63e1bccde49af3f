// Exercises with chosen knobs: what a scene hides is not shown, and no key reaches it.
#include "app/commands.h"
#include "app/events.h"
#include "app/finds.h"
#include "app/frame.h"
#include "app/gallery.h"
#include "app/keys.h"
#include "labs/hide.h"
#include "labs/registry.h"
#include "plot/recorder.h"
#include "test.h"

#include <SDL.h>
#include <string.h>

static const char text[] = "[scene]\nlab = descent\n[objective]\nkind = surface\nsurface = ravine\n"
                           "[run]\nsteps = 20\nseed = 3\n[runner.plain]\nrule = gd\nalpha = 0.05\n"
                           "[runner.adam]\nrule = adam\nalpha = 0.3\n";

static struct frame frame;
static struct recorder *canvas;

static void open_hiding(const char *hidden)
{
    struct scene scene;
    struct error error = {0};
    memset(&frame, 0, sizeof frame);
    canvas = recorder_create();
    frame.window.canvas = &canvas->head;
    frame.window.text_size = 1;
    frame.theme = &theme_light;
    document_init(&frame.document, 1);
    assert_true(scene_parse(&scene, text, strlen(text), "test.ini", NULL));
    assert_true(!hidden || scene_put(&scene, "view", HIDE_KEY, hidden, NULL));
    if (!frame_open(&frame, &scene, &error))
        fail_msg("%s", error.text);
    scene_clear(&scene);
}

static void close_it(void)
{
    frame_close_modal(&frame);
    document_clear(&frame.document);
    session_clear(&frame.session);
    gallery_destroy(frame.gallery);
    canvas_destroy(&canvas->head);
}

// How many sliders of that key there are.
static size_t count(const char *key)
{
    size_t found = 0;
    for (size_t i = 0; i < lab_sliders(frame.document.lab); i++)
        found += strcmp(document_slider(&frame.document, i).param->key, key) == 0;
    return found;
}

static const char *value(const char *section, const char *key)
{
    const char *there = scene_text(&frame.document.now.scene, section, key);
    return there ? there : "";
}

static bool is_shown(const char *drawn)
{
    const struct lab_layout layout = {.panel = {0, 0, 400, 600}};
    recorder_forget(canvas);
    frame_draw_panel(&frame, &layout);
    for (size_t i = 0; i < canvas->texts; i++)
        if (strstr(canvas->text[i].text, drawn))
            return true;
    return false;
}

static void press(int32_t code, uint16_t modifiers)
{
    const SDL_Event event = {
        .key = {.type = SDL_KEYDOWN, .keysym = {.sym = code, .mod = modifiers}}};
    events_take(&frame, &event);
}

static void a_hidden_key_has_no_slider_in_any_runner(void **state)
{
    (void)state;
    open_hiding(NULL);
    const size_t all = lab_sliders(frame.document.lab);
    assert_int_equal(count("alpha"), 2);
    close_it();
    open_hiding("alpha");
    assert_int_equal(count("alpha"), 0);
    assert_int_equal(lab_sliders(frame.document.lab), all - 2);
    for (size_t i = 0; i < 2 * all; i++) { // the arrows pass it over
        press(SDLK_DOWN, 0);
        assert_string_not_equal(document_slider(&frame.document, frame.document.slider).param->key,
                                "alpha");
    }
    close_it();
}

static void a_section_before_the_key_hides_it_there_alone(void **state)
{
    (void)state;
    open_hiding("runner.adam.alpha");
    assert_int_equal(count("alpha"), 1);
    struct error error = {0};
    assert_true(document_change(&frame.document, "runner.plain", "alpha", "0.01", &error));
    assert_false(document_change(&frame.document, "runner.adam", "alpha", "0.01", &error));
    assert_non_null(strstr(error.text, "hidden"));
    assert_string_equal(value("runner.adam", "alpha"), "0.3");
    close_it();
}

static void what_follows_from_a_change_may_move_what_is_hidden(void **state)
{
    (void)state;
    struct error error = {0};
    open_hiding("alpha");
    assert_true(document_change(&frame.document, "runner.plain", "rule", "adam", &error));
    assert_string_equal(value("runner.plain", "rule"), "adam");
    assert_true(document_undo(&frame.document, &error));
    assert_string_equal(value("runner.plain", "alpha"), "0.05");
    close_it();
}

static void commands_do_not_change_what_is_hidden(void **state)
{
    (void)state;
    char why[256];
    struct error error = {0};
    open_hiding("seed, surface, rule, start, alpha");
    assert_true(command_run(&frame, "new-seed", 0, &error) || error.kind == ERROR_INPUT);
    assert_string_equal(value("run", "seed"), "3");
    assert_non_null(strstr(error.text, "hidden"));
    assert_false(document_can_undo(&frame.document));
    assert_true(command_is_unavailable(&frame, "type-formula", 0, why));
    assert_true(command_is_unavailable(&frame, "type-rule", 0, why));
    assert_true(command_is_unavailable(&frame, "best-alpha", 0, why));
    close_it();
    open_hiding(NULL);
    assert_true(command_run(&frame, "new-seed", 0, &error));
    assert_string_not_equal(value("run", "seed"), "3");
    assert_false(command_is_unavailable(&frame, "type-formula", 0, why));
    assert_false(command_is_unavailable(&frame, "type-rule", 0, why));
    close_it();
}

static void a_hidden_panel_is_a_legend_that_no_key_brings_back(void **state)
{
    (void)state;
    char why[256];
    open_hiding(NULL);
    assert_true(is_shown("learning rate"));
    close_it();
    open_hiding("panel");
    assert_false(is_shown("learning rate"));
    assert_true(is_shown("Adam")); // who is who is said all the same
    for (int i = 0; i < 3; i++) {
        press(SDLK_h, 0);
        press(SDLK_RETURN, 0);
        assert_false(is_shown("learning rate"));
    }
    assert_true(command_is_unavailable(&frame, "type-value", 0, why));
    assert_true(command_is_unavailable(&frame, "rename-member", 0, why));
    const char *name[LAB_PARTS];
    lab_part_names(frame.document.lab, name); // nor is there a tab of it in a small window
    assert_null(name[LAB_PANEL]);
    for (int32_t i = 0; i < 3; i++) { // nor does a key move what nobody sees
        press(SDLK_RIGHT, 0);
        press(SDLK_DOWN, 0);
        press(SDLK_j, 0);
    }
    assert_false(document_can_undo(&frame.document));
    assert_true(command_is_unavailable(&frame, "change-value", 1, why));
    assert_string_equal(why, "the exercise hides the panel");
    close_it();
}

// Whether any text of the whole window holds these words.
static bool is_drawn(const char *drawn)
{
    recorder_forget(canvas);
    canvas->head.width = 1280;
    canvas->head.height = 720;
    struct lab_layout layout = lab_layout(1280, 720, 44);
    const struct lab_view view = {.step = 20, .theme = &theme_light};
    lab_arrange(frame.document.lab, &layout, 116);
    lab_draw(frame.document.lab, &canvas->head, &layout, &view);
    frame_draw_panel(&frame, &layout);
    frame_draw_edges(&frame);
    for (size_t i = 0; i < canvas->texts; i++)
        if (strstr(canvas->text[i].text, drawn))
            return true;
    return false;
}

static void what_is_hidden_is_printed_nowhere(void **state)
{
    (void)state;
    char why[256];
    for (int is_open = 0; is_open < 2; is_open++) {
        open_hiding("alpha");
        lab_wait(frame.document.lab, 20, -1);
        assert_true(
            scene_put(&frame.document.now.scene, "view", "hood", is_open ? "yes" : "no", NULL));
        assert_true(
            frame.document.lab->type->open(frame.document.lab, &frame.document.now.scene, NULL));
        assert_false(is_drawn("α = 0.05") || is_drawn("α = 0.3") || is_drawn("0.05 ·"));
        assert_true(is_drawn("β₁ = 0.9"));
        assert_true(command_is_unavailable(&frame, "hood", 0, why));
        assert_non_null(strstr(why, "the exercise hides what a step is made of"));
        close_it();
    }
    open_hiding(NULL);
    assert_true(is_drawn("α = 0.05") && is_drawn("α = 0.3"));
    close_it();
}

static void an_average_whose_number_is_hidden_is_called_by_its_section(void **state)
{
    (void)state;
    static const char averages[] = "[scene]\nlab = averages\n[average.red]\nbeta = 0.9\n"
                                   "[average.green]\nbeta = 0.5\n";
    for (int hides = 0; hides < 2; hides++) {
        struct scene scene;
        assert_true(scene_parse(&scene, averages, strlen(averages), "test.ini", NULL));
        assert_true(!hides || scene_put(&scene, "view", HIDE_KEY, "beta", NULL));
        struct lab *lab = lab_create(lab_for(&scene, NULL), &scene, 1, NULL);
        assert_non_null(lab);
        struct lab_group group = {0};
        lab->type->group(lab, 0, 1, &group);
        assert_string_equal(group.name, hides ? "red" : "β = 0.9");
        assert_int_equal(*group.summary == '\0', hides);
        lab_destroy(lab);
        scene_clear(&scene);
    }
}

static void what_to_try_is_said_only_where_its_slider_is_there(void **state)
{
    (void)state;
    static const char *const hidden[] = {NULL, "alpha", "panel", "runner.adam.alpha"};
    static const bool says[] = {true, false, false, true};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        open_hiding(hidden[i]);
        assert_true(scene_put(&frame.document.now.scene, "scene", "try", "→ makes α larger", NULL));
        assert_int_equal(is_drawn("makes α larger"), says[i]);
        close_it();
    }
}

static void nothing_is_left_of_sliders_that_are_all_hidden(void **state)
{
    (void)state;
    open_hiding("sliders");
    assert_int_equal(lab_sliders(frame.document.lab), 0);
    for (const struct key *key = keys; key->command; key++)
        if (strcmp(key->command, "change-value") == 0 || strcmp(key->command, "type-value") == 0 ||
            strcmp(key->command, "select-slider") == 0) {
            char why[256];
            assert_true(command_is_unavailable(&frame, key->command, key->argument, why));
            assert_string_equal(why, "the exercise hides all sliders");
        }
    assert_true(is_shown("Adam")); // names stay, and can be switched off
    press(SDLK_1, 0);
    assert_string_equal(value("runner.plain", "hidden"), "yes");
    close_it();
}

static void the_palette_offers_nothing_that_is_hidden(void **state)
{
    (void)state;
    struct finds finds = {0};
    struct error error = {0};
    open_hiding("rule, alpha");
    assert_true(finds_fill(&finds, &frame, &error));
    for (size_t i = 0; i < finds.count; i++) {
        const struct find *find = &finds.find[i];
        if (find->kind == FIND_SLIDER)
            assert_string_not_equal(document_slider(&frame.document, find->slider).param->key,
                                    "alpha");
        if (find->kind == FIND_CHOICE && strcmp(find->param->key, "rule") == 0)
            assert_non_null(finds.list.item[i].row.why);
    }
    finds_clear(&finds);
    close_it();
}

static void a_name_that_nothing_has_is_refused_with_all_there_are(void **state)
{
    (void)state;
    static const char *const wrong[] = {"alpa", "panel, alpa", "runner.adam.alpa", "curve"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct scene scene;
        struct error error = {0};
        assert_true(scene_parse(&scene, text, strlen(text), "test.ini", NULL));
        assert_true(scene_put(&scene, "view", HIDE_KEY, wrong[i], NULL));
        struct lab *lab = lab_create(lab_for(&scene, NULL), &scene, 1, &error);
        if (lab)
            fail_msg("%s is taken", wrong[i]);
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_non_null(strstr(error.text, i < 2 ? "did you mean alpha" : "nothing is called"));
        assert_non_null(strstr(error.text, "panel, sliders, "));
        assert_non_null(strstr(error.text, "beta1"));
        scene_clear(&scene);
    }
    open_hiding("beta2, alpha_t"); // of rules and schedules that nobody has now, but could
    close_it();
}

static void a_wrong_name_is_refused_where_the_scene_is_open_already(void **state)
{
    (void)state;
    struct scene shipped, scene;
    struct error error = {0};
    open_hiding(NULL);
    assert_true(scene_read(&shipped, "ravine", NULL) && scene_copy(&scene, &shipped, NULL));
    assert_true(frame_open(&frame, &shipped, NULL));
    assert_true(scene_put(&scene, "view", HIDE_KEY, "alpa", NULL));
    assert_false(frame_open_linked(&frame, &scene, &error));
    assert_non_null(strstr(error.text, "did you mean alpha"));
    assert_null(scene_text(&frame.document.now.scene, "view", HIDE_KEY));
    assert_true(scene_put(&scene, "view", HIDE_KEY, "alpha", NULL));
    assert_true(frame_open_linked(&frame, &scene, &error));
    assert_true(count("alpha") == 0);
    scene_clear(&scene);
    scene_clear(&shipped);
    close_it();
}

static void a_refused_scene_that_was_open_before_leaves_the_one_that_is_shown(void **state)
{
    (void)state;
    struct scene shipped, scene, other;
    struct error error = {0};
    open_hiding(NULL);
    assert_true(scene_read(&shipped, "ravine", NULL) && scene_copy(&scene, &shipped, NULL));
    assert_true(scene_read(&other, "saddle", NULL));
    assert_true(frame_open(&frame, &shipped, NULL) && frame_open(&frame, &other, NULL));
    document_go(&frame.document, 7);
    assert_true(scene_put(&scene, "view", HIDE_KEY, "alpa", NULL));
    assert_false(frame_open(&frame, &scene, &error));
    assert_non_null(strstr(error.text, "did you mean alpha"));
    assert_string_equal(value("scene", "title"), "A saddle");
    assert_true(frame.document.step == 7);
    assert_true(frame_open(&frame, &shipped, NULL)); // the other one is as it was
    assert_string_equal(value("scene", "title"), "The ravine");
    assert_null(scene_text(&frame.document.now.scene, "view", HIDE_KEY));
    scene_clear(&other);
    scene_clear(&scene);
    scene_clear(&shipped);
    close_it();
}

static void no_undo_brings_back_what_a_link_hides(void **state)
{
    (void)state;
    for (int is_changed = 0; is_changed < 2; is_changed++) {
        struct scene scene;
        open_hiding(NULL);
        assert_true(scene_read(&scene, "ravine", NULL));
        assert_true(scene_put(&scene, "view", HIDE_KEY, "alpha", NULL));
        assert_true(!is_changed || scene_put(&scene, "run", "steps", "77", NULL));
        assert_true(frame_open_linked(&frame, &scene, NULL));
        assert_string_equal(value("run", "steps"), is_changed ? "77" : "120");
        assert_int_equal(document_can_undo(&frame.document), is_changed);
        press(SDLK_z, KMOD_LCTRL);
        press(SDLK_r, KMOD_LCTRL);
        assert_string_equal(value("run", "steps"), "120");
        assert_string_equal(value("view", HIDE_KEY), "alpha");
        assert_int_equal(count("alpha"), 0);
        scene_clear(&scene);
        close_it();
    }
}

static void a_rule_is_not_written_out_where_a_number_of_it_is_hidden(void **state)
{
    (void)state;
    static const char *const hidden[] = {NULL, "alpha", "panel", "runner.adam.beta1", "seed"};
    static const bool is_there[] = {true, false, false, false, true};
    char why[256];
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        open_hiding(hidden[i]);
        for (size_t k = 0; k < lab_sliders(frame.document.lab); k++)
            if (strcmp(document_group(&frame.document, document_slider(&frame.document, k).group)
                           .section,
                       "runner.adam") == 0)
                frame.document.slider = k;
        assert_int_equal(command_is_unavailable(&frame, "type-rule", 0, why), !is_there[i]);
        close_it();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hidden_key_has_no_slider_in_any_runner),
        cmocka_unit_test(a_section_before_the_key_hides_it_there_alone),
        cmocka_unit_test(what_follows_from_a_change_may_move_what_is_hidden),
        cmocka_unit_test(commands_do_not_change_what_is_hidden),
        cmocka_unit_test(a_hidden_panel_is_a_legend_that_no_key_brings_back),
        cmocka_unit_test(what_is_hidden_is_printed_nowhere),
        cmocka_unit_test(an_average_whose_number_is_hidden_is_called_by_its_section),
        cmocka_unit_test(what_to_try_is_said_only_where_its_slider_is_there),
        cmocka_unit_test(nothing_is_left_of_sliders_that_are_all_hidden),
        cmocka_unit_test(the_palette_offers_nothing_that_is_hidden),
        cmocka_unit_test(a_name_that_nothing_has_is_refused_with_all_there_are),
        cmocka_unit_test(a_wrong_name_is_refused_where_the_scene_is_open_already),
        cmocka_unit_test(a_refused_scene_that_was_open_before_leaves_the_one_that_is_shown),
        cmocka_unit_test(no_undo_brings_back_what_a_link_hides),
        cmocka_unit_test(a_rule_is_not_written_out_where_a_number_of_it_is_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
