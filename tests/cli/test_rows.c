#include "cli/rows.h"

#include "base/text.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

struct page {
    char *text;
    size_t length;
    FILE *out;
};

static void begin(struct page *page)
{
    *page = (struct page){0};
    page->out = open_memstream(&page->text, &page->length);
    assert_non_null(page->out);
}

static void expect(struct page *page, const char *text)
{
    fclose(page->out);
    assert_string_equal(page->text, text);
    free(page->text);
}

static void columns_are_counted_and_not_bytes(void **state)
{
    (void)state;
    struct page page;
    begin(&page);
    rows_print(page.out, 8, "ab", "one");
    rows_print(page.out, 8, "↑ ↓", "two");
    rows_print(page.out, 8, "β₁", "three");
    expect(&page, "  ab    one\n  ↑ ↓   two\n  β₁    three\n");
}

static void a_text_beside_nothing_leaves_no_blanks(void **state)
{
    (void)state;
    struct page page;
    begin(&page);
    rows_print(page.out, 8, "ab", "");
    rows_say(page.out, 4, "%s", "");
    expect(&page, "  ab\n\n");
}

static void what_is_wider_than_its_column_stands_alone(void **state)
{
    (void)state;
    struct page page;
    begin(&page);
    rows_print(page.out, 8, "abcdef", "text");
    rows_print(page.out, 8, "abcde", "text");
    expect(&page, "  abcdef\n        text\n  abcde text\n");
}

static void a_long_text_goes_on_under_its_beginning(void **state)
{
    (void)state;
    char text[400] = "", wanted[600];
    for (int i = 0; i < 60; i++)
        strcat(text, i ? " θθ" : "θθ"); // 3 columns and 5 bytes each
    struct page page;
    begin(&page);
    rows_print(page.out, 8, "a", text);
    // (110 − 8 + 1) / 3 = 34 words a line.
    strcpy(wanted, "  a     ");
    for (int i = 0; i < 60; i++)
        strcat(wanted, i == 0 ? "θθ" : i == 34 ? "\n        θθ" : " θθ");
    strcat(wanted, "\n");
    expect(&page, wanted);
}

static void a_word_is_never_cut(void **state)
{
    (void)state;
    char word[151];
    memset(word, 'x', 150);
    word[150] = '\0';
    struct page page;
    begin(&page);
    rows_say(page.out, 2, "a %s", word);
    char wanted[200];
    snprintf(wanted, sizeof wanted, "  a\n  %s\n", word);
    expect(&page, wanted);
}

static void line_ends_are_kept(void **state)
{
    (void)state;
    struct page page;
    begin(&page);
    rows_say(page.out, 0, "\nHead\n");
    rows_say(page.out, 2, "one\ntwo");
    expect(&page, "\nHead\n\n  one\n  two\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_counted_and_not_bytes),
        cmocka_unit_test(a_text_beside_nothing_leaves_no_blanks),
        cmocka_unit_test(what_is_wider_than_its_column_stands_alone),
        cmocka_unit_test(a_long_text_goes_on_under_its_beginning),
        cmocka_unit_test(a_word_is_never_cut),
        cmocka_unit_test(line_ends_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
