#include "base/words_read.h"

#include "base/file.h"
#include "base/param.h"
#include "base/text.h"
#include "cli/options.h"
#include "cli/pages.h"
#include "language.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct words *parse(const char *text, struct error *error)
{
    *error = (struct error){0};
    return words_parse(text, strlen(text), "mine.txt", error);
}

static const char *translation(const struct words *language, const char *english)
{
    for (size_t i = 0; i < language->count; i++)
        if (strcmp(language->pair[i].english, english) == 0)
            return language->pair[i].translation;
    return NULL;
}

// ---- reading ------------------------------------------------------------------------------------

static void pairs_are_read_in_one_line_or_two(void **state)
{
    (void)state;
    struct error error;
    struct words *language =
        parse("\xEF\xBB\xBF# a remark with \"quotes\" = 1\n"
              "\"whole number\" = \"tam sayı\"\r\n\n"
              "\"no list '%s'\"\n  = # and why\n\"liste yok: \\\"%s\\\"\\n\\\\\"",
              &error);
    if (!language)
        fail_msg("%s", error.text);
    assert_int_equal(language->count, 2);
    assert_string_equal(translation(language, "whole number"), "tam sayı");
    assert_string_equal(translation(language, "no list '%s'"), "liste yok: \"%s\"\n\\");
    words_destroy(language);
    words_destroy(NULL);
}

static void a_translation_that_is_not_written_yet_stays_english(void **state)
{
    (void)state;
    struct error error;
    struct words *language = parse("\"%d steps\" = \"\"", &error);
    assert_non_null(language);
    assert_string_equal(translation(language, "%d steps"), "%d steps");
    words_destroy(language);
}

static void what_is_wrong_is_named_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *place, *named;
    } wrong[] = {
        {"\nhello", "mine.txt:2: ", "translation"},
        {"\"a\"\n\"b\"", "mine.txt:2: ", "= \"translation\""},
        {"\"a\" = b", "mine.txt:1: ", "after ="},
        {"\"a\" =", "mine.txt:1: ", "after ="},
        {"\"a\" = \"b\n\"", "mine.txt:1: ", "at its end"},
        {"\"a\" = \"b\\\"", "mine.txt:1: ", "at its end"},
        {"\"a\" = \"\\x\"", "mine.txt:1: ", "after \\"},
        {"\"\" = \"b\"", "mine.txt:1: ", "empty"},
        {"\n\"a\" = \"b\xff\"", "mine.txt:2: ", "UTF-8"},
        {"\"b\" = \"c\"\n\"a\" = \"b\"\n\"b\" = \"d\"", "mine.txt:3: ", "line 1"},
        {"\"a\\n\" = \"b\"", "mine.txt:1: ", "\\n"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct error error;
        if (parse(wrong[i].text, &error))
            fail_msg("accepted: %s", wrong[i].text);
        assert_int_equal(error.kind, ERROR_INPUT);
        if (strncmp(error.text, wrong[i].place, strlen(wrong[i].place)) != 0 ||
            !strstr(error.text, wrong[i].named))
            fail_msg("%s: %s", wrong[i].text, error.text);
    }
}

static void a_translation_takes_the_same_values_in_the_same_order(void **state)
{
    (void)state;
    static const char *const good[] = {
        "\"%s of %d\" = \"%s / %d\"", "\"%*d|%.*s|%-5.3f|%llu|%zu|%%\" = \"%*d%.*s%-5.3f%llu%zu\"",
        "\"none\" = \"100 %%\"",      "\"at 5 %\" = \"%5 hat %d\"", // is never a format
        "\"%.3g\" = \"%%%.3g%%\"",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct error error;
        struct words *language = parse(good[i], &error);
        if (!language)
            fail_msg("%s", error.text);
        words_destroy(language);
    }
    static const struct {
        const char *text, *differs[2];
    } bad[] = {
        {"\"%s of %d\" = \"%d of %s\"", {"%s", "%d"}},
        {"\"%s\" = \"x\"", {"%s", "nothing"}},
        {"\"x\" = \"%s\"", {"nothing", "%s"}},
        {"\"%d\" = \"%ld\"", {"%d", "%ld"}},
        {"\"%s\" = \"%n\"", {"printf", "%%"}},
        {"\"%s\" = \"%1$s\"", {"printf", "%%"}},
        {"\"%.*s\" = \"%.3s\"", {"%.*s", "%.3s"}},
        {"\"%d\" = \"%d 5 %\"", {"printf", "%%"}},
        {"\"%d %%\" = \"%d %d\"", {"conversion 2", "nothing"}},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error error;
        if (parse(bad[i].text, &error))
            fail_msg("accepted: %s", bad[i].text);
        if (!strstr(error.text, bad[i].text) || !strstr(error.text, "mine.txt:1: "))
            fail_msg("neither line nor texts: %s", error.text);
        for (int d = 0; d < 2; d++)
            if (!strstr(error.text, bad[i].differs[d]))
                fail_msg("does not say %s: %s", bad[i].differs[d], error.text);
    }
}

