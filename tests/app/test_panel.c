#include "app/panel.h"

#include "app/toy.h"
#include "plot/recorder.h"
#include "test.h"

#include <SDL.h>

static struct document document;
static struct panel panel;
static struct recorder *canvas;
static struct error error;
static struct rect box = {860, 340, 392, 330};

static int open_toy(void **state)
{
    (void)state;
    memset(&panel, 0, sizeof panel);
    memset(&error, 0, sizeof error);
    box = (struct rect){860, 340, 392, 330};
    canvas = recorder_create();
    return toy_open_document(&document);
}

static int close_toy(void **state)
{
    (void)state;
    document_clear(&document);
    canvas_destroy(&canvas->head);
    return 0;
}

static void draw(void)
{
    canvas_destroy(&canvas->head);
    canvas = recorder_create();
    panel_draw(&panel, &canvas->head, &theme_light, &document, &box);
}

static const char *value(const char *section, const char *key)
{
    const char *text = scene_text(&document.now.scene, section, key);
    return text ? text : "";
}

// Where a text was drawn, or fails.
static struct point place_of(const char *text)
{
    for (size_t i = 0; i < canvas->texts; i++)
        if (strcmp(canvas->text[i].text, text) == 0)
            return canvas->text[i].at;
    fail_msg("'%s' is not drawn", text);
    return (struct point){0, 0};
}

static bool is_drawn(const char *text)
{
    for (size_t i = 0; i < canvas->texts; i++)
        if (strcmp(canvas->text[i].text, text) == 0)
            return true;
    return false;
}

// The knob in the row of this label.
static struct point knob_of(const char *label)
{
    const struct point at = place_of(label);
    for (size_t i = 0; i < canvas->markers; i++)
        if (canvas->marker[i].y == at.y)
            return canvas->marker[i];
    fail_msg("'%s' has no knob", label);
    return (struct point){0, 0};
}

static enum panel_press press(struct point at, int clicks)
{
    memset(&error, 0, sizeof error);
    return panel_press(&panel, &canvas->head, &document, &box, at, clicks, &error);
}

static void extent(size_t i, float *left, float *right)
{
    const float width =
        canvas_text_width(&canvas->head, canvas->text[i].text, canvas->text[i].style.size, false);
    const enum align align = canvas->text[i].style.horizontal;
    *left = canvas->text[i].at.x - (align == ALIGN_END ? width : 0);
    *right = *left + width;
}

// No two texts of a row overlap, none leaves the panel, no track runs under one.
static void check_rows(void)
{
    for (size_t i = 0; i < canvas->texts; i++) {
        float left, right;
        extent(i, &left, &right);
        assert_true(left >= box.x - 0.5f && right <= box.x + box.width + 0.5f);
        for (size_t j = 0; j < canvas->texts; j++) {
            float from, to;
            extent(j, &from, &to);
            if (i != j && canvas->text[i].at.y == canvas->text[j].at.y)
                assert_true(right <= from + 0.5f || to <= left + 0.5f);
        }
        for (size_t j = 0; j < canvas->lines; j++) {
            const struct point *point = canvas->line[j].point;
            // The runner's sample has its own column.
            if (point[0].y == canvas->text[i].at.y && point[0].x > box.x + 40)
                assert_true(right <= point[0].x || point[1].x <= left);
        }
    }
}

static void labels_and_values_are_whole_where_there_is_room(void **state)
{
    (void)state;
    assert_true(document_change(&document, "runner.a", "schedule", "constant", &error));
    // Every character is wider here than in the real font.
    box = (struct rect){740, 340, 520, 330};
    draw();
    place_of("learning rate");
    place_of("schedule");
    place_of("constant");
    assert_true(document_change(&document, "runner.a", "schedule", toy_schedules[2], &error));
    draw();
    place_of(toy_schedules[2]);
    check_rows();
}

static void narrow_rows_are_cut_and_never_overlap(void **state)
{
    (void)state;
    assert_true(document_change(&document, "runner.a", "schedule", toy_schedules[2], &error));
    for (float width = 150; width < 500; width += 10) {
        box.width = width;
        draw();
        check_rows();
    }
    box.width = 308;
    draw();
    assert_false(is_drawn(toy_schedules[2])); // an ellipsis stands for its end
}

static void labels_come_before_choices_that_are_not_shown(void **state)
{
    (void)state;
    assert_true(document_change(&document, "runner.a", "schedule", "constant", &error));
    box.width = 330;
    draw();
    place_of("learning rate");
    place_of("constant");
    check_rows();
}

static void moving_a_choice_leaves_the_tracks_where_they_are(void **state)
{
    (void)state;
    box = (struct rect){740, 340, 520, 330};
    draw();
    const float before = knob_of("learning rate").x;
    assert_true(document_change(&document, "runner.a", "schedule", toy_schedules[2], &error));
    draw();
    assert_true(knob_of("learning rate").x == before);
}

static void only_the_selected_group_is_open(void **state)
{
    (void)state;
    draw();
    place_of("a");
    place_of("b");
    place_of("decay rate");
    assert_true(press(place_of("b"), 1) == PANEL_TOOK);
    draw();
    assert_false(is_drawn("decay rate"));
    assert_int_equal(document.slider, 4);
}

