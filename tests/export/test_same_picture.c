#ifndef _GNU_SOURCE // some libraries ask for it, too
#define _GNU_SOURCE // environ
#endif

// What PDF and SVG show, drawn by other programs, against the window's pixels of the same lab.
#include "export/format.h"

#include "base/asset.h"
#include "canvas/gl/offscreen.h"
#include "labs/registry.h"
#include "scene/shelf.h"
#include "test.h"

#include <dirent.h>
#include <spawn.h>
#include <spng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WIDTH = 1280, HEIGHT = 720 };

// The structural similarity is that of what is seen from some way off: of pictures made smaller
// until their shorter side has about 256 pixels, as Wang and others' own program does it (2004).
enum { SMALLER = 3, ACROSS = WIDTH / SMALLER, DOWN = HEIGHT / SMALLER, WINDOW = 8, STRIDE = 4 };

static const double least = 0.97;

// ---- pictures -----------------------------------------------------------------------------------

struct picture {
    float light[DOWN][ACROSS]; // 0 … 255
};

static float light_of(const uint8_t rgb[3])
{
    return 0.299f * rgb[0] + 0.587f * rgb[1] + 0.114f * rgb[2];
}

static void make_smaller(const uint8_t rgb[], struct picture *picture)
{
    for (int y = 0; y < DOWN; y++) {
        for (int x = 0; x < ACROSS; x++) {
            float sum = 0;
            for (int i = 0; i < SMALLER * SMALLER; i++) {
                const int row = SMALLER * y + i / SMALLER, column = SMALLER * x + i % SMALLER;
                sum += light_of(rgb + 3 * (row * WIDTH + column));
            }
            picture->light[y][x] = sum / (SMALLER * SMALLER);
        }
    }
}

// As bytes: what another program packs as PNG takes it eight times as long as to draw it.
static void read_ppm(const char *path, struct picture *picture)
{
    static uint8_t rgb[3 * WIDTH * HEIGHT];
    int width, height, most;
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s is not there", path);
    assert_int_equal(fscanf(file, "P6 %d %d %d", &width, &height, &most), 3);
    assert_true(width == WIDTH && height == HEIGHT && most == 255);
    assert_int_not_equal(fgetc(file), EOF);
    assert_int_equal(fread(rgb, 1, sizeof rgb, file), sizeof rgb);
    make_smaller(rgb, picture);
    fclose(file);
}

static void read_png(const char *path, struct picture *picture)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s is not there", path);
    spng_ctx *png = spng_ctx_new(0);
    struct spng_ihdr header;
    size_t size;
    assert_int_equal(spng_set_png_file(png, file), 0);
    assert_int_equal(spng_get_ihdr(png, &header), 0);
    assert_true(header.width == WIDTH && header.height == HEIGHT);
    assert_int_equal(spng_decoded_image_size(png, SPNG_FMT_RGB8, &size), 0);
    uint8_t *rgb = malloc(size);
    assert_non_null(rgb);
    assert_int_equal(spng_decode_image(png, rgb, size, SPNG_FMT_RGB8, 0), 0);
    make_smaller(rgb, picture);
    free(rgb);
    spng_ctx_free(png);
    fclose(file);
}

