#include "plot/theme.h"

#include "plot/contrast.h"
#include "plot/label.h"
#include "plot/recorder.h"
#include "test.h"

#include <math.h>
#include <string.h>

static const struct theme *const both[] = {&theme_light, &theme_dark};

static void runners_differ_in_colour_marker_and_dash(void **state)
{
    (void)state;
    for (int t = 0; t < 2; t++) {
        for (int a = 0; a < LOOK_COUNT; a++) {
            const struct look_style first = look_style(both[t], a);
            for (int b = 0; b < a; b++) {
                const struct look_style second = look_style(both[t], b);
                assert_string_not_equal(first.name, second.name);
                assert_true(memcmp(&first.color, &second.color, sizeof first.color) != 0);
                assert_int_not_equal(first.marker, second.marker);
                assert_true(memcmp(first.dash, second.dash, sizeof first.dash) != 0);
            }
        }
    }
}

static void everything_is_readable_on_its_background(void **state)
{
    (void)state;
    for (int t = 0; t < 2; t++) {
        const struct theme *theme = both[t];
        assert_true(contrast(theme->ink, theme->background) > 12);
        assert_true(contrast(theme->soft, theme->background) > 4.5);
        assert_true(contrast(theme->error, theme->background) > 4.5);
        assert_true(contrast(theme->ink, theme->selection) > 7);
        for (int look = 0; look < LOOK_COUNT; look++) {
            const struct look_style style = look_style(theme, look);
            if (contrast(style.color, theme->background) < 2.9)
                fail_msg("%s on %s: %.2f", style.name, theme->name,
                         contrast(style.color, theme->background));
        }
    }
}

// What is half transparent, seen on a ground.
static struct color over(struct color above, struct color ground)
{
    return color_mix(ground, color_alpha(above, 1), above.a);
}

static void assert_legible(const struct theme *theme, const char *what, struct color text,
                           struct color ground)
{
    if (contrast(text, ground) < 4.5)
        fail_msg("%s, %s: %.2f", theme->name, what, contrast(text, ground));
}

// Selected rows and the hall's typing stand on the selection, messages on ink and error.
static void every_text_is_told_from_what_it_stands_on_by_4_5_to_1(void **state)
{
    (void)state;
    for (int t = 0; t < 2; t++) {
        const struct theme *theme = both[t];
        const struct color texts[] = {theme->ink, theme->soft, theme->accent, theme->error};
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            assert_legible(theme, "a text", texts[i], theme->background);
            assert_legible(theme, "a text in a selected row", texts[i], theme->selection);
            assert_legible(theme, "a text on paper", texts[i], theme->paper);
        }
        const struct color message = {theme->ink.r, theme->ink.g, theme->ink.b, 0.96f};
        const struct color failure = {theme->error.r, theme->error.g, theme->error.b, 0.96f};
        assert_legible(theme, "a message", theme->background, over(message, theme->background));
        assert_legible(theme, "a failure", theme->background, over(failure, theme->background));
        for (size_t i = 0; i < theme->surface.count; i++)
            assert_legible(theme, "an isoline's number", theme->level,
                           over(theme->level_halo, theme->surface.stop[i]));
        for (int look = 0; look < LOOK_COUNT; look++)
            assert_legible(theme, look_style(theme, look).name, look_style(theme, look).text,
                           theme->background);
    }
}

static void the_surface_grows_steadily_darker_or_brighter(void **state)
{
    (void)state;
    for (int t = 0; t < 2; t++) {
        const struct colormap *map = &both[t]->surface;
        assert_true(map->count >= 9);
        for (size_t i = 1; i < map->count; i++)
            assert_true(luminance(map->stop[i]) < luminance(map->stop[i - 1]));
    }
}

static void looks_wrap_around_and_themes_have_names(void **state)
{
    (void)state;
    assert_string_equal(look_style(&theme_light, LOOK_COUNT).name,
                        look_style(&theme_light, 0).name);
    assert_string_equal(look_style(&theme_light, -1).name,
                        look_style(&theme_light, LOOK_COUNT - 1).name);
    assert_ptr_equal(theme_find("dark"), &theme_dark);
    assert_null(theme_find("blue"));
}

static void titles_and_tips_stay_in_their_rectangles(void **state)
{
    (void)state;
    struct recorder *recorder = recorder_create();
    const struct rect box = {20, 10, 300, 60};
    char caption[600] = "";
    for (int i = 0; i < 60; i++)
        strcat(caption, "longish ");
    label_draw_title(&recorder->head, &theme_light, &box, caption, NULL, caption, 2);
    assert_int_equal(recorder->texts, 3);
    for (size_t i = 0; i < recorder->texts; i++)
        assert_true(recorder_text_width(NULL, recorder->text[i].text, recorder->text[i].style.size,
                                        false) <= 300);
    recorder->texts = 0;
    const char *lines[] = {"Adam, step 28", "θ = (1, 2)"};
    const struct color swatch[2] = {{1, 0, 0, 1}, {0, 0, 0, 0}};
    const struct rect bounds = {0, 0, 400, 300};
    static const struct point corners[] = {{0, 0}, {400, 0}, {0, 300}, {400, 300}, {200, 150}};
    for (int i = 0; i < 5; i++) {
        recorder->texts = 0;
        label_draw_tip(&recorder->head, &theme_light, corners[i], &bounds, lines, swatch, 2, NULL);
        for (size_t k = 0; k < recorder->texts; k++)
            assert_true(rect_contains(&bounds, recorder->text[k].at));
    }
    canvas_destroy(&recorder->head);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runners_differ_in_colour_marker_and_dash),
        cmocka_unit_test(everything_is_readable_on_its_background),
        cmocka_unit_test(every_text_is_told_from_what_it_stands_on_by_4_5_to_1),
        cmocka_unit_test(the_surface_grows_steadily_darker_or_brighter),
        cmocka_unit_test(looks_wrap_around_and_themes_have_names),
        cmocka_unit_test(titles_and_tips_stay_in_their_rectangles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
