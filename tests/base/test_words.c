#include "base/words_read.h"

#include "base/file.h"
#include "base/param.h"
#include "base/text.h"
#include "cli/options.h"
#include "cli/pages.h"
#include "test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

// ---- a language of everything -------------------------------------------------------------------
//
// Every text in quotes of a source file, as «text»: what a page says outside of «» is not looked
// up.

struct texts {
    char *bytes; // of a language file
    size_t used, size;
};

static void add_byte(struct texts *texts, char c)
{
    if (texts->used + 1 >= texts->size) {
        texts->size = texts->size ? 2 * texts->size : 4096;
        texts->bytes = realloc(texts->bytes, texts->size);
        assert_non_null(texts->bytes);
    }
    texts->bytes[texts->used++] = c;
    texts->bytes[texts->used] = '\0';
}

static void add_text(struct texts *texts, const char *text)
{
    for (; *text; text++)
        add_byte(texts, *text);
}

// Reads the literal at `at`, joined with those that follow it, as it is written; returns its end.
static const char *read_literal(const char *at, char *literal, size_t size)
{
    size_t used = 0;
    for (;;) {
        for (at++; *at != '"'; at++) {
            if (*at == '\\' && used + 2 < size)
                literal[used++] = *at++;
            if (used + 1 < size)
                literal[used++] = *at;
        }
        at++;
        const char *next = at + strspn(at, " \n\\");
        if (*next != '"')
            break;
        at = next;
    }
    literal[used] = '\0';
    return at;
}

static bool has_letter(const char *literal)
{
    for (; *literal; literal++) {
        if (*literal == '%')
            literal += strcspn(literal, "diouxXfFeEgGaAcsp");
        else if (*literal == '\\')
            literal++;
        else if ((*literal | 32) >= 'a' && (*literal | 32) <= 'z')
            return true;
        if (!*literal)
            break;
    }
    return false;
}

// Only what a language file may hold: \n, \t, \" and \\ are its escapes.
static bool is_plain(const char *literal)
{
    for (; *literal; literal++)
        if (*literal == '\\' && !strchr("nt\"\\", *++literal))
            return false;
    return true;
}

// Line ends in front and behind stay outside of «».
static void add_pair(struct texts *texts, const char *literal)
{
    char key[2100];
    snprintf(key, sizeof key, "\n\"%s\" = ", literal);
    if (texts->used && strstr(texts->bytes, key))
        return; // has been there
    size_t front = 0, end = strlen(literal);
    while (strncmp(literal + front, "\\n", 2) == 0)
        front += 2;
    while (end > front + 2 && strncmp(literal + end - 2, "\\n", 2) == 0 && literal[end - 3] != '\\')
        end -= 2;
    add_text(texts, key);
    add_byte(texts, '"');
    for (size_t i = 0; literal[i]; i++) {
        if (i == front)
            add_text(texts, "«");
        if (i == end)
            add_text(texts, "»");
        add_byte(texts, literal[i]);
    }
    add_text(texts, literal[end] ? "\"\n" : "»\"\n");
}

static void add_source(struct texts *texts, const char *path)
{
    char literal[2000];
    struct error error = {0};
    char *bytes;
    size_t length;
    if (!file_read(path, 1 << 20, &bytes, &length, &error))
        fail_msg("%s", error.text);
    for (const char *at = bytes; *at;) {
        if (strncmp(at, "//", 2) == 0) {
            at += strcspn(at, "\n");
        } else if (*at == '\'') {
            at += at[1] == '\\' ? 4 : 3;
        } else if (*at == '"') {
            at = read_literal(at, literal, sizeof literal);
            if (has_letter(literal) && is_plain(literal))
                add_pair(texts, literal);
        } else {
            at++;
        }
    }
    free(bytes);
}

// Every source of a folder and of the folders in it.
static void add_folder(struct texts *texts, const char *folder)
{
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    const struct dirent *entry;
    while ((entry = readdir(directory))) {
        char path[4096];
        const char *dot = strrchr(entry->d_name, '.');
        snprintf(path, sizeof path, "%.3000s/%s", folder, entry->d_name);
        if (!dot)
            add_folder(texts, path);
        else if (strcmp(dot, ".c") == 0 || strcmp(dot, ".h") == 0)
            add_source(texts, path);
    }
    closedir(directory);
}

static int set_language(void **state)
{
    (void)state;
    struct texts texts = {0};
    add_folder(&texts, SOURCE_ROOT "/src");
    struct error error = {0};
    struct words *language = words_parse(texts.bytes, texts.used, "everything.txt", &error);
    free(texts.bytes);
    if (!language)
        fail_msg("%s", error.text);
    assert_true(words_set(language)); // and stays for the rest of the tests
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
        {NULL, "«draw without a window: .png»"},
        {NULL, "«colours»"},
        {NULL, "«a network, trained while you watch»"},
        {"keys", "«Keys in the window»"},
        {"keys", "«Timeline»"},
        {"keys", "«select a slider»"},
        {"keys", "«Backspace»"},
        {"training", "«share of the rows that are kept for the test»"},
        {"training", "«next x axis: steps, epochs, examples, seconds»"},
        {"training", "«, or all»"},
        {"training", "«where not given»"},
        {"scene", "«`--set SECTION.KEY=VALUE` changes a scene from the command line.»"},
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
    assert_string_equal(error.text,
                        "«a.pgn: the ending says what to draw: .png; did you mean .png?»");
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
        cmocka_unit_test_setup(a_language_is_set_once, set_language),
        cmocka_unit_test(help_speaks_the_language),
        cmocka_unit_test(every_sentence_of_help_is_looked_up),
        cmocka_unit_test(errors_speak_the_language),
    };
    return cmocka_run_group_tests(english, NULL, NULL);
}