// Of one window (Wang, Bovik, Sheikh & Simoncelli 2004, eq. 13).
static double similarity_at(const struct picture *a, const struct picture *b, int top, int left)
{
    const double count = WINDOW * WINDOW, c1 = 0.01 * 255 * 0.01 * 255,
                 c2 = 0.03 * 255 * 0.03 * 255;
    double sum[2] = {0}, square[2] = {0}, product = 0;
    for (int i = 0; i < WINDOW * WINDOW; i++) {
        const double p = (double)a->light[top + i / WINDOW][left + i % WINDOW];
        const double q = (double)b->light[top + i / WINDOW][left + i % WINDOW];
        sum[0] += p;
        sum[1] += q;
        square[0] += p * p;
        square[1] += q * q;
        product += p * q;
    }
    const double ma = sum[0] / count, mb = sum[1] / count;
    const double va = square[0] / count - ma * ma, vb = square[1] / count - mb * mb;
    const double both = product / count - ma * mb;
    return (2 * ma * mb + c1) * (2 * both + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
}

static double similarity(const struct picture *a, const struct picture *b)
{
    double sum = 0;
    int count = 0;
    for (int y = 0; y + WINDOW <= DOWN; y += STRIDE)
        for (int x = 0; x + WINDOW <= ACROSS; x += STRIDE, count++)
            sum += similarity_at(a, b, y, x);
    return sum / count;
}

// ---- drawing ------------------------------------------------------------------------------------

// The window's picture is drawn again and again on the same pixels.
struct subject {
    const char *name;
    struct lab *lab;
    struct scene scene;
    struct offscreen *offscreen;
    struct figure_options options;
};

static void write_as(const struct format *format, const struct subject *subject, const char *path)
{
    struct error error = {0};
    struct file_writer writer = {0};
    const struct format_job job = {.lab = subject->lab,
                                   .scene = &subject->scene,
                                   .options = &subject->options,
                                   .file = &writer};
    if (!file_writer_open(&writer, path, &error) || !format->write(&job, &error) ||
        !file_writer_commit(&writer, &error))
        fail_msg("%s: %s", path, error.text);
}

static void draw_window(const struct subject *subject, struct picture *picture)
{
    static uint8_t rgb[HEIGHT * WIDTH * 3];
    struct canvas *canvas =
        offscreen_begin(subject->offscreen, 1, subject->options.theme->background);
    figure_draw(subject->lab, canvas, &subject->options);
    offscreen_end(subject->offscreen, NULL);
    offscreen_read(subject->offscreen, rgb);
    make_smaller(rgb, picture);
}

static pid_t start(char *const words[])
{
    pid_t process;
    if (posix_spawnp(&process, words[0], NULL, NULL, words, environ) != 0)
        fail_msg("%s does not start", words[0]);
    return process;
}

static void finish(pid_t process)
{
    int status;
    assert_int_equal(waitpid(process, &status, 0), process);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void compare(const struct subject *subject)
{
    char *svg[] = {"rsvg-convert", "-w1280", "-h720", "same.svg", "-o", "same_svg.png", NULL};
    char *pdf[] = {"pdftoppm", "-singlefile", "-scale-to-x", "1280", "-scale-to-y",
                   "720",      "same.pdf",    "same_pdf",    NULL};
    static const char *const files[] = {"same_svg.png", "same_pdf.ppm"};
    static void (*const read[])(const char *, struct picture *) = {read_png, read_ppm};
    static struct picture window, drawn;
    write_as(&format_svg, subject, "same.svg");
    const pid_t first = start(svg);
    write_as(&format_pdf, subject, "same.pdf");
    const pid_t second = start(pdf);
    draw_window(subject, &window);
    finish(first);
    finish(second);
    for (size_t i = 0; i < 2; i++) {
        read[i](files[i], &drawn);
        const double same = similarity(&window, &drawn);
        if (same < least)
            fail_msg("%s, %s: %s is like the window's picture only by %.4f", subject->name,
                     subject->options.theme->name, files[i], same);
    }
}

// A figure as it is where nobody says otherwise, a column of a paper wide, takes little room.
static void weigh(struct subject *subject)
{
    static const struct format *const kinds[] = {&format_svg, &format_pdf};
    static const char *const files[] = {"same.svg", "same.pdf"};
    const double step = subject->options.step;
    struct error error = {0};
    subject->options = (struct figure_options){.theme = &theme_light};
    if (!figure_settle(&subject->options, &subject->scene, true, &error))
        fail_msg("%s: %s", subject->name, error.text);
    subject->options.has_step = true;
    subject->options.step = step;
    for (size_t i = 0; i < 2; i++) {
        struct stat status;
        write_as(kinds[i], subject, files[i]);
        assert_int_equal(stat(files[i], &status), 0);
        if (status.st_size > 300000)
            fail_msg("%s: %s has %ld bytes", subject->name, files[i], (long)status.st_size);
    }
}

// Other programs look for the fonts of an SVG on the machine: ours, and no others.
static void offer_fonts(void)
{
    char path[4096];
    FILE *file = fopen("same_fonts.conf", "w");
    assert_non_null(file);
    assert_non_null(getcwd(path, sizeof path));
    fprintf(file,
            "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig>"
            "<dir>%s/assets/fonts</dir><cachedir>%s/same_fonts</cachedir></fontconfig>\n",
            SOURCE_ROOT, path);
    fclose(file);
    strcat(path, "/same_fonts.conf");
    setenv("FONTCONFIG_FILE", path, 1);
}

// The files of a folder, and then the folder itself, unless one is in it.
static void remove_files(const char *folder)
{
    DIR *directory = opendir(folder);
    const struct dirent *entry;
    char path[512];
    while (directory && (entry = readdir(directory))) {
        snprintf(path, sizeof path, "%s/%.300s", folder, entry->d_name);
        if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2)
            remove(path);
    }
    if (directory)
        closedir(directory);
    rmdir(folder);
}

static void pdf_and_svg_of_all_scenes_are_small_and_look_as_the_window_does(void **state)
{
    (void)state;
    struct error error = {0};
    char **names = shelf_names(&error), folder[] = "/tmp/ravine-same-XXXXXX", here[4096];
    assert_non_null(names);
    assert_non_null(getcwd(here, sizeof here));
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    offer_fonts();
    struct subject subject = {.offscreen = offscreen_create(WIDTH, HEIGHT, &error)};
    assert_non_null(subject.offscreen);
    for (size_t i = 0; names[i]; i++) {
        subject.name = names[i];
        if (!scene_read(&subject.scene, names[i], &error))
            fail_msg("%s", error.text);
        subject.lab = lab_create(lab_for(&subject.scene, &error), &subject.scene, 0, &error);
        if (!subject.lab)
            fail_msg("%s: %s", names[i], error.text);
        subject.options =
            (struct figure_options){.part = FIGURE_ALL, .width = WIDTH, .height = HEIGHT};
        if (!figure_settle(&subject.options, &subject.scene, false, &error))
            fail_msg("%s: %s", names[i], error.text);
        subject.options.has_step = true;
        subject.options.step = (double)subject.lab->type->steps(subject.lab);
        lab_wait(subject.lab, subject.options.step, -1);
        // In CI, where all tests together have a quarter of an hour, each scene has one of the
        // themes.
        for (size_t dark = 0; dark < 2; dark++) {
            subject.options.theme = dark ? &theme_dark : &theme_light;
            if (!getenv("CI") || i % 2 == dark)
                compare(&subject);
        }
        weigh(&subject);
        lab_destroy(subject.lab);
        scene_clear(&subject.scene);
    }
    offscreen_destroy(subject.offscreen);
    asset_list_free(names);
    remove_files("same_fonts");
    remove_files(".");
    assert_int_equal(chdir(here), 0);
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pdf_and_svg_of_all_scenes_are_small_and_look_as_the_window_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
