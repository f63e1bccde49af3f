// What is said of a slider, for every slider of every lab: whole, in its language, in the windows
// that a lecture has: 1280 × 720, 800 × 500, and both with text of 250 %.
#include "app/hint.h"

#include "labs/layout.h"
#include "labs/list.h"
#include "labs/registry.h"
#include "language.h"
#include "plot/recorder.h"
#include "scene/scene.h"
#include "test.h"

#include <stdio.h>
#include <string.h>

static const float foot = 50;

// In units, which are larger pixels where text is larger.
static struct rect panel_of(float width, float height)
{
    if (lab_layout_is_small(width, height))
        return lab_layout_small(width, height, 0, foot, 0, LAB_PANEL).panel;
    return lab_layout(width, height, foot).panel;
}

static void add_words(char *text, size_t size, const char *more)
{
    const size_t used = strlen(text);
    snprintf(text + used, size - used, "%s%s", used && *more ? " " : "", more);
}

// All that is said, line after line, is what there is to say, and stands in the panel.
static void check_hint(const struct document *document, size_t slider,
                       const struct hint_place *place)
{
    char help[256], range[256], whole[700] = "", shown[700] = "";
    const bool has_two = place->box.height > 30;
    struct recorder *recorder = recorder_create();
    hint_text(document_slider(document, slider).param, help, range);
    hint_draw(&recorder->head, &theme_light, document, slider, place);
    add_words(whole, sizeof whole, has_two ? help : range);
    if (!has_two && *range)
        add_words(whole, sizeof whole, "·");
    add_words(whole, sizeof whole, has_two ? range : help);
    const float bottom = place->box.y + place->box.height;
    for (size_t i = 0; i < recorder->texts; i++) {
        const char *text = recorder->text[i].text;
        const float half = TYPE_SMALL / 2, y = recorder->text[i].at.y;
        const float width = canvas_text_width(&recorder->head, text, TYPE_SMALL, false);
        add_words(shown, sizeof shown, text);
        if (!(y - half >= place->panel.y && y + half <= bottom) ||
            !(recorder->text[i].at.x + width <= place->box.x + place->box.width))
            fail_msg("%g wide: '%s' stands outside, at %g of %g to %g", place->panel.width, text, y,
                     place->panel.y, bottom);
        // What is pointed at is not covered, where there is room beside it.
        if (place->panel.height > 300 && place->row.height > 0 &&
            !(y + half <= place->row.y || y - half >= place->row.y + place->row.height))
            fail_msg("'%s' covers its slider", text);
    }
    if (strcmp(shown, whole) != 0)
        fail_msg("'%s' is shown of '%s'", shown, whole);
    canvas_destroy(&recorder->head);
}

static void check_scene(const char *name)
{
    static const struct {
        float width, height;
    } window[] = {{1280, 720}, {800, 500}, {1280 / 2.5f, 720 / 2.5f}, {800 / 2.5f, 500 / 2.5f}};
    struct scene scene = {0};
    struct error error = {0};
    struct document document;
    document_init(&document, 1);
    if (!scene_read(&scene, name, &error) || !document_open(&document, &scene, &error))
        fail_msg("%s", error.text);
    lab_cancel(document.lab);
    size_t sliders = 0;
    for (; document_slider(&document, sliders).param; sliders++) {
        for (size_t w = 0; w < sizeof window / sizeof *window; w++) {
            struct hint_place place = {.panel = panel_of(window[w].width, window[w].height)};
            const float height = hint_height(&place.panel);
            place.panel.height -= height;
            place.box = place.panel;
            place.box.y += place.panel.height;
            place.box.height = height;
            check_hint(&document, sliders, &place);
            // The last row that is shown.
            place.row = (struct rect){place.panel.x, place.box.y - 44, place.panel.width, 44};
            check_hint(&document, sliders, &place);
        }
    }
    assert_true(sliders > 2);
    document_clear(&document);
    scene_clear(&scene);
}

static void check_all(void)
{
    static const char *const more[] = {"own-rule", "own-schedules", "rain", "landscape"};
    for (size_t i = 0; lab_types[i]; i++)
        check_scene(lab_types[i]->scene);
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        check_scene(more[i]);
}

static void no_hint_is_cut(void **state)
{
    (void)state;
    check_all();
}

static void nor_in_another_language(void **state)
{
    (void)state;
    assert_true(words_set(language_of_everything(true)));
    check_all();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_hint_is_cut),
        cmocka_unit_test(nor_in_another_language), // stays for the rest of the tests
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
