#include "base/words_read.h"

#include "base/array.h"
#include "base/asset.h"
#include "base/file.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char english_name[] = "english";
static const size_t size_limit = (size_t)4 << 20;

enum { EXCERPT = 100 }; // bytes of a text that an error shows

// ---- conversions --------------------------------------------------------------------------------

// The next conversion of a printf format at or after *at, as conversion[*length]; %% is none. Moves
// *at behind it. False at the end, with *at NULL where the text cannot be a format.
static bool next_conversion(const char **at, const char **conversion, size_t *length)
{
    const char *text = *at;
    while ((text = strchr(text, '%')) && text[1] == '%')
        text += 2;
    if (!text) {
        *at = "";
        return false;
    }
    const char *end = text + 1;
    end += strspn(end, "-+ #0");
    end += *end == '*' ? 1 : strspn(end, "0123456789");
    if (*end == '.') {
        end++;
        end += *end == '*' ? 1 : strspn(end, "0123456789");
    }
    end += strspn(end, "hljztL");
    if (!*end || !strchr("diouxXfFeEgGaAcsp", *end)) {
        *at = NULL;
        return false;
    }
    *conversion = text;
    *length = (size_t)(end + 1 - text);
    *at = end + 1;
    return true;
}

static bool is_format(const char *text)
{
    const char *conversion;
    size_t length;
    while (next_conversion(&text, &conversion, &length))
        ;
    return text != NULL;
}

// A conversion for an error: "%s", or "nothing" past the last.
static void name_conversion(bool found, const char *conversion, size_t length, char name[32])
{
    if (found)
        snprintf(name, 32, "%.*s", length < 31 ? (int)length : 31, conversion);
    else
        snprintf(name, 32, "%s", words("nothing"));
}

// ---- the reader ---------------------------------------------------------------------------------

struct reader {
    const char *at, *end;
    const char *source;
    int line;
    struct words *language;
    size_t capacity;
    struct error *error;
};

static bool fail(const struct reader *reader, int line, const char *what)
{
    return error_set(reader->error, ERROR_INPUT, "%s:%d: %s", reader->source, line, words(what));
}

static void skip_blanks(struct reader *reader)
{
    bool is_remark = false;
    for (; reader->at < reader->end; reader->at++) {
        const char c = *reader->at;
        if (c == '#')
            is_remark = true;
        if (!is_remark && !strchr(" \t\r\n", c))
            return;
        if (c == '\n') {
            is_remark = false;
            reader->line++;
        }
    }
}

// The character after a backslash; 0 where it means nothing.
static char unescaped(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case '"':
    case '\\':
        return c;
    default:
        return 0;
    }
}

// Reads a text in quotes as a new string; NULL on failure.
static char *read_quoted(struct reader *reader)
{
    const char *start = reader->at + 1, *close = start;
    while (close < reader->end && *close != '"' && *close != '\n')
        close += *close == '\\' && close + 1 < reader->end ? 2 : 1;
    if (close >= reader->end || *close != '"') {
        fail(reader, reader->line, "a text has no \" at its end; a new line in it is written \\n");
        return NULL;
    }
    char *text = malloc((size_t)(close - start) + 1), *to = text;
    if (!text) {
        error_memory(reader->error);
        return NULL;
    }
    while (start < close) {
        char c = *start++;
        if (c == '\\')
            c = unescaped(*start++);
        if (!c) {
            fail(reader, reader->line, "after \\ stands n, t, \" or \\");
            free(text);
            return NULL;
        }
        *to++ = c;
    }
    *to = '\0';
    reader->at = close + 1;
    return text;
}

