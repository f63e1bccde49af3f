// A language of everything: every text in quotes of a source file, as «text». What is shown outside
// of «» has not been looked up.
#ifndef RAVINE_TESTS_LANGUAGE_H
#define RAVINE_TESTS_LANGUAGE_H

#include "base/file.h"
#include "base/words_read.h"
#include "test.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct texts {
    char *bytes; // of a language file
    size_t used, size;
    bool opens_values; // see language_of_everything
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

// The length of what printf would replace at `at`; 0 where it replaces nothing.
static size_t conversion_at(const char *at)
{
    if (*at != '%')
        return 0;
    const size_t length = 1 + strspn(at + 1, "-+#0123456789.*hlzjt");
    return at[length] && strchr("diouxXfFeEgGaAcsp", at[length]) ? length + 1 : 0;
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
        // Two are a sign, whatever stands behind them.
        const bool is_sign = literal[i] == '%' && literal[i + 1] == '%';
        if (is_sign)
            add_byte(texts, literal[i++]);
        const size_t value = texts->opens_values && !is_sign ? conversion_at(literal + i) : 0;
        if (value > 0)
            add_text(texts, "»");
        for (size_t k = 0; k + 1 < value; k++)
            add_byte(texts, literal[i++]);
        add_byte(texts, literal[i]);
        if (value > 0)
            add_text(texts, "«");
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
    if (!directory && errno == ENOTDIR)
        return; // a script: its name has no dot either
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

// Of all sources. With `opens_values`, what printf puts in stands outside of «»: "«step »5«»", so
// that it, too, can be seen to be looked up. Stays for the rest of the process.
static struct words *language_of_everything(bool opens_values)
{
    struct texts texts = {.opens_values = opens_values};
    add_folder(&texts, SOURCE_ROOT "/src");
    struct error error = {0};
    struct words *language = words_parse(texts.bytes, texts.used, "everything.txt", &error);
    free(texts.bytes);
    if (!language)
        fail_msg("%s", error.text);
    return language;
}

#endif
