#include "data/fields.h"

#include "base/text.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

// Takes blanks, no-break spaces too, from both ends.
static void trim(struct table_field *field)
{
    while (field->length > 0 && is_blank(field->text[field->length - 1]))
        field->length--;
    while (field->length > 0 && is_blank(*field->text)) {
        field->text++;
        field->length--;
    }
    while (field->length >= 2 && memcmp(field->text, "\xC2\xA0", 2) == 0) {
        field->text += 2;
        field->length -= 2;
    }
    while (field->length >= 2 && memcmp(field->text + field->length - 2, "\xC2\xA0", 2) == 0)
        field->length -= 2;
}

// Up to the closing quote; the cursor stands behind it.
static void take_quoted(struct table_cursor *cursor, struct table_field *field)
{
    field->is_quoted = true;
    field->text = ++cursor->at;
    for (;;) {
        const char *quote = memchr(cursor->at, '"', (size_t)(cursor->end - cursor->at));
        if (!quote) {
            field->is_unclosed = true;
            cursor->at = cursor->end;
            field->length = (size_t)(cursor->end - field->text);
            return;
        }
        cursor->at = quote + 1;
        if (cursor->at < cursor->end && *cursor->at == '"') {
            cursor->at++; // "" is a quote inside
            continue;
        }
        field->length = (size_t)(quote - field->text);
        return;
    }
}

static void end_row(struct table_cursor *cursor)
{
    if (cursor->at < cursor->end && *cursor->at == '\r')
        cursor->at++;
    if (cursor->at < cursor->end && *cursor->at == '\n')
        cursor->at++;
}

// Whether a field ends at `at`: at a blank, or only at two.
static bool ends_word(const struct table_cursor *cursor, const char *at)
{
    if (!is_blank(*at))
        return *at == '\n' || *at == '\r';
    return cursor->separator == ' ' || *at == '\t' || at + 1 == cursor->end || is_blank(at[1]);
}

// A field between blanks.
static struct table_field next_word(struct table_cursor *cursor)
{
    struct table_field field = {0};
    while (cursor->at < cursor->end && is_blank(*cursor->at))
        cursor->at++;
    field.text = cursor->at;
    if (cursor->at < cursor->end && *cursor->at == '"') {
        take_quoted(cursor, &field);
    } else {
        while (cursor->at < cursor->end && !ends_word(cursor, cursor->at))
            cursor->at++;
        field.length = (size_t)(cursor->at - field.text);
    }
    while (cursor->at < cursor->end && is_blank(*cursor->at))
        cursor->at++;
    if (cursor->at >= cursor->end || *cursor->at == '\n' || *cursor->at == '\r') {
        field.ends_row = true;
        end_row(cursor);
    }
    return field;
}

struct table_field fields_next(struct table_cursor *cursor)
{
    if (cursor->separator == ' ' || cursor->separator == FIELDS_WIDE)
        return next_word(cursor);
    struct table_field field = {0};
    const char *at = cursor->at, *const end = cursor->end;
    const char separator = cursor->separator;
    while (at < end && *at == ' ' && separator != ' ')
        at++;
    field.text = at;
    if (at < end && *at == '"') {
        cursor->at = at;
        take_quoted(cursor, &field);
        at = cursor->at;
        // Whatever follows the closing quote up to the separator is not ours to guess: skipped.
    }
    while (at < end && *at != separator && *at != '\n' && *at != '\r')
        at++;
    if (!field.is_quoted)
        field.length = (size_t)(at - field.text);
    cursor->at = at;
    if (at < end && *at == separator) {
        cursor->at++;
    } else {
        field.ends_row = true;
        end_row(cursor);
    }
    if (field.length > 0 && (is_blank(field.text[field.length - 1]) || is_blank(*field.text) ||
                             *field.text == '\xC2' || field.text[field.length - 1] == '\xA0'))
        trim(&field);
    return field;
}

void fields_text(const struct table_field *field, char *text, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < field->length && used + 1 < size; i++) {
        const char c = field->text[i];
        text[used++] = c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
        if (field->is_quoted && c == '"')
            i++;
    }
    text[used] = '\0';
    utf8_mend(text);
}

void fields_show(const struct table_field *field, char text[64])
{
    char whole[256], escaped[256];
    fields_text(field, whole, sizeof whole);
    text_escape(whole, escaped, sizeof escaped);
    text_excerpt(escaped, text, 48);
}

size_t fields_count(const char *at, const char *end, char separator, size_t most)
{
    struct table_cursor cursor = {at, end, separator};
    size_t count = 0;
    for (struct table_field field = {0}; !field.ends_row && count < most; count++)
        field = fields_next(&cursor);
    return count;
}
