#include "export/png.h"

#include "test.h"

#include <stdio.h>
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
    assert_in_range(length[0], 50, 3999);
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
        cmocka_unit_test(the_same_pixels_give_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
