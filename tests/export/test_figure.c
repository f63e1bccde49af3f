// Figures of parts: their sizes, and what stands on them, for all shipped scenes on the remembering
// canvas in the widths of the screen's fonts.
#include "export/figure.h"

#include "base/asset.h"
#include "canvas/font.h"
#include "export/export.h"
#include "labs/registry.h"
#include "scene/shelf.h"
#include "test.h"

#define RECORDED_MAX 8192
#include "labs/drawn.h"

#include <math.h>
#include <spng.h>
#include <stdlib.h>
#include <unistd.h>

static struct font *font;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    font = font_create(&error);
    return font ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    font_destroy(font);
    return 0;
}

static float real_width(struct canvas *any, const char *utf8, float size, bool bold)
{
    (void)any;
    return size * font_width(font, utf8, bold);
}

// ---- sizes --------------------------------------------------------------------------------------

static struct scene scene_of(const char *text)
{
    struct scene scene = {0};
    struct error error = {0};
    if (*text && !scene_parse(&scene, text, strlen(text), "test.ini", &error))
        fail_msg("%s", error.text);
    return scene;
}

static struct figure_options settled(struct figure_options options, const char *text,
                                     bool is_vector)
{
    struct scene scene = scene_of(text);
    struct error error = {0};
    if (!figure_settle(&options, &scene, is_vector, &error))
        fail_msg("%s", error.text);
    scene_clear(&scene);
    return options;
}

static void assert_pixels(struct figure_options options, const char *scene, int wide, int high)
{
    int width, height;
    options = settled(options, scene, false);
    figure_size(&options, &width, &height);
    assert_int_equal(width, wide);
    assert_int_equal(height, high);
}

static void a_column_of_86_mm_has_1016_pixels_and_text_of_8_points(void **state)
{
    (void)state;
    const struct figure_options options =
        settled((struct figure_options){.part = FIGURE_PLOT}, "", false);
    int width, height;
    struct figure_page page;
    figure_size(&options, &width, &height);
    assert_true(figure_page(&options, &page));
    assert_int_equal(width, 1016); // 86 / 25.4 × 300 = 1015.7
    assert_float_equal(page.width * page.points, 86 * 72 / 25.4, 1e-3);
    assert_float_equal(FIGURE_TEXT * page.points, 8, 1e-6);
    assert_float_equal(FIGURE_TEXT * figure_unit(&options), 8.0 / 72 * 300, 1e-3);
}

static void text_is_as_high_whatever_the_size_of_the_figure(void **state)
{
    (void)state;
    static const double widths[] = {60, 86, 178, 400};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        const struct figure_options options = settled(
            (struct figure_options){
                .part = FIGURE_STAGE, .width = widths[i] * 72 / 25.4, .is_paper = true, .text = 9},
            "", true);
        struct figure_page page;
        assert_true(figure_page(&options, &page));
        assert_float_equal(FIGURE_TEXT * page.points, 9, 1e-6);
        assert_float_equal(page.width * page.points, widths[i] * 72 / 25.4, 1e-2);
        assert_float_equal(page.width / page.height, sqrt(2), 1e-3);
    }
}

static void a_picture_that_says_nothing_is_the_whole_screen(void **state)
{
    (void)state;
    const struct figure_options none = {0};
    assert_pixels(none, "", 1280, 720);
    assert_pixels((struct figure_options){.width = 640, .height = 400, .scale = 2}, "", 1280, 800);
    assert_int_equal(settled(none, "", false).part, FIGURE_ALL);
    assert_int_equal(settled(none, "", false).title, SWITCH_ON);
    assert_true(figure_unit(&(struct figure_options){.width = 1920, .height = 1080, .scale = 1}) ==
                1.5f);
}

