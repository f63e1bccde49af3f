#include "base/payload.h"

#include "test.h"

#include "folder.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

static const char scene_text[] = "[scene]\nlab = averages\ntitle = Höhe\n";
static const char bytes_table[] = {'a', ',', 'b', '\n', (char)0xe4, ',', '1', '\n'}; // Latin-1

// The scene, a table of text, one of bytes that are none.
static struct payload whole(void)
{
    struct payload payload = {.scene = strdup(scene_text)};
    assert_true(payload_add(&payload, "prices.csv", "day,price\n1,2\n", 14, NULL));
    assert_true(payload_add(&payload, "Ä b.csv", bytes_table, sizeof bytes_table, NULL));
    return payload;
}

static void assert_is_whole(const struct payload *payload)
{
    assert_string_equal(payload->scene, scene_text);
    assert_int_equal(payload->count, 2);
    const struct payload_file *text = payload_find(payload, "prices.csv");
    const struct payload_file *bytes = payload_find(payload, "Ä b.csv");
    assert_non_null(text);
    assert_non_null(bytes);
    assert_string_equal(text->bytes, "day,price\n1,2\n");
    assert_int_equal(bytes->length, sizeof bytes_table);
    assert_memory_equal(bytes->bytes, bytes_table, sizeof bytes_table);
}

