#include "canvas/gl/gl.h"

#include "canvas/gl/api.h"
#include "canvas/gl/offscreen.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 200, HEIGHT = 120 };

static const struct color white = {1, 1, 1, 1}, black = {0, 0, 0, 1}, red = {1, 0, 0, 1};
static struct offscreen *screen;
static struct canvas *canvas;
static uint8_t rgb[WIDTH * HEIGHT * 3];

static int open_screen(void **state)
{
    (void)state;
    struct error error = {0};
    screen = offscreen_create(WIDTH, HEIGHT, &error);
    if (!screen)
        print_message("%s\n", error.text);
    return screen ? 0 : -1;
}

static int close_screen(void **state)
{
    (void)state;
    offscreen_destroy(screen);
    return 0;
}

static void begin(void)
{
    canvas = offscreen_begin(screen, 1, white);
}

static void end(void)
{
    offscreen_end(screen, NULL);
    offscreen_read(screen, rgb);
}

static const uint8_t *at(int x, int y)
{
    return rgb + 3 * (y * WIDTH + x);
}

static void assert_color(int x, int y, int r, int g, int b)
{
    const uint8_t *p = at(x, y);
    if (abs(p[0] - r) > 3 || abs(p[1] - g) > 3 || abs(p[2] - b) > 3)
        fail_msg("pixel %d, %d is %d %d %d, not %d %d %d", x, y, p[0], p[1], p[2], r, g, b);
}

// Pixels in a rectangle that are not white.
static int count_ink(int x0, int y0, int x1, int y1)
{
    int count = 0;
    for (int y = y0; y < y1; y++)
        for (int x = x0; x < x1; x++)
            count += at(x, y)[0] + at(x, y)[1] + at(x, y)[2] < 3 * 240;
    return count;
}

static void a_line_is_as_wide_as_it_says(void **state)
{
    (void)state;
    begin();
    const struct stroke stroke = {.color = red, .width = 6};
    canvas_line(canvas, 20, 60, 180, 60, &stroke);
    end();
    assert_color(100, 58, 255, 0, 0);
    assert_color(100, 61, 255, 0, 0);
    assert_color(100, 55, 255, 255, 255);
    assert_color(100, 64, 255, 255, 255);
    assert_color(10, 60, 255, 255, 255);
    assert_color(19, 60, 255, 0, 0); // the round end
}

static void a_hairline_fades_instead_of_vanishing(void **state)
{
    (void)state;
    begin();
    const struct stroke stroke = {.color = black, .width = 0.5f};
    canvas_line(canvas, 20, 60, 180, 60, &stroke);
    end();
    int darkest = 255;
    for (int y = 57; y < 64; y++)
        darkest = at(100, y)[0] < darkest ? at(100, y)[0] : darkest;
    assert_true(darkest > 100 && darkest < 160);
}

static void a_translucent_polyline_has_no_dark_joints(void **state)
{
    (void)state;
    begin();
    struct point points[60];
    for (int i = 0; i < 60; i++)
        points[i] = (struct point){10 + 3 * (float)i, 60 + 30 * sinf((float)i / 7)};
    const struct stroke stroke = {.color = {0, 0, 0, 0.5f}, .width = 8};
    canvas_polyline(canvas, points, 60, &stroke);
    end();
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        assert_true(rgb[3 * i] > 118);
}

static void sharp_corners_are_round_and_whole(void **state)
{
    (void)state;
    begin();
    const struct point zigzag[] = {{20, 100}, {60, 20}, {100, 100}, {104, 20}};
    const struct stroke stroke = {.color = black, .width = 10};
    canvas_polyline(canvas, zigzag, 4, &stroke);
    end();
    for (int i = 1; i < 3; i++)
        assert_color((int)zigzag[i].x, (int)zigzag[i].y, 0, 0, 0);
    assert_color(60, 16, 0, 0, 0);
    assert_color(60, 12, 255, 255, 255); // no spike beyond the round join
}

static void a_line_that_turns_straight_back_is_whole(void **state)
{
    (void)state;
    begin();
    const struct point there_and_back[] = {{20, 60}, {150, 60}, {50, 60}, {50, 60}, {50, 100}};
    const struct stroke stroke = {.color = black, .width = 6};
    canvas_polyline(canvas, there_and_back, 5, &stroke);
    end();
    assert_color(25, 60, 0, 0, 0);
    assert_color(148, 60, 0, 0, 0);
    assert_color(151, 60, 0, 0, 0);
    assert_color(50, 95, 0, 0, 0);
}

