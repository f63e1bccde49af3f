#include "app/palette.h"

#include "app/commands.h"
#include "app/events.h"
#include "app/finds.h"
#include "app/gallery.h"
#include "app/toy.h"
#include "base/asset.h"
#include "plot/recorder.h"
#include "test.h"

static struct frame frame;
static struct recorder *canvas;
static struct finds finds;
static struct error error;

static int open_palette(void **state)
{
    (void)state;
    struct scene scene = {0};
    memset(&toy, 0, sizeof toy);
    memset(&frame, 0, sizeof frame);
    memset(&error, 0, sizeof error);
    canvas = recorder_create();
    frame.window.canvas = &canvas->head;
    frame.window.text_size = 1;
    frame.theme = &theme_light;
    document_init(&frame.document, 1);
    toy_scene(&scene, toy_text);
    const bool done = frame_open(&frame, &scene, &error) && finds_fill(&finds, &frame, &error);
    scene_clear(&scene);
    if (!done)
        print_message("%s\n", error.text);
    return done ? 0 : -1;
}

static int close_palette(void **state)
{
    (void)state;
    frame_close_modal(&frame);
    finds_clear(&finds);
    gallery_destroy(frame.gallery);
    document_clear(&frame.document);
    canvas_destroy(&canvas->head);
    return 0;
}

// What is found first by typing, or fails.
static const struct find *find(const char *typed)
{
    list_filter(&finds.list, typed);
    const size_t index = list_selected(&finds.list);
    if (index == SIZE_MAX)
        fail_msg("nothing has '%s'", typed);
    return &finds.find[index];
}

static const struct list_row *row(const char *typed)
{
    return &finds.list.item[find(typed) - finds.find].row;
}

static void every_command_of_the_window_and_of_the_lab_is_found(void **state)
{
    (void)state;
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)); i++) {
        bool found = false;
        for (size_t k = 0; k < finds.count; k++)
            found = found || (finds.find[k].kind == FIND_COMMAND &&
                              strcmp(finds.find[k].name, command->name) == 0);
        if (!found)
            fail_msg("%s is not found", command->name);
    }
    assert_string_equal(find("halve")->name, "halve-alpha");
}

static void a_key_that_does_the_same_stands_beside(void **state)
{
    (void)state;
    assert_string_equal(row("restart first")->key, "R");
    assert_string_equal(row("undo")->key, "Ctrl+Z");
}

static void what_would_do_nothing_says_why(void **state)
{
    (void)state;
    assert_string_equal(row("undo")->why, "nothing to undo");
    assert_null(row("restart")->why);
}

static void of_runners_only_those_that_are_there_can_be_hidden(void **state)
{
    (void)state;
    size_t count = 0;
    for (size_t i = 0; i < finds.count; i++)
        count +=
            finds.find[i].kind == FIND_COMMAND && strcmp(finds.find[i].name, "toggle-runner") == 0;
    assert_int_equal(count, 2);
}

static void a_command_is_run_with_its_argument(void **state)
{
    (void)state;
    list_filter(&finds.list, "toggle-runner");
    const size_t second = finds.list.shown[1];
    assert_string_equal(finds.find[second].name, "toggle-runner");
    assert_true(find_do(&frame, &finds.find[second], &error));
    assert_string_equal(scene_text(&frame.document.now.scene, "runner.b", "hidden"), "yes");
}

static void a_slider_is_found_by_runner_label_and_key_and_is_selected(void **state)
{
    (void)state;
    const struct find *slider = find("b: lear");
    assert_int_equal(slider->kind, FIND_SLIDER);
    assert_string_equal(row("b: lear")->value, "0.1");
    assert_true(find_do(&frame, find("runner.b alpha"), &error));
    const struct lab_slider selected = document_slider(&frame.document, frame.document.slider);
    assert_string_equal(document_group(&frame.document, selected.group).name, "b");
    assert_string_equal(selected.param->key, "alpha");
}

static void a_text_is_found_with_what_it_says_and_opens_for_typing(void **state)
{
    (void)state;
    toy.has_note = true;
    finds_clear(&finds);
    assert_true(finds_fill(&finds, &frame, &error));
    assert_string_equal(row("b: note")->value, "none");
    assert_true(find_do(&frame, find("b: note"), &error));
    assert_true(frame.panel.is_typing);
    const struct lab_slider selected = document_slider(&frame.document, frame.document.slider);
    assert_string_equal(selected.param->key, "note");
    panel_type_leave(&frame.panel);
    assert_true(find_do(&frame, find("b: lear"), &error));
    assert_false(frame.panel.is_typing); // a number is selected, for its keys
}

static void a_word_that_is_typed_wrong_is_found(void **state)
{
    (void)state;
    assert_string_equal(find("hlave alpha")->name, "halve-alpha");
    assert_string_equal(find("schedule: decayng")->name, "decaying");
}