static void any_word_about_paper_makes_a_figure_without_a_title(void **state)
{
    (void)state;
    const struct figure_options asked[] = {
        {.text = 8},
        {.legend = LEGEND_NONE},
        {.labels = LABELS_DIRECT},
        {.width = 240, .is_paper = true},
        {.is_figure = true},
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        const struct figure_options options = settled(asked[i], "", false);
        assert_int_equal(options.part, FIGURE_STAGE);
        assert_int_equal(options.title, SWITCH_OFF);
    }
    const struct figure_options none = {0};
    assert_int_equal(settled(none, "", true).part, FIGURE_STAGE); // a vector format
    assert_int_equal(settled(none, "[figure]\nfigure = both\n", false).part, FIGURE_BOTH);
}

static void the_scene_says_what_the_options_leave_open(void **state)
{
    (void)state;
    static const char text[] = "[view]\ntheme = dark\n[figure]\nfigure = plot\nwidth = 100\n"
                               "height = 50\ntext = 7\nlegend = beside\nlabels = direct\n"
                               "results = on\ntitle = on\nbackground = none\ndpi = 600\n";
    struct figure_options options = settled((struct figure_options){0}, text, false);
    assert_pixels((struct figure_options){0}, text, 2362, 1181);
    assert_true(options.part == FIGURE_PLOT && options.text == 7 && options.theme == &theme_dark);
    assert_true(options.legend == LEGEND_BESIDE && options.labels == LABELS_DIRECT);
    assert_true(options.results == SWITCH_ON && options.title == SWITCH_ON);
    assert_true(options.has_background && options.background.a == 0);
    options = settled((struct figure_options){.part = FIGURE_STAGE,
                                              .text = 8,
                                              .legend = LEGEND_INSIDE,
                                              .title = SWITCH_OFF,
                                              .theme = &theme_light},
                      text, false);
    assert_true(options.part == FIGURE_STAGE && options.text == 8);
    assert_true(options.legend == LEGEND_INSIDE && options.title == SWITCH_OFF);
    assert_ptr_equal(options.theme, &theme_light);
    assert_ptr_equal(settled((struct figure_options){0}, "[figure]\ntheme = dark\n", false).theme,
                     &theme_dark);
}

static void text_without_room_is_refused_with_the_room_it_needs(void **state)
{
    (void)state;
    struct scene scene = scene_of("");
    struct error error = {0};
    struct figure_options options = {
        .part = FIGURE_STAGE, .width = 85, .is_paper = true, .text = 20};
    assert_false(figure_settle(&options, &scene, false, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "text of 20 pt"));
    double wide, high;
    assert_int_equal(sscanf(strstr(error.text, "it needs"), "it needs %lf × %lf mm", &wide, &high),
                     2);
    options = (struct figure_options){.part = FIGURE_STAGE,
                                      .width = wide * 72 / 25.4,
                                      .height = high * 72 / 25.4,
                                      .is_paper = true,
                                      .text = 20};
    assert_true(figure_settle(&options, &scene, false, &error));
    scene_clear(&scene);
}

static void a_figure_reopens_as_itself(void **state)
{
    (void)state;
    static const struct figure_options asked[] = {
        {.part = FIGURE_BOTH, .labels = LABELS_DIRECT},
        {.part = FIGURE_PLOT, .width = 300, .is_paper = true, .text = 9, .legend = LEGEND_BESIDE},
        {.part = FIGURE_STAGE, .width = 300, .height = 280, .is_paper = true, .title = SWITCH_ON},
        {.part = FIGURE_STAGE, .results = SWITCH_ON},
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct scene scene = scene_of("[figure]\nwidth = 120\n");
        struct error error = {0};
        struct figure_options first = asked[i], again = {0};
        assert_true(figure_settle(&first, &scene, false, &error));
        assert_true(figure_mark(&scene, &first, &error));
        assert_true(figure_settle(&again, &scene, false, &error));
        assert_true(again.part == first.part && again.legend == first.legend);
        assert_true(again.labels == first.labels && again.title == first.title);
        assert_true(again.results == first.results);
        assert_float_equal(again.text, first.text, 1e-9);
        assert_float_equal(again.width, first.width, 0.02); // hundredths of a millimetre
        assert_float_equal(again.height, first.height, 0.02);
        scene_clear(&scene);
    }
}

