#include "canvas/canvas.h"

#include "canvas/gl/offscreen.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SIDE = 41, WIDTH = 120, HEIGHT = 90 };
static float height[SIDE * SIDE], shade[SIDE * SIDE], line[SIDE * SIDE];
static uint8_t rgb[3 * WIDTH * HEIGHT];
static const struct color white = {1, 1, 1, 1};
static const struct color colors[] = {{1, 0, 0, 1}, {0, 0, 1, 1}};
static const struct colormap map = {colors, 2};
static struct offscreen *screen;

static int make_screen(void **state)
{
    (void)state;
    struct error error = {0};
    screen = offscreen_create(WIDTH, HEIGHT, &error);
    return screen ? 0 : 1;
}

static int drop_screen(void **state)
{
    (void)state;
    offscreen_destroy(screen);
    return 0;
}

// Seen from straight above, without perspective: x and y are the rectangle's.
static struct mesh from_above(unsigned version)
{
    return (struct mesh){
        .height = height,
        .shade = shade,
        .line = line,
        .columns = SIDE,
        .rows = SIDE,
        .version = version,
        .tall = 1,
        .matrix = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -0.5f, 0, 0, 0, 0, 1},
        .light = {0, 0, 1},
        .lit = 0.5f,
        .isoline = {0, 1, 0, 1},
        .isoline_width = 2,
    };
}

// A plain whose colour goes from red to blue; the isoline runs upright at x = 0.
static void make_plain(void)
{
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        height[i] = 0.2f;
        shade[i] = i % SIDE < SIDE / 2 ? 0 : 1;
        line[i] = (float)(i % SIDE) / (SIDE - 1) + 0.5f;
    }
}

static void draw(const struct mesh *mesh, const struct rect *rect)
{
    struct canvas *canvas = offscreen_begin(screen, 1, white);
    canvas_mesh(canvas, rect, mesh, &map);
    offscreen_end(screen, NULL);
    offscreen_read(screen, rgb);
}

static const uint8_t *pixel(int x, int y)
{
    return rgb + 3 * (y * WIDTH + x);
}

static void assert_pixel(int x, int y, int r, int g, int b)
{
    const uint8_t *is = pixel(x, y);
    if (abs(is[0] - r) > 3 || abs(is[1] - g) > 3 || abs(is[2] - b) > 3)
        fail_msg("%d, %d is %d %d %d", x, y, is[0], is[1], is[2]);
}

static const struct rect middle = {20, 15, 80, 60};

static void a_level_surface_has_its_colours_and_nothing_else_is_touched(void **state)
{
    (void)state;
    make_plain();
    const struct mesh mesh = from_above(1);
    draw(&mesh, &middle);
    assert_pixel(30, 40, 255, 0, 0);
    assert_pixel(90, 40, 0, 0, 255);
    assert_pixel(60, 40, 0, 255, 0); // the isoline
    assert_pixel(60, 20, 0, 255, 0);
    assert_pixel(52, 40, 255, 0, 0);
    assert_pixel(10, 40, 255, 255, 255);
    assert_pixel(105, 40, 255, 255, 255);
    assert_pixel(60, 10, 255, 255, 255);
    assert_pixel(60, 80, 255, 255, 255);
}

static void what_is_nearer_hides_what_is_behind(void **state)
{
    (void)state;
    make_plain();
    // From the south at an angle: a wall along y = 0 hides what is north of it.
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        height[i] = i / SIDE == SIDE / 2 ? 0.9f : 0;
        shade[i] = i / SIDE > SIDE / 2 ? 1 : 0; // blue in the north
        line[i] = 0.5f;
    }
    struct mesh mesh = from_above(2);
    mesh.lit = 0;
    // y on the canvas is 0.3 y + 0.7 z, depth grows with y.
    const float tilted[16] = {1, 0, 0, 0, 0, 0.3f, 0.5f, 0, 0, 0.7f, -0.1f, 0, 0, 0, 0, 1};
    memcpy(mesh.matrix, tilted, sizeof tilted);
    draw(&mesh, &middle);
    size_t red = 0, blue = 0;
    for (int y = 0; y < HEIGHT; y++) {
        red += pixel(60, y)[0] > 200 && pixel(60, y)[2] < 60;
        blue += pixel(60, y)[2] > 200 && pixel(60, y)[0] < 60;
    }
    assert_true(red > 15);
    assert_true(blue < 3);
}