static void a_language_is_found_by_name_or_file(void **state)
{
    (void)state;
    struct error error = {0};
    struct words *english = words_load("english", &error);
    assert_non_null(english);
    assert_int_equal(english->count, 0);
    words_destroy(english);
    assert_null(words_load("klingon", &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "english"));
    assert_null(words_load("./nowhere.txt", &error));
    assert_non_null(strstr(error.text, "./nowhere.txt"));
}

// A folder as that of the program's own files, with two languages.
static void a_language_that_ships_is_found_and_the_nearest_is_named(void **state)
{
    (void)state;
    static const char *const folders[] = {"words_home", "words_home/shaders", "words_home/assets",
                                          "words_home/assets/scenes", "words_home/assets/words"};
    static const char *const files[] = {"words_home/assets/words/esperanto.txt",
                                        "words_home/assets/words/volapük.txt"};
    const char *before = getenv("RAVINE_ASSETS");
    char kept[4096];
    struct error error = {0};
    snprintf(kept, sizeof kept, "%s", before ? before : "");
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        mkdir(folders[i], 0777);
    for (size_t i = 0; i < 2; i++) {
        FILE *file = fopen(files[i], "w");
        assert_non_null(file);
        fputs("\"step\" = \"paŝo\"\n", file);
        fclose(file);
    }
    setenv("RAVINE_ASSETS", "words_home", 1);
    struct words *language = words_load("esperanto", &error);
    if (!language)
        fail_msg("%s", error.text);
    assert_string_equal(translation(language, "step"), "paŝo");
    words_destroy(language);
    assert_null(words_load("esperanta", &error));
    assert_non_null(strstr(error.text, "did you mean esperanto?"));
    assert_null(words_load("zzzzzzz", &error));
    assert_non_null(strstr(error.text, "there is english, esperanto, volapük"));
    static char longer[5000];
    memset(longer, 'a', sizeof longer - 1);
    longer[0] = '/';
    assert_null(words_load(longer, &error));
    assert_non_null(strstr(error.text, "too long"));
    setenv("RAVINE_ASSETS", "nowhere", 1);
    assert_null(words_load("esperanto", &error));
    assert_non_null(strstr(error.text, "RAVINE_ASSETS is nowhere"));
    if (before)
        setenv("RAVINE_ASSETS", kept, 1);
    else
        unsetenv("RAVINE_ASSETS");
    for (size_t i = 0; i < 2; i++)
        unlink(files[i]);
    for (size_t i = sizeof folders / sizeof *folders; i-- > 0;)
        rmdir(folders[i]);
}

// ---- a language of everything -------------------------------------------------------------------

static int set_language(void **state)
{
    (void)state;
    assert_true(words_set(language_of_everything(false))); // and stays for the rest of the tests
    return 0;
}

static void a_language_is_set_once(void **state)
{
    (void)state;
    struct words other = {0};
    assert_false(words_set(&other));
    assert_string_equal(words("whole number"), "«whole number»");
    assert_string_equal(words("nobody has translated this"), "nobody has translated this");
    assert_null(words(NULL));
}

// The page in memory; the caller frees.
static char *page(const char *topic)
{
    char *bytes = NULL;
    size_t length;
    struct error error = {0};
    FILE *out = open_memstream(&bytes, &length);
    assert_non_null(out);
    if (!pages_help(topic, out, &error))
        fail_msg("%s", error.text);
    fclose(out);
    return bytes;
}

// Joined again: a long text is broken anywhere.
static void unwrap(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        const bool is_blank = *from == ' ' || *from == '\n';
        if (!is_blank)
            *to++ = *from;
        else if (to > text && to[-1] != ' ')
            *to++ = ' ';
    }
    *to = '\0';
}

