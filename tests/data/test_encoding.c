#include "data/encoding.h"

#include "test.h"

#include <stdlib.h>
#include <string.h>

static struct error error;

// Takes the bytes as a file; the text is the caller's to free, NULL where they are none.
static char *decode(const char *bytes, size_t length, size_t *decoded, struct report *report)
{
    char *text = malloc(length + 1);
    assert_non_null(text);
    memcpy(text, bytes, length);
    text[length] = '\0';
    *decoded = length;
    error = (struct error){0};
    if (encoding_decode(&text, decoded, "file", report, &error))
        return text;
    free(text);
    return NULL;
}

static void becomes(const char *bytes, size_t length, const char *text)
{
    size_t decoded;
    char *got = decode(bytes, length, &decoded, NULL);
    if (!got)
        fail_msg("%s", error.text);
    assert_string_equal(got, text);
    assert_int_equal(decoded, strlen(text));
    free(got);
}

static void every_alphabet_becomes_utf8(void **state)
{
    (void)state;
    becomes("a,\xC3\xA9\n", 5, "a,é\n");
    becomes("\xEF\xBB\xBF"
            "a\n",
            5, "a\n");
    becomes("caf\xE9;5\x80\n", 8, "café;5€\n");
    becomes("\xFF\xFE"
            "a\0;\0\xE9\0\n\0",
            10, "a;é\n");
    becomes("\xFE\xFF\0a\0;\0\xE9\0\n", 10, "a;é\n");
    becomes("a\0,\0b\0\n\0", 8, "a,b\n"); // without a mark
    becomes("\xFF\xFE\x3D\xD8\x00\xDE", 6, "😀");
    becomes("\xFF\xFE\x00\xDE", 4, "\xEF\xBF\xBD"); // half of a pair is no sign
    // More bytes than room was made for at first.
    char sixteen[2 + 2 * 400] = "\xFE\xFF", eight[3 * 400 + 1] = "";
    for (int i = 0; i < 400; i++) {
        memcpy(sixteen + 2 + 2 * i, "\x96\xEA", 2);
        memcpy(eight + 3 * i, "雪", 4);
    }
    becomes(sixteen, sizeof sixteen, eight);
}

static void a_return_alone_ends_a_row(void **state)
{
    (void)state;
    becomes("a\rb\r", 4, "a\nb\n");
    becomes("a\r\nb\r\n", 6, "a\r\nb\r\n");
}

static void what_is_no_text_is_refused_by_its_name(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        const char *part;
    } others[] = {
        {"PK\x03\x04....[Content_Types].xml", 27, "xlsx"},
        {"PK\x03\x04....table.csv", 17, "zip"},
        {"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", 63, "ods"},
        {"PK\x05\x06....", 8, "zip"},
        {"[{\"a\": 1}]", 10, "JSON"},
        {"PAR1....", 8, "Parquet"},
        {"{\"a\": 1}", 8, "JSON"},
        {"[[1, 2], [3, 4]]", 16, "JSON"},
        {"\xD0\xCF\x11\xE0....", 8, "xls"},
        {"\x89HDF....", 8, "HDF5"},
        {"SQLite format 3\0", 16, "SQLite"},
        {"<!DOCTYPE html>", 15, "web page"},
        {"a,b\n1,\0\n", 8, "no text"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        size_t decoded;
        char *text = decode(others[i].bytes, others[i].length, &decoded, NULL);
        assert_null(text);
        assert_int_equal(error.kind, ERROR_INPUT);
        if (!strstr(error.text, others[i].part))
            fail_msg("'%s' does not say '%s'", error.text, others[i].part);
    }
    assert_null(encoding_other_kind("[x],y\n1,2\n", 10)); // names in brackets are names
}

static void what_was_not_utf8_is_said(void **state)
{
    (void)state;
    struct report report = {0};
    size_t decoded;
    char *text = decode("\xE9\n", 2, &decoded, &report);
    char said[200];
    report_join(&report, REPORT_ASSUMED, said, sizeof said);
    assert_non_null(strstr(said, "Latin-1"));
    free(text);
}

static void what_has_no_room_in_a_message_is_counted(void **state)
{
    (void)state;
    static struct report report;
    char said[200];
    for (int i = 0; i < REPORT_MAX + 5; i++)
        report_add(&report, REPORT_ASSUMED, "something of some length, number %d", i);
    report_add(&report, REPORT_ASSUMED, "something of some length, number %d", 0); // again
    assert_int_equal(report.count, REPORT_MAX);
    assert_int_equal(report.more, 5);
    report_join(&report, REPORT_ASSUMED, said, sizeof said);
    assert_true(strlen(said) < sizeof said && strstr(said, "number 0"));
    assert_non_null(strstr(said, "more: ravine data"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_alphabet_becomes_utf8),
        cmocka_unit_test(a_return_alone_ends_a_row),
        cmocka_unit_test(what_is_no_text_is_refused_by_its_name),
        cmocka_unit_test(what_was_not_utf8_is_said),
        cmocka_unit_test(what_has_no_room_in_a_message_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
