// Columns of a table that somebody asks for by name, as numbers.
#ifndef RAVINE_DATA_TABLE_H
#define RAVINE_DATA_TABLE_H

#include "base/error.h"
#include "data/report.h"
#include "data/sniff.h"
#include "data/wordlist.h"

#include <stdbool.h>
#include <stddef.h>

enum table_kind {
    TABLE_NUMBER,
    TABLE_WORD, // any text; the value is its place in table->words
    TABLE_DATE, // ascending from row to row; the value is days since 1970-01-01
};

// A column that somebody asks for.
struct table_want {
    const char *name;     // as in the header, or a number from 1 where there is no header
    bool missing_allowed; // a gap becomes NaN instead of an error
    enum table_kind kind;
    bool by_policy; // what becomes of a row with a gap is as the hints say
};

struct table {
    size_t rows, columns;   // of the wanted columns
    double **value;         // value[column][row]
    struct wordlist *words; // [columns]; empty but for TABLE_WORD
    size_t all_rows;        // rows of the file, before any was left out
    bool lacks_column;      // after a failure: a wanted column is not there
    size_t lacking;         // then: which of wants[]
};

// Reads the wanted columns of a file, plain or packed with gzip, whose format is found (data/sniff)
// or told by the hints. What was left out goes into the report. Errors name file, line and column:
// a column that is not there (with the nearest name), text in a number ("diamonds.csv:17: price is
// 'abc', not a number"), a gap, and what cells_read says. hints and report may be NULL.
bool table_read(struct table *table, const char *path, const struct table_want wants[],
                size_t count, const struct table_hints *hints, struct report *report,
                struct error *error);

// The same from bytes in memory (already unzipped); `name` stands for the file in errors.
bool table_parse(struct table *table, const char *bytes, size_t length, const char *name,
                 const struct table_want wants[], size_t count, const struct table_hints *hints,
                 struct report *report, struct error *error);

// The same once more; one without numbers (value NULL) has places for them. On failure *copy is
// empty.
bool table_copy(struct table *copy, const struct table *table, struct error *error);

void table_clear(struct table *table);

#endif
