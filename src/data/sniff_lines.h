// The first lines of a table and what kinds of fields they have, for one separator.
#ifndef RAVINE_DATA_SNIFF_LINES_H
#define RAVINE_DATA_SNIFF_LINES_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { SNIFF_LINES = 400, SNIFF_FIELDS = 2000, SNIFF_LINE_BYTES = 1 << 24 };

// What a field is by itself.
enum field_kind { FIELD_EMPTY, FIELD_NUMBER, FIELD_DATE, FIELD_WORD, FIELD_DIRTY };

struct sniff_line {
    const char *at, *end; // without the line end
    size_t number;        // from 1
    bool is_comment, is_blank;
    bool after_blank;    // the line before it is blank
    size_t fields;       // for the separator that was looked at last
    unsigned char *kind; // [least of fields, SNIFF_FIELDS]
    size_t kind_at;      // its place in `kinds`
};

struct sniff_lines {
    struct sniff_line line[SNIFF_LINES];
    size_t count;
    unsigned char *kinds; // of all lines, one after the other
    size_t used, capacity;
    size_t too_long; // the number of a line beyond SNIFF_LINE_BYTES; 0 = there is none
};

// The first lines of the text: SNIFF_LINES of them or 4 MB, two at least. Quoted fields may hold
// line ends.
void sniff_lines_take(struct sniff_lines *lines, const char *bytes, size_t length);

// Takes every line apart at a separator.
bool sniff_lines_split(struct sniff_lines *lines, char separator, struct error *error);
void sniff_lines_clear(struct sniff_lines *lines);

// How much the fields of a line speak for the separator: 1 a number or a date, half a word, −½
// what holds another separator.
double sniff_line_worth(const struct sniff_line *line);

// The kind of one field, for a separator; ' ' = blanks.
enum field_kind sniff_kind(const char *text, size_t length, bool is_quoted, char separator);

#endif