// ---- what a file holds --------------------------------------------------------------------------

// The rows of the pixels of a PNG that have ink in the columns first … last.
static void ink_rows(const char *path, int first, int last, int top, int bottom, int *from, int *to)
{
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    spng_ctx *png = spng_ctx_new(0);
    spng_set_png_file(png, in);
    struct spng_ihdr header;
    size_t size;
    assert_int_equal(spng_get_ihdr(png, &header), 0);
    assert_int_equal(spng_decoded_image_size(png, SPNG_FMT_RGB8, &size), 0);
    uint8_t *rgb = malloc(size);
    assert_int_equal(spng_decode_image(png, rgb, size, SPNG_FMT_RGB8, 0), 0);
    *from = -1;
    for (int y = top; y < bottom; y++)
        for (int x = first; x < last; x++)
            if (rgb[3 * ((size_t)y * header.width + (size_t)x)] < 128) {
                *from = *from < 0 ? y : *from;
                *to = y;
            }
    free(rgb);
    spng_ctx_free(png);
    fclose(in);
}

// The heading begins with a capital, which stands where its layout says.
static void a_headings_capital_is_as_high_in_the_file(void **state)
{
    (void)state;
    struct error error = {0};
    struct scene scene = {0};
    const struct figure_options options = {.part = FIGURE_PLOT};
    assert_true(scene_read(&scene, "booth", &error));
    if (!export_picture(&scene, "test_figure.png", &options, &error))
        fail_msg("%s", error.text);
    scene_clear(&scene);
    // "Cost J(θ), log scale": a C of a heading; its round ends reach a little beyond the cap
    // height.
    int from, to = 0;
    const double em = (double)(TYPE_BODY / FIGURE_TEXT) * 8 / 72 * 300;
    ink_rows("test_figure.png", 22, (int)(22 + 0.62 * em), 0, 60, &from, &to);
    const double cap = (double)(to - from + 1) / em;
    if (!(cap > (double)FONT_CAP_HEIGHT - 0.03 && cap < (double)FONT_CAP_HEIGHT + 0.06))
        fail_msg("a capital is %g em high", cap);
    unlink("test_figure.png");
}

// ---- what stands on it --------------------------------------------------------------------------

static int faults;

static void blame(const char *what, const char *first, const char *second)
{
    print_message("%s: '%s' %s\n", what, first, second);
    faults++;
}

// A label of a contour goes along its line.
static bool is_straight(const struct recorder *r, size_t i)
{
    const float angle = fabsf(r->text[i].style.angle);
    return *r->text[i].text && (angle < 0.01f || fabsf(angle - 1.5708f) < 0.01f);
}

// By "…" behind a word, unless that is what is said while something is computed.
static bool is_cut(const char *text)
{
    static const char *const whole[] = {"training…", "measuring…", "computing the landscape…",
                                        "computing…"};
    const size_t length = strlen(text);
    if (length < 4 || strcmp(text + length - 3, "…") != 0 || text[length - 4] == ' ')
        return false;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (strcmp(text, whole[i]) == 0)
            return false;
    return true;
}

static void check_texts(struct recorder *r, const char *what)
{
    for (size_t i = 0; i < r->texts; i++) {
        if (!is_straight(r, i))
            continue;
        if (!is_within(r, text_box(r, i)))
            blame(what, r->text[i].text, "leaves the page");
        if (is_cut(r->text[i].text))
            blame(what, r->text[i].text, "is cut");
        for (size_t k = 0; k < i; k++)
            if (is_straight(r, k) && boxes_overlap(text_box(r, i), text_box(r, k)))
                blame(what, r->text[i].text, r->text[k].text);
    }
}

static bool is_of_legend(const struct text_style *style)
{
    return style->size == TYPE_SMALL && !style->bold && is_color(style->color, theme_light.ink);
}

