#include "base/utf8.h"

#include "base/error.h"
#include "base/text.h"
#include "test.h"

#include <stdio.h>
#include <string.h>

static void whole_characters_stay_and_parts_of_them_go(void **state)
{
    (void)state;
    static const char *const texts[][2] = {
        {"", ""},
        {"aä…𝛼b", "aä…𝛼b"},
        {"a\xe6\x97", "a"},             // cut at the end
        {"'99日\xe6', 3", "'99日', 3"}, // and in the middle
        {"\x97\xa5z", "z"},
        {"\xf0\x9d\x9bÄ", "Ä"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[32];
        snprintf(text, sizeof text, "%s", texts[i][0]);
        utf8_mend(text);
        assert_string_equal(text, texts[i][1]);
    }
}

static void what_a_sentence_quotes_is_cut_at_a_whole_character(void **state)
{
    (void)state;
    struct error error = {0};
    char text[64];
    error_set(&error, ERROR_INPUT, "not '%.4s'", "9日本");
    assert_string_equal(error.text, "not '9日'");
    text_print(text, sizeof text, "not '%.6s'", "9日本");
    assert_string_equal(text, "not '9日'");
    text_append(text, sizeof text, ", “%.2s”", "日");
    assert_string_equal(text, "not '9日', “”");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_characters_stay_and_parts_of_them_go),
        cmocka_unit_test(what_a_sentence_quotes_is_cut_at_a_whole_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
