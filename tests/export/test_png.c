#include "export/png.h"

#include "export/png_encode.h"
#include "labs/registry.h"
#include "test.h"

#include <spng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WIDTH = 5, HEIGHT = 3 };

static const uint8_t pixels[WIDTH * HEIGHT * 3] = {255, 0, 0, 0, 255, 0};

static long size_of(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 ? (long)info.st_size : -1;
}

static void the_scene_travels_inside_the_picture(void **state)
{
    (void)state;
    struct scene scene = {0}, back = {0};
    struct error error = {0};
    const char text[] = "[scene]\nlab = descent\ntitle = Höhe – ∇J\n[runner.a]\nalpha = 0.125\n";
    assert_true(scene_parse(&scene, text, strlen(text), "test.ini", &error));
    assert_true(
        export_png_pixels("test_png_scene.png", pixels, WIDTH, HEIGHT, &scene, NULL, 0, &error));
    if (!scene_read(&back, "test_png_scene.png", &error))
        fail_msg("%s", error.text);
    assert_string_equal(scene_text(&back, "scene", "title"), "Höhe – ∇J");
    assert_string_equal(scene_text(&back, "runner.a", "alpha"), "0.125");
    scene_clear(&scene);
    scene_clear(&back);
    unlink("test_png_scene.png");
}

static void a_picture_without_a_scene_says_so_when_opened(void **state)
{
    (void)state;
    struct scene back = {0};
    struct error error = {0};
    assert_true(
        export_png_pixels("test_png_bare.png", pixels, WIDTH, HEIGHT, NULL, NULL, 0, &error));
    assert_false(scene_read(&back, "test_png_bare.png", &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "test_png_bare.png"));
    unlink("test_png_bare.png");
}

static void a_failed_write_names_the_file_and_leaves_nothing(void **state)
{
    (void)state;
    struct error error = {0};
    assert_false(
        export_png_pixels("no-such-folder/a.png", pixels, WIDTH, HEIGHT, NULL, NULL, 0, &error));
    assert_int_equal(error.kind, ERROR_FAILED);
    assert_non_null(strstr(error.text, "no-such-folder/a.png"));
    assert_int_equal(size_of("no-such-folder/a.png"), -1);
}

// ---- drawing ------------------------------------------------------------------------------------

static const char ini[] =
    "[scene]\nlab = descent\ntitle = T\n[objective]\nkind = surface\nsurface = rosenbrock\n"
    "[run]\nsteps = 20\nseed = 1\n[runner.a]\nrule = gd\nalpha = 0.001\n[runner.b]\n"
    "rule = adam\nalpha = 0.2\n";

struct drawn {
    char *bytes;
    size_t length;
};

// The file that a figure of the scene becomes, in tiles of so many pixels.
static struct drawn draw(const char *more, const struct figure_options *options, int tile)
{
    static const char path[] = "test_png_drawn.png";
    struct scene scene;
    struct error error = {0};
    struct file_writer writer;
    struct drawn drawn;
    char text[600];
    snprintf(text, sizeof text, "%s%s", ini, more);
    assert_true(scene_parse(&scene, text, strlen(text), "test.ini", &error));
    struct lab *lab = lab_create(lab_for(&scene, NULL), &scene, 1, &error);
    if (!lab)
        fail_msg("%s", error.text);
    lab_wait(lab, 20, -1);
    if (!file_writer_open(&writer, path, &error) ||
        !png_draw(&writer, lab, &scene, options, tile, &error) ||
        !file_writer_commit(&writer, &error))
        fail_msg("%s", error.text);
    assert_true(file_read(path, 1 << 26, &drawn.bytes, &drawn.length, &error));
    unlink(path);
    lab_destroy(lab);
    scene_clear(&scene);
    return drawn;
}

static const struct figure_options small = {.width = 640,
                                            .height = 400,
                                            .part = FIGURE_ALL,
                                            .scale = 1,
                                            .theme = &theme_light,
                                            .has_step = true,
                                            .step = 20};

static void tiles_show_no_seam(void **state)
{
    (void)state;
    // 640 pixels of width are compressed 137 rows at a time: a tile is a multiple of that high.
    static const int tiles[] = {150};
    for (size_t i = 0; i < sizeof tiles / sizeof *tiles; i++) {
        struct drawn whole = draw("", &small, 0), tiled = draw("", &small, tiles[i]);
        assert_int_equal(whole.length, tiled.length);
        assert_memory_equal(whole.bytes, tiled.bytes, whole.length);
        free(whole.bytes);
        free(tiled.bytes);
    }
}