static void help_speaks_the_language(void **state)
{
    (void)state;
    static const struct {
        const char *topic, *says;
    } pages[] = {
        {NULL, "«Ravine shows how optimizers walk downhill.»"},
        {NULL, "«draw without a window: .png, "},
        {NULL, "«colours»"},
        {NULL, "«a network, trained while you watch»"},
        {"keys", "«Keys in the window»"},
        {"keys", "«Timeline»"},
        {"keys", "«select a slider»"},
        {"keys", "«Backspace»"},
        {"training", "«share of the rows that are kept for the test»"},
        {"training", "«next x axis: steps, epochs, examples, then arithmetic or seconds»"},
        {"training", "«, or all»"},
        {"training", "«where not given»"},
        {"scene", "`--set SECTION.KEY=VALUE` changes a scene from the command line, as --set "
                  "runner.adam.alpha=0.1.»"},
        {"formats", "«a picture of pixels;"},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char *text = page(pages[i].topic);
        unwrap(text);
        // "; %s where not given" holds its value inside.
        const char *says =
            strcmp(pages[i].says, "«where not given»") == 0 ? " where not given»" : pages[i].says;
        if (!strstr(text, says))
            fail_msg("%s is not on the page %s:\n%s", says, pages[i].topic ? pages[i].topic : "",
                     text);
        free(text);
    }
}

static void every_sentence_of_help_is_looked_up(void **state)
{
    (void)state;
    // Outside of «» there are names, numbers, signs; no sentence: never two words of small letters
    // side by side.
    const char *topics[PAGES_TOPICS_MAX + 1] = {NULL}; // the overview
    const size_t count = 1 + pages_topics(topics + 1, PAGES_TOPICS_MAX);
    for (size_t i = 0; i < count; i++) {
        if (topics[i] && strcmp(topics[i], "scenes") == 0)
            continue; // titles are the scenes' own
        char *text = page(topics[i]);
        int inside = 0;
        const char *last = NULL;
        for (char *at = text; *at; at++) {
            if (strncmp(at, "«", 2) == 0)
                inside++;
            if (strncmp(at, "»", 2) == 0)
                inside--;
            const bool begins = inside == 0 && *at >= 'a' && *at <= 'z' &&
                                (at == text || at[-1] == ' ' || at[-1] == '\n');
            if (!begins)
                continue;
            const size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz");
            const bool is_word = strchr(" .,\n", at[length]) != NULL;
            if (is_word && last && last + 1 == at && strncmp(last - 6, "ravine", 6) != 0)
                fail_msg("not looked up, near: %.60s", last - 6 > text ? last - 6 : text);
            last = is_word ? at + length : NULL;
        }
        assert_int_equal(inside, 0);
        free(text);
    }
}

static void errors_speak_the_language(void **state)
{
    (void)state;
    static const struct param steps = {
        .key = "steps", .scale = PARAM_INTEGER, .min = 1, .max = 9, .standard = 1};
    struct error error = {0};
    double value;
    assert_false(param_parse(&steps, "1,5", &value, &error));
    assert_string_equal(error.text,
                        "«steps must be a «whole number» from 1 to 9, not '1,5'«; the decimal sign "
                        "is a point»»");
    struct options options;
    char *words_given[] = {"ravine", "render", "adam", "-o", "a.pgn"};
    assert_false(options_parse(&options, 5, words_given, &error));
    // The endings that there are, joined in the language that is set.
    assert_true(strncmp(error.text, "«a.pgn: the ending says what to draw: .png, ",
                        strlen("«a.pgn: the ending says what to draw: .png, ")) == 0);
    assert_non_null(strstr(error.text, "« or »"));
    assert_non_null(strstr(error.text, "; did you mean .png?»"));
    assert_false(error_memory(&error));
    assert_string_equal(error.text, "«out of memory»");
}

int main(void)
{
    const struct CMUnitTest english[] = {
        cmocka_unit_test(pairs_are_read_in_one_line_or_two),
        cmocka_unit_test(a_translation_that_is_not_written_yet_stays_english),
        cmocka_unit_test(what_is_wrong_is_named_with_its_line),
        cmocka_unit_test(a_translation_takes_the_same_values_in_the_same_order),
        cmocka_unit_test(a_language_is_found_by_name_or_file),
        cmocka_unit_test(a_language_that_ships_is_found_and_the_nearest_is_named),
        cmocka_unit_test_setup(a_language_is_set_once, set_language),
        cmocka_unit_test(help_speaks_the_language),
        cmocka_unit_test(every_sentence_of_help_is_looked_up),
        cmocka_unit_test(errors_speak_the_language),
    };
    return cmocka_run_group_tests(english, NULL, NULL);
}
