// The reliefs of what ships: on the remembering canvas, and as pixels.
#include "labs/racing/relief.h"

#include "base/asset.h"
#include "canvas/gl/offscreen.h"
#include "labs/registry.h"
#include "scene/shelf.h"
#include "sim/surface.h"
#include "test.h"

#include "labs/drawn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static struct error error;

static struct lab *open_scene(struct scene *scene)
{
    const struct lab_type *type = lab_for(scene, &error);
    struct lab *lab = type ? lab_create(type, scene, 2, &error) : NULL;
    if (!lab)
        fail_msg("%s", error.text);
    if (lab->type->wait)
        assert_true(lab->type->wait(lab, (double)lab->type->steps(lab), -1));
    return lab;
}

static bool has_relief(const struct lab_type *type)
{
    return strcmp(type->name, "descent") == 0 || strcmp(type->name, "decay") == 0;
}

static void assert_finite(const struct recorder *r, const char *what)
{
    for (size_t l = 0; l < r->lines; l++)
        for (size_t i = 0; i < r->line[l].count; i++)
            if (!isfinite(r->line[l].point[i].x) || !isfinite(r->line[l].point[i].y))
                fail_msg("%s: a line goes nowhere", what);
    for (size_t m = 0; m < r->markers; m++)
        if (!isfinite(r->marker[m].x) || !isfinite(r->marker[m].y))
            fail_msg("%s: a marker is nowhere", what);
    for (size_t t = 0; t < r->texts; t++)
        if (strstr(r->text[t].text, "= nan") || strcmp(r->text[t].text, "nan") == 0 ||
            strcmp(r->text[t].text, "inf") == 0)
            fail_msg("%s: '%s'", what, r->text[t].text);
}

static void put(struct scene *scene, const char *key, const char *value)
{
    assert_true(scene_put(scene, "view", key, value, NULL));
}

// Neither flat nor a plain with spikes: a share of the surface lies in the middle of the box.
static void assert_has_shape(const struct relief *relief, const char *what)
{
    size_t count = 0, middle = 0;
    for (size_t i = 0; i < relief->columns * relief->rows; i++) {
        count += isfinite(relief->height[i]);
        middle += relief->height[i] > 0.15f && relief->height[i] < 0.85f;
    }
    if (!(count > 0 && 4 * middle > count))
        fail_msg("%s: %zu of %zu points are in the middle of the box", what, middle, count);
}

static void draw_every_way(struct scene *scene, const char *name)
{
    static const char *const cameras[][2] = {{"-30", "40"}, {"100", "20"}};
    static const float sizes[][2] = {{1280, 720}, {800, 500}};
    put(scene, "show", KIT_RELIEF);
    struct lab *lab = open_scene(scene);
    for (size_t c = 0; c < sizeof cameras / sizeof *cameras; c++) {
        put(scene, "azimuth", cameras[c][0]);
        put(scene, "elevation", cameras[c][1]);
        assert_true(lab->type->open(lab, scene, &error));
        char what[100];
        snprintf(what, sizeof what, "%s, %g wide, from %s°", name, sizes[c][0], cameras[c][0]);
        struct recorder *r = draw_lab(lab, sizes[c][0], sizes[c][1],
                                      (struct lab_view){.step = (double)lab->type->steps(lab)});
        assert_int_equal(r->meshes, 1);
        assert_int_equal(r->fields, 0);
        assert_finite(r, what);
        assert_texts_apart(r, what);
        assert_within_canvas(r, what);
        assert_has_shape(((const struct racing *)lab)->relief, what);
        recorder_destroy(&r->head);
    }
    lab_destroy(lab);
}

static void every_shipped_race_has_a_relief(void **state)
{
    (void)state;
    char **names = shelf_names(&error);
    assert_non_null(names);
    size_t count = 0;
    for (size_t n = 0; names[n]; n++) {
        struct scene scene = {0};
        assert_true(scene_read(&scene, names[n], &error));
        if (has_relief(lab_for(&scene, &error))) {
            draw_every_way(&scene, names[n]);
            count++;
        }
        scene_clear(&scene);
    }
    assert_true(count > 10);
    asset_list_free(names);
}

static void every_surface_has_a_relief(void **state)
{
    (void)state;
    for (size_t i = 0; surfaces[i]; i++) {
        struct scene scene = {0};
        char text[300];
        snprintf(text, sizeof text,
                 "[scene]\nlab = descent\n[objective]\nsurface = %s\n[run]\nsteps = 3\n"
                 "[runner.a]\nrule = gd\nalpha = 0.0001\nbatch = all\n",
                 surfaces[i]->name);
        assert_true(scene_parse(&scene, text, strlen(text), "test.ini", &error));
        draw_every_way(&scene, surfaces[i]->name);
        scene_clear(&scene);
    }
}

// ---- there and back -----------------------------------------------------------------------------