static void a_grabbed_knob_follows_the_pointer(void **state)
{
    (void)state;
    draw();
    const struct point knob = knob_of("learning rate");
    assert_true(press(knob, 1) == PANEL_GRABBED);
    assert_true(
        panel_drag(&canvas->head, &document, &box, (struct point){knob.x - 20, knob.y}, &error));
    const double less = atof(value("runner.a", "alpha"));
    assert_true(less < 0.5);
    draw();
    assert_true(fabsf(knob_of("learning rate").x - (knob.x - 20)) < 4);
    assert_true(panel_drag(&canvas->head, &document, &box, (struct point){-1000, knob.y}, &error));
    assert_true(atof(value("runner.a", "alpha")) == 1e-6);
}

static void a_press_on_a_value_asks_for_it_and_a_double_click_resets(void **state)
{
    (void)state;
    assert_true(document_change(&document, "runner.a", "alpha", "0.25", &error));
    draw();
    assert_true(press(place_of("0.25"), 1) == PANEL_ASKED);
    panel_type(&panel, &document);
    panel_type_text(&panel, "0.1");
    panel_type_text(&panel, "9");
    panel_type_key(&panel, SDLK_BACKSPACE, 0);
    draw();
    place_of("0.1");
    assert_true(panel_type_take(&panel, &document, &error));
    assert_string_equal(value("runner.a", "alpha"), "0.1");
    assert_true(press(place_of("learning rate"), 2) == PANEL_TOOK);
    assert_string_equal(value("runner.a", "alpha"), "0.5");
    assert_true(panel_is_reset(&document));
}

static void a_value_that_cannot_be_keeps_the_field_open(void **state)
{
    (void)state;
    panel_type(&panel, &document);
    panel_type_text(&panel, "abx");
    assert_false(panel_type_take(&panel, &document, &error));
    assert_non_null(strstr(error.text, "abx"));
    assert_true(panel.is_typing);
    panel_type_leave(&panel);
    assert_string_equal(value("runner.a", "alpha"), "0.5");
}

static void more_text_than_fits_is_refused_whole(void **state)
{
    (void)state;
    panel_type(&panel, &document);
    for (int i = 0; i < 100; i++)
        panel_type_text(&panel, "β");
    assert_true(strlen(panel.typed.text) < FIELD_MAX &&
                strlen(panel.typed.text) % strlen("β") == 0);
    panel_type_key(&panel, SDLK_BACKSPACE, 0);
    assert_true(strlen(panel.typed.text) % strlen("β") == 0);
}

static void the_sample_of_a_runner_hides_and_shows_it(void **state)
{
    (void)state;
    draw();
    const struct point at = {box.x + 20, place_of("b").y};
    assert_true(press(at, 1) == PANEL_TOOK);
    assert_string_equal(value("runner.b", "hidden"), "yes");
    draw();
    place_of("hidden");
    assert_true(press(at, 1) == PANEL_TOOK);
    assert_string_equal(value("runner.b", "hidden"), "");
    assert_true(panel_has_runner(&document, 1) && !panel_has_runner(&document, 2));
    assert_true(panel_toggle(&document, 1, &error));
    assert_string_equal(value("runner.b", "hidden"), "yes");
}

static void a_press_beside_the_panel_is_not_its(void **state)
{
    (void)state;
    draw();
    assert_true(press((struct point){10, 10}, 1) == PANEL_MISSED);
    assert_true(press((struct point){box.x + 20, box.y + box.height - 2}, 1) == PANEL_MISSED);
}

static void the_selected_slider_scrolls_into_sight(void **state)
{
    (void)state;
    box.height = 90;
    draw();
    for (int i = 0; i < 3; i++)
        panel_select(&panel, &document, 1);
    draw();
    const float y = place_of("decay from").y;
    assert_true(y > box.y && y < box.y + box.height);
    assert_true(canvas->polygons > 0); // an arrow says that there is more
    panel_scroll(&panel, 100);
    draw();
    place_of("a");
    assert_false(is_drawn("decay from"));
}

static void selecting_goes_round_the_ends(void **state)
{
    (void)state;
    panel_select(&panel, &document, -1);
    assert_int_equal(document.slider, lab_sliders(document.lab) - 1);
    panel_select(&panel, &document, 1);
    assert_int_equal(document.slider, 0);
}

// Selects the free text of the first runner.
static void select_note(void)
{
    toy.has_note = true;
    document.slider = 4;
    assert_string_equal(document_slider(&document, document.slider).param->key, "note");
}

static void a_free_text_is_a_row_without_a_track(void **state)
{
    (void)state;
    select_note();
    draw();
    const struct point at = place_of("none"); // its standard value
    for (size_t i = 0; i < canvas->markers; i++)
        assert_true(canvas->marker[i].y != at.y);
    check_rows();
    assert_true(press(at, 1) == PANEL_ASKED);
    // Neither keys nor the mouse make a number of it.
    const unsigned changes = document.changes;
    assert_true(panel_nudge(&document, 1, PARAM_NORMAL, 0, &error));
    assert_true(panel_drag(&canvas->head, &document, &box, at, &error));
    assert_int_equal(document.changes, changes);
}

