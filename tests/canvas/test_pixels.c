#include "canvas/gl/pixels.h"

#include "canvas/gl/offscreen.h"
#include "test.h"

#include <string.h>

// Rows of 3 × 7 bytes: no multiple of four, so that a row that is padded shows.
enum { WIDTH = 7, HEIGHT = 5, SIZE = 3 * WIDTH * HEIGHT, GUARD = 64 };

static const struct color white = {1, 1, 1, 1};

// One pixel each at the four corners; the rest white.
static struct offscreen *draw_corners(void)
{
    struct error error = {0};
    struct offscreen *screen = offscreen_create(WIDTH, HEIGHT, &error);
    if (!screen)
        fail_msg("%s", error.text);
    struct canvas *canvas = offscreen_begin(screen, 1, white);
    const struct rect upper_left = {0, 0, 1, 1}, upper_right = {WIDTH - 1, 0, 1, 1};
    const struct rect lower_left = {0, HEIGHT - 1, 1, 1};
    const struct rect lower_right = {WIDTH - 1, HEIGHT - 1, 1, 1};
    canvas_rectangle(canvas, &upper_left, 0, (struct color){1, 0, 0, 1});
    canvas_rectangle(canvas, &upper_right, 0, (struct color){0, 1, 0, 1});
    canvas_rectangle(canvas, &lower_left, 0, (struct color){0, 0, 1, 1});
    canvas_rectangle(canvas, &lower_right, 0, (struct color){0, 0, 0, 1});
    offscreen_end(screen, NULL);
    return screen;
}

static void assert_corners(const uint8_t rgb[])
{
    static const uint8_t red[] = {255, 0, 0}, green[] = {0, 255, 0}, blue[] = {0, 0, 255},
                         black[] = {0, 0, 0}, paper[] = {255, 255, 255};
    assert_memory_equal(rgb, red, 3);
    assert_memory_equal(rgb + 3 * (WIDTH - 1), green, 3);
    assert_memory_equal(rgb + SIZE - 3 * WIDTH, blue, 3);
    assert_memory_equal(rgb + SIZE - 3, black, 3);
    for (int y = 1; y < HEIGHT - 1; y++)
        for (int x = 0; x < WIDTH; x++)
            assert_memory_equal(rgb + 3 * (y * WIDTH + x), paper, 3);
}

static void the_top_row_comes_first_and_rows_touch(void **state)
{
    (void)state;
    struct offscreen *screen = draw_corners();
    // Its framebuffer is still the one that is bound.
    uint8_t rgb[SIZE + GUARD];
    memset(rgb, 77, sizeof rgb);
    pixels_read(WIDTH, HEIGHT, rgb);
    assert_corners(rgb);
    for (int i = SIZE; i < SIZE + GUARD; i++)
        assert_int_equal(rgb[i], 77); // nothing beyond the picture
    offscreen_destroy(screen);
}

static void a_picture_is_read_from_its_own_framebuffer(void **state)
{
    (void)state;
    struct offscreen *first = draw_corners();
    struct error error = {0};
    struct offscreen *second = offscreen_create(WIDTH, HEIGHT, &error);
    assert_non_null(second);
    offscreen_begin(second, 1, (struct color){0, 0, 0, 1});
    offscreen_end(second, NULL);
    uint8_t rgb[SIZE], other[SIZE];
    offscreen_read(second, other);
    offscreen_read(first, rgb);
    assert_corners(rgb);
    for (int i = 0; i < SIZE; i++)
        assert_int_equal(other[i], 0);
    offscreen_destroy(second);
    offscreen_destroy(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_top_row_comes_first_and_rows_touch),
        cmocka_unit_test(a_picture_is_read_from_its_own_framebuffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