// Reads "English" = "translation"; what has been read stays in the pair on failure too.
static bool read_pair(struct reader *reader, struct words_pair *pair)
{
    pair->line = reader->line;
    if (*reader->at != '"')
        return fail(reader, reader->line,
                    "a pair of texts looks like \"English\" = \"translation\"");
    pair->english = read_quoted(reader);
    if (!pair->english)
        return false;
    skip_blanks(reader);
    if (reader->at == reader->end || *reader->at != '=')
        return fail(reader, reader->line, "after the English text stands = \"translation\"");
    reader->at++;
    skip_blanks(reader);
    if (reader->at == reader->end || *reader->at != '"')
        return fail(reader, reader->line, "after = stands the translation, in \"\"");
    pair->translation = read_quoted(reader);
    return pair->translation != NULL;
}

// ---- what a pair must keep ----------------------------------------------------------------------

static bool refuse_pair(const struct reader *reader, const struct words_pair *pair,
                        const char *what)
{
    char english[EXCERPT + 4], translation[EXCERPT + 4];
    text_excerpt(pair->english, english, sizeof english);
    text_excerpt(pair->translation, translation, sizeof translation);
    return error_set(reader->error, ERROR_INPUT, "%s:%d: %s: \"%s\" = \"%s\"", reader->source,
                     pair->line, what, english, translation);
}

static bool ends_a_line(const char *text)
{
    const size_t length = strlen(text);
    return length > 0 && text[length - 1] == '\n';
}

static bool check_conversions(const struct reader *reader, const struct words_pair *pair)
{
    // What cannot be a format ("at 5 %") is never used as one.
    if (!is_format(pair->english))
        return true;
    char what[200];
    const char *at[2] = {pair->english, pair->translation}, *conversion[2] = {NULL};
    size_t length[2] = {0};
    bool found[2] = {true, true};
    for (int place = 1; found[0] || found[1]; place++) {
        for (int i = 0; i < 2; i++)
            found[i] = next_conversion(&at[i], &conversion[i], &length[i]);
        if (!at[1])
            return refuse_pair(reader, pair,
                               words("the translation has a sign that printf does not know; a "
                                     "plain percent sign is %%"));
        if (found[0] == found[1] &&
            (!found[0] ||
             (length[0] == length[1] && memcmp(conversion[0], conversion[1], length[0]) == 0)))
            continue;
        char name[2][32];
        for (int i = 0; i < 2; i++)
            name_conversion(found[i], conversion[i], length[i], name[i]);
        snprintf(what, sizeof what,
                 words("conversion %d is %s in English and %s in the translation"), place, name[0],
                 name[1]);
        return refuse_pair(reader, pair, what);
    }
    return true;
}

static bool check_pair(const struct reader *reader, const struct words_pair *pair)
{
    if (!*pair->english)
        return fail(reader, pair->line, "the English text is empty");
    if (!*pair->translation)
        return true;
    if (ends_a_line(pair->english) != ends_a_line(pair->translation))
        return refuse_pair(reader, pair, words("both end in \\n or none does"));
    return check_conversions(reader, pair);
}

// ---- a whole language ---------------------------------------------------------------------------

static void clear_pair(struct words_pair *pair)
{
    free(pair->english);
    free(pair->translation);
}

void words_destroy(struct words *language)
{
    for (size_t i = 0; language && i < language->count; i++)
        clear_pair(&language->pair[i]);
    if (language)
        free(language->pair);
    free(language);
}

// By English text, then by line.
static int compare_pairs(const void *a, const void *b)
{
    const struct words_pair *one = a, *other = b;
    const int order = strcmp(one->english, other->english);
    return order ? order : (one->line > other->line) - (one->line < other->line);
}

static bool sort_pairs(const struct reader *reader)
{
    struct words *language = reader->language;
    if (language->count > 1)
        qsort(language->pair, language->count, sizeof *language->pair, compare_pairs);
    for (size_t i = 1; i < language->count; i++) {
        const struct words_pair *pair = &language->pair[i];
        if (strcmp(pair[-1].english, pair->english) == 0) {
            char text[EXCERPT + 4];
            text_excerpt(pair->english, text, sizeof text);
            return error_set(reader->error, ERROR_INPUT,
                             "%s:%d: \"%s\" is there already, in line %d", reader->source,
                             pair->line, text, pair[-1].line);
        }
    }
    return true;
}

