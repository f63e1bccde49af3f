// Whether the panel has room for what shipped scenes write into it, in the font of the screen.
#include "app/foot.h"
#include "app/panel.h"
#include "app/timeline.h"
#include "app/window.h"
#include "base/asset.h"
#include "plot/recorder.h"
#include "scene/lecture.h"
#include "scene/shelf.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct window window;

static float real_width(struct canvas *canvas, const char *utf8, float size, bool bold)
{
    (void)canvas;
    return canvas_text_width(window.canvas, utf8, size, bold);
}

static int open_canvas(void **state)
{
    (void)state;
    struct error error = {0};
    if (window_open(&window, 1280, 720, &error))
        return 0;
    print_message("%s\n", error.text);
    return -1;
}

static int close_canvas(void **state)
{
    (void)state;
    window_close(&window);
    return 0;
}

// Whether it is the beginning of a text that somebody typed, a formula say: of any length, and read
// in its field.
static bool is_typed_text(const struct document *document, const char *cut)
{
    const size_t length = (size_t)(strstr(cut, "…") - cut);
    for (size_t i = 0; i < lab_sliders(document->lab); i++) {
        const struct lab_slider slider = document_slider(document, i);
        const struct lab_group group = document_group(document, slider.group);
        const char *text = scene_text(&document->now.scene, group.section, slider.param->key);
        if (slider.param->scale == PARAM_TEXT && text && strncmp(text, cut, length) == 0)
            return true;
    }
    return false;
}

// Draws the panel with one slider selected and looks for labels and values that are cut; the names
// of groups, bold from the left, may be as long as their data's titles.
static void check_group(struct document *document, size_t slider, const char *scene)
{
    const struct lab_layout layout = lab_layout(1280, 720, TIMELINE_HEIGHT);
    struct panel panel = {.follow = true};
    struct recorder *canvas = recorder_create();
    struct canvas_type type = *canvas->head.type;
    type.text_width = real_width;
    canvas->head.type = &type;
    document->slider = slider;
    panel_draw(&panel, &canvas->head, &theme_light, document, &layout.panel);
    for (size_t i = 0; i < canvas->texts; i++) {
        const struct text_style *style = &canvas->text[i].style;
        const bool is_name = style->bold && style->horizontal == ALIGN_START;
        if (style->size == TYPE_BODY && !is_name && strstr(canvas->text[i].text, "…") &&
            !is_typed_text(document, canvas->text[i].text))
            fail_msg("%s: '%s' is cut", scene, canvas->text[i].text);
    }
    canvas_destroy(&canvas->head);
}

static void no_label_and_no_value_of_a_shipped_scene_is_cut(void **state)
{
    (void)state;
    struct error error = {0};
    char **names = shelf_names(&error);
    assert_non_null(names);
    for (size_t i = 0; names[i]; i++) {
        struct document document;
        struct scene scene = {0};
        document_init(&document, 0);
        if (!scene_read(&scene, names[i], &error) || !document_open(&document, &scene, &error))
            fail_msg("%s", error.text);
        lab_cancel(document.lab);
        for (size_t slider = 0; slider < lab_sliders(document.lab); slider++)
            check_group(&document, slider, names[i]);
        scene_clear(&scene);
        document_clear(&document);
    }
    asset_list_free(names);
}

static void what_to_try_is_one_line_even_in_a_small_window(void **state)
{
    (void)state;
    struct error error = {0};
    char **names = shelf_names(&error);
    assert_non_null(names);
    window.canvas->width = 800;
    const float one = foot_try_height(window.canvas, "word");
    assert_true(foot_try_height(window.canvas, NULL) == 0);
    for (size_t i = 0; names[i]; i++) {
        struct scene scene = {0};
        assert_true(scene_read(&scene, names[i], &error));
        const char *text = scene_text(&scene, "scene", "try");
        if (foot_try_height(window.canvas, text) > one)
            fail_msg("%s: '%s' has no room in one line", names[i], text);
        scene_clear(&scene);
    }
    asset_list_free(names);
    window.canvas->width = 480; // and whatever the room, not without end
    char text[2000] = "";
    for (int i = 0; i < 180; i++)
        strcat(text, "something ");
    assert_true(foot_try_height(window.canvas, text) < 4 * one);
}

static void every_scene_of_the_lecture_says_what_to_try_and_has_notes(void **state)
{
    (void)state;
    struct error error = {0};
    struct lecture lecture;
    if (!lecture_read(&lecture, NULL, &error))
        fail_msg("%s", error.text);
    for (size_t i = 0; i < lecture.count; i++) {
        struct scene scene = {0};
        assert_true(scene_read(&scene, lecture.entry[i].path, &error));
        assert_non_null(scene_text(&scene, "scene", "try"));
        assert_non_null(scene_text(&scene, "scene", "notes"));
        scene_clear(&scene);
    }
    lecture_clear(&lecture);
}

static void in_the_hall_the_picture_takes_the_room_and_the_legend_has_its_own(void **state)
{
    (void)state;
    static const float sizes[][2] = {{480, 270}, {800, 500}, {1280, 720}, {1920, 1080}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const float width = sizes[i][0], height = sizes[i][1];
        const struct lab_layout window_layout = lab_layout(width, height, TIMELINE_HEIGHT);
        for (float legend = 50; legend < 500; legend += 50) {
            const struct lab_layout bare = lab_layout_bare(width, height, 8, legend);
            assert_true(bare.stage.height > window_layout.stage.height);
            assert_true(bare.second.height >= window_layout.second.height);
            assert_true(bare.second.y + bare.second.height <= bare.panel.y + 0.01f);
            assert_true(bare.panel.y + bare.panel.height <= height);
            assert_true(bare.panel.height <= legend + 0.01f);
        }
    }
}