static void slopes_towards_the_light_are_brighter(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIDE * SIDE; i++) { // a roof: its ridge runs along x = 0
        height[i] = 1 - fabsf(2 * (float)(i % SIDE) / (SIDE - 1) - 1);
        shade[i] = 0.5f;
        line[i] = 0.5f;
    }
    struct mesh mesh = from_above(3);
    mesh.light[0] = -0.6f;
    mesh.light[2] = 0.8f;
    draw(&mesh, &middle);
    assert_true(pixel(35, 40)[0] > pixel(85, 40)[0] + 20);
}

static void holes_show_what_lies_below(void **state)
{
    (void)state;
    make_plain();
    for (size_t i = 0; i < SIDE * SIDE; i++)
        if (i % SIDE < 10 && i / SIDE < 10) // in the south-west
            height[i] = NAN;
    const struct mesh mesh = from_above(4);
    draw(&mesh, &middle);
    assert_pixel(25, 70, 255, 255, 255);
    assert_pixel(25, 20, 255, 0, 0);
}

static void a_second_frame_is_the_same_and_a_new_version_another(void **state)
{
    (void)state;
    static uint8_t first[sizeof rgb];
    make_plain();
    struct mesh mesh = from_above(5);
    draw(&mesh, &middle);
    memcpy(first, rgb, sizeof rgb);
    draw(&mesh, &middle);
    assert_memory_equal(first, rgb, sizeof rgb);
    // Moved by whole pixels, it is the same picture elsewhere.
    const struct rect moved = {24, 15, 80, 60};
    draw(&mesh, &moved);
    assert_memory_equal(pixel(34, 40), first + 3 * (40 * WIDTH + 30), 3 * 60);
    for (size_t i = 0; i < SIDE * SIDE; i++)
        shade[i] = 1;
    mesh.version = 6;
    draw(&mesh, &middle);
    assert_pixel(30, 40, 0, 0, 255);
}

// A theme's colours may be where another's were.
static void other_colours_in_the_same_place_are_seen(void **state)
{
    (void)state;
    make_plain();
    struct color stop[] = {{1, 0, 0, 1}, {0, 0, 1, 1}};
    const struct colormap own = {stop, 2};
    const struct mesh mesh = from_above(41);
    for (int turn = 0; turn < 2; turn++) {
        struct canvas *canvas = offscreen_begin(screen, 1, white);
        canvas_mesh(canvas, &middle, &mesh, &own);
        offscreen_end(screen, NULL);
        offscreen_read(screen, rgb);
        assert_pixel(30, 40, turn == 0 ? 255 : 0, turn == 0 ? 0 : 255, 0);
        stop[0] = (struct color){0, 1, 0, 1};
    }
}

// While it moves only the edges are drawn more coarsely.
static void a_moving_surface_has_no_larger_holes(void **state)
{
    (void)state;
    make_plain();
    for (size_t i = 0; i < SIDE * SIDE; i++)
        if (i % SIDE < 9 && i / SIDE < 9)
            height[i] = NAN;
    for (int is_moving = 0; is_moving < 2; is_moving++) {
        struct mesh mesh = from_above(40);
        mesh.is_moving = is_moving;
        draw(&mesh, &middle);
        assert_pixel(36, 70, 255, 255, 255);
        assert_pixel(39, 70, 255, 0, 0); // the surface begins at the tenth column, at 38
        assert_pixel(25, 65, 255, 255, 255);
        assert_pixel(25, 60, 255, 0, 0);
    }
}

