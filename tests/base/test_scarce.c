// Figures and languages where memory runs out at each request, one after the other.
#include "scarce.h"

#include "base/payload.h"
#include "base/words_read.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char bytes_of_table[] = "a,b\n1,\xff\n";

static bool fill(struct payload *payload, struct error *error)
{
    payload->scene = strdup("[scene]\nlab = descent\n");
    return (payload->scene || error_memory(error)) &&
           payload_add(payload, "a.csv", "a\n1\n", 4, error) &&
           payload_add(payload, "no text.csv", bytes_of_table, sizeof bytes_of_table - 1, error) &&
           payload_packed_size(payload, error) != SIZE_MAX;
}

static bool write_chunks(const void *from, uint64_t *sum, struct error *error)
{
    (void)from;
    struct payload payload = {0};
    char *chunks = NULL;
    size_t length;
    const bool done = fill(&payload, error) && payload_png_write(&payload, &chunks, &length, error);
    if (done)
        scarce_sum(sum, chunks, length);
    free(chunks);
    payload_clear(&payload);
    return done;
}

static bool write_text(const void *from, uint64_t *sum, struct error *error)
{
    (void)from;
    struct payload payload = {0};
    char *text = fill(&payload, error) ? payload_text_write(&payload, error) : NULL;
    if (text)
        scarce_sum_text(sum, text);
    const bool done = text;
    free(text);
    payload_clear(&payload);
    return done;
}

static bool read_figure(const void *from, uint64_t *sum, struct error *error)
{
    struct payload payload = {0}, names = {.has_names_only = true};
    const bool done = payload_read(&payload, from, error) && payload_read_into(&names, from, error);
    if (done) {
        scarce_sum_text(sum, payload.scene);
        for (size_t i = 0; i < payload.count; i++) {
            scarce_sum_text(sum, payload.file[i].name);
            scarce_sum(sum, payload.file[i].bytes, payload.file[i].length);
            scarce_sum_text(sum, names.file[i].name);
        }
    }
    payload_clear(&payload);
    payload_clear(&names);
    return done;
}

static bool look_into(const void *from, uint64_t *sum, struct error *error)
{
    const bool is_there = payload_carries(from, "no text.csv", error);
    scarce_sum(sum, &is_there, sizeof is_there);
    return is_there;
}

static void put(const char *path, const void *bytes, size_t length, const char *mode)
{
    FILE *file = fopen(path, mode);
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static void figures_are_written_and_read_whole_or_not_at_all(void **state)
{
    (void)state;
    struct payload payload = {0};
    struct error error = {0};
    char *chunks = NULL;
    size_t length = 0, packed;
    scarce_try("chunks", write_chunks, NULL, 1);
    scarce_try("text", write_text, NULL, 1);

    assert_true(fill(&payload, &error) && payload_png_write(&payload, &chunks, &length, &error));
    put("test_scarce.png", "\x89PNG\r\n\x1a\n", 8, "wb");
    put("test_scarce.png", chunks, length, "ab");
    put("test_scarce.png", "\0\0\0\0IEND\xae\x42\x60\x82", 12, "ab");
    free(chunks);
    scarce_try("PNG", read_figure, "test_scarce.png", 1);
    scarce_try("PNG", look_into, "test_scarce.png", 1);
    unlink("test_scarce.png");

    char *text = payload_text_write(&payload, &error);
    put("test_scarce.svg", text, strlen(text), "wb");
    scarce_try("SVG", read_figure, "test_scarce.svg", 1);
    scarce_try("SVG", look_into, "test_scarce.svg", 1);
    unlink("test_scarce.svg");

    // As another program packs it again.
    static const char head[] = "%PDF-1.7\n1 0 obj\n<< /Type " PAYLOAD_PDF_TYPE " >>\nstream\r\n";
    char *small = payload_deflate(text, strlen(text), &packed);
    put("test_scarce.pdf", head, strlen(head), "wb");
    put("test_scarce.pdf", small, packed, "ab");
    put("test_scarce.pdf", "\nendstream\nendobj\n", 18, "ab");
    scarce_try("PDF", read_figure, "test_scarce.pdf", 1);
    unlink("test_scarce.pdf");
    free(small);
    free(text);
    payload_clear(&payload);
}

static bool load(const void *from, uint64_t *sum, struct error *error)
{
    struct words *language = words_load(from, error);
    for (size_t i = 0; language && i < language->count; i++) {
        scarce_sum_text(sum, language->pair[i].english);
        scarce_sum_text(sum, language->pair[i].translation);
    }
    const bool done = language;
    words_destroy(language);
    return done;
}

static void languages_are_read_whole_or_not_at_all(void **state)
{
    (void)state;
    static const char text[] =
        "# remark\n\"one\"\n= \"bir\"\n\"two \\n lines\"\n= \"iki\"\n\"%d\"\n= "
        "\"%d!\"\n\"open\" = \"\"\n";
    put("test_scarce.txt", text, sizeof text - 1, "wb");
    scarce_try("a language", load, "test_scarce.txt", 1);
    unlink("test_scarce.txt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_written_and_read_whole_or_not_at_all),
        cmocka_unit_test(languages_are_read_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