// An empty translation becomes the English text.
static bool fill_pair(struct words_pair *pair, struct error *error)
{
    if (*pair->translation)
        return true;
    char *copy = strdup(pair->english);
    if (!copy)
        return error_memory(error);
    free(pair->translation);
    pair->translation = copy;
    return true;
}

static bool read_all(struct reader *reader)
{
    struct words *language = reader->language;
    for (skip_blanks(reader); reader->at < reader->end; skip_blanks(reader)) {
        if (!array_reserve(&language->pair, &reader->capacity, language->count + 1,
                           sizeof *language->pair, reader->error))
            return false;
        struct words_pair *pair = &language->pair[language->count];
        *pair = (struct words_pair){0};
        language->count++;
        if (!read_pair(reader, pair) || !check_pair(reader, pair) ||
            !fill_pair(pair, reader->error))
            return false;
    }
    return sort_pairs(reader);
}

struct words *words_parse(const char *text, size_t length, const char *source, struct error *error)
{
    int line;
    if (!text_check(text, length, &line)) {
        error_set(error, ERROR_INPUT, "%s:%d: the line is not UTF-8 text", source, line);
        return NULL;
    }
    struct reader reader = {
        .at = text, .end = text + length, .source = source, .line = 1, .error = error};
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    if (length >= 3 && memcmp(text, byte_order_mark, 3) == 0)
        reader.at += 3;
    reader.language = calloc(1, sizeof *reader.language);
    if (!reader.language) {
        error_memory(error);
        return NULL;
    }
    if (!read_all(&reader)) {
        words_destroy(reader.language);
        return NULL;
    }
    return reader.language;
}

// ---- by name ------------------------------------------------------------------------------------

static bool unknown_language(const char *word, char **names, struct error *error)
{
    char list[256];
    size_t count = 0;
    snprintf(list, sizeof list, "%s", english_name);
    for (; names[count]; count++)
        text_append(list, sizeof list, ", %s", names[count]);
    const char *nearest = text_nearest(word, (const char *const *)names, count);
    if (nearest)
        return error_set(error, ERROR_INPUT, "no language '%.60s'; did you mean %s?", word,
                         nearest);
    return error_set(error, ERROR_INPUT,
                     "no language '%.60s'; there is %s, or the name of a .txt file", word, list);
}

// The path of a language that ships.
static bool shipped_path(const char *word, char *path, size_t size, struct error *error)
{
    char **names = asset_list("words", ".txt", error);
    if (!names)
        return false;
    bool found = false;
    for (size_t i = 0; names[i] && !found; i++)
        found = strcmp(names[i], word) == 0;
    bool done = found || unknown_language(word, names, error);
    asset_list_free(names);
    if (done) {
        char name[256];
        snprintf(name, sizeof name, "words/%s.txt", word);
        done = asset_file(name, path, size, error);
    }
    return done;
}

struct words *words_load(const char *word, struct error *error)
{
    if (strcmp(word, english_name) == 0)
        return words_parse("", 0, english_name, error);
    const size_t length = strlen(word);
    const bool is_file =
        strchr(word, '/') || (length > 4 && strcmp(word + length - 4, ".txt") == 0);
    char path[4096];
    if (is_file && length >= sizeof path) {
        error_set(error, ERROR_INPUT, "the path %.60s… is too long", word);
        return NULL;
    }
    if (is_file)
        memcpy(path, word, length + 1);
    else if (!shipped_path(word, path, sizeof path, error))
        return NULL;
    char *bytes;
    size_t size;
    if (!file_read(path, size_limit, &bytes, &size, error))
        return NULL;
    struct words *language = words_parse(bytes, size, path, error);
    free(bytes);
    return language;
}