static void dashes_leave_gaps_of_their_length(void **state)
{
    (void)state;
    begin();
    const struct stroke stroke = {.color = black, .width = 4, .dash = {20, 10}};
    canvas_line(canvas, 10, 60, 190, 60, &stroke);
    end();
    int marks = 0;
    for (int x = 1; x < WIDTH; x++)
        marks += at(x, 60)[0] < 128 && at(x - 1, 60)[0] >= 128;
    assert_true(marks >= 5 && marks <= 7);
    const int ink = count_ink(0, 60, WIDTH, 61);
    assert_true(ink > 105 && ink < 145);
}

static void dashes_go_on_around_corners(void **state)
{
    (void)state;
    begin();
    struct point points[181];
    for (int i = 0; i <= 180; i++)
        points[i] = (struct point){10 + (float)i, 60};
    const struct stroke stroke = {.color = black, .width = 4, .dash = {20, 10}};
    canvas_polyline(canvas, points, 181, &stroke);
    end();
    const int ink = count_ink(0, 60, WIDTH, 61);
    assert_true(ink > 105 && ink < 145);
}

static void clipping_clips_and_ends(void **state)
{
    (void)state;
    begin();
    const struct rect box = {50, 30, 60, 40}, all = {0, 0, WIDTH, HEIGHT};
    canvas_clip(canvas, &box);
    canvas_rectangle(canvas, &all, 0, red);
    canvas_clip(canvas, NULL);
    const struct rect corner = {190, 110, 10, 10};
    canvas_rectangle(canvas, &corner, 0, black);
    end();
    assert_color(50, 30, 255, 0, 0);
    assert_color(109, 69, 255, 0, 0);
    assert_color(49, 30, 255, 255, 255);
    assert_color(110, 69, 255, 255, 255);
    assert_color(80, 70, 255, 255, 255);
    assert_color(195, 115, 0, 0, 0);
}

static void what_is_drawn_later_lies_on_top(void **state)
{
    (void)state;
    begin();
    const struct rect box = {50, 30, 60, 40};
    const struct stroke stroke = {.color = red, .width = 10};
    const struct marker_style dot = {MARKER_CIRCLE, 20, black, {0, 0, 0, 0}, 0};
    canvas_line(canvas, 0, 50, 200, 50, &stroke);
    canvas_rectangle(canvas, &box, 0, (struct color){0, 1, 0, 1});
    canvas_line(canvas, 80, 0, 80, 120, &stroke);
    canvas_markers(canvas, &(struct point){80, 50}, 1, &dot);
    end();
    assert_color(60, 50, 0, 255, 0);
    assert_color(80, 35, 255, 0, 0);
    assert_color(80, 50, 0, 0, 0);
    assert_color(20, 50, 255, 0, 0);
}

static void markers_have_the_same_area(void **state)
{
    (void)state;
    for (int shape = MARKER_CIRCLE; shape <= MARKER_STAR; shape++) {
        if (shape == MARKER_PLUS || shape == MARKER_CROSS)
            continue;
        begin();
        const struct marker_style style = {(enum marker)shape, 40, black, {0, 0, 0, 0}, 0};
        canvas_markers(canvas, &(struct point){100, 60}, 1, &style);
        end();
        double area = 0;
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            area += (255 - rgb[3 * i]) / 255.0;
        if (fabs(area / (3.14159265 * 400) - 1) > 0.08)
            fail_msg("marker %d covers %.0f pixels", shape, area);
    }
}

static void text_is_where_it_should_be(void **state)
{
    (void)state;
    begin();
    const struct text_style style = {
        .size = 20, .color = black, .horizontal = ALIGN_END, .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, 150, 60, "HHH", &style);
    end();
    const float width = canvas_text_width(canvas, "HHH", 20, false);
    assert_true(width > 35 && width < 55);
    assert_true(count_ink((int)(150 - width), 50, 150, 70) > 100);
    assert_int_equal(count_ink(151, 0, WIDTH, HEIGHT), 0);
    assert_int_equal(count_ink(0, 0, (int)(149 - width), HEIGHT), 0);
    // Capitals are as far above the middle as below it.
    assert_int_equal(count_ink(0, 0, WIDTH, 51), 0);
    assert_int_equal(count_ink(0, 69, WIDTH, HEIGHT), 0);
}

static void different_characters_look_different(void **state)
{
    (void)state;
    static const char *const signs[] = {"θ", "₀", "∇", "⟨", "\xEF\xBF\xBE"}; // the last: a box
    static uint8_t seen[5][sizeof rgb];
    for (size_t i = 0; i < 5; i++) {
        begin();
        const struct text_style style = {.size = 40, .color = black, .vertical = ALIGN_MIDDLE};
        canvas_text(canvas, 60, 60, signs[i], &style);
        end();
        assert_true(count_ink(0, 0, WIDTH, HEIGHT) > 3);
        memcpy(seen[i], rgb, sizeof rgb);
        for (size_t k = 0; k < i; k++)
            assert_memory_not_equal(seen[k], rgb, sizeof rgb);
    }
}