static void toggling_twice_shows_the_same_part_of_the_contour(void **state)
{
    (void)state;
    struct scene scene = {0};
    assert_true(scene_read(&scene, "rosenbrock", &error));
    put(&scene, "x", "-1, 1");
    struct lab *lab = open_scene(&scene);
    const struct lab_view view = {.theme = &theme_light};
    const struct lab_command *command = lab_command(lab->type, "relief");
    assert_non_null(command);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(command->act(lab, &scene, &view), LAB_CHANGED);
        assert_true(lab->type->open(lab, &scene, &error));
        assert_string_equal(lab_picture(lab)->name, i ? "contour" : KIT_RELIEF);
        assert_float_equal(((struct racing *)lab)->low[0], -1, 0);
    }
    lab_destroy(lab);
    scene_clear(&scene);
}

static void the_pointer_reads_the_surface_under_it(void **state)
{
    (void)state;
    struct scene scene = {0};
    assert_true(scene_read(&scene, "saddle", &error));
    put(&scene, "show", KIT_RELIEF);
    struct lab *lab = open_scene(&scene);
    struct recorder *r = draw_lab(lab, 1280, 720, (struct lab_view){0});
    recorder_destroy(&r->head);
    const struct lab_layout layout = lab_layout(1280, 720, DRAWN_FOOT);
    struct plot plot;
    lab_picture(lab)->plot(lab, &layout, &plot);
    const struct point at = {plot.area.x + plot.area.width / 2, plot.area.y + plot.area.height / 2};
    r = draw_lab(lab, 1280, 720, (struct lab_view){.has_pointer = true, .pointer = at});
    assert_int_equal(count_texts(r, "θ = ("), 1);
    recorder_destroy(&r->head);
    const struct point beside = {plot.area.x + 3, plot.area.y + 3};
    r = draw_lab(lab, 1280, 720, (struct lab_view){.has_pointer = true, .pointer = beside});
    assert_int_equal(count_texts(r, "θ = ("), 0); // nothing is there
    recorder_destroy(&r->head);
    lab_destroy(lab);
    scene_clear(&scene);
}

// ---- pixels -------------------------------------------------------------------------------------

enum { WIDTH = 640, HEIGHT = 400 };
static uint8_t rgb[3 * WIDTH * HEIGHT];

static const char *const hill = "[scene]\nlab = descent\n[objective]\nsurface = two-valleys\n"
                                "start = 1.2, 0.3\n[run]\nsteps = 60\n"
                                "[view]\nshow = relief\n"
                                "[runner.a]\nrule = gd\nalpha = 0.02\nbatch = all\ncolor = "
                                "vermilion\n";

// Draws the hill's scene from an azimuth and a low eye.
static void render(const char *azimuth, const char *hidden)
{
    struct scene scene = {0};
    if (!scene_parse(&scene, hill, strlen(hill), "test.ini", &error))
        fail_msg("%s", error.text);
    put(&scene, "azimuth", azimuth);
    assert_true(scene_put(&scene, "runner.a", "hidden", hidden, NULL));
    struct lab *lab = open_scene(&scene);
    struct offscreen *screen = offscreen_create(WIDTH, HEIGHT, &error);
    if (!screen)
        fail_msg("%s", error.text);
    struct canvas *canvas = offscreen_begin(screen, 0.5f, theme_light.background);
    const struct lab_layout layout = lab_layout(canvas->width, canvas->height, 0);
    const struct lab_view view = {.theme = &theme_light, .step = 60};
    lab_draw(lab, canvas, &layout, &view);
    offscreen_end(screen, NULL);
    offscreen_read(screen, rgb);
    offscreen_destroy(screen);
    lab_destroy(lab);
    scene_clear(&scene);
}

// On the left half, where the stage is.
static size_t count_pixels(struct color color, int reach)
{
    const int want[] = {(int)lroundf(255 * color.r), (int)lroundf(255 * color.g),
                        (int)lroundf(255 * color.b)};
    size_t count = 0;
    for (int y = 40; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH / 2; x++) {
            const uint8_t *pixel = rgb + 3 * (y * WIDTH + x);
            count += abs(pixel[0] - want[0]) <= reach && abs(pixel[1] - want[1]) <= reach &&
                     abs(pixel[2] - want[2]) <= reach;
        }
    return count;
}

static void the_surface_is_lit_and_the_path_and_the_minima_stand_out(void **state)
{
    (void)state;
    render("-30", "no");
    const struct color path = look_style(&theme_light, LOOK_VERMILION).color;
    assert_true(count_pixels(path, 40) > 20);
    assert_true(count_pixels(theme_light.ink, 20) > 10); // the stars
    // Light and shadow: the greys of the surface's pixels spread.
    size_t greys[256] = {0}, shades = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        if (i % WIDTH < WIDTH / 2 && i / WIDTH > 60)
            greys[(rgb[3 * i] + rgb[3 * i + 1] + rgb[3 * i + 2]) / 3]++;
    for (int g = 0; g < 230; g++)
        shades += greys[g] > 25;
    assert_true(shades > 50);
    render("-30", "yes");
    assert_int_equal(count_pixels(path, 40), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shipped_race_has_a_relief),
        cmocka_unit_test(every_surface_has_a_relief),
        cmocka_unit_test(toggling_twice_shows_the_same_part_of_the_contour),
        cmocka_unit_test(the_pointer_reads_the_surface_under_it),
        cmocka_unit_test(the_surface_is_lit_and_the_path_and_the_minima_stand_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
