#include "base/caret.h"

#include "base/text.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

// Columns of the line that are shown, to both sides of the caret.
enum { BEFORE = 56, BEHIND = 36 };

// Bytes of the character there, at least one.
static size_t step(const char *at)
{
    const size_t bytes = utf8_bytes(at);
    return bytes ? bytes : 1;
}

// Appends one character, a blank for what is none of a line.
static void append(char *text, size_t size, const char *at)
{
    const bool is_blank = (unsigned char)*at < 32 || *at == 127;
    text_append(text, size, "%.*s", is_blank ? 1 : (int)step(at), is_blank ? " " : at);
}

static size_t columns_of(const char *at)
{
    char one[8] = "";
    append(one, sizeof one, at);
    return text_columns(one);
}

// Where to begin, so that at most so many columns come before `at`.
static const char *find_first(const char *line, const char *at)
{
    size_t columns = 0;
    for (const char *c = line; c < at; c += step(c))
        columns += columns_of(c);
    while (columns > BEFORE && line < at) {
        columns -= columns_of(line);
        line += step(line);
    }
    return line;
}

void caret_set(struct error *error, const char *line, size_t length, size_t at)
{
    if (!error)
        return;
    char text[sizeof error->line] = "", shown[sizeof error->line];
    const char *end = line + length, *place = line + (at < length ? at : length);
    const char *first = find_first(line, place), *c = first;
    if (first > line)
        text_append(text, sizeof text, "…");
    for (; c < place; c += step(c))
        append(text, sizeof text, c);
    error->caret = text_columns(text);
    for (size_t columns = 0; c < end && columns < BEHIND; c += step(c)) {
        append(text, sizeof text, c);
        columns += columns_of(c);
    }
    if (c < end)
        text_append(text, sizeof text, "…");
    text_escape(text, shown, sizeof shown);
    memcpy(error->line, shown, sizeof shown);
}

size_t caret_byte(const char *text, size_t character)
{
    const char *at = text;
    for (size_t count = 1; *at && count < character; count++)
        at += step(at);
    return (size_t)(at - text);
}

void caret_print(FILE *out, const struct error *error)
{
    if (*error->line)
        fprintf(out, "  %s\n  %*s^\n", error->line, (int)error->caret, "");
}
