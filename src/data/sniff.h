// How a table is written, found by looking: what parts its fields, which mark stands before
// decimals, where its rows begin and end, whether it has a header.
//
// raw.c → sniff.c → sniff_lines.c, fields.c, number.c, when.c
#ifndef RAVINE_DATA_SNIFF_H
#define RAVINE_DATA_SNIFF_H

#include "base/error.h"
#include "data/marks.h"
#include "data/report.h"

#include <stdbool.h>
#include <stddef.h>

enum { SNIFF_COLUMNS_MAX = 100000 };

// What a scene says of a table; a zeroed one leaves everything to be found.
struct table_hints {
    char separator; // ',' ';' '\t' ' ' '|'
    char decimal;   // '.' ','
    enum { HEADER_FIND, HEADER_NO, HEADER_YES } header;
    struct codes codes; // what is missing beside the usual marks, and what becomes of gaps
};

struct table_format {
    char separator, decimal;
    char comment; // lines that begin with it are passed over; 0 = none
    bool has_header;
    bool has_wide_names;    // two blanks part the names, where one parts the fields
    bool lacks_first;       // the header names all columns but the first
    bool ends_in_separator; // every row does, and has an empty field more than the header
    size_t columns;
    size_t header_at;               // offset of the header's first field
    size_t rows_at, end;            // offsets of the first row and behind the last
    size_t first_line, header_line; // of the file, from 1
    bool is_single;                 // one column: an empty line is a gap
};

// Looks at bytes[length] (UTF-8, no mark). `path` is for messages. What was passed over goes into
// the report. Error: empty, nothing but a header, rows that do not fit the header.
bool sniff(struct table_format *format, const char *bytes, size_t length, const char *path,
           const struct table_hints *hints, struct report *report, struct error *error);

// For people: "comma", "blanks".
const char *sniff_separator_name(char separator);

#endif
