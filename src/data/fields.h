// Walks through the fields of a table's text.
#ifndef RAVINE_DATA_FIELDS_H
#define RAVINE_DATA_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

// A separator of two blanks or more, or a tab: between names that have blanks themselves.
enum { FIELDS_WIDE = 2 };

struct table_cursor {
    const char *at, *end;
    char separator; // ' ' = runs of blanks and tabs
};

// One field, without the blanks around it; quoted ones without their quotes, "" still double.
struct table_field {
    const char *text;
    size_t length;
    bool is_quoted, ends_row, is_unclosed;
};

// The next field of the row at the cursor (RFC 4180 quoting; LF or CRLF ends a row). At the end of
// the text an empty field ends a row.
struct table_field fields_next(struct table_cursor *cursor);

// The field's text with "" made ", line ends made blanks, cut to `size` after a whole character.
void fields_text(const struct table_field *field, char *text, size_t size);

// The same, short and fit for a message: control characters are escaped.
void fields_show(const struct table_field *field, char text[64]);

// How many fields the row at `at` has, up to `most`.
size_t fields_count(const char *at, const char *end, char separator, size_t most);

#endif
