#include "export/dither.h"

#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 256 };

static uint8_t palette[3 * DITHER_COLORS];

static const uint8_t *color_at(struct dither *dither, const uint8_t rgb[3], int x, int y)
{
    return palette + 3 * dither_index(dither, rgb, x, y);
}

// More colours than a palette has: one at each place of a square.
static void smooth(int x, int y, uint8_t rgb[3])
{
    rgb[0] = (uint8_t)x;
    rgb[1] = (uint8_t)y;
    rgb[2] = (uint8_t)(128 + (x - y) / 4);
}

static struct dither *looked(size_t *count)
{
    struct dither *dither = dither_create(NULL);
    assert_non_null(dither);
    static const uint8_t own[2][3] = {{13, 77, 201}, {255, 255, 255}};
    dither_fix(dither, own[0]);
    dither_fix(dither, own[1]);
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++) {
            uint8_t rgb[3];
            smooth(x, y, rgb);
            dither_look(dither, rgb, 1);
        }
    *count = dither_choose(dither, palette);
    return dither;
}

static void fixed_colours_stay_what_they_are(void **state)
{
    (void)state;
    size_t count;
    struct dither *dither = looked(&count);
    static const uint8_t own[2][3] = {{13, 77, 201}, {255, 255, 255}};
    assert_between(count, 200, DITHER_COLORS);
    for (int i = 0; i < 2; i++)
        for (int x = 0; x < 64; x++)
            assert_memory_equal(color_at(dither, own[i], x % 8, x / 8), own[i], 3);
    dither_destroy(dither);
}

static void an_area_has_its_colour_on_average(void **state)
{
    (void)state;
    size_t count;
    struct dither *dither = looked(&count);
    double off = 0, worst = 0;
    for (int at = 8; at < SIDE - 8; at += 5) {
        double sum[3] = {0};
        uint8_t rgb[3];
        smooth(at, SIDE - 1 - at, rgb);
        for (int i = 0; i < 64; i++)
            for (int k = 0; k < 3; k++)
                sum[k] += color_at(dither, rgb, i % 8, i / 8)[k] / 64.0;
        for (int k = 0; k < 3; k++) {
            off += fabs(sum[k] - rgb[k]);
            worst = fmax(worst, fabs(sum[k] - rgb[k]));
        }
    }
    assert_true(off / (3 * 48) < 3); // of 255; the palette's colours are 16 apart here
    assert_true(worst < 16);
    dither_destroy(dither);
}

static void dots_depend_on_the_place_and_the_colour_alone(void **state)
{
    (void)state;
    size_t count;
    struct dither *first = looked(&count), *second = looked(&count);
    for (int i = 0; i < 1000; i++) {
        uint8_t rgb[3], other[3];
        smooth(i * 7 % SIDE, i * 13 % SIDE, rgb);
        smooth(i * 29 % SIDE, i * 3 % SIDE, other);
        dither_index(second, other, i, i); // what came before makes no difference
        assert_int_equal(dither_index(first, rgb, i % 37, i % 11),
                         dither_index(second, rgb, i % 37, i % 11));
    }
    dither_destroy(first);
    dither_destroy(second);
}

static void few_colours_are_all_kept(void **state)
{
    (void)state;
    struct dither *dither = dither_create(NULL);
    uint8_t few[100][3];
    for (int i = 0; i < 100; i++) {
        few[i][0] = (uint8_t)(i % 10 * 25);
        few[i][1] = (uint8_t)(i / 10 * 25);
        few[i][2] = 9;
    }
    dither_look(dither, few[0], 100);
    assert_int_equal(dither_choose(dither, palette), 100);
    for (int i = 0; i < 100; i++)
        assert_memory_equal(color_at(dither, few[i], i, 3), few[i], 3);
    dither_destroy(dither);
}

static void nothing_to_look_at_is_no_colour(void **state)
{
    (void)state;
    struct dither *dither = dither_create(NULL);
    assert_int_equal(dither_choose(dither, palette), 0);
    dither_destroy(dither);
    dither_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixed_colours_stay_what_they_are),
        cmocka_unit_test(an_area_has_its_colour_on_average),
        cmocka_unit_test(dots_depend_on_the_place_and_the_colour_alone),
        cmocka_unit_test(few_colours_are_all_kept),
        cmocka_unit_test(nothing_to_look_at_is_no_colour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