static void a_choice_is_set_for_the_selected_runner_and_can_be_undone(void **state)
{
    (void)state;
    assert_true(find_do(&frame, find("runner.b schedule"), &error));
    finds_clear(&finds);
    assert_true(finds_fill(&finds, &frame, &error));
    assert_string_equal(row("schedule: decay")->value, "b");
    assert_string_equal(row("schedule: constant")->value, "now");
    assert_true(find_do(&frame, find("schedule: decay"), &error));
    assert_string_equal(scene_text(&frame.document.now.scene, "runner.b", "schedule"), "decaying");
    assert_true(document_undo(&frame.document, &error));
    assert_string_equal(scene_text(&frame.document.now.scene, "runner.b", "schedule"), "constant");
}

static void a_scene_that_does_not_read_is_found_and_says_why(void **state)
{
    (void)state;
    char *const names[] = {"momentum", NULL}; // of a lab that is not among the toys
    gallery_destroy(frame.gallery);
    frame.gallery = NULL;
    frame.scenes = (char **)names;
    finds_clear(&finds);
    assert_true(finds_fill(&finds, &frame, &error));
    frame.scenes = NULL;
    assert_int_equal(find("momentum")->kind, FIND_SCENE);
    assert_non_null(row("momentum")->why);
}

// ---- the window ---------------------------------------------------------------------------------

static void key(SDL_Keycode code)
{
    assert_true(frame.modal->key(&frame, frame.modal_data, code, 0, &error) || code == SDLK_ESCAPE);
}

static void type(const char *text)
{
    frame.modal->text(&frame, frame.modal_data, text, &error);
}

static void enter_does_what_was_typed_and_closes(void **state)
{
    (void)state;
    assert_true(palette_open(&frame, &error));
    frame.modal->draw(&frame, frame.modal_data);
    type("last st");
    key(SDLK_RETURN);
    assert_null(frame.modal);
    assert_true(frame.document.step == 100);
}

static void what_does_not_apply_stays_open_and_is_said(void **state)
{
    (void)state;
    assert_true(palette_open(&frame, &error));
    type("undo");
    key(SDLK_RETURN);
    assert_non_null(frame.modal);
    assert_string_equal(frame.toast.text, "nothing to undo");
}

static void nothing_found_does_nothing(void **state)
{
    (void)state;
    assert_true(palette_open(&frame, &error));
    type("qqqqq");
    key(SDLK_RETURN);
    frame.modal->draw(&frame, frame.modal_data);
    assert_non_null(frame.modal);
    assert_int_equal(frame.document.changes, 1);
}

static void a_click_beside_closes_and_a_click_on_a_row_takes(void **state)
{
    (void)state;
    assert_true(palette_open(&frame, &error));
    type("last st");
    frame.modal->draw(&frame, frame.modal_data);
    for (size_t i = 0; i < canvas->texts; i++)
        if (strcmp(canvas->text[i].text, "last step") == 0) {
            frame.modal->press(&frame, frame.modal_data, canvas->text[i].at, 1, &error);
            break;
        }
    assert_null(frame.modal);
    assert_true(frame.document.step == 100);
    assert_true(palette_open(&frame, &error));
    frame.modal->draw(&frame, frame.modal_data);
    frame.modal->press(&frame, frame.modal_data, (struct point){2, 2}, 1, &error);
    assert_null(frame.modal);
}

static void a_command_may_open_another_list(void **state)
{
    (void)state;
    assert_true(palette_open(&frame, &error));
    type("choose a value");
    frame.document.slider = 1; // a choice
    key(SDLK_RETURN);
    assert_non_null(frame.modal);
    frame.modal->draw(&frame, frame.modal_data);
    type("floor");
    key(SDLK_RETURN);
    assert_null(frame.modal);
    assert_string_equal(scene_text(&frame.document.now.scene, "runner.a", "schedule"),
                        "floor of the divided epochs");
}

int main(void)
{
#define IN_PALETTE(test) cmocka_unit_test_setup_teardown(test, open_palette, close_palette)
    const struct CMUnitTest tests[] = {
        IN_PALETTE(every_command_of_the_window_and_of_the_lab_is_found),
        IN_PALETTE(a_key_that_does_the_same_stands_beside),
        IN_PALETTE(what_would_do_nothing_says_why),
        IN_PALETTE(of_runners_only_those_that_are_there_can_be_hidden),
        IN_PALETTE(a_command_is_run_with_its_argument),
        IN_PALETTE(a_slider_is_found_by_runner_label_and_key_and_is_selected),
        IN_PALETTE(a_text_is_found_with_what_it_says_and_opens_for_typing),
        IN_PALETTE(a_word_that_is_typed_wrong_is_found),
        IN_PALETTE(a_choice_is_set_for_the_selected_runner_and_can_be_undone),
        IN_PALETTE(a_scene_that_does_not_read_is_found_and_says_why),
        IN_PALETTE(enter_does_what_was_typed_and_closes),
        IN_PALETTE(what_does_not_apply_stays_open_and_is_said),
        IN_PALETTE(nothing_found_does_nothing),
        IN_PALETTE(a_click_beside_closes_and_a_click_on_a_row_takes),
        IN_PALETTE(a_command_may_open_another_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
