#include "export/frames.h"

#include "labs/registry.h"
#include "scene/scene.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

enum { WIDE = 480, HIGH = 300 };

static const char ini[] =
    "[scene]\nlab = descent\ntitle = T\n[objective]\nkind = surface\nsurface = booth\n[run]\n"
    "steps = 10\nseed = 1\n[runner.a]\nrule = gd\nalpha = 0.05\n";

static struct scene scene;
static struct lab *lab;

static int begin(void **state)
{
    (void)state;
    struct error error = {0};
    if (!scene_parse(&scene, ini, strlen(ini), "test.ini", &error))
        return -1;
    lab = lab_create(lab_for(&scene, NULL), &scene, 1, &error);
    if (lab)
        lab_wait(lab, 10, -1);
    return lab ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    lab_destroy(lab);
    scene_clear(&scene);
    return 0;
}

static struct frames open_frames(bool is_transparent)
{
    struct frames frames;
    struct error error = {0};
    struct figure_options options = {.width = WIDE,
                                     .height = HIGH,
                                     .part = FIGURE_ALL,
                                     .scale = 1,
                                     .theme = &theme_light,
                                     .has_background = is_transparent};
    if (!figure_settle(&options, &scene, false, &error) ||
        !frames_init(&frames, lab, &options, &error))
        fail_msg("%s", error.text);
    return frames;
}

static void what_has_no_background_looks_the_same_once_it_is_laid_on_it(void **state)
{
    (void)state;
    struct frames opaque = open_frames(false), clear = open_frames(true);
    assert_false(opaque.has_alpha);
    assert_true(clear.has_alpha);
    assert_true(frames_draw(&opaque, 5, NULL));
    assert_true(frames_draw(&clear, 5, NULL));
    int empty = 0, edges = 0;
    for (size_t i = 0; i < WIDE * HIGH; i++) {
        const uint8_t *on = opaque.pixels + 3 * i, *off = clear.pixels + 4 * i;
        empty += off[3] == 0;
        edges += off[3] > 0 && off[3] < 255;
        for (int k = 0; k < 3; k++) {
            const int laid = (off[k] * off[3] + 255 * (255 - off[3]) + 127) / 255;
            if (abs(laid - on[k]) > 2)
                fail_msg("pixel %zu: %d, not %d", i, laid, on[k]);
        }
    }
    assert_true(empty > WIDE * HIGH / 4);
    assert_true(edges > 500); // letters, at least
    frames_clear(&opaque);
    frames_clear(&clear);
}

// Laid on black, the edge of a dark letter must not light up.
static void edges_have_the_colour_of_what_they_belong_to(void **state)
{
    (void)state;
    struct frames clear = open_frames(true);
    const struct color ink = theme_light.ink;
    assert_true(frames_draw(&clear, 5, NULL));
    // The title: black letters on nothing, in the upper left corner.
    int seen = 0;
    for (int y = 0; y < 30; y++)
        for (int x = 0; x < 60; x++) {
            const uint8_t *p = clear.pixels + 4 * (y * WIDE + x);
            if (p[3] < 40 || p[3] == 255)
                continue;
            seen++;
            assert_between(p[0], 0, (int)(ink.r * 255) + 8);
            assert_between(p[1], 0, (int)(ink.g * 255) + 8);
        }
    assert_true(seen > 10);
    frames_clear(&clear);
}

static void the_same_place_gives_the_same_pixels_whatever_came_before(void **state)
{
    (void)state;
    struct frames first = open_frames(false), second = open_frames(false);
    assert_true(frames_draw(&first, 7.5, NULL));
    for (int step = 0; step < 8; step++)
        assert_true(frames_draw(&second, step, NULL));
    assert_true(frames_draw(&second, 7.5, NULL));
    assert_memory_equal(first.pixels, second.pixels, WIDE * HIGH * 3);
    frames_clear(&first);
    frames_clear(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_no_background_looks_the_same_once_it_is_laid_on_it),
        cmocka_unit_test(edges_have_the_colour_of_what_they_belong_to),
        cmocka_unit_test(the_same_place_gives_the_same_pixels_whatever_came_before),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