static void a_free_text_is_typed_into_a_field_that_has_it_already(void **state)
{
    (void)state;
    select_note();
    panel_type(&panel, &document);
    assert_string_equal(panel.typed.text, "none");
    panel_type_text(&panel, "some words, 3");
    draw();
    place_of("some words, 3");
    assert_true(panel_type_take(&panel, &document, &error));
    assert_string_equal(value("runner.a", "note"), "some words, 3");
    panel_type(&panel, &document);
    panel_type_key(&panel, SDLK_BACKSPACE, 0); // all of it was selected
    assert_true(panel_type_take(&panel, &document, &error));
    assert_string_equal(value("runner.a", "note"), "");
    assert_true(document_undo(&document, &error));
    assert_string_equal(value("runner.a", "note"), "some words, 3");
}

// Strokes of the colour of what is wrong.
static size_t marks(void)
{
    size_t count = 0;
    draw();
    for (size_t i = 0; i < canvas->lines; i++)
        count +=
            memcmp(&canvas->line[i].stroke.color, &theme_light.error, sizeof(struct color)) == 0;
    return count;
}

static void a_text_that_cannot_be_parsed_is_marked_while_it_is_typed(void **state)
{
    (void)state;
    select_note();
    panel_type(&panel, &document);
    assert_int_equal(marks(), 0);
    panel_type_text(&panel, "what?");
    assert_int_equal(marks(), 1);
    panel_type_key(&panel, SDLK_BACKSPACE, 0);
    assert_int_equal(marks(), 0);
    panel_type_leave(&panel);
}

static void a_typed_number_is_mended_within(void **state)
{
    (void)state;
    panel_type(&panel, &document);
    panel_type_text(&panel, "0.3x5");
    panel_type_key(&panel, SDLK_LEFT, 0);
    panel_type_key(&panel, SDLK_BACKSPACE, 0);
    assert_true(panel_type_take(&panel, &document, &error));
    assert_string_equal(value("runner.a", "alpha"), "0.35");
}

static void the_slider_under_the_mouse_and_the_selected_row_are_found(void **state)
{
    (void)state;
    draw();
    size_t slider = 99;
    const struct point at = place_of("schedule");
    assert_true(panel_find(&panel, &canvas->head, &document, &box, at, &slider));
    assert_int_equal(slider, 1);
    assert_false(
        panel_find(&panel, &canvas->head, &document, &box, place_of("b"), &slider)); // a header
    assert_false(panel_find(&panel, &canvas->head, &document, &box, (struct point){0, 0}, &slider));
    document.slider = 1;
    struct rect row;
    assert_true(panel_row(&panel, &canvas->head, &document, &box, &row));
    assert_true(rect_contains(&row, at));
}

static void a_lab_without_sliders_is_drawn_and_nothing_moves(void **state)
{
    (void)state;
    struct scene scene = {0};
    toy_scene(&scene, "[scene]\nlab = bare\n[runner.a]\n");
    assert_true(document_open(&document, &scene, &error));
    scene_clear(&scene);
    draw();
    place_of("a");
    const unsigned changes = document.changes;
    panel_select(&panel, &document, 1);
    assert_true(panel_nudge(&document, 1, PARAM_NORMAL, 0, &error));
    assert_true(panel_reset(&document, &error));
    assert_true(panel_type_take(&panel, &document, &error));
    assert_int_equal(document.changes, changes);
}

#define PANEL_TEST(name) cmocka_unit_test_setup_teardown(name, open_toy, close_toy)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PANEL_TEST(labels_and_values_are_whole_where_there_is_room),
        PANEL_TEST(narrow_rows_are_cut_and_never_overlap),
        PANEL_TEST(labels_come_before_choices_that_are_not_shown),
        PANEL_TEST(moving_a_choice_leaves_the_tracks_where_they_are),
        PANEL_TEST(only_the_selected_group_is_open),
        PANEL_TEST(a_grabbed_knob_follows_the_pointer),
        PANEL_TEST(a_press_on_a_value_asks_for_it_and_a_double_click_resets),
        PANEL_TEST(a_value_that_cannot_be_keeps_the_field_open),
        PANEL_TEST(more_text_than_fits_is_refused_whole),
        PANEL_TEST(the_sample_of_a_runner_hides_and_shows_it),
        PANEL_TEST(a_press_beside_the_panel_is_not_its),
        PANEL_TEST(the_selected_slider_scrolls_into_sight),
        PANEL_TEST(selecting_goes_round_the_ends),
        PANEL_TEST(a_free_text_is_a_row_without_a_track),
        PANEL_TEST(a_free_text_is_typed_into_a_field_that_has_it_already),
        PANEL_TEST(a_text_that_cannot_be_parsed_is_marked_while_it_is_typed),
        PANEL_TEST(a_typed_number_is_mended_within),
        PANEL_TEST(the_slider_under_the_mouse_and_the_selected_row_are_found),
        PANEL_TEST(a_lab_without_sliders_is_drawn_and_nothing_moves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