static uint32_t number_at(const struct drawn *drawn, size_t at)
{
    const unsigned char *p = (const unsigned char *)drawn->bytes + at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

// Where the first chunk of a kind begins, behind its name.
static size_t find_chunk(const struct drawn *drawn, const char *kind)
{
    for (size_t at = 8; at + 8 <= drawn->length; at += number_at(drawn, at) + 12)
        if (memcmp(drawn->bytes + at + 4, kind, 4) == 0)
            return at + 8;
    fail_msg("no %s", kind);
    return 0;
}

static void the_file_says_how_large_the_figure_is(void **state)
{
    (void)state;
    struct figure_options options = small;
    options.scale = 2;
    static const struct {
        double dpi;
        uint32_t per_metre;
    } cases[] = {{0, 7559}, {300, 11811}}; // 192 and 300 an inch
    for (size_t i = 0; i < 2; i++) {
        options.dpi = cases[i].dpi;
        struct drawn drawn = draw("", &options, 0);
        const size_t at = find_chunk(&drawn, "pHYs");
        assert_int_equal(number_at(&drawn, at), cases[i].per_metre);
        assert_int_equal(number_at(&drawn, at + 4), cases[i].per_metre);
        assert_int_equal(drawn.bytes[at + 8], 1);
        free(drawn.bytes);
    }
}

static void without_a_background_there_is_an_alpha(void **state)
{
    (void)state;
    struct figure_options options = small;
    struct drawn drawn = draw("", &options, 0);
    assert_int_equal(drawn.bytes[find_chunk(&drawn, "IHDR") + 9], 2); // colours
    free(drawn.bytes);
    options.has_background = true;
    drawn = draw("", &options, 0);
    assert_int_equal(drawn.bytes[find_chunk(&drawn, "IHDR") + 9], 6); // and alpha
    free(drawn.bytes);
}

// Rows by some other way than the encoder's own.
static void the_file_does_not_depend_on_threads_or_on_how_rows_come(void **state)
{
    (void)state;
    enum { WIDE = 1000, HIGH = 700 };
    struct error error = {0};
    uint8_t *rgb = malloc(WIDE * HIGH * 3);
    for (size_t i = 0; i < WIDE * HIGH * 3; i++)
        rgb[i] = (uint8_t)(i * i >> 7 ^ i / 3000);
    char *bytes[3];
    size_t length[3];
    for (int way = 0; way < 3; way++) {
        FILE *file = tmpfile();
        const struct png_setup setup = {.width = WIDE, .height = HIGH, .threads = way + 1};
        struct png_encoder *png = png_begin(file, &setup, &error);
        const int rows = way == 2 ? png_block_rows(png) : HIGH;
        for (int y = 0; y < HIGH; y += rows)
            assert_true(png_rows(png, rgb + (size_t)y * WIDE * 3, HIGH - y < rows ? HIGH - y : rows,
                                 &error));
        assert_true(png_end(png, &error));
        length[way] = (size_t)ftell(file);
        bytes[way] = malloc(length[way]);
        rewind(file);
        assert_int_equal(fread(bytes[way], 1, length[way], file), length[way]);
        fclose(file);
        assert_int_equal(length[way], length[0]);
        assert_memory_equal(bytes[way], bytes[0], length[0]);
    }
    for (int way = 0; way < 3; way++)
        free(bytes[way]);
    free(rgb);
}

static uint8_t *decode(const struct drawn *drawn, size_t *size)
{
    spng_ctx *png = spng_ctx_new(0);
    assert_int_equal(spng_set_png_buffer(png, drawn->bytes, drawn->length), 0);
    assert_int_equal(spng_decoded_image_size(png, SPNG_FMT_RGB8, size), 0);
    uint8_t *rgb = malloc(*size);
    assert_int_equal(spng_decode_image(png, rgb, *size, SPNG_FMT_RGB8, 0), 0);
    spng_ctx_free(png);
    return rgb;
}

// Its edges are sampled: where a driver rounds corners by their place in its picture, a sample may
// fall to either side.
static void a_relief_in_tiles_is_the_same_to_the_eye(void **state)
{
    (void)state;
    struct drawn whole = draw("[view]\nshow = relief\n", &small, 0);
    struct drawn tiled = draw("[view]\nshow = relief\n", &small, 150);
    size_t size, other, differing = 0;
    uint8_t *a = decode(&whole, &size), *b = decode(&tiled, &other);
    assert_int_equal(size, other);
    for (size_t i = 0; i < size; i++) {
        differing += a[i] != b[i];
        if (abs(a[i] - b[i]) > 8)
            fail_msg("%d is %d at %zu", a[i], b[i], i);
    }
    if (differing > size / 10000)
        fail_msg("%zu of %zu differ", differing, size);
    free(a);
    free(b);
    free(whole.bytes);
    free(tiled.bytes);
}

static void the_same_pixels_give_the_same_bytes(void **state)
{
    (void)state;
    struct error error = {0};
    char bytes[2][4000];
    size_t length[2];
    for (int i = 0; i < 2; i++) {
        assert_true(
            export_png_pixels("test_png_same.png", pixels, WIDTH, HEIGHT, NULL, NULL, 0, &error));
        FILE *in = fopen("test_png_same.png", "rb");
        assert_non_null(in);
        length[i] = fread(bytes[i], 1, sizeof bytes[i], in);
        fclose(in);
    }
    assert_between(length[0], 50, 3999);
    assert_int_equal(length[0], length[1]);
    assert_memory_equal(bytes[0], bytes[1], length[0]);
    unlink("test_png_same.png");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_scene_travels_inside_the_picture),
        cmocka_unit_test(a_picture_without_a_scene_says_so_when_opened),
        cmocka_unit_test(a_failed_write_names_the_file_and_leaves_nothing),
        cmocka_unit_test(tiles_show_no_seam),
        cmocka_unit_test(the_file_says_how_large_the_figure_is),
        cmocka_unit_test(without_a_background_there_is_an_alpha),
        cmocka_unit_test(the_file_does_not_depend_on_threads_or_on_how_rows_come),
        cmocka_unit_test(a_relief_in_tiles_is_the_same_to_the_eye),
        cmocka_unit_test(the_same_pixels_give_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