static void write_bytes(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

// A PNG of these chunks, without a single pixel.
static void write_png(const char *path, const char *chunks, size_t length)
{
    static const char begin[] = "\x89PNG\r\n\x1a\n", end[] = "\0\0\0\0IEND\xae\x42\x60\x82";
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(begin, 1, sizeof begin - 1, file);
    fwrite(chunks, 1, length, file);
    fwrite(end, 1, sizeof end - 1, file);
    fclose(file);
}

static void write_chunk(FILE *file, const char *kind, const char *bytes, size_t length)
{
    uLong check = crc32(0, (const Bytef *)kind, 4);
    check = length > 0 ? crc32(check, (const Bytef *)bytes, (uInt)length) : check;
    for (int i = 0; i < 4; i++)
        fputc((int)(length >> (24 - 8 * i) & 255), file);
    fwrite(kind, 1, 4, file);
    fwrite(bytes, 1, length, file);
    for (int i = 0; i < 4; i++)
        fputc((int)(check >> (24 - 8 * i) & 255), file);
}

// A PNG with the scene, and one table under any name of any contents, as somebody might make one.
static void write_hostile(const char *path, const char *name, const char *packed, size_t length)
{
    char *scene = NULL, chunk[4096];
    size_t size;
    struct payload payload = {.scene = (char *)(uintptr_t)scene_text};
    assert_true(payload_png_write(&payload, &scene, &size, NULL));
    FILE *file = fopen(path, "wb");
    fwrite("\x89PNG\r\n\x1a\n", 1, 8, file);
    fwrite(scene, 1, size, file);
    size_t used = (size_t)snprintf(chunk, sizeof chunk, "%s", PAYLOAD_PNG_TABLE) + 1;
    chunk[used++] = 1;
    chunk[used++] = 0;
    chunk[used++] = 0; // no language
    used += (size_t)snprintf(chunk + used, sizeof chunk - used, "%s", name) + 1;
    memcpy(chunk + used, packed, length);
    write_chunk(file, "iTXt", chunk, used + length);
    write_chunk(file, "IEND", "", 0);
    fclose(file);
    free(scene);
}

static void a_png_gives_back_what_it_carries(void **state)
{
    (void)state;
    struct payload payload = whole(), back;
    struct error error = {0};
    char *chunks;
    size_t length;
    assert_true(payload_png_write(&payload, &chunks, &length, &error));
    write_png(path_of("a.png"), chunks, length);
    if (!payload_read(&back, path_of("a.png"), &error))
        fail_msg("%s", error.text);
    assert_is_whole(&back);
    assert_true(payload_carries(path_of("a.png"), "prices.csv", NULL));
    assert_false(payload_carries(path_of("a.png"), "costs.csv", NULL));
    free(chunks);
    payload_clear(&payload);
    payload_clear(&back);
}

static void a_text_gives_back_what_it_carries_however_its_lines_are_broken(void **state)
{
    (void)state;
    struct payload payload = whole(), back = {0};
    struct error error = {0};
    char *text = payload_text_write(&payload, &error);
    assert_non_null(text);
    FILE *file = fopen(path_of("a.svg"), "wb");
    fputs("<svg><metadata>", file);
    for (size_t i = 0; text[i]; i++)
        fprintf(file, i > 20 && i % 64 == 0 ? "\n  %c" : "%c", text[i]);
    fputs("</metadata></svg>", file);
    fclose(file);
    if (!payload_read(&back, path_of("a.svg"), &error))
        fail_msg("%s", error.text);
    assert_is_whole(&back);
    free(text);
    payload_clear(&payload);
    payload_clear(&back);
}

static void a_figure_without_a_scene_says_so(void **state)
{
    (void)state;
    static const char *const names[] = {"bare.png", "bare.svg", "bare.pdf"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct payload back;
        struct error error = {0};
        if (i == 0)
            write_png(path_of(names[i]), "", 0);
        else
            write_bytes(path_of(names[i]), "<svg></svg>", 11);
        assert_false(payload_read(&back, path_of(names[i]), &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_non_null(strstr(error.text, names[i]));
        assert_non_null(strstr(error.text, "carries no scene"));
    }
}

static void names_that_lead_out_of_the_figure_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"../a.csv", "/etc/passwd", "a/b", ".", "..", "", "a\nb"};
    size_t length;
    char *packed = payload_deflate("a\n1\n", 4, &length);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct payload back = {0};
        struct error error = {0};
        assert_false(payload_add(&back, names[i], "", 0, NULL));
        write_hostile(path_of("a.png"), names[i], packed, length);
        assert_false(payload_read(&back, path_of("a.png"), &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_int_equal(back.count, 0);
    }
    free(packed);
}

static void a_table_that_swells_beyond_all_measure_is_refused(void **state)
{
    (void)state;
    const size_t large = PAYLOAD_UNPACKED_MAX + 1;
    struct payload back;
    struct error error = {0};
    size_t length;
    char *zeros = calloc(large, 1), *packed = payload_deflate(zeros, large, &length);
    free(zeros);
    char *chunk = malloc(length + 64);
    memcpy(chunk, PAYLOAD_PNG_TABLE "\0\1\0\0a.csv\0", 22);
    memcpy(chunk + 22, packed, length);
    FILE *file = fopen(path_of("a.png"), "wb");
    fwrite("\x89PNG\r\n\x1a\n", 1, 8, file);
    write_chunk(file, "tEXt", PAYLOAD_PNG_SCENE "\0[scene]", 20);
    write_chunk(file, "iTXt", chunk, 22 + length);
    write_chunk(file, "IEND", "", 0);
    fclose(file);
    free(chunk);
    free(packed);
    assert_false(payload_read(&back, path_of("a.png"), &error));
    assert_int_equal(error.kind, ERROR_INPUT);
}

static void other_peoples_texts_are_passed_over_and_packed_ones_are_read(void **state)
{
    (void)state;
    static const char scene[] = "[scene]\nlab = decay\n";
    char chunk[200];
    size_t length;
    char *packed = payload_deflate(scene, sizeof scene - 1, &length);
    struct payload back;
    struct error error = {0};
    FILE *file = fopen(path_of("a.png"), "wb");
    fwrite("\x89PNG\r\n\x1a\n", 1, 8, file);
    write_chunk(file, "zTXt", "Comment", 8);             // no method
    write_chunk(file, "zTXt", "Comment\0\7abc", 12);     // one that nobody knows
    write_chunk(file, "iTXt", "Comment\0\2\0\0\0x", 13); // neither packed nor plain
    write_chunk(file, "tEXt", "no end", 6);
    const size_t used = (size_t)sprintf(chunk, "%s", PAYLOAD_PNG_SCENE) + 1;
    chunk[used] = 0;
    memcpy(chunk + used + 1, packed, length);
    write_chunk(file, "zTXt", chunk, used + 1 + length); // as another program packs it
    write_chunk(file, "IEND", "", 0);
    fclose(file);
    free(packed);
    if (!payload_read(&back, path_of("a.png"), &error))
        fail_msg("%s", error.text);
    assert_string_equal(back.scene, scene);
    payload_clear(&back);
}

static void a_scene_of_more_than_a_megabyte_is_refused(void **state)
{
    (void)state;
    const size_t length = sizeof PAYLOAD_PNG_SCENE + PAYLOAD_SCENE_MAX + 1;
    char *chunk = malloc(length);
    struct payload back;
    struct error error = {0};
    memset(chunk, ' ', length);
    memcpy(chunk, PAYLOAD_PNG_SCENE, sizeof PAYLOAD_PNG_SCENE);
    FILE *file = fopen(path_of("a.png"), "wb");
    fwrite("\x89PNG\r\n\x1a\n", 1, 8, file);
    write_chunk(file, "tEXt", chunk, length);
    write_chunk(file, "IEND", "", 0);
    fclose(file);
    free(chunk);
    assert_false(payload_read(&back, path_of("a.png"), &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_null(back.scene);
}

static void what_is_no_file_is_named(void **state)
{
    (void)state;
    struct payload back;
    struct error error = {0};
    assert_false(payload_read(&back, path_of("nothing.png"), &error));
    assert_non_null(strstr(error.text, "nothing.png: there is no such file"));
    assert_false(payload_read(&back, "/", &error));
    assert_non_null(strstr(error.text, "is a folder, not a file"));
}

static void damage_is_said_and_nothing_else_happens(void **state)
{
    (void)state;
    struct payload payload = whole();
    char *chunks, *bytes;
    size_t length, size;
    assert_true(payload_png_write(&payload, &chunks, &length, NULL));
    write_png(path_of("a.png"), chunks, length);
    assert_true(file_read(path_of("a.png"), 1 << 20, &bytes, &size, NULL));
    for (size_t cut = 0; cut + 4 < size; cut++) { // the last check is of nothing that is carried
        struct payload back;
        struct error error = {0};
        write_bytes(path_of("cut.png"), bytes, cut);
        assert_false(payload_read(&back, path_of("cut.png"), &error));
        assert_non_null(strstr(error.text, "cut.png"));
    }
    for (size_t at = 8; at < size; at += 3) {
        struct payload back;
        bytes[at] ^= 0x41;
        write_bytes(path_of("bad.png"), bytes, size);
        if (payload_read(&back, path_of("bad.png"), NULL))
            payload_clear(&back);
        bytes[at] ^= 0x41;
    }
    free(bytes);
    free(chunks);
    payload_clear(&payload);
}

static void more_than_may_be_carried_is_known_before(void **state)
{
    (void)state;
    const size_t large = 2 * (size_t)PAYLOAD_PACKED_MAX;
    struct payload payload = {0};
    uint32_t state_of_noise = 1;
    char *noise = malloc(large);
    for (size_t i = 0; i < large; i++)
        noise[i] = (char)((state_of_noise = state_of_noise * 1664525 + 1013904223) >> 24);
    assert_true(payload_add(&payload, "small.csv", noise, 1000, NULL));
    assert_between(payload_packed_size(&payload, NULL), 900, 1100);
    assert_true(payload_add(&payload, "large.csv", noise, large, NULL));
    assert_true(payload_packed_size(&payload, NULL) == SIZE_MAX);
    payload_clear(&payload);
    free(noise);
}

static void a_path_into_a_figure_is_divided_where_the_figure_is(void **state)
{
    (void)state;
    char figure[FILE_PATH_MAX], path[1024];
    const char *name;
    write_png(path_of("a.png"), "", 0);
    snprintf(path, sizeof path, "%s/a.png/prices.csv", folder);
    assert_true(payload_split(path, figure, &name));
    assert_string_equal(figure, path_of("a.png"));
    assert_string_equal(name, "prices.csv");
    mkdir(path_of("folder.png"), 0700);
    snprintf(path, sizeof path, "%s/folder.png/prices.csv", folder);
    assert_false(payload_split(path, figure, &name));
    assert_false(payload_split(path_of("a.png"), figure, &name));
    assert_false(payload_split("prices.csv", figure, &name));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_png_gives_back_what_it_carries),
        TEST(a_text_gives_back_what_it_carries_however_its_lines_are_broken),
        TEST(a_figure_without_a_scene_says_so),
        TEST(names_that_lead_out_of_the_figure_are_refused),
        TEST(a_table_that_swells_beyond_all_measure_is_refused),
        TEST(other_peoples_texts_are_passed_over_and_packed_ones_are_read),
        TEST(a_scene_of_more_than_a_megabyte_is_refused),
        TEST(what_is_no_file_is_named),
        TEST(damage_is_said_and_nothing_else_happens),
        TEST(more_than_may_be_carried_is_known_before),
        TEST(a_path_into_a_figure_is_divided_where_the_figure_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