static void text_is_as_wide_as_the_canvas_says(void **state)
{
    (void)state;
    begin();
    const struct text_style style = {.size = 30, .color = black, .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, 20, 60, "0000000", &style);
    end();
    const int width = (int)canvas_text_width(canvas, "0000000", 30, false);
    assert_int_equal(count_ink(21 + width, 0, WIDTH, HEIGHT), 0);
    assert_true(count_ink(12 + width, 0, 21 + width, HEIGHT) > 0);
}

static void bad_text_is_no_danger(void **state)
{
    (void)state;
    begin();
    const struct text_style style = {.size = 14, .color = black};
    static const char *const bad[] = {"\xff\xfe", "\xe2\x82", "\xf0\x9f\x98\x80", "\xc0\x80",
                                      "a\tb\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        canvas_text(canvas, 10, 50, bad[i], &style);
    struct text_style huge = style;
    huge.size = 3000;
    canvas_text(canvas, 0, 100, "A", &huge);
    end();
}

static void many_sizes_of_text_do_not_run_out(void **state)
{
    (void)state;
    begin();
    for (int size = 8; size < 120; size++) {
        const struct text_style style = {
            .size = (float)size, .color = black, .vertical = ALIGN_START};
        canvas_text(canvas, 0, 0, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop", &style);
    }
    const struct rect all = {0, 0, WIDTH, HEIGHT};
    canvas_rectangle(canvas, &all, 0, white);
    const struct text_style last = {.size = 20, .color = black, .vertical = ALIGN_MIDDLE};
    canvas_text(canvas, 20, 60, "HHH", &last);
    end();
    assert_true(count_ink(20, 50, 80, 70) > 100);
}

static void write_line(const char *text, float size, float angle)
{
    const struct text_style style = {
        .size = size, .color = black, .vertical = ALIGN_MIDDLE, .angle = angle};
    begin();
    canvas_text(canvas, 20, 60, text, &style);
    end();
}

// The texture of glyphs is low until one does not fit, and as high as it is wide from then on.
static void text_is_the_same_after_more_than_the_first_texture_holds(void **state)
{
    (void)state;
    static uint8_t level[sizeof rgb], turned[sizeof rgb];
    struct offscreen *old = screen;
    screen = offscreen_create(WIDTH, HEIGHT, NULL);
    assert_non_null(screen);
    write_line("Momentum 0.9", 17, 0);
    memcpy(level, rgb, sizeof rgb);
    write_line("Momentum 0.9", 17, 0.5f);
    memcpy(turned, rgb, sizeof rgb);
    // A glyph that is higher than the first texture itself: its two uprights go through the frame.
    write_line("H", 500, 0);
    assert_true(count_ink(20, 10, WIDTH, 11) > 30 && count_ink(20, 110, WIDTH, 111) > 30);
    write_line("Momentum 0.9", 17, 0);
    assert_memory_equal(rgb, level, sizeof rgb);
    write_line("Momentum 0.9", 17, 0.5f);
    for (size_t i = 0; i < sizeof rgb; i++)
        assert_true(abs(rgb[i] - turned[i]) <= 2);
    offscreen_destroy(screen);
    screen = old;
}

// The surface's picture has a depth of its own (test_mesh.c).
static void a_context_has_no_depth_that_nothing_is_drawn_with(void **state)
{
    (void)state;
    GLint depth = -1;
    begin();
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glGetFramebufferAttachmentParameteriv(GL_FRAMEBUFFER, GL_DEPTH,
                                          GL_FRAMEBUFFER_ATTACHMENT_OBJECT_TYPE, &depth);
    assert_int_equal(depth, GL_NONE);
    begin();
    end();
}

// A picture's own colours are on the stack: the next theme's are where the last one's were.
static void a_field_shows_other_colors_although_they_lie_where_the_last_were(void **state)
{
    (void)state;
    struct color stops[] = {{1, 0, 0, 1}, {1, 0, 0, 1}};
    const struct colormap map = {stops, 2};
    const float value[] = {0, 1, 0.5f, NAN};
    struct field field = {value, 2, 2, 70, {0, 0, 1, 1}};
    const struct rect box = {20, 20, 100, 80};
    begin();
    canvas_field(canvas, &box, &field, &map);
    end();
    assert_color(20, 99, 255, 0, 0);
    stops[0] = (struct color){0, 1, 0, 1};
    field.nan = (struct color){1, 1, 0, 1};
    begin();
    canvas_field(canvas, &box, &field, &map);
    end();
    assert_color(20, 99, 0, 255, 0);
    assert_color(119, 20, 255, 255, 0);
}

static void a_field_has_its_first_row_at_the_bottom(void **state)
{
    (void)state;
    static const struct color stops[] = {{0, 0, 0, 1}, {1, 0, 0, 1}};
    const struct colormap map = {stops, 2};
    const float value[] = {0, 1, 0.5f, NAN};
    struct field field = {value, 2, 2, 1, {0, 0, 1, 1}};
    const struct rect box = {20, 20, 100, 80};
    begin();
    canvas_field(canvas, &box, &field, &map);
    end();
    assert_color(20, 99, 0, 0, 0);
    assert_color(119, 99, 252, 0, 0);
    assert_color(20, 20, 127, 0, 0);
    assert_color(119, 20, 0, 0, 255);
    assert_color(19, 60, 255, 255, 255);
    // New values show when the version says so.
    const float other[] = {1, 1, 1, 1};
    field.value = other;
    field.version = 2;
    begin();
    canvas_field(canvas, &box, &field, &map);
    end();
    assert_color(20, 99, 255, 0, 0);
}

static void a_scale_of_two_is_the_same_picture_larger(void **state)
{
    (void)state;
    canvas = offscreen_begin(screen, 2, white);
    assert_true(canvas->width == WIDTH / 2.0f && canvas->height == HEIGHT / 2.0f);
    const struct rect box = {10, 10, 20, 20};
    canvas_rectangle(canvas, &box, 0, red);
    end();
    assert_color(20, 20, 255, 0, 0);
    assert_color(59, 59, 255, 0, 0);
    assert_color(60, 60, 255, 255, 255);
    assert_color(19, 19, 255, 255, 255);
}

static void a_cut_text_fits_and_ends_in_an_ellipsis(void **state)
{
    (void)state;
    char text[64];
    canvas_fit_text(canvas, "βββββββββββββββ", 14, false, 60, text, sizeof text);
    assert_true(canvas_text_width(canvas, text, 14, false) <= 60);
    assert_non_null(strstr(text, "…"));
    canvas_fit_text(canvas, "short", 14, false, 600, text, sizeof text);
    assert_string_equal(text, "short");
    canvas_fit_text(canvas, "anything", 14, false, 1, text, sizeof text);
    assert_string_equal(text, "");
    char tiny[6];
    canvas_fit_text(canvas, "βββββββββββ", 14, false, 1000, tiny, sizeof tiny);
    assert_true(strlen(tiny) < sizeof tiny);
}

static void a_picture_too_large_is_refused(void **state)
{
    (void)state;
    struct error error = {0};
    assert_null(offscreen_create(1000000, 1000000, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    // The first one still draws.
    begin();
    const struct rect box = {10, 10, 20, 20};
    canvas_rectangle(canvas, &box, 0, red);
    end();
    assert_color(15, 15, 255, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_as_wide_as_it_says),
        cmocka_unit_test(a_hairline_fades_instead_of_vanishing),
        cmocka_unit_test(a_translucent_polyline_has_no_dark_joints),
        cmocka_unit_test(sharp_corners_are_round_and_whole),
        cmocka_unit_test(a_line_that_turns_straight_back_is_whole),
        cmocka_unit_test(dashes_leave_gaps_of_their_length),
        cmocka_unit_test(dashes_go_on_around_corners),
        cmocka_unit_test(clipping_clips_and_ends),
        cmocka_unit_test(what_is_drawn_later_lies_on_top),
        cmocka_unit_test(markers_have_the_same_area),
        cmocka_unit_test(text_is_where_it_should_be),
        cmocka_unit_test(different_characters_look_different),
        cmocka_unit_test(text_is_as_wide_as_the_canvas_says),
        cmocka_unit_test(bad_text_is_no_danger),
        cmocka_unit_test(many_sizes_of_text_do_not_run_out),
        cmocka_unit_test(text_is_the_same_after_more_than_the_first_texture_holds),
        cmocka_unit_test(a_context_has_no_depth_that_nothing_is_drawn_with),
        cmocka_unit_test(a_field_has_its_first_row_at_the_bottom),
        cmocka_unit_test(a_field_shows_other_colors_although_they_lie_where_the_last_were),
        cmocka_unit_test(a_scale_of_two_is_the_same_picture_larger),
        cmocka_unit_test(a_cut_text_fits_and_ends_in_an_ellipsis),
        cmocka_unit_test(a_picture_too_large_is_refused),
    };
    return cmocka_run_group_tests(tests, open_screen, close_screen);
}
