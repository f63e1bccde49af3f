#include "app/hint.h"

#include "app/toy.h"
#include "plot/recorder.h"
#include "test.h"

#include <math.h>

static struct document document;
static struct recorder *canvas;

static int open_toy(void **state)
{
    (void)state;
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

static void a_number_says_its_range_and_what_is_usual(void **state)
{
    (void)state;
    char help[256], range[256];
    hint_text(&toy_runner_params[0], help, range);
    assert_string_equal(help, "α");
    assert_string_equal(range, "from 1×10⁻⁶ to 10, usually 0.1");
}

static void a_choice_and_a_text_say_what_is_usual(void **state)
{
    (void)state;
    char help[256], range[256];
    hint_text(&toy_runner_params[1], help, range);
    assert_string_equal(range, "usually constant; Enter opens the list");
    hint_text(&toy_runner_params[7], help, range);
    assert_string_equal(help, "what one likes");
    assert_string_equal(range, "usually none");
    hint_text(&toy_view_params[1], help, range);
    assert_string_equal(range, "");
}

// Draws the hint of a slider and checks that it is in its box, or above it, where it needs more.
static void draw_in(const struct rect *low, size_t lines)
{
    const float more = fmaxf((float)lines * 20 - low->height, 0);
    const struct rect tall = {low->x, low->y - more, low->width, low->height + more}, *box = &tall;
    const struct hint_place place = {.box = *low, .panel = {low->x, 0, low->width, low->y}};
    canvas_destroy(&canvas->head);
    canvas = recorder_create();
    hint_draw(&canvas->head, &theme_light, &document, 0, &place);
    assert_int_equal(canvas->texts, lines);
    for (size_t i = 0; i < canvas->texts; i++) {
        const float half = canvas->text[i].style.size / 2;
        assert_true(canvas->text[i].at.y - half >= box->y);
        assert_true(canvas->text[i].at.y + half <= box->y + box->height);
        assert_true(canvas->text[i].at.x +
                        canvas_text_width(&canvas->head, canvas->text[i].text, TYPE_SMALL, false) <=
                    box->x + box->width);
    }
}

static void a_low_panel_keeps_the_range(void **state)
{
    (void)state;
    const struct rect high = {800, 300, 300, 330}, low = {300, 90, 190, 120};
    const struct rect two = {800, 588, 300, hint_height(&high)};
    const struct rect one = {300, 190, 300, hint_height(&low)};
    draw_in(&two, 2);
    draw_in(&one, 2);
    assert_non_null(strstr(canvas->text[0].text, "from 1×10⁻⁶ to 10"));
    const struct rect narrow = {300, 190, 120, hint_height(&low)};
    draw_in(&narrow, 5);
    assert_null(strstr(canvas->text[4].text, "…"));
}

static void a_lab_without_sliders_has_nothing_to_say(void **state)
{
    (void)state;
    struct scene scene = {0};
    struct error error = {0};
    toy_scene(&scene, "[scene]\nlab = bare\n[runner.a]\n");
    assert_true(document_open(&document, &scene, &error));
    scene_clear(&scene);
    hint_draw(&canvas->head, &theme_light, &document, 0,
              &(struct hint_place){.box = {0, 0, 300, 40}});
    assert_int_equal(canvas->texts, 0);
}

int main(void)
{
#define ON_TOY(test) cmocka_unit_test_setup_teardown(test, open_toy, close_toy)
    const struct CMUnitTest tests[] = {
        ON_TOY(a_number_says_its_range_and_what_is_usual),
        ON_TOY(a_choice_and_a_text_say_what_is_usual),
        ON_TOY(a_low_panel_keeps_the_range),
        ON_TOY(a_lab_without_sliders_has_nothing_to_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