// What merely steers is not in the figure; and whoever has a curve or a bar in it is named.
static void check_names(struct recorder *r, struct lab *lab, const char *what)
{
    for (size_t g = 0; g < lab->type->groups(lab); g++) {
        struct lab_group group;
        lab->type->group(lab, g, 0, &group);
        const size_t text = find_text(r, group.name);
        if (!group.is_runner && text < r->texts && is_of_legend(&r->text[text].style))
            blame(what, group.name, "is no curve");
        const struct color look = look_style(&theme_light, group.look).color;
        bool is_seen = false;
        for (size_t i = 0; i < r->lines; i++)
            is_seen = is_seen || (is_color(r->line[i].stroke.color, look) &&
                                  r->line[i].stroke.width > 1.2f && r->line[i].clip.is_on);
        if (group.is_runner && !group.hidden && is_seen && count_texts(r, group.name) == 0)
            blame(what, group.name, "is not named");
    }
}

static void check_figure(struct lab *lab, const char *name, struct figure_options options)
{
    static struct canvas_type type;
    char what[160];
    struct figure_page page;
    struct error error = {0};
    if (!figure_settle(&options, &lab->scene, false, &error))
        fail_msg("%s: %s", name, error.text);
    figure_page(&options, &page);
    struct recorder *r = recorder_create();
    type = *r->head.type;
    type.text_width = real_width;
    r->head.type = &type;
    r->head.width = page.width;
    r->head.height = page.height;
    snprintf(what, sizeof what, "%s, part %d, legend %d, labels %d", name, options.part,
             options.legend, options.labels);
    figure_draw(lab, &r->head, &options);
    check_texts(r, what);
    if (options.legend != LEGEND_NONE)
        check_names(r, lab, what);
    canvas_destroy(&r->head);
}

static const struct figure_options kinds[] = {
    {.part = FIGURE_STAGE},
    {.part = FIGURE_PLOT},
    {.part = FIGURE_BOTH},
    {.part = FIGURE_STAGE, .labels = LABELS_DIRECT},
    {.part = FIGURE_PLOT, .labels = LABELS_DIRECT},
    {.part = FIGURE_PLOT, .legend = LEGEND_BESIDE, .results = SWITCH_ON},
    {.part = FIGURE_STAGE, .title = SWITCH_ON},
};

// Some way along its timeline, as far as the lab itself computes.
static void check_scene(const char *name)
{
    struct error error = {0};
    struct scene scene = {0};
    const struct lab_type *lab_type =
        scene_read(&scene, name, &error) ? lab_for(&scene, &error) : NULL;
    struct lab *lab = lab_type ? lab_create(lab_type, &scene, 2, &error) : NULL;
    if (!lab)
        fail_msg("%s: %s", name, error.text);
    const double end = floor(0.3 * (double)lab->type->steps(lab));
    if (lab->type->wait)
        assert_true(lab->type->wait(lab, end, -1));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct figure_options options = kinds[i];
        options.theme = &theme_light;
        options.step = end;
        check_figure(lab, name, options);
    }
    lab_destroy(lab);
    scene_clear(&scene);
}

static void no_text_is_cut_or_covered_in_a_figure_of_any_scene(void **state)
{
    (void)state;
    struct error error = {0};
    char **names = shelf_names(&error);
    assert_non_null(names);
    faults = 0;
    for (size_t i = 0; names[i]; i++)
        if (test_takes(i + 1, 3))
            check_scene(names[i]);
    asset_list_free(names);
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_of_86_mm_has_1016_pixels_and_text_of_8_points),
        cmocka_unit_test(text_is_as_high_whatever_the_size_of_the_figure),
        cmocka_unit_test(a_picture_that_says_nothing_is_the_whole_screen),
        cmocka_unit_test(any_word_about_paper_makes_a_figure_without_a_title),
        cmocka_unit_test(the_scene_says_what_the_options_leave_open),
        cmocka_unit_test(text_without_room_is_refused_with_the_room_it_needs),
        cmocka_unit_test(a_figure_reopens_as_itself),
        cmocka_unit_test(a_headings_capital_is_as_high_in_the_file),
        cmocka_unit_test(no_text_is_cut_or_covered_in_a_figure_of_any_scene),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