static void a_moving_surface_is_the_same_but_for_its_edges(void **state)
{
    (void)state;
    static uint8_t first[sizeof rgb];
    make_plain();
    struct mesh mesh = from_above(7);
    mesh.isoline.a = 0;
    draw(&mesh, &middle);
    memcpy(first, rgb, sizeof rgb);
    mesh.is_moving = true;
    draw(&mesh, &middle);
    for (int x = 24; x < 96; x++)
        if (abs(x - 60) > 4)
            assert_pixel(x, 40, first[3 * (40 * WIDTH + x)], first[3 * (40 * WIDTH + x) + 1],
                         first[3 * (40 * WIDTH + x) + 2]);
    mesh.is_moving = false;
    draw(&mesh, &middle);
    assert_memory_equal(first, rgb, sizeof rgb);
}

static void link_into(const char *folder, const char *name, const char *as)
{
    char target[4096], path[4096];
    snprintf(target, sizeof target, SOURCE_ROOT "/%s", name);
    snprintf(path, sizeof path, "%s/%s", folder, as);
    assert_int_equal(symlink(target, path), 0);
}

// Its shaders are read when the first surface is drawn: before, nobody has missed them.
static void a_surface_whose_shader_is_missing_says_so_and_the_next_one_is_drawn(void **state)
{
    (void)state;
    char folder[] = "/tmp/ravine-mesh-XXXXXX", path[4096];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/shaders", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    link_into(folder, "assets", "assets");
    static const char *const shaders[] = {
        "shape.vert",  "line.frag",   "fill.frag",   "glyph.frag", "field.frag", "dashed.vert",
        "dashed.frag", "mitred.vert", "mitred.frag", "layer.vert", "layer.frag", "mesh.vert"};
    for (size_t i = 0; i < sizeof shaders / sizeof *shaders; i++) {
        snprintf(path, sizeof path, "shaders/%s", shaders[i]);
        link_into(folder, path, path);
    }
    char *assets = strdup(getenv("RAVINE_ASSETS"));
    struct offscreen *old = screen;
    struct error error = {0};
    setenv("RAVINE_ASSETS", folder, 1);
    screen = offscreen_create(WIDTH, HEIGHT, &error);
    assert_non_null(screen);
    make_plain();
    const struct mesh mesh = from_above(90);
    canvas_mesh(offscreen_begin(screen, 1, white), &middle, &mesh, &map);
    assert_false(offscreen_end(screen, &error));
    assert_non_null(strstr(error.text, "mesh.frag"));
    link_into(folder, "shaders/mesh.frag", "shaders/mesh.frag");
    draw(&mesh, &middle);
    assert_pixel(30, 40, 255, 0, 0);
    setenv("RAVINE_ASSETS", assets, 1);
    offscreen_destroy(screen);
    screen = old;
    free(assets);
    snprintf(path, sizeof path, "rm -r %s", folder);
    assert_int_equal(system(path), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_level_surface_has_its_colours_and_nothing_else_is_touched),
        cmocka_unit_test(what_is_nearer_hides_what_is_behind),
        cmocka_unit_test(slopes_towards_the_light_are_brighter),
        cmocka_unit_test(holes_show_what_lies_below),
        cmocka_unit_test(other_colours_in_the_same_place_are_seen),
        cmocka_unit_test(a_moving_surface_has_no_larger_holes),
        cmocka_unit_test(a_moving_surface_is_the_same_but_for_its_edges),
        cmocka_unit_test(a_second_frame_is_the_same_and_a_new_version_another),
        cmocka_unit_test(a_surface_whose_shader_is_missing_says_so_and_the_next_one_is_drawn),
    };
    return cmocka_run_group_tests(tests, make_screen, drop_screen);
}