static void text_grows_with_the_window_and_by_wish_as_far_as_there_is_room(void **state)
{
    (void)state;
    assert_true(window_scale(1280, 720, 1280, 1) == 1);
    assert_true(window_scale(1280, 720, 2560, 1) == 2); // twice the pixels, not twice the text
    assert_true(window_scale(2560, 1440, 2560, 1) == 2);
    assert_true(window_scale(1280, 720, 1280, WINDOW_TEXT_MAX) == WINDOW_TEXT_MAX);
    assert_true(window_scale(640, 400, 640, 0.75f) == 0.75f);
    const float scale = window_scale(800, 500, 800, WINDOW_TEXT_MAX);
    assert_true(scale > 1.5f && 800 / scale >= 479 && 500 / scale >= 269);
    assert_true(window_scale(480, 320, 480, WINDOW_TEXT_MAX) >= 1);
    // A telephone: as wide as the parts of a screen need it, in each direction alike.
    assert_true(fabsf(412 * 2 / window_scale(412, 860, 824, 1) - 480) < 0.01f);
    assert_true(fabsf(800 / window_scale(800, 180, 800, 1) - 1200) < 0.01f);
    for (float size = 1; size <= WINDOW_TEXT_MAX; size += 0.1f) {
        const struct lab_layout layout =
            lab_layout(800 / window_scale(800, 500, 800, size),
                       500 / window_scale(800, 500, 800, size), TIMELINE_HEIGHT);
        assert_true(layout.stage.x + layout.stage.width <= layout.second.x);
        assert_true(layout.stage.y + layout.stage.height <=
                    500 / window_scale(800, 500, 800, size) - TIMELINE_HEIGHT + 0.5f);
        assert_true(layout.second.y + layout.second.height <= layout.panel.y);
    }
}

static void in_a_hall_no_text_is_below_24_pixels_of_1080(void **state)
{
    (void)state;
    static const float smallest = TYPE_SMALL; // test_shipped holds the stages to it
    assert_true(smallest * window_scale(1920, 1080, 1920, WINDOW_HALL) >= 24);
    assert_true(smallest * window_scale(1920, 1080, 3840, WINDOW_HALL) >= 48);
    assert_true(smallest * window_scale(3840, 2160, 3840, WINDOW_HALL) >= 48);
}

// How often an arrow is to be pressed: "↑ three times selects …"; 0 where the text begins
// otherwise.
static int arrow_presses(const char *text, const char **rest)
{
    static const char *const times[] = {"once",       "twice",      "three times",
                                        "four times", "five times", "six times"};
    const int way = strncmp(text, "↑ ", strlen("↑ ")) == 0   ? -1
                    : strncmp(text, "↓ ", strlen("↓ ")) == 0 ? 1
                                                             : 0;
    if (way == 0)
        return 0;
    text += strlen("↑ ");
    for (int i = 0; i < 6; i++) {
        const size_t length = strlen(times[i]);
        *rest = text + length;
        if (strncmp(text, times[i], length) == 0)
            return way * (i + 1);
    }
    fail_msg("'%s' says no number of times", text);
    return 0;
}

// "5 shows …": that runner is there and was hidden.
static int check_digit(struct document *document, const char *name, const char *text)
{
    if (!(*text >= '1' && *text <= '9' && strncmp(text + 1, " shows ", strlen(" shows ")) == 0))
        return 0;
    const struct lab_group group = document_group(document, (size_t)(*text - '1'));
    if (!group.is_runner || !group.hidden)
        fail_msg("%s: '%s', but nobody is hidden there", name, text);
    return 1;
}

static void the_keys_that_are_to_be_tried_do_what_the_line_says(void **state)
{
    (void)state;
    struct error error = {0};
    char **names = shelf_names(&error);
    int tried = 0, shown = 0;
    assert_non_null(names);
    for (size_t i = 0; names[i]; i++) {
        struct scene scene = {0};
        struct document document;
        struct panel panel = {0};
        const char *rest = "";
        assert_true(scene_read(&scene, names[i], &error));
        const char *text = scene_text(&scene, "scene", "try");
        if (!text) {
            scene_clear(&scene);
            continue;
        }
        document_init(&document, 0);
        assert_true(document_open(&document, &scene, &error));
        lab_cancel(document.lab);
        const int presses = arrow_presses(text, &rest);
        for (int k = 0; k < abs(presses); k++)
            panel_select(&panel, &document, presses < 0 ? -1 : 1);
        const struct param *param = document_slider(&document, document.slider).param;
        if (presses != 0) {
            tried++;
            if (!(param->symbol && strstr(rest, param->symbol)) && !strstr(rest, param->label))
                fail_msg("%s: '%s' is selected, not '%s'", names[i], param->label, rest);
        }
        shown += check_digit(&document, names[i], text);
        scene_clear(&scene);
        document_clear(&document);
    }
    asset_list_free(names);
    assert_true(tried >= 2 && shown >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_label_and_no_value_of_a_shipped_scene_is_cut),
        cmocka_unit_test(what_to_try_is_one_line_even_in_a_small_window),
        cmocka_unit_test(every_scene_of_the_lecture_says_what_to_try_and_has_notes),
        cmocka_unit_test(the_keys_that_are_to_be_tried_do_what_the_line_says),
        cmocka_unit_test(in_the_hall_the_picture_takes_the_room_and_the_legend_has_its_own),
        cmocka_unit_test(text_grows_with_the_window_and_by_wish_as_far_as_there_is_room),
        cmocka_unit_test(in_a_hall_no_text_is_below_24_pixels_of_1080),
    };
    return cmocka_run_group_tests(tests, open_canvas, close_canvas);
}
